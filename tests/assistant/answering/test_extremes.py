from __future__ import annotations

import pytest

from assistant.answer import Answer
from assistant.answering.extremes import leaves_extreme_open
from assistant.questions.question import analyse_question
from tests.assistant.plan import ask, make_document

SPENDING = make_document(
    "临河县县城提升方案\n\n一、资金安排\n\n河道支出2亿元,绿道支出3000万元,路灯支出500万元。\n\n"
    "二、投资情况\n\n2024年全县完成投资9亿元,其中水利投资5亿元,电网投资2亿元。\n\n"
    "三、人才津贴\n\n技师每月津贴2000元,高级工每月津贴1200元,中级工每月津贴600元。\n",
    "plan",
)


def _ask(question: str) -> Answer:
    return ask(question, SPENDING)


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("河道支出、绿道支出和路灯支出一共多少?", "共2.35亿元（由原文各项相加得出：2亿元+3000万元+500万元）"),
        ("支出最多和最少的相差多少支出?", "相差1.95亿元"),
        ("技师和中级工的津贴加起来一共多少?", "2600元"),
    ],
)
def test_sums_and_differences_count_ten_thousands_and_hundred_millions(question: str, held: str) -> None:
    # The written numbers were once added whatever stood behind them: 2 and 3000 and 500 were 3502亿元.
    assert held in _ask(question).text


def test_only_what_is_named_is_added_and_no_whole_to_its_part() -> None:
    text = _ask("水利投资和电网投资加起来多少?").text

    assert "7亿元" in text
    assert "9亿元" not in text


@pytest.mark.parametrize("question", ["各项投资加起来一共多少?", "水利投资和铁路投资加起来多少?"])
def test_nothing_is_added_where_it_is_not_sure_what(question: str) -> None:
    assert "相加得出" not in _ask(question).text


def test_to_the_utmost_ranks_nothing() -> None:
    asked = analyse_question("哪个片区的床位最多?", "zh")

    assert leaves_extreme_open(asked, "最大限度满足老人的需求")
    assert not leaves_extreme_open(asked, "东岭片区床位最多")
