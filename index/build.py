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
    REBUILD,
    RECORD,
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
from index.recovery import (
    as_sentence,
    damaged_files,
    is_lost,
    jobs_for_lost_catalogue,
    next_vector_id,
    recover_current,
    write_names,
)
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
            DamagedIndexError: What is stored is damaged, and ``rebuild`` was not asked for.
        """
        started = time.perf_counter()
        report = IngestReport(failed=[{"file": file, "reason": reason} for file, reason in failed])
        with self.home.writing():
            try:
                self._ingest(sources, remove_origins, rebuild, report)
            except (OSError, sqlite3.OperationalError) as error:
                self.home.sweep(keep=None)
                self._tidy_originals()
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
        if rebuild or not self.home.has_switch():
            recover_current(self.home)
        previous = None if self.home.current_number() is None else self.home.current_folder()
        damaged = [] if previous is None else damaged_files(previous)
        if previous is not None and damaged and not rebuild:
            raise DamagedIndexError(f"{', '.join(damaged)} in {self.home.folder} is damaged. {REBUILD}")
        if (
            not rebuild
            and previous is not None
            and self._changes_nothing(sources, remove_origins, previous, report)
        ):
            return

        number, folder = self.home.start_generation()
        lost = is_lost(damaged) or (rebuild and previous is None)
        catalogue = Catalogue.create(folder / CATALOGUE) if lost else _copy_catalogue(previous, folder)
        table = PassageTable(catalogue)
        table.create()
        if lost:
            self._refill(catalogue, previous, report)
        names_before = catalogue.origins()
        jobs, renamed = self._sort_sources(sources, names_before, report)
        for source, document_id in renamed:
            catalogue.point(source.origin, source.file, document_id)
        offered = {source.origin for source in sources}
        for origin, (file, _) in names_before.items():
            if origin not in offered and remove_origins(origin):
                catalogue.forget(origin)
                report.removed.append(file)
        self._read(jobs, catalogue, names_before, report)
        shaped_by = None if previous is None or RECORD in damaged else _fingerprint_of(previous)
        if not lost and (rebuild or (shaped_by is not None and shaped_by["reader"] != READER_VERSION)):
            self._read_again(catalogue, {job.document_id for job in jobs}, report)
        catalogue.drop_unnamed()
        recut = previous is not None and (rebuild or shaped_by != self.fingerprint.as_json())
        next_id = self._index(folder, previous, damaged, catalogue, table, recut=recut)
        report.generation, report.passages = number, table.count()
        if previous is not None and damaged:
            report.warnings.append(as_sentence(previous, damaged))
        write_names(folder, catalogue, next_id)
        catalogue.connection.execute("PRAGMA optimize")
        catalogue.close()
        write_record(folder, number, self.fingerprint, next_id)
        self.home.publish(number, folder)
        self._tidy_originals()

    def _changes_nothing(
        self,
        sources: Sequence[Source],
        remove_origins: Callable[[str], bool],
        previous: Path,
        report: IngestReport,
    ) -> bool:
        """Whether there is nothing to do but to report; then ``report`` is complete."""
        if _fingerprint_of(previous) != self.fingerprint.as_json():
            return False
        catalogue = Catalogue.open(previous / CATALOGUE)
        try:
            names = catalogue.origins()
            offered = {source.origin for source in sources}
            if any(origin not in offered and remove_origins(origin) for origin in names):
                return False
            found = IngestReport(failed=list(report.failed))
            jobs, renamed = self._sort_sources(sources, names, found)
            if jobs or renamed:
                return False
            report.unchanged, report.failed = found.unchanged, found.failed
            report.generation = self.home.current_number()
            report.passages = PassageTable(catalogue).count()
        finally:
            catalogue.close()
        self.home.sweep(keep=report.generation)
        self._tidy_originals()
        return True

    def _tidy_originals(self) -> None:
        """Drop the originals that no document in force needs, such as an interrupted ingest leaves."""
        if self.home.current_number() is None:
            self.home.sweep_originals(set())
            return
        catalogue = Catalogue.open(self.home.current_folder() / CATALOGUE)
        try:
            known = {document_id for _, document_id in catalogue.origins().values()}
        finally:
            catalogue.close()
        self.home.sweep_originals(known)

    def _refill(self, catalogue: Catalogue, previous: Path | None, report: IngestReport) -> None:
        """Fill an empty catalogue from the stored originals and what is left of their names."""
        jobs, names = jobs_for_lost_catalogue(self.home, previous)
        for done, (job, outcome) in enumerate(read_documents(jobs, work=self.home.work)):
            self.progress("read", done, len(jobs))
            if isinstance(outcome, AssistantError):
                report.failed.append({"file": job.source.file, "reason": str(outcome)})
                continue
            catalogue.put(outcome, job.source.suffix)
            for origin, file in names[job.document_id].items():
                catalogue.point(origin, file, job.document_id)

    def _sort_sources(
        self, sources: Sequence[Source], names: dict[str, tuple[str, str]], report: IngestReport
    ) -> tuple[list[ReadJob], list[tuple[Source, str]]]:
        """Hash each file: unchanged ones are done with, known ones get a name more, the rest are to be read."""
        stored = {document_id for _, document_id in names.values()}
        jobs: list[ReadJob] = []
        renamed: list[tuple[Source, str]] = []
        for done, source in enumerate(sources):
            self.progress("scan", done, len(sources))
            try:
                document_id = document_id_of(source.hash())
                before = names.get(source.origin)
                if before is not None and before[1] == document_id:
                    self.home.keep_original(source, document_id)
                    report.unchanged.append(source.file)
                    if before[0] != source.file:
                        renamed.append((source, document_id))
                elif document_id in stored and before is None:
                    # The same bytes under a second name: one document with two names.
                    renamed.append((source, document_id))
                    report.added.append(source.file)
                else:
                    jobs.append(ReadJob(source, document_id))
            except DocumentError as error:
                report.failed.append({"file": source.file, "reason": str(error)})
        return jobs, renamed

    def _read(
        self,
        jobs: list[ReadJob],
        catalogue: Catalogue,
        names: dict[str, tuple[str, str]],
        report: IngestReport,
    ) -> None:
        for done, (job, outcome) in enumerate(read_documents(jobs, work=self.home.work)):
            self.progress("read", done, len(jobs))
            source = job.source
            try:
                if isinstance(outcome, AssistantError):
                    raise outcome
                self.home.keep_original(source, job.document_id)
            except DocumentError as error:
                # The old text stays while its successor cannot be read: nothing is lost by a bad upload.
                report.failed.append({"file": source.file, "reason": str(error)})
                continue
            assert isinstance(outcome, Document)
            catalogue.put(outcome, source.suffix)
            catalogue.point(source.origin, source.file, job.document_id)
            (report.updated if source.origin in names else report.added).append(source.file)
            report.warnings.extend(
                {"file": source.file, "page": warning.page, "warning": warning.message}
                for warning in outcome.warnings
            )

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
        for position, (job, outcome) in enumerate(read_documents(jobs, work=self.home.work)):
            self.progress("read", position, len(jobs))
            if isinstance(outcome, AssistantError):
                report.failed.append({"file": job.source.file, "reason": str(outcome)})
            else:
                catalogue.put(outcome, job.source.suffix)

    def _index(
        self,
        folder: Path,
        previous: Path | None,
        damaged: Sequence[str],
        catalogue: Catalogue,
        table: PassageTable,
        *,
        recut: bool,
    ) -> int:
        """Vectors and lexical index of everything the catalogue holds; returns the next vector's id."""
        vectors, known = self._known_vectors(previous, damaged)
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
        _save_vectors(vectors, folder)

        words = harvest_words(
            catalogue.document(document_id).text for document_id in catalogue.document_ids()
        )
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
        self, previous: Path | None, damaged: Sequence[str]
    ) -> tuple[VectorIndex, dict[bytes, int]]:
        """The vectors to go on from, and which content each of them stands for."""
        if previous is None:
            return VectorIndex(self.encoder.dim), {}
        if {VECTORS, CATALOGUE, RECORD} & set(damaged):
            # Which vector stands for which words is told by all three together.
            return VectorIndex(self.encoder.dim, next_id=next_vector_id(previous)), {}
        vectors = VectorIndex.open(previous / VECTORS)
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


def _save_vectors(vectors: VectorIndex, folder: Path) -> None:
    try:
        vectors.save(folder / VECTORS)
    except RuntimeError as error:  # faiss says so when a disk is full
        raise OSError(f"{VECTORS} could not be written") from error


def _fingerprint_of(folder: Path) -> dict[str, Any]:
    return dict(read_record(folder)["fingerprint"])


def _contents(folder: Path) -> dict[bytes, int]:
    catalogue = Catalogue.open(folder / CATALOGUE)
    try:
        return PassageTable(catalogue).ids_by_content()
    finally:
        catalogue.close()
