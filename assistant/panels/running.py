"""Answers that are being written, and how one is stopped.

Gradio can cancel an event, but what it has sent before arrives after what the stop button draws, and a step
that waits for a language model's first word is not interrupted. So the answer's own stream ends itself: its steps are
made in a thread beside it, and it looks between them, and while it waits, whether it has been stopped.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterator
from typing import TypeVar

Step = TypeVar("Step")
LOOK_S = 0.1


class Run:
    """One answer being written."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self.is_abandoned = False
        """Whether something else is on the page now: then nothing more is drawn."""
        self.is_written = False
        """Whether the answer is whole; what to ask next may still be looked for."""

    @property
    def is_stopped(self) -> bool:
        """Whether somebody has said that it is enough."""
        return self._stopped.is_set()

    def stop(self, is_abandoned: bool = False) -> None:
        """That is enough."""
        self.is_abandoned = is_abandoned
        self._stopped.set()

    def steps(self, made: Generator[Step, None, None]) -> Iterator[Step]:
        """What ``made`` yields, until it ends or is stopped; its own work ends at its next step."""
        box: queue.SimpleQueue[tuple[Step] | None] = queue.SimpleQueue()

        def work() -> None:
            try:
                for step in made:
                    box.put((step,))
                    if self.is_stopped:
                        break
            finally:
                box.put(None)
                made.close()

        threading.Thread(target=work, name="answer", daemon=True).start()
        while not self.is_stopped:
            try:
                step = box.get(timeout=LOOK_S)
            except queue.Empty:
                continue
            if step is None:
                return
            yield step[0]


class Runs:
    """Who is being answered; a page has one answer at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now: dict[str, Run] = {}

    def begin(self, page: str) -> Run:
        """A new answer on this page; one that is still being written ends."""
        run = Run()
        with self._lock:
            earlier = self._now.get(page)
            self._now[page] = run
        if earlier is not None:
            earlier.stop(is_abandoned=True)
        return run

    def stop(self, page: str, is_abandoned: bool = False) -> None:
        """Stop what is being written on this page, if anything is."""
        with self._lock:
            run = self._now.get(page)
        if run is not None:
            run.stop(is_abandoned)

    def is_writing(self, page: str) -> bool:
        """Whether an answer is being written on this page."""
        with self._lock:
            run = self._now.get(page)
        return run is not None and not (run.is_written or run.is_stopped)

    def end(self, page: str, run: Run) -> None:
        """It has been written."""
        with self._lock:
            if self._now.get(page) is run:
                del self._now[page]
