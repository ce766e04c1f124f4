"""Where numbers open nothing: in a table of contents, a list of annexes, the notes under a form, a quotation."""

from __future__ import annotations

import re

from corpus.characters import BLANK, DIGITS, read_number

_CONTENTS_LINE = re.compile(
    rf"(?:\.{{4,}}|…{{2,}}|·{{4,}}|．{{3,}}|-{{6,}}|_{{4,}}|(?:\.[{BLANK}]){{3,}})[{BLANK}]*[(（]?[{DIGITS}]{{0,4}}[)）]?[{BLANK}]*$"
    rf"|\t[{BLANK}]*[{DIGITS}]{{1,4}}[{BLANK}]*$"
)
_CONTENTS_OPENING = re.compile("第[一1][编章]")
_CONTENTS_LINES = 60
"""Lines of a table of contents in which its opening entry is looked for; beyond it the text has begun."""
_CONTENTS_TITLE = re.compile(rf"(?m)^[{BLANK}]*目[{BLANK}]*[录次][{BLANK}]*$")
_CONTENTS_TAIL = re.compile(rf"[{BLANK}.…·．\-_]*[(（]?[{DIGITS}]{{0,4}}[)）]?[{BLANK}]*$")
_LIST_OF_ANNEXES = re.compile(rf"附(?:件|录|表)?[{BLANK}]*[:：]?\s{{0,9}}[1１][{BLANK}]?[.．、]")
_NEXT_ITEM = re.compile(rf"[^。]{{1,120}}?[\s;；](?P<number>[{DIGITS}]{{1,2}})[{BLANK}]?[.．、]")
_NOTES = re.compile(
    rf"(?m)^[{BLANK}]*(?:填[表报写])?(?:说明|注|备注)[:：][{BLANK}]*[1１][.．、](?![{DIGITS}])[^\n]*"
)
_NEXT_NOTE = re.compile(rf"\n[{BLANK}]*(?P<number>[{DIGITS}]{{1,2}})[{BLANK}]?[.．、](?![{DIGITS}])[^\n]*")
_QUOTE_MAX = 2000


def silent_ranges(text: str) -> list[tuple[int, int]]:
    """(start, end) of every such place but quotations, in no order."""
    return [*_contents_ranges(text), *_annex_lists(text), *_note_lists(text)]


def is_contents_line(text: str, start: int) -> bool:
    """Whether the line from ``start`` on leads to a page number."""
    end = text.find("\n", start, start + 200)
    if end < 0:
        if len(text) - start > 200:
            return False
        end = len(text)
    return _CONTENTS_LINE.search(text, start, end) is not None


def _contents_ranges(text: str) -> list[tuple[int, int]]:
    """From a line 目录 to the second time that its opening entry stands as a line of its own.

    Set in two columns the entries may come in any order, two on a line, so the opening one is 第一章 (第一编)
    where there is one, and the line that repeats it may be its beginning alone.
    """
    title = _CONTENTS_TITLE.search(text)
    if title is None:
        return []
    lines = [
        (match.start(), re.sub(rf"[{BLANK}]", "", _CONTENTS_TAIL.sub("", match[0][:300])))
        for match in re.compile(rf"[^\n]*[^\n{BLANK}][^\n]*").finditer(text, title.end())
    ]
    if not lines:
        return []
    openings = [at for at, (_, bare) in enumerate(lines[:_CONTENTS_LINES]) if _CONTENTS_OPENING.match(bare)]
    first = openings[0] if openings else 0
    entry = lines[first][1]
    for position, bare in lines[first + 1 :]:
        if bare == entry or (len(bare) >= 4 and entry.startswith(bare) and _CONTENTS_OPENING.match(bare)):
            return [(title.start(), position)]
    return []


def _annex_lists(text: str) -> list[tuple[int, int]]:
    """附件:1.… 2.… at the end of a notice names the annexes; these numbers open nothing."""
    ranges: list[tuple[int, int]] = []
    for match in _LIST_OF_ANNEXES.finditer(text):
        if ranges and match.start() < ranges[-1][1]:
            continue
        end, expected = match.end(), 2
        while item := _NEXT_ITEM.match(text, end):
            if read_number(item["number"]) != expected:
                break
            end, expected = item.end(), expected + 1
        # One number on a line after 附件: is as likely the first section of an annex.
        if expected > 2 or "\n" not in match.group():
            ranges.append((match.start(), end))
    return ranges


def _note_lists(text: str) -> list[tuple[int, int]]:
    """说明:1.… 2.… under a table tells how to fill it in: these numbers are no part of the clause above the table."""
    ranges: list[tuple[int, int]] = []
    for match in _NOTES.finditer(text):
        end, expected = match.end(), 2
        while (item := _NEXT_NOTE.match(text, end)) and read_number(item["number"]) == expected:
            end, expected = item.end(), expected + 1
        ranges.append((match.start(), end))
    return ranges


def quoted_ranges(text: str) -> list[tuple[int, int]]:
    """Ranges between “ and its ”; a quotation never closed, or longer than 2,000 characters, hides nothing."""
    ranges: list[tuple[int, int]] = []
    opened = -1
    for match in re.finditer("[“”]", text):
        if match.group() == "“":
            # A quotation of several paragraphs opens each of them anew and closes once; any other
            # second “ shows that the first was never closed.
            at_line_start = match.start() == 0 or text[match.start() - 1] in "\n" + BLANK
            if opened < 0 or not at_line_start or match.start() - opened > _QUOTE_MAX:
                opened = match.start()
        elif opened >= 0:
            if match.start() - opened <= _QUOTE_MAX:
                ranges.append((opened, match.start()))
            opened = -1
    return ranges
