"""Tasks given by their units, parts in several tasks, and what bodies are for; on a plan of another place."""

from __future__ import annotations

import pytest

from tests.assistant.plan import ask, make_document

PARKS = make_document(
    "某县产业发展工作方案\n\n建设智慧园区对提升治理水平具有重要意义。制定本方案。\n\n一、重点任务\n\n"
    "1.建设智慧园区。建成智慧园区平台3个,园区上云率达到90%。(牵头单位:科技局;配合单位:财政局、教育局;完成时间:2022年12月)\n"
    "2.发展冷链物流。建成冷链物流中心2个,冷库容量不低于5万吨。(牵头单位:商务局;配合单位:科技局、财政局;完成时间:2023年6月)\n"
    "3.保护水源地。划定水源地保护区,巡查覆盖率达到100%。(牵头单位:生态环境局;配合单位:教育局;完成时间:2022年12月)\n\n"
    "二、保障措施\n\n"
    "成立由县长任组长的产业发展工作领导小组,负责产业发展的组织工作,统筹推进各项任务。\n"
    "产业发展工作领导小组办公室把任务分解到各单位,负责日常调度。\n"
    "县考核领导小组参照评价指标建立考核机制。\n",
    "plan",
)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("商务局牵头的那项任务,冷库容量有什么要求?", "不低于5万吨", "90%"),
        ("商务局牵头的任务,目标是多少?", "不低于5万吨", "90%"),
        ("商务局牵头的任务由谁配合?", "科技局、财政局", "教育局"),
        ("生态环境局牵头的任务什么时候完成?", "2022年12月", "2023年"),
        ("财政局配合的任务里,园区上云率要达到多少?", "90%", "5万吨"),
    ],
)
def test_what_is_asked_of_a_task_is_looked_for_in_the_task_that_the_unit_gives(
    question: str, said: str, unsaid: str
) -> None:
    answer = ask(question, PARKS)
    assert not answer.refused
    assert said in answer.text and unsaid not in answer.text


def test_what_the_units_task_does_not_say_is_not_taken_from_another_one() -> None:
    assert ask("商务局牵头的那项任务,园区上云率有什么要求?", PARKS).refused
    assert ask("商务局牵头的那项任务有多少个岗位?", PARKS).refused


@pytest.mark.parametrize("asked", ["有哪些?", "有几项?", "是什么?"])
def test_a_units_tasks_themselves_are_still_listed(asked: str) -> None:
    assert "发展冷链物流" in ask(f"商务局牵头的任务{asked}", PARKS).text


@pytest.mark.parametrize(
    "question",
    [
        "科技局在“建设智慧园区”和“发展冷链物流”两项任务里的角色有什么不同?",
        "科技局在建设智慧园区、发展冷链物流这两项工作里的分工一样吗?",
    ],
)
def test_a_units_part_in_each_of_the_tasks_named_is_said(question: str) -> None:
    text = ask(question, PARKS).text
    assert "科技局是“建设智慧园区”的牵头单位" in text
    assert "科技局是“发展冷链物流”的配合单位" in text


@pytest.mark.parametrize(
    "question",
    ["除了牵头单位,还有哪些单位参与发展冷链物流?", "除牵头部门外,发展冷链物流还有谁参与?"],
)
def test_those_apart_from_the_lead_are_those_that_support(question: str) -> None:
    answer = ask(question, PARKS)
    assert "科技局、财政局" in answer.text.splitlines()[0]
    assert "由商务局牵头" not in answer.text


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("产业发展工作领导小组的职责是什么?", "负责产业发展的组织工作"),
        ("领导小组办公室负责什么?", "负责日常调度"),
        ("县考核领导小组是干什么的?", "参照评价指标建立考核机制"),
    ],
)
def test_of_bodies_with_like_names_the_one_asked_about_is_quoted(question: str, quoted: str) -> None:
    answer = ask(question, PARKS)
    assert quoted in answer.citations[0].quote


def test_what_stands_before_the_first_heading_is_quoted_no_further_than_to_it() -> None:
    answer = ask("建设智慧园区有什么意义?", PARKS)
    assert "重要意义" in answer.citations[0].quote
    assert "重点任务" not in answer.citations[0].quote


def test_a_figure_of_all_parts_is_none_of_one_part() -> None:
    text = make_document(
        "某县方案\n\n一、目标。\n以老城、新城、河东三个组团规划建设的4.81平方公里为拓展区。\n", "plan"
    )
    assert ask("拓展区三个组团中,新城组团的面积是多少平方公里?", text).refused
    assert "4.81" in ask("三个组团一共是多少平方公里?", text).text


def test_whom_a_unit_leads_with_and_what_else_it_supports_are_both_told() -> None:
    joint = make_document(
        "某县方案\n\n一、任务\n\n1.加大投入。稳定增长。(牵头单位:科技局、财政局;配合单位:商务局)\n"
        "2.扩大开放。引进项目。(牵头单位:商务局;配合单位:财政局)\n",
        "plan",
    )

    text = ask("财政局和谁一起牵头了哪项任务,又在哪些任务中是配合单位?", joint).text

    assert "与科技局共同牵头“加大投入”" in text and "“扩大开放”" in text
    assert "“扩大开放”" not in ask("财政局和谁一起牵头了哪项任务?", joint).text
