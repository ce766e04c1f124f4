"""The catalogue of a generation in PostgreSQL, for pages on many machines and for other programs that list.

Each generation has a schema of its own (``policy_…_7``), written in one transaction before ``current.json``
names the generation, and dropped when its folder is: the rule of generations holds on the server as in the
home. Readers ask the server alone. The SQLite file stays in the home: it is what the next generation
goes on from, and what ``policy-assistant home move`` fills a lost server from.

One process writes a home: the lock in its folder says so, and beside it an advisory lock on the server, since
network file systems do not always keep the first one.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.catalogue import Catalogue
from corpus.errors import AssistantError, BusyHomeError, StaleIndexError
from index.home import POSTGRESQL_RECORD

if TYPE_CHECKING:
    from sqlalchemy import Engine

RECORD = POSTGRESQL_RECORD
MOVE = 'Run "policy-assistant home move" to bring it there.'
CONNECTIONS = 8
"""Of one page process; a question asks for its passages and documents one after the other."""

# Columns in the order of the SQLite file. ``rowid`` is a column here: names are listed as they came.
TABLES = {
    "documents": (
        ("document_id TEXT", "suffix TEXT", "entry TEXT", "text TEXT", "body TEXT"),
        ("ADD PRIMARY KEY (document_id)",),
    ),
    "names": (
        ("rowid BIGINT", "origin TEXT", "file TEXT", "document_id TEXT", "stated TEXT"),
        ("ADD PRIMARY KEY (origin)", "ADD FOREIGN KEY (document_id) REFERENCES documents"),
    ),
    "passages": (
        (
            "vector_id BIGINT",
            "document_id TEXT",
            "start INTEGER",
            '"end" INTEGER',
            "page INTEGER",
            "section_path TEXT",
            "title TEXT",
            "content_hash BYTEA",
        ),
        ("ADD PRIMARY KEY (vector_id)", "ADD FOREIGN KEY (document_id) REFERENCES documents"),
    ),
}


_NAMED = "SELECT 1 FROM information_schema.schemata WHERE schema_name = %s"


class CatalogueServerError(AssistantError):
    """The server of the catalogue cannot be reached, or does not hold what it should."""


@dataclass(frozen=True, slots=True)
class Schema:
    """Name of a generation's schema."""

    family: str
    """Of one home, so that two homes may share a database."""
    number: int

    @property
    def name(self) -> str:
        """As the server knows it."""
        return f"{self.family}_{self.number}"

    @classmethod
    def of(cls, folder: Path | None) -> Schema | None:
        """That of a generation's folder; None where its catalogue was never brought to a server."""
        try:
            return cls(**json.loads((folder / RECORD).read_text("utf-8"))) if folder else None
        except OSError:
            return None


class ServerCatalogue(Catalogue):
    """A catalogue that is read from the server; safe for threads, each with a connection of its own."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(sqlite3.connect(":memory:", check_same_thread=False))
        self._engine = engine

    def close(self) -> None:
        """Give the connections back."""
        super().close()
        self._engine.dispose()

    def query(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Rows of one SELECT, written as for SQLite.

        Raises:
            CatalogueServerError: The server does not answer.
        """
        with _said_plainly(self._engine), self._engine.connect() as connection:
            rows = connection.exec_driver_sql(sql.replace("?", "%s"), values or None)
            return [tuple(row) for row in rows]

    def among(self, numbers: Sequence[int]) -> tuple[str, Any]:
        """As the file's, in this server's words."""
        return "(SELECT unnest(CAST(? AS BIGINT[])))", [int(number) for number in numbers]


def open_catalogue(url: str, folder: Path) -> ServerCatalogue:
    """The catalogue of a generation's folder, on the server at ``url``.

    Raises:
        StaleIndexError: It was never brought there, or is not there any more.
        CatalogueServerError: The server does not answer.
    """
    schema = Schema.of(folder)
    if schema is None:
        raise StaleIndexError(f"The catalogue of this home is not on the server yet. {MOVE}")
    catalogue = ServerCatalogue(_engine(url, schema.name))
    # By name in the server's own list: a missing schema would show only as a missing table, much later.
    if not catalogue.query(_NAMED.replace("%s", "?"), (schema.name,)):
        catalogue.close()
        raise StaleIndexError(f"The server holds no catalogue {schema.name}. {MOVE}")
    return catalogue


@contextmanager
def writing(url: str, previous: Path | None) -> Iterator[None]:
    """Hold the right to write this home's schemas.

    Raises:
        BusyHomeError: Another process holds it.
        CatalogueServerError: The server does not answer.
    """
    schema = Schema.of(previous)
    with closing(_Server(url)) as server:
        if schema is not None:
            key = zlib.crc32(schema.family.encode())
            if not server.rows("SELECT pg_try_advisory_lock(%s)", (key,))[0][0]:
                raise BusyHomeError("Another process is writing to this home. Try again when it is done.")
        yield  # the lock goes with the connection, also when this process is killed


def is_there(url: str, folder: Path) -> bool:
    """Whether the server holds the catalogue of this generation's folder."""
    schema = Schema.of(folder)
    if schema is None:
        return False
    with closing(_Server(url)) as server:
        return bool(server.rows(_NAMED, (schema.name,)))


def upload(url: str, file: Path, folder: Path, previous: Path | None, number: int) -> None:
    """Bring the catalogue in ``file`` to the server, whole or not at all, and note its place in ``folder``."""
    before = Schema.of(previous)
    schema = Schema(before.family if before else f"policy_{uuid.uuid4().hex[:12]}", number)
    with (
        closing(_Server(url)) as server,
        closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as lite,
    ):
        if server.rows("SHOW server_encoding")[0][0] != "UTF8":
            raise CatalogueServerError(
                f"The database at {server.shown} does not hold UTF-8. Create one with ENCODING 'UTF8' and name it."
            )
        server.run(f"DROP SCHEMA IF EXISTS {schema.name} CASCADE")  # left by an ingest that was killed
        server.run(f"CREATE SCHEMA {schema.name}")
        server.run(f"SET LOCAL search_path TO {schema.name}")
        for table, (columns, _) in TABLES.items():
            server.run(f"CREATE TABLE {table} ({', '.join(columns)})")
            names = ", ".join(column.rsplit(" ", 1)[0] for column in columns)
            server.copy(f"COPY {table} ({names}) FROM STDIN", lite.execute(f"SELECT {names} FROM {table}"))
        for table, (_, keys) in TABLES.items():
            server.run(f"ALTER TABLE {table} {', '.join(keys)}")
        server.run("CREATE INDEX ON names (document_id)")
        server.run("CREATE INDEX ON passages (document_id)")
        server.commit()
        server.run(f"ANALYZE {', '.join(f'{schema.name}.{table}' for table in TABLES)}")
        server.commit()
    (folder / RECORD).write_text(json.dumps(asdict(schema)), "utf-8")


def drop_others(url: str, folders: Iterable[Path]) -> None:
    """Drop the schemas of this family that belong to none of these generations' folders."""
    kept = [schema for schema in map(Schema.of, folders) if schema is not None]
    wanted, families = {schema.name for schema in kept}, {schema.family for schema in kept}
    with closing(_Server(url)) as server:
        for (name,) in server.rows("SELECT schema_name FROM information_schema.schemata"):
            if name not in wanted and name.rsplit("_", 1)[0] in families:
                server.run(f"DROP SCHEMA {name} CASCADE")
                server.commit()


class _Server:
    """One connection that writes."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self.shown = _shown(self._engine)
        with _said_plainly(self._engine):
            self._connection = self._engine.raw_connection()

    def rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        with _said_plainly(self._engine), closing(self._connection.cursor()) as cursor:
            cursor.execute(sql, values or None)
            return list(cursor.fetchall())

    def run(self, sql: str) -> None:
        with _said_plainly(self._engine), closing(self._connection.cursor()) as cursor:
            cursor.execute(sql)

    def copy(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        with (
            _said_plainly(self._engine),
            closing(self._connection.cursor()) as cursor,
            cursor.copy(sql) as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def commit(self) -> None:
        with _said_plainly(self._engine):
            self._connection.commit()

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()


@contextmanager
def _said_plainly(engine: Engine) -> Iterator[None]:
    from psycopg import Error
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, Error) as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise CatalogueServerError(
            f"The catalogue's server at {_shown(engine)} does not do what it should ({reason}). Start it, or correct "
            "POLICY_ASSISTANT_CLUSTER__CATALOGUE_URL; empty means the file in the home."
        ) from error


def _shown(engine: Engine) -> str:
    """The address without its password."""
    return engine.url.render_as_string(hide_password=True)


def _engine(url: str, schema: str | None = None) -> Engine:
    try:
        import psycopg  # noqa: F401 (SQLAlchemy would say it is missing in words that help nobody)
        from sqlalchemy import create_engine, event
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError
    except ImportError as error:
        raise CatalogueServerError(
            'The client of PostgreSQL is not installed. Run: pip install "policy-assistant[cluster]"'
        ) from error
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise _unusable() from error
    if parsed.get_backend_name() != "postgresql":
        raise _unusable()
    engine = create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_size=CONNECTIONS,
        pool_pre_ping=True,  # a server that was started anew must not cost a question
        connect_args={"connect_timeout": 10},
    )
    if schema is not None:

        @event.listens_for(engine, "connect")
        def choose(connection: Any, record: object) -> None:
            with connection.cursor() as cursor:
                cursor.execute(f"SET search_path TO {schema}")
                cursor.execute("SET default_transaction_read_only TO on")
            connection.commit()

    return engine


def _unusable() -> CatalogueServerError:
    return CatalogueServerError(
        "POLICY_ASSISTANT_CLUSTER__CATALOGUE_URL must be an SQLAlchemy URL of PostgreSQL, such as "
        "postgresql://name:password@host/database; empty means the file in the home."
    )
