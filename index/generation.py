"""One consistent state of all the indexes, opened for reading.

``generation.json`` (``generation_record``) lists every file with its checksum and the fingerprint of the
settings that shaped them; opening checks sizes, and the sums of what is quickly read.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Catalogue
from corpus.document import Document, Metadata
from corpus.errors import DamagedIndexError, StaleIndexError
from index.fingerprint import MOVE, REBUILD, Fingerprint, fingerprint_difference
from index.generation_record import damaged_files, read_record
from index.home import Home
from index.passage_table import PassageTable
from index.passages import Passage
from index.positions import Positions

if TYPE_CHECKING:
    from index.milvus_store import MilvusAddress
    from index.search import PassageSearch
    from index.tokens import Tokeniser
    from index.vectors import VectorIndex

CATALOGUE = "catalogue.sqlite"
VECTORS = "vectors.bin"
LEXICAL = "lexical"
POSITIONS = "positions"
WORDS = "words.json"
NAMES = "names.json"
MAX_BYTES_CHECKED = 512 << 20
"""Bytes whose sums are checked at opening, smallest files first: 0.3 s, and all of the index of some 100,000
passages."""
DOCUMENTS_IN_MEMORY = 256  # some 20 MB of parsed policy documents; an answer looks at five to ten


def dictionary_cache() -> Path:
    """Where the parsed word dictionary is kept between processes, for all homes of this user."""
    import platformdirs

    return platformdirs.user_cache_path("policy-assistant") / "jieba"


@dataclass(eq=False)
class Generation:
    """The indexes of one state, held open; safe to read from many threads."""

    number: int
    folder: Path
    catalogue: Catalogue
    passage_table: PassageTable
    positions: Positions
    search: PassageSearch
    tokeniser: Tokeniser
    fingerprint: dict[str, str | int]
    metadata: dict[str, Metadata]
    """What each document says of itself, by id."""
    document: Callable[[str], Document] = field(init=False)
    """Fetch a document by id; raises UsageError where there is none."""

    def __post_init__(self) -> None:
        self.document = lru_cache(maxsize=DOCUMENTS_IN_MEMORY)(self.catalogue.document)

    @property
    def document_ids(self) -> list[str]:
        """Ids of all documents, sorted."""
        return self.positions.document_ids

    def passages_at(self, positions: NDArray[np.intp]) -> list[Passage]:
        """Passages at these positions, in that order."""
        ids = [int(vector_id) for vector_id in self.positions.vector_ids[positions]]
        found = self.passage_table.passages(ids)
        return [found[vector_id] for vector_id in ids]

    def artefact(self, name: str) -> bytes | None:
        """A file that another room had stored with this generation, or None."""
        path = self.folder / name
        return path.read_bytes() if path.is_file() else None


def open_catalogue(folder: Path, url: str = "") -> Catalogue:
    """The catalogue of a generation's folder: from its file, or from a server by SQLAlchemy URL.

    Raises:
        DamagedIndexError: It is not there, or cannot be read.
        StaleIndexError: It was never brought to that server.
    """
    if not url:
        return Catalogue.open(folder / CATALOGUE)
    from index import catalogue_server

    return catalogue_server.open_catalogue(url, folder)


def open_generation(
    home: Home,
    expected: Fingerprint | None = None,
    milvus: MilvusAddress | None = None,
    catalogue_url: str = "",
) -> Generation:
    """Open the generation in force.

    Args:
        expected: The settings in force; None opens whatever is there.
        milvus: Where the passages are searched, where that is not in files.
        catalogue_url: Where documents and passages are listed, where that is not in a file.
    Raises:
        EmptyHomeError: Nothing has been ingested yet.
        StaleIndexError: The index was built under other settings.
        DamagedIndexError: A file is missing or has another size than when it was written.
    """
    for attempt in range(3):
        folder = home.current_folder()
        try:
            return _open(folder, expected, milvus, catalogue_url)
        except (FileNotFoundError, DamagedIndexError):
            # A writer may have replaced the generation between the two steps; then look again.
            if attempt == 2 or home.current_folder() == folder:
                raise
    raise AssertionError("unreachable")


def _open(
    folder: Path, expected: Fingerprint | None, milvus: MilvusAddress | None, catalogue_url: str
) -> Generation:
    from index.tokens import Tokeniser

    record = read_record(folder)
    if expected is not None and record["fingerprint"] != expected.as_json():
        raise StaleIndexError(fingerprint_difference(record["fingerprint"], expected.as_json()))
    for name, stored in record["files"].items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != stored["size"]:
            raise DamagedIndexError(f"{name} in {folder.parent.parent} is missing or cut short. {REBUILD}")
    if damaged := damaged_files(folder, record, MAX_BYTES_CHECKED):
        raise DamagedIndexError(f"{', '.join(damaged)} in {folder.parent.parent} is damaged. {REBUILD}")
    catalogue = open_catalogue(folder, catalogue_url)
    positions = Positions.open(folder / POSITIONS)
    table = PassageTable(catalogue)
    tokeniser = Tokeniser(json.loads((folder / WORDS).read_text("utf-8")), dictionary_cache())
    return Generation(
        number=int(record["generation"]),
        folder=folder,
        catalogue=catalogue,
        passage_table=table,
        positions=positions,
        search=_open_files(folder, positions)
        if milvus is None
        else _open_milvus(folder, positions, milvus, table, tokeniser),
        tokeniser=tokeniser,
        fingerprint=record["fingerprint"],
        metadata={entry.document_id: entry.metadata for entry in catalogue.entries()},
    )


def _open_files(folder: Path, positions: Positions) -> PassageSearch:
    from index.lexical import LexicalIndex
    from index.local_search import LocalSearch
    from index.neighbours import Neighbours

    vectors = _open_vectors(folder, positions)
    neighbours = Neighbours.open(folder, vectors)
    return LocalSearch(positions, LexicalIndex.open(folder / LEXICAL), vectors, neighbours)


def _open_vectors(folder: Path, positions: Positions) -> VectorIndex:
    from index.vectors import VectorIndex

    vectors = VectorIndex.open(folder / VECTORS)
    if not np.array_equal(vectors.ids, positions.vector_ids):
        raise DamagedIndexError(f"{VECTORS} in {folder.parent.parent} is not of this generation. {REBUILD}")
    return vectors


def _open_milvus(
    folder: Path, positions: Positions, address: MilvusAddress, table: PassageTable, tokeniser: Tokeniser
) -> PassageSearch:
    from index.lexical import LexicalIndex
    from index.milvus import MilvusSearch
    from index.milvus_store import Collections, connect

    names = Collections.of(folder)
    if names is None:
        raise StaleIndexError(f"The passages of this home are in files, not in Milvus. {MOVE}")

    def tokens_at(position: int) -> set[str]:
        vector_id = int(positions.vector_ids[position])
        passage = table.passages([vector_id])[vector_id]
        head = tokeniser.tokens("\n".join((passage.title, *passage.section_path)))
        return {*head, *tokeniser.tokens(passage.text)}

    vocabulary = LexicalIndex.open(folder / LEXICAL, vocabulary_only=True)
    return MilvusSearch(
        connect(address), names, positions, vocabulary, _open_vectors(folder, positions), tokens_at
    )
