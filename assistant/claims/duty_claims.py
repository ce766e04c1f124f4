"""Check a claim about who leads, who supports and by when, against the tasks' own fields.

A claim is one about a duty when it gives a unit a role, or a task a deadline, and a task fits its
words: ``claimed_duty`` reads it, ``find_task`` finds the task, ``duty_comparison`` holds them together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answer import Language
from assistant.claims.claim_parts import read_parts
from assistant.claims.claim_words import english_frame
from assistant.claims.claimed_duty import NO_PART, ClaimedDuty, read_duty
from assistant.claims.duty_comparison import DutyComparison
from assistant.claims.duty_counts import counted_units, listed_tasks
from assistant.claims.joining import join_findings
from assistant.claims.organisations import is_among
from assistant.claims.verdicts import Finding
from assistant.language.concepts import Concept, chinese_concepts, grams
from assistant.language.weighing import Weigher
from assistant.tasks.duties import DutyMatch, DutyRecord, match_duties
from assistant.tasks.reading import Task

# The task named in a claim holds this share of its words by name, or by name and text together.
NAME_FITS, BODY_FITS = 0.45, 0.65


def check_duties(
    claim: str,
    language: Language,
    duty: ClaimedDuty,
    records: Sequence[DutyRecord],
    concepts: Sequence[Concept],
    known: Sequence[str],
    wordings: Mapping[str, Sequence[str]],
) -> Finding | None:
    """The duty of a claim; where a Chinese one's list or clauses name several tasks, each by itself.

    Args:
        duty: What the whole claim says.
        concepts: Of the claim's subject, for an English claim.
        known: Units that the tasks name.
    """
    if language == "en":
        finding = check_duty(claim, "en", duty, records, concepts, wordings)
        if finding is None or finding.verdict != "supported":
            return finding
        return _with_unborne(claim, finding, find_task(claim, "en", duty, records, concepts), concepts)
    listed, _ = listed_tasks(claim)
    duties = [(one, read_duty(one, "zh", known, wordings)) for one in listed]
    if listed and all(duty.units for _, duty in duties):
        tasks = _tasks_of(duties, records)
        if len({id(task) for task in tasks if task is not None}) == len(listed):
            return _check_each(duties, records, wordings)
    clauses = [clause for clause in re.split(r"[,，;；。]", claim) if len(clause) >= 6]
    duties = [(clause, read_duty(clause, "zh", known, wordings)) for clause in clauses]
    duties = [(clause, duty) for clause, duty in duties if duty.units]
    tasks = _tasks_of(duties, records)
    if len(duties) > 1 and len({id(task) for task in tasks if task is not None}) > 1:
        named = [one for one, task in zip(duties, tasks, strict=True) if task is not None]
        return _check_each(named, records, wordings)
    return check_duty(claim, "zh", duty, records, concepts, wordings)


def check_duty(
    claim: str,
    language: Language,
    duty: ClaimedDuty,
    records: Sequence[DutyRecord],
    concepts: Sequence[Concept],
    wordings: Mapping[str, Sequence[str]],
) -> Finding | None:
    """What the task that fits the claim says of it; None where no task fits.

    Args:
        concepts: Of the claim's subject, for an English claim; a Chinese one is read here.
    """
    match = find_task(claim, language, duty, records, concepts)
    if match is None:
        return None
    comparison = DutyComparison(match.record, language, wordings)
    comparison.compare_role("lead", duty.lead, duty.lead_denied)
    comparison.compare_role("support", duty.support, duty.support_denied)
    comparison.compare_uninvolved(duty.none)
    comparison.compare_fellow_leads(duty)
    if (tally := counted_units(claim)) is not None:
        comparison.compare_count(*tally)
    if duty.due is not None:
        comparison.compare_deadline(duty.due)
    return comparison.finding()


def find_task(
    claim: str,
    language: Language,
    duty: ClaimedDuty,
    records: Sequence[DutyRecord],
    concepts: Sequence[Concept],
) -> DutyMatch | None:
    """The task that the claim names or describes, or None."""
    if not records:
        return None
    subject = claim
    if language == "zh":
        for unit in sorted(duty.units, key=len, reverse=True):
            subject = subject.replace(unit, " ")
        known = [name for record in records for name in (*record.task.lead, *record.task.support)]
        for part in read_parts(claim, known_units=known):
            # 冷链物流中心 ends like a unit and is what the task builds.
            is_unit = part.kind == "organisation" and is_among(part.written, known)
            if part.kind == "date" or is_unit:
                subject = subject.replace(part.written, " ")
        subject = NO_PART.sub(" ", subject)
        subject = re.sub(
            r"任何|作用|角色|发挥|起|只是|仅是|一起|共同|任务|完成|时间|时限|期限|牵头|配合|负责|单位|部门|责任|[的由等与和是为]",
            " ",
            subject,
        )
        concepts = chinese_concepts(subject)
    else:
        unit_grams = {grams(unit) for unit in duty.units}
        concepts = [c for c in concepts if not any(wording in unit_grams for wording in c.wordings)]
    if not concepts:
        return None
    texts = [record.task.task + record.body for record in records]
    best = match_duties(records, Weigher(concepts, texts), subject if language == "zh" else "")[0]
    needs_name = not duty.units
    if best.heading >= (0.6 if needs_name and language == "zh" else NAME_FITS) or (
        best.body >= BODY_FITS and not needs_name
    ):
        return best
    return None


def counting_words(claim: str) -> str:
    """The words of a claim that count its own tasks or units, and state no figure."""
    tally = counted_units(claim)
    return " ".join((listed_tasks(claim)[1], tally[0] if tally else ""))


def _tasks_of(duties: Sequence[tuple[str, ClaimedDuty]], records: Sequence[DutyRecord]) -> list[Task | None]:
    """The task of each Chinese clause with its duty, None where it names none."""
    matches = [find_task(clause, "zh", duty, records, ()) for clause, duty in duties]
    return [match.record.task if match is not None else None for match in matches]


def _check_each(
    duties: Sequence[tuple[str, ClaimedDuty]],
    records: Sequence[DutyRecord],
    wordings: Mapping[str, Sequence[str]],
) -> Finding | None:
    findings = [check_duty(clause, "zh", duty, records, (), wordings) for clause, duty in duties]
    return join_findings([finding for finding in findings if finding is not None])


def _with_unborne(
    claim: str, finding: Finding, match: DutyMatch | None, concepts: Sequence[Concept]
) -> Finding:
    """A confirmed duty, in part only where the English claim says more than the task does ("at the Stadium")."""
    if match is None:
        return finding
    record = match.record
    text = " ".join((record.task.task, *record.task.section_path, record.clause))
    subject = [concept for concept in english_frame(claim, concepts) if not concept.optional]
    held = Weigher(subject, [text]).held(text)
    unborne = tuple(c.source for c, share in zip(subject, held, strict=True) if share < 0.3)
    return replace(finding, verdict="partly_supported", missing=unborne) if unborne else finding
