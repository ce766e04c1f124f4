"""All tasks of a unit, the unit named or described by another duty ("the unit that leads X")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.concepts import mentions
from assistant.draft import Draft
from assistant.duties import (
    DutyRecord,
    match_duties,
    resolve_pivot,
    tasks_of,
    under_heading,
)
from assistant.duty_matching import duty_weigher, fits, is_named
from assistant.duty_wording import say_joint, say_none, say_tasks, say_units
from assistant.profile import QuestionProfile, Role
from assistant.situation import Situation
from assistant.weighing import Weigher

_ZH_PIVOT = re.compile(
    r"(?P<duty>.+?)的?(?:那个|这个|该)?(?P<noun>部门|牵头单位|牵头部门|配合单位|责任单位|单位|局)[,，]?\s*"
    r"(?:还|又|也|同时|另外|另|在|总共|一共)"
)
_EN_PIVOT = re.compile(
    r"\b(?:department|unit|bureau|body|office|agency|one)s? (?P<noun>that|which|who|leading|responsible|in charge|co-leading)\b"
    r"(?P<duty>.+?)(?:[:;,]|\b(?:also|is|does|supports?|else|in which|which other|what other|lead[s]? (?:which|what))\b|\?)",
    re.IGNORECASE,
)
_LEADS = re.compile(r"牵头|负责|主管|主责|\bleads?|\bco-lead|\bin charge|\bresponsible", re.IGNORECASE)
_SUPPORTS = re.compile(r"配合|协办|参与|\bsupport|\bassist|\bcooperat", re.IGNORECASE)
_TOGETHER = re.compile(
    r"共同牵头|一起牵头|联合牵头|合力牵头|(?:和|(?<!参)与|跟)(?:谁|哪|什么)|\bco-?lead\w*|\bjointly|together with (?:whom|which)|with (?:whom|which)",
    re.I,
)
_WITH_WHOM = re.compile(r"(?:和|(?<!参)与|跟)(?:谁|哪)|with (?:whom|which|what)|who(?:m)? else", re.I)


def answer_tasks(draft: Draft, situation: Situation) -> bool:
    """Which tasks a unit leads or supports; the unit may itself be given as "the unit that leads X"."""
    profile = situation.profile
    records: Sequence[DutyRecord] = situation.records
    units = profile.units
    pivot_text = _pivot_text(profile)
    asked = _asked_roles(profile)
    if profile.kind == "multi_hop" and pivot_text is not None:
        weigher = _pivot_weigher(situation, pivot_text)
        matches = match_duties(records, weigher, pivot_text, None)
        pivot_role = _pivot_role(profile)
        units, source = (
            resolve_pivot(profile, matches, pivot_role) if matches and fits(matches[0]) else ((), None)
        )
        if source is None:
            return False
        say_units(draft, source.record, pivot_role)
        records = [record for record in records if record is not source.record]
    if not units:
        return _jointly_led(draft, situation)
    asked_part = _asked_part(profile, pivot_text)
    records = under_heading(records, situation.weigher, _chinese_of(situation, asked_part))
    if _WITH_WHOM.search(profile.question) or (_TOGETHER.search(asked_part) and len(units) == 1):
        return say_joint(draft, records, units[:1], asked_part)
    then = _then_asked(profile)
    if then is not None and profile.kind == "tasks_of_unit":
        return say_tasks_then_units(draft, records, units, asked, then)
    wrote = False
    for unit in units if profile.kind == "multi_hop" or len(units) == 1 else [None]:
        named = (unit,) if unit is not None else units
        for role in asked:
            found = tasks_of(records, named, role)
            wrote = (
                say_tasks(draft, found, named, role) if found else say_none(draft, records, named, role)
            ) or wrote
    return wrote


# "…, and who leads it?": what is asked of the tasks once they are found.
_THEN_LEAD = re.compile(
    r"[,，;；].{0,8}(?:由谁|谁|哪个\S{0,3}|牵头的)(?:来)?(?:牵头|是谁|是哪)|[,;]?\s(?:and|,)\s*(?:who|which \w+) leads? (?:it|them|that|those|there)",
    re.I,
)
_THEN_SUPPORT = re.compile(
    r"[,，;；].{0,8}(?:(?:由谁|谁|哪些\S{0,3}|哪几家)(?:来)?配合|配合(?:单位|部门)(?:是|有|又))|\band (?:who|which \w+) (?:supports?|assists?) (?:it|them|that|those|there)",
    re.I,
)


def _then_asked(profile: QuestionProfile) -> Role | None:
    """The role asked about of the tasks that the question first asks for, or None."""
    if _THEN_LEAD.search(profile.question):
        return "lead"
    return "support" if _THEN_SUPPORT.search(profile.question) else None


def say_tasks_then_units(
    draft: Draft, records: Sequence[DutyRecord], units: Sequence[str], asked: Sequence[Role], then: Role
) -> bool:
    """The tasks in which a unit has the other role, and who has the role asked about in each."""
    own: Role = "support" if then == "lead" else "lead"
    found = tasks_of(records, units, own) or tasks_of(records, units, then)
    role = own if tasks_of(records, units, own) else then
    if not found:
        return any(say_none(draft, records, units, each) for each in asked)
    say_tasks(draft, found, units, role)
    for record in found:
        say_units(draft, record, then)
    return True


def _pivot(profile: QuestionProfile) -> re.Match[str] | None:
    """The part of the question that describes a unit by its duty, or None where the unit is named."""
    if profile.language == "zh":
        return None if profile.units else _ZH_PIVOT.search(profile.question)
    return _EN_PIVOT.search(profile.question)


def _pivot_text(profile: QuestionProfile) -> str | None:
    """The duty by which the question describes a unit."""
    match = _pivot(profile)
    return match["duty"] if match else None


def _pivot_role(profile: QuestionProfile) -> Role:
    """The unit's role in that duty, read from the describing part alone: what is asked of it comes after."""
    match = _pivot(profile)
    described = match["noun"] + " " + match["duty"] if match else ""
    return "support" if _SUPPORTS.search(described) and not _LEADS.search(described) else "lead"


def _asked_part(profile: QuestionProfile, pivot: str | None) -> str:
    question = profile.question
    if pivot is None:
        return question
    return question[question.find(pivot) + len(pivot) :]


def _pivot_weigher(situation: Situation, pivot: str) -> Weigher:
    """A weigher for the describing part alone."""
    texts = [scored.sentence.text for scored in situation.scored]
    if situation.profile.language == "zh":
        return duty_weigher(situation, pivot)
    units = set(situation.profile.units)
    chosen = [
        concept
        for concept in situation.weigher.concepts
        if mentions(pivot, concept) and not any(is_named(unit, concept.wordings) for unit in units)
    ]
    return Weigher(chosen, texts)


def _chinese_of(situation: Situation, part: str) -> str:
    """A part of the question in Chinese characters: itself, or its concepts' renderings."""
    if situation.profile.language == "zh":
        return part
    return " ".join(
        "".join(wording)
        for concept in situation.weigher.concepts
        if mentions(part, concept)
        for wording in concept.wordings
    )


def _asked_roles(profile: QuestionProfile) -> tuple[Role, ...]:
    """Roles asked about, in the question's order."""
    question = profile.question
    if profile.kind == "multi_hop" and profile.role == "any" and not profile.units:
        # The first role describes the unit, the last one is what is asked.
        last = re.findall(r"牵头|配合|协办|参与|负责", question) if profile.language == "zh" else []
        if last:
            return ("lead",) if last[-1] in ("牵头", "负责") else ("support",)
    if profile.language == "en" and profile.kind == "multi_hop":
        return ("support",) if re.search(r"support|cooperat|assist", question, re.I) else ("lead",)
    if profile.role == "any" or profile.role is None:
        return ("lead", "support")
    return (profile.role,)


def _jointly_led(draft: Draft, situation: Situation) -> bool:
    """Tasks with more than one leading unit, where no unit is named."""
    if not _TOGETHER.search(situation.profile.question):
        return False
    joint = [record for record in situation.records if len(record.task.lead) > 1]
    for record in joint:
        say_units(draft, record, "lead")
    return bool(joint)
