"""What is said of a task that the question gives by a unit: 工建公司配合的那项任务对园区工业集中度提了什么要求?

The unit and its part in it find the task; what else is asked is looked for in that task's own text, since its words
(目标, 要求) stand in every other task as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answering.draft import Draft
from assistant.answering.duty_matching import without_units
from assistant.answering.duty_wording import say_count, say_deadline, say_units
from assistant.answering.selection import score_sentences
from assistant.answering.sentence_answers import answer_from_sentences
from assistant.answering.situation import Situation
from assistant.language.concepts import Concept, chinese_concepts, mentions
from assistant.language.sentences import Sentence, split_sentences
from assistant.language.weighing import Weigher
from assistant.questions.pivot import roles_in
from assistant.questions.profile import QuestionProfile, Role
from assistant.questions.question import analyse_question
from assistant.tasks.duties import DutyRecord, tasks_of

Field = Literal["lead", "support", "any", "deadline"]
_ZH = re.compile(
    r"(?P<given>[^,，?？]{0,14}(?:牵头|主责|主办|负责|承担|配合|协办|参与|参加))(?:了|着)?的(?:那|这|唯一)?[一几两二三四五六七八九十]*[项个些]?(?:重点)?(?:任务|工作)"
    r"(?:里面?|中|当中|内|上)?[,，]?(?P<asked>[^?？]+)"
)
_EN_NAME = r"(?:[tT]he )?[A-Z][\w&-]*(?: (?:(?:and|of|for) )?[A-Z][\w&-]*)*"
_EN = re.compile(
    r"(?P<before>.*?)\b(?:(?:[Ii]n|[Uu]nder|of|[Ff]or|within|by) )?(?:the|that|its) (?:\w+ )?tasks? (?:(?:that|which) )?(?:is )?"
    rf"(?P<given>(?:(?:co-)?led|supported) by {_EN_NAME}|{_EN_NAME} (?:(?:co-)?leads?|supports?|helps? with|assists?))(?P<after>.*)"
)
# What only says that something of the task is asked for; its goals are.
_OF_GOALS = re.compile(
    r"目标值?|指标|要求|数字|任务|是|多少|什么|哪些|有|要|达到|实现|到|底|前|年|末|具体|定|提|了|在|的|怎么|如何|分别|呢|吗|\d|[\s,，]"
)
_EN_OF_GOALS = re.compile(
    r"\b(?:what|which|is|are|the|a|an|set|targets?|goals?|figures?|numbers?|requirements?|has|have|does|do|must|be|met|reached|there|in|of|for)\b|\W",
    re.IGNORECASE,
)
# Who else has a part in it, or by when it is due, stands in the task's own fields.
_SUPPORT = re.compile(r"配合|协办|协助|参与|\bsupport|\bassist|\bhelp", re.IGNORECASE)
_LEAD = re.compile(r"牵头|主责|主办|\blead|\bled\b|in charge", re.IGNORECASE)
# 财政局牵头的那项任务,还有谁一起牵头: its partners stand beside it in the same field.
_WITH_IT = re.compile(
    r"一起|一道|一块|共同|联合|合力|搭伙|搭档|携手|还有谁|\btogether\b|\bjointly\b|\bco-lead|\bwith (?:it|them)\b|\belse\b"
)
_WHO = re.compile(r"谁|哪|什么|几|单位|部门|\bwho\b|\bwhich\b|\bunits?\b", re.IGNORECASE)
_WHEN = re.compile(
    r"完成时间|时限|期限|(?:何时|什么时候|几月|什么时间).{0,6}(?:完成|做完|到期|截止|结束)|\bdue\b|\bdeadline\b|\bby when\b|\bfinish|\bcompleted?\b",
    re.IGNORECASE,
)
# Which of its tasks it is: a list, of which the question tells what the tasks say.
_WHICH_TASK = re.compile(
    r"^(?:一共|总共|都|分别|主要)*(?:是|有|包括)?(?:哪(?![年月天])|什么(?!时))|哪一?[项些个几]|^(?:一共|总共|都)*(?:是|有)?(?:几|多少)[项个]?(?:任务)?[?？]?$|"
    r"^(?:都|全部?|通通|逐一|挨个|一一)*(?:列|数|说|报|写|念|理|罗列|给)(?:出来|一[列数说报写念理下遍]|我|出)|"
    r"^\s*(?:which|list|how many)\b.{0,20}\btasks?\b",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"(?<!哪)几[家个]|多少[家个]?|\bhow many\b", re.IGNORECASE)
_MOST_TOLD = 6
# Of several tasks one is meant that holds this share of what is asked, and of which no other holds nearly as much.
_SPEAKS_OF_IT, _LESS = 0.4, 0.7


def answer_of_unit_task(draft: Draft, situation: Situation) -> bool:
    """The unit's part, and what its task says; False where no task is given so, or several are and none is meant."""
    given = given_by_unit(situation.profile)
    if given is None:
        return False
    records = tasks_of(situation.records, situation.profile.units[:1], given.role)
    fields = _fields_asked(given.asked, given.role)
    how_many = bool(_HOW_MANY.search(given.asked))
    if fields:
        told = (
            [_say_field(draft, r, f, how_many) for r in records for f in fields]
            if len(records) <= _MOST_TOLD
            else []
        )
        return any(told)
    meant = _meant(records, situation, given.asked)
    if meant is None:
        return False
    say_units(draft, meant, given.role)
    return _say_asked(draft, situation, meant, given.asked)


@dataclass(frozen=True, slots=True)
class GivenTask:
    """A task by its unit."""

    role: Role
    asked: str
    """What the question asks of the task, in its own words."""


def given_by_unit(profile: QuestionProfile) -> GivenTask | None:
    """The task that is given by a unit, and what is asked of it; None where a unit's tasks are what is asked for."""
    if len(profile.units) != 1:
        return None
    match = (_ZH if profile.language == "zh" else _EN).search(profile.question)
    if match is None:
        return None
    asked = match["asked"] if profile.language == "zh" else f"{match['before']} {match['after']}"
    roles = roles_in(match["given"])
    if len(roles) != 1 or _WHICH_TASK.search(asked) or not asked.strip(" ?？,，。.!！"):
        return None
    return GivenTask(roles[0], asked)


def _fields_asked(asked: str, role: Role) -> tuple[Field, ...]:
    other: Role = "lead" if role == "support" else "support"
    wanted = _SUPPORT if other == "support" else _LEAD
    when = _WHEN.search(asked)
    # In 由谁牵头,什么时候完成 the 什么 asks for the time.
    who = bool(_WHO.search(_WHEN.sub("", asked)))
    if who and role == "lead" and _LEAD.search(asked) and _WITH_IT.search(asked):
        return ("lead",)
    return (*((other,) if who and wanted.search(asked) else ()), *(("deadline",) if when else ()))


def _say_field(draft: Draft, record: DutyRecord, field: Field, how_many: bool) -> bool:
    if field == "deadline":
        return say_deadline(draft, record)
    if how_many and field in ("lead", "support"):
        say_count(draft, record, field)
    return say_units(draft, record, field)


def _meant(records: Sequence[DutyRecord], situation: Situation, asked: str) -> DutyRecord | None:
    """The one task, or of several the one that alone speaks most of what is asked."""
    if len(records) == 1:
        return records[0]
    weigher = Weigher(_concepts(situation, asked), [record.body for record in records])
    ranked = sorted(((weigher.coverage(record.body), n) for n, record in enumerate(records)), reverse=True)
    if not ranked or ranked[0][0] < _SPEAKS_OF_IT or ranked[1][0] > _LESS * ranked[0][0]:
        return None
    return records[ranked[0][1]]


def _say_asked(draft: Draft, situation: Situation, record: DutyRecord, asked: str) -> bool:
    profile = situation.profile
    if not (_OF_GOALS if profile.language == "zh" else _EN_OF_GOALS).sub("", asked):
        goals = dict.fromkeys((target.start, target.end) for target in record.task.targets)
        ranges = _whole_sentences(record, list(goals))
        for start, end in ranges:
            draft.quote_alone(draft.cite(record.document.document_id, start, end))
        return bool(ranges)
    sentences = _sentences(record)
    weigher = Weigher(_concepts(situation, asked), [sentence.text for sentence in sentences])
    # English asks in its own order: what it asks for is known from the whole question.
    part = analyse_question(asked, "zh") if profile.language == "zh" else replace(profile, kind="single_fact")
    inside = replace(
        situation, profile=part, weigher=weigher, scored=tuple(score_sentences(sentences, weigher))
    )
    return answer_from_sentences(draft, inside) is None


def _concepts(situation: Situation, asked: str) -> list[Concept]:
    if situation.profile.language == "zh":
        return chinese_concepts(analyse_question(asked, "zh").subject)
    return [concept for concept in without_units(situation).concepts if mentions(asked, concept)]


def _sentences(record: DutyRecord) -> list[Sentence]:
    document, clause = record.document, record.task.clause
    return [
        Sentence(
            document.document_id,
            start,
            end,
            document.text[start:end],
            record.task.section_path,
            document.metadata.title,
            clause.start,
            clause.end,
            0,
        )
        for start, end in split_sentences(
            document.text, clause.start, record.task.bracket.start or clause.end
        )
    ]


def _whole_sentences(record: DutyRecord, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences that state the goals, each once, in text order."""
    return [
        (sentence.start, sentence.end)
        for sentence in _sentences(record)
        if any(sentence.start <= start < sentence.end for start, _ in spans)
    ]
