"""Pieces of text with positions, and the lines that pieces of one height make.

Widths are estimated from the characters (Chinese: one em), since pypdf tells where a piece begins but
not where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.glyphs import SYMBOLS, unify

# Parts of an em, by and large those of Times and Helvetica; digits and small letters stand between.
_NARROW, _SMALL, _DIGIT, _CAPITAL, _BROAD = 0.28, 0.46, 0.5, 0.66, 0.8
_TORN_WIDTH = 0.2
_CLOSING = "，。、；：！？）》〉」』】〕”’,.;:!?)"
_CELL_GAP = 1.3
"""Gap, in em, from which two pieces of one line are two cells and not two words."""
_LETTERS, _LETTER_SPACE = 8, 0.8
"""From so many characters that stand apart they count as set so, and what follows further apart by so many em."""


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


def clip(pieces: Sequence[Piece]) -> list[Piece]:
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


def close_letters(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with those of a row made one whose characters stand apart: 股 东 权 利 of a grid wider than its type.

    Their gaps stand below each other and would pass for a gutter, or for cells.
    """
    out: list[Piece] = []
    for row in group_rows(pieces):
        if not _is_letter_spaced(row):
            out += row
            continue
        start = len(out)
        for piece in row:
            last = out[-1] if len(out) > start else None
            if last is not None and piece.x0 - last.x1 < (_CELL_GAP + _LETTER_SPACE) * piece.size:
                out[-1] = Piece(
                    f"{last.text} {piece.text}", last.x0, last.y, max(last.x1, piece.x1), last.size
                )
            else:
                out.append(piece)
    return out


def _is_letter_spaced(row: Sequence[Piece]) -> bool:
    """Whether most of the Chinese characters of a row stand apart, in one piece or each in its own."""
    texts = [piece.text.strip() for piece in row]
    count = sum(len(text) - text.count(" ") for text in texts)
    apart = sum(len(_TORN.findall(text)) for text in texts) + sum(
        _TORN.search(f"{left[-1:]} {right[:1]}") is not None
        for (left, right), (one, other) in zip(pairwise(texts), pairwise(row), strict=True)
        if other.x0 - one.x1 > 0.6 * other.size
    )
    return count >= _LETTERS and apart >= 0.6 * count


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


def make_lines(pieces: Sequence[Piece]) -> list[Line]:
    """The lines of one column, top line first; the column's edges are not known yet."""
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
    text = unify(text).translate(SYMBOLS)
    text = _TORN_MARKS.sub("", _TORN_DIGITS.sub("", _TORN.sub("", text)))
    return re.sub(r" *\t *", " ", text).strip()
