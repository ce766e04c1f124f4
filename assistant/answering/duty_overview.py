"""Questions over all tasks at once: led by more than one unit, without a certain unit, which units lead at all.

No single task answers them, and no unit's list of tasks does: the whole table of who does what is gone through.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.draft import Draft
from assistant.answering.duty_matching import chinese_of
from assistant.answering.duty_wording import (
    CHINESE_ROLES,
    mark_of_role,
    say_due,
    say_task_names,
    say_units,
)
from assistant.answering.english_overview import answer_english_overview
from assistant.answering.situation import Situation
from assistant.language.units import find_units
from assistant.questions.denied_part import denied_part, excluded_leads
from assistant.questions.pivot import roles_in
from assistant.questions.profile import Role
from assistant.questions.question_zh import full_names
from assistant.questions.unit_alone import names_no_matter
from assistant.tasks.duties import (
    DutyRecord,
    has_role,
    tasks_by_unit,
    tasks_of,
    under_heading,
    units_of,
)

_TASKS = re.compile(r"任务|(?<![生激灵快])活(?![动力跃])|工作|事项|[几哪]一?[几些]?项")
_SEVERAL = r"(?:两|二|2|多|好几|几|不止一|不只一|一个?以上|两个?以上)"
_SEVERAL_LEAD = re.compile(
    rf"牵头(?:的)?(?:单位|部门)?[^,，?？]{{0,8}}(?:不止|不只|超过|多于)(?:一|1)?[个家]?|牵头(?:的)?(?:单位|部门)?(?:是|有|为)*{_SEVERAL}[个家]|"
    rf"{_SEVERAL}[个家](?:以上)?的?(?:单位|部门|局|机构)?[^,，?？]{{0,6}}牵头|(?:共同|联合|一起|合力|并列|一道|一块儿?|双)牵头"
)
_ONE_LEADS = re.compile(
    r"(?:只|仅|就|单)(?:有|由|是)*(?:一|1)[个家][^,，?？]{0,6}牵头|(?:单独|独自|独家|独立|自己|一家)牵头|牵头(?:的)?(?:单位|部门)?(?:只|仅|就)有?(?:一|1)[个家]"
)
# 没有配合单位 is said of the tasks, not of a unit; 有没有配合单位 only asks.
_LACKS = re.compile(
    r"(?<!有)(?:没有?|无|未|缺少?)(?:列|写|标|注|明|确|定|安排|设|出|任何|一家|其他|其它)*(?P<role>牵头|主责|责任|配合|协办)的?(?:单位|部门)"
)
_MOST = re.compile(
    r"(?:单位|部门|机构|配合|参与|牵头)(?:的)?(?:数量?|家数)?(?:是|也)?最(?P<least>多|少)|最(?:多|少)的?(?:单位|部门)[^,，?？]{0,4}的?(?:任务|工作)"
)
_WHICH_TASK = re.compile(
    r"(?:哪|什么)一?[个项些几]*(?:重点)?(?:任务|工作|事项)|(?:任务|工作|事项)(?:是|有)?哪"
)
_UNITS = re.compile(r"单位|部门|[哪几]一?[几些]?[家个]|谁|机构|局")
_LEADS_ONLY = re.compile(r"(?:只|光|仅|单)牵头|牵头[^,，?？]{0,6}(?:而|却|又|但)?(?:不|没有?)(?:再)?配合")
_SUPPORTS_ONLY = re.compile(
    r"(?:只|光|仅|单)(?:是|当|做|负责)*配合|配合[^,，?？]{0,8}(?:而|却|又|但|从)?(?:不|没有?)[^,，?？]{0,6}牵头|(?:没有?|未|不)[^,，?？]{0,6}牵头"
)
_LEADS_AND_SUPPORTS = re.compile(
    r"(?:既|又|也)[^,，?？]{0,6}(?:牵头|配合)[^?？]{0,10}(?:又|也)[^,，?？]{0,6}(?:牵头|配合)"
)


_EACH = re.compile(r"分别|各(?!位|种|类|级|单位|部门)|每[一个项]")
_BY_WHEN = re.compile(r"年底|月底|[做干办弄搞]完|完成|到期|截止|期限")
_EXTREME = re.compile(r"最[多少]")
# So many are named one by one.
_SHOWN = 20


def answer_overview(draft: Draft, situation: Situation) -> bool:
    """Answer from the whole table of tasks; False where the question is about one task or unit."""
    profile = situation.profile
    if not situation.records:
        return False
    question = profile.question
    records = under_heading(situation.records, situation.weigher, chinese_of(situation, question))
    if profile.language == "en":
        return answer_english_overview(draft, situation, records)
    if profile.units:
        return _of_unit(draft, situation, records)
    if profile.unknown_units:
        return False
    headed = len(records) < len(situation.records)
    if not (headed or names_no_matter(question)):
        return False
    lacks = _LACKS.search(question)
    if lacks is not None and _TASKS.search(question):
        return _lacking(draft, records, lacks)
    most = _MOST.search(question)
    if most is not None and _WHICH_TASK.search(question):
        return _most_units(draft, records, roles_in(question), least=most[0].find("少") >= 0)
    if _TASKS.search(question) and (_SEVERAL_LEAD.search(question) or _ONE_LEADS.search(question)):
        alone = bool(_ONE_LEADS.search(question))
        found = [r for r in records if r.task.lead and (len(r.task.lead) == 1) == alone]
        return say_task_names(draft, found, "由一家单位牵头" if alone else "由多家单位共同牵头", "lead")
    all_due = profile.kind == "yes_no" and _TASKS.search(question) and _BY_WHEN.search(question)
    if profile.kind == "deadline" or all_due:
        return say_due(draft, records)
    roles = roles_in(question)
    if _EACH.search(question) and len(roles) == 1 and len(records) <= _SHOWN:
        told = [say_units(draft, record, roles[0]) for record in records]
        return any(told)
    if _UNITS.search(question) and not _EXTREME.search(question):
        return _units_with(draft, records, situation)
    return False


def _lacking(draft: Draft, records: Sequence[DutyRecord], lacks: re.Match[str]) -> bool:
    """The tasks that name no unit in a role."""
    role: Role = "support" if lacks["role"] in ("配合", "协办") else "lead"
    noun = CHINESE_ROLES[role]
    found = [record for record in records if not units_of(record.task, role)]
    if found:
        return say_task_names(draft, found, f"没有列明{noun}单位", role)
    marks = [mark_of_role(draft, record, role) for record in records]
    draft.say(f"所列{len(records)}项任务都列明了{noun}单位", marks)
    return True


def _of_unit(draft: Draft, situation: Situation, records: Sequence[DutyRecord]) -> bool:
    """Tasks in which the units named have no part, which one leads alone, or which name nobody beside it."""
    question = full_names(
        situation.profile.question, find_units(situation.profile.question, situation.profile.units)
    )
    units = situation.profile.units
    if not _TASKS.search(question):
        return False
    lacks = _LACKS.search(question)
    if lacks is not None and len(units) == 1:
        roles = roles_in(question.replace(lacks[0], " "))
        own = tasks_of(records, units, roles[0] if len(roles) == 1 else "any")
        return bool(own) and _lacking(draft, own, lacks)
    if len(units) == 1 and _ONE_LEADS.search(question):
        own = [record for record in tasks_of(records, units, "lead") if len(record.task.lead) == 1]
        return say_task_names(draft, own, f"{units[0]}单独牵头", "lead", units=False)
    if not _WHICH_TASK.search(question):
        return False
    excluded, rest = excluded_leads(question, units)
    if excluded:
        found = [r for r in records if not any(has_role(r.task, unit, "lead") for unit in excluded)]
        others = [unit for unit in units if unit not in excluded]
        roles = roles_in(rest)
        role: Role = roles[0] if len(roles) == 1 else "any"
        said = f"不由{'、'.join(excluded)}牵头"
        if others:
            found = tasks_of(found, others, role)
            said += f"、{'、'.join(others)}{CHINESE_ROLES[role] if role != 'any' else '参与'}"
        return say_task_names(draft, found, said, "lead")
    part = denied_part(question, units[0]) if len(units) == 1 else None
    if part is None:
        return False
    found = [record for record in records if not has_role(record.task, units[0], part.denied)]
    said = {
        "lead": f"不由{units[0]}牵头",
        "support": f"{units[0]}不在配合单位之列",
        "any": f"没有列入{units[0]}",
    }[part.denied]
    if part.held is not None:
        found = [record for record in found if has_role(record.task, units[0], part.held)]
        said = f"{units[0]}{CHINESE_ROLES[part.held]}、但不{CHINESE_ROLES[part.denied]}"
    return say_task_names(draft, found, said, part.denied)


def _most_units(draft: Draft, records: Sequence[DutyRecord], roles: Sequence[Role], least: bool) -> bool:
    role: Role = roles[0] if len(roles) == 1 else "any"
    counts = [len(units_of(record.task, role)) for record in records]
    extreme = (min if least else max)(counts, default=0)
    found = [record for record, count in zip(records, counts, strict=True) if count == extreme]
    if not extreme or not found:
        return False
    noun = {"lead": "牵头单位", "support": "配合单位", "any": "牵头和配合单位"}[role]
    return say_task_names(
        draft, found, f"{noun}最{'少' if least else '多'}（列明{extreme}家）", role, units=extreme <= _SHOWN
    )


def _units_with(draft: Draft, records: Sequence[DutyRecord], situation: Situation) -> bool:
    """The units that lead, support, or do only the one or both, each with the number of its tasks."""
    question = situation.profile.question
    led, supported = tasks_by_unit(records, "lead"), tasks_by_unit(records, "support")
    if _LEADS_AND_SUPPORTS.search(question):
        chosen, said = [name for name in led if name in supported], "既牵头又配合任务"
    elif _LEADS_ONLY.search(question):
        chosen, said = [name for name in led if name not in supported], "只牵头、不配合其他任务"
    elif _SUPPORTS_ONLY.search(question):
        chosen, said = [name for name in supported if name not in led], "只配合、不牵头任务"
    else:
        roles = roles_in(question)
        if len(roles) != 1 or situation.profile.kind not in ("lead", "support"):
            return False
        chosen = list(led if roles[0] == "lead" else supported)
        said = f"{CHINESE_ROLES[roles[0]]}任务"
    if not chosen:
        return False
    role: Role = "support" if said.startswith("只配合") or said.startswith("配合") else "lead"
    counts = supported if role == "support" else led
    marks = {
        mark_of_role(draft, record, role): None
        for record in records
        if any(name in units_of(record.task, role) for name in chosen)
    }
    listed = "、".join(f"{name}（{counts[name]}项）" for name in chosen)
    draft.say(f"{said}的单位列明{len(chosen)}家：{listed}", list(marks))
    return True
