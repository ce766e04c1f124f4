"""One paragraph of a Word document: its text as printed, and what hangs on it.

A field (a page number, a reference, a date) is stored as its code and its last result; only the result is
printed. Converters write the code as if it were text, so what stands between a field's beginning and its
result is code whatever it is stored as.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.characters import DASHES
from corpus.glyphs import SYMBOL, SYMBOLS, WINGDINGS

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_SKIPPED = {
    f"{W}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "delText", "rt", "annotationRef", "sdtPr")
}
_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
_WINGDINGS_2 = {0x50: "✓", 0x52: "☑", 0x54: "☒"}
_AROUND_PAGE = re.compile(rf"[{DASHES}·/／,，\s第页共()（）]*")
_PAGE_MARK = re.compile(
    rf"[{DASHES}]+\s*\d{{1,4}}\s*[{DASHES}]+"
    r"|第\s*\d{1,4}\s*页\s*[,，/／]?\s*(?:[(（]?共\s*\d{1,4}\s*页[)）]?)?"
)


@dataclass(slots=True)
class _Field:
    code: str = ""
    places: list[int] = field(default_factory=list)
    """Which of the paragraph's parts came while the field's code was being told."""
    result: int | None = None
    """The first part of its result; None until it begins."""


class Paragraph:
    """Text of one paragraph, and what hangs on it: text boxes and notes."""

    def __init__(self, element: _Element) -> None:
        self.boxes: list[_Element] = []
        self.footnotes: list[str] = []
        self.endnotes: list[str] = []
        self.is_contents = False
        """A line of a generated table of contents: it ends, behind a tab, in the page of a heading."""
        self._parts: list[str] = []
        self._fields: list[_Field] = []
        self._pages: list[int] = []
        """Which parts are page numbers of this document itself, as a foot carries them."""
        self._collect(element, 0)
        self.text = "".join(self._parts)
        if self._pages:
            for place in self._pages:
                self._parts[place] = ""
            if _AROUND_PAGE.fullmatch("".join(self._parts)):
                self.text = ""
        properties = element.find(f"{W}pPr")
        framed = properties is not None and properties.find(f"{W}framePr") is not None
        line = self.text.strip()
        # A foot that a converter set into the text. A number alone is one only in a frame of its own.
        self.is_page_mark = bool(_PAGE_MARK.fullmatch(line) or (framed and re.fullmatch(r"\d{1,4}", line)))
        mark = properties.find(f"{W}rPr") if properties is not None else None
        self.goes_on = mark is not None and any(
            mark.find(f"{W}{name}") is not None for name in ("del", "moveFrom")
        )
        """A tracked change deletes its end, so that what follows belongs to it."""

    def follow(self, earlier: Paragraph) -> None:
        """Put before this paragraph one whose end is deleted."""
        self.text = earlier.text + self.text
        self.boxes[:0] = earlier.boxes
        self.footnotes[:0] = earlier.footnotes
        self.endnotes[:0] = earlier.endnotes

    def _collect(self, element: _Element, depth: int) -> None:
        if depth > 200:
            return
        for child in element:
            tag = child.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == f"{W}r" and is_on(child.find(f"{W}rPr"), "vanish"):
                # Hidden text is left out; where a field begins and ends is no text.
                for mark in child.iter(f"{W}fldChar", f"{W}instrText"):
                    self._take_field(mark)
            elif tag in (f"{W}t", f"{_M}t"):
                self._add((child.text or "").translate(SYMBOLS))
            elif tag in (f"{W}tab", f"{W}ptab"):
                self._add(" ")
            elif tag in (f"{W}br", f"{W}cr"):
                self._add("\n")
            elif tag == f"{_M}den":
                # The bar of a fraction; without it 标准 over 人数 would be one word.
                self._add("/")
                self._collect(child, depth + 1)
            elif tag == f"{W}noBreakHyphen":
                self._add("-")
            elif tag == f"{W}sym":
                self._add(_symbol(child))
            elif tag in (f"{W}fldChar", f"{W}instrText"):
                self._take_field(child)
            elif tag == f"{W}fldSimple":
                first = len(self._parts)
                self._collect(child, depth + 1)
                self._end_field(_Field(child.get(f"{W}instr", ""), [], first))
            elif tag == f"{W}footnoteReference":
                self.footnotes.append(child.get(f"{W}id", ""))
            elif tag == f"{W}endnoteReference":
                self.endnotes.append(child.get(f"{W}id", ""))
            elif tag == f"{W}txbxContent":
                self.boxes.append(child)
            elif tag == f"{MC}AlternateContent":
                chosen = alternative(child)
                if chosen is not None:
                    self._collect(chosen, depth + 1)
            else:
                self._collect(child, depth + 1)

    def _add(self, text: str) -> None:
        if self._fields and self._fields[-1].result is None:
            self._fields[-1].places.append(len(self._parts))
        self._parts.append(text)

    def _take_field(self, mark: _Element) -> None:
        if mark.tag == f"{W}instrText":
            if self._fields:
                self._fields[-1].code += mark.text or ""
            return
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._close_code(self._fields[-1])
        elif self._fields and kind == "end":
            self._end_field(self._fields.pop())

    def _close_code(self, told: _Field) -> None:
        # A field that never gets this far is broken: its parts then stay, for they may be text.
        for place in told.places:
            told.code += self._parts[place]
            self._parts[place] = ""
        told.places = []
        told.result = len(self._parts)

    def _end_field(self, told: _Field) -> None:
        if told.result is None:
            self._close_code(told)
        first = told.result or 0
        name = told.code.split()[0].upper() if told.code.strip() else ""
        if name in _PAGE_FIELDS:
            self._pages += range(first, len(self._parts))
        elif name == "PAGEREF":
            self.is_contents = "".join(self._parts[:first]).endswith(" ")


def is_on(element: _Element | None, name: str) -> bool:
    """Whether a property that is either on or off is on."""
    found = element.find(f"{W}{name}") if element is not None else None
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def alternative(element: _Element) -> _Element | None:
    """The one of several renderings of a thing to read: the first, unless only the fallback holds text."""
    choice, fallback = element.find(f"{MC}Choice"), element.find(f"{MC}Fallback")
    if choice is not None and (fallback is None or next(choice.iter(f"{W}t"), None) is not None):
        return choice
    return fallback if fallback is not None else choice


def _symbol(element: _Element) -> str:
    """A symbol-font character: signs, bullets, the boxes and ticks of forms; what is none of these becomes "□"."""
    font = element.get(f"{W}font", "")
    try:
        code = int(element.get(f"{W}char", ""), 16)
        character = chr(code)
    except (ValueError, OverflowError):
        return ""
    if font.startswith("Symbol"):
        return SYMBOL.get(code & 0xFF, "□")
    if font.startswith("Wingdings 2"):
        return _WINGDINGS_2.get(code & 0xFF, "□")
    if font.startswith(("Wingdings", "Webdings")):
        return WINGDINGS.get(code & 0xFF, "□")
    return "" if "\ue000" <= character <= "\uf8ff" else character
