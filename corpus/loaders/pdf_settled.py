"""What the pages of a PDF tell of each other's columns.

The last page of a text in two columns may hold three lines of the second, too few to show a gutter; a page with
nothing but a signature shows no right edge. Both are as on the pages beside them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from corpus.loaders.pdf_columns import Strip, crosses, read_lines
from corpus.loaders.pdf_layout import Line, group_rows
from corpus.loaders.pdf_page import TABLE_MARK, PdfPage

_FIRM = 3
"""Lines that end together from which they show where a column ends."""


def divide_short_pages(pages: Sequence[PdfPage]) -> None:
    """Read a page in two columns where the page before has two, and what stands beside each other here fits them."""
    for before, page in pairwise(pages):
        if (gutter := _gutter_of(before)) is None or _gutter_of(page) is not None or not page.lines:
            continue
        pieces = [piece for line in page.lines for piece in line.pieces]
        if any(TABLE_MARK in piece.text for piece in pieces):
            continue
        rows = group_rows(pieces)
        size = median(piece.size for piece in pieces)
        middle = (gutter[0] + gutter[1]) / 2
        strip = (middle - 0.3 * size, middle + 0.3 * size)
        # A row with text on both sides, the right one where the right column begins, with or without an indent.
        beside = [
            not crosses(row, strip)
            and row[0].x0 < strip[0]
            and any(
                abs(piece.x0 - gutter[1] - indent * size) < 0.6 * size for piece in row for indent in (0, 2)
            )
            for row in rows
        ]
        if True not in beside:
            continue
        first, last = beside.index(True), len(rows) - beside[::-1].index(True)
        if not any(crosses(row, strip) for row in rows[first:last]):
            page.lines[:] = read_lines(pieces, strip)


def _gutter_of(page: PdfPage) -> Strip | None:
    """Between two columns of prose that stand beside each other; None where the page has no two."""
    for one, other in pairwise(_columns_of(page)):
        level = max(line.y for line in other) > min(line.y for line in one)
        if min(len(one), len(other)) >= _FIRM and one[0].right < other[0].left and level:
            return one[0].right, other[0].left
    return None


def _columns_of(page: PdfPage) -> list[list[Line]]:
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in page.lines:
        columns[line.column].append(line)
    return list(columns.values())


def widen_loose_columns(pages: Sequence[PdfPage]) -> None:
    """Give a column whose lines do not show where it ends the edges of one that shows them, on any page."""
    columns = [column for page in pages for column in _columns_of(page)]
    firm = {(column[0].left, column[0].right) for column in columns if _is_firm(column)}
    for column in columns:
        if _is_firm(column):
            continue
        left, right, size = column[0].left, column[0].right, median(line.size for line in column)
        around = list(_around(firm, left, right, size))
        if around:
            left, right = min(around, key=lambda edges: (abs(edges[0] - left), edges[1]))
            for line in column:
                line.left, line.right = left, right


def _is_firm(column: Sequence[Line]) -> bool:
    return sum(abs(line.x1 - line.right) <= 0.8 * line.size for line in column) >= _FIRM


def _around(firm: set[Strip], left: float, right: float, size: float) -> Iterator[Strip]:
    """The firm columns that begin no more than an indent before ``left`` and reach beyond ``right``."""
    for edges in firm:
        if -0.5 * size <= left - edges[0] <= 2.5 * size and right <= edges[1] + 0.5 * size:
            yield edges
