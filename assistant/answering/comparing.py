"""Compare two figures: find each side's amount, compute the difference, cite both."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answering.asked_figures import family_of, fitting_quantities
from assistant.answering.draft import Draft
from assistant.answering.selection import Scored
from assistant.answering.situation import Situation
from assistant.language.concepts import Concept, chinese_concepts, mentions
from assistant.language.fillers import without_fillers
from assistant.language.quantities import Quantity, english_quantity
from assistant.language.sentences import clause_ranges
from assistant.language.weighing import Weigher
from assistant.questions.profile import QuestionProfile

_ZH_TAIL = re.compile(
    r"相比|比较|相差|差多少|差几|之差|谁|哪个|哪一个|哪项|哪边|哪种|更|多多少|大多少|高多少|(?<!至)要?(?:多|少|大|小|高|低|长|短)[\u4e00-\u9fff]?(?:几|出|多少)|分别|各是|一样|的差|[,，?？]"
)
_ZH_BOTH = re.compile(r"(?:这)?(?:两[个项者类]|二者)[^,，]{0,6}$")
_ZH_JOIN = re.compile(r"和|与|跟|同|还是|比|、")
_ZH_MEASURE = re.compile(r"面积|产业链条?|数量|家数|个数|比重|比例|占比|金额|目标值?|指标")
_EN_JOIN = re.compile(
    r"\b(?:or|than|and|exceeds?|surpass(?:es)?|outnumbers?|versus|vs\.?|compared (?:with|to))\b",
    re.IGNORECASE,
)
_EN_COMPARE = re.compile(
    r"\s*compare (?:the )?(?P<left>.+?) (?:with|to|and|against) (?:that of |the (?:size|number|area|share|amount) of )?(?P<right>[^?.]+)",
    re.IGNORECASE,
)
# What is measured belongs to both sides: "X have more chains", "Y have the same number of chains".
_EN_MEASURED = re.compile(
    r"\b(?:have|has|had|get|gets|need|needs)\b.*$|,?\s*\b(?:and )?by (?:how much|how many)\b.*$|"
    r"\b(?:more|larger|bigger|greater|higher|longer|fewer|smaller|less|lower|equal|the same)\b.*$",
    re.IGNORECASE,
)
_EN_MORE = re.compile(
    r"\b(more|larger|bigger|greater|higher|longer|fewer|smaller|less|lower)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Side:
    name: str
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class _Figure:
    side: _Side
    scored: Scored
    start: int
    end: int
    quantity: Quantity
    score: float


def compare(draft: Draft, situation: Situation) -> bool:
    """Answer a comparison of two amounts; False where two amounts of one kind cannot be found."""
    if situation.profile.kind != "comparison":
        return False
    for left, right in _sides(situation):
        figures_left, figures_right = _figures(left, situation), _figures(right, situation)
        pair = _best_pair(figures_left, figures_right)
        if pair is not None:
            _write(draft, situation.profile, *pair)
            return True
    return False


def _sides(situation: Situation) -> list[tuple[_Side, _Side]]:
    """Ways to read the question as two things compared, likeliest first."""
    profile = situation.profile
    if profile.language == "zh":
        return _chinese_sides(profile)
    question = profile.question
    both = _EN_COMPARE.match(question)
    if both is not None:
        question = f"{both['left']} or {both['right']}"
    found = []
    # "Are there more X than Y?" has its first side behind the comparing word.
    there = re.match(r"\s*(?:are|is|will) there (?:be )?(?:more|fewer|less) ", question, re.IGNORECASE)
    question = question[there.end() :] if there else question
    for match in reversed(list(_EN_JOIN.finditer(question))):
        left, right = question[: match.start()], question[match.end() :]
        # What is asked stands before the comma: "Which has more chains, X or Y?"
        named = (
            re.split(r"[,:]\s", left)[-1]
            if re.search(r"[,:]\s", left)
            else re.sub(
                r".*?\b(?:between|is|are|does|do|did|has|have)\b", "", left, count=1, flags=re.IGNORECASE
            )
        )
        named, right = _EN_MEASURED.sub("", named), _EN_MEASURED.sub("", right)
        sides = []
        right = _with_head(right, named)
        for part in (named, right):
            own = tuple(c for c in situation.weigher.concepts if mentions(part, c) and c.wordings)
            sides.append(_Side(re.sub(r"^\s*that of |[?.,;\s]+$", "", part).strip(), own))
        only_left = tuple(c for c in sides[0].concepts if c not in sides[1].concepts)
        only_right = tuple(c for c in sides[1].concepts if c not in sides[0].concepts)
        if only_left and only_right:
            found.append((replace(sides[0], concepts=only_left), replace(sides[1], concepts=only_right)))
    return found


_EN_ONE = re.compile(r"^\s*(?:the |that )?(?:one|that)(?= (?:for|of|in|on))", re.IGNORECASE)


def _with_head(right: str, left: str) -> str:
    """The second side without a further question behind it, "the one for …" with what the first side calls it."""
    right = re.split(r"[,;?]\s*(?:and\s+)?(?:what|which|how|by|give|state)\b", right, maxsplit=1, flags=re.I)[
        0
    ]
    head = re.match(r"\s*(?:the )?(?P<head>[\w-]+(?: [\w-]+)?)(?= (?:for|of|in|on) )", left)
    return _EN_ONE.sub(lambda _: head["head"], right) if head else right


def _chinese_sides(profile: QuestionProfile) -> list[tuple[_Side, _Side]]:
    question = re.sub(r"[“”\"《》]", "", profile.question)
    tail = _ZH_TAIL.search(question)
    head = _ZH_BOTH.sub("", question[: tail.start()] if tail else question)
    if not _ZH_JOIN.search(head):
        head = re.split(r"[?？]", question)[0]
    found = []
    for match in _ZH_JOIN.finditer(head):
        left = re.sub(r"^.*[,，:：]|^(?:请问|方案中|方案里|其中)", "", head[: match.start()])
        right = re.split(r"[,，]", head[match.end() :])[0]
        # 的面积、的数量 belong to both sides, and would draw each to the other's figure.
        sides = [_Side(part, tuple(chinese_concepts(_bare(part)))) for part in (left, right)]
        if all(side.concepts for side in sides):
            found.append((sides[0], sides[1]))
    return sorted(found, key=lambda pair: abs(len(pair[0].name) - len(pair[1].name)))


def _bare(part: str) -> str:
    """A side's own words: 核心区 is 核心, since a text may say 核心主体."""
    return re.sub(
        r"(?<=[\u4e00-\u9fff]{2})区(?:域)?(?=\s|$)", "", _ZH_MEASURE.sub(" ", without_fillers(part))
    )


def _figures(side: _Side, situation: Situation) -> list[_Figure]:
    """Amounts in clauses that speak of this side, best first."""
    weigher = Weigher(side.concepts, [scored.sentence.text for scored in situation.scored])
    found: list[_Figure] = []
    for scored in situation.scored:
        text = scored.sentence.text
        for start, end in clause_ranges(text):
            share = weigher.coverage(text[start:end])
            if share < 0.5:
                continue
            for quantity in fitting_quantities(text[start:end], situation.profile):
                context = situation.weigher.coverage(text[start:end])
                bonus = 0.2 if quantity.full_unit else 0.0
                found.append(_Figure(side, scored, start, end, quantity, share + 0.5 * context + bonus))
    return sorted(found, key=lambda figure: -figure.score)[:12]


def _best_pair(lefts: list[_Figure], rights: list[_Figure]) -> tuple[_Figure, _Figure] | None:
    best, best_score = None, 0.0
    for left in lefts:
        for right in rights:
            same_place = (left.scored.sentence.start + left.start + left.quantity.start) == (
                right.scored.sentence.start + right.start + right.quantity.start
            )
            if same_place or family_of(left.quantity.full_unit) != family_of(right.quantity.full_unit):
                continue
            unit_bonus = 0.3 if left.quantity.unit == right.quantity.unit else 0.0
            score = left.score + right.score + unit_bonus
            if score > best_score:
                best, best_score = (left, right), score
    return best


def _write(draft: Draft, profile: QuestionProfile, left: _Figure, right: _Figure) -> None:
    marks = [_cite(draft, left), _cite(draft, right)]
    ordered = sorted((left, right), key=lambda figure: -figure.quantity.value)
    more, less = ordered
    difference = Decimal(str(more.quantity.value)) - Decimal(str(less.quantity.value))
    same_unit = more.quantity.unit == less.quantity.unit
    if profile.language == "zh":
        facts = f"{left.side.name}为{left.quantity.written}，{right.side.name}为{right.quantity.written}"
        if same_unit and difference == 0:
            draft.say(f"{facts}，两者相同", marks)
        elif same_unit:
            draft.say(
                f"{facts}；{more.side.name}{_more_word(more.quantity)}，相差{_chinese_amount(difference, more.quantity)}"
                "（由两处原文的数值相减得出）",
                marks,
            )
        else:
            draft.say(f"{facts}；两者单位不同，不能直接相减", marks)
    else:
        left_text, right_text = english_quantity(left.quantity), english_quantity(right.quantity)
        facts = (
            f"{left.side.name}: {left_text} ({left.quantity.written}); "
            f"{right.side.name}: {right_text} ({right.quantity.written})"
        )
        facts = _yes_or_no(profile.question, left.quantity.value, right.quantity.value) + facts
        facts = facts[:1].upper() + facts[1:]
        if same_unit and difference == 0:
            draft.say(f"{facts}. The two are equal", marks)
        elif same_unit:
            unit = (
                english_quantity(more.quantity)
                .replace(_number_part(english_quantity(more.quantity)), "")
                .strip()
            )
            draft.say(
                f"{facts}. The {_larger_word(more.quantity)} figure is that of {more.side.name}; the difference is "
                + f"{_plain(difference)} {unit}".rstrip()
                + " (computed from the two quotes)",
                marks,
            )
        else:
            draft.say(f"{facts}. The units differ, so no difference is computed", marks)
    for mark in dict.fromkeys(marks):
        draft.quote(mark)


def _more_word(quantity: Quantity) -> str:
    """How Chinese says that an amount of this unit is the greater one."""
    family = family_of(quantity.full_unit)
    return {"area": "更大", "share": "更高", "time": "更长"}.get(family or "", "更多")


def _larger_word(quantity: Quantity) -> str:
    """How English says that an amount of this unit is the greater one."""
    family = family_of(quantity.full_unit)
    return {"area": "larger", "time": "longer"}.get(family or "", "higher")


def _yes_or_no(question: str, left: float, right: float) -> str:
    """How the answer to an English yes-or-no comparison begins; empty for any other question."""
    if not re.match(r"\s*(?:do|does|did|is|are|was|were|will|has|have)\b", question, re.IGNORECASE):
        return ""
    if re.search(r"\b(?:same|equal|equally|as (?:many|much|large|big|high))\b", question, re.IGNORECASE):
        return "Yes: " if left == right else "No: "
    asked = _EN_MORE.search(question)
    if asked is None:
        return ""
    wants_less = asked[1].lower() in ("fewer", "smaller", "less", "lower")
    return "Yes: " if (left < right if wants_less else left > right) else "No: "


def _cite(draft: Draft, figure: _Figure) -> str:
    sentence = figure.scored.sentence
    start, end = figure.start, figure.end
    text = sentence.text
    while start < end and text[start].isspace():
        start += 1
    return draft.cite(sentence.document_id, sentence.start + start, sentence.start + end)


def _chinese_amount(difference: Decimal, quantity: Quantity) -> str:
    scaled = difference / (Decimal(str(quantity.value)) / Decimal(str(quantity.number)))
    return f"{_plain(scaled)}{quantity.full_unit}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _number_part(text: str) -> str:
    match = re.match(r"[\d.,–]+(?: (?:million|billion|trillion))?", text)
    return match[0] if match else ""
