"""Follow-ups that only name another thing, by a question of each kind."""

from __future__ import annotations

import pytest

from assistant.questions.exchange_en import exchanged
from assistant.questions.followup import rewrite_followup


@pytest.mark.parametrize(
    ("core", "previous", "asked"),
    [
        ("the year after", "What is planned for 2022?", "What is planned for 2023?"),
        ("In 2023", "What is the goal for the end of 2022?", "What is the goal for the end of 2023?"),
        ("2023 and 2024", "What is planned for 2022?", "What is planned for 2023 and 2024?"),
        ("district ones", "How many national platforms are planned?", "How many district platforms are planned?"),
        ("Domestic", "How much foreign capital is to be used?", "How much domestic capital is to be used?"),
        ("in biomedicine", "How many chains are there in new energy?", "How many chains are there in biomedicine?"),
        ("the opening-up one", "Who leads the patent task?", "Who leads the opening-up task?"),
        ("The Tax Bureau", "What does the Finance Bureau support?", "What does the Tax Bureau support?"),
        ("who supports it", "Who leads the patent task?", None),
        ("the weather", "Who leads the patent task?", None),
    ],
)  # fmt: skip
def test_the_earlier_question_is_asked_about_the_thing_named_instead(
    core: str, previous: str, asked: str | None
) -> None:
    assert exchanged(core, previous) == asked


@pytest.mark.parametrize(
    ("question", "previous", "answer", "asked"),
    [
        # A person, a unit of the earlier question, and nothing at all.
        (
            "what's his day job?",
            "Who heads the group?",
            "The document states: 胡珍强 (组长) [1].",
            "What's 胡珍强's day job?",
        ),
        (
            "And which does it lead?",
            "Which tasks does the Finance Bureau support?",
            "Three tasks.",
            "Which does the Finance Bureau lead?",
        ),
        ("by when?", "Who leads the patent task?", "", "By when must the patent task be completed?"),
    ],
)
def test_what_a_follow_up_points_at_is_named(question: str, previous: str, answer: str, asked: str) -> None:
    history = [{"role": "user", "content": previous}, {"role": "assistant", "content": answer}]

    assert rewrite_followup(question, history) == asked
