"""What has been filled into a PDF's form, or typed onto its page: it is printed, and is no part of the page's own text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from corpus.loaders.pdf_layout import Piece, text_width

if TYPE_CHECKING:
    from pypdf import PageObject

_HIDDEN = 0b10_0010  # not shown, or not shown on a screen
_MAX_NOTES = 2000
_LARGEST = 12.0


def filled_in(page: PageObject) -> Iterator[Piece]:
    """The values of the page's fields and the text typed onto it, each where it stands."""
    notes = page.get("/Annots")
    notes = notes.get_object() if notes is not None else None
    for reference in list(notes)[:_MAX_NOTES] if isinstance(notes, list) else ():
        note = reference.get_object()
        if not isinstance(note, dict) or _integer(note.get("/F")) & _HIDDEN:
            continue
        value = _value(note)
        box = note.get("/Rect")
        if not value.strip() or box is None:
            continue
        left, bottom, right, top = (float(edge) for edge in box.get_object())
        lines = [line for line in value.splitlines() if line.strip()]
        size = min(_LARGEST, 0.7 * abs(top - bottom) / len(lines))
        if size <= 0.5:
            continue
        step = abs(top - bottom) / len(lines)
        for number, line in enumerate(lines, 1):
            x, y = min(left, right), max(top, bottom) - number * step + 0.25 * size
            yield Piece(line, x, y, x + text_width(line, size), size)


def _value(note: dict[str, Any]) -> str:
    if note.get("/Subtype") == "/FreeText":
        return _text(note.get("/Contents"))
    if note.get("/Subtype") != "/Widget":
        return ""
    parent = note.get("/Parent")
    above = parent.get_object() if parent is not None else {}
    above = above if isinstance(above, dict) else {}
    kind = note.get("/FT", above.get("/FT"))
    return _text(note.get("/V", above.get("/V"))) if kind in ("/Tx", "/Ch") else ""


def _text(value: Any) -> str:
    value = value.get_object() if hasattr(value, "get_object") else value
    return str(value) if isinstance(value, str) and not str(value).startswith("/") else ""


def _integer(value: Any) -> int:
    return int(value) if isinstance(value, int | float) else 0
