"""Where each passage stands in the arrays of scores: its vector's id and its document.

Passages stand by rising vector id, so those of one document stand together, in the order of the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import DamagedIndexError

VECTOR_IDS, DOCUMENT_OF, DOCUMENT_IDS = "vector_ids.npy", "document_of.npy", "document_ids.json"


@dataclass(frozen=True)
class Positions:
    """Arrays of one length, one row a passage."""

    vector_ids: NDArray[np.int64]
    """Rising."""
    document_of: NDArray[np.int32]
    """Rank of each passage's document in ``document_ids``."""
    document_ids: list[str]
    """Sorted."""

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, str]]) -> Positions:
        """From (vector id, document id) by rising vector id."""
        numbers: dict[str, int] = {}
        ids: list[int] = []
        met: list[int] = []
        for vector_id, document_id in pairs:
            ids.append(vector_id)
            met.append(numbers.setdefault(document_id, len(numbers)))
        names = sorted(numbers)
        ranks = np.empty(len(names), np.int32)
        ranks[[numbers[name] for name in names]] = np.arange(len(names))
        of = ranks[np.array(met, np.int32)] if met else np.empty(0, np.int32)
        return cls(np.array(ids, np.int64), of, names)

    def __len__(self) -> int:
        return len(self.vector_ids)

    @cached_property
    def rank_of(self) -> dict[str, int]:
        """Rank by document id."""
        return {document_id: rank for rank, document_id in enumerate(self.document_ids)}

    def at(self, vector_ids: NDArray[np.int64]) -> NDArray[np.intp]:
        """Positions of these living vector ids."""
        return np.searchsorted(self.vector_ids, vector_ids)

    def save(self, folder: Path) -> None:
        """Write three small files into ``folder``."""
        folder.mkdir(exist_ok=True)
        np.save(folder / VECTOR_IDS, self.vector_ids)
        np.save(folder / DOCUMENT_OF, self.document_of)
        (folder / DOCUMENT_IDS).write_text(json.dumps(self.document_ids), "utf-8")

    @classmethod
    def open(cls, folder: Path) -> Positions:
        """What ``save`` wrote, by memory map.

        Raises:
            DamagedIndexError: A file is missing or not what was written.
        """
        try:
            arrays = [np.asarray(np.load(folder / name, mmap_mode="r")) for name in (VECTOR_IDS, DOCUMENT_OF)]
            return cls(arrays[0], arrays[1], json.loads((folder / DOCUMENT_IDS).read_text("utf-8")))
        except (OSError, EOFError, ValueError) as error:
            raise DamagedIndexError(
                f'The index in {folder} cannot be read ({error}). Run "policy-assistant ingest --rebuild".'
            ) from error
