"""The processors that this program may use, and how its libraries share them."""

from __future__ import annotations

import os


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def threads_set() -> int | None:
    """Threads that each library is to use, as OMP_NUM_THREADS says; None where it says nothing.

    FAISS and BLAS read it themselves, onnxruntime does not.
    """
    written = os.environ.get("OMP_NUM_THREADS", "")
    return int(written) if written.isdigit() and int(written) else None


def let_threads_sleep() -> None:
    """Have numpy's threads sleep when they are done. To be called before numpy is imported.

    OpenBLAS lets them turn in a loop for some 30 ms after each product, in case another follows. Of a page where
    twenty people ask at once that took two thirds of the processors: 28 searches a second instead of 114, on two
    (``benchmarks.parallel``). What the user has set is left alone.
    """
    os.environ.setdefault("OPENBLAS_THREAD_TIMEOUT", "4")  # turns as a power of two; 4 is the least there is
