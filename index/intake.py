"""The first half of an ingest: which files are new, and what do they say?

Everything goes into the catalogue of the generation being built; nothing of it is visible before that is
published. A file that cannot be read is reported and costs nothing else: not its older text, and not its
stored original.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.catalogue import Catalogue, Name
from corpus.document import Document
from corpus.errors import AssistantError, DocumentError, UnreadableFileError
from corpus.manifest import ManifestEntry
from corpus.read import document_id_of
from corpus.reading import ReadJob, read_documents
from corpus.sources import Source
from index.home import Home
from index.recovery import Kept, job_for, kept_in
from index.report import IngestReport, Progress

ORIGINAL_GONE = (
    "保存的原件不见了,仍用旧的文本;请重新导入此文件。 "
    "(The stored original is gone, and the old text stays. Ingest the file again.)"
)
ORIGINAL_DAMAGED = (
    "保存的原件已损坏,不再是原来的文件;请用 --rebuild 重新导入此文件。 "
    "(The stored original is damaged and no longer the file that came. Ingest the file again with --rebuild.)"
)
ALL_GONE = (
    "保存的原件不见了,文本也已损坏;请重新导入此文件。 "
    "(The stored original is gone, and its text is damaged. Ingest the file again.)"
)


@dataclass(frozen=True)
class Intake:
    """Sorts and reads files, and says in ``report`` what became of each."""

    home: Home
    report: IngestReport
    progress: Progress
    is_rebuild: bool = False
    """Whether stored originals are held against their hashes, and damaged ones replaced by files that are offered."""
    on_read: Callable[[Document], None] = lambda document: None
    """Called with each document once it is in the catalogue."""

    def sort(
        self, sources: Sequence[Source], names: Mapping[str, Name]
    ) -> tuple[list[ReadJob], list[tuple[str, Name]]]:
        """Hash each file: unchanged ones are done with, the rest are to be read, or only named anew.

        Returns:
            What to read, and origins with the name that each has from now on.
        """
        stated: dict[str, set[str]] = {}
        for name in names.values():
            stated.setdefault(name.document_id, set()).add(name.stated)
        jobs: list[ReadJob] = []
        named: list[tuple[str, Name]] = []
        for done, source in enumerate(sources, 1):
            self.progress("scan", done, len(sources))
            try:
                document_id = document_id_of(source.hash())
                before = names.get(source.origin)
                if before is not None and not source.manifest_is_readable:
                    source = replace(source, entry=ManifestEntry.from_stored(before.stated))
                name = name_of(source, document_id)
                if before is not None and (before.document_id, before.stated) == (document_id, name.stated):
                    self.home.keep_original(source, document_id, verify=self.is_rebuild)
                    self.report.unchanged.append(source.file)
                    if before != name:
                        named.append((source.origin, name))
                elif before is None and document_id in stated and name.stated in {"", *stated[document_id]}:
                    # The same bytes under a second name: one document with two names.
                    named.append((source.origin, name))
                    self.report.added.append(source.file)
                else:
                    jobs.append(ReadJob(source, document_id))
            except DocumentError as error:
                self.report.fail(source.file, error)
        return jobs, named

    def read(self, jobs: Sequence[ReadJob], catalogue: Catalogue, names: Mapping[str, Name]) -> None:
        """Read new and changed files into the catalogue."""
        for job, outcome in self._outcomes(jobs):
            source = job.source
            try:
                if isinstance(outcome, AssistantError):
                    raise outcome
                self.home.keep_original(source, job.document_id, verify=True)
            except DocumentError as error:
                # The old text stays while its successor cannot be read: nothing is lost by a bad upload.
                self.report.fail(source.file, error)
                continue
            assert isinstance(outcome, Document)
            self._put(outcome, source.suffix, catalogue)
            catalogue.point(source.origin, name_of(source, job.document_id))
            (self.report.updated if source.origin in names else self.report.added).append(source.file)
            self.report.warn(source.file, outcome.warnings)

    def give_place(self, document_id: str, origins: set[str], catalogue: Catalogue) -> None:
        """Drop a document whose place others have taken, by whatever names it is known but ``origins``."""
        taken = {name.document_id for origin, name in catalogue.origins().items() if origin in origins}
        if document_id in taken:  # its own file once more
            return
        for origin, name in catalogue.origins().items():
            if name.document_id == document_id:
                catalogue.forget(origin)
                self.report.removed.append(name.file)

    def read_again(self, catalogue: Catalogue, done: set[str]) -> None:
        """Read the stored originals anew, but for ``done``, after the way of reading has changed."""
        kept = kept_in(catalogue)
        jobs = []
        for document_id, entry in kept.items():
            path = self.home.original(document_id, entry.suffix)
            if document_id in done or not entry.names:  # without a name it is about to be dropped
                continue
            if not path.exists():
                self.report.fail(next(iter(entry.names.values())).file, ORIGINAL_GONE)
                continue
            jobs.append(job_for(path, document_id, entry))
        for job, outcome in self._stored(jobs):
            if isinstance(outcome, AssistantError):
                self.report.fail(job.source.file, outcome)
            else:
                self._put(outcome, job.source.suffix, catalogue)
                self.report.warn(job.source.file, outcome.warnings)

    def read_kept(self, kept: Mapping[str, Kept], catalogue: Catalogue) -> None:
        """Read stored originals that the catalogue does not hold, and give them their names back."""
        jobs = []
        for document_id, entry in kept.items():
            path = self.home.original(document_id, entry.suffix)
            if path.exists():
                jobs.append(job_for(path, document_id, entry))
            elif entry.names:
                self.report.fail(next(iter(entry.names.values())).file, ALL_GONE)
        for job, outcome in self._stored(jobs):
            if isinstance(outcome, AssistantError):
                self.report.fail(job.source.file, outcome)
                continue
            self._put(outcome, job.source.suffix, catalogue)
            self.report.warn(job.source.file, outcome.warnings)
            for origin, name in kept[job.document_id].names.items():
                catalogue.point(origin, name)

    def _put(self, document: Document, suffix: str, catalogue: Catalogue) -> None:
        catalogue.put(document, suffix)
        self.on_read(document)

    def _stored(self, jobs: Sequence[ReadJob]) -> Iterator[tuple[ReadJob, Document | AssistantError]]:
        """Outcomes of reading stored originals; one whose bytes have changed is none."""
        for job, outcome in self._outcomes(jobs):
            is_other = isinstance(outcome, Document) and outcome.document_id != job.document_id
            yield job, UnreadableFileError(ORIGINAL_DAMAGED) if is_other else outcome

    def _outcomes(self, jobs: Sequence[ReadJob]) -> Iterator[tuple[ReadJob, Document | AssistantError]]:
        if jobs:
            self.progress("read", 0, len(jobs))
        outcomes = read_documents(
            jobs, work=self.home.work, on_page=lambda _, done, total: self.progress("pages", done, total)
        )
        for done, (job, outcome) in enumerate(outcomes, 1):
            yield job, outcome
            self.progress("read", done, len(jobs))


def name_of(source: Source, document_id: str) -> Name:
    """The name under which a source is known once it has been read."""
    return Name(source.file, document_id, source.entry.as_stored() if source.entry else "")
