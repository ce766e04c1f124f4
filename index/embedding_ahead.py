"""Passages are embedded while others are still being read, and while words are indexed.

What is offered is gathered into windows of some hundred passages, which one thread embeds one after the
other; the processors compute in several of their own. A window ends by the number of characters offered
and never by the clock, so the same documents in the same order always give the same vectors. Finished
rows lie in a nameless file of the generation being built, not in memory, and go with it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Container, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from index.embedding import Encoder
from index.passage_table import content_hash
from index.passages import Passage, embeddable_text
from index.report import Progress

WINDOW_CHARS = 60_000
"""Some 250 passages: enough of like length to fill batches without padding, and three to four seconds of work,
which is what an ingest that fails has to wait for."""
_REPORT_EVERY_S = 0.5


class EmbeddingAhead:
    """Embeds what is offered, each content once; to be left by ``with``.

    Args:
        known: Contents that need no vector.
        folder: Where the rows are kept until they are asked for.
    """

    def __init__(self, encoder: Encoder, known: Container[bytes], folder: Path) -> None:
        self._encoder = encoder
        self._known = known
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (closed by __exit__)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="embedding")
        self._row_of: dict[bytes, int] = {}
        self._window: list[str] = []
        self._window_chars = 0
        self._running: list[Future[None]] = []
        self._done = 0

    def __enter__(self) -> EmbeddingAhead:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._file.close()

    def offer(self, passages: Iterable[Passage]) -> None:
        """Have these passages embedded, some time before ``rows``.

        Raises:
            AssistantError: The model could not embed what was offered before.
        """
        for passage in passages:
            digest = content_hash(passage)
            if digest in self._row_of or digest in self._known:
                continue
            self._row_of[digest] = len(self._row_of)
            text = embeddable_text(passage)
            self._window.append(text)
            self._window_chars += len(text)
            if self._window_chars >= WINDOW_CHARS:
                self.flush()

    def flush(self) -> None:
        """Begin with what waits for its window to fill: nothing more is coming for a while."""
        self._running = [future for future in self._running if not _is_fine(future)]
        if self._window:
            self._running.append(self._pool.submit(self._embed, self._window))
        self._window, self._window_chars = [], 0

    def rows(self, digests: Sequence[bytes], progress: Progress) -> NDArray[np.float32]:
        """Array (len(digests), dim): the vectors of these contents, all of which were offered.

        Waits for what is not done yet, and reports on it.
        """
        self.flush()
        while wait(self._running, _REPORT_EVERY_S).not_done:
            progress("embed", self._done, len(self._row_of))
        self.flush()  # raises what went wrong
        if self._row_of:
            progress("embed", self._done, len(self._row_of))
        if not digests:
            return np.empty((0, self._encoder.dim), np.float32)
        stored = np.memmap(self._file, np.float32, "r", shape=(len(self._row_of), self._encoder.dim))
        return np.asarray(stored[[self._row_of[digest] for digest in digests]])

    def _embed(self, texts: Sequence[str]) -> None:
        rows = self._encoder.embed_passages(texts)
        self._file.write(np.ascontiguousarray(rows, np.float32).tobytes())
        self._file.flush()
        self._done += len(texts)


def _is_fine(future: Future[None]) -> bool:
    """Whether it has ended; raises what it ended with."""
    if future.done():
        future.result()
    return future.done()
