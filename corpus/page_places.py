"""Find where on a page the words of a range stand.

The page's own characters come in the order in which its file draws them; canonical text has them in reading
order, without running heads, with table cells named by their columns. So a passage is looked for whole, and
where it is not there whole, clause by clause, each near what was found already. Blanks and the width of
punctuation do not count. What is found is a few boxes, one for each line; what is not found is said by
``Places.share``, and nothing is outlined in its stead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Document, Page, PageLine
from corpus.glyphs import SYMBOLS, unify_shared

CONTEXT_CHARS = 40
"""Looked at on either side, to tell one 牵头单位:科技局 from the next."""
ANCHOR_CHARS = 6
"""A piece this long stands on a page once or hardly more often; a shorter one is taken only near another."""
SHORTEST_PART = 4
"""Of a clause that is not there whole; shorter parts are on every page."""
ANCHOR_CELL = 4
"""The same of a table's cell, which is a name or a figure."""
NEAR_CHARS = 400
"""How far from what was found already a short piece may stand: about ten lines."""
ENOUGH = 0.6
"""Share of the characters that must be found: less would outline what merely looks alike."""
_CLAUSE_END = re.compile(r"(?<=[。；;！!？?，,、：:\n])")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, each side as a share of the page's width or height, from the upper left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageCharacters:
    """What a page shows, character by character, in the order of its file."""

    text: str
    boxes: tuple[Box, ...]
    """One for each character of ``text``."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A piece of canonical text to be found on a page."""

    text: str
    before: str = ""
    after: str = ""
    cells: tuple[str, ...] = ()
    """Of a table's row: the values that the page shows, without the column headings that the text repeats."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a passage stands: its lines, and how much of it was found."""

    boxes: tuple[Box, ...] = ()
    share: float = 0.0


def characters_of(lines: Sequence[PageLine]) -> PageCharacters:
    """The characters of lines that were recognised on a picture, each given its share of its line.

    A Chinese character is as wide as two others; an upright line is divided from top to bottom.
    """
    signs, boxes = [], []
    for line in lines:
        across, down = line.right - line.left, line.bottom - line.top
        widths = [1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.5 for sign in line.text]
        is_upright = len(line.text) > 1 and down > 1.5 * across
        at = 0.0
        for sign, width in zip(line.text, widths, strict=True):
            before, after = at / sum(widths), (at + width) / sum(widths)
            at += width
            signs.append(sign)
            boxes.append(
                Box(line.left, line.top + before * down, line.right, line.top + after * down)
                if is_upright
                else Box(line.left + before * across, line.top, line.left + after * across, line.bottom)
            )
    return PageCharacters("".join(signs), tuple(boxes))


def wanted_on(document: Document, page: Page, start: int, end: int) -> list[Wanted]:
    """What of ``document.text[start:end]`` stands on ``page``, table rows apart from prose."""
    low, high = max(start, page.start), min(end, page.end)
    found: list[Wanted] = []
    at = low
    for row in document.rows:
        if row.end <= low or row.start >= high:
            continue
        if row.start > at:
            found.append(_prose(document, page, at, row.start))
        values = tuple(value for _, value in row.cells if value.strip())
        found.append(Wanted(document.text[max(row.start, low) : min(row.end, high)], cells=values))
        at = max(at, row.end)
    if at < high:
        found.append(_prose(document, page, at, high))
    return [one for one in found if one.text.strip()]


def _prose(document: Document, page: Page, start: int, end: int) -> Wanted:
    text = document.text
    before = text[max(start - CONTEXT_CHARS, page.start) : start]
    return Wanted(text[start:end], before, text[end : min(end + CONTEXT_CHARS, page.end)])


def find_places(characters: PageCharacters, wanted: Sequence[Wanted]) -> Places:
    """The lines that hold ``wanted``; none where too little of it is on the page."""
    page = _Folded(characters.text)
    found: set[int] = set()
    sought = held = 0
    for one in wanted:
        pieces = [fold(cell) for cell in one.cells] or [fold(one.text)]
        sought += sum(map(len, pieces))
        spans = list(_row(page, pieces)) if one.cells else list(_passage(page, one))
        held += sum(end - start for start, end in spans)
        for start, end in spans:
            found.update(page.origin[start:end])
    share = held / sought if sought else 0.0
    if share < ENOUGH:
        return Places(share=share)
    return Places(tuple(_lines([characters.boxes[at] for at in sorted(found)])), share)


def fold(text: str) -> str:
    """``text`` without blanks and hyphens, in one width and one case: two that differ only so are alike."""
    plain = unicodedata.normalize("NFKC", unify_shared(text).translate(SYMBOLS)).casefold()
    return "".join(sign for sign in plain if not _is_blank(sign))


def _is_blank(sign: str) -> bool:
    """Blanks, and the hyphens by which a line breaks a word."""
    return sign in "-\u2010" or sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf", "Zs")


class _Folded:
    """A page's text as ``fold`` makes it, each sign with the place it came from."""

    def __init__(self, text: str) -> None:
        signs: list[str] = []
        self.origin: list[int] = []
        for at, sign in enumerate(text):
            folded = fold(sign)
            signs.append(folded)
            self.origin += [at] * len(folded)
        self.text = "".join(signs)

    def all(self, piece: str) -> Iterator[int]:
        at = self.text.find(piece) if piece else -1
        while at >= 0:
            yield at
            at = self.text.find(piece, at + 1)


def _passage(page: _Folded, one: Wanted) -> Iterator[tuple[int, int]]:
    """The passage whole, else its clauses."""
    whole, before, after = fold(one.text), fold(one.before), fold(one.after)
    starts = list(page.all(whole))
    if starts:
        best = max(starts, key=lambda at: _agreement(page.text, at, at + len(whole), before, after))
        yield best, best + len(whole)
        return
    yield from _near_each_other(page, list(_clauses(page, one.text)), ANCHOR_CHARS)


def _agreement(text: str, start: int, end: int, before: str, after: str) -> int:
    """How many signs before and after a place are as expected."""
    left = next(
        (n for n, sign in enumerate(reversed(before)) if text[start - n - 1 : start - n] != sign), len(before)
    )
    right = next((n for n, sign in enumerate(after) if text[end + n : end + n + 1] != sign), len(after))
    return left + right


def _clauses(page: _Folded, text: str) -> Iterator[str]:
    """The clauses, and of one that a running head or a line's end interrupts the parts on either side."""
    for clause in map(fold, _CLAUSE_END.split(text)):
        while clause:
            length = _longest_beginning(page.text, clause)
            if length >= SHORTEST_PART or length == len(clause):
                yield clause[:length]
            clause = clause[max(length, 1) :]


def _longest_beginning(text: str, clause: str) -> int:
    """How many signs from the beginning of ``clause`` stand side by side in ``text``."""
    low, high = 0, len(clause)
    while low < high:
        middle = (low + high + 1) // 2
        if clause[:middle] in text:
            low = middle
        else:
            high = middle - 1
    return low


def _row(page: _Folded, cells: Sequence[str]) -> Iterator[tuple[int, int]]:
    """A table's row: its values side by side, in this order where the file draws row by row."""
    whole = "".join(cells)
    starts = list(page.all(whole))
    if len(starts) == 1:
        yield starts[0], starts[0] + len(whole)
        return
    yield from _near_each_other(page, [cell for cell in cells if cell], ANCHOR_CELL)


def _near_each_other(page: _Folded, pieces: Sequence[str], anchor_chars: int) -> Iterator[tuple[int, int]]:
    """Long pieces where they stand alone, then short ones and repeated ones beside them."""
    places: dict[int, tuple[int, int]] = {}
    for at, piece in enumerate(pieces):
        starts = list(page.all(piece))
        if len(starts) == 1 and (len(piece) >= anchor_chars or len(pieces) == 1):
            places[at] = (starts[0], starts[0] + len(piece))
    if not places:
        return
    for at in sorted(set(range(len(pieces))) - set(places), key=lambda at: _distance(at, places)):
        near = places[min(places, key=lambda known: abs(known - at))]
        closest = min(page.all(pieces[at]), key=lambda start: abs(start - near[0]), default=None)
        if closest is not None and abs(closest - near[0]) <= NEAR_CHARS:
            places[at] = (closest, closest + len(pieces[at]))
    yield from places.values()


def _distance(at: int, places: Iterable[int]) -> int:
    return min(abs(known - at) for known in places)


def _lines(boxes: Sequence[Box]) -> Iterator[Box]:
    """Boxes of neighbouring characters on one line made one."""
    line: Box | None = None
    for box in boxes:
        if box.right <= box.left or box.bottom <= box.top:  # a blank
            continue
        if line is not None and _goes_on(line, box):
            line = Box(
                min(line.left, box.left),
                min(line.top, box.top),
                max(line.right, box.right),
                max(line.bottom, box.bottom),
            )
            continue
        if line is not None:
            yield line
        line = box
    if line is not None:
        yield line


def _goes_on(line: Box, box: Box) -> bool:
    """Whether a character stands on the line and not far behind it."""
    middle = (box.top + box.bottom) / 2
    height = max(line.bottom - line.top, box.bottom - box.top)
    return line.top <= middle <= line.bottom and -height <= box.left - line.right <= 3 * height
