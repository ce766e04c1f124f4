"""Who signed a document and when (落款): a date alone on its line, under the names of those who issue it."""

from __future__ import annotations

import re

from corpus.dates import DATE_LINE, read_date
from corpus.document_head import FLAT_LINE, ORGAN


def read_signature(text: str) -> tuple[str | None, str | None]:
    """(issuer, date) of the first date that stands alone under a short line after the body."""
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line]
    if lines and len(lines) <= 3 and len(text) > FLAT_LINE:
        lines = text.split()
    undated: tuple[str | None, str | None] = (None, None)
    for position in range(2, len(lines)):
        line = lines[position]
        if len(line) > 24 or not DATE_LINE.fullmatch(line):
            continue
        names: list[str] = []
        for above in reversed(lines[max(0, position - 8) : position]):
            parts = above.split()
            name = "、".join(parts) if all(map(ORGAN.search, parts)) else "".join(parts)
            if len(name) > 60 or not ORGAN.search(name) or re.search("[。；:：，0-9]", name):
                break
            names.append(name)
        date = read_date(line)
        if names:
            return "、".join(reversed(names)), date
        undated = undated if undated[1] else (None, date)
    return undated
