"""How fast passages become vectors: ours against sentence-transformers as it comes, in one run.

Passages are those of the shipped documents, title and heading path included, as they are embedded
at ingest. There are fewer of them than a steady figure needs, so they are repeated, each time cut
at another place by up to a quarter and joined with the start of another, which keeps real words and
real lengths and gives every text once. The two sides take turns, so that whatever else the machine
does falls on both; the figure is the median over the rounds.

    python -m benchmarks.embedding --rounds 5 --passages 600
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.read import read_document
from corpus.sources import scan_shipped
from index.embedding import open_encoder
from index.model import default_model_folder, require_model, stay_offline
from index.packaged import PackagedEncoder
from index.passages import embeddable_text, split_document

TARGET = 1.7
"""What ingest has promised: this many times the rate of sentence-transformers in float32."""


def shipped_texts() -> list[str]:
    """Embeddable texts of every passage of the shipped documents."""
    texts: list[str] = []
    for source in scan_shipped().sources:
        document = read_document(source.path, source.file)
        texts.extend(embeddable_text(passage) for passage in split_document(document))
    return texts


def vary(texts: Sequence[str], count: int, seed: int = 1) -> list[str]:
    """``count`` different texts of the lengths of ``texts``, made as the module says."""
    random_source = random.Random(seed)
    made = list(texts[:count])
    while len(made) < count:
        base, other = random_source.choice(texts), random_source.choice(texts)
        cut = random_source.randint(len(base) * 3 // 4, len(base))
        made.append(base[:cut] + other[: len(base) - cut])
    # As they would come from many files: no order by length.
    random_source.shuffle(made)
    return made


def time_of(embed: Callable[[], NDArray[np.float32]]) -> tuple[float, NDArray[np.float32]]:
    """Seconds that one call takes, and its vectors."""
    start = time.perf_counter()
    vectors = embed()
    return time.perf_counter() - start, vectors


def measure(texts: list[str], rounds: int) -> dict[str, Any]:
    """Both sides over the same texts, in turns."""
    stay_offline()
    folder = require_model(default_model_folder())
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    stock = SentenceTransformer(str(folder), device="cpu")
    ours = PackagedEncoder(folder)
    sides: dict[str, Callable[[], NDArray[np.float32]]] = {
        "sentence-transformers, float32": lambda: stock.encode(texts, show_progress_bar=False),
        "policy-assistant": lambda: ours.embed_passages(texts),
    }
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    vectors: dict[str, NDArray[np.float32]] = {}
    for round_number in range(rounds + 1):
        # Each side is first in every other round; round 0 warms up and is not counted.
        for name in list(sides) if round_number % 2 else list(sides)[::-1]:
            taken, vectors[name] = time_of(sides[name])
            if round_number:
                seconds[name].append(taken)
        say(f"round {round_number} of {rounds}")
    chars = sum(map(len, texts))
    rates = {
        name: {
            "seconds": [round(value, 2) for value in taken],
            "passages_per_s": round(len(texts) / statistics.median(taken), 1),
            "chars_per_s": round(chars / statistics.median(taken)),
        }
        for name, taken in seconds.items()
    }
    first, second = (np.array(taken) for taken in seconds.values())
    cosines = (vectors["policy-assistant"] * vectors["sentence-transformers, float32"]).sum(axis=1)
    return {
        "passages": len(texts),
        "mean_chars": round(chars / len(texts)),
        "rounds": rounds,
        "way": ours.bulk_way,
        "rates": rates,
        "ratio": round(float(np.median(first) / np.median(second)), 2),
        "ratio_by_round": [round(float(value), 2) for value in first / second],
        "lowest_cosine": round(float(cosines.min()), 6),
        **measure_question(),
    }


def measure_question(repeats: int = 100) -> dict[str, float]:
    """One question at a time, through a model just opened."""
    questions = ["哪个部门牵头专利指标?", "科技创新资金池的规模是多少?", "到2022年研发投入强度要达到多少?"]
    start = time.perf_counter()
    encoder = open_encoder()
    encoder.embed_query(questions[0])
    opened = time.perf_counter() - start
    taken = [time_of(lambda i=i: encoder.embed_query(questions[i % 3]))[0] for i in range(repeats)]  # type: ignore[misc]
    return {
        "question_first_ms": round(opened * 1e3, 1),
        "question_ms": round(statistics.median(taken) * 1e3, 1),
    }


def say(message: str) -> None:
    """Progress, apart from the result."""
    print(message, file=sys.stderr, flush=True)


def show(result: dict[str, Any]) -> None:
    """The table a person reads, then the same as one line of JSON."""
    print(
        f"{result['passages']} passages of {result['mean_chars']} characters, {result['rounds']} rounds, medians"
    )
    print(f"{'':32}{'passages/s':>12}{'chars/s':>10}")
    for name, rate in result["rates"].items():
        print(f"{name:32}{rate['passages_per_s']:>12}{rate['chars_per_s']:>10}")
    verdict = "reached" if result["ratio"] >= TARGET else "missed"
    print(
        f"ratio {result['ratio']} (target {TARGET}: {verdict}), by round {result['ratio_by_round']}, "
        f"lowest cosine between the two {result['lowest_cosine']}"
    )
    if result["way"] != "int8":
        print("Ours did not run in int8: there is a GPU.")
    print(
        f"a question: {result['question_ms']} ms; the first, opening the model: {result['question_first_ms']} ms"
    )
    print(json.dumps(result, ensure_ascii=False))


def main() -> int:
    """Run the benchmark; the exit code is 0 whatever it finds, since a slow machine is no error."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--passages", type=int, default=400, help="fewer than 200 are no bulk: they go through onnxruntime"
    )
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.ERROR)
    show(measure(vary(shipped_texts(), arguments.passages), arguments.rounds))
    return 0


if __name__ == "__main__":
    sys.exit(main())
