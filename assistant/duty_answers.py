"""Write answers about duties: who leads, who supports, by when, which tasks, with whom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dates import english_month
from assistant.draft import Draft
from assistant.duties import (
    DutyMatch,
    DutyRecord,
    field_span,
    has_role,
    match_duties,
    resolve_pivot,
    tasks_of,
    under_heading,
)
from assistant.question import QuestionProfile, Role
from assistant.refusal import states_type
from assistant.selection import Weigher, chinese_concepts, mentions
from assistant.situation import Situation
from assistant.tasks import Span
from assistant.units import is_same_unit
from assistant.wording import english_title, join_names

# A task fits a question when its name, or name and text together, hold this share of the question.
_NAME_FITS, _BODY_FITS = 0.45, 0.5
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
_MOST = re.compile(r"最多|最少|\bmost\b|\bfewest\b", re.I)
_COUNT = re.compile(r"几项|几个(?!月)|多少(?:项|个)?|how many", re.I)
_ZH_ROLE_NAMES: dict[Role, str] = {"lead": "牵头", "support": "配合", "any": "承担"}


def answer_duty(draft: Draft, situation: Situation) -> bool:
    """Answer from the tasks' fields; False where the question is not about a duty or no task fits."""
    profile = situation.profile
    if not situation.records:
        return False
    if profile.kind in ("multi_hop", "tasks_of_unit"):
        return _answer_tasks(draft, situation)
    if profile.kind == "yes_no" and profile.role is not None and profile.units:
        return _answer_yes_no(draft, situation)
    if profile.kind == "comparison" and len(profile.units) >= 2:
        return _compare_loads(draft, situation)
    if profile.kind in ("lead", "support"):
        if _MOST.search(profile.question):
            return _busiest(draft, situation)
        return _answer_units(draft, situation)
    if profile.kind == "deadline":
        return _answer_deadline(draft, situation)
    return False


def _best_matches(situation: Situation, weigher: Weigher | None = None) -> list[DutyMatch]:
    described = situation.profile.subject + "".join(situation.profile.quoted)
    weigher = weigher or _duty_weigher(situation, situation.profile.subject)
    return match_duties(situation.records, weigher, described, situation.ranks())


# Words of the question about a duty that describe no duty.
_FRAME = re.compile(
    r"牵头|主责|主办|配合|协办|协助|参与|负责|主管|责任|承担|这一目标|目标|指标|任务|工作|事项|部门|单位|那个|这项|方面|要求|完成|时限|时间|截止"
)


def _duty_weigher(situation: Situation, part: str) -> Weigher:
    """Weighs what describes the duty: the question, or a part of it, without the words for roles."""
    texts = [scored.sentence.text for scored in situation.scored]
    if situation.profile.language == "en":
        chosen = [concept for concept in situation.weigher.concepts if mentions(part, concept)]
        return Weigher(chosen or situation.weigher.concepts, texts)
    concepts = chinese_concepts(_FRAME.sub(" ", part))
    return Weigher(concepts or situation.weigher.concepts, texts)


def _fits(match: DutyMatch) -> bool:
    return match.heading >= _NAME_FITS or match.body >= _BODY_FITS


def _answer_units(draft: Draft, situation: Situation) -> bool:
    """Who leads, or who supports, the task that the question describes."""
    profile = situation.profile
    matches = _best_matches(situation)
    if not matches or not _fits(matches[0]):
        return False
    role: Role = "support" if profile.kind == "support" else "lead"
    record = matches[0].record
    if profile.role == "any":
        wrote = [_say_units(draft, record, each) for each in ("lead", "support")]
        return any(wrote)
    return _say_units(draft, record, role)


def _say_units(draft: Draft, record: DutyRecord, role: Role) -> bool:
    task = record.task
    names = task.lead if role == "lead" else task.support
    if not names:
        return False
    mark = _mark(draft, record, field_span(task, role))
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


def _answer_deadline(draft: Draft, situation: Situation) -> bool:
    """The task's time of completion, unless a sentence with a date of its own fits better."""
    profile = situation.profile
    matches = _best_matches(situation)
    if not matches or not _fits(matches[0]) or matches[0].record.task.deadline_span is None:
        return False
    best = matches[0]
    brackets = [(m.record.document.document_id, m.record.task.bracket) for m in matches]
    for scored in situation.scored:
        sentence = scored.sentence
        in_bracket = any(
            sentence.document_id == document_id and span.start <= sentence.start < span.end
            for document_id, span in brackets
        )
        if not in_bracket and scored.own > max(best.heading, 0.5) and states_type(sentence.text, profile):
            return False
    task = best.record.task
    span = task.deadline_span or task.bracket
    mark = _mark(draft, best.record, span)
    written = re.sub(r"^[^:：]*[:：]\s*", "", best.record.document.text[span.start : span.end])
    if draft.language == "zh":
        draft.say(f"“{task.task}”的完成时间为{written}", [mark])
    else:
        when = english_month(task.deadline) if task.deadline else written
        draft.say(f"The task {english_title(task.task, draft.wordings)} is due by {when} ({written})", [mark])
    draft.quote(mark)
    return True


def _answer_tasks(draft: Draft, situation: Situation) -> bool:
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
            resolve_pivot(profile, matches, pivot_role) if matches and _fits(matches[0]) else ((), None)
        )
        if source is None:
            return False
        _say_units(draft, source.record, pivot_role)
        records = [record for record in records if record is not source.record]
    if not units:
        return _jointly_led(draft, situation)
    asked_part = _asked_part(profile, pivot_text)
    records = under_heading(records, situation.weigher, _chinese_of(situation, asked_part))
    if _WITH_WHOM.search(profile.question) or (_TOGETHER.search(asked_part) and len(units) == 1):
        return _say_joint(draft, records, units[:1], asked_part)
    then = _then_asked(profile)
    if then is not None and profile.kind == "tasks_of_unit":
        return _say_tasks_then_units(draft, records, units, asked, then)
    wrote = False
    for unit in units if profile.kind == "multi_hop" or len(units) == 1 else [None]:
        named = (unit,) if unit is not None else units
        for role in asked:
            found = tasks_of(records, named, role)
            wrote = (
                _say_tasks(draft, found, named, role) if found else _say_none(draft, records, named, role)
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


def _say_tasks_then_units(
    draft: Draft, records: Sequence[DutyRecord], units: Sequence[str], asked: Sequence[Role], then: Role
) -> bool:
    """The tasks in which a unit has the other role, and who has the role asked about in each."""
    own: Role = "support" if then == "lead" else "lead"
    found = tasks_of(records, units, own) or tasks_of(records, units, then)
    role = own if tasks_of(records, units, own) else then
    if not found:
        return any(_say_none(draft, records, units, each) for each in asked)
    _say_tasks(draft, found, units, role)
    for record in found:
        _say_units(draft, record, then)
    return True


def _say_none(draft: Draft, records: Sequence[DutyRecord], units: Sequence[str], role: Role) -> bool:
    """That the units have no task in a role, shown by those they have in the other one."""
    others = tasks_of(records, units, "any")
    if not others:
        return False
    marks = [_mark(draft, record, record.task.bracket) for record in others]
    shown = join_names(units, draft.language, draft.wordings)
    if draft.language == "zh":
        draft.say(f"各项任务分工中，没有由{shown}{_ZH_ROLE_NAMES[role]}的任务", marks)
    else:
        draft.say(f"No task names the {shown} as {'lead' if role == 'lead' else 'supporting'} unit", marks)
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
        return _duty_weigher(situation, pivot)
    units = set(situation.profile.units)
    chosen = [
        concept
        for concept in situation.weigher.concepts
        if mentions(pivot, concept) and not any(_names(unit, concept.wordings) for unit in units)
    ]
    return Weigher(chosen, texts)


def _names(unit: str, wordings: tuple[tuple[str, ...], ...]) -> bool:
    return any(all(piece in unit for piece in wording) for wording in wordings)


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


def _say_tasks(draft: Draft, records: Sequence[DutyRecord], units: Sequence[str], role: Role) -> bool:
    """All tasks in which the units have the role; says so where there is none."""
    if not records:
        return False
    shown = join_names(units, draft.language, draft.wordings)
    marks = [_mark(draft, record, field_span(record.task, role)) for record in records]
    if draft.language == "zh":
        listed = "、".join(f"“{record.task.task}”{mark}" for record, mark in zip(records, marks, strict=True))
        verb = "牵头" if role == "lead" else "配合"
        together = "共同" if len(units) > 1 else ""
        draft.say(f"{shown}{together}{verb}的任务有{len(records)}项：{listed}", [])
    else:
        listed = "; ".join(
            f"{english_title(record.task.task, draft.wordings)} {mark}"
            for record, mark in zip(records, marks, strict=True)
        )
        verb = "lead" if role == "lead" else "support"
        verb += "s" if len(units) == 1 else ""
        noun = "task" if len(records) == 1 else "tasks"
        draft.say(f"The {shown} {verb} {len(records)} {noun}: {listed}", [])
    return True


def _say_joint(draft: Draft, records: Sequence[DutyRecord], units: Sequence[str], asked: str) -> bool:
    """Tasks that a unit leads together with others, and with whom."""
    wrote = False
    for record in tasks_of(records, units, "lead"):
        others = [name for name in record.task.lead if not any(is_same_unit(name, unit) for unit in units)]
        if not others:
            continue
        mark = _mark(draft, record, field_span(record.task, "lead"))
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


def _jointly_led(draft: Draft, situation: Situation) -> bool:
    """Tasks with more than one leading unit, where no unit is named."""
    if not _TOGETHER.search(situation.profile.question):
        return False
    joint = [record for record in situation.records if len(record.task.lead) > 1]
    for record in joint:
        _say_units(draft, record, "lead")
    return bool(joint)


def _answer_yes_no(draft: Draft, situation: Situation) -> bool:
    """Whether a unit leads or supports the task described; says what its part really is."""
    profile = situation.profile
    unit = profile.units[0]
    weigher = _without_units(situation)
    matches = _best_matches(situation, weigher)
    chosen = [match.record for match in matches[:1] if _fits(match)]
    if not chosen:
        chosen = [record for record in situation.records if has_role(record.task, unit, "any")]
        roles: tuple[Role, ...] = ("lead", "support")
        wrote = [_say_tasks(draft, tasks_of(chosen, (unit,), role), (unit,), role) for role in roles]
        return any(wrote)
    record = chosen[0]
    part: Role | None = "lead" if has_role(record.task, unit, "lead") else None
    part = part or ("support" if has_role(record.task, unit, "support") else None)
    asked = profile.role
    zh = draft.language == "zh"
    shown = join_names((unit,), draft.language, draft.wordings)
    title = record.task.task if zh else english_title(record.task.task, draft.wordings)
    if part is None:
        mark = _mark(draft, record, record.task.bracket)
        draft.say(
            f"不是。{shown}不在“{title}”的牵头和配合单位之列" if zh
            else f"No: the {shown} is named neither as lead nor as supporting unit of the task {title}",
            [mark],
        )  # fmt: skip
        draft.quote(mark)
        return True
    is_yes = asked == part or asked == "any" or (not zh and not re.search(r"\blead", profile.question, re.I))
    mark = _mark(draft, record, field_span(record.task, part))
    if zh:
        yes = "有" if "有没有" in profile.question else "是"
        draft.say(f"{yes if is_yes else '不是'}，{shown}是“{title}”的{_ZH_ROLE_NAMES[part]}单位", [mark])
    else:
        role_name = "the lead unit" if part == "lead" else "a supporting unit (配合单位)"
        draft.say(f"{'Yes' if is_yes else 'No'}: the {shown} is {role_name} of the task {title}", [mark])
    draft.quote(mark)
    if part == "support" and asked != "support":
        _say_units(draft, record, "lead")
    return True


def _without_units(situation: Situation) -> Weigher:
    """The question's concepts less those that name its units: the rest describes the task."""
    texts = [scored.sentence.text for scored in situation.scored]
    units = situation.profile.units
    kept = [
        concept
        for concept in situation.weigher.concepts
        if not any(_names(unit, concept.wordings) for unit in units) and concept.wordings
    ]
    return Weigher(kept, texts)


def _busiest(draft: Draft, situation: Situation) -> bool:
    """Which unit leads, or supports, the most tasks."""
    role: Role = "support" if situation.profile.kind == "support" else "lead"
    counts: dict[str, int] = {}
    for record in situation.records:
        for name in record.task.lead if role == "lead" else record.task.support:
            counts[name] = counts.get(name, 0) + 1
    if not counts:
        return False
    fewest = bool(re.search(r"最少|fewest", situation.profile.question, re.I))
    extreme = min(counts.values()) if fewest else max(counts.values())
    for name in [name for name, count in counts.items() if count == extreme][:3]:
        _say_tasks(draft, tasks_of(situation.records, (name,), role), (name,), role)
    return True


def _compare_loads(draft: Draft, situation: Situation) -> bool:
    """Two units' numbers of tasks, side by side."""
    profile = situation.profile
    if profile.role is None and not re.search(r"任务|牵头|配合|task|lead|support", profile.question, re.I):
        return False
    support_only = re.search(r"配合|support", profile.question, re.I) and not re.search(
        r"牵头|lead", profile.question, re.I
    )
    role: Role = "support" if support_only else "lead"
    wrote = [
        _say_tasks(draft, tasks_of(situation.records, (unit,), role), (unit,), role)
        for unit in profile.units[:3]
    ]
    return any(wrote)


def _mark(draft: Draft, record: DutyRecord, span: Span) -> str:
    return draft.cite(record.document.document_id, span.start, span.end)
