"""What is quoted must state the very thing asked for: a name, a date of that event, a figure of that member."""

from __future__ import annotations

import pytest

from assistant.answer import Language
from assistant.answering.asked_event import date_of_another
from assistant.answering.missing import Missing
from assistant.answering.refusal import missing_fact
from assistant.questions.question import analyse_question
from tests.assistant.plan import ask, make_document

SCHOOLS = make_document(
    "某县校园食堂工作方案\n\n"
    "一、提升管理\n\n建立符合办学规律“阳光公开、家校共管”的食堂管理体系,弘扬“节俭”风气。"
    "(牵头单位:教委;配合单位:市场监管局、财政局;完成时间:2024年6月)\n\n"
    "二、评估食堂\n\n委托第三方评估机构开展食堂满意度评估工作。\n\n"
    "三、建设目标\n\n到2024年底,新建成国家、市级示范食堂3个,县级示范食堂8个。\n"
)


@pytest.mark.parametrize(
    "question",
    [
        "食堂满意度评估请的是哪家第三方评估机构?",
        "哪家评估机构在做食堂满意度评估?",
        "食堂评估委托给了哪家单位?",
    ],
)
def test_a_body_spoken_of_in_general_does_not_answer_which_one_it_is(question: str) -> None:
    assert ask(question, SCHOOLS).refused


def test_a_body_that_is_named_answers_which_one_was_commissioned() -> None:
    named = make_document(
        "某县校园食堂工作方案\n\n一、评估食堂\n\n委托第三方评估机构安澜咨询有限公司开展食堂满意度评估工作。\n"
    )
    answer = ask("食堂满意度评估请的是哪家第三方评估机构?", named)

    assert not answer.refused
    assert "安澜咨询有限公司" in answer.text


def test_a_saying_is_found_by_how_many_characters_it_has() -> None:
    answer = ask("食堂管理体系要符合哪八个字的办学规律?", SCHOOLS)

    assert not answer.refused
    assert "阳光公开、家校共管" in answer.text
    assert ask("食堂管理体系要符合哪十二个字的办学规律?", SCHOOLS).refused


def test_figures_of_two_levels_may_stand_in_two_clauses() -> None:
    asked = "How many new national/municipal platforms and how many new district-level ones should there be?"
    profile = analyse_question(asked, "en")
    first = "新建成国家、市级创新平台4个"

    assert missing_fact(profile, f"{first},区级创新平台6个。", "", True, first) is None
    assert missing_fact(profile, f"{first}。", "", True, first) == Missing("level", "区级")


@pytest.mark.parametrize("verb", ["that support", "supporting", "which should support"])
def test_a_list_of_the_units_that_support_a_task_is_one_of_units(verb: str) -> None:
    answer = ask(f"List the units {verb} 强化绿色低碳高质量发展.", language="en")

    assert "科技局" in answer.text.splitlines()[0]


RULES = make_document(
    "某县高新区申报方案\n\n"
    "一、完善制度\n\n《人才奖励办法》于2023年5月底前完成修订。\n\n"
    "《科技项目管理办法》修订后自2023年9月1日起施行。\n\n"
    "二、申报安排\n\n1.提交申请(2023年3月)。编制申报文件,向市政府提交申请。\n\n"
    "2023年获批市级高新区,2024年建成创新中心,并同步开展国家高新区创建工作。\n"
)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("《人才奖励办法》修订后从哪天开始施行?", "zh"),
        ("市政府什么时候对提交的申请作出决定?", "zh"),
        ("By what date must 市政府 decide on the 申请 of the 申报方案?", "en"),
    ],
)
def test_a_date_of_another_event_of_the_same_thing_is_none(question: str, language: Language) -> None:
    assert ask(question, RULES, language=language).refused


def test_a_date_of_the_event_itself_answers() -> None:
    assert "2023年9月1日" in ask("《科技项目管理办法》修订后从哪天开始施行?", RULES).text.splitlines()[0]
    assert "2023年3月" in ask("什么时候提交申请?", RULES).text.splitlines()[0]
    assert "2023年" in ask("哪一年获批市级高新区?", RULES).text.splitlines()[0]


@pytest.mark.parametrize("level", ["国家", "国家级"])
def test_the_date_of_one_level_is_none_of_another(level: str) -> None:
    assert ask(f"哪一年拿到{level}高新区的批复?", RULES).refused


def test_what_goes_on_with_a_dated_clause_has_its_date() -> None:
    text = RULES.text.splitlines()[-1]
    profile = analyse_question("哪一年同步开展国家高新区创建?", "zh")

    assert date_of_another(profile, text, (text.index("2024"), text.index("2024") + 5), "") is None
    assert date_of_another(profile, text, (0, 5), "") == Missing("level", "国家级")


@pytest.mark.parametrize(
    "question",
    [
        "4.81平方公里中,关坝组团占了多少?",
        "4.81平方公里里面,平山组团占多少平方公里?",
        "五个组团里青年组团占了多少?",
    ],
)
def test_a_part_of_a_whole_is_not_answered_by_a_count_or_another_area(question: str) -> None:
    assert ask(question).refused


def test_a_part_of_a_whole_is_answered_by_the_figure_beside_its_name() -> None:
    parts = make_document(
        "某区园区方案\n\n一、拓展区\n\n拓展区面积4.81平方公里,其中关坝组团1.2平方公里,青年组团3.61平方公里。\n"
    )

    for question in ("4.81平方公里中,关坝组团占了多少?", "4.81平方公里中,关坝组团占了多少平方公里?"):
        assert "1.2平方公里" in ask(question, parts).text.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("市级高新区什么时候创建成功?", "2023年"),
        ("哪一年成功创建市级高新区?", "2023年"),
        ("市级高新区创建各项指标哪一年基本完成?", "2022年"),
    ],
)
def test_of_two_dates_the_one_of_the_outcome_asked_about_is_given(question: str, year: str) -> None:
    assert ask(question).text.startswith(year)
