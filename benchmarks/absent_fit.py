"""How the weights of ``assistant.retrieval.standing`` were obtained, and how they carry over.

    python -m benchmarks.absent_fit --home HOME --queries QUERIES.jsonl [--lost 0.04]

Home and queries are those of ``benchmarks.absent``. Each question is asked of all documents, and again of all but those
that answer it, with nothing refused for standing out too little; what its answer rests on is written down in the parts
that ``Standing`` sums, and in the two cases that must stand out more: a document of another place, a question how. A logistic regression tells answers of the first kind from those of the second that the expected
text is not in. It is printed against a weight of 1 for what the sentence holds, with the threshold at which no more than
``--lost`` of the questions whose document is there are refused.

Each round then fits weights and threshold on one half of the documents and measures on the questions about the other:
share refused with the document there, and without it; and of the latter the share answered by no document that says so.
The weights in force are measured at their own threshold on the same halves.
"""

from __future__ import annotations

import argparse
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.asked_names import OTHER_PLACE_STANDING, is_of_another_place
from assistant.answering.refusal import METHOD_STANDING, MINIMUM_STANDING
from assistant.evaluation import read_lines
from assistant.questions.question import analyse_question
from assistant.retrieval import retriever, standing
from assistant.retrieval.retriever import Scope
from assistant.workspace import Workspace
from benchmarks.absent import says
from corpus.document import Document

NAMES = ("held", *(field.name for field in fields(standing.Parts)), "elsewhere", "how")
IN_FORCE = (
    1.0,
    standing.WORDS_WEIGHT,
    standing.LIKENESS_WEIGHT,
    standing.LACKING_WEIGHT,
    standing.GAP_WEIGHT,
    standing.RARITY_WEIGHT,
    -OTHER_PLACE_STANDING,
    -METHOD_STANDING,
)
ROUNDS = 20
RIDGE = 1.0
# A question wrongly refused counts more than one wrongly answered: a few in a hundred may be, and the curve is to fit there.
THERE_WEIGHT = 5.0
_seen: list[tuple[Document, tuple[float, ...]]] = []


class _Noted(standing.Standing):
    """Writes down what each document asked about is judged by."""

    def of(self, document: Document, held: float) -> float:
        _seen.append((document, (held, *astuple(self.parts(document)))))
        return super().of(document, held)


@dataclass(frozen=True)
class Case:
    """One question, asked once with its document and once without."""

    group: frozenset[str]
    """The documents that answer it."""
    is_there: bool
    refused: bool
    """Whether something else than standing refuses it."""
    right: bool
    parts: tuple[float, ...] | None
    """None where the answer does not rest on standing."""


def main() -> None:
    """Print the fit and what it does on the halves it was not made on."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--lost", type=float, default=0.04)
    given = parser.parse_args()
    threshold = MINIMUM_STANDING["zh"]
    cases = ask_all(Workspace(given.home), read_lines(given.queries, ("question", "answer", "doc_ids")))
    weights = fit(cases)
    print("part      " + "".join(f"{name:>10}" for name in NAMES))
    print("fitted    " + "".join(f"{weight:10.3f}" for weight in weights))
    print("in force  " + "".join(f"{weight:10.3f}" for weight in IN_FORCE))
    print(f"threshold fitted {threshold_for(cases, weights, given.lost):.2f}, in force {threshold:.2f}")
    print(f"\n{'':24}{'refused, there':>22}{'refused, not there':>22}{'neither':>22}")
    print(shown("in force, all", [figures(cases, np.array(IN_FORCE), threshold)]))
    fitted, as_set = [], []
    for chosen, others in halves(cases):
        weights = fit(chosen)
        fitted.append(figures(others, weights, threshold_for(chosen, weights, given.lost)))
        as_set.append(figures(others, np.array(IN_FORCE), threshold))
    print(shown("in force, halves", as_set))
    print(shown("fitted on other half", fitted))


def ask_all(workspace: Workspace, lines: list[dict[str, object]]) -> list[Case]:
    """Every question asked with and without its documents, with nothing refused for standing out too little."""
    by_name = {
        Path(name).stem: record.entry.document_id
        for record in workspace.documents()
        for name in record.entry.names
    }
    everything = frozenset(by_name.values())
    retriever.Standing = _Noted  # type: ignore[attr-defined]
    MINIMUM_STANDING.update(dict.fromkeys(MINIMUM_STANDING, -np.inf))
    cases = []
    for line in lines:
        labels = line["doc_ids"]
        wanted = frozenset(by_name[str(label)] for label in labels if str(label) in by_name)  # type: ignore[attr-defined]
        profile = analyse_question(str(line["question"]), "zh")
        for is_there in (True, False) if wanted else ():
            _seen.clear()
            scope = None if is_there else Scope(document_ids=everything - wanted)
            answer = workspace.ask(str(line["question"]), scope=scope)
            cited = {citation.document_id for citation in answer.citations}
            parts = next(
                (
                    (*parts, float(is_of_another_place(profile, document)), float(profile.kind == "method"))
                    for document, parts in reversed(_seen)
                    if document.document_id in cited
                ),
                None,
            )
            right = says(answer, str(line["answer"]), wanted if is_there else everything)
            cases.append(Case(wanted, is_there, answer.refused, right, parts))
    return cases


def fit(cases: list[Case]) -> NDArray[np.float64]:
    """Weights of a ridge logistic regression, that of the first part 1."""
    used = [c for c in cases if c.parts is not None and (c.is_there or not c.right)]
    table = np.array([c.parts for c in used], np.float64)
    there = np.array([c.is_there for c in used], np.float64)
    counts = np.where(there > 0, THERE_WEIGHT, 1.0)
    spread = np.maximum(table.std(axis=0), 1e-9)  # a part may be the same for all of few cases
    scaled = np.column_stack([(table - table.mean(axis=0)) / spread, np.ones(len(table))])
    ridge = np.diag([RIDGE] * len(NAMES) + [0.0])
    found = np.zeros(scaled.shape[1])
    for _ in range(30):  # Newton's steps; six or seven suffice
        chance = 1 / (1 + np.exp(-scaled @ found))
        slope = scaled.T @ (counts * (there - chance)) - ridge @ found
        curve = (scaled * (counts * chance * (1 - chance))[:, None]).T @ scaled + ridge
        found = found + np.linalg.solve(curve, slope)
    weights = found[:-1] / spread
    against_first: NDArray[np.float64] = weights / weights[0]
    return against_first


def threshold_for(cases: list[Case], weights: NDArray[np.float64], lost: float) -> float:
    """The greatest threshold that refuses no more than this share of the questions whose document is there."""
    there = [c for c in cases if c.is_there]
    sums = np.sort([float(weights @ c.parts) for c in there if c.parts is not None])
    may_go = int(lost * len(there)) - sum(c.refused for c in there)
    return float(sums[max(may_go, 0)])


def figures(cases: list[Case], weights: NDArray[np.float64], threshold: float) -> tuple[float, ...]:
    """Refused with the document there; refused without it; answered then by no document that says so."""

    def is_refused(case: Case) -> bool:
        return case.refused or (case.parts is not None and float(weights @ case.parts) < threshold)

    there = [c for c in cases if c.is_there]
    absent = [c for c in cases if not c.is_there]
    refused = [is_refused(c) for c in absent]
    neither = sum(not no and not c.right for c, no in zip(absent, refused, strict=True))
    return (
        sum(map(is_refused, there)) / len(there),
        sum(refused) / len(absent),
        neither / len(absent),
    )


def halves(cases: list[Case]) -> list[tuple[list[Case], list[Case]]]:
    """The questions about one half of the documents and those about the other, both ways round, in each round."""
    groups = sorted({c.group for c in cases}, key=sorted)
    order = np.random.default_rng(0)
    found = []
    for _ in range(ROUNDS):
        chosen = {groups[at] for at in order.permutation(len(groups))[: len(groups) // 2]}
        one, other = [c for c in cases if c.group in chosen], [c for c in cases if c.group not in chosen]
        found += [(one, other), (other, one)]
    return found


def shown(name: str, rounds: list[tuple[float, ...]]) -> str:
    """Means over the rounds, each with the standard deviation from one half to another."""
    table = np.array(rounds)
    cells = [f"{mean:.3f} ± {spread:.3f}" for mean, spread in zip(table.mean(0), table.std(0), strict=True)]
    return f"{name:24}" + "".join(f"{cell:>22}" for cell in cells)


if __name__ == "__main__":
    main()
