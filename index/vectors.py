"""Vectors by id, in one file that any number of processes share by memory map.

Ids are handed out here, one after the other, and the next one is stored with the vectors: numbering
by the count, as is usual around FAISS, gives a new vector the id of a living one as soon as anything
was removed (add A, B, C, remove A, add D: D is then 2, and so is C).

The rows are kept as they came, in float32: they are what search is exact over while there are few,
what ``neighbours`` ranks its finds by when there are many, and what the next generation takes over.
The file is ours and not FAISS's, for one reason: single rows must be readable by their place in it.
Read through the map, 200 rows scattered over two gigabytes leave 200 times 64 KiB in memory (the
kernel maps what lies around), and a few hundred questions all of it; read one by one they leave nothing.

Reading (``search``, ``scores_all``, ``scores_of``, ``vectors_of``) is safe from any number of threads,
as long as nobody writes meanwhile; a generation of the index is never written once it can be read.
"""

from __future__ import annotations

import os
import struct
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corpus.errors import DamagedIndexError

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]

# Mark, count, dimensions, next id; then the ids; then, at a multiple of 64 bytes, the rows.
_HEADER = struct.Struct("<8sqqq")
_MARK = b"PAVECT02"
_ALIGNMENT = 64
_ROWS_AT_ONCE = 8192
"""Rows that are read or written in one piece: 16 MiB at 512 dimensions."""


@dataclass(frozen=True)
class _Block:
    """Rows that came together: an opened file's, or one ``add``'s."""

    rows: Vectors
    file: BinaryIO | None = None
    """Where the rows are read one by one; None where they are in memory anyway."""
    offset: int = 0

    def take(self, places: NDArray[np.intp], out: Vectors) -> None:
        """Put the rows at ``places`` into ``out``."""
        # Most of the rows, or a run of them, is quicker taken through the map.
        if self.file is None or len(places) >= _ROWS_AT_ONCE or not hasattr(os, "preadv"):
            np.take(self.rows, places, axis=0, out=out)
            return
        width = out.shape[1] * out.itemsize
        handle = self.file.fileno()
        # What the system holds in memory is taken at once. The rest is asked for together before it is waited for:
        # a disk that reads hundreds of rows one after the other takes twice as long as a question with all else in it.
        late = [
            (row, self.offset + place * width)
            for row, place in zip(out, places.tolist(), strict=True)
            if not _read_held(handle, row, self.offset + place * width)
        ]
        if hasattr(os, "posix_fadvise"):
            for _, start in late:
                os.posix_fadvise(handle, start, width, os.POSIX_FADV_WILLNEED)
        for row, start in late:
            if os.preadv(handle, [memoryview(row).cast("B")], start) != width:
                raise DamagedIndexError("The vector file has been cut short while it was open.")


def _read_held(handle: int, row: Any, start: int) -> bool:
    """Fill ``row`` if the system can without waiting for the disk."""
    if not hasattr(os, "RWF_NOWAIT"):
        return False
    try:
        got: int = os.preadv(handle, [memoryview(row).cast("B")], start, os.RWF_NOWAIT)
        return got == int(row.nbytes)
    except OSError:  # not held, or a file system that cannot tell
        return False


class VectorIndex:
    """Vectors by id; ``add`` gives the ids.

    >>> index = VectorIndex(dim=2)
    >>> index.add([[1, 0], [0, 1]])
    array([0, 1])
    >>> index.search([0, 1], k=1)
    (array([1]), array([1.], dtype=float32))
    """

    def __init__(self, dim: int, next_id: int = 0) -> None:
        self.dim = dim
        self._next_id = next_id
        self._ids: Ids = np.empty(0, dtype=np.int64)
        self._blocks: list[_Block] = []
        self._places: NDArray[np.intp] | None = None
        """Place of each living row among all blocks' rows; None where every row lives."""
        self._one_product = threading.Lock()

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def next_id(self) -> int:
        """The id that the next vector gets; above every id ever given."""
        return self._next_id

    @property
    def ids(self) -> Ids:
        """Living ids, ascending. Not to be written to."""
        return self._ids

    def add(self, vectors: ArrayLike) -> Ids:
        """Add rows and return their new ids, ascending, one per row.

        Args:
            vectors: Array (n, dim); n may be 0. Give rows of L2 norm 1 to get cosines. Not copied
                where it is float32 and contiguous, so it must not be written to afterwards.
        """
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        if rows.size == 0:
            return np.empty(0, dtype=np.int64)
        if rows.ndim != 2 or rows.shape[1] != self.dim:
            raise ValueError(f"vectors of shape {rows.shape} do not fit an index of {self.dim} dimensions")
        ids = np.arange(self._next_id, self._next_id + len(rows), dtype=np.int64)
        if self._places is not None:
            before = sum(len(block.rows) for block in self._blocks)
            self._places = np.concatenate([self._places, np.arange(before, before + len(rows))])
        self._blocks.append(_Block(rows))
        self._next_id += len(rows)
        self._ids = np.concatenate([self._ids, ids])
        return ids

    def remove(self, ids: Sequence[int] | Ids) -> int:
        """Remove vectors and return how many were there. Unknown ids are ignored."""
        living = ~np.isin(self._ids, np.asarray(ids, dtype=np.int64))
        removed = len(living) - int(living.sum())
        if removed:
            places = np.arange(len(living)) if self._places is None else self._places
            self._places, self._ids = places[living], self._ids[living]
        return removed

    def search(
        self, query: ArrayLike, k: int, allowed_ids: Sequence[int] | Ids | None = None
    ) -> tuple[Ids, Vectors]:
        """Ids and inner products of the ``k`` best, best first, ties by id; exact.

        Fewer than ``k`` where there are fewer. ``allowed_ids`` restricts the search to these ids,
        before the ``k`` best are taken.
        """
        if allowed_ids is None:
            ids, scores = self.scores_all(query)
        else:
            ids = np.intersect1d(np.asarray(allowed_ids, dtype=np.int64), self._ids)
            scores = self.scores_of(query, ids)
        if k <= 0:
            return ids[:0], scores[:0]
        if k < len(ids):
            best = np.flatnonzero(scores >= np.partition(scores, len(ids) - k)[len(ids) - k])
            ids, scores = ids[best], scores[best]
        order = np.lexsort((ids, -scores))[:k]
        return ids[order], scores[order]

    def scores_all(self, query: ArrayLike) -> tuple[Ids, Vectors]:
        """Every living id, ascending, with its inner product."""
        row = self._row(query)
        # One product at a time: each takes all processors, and several at once only wait for each other's threads.
        with self._one_product:
            scores = [block.rows @ row for block in self._blocks]
        whole = np.concatenate(scores) if scores else np.empty(0, dtype=np.float32)
        return self._ids, whole if self._places is None else whole[self._places]

    def scores_of(self, query: ArrayLike, ids: Sequence[int] | Ids) -> Vectors:
        """Inner products with the vectors of ``ids``, in their order.

        Raises:
            KeyError: An id is not living.
        """
        row = self._row(query)
        wanted = np.asarray(ids, dtype=np.int64)
        scores = np.empty(len(wanted), dtype=np.float32)
        for at in range(0, len(wanted), _ROWS_AT_ONCE):
            part = slice(at, at + _ROWS_AT_ONCE)
            scores[part] = self.vectors_of(wanted[part]) @ row
        return scores

    def vectors_of(self, ids: Sequence[int] | Ids) -> Vectors:
        """Array (len(ids), dim), a copy, in the order of ``ids``.

        Raises:
            KeyError: An id is not living.
        """
        wanted = np.asarray(ids, dtype=np.int64)
        positions = np.searchsorted(self._ids, wanted)
        known = positions < len(self._ids)
        known[known] = self._ids[positions[known]] == wanted[known]
        if not known.all():
            raise KeyError(f"no vectors with ids {wanted[~known].tolist()}")
        return self.rows_at(positions)

    def rows_at(self, positions: NDArray[np.intp]) -> Vectors:
        """The vectors at these positions of ``ids``, a copy."""
        places = positions if self._places is None else self._places[positions]
        out = np.empty((len(places), self.dim), dtype=np.float32)
        begin = 0
        for block in self._blocks:
            end = begin + len(block.rows)
            within = (places >= begin) & (places < end)
            if within.all():
                block.take(places - begin, out)
                break
            if within.any():
                part = np.empty((int(within.sum()), self.dim), dtype=np.float32)
                block.take(places[within] - begin, part)
                out[within] = part
            begin = end
        return out

    def parts(self) -> Iterator[tuple[Ids, Vectors]]:
        """All ids and vectors in order, some thousands at a time, so that memory stays small."""
        for at in range(0, len(self), _ROWS_AT_ONCE):
            positions = np.arange(at, min(at + _ROWS_AT_ONCE, len(self)))
            yield self._ids[positions], self.rows_at(positions)

    def save(self, path: Path) -> None:
        """Write to ``path``; a crash at any point leaves the file that was there."""
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
        temp = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_HEADER.pack(_MARK, len(self), self.dim, self._next_id))
                file.write(self._ids.tobytes())
                file.write(bytes(_rows_offset(len(self)) - file.tell()))
                for _, rows in self.parts():
                    file.write(rows)  # type: ignore[arg-type]  # an array is a buffer
                file.flush()
                os.fsync(file.fileno())
            temp.chmod(0o644)
            temp.replace(path)
        finally:
            temp.unlink(missing_ok=True)
        _sync_folder(path.parent)

    @classmethod
    def create(cls, dim: int, next_id: int = 0) -> VectorIndex:
        """An empty index whose first vector gets ``next_id``, for one that goes on from another."""
        return cls(dim, next_id)

    @classmethod
    def open(cls, path: Path) -> VectorIndex:
        """The index that ``save`` wrote, by memory map.

        Raises:
            DamagedIndexError: The file is missing, cut short, or no such index.
        """
        try:
            file = path.open("rb", buffering=0)
            mark, count, dim, next_id = _HEADER.unpack(file.read(_HEADER.size))
            offset = _rows_offset(count)
            if mark != _MARK or path.stat().st_size != offset + count * dim * 4:
                raise _damaged(path)
        except (OSError, struct.error) as error:
            raise _damaged(path) from error
        index = cls(dim, next_id)
        if count:
            index._ids = np.asarray(np.memmap(path, np.int64, "r", _HEADER.size, (count,)))
            # A plain array over the map: slices of a memmap object cost three times as much.
            rows = np.asarray(np.memmap(path, np.float32, "r", offset, (count, dim)))
            index._blocks = [_Block(rows, file, offset)]
        return index

    def _row(self, query: ArrayLike) -> Vectors:
        row = np.ascontiguousarray(query, dtype=np.float32).reshape(-1)
        if len(row) != self.dim:
            raise ValueError(f"a query of {len(row)} dimensions does not fit an index of {self.dim}")
        return row


def _rows_offset(count: int) -> int:
    end = _HEADER.size + 8 * count
    return -(-end // _ALIGNMENT) * _ALIGNMENT


def _damaged(path: Path) -> DamagedIndexError:
    return DamagedIndexError(
        f'The vector file {path.name} is missing or damaged. Run "policy-assistant ingest --rebuild" '
        "to make it again from the stored texts."
    )


def _sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut, where the system lets a folder be synced."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
