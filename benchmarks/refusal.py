"""Refusal at several thresholds: python -m benchmarks.refusal --home HOME QUESTIONS.jsonl ... [--at 0.8 ...].

The threshold is how much of a question the best sentence with its surroundings and its document
must hold together (``assistant.answering.refusal.MINIMUM_HELD``). Per threshold and file:

* precision: of the questions refused, the share that no document answers;
* recall: of the questions that no document answers, the share refused;
* lost: of the questions that a document answers, the share refused.

"as set" is the program's own setting, one value per language. A question file has one JSON object
per line: ``question``, ``answerable`` and, for a follow-up, ``history``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.answering.refusal import MINIMUM_HELD
from assistant.workspace import Message, Workspace

THRESHOLDS = (0.0, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line per question file and threshold."""
    parser = argparse.ArgumentParser(description="Precision and recall of refusal per threshold.")
    parser.add_argument("questions", nargs="+", type=Path)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--at", nargs="+", type=float, default=list(THRESHOLDS), metavar="THRESHOLD")
    given = parser.parse_args(arguments)
    workspace = Workspace(given.home)
    as_set = dict(MINIMUM_HELD)
    print(f"{'file':28}{'threshold':>10}{'precision':>10}{'recall':>8}{'lost':>8}")
    for path in given.questions:
        lines = [json.loads(line) for line in path.read_text("utf-8-sig").splitlines() if line.strip()]
        for threshold in [None, *given.at]:
            try:
                if threshold is not None:
                    MINIMUM_HELD.update(dict.fromkeys(MINIMUM_HELD, threshold))
                outcomes = [(line["answerable"], is_refused(workspace, line)) for line in lines]
            finally:
                MINIMUM_HELD.update(as_set)
            precision, recall, lost = refusal_figures(outcomes)
            shown = "as set" if threshold is None else f"{threshold:.2f}"
            print(f"{path.stem[:27]:28}{shown:>10}{precision:>10.3f}{recall:>8.3f}{lost:>8.3f}")


def is_refused(workspace: Workspace, line: Mapping[str, Any]) -> bool:
    """Whether the program refuses a question of a file."""
    return workspace.ask(line["question"], read_history(line.get("history", ()))).refused


def read_history(turns: Iterable[Mapping[str, str]]) -> list[Message]:
    """Turns in either way of writing: role and content, or a question ``q`` with its answer ``a``."""
    messages: list[Message] = []
    for turn in turns:
        if "role" in turn:
            messages.append(dict(turn))
        else:
            messages += [
                {"role": "user", "content": turn["q"]},
                {"role": "assistant", "content": turn["a"]},
            ]
    return messages


def refusal_figures(outcomes: Sequence[tuple[bool, bool]]) -> tuple[float, float, float]:
    """Precision, recall and loss of (answerable, refused) pairs; 1, 1 and 0 where there is nothing to count."""
    refused = [answerable for answerable, was_refused in outcomes if was_refused]
    unanswerable = [was_refused for answerable, was_refused in outcomes if not answerable]
    answerable_ones = [was_refused for answerable, was_refused in outcomes if answerable]
    precision = sum(not answerable for answerable in refused) / len(refused) if refused else 1.0
    recall = sum(unanswerable) / len(unanswerable) if unanswerable else 1.0
    lost = sum(answerable_ones) / len(answerable_ones) if answerable_ones else 0.0
    return precision, recall, lost


if __name__ == "__main__":
    main()
