"""Kill an ingest at many random moments, and count what was lost: python -m benchmarks.kills [KILLS].

Every fourth ingest reads its files in worker processes as the program does; the others read in the process
itself, which puts more of the kills into the writing. After each kill the home must open, hold the state
before or after, whole, and leave no worker behind; at the end one ingest completes and tidies up.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import index.intake
from corpus.reading import read_documents
from tests.index.crashing import (
    assert_tidy,
    ingest,
    kill_after,
    run_and_kill,
    texts_in,
    write_state,
)
from tests.support import read_here


def main() -> None:
    """Run the kills and print what was found."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    random.seed(20)
    outcomes = {"old": 0, "new": 0, "not killed": 0}
    with tempfile.TemporaryDirectory() as scratch:
        home, folder = Path(scratch, "home"), Path(scratch, "in")
        state = write_state(folder, {"甲": 1, "乙": 2})
        ingest(home, folder)
        durations: dict[str, float] = {}
        for name, read in (("here", read_here), ("workers", read_documents)):
            setattr(index.intake, "read_documents", read)  # noqa: B010  # swapped, as a test would
            state = write_state(folder, {f"试{name}": 1, f"试{name}二": 2, "常": len(durations)})
            started = time.monotonic()
            run_and_kill(home, folder, lambda child: None)
            durations[name] = round(time.monotonic() - started, 2)
        state = texts_in(home)
        for turn in range(kills):
            name = "workers" if turn % 4 == 0 else "here"
            setattr(index.intake, "read_documents", read_documents if name == "workers" else read_here)  # noqa: B010
            new = write_state(folder, {f"文{turn}": turn, f"文{turn + 1}": turn + 1, "常": turn % 2})
            killed = run_and_kill(home, folder, kill_after(random.uniform(0, 2 * durations[name])))
            found = texts_in(home)
            if found not in (state, new):
                sys.exit(f"Kill {turn}: the home holds neither the old state nor the new one.")
            outcomes["not killed" if not killed else "new" if found == new else "old"] += 1
            state = found
        time.sleep(1)
        orphans = subprocess.run(["pgrep", "-fc", scratch], capture_output=True, text=True).stdout.strip()
        ingest(home, folder)
        if texts_in(home) != new:
            sys.exit("The ingest after the last kill did not complete.")
        assert_tidy(home, new)
        print(f"{kills} ingests: {outcomes}; seconds undisturbed: {durations}; processes left: {orphans}")


if __name__ == "__main__":
    main()
