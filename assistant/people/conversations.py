"""Conversations, kept for the person they belong to, and what people think of the answers.

One SQLite file in the home, beside the generations and never part of one: an answer keeps the citations
it was given, whatever becomes of the documents. Every call names an owner and sees nothing of others.
A change is on the disk when the call returns; a crash leaves the state before it or after it.

A browser without an account owns its conversations until it is closed; nobody can come back for them,
and they are dropped after ``GUEST_DAYS``. What was said of an answer stays when its conversation goes: it
was given to be read by others, and holds question and answer itself.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Citation
from corpus.errors import HomeError, UsageError

CONVERSATIONS_FILE = "conversations.sqlite"
TURNS_KEPT = 50
"""Earlier turns leave the conversation: nobody scrolls further, and a home has many of them."""
LISTED = 200
LONGEST_TITLE = 80
LONGEST_REASON = 2000
GUEST_DAYS = 7
_SCHEMA = (
    """
    CREATE TABLE conversations (id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL,
                                started REAL NOT NULL, touched REAL NOT NULL);
    CREATE INDEX conversations_of ON conversations (owner, touched);
    CREATE TABLE turns (conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE, number INTEGER NOT NULL,
                        question TEXT NOT NULL, answer TEXT, error TEXT, good INTEGER, PRIMARY KEY (conversation, number));
    CREATE TABLE feedback (id INTEGER PRIMARY KEY, at REAL NOT NULL, owner TEXT NOT NULL, name TEXT, conversation TEXT NOT NULL,
                           number INTEGER NOT NULL, good INTEGER NOT NULL, reason TEXT NOT NULL, question TEXT NOT NULL,
                           answer TEXT NOT NULL, UNIQUE (conversation, number, question));
    """,
)
"""Each entry brings the file from the version of its place to the next; none is ever changed."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it; neither answer nor error while it is being looked for."""

    number: int
    question: str
    answer: Answer | None = None
    error: str | None = None
    good: bool | None = None
    """Whether the person found the answer good; None while they have not said."""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the evidence panel shows for this turn."""
        if self.answer is None:
            return ()
        return self.answer.nearest if self.answer.refused else self.answer.citations


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as it is listed."""

    id: str
    title: str
    touched: float
    """When something was last said in it, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody thinks of an answer."""

    at: float
    name: str | None
    good: bool
    reason: str
    question: str
    answer: Answer

    def as_json(self) -> dict[str, Any]:
        """For ``policy-assistant feedback --json``."""
        said = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.at))
        return {
            "at": said,
            "name": self.name,
            "good": self.good,
            "reason": self.reason,
            "question": self.question,
            "answer": self.answer.as_json(),
        }


class Conversations:
    """The conversations of one home; each call opens the file anew, so any thread may make it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / CONVERSATIONS_FILE

    def of(self, owner: str) -> list[Conversation]:
        """Somebody's conversations, the latest first."""
        with self._open() as file:
            rows = file.execute(
                "SELECT id, title, touched FROM conversations WHERE owner = ? ORDER BY touched DESC LIMIT ?",
                (owner, LISTED),
            )
            return [Conversation(*row) for row in rows]

    def find(self, owner: str, identity: str) -> Conversation | None:
        """A conversation, if it is this owner's."""
        with self._open() as file:
            row = file.execute(
                "SELECT id, title, touched FROM conversations WHERE id = ? AND owner = ?", (identity, owner)
            ).fetchone()
            return Conversation(*row) if row else None

    def turns(self, owner: str, identity: str) -> list[Turn]:
        """What was said in it, oldest first; nothing where it is not this owner's."""
        with self._open() as file:
            rows = file.execute(
                "SELECT number, question, answer, error, good FROM turns JOIN conversations ON id = conversation "
                "WHERE conversation = ? AND owner = ? ORDER BY number",
                (identity, owner),
            )
            return [
                Turn(number, question, read_answer(answer), error, None if good is None else bool(good))
                for number, question, answer, error, good in rows
            ]

    def begin(self, owner: str, question: str) -> str:
        """A new conversation, called by its first question; its id."""
        identity, now = secrets.token_urlsafe(16), time.time()
        with self._open() as file:
            file.execute(
                "DELETE FROM conversations WHERE owner LIKE 'browser:%' AND touched < ?",
                (now - GUEST_DAYS * 86400,),
            )
            file.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?, ?)",
                (identity, owner, _title(question) or "…", now, now),
            )
        return identity

    def put(self, owner: str, identity: str, turn: Turn) -> None:
        """Keep a turn as the last one: what stood at its number or after it is replaced by it."""
        answer = None if turn.answer is None else json.dumps(turn.answer.as_json(), ensure_ascii=False)
        with self._open() as file:
            if not self._is_of(file, owner, identity):
                return
            file.execute("DELETE FROM turns WHERE conversation = ? AND number >= ?", (identity, turn.number))
            file.execute(
                "INSERT INTO turns VALUES (?, ?, ?, ?, ?, NULL)",
                (identity, turn.number, turn.question, answer, turn.error),
            )
            file.execute(
                "DELETE FROM turns WHERE conversation = ? AND number <= ?",
                (identity, turn.number - TURNS_KEPT),
            )
            file.execute("UPDATE conversations SET touched = ? WHERE id = ?", (time.time(), identity))

    def rename(self, owner: str, identity: str, title: str) -> None:
        """Call a conversation something else.

        Raises:
            UsageError: The title is empty.
        """
        if not _title(title):
            raise UsageError("A conversation needs a name: type one.")
        with self._open() as file:
            file.execute(
                "UPDATE conversations SET title = ? WHERE id = ? AND owner = ?",
                (_title(title), identity, owner),
            )

    def delete(self, owner: str, identity: str) -> None:
        """Drop a conversation with all that was said in it."""
        with self._open() as file:
            file.execute("DELETE FROM conversations WHERE id = ? AND owner = ?", (identity, owner))

    def forget(self, owner: str) -> int:
        """Drop all conversations of somebody who has left; how many there were."""
        with self._open() as file:
            return file.execute("DELETE FROM conversations WHERE owner = ?", (owner,)).rowcount

    def rate(
        self, owner: str, identity: str, number: int, good: bool, reason: str = "", name: str | None = None
    ) -> bool:
        """Keep what somebody thinks of an answer, in place of what they thought before; whether there is one."""
        with self._open() as file:
            row = file.execute(
                "SELECT question, answer FROM turns WHERE conversation = ? AND number = ?", (identity, number)
            ).fetchone()
            if row is None or row[1] is None or not self._is_of(file, owner, identity):
                return False
            file.execute(
                "UPDATE turns SET good = ? WHERE conversation = ? AND number = ?", (good, identity, number)
            )
            file.execute(
                "INSERT INTO feedback (at, owner, name, conversation, number, good, reason, question, answer) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (conversation, number, question) "
                "DO UPDATE SET at = excluded.at, good = excluded.good, reason = excluded.reason, answer = excluded.answer",
                (
                    time.time(),
                    owner,
                    name,
                    identity,
                    number,
                    good,
                    reason.strip()[:LONGEST_REASON],
                    row[0],
                    row[1],
                ),
            )
            return True

    def feedback(self) -> list[Feedback]:
        """What everybody thinks of answers, the latest last."""
        with self._open() as file:
            rows = file.execute(
                "SELECT at, name, good, reason, question, answer FROM feedback ORDER BY at, id"
            )
            return [
                Feedback(at, name, bool(good), reason, question, answer)
                for at, name, good, reason, question, told in rows
                if (answer := read_answer(told)) is not None
            ]

    @staticmethod
    def _is_of(file: sqlite3.Connection, owner: str, identity: str) -> bool:
        found = file.execute("SELECT 1 FROM conversations WHERE id = ? AND owner = ?", (identity, owner))
        return found.fetchone() is not None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The file, in one transaction."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=30)) as file:
                file.execute("PRAGMA foreign_keys = ON")
                _upgrade(file)
                with file:
                    yield file
        except (sqlite3.Error, OSError) as error:
            raise HomeError(
                f"{self.path} cannot be used ({error}). Move it away to begin without earlier conversations."
            ) from error


def read_answer(told: str | None) -> Answer | None:
    """An answer from its JSON, as ``Answer.as_json`` writes it."""
    if told is None:
        return None
    fields = json.loads(told)
    return Answer(
        question=fields["question"],
        standalone_question=fields["standalone_question"],
        language=fields["language"],
        text=fields["answer"],
        refused=fields["refused"],
        citations=_citations(fields["citations"]),
        nearest=_citations(fields.get("nearest", ())),
        engine=fields["engine"],
        notes=tuple(fields.get("notes", ())),
        timings_ms=fields["timings_ms"],
    )


def _citations(told: Sequence[dict[str, Any]]) -> tuple[Citation, ...]:
    return tuple(Citation(**{**one, "section_path": tuple(one["section_path"])}) for one in told)


def _title(text: str) -> str:
    return " ".join(text.split())[:LONGEST_TITLE]


def _upgrade(file: sqlite3.Connection) -> None:
    """Bring an older file to the present schema."""
    (version,) = file.execute("PRAGMA user_version").fetchone()
    if version == len(_SCHEMA):
        return
    # Readers are not kept waiting by a writer; what is committed is on the disk (synchronous is FULL by default).
    file.execute("PRAGMA journal_mode = WAL")
    with file:
        file.execute("BEGIN IMMEDIATE")
        (version,) = file.execute("PRAGMA user_version").fetchone()
        if version > len(_SCHEMA):
            raise HomeError(
                "The conversations were written by a newer version of the program. Update this one."
            )
        for step in _SCHEMA[version:]:
            for statement in filter(None, map(str.strip, step.split(";"))):
                file.execute(statement)
        file.execute(f"PRAGMA user_version = {len(_SCHEMA)}")
