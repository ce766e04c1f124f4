"""This project and its peers: the same documents, the same questions, the same model, in one run.

    make peers ARGS="--corpus C.jsonl --queries Q.jsonl [--field question_en] [--rounds 3] [--out FILE]"

Each contestant runs in a process of its own, one after another; with several rounds the order turns
about, and the times are medians. The peers have an environment of their own (``.venv-peers``,
``benchmarks/peers/requirements.txt``). The files are those of ``policy-assistant evaluate``.

* *chars/s*: characters that the model read, by the time from a folder of text files to a searchable
  index. What a peer hands to the model beyond its 512 tokens is cut off unread, and is not counted.
* *read*: the share of what was handed over that the model read.
* *MB*: highest proportional memory (PSS) of the process and its children.
* *to ours*: nDCG@10 less this project's on the same questions, with the 95 % bootstrap interval of
  the mean difference; *even* where the interval holds zero.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from assistant.evaluation import interval, ranking_figures, ranking_gains, read_lines
from benchmarks.peers.memory import PeakMemory
from index.model import default_model_folder, require_model

OURS = "policy_assistant:stock"
CONTESTANTS = {
    OURS: "policy-assistant",
    "llama_index:stock": "llama-index, vectors",
    "llama_index:stock_fused": "llama-index, vectors and BM25",
    "llama_index:chinese": "llama-index, for Chinese",
    "langchain:stock_vectors": "langchain, vectors",
    "langchain:stock": "langchain, ensemble",
    "langchain:chinese": "langchain, for Chinese",
    "txtai:stock": "txtai, hybrid",
    "txtai:chinese": "txtai, for Chinese",
    "haystack:stock": "haystack, hybrid",
    "haystack:chinese": "haystack, for Chinese",
    "chroma:stock": "Chroma",
    "chroma:chinese": "Chroma, for Chinese",
}
ROOT = Path(__file__).parents[2]
PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
DEPTH = 10


def write_texts(records: list[dict[str, Any]], folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """One .txt file per record; returns name → label and label → label of the first equal text."""
    folder.mkdir()
    label_of: dict[str, str] = {}
    first: dict[str, str] = {}
    equal: dict[str, str] = {}
    for number, record in enumerate(records):
        title = f"{record['title']}\n" if record.get("title") else ""
        text = title + record["text"]
        name = f"{number:07d}.txt"
        (folder / name).write_text(text, "utf-8")
        label_of[name] = str(record["id"])
        equal[str(record["id"])] = first.setdefault(text, str(record["id"]))
    return label_of, equal


def run(contestant: str, python: Path, texts: Path, questions: Path, model: Path) -> dict[str, Any]:
    """What ``benchmarks.peers.one`` prints, with the peak memory.

    Raises:
        SystemExit: The contestant failed; its words are shown.
    """
    command = [str(python), "-m", "benchmarks.peers.one", contestant]
    command += ["--texts", str(texts), "--questions", str(questions), "--model", str(model)]
    quiet = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "true"}
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            command, stdout=output, stderr=errors, cwd=ROOT, env={**os.environ, **quiet}, text=True
        )
        with PeakMemory(process.pid) as peak:
            code = process.wait()
        output.seek(0)
        errors.seek(0)
        if code:
            raise SystemExit(f"{contestant} failed:\n{errors.read()[-3000:]}")
        result: dict[str, Any] = json.loads(output.read().strip().splitlines()[-1])
    result["peak_mb"] = peak.megabytes
    return result


def figures(
    name: str,
    rounds: list[dict[str, Any]],
    label_of: dict[str, str],
    equal: dict[str, str],
    wanted: list[set[str]],
) -> dict[str, Any]:
    """One row of the table; ``gains`` are kept for the comparison."""
    last = rounds[-1]
    found = [list(dict.fromkeys(equal[label_of[file]] for file in names))[:DEPTH] for names in last["found"]]
    rates = [row["chars_read"] / row["ingest_s"] for row in rounds]
    taken = sorted(value for row in rounds for value in row["ms"])
    ranking = ranking_figures(found, wanted)
    return {
        "name": name,
        "R@1": ranking["R@1"],
        "R@10": ranking["R@10"],
        "nDCG@10": ranking["nDCG@10"],
        "nDCG low": ranking["nDCG low"],
        "nDCG high": ranking["nDCG high"],
        "gains": ranking_gains(found, wanted),
        "ingest_s": statistics.median(row["ingest_s"] for row in rounds),
        "chars_per_s": statistics.median(rates),
        "pieces": last["pieces"],
        "read": last["chars_read"] / last["chars"],
        "p50": statistics.median(taken),
        "p95": taken[int(0.95 * len(taken))],
        "peak_mb": max(row["peak_mb"] for row in rounds),
    }


def compare(rows: list[dict[str, Any]]) -> None:
    """Add to each row how it stands to the first, which is ours."""
    ours = rows[0]
    for row in rows:
        differences = [theirs - mine for theirs, mine in zip(row["gains"], ours["gains"], strict=True)]
        low, high = interval(differences)
        row["to_ours"] = statistics.mean(differences)
        row["to_ours_low"], row["to_ours_high"] = low, high
        row["even"] = low <= 0 <= high
        row["speed_to_ours"] = ours["chars_per_s"] / row["chars_per_s"]


def table(rows: list[dict[str, Any]]) -> str:
    """The rows as people read them, in Markdown."""
    lines = [
        "| | R@1 | nDCG@10 (95 %) | to ours (95 %) | chars/s | read | query p50 / p95 ms | MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        to_ours = f"{row['to_ours']:+.3f} ({row['to_ours_low']:+.3f} to {row['to_ours_high']:+.3f})"
        to_ours = "" if row is rows[0] else to_ours + (", even" if row["even"] else "")
        speed = f"{row['chars_per_s']:,.0f}"
        speed += "" if row is rows[0] else f" (ours {row['speed_to_ours']:.2f} ×)"
        lines.append(
            f"| {row['name']} | {row['R@1']:.3f} | {row['nDCG@10']:.3f} ({row['nDCG low']:.3f}–{row['nDCG high']:.3f}) "
            f"| {to_ours} | {speed} | {row['read']:.0%} | {row['p50']:.0f} / {row['p95']:.0f} | {row['peak_mb']:.0f} |"
        )
    return "\n".join(lines)


def say(message: str) -> None:
    """Progress, apart from the result."""
    print(message, file=sys.stderr, flush=True)


def main() -> int:
    """Run them all and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--field", default="question", help="key of the question in the query file")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=list(CONTESTANTS), choices=list(CONTESTANTS))
    parser.add_argument("--documents", type=int, help="the first N alone, to try the benchmark itself")
    parser.add_argument("--peers-python", type=Path, default=PEERS_PYTHON)
    parser.add_argument("--out", type=Path, help="JSON, which benchmarks/peers/plot.py draws")
    arguments = parser.parse_args()
    model = require_model(default_model_folder())
    records = read_lines(arguments.corpus, ("id", "text"))[: arguments.documents]
    known = {str(record["id"]) for record in records}
    asked = [
        line
        for line in read_lines(arguments.queries, (arguments.field, "doc_ids"))
        if known.intersection(map(str, line["doc_ids"]))
    ]
    contestants = [OURS, *(name for name in arguments.only if name != OURS)]
    with tempfile.TemporaryDirectory() as folder:
        label_of, equal = write_texts(records, Path(folder) / "texts")
        wanted = [{equal[str(label)] for label in line["doc_ids"] if str(label) in known} for line in asked]
        questions = Path(folder) / "questions.json"
        questions.write_text(json.dumps([line[arguments.field] for line in asked]), "utf-8")
        results: dict[str, list[dict[str, Any]]] = {name: [] for name in contestants}
        for round_number in range(arguments.rounds):
            for name in contestants if round_number % 2 == 0 else contestants[::-1]:
                python = Path(sys.executable) if name == OURS else arguments.peers_python
                started = time.perf_counter()
                results[name].append(run(name, python, Path(folder) / "texts", questions, model))
                say(f"{round_number + 1}/{arguments.rounds} {name}: {time.perf_counter() - started:.0f} s")
    rows = [figures(CONTESTANTS[name], results[name], label_of, equal, wanted) for name in contestants]
    compare(rows)
    say(f"{len(records)} documents, {len(asked)} questions ({arguments.field}), {arguments.rounds} round(s)")
    print(table(rows))
    if arguments.out:
        for row in rows:
            del row["gains"]
        told = {"documents": len(records), "questions": len(asked), "field": arguments.field, "rows": rows}
        arguments.out.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
