"""Which task a question describes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.members import opens_with_an_actor
from assistant.answering.selection import Scored
from assistant.answering.situation import Situation
from assistant.language.concepts import Concept, chinese_concepts, mentions
from assistant.language.weighing import Weigher
from assistant.questions.unit_alone import matter_of
from assistant.questions.unit_alone_en import english_matter
from assistant.tasks.duties import (
    DutyMatch,
    DutyRecord,
    match_duties,
)

# A task fits a question when its name, or name and text together, hold this share of the question.
NAME_FITS, _BODY_FITS = 0.45, 0.5


def best_matches(situation: Situation, weigher: Weigher | None = None) -> list[DutyMatch]:
    """All tasks by how well they fit the question, best first."""
    described = situation.profile.subject + "".join(situation.profile.quoted)
    weigher = weigher or duty_weigher(situation, situation.profile.subject)
    return match_duties(situation.records, weigher, described, situation.ranks())


_JOINTS = re.compile(r"[和与及跟同比、,，;；?？]|以及|还是")


def named_tasks(situation: Situation) -> list[DutyRecord]:
    """The tasks that a Chinese question names, by their names or by words of these, in its order; each once."""
    question = situation.profile.question
    exact = [r for r in situation.records if len(r.task.task) >= 4 and r.task.task in question]
    found = {record.task.task: question.find(record.task.task) for record in exact}
    records = {record.task.task: record for record in exact}
    for record in exact:
        question = question.replace(record.task.task, "、" * len(record.task.task))
    start = 0
    for part in _JOINTS.split(question):
        at = question.find(part, start)
        start = at + len(part)
        concepts = chinese_concepts(matter_of(part))
        if not concepts:
            continue
        weigher = Weigher(concepts, [scored.sentence.text for scored in situation.scored])
        best = best_matches(situation, weigher)[:1]
        if best and best[0].heading >= NAME_FITS and best[0].record.task.task not in found:
            found[best[0].record.task.task] = at
            records[best[0].record.task.task] = best[0].record
    return [records[name] for name in sorted(found, key=lambda name: found[name])]


_EN_JOINTS = re.compile(
    r"\b(?:and|or|than|as|versus|vs\.?|compared (?:with|to)|between|both|respectively)\b|[,;:]", re.IGNORECASE
)
# A task of which a part says so much is surely the one named: "development" alone stands in other names as well.
_SURELY_NAMED = 0.75


def english_named_tasks(situation: Situation, *, sure: bool = False) -> list[DutyRecord]:
    """The tasks that the parts of an English question name, in its order; each once.

    Args:
        sure: Whether a part must hold nearly all of itself in the task's name, since nothing else tells that several are meant.
    """
    named: list[DutyRecord] = []
    described = without_units(situation)
    texts = [scored.sentence.text for scored in situation.scored]
    # "Task" and "units" describe none of them.
    telling = [concept for concept in described.concepts if english_matter(concept.source)]
    for part in _parts(situation.profile.question, telling):
        concepts = [concept for concept in telling if mentions(part, concept)]
        matches = best_matches(situation, Weigher(concepts, texts)) if concepts else []
        needed = _SURELY_NAMED if sure else NAME_FITS
        if matches and matches[0].heading >= needed and matches[0].record not in named:
            named.append(matches[0].record)
    return named


def _parts(question: str, concepts: Sequence[Concept]) -> list[str]:
    """An English question cut at its joints, but not inside a term: "talent and capital" may be one."""
    terms = [match.span() for c in concepts for match in re.finditer(re.escape(c.source), question, re.I)]
    parts, start = [], 0
    for joint in _EN_JOINTS.finditer(question):
        if not any(first < joint.start() and joint.end() < last for first, last in terms):
            parts.append(question[start : joint.start()])
            start = joint.end()
    return [*parts, question[start:]]


# Words of the question about a duty that describe no duty.
_FRAME = re.compile(
    r"牵头|主责|主办|配合|协办|协助|参与|负责|主管|责任|承担|这一目标|目标|指标|任务|工作|事项|部门|单位|那个|这项|方面|要求|完成|时限|时间|截止"
)


def duty_weigher(situation: Situation, part: str) -> Weigher:
    """Weighs what describes the duty: the question, or a part of it, without the words for roles."""
    texts = [scored.sentence.text for scored in situation.scored]
    if situation.profile.language == "en":
        chosen = [concept for concept in situation.weigher.concepts if mentions(part, concept)]
        return Weigher(chosen or situation.weigher.concepts, texts)
    for unit in situation.profile.units:
        part = part.replace(unit, " ")
    concepts = chinese_concepts(_FRAME.sub(" ", part))
    return Weigher(concepts or situation.weigher.concepts, texts)


def described_weigher(situation: Situation) -> Weigher:
    """Weighs what the question says of a task besides units, roles and asking; without concepts where it says nothing."""
    weigher = without_units(situation)
    if situation.profile.language != "zh":
        return weigher
    matter = matter_of(situation.profile.subject)
    return Weigher(
        # 指标 and 任务 describe none.
        [c for c in weigher.concepts if c.source in matter and not _FRAME.fullmatch(c.source)],
        [s.sentence.text for s in situation.scored],
    )


# Of what a question describes beside asking who, a sentence must hold this much to be about its being done.
_DONE = 0.8


def done_by(ranked: Sequence[Scored], situation: Situation) -> Scored | None:
    """The best sentence that opens with an actor and tells all that a Chinese question describes: 督查归谁盯着?

    It may have no word for being in charge, 党工委督查室、管委会督查办要…进行专项督查, and says who does it all the same.
    """
    described = described_weigher(situation)
    if situation.profile.language != "zh" or not described.concepts:
        return None
    telling = (scored for scored in ranked if described.coverage(scored.sentence.text) >= _DONE)
    doing = (s for s in telling if not s.sentence.is_heading and opens_with_an_actor(s.sentence.text))
    return next(doing, None)


def fits(match: DutyMatch) -> bool:
    """Whether a task fits well enough to be the one meant."""
    return match.heading >= NAME_FITS or match.body >= _BODY_FITS


def is_named(unit: str, wordings: tuple[tuple[str, ...], ...]) -> bool:
    """Whether one of the wordings is that of a unit's name."""
    return any(all(piece in unit for piece in wording) for wording in wordings)


def without_units(situation: Situation) -> Weigher:
    """The question's concepts less those that name its units: the rest describes the task."""
    texts = [scored.sentence.text for scored in situation.scored]
    units = situation.profile.units
    kept = [
        concept
        for concept in situation.weigher.concepts
        if not any(is_named(unit, concept.wordings) for unit in units) and concept.wordings
    ]
    return Weigher(kept, texts)


def chinese_of(situation: Situation, part: str) -> str:
    """A part of the question in Chinese characters: itself, or its concepts' renderings."""
    if situation.profile.language == "zh":
        return part
    return " ".join(
        "".join(wording)
        for concept in situation.weigher.concepts
        if mentions(part, concept)
        for wording in concept.wordings
    )
