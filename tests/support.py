"""Small real stand-ins for what is slow or large."""

from __future__ import annotations

import asyncio
import threading
import zlib
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant.people.accounts import Accounts
from assistant.settings import AnsweringSettings, Settings
from assistant.web.listening import listen
from assistant.workspace import Workspace
from corpus.document import Document
from corpus.errors import AssistantError
from corpus.read import read_document
from corpus.reading import ReadJob

Result = TypeVar("Result")


def read_here(jobs: Sequence[ReadJob], **_: object) -> Iterator[tuple[ReadJob, Document | AssistantError]]:
    """Read files in this process: starting workers would take longer than all the rest."""
    for job in jobs:
        try:
            yield job, read_document(job.source.path, job.source.file)
        except AssistantError as error:
            yield job, error


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


@contextmanager
def served(workspace: Workspace, accounts: Accounts | None = None, host: str = "127.0.0.1") -> Iterator[str]:
    """The page of ``workspace`` on a free port, until the test is done with it; ``host`` is where it believes to be."""
    import uvicorn

    import ui

    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    app = ui.build_app(workspace, host, port, accounts)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.should_exit = True
        thread.join(10)


def make_workspace(folder: Path) -> Workspace:
    """A workspace on the letter-counting encoder: no model is needed, and nothing is downloaded."""
    # The encoder lives in this process alone.
    workspace = Workspace(folder, Settings(answering=AnsweringSettings(processes=1)))
    workspace.__dict__["encoder"] = CountingEncoder()
    return workspace


def run_async(work: Coroutine[object, object, Result]) -> Result:
    """What a coroutine returns. In a thread: where a browser was started, this one has an event loop already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
