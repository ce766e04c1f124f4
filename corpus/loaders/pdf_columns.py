"""Columns: which lines of a page stand in one, in what order they are read, and where its edges are.

A PDF says nothing of columns. A strip that stays white down the page is the gutter between two columns when the
lines on both sides are filled like prose (a table's cells are not); lines that cross it part the page into bands,
each read column after column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.loaders.pdf_layout import Line, Piece, clip, close_letters, group_rows, make_lines

_HALF_EMPTY = frozenset("，。、；：！？）》〉」』】〕")


Strip = tuple[float, float]
"""Left and right edge of a stretch of white down the page."""


def read_lines(pieces: Sequence[Piece], gutter: Strip | None = None) -> list[Line]:
    """Lines of the page in reading order.

    Args:
        pieces: What is shown on the page.
        gutter: Between its two columns, where it is known; otherwise it is looked for.
    """
    pieces = [piece for piece in pieces if piece.text.strip()]
    if not pieces:
        return []
    lines: list[Line] = []
    for column, block in enumerate(_columns(close_letters(clip(pieces)), 0, gutter)):
        made = make_lines(block)
        for line in made:
            line.column = column
        lines += made
    measure_columns(lines)
    return lines


def measure_columns(lines: Sequence[Line]) -> None:
    """Set the edges of the column that each line is in, from the lines of it that are given."""
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.column].append(line)
    for column in columns.values():
        left = min(line.x0 for line in column)
        right = _right_edge(column, left)
        for line in column:
            line.left, line.right = left, right


def _right_edge(lines: Sequence[Line], left: float) -> float:
    """Where the full lines of a column end: most of them together, far enough to the right."""
    furthest = max(line.x1 for line in lines)
    candidates = [line.x1 for line in lines if line.x1 > left + 0.7 * (furthest - left)]
    reach = 0.8 * median(line.size for line in lines)
    counts = {x: sum(abs(other - x) <= reach for other in candidates) for x in candidates}
    most = max(counts.values())
    return furthest if most < 3 else max(x for x, count in counts.items() if count >= 0.6 * most)


def _columns(pieces: Sequence[Piece], depth: int, gutter: Strip | None = None) -> list[list[Piece]]:
    """The pieces of each column or full-width band, in reading order."""
    gutter = gutter or (_find_gutter(pieces) if depth < 3 else None)
    if gutter is None:
        return [list(pieces)]
    middle = (gutter[0] + gutter[1]) / 2
    blocks: list[list[Piece]] = []
    full: list[Piece] = []
    sides: tuple[list[Piece], list[Piece]] = ([], [])

    def close_band() -> None:
        for side in sides:
            if side:
                blocks.extend(_columns(side, depth + 1))
                side.clear()

    def close_full() -> None:
        if full:
            blocks.append(full.copy())
            full.clear()

    rows = group_rows(pieces)
    for row, crosses in zip(rows, _crossings(rows, gutter), strict=True):
        if crosses:
            close_band()
            full.extend(row)
        else:
            close_full()
            for piece in row:
                sides[0 if piece.x0 < middle else 1].append(piece)
    close_full()
    close_band()
    return blocks


def _find_gutter(pieces: Sequence[Piece]) -> Strip | None:
    """Edges of the white strip between two columns of prose, or None."""
    rows = group_rows(pieces)
    size = median(piece.size for piece in pieces)
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    width = right - left
    if len(rows) < 6 or width < 20 * size:
        return None
    runs = [_merge_touching(row) for row in rows]
    step = max(size / 2, 1.0)
    scored: list[tuple[float, float]] = []
    position = left + 0.25 * width
    while position < right - 0.25 * width:
        scored.append((_gutter_score(runs, (position - 0.3 * size, position + 0.3 * size), size), position))
        position += step
    best = max((score for score, _ in scored), default=0.0)
    if not best:
        return None
    # In the middle of the white, as far as may be from lines whose width was estimated too large; a title with a
    # gap between two of its words may speak for one edge of it.
    good = [index for index, (score, _) in enumerate(scored) if score >= best - max(1.0, 0.1 * best)]
    first = last = good[0]
    widest = (first, last)
    for index in good[1:]:
        first, last = (first, index) if index == last + 1 else (index, index)
        if last - first > widest[1] - widest[0]:
            widest = (first, last)
    first, last = widest
    middle = (scored[first][1] + scored[last][1]) / 2
    return middle - 0.3 * size, middle + 0.3 * size


def _merge_touching(row: Sequence[Piece]) -> list[Piece]:
    """The row with pieces that touch made one: a page set glyph by glyph has thousands."""
    out: list[Piece] = []
    for piece in row:
        if out and piece.x0 - out[-1].x1 < 0.4 * piece.size:
            last = out[-1]
            furthest = piece if piece.x1 >= last.x1 else last
            out[-1] = Piece(furthest.text, last.x0, last.y, furthest.x1, last.size)
        else:
            out.append(piece)
    return out


def _gutter_score(rows: Sequence[Sequence[Piece]], strip: Strip, size: float) -> float:
    """How many rows have prose on both sides of the strip; 0 where it is no gutter.

    Rows are counted only in runs of at least five without a crossing, so that a chance gap between two
    words is nothing.
    """
    crossing = sum(crosses(row, strip) for row in rows)
    if crossing > 0.9 * len(rows):
        return 0.0
    total = 0
    run: list[Sequence[Piece]] = []
    runs: list[list[Sequence[Piece]]] = []
    for row in rows:
        if crosses(row, strip):
            runs.append(run)
            run = []
        else:
            run.append(row)
    runs.append(run)
    for run in runs:
        widths: tuple[list[float], list[float]] = ([], [])
        spans: tuple[list[tuple[float, float]], list[tuple[float, float]]] = ([], [])
        for row in run:
            for side in (0, 1):
                part = [p for p in row if (p.x0 < strip[0]) == (side == 0)]
                if part:
                    spans[side].append((min(p.x0 for p in part), max(p.x1 for p in part)))
                    widths[side].append(sum(p.x1 - p.x0 for p in part))
        if min(len(widths[0]), len(widths[1])) < 5:
            continue
        filled = []
        for side in (0, 1):
            column = max(end for _, end in spans[side]) - min(start for start, _ in spans[side])
            full = sum(width >= 0.7 * column for width in widths[side])
            filled.append(full >= 0.4 * len(widths[side]) and column >= 8 * size)
        # A margin column need not be prose; its lines then stand at other heights than those beside it,
        # which a table's do not.
        aside = len(widths[0]) + len(widths[1]) - len(run) <= 0.75 * min(len(widths[0]), len(widths[1]))
        if all(filled) or (any(filled) and aside and len(run) >= 20):
            total += min(len(widths[0]), len(widths[1]))
    return total if total > 0.5 * crossing else 0.0


def crosses(row: Sequence[Piece], strip: Strip) -> bool:
    """Whether the row is written across the strip: over it, or with no more than a word's gap there."""
    before = [_inked_end(piece) for piece in row if piece.x0 < strip[0]]
    after = [piece.x0 for piece in row if piece.x0 >= strip[0]]
    if before and max(before) > strip[1]:
        return True
    if any(start < strip[1] for start in after):
        return True
    return bool(before and after) and min(after) - max(before) < 0.8 * row[0].size


def _inked_end(piece: Piece) -> float:
    """Where a piece ends to the eye: a full-width mark that closes it is half empty, and set into the margin."""
    return piece.x1 - (0.6 * piece.size if piece.text.rstrip()[-1:] in _HALF_EMPTY else 0.0)


def _crossings(rows: Sequence[Sequence[Piece]], strip: Strip) -> list[bool]:
    """Which rows are written across the gutter.

    A row alone among two-column rows, with a piece that begins where the right column does, only seems to
    cross: the width of what stands left of it was estimated too large.
    """
    crossings = [crosses(row, strip) for row in rows]
    starts = [
        min(piece.x0 for piece in row if piece.x0 >= strip[0])
        for row, crosses in zip(rows, crossings, strict=True)
        if not crosses and any(piece.x0 >= strip[0] for piece in row)
    ]
    if not starts:
        return crossings
    edge = min(starts)
    out = list(crossings)
    for index in range(1, len(rows) - 1):
        size = rows[index][0].size
        begins = any(abs(piece.x0 - x) < 0.3 * size for piece in rows[index] for x in (edge, edge + 2 * size))
        if crossings[index] and begins and not crossings[index - 1] and not crossings[index + 1]:
            out[index] = False
    return _with_single_rows(rows, strip, out)


def _with_single_rows(rows: Sequence[Sequence[Piece]], strip: Strip, crossings: list[bool]) -> list[bool]:
    """Rows that stand beside one across the page, and apart from the columns, belong to neither column.

    So does "附:" above the title of a table, or a speaker's name set wide under the title of a speech. Two such rows
    together have to stand on one side, or they may as well be columns of two lines.
    """
    heights = [row[0].y for row in rows]
    leadings: list[float] = []
    for is_left in (True, False):
        side = [
            row[0].y
            for row, crosses in zip(rows, crossings, strict=True)
            if not crosses and any((piece.x0 < strip[0]) == is_left for piece in row)
        ]
        leadings += [median(a - b for a, b in pairwise(side))] if len(side) > 1 else []
    if not leadings:
        return crossings
    apart = 1.8 * max(leadings)
    out = list(crossings)
    for index in range(len(rows)):
        for count in (1, 2):
            end = index + count
            if end > len(rows) or any(crossings[index:end]):
                continue
            sides = {piece.x0 < strip[0] for row in rows[index:end] for piece in row}
            above = index > 0 and crossings[index - 1]
            below = end < len(rows) and crossings[end]
            gap_above = index > 0 and heights[index - 1] - heights[index] > apart
            gap_below = end < len(rows) and heights[end - 1] - heights[end] > apart
            if (count == 1 or len(sides) == 1) and ((above and gap_below) or (below and gap_above)):
                out[index:end] = [True] * count
    return out
