"""Where a text that is too long for one passage is cut: at the break that hurts least, never inside a responsibility bracket."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

_BRACKET_MAX = 1500
_DUTY = re.compile(
    r"\s*(?:[^\s:：()（）]{0,4})(?:牵头|责任|主责|主办|承办|配合|协办|协同|协助|参与|参加|支持|完成|落实|实施|时限|时间|进度)"
    r"[^:：()（）\n]{0,8}[:：]"
)
_SENTENCE_END = "。！？!?"
_CLOSERS = "”’」』》）)】"
_COST = {"paragraph": 0, "sentence": 30, "clause": 130, "comma": 260, "anywhere": 520}


def responsibility_brackets(text: str) -> list[tuple[int, int]]:
    """Ranges of the brackets that say who leads, who supports and by when, outermost only, in order."""
    found: list[tuple[int, int]] = []
    stack: list[int] = []
    for match in re.finditer("[()（）]", text):
        if match.group() in "(（":
            stack.append(match.start())
        elif stack:
            start = stack.pop()
            if match.end() - start <= _BRACKET_MAX and _DUTY.match(text, start + 1):
                while found and found[-1][0] > start:
                    found.pop()
                found.append((start, match.end()))
    return found


def best_cut(
    text: str,
    start: int,
    end: int,
    ideal: int,
    limit: int,
    heading_end: int,
    protected: Sequence[tuple[int, int]],
) -> int:
    """The cheapest place to cut after ``start``: kind of break first, then nearness to the ideal length."""
    low = max(start + ideal // 2, heading_end + 1)
    high = min(start + limit, end)
    best, best_cost = -1, 1e9
    depth = 0
    for position in range(start + 1, high + 1):
        before = text[position - 1]
        if before in "(（“":
            depth += 1
        elif before in ")）”":
            depth = max(0, depth - 1)
        if position < low:
            continue
        after = text[position] if position < len(text) else "\n"
        if before == "\n":
            kind, depth = "paragraph", 0
        elif after in _CLOSERS or after in _SENTENCE_END:
            continue
        elif before in _SENTENCE_END or (before in _CLOSERS and text[position - 2] in _SENTENCE_END):
            kind = "sentence"
        elif before in "；;":
            kind = "clause"
        elif before in "，,、：: ":
            kind = "comma"
        else:
            kind = "anywhere"
        cost = _COST[kind] + abs(position - start - ideal) + (100 if depth and kind != "paragraph" else 0)
        if cost < best_cost and _may_cut(text, position, protected):
            best, best_cost = position, cost
    if best < 0:
        # Nothing but a bracket up to the limit: the passage runs to the end of the bracket.
        best = high
        while best < end and not _may_cut(text, best, protected):
            bracket = bisect_right(protected, (best, len(text) + 1)) - 1
            best = max(best + 1, protected[bracket][1] if bracket >= 0 else best + 1)
    return min(best, end)


def _may_cut(text: str, position: int, protected: Sequence[tuple[int, int]]) -> bool:
    """False inside a responsibility bracket, right before one, and before the stop that follows it."""
    bracket = bisect_right(protected, (position, len(text) + 1)) - 1
    if bracket >= 0:
        start, end = protected[bracket]
        if start <= position < end or (
            position == end and text[position : position + 1] in tuple("。；;.，,")
        ):
            return False
    ahead = position
    while ahead < len(text) and ahead - position < 8 and text[ahead].isspace():
        ahead += 1
    if ahead == position:
        return True
    bracket = bisect_right(protected, (ahead, len(text) + 1)) - 1
    return not (bracket >= 0 and protected[bracket][0] == ahead)
