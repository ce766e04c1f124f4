"""One page of a PDF between its reading and its writing: lines in reading order, and tables with a place among them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from corpus.document import PageLine
from corpus.loaders.pdf_layout import Line
from corpus.loaders.pdf_tables import RuledTable

TABLE_MARK = "\ufffc"
"""With a table's position among those of its page it stands in the flow of lines where the table does."""


@dataclass(slots=True)
class PdfPage:
    """What was read of one page."""

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


def body_size(page: PdfPage) -> float:
    """The font size in which most of a page's characters are set; 0 where it has none."""
    counts: Counter[float] = Counter()
    for line in page.lines:
        if TABLE_MARK not in line.text:
            counts[round(line.size, 1)] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0
