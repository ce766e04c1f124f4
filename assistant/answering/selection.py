"""Find the sentences that answer, among the passages that retrieval found.

A question becomes concepts: character pairs of its subject, or for an English question the
Chinese wordings its words may have. A sentence's coverage is the share of the concepts that
it holds, each weighing more the fewer sentences hold it. Words found only in the headings
above a sentence count for less, those next to it for less again: "到2022年底,…70%" is about the
task whose heading stands over it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from assistant.language.sentences import Sentence
from assistant.language.weighing import Weigher


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with how much of the question it holds."""

    sentence: Sentence
    own: float
    """Coverage in [0, 1] by the sentence alone."""
    total: float
    """With headings, neighbours and rank: what sentences are ordered by."""
    context: float = 0.0
    """Coverage by the sentence, its headings and its neighbours together."""


def score_sentences(sentences: Sequence[Sentence], weigher: Weigher) -> list[Scored]:
    """Every sentence with its scores, in the order given."""
    if not sentences:
        return []
    own = np.array([weigher.held(sentence.text) for sentence in sentences]).reshape(len(sentences), -1)
    above, beside = np.empty_like(own), np.zeros_like(own)
    paths: dict[tuple[str, ...], list[float]] = {}
    for position, sentence in enumerate(sentences):
        headings = (sentence.title, *sentence.path)
        if headings not in paths:
            paths[headings] = weigher.held(" ".join(headings))
        above[position] = paths[headings]
    together = [_adjacent(left, right) for left, right in pairwise(sentences)]
    beside[1:][together] = own[:-1][together]
    beside[:-1][together] = np.maximum(beside[:-1][together], own[1:][together])
    coverages = weigher.sums(own)
    totals = weigher.sums(np.maximum(own, np.maximum(0.55 * above, 0.3 * beside)))
    contexts = weigher.sums(np.maximum(own, np.maximum(above, beside)))
    scored: list[Scored] = []
    for sentence, coverage, total, context in zip(sentences, coverages, totals, contexts, strict=True):
        score = total + 0.12 / (1 + sentence.rank)
        if sentence.start == 0 or _PREAMBLE.search(sentence.text):
            score *= 0.75
        if _FOOTER.search(sentence.text):
            score *= 0.6
        scored.append(Scored(sentence, coverage, score, context))
    return scored


# Why a document was made, or that something follows: such a sentence repeats the subject and answers nothing.
_PREAMBLE = re.compile(
    r"[:：]$|如下[。:：]?$|^(?:为|根据|按照)[^。]{10,}(?:特|现|制定|通知|通告|公告|如下|印发)|各(?:有关|相关|区县|部门|单位|镇街)[^。]{0,20}[:：]|"
    r"(?:新华社|记者|本报)[^。]{0,20}电"
)


# A signature with its date, the editor's name, a page's tail: they repeat the title's words.
_FOOTER = re.compile(
    r"责任编辑|扫一扫|相关稿件|抄送|印发\s*$|^\S{2,40}\s+(?:\d{4}|二[〇○零]\S\S)年\d{1,2}月\d{1,2}日\s*(?:\S{2,40})?$"
)


def _adjacent(left: Sentence, right: Sentence) -> bool:
    return left.document_id == right.document_id and left.passage_start == right.passage_start


def trim_sentence(
    sentence: Sentence,
    weigher: Weigher,
    limit: int = 160,
    keep: tuple[int, int] | None = None,
    *,
    lists: bool = False,
) -> tuple[int, int]:
    """The part of a long sentence that holds the question's words, cut at commas, as document offsets.

    A sentence within the limit comes whole. 160 characters is about what a reader takes in at
    a glance as one quote; the guiding-ideology sentences of official plans run to 400.

    Args:
        keep: A range of the sentence's text that the part must hold, such as the figure that answers.
        lists: Whether a list is asked for, so that of two parts the one that lists things is wanted.
    """
    text = sentence.text
    if len(text) <= limit:
        return sentence.start, sentence.end
    ranges = _with_commas(text)
    first_kept = last_kept = None
    if keep is not None:
        first_kept = next((n for n, (_, end) in enumerate(ranges) if keep[0] < end), None)
        last_kept = next((n for n, (_, end) in enumerate(ranges, 1) if keep[1] <= end), len(ranges))
    best, best_score = (0, len(ranges)), -1.0
    for first in range(len(ranges) if first_kept is None else first_kept + 1):
        for last in range(max(first + 1, last_kept or 0), len(ranges) + 1):
            left, right = ranges[first][0], ranges[last - 1][1]
            if right - left > limit and last > max(first + 1, last_kept or 0):
                break
            score = weigher.coverage(text[left:right]) - (right - left) / 4000
            score += 0.04 * min(text.count("、", left, right), 3) if lists else 0.0
            if score > best_score:
                best, best_score = (first, last), score
    left, right = ranges[best[0]][0], ranges[best[1] - 1][1]
    while right > left and text[right - 1] in ",，":
        right -= 1
    return sentence.start + left, sentence.start + right


def _with_commas(text: str) -> list[tuple[int, int]]:
    """Ranges of the parts between commas, each with the comma that closes it; together the whole text."""
    cuts = [m.end() for m in re.finditer(r"(?<!\d)[,，]|[,，](?!\d{3}(?!\d))", text)]
    edges = [0, *cuts, len(text)]
    return [(a, b) for a, b in pairwise(edges) if a < b]
