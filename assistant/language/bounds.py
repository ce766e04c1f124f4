"""Upper and lower bounds: how a Chinese question asks for one, and how a text sets one to a figure.

"能耗的上限是多少?" is answered by 低于0.78吨 and "集中度的下限是多少?" by 不低于85%, though the texts have no word for 上限 and
下限; neither question is answered by a bound of the other side.
"""

from __future__ import annotations

import re
from typing import Literal

Side = Literal["upper", "lower"]

_NOT_TO = r"(?:不[得能可应准许要]?|别|不会|不允许|不可以)"
# 最低生活保障, 最高人民法院 are names.
_NAME = r"(?!人民|法院|检察|生活|工资|气温|层|级|人[^数]|奖)"
# What is to be brought down has a bound above it, however the question puts it: 能耗最低要降到多少.
_ASKED: tuple[tuple[Side, re.Pattern[str]], ...] = (
    ("upper", re.compile(r"(?:降|压|减|控制|压缩|缩短|压减)(?:到|至|低到|在)(?!位)")),
    (
        "upper",
        re.compile(
            rf"上限|封顶|顶格|天花板|{_NOT_TO}(?:超过?|高[于过]|多于|大于|突破)|最高{_NAME}|最多|至多|顶多"
        ),
    ),
    (
        "lower",
        re.compile(rf"下限|底线|保底|起步线|{_NOT_TO}(?:低[于过]|少[于过]|小于)|最低{_NAME}|最少|至少|起码"),
    ),
)
_BEFORE: tuple[tuple[Side, re.Pattern[str]], ...] = (
    ("lower", re.compile(rf"(?:{_NOT_TO}(?:低于|少于|小于)|至少|最低|最少|下限)[为是达到]*\s*$")),
    (
        "upper",
        re.compile(
            rf"(?:{_NOT_TO}(?:超过?|高于|多于|大于|突破)|最高|最多|至多|上限|控制在)[为是达到可]*\s*$"
        ),
    ),
    ("upper", re.compile(r"(?:低于|少于|小于)\s*$")),
    ("lower", re.compile(r"(?:高于|超过?|多于|大于|逾)\s*$")),
)
_BEHIND: tuple[tuple[Side, re.Pattern[str]], ...] = (
    ("lower", re.compile(r"\s*(?:[及或]?以上|起步|为下限|保底)")),
    ("upper", re.compile(r"\s*(?:[及或]?以下|[以之]内|封顶|为上限|为限)")),
)


def without_bounds(question: str) -> str:
    """A question without its words for a bound, which a text need not have."""
    for _, asked in _ASKED[1:]:
        question = asked.sub(" ", question)
    return question


def bound_asked(question: str) -> Side | None:
    """The side of the bound that a Chinese question asks for; None where it asks for none."""
    return next((side for side, asked in _ASKED if asked.search(question)), None)


def bound_told(text: str, span: tuple[int, int]) -> Side | None:
    """The side of the bound that a text sets to the figure at a place; None where it sets none."""
    before = next((side for side, told in _BEFORE if told.search(text[: span[0]])), None)
    return before or next((side for side, told in _BEHIND if told.match(text, span[1])), None)
