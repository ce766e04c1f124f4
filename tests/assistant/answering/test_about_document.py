from __future__ import annotations

from dataclasses import replace

import pytest

from tests.assistant.plan import ask, make_document

TEXT = make_document(
    "某县工作方案\n来源:某县人民政府 发布时间:2024-03-01\n\n一、目标。\n建成园区。\n", "plan"
)
ISSUED = replace(TEXT, metadata=replace(TEXT.metadata, issuer="某县人民政府", date="2024-03-01"))


def test_the_issuer_is_quoted_where_the_head_names_it() -> None:
    answer = ask("这份方案是哪个单位发布的?", ISSUED)

    assert "某县人民政府" in answer.text
    assert answer.citations[0].quote == "某县人民政府"


def test_the_date_of_a_document_is_that_of_its_entry() -> None:
    assert "2024-03-01" in ask("这份方案是什么时候发布的?", ISSUED).text


@pytest.mark.parametrize(
    "question", ["这份方案哪天放到网上的?", "这个文件几号公布的?", "这文件是哪一年的?", "方案何时上网公开?"]
)
def test_the_day_is_asked_for_in_many_ways(question: str) -> None:
    answer = ask(question, ISSUED)

    assert "发布日期是2024-03-01" in answer.text


def test_what_a_document_does_not_say_of_itself_is_not_made_up() -> None:
    assert ask("这份方案的发文字号是什么?", ISSUED).refused


def test_when_a_plan_is_due_to_be_issued_is_no_date_of_issue() -> None:
    answer = ask("实施方案安排在几月印发?", ISSUED)

    assert "2024-03-01" not in answer.text
