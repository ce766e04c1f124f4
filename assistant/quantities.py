"""Read numbers with their units out of Chinese text, and say them in English.

万 and 亿 stay as written; the plain value stands beside them, so that 300亿元 and
3000000万元 compare as equal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SCALES = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
_CHINESE_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
# Longest first: 个百分点 before 个, 吨标准煤 before 吨.
UNITS = (
    "个百分点|个工作日|个自然日|个小时|个月|个点|人次|人日|吨标准煤|平方公里|平方千米|平方米|立方米|千瓦时|美元|欧元|"
    "港元|日元|公里|千米|公顷|兆瓦|千瓦|小时|分钟|人民币|元|块|吨|米|亩|度|家|个|件|项|名|人|条|所|处|套|台|辆|户|"
    "次|起|倍|岁|天|日|年|月|座|批|对|间|床|只|张|份|篇|部|分|位|种|类|期|支|门|场|周|届|成|册|号|栋|艘|架|根|"
    "组|轮|步|章|节|字|点|级|档|口|片|宗|笔|单|例|幅|株|头|公斤|千克|克|箱|盒|瓶|桶|包|袋|副|双"
)
_UNIT = re.compile(rf"(?:{UNITS})")
_QUANTITY = re.compile(
    r"(?<![\dA-Za-z.])(?P<number>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s*[—–\-~～－至到]\s*(?P<upper>\d+(?:\.\d+)?))?"
    rf"\s*(?P<scale>万亿|千万|百万|亿|万|千|百)?(?:余|多|馀)?(?P<unit>%|％|‰|{UNITS})?"
)
_CHINESE_QUANTITY = re.compile(
    r"(?<![一二两三四五六七八九十百千万第])(?P<number>[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
    r"(?P<unit>个|家|件|项|名|条|所|处|大|类|种|批|位|座|套|支)(?!体|别|性)"
)
# A number after these counts years or places in a row, it is no amount: 近3年, 第2条, 前三名.
_NOT_AN_AMOUNT = re.compile(r"(?:近|第|前|后|每|过去|未来|连续)\s*$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as written in ``text[start:end]``."""

    start: int
    end: int
    written: str
    number: float
    """As written, before 万 or 亿."""
    upper: float | None
    """Upper end of a range, else None."""
    scale: str
    unit: str
    """Unit without 万 or 亿; empty where none is written."""

    @property
    def value(self) -> float:
        """The plain number, 万 and 亿 multiplied out."""
        return self.number * _SCALES[self.scale]

    @property
    def full_unit(self) -> str:
        """Unit as written: 亿元, %, 家."""
        return self.scale + self.unit


def find_quantities(text: str, *, chinese_numerals: bool = True) -> list[Quantity]:
    """All amounts in the text, in order. Dates, years and ordinals are no amounts."""
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(text):
        unit = (match["unit"] or "").replace("％", "%")
        if unit in ("年", "月", "日", "号") and match["scale"] is None:
            continue
        if unit == "" and match["scale"] is None and match["upper"] is None and _is_label(text, match):
            continue
        if _NOT_AN_AMOUNT.search(text[max(0, match.start() - 3) : match.start()]):
            continue
        number = float(re.sub("[,，]", "", match["number"]))
        upper = float(match["upper"]) if match["upper"] else None
        found.append(
            Quantity(match.start(), match.end(), match[0], number, upper, match["scale"] or "", unit)
        )
    if chinese_numerals:
        for match in _CHINESE_QUANTITY.finditer(text):
            value = float(_chinese_number(match["number"]))
            if value > 1 or match["unit"] not in "个项大批位种类":  # 一个、一批 name no amount
                found.append(Quantity(match.start(), match.end(), match[0], value, None, "", match["unit"]))
    return sorted(found, key=lambda quantity: quantity.start)


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether a bare number is a heading's number, a bracketed one, or part of a name such as 1+3."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return after in ".．、)）+年月" or before in "(（+〔[" or match["number"].isdigit()


def _chinese_number(written: str) -> int:
    if "十" in written:
        tens, _, ones = written.partition("十")
        return _CHINESE_DIGITS.get(tens, 1) * 10 + _CHINESE_DIGITS.get(ones, 0)
    return _CHINESE_DIGITS[written]


_ENGLISH_UNITS = {
    "元": "yuan",
    "美元": "US dollars",
    "平方公里": "square kilometres",
    "公里": "kilometres",
    "平方米": "square metres",
    "亩": "mu",
    "吨标准煤": "tonnes of standard coal equivalent",
    "吨": "tonnes",
    "%": "%",
    "个百分点": "percentage points",
    "天": "days",
    "个月": "months",
    "个工作日": "working days",
    "小时": "hours",
    "个小时": "hours",
    "倍": "times",
    "人": "people",
    "名": "people",
    "人次": "visits",
    "岁": "years of age",
}


def english_quantity(quantity: Quantity) -> str:
    """The amount in English: 300亿元 is 30 billion yuan; counters such as 家 and 件 are dropped."""
    unit = _ENGLISH_UNITS.get(quantity.unit, "")
    number = _english_number(quantity.value)
    if quantity.upper is not None:
        number = f"{number}–{_english_number(quantity.upper * _SCALES[quantity.scale])}"
    if unit == "%":
        return f"{number}%"
    return f"{number} {unit}".strip()


def _english_number(value: float) -> str:
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{_plain(value / size)} {word}"
    return _plain(value)


def _plain(value: float) -> str:
    rounded = round(value, 6)
    return f"{int(rounded):,}" if rounded == int(rounded) else f"{rounded:,}"
