"""The record of what is in the corpus: documents, and the names they came under.

One SQLite file inside a generation, so that it changes together with the indexes or not at
all. A document is keyed by the hash of its bytes; a name (``origin``) points at a document, and
two names may point at one. A document nobody points at any more is dropped.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.document import Document, LoadWarning, Metadata
from corpus.errors import DamagedIndexError, StaleIndexError, UsageError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

VERSION = 2
SCHEMA = f"""
CREATE TABLE documents (
    document_id TEXT PRIMARY KEY,
    suffix      TEXT NOT NULL,
    entry       TEXT NOT NULL,  -- what a list shows, as JSON; before the long columns, so that it is found at once
    text        TEXT NOT NULL,
    body        TEXT NOT NULL   -- the Document without its text, as JSON
) STRICT;
CREATE TABLE names (
    origin      TEXT PRIMARY KEY,  -- absolute path, or shipped:…, or upload:…
    file        TEXT NOT NULL,     -- what people see
    document_id TEXT NOT NULL REFERENCES documents (document_id) ON DELETE CASCADE,
    stated      TEXT NOT NULL DEFAULT ''  -- what a manifest says of this file, as JSON
) STRICT;
CREATE INDEX names_by_document ON names (document_id);
PRAGMA user_version = {VERSION};
"""
# A step for each version of the schema: from 1 to 2, and so on.
MIGRATIONS = (
    """
    ALTER TABLE documents ADD COLUMN entry TEXT NOT NULL DEFAULT '{}';
    UPDATE documents SET entry = json_object(
        'metadata', json_extract(body, '$.metadata'),
        'pages', json_array_length(body, '$.pages'),
        'warnings', json_extract(body, '$.warnings')
    );
    ALTER TABLE names ADD COLUMN stated TEXT NOT NULL DEFAULT '';
    """,
)
KIND_ORDER = {"plan": 0, "criteria": 1, "report": 2, "other": 3}


@dataclass(frozen=True, slots=True)
class Name:
    """A name under which a document came."""

    file: str
    """What people see."""
    document_id: str
    stated: str = ""
    """What a manifest says of the file, as JSON; empty where none speaks of it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The column ``entry``."""

    metadata: Metadata
    pages: int
    warnings: tuple[LoadWarning, ...]


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A document as listed: everything but its text and structure."""

    document_id: str
    file: str
    names: tuple[str, ...]
    metadata: Metadata
    pages: int | None
    warnings: tuple[LoadWarning, ...]
    suffix: str


class Catalogue:
    """Documents and names in one SQLite file; one connection, shared under a lock."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.lock = threading.Lock()

    @classmethod
    def create(cls, path: Path) -> Catalogue:
        """Make an empty catalogue at ``path``, which must not exist."""
        connection = sqlite3.connect(path, check_same_thread=False)
        connection.executescript(SCHEMA)
        return cls._ready(connection, writable=True)

    @classmethod
    def open(cls, path: Path, *, writable: bool = False) -> Catalogue:
        """Open a catalogue; read-only unless ``writable``.

        Raises:
            DamagedIndexError: There is no readable catalogue at ``path``.
            StaleIndexError: It is of an earlier version, and may only be read.
        """
        mode = "rw" if writable else "ro"
        try:
            connection = sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, check_same_thread=False)
            connection.execute("SELECT count(*) FROM documents").fetchone()
            ((version,),) = connection.execute("PRAGMA user_version").fetchall()
        except sqlite3.DatabaseError as error:
            raise _damaged(error) from error
        for step in MIGRATIONS[max(version, 1) - 1 :]:
            if not writable:
                connection.close()
                raise StaleIndexError(
                    "The catalogue of documents was written by an earlier version of the program. "
                    'Run "policy-assistant ingest" once to bring it up to date.'
                )
            connection.executescript(step)
        if writable:
            connection.execute(f"PRAGMA user_version = {VERSION}")
        return cls._ready(connection, writable)

    @classmethod
    def _ready(cls, connection: sqlite3.Connection, writable: bool) -> Catalogue:
        connection.execute("PRAGMA foreign_keys = ON")
        if writable:
            # What is written belongs to a generation that nobody reads before it is whole and safe on the
            # disk: after a power cut it is thrown away, so nothing need be safe sooner.
            connection.execute("PRAGMA synchronous = OFF")
        return cls(connection)

    def close(self) -> None:
        """Close the connection; later calls fail."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All writes inside take effect together."""
        with self.lock, self.connection:
            yield self.connection

    def query(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Rows of one SELECT.

        Raises:
            DamagedIndexError: The file is not as it was written.
        """
        with self.lock:
            try:
                return self.connection.execute(sql, values).fetchall()
            except sqlite3.OperationalError:  # the disk, and not what is on it
                raise
            except sqlite3.DatabaseError as error:
                raise _damaged(error) from error

    def among(self, numbers: Sequence[int]) -> tuple[str, Any]:
        """What follows ``IN`` in a SELECT for rows of these numbers, of which there may be thousands, and its value."""
        # One variable, since SQLite allows only so many of them in a statement.
        return "(SELECT value FROM json_each(?))", json.dumps([int(number) for number in numbers])

    def put(self, document: Document, suffix: str) -> None:
        """Add a document, or replace the one of the same id."""
        body = _document_adapter().dump_json(replace(document, text="")).decode()
        listed = Listed(document.metadata, len(document.pages), document.warnings)
        entry = _listed_adapter().dump_json(listed).decode()
        with self.transaction() as connection:
            connection.execute(
                "INSERT INTO documents (document_id, suffix, entry, text, body) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (document_id) DO UPDATE SET suffix = excluded.suffix, entry = excluded.entry, "
                "text = excluded.text, body = excluded.body",
                (document.document_id, suffix, entry, document.text, body),
            )

    def point(self, origin: str, name: Name) -> None:
        """Let the name ``origin`` mean this document from now on."""
        with self.transaction() as connection:
            connection.execute(
                "INSERT INTO names (origin, file, document_id, stated) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (origin) DO UPDATE SET file = excluded.file, "
                "document_id = excluded.document_id, stated = excluded.stated",
                (origin, name.file, name.document_id, name.stated),
            )

    def forget(self, origin: str) -> None:
        """Drop a name; its document stays until ``drop_unnamed``."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM names WHERE origin = ?", (origin,))

    def remove(self, document_id: str) -> None:
        """Drop a document with all its names."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM documents WHERE document_id = ?", (document_id,))

    def drop_unnamed(self) -> list[str]:
        """Drop the documents that no name points at; returns their ids."""
        unnamed = "SELECT document_id FROM documents WHERE document_id NOT IN (SELECT document_id FROM names)"
        ids = [row[0] for row in self.query(unnamed)]
        for document_id in ids:
            self.remove(document_id)
        return ids

    def origins(self) -> dict[str, Name]:
        """Every name, by its origin, in the order in which they came."""
        rows = self.query("SELECT origin, file, document_id, stated FROM names ORDER BY rowid")
        return {origin: Name(*rest) for origin, *rest in rows}

    def document_ids(self) -> list[str]:
        """Ids of all documents, in the order in which they are listed."""
        return [entry.document_id for entry in self.entries()]

    def texts(self) -> Iterator[str]:
        """The text of each document, one at a time."""
        for document_id in self.document_ids():
            yield self.query("SELECT text FROM documents WHERE document_id = ?", (document_id,))[0][0]

    def entries(self) -> list[CatalogueEntry]:
        """All documents, ordered by kind (plan, criteria, report, other) and then by name."""
        names: dict[str, list[str]] = {}
        for file, document_id in self.query("SELECT file, document_id FROM names ORDER BY rowid"):
            names.setdefault(document_id, []).append(file)
        entries = []
        for document_id, suffix, entry in self.query("SELECT document_id, suffix, entry FROM documents"):
            listed = _listed_adapter().validate_json(entry)
            files = names.get(document_id, [document_id])
            entries.append(
                CatalogueEntry(
                    document_id=document_id,
                    file=files[0],
                    names=tuple(files),
                    metadata=listed.metadata,
                    pages=listed.pages or None,
                    warnings=listed.warnings,
                    suffix=suffix,
                )
            )
        return sorted(
            entries, key=lambda entry: (KIND_ORDER[entry.metadata.kind], entry.file, entry.document_id)
        )

    def suffix(self, document_id: str) -> str:
        """Suffix of the file that a document was read from, dot included.

        Raises:
            UsageError: There is none of this id.
        """
        rows = self.query("SELECT suffix FROM documents WHERE document_id = ?", (document_id,))
        if not rows:
            raise _unknown(document_id)
        return str(rows[0][0])

    def document(self, document_id: str) -> Document:
        """One document, whole.

        Raises:
            UsageError: There is none of this id.
        """
        rows = self.query(
            "SELECT d.text, d.body, (SELECT file FROM names n WHERE n.document_id = d.document_id "
            "ORDER BY rowid LIMIT 1) FROM documents d WHERE d.document_id = ?",
            (document_id,),
        )
        if not rows:
            raise _unknown(document_id)
        text, body, file = rows[0]
        document: Document = _document_adapter().validate_json(body)
        return replace(document, text=text, file=file or document.file)


def _unknown(document_id: str) -> UsageError:
    return UsageError(
        f'There is no document "{document_id}" here. "policy-assistant documents" lists what there is.'
    )


def _damaged(error: sqlite3.DatabaseError) -> DamagedIndexError:
    return DamagedIndexError(
        f"The catalogue of documents cannot be read ({error}). "
        'Run "policy-assistant ingest --rebuild" to make it anew from the stored originals.'
    )


@cache
def _listed_adapter() -> TypeAdapter[Listed]:
    from pydantic import TypeAdapter

    return TypeAdapter(Listed)


@cache
def _document_adapter() -> TypeAdapter[Document]:
    from pydantic import TypeAdapter

    return TypeAdapter(Document)
