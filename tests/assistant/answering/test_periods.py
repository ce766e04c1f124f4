from __future__ import annotations

import pytest

from tests.assistant.plan import ask, make_document

PLAN = make_document(
    "某县工作方案\n\n一、实施步骤\n\n(一)2024年打基础。\n\n1.动员阶段(3—5月)。\n召开动员会。\n\n"
    "2.建设阶段(6—12月)。\n建成厂房。\n\n(二)2025年抓验收。\n\n1.自查阶段(1—2月)。\n开展自查。\n\n2.验收阶段(3—6月)。\n组织验收。\n",
    "plan",
)


@pytest.mark.parametrize(
    ("question", "held", "not_held"),
    [
        ("2025年上半年有哪些安排?", ("开展自查", "组织验收"), ("召开动员会", "建成厂房")),
        ("2024年4月要做什么?", ("召开动员会",), ("建成厂房", "开展自查")),
        ("2025年第一季度安排了哪些工作?", ("开展自查", "组织验收"), ("建成厂房",)),
    ],
)
def test_a_period_is_answered_by_the_parts_whose_headings_bear_its_months(
    question: str, held: tuple[str, ...], not_held: tuple[str, ...]
) -> None:
    text = ask(question, PLAN).text

    assert all(words in text for words in held)
    assert not any(words in text for words in not_held)


def test_a_period_without_a_part_of_its_own_is_no_period_of_another_year() -> None:
    assert "召开动员会" not in ask("2025年10月要做什么?", PLAN).text


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("动员阶段和建设阶段哪个时间更长?", ("“建设阶段”时间更长，相差4个月", "3—5月（3个月）")),
        ("“自查阶段”和“动员阶段”,哪个安排的时间更短?", ("“动员阶段”时间更长，相差1个月", "2025年1—2月")),
    ],
)
def test_which_of_two_stages_is_longer_is_computed_from_their_headings(
    question: str, held: tuple[str, ...]
) -> None:
    answer = ask(question, PLAN)

    assert all(words in answer.text for words in held)
    assert len(answer.citations) == 2


def test_no_lengths_are_compared_where_one_stage_has_no_months() -> None:
    assert "个月" not in ask("动员阶段和招商阶段哪个时间更长?", PLAN).text


APPLICATION = make_document(
    "某区创建方案\n\n一、实施步骤\n\n(一)2024年作为全面申报之年。\n\n1.提出申请(2024年1—2月)。\n组织力量编制申请文件,提交申报材料。\n\n"
    "2.迎接验收(2024年3—6月)。\n邀请专家初评。\n",
    "plan",
)


@pytest.mark.parametrize(
    ("question", "held"),
    [("什么时候申报?", "2024年1—2月"), ("哪一年申报?", "2024年["), ("什么时候成功申报?", "2024年[")],
)
def test_of_a_years_heading_the_one_with_months_below_it_that_is_meant_answers(
    question: str, held: str
) -> None:
    assert ask(question, APPLICATION).text.startswith(held)
