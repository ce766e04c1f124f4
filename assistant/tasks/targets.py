"""Read the figures that a text sets as goals: indicator, operator, value, unit, by when.

A goal is an amount with a bound (不低于, 以上, 达到, 低于, 控制在…以内), one that closes its clause
(改造老旧小区35个), one behind the verb that begins it (推动200家企业改造), or one under a date (到2022年底).
Amounts that only count what is listed (等5条产业链), state a fact (现有320家) or say which things are
meant (3岁以下婴幼儿) are none; ``goal_words`` tells them apart. A goal without a number ("高于全市平均水平")
is kept with ``value`` None, so that nobody takes the list for complete when it is left out.

达到 and 达 are read as "at least": who passes the figure has reached the goal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language.dates import DateMention, find_dates, parse_deadline
from assistant.language.quantities import Quantity, find_quantities
from assistant.tasks.goal_words import (
    Bound,
    Operator,
    bound_of,
    ends_in_verb,
    is_aim,
    is_base,
    is_goal,
    reports,
    tells_a_fact,
    without_bound,
    without_last_date,
)

__all__ = ["Operator", "Target", "name_of_figure", "read_targets"]

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
_LEAD_IN = re.compile(
    r"^(?:[—\-\s]*(?:力争|确保|努力|着力|争取|实现|要|并|且|其中|年内|全年|使|将|加快|预计|目标|计划)+)+"
)
_CLAUSE = re.compile(r"(?:[^,，:：]|(?<=\d)[,，](?=\d{3}))+")
# 吞吐量增长33%，突破100万吨: the name goes on, the growth does not.
_AMOUNT_AND_VERB = re.compile(
    r"(?:同比|比上年)?(?:增长|增加|新增|提高|提升|下降|减少|达到|达|突破|超过|不低于|保持在|为)?\s*\d.*$"
)
_CHANGE = re.compile(r"(?:同比|比上年)?(?:增长|增加|提高|提升|下降|降低|减少|压减|缩短)")
_JOINS = re.compile(r"[和及与或并且]|以及|左右|上下|以[上下内]")
_WORD_NUMBERS = "零一二三四五六七八九十"
_IN_WORDS: tuple[tuple[re.Pattern[str], Operator], ...] = (
    (re.compile(r"翻(?P<number>[一二三])(?P<unit>番)"), "="),
    (re.compile(r"(?:为|保持|实现)?(?P<number>零)(?P<unit>)(?:发生|增长|事故|死亡|$)"), "="),
    (
        re.compile(
            r"(?:进入|位居|位列|跻身|保持|排名|排在|列|居)[^,，。\d]{0,12}前(?P<number>\d+|[一二三四五六七八九十])(?P<unit>名|位|强)"
        ),
        "<=",
    ),
)
_NON_NUMERIC = re.compile(
    r"(?P<indicator>[^,，、。;；]{2,30}?)(?P<op>高于|低于|不低于|超过|达到|优于)"
    r"(?P<level>(?:全国|全省|全市|全区|国家|国际|国内|省|市|同期|上年|行业)[^,，。;；、\d]{0,6}(?:平均水平|平均值|平均|均值|先进水平|领先水平|水平))"
)


def read_targets(text: str, offset: int = 0, about: str = "") -> list[Target]:
    """The goals in the text, in order; ``offset`` is where the text begins in its document.

    ``about`` names what is measured where the text is an amount alone, as in a table's cell.
    """
    found: list[Target] = []
    for sentence in _SENTENCE.finditer(text):
        found.extend(_read_sentence(sentence[0], offset + sentence.start(), about))
    return found


def _read_sentence(sentence: str, offset: int, about: str) -> list[Target]:
    dates = find_dates(sentence)
    # 较2020年, 2018年认定的: these date what is compared or described, not what is to be done.
    due = [mention for mention in dates if not is_base(sentence, mention)]
    found: list[Target] = []
    previous, fact = about, reports(sentence, dates)
    for part in _CLAUSE.finditer(sentence):
        clause, start = part[0], part.start()
        fact = tells_a_fact(clause, fact)
        current = _Clause(
            clause,
            offset + start,
            [mention for mention in due if mention.start < part.end()],
            any(is_aim(sentence, mention) for mention in due if mention.start < part.end()),
            previous,
            bool(about),
        )
        quantities = [
            quantity
            for quantity in find_quantities(clause)
            if (quantity.written[0].isdigit() or quantity.unit in ("%", "‰", "‱"))
            and not any(
                mention.start < start + quantity.end and start + quantity.start < mention.end
                for mention in dates
            )
        ]
        if not fact:
            found.extend(current.numeric(quantities))
        if not quantities:
            found.extend(_worded(clause, _deadline(current.dates), current.offset))
            found.extend(_in_words(clause, _deadline(current.dates), current.offset))
        previous = clause
    return found


def _deadline(dates: list[DateMention]) -> str | None:
    dated = [mention.written for mention in dates if mention.year is not None]
    return parse_deadline(dated[-1]) if dated else None


@dataclass(frozen=True, slots=True)
class _Clause:
    """The words between two commas, with what the sentence says around them."""

    text: str
    offset: int
    dates: list[DateMention]
    has_aim: bool
    previous: str
    """The clause before it, which may name what is measured."""
    alone: bool

    def numeric(self, quantities: list[Quantity]) -> list[Target]:
        """The goals among the clause's amounts, in order."""
        found: list[Target] = []
        begin = 0
        bound: Bound | None = None
        for position, quantity in enumerate(quantities):
            shared = self._in_turn(quantities, position)
            target = shared
            if shared is None:
                target, bound = self._target(begin, quantity, bound if begin else None)
            if target is not None:
                found.append(target)
                begin = target.end - self.offset
        return found

    def _target(
        self, begin: int, quantity: Quantity, last: Bound | None
    ) -> tuple[Target | None, Bound | None]:
        """The goal that an amount is, with the bound that goes on for the next; ``last`` is that of the one before."""
        written = self.text[begin : quantity.start]
        before, after = without_last_date(written), self.text[quantity.end :]
        bound = bound_of(before, after)
        joined = last is not None and _joined(written) == len(written)
        if joined and last is not None and last.said_before and bound.operator is None:
            bound = bound._replace(operator=last.operator)
        stem = _indicator(bound.stem)
        dated = bool(self.dates)
        if not is_goal(quantity, before, after, bound, stem, dated, self.has_aim, self.alone, joined):
            return None, last
        indicator, end = self._named(stem, quantity, bound, self.text[:begin] or self.previous)
        if len(indicator) < 2:
            return None, last
        return self._made(indicator, quantity, bound.operator, begin + _joined(written), end), bound

    def _named(self, stem: str, quantity: Quantity, bound: Bound, previous: str) -> tuple[str, int]:
        """What is measured, and where the words end that say so."""
        end = quantity.end + bound.tail
        noun = re.match(r"\s*(?:的)?([^,，。;；、的(（\d和及与]{2,20})", self.text[end:])
        verb_alone = len(stem) < 2 or re.fullmatch(r"(?:实施|设立|安排|建设|投入|打造|建成)+", stem)
        if noun and not _JOINS.match(noun[1]) and (verb_alone or ends_in_verb(stem, quantity.unit)):
            # "实施1亿元科技创新资金池工程": the thing measured stands after its amount.
            return noun[1], end + noun.end()
        named = _AMOUNT_AND_VERB.sub("", _indicator(previous))
        if verb_alone and previous and (bound.operator is not None or self.alone):
            return named, end
        if named and _CHANGE.fullmatch(stem):
            return named + stem, end  # 成交额达到2607亿元、增长33.6%
        return ("", end) if verb_alone else (stem, end)

    def _in_turn(self, quantities: list[Quantity], position: int) -> Target | None:
        """A and B 分别达到 x 和 y: the amounts belong to the names in turn."""
        first = quantities[0]
        match = re.search(r"(?:分别|依次)", self.text[: first.start])
        if match is None or len(quantities) < 2:
            return None
        names = [
            name for name in re.split(r"[、和及与]|以及", _indicator(self.text[: match.start()])) if name
        ]
        if len(names) != len(quantities):
            return None
        quantity = quantities[position]
        bounds = [bound_of(self.text[match.end() : first.start], "")] + [
            bound_of("", self.text[each.end :]) for each in quantities
        ]
        operator = next((bound.operator for bound in bounds if bound.operator), None)
        verb = bounds[0].stem
        end = quantity.end + bounds[position + 1].tail
        start = quantity.start if position else match.start()
        return self._made(names[position] + verb, quantity, operator, start, end)

    def _made(
        self, indicator: str, quantity: Quantity, operator: Operator | None, start: int, end: int
    ) -> Target:
        return Target(
            indicator,
            "range" if quantity.upper is not None else operator or "=",
            quantity.number,
            quantity.full_unit,
            _deadline(self.dates),
            self.text[start:end],
            self.offset + start,
            self.offset + end,
            quantity.value,
            quantity.upper,
        )


def _joined(before: str) -> int:
    """Length of what only joins an amount's words to those before it."""
    match = re.match(r"[\s—\-或者、和及与]*", before)
    return match.end() if match else 0


def _in_words(clause: str, deadline: str | None, offset: int) -> list[Target]:
    """Goals whose number is a word or a place in a row: 翻一番, 为零, 进入全省前10位."""
    found: list[Target] = []
    for pattern, operator in _IN_WORDS:
        match = pattern.search(clause)
        if match is None:
            continue
        number, unit = match["number"], match["unit"] or ""
        value = float(number) if number.isdigit() else float(_WORD_NUMBERS.find(number))
        indicator = _indicator(clause[: match.start()])
        if value < 0 or len(indicator) < 2:
            continue
        begin, end = offset + match.start(), offset + match.end()
        found.append(Target(indicator, operator, value, unit, deadline, match[0], begin, end, value))
    return found


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
    return _indicator(without_bound(before))


def _indicator(stem: str) -> str:
    """The name of what is measured: dates, verbs of intent and joining words taken off."""
    for mention in reversed(find_dates(stem)):
        stem = stem[: mention.start] + stem[mention.end :]
    stem = re.sub(r"^[\s—\-]*(?:到|至|在|截至|截止|于)?(?:前|止)?[,，]?", "", stem)
    stem = re.sub(r"(?:从|由)[^从由]{0,12}\d[^从由]*$", "", stem)
    stem = re.sub(r"^(?:[和及与或、]+|\s*[(（]?\d{1,2}[.．、)）]\s*(?!\d))", "", stem)
    stem = re.sub(r"^(?:近|过去|未来)\s*\d+\s*年", "", stem)
    stem = _LEAD_IN.sub("", stem).strip(" ,，、:：的")
    if stem.count("“") != stem.count("”"):
        stem = stem.strip("“”")
    return re.sub(r"(?:累计|总计|合计|共|要|应|须|力争|首次|一般|原则上)$", "", stem)
