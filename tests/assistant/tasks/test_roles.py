from __future__ import annotations

import time

import pytest

from assistant.tasks.reading import read_tasks
from assistant.tasks.roles import read_duty
from tests.assistant.plan import make_document


def roles(written: str, label: str = "") -> tuple[list[str], list[str]]:
    duty = read_duty(written, 0, len(written), label=label)
    return [each.value for each in duty.of("lead")], [each.value for each in duty.of("support")]


@pytest.mark.parametrize(
    ("written", "lead", "support"),
    [
        ("区民政局(牵头)、区财政局、区医保局", ["区民政局"], ["区财政局、区医保局"]),
        ("区民政局（牵头单位）、区财政局", ["区民政局"], ["区财政局"]),
        ("区民政局牵头,区财政局、区医保局配合", ["区民政局"], ["区财政局、区医保局"]),
        ("区财政局、★区民政局", ["区民政局"], ["区财政局"]),
        ("市教育局会同市总工会、团市委负责", ["市教育局"], ["市总工会、团市委"]),
        ("市财政局，市国资委、市税务局配合", ["市财政局"], ["市国资委、市税务局"]),
        ("市教育局、市税务局按职责分工负责", ["市教育局、市税务局"], []),
        ("市科技局牵头，市教育局、各区人民政府按职责分工负责", ["市科技局"], ["市教育局、各区人民政府"]),
        ("市协同创新中心、市残疾人联合会", ["市协同创新中心、市残疾人联合会"], []),
    ],
)
def test_verbs_and_marks_give_the_roles_under_a_label(
    written: str, lead: list[str], support: list[str]
) -> None:
    assert roles(written, "责任单位") == (lead, support)


@pytest.mark.parametrize(
    "sentence",
    [
        "县水利局负责日常工作。",
        "区民政局要发挥牵头协调作用，定期调度进展。",
        "金融管理部门会同电信主管部门加强对非法活动的监测。",
        "依托产业园区等平台，重点培育一批科技型企业，优化服务，支持企业上市。",
    ],
)
def test_a_sentence_that_only_mentions_units_gives_no_task(sentence: str) -> None:
    assert read_tasks(make_document(f"某市工作方案\n\n一、工作要求\n{sentence}")) == []


def test_a_mark_in_any_brackets_belongs_to_the_name_before_it() -> None:
    (task,) = read_tasks(
        make_document(
            "某市工作方案\n\n一、打造景区。新增景区3家。（责任单位：市文旅局〔牵头〕、市发改局；完成时间：2026年10月底前）"
        )
    )

    assert (task.lead, task.support, task.deadline) == (("市文旅局",), ("市发改局",), "2026-10")


def test_a_person_is_no_unit() -> None:
    (task,) = read_tasks(
        make_document(
            "某市工作方案\n\n一、强化保障。落实工作。\n牵头领导：李明 责任单位：市教育局 责任人：王红\n"
        )
    )

    assert (task.lead, task.support) == (("市教育局",), ())


def test_many_lists_are_read_in_time_that_grows_with_their_number() -> None:
    # Each list looked through the whole document for a note that the first unit leads, and at each other list.
    clause = "（责任单位：市教育局、市财政局；完成时限：2025年6月底前）\n"
    document = make_document("某市工作方案\n" + f"推进工作。{clause}" * 3000)
    started = time.perf_counter()

    assert len(read_tasks(document)) == 3000
    assert time.perf_counter() - started < 20
