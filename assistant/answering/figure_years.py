"""Is a sentence about the year that a question names, or about others only?"""

from __future__ import annotations

import re

from assistant.language.dates import find_dates
from assistant.questions.profile import QuestionProfile


def other_year(profile: QuestionProfile, sentence: str, headings: str) -> int | None:
    """The year asked about where the sentence, or else its headings, name other years only."""
    if not profile.years:
        return None
    for text in (sentence, headings):
        named = {year for mention in find_dates(text) for year in _years_of(mention.written, mention.year)}
        if named:
            return None if named.intersection(profile.years) else profile.years[-1]
    return None


def _years_of(written: str, year: int | None) -> set[int]:
    """Every year of a mention: 2021—2025年 names all between."""
    found = [int(match) for match in re.findall(r"(?:19|20)\d\d", written)] or ([year] if year else [])
    return set(range(min(found), max(found) + 1)) if found else set()
