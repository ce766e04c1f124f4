"""The clause around a figure, and which figures can be compared at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Language
from assistant.claim_parts import Part

CLAUSE_ENDS = ",，;；。:：\n"


def is_comparable(part: Part, other: Part) -> bool:
    """Whether two parts measure the same kind of thing."""
    if part.kind != "number":
        return part.group == other.group
    if part.group == other.group:
        return part.group != "count" or _same_counter(part.unit, other.unit)
    if {part.group, other.group} <= {"count", "bare"}:
        return True
    money = {"yuan", "usd", "eur", "hkd", "jpy"}
    return {part.group, other.group} <= money or {part.group, other.group} <= {"share", "points"}


# Counters that never count the same things; 个 and English nouns count anything.
_COUNTERS = ("人名位", "家户", "件项条篇部", "台套辆", "次期场")


def _same_counter(left: str, right: str) -> bool:
    groups = [
        next((n for n, group in enumerate(_COUNTERS) if unit[-1:] and unit[-1:] in group), None)
        for unit in (left, right)
    ]
    return None in groups or groups[0] == groups[1]


def figure_of(part: Part) -> str:
    """The digits of an amount, to see a figure kept under another unit."""
    match = re.search(r"\d+(?:\.\d+)?", part.written)
    return match[0] if match and part.kind == "number" else part.written + str(part.start)


def window_of(text: str, part: Part) -> str:
    """The clause around a part; with the one before it where it says almost nothing itself."""
    start = max(text.rfind(mark, 0, part.start) for mark in CLAUSE_ENDS) + 1
    ends = [end for mark in CLAUSE_ENDS if (end := text.find(mark, part.end)) >= 0]
    end = min(ends, default=len(text))
    bare = len(re.findall(r"[\u4e00-\u9fff]", text[start : part.start] + text[part.end : end])) < 4
    if bare and part.kind == "date" and end < len(text):
        ends = [after for mark in CLAUSE_ENDS if (after := text.find(mark, end + 1)) >= 0]
        return text[start : min(ends, default=len(text))]
    if bare and start > 0:
        start = max(text.rfind(mark, 0, start - 1) for mark in CLAUSE_ENDS) + 1
    return text[start:end]


def clause_of(claim: str, start: int, end: int, language: Language) -> str:
    """The clause of a claim around a range; with the one before it where it says almost nothing itself."""
    if language == "en":
        marks = [m.span() for m in re.finditer(r"[,;:](?!\d)|\band\b|\bor\b|\bwhile\b|\bwith\b", claim)]
        left = max((b for _, b in marks if b <= start), default=0)
        right = min((a for a, _ in marks if a >= end), default=len(claim))
        return claim[left:right]
    left = max(claim.rfind(mark, 0, start) for mark in CLAUSE_ENDS) + 1
    ends = [at for mark in CLAUSE_ENDS if (at := claim.find(mark, end)) >= 0]
    right = min(ends, default=len(claim))
    if len(re.findall(r"[\u4e00-\u9fff]", claim[left:start] + claim[end:right])) < 4 and left > 0:
        left = max(claim.rfind(mark, 0, left - 1) for mark in CLAUSE_ENDS) + 1
    return claim[left:right]


def around(text: str, part: Part) -> str:
    """A part with the words behind it in its clause."""
    stop = part.end
    while stop < len(text) and stop - part.end < 30 and text[stop] not in CLAUSE_ENDS + ".":
        stop += 1
    return text[part.start : stop].strip()


def words_of(parts: Sequence[Part]) -> str:
    """The words of several parts as a list."""
    return "、".join(dict.fromkeys(part.written for part in parts))
