"""What no document has a word for is not answered from the words around it."""

from __future__ import annotations

import pytest

from assistant.answering.situation import _runs_with
from tests.assistant.plan import ask


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("管委会的食堂在哪层?", "食堂"),
        ("平山组团的地铁站叫什么?", "地铁站"),
        ("专家评审组要住哪家酒店?", "酒店"),
        ("创建工作由哪家律师事务所提供服务?", "律师"),
    ],
)
def test_a_thing_that_no_document_names_is_refused_by_name(question: str, thing: str) -> None:
    answer = ask(question)

    assert answer.refused
    assert f"“{thing}”" in answer.text


@pytest.mark.parametrize(
    ("subject", "pair", "named"),
    [
        ("2022年和2023年的任务定位有、不同", "定位", "任务定位"),
        ("考核结果会", "结果", "考核结果"),
        ("为高新区贷款利率是", "利率", "高新区贷款利率"),
        ("管委会的委员会", "委会", "管委会"),
    ],
)
def test_what_was_looked_for_is_named_in_whole_words(subject: str, pair: str, named: str) -> None:
    assert _runs_with([pair], subject)[0] == named


def test_supporting_units_of_a_task_are_no_column_of_a_table() -> None:
    answer = ask("着力夯实产业基础的配合单位有哪些?")

    assert "有11个" not in answer.text
    assert "发展改革局、科技局、平山园区管委会" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "合作的高等学校具体是哪几所?",
        "创建国家级高新区由哪个局牵头?",
        "每万元增加值能耗是按什么公式算出来的?",
        "科技局的一把手是谁?",
    ],
)
def test_what_shares_the_words_and_not_the_thing_is_no_answer(question: str) -> None:
    # Schools that nobody names, a leader of a task that is none, a formula, another body's head.
    assert ask(question).refused


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("年均要实际用上多少外资?", "3000万美元"),
        ("把任务分解到各责任单位这件事归哪个机构管?", "领导小组办公室"),
    ],
)
def test_what_is_to_be_is_no_question_of_what_was(question: str, answer: str) -> None:
    assert answer in ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "乡镇一级的创新平台要建几个?",
        "统计局负责核算哪些指标?",
        "7月份的动员大会是谁主持的?",
        "市级高新区认定需要满足哪些条件?",
        "为什么由市场监管局牵头专利工作?",
        "新能源汽车配件产业链在哪个组团布局?",
        "哪些企业被列为重点企业?",
        "跨国研发机构都有哪些?",
        "万盛在全市创新驱动示范区县里排第几?",
        "鱼田堡有没有地铁?",
        "智慧园区平台由哪家公司开发?",
        "国家级高新区哪年能建成?",
        "园区生产总值目标是多少?",
        "新能源这块一年要出多少亿产值?",
        "胡珍强是哪个学校毕业的?",
        "申报材料市政府批了没有?",
        "为啥集中度要卡在85%这个线上?",
    ],
)
def test_what_is_asked_stands_in_no_sentence_however_much_else_does(question: str) -> None:
    # All were once answered from sentences that share the rest of the question.
    assert ask(question).refused


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("当年国家发改委认下来的那片园区是几平方公里?", "5.39平方公里"),
        ("国家级高新区什么时候同步创建?", "2023年"),
        ("壮大创新主体按照什么思路?", "扶持培育壮大体量"),
        ("对规上工业增加值的增速提了什么要求?", "全市平均"),
    ],
)
def test_what_stands_there_in_other_words_is_not_refused(question: str, answer: str) -> None:
    assert answer in ask(question).text
