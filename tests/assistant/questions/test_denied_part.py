from __future__ import annotations

import pytest

from assistant.questions.denied_part import denied_part_english


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("Which tasks leave out the county Port Office?", "any"),
        ("Which tasks is the Port Office missing from?", "any"),
        ("Which tasks are not led by the Port Office?", "lead"),
        ("Which tasks does the Port Office not support?", "support"),
        ("In which tasks does the Port Office have no part?", "any"),
        ("Which tasks don't involve the Port Office?", "any"),
        # Each was answered with the tasks that do not name the office.
        ("Which tasks of the Port Office are not due before winter?", None),
        ("Which tasks of the Port Office have not started?", None),
        ("Which tasks led by the Port Office do not need money?", None),
        ("Which tasks does the Port Office support but not lead?", None),
    ],
)
def test_only_what_is_denied_the_unit_itself_is_denied(question: str, role: str | None) -> None:
    assert denied_part_english(question, ["Port Office"]) == role
