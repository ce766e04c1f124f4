"""Read many files, each where it can do no harm to the others.

A parser may hang, run out of memory or crash on a hostile file. So each file is read in a worker
process with a limit on time and memory: what goes wrong there costs that one file, with a
reason, and nothing else. Steps that need much memory in honest work, recognising a page and
converting an old format, are taken by one worker at a time.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError, wait
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import limits
from corpus.document import Document
from corpus.errors import AssistantError, DocumentError, UnreadableFileError
from corpus.page_progress import note_in, noted
from corpus.read import read_document
from corpus.sources import Source

if TYPE_CHECKING:
    from pebble import ProcessFuture

_log = logging.getLogger(__name__)

TIME_LIMIT_S = 300.0
"""Of the processor's time for one file, beyond what its scanned pages take."""
OUTER_LIMIT_S = 4 * 3600.0
"""However many scanned pages a file has."""
RUN_AHEAD = 8
"""Files for each worker that may be read before their turn: a long scan at the front must not leave the other
worker idle, and documents that wait are held in memory."""
MEMORY_LIMIT_BYTES = 2560 << 20
"""Address space, of which recognising a page claims 1.9 GB and keeps 0.5 GB."""
ROOM_BYTES = 640 << 20
"""For one file, beyond what its reader holds already and what recognising a page takes."""

LOOK_S = 0.3
"""Between two looks at how far a file is."""

ReadFile = Callable[[Path, Source], Document]
"""How a worker turns a file into a document; must be importable by name."""


def read_source(path: Path, source: Source) -> Document:
    """The document in the file at ``path``, under the name of its source."""
    return read_document(path, source.file, source.entry)


@dataclass(frozen=True, slots=True)
class ReadJob:
    """One file to read."""

    source: Source
    document_id: str


OnPage = Callable[[ReadJob, int, int], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost its worker."""

    time_s: float = TIME_LIMIT_S
    memory_bytes: int = MEMORY_LIMIT_BYTES
    room_bytes: int = ROOM_BYTES


def read_documents(
    jobs: Sequence[ReadJob],
    *,
    work: Path | None = None,
    workers: int | None = None,
    allowed: Limits = Limits(),
    read_file: ReadFile = read_source,
    on_page: OnPage = lambda job, done, total: None,
) -> Iterator[tuple[ReadJob, Document | AssistantError]]:
    """Read files in worker processes; yields in the order of ``jobs``.

    Args:
        work: Folder for what is needed only while a file is read; None takes the system's.
        workers: Number of processes; None takes one per processor, up to two: more of them would not fit
            into 1.5 GB with a scan in each.
        allowed: What each file may cost.
        read_file: What a worker does with a file.
        on_page: Called while the next job is waited for, with the pages of it that have been read.
    Yields:
        Each job with its document, or with the error that a person can be shown.
    """
    if not jobs:
        return
    from pebble import ProcessPool

    count = min(len(jobs), workers or min(2, os.cpu_count() or 1))
    if work is not None:
        work.mkdir(exist_ok=True)
    outer = max(OUTER_LIMIT_S, allowed.time_s) if _can_limit_itself() else allowed.time_s
    with (
        # A folder of this run, so that what a worker leaves behind when it is killed goes with it.
        tempfile.TemporaryDirectory(
            prefix="policy-assistant-", dir=work, ignore_cleanup_errors=True
        ) as folder,
        ProcessPool(
            max_workers=count,
            initializer=_prepare_worker,
            initargs=(folder, allowed),
            # "spawn": a fork of a process that runs threads (the page does) may inherit a held lock.
            context=multiprocessing.get_context("spawn"),
        ) as pool,
    ):
        waiting = iter(jobs)
        started: deque[tuple[ReadJob, ProcessFuture[Document | AssistantError]]] = deque()

        def start(some: Iterable[ReadJob]) -> None:
            for job in some:
                started.append((job, pool.schedule(_read, args=(job, allowed, read_file), timeout=outer)))

        try:
            start(islice(waiting, count * RUN_AHEAD))
            while started:
                job, future = started.popleft()
                outcome: Document | AssistantError
                place, seen = Path(folder, _note_of(job)), None
                while not wait([future], LOOK_S).done:
                    if (now := noted(place)) != seen and now is not None:
                        seen = now
                        on_page(job, *now)
                try:
                    outcome = future.result()
                except Exception as error:
                    # Whatever a parser trips over, the other files go on; the report names this one.
                    outcome = _broken(error, allowed)
                start(islice(waiting, 1))
                yield job, outcome
                del future, outcome
        finally:
            pool.stop()  # type: ignore[no-untyped-call]


def _note_of(job: ReadJob) -> str:
    return f"pages-{job.document_id}"


def _can_limit_itself() -> bool:
    return hasattr(signal, "setitimer")


def _broken(error: Exception, allowed: Limits) -> UnreadableFileError:
    """What a person is told when reading a file ended otherwise than it should."""
    from pebble import ProcessExpired

    timed_out = isinstance(error, TimeoutError)
    if isinstance(error, ProcessExpired) and _can_limit_itself():
        timed_out = error.exitcode in (-signal.SIGALRM, -signal.SIGPROF)
    if timed_out:
        reason = (
            f"读取超过 {allowed.time_s:.0f} 秒,已停止;请拆分或另存后再导入。 "
            f"(Reading it took longer than {allowed.time_s:.0f} s and was stopped; split it, or save it anew.)"
        )
    elif isinstance(error, MemoryError):
        reason = (
            f"读取所需内存超过 {allowed.room_bytes >> 20} MB,已停止;请拆分后再导入。 "
            "(Reading it needs too much memory; split it.)"
        )
    elif isinstance(error, ProcessExpired):
        reason = (
            "读取程序在此文件上崩溃,文件可能已损坏;请另存后重试。 "
            "(The reader broke down on it; it may be damaged. Save it anew and try again.)"
        )
    else:
        _log.info("A loader failed", exc_info=error)
        kind = type(error).__name__
        reason = (
            f"无法解析此文件({kind}),可能已损坏;请另存后重试。 "
            "(The reader could not make sense of it; it may be damaged. Save it anew and try again.)"
        )
    return UnreadableFileError(reason)


def _read(job: ReadJob, allowed: Limits, read_file: ReadFile) -> Document | AssistantError:
    limits.limit_growth(allowed.room_bytes)
    limits.limit_time(allowed.time_s)
    note_in(Path(tempfile.gettempdir(), _note_of(job)))
    try:
        document = _read_whole(job.source, read_file)
    except DocumentError as error:
        return error
    except RecursionError:
        return UnreadableFileError(
            "文件嵌套过深,无法读取;请另存为其他格式。 (It is nested too deeply to be read; save it in another format.)"
        )
    finally:
        limits.limit_time(0)
        note_in(None)
    return replace(document, document_id=job.document_id)


def _read_whole(source: Source, read_file: ReadFile) -> Document:
    if source.member is None:
        return read_file(source.path, source)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"member{source.suffix}")
        source.copy_to(path)
        return read_file(path, source)


def _prepare_worker(folder: str, allowed: Limits) -> None:
    limits.end_with_parent()
    tempfile.tempdir = folder
    limits.limit_memory(allowed.memory_bytes)
    limits.join_queue(Path(folder, "turn.lock"))
