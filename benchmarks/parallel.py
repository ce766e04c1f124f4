"""Twenty questions at once: how much of the machine do they use, and do processes share the index?

    python -m benchmarks.parallel --home HOME --queries questions.jsonl

The machine's limit is what it answers where nothing stands in the way: one process to each processor, bound to it,
all at the same time, each asking one question after the other. Against that, one program as it is served, with
twenty threads that ask at once and the processes that it starts by itself for that. The two take turns, so that
whatever else the machine does falls on both.
Of what two processes have mapped from the home's files, the system tells how much is shared (Linux).
Without ``--home`` the shipped documents are ingested.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from index.processors import let_threads_sleep, processors

TARGET = 0.85
AT_ONCE = 20
_QUESTIONS = (
    "哪个部门牵头专利指标?",
    "科技创新资金池的规模是多少?",
    "到2022年研发投入强度要达到多少?",
    "旅游发展有哪些任务?",
)
WAYS = ("search", "ask")


class Asker:
    """A process of this module that asks when it is told to."""

    def __init__(self, home: Path, questions: Sequence[str], threads: int, processor: int | None) -> None:
        command = [
            sys.executable,
            "-m",
            "benchmarks.parallel",
            "--home",
            str(home),
            "--threads",
            str(threads),
        ]
        if processor is not None:
            command += ["--processor", str(processor)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.pid = self._process.pid
        self._say(json.dumps(list(questions)))
        self.passages = int(self._hear())

    def begin(self, way: str) -> None:
        """Have it ask all questions in this way."""
        self._say(way)

    def seconds(self) -> float:
        """How long it took, when it is done."""
        return float(self._hear())

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _hear(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


def be_asker(home: Path, threads: int, processor: int | None) -> int:
    """What an ``Asker`` starts."""
    if processor is not None:
        os.sched_setaffinity(0, {processor})  # before any library counts processors
    from assistant.workspace import Workspace

    workspace = Workspace(home)
    questions = json.loads(sys.stdin.readline())
    for question in questions:  # what is loaded or cached at the first question is not its cost
        workspace.ask(question)
        workspace.search(question)
    print(len(workspace.generation.positions), flush=True)
    with ThreadPoolExecutor(threads) as pool:
        for line in sys.stdin:
            started = time.perf_counter()
            list(pool.map(getattr(workspace, line.strip()), questions))
            print(time.perf_counter() - started, flush=True)
    return 0


def mapped_mb(pid: int, home: Path) -> dict[str, float]:
    """Of the home's files that a process has mapped: what is in memory, and what of that others share."""
    total = {"Rss": 0, "Shared": 0}
    counts = False
    for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        if match := re.match(r"[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \S+\s*(.*)", line):
            counts = match[1].startswith(str(home))
        elif counts and (match := re.match(r"(Rss|Shared)(?:_Clean|_Dirty)?:\s+(\d+) kB", line)):
            total[match[1]] += int(match[2])
    return {name: round(kilobytes / 1024, 1) for name, kilobytes in total.items()}


def measure(home: Path, questions: Sequence[str], rounds: int) -> dict[str, Any]:
    """All figures; rates are medians over the rounds."""
    served = Asker(home, questions, AT_ONCE, None)
    bound = [Asker(home, questions, 1, processor) for processor in sorted(os.sched_getaffinity(0))]
    result: dict[str, Any] = {
        "questions": len(questions),
        "processors": processors(),
        "passages": served.passages,
        "mapped_mb": [mapped_mb(asker.pid, home) for asker in (served, bound[0])],
    }
    for way in WAYS:  # unmeasured: when questions meet, further processes are started
        served.begin(way)
        served.seconds()
    for way in WAYS:
        together: list[float] = []
        limit: list[float] = []
        for _ in range(rounds):
            served.begin(way)
            together.append(len(questions) / served.seconds())
            for asker in bound:
                asker.begin(way)
            limit.append(sum(len(questions) / asker.seconds() for asker in bound))
        result[way] = {
            "together_per_s": round(statistics.median(together), 1),
            "limit_per_s": round(statistics.median(limit), 1),
            "share": round(statistics.median(t / m for t, m in zip(together, limit, strict=True)), 3),
        }
    for asker in (served, *bound):
        asker.close()
    return result


def show(result: dict[str, Any]) -> None:
    """The table a person reads, then the same as one line of JSON."""
    print(f"{result['passages']} passages, {result['processors']} processors, {AT_ONCE} at once")
    print(f"{'':8}{'at once/s':>11}{'limit/s':>9}{'share':>7}")
    for way in WAYS:
        row = result[way]
        verdict = "reached" if row["share"] >= TARGET else "missed"
        print(
            f"{way:8}{row['together_per_s']:>11}{row['limit_per_s']:>9}{row['share']:>7.0%}  "
            f"target {TARGET:.0%} {verdict}"
        )
    for mapped in result["mapped_mb"]:
        shared = mapped["Shared"] / mapped["Rss"] if mapped["Rss"] else 1.0
        print(f"a process has {mapped['Rss']} MB of the home's files mapped, {shared:.0%} shared")
    print(json.dumps(result))


def main() -> int:
    """Run the benchmark."""
    let_threads_sleep()
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--home", type=Path)
    parser.add_argument("--queries", type=Path, help='JSON Lines of {"question": …}')
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--processor", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.threads:
        return be_asker(arguments.home, arguments.threads, arguments.processor)
    questions = list(_QUESTIONS) * 10
    if arguments.queries:
        lines = arguments.queries.read_text("utf-8").splitlines()
        questions = [json.loads(line)["question"] for line in lines if line][: arguments.questions]
    with tempfile.TemporaryDirectory() as folder:
        home = arguments.home
        if home is None:
            from assistant.workspace import Workspace

            home = Path(folder) / "home"
            Workspace(home).ingest()
        show(measure(home.absolute(), questions, arguments.rounds))
    return 0


if __name__ == "__main__":
    sys.exit(main())
