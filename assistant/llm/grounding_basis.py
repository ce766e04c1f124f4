"""What are a reply's sentences held against: the evidence, the question and the tasks of the documents?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.answer import Language
from assistant.claims.claim_parts import Part, read_parts
from assistant.language.concepts import Concept
from assistant.language.weighing import Weigher
from assistant.language.wording import Wordings
from assistant.questions.profile import Role
from assistant.tasks.duties import DutyRecord


@dataclass(frozen=True)
class Support:
    """A sentence of the evidence, ``document.text[start:end]``."""

    document_id: str
    start: int
    end: int
    text: str
    above: str
    """Title and headings over it."""
    year: int | None = None
    """The year its headings name, for dates without one."""

    @cached_property
    def parts(self) -> list[Part]:
        """What can be compared in it and in its headings."""
        return read_parts(self.text, default_year=self.year) + read_parts(self.above)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage handed to a model under an opaque key."""

    key: str
    title: str
    section_path: tuple[str, ...]
    supports: tuple[Support, ...]


Concepts = Callable[[str], Sequence[Concept]]
"""What a sentence in the answer's language speaks of, in the wordings of the documents."""


@dataclass
class Basis:
    """What sentences about one question are held against, and the readers of both sides."""

    evidence: Sequence[Evidence]
    language: Language
    concepts: Concepts
    question: str
    records: Sequence[DutyRecord] = ()
    wordings: Wordings = field(default_factory=dict)
    asked_role: Role | None = None
    """The role the question asks for: a bare list of names answers in that role."""

    def __post_init__(self) -> None:
        self._supports = [support for one in self.evidence for support in one.supports]
        self._texts = [support.text for support in self._supports]
        self._known = tuple(
            dict.fromkeys(
                name for record in self.records for name in (*record.task.lead, *record.task.support)
            )
        )

    @property
    def supports(self) -> Sequence[Support]:
        """Every sentence of the evidence."""
        return self._supports

    @property
    def known_units(self) -> tuple[str, ...]:
        """Units that the tasks name."""
        return self._known

    def weigh(self, concepts: Sequence[Concept]) -> Weigher:
        """A weigher of these concepts over the evidence."""
        return Weigher(concepts, self._texts)

    def tasks_at(self, support: Support) -> list[DutyRecord]:
        """The tasks whose bracket stands in an evidence sentence."""
        return [
            record
            for record in self.records
            if record.document.document_id == support.document_id
            and record.task.bracket.start < support.end
            and support.start < record.task.bracket.end
        ]
