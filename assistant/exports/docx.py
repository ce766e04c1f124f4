"""A table as a Word document in landscape, its heading row repeated on every page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from assistant.exports.sheet import Sheet

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TINTS = {"good": "E2F0D9", "bad": "FBE0DD", "part": "FFF2CC"}
_FONT = "宋体"


def write_docx(sheet: Sheet, path: Path) -> None:
    """Write title, notes and table; widths follow the sheet's, scaled to the page."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt, RGBColor

    document = Document()
    style = set_font(document, 8)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(2)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.8)
    title = document.add_paragraph()
    run = title.add_run(clean(sheet.title))
    run.bold = True
    run.font.size = Pt(15)
    for note in sheet.notes:
        document.add_paragraph(clean(note))
    table = document.add_table(rows=1, cols=len(sheet.headings))
    table.style = "Table Grid"
    table.autofit = False
    total = sum(sheet.widths)
    widths = [Cm(26.7 * width / total) for width in sheet.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # LibreOffice reads the grid, Word the cells
    for cell, heading, width in zip(table.rows[0].cells, sheet.headings, widths, strict=True):
        cell.width = width
        cell.paragraphs[0].add_run(clean(heading)).bold = True
        _shade(cell, "D9E2F3")
    _repeat(table.rows[0])
    for n, row in enumerate(sheet.rows):
        tint = _TINTS.get(sheet.tinted[n]) if sheet.tinted else None
        cells = table.add_row().cells
        for cell, value, width in zip(cells, row, widths, strict=True):
            cell.width = width
            written = cell.paragraphs[0].add_run(clean(value))
            if sheet.is_marked(n):
                written.italic = True
                written.font.color.rgb = RGBColor(0x7F, 0x60, 0x00)
            if tint:
                _shade(cell, tint)
    document.core_properties.title = clean(sheet.title)
    document.core_properties.author = "policy-assistant"
    document.save(str(path))


def set_font(document: Any, points: float) -> Any:
    """The document's normal style, in a font that Chinese offices have and of this size."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style = document.styles["Normal"]
    style.font.name = _FONT
    style.font.size = Pt(points)
    # Word takes the font of Chinese characters from an attribute of its own.
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    return style


def clean(text: str) -> str:
    """``text`` without the signs that no XML may hold."""
    return _CONTROL.sub("", text)


def _shade(cell: object, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:color"), "auto")
    shading.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shading)  # type: ignore[attr-defined]  # python-docx has no call for it


def _repeat(row: object) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)  # type: ignore[attr-defined]  # python-docx has no call for it
