"""Answer from the order of the stages: which is the first, what comes next, what precedes the application.

The stages are the headings that bear months, under one another as the author put them. No sentence says which follows
which; their order in time does. Asked in English: Chinese follow-ups name the stage they go on from.
"""

from __future__ import annotations

import re

from assistant.answering.draft import Draft
from assistant.answering.heading_periods import Period, period_of
from assistant.answering.periods import dated_parts, period_in, say_part
from assistant.answering.situation import Situation
from assistant.answering.stage_scope import asks_of_all
from assistant.language.concepts import mentions
from assistant.language.weighing import Weigher
from corpus.document import Document, Section

_STAGE = r"(?:stages?|phases?|steps?|periods?|milestones?|parts?)"
_ORDINALS = {
    "first": 0, "opening": 0, "initial": 0, "earliest": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "final": -1,
    "closing": -1, "1st": 0, "2nd": 1, "3rd": 2, "4th": 3,
}  # fmt: skip
_WHICH_ONE = re.compile(
    rf"\b(?P<which>{'|'.join(_ORDINALS)}) (?:[\w-]+ ){{0,2}}?{_STAGE}\b(?P<rest>[^?]*)", re.IGNORECASE
)
_AFTER = re.compile(
    rf"\b(?:what|which)\b[^?]*?\b(?:comes?|happens?|follows?|is|starts?|begins?|next|{_STAGE}|done|do|planned)\b[^?]*?"
    r"\b(?:(?:straight|right|directly|immediately) )?(?:after|following|follows?|subsequent to|once|next after)\b(?P<stage>[^?]+)"
    r"|\b(?:after|following|once)\b(?P<before>[^?,]+),[^?]*\b(?:what|which)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?:what|which)\b[^?]*?\b(?:comes?|happens?|is|{_STAGE}|precedes?|done|do|planned)\b[^?]*?\b(?:before|precedes?|prior to|ahead of|leads? up to)\b(?P<stage>[^?]+)",
    re.IGNORECASE,
)
# A stage is meant whose heading holds this share of the words that name it.
_NAMES_IT = 0.5
# Or one whose heading holds some of them, and whose text nearly all.
_IN_TEXT = 0.7


def answer_stage_order(draft: Draft, situation: Situation) -> bool:
    """Write the stage that the question asks for by its place in the order; False where it asks for none."""
    profile = situation.profile
    if (
        profile.language != "en"
        or profile.role
        or profile.units
        or profile.answer_type in ("number", "person")
    ):
        return False
    for document in situation.at_hand:
        section = _asked_stage(situation, document)
        if section is not None:
            say_part(draft, document, section)
            return True
    return False


def _asked_stage(situation: Situation, document: Document) -> Section | None:
    question = situation.profile.question
    stages = _stages(document)
    which = _WHICH_ONE.search(question)
    if which is not None and len(stages) > 1:
        years = situation.profile.years
        of_year = [s for s in stages if not years or _period(document, s).year in years]
        place = _ORDINALS[which["which"].lower()]
        stands = -len(of_year) <= place < len(of_year) and asks_of_all(situation, document, stages)
        return of_year[place] if stands else None
    for pattern, step in ((_BEFORE, -1), (_AFTER, 1)):
        match = pattern.search(question)
        if match is None:
            continue
        described = next(part for part in match.groupdict().values() if part)
        named = named_stage(situation, document, described)
        beside = stages if named in stages else _siblings(document, named)
        if named is None or named not in beside:
            continue
        place = beside.index(named) + step
        return beside[place] if 0 <= place < len(beside) else None
    return None


def named_stage(situation: Situation, document: Document, described: str) -> Section | None:
    """The dated heading that a part of an English question means, by its months or by its words; None for none."""
    period = period_in(described, situation.profile.years)
    if period is not None:
        parts = dated_parts(document, period)
        # Of several that hold the month, the one that is nearest to it alone.
        return min(parts, key=lambda part: _length(document, part)) if parts else None
    concepts = [c for c in situation.weigher.concepts if mentions(described, c) and not c.optional]
    dated = [section for section in document.sections if period_of(document, section) is not None]
    years = situation.profile.years
    dated = [section for section in dated if _period(document, section).year in years] or dated
    if not concepts or not dated:
        return None
    text_of = {section.start: document.text[section.start : section.end] for section in dated}
    weigher = Weigher(concepts, list(text_of.values()))

    def fit(section: Section) -> float:
        # Its name says most of what a stage is; what stands under it tells two of a kind apart.
        return weigher.coverage(section.heading) + 0.5 * weigher.coverage(text_of[section.start])

    best = max(dated, key=fit)
    in_heading = weigher.coverage(best.heading)
    return best if in_heading >= _NAMES_IT or (in_heading and fit(best) >= _IN_TEXT) else None


def _length(document: Document, section: Section) -> int:
    period = _period(document, section)
    return period.last - period.first


def _stages(document: Document) -> list[Section]:
    """The dated headings under none that is dated itself, by their time; as the text has them where a year is unknown."""
    outer = [
        section
        for section in document.sections
        if period_of(document, section) is not None
        and (section.parent is None or period_of(document, document.sections[section.parent]) is None)
    ]
    begun = [_period(document, section).begins for section in outer]
    return outer if None in begun else sorted(outer, key=lambda s: _period(document, s).begins or 0)


def _siblings(document: Document, section: Section | None) -> list[Section]:
    if section is None:
        return []
    return [s for s in document.sections if s.parent == section.parent and period_of(document, s) is not None]


def _period(document: Document, section: Section) -> Period:
    period = period_of(document, section)
    assert period is not None  # only dated sections come here
    return period
