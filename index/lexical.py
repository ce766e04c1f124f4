"""BM25 over passages and over the documents they come from.

A passage is scored by its own words plus, at ``DOCUMENT_WEIGHT``, by its whole document's: a
question names the place and the occasion, which stand in the title or the opening, and asks
for a detail, which stands far below. With its document a right passage is more often among the
first five; the first place gains nothing by it.

``lexical_build`` works every token's share of every score out beforehand. What is kept is four plain
arrays a field, opened by memory map and shared by processes: a token is found by its 64-bit hash in a
sorted array, so opening costs nothing however large the vocabulary, and a question reads the lists of its
own tokens and nothing else.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import DamagedIndexError
from index.lexical_build import FORMAT, LISTS, PARTS, RECORD, LexicalWriter, hash_of
from index.search import Groups, Vocabulary

# A whole document's weight at 1 or 2 costs first places and wins none below (``policy-assistant evaluate`` measures).
DOCUMENT_WEIGHT = 0.5
# A rendering of n tokens (a word and its bigrams) counts n / n ** this much: more tokens are
# surer, not n times surer: on English questions without it the long rendering drowns the right one.
RENDERING_LENGTH_POWER = 0.5
_POSTINGS_AT_ONCE = 1 << 24
_FOUND_KEPT = 20_000


@dataclass(frozen=True)
class _Field:
    """One BM25 matrix: for each token the rows that hold it and its share of their score."""

    hashes: NDArray[np.uint64]
    """Sorted; position i is the token whose rows are ``rows[starts[i]:starts[i + 1]]``."""
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    """Rising within a token."""
    shares: NDArray[np.float32]
    size: int
    _found: dict[str, tuple[int, int]] = field(default_factory=dict, init=False, repr=False)

    def find(self, token: str) -> tuple[int, int]:
        """Range of the token's rows; empty where the field does not hold it."""
        # A question asks for each of its tokens several times: to score, to weigh, and to see what is covered.
        found = self._found.get(token)
        if found is None:
            if len(self._found) >= _FOUND_KEPT:
                self._found.clear()
            found = self._found[token] = self._look_up(token)
        return found

    def _look_up(self, token: str) -> tuple[int, int]:
        # As uint64: a plain int would have numpy turn the whole array into floats first.
        key = np.uint64(hash_of(token))
        at = int(np.searchsorted(self.hashes, key))
        if at == len(self.hashes) or self.hashes[at] != key:
            return 0, 0
        return int(self.starts[at]), int(self.starts[at + 1])

    def count(self, token: str) -> int:
        """How many rows hold the token."""
        start, end = self.find(token)
        return end - start

    def listed(self, token: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Rows that hold the token, and their shares."""
        start, end = self.find(token)
        return self.rows[start:end], self.shares[start:end]

    def scores(self, weights: Mapping[str, float]) -> NDArray[np.float32]:
        total = np.zeros(self.size, np.float32)
        for token, weight in weights.items():
            start, end = self.find(token)
            if start < end and weight:
                # No row stands twice in a token's list, and of the ways to add there this one is the fastest.
                np.add.at(total, self.rows[start:end], np.float32(weight) * self.shares[start:end])
        return total


class LexicalIndex:
    """BM25 scores for passages, in the order in which they were written."""

    def __init__(self, passages: _Field, documents: _Field, document_of: NDArray[np.int32]) -> None:
        self._passages = passages
        self._documents = documents
        self._document_of = document_of

    @classmethod
    def build(
        cls,
        token_lists: Sequence[Sequence[str]],
        heads: Sequence[Sequence[str]] | None = None,
        documents: Sequence[str] | None = None,
    ) -> LexicalIndex:
        """Index a few passages in memory; ``LexicalWriter`` writes many to files.

        Args:
            token_lists: Tokens of each passage's own text.
            heads: Tokens of what stands over each passage (title, heading path).
            documents: Which document each passage is of. None: only passages are scored.
        """
        if not len(token_lists) == len(heads or token_lists) == len(documents or token_lists):
            raise ValueError("token_lists, heads and documents must be of one length")
        order = {name: number for number, name in enumerate(dict.fromkeys(documents or ()))}
        writer = LexicalWriter(len(order))
        for position, body in enumerate(token_lists):
            document = order[documents[position]] if documents is not None else None
            writer.add(body, heads[position] if heads is not None else (), document)
        passages, documents_ = (_Field(**vars(field)) for field in writer.fields())
        return cls(passages, documents_, writer.document_of())

    def __len__(self) -> int:
        return self._passages.size

    def scores(
        self, query_tokens: Sequence[str], weights: Sequence[float] | None = None
    ) -> NDArray[np.float32]:
        """BM25 score of every passage, shape (len(self),), >= 0.

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

    def group_scores(self, groups: Groups) -> NDArray[np.float32]:
        """Score passages for a query whose words have several renderings, shape (len(self),).

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
        return _idf(count, len(self)) if count else 0.0

    @property
    def greatest_idf(self) -> float:
        """Of a token that one passage holds."""
        return _idf(1, len(self))

    def rows(self, token: str) -> NDArray[np.int32]:
        """Positions of the passages that hold the token, rising."""
        start, end = self._passages.find(token)
        return self._passages.rows[start:end]

    def coverage(self, query_tokens: Sequence[str], weights: Sequence[float] | None, position: int) -> float:
        """Share in [0, 1] of what a query says that the passage at ``position`` holds, by rarity."""

        def holds(token: str) -> bool:
            rows = self.rows(token)
            at = int(np.searchsorted(rows, position))
            return at < len(rows) and int(rows[at]) == position

        return coverage_of(self, query_tokens, weights, holds)

    def number(self, token: str) -> int | None:
        """The token's number in this vocabulary, or None where no passage holds it."""
        key = np.uint64(hash_of(token))
        at = int(np.searchsorted(self._passages.hashes, key))
        return at if at < len(self._passages.hashes) and self._passages.hashes[at] == key else None

    def linear_weights(self, groups: Groups) -> dict[str, float]:
        """Tokens of all renderings, each at what it counts where it is the best of its group."""
        total: dict[str, float] = {}
        for renderings in _held(self._passages, groups):
            best: dict[str, float] = {}
            for tokens in renderings:
                for token, scaled in tokens:
                    best[token] = max(best.get(token, 0.0), scaled)
            for token, scaled in best.items():
                total[token] = total.get(token, 0.0) + scaled
        return total

    def score_groups(
        self, rows: Sequence[Mapping[int, float]], groups: Groups, *, of_documents: bool
    ) -> NDArray[np.float32]:
        """As ``group_scores``, without the documents' part, for rows given by their tokens' numbers and shares."""
        held: dict[int, tuple[list[int], list[float]]] = {}
        for row, shares in enumerate(rows):
            for number, share in shares.items():
                places, values = held.setdefault(number, ([], []))
                places.append(row)
                values.append(share)

        def listed(token: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
            number = self.number(token)
            places, values = held.get(-1 if number is None else number, ([], []))
            return np.array(places, np.int32), np.array(values, np.float32)

        return _best_of_groups(self._documents if of_documents else self._passages, groups, len(rows), listed)

    def passage_words(self) -> WordRows:
        """The passages' words, row by row."""
        return WordRows(self._passages, np.arange(len(self._passages.hashes)))

    def document_words(self) -> WordRows:
        """The documents' words, row by row, under the numbers that they have in passages."""
        return WordRows(
            self._documents, np.searchsorted(self._passages.hashes, self._documents.hashes).astype(np.int64)
        )

    @classmethod
    def open(cls, folder: Path, *, vocabulary_only: bool = False) -> LexicalIndex:
        """Open what ``LexicalWriter`` wrote, by memory map.

        Args:
            vocabulary_only: The lists themselves are elsewhere: tokens can be asked about, passages
                cannot be scored.
        Raises:
            DamagedIndexError: A file is missing or not what was written.
        """
        try:
            stored = json.loads((folder / RECORD).read_text(encoding="utf-8"))
            if stored["format"] != FORMAT:
                raise ValueError(f"format {stored['format']}")
            fields = [
                _open_field(folder, name, stored[name], vocabulary_only) for name in ("passages", "documents")
            ]
            document_of = _open_array(folder / "document_of", np.int32, stored["document_of"])
            return cls(fields[0], fields[1], document_of)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedIndexError(
                f'The index in {folder} cannot be read ({error}). Run "policy-assistant ingest --rebuild".'
            ) from error


def drop_lists(folder: Path) -> None:
    """Delete the lists of a written index and keep its vocabulary."""
    for name in ("passages", "documents"):
        for part in LISTS:
            (folder / f"{name}_{part}").unlink()


def _open_field(folder: Path, name: str, stored: dict[str, int], vocabulary_only: bool) -> _Field:
    lengths = {
        "hashes": stored["tokens"],
        "starts": stored["tokens"] + 1,
        "rows": stored["postings"],
        "shares": stored["postings"],
    }
    arrays = {
        part: np.zeros(0, dtype)
        if vocabulary_only and part in LISTS
        else _open_array(folder / f"{name}_{part}", dtype, lengths[part])
        for part, dtype in PARTS.items()
    }
    return _Field(**arrays, size=stored["size"])


def _open_array(path: Path, dtype: Any, length: int) -> NDArray[Any]:
    if path.stat().st_size != length * np.dtype(dtype).itemsize:
        raise ValueError(f"{path.name} is cut short")
    if not length:  # nothing cannot be mapped
        return np.zeros(0, dtype)
    # An ndarray view of the map: slices of a memmap object cost 3 times more.
    return np.asarray(np.memmap(path, dtype, "r", shape=(length,)))


@dataclass(frozen=True)
class WordRows:
    """A field turned round: for each row its tokens' numbers and shares."""

    field: _Field
    numbers: NDArray[np.int64]
    """Number of each of the field's tokens."""

    @property
    def size(self) -> int:
        """How many rows there are."""
        return self.field.size

    def between(
        self, begin: int, end: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """Starts, numbers and shares of the rows from ``begin`` to ``end``."""
        found: list[NDArray[np.int64]] = []
        for at in range(0, len(self.field.rows), _POSTINGS_AT_ONCE):
            rows = self.field.rows[at : at + _POSTINGS_AT_ONCE]
            found.append(np.flatnonzero((rows >= begin) & (rows < end)) + at)
        places = np.concatenate(found) if found else np.zeros(0, np.int64)
        places = places[np.argsort(self.field.rows[places], kind="stable")]
        starts = np.searchsorted(self.field.rows[places], np.arange(begin, end + 1)).astype(np.int64)
        tokens = np.searchsorted(self.field.starts, places, side="right") - 1
        return starts, self.numbers[tokens], self.field.shares[places]


def coverage_of(
    vocabulary: Vocabulary,
    tokens: Sequence[str],
    weights: Sequence[float] | None,
    holds: Callable[[str], bool],
) -> float:
    """Share in [0, 1] of what a query says that a passage holds, by rarity.

    A token that no passage holds counts as the rarest: it was asked for and is not there.
    """
    held = asked = 0.0
    for token, weight in zip(tokens, weights or [1.0] * len(tokens), strict=True):
        worth = weight * (vocabulary.idf(token) or vocabulary.greatest_idf)
        asked += worth
        if holds(token):
            held += worth
    return held / asked if asked else 0.0


def _held(field: _Field, groups: Groups) -> Iterator[list[list[tuple[str, float]]]]:
    """Of each group the renderings that the field holds, as tokens and what a share of each counts."""
    for renderings in groups:
        held = [
            [(token, field.count(token), weight) for token, weight in weights.items() if field.count(token)]
            for weights in renderings
        ]
        held = [tokens for tokens in held if tokens]
        if not held:
            continue
        # Each rendering is as rare as its rarest token; the group as rare as all of them together.
        heaviest = max(weight for tokens in held for *_, weight in tokens)
        spread = sum(
            max(weight for *_, weight in tokens) / heaviest * min(count for _, count, _ in tokens)
            for tokens in held
        )
        group_idf = _idf(spread, field.size)
        yield [
            [
                (token, weight * group_idf / _idf(count, field.size) / len(tokens) ** RENDERING_LENGTH_POWER)
                for token, count, weight in tokens
            ]
            for tokens in held
        ]


def _best_of_groups(
    field: _Field,
    groups: Groups,
    length: int | None = None,
    listed: Callable[[str], tuple[NDArray[np.int32], NDArray[np.float32]]] | None = None,
) -> NDArray[np.float32]:
    """Scores of the field's rows, or of ``length`` others whose lists ``listed`` gives."""
    length, listed = field.size if length is None else length, listed or field.listed
    total = np.zeros(length, np.float32)
    part = np.zeros(length, np.float32)
    best = np.zeros(length, np.float32)
    for renderings in _held(field, groups):
        touched: list[NDArray[np.int32]] = []
        for tokens in renderings:
            lists = [(*listed(token), scaled) for token, scaled in tokens]
            for rows, shares, scaled in lists:
                part[rows] += np.float32(scaled) * shares
            for rows, _, _ in lists:
                # Only the rows touched: a rendering is in few of them.
                best[rows] = np.maximum(best[rows], part[rows])
            for rows, _, _ in lists:
                part[rows] = 0
                touched.append(rows)
        for rows in touched:
            total[rows] += best[rows]
            best[rows] = 0
    return total


def _idf(count: float, size: int) -> float:
    """Lucene's idf; a count beyond the size (several renderings taken together) is held to it."""
    count = min(count, size)
    return math.log(1 + (size - count + 0.5) / (count + 0.5))
