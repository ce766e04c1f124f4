"""How long do people wait at the page, when many ask at once and when many have asked?

    python -m benchmarks.page [--home DIR] [--users 30] [--questions 2000] [--json]

Serves the home in a process of its own and asks as the page does, over its own queue, each user with a cookie and a
session of their own. Prints

* ready: seconds from the start of the process to the first page;
* first words, whole answer: seconds from sending a question until its first words and its end are there: for one
  user alone, then for all users at once (median, 95th percentile, worst; failures);
* browser: seconds from Enter to the first words on the screen, in Debian's Chromium where it is installed;
* memory: MiB of the server (PSS) after the first round, at the half, and after all questions.
"""

from __future__ import annotations

import argparse
import json
import re
import secrets
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from assistant.evaluation import read_lines

QUESTIONS = Path(__file__).parent.parent / "tests" / "data" / "plan_questions.jsonl"
CHROMIUM = Path("/usr/bin/chromium")
WAIT_S = 120.0
AT_ONCE_LATER = 8
"""Users who ask the many questions after which memory is looked at."""


@dataclass
class User:
    """A browser, as far as the server sees one."""

    address: str
    ask_index: int
    client: httpx.Client = field(init=False)
    session: str = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.address, timeout=WAIT_S)
        self.client.get("/").raise_for_status()
        self.session = secrets.token_hex(6)

    def ask(self, question: str) -> tuple[float, float] | None:
        """Seconds to the first words and to the end; None where the question failed."""
        started = time.perf_counter()
        first = 0.0
        body = {
            "data": [question, None, None, None],
            "fn_index": self.ask_index,
            "session_hash": self.session,
        }
        with suppress(httpx.HTTPError):
            self.client.post("/gradio_api/queue/join", json=body).raise_for_status()
            with self.client.stream(
                "GET", "/gradio_api/queue/data", params={"session_hash": self.session}
            ) as lines:
                for line in lines.iter_lines():
                    # Later steps hold what has changed alone: the first words come with the element around them.
                    if not first and "pa-answer" in line:
                        first = time.perf_counter() - started
                    if '"msg":"process_completed"' in line:
                        done = time.perf_counter() - started
                        return (first, done) if first and '"success":true' in line else None
        return None


def measure(home: Path, users: int, count: int) -> dict[str, Any]:
    """All of it, as printed."""
    questions = [str(line["question"]) for line in read_lines(QUESTIONS, ("question",))]
    command = [sys.executable, "-m", "assistant.cli", "serve", "--home", str(home), "--port", "0"]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found is not None, "the page could not be served"
            address = found[0]
            httpx.get(address, timeout=WAIT_S).raise_for_status()
            figures: dict[str, Any] = {"ready_s": round(time.perf_counter() - started, 2)}
            config = httpx.get(f"{address}config", timeout=WAIT_S).json()
            ask_index = next(
                one["id"] for one in config["dependencies"] if any(at[1] == "submit" for at in one["targets"])
            )
            alone = User(address, ask_index)
            for question in questions[:10]:
                alone.ask(question)
            figures["alone"] = _told([alone.ask(question) for question in questions])
            crowd = [User(address, ask_index) for _ in range(users)]
            with ThreadPoolExecutor(users) as pool:
                asked = list(pool.map(lambda at: crowd[at].ask(questions[at % len(questions)]), range(users)))
            figures["at_once"] = {"users": users, **_told(asked)}
            figures["browser_s"] = _in_browser(address, questions[0])
            memory = [_memory_mib(server.pid)]
            with ThreadPoolExecutor(AT_ONCE_LATER) as pool:
                for half in (count // 2, count - count // 2):
                    # Whoever comes later has a page of their own, so that sessions are part of what is measured.
                    list(pool.map(lambda at: _visit(address, ask_index, questions, at), range(0, half, 10)))
                    memory.append(_memory_mib(server.pid))
            figures["memory_mib"] = memory
            figures["questions"] = count
        finally:
            server.terminate()
    return figures


def _visit(address: str, ask_index: int, questions: list[str], at: int) -> None:
    """Ten questions of one user."""
    user = User(address, ask_index)
    with closing(user.client):
        for step in range(10):
            user.ask(questions[(at + step) % len(questions)])


def _told(asked: list[tuple[float, float] | None]) -> dict[str, Any]:
    fine = [one for one in asked if one is not None]
    told: dict[str, Any] = {"asked": len(asked), "failed": len(asked) - len(fine)}
    for name, values in (("first_s", [one[0] for one in fine]), ("whole_s", [one[1] for one in fine])):
        told[name] = {
            "p50": round(statistics.median(values), 3),
            "p95": round(statistics.quantiles(values, n=20)[-1], 3),
            "worst": round(max(values), 3),
        }
    return told


def _in_browser(address: str, question: str) -> float | None:
    """Seconds from Enter to the first words on the screen, the median of five."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if not CHROMIUM.exists():
        return None
    seen: list[float] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--headless", "--no-sandbox"])
        for _ in range(5):
            page = browser.new_page()
            page.goto(address)
            page.wait_for_selector(".pa-welcome")
            page.fill("#pa-question textarea", question)
            started = time.perf_counter()
            page.press("#pa-question textarea", "Enter")
            page.wait_for_selector(".pa-answer")
            seen.append(time.perf_counter() - started)
            page.close()
        browser.close()
    return round(statistics.median(seen), 3)


def _memory_mib(process: int) -> int | None:
    """What the process alone costs the machine: shared pages count by share. None where the system does not say."""
    with suppress(OSError):
        told = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
        if found := re.search(r"^Pss:\s+(\d+)", told, re.MULTILINE):
            return int(found[1]) // 1024
    return None


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, default=Path("data"))
    parser.add_argument("--users", type=int, default=30)
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(options.home, options.users, options.questions)
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    print(f"ready after {figures['ready_s']} s; in the browser, first words after {figures['browser_s']} s")
    print(
        f"{'':<10}{'users':>6}{'asked':>7}{'failed':>7}{'first p50':>11}{'p95':>7}{'whole p50':>11}{'p95':>7}{'worst':>7}"
    )
    for name, users in (("alone", 1), ("at_once", options.users)):
        row = figures[name]
        first, whole = row["first_s"], row["whole_s"]
        print(
            f"{name:<10}{users:>6}{row['asked']:>7}{row['failed']:>7}{first['p50']:>11}{first['p95']:>7}"
            f"{whole['p50']:>11}{whole['p95']:>7}{whole['worst']:>7}"
        )
    print(
        f"memory after the first round, half and all of {figures['questions']} questions: {figures['memory_mib']} MiB"
    )


if __name__ == "__main__":
    main()
