"""Tasks in which each of several units has its own part: 科技局牵头、发改局配合的任务; or any part: 两家都参与的任务."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.draft import Draft
from assistant.answering.duty_wording import CHINESE_ROLES, mark_of
from assistant.answering.english_crossing import english_parts
from assistant.answering.situation import Situation
from assistant.language.plain_english import english_title
from assistant.language.units import find_english_units
from assistant.language.wording import english_name
from assistant.questions.profile import Role
from assistant.tasks.duties import DutyRecord, has_role

_LEADS, _SUPPORTS = r"牵头|主责|主办|负责", r"配合|协办|协助|打下手"
_BOTH = re.compile(
    r"都(?:有|要|需|得)?(?:参[与加]|涉及|出现|有份)|(?:一起|共同|同时|一同|一道|合作)(?:参[与加]|承担|完成|[干做办搞])|都有(?:任务|份|活)"
)
_TASKS = re.compile(r"任务|工作|事项|[几哪]一?[几些]?项|活")


def answer_crossing(draft: Draft, situation: Situation, records: Sequence[DutyRecord]) -> bool:
    """The tasks in which each unit named has the part given to it; False where the question gives none, or one to all."""
    profile = situation.profile
    if profile.language == "en":
        return _answer_english(draft, situation, records)
    if len(profile.units) < 2 or not _TASKS.search(profile.question):
        return False
    parts = _parts(profile.subject, profile.units)
    if parts is None:
        if not _BOTH.search(profile.question):
            return False
        parts = dict.fromkeys(profile.units, "any")
    found = [r for r in records if all(has_role(r.task, unit, role) for unit, role in parts.items())]
    said = (
        "、".join(parts) + "都参与"
        if set(parts.values()) == {"any"}
        else "、".join(f"{unit}{CHINESE_ROLES[role]}" for unit, role in parts.items())
    )
    if not found:
        marks = [
            mark_of(draft, record, record.task.bracket)
            for record in records
            if any(has_role(record.task, unit, role) for unit, role in parts.items())
        ]
        draft.say(f"各项任务分工中，没有{said}的任务", marks)
        return bool(marks)
    told = []
    for record in found:
        roles = "、".join(f"{unit}{CHINESE_ROLES[_role(record, unit)]}" for unit in parts)
        told.append(f"“{record.task.task}”（{roles}）{mark_of(draft, record, record.task.bracket)}")
    draft.say(f"{said}的任务有{len(found)}项：{'、'.join(told)}", [])
    return True


_EN_ROLES: dict[Role, str] = {"lead": "leads", "support": "supports", "any": "takes part"}


def _answer_english(draft: Draft, situation: Situation, records: Sequence[DutyRecord]) -> bool:
    profile = situation.profile
    if len(profile.units) < 2:
        return False
    named = find_english_units(profile.question, profile.units, draft.wordings).short
    parts = english_parts(profile, {unit: written for written, unit in named})
    if parts is None:
        return False
    found = [r for r in records if all(has_role(r.task, unit, role) for unit, role in parts.items())]
    shown = {unit: english_name(unit, draft.wordings) for unit in parts}
    said = (
        " and the ".join(shown.values()) + " both have a part"
        if set(parts.values()) == {"any"}
        else " and the ".join(f"{shown[unit]} {_EN_ROLES[role]}" for unit, role in parts.items())
    )
    if not found:
        marks = [
            mark_of(draft, record, record.task.bracket)
            for record in records
            if any(has_role(record.task, unit, role) for unit, role in parts.items())
        ]
        draft.say(f"There is no task in which the {said}", marks)
        return bool(marks)
    told = []
    for record in found:
        title = english_title(record.task.task, draft.wordings)
        roles = ", ".join(f"{shown[unit].split(' (')[0]} {_EN_ROLES[_role(record, unit)]}" for unit in parts)
        told.append(f"{title}, {roles} {mark_of(draft, record, record.task.bracket)}")
    noun = "tasks" if len(found) > 1 else "task"
    draft.say(f"{len(found)} {noun} in which the {said}: {'; '.join(told)}", [])
    return True


def _role(record: DutyRecord, unit: str) -> Role:
    return "lead" if has_role(record.task, unit, "lead") else "support"


def _parts(subject: str, units: Sequence[str]) -> dict[str, Role] | None:
    """Each unit's part as the question gives it, right behind or before the name; None where all have the same or none."""
    places = sorted((subject.find(unit), unit) for unit in units)
    if any(place < 0 for place, _ in places):
        return None
    found: dict[str, Role] = {}
    for number, (place, unit) in enumerate(places):
        end = places[number + 1][0] if number + 1 < len(places) else len(subject)
        behind = subject[place + len(unit) : end]
        role = re.match(
            rf"[来去给为是作当的单位]{{0,3}}?(?:(?P<lead>{_LEADS})|(?P<support>{_SUPPORTS}))", behind
        )
        if role is None:
            return None
        found[unit] = "lead" if role["lead"] else "support"
    return found if len(set(found.values())) > 1 else None
