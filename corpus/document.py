"""The values that travel: a document, its pages, its sections, its tables.

A document has one canonical text. A page, a section, a table row is a half-open range of
code points in it, so ``document.text[x.start:x.end]`` is what it covers and nothing is ever
found again by searching for its words. All values are frozen; all offsets count Python
characters, end excluded.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["plan", "criteria", "report", "other"]
KINDS: tuple[Kind, ...] = ("plan", "criteria", "report", "other")


class PageLine(NamedTuple):
    """A line that was recognised on a page's picture; each side is a share of the picture, from the upper left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paged format; ``number`` counts from 1."""

    number: int
    start: int
    end: int
    ocr_confidence: float | None = None
    """Mean confidence in [0, 1] where the text was recognised from a picture, else None."""
    lines: tuple[PageLine, ...] = ()
    """Where the text was recognised from a picture: what was read where. The original itself has no words to look for."""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a document, as its author divided it (章节).

    ``text[start:heading_end]`` is the heading alone, as written; ``text[body_start:end]`` is
    everything under it, sub-sections included. Heading and body may share a line.
    """

    level: int
    """Depth in this document's tree, 1 at the top. Not the level of the numbering family."""
    path: tuple[str, ...]
    """Headings from the top down to this one, each as written, this one last."""
    start: int
    heading_end: int
    body_start: int
    end: int
    parent: int | None
    """Position of the enclosing section in ``Document.sections``, or None at the top."""

    @property
    def heading(self) -> str:
        """The heading alone, as written, numbering included."""
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table, written into the text as one line that can be quoted alone."""

    table: int
    """Which table of the document, from 0."""
    row: int
    """Row number as the file counts it, from 1."""
    start: int
    end: int
    cells: tuple[tuple[str, str], ...]
    """(column heading, value) in column order; the heading may be empty."""
    place: str = ""
    """Where a person finds it: the sheet's name for a workbook, else empty."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says of itself; None where it does not say."""

    title: str
    kind: Kind = "other"
    issuer: str | None = None
    """发文机关, or for a web page the body named as 来源."""
    number: str | None = None
    """发文字号 as written."""
    date: str | None = None
    """成文日期, else 发布日期, as YYYY-MM-DD (or YYYY-MM, YYYY where no more is given)."""
    status: str | None = None
    """有效性: 现行, 失效, 试行, 征求意见稿."""
    source: str | None = None
    """Where it was taken from, in words or as an address."""
    sample: bool = False
    """True for a demonstration document, whose figures are invented."""


@dataclass(frozen=True, slots=True)
class LoadWarning:
    """Something that a loader could not carry over, said rather than lost."""

    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class LoadedText:
    """What a loader makes of one file, before its structure is read.

    ``hints`` are metadata that the format itself states, by the field names of ``Metadata``
    (a web page's 发文字号 row, a file's title property that is not a tool's default).
    """

    text: str
    pages: tuple[Page, ...] = ()
    rows: tuple[TableRow, ...] = ()
    headings: tuple[tuple[int, int, int], ...] = ()
    """(start, end, level) of headings that the format marks as such: Markdown, HTML, DOCX styles."""
    warnings: tuple[LoadWarning, ...] = ()
    hints: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One source with its canonical text and everything read out of it."""

    document_id: str
    """First 16 hexadecimal digits of the SHA-256 of the file's bytes: a citation names one exact text."""
    file: str
    """The name it was given under, relative to the folder ingested, with forward slashes."""
    text: str
    metadata: Metadata
    pages: tuple[Page, ...] = ()
    sections: tuple[Section, ...] = ()
    """In text order, parents before children."""
    rows: tuple[TableRow, ...] = ()
    warnings: tuple[LoadWarning, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """Number of the page that holds ``offset``, or None where the format has no pages."""
        if not self.pages:
            return None
        position = bisect_right([page.start for page in self.pages], offset) - 1
        return self.pages[max(position, 0)].number

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that holds ``offset``, or None before the first heading."""
        found = None
        for section in self.sections:
            if section.start > offset:
                break
            if offset < section.end:
                found = section
        return found

    def path_at(self, offset: int) -> tuple[str, ...]:
        """Heading path at ``offset``; empty before the first heading."""
        section = self.section_at(offset)
        return section.path if section else ()
