"""What a question takes for granted and the plan does not say is answered by nothing."""

from __future__ import annotations

import pytest

from tests.assistant.plan import ask


@pytest.mark.parametrize(
    "question",
    [
        "由生态环境局牵头的绿色低碳任务,配合单位有哪些?",
        "由税务局挑头的那项任务什么时候要完成?",
        "由审计局牵头的提高专利申请质量任务什么时候完成?",
    ],
)
def test_a_part_that_the_unit_does_not_have_is_no_way_to_an_answer(question: str) -> None:
    # Each was answered from the task that the other words found, as if the unit's part in it were so.
    assert ask(question).refused


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("由发展改革局牵头的绿色低碳任务,配合单位有哪些?", "生态环境局"),
        ("由市场监管局牵头的提高专利申请质量任务什么时候完成?", "2022年12月"),
    ],
)
def test_a_part_that_the_unit_has_leads_to_its_task(question: str, answer: str) -> None:
    assert answer in ask(question).text


def test_a_target_that_is_not_set_has_no_leader() -> None:
    answer = ask("既然高新技术企业要累计达到60家,这个目标归谁牵头?")

    assert answer.refused
    assert "60家" in answer.text
    assert "科技局" in ask("高新技术企业要累计达到53家,这个目标归谁牵头?").text


def test_an_amount_per_so_many_is_no_target_of_its_own() -> None:
    assert "市场监管局" in ask("每1万名从业人员的发明专利件数这个指标归谁牵头?").text
