"""How far the reading of one file has come, told across processes.

A worker notes it in a small file, and whoever waits for the document looks there: a pipe would have to be emptied
by somebody, and a worker that is killed must leave nothing that others wait on. A note may be read half written; it
is then as good as none, and the next one comes with the next page.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_place: Path | None = None


def note_in(place: Path | None) -> None:
    """Where this process notes its progress from now on; None for nowhere."""
    global _place
    _place = place


def note_page(done: int, total: int) -> None:
    """So many pages of the file in hand have been read."""
    if _place is not None:
        with suppress(OSError):  # a full disk is the ingest's to report, not this note's
            _place.write_text(f"{done} {total}")


def noted(place: Path) -> tuple[int, int] | None:
    """What was last noted there: pages done, and pages there are."""
    try:
        done, total = map(int, place.read_text().split())
    except (OSError, ValueError):
        return None
    return done, total
