"""Passages for a query, best first; for a question over several tasks, the tasks' passages before all.

"Which tasks does the unit that leads X support?" shares its words with one of the passages that answer it.
The others are known from the task records only, so their passages are put first; whatever else was
asked for keeps the retriever's order.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.asking import quote_answer
from assistant.questions.input import clean_question

if TYPE_CHECKING:
    from assistant.answer import Citation
    from assistant.answering.extractive import ExtractiveEngine
    from assistant.retrieval.retriever import Retrieval, Retriever, Scope, SearchResult
    from index.passages import Hit

OVER_TASKS = ("tasks_of_unit", "multi_hop")
# A task's passage holds the unit's name, so it is among these; reading more would cost time for nothing.
POOL = 200


def search(
    retriever: Retriever, engine: ExtractiveEngine, query: str, k: int, scope: Scope | None
) -> SearchResult:
    """The ``k`` passages nearest to a query; ties in order of passage id.

    Raises:
        UsageError: The query cannot be asked, or the scope names a document that is not there.
    """
    query, language = clean_question(query)
    duties = retriever.duties(scope)
    if not duties or engine.profile(query, language, duties).kind not in OVER_TASKS:
        return retriever.search(query, k, scope)
    answer = quote_answer(retriever, engine, query, (), scope, k).answer
    pool = retriever.retrieve(query, language, max(k, POOL), scope)
    return retriever.show(_promote(pool, answer.citations, k))


def _promote(retrieval: Retrieval, citations: tuple[Citation, ...], k: int) -> Retrieval:
    """The passages that hold a citation first, in the citations' order, their scores raised by one."""
    first: dict[str, Hit] = {}
    for citation in citations:
        for hit in retrieval.hits:
            passage = hit.passage
            if passage.document_id == citation.document_id and passage.start <= citation.start < passage.end:
                first.setdefault(passage.passage_id, replace(hit, score=hit.score + 1))
    rest = [hit for hit in retrieval.hits if hit.passage.passage_id not in first]
    ranked = sorted(first.values(), key=lambda hit: -hit.score)
    return replace(retrieval, hits=(*ranked, *rest)[:k])
