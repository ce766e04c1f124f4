"""Find where a numbered heading may stand: the marks of Chinese official writing.

A mark is a numbering token in a place where a heading can begin, with its family and its
number: ``第三章``, ``一、``, ``(一)``, ``1.``, ``1.2``, ``(1)``, ``1)``, ``①``, ``附件1``. ``mark_reading``
tells it from what only looks like one, ``silent_ranges`` says where numbers open nothing.
Whether a mark belongs to a sequence is decided in ``structure``, which sees them all.

Every pattern is anchored and bounded, so a text is read in linear time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from corpus.annexes import titled_annexes
from corpus.characters import BLANK, DIGITS, read_number
from corpus.mark import Anchor, Mark
from corpus.mark_reading import INNER, LINE_START, mark_of
from corpus.silent_ranges import quoted_ranges, silent_ranges

_LEADING_BLANKS = re.compile(rf"[{BLANK}]*")
_STANDARD_CHAPTER = re.compile(
    rf"(?m)^[{BLANK}]*[{DIGITS}]{{1,2}}[{BLANK}]{{1,2}}(?:范[{BLANK}]{{0,2}}围|规范性引用文件|术语[和与]定义|术语、定义\S{{0,8}}|总[{BLANK}]{{0,2}}则)[{BLANK}]*$"
)
_BARE_OR_DIVIDED = re.compile(
    rf"(?m)^[{BLANK}]*(?:(?P<bare>[{DIGITS}]{{1,2}})[{BLANK}]{{1,2}}(?=[^\d\s][^\n。]{{0,40}}$)"
    rf"|(?P<divided>[{DIGITS}]{{1,2}}(?:[.．][{DIGITS}]{{1,2}}){{1,3}})[{BLANK}]*(?=[\u4e00-\u9fffA-Za-z])(?![亿万]|元|个百分点|倍))"
)
_STANDARD_MARK = re.compile(rf"[{DIGITS}]{{1,2}}|[A-Z](?:\.[{DIGITS}]{{1,2}}){{1,3}}")
"""Numbers that open a chapter only in a standard (GB/T 1.1), where bare ones do."""
_LONG_LINE = 150
_FLAT_LINE = 1000


def find_marks(text: str, skip: list[tuple[int, int]]) -> list[Mark]:
    """Every mark of ``text`` in order, none inside the ranges of ``skip`` (sorted, disjoint)."""
    quoted = quoted_ranges(text)
    silent = sorted([*skip, *silent_ranges(text)])
    is_standard = _STANDARD_CHAPTER.search(text) is not None
    divided = set() if is_standard else _divided_chapters(text)
    marks = [
        m
        for m in _raw_marks(text)
        if not _inside(m.start, silent)
        and not _inside(m.start, quoted)
        and (is_standard or m.start in divided or not _STANDARD_MARK.fullmatch(text, m.start, m.end))
    ]
    marks += titled_annexes(text, {mark.start for mark in marks})
    marks.sort(key=lambda mark: mark.start)
    return marks


def _divided_chapters(text: str) -> set[int]:
    """Where the bare numbers stand that are shown to be chapters by their own divisions: 1 概述, 1.1 背景, 2 方法, 2.1 ….

    One may be chance; two are the author's way to number, and then one that follows another need not be divided.
    """
    found: dict[int, int] = {}
    bare: list[tuple[int, int]] = []
    open_at: tuple[int, int] | None = None
    for match in _BARE_OR_DIVIDED.finditer(text):
        if match["bare"]:
            open_at = (read_number(match["bare"]), match.start("bare"))
            bare.append(open_at)
            continue
        first, second = (read_number(part) for part in re.split("[.．]", match["divided"])[:2])
        if open_at is not None and first == open_at[0] and second == 1:
            found.setdefault(first, open_at[1])
        open_at = None
    if len(found) < 2:
        return set()
    for number, start in bare:
        before, after = found.get(number - 1, len(text)), found.get(number + 1, len(text))
        if number not in found and before < start < after:
            found[number] = start
    return set(found.values())


def read_mark(text: str, start: int, end: int) -> Mark | None:
    """The mark that opens ``text[start:end]``, a heading by the format's own word, or None."""
    match = LINE_START.match(text, start, end)
    return mark_of(text, match, "format") if match else None


def _raw_marks(text: str) -> Iterator[Mark]:
    for match in LINE_START.finditer(text):
        if (mark := mark_of(text, match, "line")) is not None:
            yield mark
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        length = end - start
        if length >= _LONG_LINE:
            flat = length >= _FLAT_LINE or length * 10 >= len(text) * 6
            first = _LEADING_BLANKS.match(text, start)
            for match in INNER.finditer(text, first.end() + 1 if first else start, end):
                anchor: Anchor = "space" if text[match.start() - 1] in BLANK else "sentence"
                # In a proper paragraph a list inside a sentence has no blank before its numbers; only
                # a text that lost its line breaks is searched after the end of sentences too.
                if anchor == "sentence" and (not flat or text[match.start() - 1] not in "。！？：:"):
                    continue
                if (mark := mark_of(text, match, anchor)) is not None:
                    yield mark
        start = end + 1


def _inside(offset: int, ranges: list[tuple[int, int]]) -> bool:
    position = bisect_right(ranges, (offset, 1 << 62)) - 1
    return position >= 0 and offset < ranges[position][1]
