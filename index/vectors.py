"""Exact inner-product search over vectors whose ids are never used again.

A FAISS flat index under an id map. Ids are handed out here, one after the other, and the next one
is stored with the vectors: numbering by the count, as is usual around FAISS, gives a new vector the
id of a living one as soon as anything was removed (add A, B, C, remove A, add D: D is then 2, and
so is C). Exact search is kept because it is fast enough for what one machine serves: 15 ms at
100,000 vectors of 512 dimensions on two cores.

Reading (``search``, ``scores_all``, ``vectors_of``) is safe from any number of threads, as long as
nobody writes meanwhile; a generation of the index is never written once it can be read.
"""

from __future__ import annotations

import os
import struct
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import ArrayLike, NDArray

from corpus.errors import DamagedIndexError

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]

# The file is FAISS's own, which ignores what follows its end, and then this: our mark and the next
# id. One file, so that no crash can leave the two apart.
_TRAILER = struct.Struct("<8sq")
_MARK = b"PAVECT01"


class VectorIndex:
    """Vectors by id; ``add`` gives the ids.

    >>> index = VectorIndex(dim=2)
    >>> index.add([[1, 0], [0, 1]])
    array([0, 1])
    >>> index.search([0, 1], k=1)
    (array([1]), array([1.], dtype=float32))
    """

    def __init__(self, dim: int, next_id: int = 0) -> None:
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(dim))
        self._next_id = next_id
        self._ids: Ids = np.empty(0, dtype=np.int64)

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

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
            vectors: Array (n, dim); n may be 0. Give rows of L2 norm 1 to get cosines.
        """
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        if rows.size == 0:
            return np.empty(0, dtype=np.int64)
        if rows.ndim != 2 or rows.shape[1] != self.dim:
            raise ValueError(f"vectors of shape {rows.shape} do not fit an index of {self.dim} dimensions")
        ids = np.arange(self._next_id, self._next_id + len(rows), dtype=np.int64)
        self._index.add_with_ids(rows, ids)
        self._next_id += len(rows)
        self._ids = np.concatenate([self._ids, ids])
        return ids

    def remove(self, ids: Sequence[int] | Ids) -> int:
        """Remove vectors and return how many were there. Unknown ids are ignored."""
        dead = np.unique(np.asarray(ids, dtype=np.int64))
        if dead.size == 0:
            return 0
        removed = int(self._index.remove_ids(dead))
        # FAISS moves the rest up in order, so ids stay ascending and row i belongs to ids[i].
        self._ids = self._ids[~np.isin(self._ids, dead)]
        return removed

    def search(
        self, query: ArrayLike, k: int, allowed_ids: Sequence[int] | Ids | None = None
    ) -> tuple[Ids, Vectors]:
        """Ids and inner products of the ``k`` best, best first, ties by id.

        Fewer than ``k`` where there are fewer. ``allowed_ids`` restricts the search to these ids,
        before the ``k`` best are taken.
        """
        row = self._row(query)
        k = min(k, len(self))
        parameters = None
        if allowed_ids is not None:
            allowed = np.intersect1d(np.asarray(allowed_ids, dtype=np.int64), self._ids)
            k = min(k, len(allowed))
            # FAISS's Python layer adds the keyword arguments at run time, where no type checker sees them.
            make_parameters: Any = faiss.SearchParameters
            parameters = make_parameters(sel=faiss.IDSelectorBatch(allowed))
        if k <= 0:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        scores, ids = self._index.search(row, k, params=parameters)
        order = np.lexsort((ids[0], -scores[0]))
        return ids[0][order], scores[0][order]

    def scores_all(self, query: ArrayLike) -> tuple[Ids, Vectors]:
        """Every living id, ascending, with its inner product: what an exact fusion needs."""
        return self._ids, self._rows() @ self._row(query)[0]

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
        return self._rows()[positions].copy()

    def save(self, path: Path) -> None:
        """Write to ``path``; a crash at any point leaves the file that was there."""
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
        os.close(handle)
        temp = Path(name)
        try:
            faiss.write_index(self._index, name)
            with temp.open("r+b") as file:
                file.seek(0, os.SEEK_END)
                file.write(_TRAILER.pack(_MARK, self._next_id))
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
        """The index that ``save`` wrote.

        Raises:
            DamagedIndexError: The file is missing, cut short, or no such index.
        """
        try:
            with path.open("rb") as file:
                file.seek(-_TRAILER.size, os.SEEK_END)
                mark, next_id = _TRAILER.unpack(file.read())
            stored = faiss.read_index(str(path))
        except (OSError, struct.error, RuntimeError) as error:
            raise _damaged(path) from error
        if mark != _MARK or not isinstance(stored, faiss.IndexIDMap2):
            raise _damaged(path)
        index = cls(int(stored.d))
        index._index = stored
        index._next_id = next_id
        index._ids = faiss.vector_to_array(stored.id_map).astype(np.int64)
        return index

    def _row(self, query: ArrayLike) -> Vectors:
        row = np.ascontiguousarray(query, dtype=np.float32).reshape(1, -1)
        if row.shape[1] != self.dim:
            raise ValueError(f"a query of {row.shape[1]} dimensions does not fit an index of {self.dim}")
        return row

    def _rows(self) -> Vectors:
        """FAISS's own memory as an array (n, dim): valid until the next ``add`` or ``remove``."""
        if not len(self):
            return np.empty((0, self.dim), dtype=np.float32)
        flat: Any = faiss.downcast_index(self._index.index)
        rows: Vectors = faiss.rev_swig_ptr(flat.get_xb(), len(self) * self.dim).reshape(-1, self.dim)
        return rows


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
