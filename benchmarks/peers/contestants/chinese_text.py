"""What the set-ups for Chinese share: how a text is cut, and how it becomes words."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

PIECE_CHARS = 300
"""As long as this project's own passages, and well within what the model reads (512 tokens)."""

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")
_RUN = re.compile(r"[㐀-鿿]+|[a-z0-9.]+")


def cut(text: str) -> list[str]:
    """Pieces of at most about ``PIECE_CHARS`` characters, ending where sentences end.

    >>> cut("一。" * 200)[0] == "一。" * 150
    True
    """
    pieces, piece = [], ""
    for sentence in _SENTENCE.findall(text):
        if piece and len(piece) + len(sentence) > PIECE_CHARS:
            pieces.append(piece)
            piece = ""
        piece += sentence
        while len(piece) > PIECE_CHARS:
            pieces.append(piece[:PIECE_CHARS])
            piece = piece[PIECE_CHARS:]
    return [piece for piece in (*pieces, piece) if piece.strip()]


def words(text: str) -> list[str]:
    """jieba's words in search mode, with the character pairs of every Chinese run."""
    found: list[str] = []
    for run in _RUN.findall(text.lower()):
        if run[0] < "㐀":
            found.append(run)
        else:
            found += [word for word in _jieba().lcut_for_search(run) if word.strip()]
            found += ["".join(pair) for pair in pairwise(run)]
    return found


@cache
def _jieba():  # type: ignore[no-untyped-def]
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.initialize()
    return jieba
