"""Read numbers with their units out of Chinese text, and say them in English.

万 and 亿 stay as written; the plain value stands beside them, so that 300亿元 and
3000000万元 compare as equal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SCALES = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
_CHINESE_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
# Longest first: 个百分点 before 个, 吨标准煤 before 吨.
UNITS = (
    "个百分点|个位次|微克/立方米|毫克/立方米|毫克/升|个工作日|个自然日|个小时|个月|个点|人次|人日|吨标准煤|公斤标准煤|千克标准煤|克标准煤|平方公里|平方千米|平方米|立方米|千瓦时|美元|欧元|"
    "港元|日元|公里|千米|公顷|兆瓦|千瓦|小时|分钟|人民币|元|块|吨|斤|米|亩|度|家|个|件|项|名|人|条|所|处|套|台|辆|户|"
    "轮次|场次|次|起|倍|周岁|岁|天|日|年|月|座|批|对|间|床|只|张|份|篇|部|分|位|种|类|期|支|门|场|周|届|成|册|号|栋|艘|架|根|"
    "组|轮|步|章|节|字|点|级|档|口|片|宗|笔|单|例|幅|株|头|公斤|千克|克|箱|盒|瓶|桶|包|袋|副|双|幢|眼|列|棵|客|学时|课时|厘米|毫米|P(?![A-Za-z])"
)
_QUANTITY = re.compile(
    r"(?<![\dA-Za-z.])(?P<number>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s*[—–\-~～－至到]\s*(?P<upper>\d+(?:\.\d+)?))?"
    rf"\s*(?P<scale>万亿|千万|百万|亿|万|千|百)?(?:余|多|馀)?(?P<unit>%|％|‰|{UNITS})?"
)
_CHINESE_UNITS = (
    "个百分点|个位次|微克/立方米|毫克/立方米|毫克/升|个工作日|个自然日|个小时|个月|工作日|平方公里|平方米|公里|公斤|小时|分钟|人次|美元|万元|亿元|元|吨|亩|米|户|"
    "周岁|个|家|件|项|名|人|条|所|处|大|类|种|批|位|座|套|支|届|周|倍|岁|天|日|年|次"
)
# Statutes write amounts in words: 九十八天, 三十日内, 百分之七十, 十万元. Not a number: 第三年, 二〇二二年, 八月四日.
_CHINESE_QUANTITY = re.compile(
    r"(?<![一二两三四五六七八九十百千万亿零〇点第初])"
    r"(?:(?P<part>百分之|千分之|万分之)(?P<share>[零一二两三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?)"
    rf"|(?<!月)(?P<number>[一二两三四五六七八九十百千万零]*[一二两三四五六七八九十百千])(?P<unit>[万亿]?(?:{_CHINESE_UNITS})))"
    r"(?!体|别|性|度|级|月|定|起|些|系列|代|头|以贯之|步)"
)
_CHINESE_SHARES = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
# One of these is a way of speaking more often than an amount: 一个, 一批, 一次, 一人.
_NO_AMOUNT_OF_ONE = frozenset("个项大批位种类次条名人件处家支套座所届")
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
        if unit in ("年", "月", "日", "号") and match["scale"] is None and not _is_duration(text, match):
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
        found += [
            quantity for match in _CHINESE_QUANTITY.finditer(text) if (quantity := _chinese_quantity(match))
        ]
    return sorted(found, key=lambda quantity: quantity.start)


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether a bare number is a heading's number, a bracketed one, or part of a name such as 1+3."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return after in ".．、)）+年月" or before in "(（+〔[" or match["number"].isdigit()


# 不超过1年, 年限1年, 延长至8年: what stands before it says that the years are counted.
_LENGTH = re.compile(
    r"(?:不超过|不得超过|不少于|不低于|最[长多短]|至少|延长[至到]?|缩短[至到]?|年限|满|缓缴|放宽)[为是]?\s*$"
)


def _is_duration(text: str, match: re.Match[str]) -> bool:
    """Whether years or days are a length of time (2年时间, 30日内, 有效期5年) and no date."""
    if match["unit"] in ("月", "号") or float(re.sub("[,，]", "", match["number"])) > 400:
        return False
    return bool(
        re.match(r"时间|[以之]?内|期(?!间)|以上|有效", text[match.end() :])
        or re.search(
            r"(?:为期|期限|时限|用时|[\u4e00-\u9fff](?<![日同前后初末定近分])期)[为是]?\s*$",
            text[: match.start()],
        )
        or (match["unit"] == "年" and bool(_LENGTH.search(text[: match.start()])))
    )


def given_in(question: str) -> list[Quantity]:
    """Amounts that a question states itself, in Chinese or English: none of them is its answer."""
    found = find_quantities(question, chinese_numerals=False)
    if re.search(r"[\u4e00-\u9fff]", question):
        return [quantity for quantity in found if quantity.unit]
    for match in _ENGLISH_AMOUNT.finditer(question):
        number = float(match["number"].replace(",", "")) * _ENGLISH_SCALES.get(
            (match["scale"] or "").lower(), 1.0
        )
        # Smaller ones count months, stages or parts; 1900 to 2100 are years.
        if number > 12 and not 1900 <= number <= 2100:
            found.append(Quantity(match.start(), match.end(), match[0], number, None, "", ""))
    return found


_ENGLISH_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_ENGLISH_AMOUNT = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)[\s-]*(?P<scale>thousand|million|billion)?\b",
    re.IGNORECASE,
)


def is_given(quantity: Quantity, given: Sequence[Quantity]) -> bool:
    """Whether an amount is one of those that a question states; a bare number fits any unit."""
    return any(quantity.value == other.value and other.unit in ("", quantity.unit) for other in given)


def _chinese_quantity(match: re.Match[str]) -> Quantity | None:
    """An amount written in Chinese numerals, or None where it only looks like one."""
    if match["part"]:
        whole, _, decimals = match["share"].partition("点")
        value = float(
            f"{_chinese_number(whole)}.{''.join(str(_CHINESE_DIGITS.get(c, 0)) for c in decimals) or 0}"
        )
        return Quantity(match.start(), match.end(), match[0], value, None, "", _CHINESE_SHARES[match["part"]])
    unit, scale = match["unit"], ""
    if len(unit) > 1 and unit[0] in "万亿":
        scale, unit = unit[0], unit[1:]
    value = float(_chinese_number(match["number"]))
    if value == 1 and unit in _NO_AMOUNT_OF_ONE:
        return None
    return Quantity(match.start(), match.end(), match[0], value, None, scale, unit)


def _chinese_number(written: str) -> int:
    """一百五十八 → 158. Digits in a row (一二三) are no number and count as their last."""
    total = section = digit = 0
    for character in written:
        if character in _CHINESE_DIGITS:
            digit = _CHINESE_DIGITS[character]
        elif character in "十百千":
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
            digit = 0
        elif character == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
    return total + section + digit


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
    "年": "years",
    "日": "days",
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
