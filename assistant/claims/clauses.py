"""The clause around a figure, and which figures can be compared at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Language
from assistant.claims.part import Part
from assistant.claims.same_parts import same_counter
from assistant.claims.verdicts import Difference, DifferenceKind

CLAUSE_ENDS = ",，;；。:：\n"


def is_comparable(part: Part, other: Part) -> bool:
    """Whether two parts measure the same kind of thing."""
    if part.kind != "number":
        return part.group == other.group
    if part.group == other.group:
        return part.group != "count" or same_counter(part.unit, other.unit)
    if {part.group, other.group} <= {"count", "bare"}:
        return True
    money = {"yuan", "usd", "eur", "hkd", "jpy"}
    return {part.group, other.group} <= money or {part.group, other.group} <= {"share", "points"}


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


# What a figure is counted over: another one of these is another figure, though all other words agree.
_SCOPES = ("territory", "level", "stock", "joint", "denominator", "frequency")


def scope_difference(claimed: Sequence[Part], stated: Sequence[Part], figure: Part) -> Difference | None:
    """A difference of scope between the clauses of two figures, each given by its own parts.

    What only one side names is no difference: 园区 beside 园区 and 全区 agrees, 园区 and 全市 beside them does not.
    """
    for family in _SCOPES:
        if family == "stock" and figure.group != "count":
            continue
        ours = [part for part in claimed if part.group == family]
        theirs = [part for part in stated if part.group == family]
        extra = [part for part in ours if part.value not in {other.value for other in theirs}]
        lacking = [part for part in theirs if part.value not in {other.value for other in ours}]
        if extra and lacking and not (family == "level" and len(extra) < len(ours)):
            kind: DifferenceKind = "unit" if family == "denominator" else "scope"
            return Difference(kind, words_of(extra), words_of(lacking))
    own, other = _counted(claimed), _counted(stated)
    if own and other and own[0] != other[0]:
        # 累计 for 年均: the same years, counted in all or each.
        return Difference("scope", own[1], other[1])
    return None


def _counted(parts: Sequence[Part]) -> tuple[bool, str] | None:
    """Whether a figure is for each year or for all, with the words that say so; None where they say neither or both."""
    total = [part for part in parts if part.written in _IN_ALL]
    each = [part for part in parts if part.group == "frequency"]
    if bool(total) == bool(each):
        return None
    return bool(each), words_of(each or total)


_IN_ALL = ("累计", "总量", "总数")


def words_between(text: str, part: Part, numbers: Sequence[Part], start: int, end: int) -> tuple[int, int]:
    """The part of a clause that belongs to one of its figures: from the figure before it to the next.

    Between two figures the joining word divides: 内资50亿元 | 或实际使用外资3000万美元.
    """
    low = max((other.end for other in numbers if start <= other.end <= part.start), default=start)
    if low > start:
        joint = _JOINT.search(text, low, part.start)
        low = joint.start() if joint else low
    following = min((other.start for other in numbers if part.end <= other.start < end), default=end)
    if following < end:
        joint = _JOINT.search(text, part.end, following)
        following = joint.start() if joint else following
    return low, following


_JOINT = re.compile(r"或者|或|以及|及|和|与|[、,，;；]")


def around(text: str, part: Part) -> str:
    """A part with the words behind it in its clause, to the clause's end: cut sooner, it may say something else."""
    stop = part.end
    while stop < len(text) and text[stop] not in CLAUSE_ENDS + ".":
        stop += 1
    return text[part.start : stop].strip()


def words_of(parts: Sequence[Part]) -> str:
    """The words of several parts as a list."""
    return "、".join(dict.fromkeys(part.written for part in parts))
