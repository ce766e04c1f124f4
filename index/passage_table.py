"""The passages of one generation, by the number of their vector.

They lie in the catalogue's own SQLite file, so that documents and passages change together.
A passage's text is not stored a second time: it is a slice of its document's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from corpus.catalogue import Catalogue
from index.passages import Passage, embeddable_text

SCHEMA = """
CREATE TABLE IF NOT EXISTS passages (
    vector_id    INTEGER PRIMARY KEY,
    document_id  TEXT NOT NULL REFERENCES documents (document_id) ON DELETE CASCADE,
    start        INTEGER NOT NULL,
    "end"        INTEGER NOT NULL,
    page         INTEGER,
    section_path TEXT NOT NULL,
    title        TEXT NOT NULL,
    content_hash BLOB NOT NULL  -- of the embeddable text: equal hashes have equal vectors
) STRICT;
CREATE INDEX IF NOT EXISTS passages_by_document ON passages (document_id);
"""

COLUMNS = 'p.vector_id, p.document_id, p.start, p."end", p.page, p.section_path, p.title'


def content_hash(passage: Passage) -> bytes:
    """Sixteen bytes that are equal when two passages would be embedded alike."""
    return hashlib.sha256(embeddable_text(passage).encode()).digest()[:16]


class PassageTable:
    """Passages beside the catalogue; ids are the vectors' and are never used again."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def create(self) -> None:
        """Make the table where it is missing."""
        with self.catalogue.lock:
            self.catalogue.connection.executescript(SCHEMA)

    def add(self, vector_ids: Iterable[int], passages: Iterable[Passage]) -> None:
        """Store passages under the ids of their vectors, in the same order."""
        rows = [
            (
                int(vector_id),
                passage.document_id,
                passage.start,
                passage.end,
                passage.page,
                json.dumps(passage.section_path, ensure_ascii=False),
                passage.title,
                content_hash(passage),
            )
            for vector_id, passage in zip(vector_ids, passages, strict=True)
        ]
        with self.catalogue.transaction() as connection:
            connection.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def drop(self, document_ids: Iterable[str]) -> None:
        """Forget the passages of these documents: they are to be cut anew."""
        with self.catalogue.transaction() as connection:
            connection.executemany(
                "DELETE FROM passages WHERE document_id = ?", [(document_id,) for document_id in document_ids]
            )

    def ids_by_document(self) -> list[tuple[int, str]]:
        """(vector_id, document_id) of every passage, by rising vector id."""
        return [
            (row[0], row[1])
            for row in self.catalogue.query("SELECT vector_id, document_id FROM passages ORDER BY vector_id")
        ]

    def document_ids(self) -> set[str]:
        """Ids of the documents that have passages."""
        return {row[0] for row in self.catalogue.query("SELECT DISTINCT document_id FROM passages")}

    def ids_by_content(self) -> dict[bytes, int]:
        """One vector id for each content hash, for taking over vectors that are known."""
        return {
            row[0]: row[1] for row in self.catalogue.query("SELECT content_hash, vector_id FROM passages")
        }

    def count(self) -> int:
        """How many passages there are."""
        return int(self.catalogue.query("SELECT count(*) FROM passages")[0][0])

    def counts_by_document(self) -> dict[str, int]:
        """Number of passages of each document."""
        rows = self.catalogue.query("SELECT document_id, count(*) FROM passages GROUP BY document_id")
        return {row[0]: row[1] for row in rows}

    def passages(self, vector_ids: Sequence[int]) -> dict[int, Passage]:
        """The passages of these ids, which may be thousands; an id that is dead is left out."""
        among, value = self.catalogue.among(vector_ids)
        rows = self.catalogue.query(
            f'SELECT {COLUMNS}, substr(d.text, p.start + 1, p."end" - p.start) '
            f"FROM passages p JOIN documents d USING (document_id) WHERE p.vector_id IN {among}",
            (value,),
        )
        return {row[0]: _passage(row[:-1], row[-1]) for row in rows}

    def passages_of(self, document_id: str) -> list[Passage]:
        """The passages of one document, in text order; empty where there is no such document."""
        rows = self.catalogue.query(
            f'SELECT {COLUMNS} FROM passages p WHERE document_id = ? ORDER BY p.start, p."end"',
            (document_id,),
        )
        return [passage for _, passage in self._with_texts(rows)]

    def all(self) -> Iterator[tuple[int, Passage]]:
        """Every passage with its vector id, rising; a few thousand are in memory at a time."""
        return self._with_texts(self._all_rows())

    def _all_rows(self) -> Iterator[tuple[Any, ...]]:
        after = -1
        while rows := self.catalogue.query(
            f"SELECT {COLUMNS} FROM passages p WHERE p.vector_id > ? ORDER BY p.vector_id LIMIT 2000",
            (after,),
        ):
            yield from rows
            after = rows[-1][0]

    def _with_texts(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Passage]]:
        """Each row's id and passage. A text is read once for a run of rows of one document: SQLite's substr
        counts characters from the start of the text each time, which for a long document takes minutes."""
        for document_id, run in groupby(rows, key=itemgetter(1)):
            text = self.catalogue.query("SELECT text FROM documents WHERE document_id = ?", (document_id,))[
                0
            ][0]
            for row in run:
                yield row[0], _passage(row, text[row[2] : row[3]])


def _passage(row: tuple[Any, ...], text: str) -> Passage:
    _, document_id, start, end, page, section_path, title = row
    return Passage(
        passage_id=f"{document_id}:{start}-{end}",
        document_id=document_id,
        start=start,
        end=end,
        text=text,
        section_path=tuple(json.loads(section_path)),
        page=page,
        title=title,
    )
