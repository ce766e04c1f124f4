"""BM25 over passages and over the documents they come from.

A passage is scored by its own words plus, at ``DOCUMENT_WEIGHT``, by its whole document's: a
question names the place and the occasion, which stand in the title or the opening, and asks
for a detail, which stands far below. On 631 policy questions R@5 is .95 for passages alone
(with title and heading path) and .96 with their documents; R@1 is .84 both ways.

The scoring itself is bm25s (Lucene's variant, every term's share worked out when the index is
built). What is kept is five plain arrays a field, opened by memory map: tokens are found by
64-bit hash in a sorted array, so opening costs nothing however large the vocabulary.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import DamagedIndexError

# Policy questions, R@1 / R@5: .84 / .95 at 0, .84 / .96 at .5, .83 / .96 at 1 and 2.
DOCUMENT_WEIGHT = 0.5
# k1 and b are flat: over k1 .5 to 2 and b .3 to .9 R@1 moved by a point, which is noise on 631 questions.
PASSAGE_K1, PASSAGE_B = 1.2, 0.75
DOCUMENT_K1, DOCUMENT_B = 0.9, 0.9
# A rendering of n tokens (a word and its bigrams) counts n / n ** this much: more tokens are
# surer, not n times surer. English questions, R@1: .68 at 0, .78 at .5, .77 at .7.
RENDERING_LENGTH_POWER = 0.5

_FORMAT = 1


@dataclass(frozen=True)
class _Field:
    """One BM25 matrix: for each token the rows that hold it and its share of their score."""

    hashes: NDArray[np.uint64]
    """Sorted; position i is the token whose rows are ``rows[starts[i]:starts[i + 1]]``."""
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    shares: NDArray[np.float32]
    size: int

    @classmethod
    def build(cls, token_lists: Sequence[Sequence[str]], k1: float, b: float) -> _Field:
        if not any(token_lists):
            empty = np.zeros(0, np.int32)
            return cls(
                np.zeros(0, np.uint64),
                np.zeros(1, np.int64),
                empty,
                empty.astype(np.float32),
                len(token_lists),
            )
        import bm25s

        engine = bm25s.BM25(method="lucene", k1=k1, b=b)
        engine.index(token_lists, create_empty_token=False, show_progress=False)
        scores: dict[str, Any] = engine.scores
        names = sorted(engine.vocab_dict.items(), key=lambda item: _hash(item[0]))
        columns = np.fromiter((column for _, column in names), np.int64, len(names))
        begin, end = (
            scores["indptr"][columns].astype(np.int64),
            scores["indptr"][columns + 1].astype(np.int64),
        )
        starts = np.zeros(len(names) + 1, np.int64)
        np.cumsum(end - begin, out=starts[1:])
        take = np.repeat(begin - starts[:-1], end - begin) + np.arange(starts[-1])
        hashes = np.fromiter((_hash(name) for name, _ in names), np.uint64, len(names))
        rows, shares = scores["indices"][take], scores["data"][take]
        # ``coverage`` looks rows up by bisection; bm25s gives them rising, but does not promise it.
        order = np.lexsort((rows, np.repeat(np.arange(len(names)), end - begin)))
        rows, shares = rows[order], shares[order]
        return cls(hashes, starts, rows.astype(np.int32), shares.astype(np.float32), len(token_lists))

    def find(self, token: str) -> tuple[int, int]:
        """Range of the token's rows; empty where the field does not hold it."""
        # As uint64: a plain int would have numpy turn the whole array into floats first.
        key = np.uint64(_hash(token))
        at = int(np.searchsorted(self.hashes, key))
        if at == len(self.hashes) or self.hashes[at] != key:
            return 0, 0
        return int(self.starts[at]), int(self.starts[at + 1])

    def count(self, token: str) -> int:
        """How many rows hold the token."""
        start, end = self.find(token)
        return end - start

    def scores(self, weights: Mapping[str, float]) -> NDArray[np.float32]:
        total = np.zeros(self.size, np.float32)
        for token, weight in weights.items():
            start, end = self.find(token)
            if start < end and weight:
                total[self.rows[start:end]] += np.float32(weight) * self.shares[start:end]
        return total


class LexicalIndex:
    """BM25 scores for passages, in the order in which their ids were given."""

    def __init__(
        self, ids: Sequence[str], passages: _Field, documents: _Field, document_of: NDArray[np.int32]
    ) -> None:
        self.ids = list(ids)
        self._passages = passages
        self._documents = documents
        self._document_of = document_of

    @classmethod
    def build(
        cls,
        ids: Sequence[str],
        token_lists: Sequence[Sequence[str]],
        heads: Sequence[Sequence[str]] | None = None,
        documents: Sequence[str] | None = None,
    ) -> LexicalIndex:
        """Index passages.

        Args:
            ids: One per passage, unique.
            token_lists: Tokens of each passage's own text.
            heads: Tokens of what stands over each passage (title, heading path). They count as
                part of the passage (R@1 .82 without, .84 with), and not once more in the document,
                whose text holds its headings already.
            documents: Which document each passage is of. None: only passages are scored.
        """
        if not len(ids) == len(token_lists) == len(heads or ids) == len(documents or ids):
            raise ValueError("ids, token_lists, heads and documents must be of one length")
        heads = heads or [()] * len(ids)
        passages = _Field.build(
            [[*head, *body] for head, body in zip(heads, token_lists, strict=True)], PASSAGE_K1, PASSAGE_B
        )
        if documents is None:
            return cls(ids, passages, _Field.build([], 1, 0), np.zeros(0, np.int32))
        order = {name: number for number, name in enumerate(dict.fromkeys(documents))}
        whole: list[list[str]] = [[] for _ in order]
        for name, body in zip(documents, token_lists, strict=True):
            whole[order[name]] += body
        document_of = np.fromiter((order[name] for name in documents), np.int32, len(ids))
        return cls(ids, passages, _Field.build(whole, DOCUMENT_K1, DOCUMENT_B), document_of)

    def __len__(self) -> int:
        return len(self.ids)

    def scores(
        self, query_tokens: Sequence[str], weights: Sequence[float] | None = None
    ) -> NDArray[np.float32]:
        """BM25 score of every passage, shape (len(ids),), >= 0.

        A token given twice counts twice; ``weights`` (one per token) multiply. Tokens that the
        index does not hold count nothing.
        """
        total: dict[str, float] = {}
        for token, weight in zip(query_tokens, weights or [1.0] * len(query_tokens), strict=True):
            total[token] = total.get(token, 0.0) + weight
        scores = self._passages.scores(total)
        if len(self._document_of):
            scores += DOCUMENT_WEIGHT * self._documents.scores(total)[self._document_of]
        return scores

    def group_scores(self, groups: Sequence[Sequence[Mapping[str, float]]]) -> NDArray[np.float32]:
        """Score passages for a query whose words have several renderings, shape (len(ids),).

        Each group is one word of the question, each mapping in it one rendering (tokens and
        weights). A passage gets the best rendering's score from each group, not the sum: a word
        with eight dictionary translations must not outweigh a name with one.
        """
        scores = _best_of_groups(self._passages, groups)
        if len(self._document_of):
            scores += DOCUMENT_WEIGHT * _best_of_groups(self._documents, groups)[self._document_of]
        return scores

    def has_token(self, token: str) -> bool:
        """Whether any passage holds the token."""
        return self._passages.count(token) > 0

    def idf(self, token: str) -> float:
        """How telling the token is: ln(1 + (N - n + .5) / (n + .5)) for n of N passages; 0 where n is 0."""
        count = self._passages.count(token)
        return _idf(count, len(self.ids)) if count else 0.0

    def rows(self, token: str) -> NDArray[np.int32]:
        """Positions of the passages that hold the token, rising."""
        start, end = self._passages.find(token)
        return self._passages.rows[start:end]

    def coverage(self, query_tokens: Sequence[str], weights: Sequence[float] | None, position: int) -> float:
        """Share in [0, 1] of what a query says that the passage at ``position`` holds, by rarity.

        A token that no passage holds counts as the rarest: it was asked for and is not there.
        """
        rarest = _idf(1, len(self.ids))
        held = asked = 0.0
        for token, weight in zip(query_tokens, weights or [1.0] * len(query_tokens), strict=True):
            rows = self.rows(token)
            worth = weight * (_idf(len(rows), len(self.ids)) if len(rows) else rarest)
            asked += worth
            at = int(np.searchsorted(rows, position))
            if at < len(rows) and int(rows[at]) == position:
                held += worth
        return held / asked if asked else 0.0

    def save(self, folder: Path) -> None:
        """Write the index as plain arrays into ``folder``, which is made where it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, field in (("passages", self._passages), ("documents", self._documents)):
            for part in ("hashes", "starts", "rows", "shares"):
                np.save(folder / f"{name}_{part}.npy", getattr(field, part))
        np.save(folder / "document_of.npy", self._document_of)
        stored = {"format": _FORMAT, "sizes": [self._passages.size, self._documents.size], "ids": self.ids}
        (folder / "lexical.json").write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path, mmap: bool = True) -> LexicalIndex:
        """Open what ``save`` wrote; with ``mmap`` the arrays stay on disk, shared by processes.

        Raises:
            DamagedIndexError: A file is missing or not what was written.
        """

        def load(name: str) -> NDArray[Any]:
            array: NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r" if mmap else None)
            return np.asarray(
                array
            )  # an ndarray view of the map: slices of a memmap object cost 3 times more

        try:
            stored = json.loads((folder / "lexical.json").read_text(encoding="utf-8"))
            if stored["format"] != _FORMAT:
                raise ValueError(f"format {stored['format']}")
            fields = [
                _Field(
                    load(f"{name}_hashes"),
                    load(f"{name}_starts"),
                    load(f"{name}_rows"),
                    load(f"{name}_shares"),
                    size,
                )
                for name, size in zip(("passages", "documents"), stored["sizes"], strict=True)
            ]
            return cls(stored["ids"], fields[0], fields[1], load("document_of"))
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise DamagedIndexError(
                f'The index in {folder} cannot be read ({error}). Run "policy-assistant ingest --rebuild".'
            ) from error


def _best_of_groups(field: _Field, groups: Sequence[Sequence[Mapping[str, float]]]) -> NDArray[np.float32]:
    total = np.zeros(field.size, np.float32)
    part = np.zeros(field.size, np.float32)
    for renderings in groups:
        held = [
            [(*field.find(token), weight) for token, weight in weights.items() if field.count(token)]
            for weights in renderings
        ]
        held = [tokens for tokens in held if tokens]
        if not held:
            continue
        # Each rendering is as rare as its rarest token; the group as rare as all of them together.
        heaviest = max(weight for tokens in held for _, _, weight in tokens)
        spread = sum(
            max(weight for _, _, weight in tokens) / heaviest * min(end - start for start, end, _ in tokens)
            for tokens in held
        )
        group_idf = _idf(spread, field.size)
        best = np.zeros(field.size, np.float32)
        for tokens in held:
            length = len(tokens) ** RENDERING_LENGTH_POWER
            for start, end, weight in tokens:
                scaled = np.float32(weight * group_idf / _idf(end - start, field.size) / length)
                part[field.rows[start:end]] += scaled * field.shares[start:end]
            for start, end, _ in tokens:
                # Only the rows touched: a rendering is in few of them.
                rows = field.rows[start:end]
                best[rows] = np.maximum(best[rows], part[rows])
            for start, end, _ in tokens:
                part[field.rows[start:end]] = 0
        total += best
    return total


def _idf(count: float, size: int) -> float:
    """Lucene's idf; a count beyond the size (several renderings taken together) is held to it."""
    count = min(count, size)
    return math.log(1 + (size - count + 0.5) / (count + 0.5))


def _hash(token: str) -> int:
    return int.from_bytes(hashlib.blake2b(token.encode(), digest_size=8).digest(), "little")
