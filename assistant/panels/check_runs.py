"""Checks that go on beside the page: each in a thread of its own, watched, stopped on request, its result kept for export."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from assistant.claims.report_check import CheckedReport, Progress, Unchecked
from assistant.claims.statements import split_statements
from assistant.claims.verdicts import CheckedClaim
from corpus.errors import EmptyHomeError, UsageError

LOOK_S = 0.25
"""Between two looks at how far a check is: often enough to be seen moving."""
RESULTS_KEPT = 64
"""Results that can be exported; the oldest goes when another comes."""

IsCancelled = Callable[[], bool]
Work = Callable[[Progress, IsCancelled], CheckedReport]


@dataclass(frozen=True, slots=True)
class Step:
    """How far a check is; at its end what it came to, or why it came to nothing."""

    done: int = 0
    total: int = 0
    report: CheckedReport | None = None
    fault: Exception | None = None


class ClaimSource(Protocol):
    """What checks one statement."""

    def check_claim(self, claim: str) -> CheckedClaim:
        """Hold a claim against the documents."""


class CheckRuns:
    """The checks of all sessions; one session has one at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stops: dict[str, threading.Event] = {}
        self._results: OrderedDict[str, CheckedReport] = OrderedDict()

    def watch(self, session: str, work: Work) -> Iterator[Step]:
        """Do the work in a thread and yield how far it is; whoever stops listening stops the work."""
        stop, steps, ended = threading.Event(), [Step()], threading.Event()
        with self._lock:
            if (earlier := self._stops.get(session)) is not None:
                earlier.set()
            self._stops[session] = stop

        def progress(_: str, done: int, total: int) -> None:
            steps.append(Step(done, total))

        def run() -> None:
            try:
                steps.append(Step(report=work(progress, stop.is_set)))
            except Exception as error:  # handed to whoever watches, who says or logs it
                steps.append(Step(fault=error))
            finally:
                ended.set()

        threading.Thread(target=run, name="check", daemon=True).start()
        try:
            while not ended.wait(LOOK_S):
                yield steps[-1]
            yield steps[-1]
        finally:
            stop.set()
            with self._lock:
                if self._stops.get(session) is stop:
                    del self._stops[session]

    def stop(self, session: str) -> None:
        """Stop the session's check; what is done by then is its result."""
        with self._lock:
            if (event := self._stops.get(session)) is not None:
                event.set()

    def keep(self, report: CheckedReport) -> str:
        """Keep a result for export; the key is as good as a password."""
        key = secrets.token_urlsafe(24)
        with self._lock:
            self._results[key] = report
            while len(self._results) > RESULTS_KEPT:
                self._results.popitem(last=False)
        return key

    def kept(self, key: str) -> CheckedReport | None:
        """The result of this key, if it is still there."""
        with self._lock:
            return self._results.get(key)


def split_claims(text: str) -> tuple[list[tuple[int, int]], int]:
    """Where the statements of a text stand that can be checked, and how many sentences state nothing to check.

    A text with fewer than two statements is one claim, whole.
    """
    statements = split_statements(text)
    found = [(one.start, one.end) for one in statements if one.checkable]
    return (found, len(statements) - len(found)) if len(found) > 1 else ([(0, len(text))], 0)


def check_text(
    checker: ClaimSource, text: str, title: str, progress: Progress, is_cancelled: IsCancelled
) -> CheckedReport:
    """Check a pasted text statement by statement; one that cannot be checked costs itself only."""
    places, passed_over = split_claims(text)
    checked: list[CheckedClaim] = []
    unchecked: list[Unchecked] = []
    cancelled = False
    for done, (start, end) in enumerate(places, start=1):
        if is_cancelled():
            cancelled = True
            break
        claim = text[start:end].strip()
        try:
            checked.append(checker.check_claim(claim))
        except EmptyHomeError:
            raise
        except UsageError as error:
            if len(places) == 1:
                raise
            unchecked.append(Unchecked(claim, start, end, str(error)))
        progress("check", done, len(places))
    return CheckedReport(title, "", False, tuple(checked), passed_over, cancelled, tuple(unchecked))
