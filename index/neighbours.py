"""Nearest vectors where there are too many to compare with each.

Up to ``EXACT_UP_TO`` vectors every one is compared: 50,000 take some 8 ms on two cores, and there is
nothing to build and nothing to miss. Beyond, FAISS's inverted lists over vectors of one byte a
dimension (``IVF…,SQ8``) name some hundred candidates, and the vectors themselves, read one by one from
their file, put those in order. They take half a gigabyte for a million vectors of 512 numbers
(docs/scaling.md), take additions and removals, and lie in a memory map that all processes share.
HNSW, the usual other choice, was not measured here: FAISS's holds the vectors whole beside its links,
some two gigabytes for that million by arithmetic, and nothing can be taken out of it.

How many lists to look into is measured at every build, by the passages themselves: single clauses of
some of them, embedded as questions, are looked for exactly and through the lists, and the fewest lists
that find ``RECALL`` of the ten nearest are kept for this generation. Where not even the most of ``PROBES``
find that share, the most are kept, and the ingest report says what share is found.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import DamagedIndexError
from index.vectors import Ids, VectorIndex, Vectors

EXACT_UP_TO = 50_000
RECALL = 0.98
"""Share of the ten nearest that must be found, of the clauses that are tried at a build."""
PROBES = (8, 16, 32, 64, 128, 256)
"""Numbers of lists that are tried, fewest first."""
LEAST_PROBES = 128
"""Lists that are looked into for the least like a question. At a million made passages it is missed by half a
percent of the range so, on average; 16 lists miss it by nine."""
DEPTH = 10
CANDIDATES = 20
"""Candidates that are read and put in order, for each vector that is asked for."""
MIN_CANDIDATES = 200
_TRAIN_PER_LIST = 60  # FAISS asks for 39 at least, and more than this moved recall by nothing that was seen
_GROWN = 3
"""The lists are divided anew when there are this many times more vectors than when they were made."""

INDEX, RECORD = "neighbours.faiss", "neighbours.json"


@dataclass(frozen=True)
class Measured:
    """What a build found out about itself."""

    lists: int
    probes: int
    recall: float
    trained_on: int
    """Vectors that there were when the lists were made."""

    @property
    def warning(self) -> str | None:
        """What to tell whoever builds it; None where enough is found."""
        if self.recall >= RECALL:
            return None
        return (
            f"Search by meaning finds {self.recall:.1%} of the ten nearest passages, less than the {RECALL:.0%} "
            f"aimed at, though {self.probes} of its {self.lists} lists are looked into; search by words is "
            'complete. If much has been added since they were made, "policy-assistant ingest --rebuild" divides them anew.'
        )


class Neighbours:
    """Inverted lists over the vectors of a ``VectorIndex``; safe to search from many threads."""

    def __init__(self, index: Any, vectors: VectorIndex, measured: Measured) -> None:
        self._index = index
        self._vectors = vectors
        self.measured = measured

    def search(self, query: Vectors, k: int) -> tuple[Ids, Vectors]:
        """Ids and exact inner products of the ``k`` nearest that were found, best first, ties by id."""
        return self._search(query, k, self.measured.probes)

    def search_both_ends(self, query: Vectors, k: int) -> tuple[Ids, Vectors, float]:
        """What ``search`` gives, and ``least``, in one call of FAISS, which looks for the two on two processors."""
        if self.measured.probes != LEAST_PROBES:
            return *self.search(query, k), self.least(query)
        nearest, furthest = self._candidates_of([query, -query], self._count(k), LEAST_PROBES)
        return *self._ranked(query, nearest, k), self._least_of(query, furthest[:DEPTH])

    def _search(self, query: Vectors, k: int, probes: int) -> tuple[Ids, Vectors]:
        (ids,) = self._candidates_of([query], self._count(k), probes)
        return self._ranked(query, ids, k)

    def _count(self, k: int) -> int:
        """How many the lists are asked for: a few are put in order exactly, of a pool those of one byte are good enough."""
        return min(max(CANDIDATES * k if k <= DEPTH else k, MIN_CANDIDATES), len(self._vectors))

    def _ranked(self, query: Vectors, ids: Ids, k: int) -> tuple[Ids, Vectors]:
        ids = np.sort(ids)  # as they lie in the file
        scores = self._vectors.scores_of(query, ids)
        order = np.lexsort((ids, -scores))[:k]
        return ids[order], scores[order]

    def _candidates_of(self, queries: Sequence[Vectors], count: int, probes: int) -> list[Ids]:
        """For each query the ids that the lists alone put first, best first."""
        import faiss

        rows = np.stack(queries).astype(np.float32, copy=False)
        # FAISS's Python layer adds the keyword arguments at run time, where no type checker sees them.
        make_parameters: Any = faiss.SearchParametersIVF
        _, found = self._index.search(rows, count, params=make_parameters(nprobe=probes))
        return [ids[ids >= 0] for ids in found]

    def least(self, query: Vectors) -> float:
        """About the least inner product of all: the vector least like the query is the one most like its opposite.

        Fusing stretches cosines from here. A few thousand vectors taken evenly miss the least by about a quarter of
        what lies between it and the greatest, and then of ten that fusing puts first only nine are the right ones.
        """
        (ids,) = self._candidates_of([-query], DEPTH, LEAST_PROBES)
        return self._least_of(query, ids)

    def _least_of(self, query: Vectors, ids: Ids) -> float:
        return float(self._vectors.scores_of(query, np.sort(ids)).min())

    def measure(self, probes: Vectors) -> Measured:
        """Choose how many lists to look into, by these questions."""
        exact = exact_neighbours(self._vectors, probes, DEPTH)
        lists = self.measured.lists
        for count in [number for number in PROBES if number <= lists] or [lists]:
            found = [self._search(probe, DEPTH, count)[0] for probe in probes]
            recall = float(
                np.mean([np.isin(right, ids).mean() for right, ids in zip(exact, found, strict=True)])
            )
            self.measured = Measured(lists, count, round(recall, 4), self.measured.trained_on)
            if recall >= RECALL:
                break
        return self.measured

    def save(self, folder: Path) -> None:
        """Write into ``folder``, beside the vectors."""
        import faiss

        try:
            faiss.write_index(self._index, str(folder / INDEX))
        except RuntimeError as error:  # so FAISS says that a disk is full
            raise OSError(f"{INDEX} could not be written") from error
        (folder / RECORD).write_text(json.dumps(asdict(self.measured)), "utf-8")

    @classmethod
    def open(cls, folder: Path, vectors: VectorIndex, *, writable: bool = False) -> Neighbours | None:
        """What ``save`` wrote, by memory map unless ``writable``; None where there is none.

        Raises:
            DamagedIndexError: A file is not what was written.
        """
        if not (folder / RECORD).is_file():
            return None
        import faiss

        flags = 0 if writable else faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY
        try:
            measured = Measured(**json.loads((folder / RECORD).read_text("utf-8")))
            return cls(faiss.read_index(str(folder / INDEX), flags), vectors, measured)
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise DamagedIndexError(
                f'The index in {folder} cannot be read ({error}). Run "policy-assistant ingest --rebuild".'
            ) from error


def build_neighbours(
    vectors: VectorIndex, probes: Vectors, previous: Path | None = None
) -> Neighbours | None:
    """Inverted lists over these vectors; None while comparing with each is fast.

    Args:
        probes: Questions of the kind that will be asked, to choose by; not empty.
        previous: Folder of the generation before. Its lists are taken over, with what has come and
            gone since, unless there are far more vectors than they were made for.
    """
    if len(vectors) <= EXACT_UP_TO:
        return None
    grown = _take_over(previous, vectors) if previous is not None else None
    neighbours = grown or _divide(vectors)
    neighbours.measure(probes)
    return neighbours


def exact_neighbours(vectors: VectorIndex, queries: Vectors, k: int) -> list[Ids]:
    """Ids of the ``k`` nearest of each query, by comparing with every vector; memory stays small."""
    best_ids = np.full((len(queries), k), -1, dtype=np.int64)
    best = np.full((len(queries), k), -np.inf, dtype=np.float32)
    for ids, rows in vectors.parts():
        scores = np.concatenate([best, queries @ rows.T], axis=1)
        names = np.concatenate([best_ids, np.broadcast_to(ids, (len(queries), len(ids)))], axis=1)
        top = np.argpartition(-scores, k - 1, axis=1)[:, :k]
        best, best_ids = np.take_along_axis(scores, top, 1), np.take_along_axis(names, top, 1)
    return [row[row >= 0] for row in best_ids]


def list_count(size: int) -> int:
    """Lists for this many vectors: the power of two next to twice the root of the number."""
    return int(2 ** round(np.log2(2 * size**0.5)))


def _divide(vectors: VectorIndex) -> Neighbours:
    import faiss

    size = len(vectors)
    lists = list_count(size)
    index: Any = faiss.index_factory(vectors.dim, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
    # Every n-th rather than a random draw: the same vectors always give the same lists.
    sample = np.linspace(0, size - 1, min(size, lists * _TRAIN_PER_LIST)).astype(np.intp)
    index.train(vectors.rows_at(sample))
    neighbours = Neighbours(index, vectors, Measured(lists, PROBES[0], 0.0, size))
    for ids, rows in vectors.parts():
        index.add_with_ids(rows, ids)
    return neighbours


def _take_over(previous: Path, vectors: VectorIndex) -> Neighbours | None:
    import faiss

    try:
        old = Neighbours.open(previous, vectors, writable=True)
    except DamagedIndexError:
        return None
    if (
        old is None
        or old._index.d != vectors.dim
        or not 1 / _GROWN <= len(vectors) / old.measured.trained_on <= _GROWN
    ):
        return None
    held = _ids_of(old._index)
    gone = np.setdiff1d(held, vectors.ids)
    if len(gone):
        old._index.remove_ids(faiss.IDSelectorBatch(gone))
    come = np.setdiff1d(vectors.ids, held)
    for at in range(0, len(come), 8192):
        ids = come[at : at + 8192]
        old._index.add_with_ids(vectors.vectors_of(ids), ids)
    return old


def _ids_of(index: Any) -> Ids:
    import faiss

    lists = index.invlists
    parts: Sequence[Ids] = [
        faiss.rev_swig_ptr(lists.get_ids(number), lists.list_size(number)).copy()
        for number in range(index.nlist)
        if lists.list_size(number)
    ]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
