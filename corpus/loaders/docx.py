"""Read Word documents straight from their XML, in body order.

python-docx gives neither text boxes, footnotes nor the numbers that Word generates, and hides tables
inside content controls, so the parts are walked here. What is read is what a reader of the printed page
reads: numbers written out, tracked deletions and hidden text left out, each text box once (Word stores it
twice, the second time for old programs), footnotes after the paragraph that calls them. Running headers,
footers and comments are not part of the document. A generated table of contents only repeats the
headings, and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import LoadedText
from corpus.errors import UnreadableFileError
from corpus.loaders.archives import open_archive, parse_xml, read_part
from corpus.loaders.canonical import TextBuilder, clean_line
from corpus.loaders.docx_paragraph import MC, Paragraph, W, alternative, is_on
from corpus.loaders.numbering import Numbering
from corpus.loaders.tables import Cell, GridRow, cell_text, write_table

if TYPE_CHECKING:
    import zipfile

    from lxml.etree import _Element

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_DC = "{http://purl.org/dc/elements/1.1/}"
# The ISO "strict" form of the format has the same words under other names.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_HEADING_STYLE = re.compile(r"^(?:heading|标题)\s*(\d)$", re.I)
_CONTENTS_STYLE = re.compile(r"^(?:toc|目录)\s*\d$", re.I)
_CONTENTS_LEFT_OUT = "自动生成的目录未收入(与各级标题重复)。 (The generated table of contents was left out.)"
_MAX_SPAN = 200
_MAX_DEPTH = 40


def load(path: Path) -> LoadedText:
    """A DOCX as canonical text.

    Raises:
        UnreadableFileError: Damaged, encrypted, or not a Word document.
        NoTextError: Nothing but pictures or blank pages.
    """
    with open_archive(path) as archive:
        body = _read_xml(archive, "word/document.xml")
        if body is None:
            raise UnreadableFileError(
                "文件里没有正文,不是完整的 Word 文档;请用 Word 或 WPS 打开后另存再导入。 (The main part of the document is missing.)"
            )
        reader = _Reader(archive)
        reader.write_blocks(body.find(f"{W}body"))
        reader.write_endnotes()
        builder = reader.builder
        _warn_of_rest(builder, archive, body)
        if body.find(f".//{W}drawing") is not None or body.find(f".//{W}pict") is not None:
            empty = "文档里只有图片,没有可读的文字。 (The document holds pictures and no text.)"
        else:
            empty = "文档里没有文字。 (There is no text in the document.)"
        loaded = builder.finish(empty)
        title = _title_property(archive)
        # Many files carry the title of the document they were once copied from: believe it only if it is here.
        if title and _squeeze(title) in _squeeze(loaded.text[:2000]):
            loaded.hints["title"] = title
        return loaded


def _warn_of_rest(builder: TextBuilder, archive: zipfile.ZipFile, body: _Element) -> None:
    """Say what of the document is not in the text."""
    pictures = sum(1 for _ in body.iter(f"{_A}blip", f"{_V}imagedata"))
    comments = _read_xml(archive, "word/comments.xml")
    notes = len(comments.findall(f"{W}comment")) if comments is not None else 0
    if pictures:
        builder.warn(f"文档含 {pictures} 幅图片,图中文字未收入。 (Text in pictures was left out.)")
    if notes:
        builder.warn(f"文档含 {notes} 条批注,未收入。 (Comments were left out.)")
    if next(body.iter(f"{W}delText"), None) is not None:
        builder.warn("修订中标为删除的文字未收入。 (Text that a tracked change deletes was left out.)")


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def _read_xml(archive: zipfile.ZipFile, name: str) -> _Element | None:
    data = read_part(archive, name)
    return None if data is None else parse_xml(data.replace(_STRICT, _TRANSITIONAL), name)


def _title_property(archive: zipfile.ZipFile) -> str:
    root = _read_xml(archive, "docProps/core.xml")
    title = root.findtext(f"{_DC}title") if root is not None else None
    title = clean_line(title or "")
    return title if len(title) >= 5 else ""


@dataclass(slots=True)
class _Style:
    name: str = ""
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None


class _Styles:
    """Paragraph styles with what they inherit."""

    def __init__(self, root: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._read: dict[str, _Style] = {}
        self.default = ""
        for element in root.iter(f"{W}style") if root is not None else ():
            if element.get(f"{W}type") == "paragraph":
                self._elements[element.get(f"{W}styleId", "")] = element
                if element.get(f"{W}default") in ("1", "true"):
                    self.default = element.get(f"{W}styleId", "")

    def get(self, style_id: str, depth: int = 0) -> _Style:
        """The style; an unknown one is a plain one."""
        if style_id in self._read:
            return self._read[style_id]
        element = self._elements.get(style_id)
        if element is None or depth > 20:
            return _Style()
        base = self.get(_value(element, "basedOn"), depth + 1)
        name = _value(element, "name")
        outline = _value(element, f"pPr/{W}outlineLvl")
        list_id = _value(element, f"pPr/{W}numPr/{W}numId")
        list_level = _value(element, f"pPr/{W}numPr/{W}ilvl")
        heading = _HEADING_STYLE.match(name)
        style = _Style(
            name=name,
            outline=int(outline) if outline.isdigit() else int(heading[1]) - 1 if heading else base.outline,
            list_id=list_id or base.list_id,
            list_level=int(list_level) if list_level.isdigit() else base.list_level,
        )
        self._read[style_id] = style
        return style


def _value(element: _Element | None, path: str) -> str:
    found = element.find(f"{W}{path}") if element is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


class _Reader:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.builder = TextBuilder()
        self._styles = _Styles(_read_xml(archive, "word/styles.xml"))
        self._numbering = Numbering(_read_xml(archive, "word/numbering.xml"))
        self._footnotes = self._read_notes(archive, "footnote")
        self._endnotes = self._read_notes(archive, "endnote")
        self._called: list[str] = []
        self._footnote_count = 0
        self._origin = 0

    def _read_notes(self, archive: zipfile.ZipFile, kind: str) -> dict[str, str]:
        root = _read_xml(archive, f"word/{kind}s.xml")
        notes = {}
        for note in root.iter(f"{W}{kind}") if root is not None else ():
            if note.get(f"{W}type") not in ("separator", "continuationSeparator", "continuationNotice"):
                paragraphs = [Paragraph(paragraph).text for paragraph in note.iter(f"{W}p")]
                notes[note.get(f"{W}id", "")] = cell_text(paragraphs)
        return notes

    def write_blocks(self, container: _Element | None, depth: int = 0) -> None:
        """Write paragraphs and tables in the order in which they stand."""
        held: Paragraph | None = None  # its end is deleted: it goes on with the next one
        for block in _blocks(container):
            if block.tag == f"{W}sdt":
                self.builder.warn(_CONTENTS_LEFT_OUT)
            elif block.tag == f"{W}p":
                paragraph = Paragraph(block)
                if held is not None:
                    paragraph.follow(held)
                held = paragraph if paragraph.goes_on else None
                if held is None:
                    self._write_paragraph(block, paragraph, depth)
            elif depth < _MAX_DEPTH:
                self._write_table(block, depth)
        if held is not None:
            self._write_text(held, held.text, None, depth)

    def write_endnotes(self) -> None:
        """Write the endnotes that the text calls."""
        for number, note_id in enumerate(self._called, 1):
            if text := self._endnotes.get(note_id):
                self.builder.write(f"[尾注{number}] {text}")

    def _write_paragraph(self, element: _Element, paragraph: Paragraph, depth: int) -> None:
        style = self._style(element)
        if _CONTENTS_STYLE.match(style.name) or paragraph.is_contents:
            self.builder.warn(_CONTENTS_LEFT_OUT)
            return
        text = "" if paragraph.is_page_mark else self._numbered(element, style, paragraph.text)
        outline = _value(element.find(f"{W}pPr"), "outlineLvl")
        self._write_text(paragraph, text, int(outline) if outline.isdigit() else style.outline, depth)

    def _write_text(self, paragraph: Paragraph, text: str, level: int | None, depth: int) -> None:
        if level is not None and level < 9 and clean_line(text):
            self.builder.write_heading(text, level + 1)
        else:
            self.builder.write(text)
        if depth < _MAX_DEPTH:
            for box in paragraph.boxes:
                self.write_blocks(box, depth + 1)
        for note_id in paragraph.footnotes:
            self._footnote_count += 1
            if note := self._footnotes.get(note_id):
                self.builder.write(f"[注{self._footnote_count}] {note}")
        self._called += paragraph.endnotes

    def _style(self, paragraph: _Element) -> _Style:
        return self._styles.get(_value(paragraph.find(f"{W}pPr"), "pStyle") or self._styles.default)

    def _numbered(self, paragraph: _Element, style: _Style, text: str) -> str:
        """The paragraph's text with the number that Word generates for it."""
        properties = paragraph.find(f"{W}pPr")
        list_id = _value(properties, f"numPr/{W}numId") or style.list_id
        # Word numbers an empty paragraph too; nobody reads a number alone, but it counts.
        if not list_id or list_id == "0":
            return text
        level = _value(properties, f"numPr/{W}ilvl")
        if level.isdigit():
            number = int(level)
        elif style.list_level is not None:
            number = style.list_level
        else:
            number = self._numbering.level_of_style(list_id, _value(properties, "pStyle"))
        label = self._numbering.next_label(list_id, number)
        text = text.strip()
        if not label or not text:
            return text
        touching = label[-1].isalnum() or (label[-1].isascii() and text[0].isascii())
        return f"{label} {text}" if touching else label + text

    def _write_table(self, table: _Element, depth: int) -> None:
        write_table(self.builder, self._grid(table, depth))

    def _grid(self, table: _Element, depth: int) -> list[GridRow]:
        rows: list[GridRow] = []
        above: dict[int, Cell] = {}
        for number, row in enumerate(_rows(table), 1):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            cells: list[Cell] = [Cell("", -1)] * min(_integer(_value(properties, "gridBefore"), 0), _MAX_SPAN)
            current: dict[int, Cell] = {}
            for element in _cells(row):
                cell_properties = element.find(f"{W}tcPr")
                span = min(max(_integer(_value(cell_properties, "gridSpan"), 1), 1), _MAX_SPAN)
                merge = cell_properties.find(f"{W}vMerge") if cell_properties is not None else None
                column = len(cells)
                if merge is not None and merge.get(f"{W}val", "continue") == "continue" and column in above:
                    cell = above[column]
                else:
                    self._origin += 1
                    cell = Cell(self._cell_text(element, depth + 1), self._origin)
                if merge is not None:
                    current[column] = cell
                cells += [cell] * span
            above = current
            rows.append(GridRow(number, tuple(cells), is_on(properties, "tblHeader")))
        return rows

    def _cell_text(self, cell: _Element, depth: int) -> str:
        parts: list[str] = []
        for block in _blocks(cell):
            if block.tag == f"{W}p":
                paragraph = Paragraph(block)
                if not (paragraph.goes_on and not paragraph.text.strip()):  # all of it is deleted
                    parts.append(self._numbered(block, self._style(block), paragraph.text))
                if depth < _MAX_DEPTH:
                    parts += [self._cell_text(box, depth + 1) for box in paragraph.boxes]
                parts += [f"[注] {self._footnotes[i]}" for i in paragraph.footnotes if i in self._footnotes]
            elif block.tag == f"{W}tbl" and depth < _MAX_DEPTH:
                for row in self._grid(block, depth):
                    parts.append(" ".join(dict.fromkeys(cell.text for cell in row.cells if cell.text)))
        return cell_text([part for part in parts if part.strip()])


def _integer(value: str, default: int) -> int:
    return int(value) if value.isdigit() else default


def _blocks(container: _Element | None, depth: int = 0) -> Iterator[_Element]:
    """Paragraphs and tables directly in a container, looked up through content controls and the like.

    A generated table of contents comes as the content control that holds it.
    """
    for child in container if container is not None else ():
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag == f"{W}sdt":
            if child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery[@{W}val='Table of Contents']") is None:
                yield from _blocks(child.find(f"{W}sdtContent"), depth + 1)
            else:
                yield child
        elif child.tag == f"{MC}AlternateContent":
            yield from _blocks(alternative(child), depth + 1)
        elif child.tag in (f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag") and depth < _MAX_DEPTH:
            yield from _blocks(child, depth + 1)


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _rows(child)


def _cells(row: _Element) -> Iterator[_Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _cells(child)
