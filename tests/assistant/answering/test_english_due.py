"""Which tasks are due by a date that an English question gives."""

from __future__ import annotations

import pytest

from assistant.workspace import Workspace


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which tasks are not due by the end of 2022?", "None of the 11 tasks that state a time is not due by 2022"),
        ("Are there tasks that run past December 2022?", "None of the 11 tasks that state a time is due after December 2022"),
        ("Which tasks fall due in 2023?", "None of the 11 tasks that state a time is due in 2023"),
        ("Which tasks must be wrapped up by June 2022?", "None of the 11 tasks that state a time is due by June 2022"),
        ("Which tasks have to be finished by the end of 2022?", "all due by December 2022"),
    ],
)  # fmt: skip
def test_a_date_measures_the_times_of_all_tasks(plan_alone: Workspace, question: str, said: str) -> None:
    answer = plan_alone.ask(question)

    assert said in answer.text
    assert len(answer.citations) == 11


def test_a_question_that_describes_a_task_is_about_that_task(plan_alone: Workspace) -> None:
    assert len(plan_alone.ask("Which task on patents is due by the end of 2022?").citations) == 1
