"""Write canonical text: one paragraph a line, and every range known as it is written.

All loaders build their text through ``TextBuilder``, so the promises hold in one place: "\\n" is the
only line end, no line is empty, no control character, byte order mark or half of a surrogate pair is
in it, white space inside a line is single, and the document's own punctuation stays as it is wide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.document import LoadedText, LoadWarning, Page, PageLine, TableRow
from corpus.errors import NoTextError

# str.splitlines() knows more line ends than a reader does; each of them becomes "\n" here.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
# Controls, byte order marks, zero-width and direction marks, halves of surrogate pairs, non-characters.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_SPACES = re.compile("[\t\x20\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


def clean_lines(text: str) -> list[str]:
    """Lines of ``text`` as canonical text holds them, empty ones left out."""
    text = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))
    lines = (_SPACES.sub(_one_space, line).strip() for line in text.split("\n"))
    return [line for line in lines if line]


def clean_line(text: str) -> str:
    """``text`` as one canonical line; breaks inside it become a space where words would touch."""
    return join_lines(clean_lines(text))


def join_lines(lines: Sequence[str]) -> str:
    """Join the lines of one paragraph: nothing between Chinese characters, a space between words."""
    out = ""
    for line in lines:
        if out and needs_space(out[-1], line[0]):
            out += " "
        out += line
    return out


def needs_space(left: str, right: str) -> bool:
    """Whether two characters on either side of a line break stood for two words."""
    return left.isascii() and right.isascii() and left not in "-/(" and right not in ",.;:!?)%"


def _one_space(match: re.Match[str]) -> str:
    return "\u3000" if "\u3000" in match.group() else " "


class TextBuilder:
    """Collects lines, rows, headings and pages, and keeps their offsets."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._pages: list[Page] = []
        self._rows: list[TableRow] = []
        self._headings: list[tuple[int, int, int]] = []
        self._warnings: list[LoadWarning] = []
        self._tables = 0
        self.hints: dict[str, str] = {}

    @property
    def length(self) -> int:
        """Characters written so far."""
        return self._length

    def write(self, text: str) -> tuple[int, int] | None:
        """Write each non-empty line of ``text`` as a paragraph; the range covered, or None."""
        lines = clean_lines(text)
        if not lines:
            return None
        if self._length:
            self._append("\n")
        start = self._length
        self._append("\n".join(lines))
        return start, self._length

    def write_heading(self, text: str, level: int) -> None:
        """Write a heading that the format marks as such, on one line."""
        written = self.write(clean_line(text))
        if written:
            self._headings.append((*written, level))

    def continue_line(self, text: str) -> None:
        """Go on with the paragraph written last (a sentence that a page break interrupts)."""
        line = clean_line(text)
        if not line:
            return
        if self._parts and needs_space(self._parts[-1][-1], line[0]):
            line = " " + line
        self._append(line)

    def next_table(self) -> int:
        """Number of a table that begins here."""
        self._tables += 1
        return self._tables - 1

    def write_row(
        self, line: str, cells: Sequence[tuple[str, str]], *, table: int, row: int, place: str = ""
    ) -> None:
        """Write one table row as one line."""
        written = self.write(clean_line(line))
        if written:
            self._rows.append(TableRow(table, row, *written, cells=tuple(cells), place=place))

    def close_page(
        self, number: int, ocr_confidence: float | None = None, lines: tuple[PageLine, ...] = ()
    ) -> None:
        """Everything written since the page before belongs to page ``number``."""
        start = self._pages[-1].end if self._pages else 0
        self._pages.append(Page(number, start, self._length, ocr_confidence, lines))

    def warn(self, message: str, page: int | None = None) -> None:
        """Say what could not be carried over; the same thing is said once."""
        warning = LoadWarning(message, page)
        if warning not in self._warnings:
            self._warnings.append(warning)

    def finish(self, empty_reason: str) -> LoadedText:
        """The loaded text.

        Raises:
            NoTextError: Nothing was written; ``empty_reason`` is its message.
        """
        if not self._length:
            raise NoTextError(empty_reason)
        return LoadedText(
            text="".join(self._parts),
            pages=tuple(self._pages),
            rows=tuple(self._rows),
            headings=tuple(self._headings),
            warnings=tuple(self._warnings),
            hints={name: value for name, value in self.hints.items() if value},
        )

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
