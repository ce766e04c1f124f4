"""A question as the answer engine sees it: its kind, what it asks for, and what the evidence must hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.answer import Language
from assistant.dates import find_dates

QuestionKind = Literal[
    "lead",
    "support",
    "deadline",
    "tasks_of_unit",
    "multi_hop",
    "number",
    "list",
    "comparison",
    "definition",
    "timeline",
    "person",
    "yes_no",
    "method",
    "single_fact",
]
AnswerType = Literal["unit", "number", "date", "person", "name", "list", "text"]
Role = Literal["lead", "support", "any"]


@dataclass(frozen=True, slots=True)
class QuestionProfile:
    """A question as the answer engine sees it."""

    question: str
    language: Language
    kind: QuestionKind
    answer_type: AnswerType
    role: Role | None = None
    """Which side of a duty is asked for, where a duty is asked about."""
    unit_word: str | None = None
    """Counter or unit that the number must carry, as asked: 家, 件, %, 万元."""
    years: tuple[int, ...] = ()
    units: tuple[str, ...] = ()
    """Units named and known, by full name."""
    unknown_units: tuple[str, ...] = ()
    """Units named that no document names."""
    quoted: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    """Administrative levels named: 国家级, 市级, 区级."""
    wants_actual: bool = False
    """Whether it asks for what happened, where a plan only says what is meant to."""
    attributes: tuple[tuple[str, ...], ...] = ()
    """Each a property asked for, as the Chinese wordings that may state it: (罚款, 处罚)."""
    subject: str = ""
    """The question without its asking words."""
    regions: tuple[str, ...] = ()
    """Places named, without 省, 市, 区 or 县."""


def years_asked(question: str) -> tuple[int, ...]:
    """Years that a question names, rising."""
    years = {mention.year for mention in find_dates(question) if mention.year is not None}
    years.update(int(match) for match in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d|%)", question))
    return tuple(sorted(years))
