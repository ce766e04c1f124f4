"""Measure what is found and what is answered, on labelled questions.

Two sets are understood. A *retrieval set* is a corpus file ``{"id", "text", "title"?}`` and a query
file ``{"id", "question", "doc_ids"}``: each way of searching is measured by where the first right
document stands. A *question set* asks the documents of a home: ``{"question", "answerable",
"must", "evidence": [{"quote"}], "history"?}``; an answer is right when every group of ``must``
is met in answer or quotes and a citation overlaps the place of an evidence quote.
"""

from __future__ import annotations

import json
import math
import random
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.retrieval.fusion import fuse, rank
from corpus.errors import UsageError

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation
    from assistant.retrieval.retriever import Retriever
    from assistant.workspace import Workspace
    from corpus.document import Document
    from index.build import Progress

DEPTH = 10
RESAMPLES = 1000


def evaluate_retrieval(
    corpus: Path, queries: Path, field: str = "question", progress: Progress | None = None
) -> dict[str, Any]:
    """Retrieval figures of each way of searching, by document.

    Args:
        field: Key of the question in the query file, such as ``question_en``.
    Returns:
        ``{"documents", "passages", "queries", "retrieval": {way: {figure: value}}}``; the ways are
        lexical, dense, both together without runs, and fused, which is what a search gives (through the
        bridge where a question is English); the figures are R@1, R@5, R@10, MRR and nDCG@10, R@1 and
        nDCG@10 with the ends of their 95 % bootstrap intervals.
    Raises:
        UsageError: A file cannot be read, or holds no usable line.
    """
    from assistant.workspace import Workspace

    records = read_lines(corpus, ("id", "text"))
    asked = [line for line in read_lines(queries, (field, "doc_ids")) if line["doc_ids"]]
    if not records or not asked:
        raise UsageError(f"{corpus.name} or {queries.name} holds no usable line; each must be JSON Lines.")
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts"
        texts.mkdir()
        label_of: dict[str, str] = {}
        for number, record in enumerate(records):
            name = f"{number:07d}.txt"
            title = f"{record['title']}\n" if record.get("title") else ""
            (texts / name).write_text(title + record["text"], "utf-8")
            label_of[name] = str(record["id"])
        workspace = Workspace(Path(folder) / "home")
        report = workspace.ingest([texts], progress=progress)
        document_of: dict[str, str] = {}
        for listed in workspace.documents():
            for name in listed.entry.names:
                document_of[label_of[name]] = listed.entry.document_id
        ranks = rank_documents(workspace.retriever(), [line[field] for line in asked])
    # Equal texts under two labels are one document here, and finding it is finding both.
    wanted = [{document_of.get(str(label), "") for label in line["doc_ids"]} for line in asked]
    return {
        "documents": len(records),
        "passages": report.passages,
        "queries": len(asked),
        "retrieval": {way: ranking_figures(found, wanted) for way, found in ranks.items()},
    }


def rank_documents(retriever: Retriever, questions: Sequence[str]) -> dict[str, list[list[str]]]:
    """For each way of searching and each question the ids of the first documents, best first."""
    from assistant.questions.input import clean_question

    generation = retriever.generation
    ways: dict[str, list[list[str]]] = {"lexical": [], "dense": [], "without runs": [], "fused": []}
    for question in questions:
        query, language = clean_question(question)
        scores = retriever.score(query, language)
        found = scores.match.candidates(None, 20 * DEPTH)
        documents = generation.positions.document_of[found.positions]
        mixed = fuse(found.lexical, found.dense, scores.dense_share, found.lexical_range, found.dense_range)
        for way, ranking in (("lexical", found.lexical), ("dense", found.dense), ("without runs", mixed)):
            order = rank(ranking, documents, 20 * DEPTH)
            seen = dict.fromkeys(int(documents[at]) for at in order)
            ways[way].append([generation.document_ids[at] for at in list(seen)[:DEPTH]])
        hits = retriever.select(scores, 20 * DEPTH).hits  # what a search gives
        ways["fused"].append(list(dict.fromkeys(hit.passage.document_id for hit in hits))[:DEPTH])
    return ways


def ranking_figures(found: Sequence[Sequence[str]], wanted: Sequence[set[str]]) -> dict[str, float]:
    """R@1, R@5, R@10, MRR, nDCG@10 with its interval, over all questions."""
    places = [
        [place for place, document_id in enumerate(ranking, start=1) if document_id in right]
        for ranking, right in zip(found, wanted, strict=True)
    ]
    firsts = [right_places[0] if right_places else None for right_places in places]
    gains = ranking_gains(found, wanted)
    low, high = interval(gains)
    low_1, high_1 = interval([float(first == 1) for first in firsts])
    return {
        **{
            f"R@{k}": float(np.mean([first is not None and first <= k for first in firsts]))
            for k in (1, 5, 10)
        },
        "R@1 low": low_1,
        "R@1 high": high_1,
        "MRR": float(np.mean([1 / first if first else 0.0 for first in firsts])),
        "nDCG@10": float(np.mean(gains)),
        "nDCG low": low,
        "nDCG high": high,
    }


def ranking_gains(found: Sequence[Sequence[str]], wanted: Sequence[set[str]]) -> list[float]:
    """nDCG@10 of each question, so that two rankings can be compared question by question."""
    return [
        sum(
            _discount(place)
            for place, document_id in enumerate(ranking[:DEPTH], start=1)
            if document_id in right
        )
        / sum(_discount(place) for place in range(1, min(len(right), DEPTH) + 1))
        for ranking, right in zip(found, wanted, strict=True)
    ]


def _discount(place: int) -> float:
    return 1 / math.log2(place + 1)


def interval(values: Sequence[float], seed: int = 0) -> tuple[float, float]:
    """95 % bootstrap interval of a mean, the same on every run."""
    draw = random.Random(seed)
    means = sorted(float(np.mean(draw.choices(values, k=len(values)))) for _ in range(RESAMPLES))
    return means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES) - 1]


def evaluate_answers(workspace: Workspace, questions: Path, k: int = 5) -> dict[str, Any]:
    """Answer figures on a question set, by language and by kind of question.

    Returns:
        ``{"answers": {language: figures}, "kinds": {kind: figures}, "failures": [...]}``. Of the
        answerable questions: evidence_any / evidence_all, the share with one / every evidence
        quote in the first ``k`` hits; correct, the share answered rightly with a right citation;
        citation_precision, the share of citations that overlap a gold quote (is each needed), and
        citation_recall, the share of gold quotes that a citation overlaps (do they suffice), both
        averaged by question; refused, the share refused wrongly. Of the others: refused_right, the
        share refused. refusal_precision: of all refusals, the share that is right. "low" and "high"
        are the ends of 95 % bootstrap intervals.
    Raises:
        UsageError: The file cannot be read.
    """
    documents = [workspace.document(record.entry.document_id) for record in workspace.documents()]
    rows: list[dict[str, Any]] = []
    for line in read_lines(questions, ("question",)):
        history = turns(line.get("history"))
        answer = workspace.ask(line["question"], history)
        places = [find_quote(documents, **evidence) for evidence in line.get("evidence", [])]
        hits = workspace.search(answer.standalone_question, k).citations
        covered = [any(covers(hit, place) for hit in hits) for place in places]
        cited = any(overlaps(citation, place) for citation in answer.citations for place in places)
        rows.append(
            {
                "id": line.get("id"),
                "language": line.get("lang", answer.language),
                "answerable": bool(line.get("answerable", True)),
                "any": any(covered),
                "all": bool(covered) and all(covered),
                "refused": answer.refused,
                "met": meets(answer, line.get("must", [])),
                "cited": cited,
                "right_share": sum(
                    any(overlaps(citation, place) for place in places) for citation in answer.citations
                )
                / max(len(answer.citations), 1),
                "found_share": sum(
                    any(overlaps(citation, place) for citation in answer.citations) for place in places
                )
                / max(len(places), 1),
                "kind": line.get("kind", ""),
                "answer": answer.text,
                "question": line["question"],
            }
        )
    groups = {
        name: {
            value: answer_figures([row for row in rows if row[name] == value])
            for value in sorted({row[name] for row in rows if row[name]})
        }
        for name in ("language", "kind")
    }
    failures = [
        {key: row[key] for key in ("id", "question", "answer", "any", "refused", "met", "cited")}
        for row in rows
        if (row["refused"] or not (row["met"] and row["cited"]) if row["answerable"] else not row["refused"])
    ]
    return {"answers": groups["language"], "kinds": groups["kind"], "failures": failures}


def answer_figures(rows: Sequence[dict[str, Any]]) -> dict[str, float | int]:
    """Shares over the answerable and the unanswerable questions of one group."""
    answerable = [row for row in rows if row["answerable"]]
    others = [row for row in rows if not row["answerable"]]
    answered = [row for row in answerable if not row["refused"]]
    right = [row["met"] and row["cited"] and not row["refused"] for row in answerable]
    refused_right = [row["refused"] for row in others]
    return {
        "answerable": len(answerable),
        "evidence_any": _share([row["any"] for row in answerable]),
        "evidence_all": _share([row["all"] for row in answerable]),
        **_with_interval("correct", right),
        "citation_precision": _share([row["right_share"] for row in answered]),
        "citation_recall": _share([row["found_share"] for row in answered]),
        "refused": _share([row["refused"] for row in answerable]),
        "unanswerable": len(others),
        **_with_interval("refused_right", refused_right),
        "refusal_precision": _share([not row["answerable"] for row in rows if row["refused"]]),
    }


def _with_interval(name: str, values: Sequence[bool]) -> dict[str, float]:
    low, high = interval([float(value) for value in values]) if values else (0.0, 0.0)
    return {name: _share(values), f"{name} low": low, f"{name} high": high}


def read_lines(path: Path, needed: Sequence[str]) -> list[dict[str, Any]]:
    """Objects of a JSON Lines file that hold all the ``needed`` keys.

    Raises:
        UsageError: The file cannot be read, or a line is not JSON.
    """
    try:
        lines = [json.loads(line) for line in path.read_text("utf-8-sig").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read ({error}). It must be UTF-8 JSON Lines.") from error
    return [line for line in lines if isinstance(line, dict) and all(key in line for key in needed)]


def turns(history: Any) -> list[dict[str, str]]:
    """Earlier turns, from the contract's shape or from question-and-answer pairs."""
    out: list[dict[str, str]] = []
    for turn in history or []:
        if "q" in turn:
            out += [{"role": "user", "content": turn["q"]}, {"role": "assistant", "content": turn["a"]}]
        else:
            out.append(turn)
    return out


def find_quote(
    documents: Sequence[Document], quote: str, section: str = "", **_: object
) -> tuple[str, int, int]:
    """Where a gold quote stands; gold knows words, not offsets, so here alone it is searched for.

    Args:
        section: Heading path, joined by " > ": of a quote that stands several times, the place under it is meant.
    Returns:
        Document id, start and end; of several places none of which is in ``section``, the first.
    """
    places = [
        (document, match.start())
        for document in documents
        for match in re.finditer(re.escape(quote), document.text)
    ]
    meant = [place for place in places if section and " > ".join(place[0].path_at(place[1])) == section]
    if not places:
        return "", 0, 0
    document, start = (meant or places)[0]
    return document.document_id, start, start + len(quote)


def covers(citation: Citation, place: tuple[str, int, int]) -> bool:
    """Whether the cited range holds the whole place."""
    document_id, start, end = place
    return citation.document_id == document_id and citation.start <= start and end <= citation.end


def overlaps(citation: Citation, place: tuple[str, int, int]) -> bool:
    """Whether the cited range and the place share a character."""
    document_id, start, end = place
    return citation.document_id == document_id and citation.start < end and start < citation.end


def meets(answer: Answer, must: Sequence[Sequence[str]]) -> bool:
    """Whether answer or quotes hold one wording of every group."""
    said = answer.text + "\n" + "\n".join(citation.quote for citation in answer.citations)
    return all(any(wording in said for wording in group) for group in must)


def _share(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else 0.0
