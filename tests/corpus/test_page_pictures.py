from __future__ import annotations

import io
import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from corpus.errors import UnreadableFileError
from corpus.page_pictures import LONG_SIDE, PageReader, draw_page, read_characters
from corpus.page_places import find_places, wanted_on
from corpus.read import read_document

REPORT = next((Path(__file__).parents[2] / "corpus" / "documents" / "reports").glob("*.pdf"))


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    reader = PageReader()
    yield reader
    reader.close()


def test_a_page_is_drawn_at_one_size_whatever_its_own() -> None:
    picture = Image.open(io.BytesIO(draw_page(REPORT, 1)))

    assert picture.format == "WEBP"
    assert max(picture.size) in (LONG_SIDE, LONG_SIDE + 1)


def test_every_sentence_of_a_report_is_found_on_its_page() -> None:
    document = read_document(REPORT, REPORT.name)
    lost = []
    for page in document.pages:
        characters = read_characters(REPORT, page.number)
        for sentence in re.finditer(r"[^。\n]+", document.text[page.start : page.end]):
            start, end = sentence.start() + page.start, sentence.end() + page.start
            if not find_places(characters, wanted_on(document, page, start, end)).boxes:
                lost.append(sentence[0])

    assert lost == []


def test_the_outline_lies_on_the_ink_of_the_words(reader: PageReader) -> None:
    document = read_document(REPORT, REPORT.name)
    start = document.text.index("办理知识产权质押融资登记21笔")
    places = reader.places(REPORT, document, document.pages[0], start, start + 15)
    picture = Image.open(io.BytesIO(reader.picture(REPORT, 1))).convert("L")

    assert 1 <= len(places.boxes) <= 2
    for box in places.boxes:
        cut = picture.crop(
            (
                round(box.left * picture.width),
                round(box.top * picture.height),
                round(box.right * picture.width),
                round(box.bottom * picture.height),
            )
        )
        shades = cut.histogram()
        dark = sum(shades[:128]) / sum(shades)
        assert dark > 0.08  # bare paper has none


def test_a_broken_file_costs_its_own_picture_and_no_other(reader: PageReader, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4\nnothing of use")

    with pytest.raises(UnreadableFileError, match="text"):
        reader.picture(broken, 1)
    with pytest.raises(UnreadableFileError, match="text"):
        reader.picture(REPORT, 99)

    assert reader.picture(REPORT, 1)


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_drawn() -> None:
    reader = PageReader(time_limit_s=2)
    try:
        with pytest.raises(UnreadableFileError, match="could not be drawn"):
            reader._ask(time.sleep, 60)
        reader.time_limit_s = 20
        assert reader.picture(REPORT, 1)
    finally:
        reader.close()


def test_the_worker_outlives_the_thread_that_asked_first() -> None:
    # A web server's threads go when they are idle. Linux ended the worker with the one that had started it, and
    # whoever was waiting for a page then was told that it cannot be drawn.
    reader = PageReader()
    try:
        seen: list[int] = []
        asker = threading.Thread(target=lambda: seen.append(reader._ask(os.getpid)))
        asker.start()
        asker.join()
        time.sleep(0.5)
        assert reader._ask(os.getpid) == seen[0]
    finally:
        reader.close()


def test_a_worker_that_was_ended_from_outside_is_replaced() -> None:
    # Between two pages: the pool then takes itself for broken, and every page after it was refused.
    reader = PageReader()
    try:
        for _ in range(3):
            os.kill(reader._ask(os.getpid), signal.SIGKILL)
            time.sleep(0.05)
            with suppress(UnreadableFileError):  # the page that was being asked for may be lost, no other
                reader.picture(REPORT, 1)
        assert reader.picture(REPORT, 1)
    finally:
        reader.close()
