"""Draw a page of a PDF as a picture, and read where its characters stand.

Runs in a process of its own (``PageReader``): pdfium is written in C and knows no threads, and a file that was
read once without harm may still bring the drawing of a page to a halt or to a crash. What goes wrong costs
the one picture. A page is drawn at one size, which is sharp on a desk's screen and can be enlarged on a
telephone's.
"""

from __future__ import annotations

import io
import logging
import multiprocessing
from concurrent.futures import ThreadPoolExecutor, TimeoutError
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import limits
from corpus.document import Document, Page
from corpus.errors import UnreadableFileError
from corpus.page_places import Box, PageCharacters, Places, Wanted, find_places, wanted_on

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)

LONG_SIDE = 2000
"""Pixels of the longer side: 170 dots per inch on A4, enough to read a footnote at twice the width of a telephone."""
TIME_LIMIT_S = 20.0
"""For one page; the slowest honest one seen, a map of many thousand lines, takes two."""
MEMORY_LIMIT_BYTES = 2 << 30
MEDIA_TYPE = "image/webp"
_QUALITY = 82


class PageReader:
    """Draws pages in one worker process, started at the first page; safe for threads, which take turns.

    The worker is started by a thread of the reader's own. Linux ends it together with the *thread* that started it
    (``limits.end_with_parent``), and a web server's threads come and go: one that went took with it a page that
    another was waiting for, and left the pool broken for every page after it.
    """

    def __init__(self, time_limit_s: float = TIME_LIMIT_S) -> None:
        self.time_limit_s = time_limit_s
        self._starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="page-reader")
        self._pool: Any = None

    def picture(self, path: Path, number: int) -> bytes:
        """Page ``number`` (from 1) as a picture of ``MEDIA_TYPE``.

        Raises:
            UnreadableFileError: It cannot be drawn; the message says why.
        """
        picture: bytes = self._ask(draw_page, path, number)
        return picture

    def places(self, path: Path, document: Document, page: Page, start: int, end: int) -> Places:
        """Where ``document.text[start:end]`` stands on ``page``; no boxes where it cannot be found.

        Raises:
            UnreadableFileError: The page cannot be read.
        """
        places: Places = self._ask(_find, path, page.number, wanted_on(document, page, start, end))
        return places

    def close(self) -> None:
        """End the worker; a later call starts another."""
        self._starter.submit(self._end_worker).result()

    def _ask(self, work: Callable[..., Any], *given: Any) -> Any:
        from pebble import ProcessExpired

        try:
            return self._starter.submit(self._schedule, work, given).result().result()
        except (TimeoutError, ProcessExpired, MemoryError) as error:
            raise UnreadableFileError(
                "这一页无法绘制成图,请阅读文字。 (This page could not be drawn; read its text instead.)"
            ) from error
        except UnreadableFileError:
            raise
        except Exception as error:  # pdfium and Pillow each have their own; the text is there all the same
            _log.info("A page could not be drawn", exc_info=error)
            raise UnreadableFileError(
                "原件的这一页无法读取,请阅读文字。 (This page of the original cannot be read; read its text instead.)"
            ) from error

    def _schedule(self, work: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        """Hand work to the worker, in the reader's own thread: whatever starts a process does it there."""
        from pebble import ProcessPool

        if self._pool is not None and not self._pool.active:  # it lost its only worker between two pages
            self._end_worker()
        if self._pool is None:
            # "spawn": a fork of a process that runs threads (the page does) may inherit a held lock.
            self._pool = ProcessPool(
                max_workers=1,
                max_tasks=500,  # memory that pdfium has claimed is given back from time to time
                initializer=_prepare_worker,
                context=multiprocessing.get_context("spawn"),
            )
        return self._pool.schedule(work, args=given, timeout=self.time_limit_s)

    def _end_worker(self) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None


def _prepare_worker() -> None:
    limits.end_with_parent()
    limits.limit_memory(MEMORY_LIMIT_BYTES)


def draw_page(path: Path, number: int) -> bytes:
    """Page ``number`` (from 1) as a picture."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(path)
    try:
        page = document[number - 1]
        bitmap = page.render(scale=LONG_SIDE / max(*page.get_size(), 1.0), may_draw_forms=False)
        picture = bitmap.to_pil().convert("RGB")
    finally:
        document.close()
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=_QUALITY, method=2)
    return out.getvalue()


def read_characters(path: Path, number: int) -> PageCharacters:
    """The characters of page ``number`` with their boxes, as the page is turned when it is drawn."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(path)
    try:
        page = document[number - 1]
        text_page = page.get_textpage()
        signs, boxes = [], []
        for at in range(text_page.count_chars()):
            sign = chr(pdfium.raw.FPDFText_GetUnicode(text_page, at))
            signs.append(" " if sign in "\x00\ufffe\uffff" or "\ud800" <= sign <= "\udfff" else sign)
            # The font's own box is too low with some fonts, and the glyph's is no box for a comma: both together.
            font, glyph = text_page.get_charbox(at, loose=True), text_page.get_charbox(at)
            low, high = map(min, font[:2], glyph[:2]), map(max, font[2:], glyph[2:])
            boxes.append(_on_page(page, (*low, *high)))
    finally:
        document.close()
    return PageCharacters("".join(signs), tuple(boxes))


_FINE = 100_000
"""pdfium turns places into whole pixels: a page is taken to have this many, so that nothing is lost."""


def _on_page(page: Any, box: tuple[float, ...]) -> Box:
    import ctypes

    import pypdfium2.raw as raw

    corners = []
    for x, y in (box[:2], box[2:]):
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
        corners.append((across.value / _FINE, down.value / _FINE))
    (x0, y0), (x1, y1) = corners
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _find(path: Path, number: int, wanted: list[Wanted]) -> Places:
    return find_places(read_characters(path, number), wanted)
