"""One consistent state of all the indexes, opened for reading.

``generation.json`` lists every file with its checksum and the fingerprint of the settings that
shaped them. Opening checks sizes, and the sums of all that can be read in a few tenths of a second
(a question should not wait for hashes of gigabytes); ``verify`` checks every sum and is what
``doctor`` and every ingest run.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Catalogue
from corpus.document import Document, Metadata
from corpus.errors import DamagedIndexError, StaleIndexError
from corpus.files import sha256_of
from index.home import GENERATION_RECORD, Home
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
RECORD = GENERATION_RECORD
LAYOUT_VERSION = 2
"""Raise it when a file of a generation is written in another way: stored indexes are then made anew."""
REBUILD = 'Run "policy-assistant ingest --rebuild" to make it anew from the stored originals.'
MOVE = 'Run "policy-assistant home move" to bring them where the settings say.'
Engine = Literal["files", "milvus"]
MAX_BYTES_CHECKED = 512 << 20
"""Bytes whose sums are checked at opening, smallest files first: 0.3 s, and all of the index of some 100,000
passages."""
DOCUMENTS_IN_MEMORY = 256  # some 20 MB of parsed policy documents; an answer looks at five to ten


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Everything that shapes an index; two indexes mix only when these are equal."""

    encoder: str
    goal_chars: int
    reader: int
    passages: int
    tokeniser: int
    artefacts: int
    layout: int
    """Of the files."""
    search: Engine
    """Where passages are searched."""

    def as_json(self) -> dict[str, str | int]:
        """Plain values, as stored."""
        return asdict(self)


def fingerprint_in_force(
    encoder: str, goal_chars: int, artefacts: int = 0, search: Engine = "files"
) -> Fingerprint:
    """The fingerprint of an index built now, with this encoder, passage length and version of artefacts."""
    from corpus.read import READER_VERSION
    from index.passages import PASSAGES_VERSION
    from index.tokens import TOKENISER_VERSION

    return Fingerprint(
        encoder,
        goal_chars,
        READER_VERSION,
        PASSAGES_VERSION,
        TOKENISER_VERSION,
        artefacts,
        LAYOUT_VERSION,
        search,
    )


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
        raise StaleIndexError(_difference(record["fingerprint"], expected.as_json()))
    for name, stored in record["files"].items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != stored["size"]:
            raise DamagedIndexError(f"{name} in {folder.parent.parent} is missing or cut short. {REBUILD}")
    if damaged := _damaged(folder, record, MAX_BYTES_CHECKED):
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


def read_record(folder: Path) -> dict[str, Any]:
    """``generation.json`` of a generation's folder.

    Raises:
        DamagedIndexError: It is missing or not readable.
    """
    try:
        return json.loads((folder / RECORD).read_text("utf-8"))  # type: ignore[no-any-return]
    except (OSError, ValueError) as error:
        raise DamagedIndexError(f"{RECORD} of generation {folder.name} cannot be read. {REBUILD}") from error


def write_record(folder: Path, number: int, fingerprint: Fingerprint, next_vector_id: int) -> None:
    """List every file of a finished generation with its size and checksum.

    ``next_vector_id`` stands here as well as in the vector file, so that no id is used again even
    when that file is lost.
    """
    files = {
        path.relative_to(folder).as_posix(): {"size": path.stat().st_size, "sha256": sha256_of(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    record = {
        "generation": number,
        "next_vector_id": next_vector_id,
        "fingerprint": fingerprint.as_json(),
        "files": files,
    }
    (folder / RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=1), "utf-8")


def verify(folder: Path) -> list[str]:
    """Names of the files of a generation that are missing or do not match their checksum."""
    return _damaged(folder, read_record(folder), None)


def _damaged(folder: Path, record: dict[str, Any], max_bytes: int | None) -> list[str]:
    """The same, for files of ``max_bytes`` together, or for all."""
    from concurrent.futures import ThreadPoolExecutor

    checked: list[tuple[str, str]] = []
    total = 0
    for name, stored in sorted(record["files"].items(), key=lambda item: int(item[1]["size"])):
        total += stored["size"]
        if max_bytes is None or total <= max_bytes:
            checked.append((name, stored["sha256"]))

    def is_damaged(file: tuple[str, str]) -> bool:
        path = folder / file[0]
        return not path.is_file() or sha256_of(path) != file[1]

    with ThreadPoolExecutor(4) as pool:
        return sorted(
            name for (name, _), damaged in zip(checked, pool.map(is_damaged, checked), strict=True) if damaged
        )


def _difference(stored: dict[str, str | int], expected: dict[str, str | int]) -> str:
    names = {
        "encoder": "model",
        "goal_chars": "passage length",
        "reader": "document reader",
        "passages": "way of cutting passages",
        "tokeniser": "tokeniser",
        "artefacts": "reading of tasks and words",
        "layout": "file layout",
        "search": "search engine",
    }
    parts = [
        f"{names[key]} {stored.get(key)} (now {expected[key]})"
        for key in expected
        if stored.get(key) != expected[key]
    ]
    if {key for key in expected if stored.get(key) != expected[key]} == {"search"}:
        return f"The passages of this home are searched in {stored['search']}, not in {expected['search']}. {MOVE}"
    return f"The index was built with another {', '.join(parts)}. {REBUILD.replace(' from the stored originals', '')}"
