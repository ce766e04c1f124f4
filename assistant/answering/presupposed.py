"""Is what the question takes for granted so: the unit's part in the task, the figure of the target?

"由审计局牵头的专利任务何时完成?" finds a task with a date, and that task is not the unit's; "60家的目标归谁牵头?" finds who
leads, and no such target is set. What a question asserts and the documents do not say is answered by neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.duty_matching import best_matches, fits, without_units
from assistant.answering.missing import Missing
from assistant.answering.situation import Situation
from assistant.language.quantities import Quantity, find_quantities, given_in
from assistant.questions.profile import QuestionProfile, Role
from assistant.tasks.duties import has_role
from corpus.document import Document

# Such a question asks for the unit's part itself.
_ASKS_THE_PART = frozenset(("yes_no", "tasks_of_unit", "multi_hop", "comparison"))
_ZH_LEADS = r"(?:牵头|挑头|带头|领头|打头|主抓|主责|主办|主管|负责)"
_ZH_SUPPORTS = r"(?:配合|协办|协助|参与|参加|搭把手|帮忙)"
_BESIDE = r"(?:[、和与及]以?及?[\u4e00-\u9fff]{2,9}?){0,4}"
_EN_GRANTED = r"\b(?:since|given(?: that)?|as|because|now that|seeing that|considering(?: that)?)\b[^,?]*"
_EN_CLAIMS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "lead",
        re.compile(
            rf"\b(?:led|headed|steered|spearheaded|overseen|run) by\b|{_EN_GRANTED}\b(?:leads?|in charge|heads?|runs?|responsible|spearheads?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "support",
        re.compile(
            rf"\b(?:supported|assisted|backed) by\b|{_EN_GRANTED}\b(?:supports?|assists?|helps?|backs?)\b",
            re.IGNORECASE,
        ),
    ),
)
# A task that fits nearly as well as the best one may be the one meant.
_AS_WELL = 0.8


def false_part(situation: Situation) -> Missing | None:
    """A unit that the question gives a part which the task it speaks of does not give it; None otherwise."""
    profile = situation.profile
    if profile.kind in _ASKS_THE_PART:
        return None
    for unit, role in _claimed_parts(profile):
        has_any = any(has_role(record.task, unit, "any") for record in situation.records)
        if not has_any and any(unit in document.text for document in situation.at_hand):
            continue  # what a body without tasks does is said in sentences
        if not any(has_role(record.task, unit, role) for record in situation.records):
            return Missing("part" if has_any else "unit", unit)
        matches = best_matches(situation, None if profile.language == "zh" else without_units(situation))
        meant = [m for m in matches if fits(m) and m.score >= _AS_WELL * matches[0].score]
        if meant and not any(has_role(match.record.task, unit, role) for match in meant):
            return Missing("part", unit)
    return None


def claims_a_part(profile: QuestionProfile) -> bool:
    """Whether the question says of a unit, in passing, what part in a task it has."""
    return bool(_claimed_parts(profile))


def _claimed_parts(profile: QuestionProfile) -> list[tuple[str, Role]]:
    """Each unit with the part in a task that the question says it has."""
    named = (*profile.units, *profile.unknown_units)
    if profile.language == "en":
        claimed = [role for role, claim in _EN_CLAIMS if claim.search(profile.question)]
        return [(named[0], role) for role in claimed] if len(named) == 1 else []
    found: list[tuple[str, Role]] = []
    for unit in named:
        before, behind = re.escape(unit) + _BESIDE, r"[^,，?？、的]{0,4}?"
        led = (
            rf"(?:由|既然)[^,，?？]{{0,12}}?{before}{behind}{_ZH_LEADS}|{before}{behind}{_ZH_LEADS}{behind}的"
        )
        if profile.kind == "deadline":
            led += rf"|{before}{behind}{_ZH_LEADS}"
        if re.search(led, profile.subject):
            found.append((unit, "lead"))
        elif re.search(rf"{before}{behind}{_ZH_SUPPORTS}{behind}的(?!单位|部门)", profile.subject):
            found.append((unit, "support"))
    return found


# What one may count by oneself, whatever a text says: how many lead, how many are meant.
_EN_AMOUNT = re.compile(
    r"\b(?P<word>ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)\b(?! per ?cent)(?=\s+(?:[\w-]+\s+){0,5}?"
    r"(?!bureaus?|departments?|units?|offices?|tasks?|months?|years?|days?)[\w-]+)",
    re.IGNORECASE,
)
_EN_TENS = {"ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}  # fmt: skip
_GRANTED = re.compile(
    r"^\s*(?:既然|鉴于)|^\s*(?:since|given(?: that)?|now that|seeing that)\b", re.IGNORECASE
)
_OWN_COUNT = re.compile(r"(?:哪|这|那|前|后|每)\s*$|^(?:部门|单位|局|机构|任务|工作)")


def false_figure(profile: QuestionProfile, documents: Sequence[Document]) -> Missing | None:
    """A figure that the question states of what it asks about and that no document at hand has; None otherwise."""
    if profile.kind not in ("lead", "support", "deadline") and not _GRANTED.search(profile.question):
        return None
    for stated in _stated(profile):
        if not any(_has_number(document.text, stated.number, stated.value) for document in documents):
            return Missing("unit", stated.written.strip())
    return None


def _stated(profile: QuestionProfile) -> list[Quantity]:
    question = profile.question
    if profile.language == "zh":
        return [
            quantity
            for quantity in find_quantities(question)
            # 两家, 三个 count what is asked for; a target of so few is no more than a guess.
            if quantity.unit
            and (quantity.value >= 10 or quantity.written[:1].isdigit())
            and not _OWN_COUNT.search(question[max(0, quantity.start - 2) : quantity.start])
            and not _OWN_COUNT.match(question[quantity.end :])
        ]
    words = [
        Quantity(m.start(), m.end(), m[0], float(_EN_TENS[m["word"].lower()]), None, "", "")
        for m in _EN_AMOUNT.finditer(question)
    ]
    per = re.compile(r"\b(?:per|every|each|for)\s+$", re.IGNORECASE)
    return [q for q in (*given_in(question), *words) if not per.search(question[: q.start])]


def _has_number(text: str, number: float, value: float) -> bool:
    """Whether a text has the number as written, or an amount of the same value: 三百亿元 for 300亿元."""
    if re.search(rf"(?<![\d.]){re.escape(f'{number:g}')}(?![\d.]*\d)", text):
        return True
    return any(quantity.value == value for quantity in find_quantities(text))
