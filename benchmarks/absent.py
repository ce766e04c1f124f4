"""What is answered when the document is there, and when it is not.

    python -m benchmarks.absent --home HOME --queries QUERIES.jsonl [--at 0 1.6 1.8] [--first 200]

The home holds the documents of a labelled set as files named by their ids; a query has ``question``, ``answer`` and
``doc_ids``. Each question is asked of all documents, and again of all but those that answer it. Per threshold of
``assistant.answering.refusal.MINIMUM_STANDING`` (how much of the question the answer and its document hold, and how
far they stand out from the library):

* there: the share refused, and of the answered the share whose citations of a right document hold the answer's text,
  or 80 % of its characters in order;
* not there: the share refused, the share answered from another document that says it too, and neither.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from assistant.answer import Answer
from assistant.answering.refusal import MINIMUM_STANDING
from assistant.evaluation import read_lines
from assistant.retrieval.retriever import Scope
from assistant.workspace import Workspace

HELD = 0.8


def main() -> None:
    """Print one line per threshold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--at", nargs="+", type=float, default=[], metavar="THRESHOLD")
    parser.add_argument("--first", type=int, help="ask only so many questions")
    given = parser.parse_args()
    workspace = Workspace(given.home)
    lines = read_lines(given.queries, ("question", "answer", "doc_ids"))[: given.first]
    print(f"{'':10}{'there':>16}{'':10}{'not there':>16}")
    print(f"{'threshold':10}{'refused':>16}{'right':>10}{'refused':>16}{'said elsewhere':>16}{'neither':>10}")
    as_set = dict(MINIMUM_STANDING)
    for threshold in [None, *given.at]:
        MINIMUM_STANDING.update(as_set if threshold is None else dict.fromkeys(as_set, threshold))
        figures = measure(workspace, lines)
        shown = "as set" if threshold is None else f"{threshold:.2f}"
        refused, right, absent, elsewhere = figures
        print(
            f"{shown:10}{refused:16.3f}{right:10.3f}{absent:16.3f}{elsewhere:16.3f}{1 - absent - elsewhere:10.3f}"
        )


def measure(workspace: Workspace, lines: list[dict[str, object]]) -> tuple[float, float, float, float]:
    """Refused and rightly answered with the document there; refused and said elsewhere without it."""
    by_name = {
        Path(name).stem: record.entry.document_id
        for record in workspace.documents()
        for name in record.entry.names
    }
    everything = frozenset(by_name.values())
    refused = right = absent = elsewhere = asked = 0
    for line in lines:
        labels = line["doc_ids"]
        wanted = {by_name[str(label)] for label in labels if str(label) in by_name}  # type: ignore[attr-defined]
        if not wanted:
            continue
        asked += 1
        question, gold = str(line["question"]), str(line["answer"])
        there = workspace.ask(question)
        refused += there.refused
        right += says(there, gold, wanted)
        without = workspace.ask(question, scope=Scope(document_ids=everything - wanted))
        absent += without.refused
        elsewhere += says(without, gold, everything)
    answered = max(asked - refused, 1)
    return refused / asked, right / answered, absent / asked, elsewhere / asked


def says(answer: Answer, gold: str, document_ids: Iterable[str]) -> bool:
    """Whether an answer's citations of these documents hold the gold answer, or most of its characters in order."""
    chosen = set(document_ids)
    quoted = "".join(citation.quote for citation in answer.citations if citation.document_id in chosen)
    wanted, text = "".join(gold.split()), "".join(quoted.split())
    return (
        not answer.refused
        and bool(wanted)
        and (wanted in text or in_order(wanted, text) >= HELD * len(wanted))
    )


def in_order(wanted: str, text: str) -> int:
    """How many characters of one text stand in another in the same order, each found at the first place left."""
    found = place = 0
    for character in wanted:
        at = text.find(character, place)
        if at >= 0:
            found, place = found + 1, at + 1
    return found


if __name__ == "__main__":
    main()
