from __future__ import annotations

import pytest

from assistant.workspace import Workspace
from tests.assistant.plan import ask, make_document

PLAN = make_document(
    "临河县农村供水提升工程实施方案\n\n一、实施步骤\n\n(一)摸底阶段(2024年3—5月)\n逐村摸底,建立台账。\n\n"
    "(二)施工阶段(2024年6—12月)\n铺设供水管道。\n\n二、用水报装\n"
    "村民报装自来水,首先向村委会提交书面申请,最后一步由供水站开阀通水。\n报装环节中,现场勘验环节时限最长,为7个工作日。\n",
    "plan",
)


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("村民报装自来水,第一步做什么?", "向村委会提交书面申请"),
        ("村民报装自来水最后一步是谁来办?", "供水站"),
        ("报装的时候哪个环节的时限最长?", "现场勘验环节时限最长"),
    ],
)
def test_the_steps_of_a_procedure_are_not_the_stages_of_the_plan(question: str, held: str) -> None:
    # Every question with 第一步 was once answered by the first dated heading at hand.
    text = ask(question, PLAN).text

    assert held in text
    assert "阶段" not in text


def test_the_first_step_of_what_stands_in_no_document_is_refused() -> None:
    assert "摸底阶段" not in ask("办理驾驶证的第一步是什么?", PLAN).text


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("农村供水提升的第一步是什么?", "“摸底阶段(2024年3—5月)”"),
        ("整个供水工程最后一个环节做什么?", "“施工阶段(2024年6—12月)”"),
        ("临河县供水工程哪个阶段时间最长?", "时间最长的是“施工阶段”，7个月"),
    ],
)
def test_the_stages_answer_what_their_documents_title_is_about(question: str, held: str) -> None:
    assert ask(question, PLAN).text.startswith(held)


def test_an_english_step_of_something_else_is_no_stage_of_the_plan(plan_alone: Workspace) -> None:
    # "Step" and "stage" are one word for the order of headings, whatever "for" names behind them.
    assert "Creation launch" in plan_alone.ask("What is the first stage of creating the high-tech zone?").text
    for question in (
        "What is the first step for residents applying for a lift?",
        "What is the last part of the housing allowance paid?",
    ):
        answer = plan_alone.ask(question)
        assert answer.refused or ("2022年3—6月" not in answer.text and "2023年3—6月" not in answer.text)
