"""Sentences about duties: who leads, who supports, which tasks, with whom; each marked with its field."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.draft import Draft
from assistant.language.dates import english_month
from assistant.language.plain_english import english_title
from assistant.language.units import is_same_unit
from assistant.language.wording import join_names
from assistant.questions.profile import Role
from assistant.tasks.duties import (
    DutyRecord,
    field_span,
    tasks_of,
)
from assistant.tasks.reading import Span

CHINESE_ROLES: dict[Role, str] = {"lead": "牵头", "support": "配合", "any": "承担"}


def say_units(draft: Draft, record: DutyRecord, role: Role) -> bool:
    """The units that have a role in a task; False where it names none."""
    task = record.task
    names = task.lead if role == "lead" else task.support
    if not names:
        return False
    mark = mark_of(draft, record, field_span(task, role))
    is_open = any(issue.startswith(f"{role} list left open") for issue in task.issues)
    shown = join_names(names, draft.language, draft.wordings)
    if draft.language == "zh":
        tail = "等" if is_open else ""
        if role == "lead":
            draft.say(f"“{task.task}”由{shown}{tail}牵头", [mark])
        else:
            draft.say(f"“{task.task}”的配合单位是{shown}{tail}", [mark])
    else:
        title = english_title(task.task, draft.wordings)
        tail = "; the list is left open (等)" if is_open else ""
        if role == "lead":
            verb = "leads" if len(names) == 1 else "jointly lead"
            draft.say(f"The {shown} {verb} the task {title}{tail}", [mark])
        else:
            draft.say(f"The supporting units of the task {title} are: {shown}{tail}", [mark])
    draft.quote(mark)
    return True


def say_count(draft: Draft, record: DutyRecord, role: Role) -> bool:
    """How many units a task names in a role; False where it names none."""
    task = record.task
    names = task.lead if role == "lead" else task.support
    if not names:
        return False
    mark = mark_of(draft, record, field_span(task, role))
    if draft.language == "zh":
        draft.say(f"“{task.task}”列明的{CHINESE_ROLES[role]}单位有{len(names)}家（由原文逐家数出）", [mark])
    else:
        title = english_title(task.task, draft.wordings)
        kind = "leading" if role == "lead" else "supporting"
        noun = "unit" if len(names) == 1 else "units"
        draft.say(f"The task {title} names {len(names)} {kind} {noun} (counted from the quote)", [mark])
    return True


def say_deadline(draft: Draft, record: DutyRecord) -> bool:
    """By when a task is to be completed; False where it names no time."""
    task = record.task
    span = task.deadline_span
    if span is None:
        return False
    mark = mark_of(draft, record, span)
    written = re.sub(r"^[^:：]*[:：]\s*", "", record.document.text[span.start : span.end])
    if draft.language == "zh":
        draft.say(f"“{task.task}”的完成时间为{written}", [mark])
    else:
        when = english_month(task.deadline) if task.deadline else written
        draft.say(f"The task {english_title(task.task, draft.wordings)} is due by {when} ({written})", [mark])
    draft.quote(mark)
    return True


def say_none(draft: Draft, records: Sequence[DutyRecord], units: Sequence[str], role: Role) -> bool:
    """That the units have no task in a role, shown by those they have in the other one."""
    others = tasks_of(records, units, "any")
    if not others:
        return False
    marks = [mark_of(draft, record, record.task.bracket) for record in others]
    shown = join_names(units, draft.language, draft.wordings)
    if draft.language == "zh":
        draft.say(f"各项任务分工中，没有由{shown}{CHINESE_ROLES[role]}的任务", marks)
    else:
        draft.say(f"No task names the {shown} as {'lead' if role == 'lead' else 'supporting'} unit", marks)
    return True


def say_tasks(draft: Draft, records: Sequence[DutyRecord], units: Sequence[str], role: Role) -> bool:
    """All tasks in which the units have the role; says so where there is none."""
    if not records:
        return False
    shown = join_names(units, draft.language, draft.wordings)
    marks = [mark_of(draft, record, field_span(record.task, role)) for record in records]
    if draft.language == "zh":
        listed = "、".join(f"“{record.task.task}”{mark}" for record, mark in zip(records, marks, strict=True))
        verb = "牵头" if role == "lead" else "配合"
        together = "共同" if len(units) > 1 else ""
        counted = f"有{len(records)}项：" if len(records) > 1 else "是"
        draft.say(f"{shown}{together}{verb}的任务{counted}{listed}", [])
    else:
        listed = "; ".join(
            f"{english_title(record.task.task, draft.wordings)} {mark}"
            for record, mark in zip(records, marks, strict=True)
        )
        verb = "lead" if role == "lead" else "support"
        verb += "s" if len(units) == 1 else ""
        counted = f"{len(records)} tasks:" if len(records) > 1 else "one task,"
        draft.say(f"The {shown} {verb} {counted} {listed}", [])
    return True


def say_task_names(
    draft: Draft, records: Sequence[DutyRecord], what: str, role: Role, *, units: bool = True
) -> bool:
    """In Chinese the tasks of which something holds, each with its units in a role; False where there is none.

    Args:
        what: What holds of them, to stand before 的任务.
        units: Whether the units are shown as well; those of no role are never.
    """
    if not records:
        return False
    told = []
    for record in records:
        names = {"lead": record.task.lead, "support": record.task.support, "any": ()}[role]
        shown = f"（{join_names(names, draft.language, draft.wordings)}）" if units and names else ""
        told.append(f"“{record.task.task}”{shown}{mark_of(draft, record, field_span(record.task, role))}")
    draft.say(f"{what}的任务有{len(records)}项：{'、'.join(told)}", [])
    return True


def say_english_tasks(
    draft: Draft, records: Sequence[DutyRecord], what: str, role: Role, *, units: bool = True
) -> bool:
    """``say_task_names`` in English.

    Args:
        what: What holds of them, to stand behind "tasks".
    """
    if not records:
        return False
    told = []
    for record in records:
        names = {"lead": record.task.lead, "support": record.task.support, "any": ()}[role]
        shown = f", {join_names(names, draft.language, draft.wordings)}" if units and names else ""
        mark = mark_of(draft, record, field_span(record.task, role))
        told.append(f"{english_title(record.task.task, draft.wordings)}{shown} {mark}")
    noun = "tasks" if len(records) > 1 else "task"
    draft.say(f"{len(records)} {noun} {what}: {'; '.join(told)}", [])
    return True


def say_due(draft: Draft, records: Sequence[DutyRecord]) -> bool:
    """By when the tasks are due: in one sentence where all have one time; False where none states one."""
    spans = [(record, span) for record in records if (span := record.task.deadline_span) is not None]
    written = {
        re.sub(r"^[^:：]*[:：]\s*", "", record.document.text[span.start : span.end]) for record, span in spans
    }
    if len(written) > 1 or len(spans) == 1:
        told = [say_deadline(draft, record) for record, _ in spans]
        return any(told)
    if not spans:
        return False
    marks = [mark_of(draft, record, span) for record, span in spans]
    if draft.language == "zh":
        same = "相同，" if len(spans) == len(records) else ""
        draft.say(f"写明完成时间的{len(spans)}项任务{same}均为{written.pop()}", marks)
    else:
        deadline, when = spans[0][0].task.deadline, written.pop()
        said = f"{english_month(deadline)} ({when})" if deadline else when
        draft.say(f"The {len(spans)} tasks that state a time are all due by {said}", marks)
    return True


def say_joint(draft: Draft, records: Sequence[DutyRecord], units: Sequence[str]) -> bool:
    """Tasks that a unit leads together with others, and with whom."""
    wrote = False
    for record in tasks_of(records, units, "lead"):
        others = [name for name in record.task.lead if not any(is_same_unit(name, unit) for unit in units)]
        if not others:
            continue
        mark = mark_of(draft, record, field_span(record.task, "lead"))
        unit = join_names(units, draft.language, draft.wordings)
        partners = join_names(others, draft.language, draft.wordings)
        if draft.language == "zh":
            draft.say(f"{unit}与{partners}共同牵头“{record.task.task}”", [mark])
        else:
            title = english_title(record.task.task, draft.wordings)
            draft.say(f"The {unit} leads the task {title} together with the {partners}", [mark])
        draft.quote(mark)
        wrote = True
    return wrote


def mark_of_role(draft: Draft, record: DutyRecord, role: Role) -> str:
    """The mark of a citation of what names a task's units of a role."""
    return mark_of(draft, record, field_span(record.task, role))


def mark_of(draft: Draft, record: DutyRecord, span: Span) -> str:
    """The mark of a citation of a part of a task."""
    return draft.cite(record.document.document_id, span.start, span.end)
