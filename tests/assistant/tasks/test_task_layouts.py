"""Fifteen invented plans in the layouts that offices use, each with its tasks written down beforehand.

Sentences with 牵头, labelled lines, brackets of every kind, lists whose first unit leads, units named
once for all items below a heading, times that a heading sets, roles told apart in one cell, and tables in a workbook,
a web page and a PDF with merged cells and rows cut by a page break.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.tasks.reading import Task, read_tasks
from corpus.document import Document
from corpus.read import read_document

PLANS = Path(__file__).parents[2] / "data" / "plans"
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads((PLANS / "expected.json").read_text("utf-8"))


@pytest.fixture(scope="module", params=sorted(EXPECTED))
def plan(request: pytest.FixtureRequest) -> tuple[Document, list[dict[str, Any]]]:
    path = PLANS / request.param
    return read_document(path, path.name), EXPECTED[request.param]


def test_every_task_has_its_units_and_its_deadline(plan: tuple[Document, list[dict[str, Any]]]) -> None:
    document, expected = plan

    found = read_tasks(document)

    assert [facts(task) for task in found] == [
        (row["lead"], row["support"], row["deadline"]) for row in expected
    ]
    for task, row in zip(found, expected, strict=True):
        clause = document.text[task.clause.start : task.clause.end]
        assert row["task"] in task.task or row["task"] in clause


def test_every_figure_that_a_task_sets_is_read_and_no_other(
    plan: tuple[Document, list[dict[str, Any]]],
) -> None:
    document, expected = plan

    for task, row in zip(read_tasks(document), expected, strict=True):
        if "targets" in row:
            found = [[target.operator, target.value, target.unit] for target in task.targets]
            assert found == row["targets"], row["task"]
        assert all(document.text[one.start : one.end] == one.quote for one in task.targets)


def test_fields_are_quoted_where_they_stand(plan: tuple[Document, list[dict[str, Any]]]) -> None:
    document, _ = plan

    for task in read_tasks(document):
        for names, span in ((task.lead, task.lead_span), (task.support, task.support_span)):
            if names and span:
                assert names[0][:4] in document.text[span.start : span.end]


def facts(task: Task) -> tuple[list[str], list[str], str | None]:
    return list(task.lead), list(task.support), task.deadline
