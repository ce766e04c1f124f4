from __future__ import annotations

import pytest

from tests.assistant.plan import ask, make_document

PLAN = make_document(
    "某县创建工作方案\n\n一、实施步骤\n\n(一)2024年打基础。\n\n1.动员启动阶段(3—5月)。\n开展摸底调研,查找差距。\n\n"
    "2.全面建设阶段(6—12月)。\n\n(1)编制规划(6—8月)。\n委托设计院编制规划。\n\n(2)建设厂房(9—12月)。\n建成标准厂房,召开现场推进会。\n\n"
    "(二)2025年抓验收。\n\n1.提出申请(1—2月)。\n编制申请材料,经县政府同意后,向省里提交。\n\n2.迎接验收(3—6月)。\n组织专家验收。\n",
    "plan",
)


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("申请提交之后下一步是什么?", "“提出申请(1—2月)”之后是“迎接验收(3—6月)”"),
        ("全面建设阶段之前是哪个阶段?", "“全面建设阶段(6—12月)”之前是“动员启动阶段(3—5月)”"),
        ("2024年3月到5月之后,接下来做什么?", "之后是“全面建设阶段(6—12月)”"),
        ("建设厂房完了紧接着是什么?", "“建设厂房(9—12月)”之后是“提出申请(1—2月)”"),
    ],
)
def test_a_stage_is_told_by_its_place_beside_another(question: str, held: str) -> None:
    assert held in ask(question, PLAN).text


def test_nothing_comes_after_the_last_stage() -> None:
    assert ask("迎接验收的下一步是什么?", PLAN).refused


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("摸底调研安排在哪个阶段?", "“动员启动阶段(3—5月)”"),
        ("召开现场推进会是在哪一个阶段?", "“全面建设阶段(6—12月)”中的“建设厂房(9—12月)”"),
        ("最先开始的是哪个阶段?", "“动员启动阶段(3—5月)”"),
        ("最后一个环节是什么?", "“迎接验收(3—6月)”"),
    ],
)
def test_a_stage_is_told_by_what_is_done_in_it_or_by_its_end_of_the_line(question: str, held: str) -> None:
    assert ask(question, PLAN).text.startswith(held)


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("申请材料在什么时间段编制并上报?", "1—2月（2025年）"),
        ("查找差距是在几月份?", "3—5月（2024年）"),
    ],
)
def test_what_has_no_date_of_its_own_happens_when_the_heading_over_it_says(question: str, held: str) -> None:
    # 申请材料 was once dated by the heading of its whole year, which shares more words with the question.
    assert ask(question, PLAN).text.startswith(held)


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("动员启动阶段要搞几个月?", "2024年3—5月，共3个月"),
        ("提出申请要持续多长时间?", "2025年1—2月，共2个月"),
        ("哪个阶段时间最长?", "时间最长的是“全面建设阶段”，7个月"),
    ],
)
def test_how_long_a_stage_takes_is_computed_from_its_heading(question: str, held: str) -> None:
    assert held in ask(question, PLAN).text


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("建设厂房和编制规划,哪件事先开始?", "“编制规划(6—8月)”先开始"),
        ("是先提出申请还是先迎接验收?", "“提出申请(1—2月)”先开始"),
    ],
)
def test_which_of_two_stages_comes_first_is_read_from_their_months(question: str, held: str) -> None:
    assert ask(question, PLAN).text.startswith(held)


def test_a_measure_is_due_when_its_task_is_but_another_event_of_its_life_is_not() -> None:
    assert "2022年12月" in ask("创新激励办法什么时候修订完?").text
    assert ask("科技创新资金池什么时候到位?").refused
