"""Read a workbook: each row one line that says by itself what its values mean.

A sheet is divided at empty rows into blocks, each with titles, a header and rows of its own. Values are
written as the cell shows them (percentages, dates), formulas by the result stored with them. Hidden sheets,
rows and columns are left out, and that is said.
"""

from __future__ import annotations

import datetime
import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.document import LoadedText, LoadWarning
from corpus.errors import NoTextError, UnreadableFileError
from corpus.loaders.archives import open_archive, refuse_entities
from corpus.loaders.canonical import TextBuilder
from corpus.loaders.legacy import written_anew
from corpus.loaders.tables import Cell, GridRow, cell_text, write_table

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

MAX_WHOLE_BYTES = 32 << 20
"""Sheets of more than this, unpacked, are read row by row: whole, they take ten to twenty times as much."""
MAX_ROWS = 50_000
MAX_COLUMNS = 300
MAX_CELLS = 2_000_000
# A stray value far below a sheet's data makes thousands of empty rows: none of them is a reason to go on.
_MAX_EMPTY_RUN = 1000


def load(path: Path) -> LoadedText:
    """A workbook as canonical text; ``TableRow.place`` is the sheet, ``row`` its row number there.

    Raises:
        UnreadableFileError: Damaged, encrypted, or not a workbook.
        NoTextError: No sheet holds a value.
    """
    with open_archive(path) as archive:
        refuse_entities(archive)
        parts = archive.infolist()
    sheets = [part.file_size for part in parts if part.filename.startswith("xl/worksheets/")]
    pictures = sum(part.filename.startswith("xl/media/") for part in parts)
    loaded = _read_somehow(path, large=sum(sheets) > MAX_WHOLE_BYTES)
    if pictures:
        warning = LoadWarning(f"工作簿含 {pictures} 幅图片,图中文字未收入。 (Text in pictures was left out.)")
        loaded = replace(loaded, warnings=(*loaded.warnings, warning))
    return loaded


def _read_somehow(path: Path, *, large: bool) -> LoadedText:
    """A workbook whole, as LibreOffice writes it, or row by row: in the first way that can be gone.

    openpyxl trips over styles and charts that LibreOffice knows; what does not fit into memory fits row by row.

    Raises:
        MemoryError: It does not fit row by row either.
        NoTextError: No sheet holds a value.
        UnreadableFileError: It can be read in no way.
    """
    problem: Exception | None = None
    for way in (_read_by_rows,) if large else (_read, _read_rewritten, _read_by_rows):
        if way is _read_rewritten and isinstance(problem, MemoryError):
            continue  # LibreOffice would need as much
        try:
            return way(path)
        except NoTextError:
            raise
        except Exception as error:  # openpyxl raises nearly anything on a part that is broken, or new to it
            problem = problem or error
    if isinstance(problem, MemoryError):
        raise problem
    raise UnreadableFileError(
        f"工作簿已损坏,无法读取({type(problem).__name__});请用表格软件打开后另存。 (The workbook is damaged.)"
    ) from problem


def _read_by_rows(path: Path) -> LoadedText:
    return _read(path, by_rows=True)


def _read_rewritten(path: Path) -> LoadedText:
    with written_anew(path, "xlsx") as rewritten:
        loaded = _read(rewritten)
    warning = LoadWarning(
        "工作簿有不合规范之处,已由 LibreOffice 转换后读取。 (Not quite to the standard: read by way of LibreOffice.)"
    )
    return replace(loaded, warnings=(warning, *loaded.warnings))


def _read(path: Path, *, by_rows: bool = False) -> LoadedText:
    """The workbook as openpyxl reads it, whole or row by row.

    Raises:
        NoTextError: No sheet holds a value.
        Exception: Whatever openpyxl raises.
    """
    from openpyxl import load_workbook

    builder = TextBuilder()
    if by_rows:
        builder.warn(
            "工作簿很大或不合规范,按行读取,合并单元格未展开,隐藏行列一并收入。 (Read row by row: merged cells were not filled, and hidden rows are in.)"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on styles and extensions that hold no text
        workbook = load_workbook(path, data_only=True, keep_links=False, read_only=by_rows)
    worksheets = list(workbook.worksheets)
    for sheet in worksheets:
        if sheet.sheet_state != "visible":
            builder.warn(f"工作表“{sheet.title}”是隐藏的,未收入。 (A hidden sheet was left out.)")
            continue
        _write_sheet(builder, sheet, named=len(worksheets) > 1)
    return builder.finish("工作簿里没有内容。 (There is nothing in the workbook.)")


def _write_sheet(builder: TextBuilder, sheet: Worksheet, *, named: bool) -> None:
    blocks = list(_blocks(builder, sheet))
    if not blocks:
        return
    # A sheet called "Sheet1" has no name to speak of.
    if named and not re.fullmatch(r"(?:Sheet|工作表)\s*\d*", sheet.title, re.I):
        builder.write_heading(sheet.title, 1)
    for block in blocks:
        write_table(builder, block, place=sheet.title)


def _blocks(builder: TextBuilder, sheet: Worksheet) -> Iterator[list[GridRow]]:
    """Runs of rows without an empty row between them."""
    whole = not hasattr(sheet, "reset_dimensions")  # as sheets that are read row by row have
    if not whole:
        sheet.reset_dimensions()  # what the file states of its size may be wrong
    merged = _merged_cells(sheet) if whole else {}
    hidden_columns = {
        index
        for dimension in (sheet.column_dimensions.values() if whole else ())
        if dimension.hidden
        for index in range(dimension.min or 0, (dimension.max or 0) + 1)
    }
    width = min((sheet.max_column or 0) if whole else MAX_COLUMNS, MAX_COLUMNS)
    if (sheet.max_column or 0) > MAX_COLUMNS:
        builder.warn(
            f"工作表“{sheet.title}”超过 {MAX_COLUMNS} 列,其余未收入。 (Columns beyond were left out.)"
        )
    block: list[GridRow] = []
    empty = hidden_rows = number = 0
    last_row = min(sheet.max_row or 0, MAX_ROWS) or 1 if whole else MAX_ROWS
    rows = sheet.iter_rows(max_col=width or 1, max_row=last_row)
    for number, cells in enumerate(rows, 1):
        if number * len(cells) > MAX_CELLS:
            builder.warn(f"工作表“{sheet.title}”过大,第 {number} 行起未收入。 (Rows beyond were left out.)")
            break
        row = tuple(
            _grid_cell(cell, number, column, merged)
            for column, cell in enumerate(cells, 1)
            if column not in hidden_columns
        )
        if not any(cell.text for cell in row):
            empty += 1
            if block:
                yield _trim(block)
                block = []
            if empty > _MAX_EMPTY_RUN:
                break
            continue
        empty = 0
        if whole and sheet.row_dimensions[number].hidden:
            hidden_rows += 1
            continue
        block.append(GridRow(number, row))
    if block:
        yield _trim(block)
    if (sheet.max_row or 0) > MAX_ROWS or (not whole and number == MAX_ROWS):
        builder.warn(f"工作表“{sheet.title}”超过 {MAX_ROWS} 行,其余未收入。 (Rows beyond were left out.)")
    if hidden_rows:
        builder.warn(f"工作表“{sheet.title}”有 {hidden_rows} 行隐藏,未收入。 (Hidden rows were left out.)")
    if hidden_columns:
        builder.warn(f"工作表“{sheet.title}”有隐藏的列,未收入。 (Hidden columns were left out.)")


def _trim(block: list[GridRow]) -> list[GridRow]:
    """The block without the columns right of its last value."""
    width = 1 + max(column for row in block for column, cell in enumerate(row.cells) if cell.text)
    return [GridRow(row.number, row.cells[:width]) for row in block]


def _merged_cells(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int, Any]]:
    """For each place that a merged cell covers: the row and column of its first place, and that cell."""
    out: dict[tuple[int, int], tuple[int, int, Any]] = {}
    for area in sheet.merged_cells.ranges:
        if len(out) > MAX_CELLS:
            break
        first = sheet.cell(area.min_row, area.min_col)
        for row in range(area.min_row, min(area.max_row, MAX_ROWS) + 1):
            for column in range(area.min_col, min(area.max_col, MAX_COLUMNS) + 1):
                out[row, column] = (area.min_row, area.min_col, first)
    return out


def _grid_cell(
    cell: SheetCell, row: int, column: int, merged: dict[tuple[int, int], tuple[int, int, Any]]
) -> Cell:
    first_row, first_column, shown = merged.get((row, column), (row, column, cell))
    return Cell(_show(shown), first_row * (MAX_COLUMNS + 1) + first_column)


def _show(cell: SheetCell) -> str:
    """The cell's value as the sheet shows it."""
    value = cell.value
    if value is None:
        return ""
    style = (cell.number_format or "").lower()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime):
        at_midnight = value.time() == datetime.time()
        if at_midnight and "d" not in style and "日" not in style:
            return value.strftime("%Y-%m")
        return value.strftime("%Y-%m-%d" if at_midnight else "%Y-%m-%d %H:%M")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return _show_number(value, style)
    return cell_text(str(value).split("\n"))


def _show_number(value: int | float, style: str) -> str:
    if "%" in style:
        places = re.search(r"0\.(0+)%", style)
        return f"{value * 100:.{len(places[1]) if places else 0}f}%"
    # A format that rounds is what the reader sees; the stored 0.30000000000000004 is not.
    places = re.search(r"0\.(0+)", style)
    if isinstance(value, float) and places:
        return f"{value:.{len(places[1])}f}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.12g}" if isinstance(value, float) else str(value)
