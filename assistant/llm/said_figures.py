"""Is a figure that an answer gives the very figure of its evidence, and of the same thing?

Stricter than for people's claims (``claim_parts``): an answer speaks for the document, so it keeps the
document's bound and unit of measurement, and the words that stand before the figure there decide what it measures.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.claims.claim_parts import Part, same_amount

_HAN = re.compile(r"[\u4e00-\u9fff]")
CLAUSE = re.compile(r"[^,，;；。]+(?:[,，](?=\d{3})[^,，;；。]+)*")


def same_figure(said: Part, stated: Part) -> bool:
    """Whether the evidence gives this very amount: value, unit of measurement, bound and range."""
    if stated.kind != "number" or not same_amount(said, stated):
        return False
    if said.group != stated.group and not ({said.group, stated.group} <= {"bare", "count"}):
        return False
    counters = (said.unit[-1:], stated.unit[-1:])
    if said.group == "count" and all(counters) and _HAN.match(counters[0]) and counters[0] != counters[1]:
        return False
    if said.unit and not stated.unit and re.match(r"[\u4e00-\u9fff%]", said.unit):
        return False
    if (said.upper is None) != (stated.upper is None):
        return False
    # A person's claim may leave a bound out; an answer may not: "85%" for 不低于85% is not what the plan says.
    return said.bound == stated.bound


# What stands between an amount and the name of what is measured: 总产值(力争达到)300亿元.
_BEFORE_AMOUNT = re.compile(
    r"(?:达到?|为|是|至|到|增至|增加|实现|完成|力争|突破|超过|超|约|近|新增|不低于|不少于|不超过|在|的|占比?|[:：\s])+$"
)


def label_of(text: str, amount: Part) -> str:
    """The last two characters of what an amount measures: 内资 of 内资50亿元; empty where none stand there."""
    words = _BEFORE_AMOUNT.sub("", text[: amount.start])[-2:]
    return words if re.fullmatch(r"[\u4e00-\u9fff]{2}", words) else ""


def clause_at(text: str, at: int) -> str:
    """The part between commas that holds a position."""
    return next((m[0] for m in CLAUSE.finditer(text) if m.start() <= at < m.end()), text)


@lru_cache(maxsize=512)
def digit_runs(text: str) -> dict[int, str]:
    """Runs of digits by where they begin."""
    return {
        match.start(): match[0].replace(",", "") for match in re.finditer(r"\d+(?:,\d{3})*(?:\.\d+)?", text)
    }
