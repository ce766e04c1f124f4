"""Which conversation is on which page, remembered for longer than a page's session.

Gradio holds some 0.6 MB for each session, so only the sessions last used stay in memory. A page left open over lunch
may lose its own while others work; its conversation is on the disk, and its next question goes on from there.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

PAGES_REMEMBERED = 10_000


class OpenTalks:
    """The conversation last seen on each page; safe for threads."""

    def __init__(self, capacity: int = PAGES_REMEMBERED) -> None:
        self._capacity = capacity
        self._lock = threading.Lock()
        self._talks: OrderedDict[str, str] = OrderedDict()

    def put(self, page: str, talk_id: str | None) -> None:
        """This conversation is on the page now; None: one that nobody has said anything in."""
        with self._lock:
            self._talks.pop(page, None)
            if talk_id is not None:
                self._talks[page] = talk_id
            while len(self._talks) > self._capacity:
                self._talks.popitem(last=False)

    def get(self, page: str) -> str | None:
        """The conversation that is on the page, if one is known."""
        with self._lock:
            return self._talks.get(page)
