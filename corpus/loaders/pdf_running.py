"""Find what a PDF prints on its pages without being part of the text: page numbers, running heads and feet.

They are known by coming back: the same line near the paper's edge on half of the pages, or on pages that follow each
other, as the heads of chapters do. A line that many pages begin with here and there, such as 责任单位:市教育局, is
text, and so is one whose number grows otherwise than pages do (合计100, 合计200). A head that stands on one
page alone, as the left one does in a document of three pages, is known by its place: small type, above a gap, at
the height at which other pages have theirs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.characters import DASHES
from corpus.loaders.pdf_columns import measure_columns
from corpus.loaders.pdf_layout import Line
from corpus.loaders.pdf_page import TABLE_MARK, PdfPage, body_size

_PAGE_NUMBER = re.compile(
    rf"^(?:[{DASHES}_·•~～\s]*(?:[\d０-９]{{1,4}}|[ivxlcIVXLC]{{1,6}}|[Ⅰ-Ⅻⅰ-ⅻ]{{1,4}})[{DASHES}_·•~～\s]*"
    r"|第\s*[\d一二三四五六七八九十百]+\s*页(?:\s*[,，/]?\s*[(（]?共\s*[\d一二三四五六七八九十百]+\s*页[)）]?)?"
    r"|[\d０-９]{1,4}\s*[/／]\s*[\d０-９]{1,4}|Page\s*\d+(?:\s*of\s*\d+)?)$",
    re.I,
)
_BESIDE = re.compile(
    # … 3, … — 3 —, … 3/92, … 第3页共92页, … iv; squeezed, so that a Latin word must not end in its last letters.
    rf"^[{DASHES}·•|第]*[\d０-９]+页?(?:[/／][\d０-９]+|[,，/／(（]?共[\d０-９]+页[)）]?)?[{DASHES}·•|]*"
    rf"|[{DASHES}·•|]*第?[\d０-９]+页?(?:[/／][\d０-９]+|[,，/／(（]?共[\d０-９]+页[)）]?)?[{DASHES}·•|页]*$"
    r"|(?<![A-Za-z])[ivxlc]{1,6}$"
)
_COUNTED = re.compile(r"(?:附[件表录图]|[图表]|图表|专栏|案例|第|[(（])#.{0,2}")
"""What a number at the edge of a page belongs to that is no page number: each annex begins at the top of its page."""
_SAME_HEIGHT = 15.0
_OFTEN = 8
_SMALLER = 0.92
"""Of the body's size: a running head in the body's own type cannot be told from its first line by looks."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line near the edge stands."""

    page: int
    y: float
    number: int | None
    """That begins or ends it."""


def drop_running_lines(pages: Sequence[PdfPage]) -> None:
    """Take page numbers and running heads out of the top and the foot of the pages."""
    seen: dict[str, list[_Place]] = defaultdict(list)
    for page in pages:
        if len(page.lines) < 2:
            continue  # what is all of a page proves nothing of others
        for edge in _edge_lines(page):
            seen[_shape(edge.text)].append(_Place(page.number, edge.y, _number_in(edge.text)))
    usable = sum(page.usable for page in pages)
    # A head may change between left and right pages and with the chapter, so a third of the pages will do, and
    # in a book fewer.
    needed = max(3, min(usable // 3, _OFTEN)) if usable > 2 else 2
    heads = [line.y for page in pages if (line := _head(page)) is not None]
    for page in pages:
        head = _head(page)
        if head is not None and sum(abs(head.y - y) < 1.5 for y in heads) < max(2, usable // 2):
            head = None
        for line in _edge_lines(page):
            outermost = line.y in (max(x.y for x in page.lines), min(x.y for x in page.lines))
            numbered = outermost and _PAGE_NUMBER.match(line.text) and not _is_year(page, line)
            shape = _shape(line.text)
            running = not _COUNTED.fullmatch(shape) and _comes_back(line, seen[shape], needed, usable)
            if numbered or line is head or running:
                page.lines.remove(line)
        # A foot that stands further out than the text, as a browser prints it, is no measure of the text's indents.
        measure_columns(page.lines)


def _comes_back(line: Line, places: Sequence[_Place], needed: int, usable: int) -> bool:
    """Whether the line stands at this height on enough pages: a clause that two pages begin with stands where it happens to.

    A scan's pages lie askew by some points.
    """
    level = [place for place in places if abs(place.y - line.y) < _SAME_HEIGHT]
    on = {place.page for place in level}
    if len(on) < needed or not _counts_pages(level):
        return False
    # Left and right pages may have heads of their own.
    return 2 * len(on) >= usable or max(on) - min(on) <= 2 * len(on)


def _counts_pages(places: Sequence[_Place]) -> bool:
    """Whether the numbers of the lines grow as pages do, by one or, where a sheet holds two, by two."""
    counted = [(place.page, place.number) for place in places if place.number is not None]
    if not counted:
        return True
    numbers, on = [number for _, number in counted], [page for page, _ in counted]
    return max(numbers) - min(numbers) <= 2 * (max(on) - min(on)) + 2


def _number_in(text: str) -> int | None:
    """The number that begins or ends a line, of 3/92 the first; None where there is none."""
    beside = _BESIDE.search("".join(text.split()))
    digits = re.search(r"\d+", beside[0]) if beside else None
    return int(digits[0]) if digits else None


def _is_year(page: PdfPage, line: Line) -> bool:
    """Whether a page holds nothing but a year, as a cover does."""
    return len(page.lines) == 1 and re.fullmatch(r"(?:19|20)\d\d", line.text.strip()) is not None


def _shape(text: str) -> str:
    """A line without the page number that begins or ends it; a number inside is what the line says."""
    return _BESIDE.sub("#", "".join(text.split()))


def _edge_lines(page: PdfPage) -> list[Line]:
    """The topmost and the lowest lines, as far as they stand near the paper's edge.

    A table that fills page after page stands there too, and is no running head. A page that shows a picture may
    have no other line than its head.
    """
    by_height = sorted(page.lines, key=lambda line: line.y)
    if not by_height:
        return []
    low, high = by_height[0].y, by_height[-1].y
    near = max(60.0, 0.1 * (high - low))
    top = [line for line in by_height[-3:] if high - line.y < near]
    foot = [line for line in by_height[:3] if line.y - low < near and line not in top]
    return [line for line in top + foot if TABLE_MARK not in line.text]


def _head(page: PdfPage) -> Line | None:
    """The topmost line, if it is set smaller than the text and apart from it."""
    by_height = sorted(page.lines, key=lambda line: -line.y)
    if len(by_height) < 4 or TABLE_MARK in by_height[0].text:
        return None
    first, second = by_height[:2]
    size = body_size(page)
    return first if first.size < _SMALLER * size and first.y - second.y > 1.5 * size else None
