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
