"""Find the passages that may answer a question.

The search engine scores passages by words and by meaning; ``fusion`` makes one ranking of the two. An
English question is first carried over into the Chinese words that the corpus holds
(``bridge``), since the texts are Chinese and so is the packaged model.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Citation, Language
from assistant.citations import cite
from assistant.language.synonyms import WORDING_WEIGHT, formal_wording
from assistant.questions.input import clean_question
from assistant.retrieval.artefacts import LEXICON, stored_tasks
from assistant.retrieval.fusion import DENSE_WEIGHT, dense_weight, fuse, rank
from assistant.retrieval.precedence import Step, named_kind, order_for_kind
from assistant.retrieval.runs import READ, Runs, order_by_runs
from assistant.retrieval.standing import Asked, Standing
from assistant.tasks.duties import DutyRecord
from corpus.document import Kind, Metadata
from corpus.errors import UsageError
from index.passages import Hit
from index.reranking import rerank_hits
from index.search import Words, weigh
from index.tokens import question_weights

if TYPE_CHECKING:
    from assistant.language.bridge import Bridge, BridgedQuery
    from index.embedding import Encoder
    from index.generation import Generation
    from index.reranking import Reranker
    from index.search import Match


USUAL = 500
"""Passages that tell how alike a question usually is to a passage: mean and spread of so many are those of all."""
SCOPES_KEPT = 16
"""Scopes for which it is remembered which documents they admit: those of the kinds of questions, and a few that people chose."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents may be used; None in a field means all."""

    document_ids: frozenset[str] | None = None
    kinds: frozenset[Kind] | None = None
    statuses: frozenset[str] | None = None
    since: str | None = None
    """Earliest date, as YYYY, YYYY-MM or YYYY-MM-DD; a document without a date is left out."""
    until: str | None = None
    """Latest date, written alike and included: 2022 takes in the whole year."""

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Scope()

    def admits(self, document_id: str, metadata: Metadata) -> bool:
        """Whether a document may be used."""
        written = metadata.date or ""
        return (
            (self.document_ids is None or document_id in self.document_ids)
            and (self.kinds is None or metadata.kind in self.kinds)
            and (self.statuses is None or metadata.status in self.statuses)
            and (self.since is None or (bool(written) and written >= self.since[: len(written)]))
            and (self.until is None or (bool(written) and written[: len(self.until)] <= self.until))
        )


@dataclass(frozen=True, slots=True)
class Scores:
    """One query, scored by words and by meaning, whatever the scope."""

    query: str
    language: Language
    match: Match
    dense_share: float
    """How much the dense side counts in this query's ranking."""
    bridged: BridgedQuery | None
    timings_ms: dict[str, float]
    vector: NDArray[np.float32]
    """What the dense side compares with."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What was found for a question, and how it was asked for."""

    query: str
    language: Language
    hits: tuple[Hit, ...]
    bridged: BridgedQuery | None = None
    """The Chinese side of an English question."""
    timings_ms: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits with the place where each can be opened."""

    retrieval: Retrieval
    citations: tuple[Citation, ...]

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Passages, best first."""
        return self.retrieval.hits

    def as_json(self) -> dict[str, Any]:
        """Fields of the contract."""
        return {
            "query": self.retrieval.query,
            "language": self.retrieval.language,
            "hits": [
                {
                    **citation.as_json(),
                    "score": round(hit.score, 4),
                    "scores": {"dense": round(hit.dense_score, 4), "lexical": round(hit.lexical_score, 4)},
                }
                for hit, citation in zip(self.hits, self.citations, strict=True)
            ],
            "timings_ms": self.retrieval.timings_ms,
        }


class Retriever:
    """Hybrid retrieval over one generation."""

    def __init__(
        self,
        generation: Generation,
        encoder: Encoder,
        reranker: Reranker | None = None,
        rerank_k: int = 20,
    ) -> None:
        self.generation = generation
        self.encoder = encoder
        self._reranker = reranker
        self._rerank_k = rerank_k
        # A corpus of a million passages has some hundred thousand documents: looking at each of them costs a question
        # more than everything else, and the answer is the same for all questions of a kind.
        self._steps = lru_cache(maxsize=SCOPES_KEPT)(self._order_documents)
        self._chosen = lru_cache(maxsize=SCOPES_KEPT)(self._choose_documents)
        self._duties = lru_cache(maxsize=SCOPES_KEPT)(self._find_duties)

    @cached_property
    def bridge(self) -> Bridge:
        """From English to the Chinese words of this corpus."""
        from assistant.language.bridge import Bridge

        return Bridge.open(self.generation.artefact(LEXICON), self.generation.search.vocabulary)

    def search(self, query: str, k: int, scope: Scope | None = None) -> SearchResult:
        """The ``k`` passages nearest to a query.

        Raises:
            UsageError: The query cannot be asked, or the scope names a document that is not there.
        """
        query, language = clean_question(query)
        return self.show(self.retrieve(query, language, k, scope))

    def show(self, retrieval: Retrieval) -> SearchResult:
        """What was found, each passage with the place where it can be opened."""
        citations = tuple(
            cite(self.generation.document(hit.passage.document_id), hit.passage.start, hit.passage.end, n)
            for n, hit in enumerate(retrieval.hits, start=1)
        )
        return SearchResult(retrieval, citations)

    def retrieve(self, query: str, language: Language, k: int, scope: Scope | None = None) -> Retrieval:
        """Score the passages in scope and take the ``k`` best, ties by document id and place in the text."""
        return self.select(self.score(query, language), k, scope)

    def score(self, query: str, language: Language) -> Scores:
        """Score by words and by meaning, whatever the scope."""
        started = time.perf_counter()
        match, share, bridged = self._match(query, language)
        matched = time.perf_counter()
        # An English question is compared through its Chinese side, where it has one.
        vector = self.encoder.embed_query((bridged.text if bridged else query) or query)
        embedded = time.perf_counter()
        match.compare(vector)
        compared = time.perf_counter()
        timings = {
            "lexical": _ms(started, matched),
            "embed": _ms(matched, embedded),
            "dense": _ms(embedded, compared),
        }
        return Scores(query, language, match, share, bridged, timings, vector)

    def select(self, scores: Scores, k: int, scope: Scope | None = None, *, rerank: bool = True) -> Retrieval:
        """The ``k`` best passages in scope, both sides scaled within the scope.

        Args:
            rerank: False leaves the reranker out, where only the scores of words and meaning are asked.
        """
        started = time.perf_counter()
        reranker = self._reranker if rerank else None
        wanted = max(k, self._rerank_k) if reranker is not None else k
        pool = max(wanted, READ) if scores.language == "zh" else wanted
        found = scores.match.candidates(self._documents(scope), pool)
        fused = fuse(found.lexical, found.dense, scores.dense_share, found.lexical_range, found.dense_range)
        positions = self.generation.positions
        order = np.array(rank(fused, positions.document_of[found.positions], pool), dtype=np.intp)
        passages = self.generation.passages_at(found.positions[order])
        hits = [
            Hit(passage, float(fused[at]), float(found.dense[at]), float(found.lexical[at]))
            for passage, at in zip(passages, order, strict=True)
        ]
        if scores.language == "zh":
            hits = order_by_runs(Runs(scores.query, self.generation.search.vocabulary), hits)[:wanted]
        timings = {**scores.timings_ms, "fuse": _ms(started, time.perf_counter())}
        if reranker is not None:
            started = time.perf_counter()
            hits = rerank_hits(reranker, scores.query, hits, self._rerank_k)[:k]
            timings["rerank"] = _ms(started, time.perf_counter())
        timings["total"] = round(sum(timings.values()), 2)
        return Retrieval(scores.query, scores.language, tuple(hits), scores.bridged, timings)

    def _match(self, query: str, language: Language) -> tuple[Match, float, BridgedQuery | None]:
        """The query scored by words, the dense side's share, and the Chinese side of an English query."""
        search = self.generation.search
        if language == "en":
            bridged = self.bridge.translate(query)
            return search.match(Words(groups=bridged.groups)), DENSE_WEIGHT, bridged
        tokens = self.generation.tokeniser.tokens(query)
        weights = question_weights(tokens)
        formal = self.generation.tokeniser.tokens(formal_wording(query))
        tokens, weights = [*tokens, *formal], [*weights, *[WORDING_WEIGHT] * len(formal)]
        match = search.match(Words(weigh(tokens, weights)))
        if match.best is None:
            return match, DENSE_WEIGHT, None
        return match, dense_weight(search.coverage(tokens, weights, match.best)), None

    def standing(self, scores: Scores, hits: Sequence[Hit]) -> Standing:
        """How far the hits of a Chinese question stand out from the library."""
        tokens = self.generation.tokeniser.tokens(scores.query)
        search = self.generation.search
        asked = Asked.read(scores.query, tokens, question_weights(tokens), search.vocabulary)
        return Standing(hits, asked, search.vectors.scores_of(scores.vector, self._some_passages))

    @cached_property
    def _some_passages(self) -> NDArray[np.int64]:
        """Vector ids of passages from all over the library, ``USUAL`` of them where there are so many."""
        ids = self.generation.positions.vector_ids
        return np.asarray(ids[:: max(len(ids) // USUAL, 1)])

    @cached_property
    def _all_duties(self) -> tuple[DutyRecord, ...]:
        stored = stored_tasks(self.generation)
        if not stored:
            return ()
        return tuple(
            DutyRecord(self.generation.document(document_id), task)
            for document_id in self.generation.catalogue.document_ids()
            for task in stored.get(document_id, ())
        )

    def duties(self, scope: Scope | None = None) -> Sequence[DutyRecord]:
        """Every task of the documents in scope, plans first, in the order of the text.

        A report tells what was done; the duties that it repeats are a plan's. So reports count only
        where nothing else in scope states a duty.
        """
        return self._duties(scope)

    def _find_duties(self, scope: Scope | None) -> Sequence[DutyRecord]:
        found = tuple(
            record for record in self._all_duties if self._in_scope(record.document.document_id, scope)
        )
        return tuple(record for record in found if record.document.metadata.kind != "report") or found

    def steps(self, question: str, scope: Scope | None) -> Sequence[Step]:
        """The steps in which the documents in scope are to be asked this question."""
        return self._steps(named_kind(question), scope)

    def _order_documents(self, kind: Kind | None, scope: Scope | None) -> Sequence[Step]:
        return tuple(order_for_kind(kind, self.metadata_in(scope)))

    def metadata_in(self, scope: Scope | None) -> Mapping[str, Metadata]:
        """Metadata of the documents in scope, by id."""
        if scope is None or scope.is_everything:
            return self.generation.metadata
        return {
            document_id: metadata
            for document_id, metadata in self.generation.metadata.items()
            if self._in_scope(document_id, scope)
        }

    def _in_scope(self, document_id: str, scope: Scope | None) -> bool:
        return scope is None or scope.admits(document_id, self.generation.metadata[document_id])

    def _documents(self, scope: Scope | None) -> NDArray[np.bool_] | None:
        """Which documents are in scope, by rank; None where that is all of them."""
        return None if scope is None or scope.is_everything else self._chosen(scope)

    def _choose_documents(self, scope: Scope) -> NDArray[np.bool_] | None:
        positions, metadata = self.generation.positions, self.generation.metadata
        asked = scope.document_ids if scope.document_ids is not None else positions.document_ids
        chosen = np.zeros(len(positions.document_ids), dtype=bool)
        for document_id in asked:
            rank_ = positions.rank_of.get(document_id)
            if rank_ is not None:
                chosen[rank_] = scope.admits(document_id, metadata[document_id])
            elif document_id not in metadata:
                raise UsageError(
                    f'There is no document "{document_id}" here. "policy-assistant documents" lists what there is.'
                )
        return None if chosen.all() else chosen


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1000, 2)
