"""A question's whole way: cleaned, made to stand alone, retrieved for, answered or refused."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from assistant.language.concepts import Concept, bridged_concepts, chinese_concepts
from assistant.language.idioms import plain_words
from assistant.questions.followup import rewrite_followup
from assistant.questions.input import clean_question, readable
from assistant.questions.parts import (
    completed,
    join_answers,
    keeps_together,
    says_all_of,
    split_question,
    states_beside,
    with_subject_of,
)
from assistant.retrieval.precedence import CLOSE
from assistant.retrieval.retriever import Scope
from corpus.errors import UsageError
from index.tokens import simplify

if TYPE_CHECKING:
    from assistant.answer import Answer, Language
    from assistant.answering.extractive import ExtractiveEngine
    from assistant.llm.llm_engine import LlmEngine
    from assistant.retrieval.retriever import Retrieval, Retriever
    from index.passages import Hit

MANY_DOCUMENTS = 50
"""From so many on, one of them is easily taken for the one asked about. Among a few, a word that none of them holds
is the asker's own wording. The number is arbitrary: libraries of sizes between were not measured."""
NEAR = 5
"""Passages whose documents are looked at for what a slip was meant to say."""
ENGINES = ("extractive", "llm")


@dataclass(frozen=True)
class Quoted:
    """The extractive answer, with what it was made from."""

    answer: Answer
    retrieval: Retrieval
    scope: Scope
    """The documents that answered."""


def quote_answer(
    retriever: Retriever,
    engine: ExtractiveEngine,
    question: str,
    history: Sequence[dict[str, str]],
    scope: Scope | None,
    evidence_k: int,
) -> Quoted:
    """The extractive answer to one question over one generation, and what it was made from.

    Args:
        history: Earlier turns, oldest first; used only when the question refers back.
        scope: Which documents may be used; None means all.
        evidence_k: Passages that the answer may rest on.
    Raises:
        UsageError: The question cannot be asked, or the scope names a document that is not there.
    """
    started = time.perf_counter()
    question, language = clean_question(question)
    read = readable(question, language)
    standalone = rewrite_followup(read, [_readable_turn(turn) for turn in history]) if history else read
    if language == "en":
        standalone = retriever.bridge.correct(standalone)
    # Idioms are shown as they were typed, and read in plain words.
    asked = plain_words(standalone) if language == "en" else standalone
    quoted = _quote_parts(retriever, engine, asked, language, scope, evidence_k)
    if language == "zh" and all(one.answer.refused for one in quoted):
        near = {hit.passage.document_id for one in quoted for hit in one.retrieval.hits[:NEAR]}
        mended = retriever.bridge.mend(standalone, [retriever.generation.document(i).text for i in near])
        again = (
            _quote_parts(retriever, engine, mended, language, scope, evidence_k)
            if mended != standalone
            else []
        )
        if any(not one.answer.refused for one in again):
            quoted, standalone = again, mended
    answer = join_answers([one.answer for one in quoted])
    total = round((time.perf_counter() - started) * 1000, 2)
    scored = {part: ms for part, ms in answer.timings_ms.items() if part in ("lexical", "dense")}
    timings = {**scored, "answer": round(total - sum(scored.values()), 2), "total": total}
    answer = replace(answer, question=question, standalone_question=standalone, timings_ms=timings)
    return Quoted(answer, _joined([one.retrieval for one in quoted]), quoted[0].scope)


def _quote_parts(
    retriever: Retriever,
    engine: ExtractiveEngine,
    standalone: str,
    language: Language,
    scope: Scope | None,
    evidence_k: int,
) -> list[Quoted]:
    """The answers to the parts of a question, each of which asks for one thing; at least one."""
    parts = split_question(standalone, language)
    if len(parts) > 1:
        profile = engine.profile(standalone, language, retriever.duties(scope))
        parts = (standalone,) if keeps_together(profile, parts) else parts
    quoted = [_quote_one(retriever, engine, parts[0], language, scope, evidence_k)]
    for later in parts[1:]:
        part = completed(later, quoted[0].answer)
        found = _quote_one(retriever, engine, part, language, scope, evidence_k)
        if not quoted[0].answer.refused and (found.answer.refused or says_all_of(part, quoted[0].answer)):
            # "…,样本至少要多少?" is about what the first part asks about, though it names a thing of its own.
            cited = Scope(frozenset(citation.document_id for citation in quoted[0].answer.citations))
            fuller = with_subject_of(parts[0], part, language)
            again = _quote_one(retriever, engine, fuller, language, cited, evidence_k)
            found = found if again.answer.refused else again
        if found.answer.refused and states_beside(part, quoted[0].answer):
            continue
        quoted.append(found)
    if len(parts) > 1 and all(one.answer.refused for one in quoted):
        quoted = [_quote_one(retriever, engine, standalone, language, scope, evidence_k)]
    return quoted


def _quote_one(
    retriever: Retriever,
    engine: ExtractiveEngine,
    question: str,
    language: Language,
    scope: Scope | None,
    evidence_k: int,
) -> Quoted:
    """The answer to a question that asks for one thing, from the first documents that hold one."""
    scores = retriever.score(question, language)
    steps = retriever.steps(question, scope)
    # Known only where a step has to come near it: taking passages out is most of a selection's cost.
    best = (
        _best(retriever.select(scores, 1, scope, rerank=False))
        if any(step.needs_close for step in steps)
        else 0.0
    )
    for step in steps:
        within = Scope(step.document_ids)
        retrieval = retriever.select(scores, evidence_k, within)
        if step.needs_close and _best(retrieval) < CLOSE * best:
            continue
        answer = engine.answer(
            question,
            retrieval.hits,
            retriever.generation.document,
            language,
            bridged=retrieval.bridged,
            duties=partial(retriever.duties, within),
            standing=retriever.standing(scores, retrieval.hits).of
            if language == "zh" and len(step.document_ids) >= MANY_DOCUMENTS
            else None,
        )
        if not answer.refused:
            break
    return Quoted(replace(answer, timings_ms=scores.timings_ms), retrieval, within)


def _readable_turn(turn: dict[str, str]) -> dict[str, str]:
    return {**turn, "content": simplify(turn.get("content", ""))}


def _joined(found: Sequence[Retrieval]) -> Retrieval:
    """What was found for the parts of a question, the best of each part before the second of any."""
    if len(found) == 1:
        return found[0]
    in_turn = [hit for row in zip_longest(*(one.hits for one in found)) for hit in row if hit is not None]
    first: dict[str, Hit] = {}
    for hit in in_turn:
        first.setdefault(hit.passage.passage_id, hit)
    return replace(found[0], hits=tuple(first.values()))


def ask_llm(
    retriever: Retriever, engine: ExtractiveEngine, llm: LlmEngine, quoted: Quoted, today: date
) -> Iterator[Answer]:
    """The language model's answer as it is written, ``provisional``, then the checked or the quoted one."""
    from assistant.llm.llm_engine import Material

    answer = quoted.answer
    records = retriever.duties(quoted.scope)
    asked = answer.standalone_question
    profile = engine.profile(
        plain_words(asked) if answer.language == "en" else asked, answer.language, records
    )

    def concepts(text: str) -> Sequence[Concept]:
        if answer.language == "zh":
            return chinese_concepts(text)
        return bridged_concepts(retriever.bridge.translate(text))

    asked_role = profile.role if profile.kind in ("lead", "support") else None
    material = Material(quoted.retrieval.hits, retriever.generation.document, concepts, records, asked_role)
    started = time.perf_counter()
    for shown in llm.answer_stream(answer, material, today):
        spent = round((time.perf_counter() - started) * 1000, 2)
        total = round(answer.timings_ms.get("total", 0.0) + spent, 2)
        yield replace(shown, timings_ms={**answer.timings_ms, "llm": spent, "total": total})


def _best(retrieval: Retrieval) -> float:
    """How much the best passage holds of the question, comparable between scopes: its BM25 score."""
    return max((hit.lexical_score for hit in retrieval.hits), default=0.0)


def check_engine(name: str) -> None:
    """Refuse an engine that is not there.

    Raises:
        UsageError: No engine has this name.
    """
    if name not in ENGINES:
        raise UsageError(f'There is no engine "{name}". Choose one of: {", ".join(ENGINES)}.')
