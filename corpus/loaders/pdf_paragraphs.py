"""Join the lines of a PDF into paragraphs and write them, across columns and pages.

Lines are joined where the setting says that a paragraph goes on: the line before is full, the next one is
not indented, and no number of a clause begins. Footnotes at the foot of a page come before the paragraph that the
page's end interrupts, so that its sentence is whole and each note stays on its page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.loaders.canonical import TextBuilder, clean_line
from corpus.loaders.paragraphs import (
    ClauseNumbers,
    ends_sentence,
    is_contents_entry,
    starts_with_number,
)
from corpus.loaders.pdf_layout import Line, text_width
from corpus.loaders.pdf_page import TABLE_MARK, PdfPage, body_size
from corpus.loaders.pdf_tables import RuledTable
from corpus.loaders.tables import GridRow, header_rows, repeated, write_table

_TITLE_SIZE = 1.15
"""Of the body's size, from which a line is a title's."""
_NOTE_SIZE = 0.92
_NOTE_MARK = re.compile(r"[①-⑳⑴-⒇*＊†]|[\[［〔(（]?\d{1,3}[\]］〕)）]?\s?(?=[^\d\s.．、,，%])|注\s*[:：\d]")
_UNPARTED = re.compile(r"[（《〈「『【〔]*[^\x00-\x7f]?(?:[“”‘’—·]+.?|[，。、；：！？）》…％]|[\x21-\x7e])*")
_BLOCK_WIDTH = 18
"""Characters in a line from which equally long lines are prose, and no list of names."""
_ANNEX = re.compile(r"附\s*件\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?")
_DASH = re.compile("[-—–―•·●○■□◆▪]")


class ParagraphWriter:
    """Keeps the open paragraph across columns and pages."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._last: Line | None = None
        self._opened: Line | None = None
        """The first line of the paragraph that ``_last`` is in."""
        self._numbers = ClauseNumbers()
        self._open_table: tuple[RuledTable, list[GridRow]] | None = None
        """The table written last, with its header, as long as nothing else followed it."""

    def interrupt(self) -> None:
        """What follows does not go on with what is written."""
        self._last = None

    def write(self, page: PdfPage) -> None:
        """Write the lines and tables of a page."""
        lines = [line for line in page.lines if TABLE_MARK in line.text or clean_line(line.text)]
        if not lines:
            return
        setting = _Setting(page, lines)
        notes = _footnotes(lines, setting.size)
        body = lines[: len(lines) - len(notes)]
        interrupted = len(body)
        if notes and _is_full(body[-1]) and not ends_sentence(body[-1].text):
            interrupted = self._start_of_last(body, setting)
        self._write_lines(body[:interrupted], page, setting, first=True)
        self._write_notes(notes, setting)
        self._write_lines(body[interrupted:], page, setting, first=False)

    def _write_notes(self, notes: Sequence[Line], setting: _Setting) -> None:
        before: Line | None = None
        for note in notes:
            is_new = before is None or _NOTE_MARK.match(note.text)
            if before is not None and not is_new and self._goes_on(before, note, None, setting, False):
                self._builder.continue_line(clean_line(note.text))
            else:
                self._builder.write(clean_line(note.text))
                self._opened = note
            self._last = before = note

    def _write_lines(self, lines: Sequence[Line], page: PdfPage, setting: _Setting, *, first: bool) -> None:
        for position, line in enumerate(lines):
            if TABLE_MARK in line.text:
                self._write_marked(line.text, page, at_top=first)
                first = False
                continue
            self._open_table = None
            following = lines[position + 1] if position + 1 < len(lines) else None
            if self._last is not None and self._goes_on(self._last, line, following, setting, first):
                self._builder.continue_line(clean_line(line.text))
            else:
                self._builder.write(clean_line(line.text))
                self._opened = line
                self._numbers.begin(line.text)
            self._last, first = line, False

    def _write_marked(self, text: str, page: PdfPage, *, at_top: bool) -> None:
        """Write the tables marked in a line, and what else is in it."""
        for part in re.split(f"({TABLE_MARK}\\d+)", text):
            if not part.startswith(TABLE_MARK):
                self._builder.write(part)
                continue
            table = page.tables[int(part[1:])]
            rows, header = table.rows, header_rows(table.rows)
            if at_top and self._open_table and self._open_table[0].has_columns_of(table):
                # It goes on from the page before: its rows need the header that stands there.
                header = self._open_table[1]
                rows = [*repeated(header), *rows]
            write_table(self._builder, rows)
            self._open_table = (table, header)
        self._last = None

    def _start_of_last(self, body: Sequence[Line], setting: _Setting) -> int:
        """Where the last paragraph of a page begins; its end where it goes on from the page before."""
        for position in range(len(body) - 1, 0, -1):
            before, line = body[position - 1], body[position]
            if TABLE_MARK in before.text:
                return position
            following = body[position + 1] if position + 1 < len(body) else None
            if not self._goes_on(before, line, following, setting, False):
                return position
        going_on = self._last is not None and self._goes_on(self._last, body[0], None, setting, True)
        return len(body) if going_on else 0

    def _goes_on(
        self, last: Line, line: Line, following: Line | None, setting: _Setting, new_page: bool
    ) -> bool:
        """Whether ``line`` belongs to the paragraph that ``last`` is in."""
        size = max(last.size, line.size)
        if abs(last.size - line.size) > 0.12 * size or last.cells > 2 or line.cells > 2:
            return False
        same_block = not new_page and last.column == line.column
        titles = setting.is_title(last) and setting.is_title(line)
        apart = max(1.7 * max(setting.leading, 1.2 * size), 2.2 * size if titles else 0.0)
        if same_block and setting.leading > 0 and last.y - line.y > apart:
            return False
        # Where no first line is indented, room between the lines parts the paragraphs.
        if same_block and ends_sentence(last.text) and last.y - line.y > 1.25 * max(setting.tight, size):
            return False
        if _ANNEX.fullmatch(line.text) or is_contents_entry(last.text):
            return False
        indent = line.x0 - line.left
        if starts_with_number(line.text) and (
            ends_sentence(last.text) or not _is_full(last) or indent > 1.2 * size
        ):
            return False
        if self._numbers.begins_next(line.text, alone=last is self._opened):
            return False
        # The last line of a title may be nearly as long as the full one above it.
        centred = _is_centred(line) or (titles and _is_centred(line, margin=0.8))
        if centred and (_is_centred(last) or (_is_full(last) and setting.is_title(last))):
            return (
                same_block
                and line.size > 13
                and last.y - line.y < 2.2 * size
                and (not line.text.startswith(("第", "(", "（")) or _is_unclosed(last.text))
            )
        if not _is_full(last, line):
            return False
        if indent < 0.8 * size:
            return True
        if ends_sentence(last.text):
            return False
        if setting.are_of_one_block(last, line):
            return True
        if not same_block:
            # The second and later lines of a block stand as far in on the next page.
            return last is not self._opened and abs(indent - (last.x0 - last.left)) < 0.5 * size
        if (
            last is self._opened
            and 0.8 * size < last.x0 - last.left < 0.4 * (last.right - last.left)  # and no signature
            and 0.8 * size < line.x0 - last.x0 < 4 * size
        ):
            return True  # a hanging paragraph: what begins anew stands no deeper than the line before began
        if _DASH.match(last.text) and 0 < line.x0 - last.x0 < 4 * size:
            return True  # under the words of an item, whose dash hangs before them
        return abs(line.x0 - last.x0) < 0.5 * size and self._is_block(last, line, following, setting)

    def _is_block(self, last: Line, line: Line, following: Line | None, setting: _Setting) -> bool:
        """Whether an indented line goes on with one indented as far: where each first line of a paragraph
        stands so, it takes a third one to tell."""
        if not setting.indents_first_lines:
            return True
        if last is not self._opened:
            return True
        return (
            following is not None
            and following.column == line.column
            and abs(following.x0 - line.x0) < 0.5 * line.size
            and _is_full(line)
            and not starts_with_number(last.text)
        )


class _Setting:
    """How a page is set."""

    def __init__(self, page: PdfPage, lines: Sequence[Line]) -> None:
        leadings = [a.y - b.y for a, b in pairwise(lines) if a.column == b.column]
        self.leading = median(leadings) if leadings else 0.0
        self.size = body_size(page)
        self.tight = self._tight(lines)
        flush = sum(line.x0 - line.left < 0.8 * line.size for line in lines)
        self.indents_first_lines = flush >= 0.25 * len(lines)
        self._block_of = _indented_blocks(lines)

    def _tight(self, lines: Sequence[Line]) -> float:
        """The least step below full lines: that between two lines of one paragraph, though most may be of one line."""
        steps = sorted(
            a.y - b.y
            for a, b in pairwise(lines)
            if a.column == b.column
            and max(abs(a.size - self.size), abs(b.size - self.size)) < 0.5
            and _is_full(a)
        )
        alike = [step for step, third in zip(steps, steps[2:], strict=False) if 0 < third - step + 0.01 < 0.5]
        return min(alike, default=self.leading)

    def are_of_one_block(self, last: Line, line: Line) -> bool:
        """Whether both stand in one block that is indented as a whole, and no paragraph of it begins between them."""
        block = self._block_of.get(id(line))
        return block is not None and block == self._block_of.get(id(last)) and line.x0 <= last.x0 + 1.0

    def is_title(self, line: Line) -> bool:
        return line.size > _TITLE_SIZE * self.size


def _footnotes(lines: Sequence[Line], size: float) -> Sequence[Line]:
    """The lines at the end of a page that are its footnotes: small type of one size, from a mark to the page's foot."""
    start = len(lines)
    while start > 0 and lines[start - 1].size < _NOTE_SIZE * size and TABLE_MARK not in lines[start - 1].text:
        start -= 1
    while start < len(lines) and not _NOTE_MARK.match(lines[start].text):
        start += 1
    body, notes = lines[:start], lines[start:]
    if len(body) < 3 or not notes or TABLE_MARK in body[-1].text:
        return []
    at_foot = min(notes, key=lambda line: line.y) is min(lines, key=lambda line: line.y)
    # Beside a note in one column the other one may hold text.
    lowest = min(line.y for line in body if line.column == body[-1].column)
    apart = lowest - notes[0].y > notes[0].size
    even = all(note.cells < 2 and abs(note.size - notes[0].size) < 0.12 * size for note in notes)
    return notes if at_foot and apart and even else []


def _is_full(line: Line, following: Line | None = None) -> bool:
    """Whether the line reaches the right edge of its column, as all but the last of a paragraph do."""
    # A word that would not fit leaves ragged room in Latin text; a Chinese line leaves at most two places, or as
    # many as what must not be parted from the next character takes: 设，254.
    slack = 2.2 * line.size if not line.text[-1].isascii() else 5 * line.size
    if following is not None and (held := _UNPARTED.match(following.text)):
        slack = max(
            slack, min(text_width(held[0], line.size) + 0.5 * line.size, 0.25 * (line.right - line.left))
        )
    return line.x1 > line.right - slack


def _indented_blocks(lines: Sequence[Line]) -> dict[int, int]:
    """Which block each line is in that is indented as a whole, by the lines' ids; prose only, and no list of names.

    Where such a block is narrower than its column, its lines end at an edge of their own, which is set here.
    """
    block_of: dict[int, int] = {}
    start = 0
    while start < len(lines):
        block = _block_at(lines, start)
        start += max(len(block), 1)
        if len(block) < 3:
            continue
        right, size = max(line.x1 for line in block), block[0].size
        full = sum(line.x1 > right - 2.2 * size for line in block)
        if right - block[1].x0 > _BLOCK_WIDTH * size and full >= 0.6 * len(block):
            for line in block:
                block_of[id(line)] = start
                line.right = right if right < line.right - 1.2 * size else line.right
    return block_of


def _block_at(lines: Sequence[Line], start: int) -> Sequence[Line]:
    """The lines from ``start`` that stand equally far in, but for the first lines of paragraphs."""
    first, second = lines[start], lines[start + 1] if start + 1 < len(lines) else None
    if second is None or second.x0 - second.left < 0.8 * second.size:
        return []
    deeper = (first.x0 - second.x0) / first.size
    if not (abs(deeper) < 0.3 or 1.5 < deeper < 2.6):
        return []
    end = start
    while end < len(lines):
        line = lines[end]
        in_place = min(abs(line.x0 - x) for x in (first.x0, second.x0)) < 0.3 * first.size
        even = line.column == first.column and abs(line.size - first.size) < 0.12 * first.size
        if not in_place or not even or line.cells > 1 or TABLE_MARK in line.text:
            break
        end += 1
    return lines[start:end]


def _is_unclosed(text: str) -> bool:
    """Whether a name in brackets goes on behind the line: 关于《…法, then (草案)》的说明."""
    return text.count("《") > text.count("》")


def _is_centred(line: Line, margin: float = 2.5) -> bool:
    """Whether as much room, and at least ``margin`` em of it, is left of the line as is right of it."""
    left, right = line.x0 - line.left, line.right - line.x1
    least = margin * line.size
    return left > least and right > least and abs(left - right) < least
