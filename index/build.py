"""Bring documents into a home: the whole pipeline on one page.

scan → read (text, structure, metadata) → passages → vectors → lexical index → one new generation.
What has not changed costs a hash of its file; what has been embedded once is not embedded again.
Nothing is visible to readers until the new generation is published whole.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from corpus.catalogue import Catalogue
from corpus.document import Document
from corpus.errors import AssistantError, DamagedIndexError, DocumentError, HomeError, UsageError
from corpus.read import READER_VERSION, document_id_of
from corpus.reading import ReadJob, read_documents
from corpus.sources import Source
from index.embedding import Encoder
from index.generation import (
    CATALOGUE,
    LEXICAL,
    VECTORS,
    WORDS,
    Fingerprint,
    dictionary_cache,
    fingerprint_in_force,
    read_record,
    write_record,
)
from index.home import Home
from index.lexical import LexicalIndex
from index.passage_table import PassageTable, content_hash
from index.passages import Passage, embeddable_text, split_document
from index.tokens import Tokeniser, harvest_words
from index.vectors import VectorIndex

Progress = Callable[[str, int, int], None]
"""Called with a stage (read, embed, index), what is done and what there is to do."""


class Artefact(Protocol):
    """Something another room wants stored with the generation, so that it can never be out of step."""

    def __call__(self, documents: Iterable[Document], lexical: LexicalIndex) -> bytes:
        """The bytes of the file, from all documents and the finished lexical index."""


@dataclass
class IngestReport:
    """What an ingest did, in the shape of the command line's contract."""

    generation: int | None = None
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[dict[str, str]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    passages: int = 0
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Fields of the contract."""
        return asdict(self)


@dataclass(frozen=True)
class Builder:
    """Everything that an ingest needs to be handed; it reads no settings of its own."""

    home: Home
    encoder: Encoder
    goal_chars: int = 300
    artefacts: Mapping[str, Artefact] = field(default_factory=dict)
    progress: Progress = lambda stage, done, total: None

    @property
    def fingerprint(self) -> Fingerprint:
        """What the index to be built is shaped by."""
        return fingerprint_in_force(self.encoder.fingerprint, self.goal_chars)

    def ingest(
        self,
        sources: Sequence[Source],
        *,
        remove_origins: Callable[[str], bool] = lambda origin: False,
        failed: Sequence[tuple[str, str]] = (),
        rebuild: bool = False,
    ) -> IngestReport:
        """Add or update documents, and drop the names that ``remove_origins`` picks.

        Args:
            sources: Files to take in; a file that cannot be read is reported and costs nothing else.
            remove_origins: Names to drop, of those that are not among ``sources``.
            failed: (file, reason) of what could not even become a source.
            rebuild: Read, cut and embed everything anew.
        Raises:
            HomeError: The home cannot be written, or another process is writing; nothing has changed.
        """
        started = time.perf_counter()
        report = IngestReport(failed=[{"file": file, "reason": reason} for file, reason in failed])
        with self.home.writing():
            try:
                self._ingest(sources, remove_origins, rebuild, report)
            except (OSError, sqlite3.OperationalError) as error:
                self.home.sweep(keep=None)
                raise HomeError(
                    f"The new index could not be written to {self.home.folder} ({error}). Nothing has changed; "
                    "free some space or check the rights, and run the same command again."
                ) from error
        report.seconds = round(time.perf_counter() - started, 3)
        return report

    def remove(self, document_ids: Sequence[str]) -> IngestReport:
        """Drop documents with everything made of them.

        Raises:
            UsageError: One of the ids is not there; then nothing is removed.
        """
        catalogue = Catalogue.open(self.home.current_folder() / CATALOGUE)
        names = catalogue.origins()
        catalogue.close()
        known = {document_id for _, document_id in names.values()}
        unknown = [document_id for document_id in document_ids if document_id not in known]
        if unknown:
            raise UsageError(
                f'There is no document "{unknown[0]}" here. "policy-assistant documents" lists what there is.'
            )
        gone = {origin for origin, (_, document_id) in names.items() if document_id in set(document_ids)}
        return self.ingest([], remove_origins=gone.__contains__)

    def _ingest(
        self,
        sources: Sequence[Source],
        remove_origins: Callable[[str], bool],
        rebuild: bool,
        report: IngestReport,
    ) -> None:
        previous = None if self.home.current_number() is None else self.home.current_folder()
        number, folder = self.home.start_generation()
        catalogue = _copy_catalogue(previous, folder)
        table = PassageTable(catalogue)
        table.create()
        names_before = catalogue.origins()

        jobs = self._sort_sources(sources, catalogue, names_before, report)
        offered = {source.origin for source in sources}
        for origin, (file, _) in names_before.items():
            if origin not in offered and remove_origins(origin):
                catalogue.forget(origin)
                report.removed.append(file)
        shaped_by = None if previous is None else _fingerprint_of(previous)
        stale = previous is not None and (rebuild or shaped_by != self.fingerprint.as_json())
        changed = bool(jobs or report.removed or stale or catalogue.origins() != names_before)
        if not changed and previous is not None:
            report.generation = self.home.current_number()
            report.passages = table.count()
            catalogue.close()
            self.home.sweep(keep=report.generation)
            return

        self._read(jobs, catalogue, names_before, report)
        if rebuild or (shaped_by is not None and shaped_by["reader"] != READER_VERSION):
            self._read_again(catalogue, {job.document_id for job in jobs}, report)
        catalogue.drop_unnamed()
        next_vector_id = self._index(folder, previous, catalogue, table, recut=stale)
        report.generation, report.passages = number, table.count()
        document_ids = {entry.document_id for entry in catalogue.entries()}
        catalogue.connection.execute("PRAGMA optimize")
        catalogue.close()
        write_record(folder, number, self.fingerprint, next_vector_id)
        self.home.publish(number, folder)
        self.home.sweep_originals(document_ids)

    def _sort_sources(
        self,
        sources: Sequence[Source],
        catalogue: Catalogue,
        names: dict[str, tuple[str, str]],
        report: IngestReport,
    ) -> list[ReadJob]:
        """Hash each file; unchanged ones are done with, the rest are to be read."""
        stored = {document_id for _, document_id in names.values()}
        jobs: list[ReadJob] = []
        for done, source in enumerate(sources):
            self.progress("scan", done, len(sources))
            try:
                document_id = document_id_of(source.hash())
            except DocumentError as error:
                report.failed.append({"file": source.file, "reason": str(error)})
                continue
            before = names.get(source.origin)
            if before is not None and before[1] == document_id:
                report.unchanged.append(source.file)
                if before[0] != source.file:
                    catalogue.point(source.origin, source.file, document_id)
            elif document_id in stored and before is None:
                # The same bytes under a second name: one document with two names.
                catalogue.point(source.origin, source.file, document_id)
                report.added.append(source.file)
            else:
                jobs.append(ReadJob(source, document_id))
        return jobs

    def _read(
        self,
        jobs: list[ReadJob],
        catalogue: Catalogue,
        names: dict[str, tuple[str, str]],
        report: IngestReport,
    ) -> None:
        for done, (job, outcome) in enumerate(read_documents(jobs)):
            self.progress("read", done, len(jobs))
            source = job.source
            if isinstance(outcome, AssistantError):
                # The old text stays while its successor cannot be read: nothing is lost by a bad upload.
                report.failed.append({"file": source.file, "reason": str(outcome)})
                continue
            catalogue.put(outcome, source.suffix)
            catalogue.point(source.origin, source.file, job.document_id)
            self._keep_original(job)
            (report.updated if source.origin in names else report.added).append(source.file)
            report.warnings.extend(
                {"file": source.file, "page": warning.page, "warning": warning.message} for warning in outcome.warnings
            )

    def _keep_original(self, job: ReadJob) -> None:
        kept = self.home.original(job.document_id, job.source.suffix)
        if not kept.exists():
            draft = kept.with_name(kept.name + ".new")
            job.source.copy_to(draft)
            draft.replace(kept)

    def _read_again(self, catalogue: Catalogue, done: set[str], report: IngestReport) -> None:
        """Read the stored originals anew, after the way of reading has changed."""
        origins = {document_id: (origin, file) for origin, (file, document_id) in catalogue.origins().items()}
        jobs = []
        for entry in catalogue.entries():
            kept = self.home.original(entry.document_id, entry.suffix)
            if entry.document_id in done or entry.document_id not in origins or not kept.exists():
                continue
            origin, file = origins[entry.document_id]
            jobs.append(ReadJob(Source(kept, origin, file), entry.document_id, entry.metadata))
        for position, (job, outcome) in enumerate(read_documents(jobs)):
            self.progress("read", position, len(jobs))
            if isinstance(outcome, AssistantError):
                report.failed.append({"file": job.source.file, "reason": str(outcome)})
            else:
                catalogue.put(outcome, job.source.suffix)

    def _index(
        self, folder: Path, previous: Path | None, catalogue: Catalogue, table: PassageTable, *, recut: bool
    ) -> int:
        """Vectors and lexical index of everything the catalogue holds; returns the next vector's id."""
        vectors, known = self._known_vectors(previous, rebuild=recut)
        if recut:
            with catalogue.transaction() as connection:
                connection.execute("DELETE FROM passages")
        have = {document_id for _, document_id in table.ids_by_document()}
        new: list[Passage] = []
        for document_id in catalogue.document_ids():
            if document_id not in have:
                new.extend(split_document(catalogue.document(document_id), self.goal_chars))
        table.add(vectors.add(self._embed(new, vectors, known)), new)
        alive = {vector_id for vector_id, _ in table.ids_by_document()}
        vectors.remove(np.array(sorted(set(vectors.ids.tolist()) - alive), dtype=np.int64))
        vectors.save(folder / VECTORS)

        words = harvest_words(catalogue.document(document_id).text for document_id in catalogue.document_ids())
        (folder / WORDS).write_text(json.dumps(words, ensure_ascii=False), "utf-8")
        tokeniser = Tokeniser(words, dictionary_cache())
        everything = [passage for _, passage in table.all()]
        heads: dict[tuple[str, ...], list[str]] = {}
        bodies: list[list[str]] = []
        for done, passage in enumerate(everything):
            if done % 500 == 0:
                self.progress("index", done, len(everything))
            head = (passage.title, *passage.section_path)
            if head not in heads:
                heads[head] = tokeniser.tokens("\n".join(head))
            bodies.append(tokeniser.tokens(passage.text))
        lexical = LexicalIndex.build(
            [passage.passage_id for passage in everything],
            bodies,
            [heads[(passage.title, *passage.section_path)] for passage in everything],
            [passage.document_id for passage in everything],
        )
        lexical.save(folder / LEXICAL)
        for name, make in self.artefacts.items():
            documents = (catalogue.document(document_id) for document_id in catalogue.document_ids())
            (folder / name).write_bytes(make(documents, lexical))
        return vectors.next_id

    def _known_vectors(
        self, previous: Path | None, *, rebuild: bool
    ) -> tuple[VectorIndex, dict[bytes, int]]:
        """The vectors to go on from, and which content each of them stands for."""
        if previous is None:
            return VectorIndex(self.encoder.dim), {}
        try:
            vectors = VectorIndex.open(previous / VECTORS)
        except DamagedIndexError:
            if not rebuild:
                raise
            return VectorIndex(self.encoder.dim, next_id=int(read_record(previous)["next_vector_id"])), {}
        if _fingerprint_of(previous)["encoder"] != self.encoder.fingerprint:
            # Another model's vectors are of no use, but its ids stay dead all the same.
            return VectorIndex(self.encoder.dim, next_id=vectors.next_id), {}
        return vectors, _contents(previous)

    def _embed(
        self, passages: list[Passage], vectors: VectorIndex, known: dict[bytes, int]
    ) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        matrix = np.empty((len(passages), self.encoder.dim), dtype=np.float32)
        hashes = [content_hash(passage) for passage in passages]
        old = [position for position, digest in enumerate(hashes) if digest in known]
        new = [position for position, digest in enumerate(hashes) if digest not in known]
        if old:
            matrix[old] = vectors.vectors_of(np.array([known[hashes[position]] for position in old]))
        if new:
            self.progress("embed", 0, len(new))
            texts = [embeddable_text(passages[position]) for position in new]
            matrix[new] = self.encoder.embed_passages(
                texts, progress=lambda done, total: self.progress("embed", done, total)
            )
        return matrix


def _copy_catalogue(previous: Path | None, folder: Path) -> Catalogue:
    if previous is None:
        return Catalogue.create(folder / CATALOGUE)
    shutil.copyfile(previous / CATALOGUE, folder / CATALOGUE)
    return Catalogue.open(folder / CATALOGUE, writable=True)


def _fingerprint_of(folder: Path) -> dict[str, Any]:
    return dict(read_record(folder)["fingerprint"])


def _contents(folder: Path) -> dict[bytes, int]:
    catalogue = Catalogue.open(folder / CATALOGUE)
    try:
        return PassageTable(catalogue).ids_by_content()
    finally:
        catalogue.close()
