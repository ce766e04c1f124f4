"""Find the tables that are ruled with lines on a PDF page, and read them as grids.

A table is a set of horizontal and vertical rules that touch. Their positions divide it into boxes; two boxes
without a rule between them are one merged cell. Text belongs to the box in which it begins. A frame around
prose has no inner rules and is no table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.loaders.canonical import join_lines
from corpus.loaders.pdf_layout import Piece, group_rows, join_pieces
from corpus.loaders.tables import Cell, GridRow, are_names, cell_text

_TOUCH = 3.0
"""Points within which two rules meet: they are drawn as thin boxes, and not to the point."""
_MAX_RULES = 5000


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: ``at`` is its y when it is level, else its x; it runs from ``low`` to ``high``."""

    level: bool
    at: float
    low: float
    high: float


@dataclass(slots=True)
class RuledTable:
    """A grid with its place on the page."""

    x0: float
    x1: float
    top: float
    columns: tuple[float, ...]
    rows: list[GridRow]

    def has_columns_of(self, other: RuledTable) -> bool:
        """Whether the columns of both stand in the same places, as where one goes on over a page."""
        return len(self.columns) == len(other.columns) and all(
            abs(x - y) < 6 for x, y in zip(self.columns, other.columns, strict=True)
        )


def rules_of_box(x: float, y: float, width: float, height: float) -> list[Rule]:
    """The rules that a drawn rectangle amounts to: one where it is thin, else its four sides."""
    x0, x1 = sorted((x, x + width))
    y0, y1 = sorted((y, y + height))
    if y1 - y0 < _TOUCH:
        return [Rule(True, (y0 + y1) / 2, x0, x1)]
    if x1 - x0 < _TOUCH:
        return [Rule(False, (x0 + x1) / 2, y0, y1)]
    return [Rule(True, y0, x0, x1), Rule(True, y1, x0, x1), Rule(False, x0, y0, y1), Rule(False, x1, y0, y1)]


def take_tables(pieces: Sequence[Piece], rules: Sequence[Rule]) -> tuple[list[Piece], list[RuledTable]]:
    """The pieces outside any table, and the tables from the top of the page downward."""
    tables: list[RuledTable] = []
    rest = list(pieces)
    joined = _join_rules([rule for rule in rules if rule.high - rule.low > 8])
    if len(joined) > _MAX_RULES:  # a drawing, not a table
        return rest, tables
    for group in _touching(joined):
        table, inside = _read_table(group, rest)
        if table is not None:
            tables.append(table)
            taken = {id(piece) for piece in inside}
            rest = [piece for piece in rest if id(piece) not in taken]
    return rest, sorted(tables, key=lambda table: -table.top)


def _join_rules(rules: Sequence[Rule]) -> list[Rule]:
    """Rules in one line that touch become one."""
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (r.level, round(r.at / _TOUCH), r.low)):
        last = out[-1] if out else None
        if (
            last
            and last.level == rule.level
            and abs(last.at - rule.at) < _TOUCH
            and rule.low <= last.high + _TOUCH
        ):
            out[-1] = Rule(rule.level, last.at, last.low, max(last.high, rule.high))
        else:
            out.append(rule)
    return out


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of rules that hang together."""
    group_of = list(range(len(rules)))

    def find(index: int) -> int:
        while group_of[index] != index:
            group_of[index] = group_of[group_of[index]]
            index = group_of[index]
        return index

    level = [index for index, rule in enumerate(rules) if rule.level]
    upright = [index for index, rule in enumerate(rules) if not rule.level]
    for a in level:
        for b in upright:
            if (
                rules[a].low - _TOUCH <= rules[b].at <= rules[a].high + _TOUCH
                and rules[b].low - _TOUCH <= rules[a].at <= rules[b].high + _TOUCH
            ):
                group_of[find(a)] = find(b)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(find(index), []).append(rule)
    return [group for group in groups.values() if len(group) >= 4]


def _read_table(rules: Sequence[Rule], pieces: Sequence[Piece]) -> tuple[RuledTable | None, list[Piece]]:
    level = [rule for rule in rules if rule.level]
    upright = [rule for rule in rules if not rule.level]
    if len(level) < 2 or not upright:
        return None, []
    # A table open at its sides ends where its level rules end, one open above or below with its upright rules.
    xs = _edges([rule.at for rule in upright] + [min(r.low for r in level), max(r.high for r in level)])
    ys = _edges([rule.at for rule in level] + [min(r.low for r in upright), max(r.high for r in upright)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 2 or columns < 2 or rows * columns > 20_000:
        return None, []
    boxes: dict[tuple[int, int], list[Piece]] = {}
    inside: list[Piece] = []
    for piece in pieces:
        column = bisect_right(xs, piece.x0 + 0.4 * piece.size) - 1
        row = bisect_right(ys, piece.y + 0.3 * piece.size) - 1
        if 0 <= column < columns and 0 <= row < rows:
            inside.append(piece)
            boxes.setdefault((row, column), []).append(piece)
    origins = _merge_boxes(xs, ys, level, upright)
    texts: dict[int, list[Piece]] = {}
    spans: dict[int, list[int]] = {}
    for place, origin in origins.items():
        texts.setdefault(origin, []).extend(boxes.get(place, []))
        spans.setdefault(origin, []).append(place[1])
    cells = {
        origin: Cell(_box_text(held, xs[max(spans[origin]) + 1] - xs[min(spans[origin])]), origin)
        for origin, held in texts.items()
    }
    filled = {origin for origin, cell in cells.items() if cell.text}
    if len(filled) < 4 or max(len({origins[r, c] for c in range(columns)} & filled) for r in range(rows)) < 2:
        return None, []
    grid = [
        GridRow(rows - row, tuple(cells[origins[row, column]] for column in range(columns)))
        for row in range(rows - 1, -1, -1)
    ]
    return RuledTable(xs[0], xs[-1], ys[-1], tuple(xs), grid), inside


def _edges(values: Sequence[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > 2 * _TOUCH:
            out.append(value)
    return out


def _merge_boxes(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[Rule], upright: Sequence[Rule]
) -> dict[tuple[int, int], int]:
    """For each box (row counted upward, column) the number of the cell it is part of."""
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def find(place: tuple[int, int]) -> tuple[int, int]:
        while parent[place] != place:
            place = parent[place]
        return place

    def has_rule(rules: Sequence[Rule], at: float, low: float, high: float) -> bool:
        covered = sum(
            max(0.0, min(rule.high, high) - max(rule.low, low))
            for rule in rules
            if abs(rule.at - at) <= 2 * _TOUCH
        )
        return covered > 0.6 * (high - low)

    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and not has_rule(upright, xs[column + 1], ys[row], ys[row + 1]):
                parent[find((row, column + 1))] = find((row, column))
            if row + 1 < rows and not has_rule(level, ys[row + 1], xs[column], xs[column + 1]):
                parent[find((row + 1, column))] = find((row, column))
    numbers = {place: index for index, place in enumerate(parent)}
    return {place: numbers[find(place)] for place in parent}


def _box_text(pieces: Sequence[Piece], width: float) -> str:
    """Text of a cell: lines that fill it go on, a shorter one ends a paragraph."""
    paragraphs: list[list[str]] = [[]]
    for row in group_rows(pieces):
        text, _ = join_pieces(row)
        paragraphs[-1].append(text)
        if max(piece.x1 for piece in row) - row[0].x0 < width - 2.8 * row[0].size:
            paragraphs.append([])
    held = [[line for line in lines if line] for lines in paragraphs]
    # A unit's name may fill its column as well as a line of prose does.
    return cell_text(
        [line for lines in held for line in (lines if are_names(lines) else [join_lines(lines)])]
    )
