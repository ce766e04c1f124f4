"""From pieces of text with positions to the lines of a page, in reading order.

A PDF says where each piece of text stands and nothing of lines, columns or order. Pieces of one height
become lines; a strip that stays white down the page is the gutter between two columns when the lines on
both sides are filled like prose (a table's cells are not); lines that cross it part the page into bands,
each read column after column.

Widths are estimated from the characters (Chinese: one em), since pypdf tells where a piece begins but
not where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from corpus.glyphs import unify

# Parts of an em, by and large those of Times and Helvetica; digits and small letters stand between.
_NARROW, _SMALL, _DIGIT, _CAPITAL, _BROAD = 0.28, 0.46, 0.5, 0.66, 0.8
_TORN_WIDTH = 0.2
_CLOSING = "，。、；：！？）》〉」』】〕”’,.;:!?)"
_HALF_EMPTY = frozenset("，。、；：！？）》〉」』】〕")
_CELL_GAP = 1.3
"""Gap, in em, from which two pieces of one line are two cells and not two words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text shown in one go: left edge, baseline (upward), estimated right edge, font size."""

    text: str
    x0: float
    y: float
    x1: float
    size: float


@dataclass(slots=True)
class Line:
    """One line of one column; ``left`` and ``right`` are the edges of that column."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    cells: int
    left: float = 0.0
    right: float = 0.0
    column: int = 0
    """Counts the columns of the page in reading order; a line after a change of column follows no line."""
    pieces: list[Piece] = field(default_factory=list)


def text_width(text: str, size: float) -> float:
    """Estimated width of ``text`` in a font of ``size``."""
    width = sum(_character_width(character) for character in text)
    # Between Chinese characters a space is what pypdf makes of wide setting, and not a character's width.
    torn = sum(len(space) for space in _TORN.findall(text))
    return size * (width - torn * (_NARROW - _TORN_WIDTH))


def _character_width(character: str) -> float:
    if ord(character) >= 0x2E80 or character in "“”‘’—…·①②③④⑤⑥⑦⑧⑨⑩":
        return 1.0
    if character in " .,;:'|!()[]ijltfrI/-":
        return _NARROW
    if character in "mwMW%@&":
        return _BROAD
    if character.isdigit():
        return _DIGIT
    return _CAPITAL if character.isupper() else _SMALL


def read_lines(pieces: Sequence[Piece]) -> list[Line]:
    """Lines of the page in reading order."""
    pieces = [piece for piece in pieces if piece.text.strip()]
    if not pieces:
        return []
    lines: list[Line] = []
    for column, block in enumerate(_columns(_clip(pieces), 0)):
        made = _make_lines(block)
        left = min(line.x0 for line in made)
        right = _right_edge(made, left)
        for line in made:
            line.left, line.right, line.column = left, right, column
        lines += made
    return lines


def _right_edge(lines: Sequence[Line], left: float) -> float:
    """Where the full lines of a column end: most of them together, far enough to the right."""
    furthest = max(line.x1 for line in lines)
    candidates = [line.x1 for line in lines if line.x1 > left + 0.7 * (furthest - left)]
    reach = 0.8 * median(line.size for line in lines)
    counts = {x: sum(abs(other - x) <= reach for other in candidates) for x in candidates}
    most = max(counts.values())
    return furthest if most < 3 else max(x for x, count in counts.items() if count >= 0.6 * most)


def _clip(pieces: Sequence[Piece]) -> list[Piece]:
    """End each piece where the next one on its baseline begins, where the estimate went beyond."""
    rows = group_rows(pieces)
    out = []
    for row in rows:
        for piece, following in zip(row, [*row[1:], None], strict=True):
            end = piece.x1
            if following is not None and piece.x0 < following.x0 < end:
                end = following.x0
            out.append(Piece(piece.text, piece.x0, piece.y, end, piece.size))
    return out


def group_rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that share a height, top row first, each row from left to right."""
    rows: list[list[Piece]] = []
    spans: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda p: (-p.y, p.x0)):
        low, high = piece.y - 0.12 * piece.size, piece.y + 0.78 * piece.size
        for index in range(len(rows) - 1, max(len(rows) - 4, -1), -1):
            row_low, row_high = spans[index]
            overlap = min(high, row_high) - max(low, row_low)
            if overlap > 0.55 * min(high - low, row_high - row_low):
                rows[index].append(piece)
                if high - low > row_high - row_low:
                    spans[index] = (low, high)
                break
        else:
            rows.append([piece])
            spans.append((low, high))
    for row in rows:
        row.sort(key=lambda p: p.x0)
    return rows


def _columns(pieces: Sequence[Piece], depth: int) -> list[list[Piece]]:
    """The pieces of each column or full-width band, in reading order."""
    gutter = _find_gutter(pieces) if depth < 3 else None
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


def _find_gutter(pieces: Sequence[Piece]) -> tuple[float, float] | None:
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


def _gutter_score(rows: Sequence[Sequence[Piece]], strip: tuple[float, float], size: float) -> float:
    """How many rows have prose on both sides of the strip; 0 where it is no gutter.

    Rows are counted only in runs of at least five without a crossing, so that a chance gap between two
    words is nothing.
    """
    crossing = sum(_crosses(row, strip) for row in rows)
    if crossing > 0.9 * len(rows):
        return 0.0
    total = 0
    run: list[Sequence[Piece]] = []
    runs: list[list[Sequence[Piece]]] = []
    for row in rows:
        if _crosses(row, strip):
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


def _crosses(row: Sequence[Piece], strip: tuple[float, float]) -> bool:
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


def _crossings(rows: Sequence[Sequence[Piece]], strip: tuple[float, float]) -> list[bool]:
    """Which rows are written across the gutter.

    A row alone among two-column rows, with a piece that begins where the right column does, only seems to
    cross: the width of what stands left of it was estimated too large.
    """
    crossings = [_crosses(row, strip) for row in rows]
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


def _with_single_rows(
    rows: Sequence[Sequence[Piece]], strip: tuple[float, float], crossings: list[bool]
) -> list[bool]:
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


def _make_lines(pieces: Sequence[Piece]) -> list[Line]:
    lines = []
    for row in group_rows(pieces):
        text, cells = join_pieces(row)
        if text:
            size = max(row, key=lambda p: p.x1 - p.x0).size
            x0, x1 = row[0].x0, max(piece.x1 for piece in row)
            # White space in front of a line is its indent, not its text.
            lead = len(row[0].text) - len(row[0].text.lstrip())
            x0 += text_width(row[0].text[:lead], row[0].size)
            lines.append(Line(text, x0, x1, row[0].y, size, cells, pieces=list(row)))
    return lines


def join_pieces(row: Sequence[Piece]) -> tuple[str, int]:
    """Text of a row, and how many cells it falls into."""
    text, cells, end = "", 1, row[0].x0
    for piece in row:
        gap = piece.x0 - end
        if text and gap > _CELL_GAP * piece.size and piece.text[0] not in _CLOSING:
            cells += 1
            text = text.rstrip() + "\t"
        elif text and gap > 0.6 * piece.size and not text[-1].isspace():
            text += " "  # smaller gaps are judged by pypdf, which knows the font's widths
        text += piece.text
        end = max(end, piece.x1)
    return tidy(text), cells


_CJK = "\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’…—"
_TORN = re.compile(rf"(?<=[{_CJK}]) +(?=[{_CJK}])")
_TORN_DIGITS = re.compile(rf"(?<=[{_CJK}]) +(?=[\d０-９])|(?<=[\d０-９]) +(?=[{_CJK}])")
# A full-width mark has its room on its own: "20% 。", "（R&D ）".
_TORN_MARKS = re.compile(
    r" +(?=[，。、；：！？）》〉」』】〕])|(?<=[（《〈「『【〔]) +"
    # A narrow mark after a Chinese character ends a Chinese clause; what a figure or a word goes on with is left.
    rf"|(?<=[{_CJK}]) +(?=[,;:!?](?:[{_CJK}]|$))"
)


def tidy(text: str) -> str:
    """Text without the spaces that setting puts between Chinese characters and around figures."""
    text = unify(text)
    text = _TORN_MARKS.sub("", _TORN_DIGITS.sub("", _TORN.sub("", text)))
    return re.sub(r" *\t *", " ", text).strip()
