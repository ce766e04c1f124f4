"""A new member's first hour with a plan: what it is for, its stages, targets, duties and terms.

Nothing is written here but what the plan says: every line is a range of its text, cited. What a plan
does not hold (no stages, no terms) is left out rather than filled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.answer import Citation, Language
from assistant.citations import cite
from assistant.language.dates import DateMention, find_dates
from assistant.tasks.reading import read_tasks, strip_numbering
from assistant.tasks.targets import Target, read_targets

if TYPE_CHECKING:
    from assistant.library import DocumentRecord
    from assistant.workspace import Workspace
    from corpus.document import Document, Section

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’」』》）)]*")
_PURPOSE = re.compile(
    r"(?:制定|制订|编制|印发|出台)(?:了)?(?:本|此|该|以下)\S{0,8}(?:方案|规划|计划|意见|办法|措施|规定|细则|条例|通知)"
)
_GOAL_HEADING = re.compile(r"目标|目的|宗旨")
_STAGE_HEADING = re.compile(r"阶段|步骤|进度|时间安排|工作安排")
_SHORT_NAME = re.compile(
    r"[(（](?:以下|下文|后文)?(?:统一)?(?:统称|简称|合称)为?[:：]?[“\"「]?(?P<term>[^”\"」()（）]{1,30})[”\"」]?[)）]"
)
_MEANS = re.compile(
    r"(?:本\S{2,6}(?:所称|中的?)的?)?[“\"]?(?P<term>[^,，。;；:：“”\"\n]{2,20})[”\"]?[,，]?(?:是指|系指|即指)"
)
GOAL_SENTENCES = 6
"""Sentences shown of a section of aims: the first say what for, the later ones how much."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the work; months are ``YYYY-MM``, None where the heading names none."""

    name: str
    level: int
    begins: str | None
    ends: str | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class GuideTarget:
    """A figure to reach."""

    target: Target
    citation: Citation


@dataclass(frozen=True, slots=True)
class Duty:
    """What one unit leads: task names, each with the words that say so."""

    unit: str
    tasks: tuple[tuple[str, Citation], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term with the sentence that introduces it."""

    term: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything a new member reads first, from one plan."""

    document_id: str
    title: str
    sample: bool
    purpose: tuple[Citation, ...]
    stages: tuple[Stage, ...]
    targets: tuple[GuideTarget, ...]
    duties: tuple[Duty, ...]
    terms: tuple[Term, ...]
    outline: tuple[tuple[int, str, Citation], ...]
    """(level, heading, where it stands)."""
    questions: tuple[str, ...]
    deadlines: tuple[tuple[str, str | None], ...] = ()
    """(task, month by which it is due or None) of every task, for the calendar."""
    units: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    """(who leads, who supports) of every task, for the load."""

    def citations(self) -> list[Citation]:
        """All citations, each once, in the order of their numbers."""
        found = [
            *self.purpose,
            *(stage.citation for stage in self.stages),
            *(row.citation for row in self.targets),
            *(citation for duty in self.duties for _, citation in duty.tasks),
            *(term.citation for term in self.terms),
        ]
        return sorted({citation.n: citation for citation in found}.values(), key=lambda one: one.n)

    def as_json(self) -> dict[str, Any]:
        """The guide as plain values; every line with its citation."""
        return {
            "document_id": self.document_id,
            "title": self.title,
            "sample": self.sample,
            "purpose": [citation.as_json() for citation in self.purpose],
            "stages": [
                {
                    "name": stage.name,
                    "level": stage.level,
                    "begins": stage.begins,
                    "ends": stage.ends,
                    "citation": stage.citation.as_json(),
                }
                for stage in self.stages
            ],
            "targets": [
                {
                    "indicator": row.target.indicator,
                    "operator": row.target.operator,
                    "value": row.target.value,
                    "unit": row.target.unit,
                    "deadline": row.target.deadline,
                    "quote": row.target.quote,
                    "citation": row.citation.as_json(),
                }
                for row in self.targets
            ],
            "leads": [
                {
                    "unit": duty.unit,
                    "tasks": [
                        {"task": name, "citation": citation.as_json()} for name, citation in duty.tasks
                    ],
                }
                for duty in self.duties
            ],
            "terms": [{"term": term.term, "citation": term.citation.as_json()} for term in self.terms],
            "outline": [
                {"level": level, "heading": heading, "citation": citation.as_json()}
                for level, heading, citation in self.outline
            ],
            "questions": list(self.questions),
            "deadlines": [{"task": task, "deadline": deadline} for task, deadline in self.deadlines],
        }


def read_guides(
    workspace: Workspace, document_id: str | None = None, language: Language = "zh"
) -> list[Guide]:
    """The guide of each plan that ``guide_documents`` names, or of the one document asked for.

    Raises:
        UsageError: There is no document of this id.
    """
    wanted = [document_id] if document_id else [r.entry.document_id for r in guide_documents(workspace)]
    return [make_guide(workspace.document(one), language) for one in wanted]


def guide_documents(workspace: Workspace, limit: int = 5) -> list[DocumentRecord]:
    """The plans to begin with: real ones before samples, at most ``limit``."""
    plans = [record for record in workspace.documents() if record.entry.metadata.kind == "plan"]
    return sorted(plans, key=lambda record: record.entry.metadata.sample)[:limit]


def make_guide(document: Document, language: Language = "zh") -> Guide:
    """The guide of one document.

    Args:
        language: Of the questions to start from; all else stays in the document's words.
    """
    from assistant.desk.examples import example_questions

    numbers: dict[tuple[int, int], int] = {}

    def quote(start: int, end: int) -> Citation:
        n = numbers.setdefault((start, end), len(numbers) + 1)
        return cite(document, start, end, n)

    purpose = tuple(quote(start, end) for start, end in _purpose(document))
    stages = tuple(read_stages(document, quote))
    targets = tuple(GuideTarget(target, quote(target.start, target.end)) for target in _targets(document))
    tasks = read_tasks(document)
    led: dict[str, list[tuple[str, Citation]]] = {}
    for task in tasks:
        span = task.lead_span or task.bracket
        for unit in task.lead:
            led.setdefault(unit, []).append((task.task, quote(span.start, span.end)))
    duties = [Duty(unit, tuple(own)) for unit, own in led.items()]
    terms = tuple(Term(term, quote(start, end)) for term, start, end in _terms(document))
    return Guide(
        document.document_id,
        document.metadata.title,
        document.metadata.sample,
        purpose,
        stages,
        targets,
        tuple(sorted(duties, key=lambda duty: -len(duty.tasks))),
        terms,
        tuple(
            (section.level, section.heading, cite(document, section.start, section.heading_end, position))
            for position, section in enumerate(document.sections, 1)
            if section.heading_end > section.start
        ),
        tuple(example_questions([document], language)),
        tuple((task.task, task.deadline) for task in tasks),
        tuple((tuple(task.lead), tuple(task.support)) for task in tasks),
    )


def read_stages(document: Document, quote: Callable[[int, int], Citation] | None = None) -> list[Stage]:
    """The stages of a plan in text order.

    Args:
        quote: Makes the citation of a range; None numbers them from 1.
    """
    found = _stages(document)
    return [
        Stage(
            strip_numbering(section.heading),
            section.level,
            begins,
            ends,
            quote(section.start, section.heading_end)
            if quote
            else cite(document, section.start, section.heading_end, n),
        )
        for n, (section, begins, ends) in enumerate(found, start=1)
    ]


def _sentences(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(document.text, start, end):
        left = match.start() + len(match[0]) - len(match[0].lstrip(" \t\u3000—-"))
        if match.end() - left >= 8:
            yield left, match.end()


def _purpose(document: Document) -> list[tuple[int, int]]:
    """The sentence that says why the plan was made, and the first of its aims."""
    found = [
        (start, end)
        for start, end in _sentences(document, 0, len(document.text))
        if _PURPOSE.search(document.text, start, end)
    ][:1]
    for section in document.sections:
        if _GOAL_HEADING.search(section.heading):
            within = list(_sentences(document, section.body_start, section.end))
            found += [span for span in within[:GOAL_SENTENCES] if span not in found]
            break
    return found


def _stages(document: Document) -> list[tuple[Section, str | None, str | None]]:
    """Sections that are stages: named so, or dated under a heading that announces steps."""
    found: list[tuple[Section, str | None, str | None]] = []
    for section in document.sections:
        dates = [mention for mention in find_dates(section.heading) if mention.year or mention.month]
        announced = any(_STAGE_HEADING.search(heading) for heading in section.path[:-1])
        named = "阶段" in section.heading
        if not (named or (announced and dates)):
            continue
        # (1)组织规划编制(5—9月) stands under a heading that names the year.
        year = next(
            (m.year for heading in reversed(section.path) for m in find_dates(heading) if m.year is not None),
            None,
        )
        begins, ends = _period(dates, year)
        found.append((section, begins, ends))
    return found


def _period(dates: Sequence[DateMention], year: int | None) -> tuple[str | None, str | None]:
    """First and last month that the dates of one heading name."""
    months: list[str] = []
    for mention in dates:
        in_year = mention.year or year
        if in_year is None:
            continue
        if mention.month is None:
            months += [f"{in_year}-01", f"{in_year}-12"]
        else:
            months += [
                f"{in_year}-{mention.first_month or mention.month:02d}",
                f"{in_year}-{mention.month:02d}",
            ]
    return (min(months), max(months)) if months else (None, None)


def _targets(document: Document) -> list[Target]:
    """Figures that tasks and sections of aims set, in text order."""
    found = {(one.start, one.end): one for task in read_tasks(document) for one in task.targets}
    for section in document.sections:
        if _GOAL_HEADING.search(section.heading):
            for one in read_targets(document.text[section.body_start : section.end], section.body_start):
                # A span of years or an area given in passing is a number under no bound.
                if one.operator != "=":
                    found.setdefault((one.start, one.end), one)
    return [found[span] for span in sorted(found)]


def _terms(document: Document) -> list[tuple[str, int, int]]:
    """Terms that the text explains itself, each at its first explanation."""
    found: dict[str, tuple[str, int, int]] = {}
    for start, end in _sentences(document, 0, len(document.text)):
        for pattern in (_SHORT_NAME, _MEANS):
            for match in pattern.finditer(document.text, start, end):
                term = match["term"].strip(' “”"')
                if term:
                    found.setdefault(term, (term, start, end))
    return list(found.values())
