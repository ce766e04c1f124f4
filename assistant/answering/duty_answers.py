"""Write answers about duties: who leads, who supports, by when, which tasks, with whom."""

from __future__ import annotations

import re

from assistant.answering.asked_for import done_by_nobody
from assistant.answering.asked_type import states_type
from assistant.answering.draft import Draft
from assistant.answering.duty_lists import answer_tasks
from assistant.answering.duty_matching import (
    NAME_FITS,
    best_matches,
    described_weigher,
    done_by,
    english_named_tasks,
    fits,
    without_units,
)
from assistant.answering.duty_wording import (
    CHINESE_ROLES,
    mark_of,
    say_count,
    say_deadline,
    say_due,
    say_none,
    say_tasks,
    say_units,
)
from assistant.answering.presupposed import claims_a_part
from assistant.answering.situation import Situation
from assistant.language.plain_english import english_title
from assistant.language.units import written_units
from assistant.language.wording import join_names
from assistant.questions.profile import Role
from assistant.questions.unit_alone_en import english_matter
from assistant.tasks.duties import (
    DutyRecord,
    field_span,
    has_role,
    tasks_of,
)

_MOST = re.compile(r"最多|最少|\bmost\b|\bfewest\b", re.I)


def answer_duty(draft: Draft, situation: Situation) -> bool:
    """Answer from the tasks' fields; False where the question is not about a duty or no task fits."""
    profile = situation.profile
    if not situation.records:
        return False
    if profile.kind in ("multi_hop", "tasks_of_unit"):
        return answer_tasks(draft, situation)
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


def _answer_units(draft: Draft, situation: Situation) -> bool:
    """Who leads, or who supports, the task that the question describes."""
    profile = situation.profile
    matches = best_matches(situation)
    if not matches or not fits(matches[0]):
        return False
    role: Role = "support" if profile.kind == "support" else "lead"
    record = matches[0].record
    if done_by_nobody(profile, record.clause) is not None or _done_by_others(record, situation):
        return False
    if profile.role == "any":
        wrote = [say_units(draft, record, each) for each in ("lead", "support")]
        return any(wrote)
    if _HOW_MANY.search(profile.question):
        say_count(draft, record, role)
    return say_units(draft, record, role)


def _done_by_others(record: DutyRecord, situation: Situation) -> bool:
    """Whether a sentence outside of the tasks says who does all that is described, and the task found tells less of it."""
    doing = done_by(situation.scored, situation)
    if doing is None:
        return False
    sentence, described = doing.sentence, described_weigher(situation)
    in_task = any(
        sentence.document_id == other.document.document_id
        and other.task.clause.start <= sentence.start < other.task.clause.end
        for other in situation.records
    )
    told = described.coverage(record.task.task + record.clause)
    return not in_task and told < described.coverage(sentence.text)


_HOW_MANY = re.compile(r"(?<!哪)(?:几|多少)[家个](?:单位|部门|机构|局)?|多少(?:单位|部门)|\bhow many\b", re.I)
# "牵头还是配合", "what role": neither yes nor no answers it.
_WHICH_ROLE = re.compile(
    r"还是|角色|身份|分工|不同|一样|相同|\b(?:lead\w*|in charge|responsible)\b[^?]*\bor\b[^?]*\b(?:support|assist|help)|"
    r"\b(?:support|assist|help)\w*\b[^?]*\bor\b[^?]*\b(?:lead|in charge|responsible)|\brole\b|\bcapacity\b|^\s*how\b",
    re.I,
)
_OF_TASK = re.compile(r"任务|工作(?!会|组)|\btasks?\b", re.IGNORECASE)


def _answer_deadline(draft: Draft, situation: Situation) -> bool:
    """The task's time of completion, unless a sentence with a date of its own fits better."""
    profile = situation.profile
    # Words that name a unit tell nothing of the task.
    named = profile.language == "en" and profile.units
    if named and not english_matter(
        profile.question, written_units(profile.question, profile.units, draft.wordings)
    ):
        return say_due(draft, tasks_of(situation.records, profile.units, profile.role or "any"))
    matches = best_matches(situation, without_units(situation) if named else None)
    if not matches or not fits(matches[0]) or matches[0].record.task.deadline_span is None:
        return False
    best = matches[0]
    brackets = [(m.record.document.document_id, m.record.task.bracket) for m in matches]
    # "…这项任务何时完成" asks for the task's own date, and so does "X is in charge of…, when is it due?".
    given = _OF_TASK.search(profile.question) or claims_a_part(profile)
    # English tells a task by a thing in it: "by when is the task with the energy target due?"
    of_task = given and (best.heading >= NAME_FITS or profile.language == "en")
    for scored in () if of_task else situation.scored:
        sentence = scored.sentence
        in_bracket = any(
            sentence.document_id == document_id and span.start <= sentence.start < span.end
            for document_id, span in brackets
        )
        # Two that hold all of it are equal, however their shares were added up.
        better = scored.own > max(best.heading, 0.5) + 0.01
        if not in_bracket and better and states_type(sentence.text, profile):
            return False
    return say_deadline(draft, best.record)


def _answer_yes_no(draft: Draft, situation: Situation) -> bool:
    """Whether each unit named leads or supports the task described; says what its part really is."""
    matches = best_matches(situation, described_weigher(situation))
    chosen: list[DutyRecord | None] = [*_named_each(situation)]
    chosen = chosen or [match.record for match in matches[:1] if fits(match)] or [None]
    wrote = [
        _say_part(draft, situation, unit, [record] if record else [])
        for unit in situation.profile.units
        for record in chosen
    ]
    return any(wrote)


def _named_each(situation: Situation) -> list[DutyRecord]:
    """The tasks where a question names several (在优化创新平台和提高专利申请质量中分别是什么角色); else none."""
    profile = situation.profile
    if profile.language == "zh":
        named = [r for r in situation.records if len(r.task.task) >= 4 and r.task.task in profile.question]
    else:
        named = english_named_tasks(situation)
    named.sort(key=lambda record: profile.question.find(record.task.task))
    return named if len(named) > 1 else []


# 只由科技局一家牵头吗: another one beside it makes it no.
_ALONE = re.compile(
    r"(?:只|仅|就|光)[^,，?？]{0,8}(?:牵头|一[家个])|单独|独自|独家|独立|一[家个](?:来)?牵头|\b(?:only|alone|sole(?:ly)?|by itself)\b",
    re.I,
)
_HAS = re.compile(r"有没有|有无|有[^,，?？]{2,12}(?:事|份|活|任务|责任)儿?[吗么没吧]")


def _say_part(draft: Draft, situation: Situation, unit: str, chosen: list[DutyRecord]) -> bool:
    """Whether a unit has a part in the chosen task; where none is chosen, all its tasks."""
    profile = situation.profile
    if not chosen:
        asked_role = profile.role
        none_of_it = asked_role in ("lead", "support") and not tasks_of(
            situation.records, (unit,), asked_role
        )
        if asked_role is not None and none_of_it:
            say_none(draft, situation.records, (unit,), asked_role)
        chosen = [record for record in situation.records if has_role(record.task, unit, "any")]
        roles: tuple[Role, ...] = ("lead", "support")
        wrote = [say_tasks(draft, tasks_of(chosen, (unit,), role), (unit,), role) for role in roles]
        return any(wrote)
    record = chosen[0]
    part: Role | None = "lead" if has_role(record.task, unit, "lead") else None
    part = part or ("support" if has_role(record.task, unit, "support") else None)
    which = bool(_WHICH_ROLE.search(profile.question))
    asked = profile.role
    zh = draft.language == "zh"
    shown = join_names((unit,), draft.language, draft.wordings)
    title = record.task.task if zh else english_title(record.task.task, draft.wordings)
    no, yes = ("没有", "有") if _HAS.search(profile.question) else ("不是", "是")
    if part is None:
        mark = mark_of(draft, record, record.task.bracket)
        draft.say(
            f"{'' if which else f'{no}。'}{shown}不在“{title}”的牵头和配合单位之列" if zh
            else f"{'The' if which else 'No: the'} {shown} is named neither as lead nor as supporting unit of the task {title}",
            [mark],
        )  # fmt: skip
        draft.quote(mark)
        return True
    alone = part == "lead" and len(record.task.lead) > 1 and bool(_ALONE.search(profile.question))
    is_yes = not alone and (
        asked == part or asked == "any" or (not zh and not re.search(r"\blead", profile.question, re.I))
    )
    mark = mark_of(draft, record, field_span(record.task, part))
    if zh:
        said = "" if which else f"{yes if is_yes else no}，"
        what = f"“{title}”不止{shown}一家牵头" if alone else f"{shown}是“{title}”的{CHINESE_ROLES[part]}单位"
        draft.say(f"{said}{what}", [mark])
    else:
        role_name = "the lead unit" if part == "lead" else "a supporting unit (配合单位)"
        said = "The" if which else f"{'Yes' if is_yes else 'No'}: the"
        draft.say(f"{said} {shown} is {role_name} of the task {title}", [mark])
    draft.quote(mark)
    if alone or (part == "support" and asked != "support"):
        say_units(draft, record, "lead")
    return True


_BUSIEST_IN_FULL = 3


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
    names = [name for name, count in counts.items() if count == extreme]
    if len(names) <= _BUSIEST_IN_FULL:
        wrote = [
            say_tasks(draft, tasks_of(situation.records, (name,), role), (name,), role) for name in names
        ]
        return any(wrote)
    # Many units with one task each are named in one sentence: their tasks were not asked for.
    records = [record for record in situation.records if any(has_role(record.task, n, role) for n in names)]
    marks = [mark_of(draft, record, field_span(record.task, role)) for record in records]
    shown = join_names(names, draft.language, draft.wordings)
    if draft.language == "zh":
        draft.say(f"各{CHINESE_ROLES[role]}{extreme}项任务的有{len(names)}家：{shown}", marks)
    else:
        noun = "task" if extreme == 1 else "tasks"
        draft.say(f"{len(names)} units {role} {extreme} {noun} each: {shown}", marks)
    return True


def _compare_loads(draft: Draft, situation: Situation) -> bool:
    """The units' numbers of tasks, side by side, and which is the greater."""
    profile = situation.profile
    if profile.role is None and not re.search(
        r"任务|牵头|配合|参与|task|lead|support", profile.question, re.I
    ):
        return False
    leads = re.search(r"牵头|lead", profile.question, re.I)
    supports = re.search(r"配合|support", profile.question, re.I)
    of_any = re.search(r"参与|参加|涉及|involved|part in", profile.question, re.I)
    roles: tuple[Role, ...] = ("lead",) if leads else ("support",)
    if bool(leads) == bool(supports):
        # 谁的任务多: who leads more, unless none of them leads, or taking part in any way is meant.
        any_leads = any(tasks_of(situation.records, (unit,), "lead") for unit in profile.units)
        roles = ("lead", "support") if of_any or (leads and supports) or not any_leads else ("lead",)
    counts: dict[str, int] = {}
    for unit in profile.units:
        for role in roles:
            found = tasks_of(situation.records, (unit,), role)
            counts[unit] = counts.get(unit, 0) + len(found)
            if found:
                say_tasks(draft, found, (unit,), role)
            elif len(roles) == 1:
                say_none(draft, situation.records, (unit,), role)
    if not any(counts.values()):
        return False
    if draft.language == "zh":
        most = max(counts.values())
        first = [unit for unit, count in counts.items() if count == most]
        told = "，".join(f"{unit}{count}项" for unit, count in counts.items())
        verdict = "一样多" if len(first) > 1 else f"{first[0]}更多，多{most - sorted(counts.values())[-2]}项"
        draft.say(f"{told}：{verdict}（由原文逐项数出）", [])
    return True
