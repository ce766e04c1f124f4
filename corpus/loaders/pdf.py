"""Read the text layer of a PDF: lines in reading order, joined into paragraphs across columns and pages.

Page numbers and running heads are taken out first, so that a sentence they interrupt is whole again; then
lines are joined where the setting says that a paragraph goes on: the line before is full, the next one is
not indented, and no number of a clause begins. A page without a usable text layer (a scan, or fonts that
name their glyphs and not their characters) is recognised by ``recognise_page`` where one is given, else
it is named in a warning.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from corpus.document import LoadedText
from corpus.errors import NoTextError, UnreadableFileError
from corpus.loaders.canonical import TextBuilder, clean_line
from corpus.loaders.paragraphs import ends_sentence, starts_with_number
from corpus.loaders.pdf_layout import Line, Piece, read_lines, rotation, text_width

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

RecognisePage = Callable[[Path, int], tuple[str, float]]
"""(file, page number from 1) → (text, one paragraph a line; mean confidence in [0, 1])."""

MAX_BYTES = 500 * 1024 * 1024
MAX_PAGES = 5000
_SCANNED = (
    "没有可读的文字层,像是扫描件或图片,请先做文字识别(OCR)。 (No text layer: this looks like a scan; "
    "recognise its text first.)"
)
_PAGE_NUMBER = re.compile(
    r"^(?:[-—–―_·•~～\s]*(?:[\d０-９]{1,4}|[ivxlcIVXLC]{1,6})[-—–―_·•~～\s]*"
    r"|第\s*[\d一二三四五六七八九十百]+\s*页(?:\s*[,，/]?\s*[(（]?共\s*[\d一二三四五六七八九十百]+\s*页[)）]?)?"
    r"|[\d０-９]{1,4}\s*[/／]\s*[\d０-９]{1,4}|Page\s*\d+(?:\s*of\s*\d+)?)$",
    re.I,
)
_GLYPH_NAMES = re.compile(r"/G[0-9A-F]{2}\b|/[gG]\d{1,5}\b|\(cid:\d+\)|/uni[0-9A-F]{4}")


@dataclass(slots=True)
class _Page:
    number: int
    height: float
    lines: list[Line]
    usable: bool
    has_picture: bool
    problem: str = ""


def load(path: Path, recognise_page: RecognisePage | None = None) -> LoadedText:
    """A PDF as canonical text with its pages.

    Args:
        path: The file.
        recognise_page: Reads a page that has no usable text layer from its picture.
    Raises:
        UnreadableFileError: Damaged, or encrypted with a password.
        NoTextError: No page has text that can be read.
    """
    # pypdf reports every oddity of a font on standard error; what matters is said in our own warnings.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages = _read_pages(path)
    _drop_running_lines(pages)
    builder = TextBuilder()
    writer = _Writer(builder)
    missing: list[int] = []
    for page in pages:
        confidence = None
        if page.usable:
            writer.write(page)
            if page.problem:
                builder.warn(page.problem, page.number)
        elif recognise_page is not None:
            text, confidence = recognise_page(path, page.number)
            writer.interrupt()
            builder.write(text)
        elif page.has_picture or page.problem:
            missing.append(page.number)
            builder.warn(
                page.problem or f"第 {page.number} 页没有可读的文字层(图片或扫描),未收入。 (No text layer.)",
                page.number,
            )
            writer.interrupt()
        builder.close_page(page.number, confidence)
    if not builder.length:
        if damaged := next((page.problem for page in pages if not page.has_picture and page.problem), ""):
            raise UnreadableFileError(f"PDF 各页均无法读取:{damaged}")
        raise NoTextError(f"共 {len(pages)} 页,{_SCANNED}")
    return builder.finish(_SCANNED)


def _read_pages(path: Path) -> list[_Page]:
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFileError("PDF 超过 500 MB,请拆分后再导入。 (The PDF is too large; split it.)")
    reader = _open(path)
    try:
        count = len(reader.pages)
    except Exception as error:  # pypdf raises nearly anything on a broken page tree
        raise UnreadableFileError(_broken(error)) from error
    if count == 0:
        raise UnreadableFileError("PDF 中没有任何页面,文件可能已损坏。 (The PDF has no pages.)")
    if count > MAX_PAGES:
        raise UnreadableFileError(
            f"PDF 超过 {MAX_PAGES} 页,请拆分后再导入。 (Too many pages; split the PDF.)"
        )
    return [_read_page(reader, index) for index in range(count)]


def _open(path: Path) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(path)
        # Many offices lock printing with an empty user password: such a file may be read by anyone.
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError as error:
        raise UnreadableFileError(
            "PDF 使用了本机不支持的加密方式,请先去除密码。 (The encryption is not supported here.)"
        ) from error
    except (
        Exception
    ) as error:  # a broken file surfaces as ValueError, KeyError, RecursionError, struct.error …
        raise UnreadableFileError(_broken(error)) from error
    if locked:
        raise UnreadableFileError(
            "PDF 已加密,请先去除密码再导入。 (The PDF is encrypted; remove its password first.)"
        )
    return reader


def _broken(error: Exception) -> str:
    return f"PDF 已损坏或没有下载完整,无法打开({type(error).__name__})。 (The PDF is damaged or incomplete.)"


def _read_page(reader: PdfReader, index: int) -> _Page:
    number = index + 1
    try:
        page = reader.pages[index]
        height = float(page.mediabox.height)
        pieces, turned = _read_pieces(page)
        picture = _has_picture(page.get("/Resources"), 0)
    except Exception as error:  # one broken page must not cost the others; the warning names it
        problem = f"第 {number} 页内容已损坏,未收入({type(error).__name__})。 (This page is damaged.)"
        return _Page(number, 0.0, [], False, False, problem)
    lines = read_lines(pieces)
    text = "".join(line.text for line in lines)
    if _is_garbled(text):
        problem = (
            f"第 {number} 页的字体没有文字编码,读出的是乱码,未收入。 (The page's fonts carry no characters.)"
        )
        return _Page(number, height, [], False, True, problem)
    problem = ""
    if _table_lines(lines) >= 4:
        problem = f"第 {number} 页有表格,已按行读作文字,列的对应关系未保留。 (A table was read line by line.)"
    elif turned:
        problem = f"第 {number} 页有斜排或旋转的文字(如水印),未收入。 (Slanted or rotated text was left out.)"
    scanned = picture and len("".join(text.split())) < 10
    return _Page(number, height, lines, bool(text) and not scanned, picture, problem)


def _read_pieces(page: PageObject) -> tuple[list[Piece], bool]:
    """Pieces in the page's main writing direction, and whether text in another was left out."""
    found: list[tuple[float, list[float], str, float]] = []
    ends: dict[int, tuple[float, float]] = {}

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, font_size: float) -> None:
        if not text or not text.strip():
            # Between two pieces pypdf reports where the last glyph drawn by itself began.
            if found and len(found) - 1 not in ends:
                last = _multiply(tm, cm)
                ends[len(found) - 1] = (last[4], last[5])
            return
        matrix = _multiply(tm, cm)
        size = abs(font_size) * ((matrix[2] ** 2 + matrix[3] ** 2) ** 0.5)
        if not 0.5 < size < 500:
            return
        found.append((rotation(matrix), matrix, text, size))

    page.extract_text(visitor_text=visit)
    if not found:
        return [], False
    counts: Counter[int] = Counter()
    for angle, _, text, _ in found:
        counts[round(angle / 5) * 5 % 360] += len(text)
    main = counts.most_common(1)[0][0]
    kept = []
    for index, (angle, matrix, text, size) in enumerate(found):
        if min(abs(angle - main), 360 - abs(angle - main)) <= 5:
            x, y = _turn(matrix[4], matrix[5], main)
            right = x + text_width(text.rstrip(), size)
            if index in ends:
                last_x, last_y = _turn(*ends[index], main)
                if abs(last_y - y) < 0.3 * size and last_x > x + 0.3 * size:
                    right = last_x + text_width(text.rstrip()[-1], size)
            kept.append(Piece(text.replace("\n", " "), x, y, right, size))
    return kept, len(kept) < len(found)


def _multiply(a: Sequence[float], b: Sequence[float]) -> list[float]:
    return [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]


def _turn(x: float, y: float, angle: int) -> tuple[float, float]:
    import math

    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return x * cosine + y * sine, y * cosine - x * sine


def _has_picture(resources: Any, depth: int) -> bool:
    """Whether a page shows any bitmap, in its own resources or in those of a form it draws."""
    if resources is None or depth > 4:
        return False
    resources = resources.get_object()
    objects = resources.get("/XObject") if isinstance(resources, dict) else None
    objects = objects.get_object() if objects is not None else None
    for item in objects.values() if isinstance(objects, dict) else ():
        item = item.get_object()
        if not isinstance(item, dict):  # a reference to nothing, as damaged files have
            continue
        if item.get("/Subtype") == "/Image":
            return True
        if item.get("/Subtype") == "/Form" and _has_picture(item.get("/Resources"), depth + 1):
            return True
    return False


def _is_garbled(text: str) -> bool:
    if not text:
        return False
    named = sum(len(name) for name in _GLYPH_NAMES.findall(text))
    strange = sum(
        character == "\ufffd"
        or "\ue000" <= character <= "\uf8ff"
        or (ord(character) < 32 and character not in "\t\n")
        for character in text
    )
    return named > 0.2 * len(text) or strange > 0.3 * len(text)


def _table_lines(lines: Sequence[Line]) -> int:
    return sum(line.cells >= 3 for line in lines)


def _drop_running_lines(pages: Sequence[_Page]) -> None:
    """Take page numbers and running heads out of the top and the foot of the pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line.text) for line in _edge_lines(page)})
    usable = sum(page.usable for page in pages)
    # A head may change between left and right pages and with the chapter, so a third of the pages will do.
    needed = max(3, usable // 3) if usable > 2 else 2
    for page in pages:
        for line in _edge_lines(page):
            outermost = line.y in (max(x.y for x in page.lines), min(x.y for x in page.lines))
            if (outermost and _PAGE_NUMBER.match(line.text)) or seen[_shape(line.text)] >= needed:
                page.lines.remove(line)


def _shape(text: str) -> str:
    return re.sub(r"[\d０-９]+", "#", "".join(text.split()))


def _edge_lines(page: _Page) -> list[Line]:
    """The two topmost and the two lowest lines, as far as they stand near the paper's edge."""
    by_height = sorted(page.lines, key=lambda line: line.y)
    if len(by_height) < 2:
        return []
    low, high = by_height[0].y, by_height[-1].y
    near = max(60.0, 0.1 * (high - low))
    top = [line for line in by_height[-3:] if high - line.y < near]
    foot = [line for line in by_height[:3] if line.y - low < near and line not in top]
    return top + foot


class _Writer:
    """Joins lines into paragraphs and writes them; keeps the open paragraph across columns and pages."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._last: Line | None = None
        self._tail = ""

    def interrupt(self) -> None:
        """What follows does not go on with what is written."""
        self._last = None

    def write(self, page: _Page) -> None:
        lines = page.lines
        if not lines:
            return
        leadings = [a.y - b.y for a, b in pairwise(lines) if a.column == b.column]
        leading = median(leadings) if leadings else 0.0
        first = True
        for line in lines:
            text = clean_line(line.text)
            if not text:
                continue
            if self._last is not None and self._goes_on(self._last, line, leading, first):
                self._builder.continue_line(text)
            else:
                self._builder.write(text)
            self._last, first = line, False

    def _goes_on(self, last: Line, line: Line, leading: float, new_page: bool) -> bool:
        """Whether ``line`` belongs to the paragraph that ``last`` is in."""
        size = max(last.size, line.size)
        if abs(last.size - line.size) > 0.12 * size or last.cells > 2 or line.cells > 2:
            return False
        same_block = not new_page and last.column == line.column
        if same_block and last.y - line.y > 1.7 * max(leading, 1.0) and leading > 0:
            return False
        if starts_with_number(line.text) and (ends_sentence(last.text) or not _is_full(last)):
            return False
        centred = _is_centred(last) and _is_centred(line)
        if centred:
            return (
                same_block
                and line.size > 13
                and last.y - line.y < 2.2 * size
                and not line.text.startswith(("第", "(", "（"))
            )
        if not _is_full(last):
            return False
        indent = line.x0 - line.left
        return indent < 0.8 * size or (
            same_block and abs(line.x0 - last.x0) < 0.5 * size and not ends_sentence(last.text)
        )


def _is_full(line: Line) -> bool:
    """Whether the line reaches the right edge of its column, as all but the last of a paragraph do."""
    # A word that would not fit leaves ragged room in Latin text; a Chinese line leaves at most two places.
    slack = 2.2 * line.size if not line.text[-1].isascii() else 5 * line.size
    return line.x1 > line.right - slack


def _is_centred(line: Line) -> bool:
    left, right = line.x0 - line.left, line.right - line.x1
    return left > 2.5 * line.size and right > 2.5 * line.size and abs(left - right) < 2.5 * line.size
