"""Slips that only sound right, and what must stay as typed."""

from __future__ import annotations

import pytest

from assistant.language.homophones import MOST_SLIPS, mend
from assistant.workspace import Workspace

TEXT = "全力创建市级高新区,提高发明专利申请质量,区财政预算专项资金。"
SOUNDS = ("高搞告", "新薪心辛", "区曲取", "利力立", "专转砖", "金今斤津")


def alike(character: str) -> str:
    return next((sounds for sounds in SOUNDS if character in sounds), "")


def has_token(pair: str) -> bool:
    return pair in TEXT


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("创建市级高薪区要多久?", "创建市级高新区要多久?"),
        ("发明专力申请质量谁管?", "发明专利申请质量谁管?"),
        ("创建市级高新区要多久?", "创建市级高新区要多久?"),
        ("审计局管什么?", "审计局管什么?"),
        ("高 薪 区", "高 薪 区"),
        ("高", "高"),
    ],
)
def test_only_what_nothing_holds_is_made_into_what_something_holds(typed: str, meant: str) -> None:
    assert mend(typed, alike, has_token, [TEXT]) == meant


def test_of_several_that_would_do_the_one_in_the_texts_found_is_meant() -> None:
    pairs = {"高新", "新区", "高心", "心区"}
    assert mend("高薪区", alike, pairs.__contains__, [TEXT]) == "高新区"
    assert mend("高薪区", alike, pairs.__contains__, []) == "高薪区"


def test_a_question_full_of_slips_is_left_after_so_many() -> None:
    typed = "市级高薪区和市级高薪区和市级高薪区"
    assert mend(typed, alike, has_token, [TEXT]).count("高新区") == MOST_SLIPS


def test_a_question_that_is_refused_as_typed_is_answered_as_meant_and_says_so(plan_alone: Workspace) -> None:
    answer = plan_alone.ask("搞市级高薪区创建,区财政给不给单独安排钱?")
    assert "专项资金" in answer.text
    assert "高新区" in answer.standalone_question and "高薪区" in answer.question
