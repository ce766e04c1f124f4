from __future__ import annotations

import pytest

from assistant.answering.asked_figures import fitting_quantities
from assistant.language.quantities import find_quantities, given_in, is_given
from assistant.questions.question import analyse_question
from tests.assistant.plan import ask


def test_a_figure_the_question_states_itself_is_not_its_answer() -> None:
    # "1亿元科技创新资金池里市级财政出多少?" was once answered by 1亿元.
    assert ask("1亿元科技创新资金池里市级财政出多少?").refused


def test_an_amount_given_in_english_is_known_again_in_chinese() -> None:
    given = given_in("How much of the 100-million-yuan fund pool comes from the city?")

    assert is_given(find_quantities("实施1亿元科技创新资金池工程")[0], given)


def test_many_firms_are_not_counted_in_chains() -> None:
    assert ask("新材料产业要引进多少家企业?").refused


def test_any_counter_answers_for_the_general_one() -> None:
    profile = analyse_question("新建成几个平台?", "zh")

    assert [quantity.written for quantity in fitting_quantities("新建成平台6个", profile)] == ["6个"]


@pytest.mark.parametrize("question", ["农业总产值的目标是多少?", "储能产业的产值目标是多少亿元?"])
def test_the_figure_of_another_sector_is_no_answer(question: str) -> None:
    assert ask(question).refused


def test_the_figure_of_another_year_is_no_answer_and_the_year_is_named() -> None:
    answer = ask("到2023年底,园区研发投入占全区研发投入的比重要达到多少?")

    assert answer.refused
    assert "2023年" in answer.text


def test_the_figure_of_a_list_is_not_that_of_one_member() -> None:
    assert ask("鱼田堡组团的面积是多少?").refused


def test_the_figure_of_a_list_answers_for_the_list() -> None:
    assert "4.81平方公里" in ask("拓展区规划建设的面积是多少平方公里?").text


def test_each_of_five_needs_five_figures() -> None:
    assert ask("拓展区五个组团各自的面积是多少?").refused


def test_of_two_amounts_in_one_clause_the_one_named_is_given() -> None:
    assert ask("近3年年均实际使用外资的目标是多少?").text.startswith("3000万美元[1]")


def test_capital_actually_used_is_a_name_and_no_question_about_what_happened() -> None:
    assert ask("近3年年均实际使用内资要达到多少?").text.startswith("50亿元[1]")


def test_a_length_of_time_in_years_is_an_amount_and_a_date_is_none() -> None:
    assert [quantity.written for quantity in find_quantities("力争用2年时间,到2022年底")] == ["2年"]


def test_the_figure_of_another_measure_in_the_sentence_is_no_answer() -> None:
    # 增速 was once answered by the 85% of the 集中度 that the same sentence states.
    assert "85%" not in ask("全市规上工业增加值的平均增速是多少?").text.splitlines()[0]
    assert "85%" in ask("园区工业集中度要达到多少?").text


def test_tonnes_in_english_are_tonnes_in_chinese() -> None:
    profile = analyse_question("How many tonnes of standard coal are allowed per 10,000 yuan?", "en")
    found = fitting_quantities("每万元增加值能耗低于0.78吨标准煤,建成平台3个", profile)

    assert [quantity.written for quantity in found] == ["0.78吨标准煤"]


def test_one_of_two_levels_with_a_figure_together_has_none_of_its_own() -> None:
    # "光是国家级的?" was answered by the 4 of 国家、市级 together.
    assert ask("光是国家级的创新平台要建几个?").refused
    assert "4个" in ask("国家和市级的创新平台合起来要新建几个?").text


def test_two_members_of_a_list_have_no_figure_either() -> None:
    assert ask("青年组团跟平山组团,哪个地盘更大?").refused


def test_words_that_add_up_are_no_part_of_a_figures_name() -> None:
    assert "4.81平方公里" in ask("拓展区五个组团加起来规划建设多大面积?").text


def test_two_amounts_are_not_answered_by_one() -> None:
    assert ask("资金池里头财政出多少、社会资本出多少?").refused


@pytest.mark.parametrize("question", ["申报材料一共要准备几份?", "研发费用税前加计扣除的比例是多少?"])
def test_the_figure_of_another_thing_is_no_answer(question: str) -> None:
    assert ask(question).refused
