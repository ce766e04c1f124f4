from __future__ import annotations

import pytest

from assistant.questions.money import asks_for_source, what_it_is_for


@pytest.mark.parametrize(
    "question",
    [
        "建食堂的钱从哪来?",
        "护理员的培训经费哪个部门出?",
        "这笔费用由谁承担?",
        "改造谁来买单?",
        "运营资金来源是什么?",
    ],
)
def test_a_question_for_the_source_of_money_is_seen(question: str) -> None:
    assert asks_for_source(question) is not None


@pytest.mark.parametrize(
    "question", ["财政局牵头哪些任务?", "补助资金有多少?", "谁负责发放补贴?", "资金哪年到位?"]
)
def test_an_amount_and_a_duty_are_no_source(question: str) -> None:
    assert asks_for_source(question) is None


def test_what_the_money_is_for_is_left_over() -> None:
    assert what_it_is_for("建食堂的钱从哪来").strip() == "建食堂的"
