"""By when a task is due: from its own field, else from its own text, else from the heading above it.

A date without a year ("6月底前") is of the year of the nearest heading, the title, or the document. What comes
back each year or goes on without end (每年12月底前, 长期坚持) has no month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.language.dates import find_dates, parse_deadline
from assistant.tasks.fields import Span
from assistant.tasks.roles import ENDLESS
from corpus.document import Document, Section

_RECURRING = re.compile(r"每(?:一)?(?:年|半年|个?季度?|个?月|周|旬)[^,，;；。]*")
# 五年规划: the twelfth ran to 2015, each next one five years longer.
_PLAN_YEARS = {"三": 2020, "四": 2025, "五": 2030, "六": 2035}
_PLAN = re.compile(r"[“\"]?十(?P<plan>[三四五六])五[”\"]?(?:规划)?(?:期间|期末|末|时期|内)")
_BOUND_BEFORE = re.compile(r"(?:到|至|截至|截止|力争|争取|确保)(?:在|到)?$")
_BOUND_AFTER = re.compile(r"[)）]?(?:之|以)?[前内]")
_HEADING_BRACKET = re.compile(r"[(（]([^()（）]+(?:[(（][^()（）]*[)）][^()（）]*)?)[)）]")


@dataclass(frozen=True, slots=True)
class Due:
    """By when, and where that is said."""

    month: str | None
    """``YYYY-MM``; None where no month can be told."""
    span: Span | None


def month_of(document: Document, section: Section | None, written: str) -> str | None:
    """The month that a field of time means."""
    text = _RECURRING.sub("", written)
    if (stated := parse_deadline(text)) is not None:
        return stated
    if plan := _PLAN.search(text):
        return f"{_PLAN_YEARS[plan['plan']]}-12"
    months = [mention.month for mention in find_dates(text) if mention.month is not None]
    if not months and re.search(r"(?:年内|今年)", text):
        months = [12]
    year = _year(document, section)
    return f"{year}-{months[-1]:02d}" if months and year else None


def due_in_text(document: Document, section: Section | None, start: int, end: int) -> Due | None:
    """The last date by which a range of text says that something is to be done, or None."""
    text = document.text[start:end]
    known = _year(document, section) or 0
    found: list[tuple[str, Span]] = []
    for mention in find_dates(text):
        before, after = text[max(0, mention.start - 6) : mention.start], text[mention.end :]
        closing = _BOUND_AFTER.match(after)
        is_bound = closing or _BOUND_BEFORE.search(before) or re.search(r"[底末]$", mention.written)
        if not is_bound or before.endswith("每") or re.search(r"每[年季月]", before):
            continue
        if mention.year is None and not closing:
            continue
        if mention.year is not None and mention.year < known:
            continue  # "2000年底前建成的住宅" tells when something was
        if month := month_of(document, section, mention.written):
            stop = mention.end + (closing.end() if closing else 0)
            found.append((month, Span(start + mention.start, start + stop)))
    if plan := _PLAN.search(text):
        month = f"{_PLAN_YEARS[plan['plan']]}-12"
        found.append((month, Span(start + plan.start(), start + plan.end())))
    if not found:
        return None
    month, span = max(found, key=lambda each: each[0])
    return Due(month, span)


def due_of_heading(document: Document, section: Section | None) -> Due | None:
    """The time that a heading above sets in brackets for all under it: 一、集中整治(2025年4月—9月)."""
    while section is not None:
        line_end = document.text.find("\n", section.start)
        line = document.text[section.start : line_end if line_end >= 0 else len(document.text)]
        if section.heading not in document.metadata.title and len(line) < 200:
            for bracket in _HEADING_BRACKET.finditer(line):
                months = any(mention.month for mention in find_dates(bracket[1]))
                if months or ENDLESS.match(bracket[1]):
                    start = section.start + bracket.start(1)
                    return Due(month_of(document, section, bracket[1]), Span(start, start + len(bracket[1])))
        section = document.sections[section.parent] if section.parent is not None else None
    return None


def _year(document: Document, section: Section | None) -> int | None:
    for heading in (*reversed(section.path if section else ()), document.metadata.title):
        years = _years(re.findall(r"20\d\d", heading))
        if len(years) == 1:
            return years.pop()
        if years:
            return None
    metadata = document.metadata
    years = _years(re.findall(r"20\d\d", (metadata.date or "")[:4] or metadata.number or ""))
    return years.pop() if len(years) == 1 else None


def _years(written: Iterable[str]) -> set[int]:
    return {int(year) for year in written}
