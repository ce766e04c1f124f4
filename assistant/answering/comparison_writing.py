"""Write the answer to a comparison or a sum: both figures, what is computed from them, and the quotes."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.answering.asked_figures import family_of
from assistant.answering.compared_figures import Figure
from assistant.answering.compared_sides import EN_EQUAL
from assistant.answering.draft import Draft
from assistant.language.quantities import Quantity, english_quantity
from assistant.questions.profile import QuestionProfile

_ZH_YES_NO = re.compile(r"是不是|是否|吗[?？]?|有没有|对不对|([\u4e00-\u9fff])不\1")
_ZH_SAME = re.compile(r"一样|相同|相等|相当|持平|并列|同样")
_ZH_MORE = re.compile(r"(?P<more>[多大高长久])|(?P<less>[少小低短])")
_EN_MORE = re.compile(
    r"\b(more|larger|bigger|greater|higher|longer|fewer|smaller|less|lower)\b", re.IGNORECASE
)


def write_comparison(draft: Draft, profile: QuestionProfile, left: Figure, right: Figure) -> None:
    """Say both amounts, which is the greater and by how much, and quote where they stand."""
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


def write_sum(draft: Draft, left: Figure, right: Figure) -> None:
    """Say both amounts and what they make together, and quote where they stand."""
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
    if EN_EQUAL.search(question):
        return "Yes: " if left == right else "No: "
    asked = _EN_MORE.search(question)
    if asked is None:
        return ""
    wants_less = asked[1].lower() in ("fewer", "smaller", "less", "lower")
    return "Yes: " if (left < right if wants_less else left > right) else "No: "


def _cite(draft: Draft, figure: Figure) -> str:
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
