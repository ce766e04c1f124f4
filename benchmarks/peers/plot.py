"""Draw what ``benchmarks.peers --out`` wrote: quality with its interval, and speed.

.venv-peers/bin/python -m benchmarks.peers.plot FILE.json OUT.svg
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

OURS, PEER = "#b3261e", "#5f7d95"


def draw(source: Path, target: Path) -> None:
    """Two panels over one list of contestants, best quality on top."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "peers"  # the same picture from the same figures
    from matplotlib import pyplot

    told = json.loads(source.read_text("utf-8"))
    rows = sorted(told["rows"], key=lambda row: row["nDCG@10"])
    names = [row["name"] for row in rows]
    colours = [OURS if name == "policy-assistant" else PEER for name in names]
    figure, (quality, speed) = pyplot.subplots(1, 2, figsize=(10, 0.36 * len(rows) + 1.4), sharey=True)
    for at, row in enumerate(rows):
        low, high = row["nDCG low"], row["nDCG high"]
        quality.plot([low, high], [at, at], color=colours[at], linewidth=3, alpha=0.45)
        quality.plot(row["nDCG@10"], at, "o", color=colours[at])
    quality.set_xlabel("nDCG@10, with 95 % interval")
    quality.set_yticks(range(len(rows)), names)
    speed.barh(range(len(rows)), [row["chars_per_s"] for row in rows], color=colours)
    speed.set_xlabel("characters that the model read, per second")
    for axes in (quality, speed):
        axes.grid(axis="x", alpha=0.3)
        axes.spines[["top", "right"]].set_visible(False)
    figure.suptitle(f"{told['documents']} documents, {told['questions']} questions ({told['field']})")
    figure.tight_layout()
    figure.savefig(target, metadata={"Date": None})


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
