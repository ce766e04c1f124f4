"""The numbers that Word writes before a paragraph without storing them in it.

A paragraph says "list 3, level 0"; numbering.xml says that this level counts 一, 二, 三 and is shown as
"%1、". Without the number the headings of many 公文 would be lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def chinese_number(number: int, digits: str = "零一二三四五六七八九", units: str = "十百千") -> str:
    """``number`` below 10,000 in counting words (12 gives 十二), else in digits."""
    if not 0 < number < 10_000:
        return str(number)
    out = ""
    places = str(number)
    for index, figure in enumerate(places):
        power = len(places) - index - 1
        if figure == "0":
            if out and not out.endswith(digits[0]) and places[index:].strip("0"):
                out += digits[0]
            continue
        out += digits[int(figure)] + (units[power - 1] if power else "")
    leading = digits[1] + units[0]
    return out.removeprefix(digits[1]) if out.startswith(leading) and digits[1] == "一" else out


def roman_number(number: int) -> str:
    """``number`` below 4,000 in capital Roman figures, else in digits."""
    if not 0 < number < 4_000:
        return str(number)
    out = ""
    steps = ("1000 M 900 CM 500 D 400 CD 100 C 90 XC 50 L 40 XL 10 X 9 IX 5 V 4 IV 1 I").split()
    for value, letters in zip(steps[::2], steps[1::2], strict=True):
        while number >= int(value):
            out += letters
            number -= int(value)
    return out


def circled_number(number: int) -> str:
    """①–⑳ and on to ㊿, beyond that in brackets."""
    if 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if 21 <= number <= 35:
        return chr(0x3251 + number - 21)
    if 36 <= number <= 50:
        return chr(0x32B1 + number - 36)
    return f"({number})"


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else str(number)


def _legal(number: int) -> str:
    return chinese_number(number, _LEGAL_DIGITS, "拾佰仟")


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate({48 + i: 0xFF10 + i for i in range(10)}),
    "decimalFullWidth2": lambda n: str(n).translate({48 + i: 0xFF10 + i for i in range(10)}),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": circled_number,
    "decimalEnclosedCircleChinese": circled_number,
    "decimalEnclosedFullstop": lambda n: chr(0x2488 + n - 1) if 1 <= n <= 20 else f"{n}.",
    "decimalEnclosedParen": lambda n: chr(0x2474 + n - 1) if 1 <= n <= 20 else f"({n})",
    "numberInDash": lambda n: f"- {n} -",
    "upperRoman": roman_number,
    "lowerRoman": lambda n: roman_number(n).lower(),
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "taiwaneseCounting": chinese_number,
    "taiwaneseCountingThousand": chinese_number,
    "japaneseCounting": chinese_number,
    "ideographDigital": lambda n: str(n).translate({48 + i: _DIGITS[i] for i in range(10)}),
    "taiwaneseDigital": lambda n: str(n).translate({48 + i: _DIGITS[i] for i in range(10)}),
    "japaneseDigitalTenThousand": lambda n: str(n).translate({48 + i: _DIGITS[i] for i in range(10)}),
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": lambda n: _STEMS[n - 1] if 1 <= n <= 10 else str(n),
    "ideographZodiac": lambda n: _BRANCHES[n - 1] if 1 <= n <= 12 else str(n),
    "ideographEnclosedCircle": lambda n: chr(0x3280 + n - 1) if 1 <= n <= 10 else f"({n})",
    "bullet": lambda n: "",
    "none": lambda n: "",
}


def format_number(number: int, style: str) -> str:
    """``number`` as Word's number format ``style`` shows it; an unknown style counts in digits."""
    return _FORMATS.get(style, str)(number)


@dataclass(slots=True)
class _Level:
    style: str = "decimal"
    pattern: str = ""
    start: int = 1
    is_legal: bool = False
    restart: int | None = None
    """Begins anew only below a level that is among the first ``restart``: 0 never (the articles of a law count
    through its chapters). None: below each shallower one."""
    paragraph_style: str | None = None


@dataclass(slots=True)
class _List:
    key: str
    """The abstract list: its counters are shared by all lists made from it."""
    levels: dict[int, _Level] = field(default_factory=dict)
    restarts: dict[int, int] = field(default_factory=dict)
    used: bool = False


class Numbering:
    """Counts paragraphs as Word does, in document order."""

    def __init__(self, root: _Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if root is None:
            return
        abstract = {item.get(f"{W}abstractNumId", ""): item for item in root.iter(f"{W}abstractNum")}
        by_style = {
            link.get(f"{W}val", ""): item
            for item in abstract.values()
            if (link := item.find(f"{W}styleLink")) is not None
        }
        for item in root.iter(f"{W}num"):
            reference = item.find(f"{W}abstractNumId")
            key = reference.get(f"{W}val", "") if reference is not None else ""
            base = abstract.get(key)
            if base is not None and (link := base.find(f"{W}numStyleLink")) is not None:
                base = by_style.get(link.get(f"{W}val", ""), base)
            numbered = _List(key)
            if base is not None:
                numbered.levels = {_level_number(level): _read_level(level) for level in base.iter(f"{W}lvl")}
            for override in item.iter(f"{W}lvlOverride"):
                number = _level_number(override)
                if (level := override.find(f"{W}lvl")) is not None:
                    numbered.levels[number] = _read_level(level)
                if (start := override.find(f"{W}startOverride")) is not None:
                    numbered.restarts[number] = _integer(start.get(f"{W}val"), 1)
            self._lists[item.get(f"{W}numId", "")] = numbered

    def level_of_style(self, list_id: str, style_id: str) -> int:
        """Level of the list that is tied to a paragraph style; 0 where none is."""
        numbered = self._lists.get(list_id)
        if numbered:
            for number, level in numbered.levels.items():
                if level.paragraph_style == style_id:
                    return number
        return 0

    def next_label(self, list_id: str, level: int) -> str:
        """Number that Word shows before the next paragraph of this list and level; may be empty."""
        numbered = self._lists.get(list_id)
        if numbered is None or level not in numbered.levels:
            return ""
        counters = self._counters.setdefault(numbered.key, {})
        if not numbered.used:
            numbered.used = True
            for number, start in numbered.restarts.items():
                counters[number] = start - 1
        own = numbered.levels[level]
        counters[level] = counters.get(level, own.start - 1) + 1
        for deeper in [number for number in counters if number > level]:
            limit = numbered.levels.get(deeper, _Level()).restart
            if limit is None or level < limit:
                del counters[deeper]
        if own.style == "bullet":
            return ""

        def show(match: re.Match[str]) -> str:
            number = int(match.group(1)) - 1
            shown = numbered.levels.get(number, _Level())
            style = "decimal" if own.is_legal else shown.style
            return format_number(counters.get(number, shown.start), style)

        return re.sub(r"%(\d)", show, own.pattern).strip()


def _level_number(element: _Element) -> int:
    return _integer(element.get(f"{W}ilvl"), 0)


def _read_level(element: _Element) -> _Level:
    def value(name: str, default: str) -> str:
        child = element.find(f"{W}{name}")
        return child.get(f"{W}val", default) if child is not None else default

    legal = element.find(f"{W}isLgl")
    restart = value("lvlRestart", "")
    return _Level(
        style=value("numFmt", "decimal"),
        pattern=value("lvlText", ""),
        start=_integer(value("start", "1"), 1),
        is_legal=legal is not None and legal.get(f"{W}val", "1") not in ("0", "false"),
        restart=int(restart) if restart.isdigit() else None,
        paragraph_style=value("pStyle", "") or None,
    )


def _integer(value: str | None, default: int) -> int:
    try:
        return int(value or "")
    except ValueError:
        return default
