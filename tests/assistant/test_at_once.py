"""Questions asked at once: a real further process answers as this one does, and nothing hangs on it."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from assistant.at_once import TOGETHER, AtOnce
from assistant.settings import AnsweringSettings, Settings
from assistant.workspace import Workspace
from corpus.errors import UsageError
from tests.support import make_workspace

START_LIMIT_S = 60.0
QUESTION = "提高专利申请质量由哪个部门牵头?"


@contextmanager
def busy(at_once: AtOnce, times: int = 1) -> Iterator[None]:
    """This process has so many questions in hand until the block ends."""
    began, done = threading.Barrier(times + 1), threading.Event()

    def work() -> None:
        began.wait()
        done.wait()

    with ThreadPoolExecutor(times) as pool:
        for _ in range(times):
            pool.submit(at_once.run, work, "ask", QUESTION)
        try:
            began.wait(timeout=10)
            yield
        finally:
            done.set()


def wait_until(said: Any) -> bool:
    end = time.monotonic() + START_LIMIT_S
    while not said() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(said())


def never() -> Any:
    raise AssertionError("answered here, though another process was free")


@pytest.fixture(scope="module")
def two(plan_alone: Workspace) -> Iterator[Workspace]:
    """The plan's home with a second process that is ready."""
    workspace = Workspace(plan_alone.home.folder, Settings(answering=AnsweringSettings(processes=2)))
    with busy(workspace._at_once, TOGETHER):
        assert wait_until(lambda: workspace._at_once.pids), "the second process did not come up"
    yield workspace
    workspace.close()


def test_another_process_says_what_this_one_says(two: Workspace, plan_alone: Workspace) -> None:
    with busy(two._at_once):
        answer = two._at_once.run(never, "ask", QUESTION)
        found = two._at_once.run(never, "search", QUESTION, 3)
        checked = two._at_once.run(never, "check_claim", "提高专利申请质量由科技局牵头。")
    mine = plan_alone.ask(QUESTION)
    assert replace(answer, timings_ms={}) == replace(mine, timings_ms={})
    assert answer.text and "市场监管局" in answer.text
    assert [hit.passage for hit in found.hits] == [hit.passage for hit in plan_alone.search(QUESTION, 3).hits]
    assert checked == plan_alone.check_claim("提高专利申请质量由科技局牵头。")


def test_what_cannot_be_asked_is_said_in_the_same_words(two: Workspace) -> None:
    with busy(two._at_once), pytest.raises(UsageError) as there:
        two._at_once.run(never, "ask", " ")
    with pytest.raises(UsageError) as here:
        two.ask(" ")
    assert str(there.value) == str(here.value)


def test_what_breaks_there_is_done_here(two: Workspace) -> None:
    with busy(two._at_once):
        assert two._at_once.run(lambda: "here", "no_such_method") == "here"
        assert two._at_once.run(lambda: "here", "retriever") == "here", "it cannot be sent"


def test_a_question_waits_for_a_process_rather_than_for_the_turn_of_threads(two: Workspace) -> None:
    at_once = two._at_once
    with busy(at_once), ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: at_once.run(never, "ask", QUESTION).text, range(6)))
    assert len(set(answers)) == 1


def test_where_the_process_dies_the_question_is_answered_here_and_another_is_started(two: Workspace) -> None:
    at_once = two._at_once
    (pid,) = at_once.pids
    os.kill(pid, signal.SIGKILL)
    with busy(at_once):
        assert at_once.run(lambda: "here", "ask", QUESTION) == "here"
        assert not at_once.pids
    with busy(at_once, TOGETHER):
        assert wait_until(lambda: at_once.pids)
    assert at_once.pids != (pid,)


def test_closing_ends_the_process(two: Workspace) -> None:
    (pid,) = two._at_once.pids
    two.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert two.ask(QUESTION).citations, "the workspace answers on"


def test_one_question_after_the_other_starts_nothing(plan_alone: Workspace) -> None:
    workspace = Workspace(plan_alone.home.folder, Settings(answering=AnsweringSettings(processes=2)))
    for _ in range(TOGETHER + 1):
        workspace.ask(QUESTION)
    assert not workspace._at_once.pids and not workspace._at_once.is_starting


def test_a_process_that_cannot_open_the_home_as_this_one_does_takes_no_part(tmp_path: Any) -> None:
    counting = make_workspace(tmp_path / "home")
    (tmp_path / "notice.txt").write_text("专利工作由市场监管局牵头。", "utf-8")
    counting.ingest([tmp_path / "notice.txt"])
    at_once = AtOnce(counting.home.folder, Settings(answering=AnsweringSettings(processes=2)))
    with busy(at_once, TOGETHER):
        assert wait_until(lambda: not at_once.is_starting)
        assert not at_once.pids
        assert at_once.run(lambda: "here", "ask", QUESTION) == "here"
    with busy(at_once, TOGETHER):
        assert not at_once.is_starting, "it would fail again"
