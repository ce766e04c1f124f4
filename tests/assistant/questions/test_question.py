from __future__ import annotations

import pytest

from assistant.answer import Language
from assistant.questions.question import analyse_question

KNOWN = ("科技局", "财政局", "投资促进中心")
WORDINGS = {"财政局": ("Finance Bureau",), "科技局": ("Science and Technology Bureau",)}


@pytest.mark.parametrize(
    ("question", "language", "kind"),
    [
        ("提高专利申请质量由哪个部门牵头?", "zh", "lead"),
        ("这事儿归谁管?", "zh", "lead"),
        ("优化创新平台的配合单位有哪些?", "zh", "support"),
        ("拒不配合的人员有什么措施?", "zh", "list"),
        ("哪些任务由科技局牵头?", "zh", "tasks_of_unit"),
        ("牵头专利工作的那个部门,还配合哪些任务?", "zh", "multi_hop"),
        ("这项工作什么时候之前做完?", "zh", "deadline"),
        ("评审认定是哪几个月?", "zh", "timeline"),
        ("高企总共得凑够多少家啊?", "zh", "number"),
        ("甲和乙相比,哪个面积更大?", "zh", "comparison"),
        ("组长是谁?", "zh", "person"),
        ("组长由何人出任?", "zh", "person"),
        ("组长到底是谁?", "zh", "person"),
        ("这项工作由谁挂帅?", "zh", "person"),
        ("节水这块由谁挂帅?", "zh", "lead"),
        ("公示的期限是几天?", "zh", "number"),
        ("什么是高新区?", "zh", "definition"),
        ("有哪些保障措施?", "zh", "list"),
        ("财政局是不是牵头单位?", "zh", "yes_no"),
        ("Who leads the patent task?", "en", "lead"),
        ("Which department is in charge of exports?", "en", "lead"),
        ("Which units support it?", "en", "support"),
        ("By when must the reform be completed?", "en", "deadline"),
        ("How many enterprises are to be cultivated?", "en", "number"),
        ("Which tasks does the Finance Bureau lead?", "en", "tasks_of_unit"),
        ("is the finance bureau on the hook for patents?", "en", "yes_no"),
        ("Who is the head of the leading group?", "en", "person"),
        ("List the five clusters.", "en", "list"),
    ],
)
def test_the_kind_is_read_from_the_wording(question: str, language: Language, kind: str) -> None:
    assert analyse_question(question, language, known_units=KNOWN, wordings=WORDINGS).kind == kind


def test_what_an_answer_must_meet_is_read() -> None:
    profile = analyse_question("2025年国家级平台实际建成了多少家?", "zh")

    assert profile.years == (2025,)
    assert profile.levels == ("国家级",)
    assert profile.unit_word == "家"
    assert profile.wants_actual


@pytest.mark.parametrize(
    "question", ["实际使用内资的目标是多少?", "对实际困难有何支持?", "怎样开展实际工作?"]
)
def test_actual_as_part_of_a_term_does_not_ask_what_happened(question: str) -> None:
    assert not analyse_question(question, "zh").wants_actual


@pytest.mark.parametrize(
    ("question", "happened"),
    [
        ("示范县最后有没有通过省里专家组的验收?", True),
        ("康养项目通没通过评审?", True),
        ("这次有没有评上示范县?", True),
        ("省级示范县争创上没有?", True),
        ("省里的验收到底通没通过?", True),
        ("补助款到位没有?", True),
        ("民政局有活没有?", False),
        ("民政局在名单里头没有?", False),
        ("民政局牵头没有?", False),
        ("方案里提到没有?", False),
        ("是否通过媒体公开招募?", False),
        ("有没有通过审核的机构名单?", False),
        ("是否要求通过验收?", False),
    ],
)
def test_whether_something_was_passed_asks_what_happened_and_by_what_way_does_not(
    question: str, happened: bool
) -> None:
    assert analyse_question(question, "zh").wants_actual is happened


def test_a_property_asked_for_is_named_in_both_languages() -> None:
    chinese = analyse_question("任务没完成罚款多少?", "zh").attributes
    english = analyse_question("How large is the fine?", "en").attributes

    assert chinese == english == (("罚款", "罚金", "处罚", "罚"),)


@pytest.mark.parametrize(
    ("question", "kind", "units"),
    [
        ("Which two bureaus jointly head the export task?", "lead", ()),
        ("Name the other three offices that support it.", "support", ()),
        ("Which organisations assist in training?", "support", ()),
        ("How is the Finance Bureau involved, is it leading or only helping?", "yes_no", ("财政局",)),
        ("Does the Finance Bureau lead any other task?", "tasks_of_unit", ("财政局",)),
        ("Besides exports, which tasks does the same bureau lead?", "multi_hop", ()),
    ],
)
def test_numbers_and_pronouns_before_an_office_name_none(
    question: str, kind: str, units: tuple[str, ...]
) -> None:
    profile = analyse_question(question, "en", known_units=KNOWN, wordings=WORDINGS)

    assert (profile.kind, profile.units, profile.unknown_units) == (kind, units, ())


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What is a pilot base?", "definition"),
        ("How does the plan describe a pilot base?", "definition"),
        ("Is the pilot base's area the same as that of the old one?", "comparison"),
        ("What is the name of the consultancy that drafts it?", "single_fact"),
    ],
)
def test_what_is_asked_of_a_thing_is_read_from_the_form_of_the_question(question: str, kind: str) -> None:
    assert analyse_question(question, "en", known_units=KNOWN, wordings=WORDINGS).kind == kind


def test_a_duty_in_the_perfect_is_no_question_of_what_happened() -> None:
    asked = analyse_question("How much has to have been used by June?", "en")

    assert not asked.wants_actual
    assert analyse_question("How much has been used so far?", "en").wants_actual


def test_city_level_is_the_municipal_level() -> None:
    assert analyse_question("How many city-level platforms are there?", "en").levels == ("市级",)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who leads shortening the deadline for customs clearance?", "lead"),
        ("Which units support the shorter deadlines?", "support"),
        ("By when must whoever leads the clearance task finish it?", "deadline"),
        ("Who leads it and what is the deadline?", "deadline"),
    ],
)
def test_a_time_that_a_task_is_about_is_not_asked_for(question: str, kind: str) -> None:
    # "Who leads shortening the deadline…?" was answered with the task's own deadline.
    assert analyse_question(question, "en").kind == kind


def test_the_counter_of_points_on_a_map_is_no_percentage_point() -> None:
    assert analyse_question("要布设几个点位?", "zh").unit_word == "个"
