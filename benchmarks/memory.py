"""How much memory an ingest takes: python -m benchmarks.memory PATH ... [--every SECONDS].

Ingests into a new home as the command line does, and samples the proportional set size (PSS: each page of
memory counted once, shared by those who share it) of the process and of all that it starts. Prints the peak of
their sum, when it was reached, and what each process held then. Linux only.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    """Ingest, watch, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--every", type=float, default=0.2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "assistant.cli", "ingest", "--json", "--home", home, *asked.paths]
        started = time.monotonic()
        said = Path(home).with_suffix(".json")
        with said.open("w") as stream:
            peak, samples = watch(subprocess.Popen(command, stdout=stream), asked.every)
        report = json.loads(said.read_text("utf-8"))
        said.unlink()
        seconds = time.monotonic() - started
    counts = {key: len(report[key]) for key in ("added", "failed", "warnings")}
    print(f"{counts}, {report['passages']} passages, {seconds:.0f} s, {samples} samples")
    total, at, held = peak
    print(f"peak PSS {total / 1024:.0f} MB after {at:.0f} s: {', '.join(held)}")


def watch(process: subprocess.Popen[bytes], every_s: float) -> tuple[tuple[int, float, list[str]], int]:
    """(KiB, seconds since the start, process by process) of the highest sum, and the number of samples."""
    started = time.monotonic()
    peak: tuple[int, float, list[str]] = (0, 0.0, [])
    samples = 0
    while process.poll() is None:
        sizes = {pid: pss_kib(pid) for pid in family(process.pid)}
        samples += 1
        total = sum(sizes.values())
        if total > peak[0]:
            held = [f"{name_of(pid)} {size // 1024} MB" for pid, size in sizes.items()]
            peak = (total, time.monotonic() - started, held)
        time.sleep(every_s)
    return peak, samples


def family(pid: int) -> list[int]:
    """A process and all its descendants that still run."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue  # it has ended meanwhile
    return found


def pss_kib(pid: int) -> int:
    """Proportional set size of a process; 0 once it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def name_of(pid: int) -> str:
    """What a process is, for the report."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return str(pid)
    kinds = {"spawn_main": "reader", "soffice": "LibreOffice", "assistant.cli": "ingest"}
    return next((kind for mark, kind in kinds.items() if mark in words), words[:20].strip())


if __name__ == "__main__":
    main()
