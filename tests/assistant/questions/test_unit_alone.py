from __future__ import annotations

import pytest

from assistant.questions.unit_alone import asks_only_of_units, matter_of


@pytest.mark.parametrize(
    "question",
    [
        "城管局有没有摊上什么活?",
        "教育局在方案里有没有事要干?",
        "我在工建公司上班,哪项任务跟我们有关系?",
        "行政服务中心用得着操心吗?操心哪一项?",
        "市监局是牵头还是配合?",
    ],
)
def test_a_unit_and_words_that_only_ask_leave_nothing_else_asked(question: str) -> None:
    assert asks_only_of_units(question, ["城管局", "教育局", "工建公司", "行政服务中心", "市监局"])


@pytest.mark.parametrize(
    "question",
    [
        "城管局在哪里办公?",
        "教育局负责哪些学校?",
        "工建公司有多少人?",
        "城管局的任务什么时候完成?",
        "教育局怎么参与?",
    ],
)
def test_where_when_how_and_whatever_is_named_are_asked_of_something_else(question: str) -> None:
    assert not asks_only_of_units(question, ["城管局", "教育局", "工建公司"])


def test_what_a_question_is_about_is_left() -> None:
    assert matter_of("专利和低碳这两项任务分别由谁牵头?").split() == ["专利", "低碳"]
