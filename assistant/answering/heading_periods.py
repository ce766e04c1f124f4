"""Which months does a heading bear, from which year's to which year's?

(2023年3月1日—5月31日), (2023年6月—2025年9月) and (11月—次年3月) are read from the first date to the last. A heading without
a year has that of the heading above it or of the title. Where only one end is written (2025年6月底前), part of a month
(3月15日—4月20日), or several dates that no dash joins, the months say when, and no length can be computed from them.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from assistant.language.dates import DateMention, find_dates
from assistant.tasks.reading import strip_numbering
from corpus.document import Document, Section

_DASH = r"[—–\-~～－至到]+"
_NEXT_YEAR = r"次年|翌年|第二年"
_JOINT = re.compile(rf"\s*{_DASH}\s*(?P<next>{_NEXT_YEAR})?\s*")
_YEAR = re.compile(rf"(?:19|20)\d\d|{_NEXT_YEAR}")
# What may stand around dates that are all there is of a period: a bracket, or nothing but a mark.
_BEFORE = re.compile(r"(?:[(（,，:：]|^)\s*$")
_BEHIND = re.compile(r"\s*(?:[)）,，:：。.;；]|$)")
# From the first day to the end of a month are whole months; with any other day they are not.
_FIRST_DAY = re.compile(rf"(?<=月)\s*0?1[日号]?(?=\s*{_DASH})")
_END = re.compile(r"(?<=[—–\-~～－至到年月\d])(?P<day>\d{1,2}[日号]|[底末])$")
_PART_OF_MONTH = re.compile(r"[旬初中底末终日号]")


@dataclass(frozen=True, slots=True)
class Period:
    """Months from ``first`` to ``last``, both included, counted from January of ``year``: 15 is March of the year after."""

    year: int | None
    first: int
    last: int
    whole: bool = True
    """Whether both ends are known, to the month: only then has it a length."""

    @property
    def months(self) -> int | None:
        """How many months it takes; None where that is not known."""
        return self.last - self.first + 1 if self.whole else None

    @property
    def begins(self) -> int | None:
        """Its first month, counted through the years; None where the year is not known."""
        return None if self.year is None else 12 * self.year + self.first

    def holds(self, asked: Period) -> bool:
        """Whether it has a month of those asked for: of their year, or of any where they name none."""
        if asked.year is None:
            return any(self._meets(asked, shift) for shift in range(-12, self.last, 12))
        return self.year is not None and self._meets(asked, 12 * (asked.year - self.year))

    def _meets(self, asked: Period, shift: int) -> bool:
        return self.first <= asked.last + shift and asked.first + shift <= self.last


def period_of(document: Document, section: Section) -> Period | None:
    """The months that a heading bears; None where it bears none."""
    heading = strip_numbering(section.heading)
    dates = [date for date in find_dates(heading) if date.month]
    if not dates:
        return None
    begin = end = dates[0]
    year = begin.year or _year_above((document.metadata.title, *section.path[:-1], heading[: begin.start]))
    first, last = months_of(begin)
    known = True
    joint = _JOINT.fullmatch(heading[begin.end : dates[1].start]) if len(dates) > 1 else None
    if joint is not None:
        end = dates[1]
        known = end.year is None or year is not None
        last = months_of(end)[1]
        if end.year is not None and year is not None:
            last += 12 * (end.year - year)
        elif joint["next"] or last < first:
            last += 12
    written = heading[begin.start : end.end]
    whole = (
        known
        and last >= first
        and end is dates[-1]
        and _BEFORE.search(heading[: begin.start]) is not None
        and _BEHIND.match(heading[end.end :]) is not None
        and _in_whole_months(written, end)
    )
    return Period(year, first, max(first, last), whole)


def lies_in_stage(document: Document, year: int) -> bool:
    """Whether a heading's period has months of a year: 2023年6月—2025年9月 has 2024."""
    periods = (period_of(document, section) for section in document.sections)
    return any(period is not None and period.holds(Period(year, 1, 12)) for period in periods)


def months_of(date: DateMention) -> tuple[int, int]:
    """First and last month of one date; 11月—次年3月 is 11 to 15."""
    last = date.month or 12
    if "半年" in date.written:
        return last - 5, last
    if "季度" in date.written:
        return last - 2, last
    first = date.first_month or last
    return first, last + 12 if last < first else last


def _year_above(texts: tuple[str, ...]) -> int | None:
    """The year that the nearest text with a year names; None where it names several, or none does."""
    for text in reversed(texts):
        years = {*_YEAR.findall(text), *(str(date.year) for date in find_dates(text) if date.year)}
        if years:
            return int(years.pop()) if len(years) == 1 and not years & {*_NEXT_YEAR.split("|")} else None
    return None


def _in_whole_months(written: str, end: DateMention) -> bool:
    """Whether dates run from the beginning of a month to the end of one: 3月1日—5月31日, 6月—9月底."""
    opened = _FIRST_DAY.sub("", written.strip())
    closed = _END.search(opened)
    if closed is not None and re.search(_DASH, opened[: closed.start()]):
        last_days = {calendar.monthrange(year, end.month or 12)[1] for year in (2023, 2024)}
        if end.day is None or end.day in last_days:
            opened = opened[: closed.start()]
    return _PART_OF_MONTH.search(opened) is None
