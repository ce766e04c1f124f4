from __future__ import annotations

import re
from datetime import date

import pytest

from assistant.answer import Answer, Language
from assistant.llm.grounding_basis import Evidence, Support
from assistant.llm.llm_engine import write_prompt
from assistant.llm.prompts import FOLDER, declining_phrase, load_prompt


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.name)
def test_every_prompt_opens_with_its_purpose_and_names_its_fields(path: object) -> None:
    name, language, _ = str(path).rsplit("/", 1)[-1].split(".")
    prompt = load_prompt(name, language)  # type: ignore[arg-type]

    assert prompt.note.startswith("Purpose: ")
    listed = re.search(r"Fields: ([\w, ]+)\.", prompt.note)
    assert prompt.fields == set(listed[1].split(", ") if listed else ())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_code_fills_exactly_the_fields_of_the_prompt(language: Language) -> None:
    support = Support("0" * 16, 0, 9, "奖励标准{today}。", "通知")
    answer = Answer("问", "问{evidence}?", language, "", False)

    system, user = write_prompt(answer, [Evidence("e7f2a", "通知", (), (support,))], date(2026, 5, 4))

    assert "2026-05-04" in system and declining_phrase(language) in system and "[e7f2a]" in system
    # What a document or a person writes in braces stays as written.
    assert "奖励标准{today}。" in user and "问{evidence}?" in user


def test_a_field_without_a_value_is_refused() -> None:
    with pytest.raises(ValueError, match="question"):
        load_prompt("answer", "zh").fill(today="")
