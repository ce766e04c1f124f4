"""A numbering token that may open a heading, and the families such tokens come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["format", "line", "space", "sentence"]
"""Where the mark stands: in a heading of the format's own, at a line's start, or, in a text whose
line breaks were lost, after a blank or after the end of a sentence."""

# Natural order of the families, outermost first. A document may nest them otherwise; see structure.
RANK: dict[str, int] = {
    "annex": 0,
    "编": 1,
    "部分": 2,
    "章": 3,
    "节": 4,
    "条": 5,
    "一、": 6,
    "(一)": 7,
    "1.": 8,
    "1、": 8,
    "1.1": 9,
    "1.1.1": 10,
    "1.1.1.1": 11,
    "(1)": 12,
    "1)": 13,
    "①": 14,
}
DIVISIONS = frozenset({"编", "部分", "章", "节", "条"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbering token that may open a heading."""

    start: int
    end: int
    """End of the token, blanks after it excluded."""
    title_start: int
    """Where the words of the heading begin."""
    family: str
    number: tuple[int, ...]
    anchor: Anchor
    spaced: bool
    """Blanks or the line's end follow the token."""
