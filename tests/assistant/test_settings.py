from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import SETTINGS_FILE, Settings, load_settings
from corpus.errors import UsageError


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / SETTINGS_FILE).write_text("[retrieval]\ntop_k = 7\n[page]\nport = 9000\n", "utf-8")
    monkeypatch.setenv("POLICY_ASSISTANT_RETRIEVAL__TOP_K", "9")

    settings = load_settings(tmp_path)

    assert (settings.retrieval.top_k, settings.page.port) == (9, 9000)
    assert settings.index == Settings().index


def test_a_wrong_value_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_ASSISTANT_INDEX__GOAL_CHARS", "many")

    with pytest.raises(UsageError, match="POLICY_ASSISTANT_INDEX__GOAL_CHARS"):
        load_settings(tmp_path)


def test_a_settings_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text("top_k: 7", "utf-8")

    with pytest.raises(UsageError, match=SETTINGS_FILE):
        load_settings(tmp_path)


def test_every_setting_says_what_it_does() -> None:
    for group in Settings.model_fields.values():
        for name, field in group.annotation.model_fields.items():  # type: ignore[union-attr]
            assert field.description and field.description.endswith("."), name


def test_a_key_in_a_file_is_refused_and_not_repeated(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text('[llm]\napi_key = "sk-secret"\n', "utf-8")

    with pytest.raises(UsageError, match="POLICY_ASSISTANT_LLM__API_KEY") as raised:
        load_settings(tmp_path)

    assert "sk-secret" not in str(raised.value)


@pytest.mark.parametrize("url", ["http://me:sk-secret@host/v1", "https://host/v1?key=sk-secret", "sk-secret"])
def test_an_address_that_may_hold_a_key_is_refused_and_not_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("POLICY_ASSISTANT_LLM__BASE_URL", url)

    with pytest.raises(UsageError, match="LLM__BASE_URL") as raised:
        load_settings(tmp_path)

    assert "sk-secret" not in str(raised.value)


def test_the_key_from_the_environment_is_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_ASSISTANT_LLM__API_KEY", "sk-secret")

    settings = load_settings(tmp_path)

    assert settings.llm.api_key and settings.llm.api_key.get_secret_value() == "sk-secret"
    assert "sk-secret" not in f"{settings!r} {settings.model_dump()} {settings.model_dump_json()}"


def test_a_token_for_the_search_server_is_refused_in_a_file(tmp_path):
    (tmp_path / "settings.toml").write_text('[cluster]\nmilvus_token = "root:Milvus"\n', "utf-8")
    with pytest.raises(UsageError, match="POLICY_ASSISTANT_CLUSTER__MILVUS_TOKEN"):
        load_settings(tmp_path)
