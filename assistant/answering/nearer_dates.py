"""Of a heading that bears a year and one below it that bears months, the one below, where it is the one asked about.

"When is the application filed?" finds (二)2023年作为全面创建和申报…之年, which says the same words as 1.提出申请(2023年1—2月); what
stands under the second tells that it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.heading_periods import period_of
from assistant.answering.selection import Scored
from assistant.answering.situation import Situation
from assistant.language.dates import find_dates
from corpus.document import Document, Section

_ASKS_YEAR = re.compile(r"哪一?年|\b(?:which|what) year\b", re.IGNORECASE)


_SUCCESS = re.compile(r"成功|建成|创成|获批|拿下|\bsucce\w+", re.IGNORECASE)


def with_months(best: Scored, situation: Situation) -> Scored:
    """The heading with months that a year's heading has below it and the question is about; else the sentence itself."""
    sentence = best.sentence
    dates = find_dates(sentence.text)
    if (
        not sentence.is_heading
        or not dates
        or any(date.month for date in dates)
        or _ASKS_YEAR.search(situation.profile.question)
    ):
        return best
    document = situation.documents(sentence.document_id)
    below = [s for s in _below(document, sentence.start) if period_of(document, s) is not None]
    coverage = situation.weigher.coverage
    # A stage named for what is asked (提出申请) is meant, however often its neighbour names what the year's heading is about.
    section = _alone_best(below, lambda s: coverage(document.text[s.start : s.heading_end]), least=0.01)
    section = section or _alone_best(
        below, lambda s: coverage(document.text[s.start : s.end]), coverage(sentence.text)
    )
    # When something has succeeded no stage tells that only has it applied for.
    asked = _SUCCESS.search(situation.profile.question)
    if section is None or (asked and not _SUCCESS.search(document.text[section.start : section.end])):
        return best
    text = document.text[section.start : section.heading_end]
    nearer = replace(sentence, start=section.start, end=section.heading_end, text=text, path=section.path)
    held = coverage(document.text[section.start : section.end])
    return replace(best, sentence=nearer, own=max(best.own, held))


def _alone_best(
    sections: Sequence[Section], held: Callable[[Section], float], least: float
) -> Section | None:
    """The section that holds most, where it holds that much and no other as much."""
    ordered = sorted(sections, key=held, reverse=True)
    if not ordered or held(ordered[0]) < least or (len(ordered) > 1 and held(ordered[1]) >= held(ordered[0])):
        return None
    return ordered[0]


def _below(document: Document, start: int) -> list[Section]:
    """The sections right under the one whose heading stands there."""
    position = next((n for n, section in enumerate(document.sections) if section.start == start), None)
    return [section for section in document.sections if section.parent == position and position is not None]
