"""Pages of the documents in force as pictures, with the places of a passage on them.

Only what the catalogue in force names is ever opened, and only as the home keeps it: a document that was removed
has no pages any more, whoever still knows its id. Pictures are kept in memory up to a bound, since people turn
pages forth and back and many open the page that an answer cites.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import UnreadableFileError, UsageError
from corpus.page_pictures import PageReader
from corpus.page_places import Places, characters_of, find_places, wanted_on

if TYPE_CHECKING:
    from assistant.workspace import Workspace
    from corpus.document import Document, Page

PICTURE_BYTES = 48 << 20
"""Pictures kept: some 300 pages of print, or 60 scanned ones."""
FAILURES_KEPT = 1000
"""Pages remembered that could not be drawn: trying one again may take the whole time limit, and others wait."""
RETRIED_S = 600.0
"""After this long it is tried once more: the machine may only have been busy."""


class PageViews:
    """Pictures and places for one home; safe for threads."""

    def __init__(self, workspace: Workspace, reader: PageReader | None = None) -> None:
        self.workspace = workspace
        self.reader = reader or PageReader()
        self._lock = threading.Lock()
        self._pictures: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._held = 0
        self._failed: OrderedDict[tuple[str, int], tuple[str, float]] = OrderedDict()

    def has_pictures(self, document: Document) -> bool:
        """Whether the original is a PDF that is still kept."""
        if not document.pages:
            return False
        try:
            return self._original(document.document_id) is not None
        except UsageError:
            return False

    def picture(self, document_id: str, number: int) -> bytes:
        """Page ``number`` (from 1), drawn.

        Raises:
            UsageError: There is no such document, or it has no such page to draw.
            UnreadableFileError: The page cannot be drawn.
        """
        path = self._original(document_id)
        if path is None or number < 1:
            raise UsageError(f'Document "{document_id}" has no page {number} to show.')
        key = (document_id, number)
        with self._lock:
            if key in self._pictures:
                self._pictures.move_to_end(key)
                return self._pictures[key]
            reason, since = self._failed.get(key, ("", -RETRIED_S))
            if time.monotonic() - since < RETRIED_S and reason:
                raise UnreadableFileError(reason)
        try:
            picture = self.reader.picture(path, number)
        except UnreadableFileError as error:
            with self._lock:
                self._failed[key] = (str(error), time.monotonic())
                if len(self._failed) > FAILURES_KEPT:
                    self._failed.popitem(last=False)
            raise
        with self._lock:
            if key not in self._pictures:
                self._pictures[key] = picture
                self._held += len(picture)
            while self._held > PICTURE_BYTES and len(self._pictures) > 1:
                _, oldest = self._pictures.popitem(last=False)
                self._held -= len(oldest)
        return picture

    def places(self, document: Document, page: Page, start: int, end: int) -> Places:
        """Where ``document.text[start:end]`` stands on ``page``; no boxes where that cannot be told."""
        path = self._original(document.document_id)
        if path is None or start >= page.end or end <= page.start:
            return Places()
        if page.lines:
            return find_places(characters_of(page.lines), wanted_on(document, page, start, end))
        try:
            return self.reader.places(path, document, page, start, end)
        except UnreadableFileError:
            return Places()

    def _original(self, document_id: str) -> Path | None:
        """The PDF kept for a document of the catalogue in force, or None where it is of another format.

        Raises:
            UsageError: There is no such document.
        """
        path = self.workspace.original(document_id)
        try:
            with path.open("rb") as stream:
                return path if b"%PDF-" in stream.read(1024) else None
        except OSError:
            return None
