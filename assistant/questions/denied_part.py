"""Does a question ask for the tasks in which a unit has no part?

Only what stands directly beside the unit denies its part: 哪些任务不需要财政局配合, 财政局没有参与哪些任务. Any other 不 or 没有
speaks of something else (财政局有哪些任务不在年底前完成), and the tasks without the unit would be the contrary of what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.questions.pivot import roles_in
from assistant.questions.profile import Role

# 是不是, 有没有, 要不要 only ask.
_NOT = r"(?<![是有要用会能需])(?:不|没有?|无需|无须|未|免)"
_ALLOWED = r"(?:需要|需|用|要|必|被|安排|让|轮到|再|曾|会|得|由|归|是|请|找|叫|让)*"
_PART = r"(?P<role>牵头|配合|协办|协助|参与|参加|出现|露面|涉及|列入|份|事(?!项)|关系|干系|活(?!动)|任务)"
_HELD = r"(?P<held>牵头|配合|协办|协助)"
_TASKS = (
    r"(?:(?:在|从|于|对|有)*(?:哪|什么)[一几些]*[项个]?(?:重点)?(?:任务|工作|事项)?(?:里面?|中|当中|上)?)?"
)
_STRESS = r"(?:都|也|并|完全|根本|从来|从|是|就|还)*"
_JOINT = r"(?:[、,，和与及]|以及|也|又|或者?|不是|不由|不归|非)*"
_ROLES: dict[str, Role] = {"牵头": "lead", "配合": "support", "协办": "support", "协助": "support"}


@dataclass(frozen=True, slots=True)
class DeniedPart:
    """The part that a unit does not have."""

    denied: Role
    held: Role | None = None
    """The part it has all the same: 配合但不牵头."""


def denied_part(question: str, unit: str) -> DeniedPart | None:
    """The part that a Chinese question denies a unit, or None where it denies it none.

    Args:
        unit: As the question writes it.
    """
    name = re.escape(unit)
    for pattern in (
        rf"{name}[需要只负责来是]*{_HELD}的?[,，]?(?:但|却|而)?是?(?:又|也|并)?(?:不|没有?|未)[需要用是再负责]*{_PART}",
        rf"{_NOT}(?:涉及|包括|包含|列入|牵涉|提到|关)到?{name}",
        rf"{_NOT}{_ALLOWED}{name}[来去的做当什么啥任何]*{_PART}",
        rf"{name}{_TASKS}{_STRESS}{_NOT}{_ALLOWED}(?:有|任何|什么|啥|它的|他们的|自己的)*{_PART}(?!的?(?:单位|部门))",
    ):
        match = re.search(pattern, question)
        if match is not None:
            found = match.groupdict()
            return DeniedPart(_ROLES.get(found.get("role") or "", "any"), _ROLES.get(found.get("held") or ""))
    return None


def excluded_leads(question: str, units: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The units whose own tasks a Chinese question sets aside (除财政局牵头的以外), and the rest of the question."""
    names = "|".join(map(re.escape, units))
    match = re.search(
        rf"(?<!是)(?:不是|不由|不归|非)(?:(?:{names}){_JOINT})+来?牵头|除了?(?:(?:{names}){_JOINT})+牵头的?(?:任务|工作)?(?:之|以)?外",
        question,
    )
    if match is None:
        return (), question
    return tuple(unit for unit in units if unit in match[0]), question.replace(match[0], " ")


_EN_NOT = r"(?:\b(?:not|never|without|neither|nor|no|nothing)\b|n['’]t\b)"
# Behind the unit stands what it has no part in ("has no role in"); before it also what the task does without it ("not need").
_EN_HAS = (
    r"(?:lead\w*|led|head\w*|in charge|responsible|support\w*|assist\w*|help\w*|involved|included|named|listed|mentioned|"
    r"part|role|say|share|hand|job|appear\w*|participat\w*|needed|required|to do with|concerned|assigned)"
)
_EN_TAKES = rf"(?:{_EN_HAS}|involv\w*|includ\w*|name|list|mention|need|require|concern|belong)"
_EN_SMALL = r"(?:be|been|being|have|has|any|the|a|an|by|to|of|for|from|in|at|on|as|with|play|take|fall|either|even|there|unit|its|some|do|ha(?:s|ve) to)"


def denied_part_english(question: str, names: Sequence[str]) -> Role | None:
    """The part that an English question denies a unit, or None where it denies it none.

    Args:
        names: How the question writes the unit.
    """
    if re.search(r"\b(?:but|and|yet|though) (?:\w+ )?(?:not|never|doesn|isn|aren|don)", question, re.I):
        return None
    for name in map(re.escape, names):
        name = rf"(?:(?:county|district|local) )?{name}"
        for pattern in (
            rf"\b(?:outside|exclud\w+|omit\w*|skip\w*|bypass\w*|ignor\w+|le(?:av|f)\w+ out|free|missing)(?: of)?(?: the)? {name}",
            rf"{_EN_NOT}(?: (?:{_EN_SMALL}|{_EN_TAKES}))* ?\b{name}(?: \w+)?",
            rf"\b{name}(?:['’]s)?(?: (?:is|does|has|have|had|do|are|will|plays?|takes?|must))*(?: |(?=n['’]t)){_EN_NOT}(?: {_EN_SMALL})* {_EN_HAS}\b",
            rf"\b{name} (?:(?:is|are|be|stays?|sits?|been) )*(?:left |kept )?(?:out|absent|missing|excluded|omitted)\b",
        ):
            match = re.search(pattern, question, re.I)
            if match is not None:
                roles = roles_in(match[0])
                return roles[0] if len(roles) == 1 else "any"
    return None
