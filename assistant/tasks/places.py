"""Which part of a document each block of responsibility speaks of, and what that part is called.

Mostly the section that the block closes. A block under a heading, before the items below it, speaks of each
item that names nobody itself; one on a line of its own behind the last of such items speaks of them together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.tasks.fields import LABEL, Block
from corpus.document import Document, Section

_NUMBERING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百零〇\d]+[编章节条款]\s*|[(（][一二三四五六七八九十百\d]+[)）]\s*|"
    r"[一二三四五六七八九十]+、\s*|\d+(?:\.\d+)*\s*[.．、)）](?!\d)\s*|[①-⑳]\s*|[—\-•·]+\s*)+"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A duty's text and the block that says whose it is."""

    name: str
    block: Block
    section: Section | None
    start: int
    end: int
    """End of the duty, its block included where that stands in it."""


def strip_numbering(heading: str) -> str:
    """A heading without its number and closing stop: "5.提高专利申请质量。" is 提高专利申请质量."""
    return _NUMBERING.sub("", heading).strip().rstrip("。.:：;；")


def first_words(text: str) -> str:
    """What a clause is called that has no heading: its first words."""
    first = re.split(r"[。;；\n]", strip_numbering(text.strip()), maxsplit=1)[0]
    # A name is for a table's cell; past 40 characters the clause itself is one click away.
    return first if len(first) <= 40 else re.split(r"[,，]", first, maxsplit=1)[0][:40]


def place_blocks(document: Document, blocks: Sequence[Block]) -> Iterator[Place]:
    """The duties of a text, in order, each with the block that names its units."""
    tree = _Tree(document, blocks)
    end_of_last = 0
    for block, at in zip(blocks, tree.sections, strict=True):
        items = tree.items_below(block, at)
        if items:
            for item in items:
                yield _inherited(document, tree, block, item)
        elif not tree.is_merged(block):
            yield _own(document, tree, block, at, end_of_last)
        end_of_last = block.span.end


def _own(document: Document, tree: _Tree, block: Block, at: int | None, end_of_last: int) -> Place:
    """A duty that its own block closes, or a sentence that begins with the units."""
    at = tree.closed_by(block, at)
    section = document.sections[at] if at is not None else None
    start = section.start if section else 0
    if end_of_last > start:
        start = end_of_last
    if section is None:
        # Without headings a task is the paragraph that the bracket closes.
        start = max(start, document.text.rfind("\n", 0, max(block.span.start - 1, 0)) + 1)
    start += len(document.text[start : block.span.end]) - len(
        document.text[start : block.span.end].lstrip(" \n\t\u3000。;；,，")
    )
    end = max(block.span.end, block.clause_end)
    name = ""
    if section and tree.is_alone(at):
        heading = document.text[
            section.start : min(section.heading_end, max(block.span.start, section.start))
        ]
        name = strip_numbering(heading.rstrip("(（〔【[ "))
    if not name or LABEL.match(name):
        name = first_words(document.text[start : block.span.start]) or name
    if not name and block.clause_end > block.span.end:
        name = first_words(document.text[block.span.end : block.clause_end].lstrip("，, "))
    return Place(name, block, section, min(start, block.span.start), end)


def _inherited(document: Document, tree: _Tree, block: Block, item: int) -> Place:
    """A duty below a heading that says whose it is; what it says itself goes before."""
    section = document.sections[item]
    own = tree.blocks_in.get(item, [])
    fields = tuple(field for each in own for field in each.fields)
    said = {field.role for field in fields}
    fields += tuple(field for field in block.fields if field.role not in said)
    name = first_words(document.text[section.start : section.heading_end])
    end = section.start + len(document.text[section.start : section.end].rstrip())
    return Place(name, Block(block.span, fields), section, section.start, end)


class _Tree:
    """The sections of a document with the blocks that stand in each."""

    def __init__(self, document: Document, blocks: Sequence[Block]) -> None:
        self._document = document
        self.sections = _sections_at(document, [block.span.start for block in blocks])
        self.blocks_in: dict[int | None, list[Block]] = {}
        for block, at in zip(blocks, self.sections, strict=True):
            self.blocks_in.setdefault(at, []).append(block)
        self._below: dict[int | None, list[int]] = {}
        for position, section in enumerate(document.sections):
            self._below.setdefault(section.parent, []).append(position)
        self._named: set[int] = set()
        """Sections that name units, themselves or in a section below."""
        for at, found in self.blocks_in.items():
            if any(field.role in ("lead", "support") for block in found for field in block.fields):
                while at is not None and at not in self._named:
                    self._named.add(at)
                    at = document.sections[at].parent
        self._merged = {
            id(own)
            for block, at in zip(blocks, self.sections, strict=True)
            for item in self.items_below(block, at)
            for own in self.blocks_in.get(item, ())
        }

    def is_alone(self, at: int | None) -> bool:
        """Whether a section holds one block only."""
        return len(self.blocks_in.get(at, ())) <= 1

    def is_merged(self, block: Block) -> bool:
        """Whether a block only adds to what the heading above it says."""
        return id(block) in self._merged

    def items_below(self, block: Block, at: int | None) -> list[int]:
        """The items that a block under their heading speaks of: those that name no units themselves."""
        if at is None or block.clause_end or len(self.blocks_in[at]) > 1:
            return []
        if not any(field.role in ("lead", "support") for field in block.fields):
            return []
        return [item for item in self._below.get(at, ()) if item not in self._named]

    def closed_by(self, block: Block, at: int | None) -> int | None:
        """The section that a block closes: the one above, where it stands alone behind the last of several items."""
        if at is None or block.clause_end:
            return at
        parent = self._document.sections[at].parent
        items = self._below.get(parent, [])
        if parent is None or len(items) < 2 or items[-1] != at:
            return at
        text, before = self._document.text, block.span.start - 1
        while before > 0 and text[before] in " \u3000":
            before -= 1
        own_line = before >= 0 and text[before] == "\n"
        if any(item in self._named for item in items[:-1]) or not own_line:
            return at
        return parent


def _sections_at(document: Document, offsets: Sequence[int]) -> list[int | None]:
    """The innermost section at each offset; the offsets ascend."""
    found: list[int | None] = []
    around: list[int] = []
    following = 0
    sections = document.sections
    for offset in offsets:
        while following < len(sections) and sections[following].start <= offset:
            around.append(following)
            following += 1
        while around and sections[around[-1]].end <= offset:
            around.pop()
        found.append(around[-1] if around else None)
    return found
