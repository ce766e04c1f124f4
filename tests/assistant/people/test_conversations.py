"""Conversations on the disk: whose they are, and what is left of them after a crash."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.people.conversations import GUEST_DAYS, TURNS_KEPT, Conversations, Turn
from corpus.errors import HomeError, UsageError
from tests.assistant.panels.conftest import PLAN, SmallLibrary

QUESTION = "专利由谁牵头?"


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path)


def said(number: int, question: str = QUESTION) -> Turn:
    return Turn(number, question, SmallLibrary(PLAN).ask(question))


def test_a_turn_comes_back_to_the_letter(kept: Conversations) -> None:
    identity = kept.begin("account:1", QUESTION)
    refused = said(1, "审计局负责什么?")
    kept.put("account:1", identity, said(0))
    kept.put("account:1", identity, refused)
    kept.put("account:1", identity, Turn(2, "?", error="No words."))

    assert kept.turns("account:1", identity) == [said(0), refused, Turn(2, "?", error="No words.")]
    assert [one.title for one in kept.of("account:1")] == [QUESTION]


def test_nobody_reaches_the_conversation_of_another(kept: Conversations) -> None:
    identity = kept.begin("account:1", QUESTION)
    kept.put("account:1", identity, said(0))

    kept.put("account:2", identity, said(0, "我来改"))
    kept.rename("account:2", identity, "我的")
    kept.delete("account:2", identity)
    assert not kept.rate("account:2", identity, 0, False, "not mine")
    assert kept.turns("account:2", identity) == []
    assert kept.find("account:2", identity) is None
    assert kept.of("account:2") == []
    assert kept.turns("account:1", identity) == [said(0)]
    assert [one.title for one in kept.of("account:1")] == [QUESTION]


def test_a_question_asked_again_replaces_what_came_after_it(kept: Conversations) -> None:
    identity = kept.begin("a", QUESTION)
    for number in range(3):
        kept.put("a", identity, said(number))

    kept.put("a", identity, said(1, "那配合单位呢?"))

    assert [turn.question for turn in kept.turns("a", identity)] == [QUESTION, "那配合单位呢?"]


def test_a_long_conversation_keeps_its_latest_turns(kept: Conversations) -> None:
    identity = kept.begin("a", QUESTION)
    for number in range(TURNS_KEPT + 3):
        kept.put("a", identity, Turn(number, QUESTION, error="x"))

    assert [turn.number for turn in kept.turns("a", identity)] == list(range(3, TURNS_KEPT + 3))


def test_conversations_are_renamed_deleted_and_listed_latest_first(kept: Conversations) -> None:
    first, second = kept.begin("a", "一"), kept.begin("a", "二")
    kept.put("a", first, said(0))
    kept.rename("a", first, " 新\n名 ")

    assert [one.title for one in kept.of("a")] == ["新 名", "二"]
    with pytest.raises(UsageError, match="needs a name"):
        kept.rename("a", first, " ")
    kept.delete("a", first)
    assert [one.id for one in kept.of("a")] == [second]
    assert kept.turns("a", first) == []
    assert kept.forget("a") == 1


def test_what_is_thought_of_an_answer_outlives_its_conversation(kept: Conversations) -> None:
    identity = kept.begin("a", QUESTION)
    kept.put("a", identity, said(0))
    assert kept.rate("a", identity, 0, True, name="wang")
    assert kept.rate("a", identity, 0, False, "出处不对", name="wang")
    assert not kept.rate("a", identity, 7, True)

    assert kept.turns("a", identity)[0].good is False
    kept.delete("a", identity)
    (only,) = kept.feedback()
    assert (only.name, only.good, only.reason, only.question) == ("wang", False, "出处不对", QUESTION)
    assert only.answer == said(0).answer


def test_a_closed_browsers_conversations_are_dropped_and_an_accounts_are_not(
    kept: Conversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest, member = kept.begin("browser:x", QUESTION), kept.begin("account:x", QUESTION)
    monkeypatch.setattr("time.time", lambda: 2e9 + GUEST_DAYS * 86400)
    kept.begin("account:y", QUESTION)

    assert kept.find("browser:x", guest) is None
    assert kept.find("account:x", member) is not None


def test_what_was_said_is_there_after_the_process_was_killed(kept: Conversations) -> None:
    script = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom assistant.people.conversations import Conversations, Turn\n"
        "kept = Conversations(Path(sys.argv[1]))\nidentity = kept.begin('a', 'q')\n"
        "kept.put('a', identity, Turn(0, 'q', error='x'))\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(kept.path.parent)], env=os.environ, check=False)

    (only,) = kept.of("a")
    assert kept.turns("a", only.id) == [Turn(0, "q", error="x")]


def test_a_broken_file_is_named(kept: Conversations) -> None:
    kept.path.write_bytes(b"no database at all" * 100)

    with pytest.raises(HomeError, match="Move it away"):
        kept.of("a")
