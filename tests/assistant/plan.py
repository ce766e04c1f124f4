"""The shipped plan and hits over it, for tests of the answer engine that need no index."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import corpus
from assistant.answer import Answer, Language
from assistant.answering.extractive import ExtractiveEngine
from corpus.document import Document, Kind, Metadata
from corpus.structure import parse_sections
from index.passages import Hit, split_document

PLAN = (
    Path(corpus.__file__).parent / "documents" / "plan" / "万盛经开区创建市级高新技术产业开发区工作方案.txt"
)


@lru_cache(maxsize=1)
def plan_text() -> str:
    return PLAN.read_text("utf-8")


@lru_cache(maxsize=1)
def plan() -> Document:
    return make_document(plan_text(), "plan")


def make_document(text: str, kind: Kind = "other", *, sample: bool = False, name: str = "0" * 16) -> Document:
    metadata = Metadata(text.splitlines()[0].strip(), kind, sample=sample)
    return Document(name, f"{name}.txt", text, metadata, sections=tuple(parse_sections(text)))


def hits_for(question: str, documents: list[Document], k: int = 8) -> list[Hit]:
    """Passages by how many of the question's character pairs they hold: crude, and always the same."""
    pairs = {question[i : i + 2] for i in range(len(question) - 1)}
    passages = [passage for document in documents for passage in split_document(document)]
    scores = {
        passage.passage_id: float(sum(pair in "".join(passage.section_path) + passage.text for pair in pairs))
        for passage in passages
    }
    ranked = sorted(passages, key=lambda passage: -scores[passage.passage_id])
    return [
        Hit(passage, scores[passage.passage_id], 0.0, scores[passage.passage_id]) for passage in ranked[:k]
    ]


def ask(question: str, *documents: Document, language: Language = "zh") -> Answer:
    """The engine's answer over the given documents, the plan by default."""
    known = list(documents) or [plan()]
    by_id = {document.document_id: document for document in known}
    engine = ExtractiveEngine()
    return engine.answer(question, hits_for(question, known), by_id.__getitem__, language)
