"""Bring documents into a home: the whole pipeline on one page.

scan → read (text, structure, metadata) → passages → lexical index → one new generation, and beside all
that, from the first passage on, vectors. What has not changed costs a hash of its file; what has been
embedded once is not embedded again. Nothing is visible to readers until the new generation is published whole.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.catalogue import Catalogue, Name
from corpus.errors import AssistantError, DamagedIndexError, HomeError, UsageError
from corpus.sources import Source
from index import catalogue_server
from index.embedding import Encoder
from index.embedding_ahead import EmbeddingAhead
from index.fingerprint import REBUILD, Fingerprint, fingerprint_in_force
from index.generation import CATALOGUE, NAMES
from index.generation_record import RECORD, read_record, write_record
from index.home import MILVUS_RECORD, Home
from index.indexing import Artefact, Indexer, make_artefacts, previous_vectors, store_in_milvus
from index.intake import Intake
from index.neighbours import INDEX as NEIGHBOURS
from index.passage_table import PassageTable
from index.passages import split_document
from index.recovery import (
    as_sentence,
    damaged_files,
    is_lost,
    kept_originals,
    new_vector_id,
    recover_current,
    still_unread,
    unread_in,
    write_names,
)
from index.report import IngestReport, Progress
from index.vectors import VectorIndex

if TYPE_CHECKING:
    from index.milvus_store import MilvusAddress

__all__ = ["Artefact", "Builder", "IngestReport", "Progress"]

PickOrigins = Callable[[str], bool]


@dataclass(frozen=True)
class Builder:
    """Everything that an ingest needs to be handed; it reads no settings of its own."""

    home: Home
    encoder: Encoder
    goal_chars: int = 300
    artefacts: Mapping[str, Artefact] = field(default_factory=dict)
    artefacts_version: int = 0
    """Of what the artefacts hold: another one has them made anew."""
    milvus: MilvusAddress | None = None
    """Where passages are searched; None means the files of the home."""
    catalogue_url: str = ""
    """Server where the catalogue is read, by SQLAlchemy URL; empty means the file in the home."""
    progress: Progress = lambda stage, done, total: None

    @property
    def fingerprint(self) -> Fingerprint:
        """What the index to be built is shaped by."""
        return fingerprint_in_force(
            self.encoder.fingerprint,
            self.goal_chars,
            self.artefacts_version,
            "files" if self.milvus is None else "milvus",
        )

    def ingest(
        self,
        sources: Sequence[Source],
        *,
        remove_origins: PickOrigins = lambda origin: False,
        failed: Sequence[tuple[str, str]] = (),
        rebuild: bool = False,
        replaced: str | None = None,
    ) -> IngestReport:
        """Add or update documents, and drop the names that ``remove_origins`` picks.

        Args:
            sources: Files to take in; a file that cannot be read is reported and costs nothing else.
            remove_origins: Names to drop, of those that are not among ``sources``.
            failed: (file, reason) of what could not even become a source.
            rebuild: Read and cut everything anew; a passage whose words have a sound vector keeps it.
            replaced: Id of a document whose place the sources take; it stays if one of them cannot be read.
        Raises:
            HomeError: The home cannot be written, or another process is writing; nothing has changed.
            DamagedIndexError: What is stored is damaged, and ``rebuild`` was not asked for.
        """
        started = time.perf_counter()
        report = IngestReport(failed=[{"file": file, "reason": reason} for file, reason in failed])
        offered = {source.origin for source in sources}
        with self.home.writing(), self._writing_on_server():
            stored_before = self.home.stored_names()
            try:
                if rebuild or not self.home.has_switch():
                    recover_current(self.home)
            except OSError as error:
                raise self._not_written(error) from error
            number_before = self.home.current_number()
            try:
                self._ingest(
                    sources,
                    lambda origin: origin not in offered and remove_origins(origin),
                    rebuild,
                    report,
                    replaced,
                )
            except (OSError, sqlite3.OperationalError) as error:
                if self.home.current_number() != number_before:
                    raise  # the switch was made: that something has changed must not be denied
                self.home.sweep_unfinished()
                self.home.drop_originals(lambda name: name not in stored_before)
                raise self._not_written(error) from error
            self._tidy(keep=number_before)
        report.seconds = round(time.perf_counter() - started, 3)
        return report

    def remove(self, document_ids: Sequence[str]) -> IngestReport:
        """Drop documents with everything made of them.

        Raises:
            UsageError: One of the ids is not there; then nothing is removed.
        """
        folder = self.home.current_folder()
        catalogue = Catalogue.open(folder / CATALOGUE)
        names = catalogue.origins()
        for entry in unread_in(folder, catalogue).values():
            names |= entry.names
        catalogue.close()
        known = {name.document_id for name in names.values()}
        unknown = [document_id for document_id in document_ids if document_id not in known]
        if unknown:
            raise UsageError(
                f'There is no document "{unknown[0]}" here. "policy-assistant documents" lists what there is.'
            )
        gone = {origin for origin, name in names.items() if name.document_id in set(document_ids)}
        return self.ingest([], remove_origins=gone.__contains__)

    def _ingest(
        self,
        sources: Sequence[Source],
        is_removed: PickOrigins,
        rebuild: bool,
        report: IngestReport,
        replaced: str | None,
    ) -> None:
        previous = None if self.home.current_number() is None else self.home.current_folder()
        damaged = [] if previous is None else damaged_files(previous)
        if previous is not None and damaged and not rebuild:
            raise DamagedIndexError(f"{', '.join(damaged)} in {self.home.folder} is damaged. {REBUILD}")
        if (
            previous is not None
            and not rebuild
            and replaced is None
            and self._changes_nothing(sources, is_removed, previous, report)
        ):
            return

        number, folder = self.home.start_generation()
        lost = is_lost(damaged) or (rebuild and previous is None)
        catalogue = Catalogue.create(folder / CATALOGUE) if lost else _copy_catalogue(previous, folder)
        table = PassageTable(catalogue)
        table.create()
        vectors = (
            VectorIndex(self.encoder.dim, next_id=new_vector_id(self.home))
            if previous is None
            else previous_vectors(previous, damaged, self.encoder)
        )
        known = table.ids_by_content() if len(vectors) else {}
        shaped_by = None if previous is None or RECORD in damaged else _fingerprint_of(previous)
        is_reread = rebuild or (shaped_by is not None and shaped_by.get("reader") != self.fingerprint.reader)
        if lost:
            unread = kept_originals(self.home, previous, names_are_sound=not {NAMES, RECORD} & set(damaged))
        else:
            unread = {} if previous is None else unread_in(previous, catalogue)
        is_recut = rebuild or shaped_by != self.fingerprint.as_json()
        indexer = Indexer(self.encoder, self.goal_chars, self.progress)
        with EmbeddingAhead(self.encoder, known, folder) as ahead:
            intake = Intake(
                self.home,
                report,
                self.progress,
                is_rebuild=rebuild,
                on_read=lambda document: ahead.offer(split_document(document, self.goal_chars)),
            )
            if is_reread:
                intake.read_kept(unread, catalogue)
            names_before = catalogue.origins()
            jobs, named = intake.sort(sources, names_before)
            for origin, name in named:
                catalogue.point(origin, name)
            for origin, name in names_before.items():
                if is_removed(origin):
                    catalogue.forget(origin)
                    report.removed.append(name.file)
            intake.read(jobs, catalogue, names_before)
            if replaced is not None and not report.failed:
                # In the same generation: nobody ever finds both of them, or neither.
                intake.give_place(replaced, {source.origin for source in sources}, catalogue)
            is_changed = bool(named or report.added or report.updated or report.removed)
            if previous is not None and not (
                is_changed or is_recut or damaged or unread or self._is_elsewhere(previous)
            ):
                # All that was to be read could not be, as in a folder with a broken file: the generation in force stays.
                report.generation, report.passages = self.home.current_number(), table.count()
                catalogue.close()
                self.home.sweep_unfinished()
                return
            # A manifest may give the same file another title, and a better reader another text.
            table.drop(job.document_id for job in jobs)
            if is_reread and not lost:
                intake.read_again(catalogue, {job.document_id for job in jobs} | set(unread))
            catalogue.drop_unnamed()
            if is_recut:
                with catalogue.transaction() as connection:
                    connection.execute("DELETE FROM passages")
            numbered = indexer.number_passages(folder, table, vectors, ahead)
            lexical = indexer.make_lexical(folder, table)
            make_artefacts(folder, catalogue, lexical, self.artefacts)
            indexer.make_vectors(folder, vectors, numbered, ahead, known)
        if self.milvus is None:
            # Lists of another model's vectors, or damaged ones, are nothing to go on from.
            found_too_few = indexer.make_neighbours(folder, None if is_recut else previous, table)
            if found_too_few is not None:
                report.warnings.append({"file": NEIGHBOURS, "page": None, "warning": found_too_few})
        if self.milvus is not None:
            store_in_milvus(self.milvus, folder, previous, number, lexical)
        report.generation, report.passages = number, table.count()
        if previous is not None and damaged:
            report.warnings.append(as_sentence(previous, damaged))
        write_names(folder, catalogue, still_unread(unread, catalogue, is_removed), vectors.next_id)
        catalogue.connection.execute("PRAGMA optimize")
        catalogue.close()
        if self.catalogue_url:
            catalogue_server.upload(self.catalogue_url, folder / CATALOGUE, folder, previous, number)
        write_record(folder, number, self.fingerprint, vectors.next_id)
        self.home.publish(number, folder)

    @contextmanager
    def _writing_on_server(self) -> Iterator[None]:
        if not self.catalogue_url:
            yield
            return
        previous = None
        with suppress(AssistantError):  # the first one, or one to be recovered
            previous = self.home.current_folder()
        with catalogue_server.writing(self.catalogue_url, previous):
            yield

    def _is_elsewhere(self, previous: Path) -> bool:
        """Whether a server that is set does not hold this generation, as that of a copied home."""
        if self.catalogue_url and not catalogue_server.is_there(self.catalogue_url, previous):
            return True
        return self.milvus is not None and not (previous / MILVUS_RECORD).is_file()

    def _not_written(self, error: Exception) -> HomeError:
        return HomeError(
            f"The new index could not be written to {self.home.folder} ({error}). Nothing has changed; "
            "free some space or check the rights, and run the same command again."
        )

    def _changes_nothing(
        self, sources: Sequence[Source], is_removed: PickOrigins, previous: Path, report: IngestReport
    ) -> bool:
        """Whether there is nothing to do but to report; then ``report`` is complete."""
        if _fingerprint_of(previous) != self.fingerprint.as_json() or self._is_elsewhere(previous):
            return False
        catalogue = Catalogue.open(previous / CATALOGUE)
        try:
            names = catalogue.origins()
            waiting = _names_of_unread(previous, catalogue)
            if any(is_removed(origin) for origin in (*names, *waiting)):
                return False
            found = IngestReport(failed=list(report.failed))
            jobs, named = Intake(self.home, found, self.progress).sort(sources, names)
            if jobs or named:
                return False
            report.unchanged, report.failed = found.unchanged, found.failed
            report.generation = self.home.current_number()
            report.passages = PassageTable(catalogue).count()
        finally:
            catalogue.close()
        return True

    def _tidy(self, keep: int | None) -> None:
        """Drop what no generation needs, such as an interrupted ingest leaves.

        The generation is published by now: what cannot be dropped or looked into is left to the next ingest.
        """
        with suppress(OSError, AssistantError):
            self.home.sweep(keep=keep)
            folder = self.home.current_folder()
            catalogue = Catalogue.open(folder / CATALOGUE)
            try:
                wanted = {*catalogue.document_ids(), *unread_in(folder, catalogue)}
            finally:
                catalogue.close()
            self.home.drop_originals(lambda name: name.split(".", 1)[0] not in wanted)
            if self.milvus is not None:
                from index.milvus_store import connect, drop_others

                drop_others(connect(self.milvus), self.home.generations.iterdir())
            if self.catalogue_url:
                catalogue_server.drop_others(self.catalogue_url, self.home.generations.iterdir())


def _names_of_unread(folder: Path, catalogue: Catalogue) -> dict[str, Name]:
    return {
        origin: name
        for entry in unread_in(folder, catalogue).values()
        for origin, name in entry.names.items()
    }


def _copy_catalogue(previous: Path | None, folder: Path) -> Catalogue:
    if previous is None:
        return Catalogue.create(folder / CATALOGUE)
    shutil.copyfile(previous / CATALOGUE, folder / CATALOGUE)
    return Catalogue.open(folder / CATALOGUE, writable=True)


def _fingerprint_of(folder: Path) -> dict[str, str | int]:
    return dict(read_record(folder)["fingerprint"])
