"""One BM25 matrix as four plain arrays: by token, and turned round by row.

Opened by memory map and shared by processes: a token is found by its 64-bit hash in a sorted array, so
opening costs nothing however large the vocabulary.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.lexical_build import LISTS, PARTS, hash_of

# Looked through in one piece when a field is turned round: the marks of one take 16 MB.
_POSTINGS_AT_ONCE = 1 << 24
_FOUND_KEPT = 20_000


@dataclass(frozen=True)
class LexicalField:
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
        at = self.number(token)
        return (0, 0) if at is None else (int(self.starts[at]), int(self.starts[at + 1]))

    def number(self, token: str) -> int | None:
        """The token's number in this field, or None where no row holds it."""
        # As uint64: a plain int would have numpy turn the whole array into floats first.
        key = np.uint64(hash_of(token))
        at = int(np.searchsorted(self.hashes, key))
        return at if at < len(self.hashes) and self.hashes[at] == key else None

    def held(self, tokens: Collection[str]) -> set[str]:
        """Those of many tokens that a row holds, looked up together: one by one takes far longer."""
        keys = np.fromiter(map(hash_of, tokens), np.uint64, len(tokens))
        at = np.searchsorted(self.hashes, keys)
        at[at == len(self.hashes)] = 0
        found = self.hashes[at] == keys if len(self.hashes) else np.zeros(len(keys), bool)
        return {token for token, is_held in zip(tokens, found, strict=True) if is_held}

    def count(self, token: str) -> int:
        """How many rows hold the token."""
        start, end = self.find(token)
        return end - start

    def listed(self, token: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Rows that hold the token, and their shares."""
        start, end = self.find(token)
        return self.rows[start:end], self.shares[start:end]

    def scores(self, weights: Mapping[str, float]) -> NDArray[np.float32]:
        """The sum of each row's shares, times what each token counts, shape (size,)."""
        total = np.zeros(self.size, np.float32)
        for token, weight in weights.items():
            start, end = self.find(token)
            if start < end and weight:
                # No row stands twice in a token's list, and of the ways to add there this one is the fastest.
                np.add.at(total, self.rows[start:end], np.float32(weight) * self.shares[start:end])
        return total


@dataclass(frozen=True)
class WordRows:
    """A field turned round: for each row its tokens' numbers and shares."""

    field: LexicalField
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


def open_field(folder: Path, name: str, stored: dict[str, int], vocabulary_only: bool) -> LexicalField:
    """Open a field that ``LexicalWriter`` wrote; ``stored`` is what the record says of it.

    Raises:
        OSError: A file is missing.
        ValueError: A file is cut short.
    """
    lengths = {
        "hashes": stored["tokens"],
        "starts": stored["tokens"] + 1,
        "rows": stored["postings"],
        "shares": stored["postings"],
    }
    arrays = {
        part: np.zeros(0, dtype)
        if vocabulary_only and part in LISTS
        else open_array(folder / f"{name}_{part}", dtype, lengths[part])
        for part, dtype in PARTS.items()
    }
    return LexicalField(**arrays, size=stored["size"])


def open_array(path: Path, dtype: Any, length: int) -> NDArray[Any]:
    """One array by memory map.

    Raises:
        OSError: The file is missing.
        ValueError: It does not hold ``length`` values.
    """
    if path.stat().st_size != length * np.dtype(dtype).itemsize:
        raise ValueError(f"{path.name} is cut short")
    if not length:  # nothing cannot be mapped
        return np.zeros(0, dtype)
    # An ndarray view of the map: slices of a memmap object cost 3 times more.
    return np.asarray(np.memmap(path, dtype, "r", shape=(length,)))


def drop_lists(folder: Path) -> None:
    """Delete the lists of a written index and keep its vocabulary."""
    for name in ("passages", "documents"):
        for part in LISTS:
            (folder / f"{name}_{part}").unlink()


def idf_of(count: float, size: int) -> float:
    """Lucene's idf; a count beyond the size (several renderings taken together) is held to it."""
    count = min(count, size)
    return math.log(1 + (size - count + 0.5) / (count + 0.5))
