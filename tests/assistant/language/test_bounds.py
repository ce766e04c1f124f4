from __future__ import annotations

import pytest

from assistant.language.bounds import Side, bound_asked, bound_told, without_bounds


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("用水量的上限是多少?", "upper"),
        ("每吨水耗电最多不能超过几度?", "upper"),
        ("床位数下限定为多少?", "lower"),
        ("入园率起码要到多少?", "lower"),
        ("水耗最低要降到多少?", "upper"),
        ("最低生活保障标准是多少?", None),
        ("床位数是多少?", None),
    ],
)
def test_the_side_of_a_bound_is_told_by_its_word(question: str, side: Side | None) -> None:
    assert bound_asked(question) == side


@pytest.mark.parametrize(
    ("text", "figure", "side"),
    [
        ("床位数不得少于200张", "200张", "lower"),
        ("水耗低于3吨", "3吨", "upper"),
        ("补贴不超过5万元", "5万元", "upper"),
        ("面积控制在80亩以内", "80亩", "upper"),
        ("入园率达90%以上", "90%", "lower"),
        ("建成床位200张", "200张", None),
    ],
)
def test_a_text_sets_a_bound_before_or_behind_the_figure(text: str, figure: str, side: Side | None) -> None:
    start = text.index(figure)

    assert bound_told(text, (start, start + len(figure))) == side


def test_a_bound_is_no_part_of_what_is_looked_for() -> None:
    assert without_bounds("每床用水不能突破多少?") == "每床用水 多少?"
