"""Split a report into the statements that can be checked, and pass over what only sounds.

A statement is checkable when it holds something to be right or wrong about: an amount, a date, a
unit with a role, a scope, a denial. A slogan (坚定不移走…道路) holds nothing of the kind; it is passed
over and counted, so that nobody takes silence for approval.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.claims.claim_parts import read_parts
from assistant.language.sentences import split_sentences
from assistant.questions.language import detect_language
from corpus.document import Document

# Shorter pieces are headings, numbers and salutations.
MINIMUM_CHARS = 8
_ENGLISH_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
_NO_STATEMENT = re.compile(
    r"[:：]$|^(?:特此报告|此致|附件|表\d+|图\d+|序号[;；]|[（(]?本(?:文件|报告)[^。]*(?:样例|演示|虚构))|^(?:第?[一二三四五六七八九十\d]+[章节、.．)）])?[^，,。；;]{0,24}$"
)
# What frames a report and states nothing: captions, "现将…报告如下", what a sample says of itself.
_FRAME = re.compile(
    r"^表\s*\d+|^图\s*\d+|(?:报告|汇报|说明|通报)如下[:：。]?$|样例[^。]*虚构|虚构[^。]*不(?:作|是)|^特此|〔20\d\d〕\d+号[^。]{0,30}$"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or table row of a report, ``text[start:end]``."""

    start: int
    end: int
    checkable: bool
    is_row: bool = False


def split_statements(text: str, start: int = 0, end: int | None = None) -> list[Statement]:
    """The sentences of a text, each with whether it can be checked."""
    stop = len(text) if end is None else end
    if not re.search(r"[\u4e00-\u9fff]", text[start:stop]):
        return _english(text, start, stop)
    found: list[Statement] = []
    for left, right in _joined(text, split_sentences(text, start, stop)):
        found.append(Statement(left, right, is_checkable(text[left:right])))
    return found


def read_statements(document: Document) -> list[Statement]:
    """The statements of a report in text order: sentences outside its tables, and whole rows of them."""
    found: list[Statement] = []
    offset = _body_start(document)
    for row in document.rows:
        if row.start > offset:
            found.extend(split_statements(document.text, offset, row.start))
        found.append(Statement(row.start, row.end, True, is_row=True))
        offset = max(offset, row.end)
    found.extend(split_statements(document.text, offset, len(document.text)))
    return [
        replace(one, checkable=False)
        if one.checkable and not one.is_row and _is_heading(document, one)
        else one
        for one in found
    ]


def _is_heading(document: Document, statement: Statement) -> bool:
    """Whether a statement is the document's title or a bare heading without a figure."""
    text = document.text[statement.start : statement.end].strip("。. ")
    if len(text) >= MINIMUM_CHARS and text in document.metadata.title:
        return True
    section = document.section_at(statement.start)
    if section is None or statement.start >= section.heading_end or statement.end > section.heading_end + 2:
        return False
    return not any(part.kind in ("number", "date") for part in read_parts(text))


def is_checkable(sentence: str) -> bool:
    """Whether a sentence states anything that a document can confirm or deny."""
    text = re.sub(r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*)+", "", sentence.strip())
    # A cell of figures alone ("45.6%/50.2%") says nothing of anything, in no language.
    if len(text) < MINIMUM_CHARS or detect_language(text) is None:
        return False
    parts = read_parts(text)
    figures = [part for part in parts if part.kind in ("number", "date", "unit")]
    roles = [part for part in parts if part.kind == "role"]
    units = [part for part in parts if part.kind == "organisation"]
    denials = [
        part for part in parts if part.kind == "negation" and part.value in ("not", "forbid", "exempt")
    ]
    if _FRAME.search(text):
        return False
    if _NO_STATEMENT.search(text) and not figures and not (roles and units):
        return False
    return bool(figures or (roles and units) or denials or "《" in text)


def count_slogans(statements: Sequence[Statement]) -> int:
    """How many whole sentences were passed over because they state nothing checkable."""
    return sum(1 for s in statements if not s.checkable and s.end - s.start >= 2 * MINIMUM_CHARS)


def _joined(text: str, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Parts cut at ； belong to one sentence where they are short or lean on each other."""
    out: list[tuple[int, int]] = []
    for left, right in ranges:
        if (
            out
            and text[out[-1][1] - 1] in "；;"
            and right - out[-1][0] <= 60
            and "\n" not in text[out[-1][1] : left]
        ):
            out[-1] = (out[-1][0], right)
        else:
            out.append((left, right))
    return out


def _english(text: str, start: int, end: int) -> list[Statement]:
    cuts = [start, *(match.end() for match in _ENGLISH_END.finditer(text, start, end)), end]
    return [Statement(a, b, True) for a, b in pairwise(cuts) if text[a:b].strip()]


def _body_start(document: Document) -> int:
    """Behind the title, which a report repeats on its first line."""
    first = document.text.find("\n")
    title = document.metadata.title
    return first + 1 if first > 0 and document.text[:first].strip()[:8] in title else 0
