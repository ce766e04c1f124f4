"""All tasks of a unit, the unit named or described by another duty ("the unit that leads X")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.draft import Draft
from assistant.answering.duty_crossing import answer_crossing
from assistant.answering.duty_matching import chinese_of, duty_weigher, fits, is_named
from assistant.answering.duty_wording import say_joint, say_none, say_tasks, say_units
from assistant.answering.situation import Situation
from assistant.language.concepts import mentions
from assistant.language.weighing import Weigher
from assistant.questions.pivot import excepted_duty, find_pivot, roles_in
from assistant.questions.profile import QuestionProfile, Role
from assistant.tasks.duties import (
    DutyRecord,
    match_duties,
    resolve_pivot,
    tasks_of,
    under_heading,
)

# The unit that is meant does something together with the one named: 与投资促进中心共同牵头对外开放的单位.
_PARTNER = re.compile(
    r"(?:和|与|跟|同)[^,，?？]{2,12}?(?:一起|共同|联合|一道|一块儿?|合力|并列|搭档|搭伙|同时)[^,，?？]*?的(?:那个|那家|另外?一?[个家])?(?:部门|单位|局|机构)|"
    r"除了?[^,，?？]{2,12}?(?:以?外|之外)?[,，]?[^?？]*?另外?一?[个家](?:牵头)?(?:部门|单位|局|机构)"
)
_TOGETHER = re.compile(
    r"(?:共同|一起|联合|合力|一道|一块儿?|搭伙|搭档|携手)(?:来)?牵头|(?:和|(?<!参)与|跟)(?:谁|哪|什么)(?![些几一]*[项个件]?(?:重点)?(?:任务|工作|事))|\bco-?lead\w*|\bjointly|together with (?:whom|which)|with (?:whom|which)",
    re.I,
)
# Any part in a task is asked about, so that a role in which a unit has none need not be told.
_TAKES_PART = re.compile(r"参与|出现在|涉及|有份|\btakes? part|\binvolved|\bparticipat", re.I)
_WITH_WHOM = re.compile(
    r"(?:和|(?<!参)与|跟)(?:谁|哪)(?![些几一]*[项个件]?(?:重点)?(?:任务|工作|事))|with (?:whom|which|what)|who(?:m)? else",
    re.I,
)


def answer_tasks(draft: Draft, situation: Situation) -> bool:
    """Which tasks a unit leads or supports; the unit may itself be given as "the unit that leads X"."""
    profile = situation.profile
    records: Sequence[DutyRecord] = situation.records
    units = profile.units
    # A Chinese question that names its unit needs none described.
    pivot = find_pivot(profile.question, profile.language) if profile.kind == "multi_hop" else None
    named_in_it = pivot is not None and any(unit in pivot.duty for unit in units)
    if (
        profile.language == "zh"
        and units
        and (named_in_it or pivot is None)
        and not _PARTNER.search(profile.question)
    ):
        pivot = None
    asked = roles_in(pivot.asked) if pivot else _asked_roles(profile)
    if pivot is not None:
        matches = match_duties(records, _pivot_weigher(situation, pivot.duty), pivot.duty, None)
        units, source = (
            resolve_pivot(_within(profile, pivot.duty), matches, pivot.role)
            if matches and fits(matches[0])
            else ((), None)
        )
        if source is None:
            return False
        say_units(draft, source.record, pivot.role)
        records = [record for record in records if record is not source.record]
        # …还配合科技局牵头的哪些任务: the other unit narrows the tasks.
        for unit in profile.units:
            if re.search(rf"{re.escape(unit)}(?:所|来)?牵头", pivot.asked):
                records, asked = tasks_of(records, (unit,), "lead"), ("support",)
    if not units:
        return _jointly_led(draft, situation)
    if pivot is None:
        records = _without_excepted(records, situation, units)
    asked_part = pivot.asked if pivot else profile.question
    records = under_heading(records, situation.weigher, chinese_of(situation, asked_part))
    if pivot is None and answer_crossing(draft, situation, records):
        return True
    if _WITH_WHOM.search(profile.question) or (_TOGETHER.search(asked_part) and len(units) == 1):
        wrote_joint = [say_joint(draft, records, (unit,)) for unit in units]
        if any(wrote_joint) and _THEN_SUPPORTED.search(asked_part):
            for unit in units:
                supported = tasks_of(records, (unit,), "support")
                if supported:
                    say_tasks(draft, supported, (unit,), "support")
                else:
                    say_none(draft, records, (unit,), "support")
        return any(wrote_joint)
    then = _then_asked(profile)
    if then is not None and profile.kind == "tasks_of_unit":
        # "X配合哪些任务,谁牵头?" names its one role; 参与 names none.
        roles = asked if _TAKES_PART.search(profile.question) else (then,)
        return say_tasks_then_units(draft, records, units, roles, then)
    # Several units are asked about together only where they have a task together.
    together = profile.kind != "multi_hop" and not profile.asks_each
    together = together and any(tasks_of(records, units, role) for role in asked)
    if len(units) > 1 and not together and _TAKES_PART.search(profile.question) and not profile.asks_each:
        # One leads what the other supports: the task is theirs all the same.
        shared = [
            say_units(draft, record, role) for record in tasks_of(records, units, "any") for role in asked
        ]
        if any(shared):
            return True
    wrote = False
    for named in [units] if together else [(unit,) for unit in units]:
        for role in asked:
            found = tasks_of(records, named, role)
            if found:
                wrote = say_tasks(draft, found, named, role) or wrote
            elif not (
                (_TAKES_PART.search(profile.question) or _names_no_role(profile))
                and any(tasks_of(records, named, r) for r in asked)
            ):
                wrote = say_none(draft, records, named, role) or wrote
    return wrote


def _names_no_role(profile: QuestionProfile) -> bool:
    """Whether an English question asks for tasks and for no role in them: the one that a unit has is told."""
    return profile.language == "en" and not _LEADING.search(profile.question)


_LEADING = re.compile(r"\b(?:lead\w*|led|in charge|responsible|head\w*|role|only|just|merely)\b", re.I)


def _without_excepted(
    records: Sequence[DutyRecord], situation: Situation, units: Sequence[str]
) -> Sequence[DutyRecord]:
    """The tasks but the one that an English question sets aside: "apart from patents, what else does X lead?"."""
    excepted = excepted_duty(situation.profile)
    matches = match_duties(records, _pivot_weigher(situation, excepted), excepted, None) if excepted else []
    if not matches or not fits(matches[0]):
        return records
    others = [record for record in records if record is not matches[0].record]
    # Where it has no other, its one task is the answer.
    return others if tasks_of(others, units, situation.profile.role or "any") else records


def _within(profile: QuestionProfile, duty: str) -> QuestionProfile:
    """The profile with the units alone that a Chinese question names where it describes the duty."""
    if profile.language != "zh":
        return profile
    return replace(profile, units=tuple(unit for unit in profile.units if unit in duty))


# "With whom does it lead a task, and which others does it support?" asks for the others as well.
_THEN_SUPPORTED = re.compile(
    r"[,，;；?？](?=.{0,14}(?:哪|什么|多少|几))(?:(?!牵头).){0,16}(?:配合|协办|协助|参与)|"
    r"\band (?:which|what|in which|in what)\b[^?]{0,40}\bsupport",
    re.I,
)
# "…, and who leads it?": what is asked of the tasks once they are found.
_THEN_LEAD = re.compile(
    r"(?:参加|参与|配合|协办|承担)的?(?:那|这)?(?:一|几|两)?[项个些]?(?:任务|工作)[^,，?？]{0,4}(?:谁|哪个\S{0,3}|哪家)(?:来)?牵头|[,，;；?？].{0,8}(?:由谁|谁|哪个\S{0,3}|牵头的)(?:来)?(?:牵头|是谁|是哪)|[,;]?\s(?:and|,)\s*(?:who|which \w+) leads? (?:it|them|that|those|there|each|every one)",
    re.I,
)
_THEN_SUPPORT = re.compile(
    r"[,，;；?？].{0,8}(?:(?:由谁|谁|哪些\S{0,3}|哪几家)(?:来)?配合|配合(?:单位|部门)(?:是|有|又))|\band (?:who|which \w+) (?:supports?|assists?) (?:it|them|that|those|there)",
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
    both: tuple[Role, ...] = ("lead", "support")
    if asked == both and all(tasks_of(records, units, role) for role in both):
        wrote = [say_tasks(draft, tasks_of(records, units, role), units, role) for role in both]
        told = [say_units(draft, record, then) for record in tasks_of(records, units, "any")]
        return any(wrote + told)
    own: Role = "support" if then == "lead" else "lead"
    found = tasks_of(records, units, own) or tasks_of(records, units, then)
    role = own if tasks_of(records, units, own) else then
    if not found:
        return any(say_none(draft, records, units, each) for each in asked)
    say_tasks(draft, found, units, role)
    for record in found:
        say_units(draft, record, then)
    return True


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


def _asked_roles(profile: QuestionProfile) -> tuple[Role, ...]:
    """Roles asked about."""
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
