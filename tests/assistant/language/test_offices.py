from __future__ import annotations

import pytest

from assistant.language.offices import formal_office


@pytest.mark.parametrize(
    ("spoken", "formal"),
    [
        ("科技局的一把手是谁?", "科技局的局长是谁?"),
        ("领导小组的头儿是谁?", "领导小组的组长是谁?"),
        ("领导小组办公室的一把手是谁?", "领导小组办公室的主任是谁?"),
        ("管委会二把手是哪位?", "管委会副主任是哪位?"),
        ("科技局牵头哪些任务?", "科技局牵头哪些任务?"),
    ],
)
def test_the_head_of_a_body_is_called_by_its_office(spoken: str, formal: str) -> None:
    assert formal_office(spoken) == formal
