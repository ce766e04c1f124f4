"""Read the dates that documents carry, in digits or in Chinese numerals."""

from __future__ import annotations

import re

from corpus.characters import read_number

_CN_DIGIT = "〇○零OoＯ一二三四五六七八九"
DATE = re.compile(
    r"(?P<year>(?:19|20)\d{2}|[１２][０-９]{3})\s*(?:年|[-/.])\s*(?P<month>[0-9０-９]{1,2})\s*(?:月|[-/.])?"
    r"(?:\s*(?P<day>[0-9０-９]{1,2})\s*日?)?(?![0-9])"
    rf"|(?P<cn_year>[一二][{_CN_DIGIT}]{{3}})\s*年\s*(?P<cn_month>[〇一二三四五六七八九十]{{1,3}})\s*月"
    r"(?:\s*(?P<cn_day>[〇一二三四五六七八九十]{1,3})\s*日)?"
)
_ONLY_YEAR = re.compile(r"(?:19|20)\d{2}年?")
DATE_LINE = re.compile(
    rf"[(（]?\s*(?:{DATE.pattern})\s*(?:印发|发布|公布)?\s*[)）]?".replace("?P<", "?P<line_")
)


def read_date(written: str) -> str | None:
    """YYYY-MM-DD, YYYY-MM or YYYY from a date in digits or Chinese numerals; None where there is none."""
    for match in DATE.finditer(written):
        if match["cn_year"]:
            year = int("".join(str(max(0, "零一二三四五六七八九".find(c))) for c in match["cn_year"]))
            month, day = read_number(match["cn_month"]), read_number(match["cn_day"] or "")
        else:
            year, month, day = int(match["year"]), int(match["month"]), int(match["day"] or 0)
        if 1 <= month <= 12 and day <= 31:
            return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"
    year_only = _ONLY_YEAR.fullmatch(written.strip())
    return year_only.group()[:4] if year_only else None
