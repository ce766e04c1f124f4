from __future__ import annotations

import re

import pytest

from assistant.panels.criteria import CriteriaPanel
from assistant.panels.criteria_view import CriteriaFilters, render_criteria, row_citations, row_key
from assistant.workspace import Workspace
from corpus.errors import AssistantError


def table_rows(drawn: str) -> list[str]:
    return re.findall(r"<tr><th scope=\"row\".*?</tr>", drawn, re.DOTALL)


def test_every_cell_that_a_sample_touches_is_marked(shipped: Workspace) -> None:
    panel = CriteriaPanel(shipped)
    rows = panel.rows()

    drawn = table_rows(render_criteria(rows, CriteriaFilters(), "zh"))

    assert len(drawn) == len(rows)
    for row, html in zip(rows, drawn, strict=True):
        touched = 1 + sum(citation.sample for citation in row_citations(row)) + row.sample
        assert html.count("演示样例</span>") == touched


def test_the_filters_narrow_table_and_export_alike(shipped: Workspace) -> None:
    panel = CriteriaPanel(shipped)
    filters = CriteriaFilters(status="not_met")
    wanted = [row for row in panel.rows() if row.status == "not_met"]

    drawn = panel.draw(filters, "en")[1]
    exported = panel.export("csv", filters).decode("utf-8-sig")

    assert 0 < len(wanted) < len(panel.rows())
    assert len(table_rows(drawn)) == len(wanted)
    assert 'href="export/criteria.xlsx?status=not_met"' in drawn
    assert exported.count("未达标") >= len(wanted)
    assert "达标" not in re.sub("未达标", "", exported.split("\n", 3)[-1])


def test_a_name_filters_whatever_its_case_and_finds_nothing_politely(shipped: Workspace) -> None:
    panel = CriteriaPanel(shipped)

    found = [row for row in panel.rows() if CriteriaFilters(name=" r&d ").wants(row)]

    assert found
    assert all("R&D" in row.indicator for row in found)
    assert "放宽条件" in panel.draw(CriteriaFilters(name="不存在的指标"), "zh")[1]


def test_a_row_opens_all_its_sides_and_none_once_its_document_is_gone(workspace: Workspace) -> None:
    panel = CriteriaPanel(workspace)
    row = next(row for row in panel.rows() if row.figure_citation and row.target_citation)
    key = row_key(row)

    side = panel.source((key, 3), "zh")

    assert side.count('<li class="pa-card') == 3
    assert f'data-focus="evidence-criteria-{key}-3"' in side
    assert row.figure_citation
    workspace.remove([row.figure_citation.document_id])
    assert "pa-card" not in panel.source((key, 3), "zh")


def test_keys_name_one_row_each(shipped: Workspace) -> None:
    keys = [row_key(row) for row in CriteriaPanel(shipped).rows()]

    assert len(set(keys)) == len(keys)


def test_without_criteria_it_is_said_where_they_come_in(empty: Workspace) -> None:
    fields, table = CriteriaPanel(empty).draw(CriteriaFilters(), "en")

    assert fields == ""
    assert "under Library" in table


def test_an_unknown_ending_is_no_export(shipped: Workspace) -> None:
    with pytest.raises(AssistantError, match="exported"):
        CriteriaPanel(shipped).export("exe", CriteriaFilters())
