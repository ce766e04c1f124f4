"""A corpus of any size, recombined from real text, with vectors that belong to it.

To embed a million passages takes two cores most of a day, and random vectors tell nothing about
recall, so the study of size is made from what is real:

- **Text.** Sentences of real documents, in runs as they stood. A made passage is the run around one
  sentence, and with even chance a second run of another document: some 300 characters, all of
  it somebody's policy text. Word frequencies, and so the lengths of BM25's lists, are the real ones.
- **Vectors.** The packaged model averages over its tokens, so the vector of a text is nearly the mean of
  its sentences' vectors, each as heavy as it has characters. Every real sentence is embedded once; a made
  passage gets the mean of its sentences, moved by a draw from what the mean misses: the differences between
  mean and model over a few hundred made passages that are embedded for real. ``check`` does so for
  other ones and compares: how near the first and the tenth neighbour lie, made and real.
- **Questions.** Real ones where a file of them is given; otherwise single sentences, as they stand.

What is not real: a sentence stands in many made passages, so near neighbours are more alike than in a
corpus of a million different texts, which makes the ten nearest harder to tell apart, not easier.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.read import read_document
from corpus.sources import scan_shipped
from index.embedding import Encoder

GOAL_CHARS = 300
PASSAGES_PER_DOCUMENT = 20
_SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;]?")
Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Sentences:
    """Real sentences in order, with the document each is of and its vector."""

    texts: list[str]
    document_of: NDArray[np.int32]
    vectors: Vectors

    def __len__(self) -> int:
        return len(self.texts)


def read_texts(corpus: Path | None) -> list[str]:
    """Texts of a JSON Lines file ({"text": …}), or of the shipped documents."""
    if corpus is None:
        return [read_document(source.path, source.file).text for source in scan_shipped().sources]
    lines = corpus.read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines if line.strip()]


def read_sentences(texts: list[str], encoder: Encoder, cache: Path | None = None) -> Sentences:
    """Cut texts into sentences and embed each once; ``cache`` keeps the vectors between runs."""
    sentences: list[str] = []
    document_of: list[int] = []
    for number, text in enumerate(texts):
        for match in _SENTENCE.finditer(text):
            sentence = match.group().strip()
            if len(sentence) >= 8:
                sentences.append(sentence[:GOAL_CHARS])
                document_of.append(number)
    if cache is not None and cache.is_file():
        vectors = np.load(cache)
    else:
        vectors = encoder.embed_passages(sentences)
        if cache is not None:
            np.save(cache, vectors)
    return Sentences(sentences, np.array(document_of, np.int32), vectors)


@dataclass(frozen=True)
class Recipe:
    """A made passage: which sentences, in order."""

    sentences: tuple[int, ...]

    def text(self, source: Sentences) -> str:
        """Its text."""
        return "".join(source.texts[number] for number in self.sentences)


def recipes(source: Sentences, count: int, seed: int = 1) -> Iterator[Recipe]:
    """``count`` made passages, the same for the same seed; no two of them are alike but by chance."""
    random = np.random.default_rng(seed)
    size = len(source)
    for _ in range(count):
        first = int(random.integers(size))
        if random.random() < 0.5:
            goal = int(random.integers(120, 200))
            second = int(random.integers(size))
            yield Recipe((*_run(source, first, goal), *_run(source, second, GOAL_CHARS - goal)))
        else:
            yield Recipe(_run(source, first, int(random.integers(200, 340))))


def _run(source: Sentences, first: int, goal: int) -> tuple[int, ...]:
    run: list[int] = []
    length = 0
    for number in range(first, len(source)):
        if source.document_of[number] != source.document_of[first] or (run and length >= goal):
            break
        run.append(number)
        length += len(source.texts[number])
    return tuple(run)


def means(made: Sequence[Recipe], source: Sentences) -> Vectors:
    """The mean of each made passage's sentences, of length 1."""
    numbers = np.fromiter((n for one in made for n in one.sentences), np.int64)
    counts = [len(one.sentences) for one in made]
    weights = np.fromiter((len(source.texts[n]) for n in numbers), np.float32, len(numbers))
    starts = np.cumsum([0, *counts[:-1]])
    rows: Vectors = np.add.reduceat(source.vectors[numbers] * weights[:, None], starts, axis=0)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


class Vectoriser:
    """Makes vectors for made passages."""

    def __init__(
        self, source: Sentences, encoder: Encoder, cache: Path | None = None, sample: int = 300
    ) -> None:
        self._source = source
        made = list(recipes(source, sample, seed=3))
        if cache is not None and cache.is_file():
            real = np.load(cache)
        else:
            real = encoder.embed_passages([one.text(source) for one in made])
            if cache is not None:
                np.save(cache, real)
        missed = real - means(made, source)
        self._shift = missed.mean(0)
        covariance = np.cov(missed, rowvar=False)
        # A few hundred differences do not span the space: half of what they say is spread over all directions.
        even = np.eye(len(covariance)) * np.trace(covariance) / len(covariance)
        self._root = np.linalg.cholesky((covariance + even) / 2).astype(np.float32)

    def __call__(self, made: Sequence[Recipe], seed: int) -> Vectors:
        """One vector of length 1 for each."""
        draw = np.random.default_rng(seed).standard_normal((len(made), len(self._root)), dtype=np.float32)
        rows: Vectors = means(made, self._source) + self._shift + draw @ self._root.T
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows.astype(np.float32)


def check(source: Sentences, encoder: Encoder, vectorise: Vectoriser, count: int = 300) -> dict[str, float]:
    """Made vectors against the model's own for the same texts."""
    made = list(recipes(source, count, seed=7))
    ours = vectorise(made, seed=7)
    real = encoder.embed_passages([one.text(source) for one in made])

    def nearest(rows: Vectors) -> NDArray[np.float32]:
        likeness = rows @ rows.T
        np.fill_diagonal(likeness, -1)
        return np.sort(likeness, axis=1)[:, -10:]

    return {
        "cosine to the nearest neighbour, made": round(float(np.median(nearest(ours)[:, -1])), 3),
        "cosine to the nearest neighbour, real": round(float(np.median(nearest(real)[:, -1])), 3),
        "cosine to the tenth neighbour, made": round(float(np.median(nearest(ours)[:, 0])), 3),
        "cosine to the tenth neighbour, real": round(float(np.median(nearest(real)[:, 0])), 3),
    }
