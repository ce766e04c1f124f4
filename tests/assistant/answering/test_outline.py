from __future__ import annotations

import pytest

from assistant.retrieval.retriever import Scope
from assistant.workspace import Workspace
from tests.assistant.plan import ask

PLAN = Scope(kinds=frozenset({"plan"}))


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "保障措施有哪些?",
            ["加强领导,统筹推进", "落实责任,协作联动", "整合资金,加大投入", "注重评价,强化督查"],
        ),
        ("2022年分为哪几个阶段?", ["创建启动阶段(2022年3—6月)", "全面实施阶段(2022年5—12月)"]),
        ("方案分哪几个阶段实施?", ["提出申请(2023年1—2月)", "迎接评审认定(2023年3—6月)"]),
        ("What are the stages of the plan?", ["创建启动阶段(2022年3—6月)", "迎接评审认定(2023年3—6月)"]),
    ],
)
def test_the_parts_that_the_author_named_are_the_answer(
    shipped: Workspace, question: str, parts: list[str]
) -> None:
    answer = shipped.ask(question, scope=PLAN)

    assert not answer.refused
    assert all(part in answer.text for part in parts)
    # Each part is quoted from its own heading.
    assert all(any(part in citation.quote for citation in answer.citations) for part in parts)


@pytest.mark.parametrize(
    "question", ["优化创新平台的牵头单位有哪些?", "拓展区由哪五个组团组成?", "科技局牵头的重点任务有哪些?"]
)
def test_a_question_about_something_within_a_part_is_not_answered_by_headings(
    shipped: Workspace, question: str
) -> None:
    assert "包括" not in shipped.ask(question, scope=PLAN).text.split("\n")[0]


@pytest.mark.parametrize("question", ["主要目标有哪些?", "主要目标是什么?"])
def test_a_part_without_parts_is_quoted(question: str) -> None:
    answer = ask(question)

    assert not answer.refused
    assert {citation.section_path[-1] for citation in answer.citations} == {"(二)主要目标"}
    assert "80%以上" in answer.text
