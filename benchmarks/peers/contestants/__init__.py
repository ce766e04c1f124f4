"""Who takes part. Each module holds ``stock`` and ``chinese``: a function that reads a folder of texts
and gives back what to search with.

*stock* is what the library's own documentation shows first. *chinese* is what someone does who knows the
library and Chinese: texts cut at Chinese sentence ends to what the model reads, vectors of unit length
compared by cosine, words by jieba where words are counted. All use one model.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

DEPTH = 50
"""Pieces that each contestant is asked for; the documents are those of the pieces, best first."""


@dataclass(frozen=True)
class Built:
    """A searchable corpus."""

    search: Callable[[str], list[str]]
    """Question → file names, best first; a name may come twice."""
    embedded: list[str]
    """Every text as it was handed to the model, to count what of it the model read."""


Build = Callable[[Path, str], Built]
"""(folder of .txt files, folder of the model) → what to search with."""


def texts_of(folder: Path) -> dict[str, str]:
    """File name → text, in order of name."""
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))}
