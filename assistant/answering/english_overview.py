"""Questions over all tasks at once, asked in English: led by more than one unit, without a certain unit, which units lead at all.

``duty_overview`` reads them in Chinese; here as there no single task answers, and the whole table of who does what is gone through.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.draft import Draft
from assistant.answering.duty_wording import mark_of_role, say_due, say_english_tasks, say_units
from assistant.answering.english_due import answer_due_tasks
from assistant.answering.situation import Situation
from assistant.language.units import written_units
from assistant.language.wording import english_name, join_names
from assistant.questions.denied_part import denied_part_english
from assistant.questions.pivot import roles_in
from assistant.questions.profile import UNIT_NOUNS, Role
from assistant.questions.unit_alone_en import english_matter
from assistant.tasks.duties import DutyRecord, has_role, tasks_by_unit, tasks_of, units_of

_TASK = r"(?:tasks?|jobs?|duties|assignments?|pieces? of work)"
_WHICH_TASK = re.compile(
    rf"\b(?:which|what|any|list|name|show|how many)\b[^?]*?\b{_TASK}\b|\b{_TASK}\b[^?]*\bwhich\b", re.I
)
_SEVERAL_LEAD = re.compile(
    r"\b(?:more than (?:one|a single)|two or more|at least two|several|multiple|joint|shared|over one|not just one|two)\b[^?]{0,30}?"
    r"\b(?:lead\w*|in charge|responsible|heads?)\b|\bled (?:jointly |together )?by (?:more than|two|several|multiple|a pair|both)\b|"
    r"\b(?:jointly|together|co-?)[ -]?le(?:d|ad)\w*|\bled (?:jointly|together)\b|\b(?:lead|leadership) (?:is |are )?(?:shared|split)\b",
    re.I,
)
_ONE_LEADS = re.compile(
    r"\bled (?:only |just )?by (?:only |just )?(?:one|a single|a sole|a lone)\b|\b(?:only|just) (?:one|a single) (?:\w+ )?(?:lead\w*|unit|bureau|department|body)\b|"
    r"\b(?:a )?(?:single|sole|lone) (?:lead\w*|unit|bureau|department|body)\b|\b(?:leads?|led) (?:[\w ]{0,12} )?(?:alone|solo|single-?handed(?:ly)?|by itself|on its own)\b|\bsolely\b",
    re.I,
)
# "No supporting unit" is said of the tasks, not of a unit.
_LACKS = re.compile(
    rf"\b(?:no|without|lacks?|lacking|n['’]t (?:have|name|list)|not (?:have|name|list))(?: (?:any|a|an|named|listed|other))* (?P<role>support\w*|assist\w*|lead\w*|responsible) {UNIT_NOUNS}\b",
    re.I,
)
_MOST = re.compile(
    r"\b(?:most|(?:largest|greatest|biggest|highest|longest) (?:number|list) of|(?P<least>fewest|(?<!at )least|(?:smallest|lowest|shortest) (?:number|list) of))\b[^?]*?"
    rf"\b(?:{UNIT_NOUNS}|support\w*|lead\w*|helpers|partners)\b",
    re.I,
)
_EACH = re.compile(
    rf"\b(?:each|every|respective(?:ly)?)\b|\bwho (?:leads|supports|does|handles) what\b|\bfor all (?:of )?the {_TASK}",
    re.I,
)
_DUE = re.compile(
    r"\b(?:due|deadlines?|finish\w*|complet\w+|done|wrapped|end of|when|same (?:date|time|day|month))\b", re.I
)
_UNITS = re.compile(
    rf"\b(?:which|what|list|name|how many|show|all)\b[^?]*?\b{UNIT_NOUNS}\b|^\s*(?:and |so )?who\b", re.I
)
_BOTH = re.compile(
    r"\bboth\b[^?]*\blead\w*\b[^?]*\b(?:and|as well as)\b[^?]*\bsupport|\bboth\b[^?]*\bsupport\w*\b[^?]*\band\b[^?]*\blead|"
    r"\blead\w*\b[^?]*\b(?:as well as|and also|while also)\b[^?]*\bsupport|\blead some\b",
    re.I,
)
_NEVER = r"(?:never|not|no|none|without|n['’]t)\b"
_LEADS_ONLY = re.compile(
    rf"\b(?:only|just|solely)(?: ever)? lead|\blead\w*\b[^?]*?\b(?:but|and|yet|without)\b[^?]*?{_NEVER}[^?]*\bsupport",
    re.I,
)
_SUPPORTS_ONLY = re.compile(
    rf"\b(?:only|just|merely|solely)(?: ever)? (?:a )?support|\bsupport\w*\b[^?]*?\b(?:but|and|yet|without)\b[^?]*?{_NEVER}[^?]*\blead|{_NEVER}[^?]{{0,12}}\blead\w*\b",
    re.I,
)
# Which unit has most tasks is told by the units' own numbers (``duty_answers``).
_SUPERLATIVE = re.compile(r"\b(?:most|fewest|(?<!at )least|busiest|largest|greatest)\b", re.I)
_SHOWN = 20


def answer_english_overview(draft: Draft, situation: Situation, records: Sequence[DutyRecord]) -> bool:
    """Answer from the whole table of tasks; False where the question is about one task or unit, or of something else."""
    profile = situation.profile
    question = profile.question
    headed = len(records) < len(situation.records)
    names = written_units(question, profile.units, draft.wordings)
    if not profile.units and answer_due_tasks(draft, question, situation.records):
        return True
    if profile.unknown_units or not (headed or not english_matter(question, names)):
        return False
    if profile.units:
        return _without_unit(draft, situation, records)
    which_task = _WHICH_TASK.search(question)
    lacks = _LACKS.search(question)
    if lacks is not None and which_task:
        return _lacking(draft, records, lacks)
    most = _MOST.search(question)
    if most is not None and re.match(rf"\W*(?:and |so )?(?:which|what) (?:\w+ )?{_TASK}\b", question, re.I):
        return _most_units(draft, records, roles_in(question), least=bool(most["least"]))
    several, one = _SEVERAL_LEAD.search(question), _ONE_LEADS.search(question)
    if which_task and (several or one):
        found = [
            record for record in records if record.task.lead and (len(record.task.lead) == 1) == bool(one)
        ]
        return say_english_tasks(
            draft, found, f"led by {'one unit alone' if one else 'more than one unit'}", "lead"
        )
    all_due = (
        profile.kind == "yes_no" and re.search(rf"\b{_TASK}\b", question, re.I) and _DUE.search(question)
    )
    if profile.kind == "deadline" or all_due:
        return say_due(draft, records)
    roles = roles_in(question)
    if _EACH.search(question) and len(roles) == 1 and len(records) <= _SHOWN:
        told = [say_units(draft, record, roles[0]) for record in records]
        return any(told)
    if _UNITS.search(question) and not _SUPERLATIVE.search(question):
        return _units_with(draft, situation, records)
    return False


def _lacking(draft: Draft, records: Sequence[DutyRecord], lacks: re.Match[str]) -> bool:
    """The tasks that name no unit in a role."""
    role: Role = "support" if re.match("support|assist", lacks["role"], re.I) else "lead"
    noun = "supporting" if role == "support" else "leading"
    found = [record for record in records if not units_of(record.task, role)]
    if found:
        return say_english_tasks(draft, found, f"without a {noun} unit", role)
    marks = [mark_of_role(draft, record, role) for record in records]
    draft.say(f"Each of the tasks asked about ({len(records)}) names a {noun} unit", marks)
    return True


def _without_unit(draft: Draft, situation: Situation, records: Sequence[DutyRecord]) -> bool:
    """Tasks in which the one unit named has no part, or which it leads alone."""
    profile = situation.profile
    question = profile.question
    if len(profile.units) != 1 or not _WHICH_TASK.search(question):
        return False
    unit = profile.units[0]
    shown = english_name(unit, draft.wordings)
    lacks = _LACKS.search(question)
    if lacks is not None:
        roles = roles_in(question.replace(lacks[0], " "))
        own = tasks_of(records, (unit,), roles[0] if len(roles) == 1 else "any")
        return bool(own) and _lacking(draft, own, lacks)
    if _ONE_LEADS.search(question):
        own = [record for record in tasks_of(records, (unit,), "lead") if len(record.task.lead) == 1]
        return say_english_tasks(draft, own, f"led by the {shown} alone", "lead", units=False)
    role = denied_part_english(question, written_units(question, (unit,), draft.wordings))
    if role is None:
        return False
    found = [record for record in records if not has_role(record.task, unit, role)]
    said = {
        "lead": f"not led by the {shown}",
        "support": f"without the {shown} among the supporting units",
        "any": f"that do not name the {shown}",
    }[role]
    return say_english_tasks(draft, found, said, role)


def _most_units(draft: Draft, records: Sequence[DutyRecord], roles: Sequence[Role], least: bool) -> bool:
    role: Role = roles[0] if len(roles) == 1 else "any"
    counts = [len(units_of(record.task, role)) for record in records]
    extreme = (min if least else max)(counts, default=0)
    found = [record for record, count in zip(records, counts, strict=True) if count == extreme]
    if not extreme or not found:
        return False
    noun = {"lead": "leading", "support": "supporting", "any": "leading and supporting"}[role]
    said = f"with the {'fewest' if least else 'most'} {noun} units ({extreme} named)"
    return say_english_tasks(draft, found, said, role, units=extreme <= _SHOWN)


def _units_with(draft: Draft, situation: Situation, records: Sequence[DutyRecord]) -> bool:
    """The units that lead, support, or do only the one or both, each with the number of its tasks."""
    question = situation.profile.question
    led, supported = tasks_by_unit(records, "lead"), tasks_by_unit(records, "support")
    role: Role = "lead"
    if _BOTH.search(question):
        chosen, said = [name for name in led if name in supported], "lead tasks and support others as well"
    elif _LEADS_ONLY.search(question):
        chosen, said = [name for name in led if name not in supported], "lead and support no other task"
    elif _SUPPORTS_ONLY.search(question):
        chosen, said = [name for name in supported if name not in led], "support and lead no task"
        role = "support"
    else:
        roles = roles_in(question)
        if len(roles) != 1 or situation.profile.kind not in ("lead", "support"):
            return False
        role = roles[0]
        chosen, said = list(led if role == "lead" else supported), f"{role} tasks"
    if not chosen:
        return False
    counts = supported if role == "support" else led
    marks = {
        mark_of_role(draft, record, role): None
        for record in records
        if any(name in units_of(record.task, role) for name in chosen)
    }
    listed = "; ".join(
        f"{join_names((name,), 'en', draft.wordings)}, {counts[name]} task{'s' * (counts[name] > 1)}"
        for name in chosen
    )
    noun = "units" if len(chosen) > 1 else "unit"
    draft.say(f"The documents name {len(chosen)} {noun} that {said}: {listed}", list(marks))
    return True
