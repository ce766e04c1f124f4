"""Tasks in which several units have each a part, asked in English: led by X and supported by Y, or any part of both.

``duty_crossing`` reads them in Chinese, and writes what is found here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.questions.pivot import roles_in
from assistant.questions.profile import QuestionProfile, Role

_BOTH = re.compile(
    r"\b(?:both|all (?:of them|three)|together|alongside|side by side|in common|jointly|share[sd]?|overlap\w*|same tasks?|each)\b",
    re.I,
)
_LEADS = r"(?:leads?|leading|led|heads?|in charge|in the lead|as (?:the )?lead\w*|owns?|runs?)\b"
_SUPPORTS = r"(?:(?:as a |in |a )?support\w*|assist\w*|help\w*|backs?|backing|backed|cooperat\w*)\b"
_BY = re.compile(
    rf"\b(?:(?P<lead>(?:led|headed|run|steered|owned) by|under)|(?P<support>{_SUPPORTS} (?:by|of|from)|with the help of))(?: the)?\s*$",
    re.I,
)
_DOES = re.compile(
    rf"\W*(?:(?:is|are|was|does|do|will|must|to|also|acts?|serves?|both|in|the)\W+){{0,3}}(?:(?P<lead>{_LEADS})|(?P<support>{_SUPPORTS}))",
    re.I,
)


def english_parts(profile: QuestionProfile, written: Mapping[str, str]) -> dict[str, Role] | None:
    """Each unit's part as an English question gives it, "any" where all have whichever; None where all have one part.

    Args:
        written: Per unit its name as the question writes it.
    """
    question = profile.question
    places = sorted((question.lower().find(written.get(unit, "\n").lower()), unit) for unit in profile.units)
    if any(place < 0 for place, _ in places):
        return None
    given = {unit: _part_of(question, places, number, written) for number, (_, unit) in enumerate(places)}
    said = {role for role in given.values() if role is not None}
    if len(said) == 1 and len(given) == 2 and None in given.values() and not _BOTH.search(question):
        # What the Finance Bureau supports the Science and Technology Bureau in, that one leads.
        if said == {"support"}:
            return {unit: role or "lead" for unit, role in given.items()}
        return None
    if len(said) == 2 and None not in given.values():
        return {unit: role for unit, role in given.items() if role is not None}
    if _BOTH.search(question) and len(roles_in(question)) > 1:
        return dict.fromkeys(profile.units, "any")
    return None


def _part_of(
    question: str, places: Sequence[tuple[int, str]], number: int, written: Mapping[str, str]
) -> Role | None:
    """The part that stands right before a unit's name or right behind it."""
    place, unit = places[number]
    before_end = 0
    if number:
        at, other = places[number - 1]
        before_end = at + len(written[other])
    behind_end = places[number + 1][0] if number + 1 < len(places) else len(question)
    before = _BY.search(question[before_end:place])
    behind = _DOES.match(question[place + len(written[unit]) : behind_end])
    match = before or behind
    if match is None:
        return None
    return "lead" if match["lead"] else "support"
