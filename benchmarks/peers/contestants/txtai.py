"""txtai, hybrid: https://neuml.github.io/txtai/embeddings/configuration/general/#hybrid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from txtai import Embeddings

from benchmarks.peers.contestants import DEPTH, Built, texts_of
from benchmarks.peers.contestants.chinese_text import cut


def stock(folder: Path, model: str) -> Built:
    """``hybrid=True``, whole texts."""
    return _built(list(texts_of(folder).items()), path=model, hybrid=True)


def chinese(folder: Path, model: str) -> Built:
    """Chinese pieces, and its BM25 over single characters and pairs.

    Its settings take n-grams and patterns, and no function, so jieba's words cannot be given to it.
    """
    pieces = [(name, piece) for name, text in texts_of(folder).items() for piece in cut(text)]
    scoring = {
        "method": "bm25",
        "terms": True,
        "normalize": True,
        "tokenizer": {"ngrams": {"ngrams": 2, "nmin": 1, "nmax": 2}},
    }
    return _built(pieces, path=model, scoring=scoring, hybrid=True)


def _built(pieces: list[tuple[str, str]], **settings: Any) -> Built:
    embeddings = Embeddings(gpu=False, **settings)
    embeddings.index((at, text, None) for at, (_, text) in enumerate(pieces))

    def search(question: str) -> list[str]:
        return [pieces[at][0] for at, _ in embeddings.search(question, DEPTH)]

    return Built(search, [text for _, text in pieces])
