"""Read the text layer of a PDF: lines in reading order, joined into paragraphs across columns and pages.

Page numbers and running heads are taken out first, so that a sentence they interrupt is whole again; then
lines are joined where the setting says that a paragraph goes on: the line before is full, the next one is
not indented, and no number of a clause begins. A page without a usable text layer (a scan, or fonts that
name their glyphs and not their characters) is recognised from its picture, and a warning says so.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from corpus.document import LoadedText, PageLine
from corpus.errors import NoTextError, UnreadableFileError
from corpus.loaders.canonical import TextBuilder, clean_line
from corpus.loaders.ocr import OcrMissingError, RecognisedPage, recognise_page
from corpus.loaders.paragraphs import ends_sentence, starts_with_number
from corpus.loaders.pdf_layout import Line, Piece, read_lines
from corpus.loaders.pdf_pieces import read_content
from corpus.loaders.pdf_tables import RuledTable, take_tables
from corpus.loaders.tables import GridRow, header_rows, write_table
from corpus.page_progress import note_page

if TYPE_CHECKING:
    from pypdf import PdfReader

RecognisePage = Callable[[Path, int], RecognisedPage | None]
"""(file, page number from 1) → what is on the page, or None where it is blank."""

MAX_BYTES = 500 * 1024 * 1024
MAX_PAGES = 5000
_LARGE_PICTURE = 0.08
"""Part of a page from which a picture may hold a chart or a table, and not a crest or a signature."""
_DOUBTFUL_CONFIDENCE = 0.9
"""Clean print is recognised at 0.97 and above; below this several characters of a line are wrong."""
_TABLE_MARK = "\ufffc"
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
_PAGE_NUMBER_BESIDE = re.compile(r"^[-—–―·•第]*[\d０-９]+|[\d０-９]+[-—–―·•页]*$")
_GLYPH_NAMES = re.compile(r"/G[0-9A-F]{2}\b|/[gG]\d{1,5}\b|\(cid:\d+\)|/uni[0-9A-F]{4}")


@dataclass(slots=True)
class _Page:
    number: int
    height: float
    lines: list[Line]
    usable: bool
    has_picture: bool
    problem: str = ""
    tables: tuple[RuledTable, ...] = ()
    shows_picture: bool = False
    """Beside its text the page shows a picture large enough to hold words."""
    confidence: float | None = None
    """How sure the recogniser was, where the text was read from the page's picture."""
    recognised: tuple[PageLine, ...] = ()
    """What it read where."""


def load(path: Path, recognise_page: RecognisePage = recognise_page) -> LoadedText:
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
    done = sum(page.usable for page in pages)
    for page in pages:
        if not page.usable:
            _recognise(path, page, recognise_page)
            done += 1
            note_page(done, len(pages))
    _drop_running_lines(pages)
    builder = TextBuilder()
    writer = _Writer(builder)
    for page in pages:
        if page.usable:
            writer.write(page)
        elif page.has_picture or page.problem:
            writer.interrupt()
        else:
            builder.warn(f"第 {page.number} 页是空白页。 (A blank page.)", page.number)
        if page.problem:
            builder.warn(page.problem, page.number)
        builder.close_page(page.number, page.confidence, page.recognised)
    _warn_of_recognised(builder, pages)
    if illustrated := [page.number for page in pages if page.usable and page.shows_picture]:
        builder.warn(f"第 {_ranges(illustrated)} 页有图片,图中文字未收入。 (Text in pictures was left out.)")
    if not builder.length:
        if damaged := next((page.problem for page in pages if not page.has_picture and page.problem), ""):
            raise UnreadableFileError(f"PDF 各页均无法读取:{damaged}")
        raise NoTextError(f"共 {len(pages)} 页,{_SCANNED}")
    return builder.finish(_SCANNED)


def _recognise(path: Path, page: _Page, recognise_page: RecognisePage) -> None:
    """Fill ``page`` from its picture, or say on it why that was not possible."""
    try:
        found = recognise_page(path, page.number)
    except OcrMissingError:
        if page.has_picture and not page.problem:
            page.problem = (
                f"第 {page.number} 页没有可读的文字层(图片或扫描),未收入;安装 rapidocr 和 pypdfium2 后可识别。 "
                "(No text layer; install rapidocr and pypdfium2 to recognise it.)"
            )
        return
    except (
        Exception
    ) as error:  # pdfium and onnxruntime each have their own; the page is named, the others go on
        page.problem = (
            page.problem
            or f"第 {page.number} 页没有可读的文字层,文字识别失败({type(error).__name__}),未收入。 "
            "(No text layer, and recognising it failed.)"
        )
        return
    if found is None:
        if page.has_picture:
            page.problem = f"第 {page.number} 页只有图片,其中没有识别出文字。 (A picture in which no text was recognised.)"
        return
    page.problem, page.tables, page.usable, page.shows_picture = "", (), True, False
    page.lines = read_lines(found.pieces)
    page.height, page.confidence, page.recognised = found.height, found.confidence, found.lines


def _warn_of_recognised(builder: TextBuilder, pages: Sequence[_Page]) -> None:
    """Say which pages were read from their picture, and how surely."""
    read = [(page.number, page.confidence) for page in pages if page.confidence is not None]
    if not read:
        return
    mean = sum(confidence for _, confidence in read) / len(read)
    numbers = _ranges([number for number, _ in read])
    builder.warn(
        f"第 {numbers} 页没有可用的文字层,文字由 OCR 识别,平均置信度 {mean:.2f},请以原件为准。 "
        f"(Pages {numbers} were read by OCR with confidence {mean:.2f}.)",
        read[0][0] if len(read) == 1 else None,
    )
    for number, confidence in read:
        if confidence < _DOUBTFUL_CONFIDENCE:
            builder.warn(
                f"第 {number} 页 OCR 置信度仅 {confidence:.2f},可能有错字。 (OCR is unsure on this page.)",
                number,
            )


def _ranges(numbers: Sequence[int]) -> str:
    """[1, 2, 3, 7] as "1–3, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


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
    pages: list[_Page] = []
    done = 0
    for index in range(count):
        pages.append(_read_page(reader, index))
        # A page that has to be recognised is not done yet, and takes a hundred times as long.
        done += pages[-1].usable
        note_page(done, count)
    return pages


def _open(path: Path) -> PdfReader:
    from pypdf import PdfReader

    try:
        reader = PdfReader(path)
        locked = False
        if reader.is_encrypted:
            # Many offices lock printing with an empty user password: such a file may be read by anyone. pdfium
            # undoes every kind of lock; pypdf knows AES only with one more package, and says so late.
            copy = _unlocked_copy(path)
            locked = copy is None
            reader = reader if copy is None else PdfReader(copy)
    except UnreadableFileError:
        raise
    except (
        Exception
    ) as error:  # a broken file surfaces as ValueError, KeyError, RecursionError, struct.error …
        raise UnreadableFileError(_broken(error)) from error
    if locked:
        raise UnreadableFileError(
            "PDF 已加密,请先去除密码再导入。 (The PDF is encrypted; remove its password first.)"
        )
    return reader


def _unlocked_copy(path: Path) -> BytesIO | None:
    """The PDF without its encryption, where no password is needed to open it; else None."""
    try:
        import pypdfium2 as pdfium
    except ImportError as error:
        raise UnreadableFileError(
            "PDF 使用了本机不支持的加密方式,请先去除密码。 (The encryption is not supported here.)"
        ) from error
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return None
    try:
        copy = BytesIO()
        document.save(copy, flags=pdfium.raw.FPDF_REMOVE_SECURITY)
        return copy
    finally:
        document.close()


def _broken(error: Exception) -> str:
    return f"PDF 已损坏或没有下载完整,无法打开({type(error).__name__})。 (The PDF is damaged or incomplete.)"


def _read_page(reader: PdfReader, index: int) -> _Page:
    number = index + 1
    try:
        page = reader.pages[index]
        height = float(page.mediabox.height)
        content = read_content(page)
        picture = content.has_picture
    except Exception as error:  # one broken page must not cost the others; the warning names it
        problem = f"第 {number} 页内容已损坏,未收入({type(error).__name__})。 (This page is damaged.)"
        return _Page(number, 0.0, [], False, False, problem)
    whole = "".join(piece.text for piece in content.pieces)
    pieces, tables = take_tables(content.pieces, content.rules)
    # A table stands in the flow of lines as one mark at its top, and is written where the mark is read.
    marks = [
        Piece(f"{_TABLE_MARK}{index}", table.x0, table.top - 1, table.x1, 1.0)
        for index, table in enumerate(tables)
    ]
    lines = read_lines([*pieces, *marks])
    text = "".join(line.text for line in lines)
    if _is_garbled(whole):
        problem = (
            f"第 {number} 页的字体没有文字编码,读出的是乱码,未收入。 (The page's fonts carry no characters.)"
        )
        return _Page(number, height, [], False, True, problem)
    problem = ""
    if _table_lines(lines) >= 4:
        problem = f"第 {number} 页有表格,已按行读作文字,列的对应关系未保留。 (A table was read line by line.)"
    elif content.left_out:
        problem = f"第 {number} 页有斜排或旋转的文字(如水印),未收入。 (Slanted or rotated text was left out.)"
    # A scan may carry a stamp's or a scanner's name as text: a few words over a picture of the whole page.
    characters = len("".join(whole.split()))
    area = height * float(page.mediabox.width)
    covered = content.picture_area > 0.6 * area
    scanned = picture and (characters < 10 or (covered and characters < 60))
    shows_picture = content.picture_area > _LARGE_PICTURE * area
    return _Page(
        number, height, lines, bool(text) and not scanned, picture, problem, tuple(tables), shows_picture
    )


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
    """A line without the page number that begins or ends it; a number inside is what the line says."""
    return _PAGE_NUMBER_BESIDE.sub("#", "".join(text.split()))


def _edge_lines(page: _Page) -> list[Line]:
    """The topmost and the lowest lines, as far as they stand near the paper's edge.

    A table that fills page after page stands there too, and is no running head.
    """
    by_height = sorted(page.lines, key=lambda line: line.y)
    if len(by_height) < 2:
        return []
    low, high = by_height[0].y, by_height[-1].y
    near = max(60.0, 0.1 * (high - low))
    top = [line for line in by_height[-3:] if high - line.y < near]
    foot = [line for line in by_height[:3] if line.y - low < near and line not in top]
    return [line for line in top + foot if _TABLE_MARK not in line.text]


class _Writer:
    """Joins lines into paragraphs and writes them; keeps the open paragraph across columns and pages."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._last: Line | None = None
        self._open_table: tuple[RuledTable, list[GridRow]] | None = None
        """The table written last, with its header, as long as nothing else followed it."""

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
            if _TABLE_MARK in line.text:
                self._write_marked(line.text, page, at_top=first)
                first = False
                continue
            text = clean_line(line.text)
            if not text:
                continue
            self._open_table = None
            if self._last is not None and self._goes_on(self._last, line, leading, first):
                self._builder.continue_line(text)
            else:
                self._builder.write(text)
            self._last, first = line, False

    def _write_marked(self, text: str, page: _Page, *, at_top: bool) -> None:
        """Write the tables marked in a line, and what else is in it."""
        for part in re.split(f"({_TABLE_MARK}\\d+)", text):
            if not part.startswith(_TABLE_MARK):
                self._builder.write(part)
                continue
            table = page.tables[int(part[1:])]
            rows, header = table.rows, header_rows(table.rows)
            if at_top and self._open_table and _same_columns(self._open_table[0], table):
                # It goes on from the page before: its rows need the header that stands there.
                header = self._open_table[1]
                rows = [*header, *rows]
            write_table(self._builder, rows)
            self._open_table = (table, header)
        self._last = None

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


def _same_columns(a: RuledTable, b: RuledTable) -> bool:
    return len(a.columns) == len(b.columns) and all(
        abs(x - y) < 6 for x, y in zip(a.columns, b.columns, strict=True)
    )


def _is_full(line: Line) -> bool:
    """Whether the line reaches the right edge of its column, as all but the last of a paragraph do."""
    # A word that would not fit leaves ragged room in Latin text; a Chinese line leaves at most two places.
    slack = 2.2 * line.size if not line.text[-1].isascii() else 5 * line.size
    return line.x1 > line.right - slack


def _is_centred(line: Line) -> bool:
    left, right = line.x0 - line.left, line.right - line.x1
    return left > 2.5 * line.size and right > 2.5 * line.size and abs(left - right) < 2.5 * line.size
