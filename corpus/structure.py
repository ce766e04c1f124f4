"""Read the section tree of a Chinese official document (公文) out of its numbering.

``numbering`` finds the marks, ``headings`` where each would end, ``sequence`` which of them the numbers
around them bear out; here a stack that adapts to the document decides how deep each stands:

- a family on the stack takes its level again; one that is not becomes a child of what is open;
- the natural order (章 before 条 before 一、 before (一) before 1. …) closes what is deeper,
  unless the deeper sequence goes on afterwards: 1. (一) (二) 2. puts (一) under 1.;
- an annex starts again; a heading that only the format marks (a style, ``<h2>``, ``##``) counts
  where the numbering says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.characters import BLANK
from corpus.document import Section, TableRow
from corpus.headings import HeadingCandidate, find_candidates
from corpus.mark import RANK, Mark
from corpus.sequence import Coming, following_numbers, follows, is_in_sequence

_CLOSING_DATE = re.compile(
    rf"[{BLANK}]*(?:[0-9０-９]{{4}}|二[〇○零O0ＯOo一二三四五六七八九]{{3}})[{BLANK}]*年[{BLANK}]*"
    rf"[0-9０-９一二三四五六七八九十]{{1,3}}[{BLANK}]*月(?:[{BLANK}]*[0-9０-９一二三四五六七八九十]{{1,3}}[{BLANK}]*日)?[{BLANK}]*"
)
# In each of these what stands below counts anew, save articles, which run through the whole text.
_NEW_COUNT = frozenset({"编", "部分", "章", "节"})


@dataclass(slots=True)
class _Open:
    """A heading on the stack."""

    family: str
    number: tuple[int, ...]
    style: int | None
    """Level that the format gives it, or None."""
    section: int


def parse_sections(
    text: str,
    headings: Sequence[tuple[int, int, int]] = (),
    rows: Sequence[TableRow] = (),
) -> tuple[Section, ...]:
    """The sections of ``text`` in order, parents before children; empty where nothing is numbered.

    Args:
        text: The canonical text; a document flattened to one line is read too.
        headings: (start, end, level) of the headings that the format marks as such.
        rows: Table rows; a number inside one is a cell, never a heading.
    """
    skip = sorted((row.start, row.end) for row in rows)
    candidates = find_candidates(text, skip, headings)
    following = following_numbers(candidates)

    found: list[tuple[int, HeadingCandidate, int | None]] = []  # level, heading, parent
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
            if not is_in_sequence(mark, candidate, latest, following[position]):
                continue
            family, number = mark.family, mark.number
            if family == "annex":
                stack.clear()
                latest.clear()
                turned.clear()
            else:
                _close_for_mark(stack, mark, candidate.style, following[position], turned)
            latest[family] = number
            if family in _NEW_COUNT:
                for deeper in [f for f in latest if f != "条" and RANK.get(f, 0) > RANK[family]]:
                    if not any(entry.family == deeper for entry in stack):
                        del latest[deeper]
        parent = stack[-1].section if stack else None
        stack.append(_Open(family, number, candidate.style, len(found)))
        found.append((len(stack), candidate, parent))
    return _build(text, found)


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
    upcoming: dict[str, Coming],
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
        mixed = entry.family == twin and follows(mark.number, entry.number)
        if entry.family != family and not mixed:
            continue
        # Below a heading by style a sequence may start anew; then it belongs to that heading.
        styled_above = any(other.family.startswith("style") for other in stack[depth + 1 :])
        if styled_above and not follows(mark.number, entry.number):
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
        goes_on = coming is not None and follows(coming[0], entry.number)
        may_turn = family not in {*_NEW_COUNT, "一、"} and entry.family != "条"
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


def _build(text: str, found: Sequence[tuple[int, HeadingCandidate, int | None]]) -> tuple[Section, ...]:
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
