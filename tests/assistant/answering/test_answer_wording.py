from __future__ import annotations

from assistant.questions.followup import rewrite_followup
from tests.assistant.plan import ask, make_document


def test_a_quote_whose_words_were_said_is_not_said_again() -> None:
    answer = ask("“着力夯实产业基础”由谁牵头?")

    assert answer.text == "“着力夯实产业基础”由经济信息局牵头[1]。"
    assert answer.citations[0].quote == "牵头单位:经济信息局"


def test_the_note_on_samples_names_each_mark_once() -> None:
    sample = make_document("检查情况报告\n\n园区工业集中度不低于91%。\n", "report", sample=True)

    answer = ask("园区工业集中度是多少?", sample)

    assert answer.text.endswith("注意：[1]出自演示样例文件，所载数据均为虚构。")


def test_the_bracket_of_responsible_units_is_no_part_of_a_list_asked_for() -> None:
    assert "牵头单位" not in ask("科技金融服务平台为科技型企业提供哪些服务?").text


def test_a_date_without_a_year_takes_it_from_its_heading() -> None:
    answer = ask("组织规划编制安排在几月到几月?")

    assert answer.text.startswith("5—9月（2022年）[1]。")
    assert any("2022年" in heading for heading in answer.citations[0].section_path)


def test_tasks_of_a_unit_are_named_with_those_who_lead_them_where_both_are_asked() -> None:
    answer = ask("税务局参与哪项任务,这项任务由谁牵头?")

    assert "税务局配合的任务是“加大创新投入”" in answer.text
    assert "“加大创新投入”由科技局、财政局牵头" in answer.text


def test_how_many_more_is_a_comparison() -> None:
    answer = ask("新能源(储能)比新材料多几条产业链?")

    assert "新能源(储能)更多，相差1条" in answer.text


def test_each_of_two_years_gets_its_own_goal() -> None:
    answer = ask("2022年底和2023年底的目标分别是什么?")

    assert "80%" in answer.text
    assert "成功申报市级高新区" in answer.text


def test_towns_are_known_by_their_short_name() -> None:
    assert "“优化创新平台”" in ask("镇街都配合哪些任务?").text


def test_a_question_without_any_subject_is_about_the_task_answered_before() -> None:
    history = [
        {"role": "user", "content": "市场监管局牵头哪项任务?"},
        {"role": "assistant", "content": "市场监管局牵头的任务有1项：“提高专利申请质量”[1]。"},
    ]

    assert rewrite_followup("什么时候要完成?", history) == "提高专利申请质量要求什么时候完成?"


def test_one_kind_of_capital_takes_the_place_of_the_other() -> None:
    history = [
        {"role": "user", "content": "近3年年均实际使用内资的目标是多少?"},
        {"role": "assistant", "content": "50亿元。"},
    ]

    assert rewrite_followup("外资呢?", history) == "近3年年均实际使用外资的目标是多少?"


def test_where_something_is_built_needs_a_place() -> None:
    answer = ask("6个区级创新平台分别建在哪些组团?")

    assert answer.refused
    assert "“地点”" in answer.text


def test_an_english_refusal_speaks_english() -> None:
    answer = ask("How large is the fine for a department that misses its target?", language="en")

    assert answer.refused
    assert "罚款" not in answer.text
