"""One field of a sentence that can be compared with a field of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PartKind = Literal["number", "date", "organisation", "scope", "negation", "role", "unit"]


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a sentence, ``text[start:end]`` as written."""

    kind: PartKind
    start: int
    end: int
    written: str
    group: str
    """What it can be compared with: the dimension of an amount, the family of a scope word."""
    value: float | str | None = None
    """Comparable: the amount in its base unit, a date as YYYY-MM, a word's place in its family."""
    upper: float | None = None
    bound: str = ""
    """Of an amount: >=, <=, <, > or nothing; 约 is ~."""
    unit: str = ""
    per: str = ""
    """The denominator of an amount as written: 每万名从业人员."""
    per_size: float = 1.0
    """How many that is: 10,000. Two amounts that are per something are compared per one of it."""
    attained: bool = False
    """Whether it is an amount to be reached (达到70%, 新建成4个), which an upper bound contradicts."""
