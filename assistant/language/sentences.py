"""The sentences and clauses of the passages that retrieval found, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.document import Document
from index.passages import Hit

Documents = Callable[[str], Document]
# Two spaces are the indent of a paragraph whose line break was lost.
_SENTENCE_END = re.compile(r"[。！？!?；;](?:[”’」』\"）)])?|\n+|[ \t\u3000\u00a0]{2,}")

_BRACKET_OR_END = re.compile(rf"[(（〔【)）〕】]|{_SENTENCE_END.pattern}")


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


def read_sentences(hits: Sequence[Hit], documents: Documents) -> list[Sentence]:
    """Sentences of the passages and their headings, best hit first, no range twice."""
    found: list[Sentence] = []
    seen: set[tuple[str, int]] = set()
    for rank, hit in enumerate(hits):
        passage = hit.passage
        document = documents(passage.document_id)
        for start, end in split_sentences(
            document.text, *whole_sentences(document, passage.start, passage.end)
        ):
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


# A long sentence is cut between two passages; what lies further off than this is another sentence for sure.
_FURTHEST = 240
_ENDS_WHOLE = re.compile(r"[。！？!?；;”’」』\"）)\s\u3000]\Z")


def whole_sentences(document: Document, start: int, end: int) -> tuple[int, int]:
    """A passage's range, widened within its section to the ends of sentences that it cuts."""
    text, section = document.text, document.section_at(start)
    lowest, highest = (section.body_start, section.end) if section is not None else (0, len(text))
    if start > lowest and not _ENDS_WHOLE.search(text[start - 1]):
        before = max(lowest, start - _FURTHEST)
        stops = [match.end() for match in _SENTENCE_END.finditer(text, before, start)]
        start = stops[-1] if stops else lowest if before == lowest else start
    if end < highest and not _ENDS_WHOLE.search(text[end - 1]):
        stop = _SENTENCE_END.search(text, end, min(highest, end + _FURTHEST))
        end = stop.end() if stop else end
    return start, end


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges of the sentences in ``text[start:end]``; a stop inside brackets ends none."""
    ranges: list[tuple[int, int]] = []
    begin = start
    depth_open = 0
    position = start
    while match := _BRACKET_OR_END.search(text, position, end):
        here, character = match.start(), text[match.start()]
        position = here + 1
        if character in "(（〔【":
            depth_open = here + 1
        elif character in ")）〕】":
            depth_open = 0
        # A bracket open for more than 600 characters was never closed.
        elif not depth_open or here - depth_open >= 600 or character == "\n":
            ranges.append((begin, match.end()))
            begin = position = match.end()
            depth_open = 0
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


# A comma between the digits of a number parts no clauses.
_COMMA_CLAUSE = re.compile(r"(?:[^,，;；。]|(?<=\d)[,，](?=\d{3}(?!\d)))+")


def clause_ranges(text: str) -> list[tuple[int, int]]:
    """Ranges of the clauses of a sentence, between commas and stops; 、 ends none."""
    return [match.span() for match in _COMMA_CLAUSE.finditer(text)]


def clause_range(text: str, position: int) -> tuple[int, int]:
    """The range of the clause that holds a position; empty where a comma or stop stands there."""
    return next(
        ((start, end) for start, end in clause_ranges(text) if start <= position < end), (position, position)
    )


def clause_with_condition(text: str, position: int) -> tuple[int, int]:
    """The range of the clause that holds a position, with the conditions before it: 被评为省级示范的,一次性奖励5万元."""
    start, end = clause_range(text, position)
    for left, right in reversed(clause_ranges(text[:start])):
        if text[right:start] not in (",", "，") or not text[left:right].endswith(("的", "者")):
            break
        start = left
    return start, end


def clause_texts(text: str) -> list[str]:
    """The clauses of a text, cut at commas and stops; 、 ends none."""
    return [
        part
        for part in re.split(r"(?<!\d)[,，]|[,，](?!\d{3}(?!\d))|[;；。！？!?\n]|(?<=[)）])(?=[(（])", text)
        if part.strip()
    ]
