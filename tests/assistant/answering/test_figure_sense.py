from __future__ import annotations

import pytest

from assistant.answering.figure_sense import in_another_sense, lasts_for_another
from tests.assistant.plan import ask


@pytest.mark.parametrize(
    ("question", "clause", "other"),
    [
        ("粮食产量要增加多少?", "粮食产量不低于20万吨", True),
        ("粮食产量要增加到多少?", "粮食产量不低于20万吨", False),
        ("粮食产量增长多少?", "粮食产量提高3%", False),
        ("基金每年投多少?", "设立2亿元基金", True),
        ("基金每年投多少?", "每年投入2亿元", False),
        ("机器人总数是多少台?", "每万名职工拥有机器人200台", True),
        ("每万名职工的机器人数量是多少?", "每万名职工拥有机器人200台", False),
        ("民宿累计要多少家?", "新增民宿30家", True),
        ("民宿新增多少家?", "民宿累计达到90家", True),
        ("民宿新增多少家?", "新增民宿30家", False),
        ("全县面积多大?", "园区面积3平方公里", True),
    ],
)
def test_a_figure_must_be_of_the_sense_asked_for(question: str, clause: str, other: bool) -> None:
    assert in_another_sense(question, clause, clause) == other


def test_how_long_one_thing_takes_is_not_said_of_another() -> None:
    assert lasts_for_another("年检要多少时间?", "力争用3年建成县城")
    assert not lasts_for_another("建成县城要几年?", "力争用3年建成县城")


@pytest.mark.parametrize(
    "question",
    [
        "园区就业的人数有多少?",
        "园区一共有多少工人?",
        "工业总产值要提高多少?",
        "园区的发明专利总量是多少件?",
        "电池回收利用量要达到多少?",
        "市级科技型企业累计多少家?",
        "科技人才可以领多少生活津贴?",
        "规上工业增加值增速定在几个百分点?",
        "企业认定要多少时间?",
        "每年要新培育几家高新技术企业?",
        "研发费用加计扣除比例是多少?",
        "物流园区面积多大?",
        "研发投入总额得多少亿?",
        "数字化车间补助标准?",
        "林业产值的下限是多少?",
    ],
)
def test_a_figure_of_another_thing_or_sense_is_no_answer(question: str) -> None:
    # All were answered by the figure, or the sentence, that shares most of their words.
    assert ask(question).refused


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("全年新培育多少科技型企业?", "150家"),
        ("每万名从业人员发明专利数是多少?", "40件"),
        ("R&D经费支出占园区生产总值的比重定为多少?", "2.4%"),
        ("实际利用外资年均多少美金?", "3000万美元"),
    ],
)
def test_the_figure_asked_for_is_found(question: str, held: str) -> None:
    assert held in ask(question).text


@pytest.mark.parametrize("question", ["我们打算花几年把车站建成?", "大家要用几年时间?", "咱们预计花多久?"])
def test_those_who_take_the_time_are_no_thing_that_takes_it(question: str) -> None:
    assert not lasts_for_another(question, "力争用3年时间完成。")
