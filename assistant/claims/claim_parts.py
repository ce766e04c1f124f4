"""Read the checkable parts of a Chinese sentence: amounts, dates, units, scope, denial.

The same reading serves the claim and its evidence, so that two parts are compared by what they
mean: 3亿元 and 30000万元 are one amount, 年底 and 12月底 one date, 不得 and 禁止 one denial. What
rooms beside this one need for that stands here under one roof: a ``Part``, its reading, its comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.claims.amounts import read_amounts
from assistant.claims.organisations import read_organisations
from assistant.claims.part import Part
from assistant.claims.same_parts import confirms, same_amount, same_date
from assistant.claims.word_families import read_family_words
from assistant.language.dates import DateMention, find_dates

__all__ = ["Part", "confirms", "read_parts", "same_amount", "same_date"]

# Months that a half or a quarter of a year lasts, by the end of its name.
_WINDOWS = {"半年": 6, "季度": 3}


def read_parts(text: str, *, known_units: Iterable[str] = (), default_year: int | None = None) -> list[Part]:
    """All parts of a sentence, in text order.

    Args:
        known_units: Names that the documents use, found wherever they stand.
        default_year: The year that a date without one belongs to, as its heading says.
    """
    dates = find_dates(text)
    parts = [_date(mention, text, default_year) for mention in dates]
    covered = [(mention.start, mention.end) for mention in dates]
    parts += read_amounts(text, covered)
    parts += read_organisations(text, known_units)
    parts += read_family_words(text)
    return sorted(parts, key=lambda part: (part.start, part.end))


def _date(mention: DateMention, text: str, default_year: int | None) -> Part:
    year = mention.year if mention.year is not None else default_year
    month = f"-{mention.month:02d}" if mention.month is not None else ""
    first = f"{mention.first_month:02d}>" if mention.first_month is not None else ""
    if mention.month is not None and (width := _WINDOWS.get(mention.written[-2:])):
        # 上半年 and 第三季度 are windows: what lies in them agrees.
        first = f"{mention.month - width + 1:02d}~"
    day = f"-{mention.day:02d}" if mention.day is not None and mention.month is not None else ""
    value = f"{year or ''}|{first}{month}{day}"
    end = mention.end
    tail = re.match(r"[之以]?[前后]|期间", text[end:])
    if tail:
        end += tail.end()
    return Part("date", mention.start, end, text[mention.start : end].strip(), "date", value)
