"""How far a font moves the pen for what it shows: only so is it known where a line of text ends.

pypdf tells where a run begins. The widths that the file states for each glyph tell the rest; they are used where
codes and glyphs correspond without doubt, and elsewhere a run's width is estimated from its characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_MANY = 70_000  # glyphs; no font has more


class FontWidths:
    """The widths of one font, in parts of an em."""

    def __init__(self, widths: dict[int, float], default: float | None, code_bytes: int) -> None:
        self._widths = widths
        self._default = default
        self._code_bytes = code_bytes

    def advance(
        self, items: Sequence[bytes | float], size: float, spacing: TextState, wide: int
    ) -> float | None:
        """How far the pen moves along the line, in units of text space; None where a width is not stated.

        Args:
            items: Strings as shown, and between them by how many thousandths of an em the pen was set back.
            size: Font size.
            spacing: What was in force.
            wide: How many full-width characters are shown. For so many glyphs the font's default holds, which is one
                em; a file that lists nothing for its digits sets the pen anew behind each of them.
        """
        total = 0.0
        assumed = 0
        for item in items:
            if not isinstance(item, bytes):
                total -= item / 1000 * size
                continue
            step = self._code_bytes
            for at in range(0, len(item) - step + 1, step):
                code = int.from_bytes(item[at : at + step], "big")
                width = self._widths.get(code)
                if width is None:
                    assumed += 1
                    width = self._default
                if width is None or assumed > wide:
                    return None
                total += width * size + spacing.character
                if step == 1 and code == 32:
                    total += spacing.word
        return total * spacing.scale


class TextState:
    """Spacing of characters and words, and the scale along the line, as the page's operators set them."""

    def __init__(self, character: float = 0.0, word: float = 0.0, scale: float = 1.0) -> None:
        self.character, self.word, self.scale = character, word, scale

    def copy(self) -> TextState:
        """The same, to go back to."""
        return TextState(self.character, self.word, self.scale)

    def set(self, operator: bytes, operands: Sequence[Any]) -> None:
        """Follow Tc, Tw, Tz and the operator that sets two of them and shows."""
        try:
            if operator == b"Tc":
                self.character = float(operands[0])
            elif operator == b"Tw":
                self.word = float(operands[0])
            elif operator == b"Tz":
                self.scale = float(operands[0]) / 100 or 1.0
            elif operator == b'"':
                self.word, self.character = float(operands[0]), float(operands[1])
        except (IndexError, TypeError, ValueError):
            return  # malformed: what was in force stays so, as in a viewer


def read_widths(font: Any) -> FontWidths | None:
    """The widths that a font of a page states; None where they are not stated, or codes are no glyph numbers."""
    try:
        if font.get("/Subtype") == "/Type0":
            return _of_composite(font)
        if font.get("/Subtype") == "/Type3":
            return None
        first, listed = font.get("/FirstChar"), font.get("/Widths")
        if first is None or listed is None:
            return None
        widths = {int(first) + at: float(width) / 1000 for at, width in enumerate(listed.get_object())}
        return FontWidths(widths, None, 1)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError):
        return None  # a broken font: its text is read all the same


def _of_composite(font: Any) -> FontWidths | None:
    if font.get("/Encoding") != "/Identity-H":
        return None
    descendant = font["/DescendantFonts"].get_object()[0].get_object()
    default = float(descendant.get("/DW", 1000)) / 1000
    listed = descendant.get("/W")
    entries = [entry.get_object() for entry in listed.get_object()] if listed is not None else []
    widths: dict[int, float] = {}
    at = 0
    while at + 1 < len(entries) and len(widths) < _MANY:
        # "first [w w w]" lists the widths of glyphs in a row, "first last w" gives many of them one.
        first, second = int(entries[at]), entries[at + 1]
        if isinstance(second, list):
            widths.update((first + step, float(width) / 1000) for step, width in enumerate(second))
            at += 2
        else:
            width = float(entries[at + 2]) / 1000
            widths.update((code, width) for code in range(first, min(int(second), first + _MANY) + 1))
            at += 3
    return FontWidths(widths, default, 2)
