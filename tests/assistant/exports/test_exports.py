"""What is exported holds the rows of the JSON, and no cell of it can run."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from assistant.desk.criteria import read_criteria
from assistant.desk.matrix import read_matrix
from assistant.exports.check_sheet import claims_sheet, criteria_sheet, tasks_sheet
from assistant.exports.sheet import SAMPLE_MARK, Sheet, check_export, export_sheet
from assistant.workspace import Workspace
from corpus.errors import UsageError

DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0")
TABLE = Sheet("表", ("甲", "乙"), tuple((value, "|<b>*x*") for value in DANGEROUS), (10, 10), ("说明",))


def test_a_cell_that_could_run_is_text_in_a_workbook(tmp_path: Path) -> None:
    export_sheet(TABLE, tmp_path / "t.xlsx")
    page = load_workbook(tmp_path / "t.xlsx").active

    for row in page.iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            assert cell.quotePrefix or not str(cell.value or "").startswith(("=", "+", "-", "@", "'"))
    # As they were written, without an apostrophe that a reader would see.
    assert [row[0].value for row in page.iter_rows(min_row=4)] == [*DANGEROUS]


def test_a_cell_that_could_run_is_text_in_csv(tmp_path: Path) -> None:
    export_sheet(TABLE, tmp_path / "t.csv")
    raw = (tmp_path / "t.csv").read_bytes()
    rows = list(csv.reader(raw.decode("utf-8-sig").splitlines()))

    assert raw.startswith(b"\xef\xbb\xbf")
    assert all(row[0].startswith("'") for row in rows[1:])


def test_nothing_in_markdown_is_read_as_markup(tmp_path: Path) -> None:
    export_sheet(TABLE, tmp_path / "t.md")

    assert "\\|&lt;b&gt;\\*x\\*" in (tmp_path / "t.md").read_text("utf-8")


def test_the_heading_row_is_frozen_and_can_be_filtered(tmp_path: Path) -> None:
    export_sheet(TABLE, tmp_path / "t.xlsx")
    page = load_workbook(tmp_path / "t.xlsx").active

    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref == "A3:B9"
    assert [cell.value for cell in page[3]] == ["甲", "乙"]


@pytest.mark.parametrize("ending", ["xlsx", "csv", "docx", "md"])
def test_every_format_holds_every_task_with_its_source(
    shipped: Workspace, tmp_path: Path, ending: str
) -> None:
    rows = read_matrix(shipped)
    path = tmp_path / f"tasks.{ending}"
    export_sheet(tasks_sheet(rows, "任务清单"), path)
    if ending == "xlsx":
        page = load_workbook(path).active
        text = "\n".join(str(cell.value) for row in page.iter_rows() for cell in row)
    elif ending == "docx":
        table = Document(str(path)).tables[0]
        text = "\n".join(cell.text for row in table.rows for cell in row.cells)
        assert len(table.rows) == len(rows) + 1
    else:
        text = path.read_text("utf-8-sig")

    assert len(rows) == 11
    for row in rows:
        assert row.task.task in text
        assert row.citation.formal in text


def test_a_demonstration_document_is_marked_in_each_cell_it_touches_and_no_other(shipped: Workspace) -> None:
    rows = read_criteria(shipped)
    sheet = criteria_sheet(rows, "对照表")
    target = sheet.headings.index("方案目标")

    for row, cells in zip(rows, sheet.rows, strict=True):
        assert row.sample
        for position in (1, 2, 3, 6, 8):
            assert SAMPLE_MARK in cells[position]
        assert SAMPLE_MARK not in cells[target]
        assert (row.figure is not None) == (SAMPLE_MARK in cells[5])


def test_a_checked_claim_keeps_its_differences_and_passages(shipped: Workspace) -> None:
    claim = shipped.check_claim("提高专利申请质量由科技局牵头。")
    (cells,) = claims_sheet([claim], "核对结果").rows

    assert claim.claim in cells[1]
    assert "科技局 → 市场监管局" in cells[4]
    assert all(citation.quote in cells[5] for citation in claim.citations)


def test_a_name_that_no_writer_serves_is_refused_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ends in"):
        check_export(tmp_path / "t.pdf", (".xlsx", ".md"))
    with pytest.raises(UsageError, match="no folder"):
        check_export(tmp_path / "nowhere" / "t.md", (".xlsx", ".md"))
