"""Work out the lists that BM25 reads: for each token the passages that hold it and its share of their score.

Lucene's variant: idf · n / (n + k1 · (1 - b + b · length / mean length)), n being how often the passage holds
the token. Nothing is held in memory but a few million pairs of token and passage: more than that are
sorted by token into files as they come and worked out file by file at the end, so that a million passages
(some 300 million pairs) need no more memory than a thousand, and the disk twice the size of the result.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

# k1 and b are flat: over k1 .5 to 2 and b .3 to .9 the figures of ``evaluate`` move within chance.
PASSAGE_K1, PASSAGE_B = 1.2, 0.75
DOCUMENT_K1, DOCUMENT_B = 0.9, 0.9

FORMAT = 2
RECORD = "lexical.json"
PARTS: dict[str, type[np.generic]] = {
    "hashes": np.uint64,
    "starts": np.int64,
    "rows": np.int32,
    "shares": np.float32,
}
"""Arrays of a field, each a file of its own without a header."""
LISTS = ("rows", "shares")
"""Those that are not vocabulary."""

_PAIR = np.dtype([("hash", "<u8"), ("row", "<i4"), ("count", "<u4")])
_IN_MEMORY = 4_000_000
"""Pairs held before they go to files: 64 MB, and all of a corpus of some 15,000 passages."""
_FILES = 128  # a power of two: a file holds the tokens whose hashes begin alike, so files follow in order
_HASHES_KEPT = 500_000


@dataclass(frozen=True)
class FieldArrays:
    """A finished field, or one stretch of its tokens."""

    hashes: NDArray[np.uint64]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    shares: NDArray[np.float32]
    size: int


class LexicalWriter:
    """Takes passages one after the other, those of a document together, and then writes the index.

    Args:
        documents: How many documents there will be; 0 scores passages alone.
        work: A folder for what does not fit into memory, made and emptied here; None holds everything.
    """

    def __init__(self, documents: int = 0, work: Path | None = None) -> None:
        self._hashes = _Hashes()
        self._passages = _Pairs(work / "passages" if work else None)
        self._documents = _Pairs(work / "documents" if work else None)
        self._work = work
        self._passage_lengths = array("I")
        self._document_lengths = np.zeros(documents, np.uint32)
        self._document_of = array("i")
        self._open: tuple[int, Counter[int]] | None = None
        self._closed = np.zeros(documents, bool)

    def add(self, body: Sequence[str], head: Sequence[str] = (), document: int | None = None) -> None:
        """The next passage.

        Args:
            head: Tokens of what stands over it (title, heading path). They count as part of the
                passage, which finds more first places, and not once more in the document, whose text
                holds its headings already.
            document: Number of its document.
        """
        own = Counter(map(self._hashes.__getitem__, body))
        if document is not None:
            self._count_document(document, own, len(body))
            self._document_of.append(document)
        if head:
            own.update(map(self._hashes.__getitem__, head))
        self._passages.add(len(self._passage_lengths), own)
        self._passage_lengths.append(len(head) + len(body))

    def _count_document(self, document: int, own: Counter[int], length: int) -> None:
        if self._open is None or self._open[0] != document:
            self._close_document()
            if self._closed[document]:
                raise ValueError("the passages of a document must come together")
            self._open = (document, Counter())
        self._open[1].update(own)
        self._document_lengths[document] += length

    def _close_document(self) -> None:
        if self._open is not None:
            self._documents.add(*self._open)
            self._closed[self._open[0]] = True
            self._open = None

    def document_of(self) -> NDArray[np.int32]:
        """Number of each passage's document; empty where passages are scored alone."""
        return np.array(self._document_of, np.int32)

    def fields(self) -> Iterator[FieldArrays]:
        """The passages' field and the documents', each in one piece."""
        for stretches, size in self._stretches():
            parts = list(stretches)
            starts = [np.zeros(1, np.int64)]
            for part in parts:
                starts.append(part.starts[1:] + starts[-1][-1])
            yield FieldArrays(
                np.concatenate([np.zeros(0, np.uint64), *(part.hashes for part in parts)]),
                np.concatenate(starts),
                np.concatenate([np.zeros(0, np.int32), *(part.rows for part in parts)]),
                np.concatenate([np.zeros(0, np.float32), *(part.shares for part in parts)]),
                size,
            )

    def write(self, folder: Path) -> None:
        """Write the index into ``folder``, which is made where it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        record: dict[str, object] = {"format": FORMAT, "document_of": len(self._document_of)}
        for name, (stretches, size) in zip(("passages", "documents"), self._stretches(), strict=True):
            tokens = postings = 0
            with ExitStack() as stack:
                files = {part: stack.enter_context((folder / f"{name}_{part}").open("wb")) for part in PARTS}
                files["starts"].write(np.zeros(1, np.int64).tobytes())
                for part in stretches:
                    files["hashes"].write(part.hashes.tobytes())
                    files["starts"].write((part.starts[1:] + postings).tobytes())
                    files["rows"].write(part.rows.tobytes())
                    files["shares"].write(part.shares.tobytes())
                    tokens += len(part.hashes)
                    postings += len(part.rows)
            record[name] = {"size": size, "tokens": tokens, "postings": postings}
        (folder / "document_of").write_bytes(self.document_of().tobytes())
        (folder / RECORD).write_text(json.dumps(record), encoding="utf-8")
        if self._work is not None:
            shutil.rmtree(self._work, ignore_errors=True)

    def _stretches(self) -> Iterator[tuple[Iterator[FieldArrays], int]]:
        self._close_document()
        lengths = np.array(self._passage_lengths, np.uint32)
        yield _work_out(self._passages, lengths, PASSAGE_K1, PASSAGE_B), len(lengths)
        lengths = self._document_lengths
        yield _work_out(self._documents, lengths, DOCUMENT_K1, DOCUMENT_B), len(lengths)


class _Hashes(dict[str, int]):
    """Hashes of the tokens that were met lately."""

    def __missing__(self, token: str) -> int:
        if len(self) >= _HASHES_KEPT:
            self.clear()
        self[token] = number = hash_of(token)
        return number


class _Pairs:
    """Pairs of token and row, with how often; in memory, and beyond that in files by token."""

    def __init__(self, work: Path | None) -> None:
        self._work = work
        self._spilled = False
        self._clear()

    def _clear(self) -> None:
        self._hashes, self._rows, self._counts = array("Q"), array("i"), array("I")

    def add(self, row: int, counts: Counter[int]) -> None:
        self._hashes.extend(counts.keys())
        self._counts.extend(counts.values())
        self._rows.extend([row] * len(counts))
        if len(self._rows) >= _IN_MEMORY and self._work is not None:
            self._spill(self._work)

    def _table(self) -> NDArray[np.void]:
        table = np.empty(len(self._rows), _PAIR)
        table["hash"], table["row"], table["count"] = self._hashes, self._rows, self._counts
        return table

    def _spill(self, work: Path) -> None:
        if not self._spilled:
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir(parents=True)
            self._spilled = True
        table = self._table()
        self._clear()
        file_of = (table["hash"] >> np.uint64(64 - (_FILES.bit_length() - 1))).astype(np.int16)
        table = table[np.argsort(file_of, kind="stable")]
        ends = np.cumsum(np.bincount(file_of, minlength=_FILES))
        for number, (begin, end) in enumerate(zip([0, *ends[:-1]], ends, strict=True)):
            with (work / str(number)).open("ab") as file:
                file.write(table[begin:end].tobytes())

    def stretches(self) -> Iterator[NDArray[np.void]]:
        """All pairs, in stretches of rising hashes; rows rise within one token."""
        if not self._spilled:
            yield self._table()
            return
        assert self._work is not None
        self._spill(self._work)
        for number in range(_FILES):
            path = self._work / str(number)
            yield np.fromfile(path, _PAIR)
            path.unlink()


def _work_out(pairs: _Pairs, lengths: NDArray[np.uint32], k1: float, b: float) -> Iterator[FieldArrays]:
    size = len(lengths)
    mean = float(lengths.mean()) if size and lengths.any() else 1.0
    norms = k1 * (1 - b + b * lengths / mean)
    for table in pairs.stretches():
        if not len(table):
            continue
        table = table[np.argsort(table["hash"], kind="stable")]
        hashes, begins = np.unique(table["hash"], return_index=True)
        starts = np.append(begins, len(table)).astype(np.int64)
        held = np.diff(starts)
        idf = np.log(1 + (size - held + 0.5) / (held + 0.5))
        rows, counts = table["row"], table["count"].astype(np.float64)
        shares = np.repeat(idf, held) * counts / (counts + norms[rows])
        yield FieldArrays(
            hashes, starts, np.ascontiguousarray(rows, np.int32), shares.astype(np.float32), size
        )


def hash_of(token: str) -> int:
    """What a token is found by; the same on every machine."""
    return int.from_bytes(hashlib.blake2b(token.encode(), digest_size=8).digest(), "little")
