"""Read many files, each where it can do no harm to the others.

A parser may hang, run out of memory or crash on a hostile file. So each file is read in a worker
process with a limit on time and memory: what goes wrong there costs that one file, with a
reason, and nothing else.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import TimeoutError
from dataclasses import dataclass, replace

from corpus.document import Document, Metadata
from corpus.errors import AssistantError, DocumentError, UnreadableFileError
from corpus.read import read_document
from corpus.sources import Source

_log = logging.getLogger(__name__)

TIME_LIMIT_S = 300
MEMORY_LIMIT_BYTES = 3 << 30


@dataclass(frozen=True, slots=True)
class ReadJob:
    """One file to read."""

    source: Source
    document_id: str
    keep: Metadata | None = None
    """Metadata to keep as they are, when a stored original is read anew."""


def read_documents(
    jobs: Sequence[ReadJob], *, workers: int | None = None, time_limit_s: float = TIME_LIMIT_S
) -> Iterator[tuple[ReadJob, Document | AssistantError]]:
    """Read files in worker processes; yields in the order of ``jobs``.

    Args:
        workers: Number of processes; None takes one per processor, up to four.
        time_limit_s: For each file.
    Yields:
        Each job with its document, or with the error that a person can be shown.
    """
    if not jobs:
        return
    from pebble import ProcessPool

    count = min(len(jobs), workers or min(4, os.cpu_count() or 1))
    # "spawn": a fork of a process that runs threads (the page does) may inherit a held lock.
    with ProcessPool(
        max_workers=count, initializer=_limit_memory, context=multiprocessing.get_context("spawn")
    ) as pool:
        futures = [pool.schedule(_read, args=(job,), timeout=time_limit_s) for job in jobs]
        try:
            for job, future in zip(jobs, futures, strict=True):
                outcome: Document | AssistantError
                try:
                    outcome = future.result()
                except Exception as error:
                    # Whatever a parser trips over, the other files go on; the report names this one.
                    outcome = _broken(error, time_limit_s)
                yield job, outcome
        finally:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves this one untyped


def _broken(error: Exception, time_limit_s: float) -> UnreadableFileError:
    """What a person is told when reading a file ended otherwise than it should."""
    from pebble import ProcessExpired

    if isinstance(error, TimeoutError):
        reason = f"Reading it took longer than {time_limit_s:.0f} s and was stopped. Split it, or save it anew."
    elif isinstance(error, MemoryError):
        reason = f"Reading it needs more than {MEMORY_LIMIT_BYTES >> 30} GB of memory. Split it."
    elif isinstance(error, ProcessExpired):
        reason = "The reader broke down on it; it may be damaged. Save it anew and try again."
    else:
        _log.info("A loader failed", exc_info=error)
        kind = type(error).__name__
        reason = f"The reader could not make sense of it ({kind}); it may be damaged. Save it anew and try again."
    return UnreadableFileError(reason)


def _read(job: ReadJob) -> Document | AssistantError:
    try:
        document = read_document(job.source.path, job.source.file, job.source.entry)
    except DocumentError as error:
        return error
    except RecursionError:
        return UnreadableFileError("It is nested too deeply to be read. Save it anew in another format.")
    document = replace(document, document_id=job.document_id)
    if job.keep is not None:
        document = replace(document, metadata=job.keep)
    return document


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not a Unix: the time limit alone has to do
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
