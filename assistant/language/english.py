"""Read an English question: its words, numbers and dates, each as what may be looked up.

Numbers come out as a Chinese document writes them: 30 billion → 300亿, December 2022 → 2022年12月,
the 19th century → 19世纪, seven → 7 or 七.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from index.tokens import normal_word

_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = _MONTH_NAMES.split()
_MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in _MONTHS)
_NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PIECE = re.compile(
    rf"(?P<month>\b(?:{_MONTH})\b)(?:\s+\d{{1,2}}(?!\d)(?:st|nd|rd|th)?,?)?(?:\s+(?:of\s+)?(?P<year>(?:1[5-9]|20)\d\d)\b)?"
    rf"|(?P<scaled>{_NUMBER})[\s-]*(?P<scale>thousand|million|billion|trillion|bn|mn)\b"
    rf"|(?P<percent>{_NUMBER})\s*(?:%|percent\b|per\s+cent\b)"
    r"|(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b"
    r"|(?P<century>\d{1,2})(?:st|nd|rd|th)[\s-]+century\b"
    r"|(?P<ordinal>\d+)(?:st|nd|rd|th)\b"
    rf"|(?P<number>{_NUMBER})"
    r"|(?P<word>[A-Za-zÀ-ɏ]+(?:['’&][A-Za-zÀ-ɏ]+|\.(?=[A-Za-z]\b)[A-Za-z]+|\d+)*)"
    r"|(?P<han>[㐀-鿿]+)",
    re.I,
)
_SCALES = {"thousand": 3, "million": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12}
_COUNTED_TEXT = "zero one two three four five six seven eight nine ten eleven twelve"
_COUNTED = _COUNTED_TEXT.split()
_ORDINALS_TEXT = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth"
_ORDINALS = _ORDINALS_TEXT.split()
_HAN_DIGITS_TEXT = "零 一 二 三 四 五 六 七 八 九 十 十一 十二"
_HAN_DIGITS = _HAN_DIGITS_TEXT.split()
_PAST = """led lead|won win|built build|written write|wrote write|began begin|begun begin|held hold|made make|taken take
took take|given give|gave give|known know|knew know|grown grow|grew grow|brought bring|bought buy|sold sell|spent spend
found find|met meet|kept keep|lost lose|paid pay|sent send|set set|chosen choose|chose choose|spoken speak|spoke speak
drawn draw|drew draw|driven drive|risen rise|rose rise|fell fall|fallen fall|fought fight|taught teach|thought think
caught catch|left leave|felt feel|came come|became become|ran run|saw see|seen see|shown show|sung sing|sang sing
struck strike|laid lay|lent lend|meant mean|dealt deal|people person|men man|women woman|children child|went go|gone go
worn wear|wore wear|born birth|said say|told tell|stood stand|understood understand|died die|criteria criterion"""
_BASE_FORMS = dict(pair.split() for line in _PAST.splitlines() for pair in line.split("|"))


@dataclass(frozen=True, slots=True)
class Word:
    """One piece of a question."""

    text: str
    """As typed."""
    key: str
    """What it is looked up by, a stem; empty where ``chinese`` says all."""
    chinese: tuple[str, ...] = ()
    """How a Chinese text may write it, where that follows by rule."""


def read_words(question: str) -> list[Word]:
    """The words, numbers and dates of an English question, in order."""
    return list(_read(question))


def _read(question: str) -> Iterator[Word]:
    for match in _PIECE.finditer(question):
        text = match.group()
        kind = match.lastgroup if match.lastgroup not in ("year", "scale") else None
        if match["word"]:
            lower = text.lower()
            if lower in _COUNTED:
                number = _COUNTED.index(lower)
                yield Word(text, normal_word(lower), (str(number), _HAN_DIGITS[number]))
            elif lower in _ORDINALS:
                yield Word(text, normal_word(lower), (f"第{_HAN_DIGITS[_ORDINALS.index(lower)]}",))
            else:
                yield Word(text, normal_word(_BASE_FORMS.get(lower, lower)))
        elif match["month"]:
            yield from _read_month(match)
        elif kind == "han":
            yield Word(text, "", (text,))
        else:
            yield Word(text, "", tuple(_chinese_number(match)))


def _read_month(match: re.Match[str]) -> Iterator[Word]:
    month, year = match["month"], match["year"]
    # "may" and "march" are words of their own unless a year or a capital says otherwise.
    if not year and not month[0].isupper():
        yield Word(month, normal_word(month))
        return
    number = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(month.lower().rstrip(".")[:3]))
    if year:
        yield Word(year, "", (f"{year}年",))
    yield Word(month, "", (f"{number}月",))


def _chinese_number(match: re.Match[str]) -> Iterator[str]:
    if match["scaled"]:
        value = Decimal(match["scaled"].replace(",", "")) * 10 ** _SCALES[match["scale"].lower()]
        yield from _scaled(value)
    elif match["percent"]:
        yield f"{match['percent']}%"
    elif match["decade"]:
        year = match["decade"]
        yield f"{year}年代"
        yield f"{int(year[:2]) + 1}世纪{year[2:]}年代"
    elif match["century"]:
        yield f"{match['century']}世纪"
    elif match["ordinal"]:
        yield f"第{match['ordinal']}"
        yield match["ordinal"]
    else:
        value = Decimal(match["number"].replace(",", ""))
        if re.fullmatch(r"(?:1[5-9]|20)\d\d", match["number"]):
            yield f"{match['number']}年"
        yield _plain(value)
        if value >= 10_000:
            yield from _scaled(value)


def _scaled(value: Decimal) -> Iterator[str]:
    if value >= 100_000_000:
        yield f"{_plain(value / 100_000_000)}亿"
    if value >= 10_000:
        yield f"{_plain(value / 10_000)}万"
    yield _plain(value)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
