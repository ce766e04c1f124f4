"""Questions that are asked at once: one is answered here, the others in processes of their own.

Answering is Python for the most part, and Python's threads share one processor among them. So when several
questions meet, further processes are started, as many as there are processors; they map the same index files
and end when they have not been needed for a while. Until they are ready, and wherever one fails, the question
is answered here, as if there were none. A program that asks one question after the other never starts one.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from index.processors import processors

if TYPE_CHECKING:
    from assistant.settings import Settings

T = TypeVar("T")

MOST = 4
"""Processes, this one with them, where no number is set: each needs memory of its own, some 300 MB."""
TOGETHER = 3
"""So many questions at a time make further processes worth their start. Two meet by chance now and then."""
AGAIN_S = 600.0
"""After a start that failed, for so long none is tried."""
WARM = ("由哪个部门牵头?", "Which department leads?")
"""Asked of a new process: English brings the dictionary in as well."""

_log = logging.getLogger(__name__)


class AtOnce:
    """Spreads requests to one home over this process and others; safe for threads."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = folder
        self._settings = settings
        self._most = settings.answering.processes or min(MOST, processors())
        self._changed = threading.Condition()
        self._here = 0
        self._free: list[_Side] = []
        self._sides: list[_Side] = []
        self._is_starting = False
        self._start_from = 0.0
        weakref.finalize(self, _end_all, self._sides)

    @property
    def pids(self) -> tuple[int, ...]:
        """The further processes that take part, by their numbers in the system."""
        with self._changed:
            return tuple(side.pid for side in self._sides)

    @property
    def is_starting(self) -> bool:
        """Whether further processes are being started."""
        return self._is_starting

    def run(self, here: Callable[[], T], name: str, *arguments: Any) -> T:
        """What ``here`` returns, from whichever process is free; waits while all are busy.

        Args:
            here: The request, answered in this process.
            name: The ``Workspace`` method that answers the same in another one.
            arguments: Its arguments; must be picklable.
        Raises:
            AssistantError: As ``here`` raises it.
        """
        if self._most == 1:
            return here()
        side = self._take()
        if side is not None:
            try:
                kind, value = side.ask(name, arguments)
            except _ENDED:
                self._lose(side)
                kind, value = "failed", None
            else:
                self._put_back(side)
            if kind == "result":
                result: T = value
                return result
            if kind == "error":
                raise value
            with self._changed:
                self._here += 1
        try:
            return here()
        finally:
            with self._changed:
                self._here -= 1
                self._changed.notify()

    def close(self) -> None:
        """End the further processes; a later request may start them anew."""
        with self._changed:
            self._free.clear()
            ended, self._sides[:] = list(self._sides), []
            self._changed.notify_all()
        _end_all(ended)

    def _take(self) -> _Side | None:
        """A process that is free; None where the request is to be answered here, which is then counted."""
        with self._changed:
            while self._here and self._sides:
                if self._free:
                    return self._free.pop()
                self._changed.wait()
            self._here += 1
            meet = self._here >= TOGETHER and time.monotonic() >= self._start_from
            if meet and not self._is_starting:
                self._is_starting = True
                threading.Thread(target=self._start, name="policy-assistant-start", daemon=True).start()
            return None

    def _put_back(self, side: _Side) -> None:
        with self._changed:
            if side in self._sides:
                self._free.append(side)
            self._changed.notify()

    def _lose(self, side: _Side) -> None:
        with self._changed:
            if side in self._sides:
                self._sides.remove(side)
            # Those who wait for a process that has gone may have none left to wait for.
            self._changed.notify_all()
        side.end()

    def _start(self) -> None:
        """Start the processes and let them take part once they are ready."""
        sides: list[_Side] = []
        try:
            sides = [_Side(self._folder, self._settings) for _ in range(self._most - 1)]
            for side in sides:
                side.wait_ready()
                with self._changed:
                    self._sides.append(side)
                    self._free.append(side)
                    self._changed.notify()
        except (*_ENDED, OSError) as error:
            # Questions go on being answered here.
            _log.info("A process to answer questions beside this one could not be started", exc_info=error)
            _end_all([side for side in sides if side not in self._sides])
            self._start_from = time.monotonic() + AGAIN_S
        finally:
            with self._changed:
                self._is_starting = False


_ENDED = (EOFError, OSError, ValueError, pickle.PickleError)
"""What reading from or writing to a process that has gone may raise."""


class _Side:
    """One further process (``assistant.side_process``)."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        # The packages are found where this process found them, installed or not.
        path = os.pathsep.join(filter(None, (str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH"))))
        # One thread in each library: the other processors have questions of their own.
        one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "assistant.side_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **one, "PYTHONPATH": path},
        )
        alone = settings.model_copy(
            update={"answering": settings.answering.model_copy(update={"processes": 1})}
        )
        self._send((str(folder), alone.model_dump(), WARM))

    @property
    def pid(self) -> int:
        """Its number in the system."""
        return self._process.pid

    def wait_ready(self) -> None:
        """Return when it can answer.

        Raises:
            EOFError: It has ended instead.
        """
        self._receive()

    def ask(self, name: str, arguments: tuple[Any, ...]) -> tuple[str, Any]:
        """Its reply, as ``side_process.Reply``."""
        self._send((name, arguments))
        return self._receive()

    def end(self) -> None:
        """End it; it only reads, so nothing is lost."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            with suppress(OSError):  # what was still to be written has nowhere to go
                stream.close()

    def _send(self, message: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(pickle.dumps(message))
        self._process.stdin.flush()

    def _receive(self) -> tuple[str, Any]:
        assert self._process.stdout is not None
        reply: tuple[str, Any] = pickle.load(self._process.stdout)
        return reply


def _end_all(sides: list[_Side]) -> None:
    for side in sides:
        side.end()
