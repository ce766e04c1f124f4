"""Read the section tree of a Chinese official document (公文) out of its numbering.

``numbering`` finds the marks; here a stack that adapts to the document decides which of them
are headings and how deep each stands:

- a family on the stack takes its level again; one that is not becomes a child of what is open;
- the natural order (章 before 条 before 一、 before (一) before 1. …) closes what is deeper,
  unless the deeper sequence goes on afterwards: 1. (一) (二) 2. puts (一) under 1.;
- numbers must progress. A number that neither follows nor leads to its neighbour is body text,
  most of all where line breaks were lost and a heading can stand in mid-line;
- an annex starts again; a heading that only the format marks (a style, ``<h2>``, ``##``) counts
  where the numbering says nothing.

The heading alone is what comes before the first 。 of its line. A clause that is a sentence and
has no title keeps its number alone as its heading: 第三条, (一).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.characters import BLANK
from corpus.document import Page, Section, TableRow
from corpus.mark import DIVISIONS, RANK, Mark
from corpus.numbering import find_marks, read_mark

TITLE_MAX = 40
"""A title that ends with 。 is shorter than this, or it is a sentence. Of the clause openings of 599 policy
documents fewer than one in twenty lie between 36 and 44 characters, so the exact figure matters little."""
LINE_TITLE_MAX = 60
"""The same for a line that has no 。 at all."""
_COLON_TITLE_MAX = 20
_LOOKAHEAD = 3
"""Marks of one family looked at for the number that follows: between two headings may stand a false one or two."""
_Coming = tuple[tuple[int, ...], ...]
_TRAILING = "。．.：:；;，,、" + BLANK
_DUTY = re.compile(
    r"[(（【\[](?:牵头|责任|主责|主办|承办|配合|协办|协同|参与|参加|支持|完成|落实|实施|时限|时间)[^:：()（）]{0,8}[:：]"
)
_STOP = re.compile("[。！？!?；;：:\n（）()《》“”【】]")
_CLOSING_DATE = re.compile(
    rf"[{BLANK}]*(?:[0-9０-９]{{4}}|二[〇○零O0ＯOo一二三四五六七八九]{{3}})[{BLANK}]*年[{BLANK}]*"
    rf"[0-9０-９一二三四五六七八九十]{{1,3}}[{BLANK}]*月(?:[{BLANK}]*[0-9０-９一二三四五六七八九十]{{1,3}}[{BLANK}]*日)?[{BLANK}]*"
)


@dataclass(slots=True)
class _Open:
    """A heading on the stack."""

    family: str
    number: tuple[int, ...]
    style: int | None
    """Level that the format gives it, or None."""
    section: int


@dataclass(slots=True)
class _Candidate:
    mark: Mark | None
    start: int
    heading_end: int
    body_start: int
    style: int | None
    title: bool
    """The heading has words, not its number alone."""


def parse_sections(
    text: str,
    pages: Sequence[Page] = (),
    headings: Sequence[tuple[int, int, int]] = (),
    rows: Sequence[TableRow] = (),
) -> tuple[Section, ...]:
    """The sections of ``text`` in order, parents before children; empty where nothing is numbered.

    Args:
        text: The canonical text; a document flattened to one line is read too.
        pages: Accepted for the loaders' convenience; a section may run over pages.
        headings: (start, end, level) of the headings that the format marks as such.
        rows: Table rows; a number inside one is a cell, never a heading.
    """
    skip = sorted((row.start, row.end) for row in rows)
    candidates = _candidates(text, skip, headings)
    following = _following(candidates)

    found: list[tuple[int, _Candidate, int | None]] = []  # level, heading, parent
    stack: list[_Open] = []
    latest: dict[str, tuple[int, ...]] = {}
    turned: set[tuple[str, str]] = set()
    for position, candidate in enumerate(candidates):
        mark = candidate.mark
        if mark is None:
            _close_for_style(stack, candidate.style or 1)
            family = f"style{candidate.style}"
            number: tuple[int, ...] = (0,)
        else:
            if not _is_in_sequence(mark, candidate, stack, latest, following[position]):
                continue
            family, number = mark.family, mark.number
            if family == "annex":
                stack.clear()
                latest.clear()
                turned.clear()
            else:
                _close_for_mark(stack, mark, candidate.style, following[position], turned)
            latest[family] = number
            for deeper in [f for f in latest if f != "条" and RANK.get(f, 0) > RANK[family]]:
                if not any(entry.family == deeper for entry in stack) and family in (
                    "编",
                    "部分",
                    "章",
                    "节",
                ):
                    del latest[deeper]
        parent = stack[-1].section if stack else None
        stack.append(_Open(family, number, candidate.style, len(found)))
        found.append((len(stack), candidate, parent))
    return _build(text, found)


def _candidates(
    text: str, skip: list[tuple[int, int]], headings: Sequence[tuple[int, int, int]]
) -> list[_Candidate]:
    """Marks and format headings in one order; a numbered format heading is one candidate, not two."""
    styled: list[_Candidate] = []
    ranges: list[tuple[int, int]] = []
    ordered = sorted((start, end, level) for start, end, level in headings if 0 <= start < end <= len(text))
    levels = [level for _, _, level in ordered]
    for position, (start, end, level) in enumerate(ordered):
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end or (ranges and start < ranges[-1][1]):
            continue
        mark = read_mark(text, start, end)
        ranges.append((start, end))
        if mark is None:
            # The first and only heading of the highest level is the document's title, not a section.
            is_title = position == 0 and levels.count(level) == 1 and level == min(levels) and len(levels) > 1
            if is_title or end - start > 2 * LINE_TITLE_MAX:
                continue
            styled.append(_Candidate(None, start, end, end, level, True))
        else:
            styled.append(_with_heading(text, mark, level))
    merged = sorted(skip + ranges)
    plain = [_with_heading(text, mark, None) for mark in find_marks(text, merged)]
    return sorted([*styled, *plain], key=lambda candidate: candidate.start)


def _with_heading(text: str, mark: Mark, style: int | None) -> _Candidate:
    end, title = _heading_end(text, mark)
    before = mark.start - 1
    while before >= 0 and text[before].isspace():
        before -= 1
    if style is None and mark.family not in DIVISIONS and before >= 0 and text[before] in "；;，,、":
        # One sentence runs through the list: 应当具备下列条件:(一)…;(二)…。 Its items have no titles.
        end, title = mark.end, False
    body = end
    while body < len(text) and text[body] in "。：:":
        body += 1
        if text[body - 1] == "。":
            break
    while body < len(text) and text[body].isspace():
        body += 1
    return _Candidate(mark, mark.start, end, body, style, title)


def _heading_end(text: str, mark: Mark) -> tuple[int, bool]:
    """Where the heading alone ends, and whether it has words beside its number."""
    start = mark.title_start
    limit = min(len(text), start + LINE_TITLE_MAX + 20)
    flat = mark.anchor in ("space", "sentence") or _line_is_long(text, mark.start)
    if mark.family == "条":
        return _article_heading_end(text, mark)
    if mark.family == "annex":
        line_end = text.find("\n", start, limit)
        end = _trim(text, start, limit if line_end < 0 else line_end)
        return (end, True) if end > start else (mark.end, True)
    depth = 0
    position = start
    end, ended_by = limit, ""
    while position < limit:
        character = text[position]
        if character in "（(《“【":
            if depth == 0 and _DUTY.match(text, position):
                end, ended_by = position, "duty"
                break
            depth += 1
        elif character in "）)》”】":
            depth = max(0, depth - 1)
        elif character == "\n" or (character in "。！？!?；;" and depth == 0):
            end, ended_by = position, character
            break
        elif character in "：:" and depth == 0 and position - start <= _COLON_TITLE_MAX:
            end, ended_by = position, "："
            break
        elif flat and character in BLANK and position - start >= 2 and not _is_spread(text, position):
            end, ended_by = position, " "
            break
        position += 1
    else:
        end, ended_by = limit, "" if limit < len(text) else "\n"
    words = _trim(text, start, end)
    length = words - start
    is_line = ended_by in ("\n", " ", "duty")
    division = mark.family in DIVISIONS
    fits = 0 < length <= (LINE_TITLE_MAX if is_line or division else TITLE_MAX)
    sentence = ended_by in ("；", ";", "！", "？", "!", "?") or (
        is_line and text[end - 1 : end] in "，,；;、"
    )
    if ended_by == "" or not fits or (sentence and not division):
        return mark.end, False
    return words, True


def _article_heading_end(text: str, mark: Mark) -> tuple[int, bool]:
    """第三条, with the title that some statutes put in brackets or leave alone on the line."""
    start = mark.title_start
    if start < len(text) and text[start] in "【（(〔[":
        closing = {"【": "】", "（": "）", "(": ")", "〔": "〕", "[": "]"}[text[start]]
        end = text.find(closing, start, start + 30)
        if end >= 0 and "\n" not in text[start:end]:
            return end + 1, True
    # Ten characters: longer ones are as a rule the first line of a clause that the page broke off.
    line_end = text.find("\n", start, start + 11)
    if line_end < 0 and len(text) - start <= 10:
        line_end = len(text)
    if line_end > start and not re.search("[。；;：:，,]", text[start:line_end]):
        return _trim(text, start, line_end), True
    return mark.end, False


def _line_is_long(text: str, start: int) -> bool:
    return len(text) - start > 150 and text.find("\n", start, start + 150) < 0


def _is_spread(text: str, position: int) -> bool:
    """A blank inside a title set wide, as in 总　则: single characters on both sides."""
    before = text[max(0, position - 2) : position]
    return len(before) == 2 and before[0] in BLANK


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _TRAILING + "\n\r":
        end -= 1
    return end


def _following(candidates: Sequence[_Candidate]) -> list[dict[str, _Coming]]:
    """For each candidate the next numbers of every family, nearest first, up to the next annex."""
    following: list[dict[str, _Coming]] = []
    upcoming: dict[str, _Coming] = {}
    for candidate in reversed(candidates):
        following.append(upcoming)
        mark = candidate.mark
        if mark is None:
            continue
        if mark.family == "annex":
            upcoming = {}
        else:
            nearest = (mark.number, *upcoming.get(mark.family, ()))[:_LOOKAHEAD]
            upcoming = {**upcoming, mark.family: nearest}
    following.reverse()
    return following


def _follows(number: tuple[int, ...], previous: tuple[int, ...] | None) -> bool:
    """1 → 2, 1.2 → 1.3, 1.9 → 2.1, 第三条 → 第三条之一 → 第四条."""
    if previous is None:
        return number[-1] == 1
    if len(number) == len(previous):
        if number[:-1] == previous[:-1]:
            return number[-1] == previous[-1] + 1
        return number[-1] == 1 and number[0] in (previous[0], previous[0] + 1)
    if len(number) > len(previous):
        return number[: len(previous)] == previous and number[-1] == 1
    return number[-1] == previous[len(number) - 1] + 1


def _is_in_sequence(
    mark: Mark,
    candidate: _Candidate,
    stack: Sequence[_Open],
    latest: dict[str, tuple[int, ...]],
    upcoming: dict[str, _Coming],
) -> bool:
    """Whether the numbers around it make this mark a heading."""
    family, number = mark.family, mark.number
    if mark.anchor == "format" or family == "annex":
        return True
    twin = {"1.": "1、", "1、": "1."}.get(family, family)
    previous = latest.get(family, latest.get(twin))
    coming = upcoming.get(family, upcoming.get(twin, ()))
    leads_on = any(_follows(one, number) for one in coming)
    follows = previous is not None and _follows(number, previous)
    if len(number) > 1 and family not in DIVISIONS:
        # 第二章 is divided into 2.1, 2.2 as 2. is.
        above = ("1.", "1、", "章") if len(number) == 2 else ("1" + ".1" * (len(number) - 2),)
        parents = [latest[one] for one in above if one in latest]
        divides = number[:-1] in parents
        anew = previous is None or previous[:-1] != number[:-1]
        opens = anew and number[-1] == 1 and (divides or (number[0] == 1 and not parents))
        return follows or (opens and (leads_on or divides))
    if mark.anchor != "line":
        skipped_one = previous is not None and number[-1] == previous[-1] + 2
        return follows or (leads_on and (number[-1] == 1 or skipped_one))
    if follows or number == (1,):
        return mark.spaced or leads_on or follows or family not in DIVISIONS
    forward = previous is None or number > previous
    if family in DIVISIONS:
        return forward and (mark.spaced or leads_on)
    if family in ("一、", "(一)"):
        return candidate.title and (forward or number == previous or leads_on)
    return forward and leads_on


def _close_for_style(stack: list[_Open], level: int) -> None:
    """A heading by style closes styled ones as deep as itself, and all that is only numbered."""
    while stack:
        style = stack[-1].style
        if stack[-1].family == "annex" and style is None:
            return
        if style is not None and style < level:
            return
        stack.pop()


def _close_for_mark(
    stack: list[_Open],
    mark: Mark,
    style: int | None,
    upcoming: dict[str, _Coming],
    turned: set[tuple[str, str]],
) -> None:
    """Pop the stack down to the parent of ``mark``.

    ``turned`` remembers (outer, inner) families found nested against their natural order, so that
    the last outer heading, which nothing follows, keeps its children too.
    """
    family = mark.family
    twin = {"1.": "1、", "1、": "1."}.get(family)
    for depth in range(len(stack) - 1, -1, -1):
        entry = stack[depth]
        mixed = entry.family == twin and _follows(mark.number, entry.number)
        if entry.family != family and not mixed:
            continue
        # Below a heading by style a sequence may start anew; then it belongs to that heading.
        styled_above = any(other.family.startswith("style") for other in stack[depth + 1 :])
        if styled_above and not _follows(mark.number, entry.number):
            break
        del stack[depth:]
        return
    while stack:
        entry = stack[-1]
        if entry.family.startswith("style") or entry.family == "annex":
            if style is not None and entry.style is not None and entry.style >= style:
                stack.pop()
                continue
            return
        if RANK[entry.family] < RANK[family]:
            return
        coming = upcoming.get(entry.family)
        goes_on = coming is not None and _follows(coming[0], entry.number)
        may_turn = family not in ("编", "部分", "章", "节", "一、") and entry.family != "条"
        if may_turn and mark.number[-1] == 1 and (goes_on or (entry.family, family) in turned):
            turned.add((entry.family, family))
            return
        stack.pop()


def _closing_start(text: str, low: int, high: int) -> int:
    """Where the signature and date that close the text before ``high`` begin, else ``high``.

    They stand under the last clause without belonging to it. Only the last lines are looked at,
    none of them before ``low``.
    """
    position, closing = high, high
    for _ in range(8):
        while position > low and text[position - 1].isspace():
            position -= 1
        start = text.rfind("\n", low, position) + 1
        if start <= low or position - start > 60:
            break
        line = text[start:position]
        if closing == high:
            if _CLOSING_DATE.fullmatch(line):
                closing = start
        elif len(line.strip()) <= 30 and not re.search("[。；;：:！？]", line):
            closing = start
        else:
            break
        position = start
    return closing


def _build(text: str, found: Sequence[tuple[int, _Candidate, int | None]]) -> tuple[Section, ...]:
    """Sections from headings in order: each ends where the next of its level or above begins."""
    ends = [len(text)] * len(found)
    open_ones: list[int] = []
    for position, (level, candidate, _) in enumerate(found):
        mark = candidate.mark
        end = candidate.start
        if position and mark is not None and mark.family == "annex":
            end = _closing_start(text, found[position - 1][1].body_start, end)
        while open_ones and found[open_ones[-1]][0] >= level:
            ends[open_ones.pop()] = end
        open_ones.append(position)
    if found:
        end = _closing_start(text, found[-1][1].body_start, len(text))
        for position in open_ones:
            ends[position] = end
    sections: list[Section] = []
    for position, (level, candidate, parent) in enumerate(found):
        heading = text[candidate.start : candidate.heading_end]
        path = (*(sections[parent].path if parent is not None else ()), heading)
        body = min(max(candidate.body_start, candidate.heading_end), ends[position])
        sections.append(
            Section(level, path, candidate.start, candidate.heading_end, body, ends[position], parent)
        )
    return tuple(sections)


def section_position(sections: Sequence[Section], offset: int) -> int | None:
    """Position of the innermost section that holds ``offset``, or None before the first heading."""
    position: int | None = bisect_right([section.start for section in sections], offset) - 1
    while position is not None and position >= 0:
        if offset < sections[position].end:
            return position
        position = sections[position].parent
    return None
