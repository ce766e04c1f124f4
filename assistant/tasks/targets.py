"""Read the figures that a text sets as goals: indicator, operator, value, unit, by when.

A goal is an amount with a bound (不低于, 以上, 达到, 低于, 控制在…以内) or with a verb of
attainment (新建成, 新培育, 实现, 累计), or an amount under a date (到2022年底). Amounts that
only count what is listed (等5条产业链) are none. A goal without a number ("高于全市平均水平")
is kept with ``value`` None, so that nobody takes the list for complete when it is left out.

达到 and 达 are read as "at least": who passes the figure has reached the goal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.language.dates import DateMention, find_dates, parse_deadline
from assistant.language.quantities import Quantity, find_quantities

Operator = Literal[">=", "<=", "<", ">", "=", "range"]


_WORDED_OPERATORS: dict[str, Operator] = {"低于": "<", "高于": ">", "超过": ">", "优于": ">"}


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to be reached; ``quote == document.text[start:end]``."""

    indicator: str
    operator: Operator
    value: float | None
    """As written before 万 or 亿; None for a goal without a number."""
    unit: str
    """As written: 亿元, %, 家."""
    deadline: str | None
    """``YYYY-MM``."""
    quote: str
    start: int
    end: int
    normalised: float | None = None
    """The value with 万 and 亿 multiplied out."""
    upper: float | None = None
    """Upper end where ``operator`` is range."""


_SENTENCE = re.compile(r"[^。！？!?\n;；]+")
_BEFORE: tuple[tuple[str, Operator], ...] = (
    ("不低于|不少于|不小于|不得低于|不得少于|至少|达到或超过", ">="),
    ("不超过|不高于|不多于|不得超过|不得高于|最多|最高|控制在", "<="),
    ("低于|小于|少于|不到|不足", "<"),
    ("超过|高于|大于|多于|突破", ">"),
    ("提高到|提升到|增加到|增长到|提高至|提升至|增加至|增长至|扩大到|达到|达", ">="),
    ("降低到|下降到|降至|降到|压减到|压减至", "<="),
    ("保持在|稳定在|保持|为|是", "="),
)
_BEFORE_PATTERNS = tuple((re.compile(rf"(?:{words})(?:约|近)?\s*$"), op) for words, op in _BEFORE)
_AFTER_AT_LEAST = re.compile(r"\s*(?:左右)?\s*(?:及以上|以上)")
_AFTER_AT_MOST = re.compile(r"\s*(?:及以下|以下|以内|之内)")
_ATTAIN = re.compile(
    r"(新建成|建成|新培育|培育|新增|新认定|引进|实现|累计|完成|力争|确保|建设|打造|实施|设立|组建|发展|增长|下降|降低|提高|减少|"
    r"实际使用|年均|总量|总数|规模|总产值|比重|占比|率)"
)
_LEAD_IN = re.compile(
    r"^(?:[—\-\s]*(?:力争|确保|努力|着力|争取|实现|要|并|且|其中|年内|全年|使|将|加快|预计|目标|计划)+)+"
)
_LISTED = re.compile(r"等\s*$")
_NON_NUMERIC = re.compile(
    r"(?P<indicator>[^,，、。;；]{2,30}?)(?P<op>高于|低于|不低于|超过|达到|优于)"
    r"(?P<level>(?:全国|全省|全市|全区|国家|国际|国内|省|市|同期|上年|行业)[^,，。;；、\d]{0,6}(?:平均水平|平均值|平均|均值|先进水平|领先水平|水平))"
)


def read_targets(text: str, offset: int = 0) -> list[Target]:
    """The goals in the text, in order; ``offset`` is where the text begins in its document."""
    found: list[Target] = []
    for sentence in _SENTENCE.finditer(text):
        found.extend(_read_sentence(sentence[0], offset + sentence.start()))
    return found


def _read_sentence(sentence: str, offset: int) -> list[Target]:
    dates = find_dates(sentence)
    found: list[Target] = []
    previous = ""
    for start, end in _clauses(sentence):
        clause = sentence[start:end]
        current_dates = [mention for mention in dates if mention.start < end]
        deadline = _deadline(current_dates)
        quantities = [
            quantity
            for quantity in find_quantities(clause, chinese_numerals=False)
            if not any(
                mention.start < start + quantity.end and start + quantity.start < mention.end
                for mention in dates
            )
        ]
        for position, quantity in enumerate(quantities):
            begin = quantities[position - 1].end if position else 0
            target = _numeric(
                clause, begin, quantity, deadline, bool(current_dates), offset + start, previous
            )
            if target is not None:
                found.append(target)
        if not quantities:
            found.extend(_worded(clause, deadline, offset + start))
        previous = clause
    return found


def _clauses(sentence: str) -> list[tuple[int, int]]:
    """Parts between commas; 、 does not end one ("国家、市级创新平台4个"), 或 before an amount does."""
    parts: list[tuple[int, int]] = []
    for match in re.finditer(r"(?:[^,，:：]|(?<=\d)[,，](?=\d{3}))+", sentence):
        start = match.start()
        for split in re.finditer(r"(?<=[\d亿万美][元个家件项%人])(?:或者|或|、)(?=[^、]*\d)", match[0]):
            parts.append((start, match.start() + split.start()))
            start = match.start() + split.end()
        parts.append((start, match.end()))
    return parts


def _deadline(dates: list[DateMention]) -> str | None:
    dated = [mention.written for mention in dates if mention.year is not None]
    return parse_deadline(dated[-1]) if dated else None


def _numeric(
    clause: str,
    begin: int,
    quantity: Quantity,
    deadline: str | None,
    has_date: bool,
    offset: int,
    previous: str,
) -> Target | None:
    before, after = clause[begin : quantity.start], clause[quantity.end :]
    if _LISTED.search(before) or not quantity.full_unit:
        return None
    operator: Operator | None = None
    if quantity.upper is not None:
        operator = "range"
    elif _AFTER_AT_LEAST.match(after):
        operator = ">="
    elif _AFTER_AT_MOST.match(after):
        operator = "<="
    stem = before
    for pattern, symbol in _BEFORE_PATTERNS:
        match = pattern.search(before)
        if match:
            operator = operator or symbol
            stem = before[: match.start()]
            break
    if operator is None and not (has_date or _ATTAIN.search(before)):
        return None
    if operator is None and (before.endswith("的") or after.startswith("时间")):
        # "2018年…认定的5.39平方公里" describes, "用2年时间" says how long: neither is to be reached.
        return None
    indicator = _indicator(stem)
    end = quantity.end
    for pattern in (_AFTER_AT_LEAST, _AFTER_AT_MOST):
        tail = pattern.match(after)
        if tail:
            end += tail.end()
    if len(indicator) < 2 or re.fullmatch(r"(?:实施|设立|安排|建设|投入|打造|建成)+", indicator):
        # "实施1亿元科技创新资金池工程": the thing measured stands after its amount.
        noun = re.match(r"\s*(?:的)?([^,，。;；、的]{2,20})", after)
        if noun and operator is None:
            indicator = noun[1]
            end = quantity.end + noun.end()
        elif operator is not None and previous:
            indicator = _indicator(previous)
        else:
            return None
    if len(indicator) < 2:
        return None
    start = begin + len(before) - len(before.lstrip(" —-或、"))
    quote = clause[start:end]
    return Target(
        indicator,
        operator or "=",
        quantity.number,
        quantity.full_unit,
        deadline,
        quote,
        offset + start,
        offset + end,
        quantity.value,
        quantity.upper,
    )


def _worded(clause: str, deadline: str | None, offset: int) -> list[Target]:
    match = _NON_NUMERIC.search(clause)
    if match is None:
        return []
    operator = _WORDED_OPERATORS.get(match["op"], ">=")
    return [
        Target(
            _indicator(match["indicator"]),
            operator,
            None,
            match["level"],
            deadline,
            match[0],
            offset + match.start(),
            offset + match.end(),
        )
    ]


def name_of_figure(before: str) -> str:
    """What a figure measures, read from the words before it, its bound taken off: 工业总产值不低于."""
    for pattern, _ in _BEFORE_PATTERNS:
        match = pattern.search(before)
        if match:
            before = before[: match.start()]
            break
    return _indicator(before)


def _indicator(stem: str) -> str:
    """The name of what is measured: dates, verbs of intent and joining words taken off."""
    for mention in reversed(find_dates(stem)):
        stem = stem[: mention.start] + stem[mention.end :]
    stem = re.sub(r"^[\s—\-]*(?:到|至|在|截至|截止|于)?(?:前|止)?[,，]?", "", stem)
    stem = re.sub(r"^(?:近|过去|未来)\s*\d+\s*年", "", stem)
    stem = _LEAD_IN.sub("", stem).strip(' ,，、:：的“”"')
    return re.sub(r"(?:累计|总计|合计|共|要|应|须)$", "", stem)
