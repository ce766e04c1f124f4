"""How much one file may cost the process that reads it.

A worker that hangs cannot be asked to stop, least of all inside a library written in C: so the system is
asked to end it when its time is up, and to refuse it memory beyond a bound. What counts is the processor's
time, so that a busy machine fails no honest file; a worker that waits for nothing in particular is ended after
a few times as long. Time spent on work whose length is known to be honest, such as recognising one more
scanned page, is granted on top, page by page: a thick scan is read to its end, a page that hangs is not.

Where the system knows no such limits (Windows), the outer limit of ``reading`` alone holds.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

WAITING_FACTOR = 4
"""How many times its processor time a file may take by the clock."""

_queue: Path | None = None


_room: int | None = None
"""That ``limit_growth`` has set for the work in hand."""


def limit_memory(bytes_: int) -> None:
    """Let the process claim at most so much address space from now on."""
    # Libraries for arithmetic start a thread per processor, and each claims space: on a machine with many
    # processors that alone would be more than the limit.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    try:
        import resource
    except ImportError:  # not a Unix
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError):  # the limit in force is lower already
        resource.setrlimit(resource.RLIMIT_AS, (bytes_, bytes_ if hard < 0 else min(bytes_, hard)))


def limit_growth(bytes_: int) -> None:
    """Let the process claim so much more than it holds now, within ``limit_memory``; Linux only."""
    global _room
    try:
        import resource

        held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):  # where there is no such file, ``limit_memory`` is the only bound
        return
    _room = bytes_
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = held + bytes_ if hard < 0 else min(held + bytes_, hard)
    with suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


@contextmanager
def wide_memory() -> Iterator[None]:
    """What is done inside may take all that ``limit_memory`` allows, and what it keeps counts as held afterwards."""
    if _room is None:
        yield
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        limit_growth(_room)


def limit_time(seconds: float, waiting_s: float | None = None) -> None:
    """Let the system end this process in so many seconds of processor time; 0 lifts the limit.

    Args:
        waiting_s: The limit by the clock; None takes ``WAITING_FACTOR`` times as much.
    """
    try:
        import signal

        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, WAITING_FACTOR * seconds if waiting_s is None else waiting_s)
    except (ImportError, AttributeError, ValueError):  # not a Unix, or not the main thread
        return


@contextmanager
def extra_time(seconds: float) -> Iterator[None]:
    """What is done inside has ``seconds`` of its own, and what was left before is left afterwards."""
    left = _time_left()
    if left[0] <= 0:  # no limit in force
        yield
        return
    limit_time(seconds)
    try:
        yield
    finally:
        limit_time(*left)


def _time_left() -> tuple[float, float]:
    """Seconds of processor time, and by the clock."""
    try:
        import signal

        return signal.getitimer(signal.ITIMER_PROF)[0], signal.getitimer(signal.ITIMER_REAL)[0]
    except (ImportError, AttributeError):
        return 0.0, 0.0


def end_with_parent() -> None:
    """Let the system end this process when the one that started it is gone, however it went.

    Linux means the *thread* that started it: a pool must be started by a thread that lives as long as the pool.
    """
    if sys.platform != "linux":
        return
    import ctypes
    import signal

    set_death_signal = 1
    ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)


def join_queue(lock_file: Path) -> None:
    """Let this process take ``turn`` by turn with all others that join the same queue."""
    global _queue
    _queue = lock_file


@contextmanager
def turn() -> Iterator[None]:
    """Hold the turn for a step that needs much memory: one process of the queue at a time.

    What the step no longer needs goes back to the system with the turn. The turn is a file lock, which the system
    takes back from a process that dies.
    """
    if _queue is None:
        yield
        return
    from filelock import FileLock

    left = _time_left()
    limit_time(0)  # waiting is not this file's fault
    with FileLock(_queue):
        limit_time(*left)
        try:
            yield
        finally:
            _give_memory_back()


def _give_memory_back() -> None:
    """Hand over what is free, which the allocator of glibc keeps: 250 MB after a recognised page."""
    if sys.platform != "linux":
        return
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries have none
    if trim is not None:
        trim(0)
