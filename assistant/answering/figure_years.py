"""Is a sentence about the year that a question names, or about others only?"""

from __future__ import annotations

import re

from assistant.answering.situation import Situation
from assistant.language.dates import find_dates
from assistant.language.sentences import Sentence
from assistant.questions.profile import QuestionProfile


def other_year(profile: QuestionProfile, sentence: Sentence, before: str = "") -> int | None:
    """The year asked about where the sentence, or else what it stands under, names other years only.

    Args:
        before: What stands before it in its paragraph (``paragraph_before``), where that is known.
    """
    if not profile.years:
        return None
    for named in (_years_in(sentence.text), _last_years(before) | _years_in(" ".join(sentence.path))):
        if named:
            return None if named.intersection(profile.years) else profile.years[-1]
    return None


def paragraph_before(sentence: Sentence, situation: Situation) -> str:
    """What stands before a sentence in its paragraph: 到2024年底,…。 dates what follows it there."""
    text = situation.documents(sentence.document_id).text
    return text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]


def _last_years(before: str) -> set[int]:
    """The years of the last sentence that names any."""
    return next((years for part in reversed(before.split("。")) if (years := _years_in(part))), set())


def _years_in(text: str) -> set[int]:
    return {year for mention in find_dates(text) for year in _years_of(mention.written, mention.year)}


def _years_of(written: str, year: int | None) -> set[int]:
    """Every year of a mention: 2021—2025年 names all between."""
    found = [int(match) for match in re.findall(r"(?:19|20)\d\d", written)] or ([year] if year else [])
    return set(range(min(found), max(found) + 1)) if found else set()
