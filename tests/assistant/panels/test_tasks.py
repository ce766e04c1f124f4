"""The panel of tasks: filters, issues, sources and exports say the same as the matrix."""

from __future__ import annotations

import pytest

from assistant.desk.matrix import read_matrix
from assistant.panels.tasks import (
    EXPORT_TYPES,
    OPEN,
    TasksPanel,
    export_tasks,
    place_of,
    render_filters,
    render_tasks,
)
from assistant.workspace import Workspace
from corpus.errors import UsageError


def test_the_panel_shows_every_task_of_the_matrix(shipped: Workspace) -> None:
    drawn = TasksPanel(shipped).table(OPEN, "zh")

    assert drawn.count('data-event="open"') == len(read_matrix(shipped)) > 0


@pytest.mark.parametrize("role", [None, "lead", "support"])
def test_the_filters_are_those_of_the_command_line(shipped: Workspace, role: str | None) -> None:
    drawn = TasksPanel(shipped).table(("科技局", role, "2022-12"), "en")
    wanted = read_matrix(shipped, unit="科技局", role=role, before="2022-12")

    assert drawn.count('data-event="open"') == len(wanted) > 0
    assert f"{len(wanted)} tasks" in drawn


def test_a_filter_that_means_nothing_is_said_to(shipped: Workspace) -> None:
    assert "must be a month" in TasksPanel(shipped).table((None, None, "soon"), "en")
    assert "没有符合条件的任务" in TasksPanel(shipped).table(("不存在的单位", None, None), "zh")


def test_a_row_opens_the_clause_it_was_read_from(shipped: Workspace) -> None:
    row = read_matrix(shipped)[2]
    panel = TasksPanel(shipped)
    drawn = panel.source(place_of(panel.rows()[2]), "zh")

    assert 'data-focus="evidence-tasks-3"' in drawn
    assert row.citation.formal in drawn
    assert panel.source("gone:0:9", "zh").count("pa-card") == 0


def test_issues_are_flagged_in_the_pages_language(shipped: Workspace) -> None:
    rows = [row for row in read_matrix(shipped) if "more than one lead unit" in row.task.issues]

    assert "牵头单位不止一个" in render_tasks(rows, OPEN, "zh")
    assert "More than one lead unit" in render_tasks(rows, OPEN, "en")


def test_the_chosen_filter_stays_chosen_even_when_its_unit_is_gone() -> None:
    drawn = render_filters(["财政局"], ("<b>局", "lead", None), "en")

    assert '<option value="&lt;b&gt;局" selected>' in drawn
    assert '<option value="lead" selected>' in drawn


def test_new_documents_bring_new_rows(empty: Workspace) -> None:
    panel = TasksPanel(empty)
    assert panel.rows() == []

    empty.ingest()
    assert panel.rows() != []


@pytest.mark.parametrize("ending", EXPORT_TYPES)
def test_the_filtered_rows_leave_as_a_file(shipped: Workspace, ending: str) -> None:
    content = export_tasks(shipped, ending, "市场监管局", "lead", None)

    if ending in ("csv", "md"):
        text = content.decode("utf-8-sig")
        assert "提高专利申请质量" in text
        assert "着力夯实产业基础" not in text
    else:
        assert content.startswith(b"PK")


def test_an_export_with_a_wrong_filter_is_refused(shipped: Workspace) -> None:
    with pytest.raises(UsageError, match="month"):
        export_tasks(shipped, "csv", None, None, "2022-13")
