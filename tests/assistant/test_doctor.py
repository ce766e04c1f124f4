from __future__ import annotations

from pathlib import Path

import pytest

from assistant.doctor import Finding, examine
from assistant.settings import SETTINGS_FILE
from tests.assistant.scripted_server import scripted_server
from tests.support import CountingEncoder


@pytest.fixture(autouse=True)
def light_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.embedding.open_encoder", lambda *_, **__: CountingEncoder())


def by_name(home: Path) -> dict[str, Finding]:
    return {finding.what: finding for finding in examine(home)}


def test_a_whole_home_is_found_well(shipped_home: Path) -> None:
    found = by_name(shipped_home)

    assert found["index"].state == "ok"
    assert "6 documents" in found["index"].detail
    assert found["demonstration documents"].detail.startswith("5 ")


def test_an_empty_home_is_told_what_to_do(tmp_path: Path) -> None:
    finding = by_name(tmp_path / "none")["index"]

    assert finding.state == "missing"
    assert "policy-assistant ingest" in finding.detail


def test_a_missing_model_names_the_command_that_fetches_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    finding = by_name(tmp_path / "none")["embedding model"]

    assert finding.state == "missing"
    assert "policy-assistant model fetch" in finding.advice


def test_settings_that_cannot_be_read_are_the_one_finding(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text("not toml", "utf-8")

    (finding,) = examine(tmp_path)

    assert finding.state == "missing"
    assert SETTINGS_FILE in finding.detail


def test_a_language_model_is_optional_until_it_is_set(
    shipped_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert by_name(shipped_home)["language model"].state == "optional"

    monkeypatch.setenv("POLICY_ASSISTANT_LLM__ENGINE", "llm")

    assert by_name(shipped_home)["language model"].state == "missing"


def test_a_language_model_that_is_set_is_asked_whether_it_answers(
    shipped_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICY_ASSISTANT_LLM__MODEL", "m")
    monkeypatch.setenv("POLICY_ASSISTANT_LLM__API_KEY", "sk-secret")
    with scripted_server() as server:
        monkeypatch.setenv("POLICY_ASSISTANT_LLM__BASE_URL", server.url)
        there = by_name(shipped_home)["language model"]
    gone = by_name(shipped_home)["language model"]

    assert (there.state, gone.state) == ("ok", "optional")
    assert "nothing answers" in gone.detail and gone.advice
    assert "sk-secret" not in f"{there} {gone}"
