"""A question's whole way: cleaned, made to stand alone, retrieved for, answered or refused."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.followup import rewrite_followup
from assistant.input import clean_question
from corpus.errors import UsageError

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.extractive import ExtractiveEngine
    from assistant.retriever import Retriever, Scope

ENGINES = ("extractive",)


def ask(
    retriever: Retriever,
    engine: ExtractiveEngine,
    question: str,
    history: Sequence[dict[str, str]],
    scope: Scope | None,
    evidence_k: int,
) -> Answer:
    """Answer one question over one generation.

    Args:
        history: Earlier turns, oldest first; used only when the question refers back.
        scope: Which documents may be used; None means all.
        evidence_k: Passages that the answer may rest on.
    Raises:
        UsageError: The question cannot be asked, or the scope names a document that is not there.
    """
    started = time.perf_counter()
    question, language = clean_question(question)
    standalone = rewrite_followup(question, history) if history else question
    retrieval = retriever.retrieve(standalone, language, evidence_k, scope)
    found = time.perf_counter()
    answer = engine.answer(
        question,
        retrieval.hits,
        retriever.generation.document,
        language,
        standalone_question=standalone,
        bridged=retrieval.bridged,
        duties=lambda: retriever.duties(scope),
    )
    ended = time.perf_counter()
    timings = {
        **retrieval.timings_ms,
        "answer": round((ended - found) * 1000, 2),
        "total": round((ended - started) * 1000, 2),
    }
    return replace(answer, timings_ms=timings)


def check_engine(name: str) -> None:
    """Refuse an engine that is not there.

    Raises:
        UsageError: No engine has this name.
    """
    if name not in ENGINES:
        raise UsageError(f'There is no engine "{name}". Choose one of: {", ".join(ENGINES)}.')
