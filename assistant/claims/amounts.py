"""Read the amounts of a Chinese sentence in base units, each with the bound that is set on it.

3亿元 and 30000万元 come out as one amount, 两年时间 as 24 months, 2成 as 20 %; 不低于85% and 85%以上 with one bound.
"""

from __future__ import annotations

import re

from assistant.claims.denominators import denominator_spans, read_denominators, with_denominators
from assistant.claims.part import Part
from assistant.language.quantities import find_quantities

# Unit to its dimension and its size in that dimension's base unit.
_SIZES: dict[str, tuple[str, float]] = {
    "元": ("yuan", 1), "块": ("yuan", 1), "人民币": ("yuan", 1), "美元": ("usd", 1), "欧元": ("eur", 1), "港元": ("hkd", 1),
    "日元": ("jpy", 1), "%": ("share", 1), "‰": ("share", 0.1), "成": ("share", 10), "个百分点": ("points", 1), "个点": ("points", 1),
    "百分点": ("points", 1), "平方公里": ("area", 1e6), "平方千米": ("area", 1e6), "平方米": ("area", 1), "公顷": ("area", 1e4),
    "亩": ("area", 666.6667), "公里": ("length", 1000), "千米": ("length", 1000), "米": ("length", 1),
    "吨标准煤": ("coal", 1), "公斤标准煤": ("coal", 0.001), "千克标准煤": ("coal", 0.001), "克标准煤": ("coal", 1e-6),
    "吨": ("mass", 1000), "公斤": ("mass", 1), "千克": ("mass", 1), "克": ("mass", 0.001),
    "天": ("days", 1), "日": ("days", 1), "个自然日": ("days", 1), "个工作日": ("workdays", 1), "周": ("days", 7),
    "小时": ("hours", 1), "个小时": ("hours", 1), "分钟": ("hours", 1 / 60), "个月": ("months", 1), "年": ("months", 12),
    "年期": ("months", 12), "倍": ("times", 1), "兆瓦": ("power", 1000), "千瓦": ("power", 1), "千瓦时": ("energy", 1),
    "度": ("energy", 1), "立方米": ("volume", 1), "分": ("score", 1), "岁": ("age", 1), "期": ("round", 1),
}  # fmt: skip
_DURATION = re.compile(
    r"(?<![\d.年月第\-—–~])(?P<number>\d{1,2}(?:\.\d+)?)\s*(?P<unit>年)(?![底初末中代级度月\d])"
    r"|(?<![年月第])(?P<word>[一二两三四五六七八九十]{1,2})\s*年(?=时间|以上|以下|以内|之内|内|期|左右|[,，。;；、)）]|$|的(?:时间|期限))"
    r"|(?<=[近前续去来每])(?P<near>\d{1,3})\s*(?P<of>年|个月|天|周|个工作日|小时)"
)
_CHINESE = {word: n for n, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_BARE = re.compile(r"(?<![\d.A-Za-z〔\[(（第+＋\-—])\d+(?:\.\d+)?(?![\d.A-Za-z年月日号%％〕\]+＋])")
_CN_AMOUNT = re.compile(
    r"[一二两三四五六七八九](?=个?(?:组团|工作日|百分点|阶段|方面|环节|等次|级别|部分|领域))"
)

_AT_LEAST = re.compile(
    r"(?:不低于|不少于|不小于|不得低于|不得少于|不得小于|不能少于|至少|最低|≥|>=|达到或超过)[^,，。;；、\d]{0,14}$"
)
_ATTAINED = re.compile(
    r"(?:达到?|建成|培育|新增|新认定|引进|实现|完成|增长到|提高到)(?:[^,，。;；、\d]{0,6}、)?[^,，。;；、\d]{0,10}$"
)
_AT_MOST = re.compile(
    r"(?:不超过|不高于|不多于|不大于|不得超过|不得高于|不得多于|不能超过|最多|最高|最长|至多|控制在|≤|<=)[^,，。;；、\d]{0,14}$"
)
_BELOW = re.compile(r"(?:低于|小于|少于|不到|不足|未达到|<)\s*$")
_ABOVE = re.compile(r"(?:超过|高于|大于|多于|突破|超出|>|逾|超)\s*$")
_ABOUT = re.compile(r"(?:约|大约|近|接近|左右)\s*$")
_MORE_AFTER = re.compile(r"\s*(?:及以上|以上|或以上|起)")
_LESS_AFTER = re.compile(r"\s*(?:及以下|以下|以内|之内|或以下)")
_ABOUT_AFTER = re.compile(r"\s*左右")


def read_amounts(text: str, dates: list[tuple[int, int]]) -> list[Part]:
    """All amounts, and what they are per; ``dates`` are the spans whose figures are none."""
    found: list[Part] = []
    taken = list(dates)

    def free(start: int, end: int) -> bool:
        return not any(left < end and start < right for left, right in taken)

    denominators = denominator_spans(text)
    for match in _DURATION.finditer(text):
        if free(match.start(), match.end()):
            number = match["number"] or match["near"]
            value = float(number) if number else float(_chinese(match["word"]))
            unit = match["of"] or "年"
            found.append(_amount(text, match.start(), match.end(), value, None, "", unit))
            taken.append(match.span())
    for q in find_quantities(text):
        if free(q.start, q.end) and not any(a <= q.start < b for a, b in denominators):
            found.append(_amount(text, q.start, q.end, q.value, q.upper, q.scale, q.unit))
            taken.append((q.start, q.end))
    for match in _CN_AMOUNT.finditer(text):
        if free(match.start(), match.end()):
            found.append(_amount(text, match.start(), match.end(), float(_CHINESE[match[0]]), None, "", "个"))
            taken.append(match.span())
    taken += denominators
    for match in _BARE.finditer(text):
        if free(match.start(), match.end()) and not re.match(r"\s*[.．、)）]", text[match.end() :]):
            found.append(_amount(text, match.start(), match.end(), float(match[0]), None, "", ""))
    found += read_denominators(text)
    return with_denominators(text, found, ahead=True)


def _chinese(number: str) -> int:
    if "十" in number:
        tens, _, ones = number.partition("十")
        return (_CHINESE[tens] if tens else 1) * 10 + (_CHINESE[ones] if ones else 0)
    return _CHINESE[number[-1]]


def _amount(
    text: str, start: int, end: int, value: float, upper: float | None, scale: str, unit: str
) -> Part:
    group, size = _SIZES.get(unit, ("count" if unit else "bare", 1.0))
    before, after = text[:start], text[end:]
    bound = ""
    if _MORE_AFTER.match(after) or _AT_LEAST.search(before):
        bound = ">="
    elif _LESS_AFTER.match(after) or _AT_MOST.search(before):
        bound = "<="
    elif _BELOW.search(before):
        bound = "<"
    elif _ABOVE.search(before):
        bound = ">"
    elif _ABOUT.search(before) or _ABOUT_AFTER.match(after):
        bound = "~"
    tail = _MORE_AFTER.match(after) or _LESS_AFTER.match(after) or _ABOUT_AFTER.match(after)
    stop = end + (tail.end() if tail else 0)
    head = re.search(
        r"(?:不[得能]?(?:低于|少于|小于|超过|高于|多于|大于)|至少|最多|最高|最低|最长|至多|控制在|低于|少于|小于|不到|不足|超过|高于|大于|突破|[≤≥<>]=?)(?:[约为]|达到)?\s*$",
        before,
    )
    if head is None and bound in (">=", "<="):
        # 最多保持40件 is written so: beside 40件以上 a bare 40件 would look the same.
        head = (_AT_LEAST if bound == ">=" else _AT_MOST).search(before)
    begin = head.start() if head else start
    return Part(
        "number", start, stop, text[begin:stop].strip(), group, round(value * size, 6),
        None if upper is None else round(upper * _scale(scale) * size, 6), bound, scale + unit,
        attained=not bound and bool(_ATTAINED.search(before)),
    )  # fmt: skip


def _scale(scale: str) -> float:
    return {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}[
        scale
    ]
