"""A table as a workbook: heading row frozen and filterable, long cells wrapped, demonstration rows tinted."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.exports.sheet import Sheet, neutralise

# What XML cannot hold and openpyxl refuses.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# The most that a cell of the format holds.
_CELL_CHARS = 32_000
_TINTS = {"good": "E2F0D9", "bad": "FBE0DD", "part": "FFF2CC"}


def write_xlsx(sheet: Sheet, path: Path) -> None:
    """Write one worksheet: title and notes, then the table with filters under a frozen heading row."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page = book.active
    page.title = re.sub(r"[\\/*?:\[\]]", " ", sheet.title)[:31] or "Sheet1"
    columns = len(sheet.headings)
    line = Side(style="thin", color="BFBFBF")
    border = Border(left=line, right=line, top=line, bottom=line)

    def put(row: int, column: int, value: str) -> None:
        cell = page.cell(row, column)
        text = _fitting(_CONTROL.sub("", value))
        cell.value = text
        # Text, whatever it looks like: nothing here is a formula, nor becomes one when somebody edits the cell. The
        # workbook says so by itself; an apostrophe before the words would be shown, and sent on with them.
        cell.data_type = "s"
        cell.quotePrefix = text.startswith("'") or neutralise(text) != text

    put(1, 1, sheet.title)
    page.cell(1, 1).font = Font(bold=True, size=14)
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    for n, note in enumerate(sheet.notes, start=2):
        put(n, 1, note)
        page.cell(n, 1).font = Font(color="595959")
        page.merge_cells(start_row=n, start_column=1, end_row=n, end_column=columns)
    top = len(sheet.notes) + 2
    for column, heading in enumerate(sheet.headings, start=1):
        put(top, column, heading)
        cell = page.cell(top, column)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E79")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = border
        page.column_dimensions[get_column_letter(column)].width = sheet.widths[column - 1]
    page.row_dimensions[top].height = 24
    for n, row in enumerate(sheet.rows):
        tint = _TINTS.get(sheet.tinted[n]) if sheet.tinted else None
        for column, value in enumerate(row, start=1):
            put(top + 1 + n, column, value)
            cell = page.cell(top + 1 + n, column)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.border = border
            if tint:
                cell.fill = PatternFill("solid", fgColor=tint)
            if sheet.is_marked(n):
                cell.font = Font(italic=True, color="7F6000")
        page.row_dimensions[top + 1 + n].height = _height(row, sheet.widths)
    last = top + len(sheet.rows)
    page.auto_filter.ref = f"A{top}:{get_column_letter(columns)}{max(last, top)}"
    page.freeze_panes = page.cell(top + 1, 1)
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{top}:{top}"
    book.save(path)


def _fitting(value: str) -> str:
    """The value, or as much as a cell holds with how much is left out: nothing is cut unsaid."""
    if len(value) <= _CELL_CHARS:
        return value
    return f"{value[:_CELL_CHARS]}…(单元格所限,余下{len(value) - _CELL_CHARS}字见出处)"


def _height(row: tuple[str, ...], widths: tuple[int, ...]) -> float:
    """Points for the tallest cell: a Chinese character takes two of a column's characters."""
    lines = 1
    for value, width in zip(row, widths, strict=True):
        shown = sum(
            max(1, -(-sum(2 if ord(c) > 0x2E80 else 1 for c in part) // max(width - 1, 1)))
            for part in value.split("\n")
        )
        lines = max(lines, shown)
    return min(15.0 * lines + 3, 405.0)
