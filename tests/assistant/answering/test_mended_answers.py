"""Answers that were once wrong; each test tells which."""

from __future__ import annotations

import re

import pytest

from assistant.answer import Answer
from assistant.answering.asked_figures import fitting_quantities
from assistant.answering.asked_type import states_type
from assistant.answering.draft import Draft
from assistant.answering.selection import trim_sentence
from assistant.answering.situation import Situation
from assistant.language.concepts import chinese_concepts
from assistant.language.regions import read_regions
from assistant.language.sentences import Sentence, clause_range, clause_texts
from assistant.language.weighing import Weigher
from assistant.language.wording import read_wordings
from assistant.questions.input import readable
from assistant.questions.pivot import find_pivot
from assistant.questions.question import analyse_question
from tests.assistant.plan import ask, make_document


def cited_by_first_line(answer: Answer) -> str:
    """The quotes that the marks of the first line point at."""
    marks = re.findall(r"\[(\d+)\]", answer.text.splitlines()[0])
    return "".join(answer.citations[int(mark) - 1].quote for mark in marks)


def duty(name: str, body: str, lead: str, support: str) -> str:
    return f"{name}。{body}(牵头单位:{lead};配合单位:{support};完成时间:2022年12月)\n"


PARKS = make_document(
    "某县产业发展工作方案\n\n一、重点任务\n\n"
    + duty("1.建设智慧园区", "建成智慧园区平台,园区全面上云。", "科技局", "财政局、教育局")
    + duty("2.发展冷链物流", "建成冷链物流中心,完善冷链物流网络。", "商务局", "科技局、财政局")
    + duty("3.保护水源地", "划定水源地保护区,开展水源地巡查。", "生态环境局", "教育局"),
    "plan",
)


def test_the_mark_behind_a_figure_points_at_the_quote_that_holds_it() -> None:
    # Quotes stand in text order, and the first one's mark was taken whichever held the figure.
    text = make_document(
        "某县发展方案\n\n一、目标。\n"
        "甲园扩建冷库,冷库设计容量2万吨。\n"
        "完善道路。\n"
        "到2022年,乙园粮食仓储能力达到20万吨。\n"
    )
    answer = ask("甲园冷库扩建,还有乙园粮食仓储能力达到多少吨?", text)

    assert len(answer.citations) == 2
    assert "20万吨" in answer.text.splitlines()[0]
    assert "20万吨" in cited_by_first_line(answer)


def test_a_long_sentence_is_never_cut_so_that_the_figure_is_lost() -> None:
    asked_for = "推动冷链物流网络与农产品市场对接,完善冷链物流标准和冷链物流信息平台"
    text = f"{asked_for},{'统筹推进各项相关工作,' * 20}力争总额达到1,200万元。"
    sentence = Sentence("0" * 16, 0, len(text), text, (), "", 0, len(text), 0)
    weigher = Weigher(chinese_concepts("冷链物流网络、冷链物流标准和信息平台"), [text])
    figure = text.index("1,200万元")

    start, end = trim_sentence(sentence, weigher, 60, (figure, figure + 7))

    assert "1,200万元" in text[start:end]


@pytest.mark.parametrize(
    "question", ["内资和外资的目标各是多少?", "近3年年均实际使用内资和外资分别要达到多少?"]
)
def test_what_asks_for_each_of_two_figures_is_answered_by_both(question: str) -> None:
    first = ask(question).text.splitlines()[0]

    assert "50亿元" in first
    assert "3000万美元" in first


def test_a_way_that_gives_up_leaves_nothing_in_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    # What a way had begun to write once stood above the next way's answer.
    def gives_up(draft: Draft, situation: Situation) -> bool:
        draft.say("半句话", [draft.cite(situation.at_hand[0].document_id, 0, 4)])
        return False

    monkeypatch.setattr("assistant.answering.extractive.answer_duty", gives_up)
    answer = ask("近3年年均实际使用外资的目标是多少?")

    assert "半句话" not in answer.text
    assert len(answer.citations) == 1


@pytest.mark.parametrize(
    ("question", "duty", "role", "asked"),
    [
        ("Which tasks does the department that supports cold chain logistics lead?", "cold chain logistics", "support", "lead"),
        ("Which tasks does the unit leading the smart park also support?", "the smart park", "lead", "support"),
        ("What else is the bureau that leads water protection responsible for?", "water protection", "lead", "responsible"),
    ],
)  # fmt: skip
def test_the_unit_described_and_what_is_asked_of_it_are_told_apart(
    question: str, duty: str, role: str, asked: str
) -> None:
    # "the department that supports X" gave an empty description, and "supports" was taken for what is asked.
    pivot = find_pivot(question, "en")

    assert pivot is not None
    assert (pivot.duty.strip(), pivot.role) == (duty, role)
    assert asked in pivot.asked


def test_a_unit_described_by_one_duty_is_asked_for_another() -> None:
    answer = ask("牵头建设智慧园区的部门配合哪些任务?", PARKS)

    assert "科技局" in answer.text
    assert "发展冷链物流" in answer.text


def test_each_unit_of_a_yes_or_no_question_is_answered_for() -> None:
    answer = ask("财政局和教育局是不是建设智慧园区的配合单位?", PARKS)

    assert "财政局是“建设智慧园区”的配合单位" in answer.text
    assert "教育局是“建设智慧园区”的配合单位" in answer.text


def test_of_many_units_with_equally_few_tasks_none_is_left_out() -> None:
    many = make_document(
        "某县工作方案\n\n一、重点任务\n\n"
        + "".join(
            duty(f"{n}.{name}工程", f"实施{name}工程。", unit, "财政局")
            for n, (name, unit) in enumerate(
                [("畅通", "交通局"), ("净水", "水利局"), ("乐业", "人社局"), ("安居", "住建局")], 1
            )
        ),
        "plan",
    )
    answer = ask("哪个部门牵头的任务最少?", many)

    assert all(unit in answer.text for unit in ("交通局", "水利局", "人社局", "住建局"))


def test_all_tasks_of_a_unit_are_listed_however_the_question_counts_them() -> None:
    answer = ask("财政局牵头和配合的任务一共有哪些?", PARKS)

    assert "建设智慧园区" in answer.text
    assert "发展冷链物流" in answer.text


@pytest.mark.parametrize(
    ("question", "years"),
    [("2000万元由谁出?", ()), ("How will 2000 enterprises be trained?", ()), ("2022年要做什么?", (2022,)), ("to 2023?", (2023,))],
)  # fmt: skip
def test_an_amount_is_no_year(question: str, years: tuple[int, ...]) -> None:
    assert analyse_question(question, "zh").years == years


@pytest.mark.parametrize(
    ("question", "regions"),
    [("黄山市几号复工?", ("黄山",)), ("江门市有什么补贴?", ("江门",)), ("房山区有多少家?", ("房山",)), ("贫困山区怎么办?", ())],
)  # fmt: skip
def test_a_place_may_be_named_with_a_common_character(question: str, regions: tuple[str, ...]) -> None:
    assert read_regions(question) == regions


def test_a_comma_within_a_number_parts_no_clause() -> None:
    text = "投入资金1,200万元,新增岗位300个"

    assert text[slice(*clause_range(text, text.index("200万")))] == "投入资金1,200万元"
    assert clause_texts(text) == ["投入资金1,200万元", "新增岗位300个"]


@pytest.mark.parametrize(
    ("question", "units"),
    [("What is DRC in charge of?", ("发展改革局",)), ("Which tasks does the S&T Bureau support?", ("科技局",)), ("What is the GDP?", ())],
)  # fmt: skip
def test_initials_of_a_unit_are_its_name(question: str, units: tuple[str, ...]) -> None:
    known = ("发展改革局", "科技局", "财政局")

    assert analyse_question(question, "en", known_units=known, wordings=read_wordings()).units == units


def test_a_question_for_what_is_asked_in_people_is_not_answered_in_chains() -> None:
    profile = analyse_question("How many people live here?", "en")

    assert fitting_quantities("形成4条产业链,从业人员1200人", profile)[0].written == "1200人"
    assert not fitting_quantities("形成4条产业链", profile)


def test_traditional_characters_are_read() -> None:
    assert readable("萬盛工業園區", "zh") == "万盛工业园区"


def test_a_short_name_within_a_sentence_does_not_hide_its_task() -> None:
    assert "2022年12月" in ask("科计局管的智慧园区那块啥时候得弄完?", PARKS).text


def test_a_university_in_general_is_no_name_of_one() -> None:
    profile = analyse_question("Which university is a partner?", "en")

    assert not states_type("鼓励企业与科研院所、高等学校开展合作", profile)
    assert states_type("与重庆大学共建研究院", profile)
