from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import assistant.page_views
from assistant.page_views import PageViews
from assistant.workspace import Workspace
from corpus.document import Document, Page, PageLine
from corpus.errors import UnreadableFileError, UsageError
from corpus.page_places import Places


class CountingReader:
    """Draws nothing, and counts how often it was asked to."""

    def __init__(self) -> None:
        self.drawn: list[int] = []

    def picture(self, path: Path, number: int) -> bytes:
        assert path.read_bytes()[:5] == b"%PDF-"
        self.drawn.append(number)
        return b"x" * 100

    def places(self, path: Path, document: Document, page: Page, start: int, end: int) -> Places:
        return Places(share=1)


def pdf_of(workspace: Workspace) -> Document:
    records = [one for one in workspace.documents() if one.entry.file.endswith(".pdf")]
    return workspace.document(records[0].entry.document_id)


def views_of(workspace: Workspace) -> tuple[PageViews, CountingReader]:
    reader = CountingReader()
    return PageViews(workspace, reader), reader  # type: ignore[arg-type]


def test_a_page_is_drawn_once(shipped: Workspace) -> None:
    views, reader = views_of(shipped)
    document_id = pdf_of(shipped).document_id

    for number in (1, 2, 1):
        views.picture(document_id, number)

    assert reader.drawn == [1, 2]


def test_a_page_that_cannot_be_drawn_is_tried_once(shipped: Workspace) -> None:
    class BrokenReader(CountingReader):
        def picture(self, path: Path, number: int) -> bytes:
            self.drawn.append(number)
            raise UnreadableFileError("This page could not be drawn.")

    reader = BrokenReader()
    views = PageViews(shipped, reader)  # type: ignore[arg-type]
    document_id = pdf_of(shipped).document_id

    for _ in range(3):
        with pytest.raises(UnreadableFileError, match="could not be drawn"):
            views.picture(document_id, 1)

    assert reader.drawn == [1]


def test_pictures_are_kept_up_to_a_bound(shipped: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant.page_views, "PICTURE_BYTES", 250)
    views, reader = views_of(shipped)
    document_id = pdf_of(shipped).document_id

    for number in (1, 2, 3, 3, 2, 1):
        views.picture(document_id, number)

    assert reader.drawn == [1, 2, 3, 1]
    assert sum(map(len, views._pictures.values())) <= 250


def test_a_removed_document_has_no_pages_even_if_they_were_drawn(workspace: Workspace) -> None:
    views, _ = views_of(workspace)
    document = pdf_of(workspace)
    views.picture(document.document_id, 1)

    workspace.remove([document.document_id])

    with pytest.raises(UsageError, match="no document"):
        views.picture(document.document_id, 1)
    assert not views.has_pictures(document)


@pytest.mark.parametrize("asked", ["", "..", "../../etc/passwd", "current.json", "%", "*", "0" * 16])
def test_only_ids_of_the_catalogue_are_opened(shipped: Workspace, asked: str) -> None:
    views, reader = views_of(shipped)

    with pytest.raises(UsageError):
        views.picture(asked, 1)

    assert reader.drawn == []


def test_a_text_file_has_text_and_no_pictures(shipped: Workspace) -> None:
    views, _ = views_of(shipped)
    record = next(one for one in shipped.documents() if one.entry.file.endswith(".txt"))
    document = shipped.document(record.entry.document_id)

    assert not views.has_pictures(document)
    with pytest.raises(UsageError, match="no page 1"):
        views.picture(document.document_id, 1)
    assert views.places(document, Page(1, 0, 10), 0, 5) == Places()


def test_a_passage_on_a_scanned_page_is_placed_by_what_was_read_there(shipped: Workspace) -> None:
    # The original holds a picture and no words: asked for them, it would have none.
    views, _ = views_of(shipped)
    document = pdf_of(shipped)
    page = replace(document.pages[0], lines=(PageLine(document.text[:12], 0.1, 0.1, 0.9, 0.15),))

    places = views.places(document, page, 0, 6)

    assert places.share == 1
    assert places.boxes
    assert places.boxes[0].right < 0.9
