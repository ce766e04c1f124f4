"""Check a claim about who leads, who supports and by when, against the tasks' own fields.

A claim is one about a duty when it gives a unit a role, or a task a deadline, and a task fits its
words: ``claimed_duty`` reads it, ``find_task`` finds the task, ``duty_comparison`` holds them together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answer import Language
from assistant.claims.claim_parts import read_parts
from assistant.claims.claimed_duty import NO_PART, ClaimedDuty
from assistant.claims.duty_comparison import DutyComparison
from assistant.claims.duty_counts import counted_units
from assistant.claims.organisations import is_among
from assistant.claims.verdicts import Finding
from assistant.language.concepts import Concept, chinese_concepts, grams
from assistant.language.weighing import Weigher
from assistant.tasks.duties import DutyMatch, DutyRecord, match_duties

# The task named in a claim holds this share of its words by name, or by name and text together.
NAME_FITS, BODY_FITS = 0.45, 0.65


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
