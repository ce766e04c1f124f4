"""Read the text layer of a PDF: lines in reading order, joined into paragraphs across columns and pages.

``pdf_pieces`` tells what stands where, ``pdf_layout`` and ``pdf_columns`` make lines of it, ``pdf_running`` takes page
numbers and running heads out, so that a sentence they interrupt is whole again, ``pdf_settled`` lets pages tell of
each other's columns, and ``pdf_paragraphs`` joins lines. A page without a usable text layer (a scan, or fonts that
name their glyphs and not their characters) is recognised from its picture, and a warning says so.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import LoadedText
from corpus.errors import NoTextError, UnreadableFileError
from corpus.glyphs import is_simplified, unify_shared
from corpus.loaders.canonical import TextBuilder
from corpus.loaders.ocr import OcrMissingError, RecognisedPage, recognise_page
from corpus.loaders.pdf_broken_tables import mend_broken_tables
from corpus.loaders.pdf_columns import read_lines
from corpus.loaders.pdf_layout import Line, Piece
from corpus.loaders.pdf_page import TABLE_MARK, PdfPage
from corpus.loaders.pdf_paragraphs import ParagraphWriter
from corpus.loaders.pdf_pieces import read_content
from corpus.loaders.pdf_running import drop_running_lines
from corpus.loaders.pdf_settled import divide_short_pages, widen_loose_columns
from corpus.loaders.pdf_tables import take_tables
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
_SCANNED = (
    "没有可读的文字层,像是扫描件或图片,请先做文字识别(OCR)。 (No text layer: this looks like a scan; "
    "recognise its text first.)"
)
_MENDED = (
    "PDF 有损坏或没有下载完整,已修复后读取,内容可能不全;请与原件核对。 "
    "(The PDF is damaged or incomplete; it was mended, and parts may be missing: compare the original.)"
)
_LOCKED = "PDF 已加密,请先去除密码再导入。 (The PDF is encrypted; remove its password first.)"
_GLYPH_NAMES = re.compile(r"/G[0-9A-F]{2}\b|/[gG]\d{1,5}\b|\(cid:\d+\)|/uni[0-9A-F]{4}")


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
    pages, mended = _read_pages(path)
    done = sum(page.usable for page in pages)
    for page in pages:
        if not page.usable:
            _recognise(path, page, recognise_page)
            done += 1
            note_page(done, len(pages))
    divide_short_pages(pages)
    drop_running_lines(pages)
    widen_loose_columns(pages)
    mend_broken_tables(pages)
    builder = TextBuilder()
    if mended:
        builder.warn(mended)
    writer = ParagraphWriter(builder)
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


def _recognise(path: Path, page: PdfPage, recognise_page: RecognisePage) -> None:
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


def _warn_of_recognised(builder: TextBuilder, pages: Sequence[PdfPage]) -> None:
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


def _read_pages(path: Path) -> tuple[list[PdfPage], str]:
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFileError("PDF 超过 500 MB,请拆分后再导入。 (The PDF is too large; split it.)")
    reader, warning = _open(path)
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
    pages: list[PdfPage] = []
    done = 0
    for index in range(count):
        pages.append(_read_page(reader, index))
        # A page that has to be recognised is not done yet, and takes a hundred times as long.
        done += pages[-1].usable
        note_page(done, count)
    return pages, warning


def _open(path: Path) -> tuple[PdfReader, str]:
    """The file, and what to warn of: it was damaged."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(path)
        # Many offices lock printing with an empty user password: such a file may be read by anyone. pdfium
        # undoes every kind of lock; pypdf knows AES only with one more package, and says so late.
        sound = not reader.is_encrypted and len(reader.pages) >= 0
    except (
        Exception
    ) as error:  # a broken file surfaces as ValueError, KeyError, RecursionError, struct.error …
        # A file whose table of contents is gone (a broken download) is put together again as viewers do.
        copy = _copy_by_pdfium(path)
        if copy is None:
            raise UnreadableFileError(_broken(error)) from error
        return PdfReader(copy), _MENDED
    if sound:
        return reader, ""
    copy = _copy_by_pdfium(path)
    if copy is None:
        raise UnreadableFileError(_LOCKED)
    return PdfReader(copy), ""


def _copy_by_pdfium(path: Path) -> BytesIO | None:
    """The PDF written anew, without encryption; None where pdfium cannot open it.

    Raises:
        UnreadableFileError: A password is needed, a certificate, or a maker's own program.
    """
    try:
        import pypdfium2 as pdfium
    except ImportError as error:
        raise UnreadableFileError(
            "PDF 使用了本机不支持的加密方式,请先去除密码。 (The encryption is not supported here.)"
        ) from error
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code in (pdfium.raw.FPDF_ERR_PASSWORD, pdfium.raw.FPDF_ERR_SECURITY):
            raise UnreadableFileError(_LOCKED) from error
        return None
    try:
        copy = BytesIO()
        document.save(copy, flags=pdfium.raw.FPDF_REMOVE_SECURITY)
        return copy
    finally:
        document.close()


def _broken(error: Exception) -> str:
    return f"PDF 已损坏或没有下载完整,无法打开({type(error).__name__})。 (The PDF is damaged or incomplete.)"


def _read_page(reader: PdfReader, index: int) -> PdfPage:
    number = index + 1
    try:
        page = reader.pages[index]
        height = float(page.mediabox.height)
        content = read_content(page)
        picture = content.has_picture
    except Exception as error:  # one broken page must not cost the others; the warning names it
        problem = f"第 {number} 页内容已损坏,未收入({type(error).__name__})。 (This page is damaged.)"
        return PdfPage(number, 0.0, [], False, False, problem)
    whole = "".join(piece.text for piece in content.pieces)
    shown = content.pieces
    if unify_shared(whole) != whole and is_simplified(whole):
        shown = [replace(piece, text=unify_shared(piece.text)) for piece in shown]
    pieces, tables = take_tables(shown, content.rules)
    # A table stands in the flow of lines as one mark at its top, and is written where the mark is read.
    marks = [
        Piece(f"{TABLE_MARK}{index}", table.x0, table.top - 1, table.x1, 1.0)
        for index, table in enumerate(tables)
    ]
    lines = read_lines([*pieces, *marks])
    text = "".join(line.text for line in lines)
    if _is_garbled(whole):
        problem = (
            f"第 {number} 页的字体没有文字编码,读出的是乱码,未收入。 (The page's fonts carry no characters.)"
        )
        return PdfPage(number, height, [], False, True, problem)
    problem = ""
    if _table_lines(lines) >= 4:
        problem = f"第 {number} 页有表格,已按行读作文字,列的对应关系未保留。 (A table was read line by line.)"
    elif content.left_out:
        problem = f"第 {number} 页有斜排、旋转或压在正文下的文字(如水印),未收入。 (A watermark, slanted or rotated text was left out.)"
    # A scan may carry a stamp's or a scanner's name as text: a few words over a picture of the whole page.
    characters = len("".join(whole.split()))
    area = height * float(page.mediabox.width)
    covered = content.picture_area > 0.6 * area
    scanned = picture and (characters < 10 or (covered and characters < 60))
    shows_picture = content.picture_area > _LARGE_PICTURE * area
    return PdfPage(
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
