"""The sentences that were found for a claim, with what each holds of it.

What both sides of the comparison stand on: ``figure_match`` looks up figures and dates in it,
``wording_match`` what is said without them, and ``evidence_match`` judges.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Language
from assistant.claims.claim_parts import read_parts
from assistant.claims.part import Part
from assistant.claims.second_look import Look
from assistant.claims.stance import Stance, is_achievement, is_goal
from assistant.language.concepts import Concept
from assistant.language.sentences import Sentence
from assistant.language.weighing import Weigher


@dataclass(frozen=True, slots=True)
class Question:
    """A claim, taken apart."""

    claim: str
    language: Language
    parts: tuple[Part, ...]
    concepts: tuple[Concept, ...]
    default_stance: Stance = "neutral"


@dataclass(frozen=True, slots=True)
class Found:
    """A part of the claim with its counterpart."""

    part: Part
    sentence: Sentence
    source: Part
    score: float
    same: bool
    window: str


class Evidence:
    """One claim beside the sentences of one set of documents."""

    def __init__(
        self,
        question: Question,
        sentences: Sequence[Sentence],
        kinds: Mapping[str, str],
        known_units: Sequence[str],
        *,
        strict: bool = False,
        read: dict[tuple[str, int, int], list[Part]] | None = None,
        text_of: Callable[[str], str] | None = None,
    ) -> None:
        """``strict``: only the same indicator in the same year counts; ``read`` keeps parts between claims.

        ``text_of`` gives a document's text, so that a sentence takes the date that opens its line.
        """
        self._text_of = text_of
        self._read = {} if read is None else read
        self.strict = strict
        self.question = question
        self.sentences = sentences
        self.kinds = kinds
        self.texts = [sentence.text for sentence in sentences]
        self.weigher = Weigher(question.concepts, self.texts)
        self._own = [self.weigher.coverage(text) for text in self.texts]
        self._around = [self.weigher.coverage(" ".join((s.text, *s.path, s.title))) for s in sentences]
        self._known = known_units

    def parts_of(self, position: int) -> list[Part]:
        """Parts of a sentence; a date without a year takes that of its heading."""
        sentence = self.sentences[position]
        key = (sentence.document_id, sentence.start, sentence.end)
        if key not in self._read:
            years = re.findall(r"(20\d\d)年", " ".join(sentence.path))
            year = int(years[-1]) if years else None
            self._read[key] = read_parts(sentence.text, known_units=self._known, default_year=year)
        return self._read[key]

    def _heading_dates(self, position: int) -> list[Part]:
        """Dates of the nearest heading over a sentence that gives any."""
        sentence = self.sentences[position]
        text = self._text_of(sentence.document_id) if self._text_of else ""
        line = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
        for before in reversed(re.findall(r"[^。；;]+[。；;]", line)):
            # "到2023年底,…基本建成。成功申报…。": the date opens the line and holds for what follows.
            led = [p for p in read_parts(before) if p.kind == "date" and p.start <= 6]
            if led:
                return led
        path = sentence.path
        for depth in range(len(path), 0, -1):
            years = re.findall(r"(20\d\d)年", " ".join(path[:depth]))
            year = int(years[-1]) if years else None
            if dates := [p for p in read_parts(path[depth - 1], default_year=year) if p.kind == "date"]:
                return dates
        return []

    def fit(self, position: int) -> float:
        """How much of the claim a sentence holds, its headings counting for a part."""
        return 0.75 * self._own[position] + 0.25 * self._around[position]

    def look(self) -> Look:
        """The claim with its sentences, the nearest first, for a second look."""
        order = sorted(range(len(self.sentences)), key=lambda n: (-self.fit(n), n))
        place = {id(self.sentences[n]): n for n in order}
        question = self.question
        return Look(
            question.claim,
            question.language,
            question.parts,
            question.concepts,
            [self.sentences[n] for n in order],
            lambda sentence: self.parts_of(place[id(sentence)]),
        )

    def _states_target(self, sentence: Sentence, figure: Part) -> bool:
        if self.kinds.get(sentence.document_id) not in ("plan", "criteria"):
            return is_goal(sentence.text, figure.start)
        return not is_achievement(sentence.text, "zh")


def is_held(concept: Concept, text: str) -> bool:
    """Whether a text has half of a concept in one of its wordings."""
    return any(sum(piece in text for piece in wording) >= 0.5 * len(wording) for wording in concept.wordings)
