"""The documents of a home: listed, read, taken in, replaced, dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.open_home import OpenHome
from corpus.catalogue import Catalogue
from corpus.errors import UsageError
from corpus.sources import is_under, scan_paths, scan_shipped, scan_upload
from index.generation import open_catalogue
from index.passage_table import PassageTable

if TYPE_CHECKING:
    from corpus.catalogue import CatalogueEntry
    from corpus.document import Document
    from index.build import Builder, IngestReport, Progress
    from index.passages import Passage


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


class Library(OpenHome):
    """A home whose documents can be read and changed."""

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
        return self._builder(progress).ingest(
            scan.sources,
            remove_origins=lambda origin: sync and is_under(origin, scan.roots),
            failed=scan.failed,
            rebuild=rebuild,
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
