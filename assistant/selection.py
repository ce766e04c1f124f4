"""Find the sentences that answer, among the passages that retrieval found.

A question becomes concepts: character pairs of its subject, or for an English question the
Chinese wordings its words may have. A sentence's coverage is the share of the concepts that
it holds, each weighing more the fewer sentences hold it. Words found only in the headings
above a sentence count for less, those next to it for less again: "到2022年底,…70%" is about the
task whose heading stands over it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.synonyms import read_spoken
from assistant.wording import ENGLISH_EVERYDAY
from corpus.document import Document
from index.passages import Hit

Documents = Callable[[str], Document]

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z][A-Za-z&+\-]*|\d+(?:\.\d+)?%?")
# Two spaces are the indent of a paragraph whose line break was lost.
_SENTENCE_END = re.compile(r"[。！？!?；;](?:[”’」』\"）)])?|\n+|[ \t\u3000\u00a0]{2,}")
_CLAUSE = re.compile(r"(?:[^,，、]|(?<=\d)[,，](?=\d{3}))+")
# Pairs that hold any official sentence together; they tell nothing about its subject.
_PLAIN_PAIRS = frozenset(
    (
        "进行 开展 有关 相关 以及 其中 通过 按照 根据 对于 关于 方案 文件 规定 要求 工作 情况 问题 具体 主要 "
        "提出 提到 说的 需要 应当 应该 可以 要在 要把 得要 到底 这个 那个 这些 那些 我们 他们 计划 里面 前要 "
        "之前 以前 之后 以后 目标 完成 属于 中的 上的 里的 对的 的是 是由 的时 时候 到几 从几 是从 将要 还要 "
        "都要 总共 一共 需不"
    ).split()
)


# A pair with one of these joins two words rather than being one.
_FUNCTION = frozenset("的了在和与是及或被把让给由各从向其这那哪几做里搞点啥咋没想得要去")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or heading in its document, with the hit that brought it."""

    document_id: str
    start: int
    end: int
    text: str
    path: tuple[str, ...]
    title: str
    passage_start: int
    passage_end: int
    rank: int
    """Place of its passage among the hits, from 0."""
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing the question speaks of, in each Chinese wording that may stand for it."""

    wordings: tuple[tuple[str, ...], ...]
    """Each wording as the pieces a text must hold; none where no Chinese is known for it."""
    weight: float = 1.0
    source: str = ""
    """The question's own words, to name what was not found."""


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


def read_sentences(hits: Sequence[Hit], documents: Documents) -> list[Sentence]:
    """Sentences of the passages and their headings, best hit first, no range twice."""
    found: list[Sentence] = []
    seen: set[tuple[str, int]] = set()
    for rank, hit in enumerate(hits):
        passage = hit.passage
        document = documents(passage.document_id)
        for start, end in split_sentences(document.text, passage.start, passage.end):
            if (passage.document_id, start) in seen:
                continue
            seen.add((passage.document_id, start))
            section = document.section_at(start)
            heading = (
                section is not None
                and start < section.heading_end <= end + 1
                and end <= section.body_start + 1
            )
            found.append(
                Sentence(
                    passage.document_id,
                    start,
                    end,
                    document.text[start:end],
                    section.path if section else passage.section_path,
                    passage.title,
                    passage.start,
                    passage.end,
                    rank,
                    heading,
                )
            )
    return found


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges of the sentences in ``text[start:end]``; a stop inside brackets ends none."""
    ranges: list[tuple[int, int]] = []
    begin = start
    depth_open = 0
    position = start
    while position < end:
        character = text[position]
        if character in "(（〔【":
            depth_open = position + 1
        elif character in ")）〕】":
            depth_open = 0
        # A bracket open for more than 600 characters was never closed.
        inside = depth_open and position - depth_open < 600 and character != "\n"
        if not inside:
            match = _SENTENCE_END.match(text, position, end)
            if match:
                ranges.append((begin, match.end()))
                begin = position = match.end()
                depth_open = 0
                continue
        position += 1
    ranges.append((begin, end))
    out: list[tuple[int, int]] = []
    for left, right in ranges:
        while left < right and text[left].isspace():
            left += 1
        while left < right and text[right - 1].isspace():
            right -= 1
        if right - left >= 2:
            out.append((left, right))
    return out


def chinese_concepts(subject: str) -> list[Concept]:
    """Concepts of a Chinese question's subject: its character pairs, numbers and Latin words."""
    concepts: dict[str, Concept] = {}
    rest = subject
    for everyday, official in read_spoken():
        if everyday in rest:
            wordings = tuple(grams(wording) for wording in (everyday, *official))
            concepts[everyday] = Concept(wordings, 1.5, everyday)
            rest = rest.replace(everyday, " ")
    for run in _HAN_RUN.findall(rest):
        if not "\u4e00" <= run[0] <= "\u9fff":
            concepts.setdefault(run, Concept(((run,),), 1.5, run))
            continue
        if len(run) == 1:
            continue
        for pair in (run[i : i + 2] for i in range(len(run) - 1)):
            if pair not in _PLAIN_PAIRS and not _FUNCTION.intersection(pair):
                concepts.setdefault(pair, Concept(((pair,),), 1.0, pair))
    return list(concepts.values())


class Bridged(Protocol):
    """What is used of an English question carried over into Chinese (``assistant.bridge``)."""

    @property
    def groups(self) -> tuple[tuple[Mapping[str, float], ...], ...]:
        """Per word of the question its renderings as weighted tokens."""

    @property
    def matched(self) -> tuple[tuple[str, str], ...]:
        """(English, Chinese) per group."""

    @property
    def unmatched(self) -> tuple[str, ...]:
        """English words for which nothing was found."""


def bridged_concepts(bridged: Bridged) -> list[Concept]:
    """Concepts of an English question: one per word or phrase, with all its Chinese renderings."""
    concepts: list[Concept] = []
    for renderings, (english, chinese) in zip(bridged.groups, bridged.matched, strict=True):
        if english.lower() in _ENGLISH_PLAIN or chinese in _FRAME_TERMS:
            continue
        wordings = tuple(
            dict.fromkeys(
                tuple(token for token in rendering if len(token) == 2 or not "\u4e00" <= token[0] <= "\u9fff")
                or tuple(rendering)
                for rendering in renderings
            )
        ) + tuple(grams(wording) for wording in ENGLISH_EVERYDAY.get(english.lower(), ()))
        # A phrase of the office's glossary is worth more than a word with ten dictionary renderings.
        weight = 1.0 + 0.5 * english.count(" ")
        concepts.append(Concept(wordings, weight, english))
    concepts += [
        Concept(tuple(grams(wording) for wording in ENGLISH_EVERYDAY.get(word.lower(), ())), 0.7, word)
        for word in bridged.unmatched
        if word.lower() not in _ENGLISH_PLAIN
    ]
    return concepts


def mentions(part: str, concept: Concept) -> bool:
    """Whether a part of an English question holds the concept's own words."""
    return concept.source.lower().replace("-", " ") in part.lower().replace("-", " ")


# Terms that stand in every responsibility bracket, and so describe no task.
_FRAME_TERMS = frozenset(
    "牵头单位 牵头部门 配合单位 责任单位 成员单位 完成时间 单位 部门 任务 目标 指标 方案".split()
)
# English words of the question's frame that a dictionary would render all the same.
_ENGLISH_PLAIN = frozenset(
    (
        "plan document scheme task tasks work jointly together bureaus offices according mention mentioned say says state stated set out target "
        "targets targeted department departments unit units bureau must required requirement lead leads leading "
        "led support supports supporting responsible charge number minimum maximum percentage share year "
        "years month months end which what who when how many much complete completed completion finish finished "
        "reach reached list part help helps assist assists cooperate participate deadline due date day one two three four five six seven eight nine ten total"
    ).split()
)


class Weigher:
    """Weighs concepts by how few of the sentences at hand hold them, and measures coverage."""

    def __init__(self, concepts: Iterable[Concept], texts: Sequence[str]) -> None:
        self.concepts = list(concepts)
        pieces = {gram for concept in self.concepts for wording in concept.wordings for gram in wording}
        counts = {gram: sum(gram in text for text in texts) for gram in pieces}
        size = len(texts) + 1
        self._idf = {
            gram: math.log(1 + (size - count + 0.5) / (count + 0.5)) for gram, count in counts.items()
        }
        self._known = {gram for gram, count in counts.items() if count}
        joints = self._joints()
        self._weights = [
            0.0 if position in joints else concept.weight * self._concept_idf(concept)
            for position, concept in enumerate(self.concepts)
        ]
        self.total = sum(self._weights) or 1.0
        self._measured: dict[str, list[float]] = {}

    def _joints(self) -> set[int]:
        """Places of pairs that only join two words: no text holds them, and all hold their neighbours.

        提出申请 gives 提出, 出申 and 申请; an unknown word of its own leaves two unknown pairs or more.
        """
        known = [any(g in self._known for wording in c.wordings for g in wording) for c in self.concepts]
        sources = [concept.source for concept in self.concepts]
        return {
            i
            for i in range(1, len(sources) - 1)
            if not known[i]
            and known[i - 1]
            and known[i + 1]
            and len(sources[i]) == 2
            and sources[i - 1][-1:] == sources[i][0]
            and sources[i][1] == sources[i + 1][:1]
        }

    def _concept_idf(self, concept: Concept) -> float:
        known = [
            sum(self._idf[gram] for gram in wording) / len(wording)
            for wording in concept.wordings
            if any(gram in self._known for gram in wording)
        ]
        # What no sentence holds may be the asker's own wording as well as a missing subject: it
        # weighs as a word of middling rarity.
        return max(known) if known else _UNKNOWN_WEIGHT

    def held(self, text: str) -> list[float]:
        """For each concept, how much of it the text holds, in [0, 1]."""
        if text not in self._measured:
            self._measured[text] = [
                max((self._share(wording, text) for wording in concept.wordings), default=0.0)
                for concept in self.concepts
            ]
        return self._measured[text]

    def _share(self, wording: tuple[str, ...], text: str) -> float:
        if len(wording) == 1:
            return float(wording[0] in text)
        total = sum(self._idf[gram] for gram in wording)
        share = sum(self._idf[gram] for gram in wording if gram in text) / total
        # Half of a phrase is often another phrase; it counts for less than half.
        return share * share

    def coverage(self, text: str) -> float:
        """Weighted share of the concepts that the text holds, in [0, 1]."""
        return self.sum(self.held(text))

    def sum(self, held: Sequence[float]) -> float:
        """Coverage of concepts already measured."""
        return sum(weight * part for weight, part in zip(self._weights, held, strict=True)) / self.total

    def missing(self, text: str) -> list[Concept]:
        """Concepts the text holds nothing of, heaviest first."""
        held = self.held(text)
        order = sorted(range(len(held)), key=lambda i: -self._weights[i])
        return [self.concepts[i] for i in order if held[i] < 0.2]


_UNKNOWN_WEIGHT = 2.0


def grams(wording: str) -> tuple[str, ...]:
    """The pieces of a wording that a text must hold: character pairs of Chinese, else the whole."""
    if len(wording) <= 2 or not "\u4e00" <= wording[0] <= "\u9fff":
        return (wording,)
    return tuple(wording[i : i + 2] for i in range(len(wording) - 1))


def score_sentences(sentences: Sequence[Sentence], weigher: Weigher) -> list[Scored]:
    """Every sentence with its scores, in the order given."""
    held = [weigher.held(sentence.text) for sentence in sentences]
    paths: dict[tuple[str, ...], list[float]] = {}
    scored: list[Scored] = []
    for position, sentence in enumerate(sentences):
        headings = (sentence.title, *sentence.path)
        if headings not in paths:
            paths[headings] = weigher.held(" ".join(headings))
        own = held[position]
        above = paths[headings]
        beside = [0.0] * len(own)
        for neighbour in (position - 1, position + 1):
            if 0 <= neighbour < len(sentences) and _adjacent(sentences[neighbour], sentence):
                beside = [max(a, b) for a, b in zip(beside, held[neighbour], strict=True)]
        total = [max(o, 0.55 * a, 0.3 * b) for o, a, b in zip(own, above, beside, strict=True)]
        around = [max(o, a, b) for o, a, b in zip(own, above, beside, strict=True)]
        own_coverage = weigher.sum(own)
        score = weigher.sum(total) + 0.12 / (1 + sentence.rank)
        if sentence.start == 0 or _PREAMBLE.search(sentence.text):
            score *= 0.75
        if _FOOTER.search(sentence.text):
            score *= 0.6
        scored.append(Scored(sentence, own_coverage, score, weigher.sum(around)))
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


def clause_ranges(sentence: str) -> list[tuple[int, int]]:
    """Ranges of the parts between commas, 、 included."""
    return [match.span() for match in _CLAUSE.finditer(sentence)]


def clause_texts(text: str) -> list[str]:
    """The clauses of a text, cut at commas and stops; 、 ends none."""
    return [part for part in re.split(r"[,，;；。！？!?\n]|(?<=[)）])(?=[(（])", text) if part.strip()]


def trim_sentence(sentence: Sentence, weigher: Weigher, limit: int = 160) -> tuple[int, int]:
    """The part of a long sentence that holds the question's words, cut at commas, as document offsets.

    A sentence within the limit comes whole. 160 characters is about what a reader takes in at
    a glance as one quote; the guiding-ideology sentences of official plans run to 400.
    """
    text = sentence.text
    if len(text) <= limit:
        return sentence.start, sentence.end
    ranges = [match.span() for match in re.finditer(r"[^,，]+[,，]?", text)]
    best, best_score = (0, len(ranges)), -1.0
    for first in range(len(ranges)):
        for last in range(first + 1, len(ranges) + 1):
            left, right = ranges[first][0], ranges[last - 1][1]
            if right - left > limit and last > first + 1:
                break
            score = weigher.coverage(text[left:right]) - (right - left) / 4000
            if score > best_score:
                best, best_score = (first, last), score
    left, right = ranges[best[0]][0], ranges[best[1] - 1][1]
    while right > left and text[right - 1] in ",，":
        right -= 1
    return sentence.start + left, sentence.start + right
