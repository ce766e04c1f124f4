"""How long does an answer take, once the program is running?

    python -m benchmarks.answering [--home DIR] [--questions FILE] [--json]

Asks the project's own questions about the plan (or those of a file), each after one round that warms everything
up, and prints the median and the 95th percentile in milliseconds of

* whole: all of ``Workspace.ask``, and of it lexical (tokens, bridge, BM25), embed, dense, answer;
* overheads: what is neither a model nor the writing of the answer: reading the question (analysis), lexical and
  fuse, added up per question.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path

from assistant.answering.extractive import ExtractiveEngine
from assistant.evaluation import read_lines, turns
from assistant.questions.input import clean_question
from assistant.workspace import Workspace

QUESTIONS = Path(__file__).parent.parent / "tests" / "data" / "plan_questions.jsonl"


def measure(
    workspace: Workspace, questions: Path = QUESTIONS, rounds: int = 3
) -> dict[str, dict[str, float]]:
    """Milliseconds by part: {"whole": {"p50", "p95"}, "lexical": …, "overheads": …}."""
    lines = read_lines(questions, ("question",))
    retriever, engine = workspace.retriever(), ExtractiveEngine()
    duties = retriever.duties()
    samples: dict[str, list[float]] = {}
    for round_ in range(rounds + 1):
        for line in lines:
            history = turns(line.get("history"))
            started = time.perf_counter()
            answer = workspace.ask(line["question"], history)
            whole = (time.perf_counter() - started) * 1000
            query, language = clean_question(line["question"])
            started = time.perf_counter()
            engine.profile(query, language, duties)
            analysis = (time.perf_counter() - started) * 1000
            parts = retriever.retrieve(query, language, workspace.settings.retrieval.evidence_k).timings_ms
            overheads = {"analysis": analysis, "fuse": parts["fuse"]}
            overheads["overheads"] = analysis + parts["lexical"] + parts["fuse"]
            if round_:
                for part, milliseconds in {"whole": whole, **answer.timings_ms, **overheads}.items():
                    samples.setdefault(part, []).append(milliseconds)
    samples.pop("total", None)
    return {
        part: {
            "p50": round(statistics.median(values), 1),
            "p95": round(statistics.quantiles(values, n=20)[-1], 1),
        }
        for part, values in samples.items()
    }


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, default=Path("data"))
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    workspace = Workspace(arguments.home)
    figures = measure(workspace, arguments.questions)
    if arguments.json:
        print(json.dumps(figures))
        return
    print(f"{sum(record.passages for record in workspace.documents())} passages")
    print(f"{'ms':10}{'p50':>8}{'p95':>8}")
    for part, row in figures.items():
        print(f"{part:10}{row['p50']:8.1f}{row['p95']:8.1f}")


if __name__ == "__main__":
    main()
