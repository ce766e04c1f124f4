from __future__ import annotations

import pytest

from assistant.llm.said_lists import drops_members

STATED = "申请新增平山、建设、鱼田堡、关坝、青年五个组团规划建设的4.81平方公里为拓展区"


@pytest.mark.parametrize(
    "said",
    [
        "拓展区由鱼田堡、关坝、青年五个组团组成",
        "拓展区由平山、建设、鱼田堡和关坝组团组成",
        "拓展区包括平山和建设",
    ],
)
def test_a_list_cut_short_is_told(said: str) -> None:
    assert drops_members(said, STATED)


@pytest.mark.parametrize(
    "said",
    [
        "拓展区由平山、建设、鱼田堡、关坝、青年五个组团组成",
        "拓展区由平山、建设、鱼田堡、关坝和青年五个组团组成",
        "拓展区包括平山、建设等组团",
        "拓展区面积为4.81平方公里",
        "拓展区有道路、桥梁",
    ],
)
def test_a_whole_list_an_open_one_and_another_one_are_not(said: str) -> None:
    assert not drops_members(said, STATED)
