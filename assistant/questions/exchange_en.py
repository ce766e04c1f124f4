"""An English follow-up that only names another thing: "And in biomedicine?", "What about the district ones?", "and the year after?".

The earlier question is asked again with that thing in the place of its own: a year for a year, a unit for a unit, a level for a
level, what stands behind the same preposition. What has no such counterpart is left to ``followup``.
"""

from __future__ import annotations

import re

_UNIT_NAME = re.compile(
    r"(?:[A-Z][\w-]*|and|of|&)(?: (?:[A-Z][\w-]*|and|of|&))* (?:Bureau|Office|Committee|Cent(?:er|re)|Commission|Company)"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEXT_YEAR = re.compile(
    r"^(?:(?:in|by|for) )?(?:the )?(?:year after|following year|next year|year later)$", re.I
)
_YEAR_BEFORE = re.compile(
    r"^(?:(?:in|by|for) )?(?:the )?(?:year before|previous year|preceding year|year earlier)$", re.I
)
_LEVEL = r"(?:national|state|provincial|municipal|city|district|county)(?:[ -]level)?"
_LEVELS = re.compile(rf"\b{_LEVEL}(?:(?:,| and|/| or) {_LEVEL})*\b", re.I)
# Adjectives of which one stands for the other in a question about the same thing.
_COUNTERPARTS = (
    frozenset(("foreign", "overseas", "domestic", "home-grown", "inland")),
    frozenset(("core", "extension", "expansion")),
    frozenset(("lead", "leading", "supporting", "support")),
)
_PREPOSITION = re.compile(r"^(?P<word>in|for|under|at|on|of|from|by) (?P<thing>.+)$", re.I)
_VERB = re.compile(
    r"\b(?:is|are|was|were|does|do|did|has|have|had|will|would|can|could|must|should|who|what|which|when|where|why|how|else)\b",
    re.I,
)
_ONES = re.compile(r"^(?:the )?(?P<what>.+?) ones?$", re.I)
_THE_TASK = re.compile(
    r"\bthe (?P<what>(?:[\w&'()-]+ ){1,6}?)(?=(?:task|stage|phase|industry|sector)\b)", re.I
)
_LONGEST = 7
"""So many words a follow-up has that only names a thing."""


def exchanged(core: str, previous: str) -> str | None:
    """The earlier question about the thing that a follow-up names instead; None where it has no counterpart of it.

    Args:
        core: The follow-up without its opening (And, What about).
    """
    core = core.strip(" ?.!").strip()
    # The capital of its first word is that of a beginning, but in a name.
    if not _UNIT_NAME.match(core) and core[1:2].islower():
        core = core[:1].lower() + core[1:]
    if not core or _VERB.search(core) or len(core.split()) > _LONGEST:
        return None
    years = _YEAR.findall(previous)
    if years and (step := 1 if _NEXT_YEAR.match(core) else -1 if _YEAR_BEFORE.match(core) else 0):
        return _YEAR.sub(str(int(years[-1]) + step), previous)
    if (
        years
        and (own := _YEAR.findall(core))
        and not re.sub(r"\W|\d|\b(?:in|by|for|of|the|end|close|and|or|both)\b", "", core)
    ):
        # 2023 and 2024 stand where the one year, or the first of several, stood.
        places = list(_YEAR.finditer(previous))
        return previous[: places[0].start()] + " and ".join(own) + previous[places[-1].end() :]
    named, before = _UNIT_NAME.findall(core), _UNIT_NAME.findall(previous)
    if named and before:
        return previous.replace(before[0], re.sub("^The ", "", named[0]), 1)
    ones = _ONES.match(core)
    thing = re.sub(r"^the ", "", ones["what"] if ones else core, flags=re.I)
    if _LEVELS.fullmatch(thing) and _LEVELS.search(previous):
        return _LEVELS.sub(lambda _: thing, previous, count=1)
    for words in _COUNTERPARTS:
        first, *rest = thing.lower().split()
        there = re.search(rf"\b(?:{'|'.join(sorted(words - {first}))})\b", previous, re.I)
        if first in words and there is not None and not rest:
            return previous[: there.start()] + thing + previous[there.end() :]
    if ones and (task := _THE_TASK.search(previous)) is not None:
        return f"{previous[: task.start('what')]}{thing} {previous[task.end('what') :]}"
    opening = _PREPOSITION.match(core)
    if opening is not None:
        return _behind(opening["word"], opening["thing"], previous)
    return None


def _behind(word: str, thing: str, previous: str) -> str | None:
    """The earlier question with another thing behind its last preposition of this kind; a year or date there is none."""
    places = list(
        re.finditer(
            rf"\b{word} (?P<thing>[^,?]+?)(?=\s+(?:by|in|for|under|at|from|during|until|to)\b|[,?]|$)",
            previous,
            re.I,
        )
    )
    places = [place for place in places if not re.search(r"\d{4}|\b(?:end|total)\b", place["thing"])]
    if not places:
        return None
    place = places[-1]
    return previous[: place.start("thing")] + thing + previous[place.end("thing") :]
