"""Turn a table into lines that can be quoted and found one by one.

A data row becomes "列名:值;列名:值": alone it still says what each value means. What a table is used for
differs, so the grid is looked at first: a grid of one column or one row is layout and becomes plain
paragraphs; rows above the header that hold one text are titles; a row further down that holds one text
across the width is a sub-heading and keeps a line of its own; a form (label, value, label, value) is
read in pairs; a grid without a recognisable header is written cell after cell.

A merged cell repeats its text at each place it covers, under one ``origin``, so that a row below a
merged "牵头单位" still names the unit, and a text merged across columns is written once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.loaders.canonical import TextBuilder, clean_lines, join_lines
from corpus.loaders.paragraphs import starts_with_number

SEPARATOR = ";"
"""Between two cells of a row."""

# A header cell is a name, not a sentence; the longest real one seen had 38 characters.
_MAX_HEADER_CHARS = 60
_ELSEWHERE = 1 << 30
"""Added to the origins of another grid's cells, which are counted from 0 there as well."""
_NUMBER = re.compile(r"^[\s\d.,,%%+\-—–~至/()()年月日:]+$")
# "税　目" is set wide to fill its column; the name is 税目.
_SPACED_NAME = re.compile("(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_UNIT_END = re.compile(
    "(?:[局委办部厅院会处所站署社团府县区市镇乡校司队室]|中心|街道|银行|[支分]行|[妇残工科文侨]联|小组|工作组|大学|企业)$"
)
# Three characters at least: of 政府办, broken from 公室, the second line is no name.
# 乡 and 市 end parts of names too: 市住房城乡, broken from 建设局.
_NAME = re.compile("(?!员会)[\u4e00-\u9fff()（）]{2,14}(?:[局委办部厅院会署司]|集团|中心|街道)")
_HEADER_WORD = re.compile(
    "^(?:序号|编号|No\\.?|项目|名称|类别|类型|指标.*|内容|任务.*|事项.*|单位|部门|备注|说明|.*单位|.*部门|.*时限|.*时间|"
    ".*名称|.*内容|.*类别|税目|税率|单位名称|姓名|权重|分值|得分|标准|依据|日期|.*任务|.*指标|.*措施|.*要求|.*情况)$"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of a grid; places covered by one merged cell share an ``origin``."""

    text: str
    origin: int


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a grid, with the number by which the file counts it."""

    number: int
    cells: tuple[Cell, ...]
    is_header: bool = False
    """The format itself says so (th, Word's repeated heading row)."""


def write_table(builder: TextBuilder, grid: Sequence[GridRow], place: str = "") -> None:
    """Write a grid into the text, a line for each row."""
    rows = _without_empty(grid)
    if not rows:
        return
    columns = sum(any(row.cells[c].text for row in rows) for c in range(len(rows[0].cells)))
    if len(rows) == 1 or columns == 1:
        _write_paragraphs(builder, rows)
        return
    for row in rows[: _above_header(rows)]:
        builder.write(" ".join(_texts(row)))
    rows = rows[_above_header(rows) :]
    if not rows:
        return
    depth = _header_depth(rows)
    if depth == 0 and _is_form(rows):
        _write_form(builder, rows, place)
        return
    header = [[cell.text for cell in row.cells] for row in rows[:depth]]
    headings = _headings(rows[:depth], len(rows[0].cells))
    table = builder.next_table()
    if depth == len(rows):  # an empty form: the names of its columns, on one line
        builder.write_row(
            SEPARATOR.join(headings),
            [("", name) for name in headings],
            table=table,
            row=rows[0].number,
            place=place,
        )
        return
    for row in rows[depth:]:
        texts = _texts(row)
        if len(texts) == 1 and row.cells[0].origin == row.cells[-1].origin:
            builder.write(texts[0])
            continue
        if [cell.text for cell in row.cells] in header:
            continue  # the header, repeated where the table goes on over a page
        cells = _pairs(headings, row)
        line = SEPARATOR.join(f"{name}:{value}" if name else value for name, value in cells if value)
        builder.write_row(line, cells, table=table, row=row.number, place=place)


def header_rows(grid: Sequence[GridRow]) -> list[GridRow]:
    """The rows of column headings at the top of a grid, below its titles; may be empty."""
    rows = _without_empty(grid)
    rows = rows[_above_header(rows) :]
    return rows[: _header_depth(rows)] if len(rows) > 1 else []


def repeated(header: Sequence[GridRow]) -> list[GridRow]:
    """The header of one grid for use above another: its cells are merged with none there."""
    return [
        replace(
            row,
            is_header=True,
            cells=tuple(replace(cell, origin=cell.origin + _ELSEWHERE) for cell in row.cells),
        )
        for row in header
    ]


def cell_text(paragraphs: Sequence[str]) -> str:
    """Text of a cell's paragraphs on one line; a space keeps two of them apart where nothing else does.

    A break inside a paragraph (Word's shift and return) parts two lines as a paragraph's end does: each may
    hold a unit's name.
    """
    lines = [line for paragraph in paragraphs for line in clean_lines(paragraph)]
    if _is_wrapped(lines):
        return join_lines(lines)
    out = ""
    for line in lines:
        if out and out[-1] not in "。;；:：,，、!?！？(（《":
            out += " "
        out += line
    return out


def are_names(lines: Sequence[str]) -> bool:
    """Whether each of several lines is the whole name of a unit, and they no text broken at a width."""
    return len(lines) > 1 and all(map(_NAME.fullmatch, lines))


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether paragraphs are one text broken at the column's width, as converters from PDF leave it.

    All but the last are then about equally long. A list of units looks alike, and is told by its endings.
    """
    if len(lines) < 2:
        return False
    widths = [len(line) for line in lines]
    full = max(widths)
    if full < 4 or min(widths[:-1]) < full - 2 or widths[-1] > full:
        return False
    if any(line[-1] in "。;；" or starts_with_number(line) for line in lines[1:-1]):
        return False
    return not starts_with_number(lines[-1]) and not all(_UNIT_END.search(line) for line in lines[:-1])


def _without_empty(grid: Sequence[GridRow]) -> list[GridRow]:
    """The grid, rectangular, without empty rows and without columns that are empty or only repeat a merge."""
    width = max((len(row.cells) for row in grid), default=0)
    filler = Cell("", -1)
    rows = [
        GridRow(row.number, row.cells + (filler,) * (width - len(row.cells)), row.is_header)
        for row in grid
        if any(cell.text for cell in row.cells)
    ]
    keep = [
        column
        for column in range(width)
        if any(row.cells[column].text for row in rows)
        and (column == 0 or any(row.cells[column].origin != row.cells[column - 1].origin for row in rows))
    ]
    return [GridRow(row.number, tuple(row.cells[c] for c in keep), row.is_header) for row in rows]


def _texts(row: GridRow) -> list[str]:
    """The row's texts from left to right, a merged one once."""
    seen: set[int] = set()
    out = []
    for cell in row.cells:
        if cell.text and cell.origin not in seen:
            seen.add(cell.origin)
            out.append(cell.text)
    return out


def _write_paragraphs(builder: TextBuilder, rows: Sequence[GridRow]) -> None:
    seen: set[int] = set()
    for row in rows:
        for cell in row.cells:
            if cell.text and cell.origin not in seen:
                seen.add(cell.origin)
                builder.write(cell.text)


# 填报单位:市住建局, 单位:万元: what is said of the whole table.
_STATEMENT = re.compile(r"^[^:：]{1,12}[:：]\s*\S|^\(?（?单位[:：]")


def _above_header(rows: Sequence[GridRow]) -> int:
    """How many rows at the top are titles, or say who filled the table in and when: 填报单位:…   2026年1月."""
    titles = 0
    while titles < len(rows) and len(_texts(rows[titles])) == 1:
        titles += 1
    for position in range(titles, min(titles + 3, len(rows) - 1)):
        texts = _texts(rows[position])
        if position > titles and _names_columns(rows[position]) and _header_depth(rows[position:]):
            return position
        if all(map(_STATEMENT.search, texts)) and not any(map(_STATEMENT.search, _texts(rows[position + 1]))):
            titles = position + 1
            continue
        # A few texts in a wide table; a row of data fills more of its columns.
        if len(texts) > 3 or 2 * len(texts) >= len(rows[position].cells) or _names_columns(rows[position]):
            break
    return titles


def _names_columns(row: GridRow) -> bool:
    """Whether at least three cells hold words that head columns."""
    return sum(bool(_HEADER_WORD.match(text.replace(" ", ""))) for text in set(_texts(row))) >= 3


def _header_depth(rows: Sequence[GridRow]) -> int:
    """How many rows at the top are column headings."""
    if not _can_be_header(rows[0], rows[1:]):
        return 0
    depth = 1
    while depth < len(rows) and _continues_header(rows[depth - 1], rows[depth]):
        depth += 1
    return depth


def _can_be_header(row: GridRow, below: Sequence[GridRow]) -> bool:
    texts = _texts(row)
    if row.is_header:
        return True
    filled = sum(bool(cell.text) for cell in row.cells)
    if filled < max(2, len(row.cells) // 2 + 1) or not below:
        return False
    if any(len(text) > _MAX_HEADER_CHARS or text[-1] in "。;；" for text in texts):
        return False
    if len(set(texts)) < len(texts) or any(_NUMBER.match(text) for text in texts if not _is_period(text)):
        return False
    if any(_HEADER_WORD.match(text.replace(" ", "")) for text in texts):
        return True
    # Labels of a form stand in every other column, so its first row looks like a header's; rows that are
    # longer than the first, or hold figures under it, tell a table.
    later = [cell.text for other in below for cell in other.cells if cell.text]
    longer = sum(map(len, later)) / max(len(later), 1) >= 0.9 * sum(map(len, texts)) / len(texts)
    return len(row.cells) > 2 and longer


_PERIOD = re.compile(
    r"(?:19|20)\d\d(?:年?|[-—–~至](?:19|20)\d\d年?|年\s*\d{1,2}(?:月?\s*[-—–~至]\s*\d{1,2})?月)"
)


def _is_period(text: str) -> bool:
    """2022, 2022年, 2021—2025年, 2023年6月, 2023年1—6月: digits that name a column as well as words do."""
    return bool(_PERIOD.fullmatch(text))


def _continues_header(upper: GridRow, lower: GridRow) -> bool:
    """Whether ``lower`` is a second header row: a cell merged down into it, or one split up by it."""
    if lower.is_header:
        return True
    if not upper.is_header and any(len(text) > _MAX_HEADER_CHARS for text in _texts(lower)):
        return False
    pairs = list(zip(upper.cells, lower.cells, strict=True))
    merged_down = any(a.origin == b.origin and a.text for a, b in pairs)
    split_up = any(
        left.origin == right.origin and left.text and below_left.origin != below_right.origin
        for (left, below_left), (right, below_right) in pairwise(pairs)
    )
    words = all(not _NUMBER.match(text) or _is_period(text) for text in _texts(lower))
    return merged_down and split_up and words


def _headings(header: Sequence[GridRow], width: int) -> list[str]:
    out = []
    for column in range(width):
        names: list[str] = []
        for row in header:
            text = _SPACED_NAME.sub("", row.cells[column].text).rstrip(":：")
            if text and text not in names:
                names.append(text)
        out.append("/".join(names))
    return out


def _pairs(headings: Sequence[str], row: GridRow) -> list[tuple[str, str]]:
    """(heading, value) for each column; a value merged over several columns stands under the first."""
    out: list[tuple[str, str]] = []
    seen: set[int] = set()
    for name, cell in zip(headings, row.cells, strict=True):
        repeated = cell.origin in seen and bool(cell.text)
        seen.add(cell.origin)
        out.append((name, "" if repeated else cell.text))
    return out


def _is_form(rows: Sequence[GridRow]) -> bool:
    """Label and value side by side in every row: labels short, in the columns 0, 2, 4 …"""
    return all(_form_pairs(row) is not None for row in rows)


def _form_pairs(row: GridRow) -> list[tuple[str, str]] | None:
    cells: list[str] = []
    seen: set[int] = set()
    for cell in row.cells:
        if cell.origin not in seen:
            seen.add(cell.origin)
            cells.append(cell.text)
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) == 1 and cells[0]:
        return [("", cells[0])]
    if len(cells) % 2:
        cells.append("")
    labels = cells[::2]
    if any(not 0 < len(label) <= 20 or _NUMBER.match(label) for label in labels):
        return None
    return [(label.rstrip(":："), value) for label, value in zip(labels, cells[1::2], strict=True)]


def _write_form(builder: TextBuilder, rows: Sequence[GridRow], place: str) -> None:
    table = builder.next_table()
    for row in rows:
        pairs = _form_pairs(row) or []
        line = SEPARATOR.join(f"{name}:{value}" if name and value else name or value for name, value in pairs)
        builder.write_row(line, pairs, table=table, row=row.number, place=place)
