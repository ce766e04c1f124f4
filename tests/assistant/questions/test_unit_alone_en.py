from __future__ import annotations

import pytest

from assistant.questions.unit_alone_en import asks_only_of_units_english, english_matter

NAMES = ("Education Bureau", "tax people")


@pytest.mark.parametrize(
    "question",
    [
        "Does the Education Bureau have to do anything at all here?",
        "I work at the Education Bureau, where do we come in?",
        "are the tax people involved in any of these jobs?",
        "What does the plan say about the Education Bureau?",
    ],
)
def test_a_unit_and_words_that_only_ask_leave_nothing_else_asked(question: str) -> None:
    assert asks_only_of_units_english(question, NAMES)


@pytest.mark.parametrize(
    "question",
    [
        "What is the Education Bureau?",
        "When does the Education Bureau have to finish?",
        "Does the Education Bureau run schools?",
        "How many people work at the Education Bureau?",
    ],
)
def test_what_asks_for_something_else_is_left_alone(question: str) -> None:
    assert not asks_only_of_units_english(question, NAMES)


def test_what_remains_of_a_question_is_its_matter() -> None:
    assert english_matter("Which units lead the patent task?") == ["patent"]
