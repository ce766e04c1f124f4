"""Recognise the text of a PDF page from its picture, offline, with the models that RapidOCR carries.

What comes back are lines with their places on the page, as a text layer would have them, so that columns,
running heads and paragraphs are found by the same rules. A page that was scanned askew is set straight by
its lines; one that lies on its side or head is turned. A stamp over the text is left in the picture: taking
red out would take the red letterhead of an official document with it, and the models read through a stamp.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from corpus.document import PageLine
from corpus.limits import extra_time, turn, wide_memory
from corpus.loaders.pdf_layout import Piece, text_width

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

LONG_SIDE = 2000
"""Pixels of the longer side of a rendered page: 170 dots per inch on A4."""
FINDING_SIDE = 1280
"""Pixels of the longer side of the copy on which lines are looked for: at 2000 that step took 590 MB, at
1280 250 MB, and finds the same lines."""
_MIN_CONFIDENCE = 0.5
"""What is read with less is a rim of a stamp or a stroke of a picture."""
PAGE_TIME_S = 300
"""For one page; the densest seen, 449 table cells of small print, takes 15 s on one core."""
_TURNED_CONFIDENCE = 0.75
"""Below it a page is also tried upside down: upright pages of poor print keep above 0.8."""


class OcrMissingError(Exception):
    """The packages that recognise text are not installed."""


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """Lines of one page as pieces with places, in points from the lower left corner."""

    pieces: list[Piece]
    confidence: float
    """Mean over the characters, in [0, 1]."""
    height: float
    lines: tuple[PageLine, ...] = ()
    """The same on the page as it is drawn, before it was set straight or turned."""


@dataclass(frozen=True, slots=True)
class _Box:
    text: str
    score: float
    corners: tuple[tuple[float, float], ...]
    """Clockwise from the upper left, in pixels downward."""


def recognise_page(path: Path, number: int) -> RecognisedPage | None:
    """The text on page ``number`` (from 1); None where the page shows none.

    Raises:
        OcrMissingError: The packages needed are not installed.
    """
    with turn(), wide_memory(), extra_time(PAGE_TIME_S):
        picture, scale = _render(path, number)
        if _is_blank(picture):
            return None
        boxes, picture, quarter_turns = _read_upright(picture)
        if not boxes:
            return None
        pieces = _place(boxes, picture.shape[0], scale)
        characters = sum(len(box.text) for box in boxes)
        confidence = sum(box.score * len(box.text) for box in boxes) / characters
        height, width = picture.shape[:2]
        lines = tuple(_as_drawn(box, width, height, quarter_turns) for box in boxes)
        return RecognisedPage(pieces, round(confidence, 4), height * scale, lines)


def _as_drawn(box: _Box, width: int, height: int, quarter_turns: int) -> PageLine:
    """A box on the picture as it was read, turned back to the page as it is drawn."""
    corners = [(x / width, y / height) for x, y in box.corners]
    for _ in range(quarter_turns):  # each was a turn to the left
        corners = [(1 - y, x) for x, y in corners]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    sides = (min(xs), min(ys), max(xs), max(ys))
    return PageLine(tidy_text(box.text), *(round(min(max(side, 0.0), 1.0), 4) for side in sides))


def _render(path: Path, number: int) -> tuple[Picture, float]:
    """The page as rows of BGR pixels, and the size of a pixel in points."""
    try:
        import numpy as np
        import pypdfium2 as pdfium
    except ImportError as error:
        raise OcrMissingError from error
    document = pdfium.PdfDocument(path)
    try:
        page = document[number - 1]
        scale = LONG_SIDE / max(*page.get_size(), 1.0)
        bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False, may_draw_forms=False)
        pixels = np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)
    finally:
        document.close()
    return pixels, 1 / scale


def _is_blank(picture: Picture) -> bool:
    """Whether nothing is on the page: hardly a pixel that is much darker than the paper."""
    shades = picture[::4, ::4].min(axis=2)
    paper = int(median(shades[::8, ::8].ravel().tolist()))
    return float((shades < paper - 60).mean()) < 2e-4


def _read_upright(picture: Picture) -> tuple[list[_Box], Picture, int]:
    """The boxes on the picture, the picture as it was read, and by how many quarters it was turned to the left."""
    boxes = _recognise(picture)
    if not boxes:
        return boxes, picture, 0
    lying = sum(len(box.text) for box in boxes if _height(box) > 1.5 * _width(box))
    quarter_turns: Sequence[int] = ()
    if lying > 0.5 * sum(len(box.text) for box in boxes):
        quarter_turns = (1, 3)
    elif _confidence(boxes) < _TURNED_CONFIDENCE:
        quarter_turns = (2,)
    best = (boxes, picture, 0)
    best_confidence = 0.0 if 1 in quarter_turns else _confidence(boxes)
    import numpy as np

    for turns in quarter_turns:
        turned = np.ascontiguousarray(np.rot90(picture, turns))
        found = _recognise(turned)
        if found and _confidence(found) > best_confidence:
            best, best_confidence = (found, turned, turns), _confidence(found)
    return best


def _confidence(boxes: Sequence[_Box]) -> float:
    return sum(box.score * len(box.text) for box in boxes) / sum(len(box.text) for box in boxes)


def _recognise(picture: Picture) -> list[_Box]:
    """Find the lines on a smaller copy, then read each from the picture itself."""
    import cv2

    ratio = max(1.0, max(picture.shape[:2]) / FINDING_SIDE)
    small = cv2.resize(picture, None, fx=1 / ratio, fy=1 / ratio, interpolation=cv2.INTER_AREA)
    found = _engine()(small, use_det=True, use_cls=False, use_rec=False)
    boxes = []
    for place in found.boxes if found.boxes is not None else ():
        corners = tuple((float(x) * ratio, float(y) * ratio) for x, y in place)
        read = _engine()(_cut_out(picture, corners), use_det=False, use_cls=False, use_rec=True)
        for text, score in zip(read.txts or (), read.scores or (), strict=True):
            if text.strip() and score >= _MIN_CONFIDENCE:
                boxes.append(_Box(text, float(score), corners))
    return boxes


def _cut_out(picture: Picture, corners: Sequence[tuple[float, float]]) -> Picture:
    """The line inside these corners, straight, on its feet if it stands upright."""
    import cv2
    import numpy as np

    width = max(math.dist(corners[0], corners[1]), math.dist(corners[3], corners[2]), 1)
    height = max(math.dist(corners[0], corners[3]), math.dist(corners[1], corners[2]), 1)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    turn_back = cv2.getPerspectiveTransform(np.array(corners, dtype=np.float32), target)
    line = cv2.warpPerspective(
        picture, turn_back, (int(width), int(height)), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.ascontiguousarray(np.rot90(line)) if height > 1.5 * width else line  # type: ignore[return-value]


@cache
def _engine() -> Any:
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        raise OcrMissingError from error
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            # More threads than four made no page faster.
            "EngineConfig.onnxruntime.intra_op_num_threads": min(4, os.cpu_count() or 1),
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _width(box: _Box) -> float:
    return math.dist(box.corners[0], box.corners[1])


def _height(box: _Box) -> float:
    return math.dist(box.corners[0], box.corners[3])


def _place(boxes: Sequence[_Box], height: int, scale: float) -> list[Piece]:
    """Boxes as pieces of a straight page, in points upward."""
    slopes = [
        math.atan2(box.corners[1][1] - box.corners[0][1], box.corners[1][0] - box.corners[0][0])
        for box in boxes
        if _width(box) > 8 * _height(box)
    ]
    skew = median(slopes) if slopes else 0.0
    cosine, sine = math.cos(skew), math.sin(skew)
    sizes = _font_sizes(boxes)
    pieces = []
    for box, size in zip(boxes, sizes, strict=True):
        xs = [x * cosine + y * sine for x, y in box.corners]
        ys = [y * cosine - x * sine for x, y in box.corners]
        middle = (min(ys) + max(ys)) / 2
        baseline = height - middle - 0.38 * size
        pieces.append(
            Piece(tidy_text(box.text), min(xs) * scale, baseline * scale, max(xs) * scale, size * scale)
        )
    return pieces


def _font_sizes(boxes: Sequence[_Box]) -> list[float]:
    """Font size of each line, from its width where it is long, and made one where it hardly differs."""
    sizes = []
    for box in boxes:
        ems = text_width(box.text, 1.0)
        by_height = 0.8 * _height(box)
        # A box stands a little off its line on all sides, which makes a short one much too large.
        sizes.append(min(_width(box) / ems, by_height * (1.3 if ems >= 6 else 1.0)))
    usual = median(size for box, size in zip(boxes, sizes, strict=True) for _ in box.text)
    return [usual if abs(size - usual) < 0.2 * usual else size for size in sizes]


_WIDE = "\u4e00-\u9fff\u3001\u3002\u300a\u300b\uff00-\uff5e"
_OPENING = re.compile(rf"(?<=[{_WIDE}])\(|\((?=[{_WIDE}])")
_CLOSING = re.compile(rf"(?<=[{_WIDE}])\)|\)(?=[{_WIDE}])")
_BRACKETS = re.compile(r"\(([^()（）]*)）|（([^()（）]*)\)")
_CLAUSE = re.compile(
    r"^(第[一二三四五六七八九十百零〇\d]{1,7}(?:[编章节](?=\S{1,20}$)|条(?!第|之|规定|所|的|、|，|至|和|及|与|或|中(?!国)|款|项))|"
    r"第[一二三四五六七八九十百零〇\d]{1,7}[编章节条](?=[ \u3000]))[ \u3000]*(?=\S)"
)
_PAGE_NUMBER = re.compile(r"^[-—–_一·.\s]{0,3}(\d{1,4})[-—–_一·.\s]{0,3}$")
_FULL = str.maketrans(",:;?!", "，：；？！")


def tidy_text(text: str) -> str:
    """A recognised line as the document has it: a picture does not tell half-width from full-width marks."""
    if number := _PAGE_NUMBER.match(text):
        return f"— {number[1]} —" if text.strip() != number[1] else number[1]
    text = _CLAUSE.sub("\\1\u3000", text)
    text = _CLOSING.sub("）", _OPENING.sub("（", text))
    text = _BRACKETS.sub(lambda pair: f"（{pair[1] or pair[2] or ''}）", text)
    return re.sub(rf"(?<=[{_WIDE}”’])[,:;?!](?!\d)", lambda mark: mark[0].translate(_FULL), text)
