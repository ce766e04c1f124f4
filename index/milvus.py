"""The search engine past one machine: passages of one generation in Milvus.

Answers what ``local_search`` answers, to the same questions: the best by words and the best by meaning come
from the server's indexes. The BM25 score of what only meaning found is asked of the server among these
passages alone. Cosines are worked out here, from the few vectors' rows in the home's file: an index that
goes by a graph leaves out rows of those that it is asked about by name, and what it left out once stood at
cosine 0, below everything else. The vocabulary and the positions lie in the generation's folder on every
machine that serves pages; they are small.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.lexical import DOCUMENT_WEIGHT, LexicalIndex
from index.milvus_store import Collections, SearchServerError, as_filter
from index.neighbours import EXACT_UP_TO
from index.positions import Positions
from index.search import POOL, POOL_PER_HIT, Candidates, Vector, Words, coverage_of
from index.vectors import VectorIndex

MOST_ROWS = 16_384
"""Milvus gives no more than this many rows at once."""

Scores = dict[int, float]


class MilvusSearch:
    """Passages in a server's collections.

    Args:
        vectors: Those of the generation's folder, of which single rows are read.
        tokens_at: All tokens of the passage at a position, head included.
    """

    def __init__(
        self,
        client: Any,
        names: Collections,
        positions: Positions,
        vocabulary: LexicalIndex,
        vectors: VectorIndex,
        tokens_at: Callable[[int], set[str]],
    ) -> None:
        self._client = client
        self._names = names
        self.positions = positions
        self.vocabulary = vocabulary
        self.vectors = vectors
        self._tokens_at = tokens_at

    def match(self, words: Words) -> MilvusMatch:
        """Score by words."""
        return MilvusMatch(self, words)

    def coverage(self, tokens: Sequence[str], weights: Sequence[float] | None, position: int) -> float:
        """Share of what a query says that the passage at ``position`` holds."""
        return coverage_of(self.vocabulary, tokens, weights, self._tokens_at(position).__contains__)

    def find(self, collection: str, field: str, query: Any, limit: int, filter_: str) -> Scores:
        """Scores of the best rows, by id."""
        from pymilvus.exceptions import MilvusException

        if not query if isinstance(query, dict) else False:
            return {}
        limit = max(1, min(limit, MOST_ROWS))
        parameters: dict[str, Any] = {"metric_type": "IP"}
        if field == "vector" and len(self.positions) > EXACT_UP_TO:
            parameters["params"] = {"ef": max(_LEAST_EFFORT, 2 * limit)}
        try:
            (rows,) = self._client.search(
                collection,
                data=[query],
                anns_field=field,
                filter=filter_,
                limit=limit,
                search_params=parameters,
            )
        except MilvusException as error:
            raise _unanswered(error) from error
        return {int(row["id"]): float(row["distance"]) for row in rows}

    def words_of(self, collection: str, ids: Sequence[int]) -> dict[int, Mapping[int, float]]:
        """Tokens and shares of rows, by id."""
        from pymilvus.exceptions import MilvusException

        try:
            rows = self._client.get(collection, ids=list(ids), output_fields=["id", "words"])
        except MilvusException as error:
            raise _unanswered(error) from error
        return {int(row["id"]): row["words"] for row in rows}

    @property
    def passages(self) -> str:
        """Name of the collection of passages."""
        return self._names.passages

    @property
    def documents(self) -> str:
        """Name of the collection of documents."""
        return self._names.documents


def _unanswered(error: Exception) -> SearchServerError:
    return SearchServerError(
        f"The search server did not answer ({str(error).splitlines()[0]}). Try again; if it stays so, look at the "
        'server, and run "policy-assistant ingest --rebuild" if it has lost its data.'
    )


class MilvusMatch:
    """One query over the server's collections.

    What the server has said of a passage or a document is kept, and nothing is asked twice: rows that come
    back are what an answer costs.
    """

    def __init__(self, search: MilvusSearch, words: Words) -> None:
        self._search = search
        self._words = words
        self._vector: Vector | None = None
        self._known: dict[str, Scores] = {search.passages: {}, search.documents: {}}
        """BM25 scores by collection and id; of a passage its own words' alone."""
        self._pools: dict[str, tuple[int, NDArray[np.int64]]] = {}
        """By scope how many were asked for, and the ids of the best by words."""

    @cached_property
    def best(self) -> int | None:
        """Position of the passage with the greatest BM25 score; None where there is no passage."""
        if not len(self._search.positions):
            return None
        ids = self._by_words(POOL, "")
        if not len(ids):
            return 0
        return int(self._search.positions.at(ids[np.argmax(self._lexical(ids))]))

    def compare(self, vector: Vector) -> None:
        """Score by meaning as well."""
        self._vector = vector

    def candidates(self, documents: NDArray[np.bool_] | None, k: int) -> Candidates:
        """The best by words and the best by meaning; every passage in scope where they are few."""
        search, pool = self._search, max(POOL, POOL_PER_HIT * k)
        scope = "" if documents is None else as_filter("document", np.flatnonzero(documents))
        chosen = slice(None) if documents is None else documents[search.positions.document_of]
        in_scope = search.positions.vector_ids[chosen]
        if len(in_scope) <= pool:
            ids = in_scope
        else:
            ids = self._by_words(pool, scope)
            if self._vector is not None:
                near = search.find(search.passages, "vector", self._vector.tolist(), pool, scope)
                ids = np.union1d(ids, np.fromiter(near, np.int64, len(near)))
        positions = search.positions.at(ids)
        lexical = self._lexical(ids)
        low = float(lexical.min()) if len(lexical) else 0.0
        high = float(lexical.max()) if len(lexical) else 0.0
        if len(in_scope) > pool:
            low = min(low, self._least_by_words(documents))
        if self._vector is None or not len(ids):
            return Candidates(positions, lexical, np.zeros(len(ids), np.float32), (low, high), (0.0, 0.0))
        dense = search.vectors.scores_of(self._vector, ids)
        least = float(dense.min())
        if len(in_scope) > pool:
            # The passage that is least like the question is the one most like its opposite.
            found = search.find(search.passages, "vector", (-self._vector).tolist(), 1, scope)
            least = min([least, *(-score for score in found.values())])
        return Candidates(positions, lexical, dense, (low, high), (least, float(dense.max())))

    def _least_by_words(self, documents: NDArray[np.bool_] | None) -> float:
        """Least score in a scope of which not all are candidates: a passage without any of the words has its document's."""
        ranks = (
            np.arange(len(self._search.positions.document_ids))
            if documents is None
            else np.flatnonzero(documents)
        )
        if len(ranks) > _DOCUMENTS:  # one of so many has none of the words, or next to nothing
            return 0.0
        return DOCUMENT_WEIGHT * float(self._scores(self._search.documents, ranks.astype(np.int64)).min())

    def _by_words(self, pool: int, scope: str) -> NDArray[np.int64]:
        """Ids of the passages that are best by their own words, and of those in the best documents."""
        asked, ids = self._pools.get(scope, (0, None))
        if ids is not None and asked >= pool:
            return ids
        search = self._search
        own = self._find_words(search.passages, pool, scope)
        whole = self._find_words(search.documents, _DOCUMENTS, scope.replace("document in", "id in"))
        inside = as_filter("document", np.fromiter(whole, np.int64, len(whole)))
        more = self._find_words(search.passages, pool, inside) if whole else {}
        ids = np.array(sorted({*own, *more}), dtype=np.int64)
        self._pools[scope] = (pool, ids)
        return ids

    def _find_words(self, collection: str, limit: int, filter_: str) -> Scores:
        found = self._search.find(collection, "words", self._linear, limit, filter_)
        if self._words.groups is None:
            self._known[collection].update(found)
        return found

    @cached_property
    def _linear(self) -> dict[int, float]:
        """The words as a sparse vector; of several renderings, each at what it counts alone."""
        vocabulary = self._search.vocabulary
        if self._words.groups is None:
            weights = self._words.weights
        else:
            weights = vocabulary.linear_weights(self._words.groups)
        numbers = {vocabulary.number(token): weight for token, weight in weights.items() if weight}
        return {number: weight for number, weight in numbers.items() if number is not None}

    def _lexical(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """BM25 scores of these passages, their documents' share included."""
        search = self._search
        if not len(ids):
            return np.zeros(0, np.float32)
        ranks = search.positions.document_of[search.positions.at(ids)]
        documents = np.unique(ranks)
        own = self._scores(search.passages, ids)
        whole = self._scores(search.documents, documents.astype(np.int64))
        return (own + DOCUMENT_WEIGHT * whole[np.searchsorted(documents, ranks)]).astype(np.float32)

    def _scores(self, collection: str, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        known, search = self._known[collection], self._search
        missing = [number for number in ids.tolist() if number not in known]
        if missing and self._words.groups is None:
            known.update(dict.fromkeys(missing, 0.0))  # the server leaves out what holds none of the words
            self._find_words(collection, len(missing), as_filter("id", np.array(missing)))
        elif missing:
            # The best of several renderings is no inner product: it is taken here, over the candidates' own words.
            held = search.words_of(collection, missing)
            rows = [held.get(number, {}) for number in missing]
            assert self._words.groups is not None
            scores = search.vocabulary.score_groups(
                rows, self._words.groups, of_documents=collection == search.documents
            )
            known.update(zip(missing, scores.tolist(), strict=True))
        return np.array([known[number] for number in ids.tolist()], np.float32)


_DOCUMENTS = 20
"""Documents whose passages are looked at however few of the words stand in the passages themselves."""
_LEAST_EFFORT = 256
"""Nodes of the graph that are looked at, at the least, where not every vector is compared."""
