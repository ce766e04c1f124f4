"""Small real stand-ins for what is slow or large."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray


class CountingEncoder:
    """Counts characters and pairs of characters into 256 boxes: similar texts, similar vectors.

    Deterministic and instant, so tests need no model. The boxes come from CRC-32, since Python's own
    ``hash`` differs from one process to the next.
    """

    fingerprint = "counting-256"
    dim = 256
    max_tokens = 512

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for size in (1, 2):
                for at in range(len(text) - size + 1):
                    row[zlib.crc32(text[at : at + size].encode()) % self.dim] += 1
            row[0] += 1e-3
            row /= np.linalg.norm(row)
        if progress:
            progress(len(texts), len(texts))
        return rows

    def embed_query(self, text: str) -> NDArray[np.float32]:
        row: NDArray[np.float32] = self.embed_passages([text])[0]
        return row
