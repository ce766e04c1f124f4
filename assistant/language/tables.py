"""The tables of words that staff may edit: two columns with a tab between, ``#`` before a remark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.errors import UsageError


def read_pairs(path: Path, form: str) -> Iterator[tuple[str, str]]:
    """Both columns of every line, without the space around them.

    Args:
        form: What a line has to look like, to tell who wrote another one.
    Raises:
        UsageError: A line has no second column; the message names it.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        left, tab, right = line.partition("\t")
        if not tab or not left.strip() or not right.strip():
            raise UsageError(f"{path.name}, line {number}: {form}")
        yield left.strip(), right.strip()
