"""Accounts and feedback by the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app
from assistant.cli_people import accounts_in_force
from assistant.people import accounts as accounts_module
from assistant.people.accounts import Accounts
from assistant.people.conversations import Conversations, Turn
from corpus.errors import UsageError
from tests.assistant.panels.conftest import PLAN, SmallLibrary

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(accounts_module, "_COST", 4)

    def run(*words: str, typed: str = "") -> Result:
        options: dict[str, Any] = {"input": typed, "standalone_mode": False}
        return CliRunner().invoke(app, [*words, "--home", str(tmp_path)], **options)

    return run


def test_accounts_are_added_listed_changed_and_removed(run: Run, tmp_path: Path) -> None:
    assert accounts_in_force(tmp_path, None) is None
    added = run("user", "add", "Wang", "--role", "editor", "--password-stdin", typed="drei-Birnen-7\n")
    assert "wang (editor)" in added.stdout
    accounts = accounts_in_force(tmp_path, None)
    assert accounts is not None
    assert accounts.check("wang", "drei-Birnen-7")

    run("user", "passwd", "wang", "--password-stdin", typed="another-one-8\n")
    assert accounts.check("wang", "another-one-8")
    run("user", "role", "wang", "reader")
    assert json.loads(run("user", "list", "--json").stdout) == [{"name": "wang", "role": "reader"}]
    assert "drei-Birnen" not in accounts.path.read_text("utf-8")

    owner = f"account:{accounts.all()[0].id}"
    Conversations(tmp_path).begin(owner, "q")
    assert json.loads(run("user", "remove", "wang", "--json").stdout) == {
        "removed": "wang",
        "conversations": 1,
    }
    assert Conversations(tmp_path).of(owner) == []


def test_unusable_requests_are_refused_with_what_to_do(run: Run, tmp_path: Path) -> None:
    for words, said in (
        (("user", "add", "wang", "--role", "king", "--password-stdin"), "--role reader"),
        (("user", "add", "wang"), "--password-stdin"),
        (("user", "passwd", "wang", "--password-stdin"), "user list"),
        (("user", "remove", "wang"), "user list"),
    ):
        result = run(*words, typed="drei-Birnen-7\n")
        assert isinstance(result.exception, UsageError)
        assert said in str(result.exception)
    with pytest.raises(UsageError, match="is not there"):
        accounts_in_force(tmp_path, tmp_path / "other.json")
    assert Accounts(tmp_path / "accounts.json").all() == []


def test_what_people_think_of_answers_is_printed(run: Run, tmp_path: Path) -> None:
    assert run("feedback").stdout == ""
    kept = Conversations(tmp_path)
    identity = kept.begin("account:1", "专利由谁牵头?")
    kept.put("account:1", identity, Turn(0, "专利由谁牵头?", SmallLibrary(PLAN).ask("专利由谁牵头?")))
    kept.rate("account:1", identity, 0, False, "没有\x1b[31m答全", "wang")

    printed = run("feedback").stdout
    assert "wang" in printed
    assert "答全" in printed
    assert "\x1b" not in printed
    (one,) = json.loads(run("feedback", "--json").stdout)
    assert (one["good"], one["name"], one["question"]) == (False, "wang", "专利由谁牵头?")
    assert one["answer"]["citations"][0]["title"] == PLAN.metadata.title
