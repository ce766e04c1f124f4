"""Compare two figures, or add them up: find each side's amount, compute the difference or the sum, cite both."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answering.asked_figures import family_of, fitting_quantities
from assistant.answering.draft import Draft
from assistant.answering.figure_years import other_year, paragraph_before
from assistant.answering.selection import Scored
from assistant.answering.situation import Situation
from assistant.language.concepts import Concept, chinese_concepts, mentions
from assistant.language.fillers import without_fillers
from assistant.language.quantities import Quantity, english_quantity
from assistant.language.sentences import clause_ranges
from assistant.language.weighing import Weigher
from assistant.questions.profile import QuestionProfile

_ZH_TAIL = re.compile(
    r"相比|比较|相差|差多少|差几|差距|之差|谁|哪一?[个项边种类方者家头块条件]|加起来|加在一起|加一?块儿?|合在一起|合起来|合计|总和|之和|相加|一共|总共|共计|共有|更|多多少|大多少|高多少|(?<!至)要?(?:多|少|大|小|高|低|长|短)[\u4e00-\u9fff]?(?:几|出|多少)|分别|各是|一样|的差|[,，?？]"
)
_ZH_BOTH = re.compile(r"(?:这)?(?:两[个项者类]|二者)[^,，]{0,6}$")
_ZH_JOIN = re.compile(r"和|与|跟|同|还是|比|有没有(?=..)|加上?(?!起来|在一|一?块)|、")
# What asks for yes or no, and the measure behind a side, are no part of its name: X是不是跟Y一样多.
_ZH_AROUND = re.compile(
    r"^(?:请问|其中|方案[中里])|(?:是不是|是否|有没有|会不会|要不要|算不算|到底|究竟|应该|要|会|能|得|是)+$|"
    r"(?:还要?|更|[要得]?一样|同样|相同|相等|相当|持平|并列)?(?:[多大高长少小低短]|多少|吗|呢|吧|嘛)*$"
)
_ZH_ASKS_SUM = re.compile(
    r"加起来|加在一起|加一?块儿?|合在一起|合起来|合计|总和|之和|相加|共计|加上|[\u4e00-\u9fff](?<![增追参更附])加(?![大快强起在一工])|(?:一共|总共|共有|总计|共)[^,，?？]{0,8}(?:多少|几)"
)
_EN_ASKS_SUM = re.compile(
    r"\b(?:in total|altogether|all together|combined|together|the sum of|add(?:ed)? up)\b", re.IGNORECASE
)
_ZH_YES_NO = re.compile(r"是不是|是否|吗[?？]?|有没有|对不对|([\u4e00-\u9fff])不\1")
_ZH_SAME = re.compile(r"一样|相同|相等|相当|持平|并列|同样")
_ZH_MORE = re.compile(r"(?P<more>[多大高长久])|(?P<less>[少小低短])")
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
# "more X or more Y": the word belongs to the comparison.
_EN_LEADING = re.compile(r"^\s*(?:there )?(?:be )?(?:more|fewer|as many|as much)\s+", re.IGNORECASE)
_EN_EQUAL = re.compile(
    r"\b(?:same|equal|equally|as (?:many|much|large|big|high|long|few|small))\b", re.IGNORECASE
)
_EN_AS = re.compile(r"\bas\b(?! (?:many|much|large|big|high|long|few|small)\b)", re.IGNORECASE)
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
    """Answer a comparison of two amounts, or give their sum; False where two amounts of one kind cannot be found."""
    profile = situation.profile
    sums = _EN_ASKS_SUM if profile.language == "en" else _ZH_ASKS_SUM
    asks_sum = profile.answer_type == "number" and bool(sums.search(profile.question))
    if profile.kind != "comparison" and not (asks_sum and profile.kind == "number" and profile.role is None):
        return False
    for left, right in _sides(situation):
        figures_left, figures_right = _figures(left, situation), _figures(right, situation)
        pair = _best_pair(figures_left, figures_right)
        if pair is None:
            continue
        if not asks_sum:
            _write(draft, profile, *pair)
            return True
        if pair[0].quantity.unit == pair[1].quantity.unit and not _are_one(pair, situation):
            _write_sum(draft, *pair)
            return True
    return False


def _are_one(pair: tuple[_Figure, _Figure], situation: Situation) -> bool:
    """Whether both sides stand in one clause: what is said there is said of the two together already."""
    return pair[0].scored is pair[1].scored and pair[0].start == pair[1].start


def stand_together(situation: Situation, text: str) -> bool:
    """Whether a Chinese question compares two things that a text only names in one breath: A、B等五个组团."""
    if situation.profile.language == "en":
        return False
    for left, right in chinese_sides(situation.profile):
        holding = [
            [_holds(side, text[start:end]) for side in (left, right)] for start, end in clause_ranges(text)
        ]
        if any(all(both) for both in holding) and not any(both[0] != both[1] for both in holding):
            return True
    return False


def _holds(side: _Side, clause: str) -> bool:
    held = sum(any(all(p in clause for p in w) for w in concept.wordings) for concept in side.concepts)
    return held >= 0.5 * len(side.concepts)


def _sides(situation: Situation) -> list[tuple[_Side, _Side]]:
    """Ways to read the question as two things compared, likeliest first."""
    profile = situation.profile
    if profile.language == "zh":
        return chinese_sides(profile)
    question = profile.question
    both = _EN_COMPARE.match(question)
    if both is not None:
        question = f"{both['left']} or {both['right']}"
    found = []
    # "Are there more X than Y?" has its first side behind the comparing word.
    there = re.match(r"\s*(?:are|is|will) there (?:be )?(?:more|fewer|less) ", question, re.IGNORECASE)
    question = question[there.end() :] if there else question
    joins = list(_EN_JOIN.finditer(question))
    # "as many X as Y", "the same size as Y": the second "as" stands between the two.
    joins += list(_EN_AS.finditer(question)) if _EN_EQUAL.search(question) else []
    # "and" joins the words of one side as often as the two: it is tried after the others.
    for match in sorted(joins, key=lambda match: (match[0].lower() == "and", -match.start())):
        left, right = question[: match.start()], question[match.end() :]
        # What is asked stands before the comma: "Which has more chains, X or Y?"
        named = (
            re.split(r"[,:]\s", left)[-1]
            if re.search(r"[,:]\s", left)
            else re.sub(
                r".*\bbetween\b|.*?\b(?:is|are|does|do|did|has|have|will there be)\b",
                "",
                left,
                count=1,
                flags=re.IGNORECASE,
            )
        )
        named, right = (_EN_LEADING.sub("", part) for part in (named, right))
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


def chinese_sides(profile: QuestionProfile) -> list[tuple[_Side, _Side]]:
    """Ways to read a Chinese question as two things compared, likeliest first."""
    question = re.sub(r"[“”\"《》]", "", profile.question).replace("还是", "和")
    # What stands before the first word that asks, of several such where only a later one has two things before it.
    heads = [_ZH_BOTH.sub("", question[: tail.start()]) for tail in _ZH_TAIL.finditer(question)]
    whole = re.split(r"[?？]", question)[0]
    head = next((head for head in heads if _ZH_JOIN.search(re.sub(r"^.*[,，:：]", "", head))), whole)
    found = []
    joins = list(_ZH_JOIN.finditer(head))
    for match in joins:
        # A、B和C: where another word joins the two, the mark parts no sides.
        if match[0] == "、" and any(other[0] != "、" for other in joins):
            continue
        left = _ZH_AROUND.sub("", re.sub(r"^.*[,，:：]", "", head[: match.start()]))
        right = _ZH_AROUND.sub("", re.split(r"[,，]", head[match.end() :])[0])
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
        if (
            other_year(situation.profile, scored.sentence, paragraph_before(scored.sentence, situation))
            is not None
        ):
            continue
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
        facts = _chinese_yes_or_no(profile.question, left.quantity.value, right.quantity.value) + facts
        if same_unit and difference == 0:
            draft.say(f"{facts}，两者相同，一样{_more_word(more.quantity)[1:]}", marks)
        elif same_unit:
            draft.say(
                f"{facts}；{more.side.name}{_more_word(more.quantity)}，相差{chinese_amount(difference, more.quantity)}"
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


def _chinese_yes_or_no(question: str, left: float, right: float) -> str:
    """How the answer to a Chinese yes-or-no comparison begins; empty for any other question."""
    if not _ZH_YES_NO.search(question) or re.search("相比|比起|谁|哪", question):
        return ""
    asked = _ZH_MORE.search(_ZH_NUMBERS.sub("", question))
    if _ZH_SAME.search(question):
        right_way = left == right
    elif asked is None:
        return ""
    else:
        right_way = left > right if asked["more"] else left < right
    return "是的，" if right_way else "不是，"


_ZH_NUMBERS = re.compile(r"多少|大约|大概|至少|最多|大力|大家|[多少大小高低长短]几")


def _write_sum(draft: Draft, left: _Figure, right: _Figure) -> None:
    marks = [_cite(draft, left), _cite(draft, right)]
    total = Decimal(str(left.quantity.value)) + Decimal(str(right.quantity.value))
    if draft.language == "zh":
        facts = f"{left.side.name}为{left.quantity.written}，{right.side.name}为{right.quantity.written}"
        amount = chinese_amount(total, left.quantity).replace("个百分点", "%")
        draft.say(f"{facts}；合计{amount}（由两处原文的数值相加得出）", marks)
    else:
        parts = [english_quantity(figure.quantity) for figure in (left, right)]
        unit = parts[0].replace(_number_part(parts[0]), "").strip()
        facts = f"{left.side.name}: {parts[0]} ({left.quantity.written}); {right.side.name}: {parts[1]} ({right.quantity.written})"
        draft.say(
            f"{facts}. Together {_plain(total)} {unit}".rstrip() + " (added up from the two quotes)", marks
        )
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
    # "Is it X or Y that has more?" is answered by one of the two.
    if re.search(r"\bor\b(?! not\b)", question, re.IGNORECASE):
        return ""
    if _EN_EQUAL.search(question):
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


def chinese_amount(difference: Decimal, quantity: Quantity) -> str:
    """A computed amount in the unit in which a quantity is written: 2.5亿元."""
    if quantity.unit == "%":
        return f"{_plain(difference)}个百分点"
    scaled = difference / (Decimal(str(quantity.value)) / Decimal(str(quantity.number)))
    return f"{_plain(scaled)}{quantity.full_unit}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _number_part(text: str) -> str:
    match = re.match(r"[\d.,–]+(?: (?:million|billion|trillion))?", text)
    return match[0] if match else ""
