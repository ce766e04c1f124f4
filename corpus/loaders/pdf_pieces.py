"""Read the pieces of text and the ruled lines that one PDF page draws, with their places.

pypdf hands out text in runs that may reach over several cells of a table, and tells where a run begins. Where
each glyph was placed is known from the drawing operators it passes on the way, so a run is cut where the page
itself set the pen anew, as long as the characters can be counted without doubt.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from corpus.loaders.pdf_forms import filled_in
from corpus.loaders.pdf_layout import Piece, text_width
from corpus.loaders.pdf_tables import Rule, rules_of_box
from corpus.loaders.pdf_widths import FontWidths, TextState, read_widths

if TYPE_CHECKING:
    from pypdf import PageObject

Matrix = Sequence[float]
MAX_RULES = 20_000
_PAINTING = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
_SHOWING = {b"Tj", b"TJ", b"'", b'"'}
_MOVING = {b"Td", b"TD", b"Tm", b"T*", b"BT", b"'", b'"'}


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page shows, turned so that its main writing direction runs from left to right."""

    pieces: list[Piece]
    rules: list[Rule]
    left_out: int
    """Pieces written in another direction (a watermark, a stamp's rim), which are not among ``pieces``."""
    has_picture: bool
    picture_area: float
    """Area of the largest bitmap shown, in square points; 0 where pypdf does not tell."""


def read_content(page: PageObject) -> PageContent:
    """Pieces and rules of a page. Raises whatever pypdf raises on a broken page."""
    pictures = _picture_names(page)
    recorder = Recorder(pictures)
    page.extract_text(visitor_text=recorder.take_text, visitor_operand_before=recorder.take_operator)
    found = recorder.found
    filled = list(filled_in(page))
    if not found:
        return PageContent(filled, [], 0, bool(pictures), recorder.picture_area)
    counts: Counter[int] = Counter()
    for run in found:
        counts[round(run.angle / 5) * 5 % 360] += len(run.text)
    main = counts.most_common(1)[0][0]
    kept = []
    for run in found:
        if min(abs(run.angle - main), 360 - abs(run.angle - main)) > 5:
            continue
        x, y = _turn(run.matrix[4], run.matrix[5], main)
        estimated = text_width(run.text.rstrip(), run.size)
        right = x + estimated
        if run.width is not None and 0.4 * estimated < run.width < 2.5 * estimated:
            right = x + run.width
        elif run.last is not None:
            last_x, last_y = _turn(*run.last, main)
            if abs(last_y - y) < 0.3 * run.size and last_x > x + 0.3 * run.size:
                right = last_x + text_width(run.text.rstrip()[-1], run.size)
        kept.append(Piece(run.text.replace("\n", " "), x, y, right, run.size))
    # A watermark may be upright: it is then far larger than the text, and the text is printed over it.
    written = _without_watermark(kept)
    left_out = len(found) - len(written)
    if main == 0:
        written += filled
    # Rules are not turned with the text: a table on a page turned sideways is read line by line.
    rules = recorder.rules if main == 0 else []
    return PageContent(written, rules, left_out, bool(pictures), recorder.picture_area)


def _without_watermark(pieces: list[Piece]) -> list[Piece]:
    """The pieces without large ones that lines of the text run across."""
    if not pieces:
        return pieces
    size = median(piece.size for piece in pieces)
    large = [piece for piece in pieces if piece.size > 2.5 * size]
    small = [piece for piece in pieces if piece.size < 1.5 * size]
    marks = {
        mark
        for mark in large
        if any(
            mark.y - 0.1 * mark.size < piece.y < mark.y + 0.6 * mark.size
            and min(mark.x1, piece.x1) - max(mark.x0, piece.x0) > 0.5 * piece.size
            for piece in small
        )
    }
    return [piece for piece in pieces if piece not in marks]


def _picture_names(page: PageObject) -> frozenset[str]:
    """Names under which a page, or a form it draws, shows bitmaps."""
    names: set[str] = set()
    seen: dict[int, Any] = {}
    """Dictionaries looked into, by id and held so that an id stays theirs: forms often share one, and each form that
    names the others would be gone through again from each of them."""
    waiting = [page.get("/Resources")]
    while waiting:
        resources = _whole(waiting.pop())
        objects = _whole(resources.get("/XObject")) if isinstance(resources, dict) else None
        if not isinstance(objects, dict) or id(objects) in seen:
            continue
        seen[id(objects)] = objects
        for name, reference in objects.items():
            item = _whole(reference)
            if not isinstance(item, dict):  # a reference to nothing, as damaged files have
                continue
            if item.get("/Subtype") == "/Image":
                names.add(str(name))
            elif item.get("/Subtype") == "/Form":
                waiting.append(item.get("/Resources"))
    return frozenset(names)


def _whole(item: Any) -> Any:
    """What a PDF's entry refers to; None where it refers to nothing."""
    return None if item is None else item.get_object()


@dataclass(slots=True)
class _Run:
    text: str
    matrix: Matrix
    size: float
    angle: float
    last: tuple[float, float] | None = None
    """Where the run's last glyph begins, if it was placed by itself."""
    width: float | None = None
    """By the font's own widths, blanks at the end left out; None where they are not known."""


@dataclass(slots=True)
class _Shown:
    """What was shown without setting the pen anew: from where, and under which spacing."""

    matrix: Matrix
    count: int
    """Bytes; 0 where the place is not known."""
    items: list[bytes | float]
    spacing: TextState


class Recorder:
    """Receives pypdf's visits in the order of the page's drawing."""

    def __init__(self, pictures: frozenset[str]) -> None:
        self.found: list[_Run] = []
        self.picture_area = 0.0
        self._pictures = pictures
        self.rules: list[Rule] = []
        self._path: list[Rule] = []
        self._pen = (0.0, 0.0)
        self._shown: list[_Shown] = []
        """Since the last run."""
        self._spacing = TextState()
        self._saved: list[TextState] = []
        self._fonts: dict[int, tuple[Any, FontWidths | None]] = {}
        self._moved = True
        self._goes_on = False
        """Whether the run goes on where the one before it left the pen (a page that changes its font for a glyph
        need not set the pen anew, and pypdf does not move it by what was shown)."""
        self._pen_set: tuple[float, float] | None = None
        self._advance = 0.0

    def take_operator(self, operator: bytes, operands: Any, cm: Matrix, tm: Matrix) -> None:
        """Note where text is shown and which lines are drawn."""
        if operator in _MOVING:
            self._moved = True
        if operator in _SHOWING:
            if not self._shown:
                self._goes_on = not self._moved
            self._moved = False
            # The ' and " operators move the pen first, so its place is not known here: 0 bytes spoil the count.
            items = _items(operands) if operator in (b"Tj", b"TJ") else []
            count = sum(len(item) for item in items if isinstance(item, bytes))
            matrix = multiply(tm, cm)
            if self._shown and self._shown[-1].matrix[4:] == matrix[4:]:
                self._shown[-1].count += count
                self._shown[-1].items += items
            else:
                self._shown.append(_Shown(matrix, count, items, self._spacing.copy()))
        elif operator in (b"Tc", b"Tw", b"Tz"):
            self._spacing.set(operator, operands)
        elif operator == b"q":
            self._saved.append(self._spacing.copy())
        elif operator == b"Q" and self._saved:
            self._spacing = self._saved.pop()
        elif operator in _PAINTING:
            self.rules.extend(self._path)
            self._path.clear()
        elif operator == b"Do" and operands and str(operands[0]) in self._pictures:
            # A picture fills the unit square of the coordinates in force.
            self.picture_area = max(self.picture_area, abs(cm[0] * cm[3] - cm[1] * cm[2]))
        elif operator == b"n":  # ends a path that only clips, and shows nothing
            self._path.clear()
        elif operator in (b"re", b"m", b"l") and len(self.rules) + len(self._path) < MAX_RULES:
            self._draw(operator, operands, cm)

    def take_text(self, text: str, cm: Matrix, tm: Matrix, font: Any, font_size: float) -> None:
        """Take a run of text; blank ones tell where the run before ended."""
        if not text or not text.strip():
            if self.found and self.found[-1].last is None:
                last = multiply(tm, cm)
                self.found[-1].last = (last[4], last[5])
            if text:
                self._shown.clear()
                if text.strip("\n"):
                    size = abs(font_size) * math.hypot(*multiply(tm, cm)[2:4])
                    self._follow(text, multiply(tm, cm), size)
            return
        shown, self._shown = self._shown, []
        width = 2 if isinstance(font, dict) and font.get("/Subtype") == "/Type0" else 1
        parts = _cut(text, [(piece.matrix, piece.count // width) for piece in shown])
        held = [[piece] for piece in shown] if parts else [shown]
        for (part, matrix), pieces in zip(parts or [(text, multiply(tm, cm))], held, strict=True):
            size = abs(font_size) * math.hypot(matrix[2], matrix[3])
            if part.strip() and 0.5 < size < 500:
                angle = math.degrees(math.atan2(matrix[1], matrix[0])) % 360
                end = self._end(part, pieces, matrix, font, font_size)
                matrix = self._follow(part, matrix, size, end)
                if end is not None:
                    end -= text_width(part, size) - text_width(part.rstrip(" \u3000"), size)
                self.found.append(_Run(part, matrix, size, angle, width=end))

    def _end(
        self, text: str, pieces: Sequence[_Shown], start: Matrix, font: Any, font_size: float
    ) -> float | None:
        """How far from ``start`` what was shown on its line, ``text``, ends by the font's own widths."""
        if id(font) not in self._fonts:
            self._fonts[id(font)] = (font, read_widths(font))
        widths = self._fonts[id(font)][1]
        if widths is None:
            return None
        wide = sum(text_width(sign, 1.0) == 1.0 for sign in text)
        along = math.hypot(start[0], start[1]) or 1.0
        ends = []
        for piece in pieces:
            advance = widths.advance(piece.items, font_size, piece.spacing, wide)
            if advance is None or not piece.items:
                return None
            x, y = piece.matrix[4] - start[4], piece.matrix[5] - start[5]
            if abs(x * start[1] - y * start[0]) < 0.3 * along * abs(font_size) * along:  # on the same line
                ends.append((x * start[0] + y * start[1]) / along + advance * along)
        return max(ends, default=None)

    def _follow(self, text: str, matrix: Matrix, size: float, width: float | None = None) -> Matrix:
        """Where ``text`` stands: at ``matrix``, or behind what was shown from there without moving the pen."""
        place = (matrix[4], matrix[5])
        if not (self._goes_on and place == self._pen_set):
            self._pen_set, self._advance = place, 0.0
        along = math.hypot(matrix[0], matrix[1]) or 1.0
        x, y = (step * self._advance / along for step in (matrix[0], matrix[1]))
        self._advance += text_width(text, size) if width is None else width
        return [*matrix[:4], matrix[4] + x, matrix[5] + y]

    def _draw(self, operator: bytes, operands: Any, cm: Matrix) -> None:
        try:
            numbers = [float(operand) for operand in operands]
        except (TypeError, ValueError):  # a malformed drawing has no rule in it
            return
        if operator == b"re" and len(numbers) == 4:
            x, y = _place(numbers[0], numbers[1], cm)
            far_x, far_y = _place(numbers[0] + numbers[2], numbers[1] + numbers[3], cm)
            self._path.extend(rules_of_box(x, y, far_x - x, far_y - y))
        elif operator != b"re" and len(numbers) == 2:
            x, y = _place(numbers[0], numbers[1], cm)
            from_x, from_y = self._pen
            if operator == b"l" and (abs(x - from_x) < 1 or abs(y - from_y) < 1):
                self._path.extend(rules_of_box(from_x, from_y, x - from_x, y - from_y))
            self._pen = (x, y)


def _cut(text: str, shown: Sequence[tuple[Matrix, int]]) -> list[tuple[str, Matrix]] | None:
    """The run's parts with the place of each, or None where the characters do not add up.

    pypdf puts spaces of its own between parts; how many is what the run has too much.
    """
    spaces = len(text) - sum(count for _, count in shown)
    if len(shown) < 2 or spaces < 0 or any(count <= 0 for _, count in shown):
        return None
    parts: list[tuple[str, Matrix]] = []
    at = 0
    for matrix, count in shown:
        while spaces and at < len(text) and text[at].isspace():
            at += 1
            spaces -= 1
        parts.append((text[at : at + count], matrix))
        at += count
    rest = text[at:]
    return parts if not rest.strip() and len(rest) == spaces else None


def _items(operands: Any) -> list[bytes | float]:
    """Strings and shifts of the pen, as a font's widths count them."""
    found: list[bytes | float] = []
    for item in operands[0] if operands and isinstance(operands[0], list) else operands:
        if isinstance(item, bytes):
            found.append(bytes(item))
        elif isinstance(item, str):
            original = getattr(item, "original_bytes", item)
            found.append(original if isinstance(original, bytes) else original.encode("latin-1", "replace"))
        elif isinstance(item, (int, float)):
            found.append(float(item))
    return found


def _place(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    return x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5]


def multiply(a: Matrix, b: Matrix) -> list[float]:
    """The transformation that does ``a`` and then ``b``."""
    return [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]


def _turn(x: float, y: float, angle: int) -> tuple[float, float]:
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return x * cosine + y * sine, y * cosine - x * sine
