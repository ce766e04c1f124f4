"""What may be a heading of a text, and where each ends.

The heading alone is what comes before the first 。 of its line. A clause that is a sentence and
has no title keeps its number alone as its heading: 第三条, (一).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.characters import BLANK, strip_range
from corpus.mark import DIVISIONS, Mark
from corpus.numbering import find_marks, read_mark

TITLE_MAX = 40
"""A title that ends with 。 is shorter than this, or it is a sentence. Of the clause openings of 599 policy
documents fewer than one in twenty lie between 36 and 44 characters, so the exact figure matters little."""
LINE_TITLE_MAX = 60
"""The same for a line that has no 。 at all."""
_COLON_TITLE_MAX = 20
_TRAILING = "。．.：:；;，,、" + BLANK
_DUTY = re.compile(
    r"[(（【\[](?:牵头|责任|主责|主办|承办|配合|协办|协同|参与|参加|支持|完成|落实|实施|时限|时间)[^:：()（）]{0,8}[:：]"
)


@dataclass(slots=True)
class HeadingCandidate:
    """A place that opens a section if the sequence of the numbers allows it."""

    mark: Mark | None
    start: int
    heading_end: int
    body_start: int
    style: int | None
    title: bool
    """The heading has words, not its number alone."""


def find_candidates(
    text: str, skip: list[tuple[int, int]], headings: Sequence[tuple[int, int, int]]
) -> list[HeadingCandidate]:
    """Marks and format headings in one order; a numbered format heading is one candidate, not two."""
    styled: list[HeadingCandidate] = []
    ranges: list[tuple[int, int]] = []
    ordered = sorted((start, end, level) for start, end, level in headings if 0 <= start < end <= len(text))
    levels = [level for _, _, level in ordered]
    for position, (start, end, level) in enumerate(ordered):
        start, end = strip_range(text, start, end)
        if start >= end or (ranges and start < ranges[-1][1]):
            continue
        mark = read_mark(text, start, end)
        ranges.append((start, end))
        if mark is None:
            # The first and only heading of the highest level is the document's title, not a section.
            is_title = position == 0 and levels.count(level) == 1 and level == min(levels) and len(levels) > 1
            if is_title or end - start > 2 * LINE_TITLE_MAX:
                continue
            styled.append(HeadingCandidate(None, start, end, end, level, True))
        else:
            styled.append(_with_heading(text, mark, level))
    merged = sorted(skip + ranges)
    plain = [_with_heading(text, mark, None) for mark in find_marks(text, merged)]
    return sorted([*styled, *plain], key=lambda candidate: candidate.start)


def _with_heading(text: str, mark: Mark, style: int | None) -> HeadingCandidate:
    end, title = _heading_end(text, mark)
    before = mark.start - 1
    while before >= 0 and text[before].isspace():
        before -= 1
    if style is None and mark.family not in DIVISIONS and before >= 0 and text[before] in "；;，,、":
        # One sentence runs through the list: 应当具备下列条件:(一)…;(二)…。 Its items have no titles.
        end, title = mark.end, False
    body = end
    while body < len(text) and text[body] in "。：:":
        body += 1
        if text[body - 1] == "。":
            break
    while body < len(text) and text[body].isspace():
        body += 1
    return HeadingCandidate(mark, mark.start, end, body, style, title)


def _heading_end(text: str, mark: Mark) -> tuple[int, bool]:
    """Where the heading alone ends, and whether it has words beside its number."""
    start = mark.title_start
    limit = min(len(text), start + LINE_TITLE_MAX + 20)
    flat = mark.anchor in ("space", "sentence") or _line_is_long(text, mark.start)
    if mark.family == "条":
        return _article_heading_end(text, mark)
    if mark.family == "annex":
        line_end = text.find("\n", start, limit)
        end = _trim(text, start, limit if line_end < 0 else line_end)
        return (end, True) if end > start else (mark.end, True)
    depth = 0
    position = start
    end, ended_by = limit, ""
    while position < limit:
        character = text[position]
        if character in "（(《“【":
            if depth == 0 and _DUTY.match(text, position):
                end, ended_by = position, "duty"
                break
            depth += 1
        elif character in "）)》”】":
            depth = max(0, depth - 1)
        elif character == "\n" or (character in "。！？!?；;" and depth == 0):
            end, ended_by = position, character
            break
        elif character in "：:" and depth == 0 and position - start <= _COLON_TITLE_MAX:
            end, ended_by = position, "："
            break
        elif flat and character in BLANK and position - start >= 2 and not _is_spread(text, position):
            end, ended_by = position, " "
            break
        position += 1
    else:
        end, ended_by = limit, "" if limit < len(text) else "\n"
    words = _trim(text, start, end)
    length = words - start
    is_line = ended_by in ("\n", " ", "duty")
    division = mark.family in DIVISIONS
    fits = 0 < length <= (LINE_TITLE_MAX if is_line or division else TITLE_MAX)
    sentence = ended_by in ("；", ";", "！", "？", "!", "?") or (
        is_line and text[end - 1 : end] in "，,；;、"
    )
    if ended_by == "" or not fits or (sentence and not division):
        return mark.end, False
    return words, True


def _article_heading_end(text: str, mark: Mark) -> tuple[int, bool]:
    """第三条, with the title that some statutes put in brackets or leave alone on the line."""
    start = mark.title_start
    if start < len(text) and text[start] in "【（(〔[":
        closing = {"【": "】", "（": "）", "(": ")", "〔": "〕", "[": "]"}[text[start]]
        end = text.find(closing, start, start + 30)
        if end >= 0 and "\n" not in text[start:end]:
            return end + 1, True
    # Ten characters: longer ones are as a rule the first line of a clause that the page broke off.
    line_end = text.find("\n", start, start + 11)
    if line_end < 0 and len(text) - start <= 10:
        line_end = len(text)
    if line_end > start and not re.search("[。；;：:，,]", text[start:line_end]):
        return _trim(text, start, line_end), True
    return mark.end, False


def _line_is_long(text: str, start: int) -> bool:
    return len(text) - start > 150 and text.find("\n", start, start + 150) < 0


def _is_spread(text: str, position: int) -> bool:
    """A blank inside a title set wide, as in 总　则: single characters on both sides."""
    before = text[max(0, position - 2) : position]
    return len(before) == 2 and before[0] in BLANK


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _TRAILING + "\n\r":
        end -= 1
    return end
