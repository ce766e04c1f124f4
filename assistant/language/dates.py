"""Read the dates and periods that a Chinese official text writes, and say them in English.

A date keeps what was written beside a comparable value (``YYYY``, ``YYYY-MM`` or
``YYYY-MM-DD``), the last moment meant: "2022年底" is 2022-12, "2022年3—6月" is 2022-06.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_DIGITS = "零一二三四五六七八九"
_DASH = r"[—–\-~～－至到]+"
_MONTH_END = {"上半年": 6, "下半年": 12, "年中": 6, "年底": 12, "年末": 12, "年终": 12, "底": 12, "末": 12}
_QUARTER = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

# The first look ahead keeps the search from trying at every character: half of an answer's time went there.
_DATE = re.compile(
    r"(?=[\s\d二第一三四上下./-])"
    rf"(?:(?P<year>(?:19|20)\d\d|二[〇○零]\d?[〇○零一二三四五六七八九]{{2}})\s*年\s*(?P<endword>底|末|中|初)?"
    rf"(?:{_DASH}(?P<year2>(?:19|20)\d\d)\s*年\s*(?P<endword2>底|末)?(?!\d))?"
    rf"|(?P<iso>(?:19|20)\d\d)(?=[-./]\d))?"
    r"(?:[-./](?P<isomonth>1[0-2]|0?[1-9])(?!\d)(?:[-./](?P<isoday>[0-3]?\d)(?!\d))?"
    rf"|\s*(?P<month>1[0-2]|0?[1-9])\s*(?:月\s*)?(?:{_DASH}\s*(?P<next>次年|翌年|第二年)?(?P<month2>1[0-2]|0?[1-9])\s*)?月"
    rf"(?:(?P<monthend>底|末|中旬|上旬|下旬|初)|\s*(?P<day>[0-3]?\d)\s*[日号]?(?:{_DASH}\s*(?P<day2>[0-3]?\d))?[日号])?"
    r"|\s*第?(?P<quarter>[一二三四1-4])季度|\s*(?P<half>上半年|下半年))?"
)
_WORD_YEAR = re.compile(r"(?<![今去明前后每近全整\d])(?P<word>年底|年末|年终|上半年|下半年)")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written in ``text[start:end]``; ``value`` is its last moment, comparable as text."""

    start: int
    end: int
    written: str
    value: str | None
    """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None where no year is written."""
    year: int | None
    """As written; a period that ends in the year after (2023年11月—次年3月) has the year in which it begins."""
    month: int | None
    first_month: int | None = None
    """First month of a period such as 3—6月, else None."""
    day: int | None = None


def find_dates(text: str) -> list[DateMention]:
    """All dates and periods in the text, in order, none overlapping."""
    return list(_dates_in(text))


@lru_cache(maxsize=2048)  # one answer asks several times for those of the same sentences
def _dates_in(text: str) -> tuple[DateMention, ...]:
    found: list[DateMention] = []
    position = 0
    while position < len(text):
        match = _DATE.search(text, position)
        if match is None:
            break
        if match.end() == match.start():
            position = match.end() + 1
            continue
        position = match.end()
        mention = _mention(match)
        if mention is not None:
            found.append(mention)
    covered = [(mention.start, mention.end) for mention in found]
    for match in _WORD_YEAR.finditer(text):
        if not any(start <= match.start() < end for start, end in covered):
            month = _MONTH_END[match["word"]]
            found.append(DateMention(match.start(), match.end(), match[0], None, None, month))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _mention(match: re.Match[str]) -> DateMention | None:
    groups = match.groupdict()
    if not any(value for value in groups.values()):
        return None
    year_text = groups["year2"] or groups["year"] or groups["iso"]
    year = _year(year_text) if year_text else None
    first = None
    month_text = groups["month2"] or groups["month"] or groups["isomonth"]
    month = int(month_text) if month_text else None
    if groups["month2"] and groups["month"]:
        first = int(groups["month"])
    if groups["quarter"]:
        month = _QUARTER[groups["quarter"]]
    elif groups["half"]:
        month = _MONTH_END[groups["half"]]
    elif month is None and year is not None:
        endword = groups["endword2"] or groups["endword"]
        month = {"底": 12, "末": 12, "中": 6, "初": 1}.get(endword or "")
    day_text = groups["day2"] or groups["day"] or groups["isoday"]
    day = int(day_text) if day_text else None
    if year is None and month is None:
        return None
    if year is None and groups["isomonth"]:
        return None  # "3.6" without a year is a decimal number, not a date
    value = None
    if year is not None:
        last = year + 1 if groups["next"] else year
        value = f"{year:04d}" if month is None else f"{last:04d}-{month:02d}"
        if month is not None and day is not None:
            value = f"{value}-{day:02d}"
    return DateMention(match.start(), match.end(), match[0], value, year, month, first, day)


def _year(written: str) -> int:
    if written.isdigit():
        return int(written)
    digits = "".join(str(_DIGITS.find("零" if c in "〇○" else c)) for c in written if c in _DIGITS + "〇○")
    return int(digits.ljust(4, "0")[:4])


def parse_deadline(text: str) -> str | None:
    """The month by which something is due, ``YYYY-MM``, or None where no year and month are written.

    A bare year means its last month: what is due in 2022 is due by 2022-12. A month without a year is of the
    year before it, which it makes precise: "2026年汛期前(4月底)" is 2026-04.
    """
    months: list[tuple[int, int | None]] = []
    for mention in find_dates(text):
        if mention.year is not None:
            months.append((int((mention.value or "")[:4]), mention.month))
        elif months:
            year, month = months[-1]
            if month is None:
                months.pop()
            months.append((year, mention.month))
    if not months:
        return None
    year, month = max(months, key=lambda each: (each[0], each[1] or 12))
    return f"{year:04d}-{month or 12:02d}"


def english_date(mention: DateMention) -> str:
    """The date in English: December 2022, March–June 2022, end of 2022, 5 May 2022."""
    month = _MONTHS[mention.month - 1] if mention.month else ""
    year = str(mention.year) if mention.year else ""
    if re.search(r"年[底末]|年终", mention.written):
        return f"the end of {year}" if year else "the end of the year"
    if "上半年" in mention.written:
        return f"the first half of {year}".rstrip(" of")
    if "下半年" in mention.written:
        return f"the second half of {year}".rstrip(" of")
    if mention.first_month and mention.month:
        first, last = _MONTHS[mention.first_month - 1], (mention.value or "")[:4]
        if last not in ("", year):
            return f"{first} {year}–{month} {last}"
        month = f"{first}–{month}"
    if mention.day is not None:
        month = f"{mention.day} {month}"
    elif re.search(r"月[底末]", mention.written):
        month = f"the end of {month}"
    return f"{month} {year}".strip()


def english_month(value: str) -> str:
    """``2022-12`` as December 2022."""
    year, month = value.split("-")[:2]
    return f"{_MONTHS[int(month) - 1]} {year}"
