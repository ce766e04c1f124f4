"""Do the two search engines give the same documents? Files and Milvus over one home, the same questions.

    python -m benchmarks.engines --home HOME --queries questions.jsonl [--milvus http://host:19530]

HOME is one whose passages are in files. A copy of it is moved into Milvus (without an address into the
engine that needs no server), nothing being embedded anew, and both are asked: the ten first documents, the
passages' scores, and how long it took.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from assistant.settings import ClusterSettings, Settings
from assistant.workspace import Workspace
from index.home import Home

DEPTH = 10
PASSAGES = 100
"""Passages asked for, so that ten documents are among them."""


def first_documents(workspace: Workspace, question: str) -> tuple[list[str], float]:
    """Ids of the ten first documents, and the milliseconds that finding them took."""
    started = time.perf_counter()
    hits = workspace.search(question, PASSAGES).hits
    taken = (time.perf_counter() - started) * 1e3
    return list(dict.fromkeys(hit.passage.document_id for hit in hits))[:DEPTH], taken


def compare(files: Workspace, milvus: Workspace, questions: Sequence[str]) -> dict[str, float]:
    """Shares of questions with the same documents, as a set and in the same order."""
    same_set = same_order = 0
    taken: tuple[list[float], list[float]] = ([], [])
    for question in questions:
        here, here_ms = first_documents(files, question)
        there, there_ms = first_documents(milvus, question)
        taken[0].append(here_ms)
        taken[1].append(there_ms)
        same_set += set(here) == set(there)
        same_order += here == there
    return {
        "questions": len(questions),
        "same ten documents": round(same_set / len(questions), 4),
        "in the same order": round(same_order / len(questions), 4),
        "files p50 ms": round(statistics.median(taken[0]), 1),
        "milvus p50 ms": round(statistics.median(taken[1]), 1),
    }


def main() -> int:
    """Print the comparison as one line of JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True, help='JSON Lines of {"question": …}')
    parser.add_argument("--milvus", help="address; none: the engine without a server")
    arguments = parser.parse_args()
    lines = arguments.queries.read_text("utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        Home(arguments.home).copy_to(Path(folder) / "home")
        uri = arguments.milvus or str(Path(folder) / "milvus.db")
        milvus = Workspace(Path(folder) / "home", Settings(cluster=ClusterSettings(milvus_uri=uri)))
        milvus.move()
        print(json.dumps(compare(Workspace(arguments.home), milvus, questions)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
