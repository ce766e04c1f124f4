"""Which unit has which role in a sentence of an answer: 由A牵头、B配合; led by A, supported by B."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from assistant.answer import Language
from assistant.questions.profile import Role

ROLE_WORDS: dict[Language, tuple[tuple[Role, re.Pattern[str]], ...]] = {
    "zh": (
        ("lead", re.compile(r"牵头(?:单位|部门)?|主责(?:单位|部门)?|责任(?:单位|部门)|主办(?:单位|部门)?")),
        ("support", re.compile(r"配合(?:单位|部门)?|协办(?:单位|部门)?|协助|参与(?:单位|部门)?")),
    ),
    "en": (
        ("lead", re.compile(r"\b(?:co-?)?(?:lead(?:s|ing)?|led)\b(?: (?:unit|department|bureau)s?\b)?|\bresponsible\b|\bin charge\b", re.I)),
        ("support", re.compile(r"\bsupport(?:s|ed|ing)?\b(?: (?:unit|department|bureau)s?\b)?|\bcooperat\w+|\bassist\w*", re.I)),
    ),
}  # fmt: skip
# Role words after which the names stand, rather than before: 牵头单位是A, led by A.
_NAMES_FOLLOW = re.compile(r"单位|部门|\bled\b|\bsupported\b|\bunits?\b|\bdepartments?\b", re.I)
UNCLEAR: list[tuple[str, Role]] = [("", "any")]
"""Roles are named, and which unit has which cannot be told."""


def said_roles(
    text: str,
    language: Language,
    names: Sequence[str],
    units_of: Callable[[str], Sequence[str]],
    asked: Role | None,
) -> list[tuple[str, Role]]:
    """(unit, role) as a sentence gives them; ``UNCLEAR`` where it names roles and they cannot be told apart.

    Args:
        names: The units that the sentence names.
        units_of: The units that a piece of it names.
        asked: The role of units that stand there without any, as in the reply "科技局。" to "由谁牵头?".
    """
    marks = sorted(
        (match.start(), match.end(), role, match[0])
        for role, pattern in ROLE_WORDS[language]
        for match in pattern.finditer(text)
    )
    if not marks:
        return [(name, asked) for name in names] if asked else []
    if len({role for _, _, role, _ in marks}) == 1:
        return [(name, marks[0][2]) for name in names]
    if _NAMES_FOLLOW.search(marks[0][3]):
        edges = [*(start for start, *_ in marks), len(text)]
    else:
        edges = [0, *(end for _, end, *_ in marks)]
    found: list[tuple[str, Role]] = []
    for (left, right), (_, _, role, _) in zip(pairwise(edges), marks, strict=True):
        found += [(name, role) for name in units_of(text[left:right])]
    return found if {name for name, _ in found} == set(names) else UNCLEAR
