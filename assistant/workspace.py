"""One home, opened: what every command and every panel works through.

Holds the encoder and the generation in force, and looks before each request whether a newer
generation has been published; a request sees one generation from its beginning to its end.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings, load_settings
from corpus.catalogue import Catalogue
from corpus.errors import AssistantError, UsageError
from corpus.sources import Source, is_under, scan_paths, scan_shipped, scan_upload
from index.generation import open_catalogue
from index.home import Home
from index.passage_table import PassageTable

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.answering.extractive import ExtractiveEngine
    from assistant.asking import Quoted
    from assistant.at_once import AtOnce
    from assistant.claims.checking import ClaimChecker
    from assistant.claims.report_check import CheckedReport
    from assistant.claims.verdicts import CheckedClaim
    from assistant.llm.llm_engine import LlmEngine
    from assistant.retrieval.retriever import Retriever, Scope, SearchResult
    from corpus.catalogue import CatalogueEntry
    from corpus.document import Document
    from index.build import Builder, IngestReport, Progress
    from index.embedding import Encoder
    from index.generation import Generation
    from index.milvus_store import MilvusAddress
    from index.passages import Passage
    from index.reranking import Reranker

Message = dict[str, str]
"""One turn of a conversation: {"role": "user" | "assistant", "content": …}."""


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as people list it."""

    entry: CatalogueEntry
    passages: int

    def as_json(self) -> dict[str, Any]:
        """Fields of the contract; ``names`` are all the names under which it came."""
        metadata = self.entry.metadata
        return {
            "document_id": self.entry.document_id,
            "title": metadata.title,
            "file": self.entry.file,
            "kind": metadata.kind,
            "issuer": metadata.issuer,
            "number": metadata.number,
            "date": metadata.date,
            "status": metadata.status,
            "sample": metadata.sample,
            "pages": self.entry.pages,
            "passages": self.passages,
            "warnings": [
                f"p. {warning.page}: {warning.message}" if warning.page else warning.message
                for warning in self.entry.warnings
            ],
            "source": metadata.source,
            "names": list(self.entry.names),
        }


class Workspace:
    """A home with its settings; cheap to make, opens model and indexes on first use, safe for threads."""

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        self.home = Home(folder)
        self.settings = settings or load_settings(folder)
        self._lock = threading.Lock()
        self._encoder_lock = threading.Lock()
        self._opened_encoder: Encoder | None = None
        self._retriever: Retriever | None = None
        self._checker: ClaimChecker | None = None

    @cached_property
    def encoder(self) -> Encoder:
        """The embedding model in force, opened once: an ingest and a first question may both ask for it.

        Raises:
            ModelMissingError: It is not on this machine.
        """
        from index.embedding import open_encoder

        # A lock of its own: the retriever asks for the model while it holds the other one.
        with self._encoder_lock:
            if self._opened_encoder is None:
                key = self.settings.cluster.embedding_key
                self._opened_encoder = open_encoder(
                    self.settings.index.model, key=key.get_secret_value() if key else None
                )
            return self._opened_encoder

    @cached_property
    def _reranker(self) -> Reranker | None:
        from index.reranking import CrossEncoderReranker

        name = self.settings.retrieval.reranker
        return CrossEncoderReranker(name) if name else None

    def retriever(self) -> Retriever:
        """The retriever over the generation in force; a new one when a newer generation is there.

        Raises:
            EmptyHomeError: Nothing has been ingested yet.
            StaleIndexError: The index was built under other settings.
        """
        from assistant.retrieval.artefacts import ARTEFACTS_VERSION
        from assistant.retrieval.retriever import Retriever
        from index.generation import fingerprint_in_force, open_generation

        with self._lock:
            if self._retriever is None or self._retriever.generation.number != self.home.current_number():
                milvus = self._milvus
                expected = fingerprint_in_force(
                    self.encoder.fingerprint,
                    self.settings.index.goal_chars,
                    ARTEFACTS_VERSION,
                    "files" if milvus is None else "milvus",
                )
                generation = open_generation(self.home, expected, milvus, self._catalogue_url)
                self._retriever = Retriever(
                    generation, self.encoder, self._reranker, self.settings.retrieval.rerank_k
                )
            return self._retriever

    @cached_property
    def _at_once(self) -> AtOnce:
        from assistant.at_once import AtOnce

        return AtOnce(self.home.folder, self.settings)

    def close(self) -> None:
        """End the processes that were started to answer beside this one."""
        self._at_once.close()

    @cached_property
    def _milvus(self) -> MilvusAddress | None:
        from index.milvus_store import MilvusAddress

        cluster = self.settings.cluster
        if not cluster.milvus_uri:
            return None
        token = cluster.milvus_token.get_secret_value() if cluster.milvus_token else None
        return MilvusAddress(cluster.milvus_uri, token)

    @property
    def _catalogue_url(self) -> str:
        url = self.settings.cluster.catalogue_url
        return url.get_secret_value() if url else ""

    @property
    def generation(self) -> Generation:
        """The generation in force."""
        return self.retriever().generation

    def search(self, query: str, k: int | None = None, scope: Scope | None = None) -> SearchResult:
        """The ``k`` passages nearest to a query.

        Raises:
            UsageError: The query is empty, too long, or in neither Chinese nor English.
        """
        from assistant.searching import search

        count = k or self.settings.retrieval.top_k
        return self._at_once.run(
            lambda: search(self.retriever(), self._extractive, query, count, scope),
            "search",
            query,
            count,
            scope,
        )

    def ask(
        self,
        question: str,
        history: Sequence[Message] = (),
        scope: Scope | None = None,
        engine: str | None = None,
    ) -> Answer:
        """Answer a question from the documents, or refuse.

        Args:
            history: Earlier turns, oldest first; used only when the question refers back.
            scope: Which documents may be used; None means all.
            engine: ``extractive`` or ``llm``; None takes the one that is set.
        Raises:
            UsageError: The question is empty, too long, or in neither Chinese nor English.
        """
        *_, answer = self.ask_stream(question, history, scope, engine)
        return answer

    def ask_stream(
        self,
        question: str,
        history: Sequence[Message] = (),
        scope: Scope | None = None,
        engine: str | None = None,
    ) -> Iterator[Answer]:
        """As ``ask``, and while a language model writes: its text so far, marked ``provisional``.

        Provisional text is unchecked and has no citations. The last answer is the answer.
        """
        from assistant.asking import ask_llm, check_engine, quote_answer

        engine = engine or self.settings.llm.engine
        check_engine(engine)

        def quote(retriever: Retriever) -> Quoted:
            evidence_k = self.settings.retrieval.evidence_k
            return quote_answer(retriever, self._extractive, question, history, scope, evidence_k)

        if engine == "extractive":
            here = lambda: quote(self.retriever()).answer  # noqa: E731
            yield self._at_once.run(here, "ask", question, tuple(history), scope, engine)
            return
        # What a model is sent is made here, and the model's own time is spent elsewhere.
        retriever = self.retriever()
        quoted = quote(retriever)
        if quoted.answer.refused:
            yield quoted.answer
            return
        yield from ask_llm(retriever, self._extractive, self._llm, quoted, date.today())

    def check_claim(self, claim: str, scope: Scope | None = None) -> CheckedClaim:
        """Hold a claim, or a pasted paragraph, against the documents.

        Raises:
            UsageError: The claim is empty, too long, or in neither Chinese nor English.
        """
        here = lambda: self.claim_checker().check(claim, scope=scope)  # noqa: E731
        return self._at_once.run(here, "check_claim", claim, scope)

    def check_report(
        self,
        path: Path,
        progress: Progress | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> CheckedReport:
        """Check every statement of a report file against the documents, never against itself.

        Args:
            progress: Called with ("check", done, total).
            is_cancelled: Asked before each statement; once true, what is done so far is returned.
        Raises:
            DocumentError: The file cannot be read.
            UsageError: There is nothing in it to check.
        """
        from assistant.claims.report_check import check_report
        from corpus.read import document_id_of, hash_file
        from corpus.reading import ReadJob, read_documents

        # A report comes from outside like any other file: it is read where it can do no harm.
        source = Source(path, str(path.absolute()), path.name)
        ((_, document),) = read_documents([ReadJob(source, document_id_of(hash_file(path)))])
        if isinstance(document, AssistantError):
            raise document
        return check_report(self.claim_checker(), document, progress, is_cancelled)

    def claim_checker(self) -> ClaimChecker:
        """The checker over the generation in force."""
        from assistant.claims.checking import ClaimChecker

        retriever = self.retriever()
        # Two checks at once share one checker, and with it what it has read.
        with self._lock:
            if self._checker is None or self._checker.retriever is not retriever:
                self._checker = ClaimChecker(retriever)
            return self._checker

    @cached_property
    def _extractive(self) -> ExtractiveEngine:
        from assistant.answering.extractive import ExtractiveEngine

        return ExtractiveEngine()

    @cached_property
    def _llm(self) -> LlmEngine:
        from assistant.llm.llm_engine import LlmEngine

        return LlmEngine(self.settings.llm)

    def documents(self) -> list[DocumentRecord]:
        """All documents, plans first; empty where nothing has been ingested."""
        if self.home.current_number() is None:
            return []
        with self._catalogue() as catalogue:
            counts = PassageTable(catalogue).counts_by_document()
            return [DocumentRecord(entry, counts.get(entry.document_id, 0)) for entry in catalogue.entries()]

    def document(self, document_id: str) -> Document:
        """One document, whole.

        Raises:
            UsageError: There is none of this id.
        """
        with self._catalogue() as catalogue:
            return catalogue.document(document_id)

    def passages(self, document_id: str) -> list[Passage]:
        """The passages that a document was cut into, in text order; empty where there is no such document."""
        with self._catalogue() as catalogue:
            return PassageTable(catalogue).passages_of(document_id)

    def original(self, document_id: str) -> Path:
        """Where the file is kept that a document was read from.

        Raises:
            UsageError: There is none of this id.
        """
        with self._catalogue() as catalogue:
            return self.home.original(document_id, catalogue.suffix(document_id))

    @contextmanager
    def _catalogue(self) -> Iterator[Catalogue]:
        """The catalogue alone: lists and texts need neither model nor indexes."""
        catalogue = open_catalogue(self.home.current_folder(), self._catalogue_url)
        try:
            yield catalogue
        finally:
            catalogue.close()

    def ingest(
        self,
        paths: Sequence[Path] = (),
        *,
        sync: bool = False,
        samples: bool = True,
        rebuild: bool = False,
        progress: Progress | None = None,
    ) -> IngestReport:
        """Add or update documents; without paths the shipped ones.

        Args:
            sync: Also drop what is no longer under the given paths.
            samples: False leaves the demonstration documents out (and, with ``sync``, drops them).
            rebuild: Read and cut everything anew, and embed what has no sound vector yet. Without paths
                nothing is added or dropped.
        Raises:
            UsageError: ``rebuild`` without paths says nothing to ``sync`` or ``samples``.
        """
        if rebuild and not paths and (sync or not samples):
            raise UsageError(
                "--rebuild without a path makes anew what is stored, whatever it is: leave --sync and "
                '--no-samples out, or run "policy-assistant ingest --no-samples --sync" first.'
            )
        scan = scan_paths(paths) if paths or rebuild else scan_shipped(samples=samples)
        offered = {source.origin for source in scan.sources}
        remove: Callable[[str], bool] = lambda origin: False  # noqa: E731
        if sync:
            remove = lambda origin: origin not in offered and is_under(origin, scan.roots)  # noqa: E731
        return self._builder(progress).ingest(
            scan.sources, remove_origins=remove, failed=scan.failed, rebuild=rebuild
        )

    def ingest_uploads(
        self, files: Sequence[tuple[Path, str]], progress: Progress | None = None
    ) -> IngestReport:
        """Take in files that came over the network; one of the same name replaces the earlier one.

        Args:
            files: Where each lies, and the name its sender gave it.
        """
        scans = [scan_upload(path, name) for path, name in files]
        # Two files of one name in one go: the later one is meant.
        sources = {source.origin: source for scan in scans for source in scan.sources}
        failed = [entry for scan in scans for entry in scan.failed]
        return self._builder(progress).ingest(list(sources.values()), failed=failed)

    def replace(
        self, document_id: str, path: Path, name: str, progress: Progress | None = None
    ) -> IngestReport:
        """Let a file that came over the network take a document's place, whatever either is called.

        Where the new file cannot be read, the document stays.

        Raises:
            UsageError: There is no such document, or the file is an archive of several.
        """
        self.original(document_id)
        scan = scan_upload(path, name)
        if len(scan.sources) + len(scan.failed) != 1:
            raise UsageError(
                f"{name} holds several files. Replace a document by one file, or add the archive."
            )
        return self._builder(progress).ingest(scan.sources, failed=scan.failed, replaced=document_id)

    def move(self, progress: Progress | None = None) -> IngestReport:
        """Bring what is searched where the settings say, files or Milvus; nothing is read or embedded anew."""
        return self._builder(progress).ingest([])

    def remove(self, document_ids: Sequence[str]) -> IngestReport:
        """Drop documents with everything made of them.

        Raises:
            UsageError: One of the ids is not there; then nothing is removed.
        """
        if not document_ids:
            raise UsageError("Name at least one document: policy-assistant documents remove ID ...")
        return self._builder().remove(document_ids)

    def _builder(self, progress: Progress | None = None) -> Builder:
        from assistant.retrieval.artefacts import ARTEFACTS, ARTEFACTS_VERSION
        from index.build import Builder

        return Builder(
            home=self.home,
            encoder=self.encoder,
            goal_chars=self.settings.index.goal_chars,
            artefacts=ARTEFACTS,
            artefacts_version=ARTEFACTS_VERSION,
            progress=progress or (lambda stage, done, total: None),
            milvus=self._milvus,
            catalogue_url=self._catalogue_url,
        )
