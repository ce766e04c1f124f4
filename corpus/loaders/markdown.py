"""Read Markdown: what a reader of the rendered page would read, without the marks.

CommonMark joins the lines of a paragraph. A 公文 typed as Markdown often has one paragraph a line and no
blank line between, so a line break stays one where the line before has come to an end or the next begins
with a number of its own.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import LoadedText
from corpus.loaders.canonical import TextBuilder, join_lines, needs_space
from corpus.loaders.paragraphs import ends_sentence, starts_with_number
from corpus.loaders.tables import Cell, GridRow, cell_text, write_table
from corpus.loaders.text import MAX_BYTES, decode, read_bytes

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FRONT_FIELD = re.compile(r"^([\w\u4e00-\u9fff]+)[ \t]*[:：][ \t]*(.+?)[ \t]*$", re.M)
_FIELDS = {
    "title": "title", "标题": "title", "issuer": "issuer", "发文机关": "issuer", "author": "issuer",
    "number": "number", "发文字号": "number", "文号": "number", "date": "date", "成文日期": "date",
    "发布日期": "date", "status": "status", "有效性": "status", "source": "source", "来源": "source",
}  # fmt: skip
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.S)
# The only way to break a line in a cell of a Markdown table.
_BREAK = re.compile(r"<br\s*/?>", re.I)


def load(path: Path) -> LoadedText:
    """Markdown as canonical text; headings marked by ``#`` or underlining keep their level."""
    from markdown_it import MarkdownIt

    text, warning = decode(read_bytes(path, MAX_BYTES))
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    builder = TextBuilder()
    if warning:
        builder.warn(warning)
    front = _FRONT_MATTER.match(text)
    if front:
        text = text[front.end() :]
        for name, value in _FRONT_FIELD.findall(front.group(1)):
            if name.lower() in _FIELDS:
                builder.hints.setdefault(_FIELDS[name.lower()], value.strip("\"'"))
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    _Writer(builder).write(tokens)
    return builder.finish("文件里没有文字。 (There is no text in the file.)")


class _Writer:
    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._item_number = ""
        self._heading = 0
        self._grid: list[GridRow] | None = None
        self._row: list[Cell] = []
        self._in_header = False

    def write(self, tokens: list[Token]) -> None:
        for token in tokens:
            match token.type:
                case "heading_open":
                    self._heading = int(token.tag[1])
                case "list_item_open":
                    self._item_number = f"{token.info}{token.markup}" if token.info else ""
                case "table_open":
                    self._grid = []
                case "thead_open":
                    self._in_header = True
                case "thead_close":
                    self._in_header = False
                case "tr_open":
                    self._row = []
                case "tr_close" if self._grid is not None:
                    self._grid.append(GridRow(len(self._grid) + 1, tuple(self._row), self._in_header))
                case "table_close" if self._grid is not None:
                    write_table(self._builder, self._grid)
                    self._grid = None
                case "inline":
                    self._write_inline(token)
                case "fence" | "code_block":
                    self._builder.write(token.content)
                case "html_block":
                    self._builder.write(_TAG.sub("", token.content))

    def _write_inline(self, token: Token) -> None:
        lines = _inline_lines(token.children or [])
        if self._grid is not None:
            self._row.append(Cell(cell_text(lines), len(self._grid) * 1000 + len(self._row)))
            return
        if self._item_number and lines:
            gap = "" if self._item_number.endswith("、") or not lines[0][:1].isascii() else " "
            lines[0] = self._item_number + gap + lines[0]
            self._item_number = ""
        if self._heading:
            self._builder.write_heading(join_lines(lines), self._heading)
            self._heading = 0
            return
        self._builder.write("\n".join(lines))


def _inline_lines(children: list[Token]) -> list[str]:
    """Lines of an inline run: soft breaks joined unless a paragraph plainly ends there."""
    lines = [""]
    for index, child in enumerate(children):
        if child.type in ("text", "code_inline") or child.type == "image":
            lines[-1] += child.content
        elif child.type == "hardbreak" or (child.type == "html_inline" and _BREAK.fullmatch(child.content)):
            lines.append("")
        elif child.type == "softbreak":
            following = next((later.content for later in children[index + 1 :] if later.content), "")
            if ends_sentence(lines[-1]) or starts_with_number(following):
                lines.append("")
            else:
                lines[-1] = lines[-1].rstrip()
                lines[-1] += (
                    " " if lines[-1] and following and needs_space(lines[-1][-1], following[0]) else ""
                )
    return [line.strip() for line in lines if line.strip()]
