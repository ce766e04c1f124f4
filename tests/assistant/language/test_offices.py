from __future__ import annotations

import pytest

from assistant.language.offices import formal_office, head_of_all


@pytest.mark.parametrize(
    ("spoken", "formal"),
    [
        ("科技局的一把手是谁?", "科技局的局长是谁?"),
        ("领导小组的头儿是谁?", "领导小组的组长是谁?"),
        ("领导小组办公室的一把手是谁?", "领导小组办公室的主任是谁?"),
        ("管委会二把手是哪位?", "管委会副主任是哪位?"),
        ("工作专班里谁当头儿?", "工作专班里谁任组长?"),
        ("卫健局由谁做一把手?", "卫健局由谁任局长?"),
        ("科技局牵头哪些任务?", "科技局牵头哪些任务?"),
    ],
)
def test_the_head_of_a_body_is_called_by_its_office(spoken: str, formal: str) -> None:
    assert formal_office(spoken) == formal


@pytest.mark.parametrize(
    ("spoken", "plain"),
    [
        ("这摊事谁总负责?", "这摊事谁任组长?"),
        ("挂帅的领导是哪位?", "组长是哪位?"),
        ("由哪位领导挂帅?", "由哪位领导任组长?"),
        ("领导小组里谁说了算?", "领导小组里谁任组长?"),
        ("科技局总负责哪些任务?", "科技局总负责哪些任务?"),
    ],
)
def test_who_takes_command_is_the_head_of_the_group(spoken: str, plain: str) -> None:
    assert head_of_all(spoken) == plain
