"""Of a heading that bears a year and one below it that bears months, the one below, where it is the one asked about.

"When is the application filed?" finds (二)2023年作为全面创建和申报…之年, which says the same words as 1.提出申请(2023年1—2月); what
stands under the second tells that it is meant.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.heading_periods import period_of
from assistant.answering.selection import Scored
from assistant.answering.situation import Situation
from assistant.language.dates import find_dates
from corpus.document import Document, Section

_ASKS_YEAR = re.compile(r"哪一?年|\b(?:which|what) year\b", re.IGNORECASE)


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
    held = sorted(
        (
            (situation.weigher.coverage(document.text[section.start : section.end]), section.start, section)
            for section in _below(document, sentence.start)
            if period_of(document, section) is not None
        ),
        key=lambda entry: (-entry[0], entry[1]),
    )
    least = situation.weigher.coverage(sentence.text)
    if not held or held[0][0] < least or (len(held) > 1 and held[1][0] >= held[0][0]):
        return best
    section = held[0][2]
    text = document.text[section.start : section.heading_end]
    nearer = replace(sentence, start=section.start, end=section.heading_end, text=text, path=section.path)
    return replace(best, sentence=nearer, own=max(best.own, held[0][0]))


def _below(document: Document, start: int) -> list[Section]:
    """The sections right under the one whose heading stands there."""
    position = next((n for n, section in enumerate(document.sections) if section.start == start), None)
    return [section for section in document.sections if section.parent == position and position is not None]
