"""Whether the numbers around a mark make it a heading: numbers must progress.

A number that neither follows nor leads to its neighbour is body text, most of all where line breaks
were lost and a heading can stand in mid-line.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.headings import HeadingCandidate
from corpus.mark import DIVISIONS, Mark

_LOOKAHEAD = 3
"""Marks of one family looked at for the number that follows: between two headings may stand a false one or two."""
Coming = tuple[tuple[int, ...], ...]
"""The next numbers of a family, nearest first."""


def following_numbers(candidates: Sequence[HeadingCandidate]) -> list[dict[str, Coming]]:
    """For each candidate the next numbers of every family, nearest first, up to the next annex."""
    following: list[dict[str, Coming]] = []
    upcoming: dict[str, Coming] = {}
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


def follows(number: tuple[int, ...], previous: tuple[int, ...] | None) -> bool:
    """Whether a number is the next one: 1 → 2, 1.2 → 1.3, 1.9 → 2.1, 第三条 → 第三条之一 → 第四条."""
    if previous is None:
        return number[-1] == 1
    if len(number) == len(previous):
        if number[:-1] == previous[:-1]:
            return number[-1] == previous[-1] + 1
        return number[-1] == 1 and number[0] in (previous[0], previous[0] + 1)
    if len(number) > len(previous):
        return number[: len(previous)] == previous and number[-1] == 1
    return number[-1] == previous[len(number) - 1] + 1


def is_in_sequence(
    mark: Mark,
    candidate: HeadingCandidate,
    latest: dict[str, tuple[int, ...]],
    upcoming: dict[str, Coming],
) -> bool:
    """Whether the numbers around it make this mark a heading."""
    family, number = mark.family, mark.number
    if mark.anchor == "format" or family == "annex":
        return True
    twin = {"1.": "1、", "1、": "1."}.get(family, family)
    previous = latest.get(family, latest.get(twin))
    coming = upcoming.get(family, upcoming.get(twin, ()))
    leads_on = any(follows(one, number) for one in coming)
    is_next = previous is not None and follows(number, previous)
    if len(number) > 1 and family not in DIVISIONS:
        # 第二章 is divided into 2.1, 2.2 as 2. is.
        above = ("1.", "1、", "章") if len(number) == 2 else ("1" + ".1" * (len(number) - 2),)
        parents = [latest[one] for one in above if one in latest]
        divides = number[:-1] in parents
        anew = previous is None or previous[:-1] != number[:-1]
        opens = anew and number[-1] == 1 and (divides or (number[0] == 1 and not parents))
        return is_next or (opens and (leads_on or divides))
    if mark.anchor != "line":
        skipped_one = previous is not None and number[-1] == previous[-1] + 2
        return is_next or (leads_on and (number[-1] == 1 or skipped_one))
    if is_next or number == (1,):
        return mark.spaced or leads_on or is_next or family not in DIVISIONS
    forward = previous is None or number > previous
    if family in DIVISIONS:
        return forward and (mark.spaced or leads_on)
    if family in ("一、", "(一)"):
        return candidate.title and (forward or number == previous or leads_on)
    return forward and leads_on
