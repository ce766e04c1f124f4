"""What an answer is made of: citations, answers, and their JSON.

The shapes are the command line's contract; every panel, export and command uses these.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A link from an answer to the exact words it rests on; ``text[start:end] == quote``."""

    n: int
    document_id: str
    title: str
    file: str
    sample: bool
    status: str | None
    page: int | None
    section_path: tuple[str, ...]
    start: int
    end: int
    quote: str
    formal: str
    """How an office quotes the place: 《…方案》第三部分(三)5."""

    def as_json(self) -> dict[str, Any]:
        """Fields of the contract, in its order."""
        return {**asdict(self), "section_path": list(self.section_path)}


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply whose ``[n]`` marks point at ``citations``, or a refusal with the nearest passages."""

    question: str
    standalone_question: str
    language: Language
    text: str
    refused: bool
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    """Only when refused: passages that are near, and do not answer."""
    engine: str = "extractive"
    notes: tuple[str, ...] = ()
    """Said beside the answer: a fallback and why, a rewriting of the question."""
    provisional: bool = False
    """Whether a language model is still writing it and nothing of it has been checked; never the last answer."""
    timings_ms: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Fields of the contract, in its order; ``nearest`` only when refused."""
        out: dict[str, Any] = {
            "question": self.question,
            "standalone_question": self.standalone_question,
            "language": self.language,
            "answer": self.text,
            "refused": self.refused,
            "citations": [citation.as_json() for citation in self.citations],
            "engine": self.engine,
            "timings_ms": self.timings_ms,
        }
        if self.refused:
            out["nearest"] = [citation.as_json() for citation in self.nearest]
        if self.notes:
            out["notes"] = list(self.notes)
        return out
