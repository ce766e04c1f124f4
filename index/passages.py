"""Cut a document's sections into passages, the unit that is indexed and quoted.

A passage is a whole clause wherever one fits. These rules decide, in this order:

- a bare heading, which nobody can cite, joins the clause under it;
- items of a list join their introduction and each other up to the goal where one sentence runs
  through them ("应当具备下列条件:(一)…;(二)…。") or where an item is a few words; an article (第三条),
  a titled clause and an item that is a whole sentence stand alone however short they are;
- a clause too long for one passage is cut at paragraphs or sentences into parts of even length;
- a responsibility bracket (牵头单位:…) is never cut and stays with the sentence before it;
- a table row is never cut; short rows of one table are grouped, row by row.

Together the passages hold every character of the text that is not blank, each exactly once. The
time taken is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.characters import strip_range
from corpus.document import Document, Section
from index.cutting import best_cut, responsibility_brackets

PASSAGES_VERSION = 1
"""Raise it when the same document gives other passages: stored indexes are then made anew."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotable range of a document's canonical text; ``text == document.text[start:end]``."""

    passage_id: str
    """``{document_id}:{start}-{end}``: the same source always gives the same ids."""
    document_id: str
    start: int
    end: int
    text: str
    section_path: tuple[str, ...]
    page: int | None
    title: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with the scores that put it where it is."""

    passage: Passage
    score: float
    """Fused score in [0, 1] or so; comparable within one query only."""
    dense_score: float
    """Cosine of query and passage in [-1, 1]; 0 where no vectors were asked."""
    lexical_score: float
    """BM25 score, >= 0, unbounded."""


WHOLE_CLAUSE = 1.4
"""A clause up to this many times the goal stays whole: two halves of 210 characters answer less than one of 420."""
HARD_LIMIT = 1.6
"""No passage is longer than this times the goal, 480 characters at 300, save for a bracket or a row that may not
be cut: the embedding model reads 512 tokens, title and heading path included."""
ROW_ALONE = 24
"""A table row at least this long is a passage of its own; shorter ones are grouped."""
_SCRAP = 12
"""A piece with fewer letters than this (a mark, a stray number) joins its neighbour rather than be found alone."""
_WORD = re.compile(r"[^\W_]")
_NUMBER_ONLY = re.compile(
    r"[（(]?[0-9０-９一二三四五六七八九十百零〇.．]{1,8}[)）]?[.．、]?|[①-⑳⑴-⒇⒈-⒛㈠-㈩]|[0-9０-９]{1,2}[)）]"
)


@dataclass(slots=True)
class _Piece:
    """A range on its way to becoming a passage."""

    start: int
    end: int
    section: int | None
    """Position of its section, None before the first heading."""
    kind: str
    """``clause`` stands alone, ``item`` may join its like, ``lead`` introduces items; ``row`` and ``short row``."""
    table: int = -1


def split_document(document: Document, goal_chars: int = 300) -> list[Passage]:
    """The passages of ``document`` in text order, disjoint, covering all that is not blank.

    Args:
        document: Its sections and rows are used as they are; without any, its sentences are.
        goal_chars: Length aimed at; parts of one clause come out between half of it and 1.6 times it.
    """
    goal = max(goal_chars, 40)
    protected = responsibility_brackets(document.text)
    pieces: list[_Piece] = []
    for piece in _clauses(document):
        pieces.extend(_cut(document, piece, protected, goal))
    page_starts = [page.start for page in document.pages]
    passages = []
    for start, end, section in _grouped(document, pieces, goal):
        page = None
        if page_starts:
            page = document.pages[max(bisect_right(page_starts, start) - 1, 0)].number
        path = document.sections[section].path if section is not None else ()
        passages.append(
            Passage(
                passage_id=f"{document.document_id}:{start}-{end}",
                document_id=document.document_id,
                start=start,
                end=end,
                text=document.text[start:end],
                section_path=path,
                page=page,
                title=document.metadata.title,
            )
        )
    return passages


def embeddable_text(passage: Passage) -> str:
    """Title, heading path and text, one per line: what is embedded and counted, never quoted.

    A heading that opens the text already, and a number that stands alone, are not said again: the
    model reads 512 tokens.
    """
    opening = passage.text[:200]
    path = [h for h in passage.section_path if h not in opening and not is_number_only(h)]
    title = "" if passage.title and passage.title in opening else passage.title
    return "\n".join(part for part in (title, " ".join(path), passage.text) if part)


def is_number_only(heading: str) -> bool:
    """Whether a heading is a number without a title, as a clause of a list has: (一), 3., 第三条."""
    return bool(_NUMBER_ONLY.fullmatch(heading)) or bool(re.fullmatch(r"第\S{1,7}条(?:之\S{1,3})?", heading))


def _clauses(document: Document) -> Iterator[_Piece]:
    """The text cut where sections begin and end, bare headings joined to what follows them."""
    sections, text = document.sections, document.text
    carried: int | None = None
    for start, end, position in _segments(document):
        if position is None:
            kind = "clause"
        else:
            section = sections[position]
            has_children = position + 1 < len(sections) and sections[position + 1].parent == position
            own = start == section.start
            bare = own and not _WORD.search(text, min(section.heading_end, end), end)
            if bare and has_children:
                carried = start if carried is None else carried
                continue
            kind = "lead" if has_children else "clause"
            untitled = is_number_only(section.heading) and not section.heading.endswith("条")
            if not has_children and own and (untitled or bare):
                kind = "item"
        if carried is not None:
            start, carried, kind = carried, None, "lead" if kind == "lead" else "clause"
        yield _Piece(start, end, position, kind)
    # A heading always has a child segment after it, so nothing is left carried.


def _segments(document: Document) -> Iterator[tuple[int, int, int | None]]:
    """Disjoint ranges (start, end, innermost section) that cover the whole text, in order."""
    sections, length = document.sections, len(document.text)
    position: int | None = None
    offset = 0
    for coming in range(len(sections) + 1):
        start = sections[coming].start if coming < len(sections) else length
        while offset < start:
            while position is not None and sections[position].end <= offset:
                position = sections[position].parent
            stop = start if position is None else min(start, sections[position].end)
            yield offset, stop, position
            offset = stop
        if coming < len(sections):
            position = coming


def _cut(
    document: Document, piece: _Piece, protected: Sequence[tuple[int, int]], goal: int
) -> Iterator[_Piece]:
    """A piece as it is, or in parts: table rows by themselves, long text at its sentences."""
    text, rows = document.text, document.rows
    row = bisect_right([r.start for r in rows], piece.start - 1) if rows else 0
    if rows and row and rows[row - 1].end > piece.start:
        row -= 1
    offset = piece.start
    while rows and row < len(rows) and rows[row].start < piece.end:
        start, end = max(rows[row].start, offset), min(rows[row].end, piece.end)
        if start < end:
            yield from _cut_text(text, offset, start, piece, document.sections, protected, goal)
            kind = "row" if end - start >= ROW_ALONE else "short row"
            yield _Piece(start, end, piece.section, kind, rows[row].table)
            offset = end
        row += 1
    yield from _cut_text(text, offset, piece.end, piece, document.sections, protected, goal)


def _cut_text(
    text: str,
    start: int,
    end: int,
    piece: _Piece,
    sections: Sequence[Section],
    protected: Sequence[tuple[int, int]],
    goal: int,
) -> Iterator[_Piece]:
    """Parts of even length between half the goal and the hard limit, cut where it hurts least."""
    start, end = strip_range(text, start, end)
    heading_end = sections[piece.section].heading_end if piece.section is not None else 0
    first = True
    while start < end:
        left = end - start
        stop = end
        if left > WHOLE_CLAUSE * goal:
            parts = max(2, round(left / goal))
            ideal = left // parts
            stop = best_cut(text, start, end, ideal, int(HARD_LIMIT * goal), heading_end, protected)
        part_end = strip_range(text, start, stop)[1]
        if part_end > start:
            whole = first and stop >= end
            kind = piece.kind if whole or (piece.kind == "lead" and stop >= end) else "clause"
            yield _Piece(start, part_end, piece.section, kind)
        first = False
        start = strip_range(text, stop, end)[0]


def _grouped(
    document: Document, pieces: Sequence[_Piece], goal: int
) -> Iterator[tuple[int, int, int | None]]:
    """Pieces joined where one alone could not be cited: (start, end, section that holds all of it)."""
    sections, text = document.sections, document.text
    group: _Piece | None = None
    base: int | None = None  # the section whose items the group collects
    for piece in pieces:
        if group is not None:
            joins, section = _joined(sections, text, group, base, piece, goal)
            if joins:
                base = section if piece.kind in ("item", "lead") else base
                group = _Piece(group.start, piece.end, section, group.kind, group.table)
                continue
            yield group.start, group.end, group.section
        group = piece
        base = piece.section if piece.kind == "lead" else None
        if piece.kind == "item" and piece.section is not None:
            base = sections[piece.section].parent
    if group is not None:
        yield group.start, group.end, group.section


def _joined(
    sections: Sequence[Section], text: str, group: _Piece, base: int | None, piece: _Piece, goal: int
) -> tuple[bool, int | None]:
    """Whether ``piece`` joins the group, and the section that holds both."""
    length = piece.end - group.start
    apart = (False, None)
    if length > HARD_LIMIT * goal:
        return apart
    if group.section == piece.section:
        if group.kind == piece.kind == "short row":
            return (group.table == piece.table and length <= goal), group.section
        if any("row" not in one.kind and _letters(text, one) < _SCRAP for one in (group, piece)):
            return True, group.section
    if piece.kind not in ("item", "lead") or piece.section is None or length > goal or "row" in group.kind:
        return apart
    # The sentence runs on into this item, or the item is a few words that say nothing alone.
    runs_on = text[group.end - 1] in "；;：:，,、"
    if (runs_on or _letters(text, piece) < _SCRAP) and base is not None:
        return _is_within(sections, piece.section, base), base
    return apart


def _letters(text: str, piece: _Piece) -> int:
    if piece.end - piece.start > 4 * _SCRAP:
        return _SCRAP
    return len(_WORD.findall(text, piece.start, piece.end))


def _is_within(sections: Sequence[Section], position: int, ancestor: int) -> bool:
    return sections[ancestor].start <= sections[position].start < sections[ancestor].end
