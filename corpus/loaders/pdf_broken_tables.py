"""Mend the tables that a PDF breaks at the end of a page.

What goes on at the top of the next page may be the rest of a row, whose cells are then empty where the row had
ended, or rows under a merged cell whose words stand on the page before. The first is put back into its row, on
the page on which it begins; into the second the merged words are repeated, as where no page ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.loaders.pdf_page import TABLE_MARK, PdfPage
from corpus.loaders.pdf_tables import RuledTable
from corpus.loaders.tables import Cell, GridRow, cell_text, header_rows

_ENDED = "。;；!！?？"


def mend_broken_tables(pages: Sequence[PdfPage]) -> None:
    """Mend each table that ends one page and goes on as the first thing on the next."""
    for page, following in pairwise(pages):
        upper, lower = _at_end(page), _at_start(following)
        if upper is not None and lower is not None and upper.has_columns_of(lower):
            _mend(upper, lower)


def _at_end(page: PdfPage) -> RuledTable | None:
    if not page.usable or not page.lines or not page.lines[-1].text.startswith(TABLE_MARK):
        return None
    position = page.lines[-1].text.removeprefix(TABLE_MARK)
    return page.tables[int(position)] if position.isdigit() else None


def _at_start(page: PdfPage) -> RuledTable | None:
    if not page.usable or not page.lines or not page.lines[0].text.startswith(TABLE_MARK):
        return None
    position = page.lines[0].text.removeprefix(TABLE_MARK)
    return page.tables[int(position)] if position.isdigit() else None


def _mend(upper: RuledTable, lower: RuledTable) -> None:
    header = [[cell.text for cell in row.cells] for row in header_rows(upper.rows)]
    first = 0
    while first < len(lower.rows) and [cell.text for cell in lower.rows[first].cells] in header:
        first += 1
    if first >= len(lower.rows) or not upper.rows:
        return
    last, rest = upper.rows[-1], lower.rows[first]
    if [cell.text for cell in last.cells] in header:
        return
    merged_on = len(lower.rows) > first + 1 and rest.cells[0].origin == lower.rows[first + 1].cells[0].origin
    if rest.cells[0].text or not last.cells[0].text:
        return
    # A column merged as far up and down as the first one goes on from the page before as that does.
    above, below = upper.rows[::-1], lower.rows[first:]
    merged = [
        column
        for column in range(len(rest.cells))
        if not rest.cells[column].text
        and _extent(below, column) == _extent(below, 0)
        and _extent(above, column) == _extent(above, 0)
    ]
    goes_on = not merged_on or _goes_on_beside(last, rest, merged)
    if goes_on and _is_rest(last, rest):
        upper.rows[-1] = _joined(last, rest)
        del lower.rows[first]
    if merged_on or all(cell.text for cell in rest.cells[1:]):
        # Of the rows below as well, where the rest of a row is gone.
        origins = {
            rest.cells[column].origin: last.cells[column].text for column in (merged if merged_on else [0])
        }
        for position in range(first, len(lower.rows)):
            lower.rows[position] = _filled(lower.rows[position], origins)


def _extent(rows: Sequence[GridRow], column: int) -> int:
    """How many rows the column's first cell is merged over."""
    origin = rows[0].cells[column].origin
    return next((at for at, row in enumerate(rows) if row.cells[column].origin != origin), len(rows))


def _goes_on_beside(last: GridRow, rest: GridRow, merged: Sequence[int]) -> bool:
    """Whether a row goes on beside cells merged down: the next column is empty where one goes on, or holds all that is
    left of a name whose bracket is open."""
    own = [column for column in range(len(rest.cells)) if column not in merged]
    if not own or not last.cells[own[0]].text:
        return False
    key, others = own[0], own[1:]
    if not rest.cells[key].text:
        return True
    name = last.cells[key].text
    is_open = sum(map(name.count, "（(")) > sum(map(name.count, "）)"))
    return is_open and bool(others) and not any(rest.cells[column].text for column in others)


def _is_rest(last: GridRow, rest: GridRow) -> bool:
    """Whether the cells of ``rest`` go on with those of ``last``: it has fewer, and one was left in mid-sentence."""
    pairs = [(a, b) for a, b in zip(last.cells, rest.cells, strict=True) if b.text]
    if not pairs or len(pairs) == len(last.cells) or any(not a.text for a, _ in pairs):
        return False
    few = 2 * len(pairs) <= len([cell for cell in last.cells if cell.text])
    return few or any(a.text[-1] not in _ENDED for a, _ in pairs)


def _joined(last: GridRow, rest: GridRow) -> GridRow:
    cells: list[Cell] = []
    for above, below in zip(last.cells, rest.cells, strict=True):
        text = above.text + below.text if below.text else above.text
        if below.text and above.text[-1:].isascii() and below.text[:1].isascii():
            text = cell_text([above.text, below.text])
        cells.append(Cell(text, above.origin))
    return replace(last, cells=tuple(cells))


def _filled(row: GridRow, texts: dict[int, str]) -> GridRow:
    """The row with the texts that stand on the page before, by the origin of the cells that are merged."""
    return replace(
        row, cells=tuple(Cell(texts.get(cell.origin, cell.text), cell.origin) for cell in row.cells)
    )
