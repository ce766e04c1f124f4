"""One contestant in a process of its own: reads a folder, answers the questions, prints JSON.

python -m benchmarks.peers.one llama_index:stock --texts DIR --questions FILE --model DIR
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from pathlib import Path

READ_TOKENS = 512
"""What the model reads of a text; the rest is cut off without a word."""


def main() -> int:
    """Print ``{"ingest_s", "pieces", "chars", "chars_read", "ms", "found"}``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("contestant", help="module:function of benchmarks/peers/contestants")
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--model", required=True)
    arguments = parser.parse_args()
    module, function = arguments.contestant.split(":")
    # Imports are not counted: a service pays for them once.
    build = getattr(importlib.import_module(f"benchmarks.peers.contestants.{module}"), function)
    questions = json.loads(arguments.questions.read_text("utf-8"))
    started = time.perf_counter()
    built = build(arguments.texts, arguments.model)
    ingest_s = time.perf_counter() - started
    for question in questions[:5]:  # what is loaded at the first question is not the question's cost
        built.search(question)
    found, taken = [], []
    for question in questions:
        started = time.perf_counter()
        names = built.search(question)
        taken.append((time.perf_counter() - started) * 1000)
        found.append(list(dict.fromkeys(names)))
    result = {
        "ingest_s": ingest_s,
        "pieces": len(built.embedded),
        "chars": sum(map(len, built.embedded)),
        "chars_read": chars_read(built.embedded, arguments.model),
        "ms": taken,
        "found": found,
    }
    sys.stdout.write("\n" + json.dumps(result) + "\n")
    return 0


def chars_read(texts: list[str], model: str) -> int:
    """How many characters of the texts lie within what the model reads."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(Path(model) / "tokenizer.json"))
    tokenizer.enable_truncation(READ_TOKENS)
    tokenizer.no_padding()
    return sum(
        max((end for _, end in encoding.offsets), default=0) for encoding in tokenizer.encode_batch(texts)
    )


if __name__ == "__main__":
    sys.exit(main())
