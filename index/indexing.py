"""The second half of an ingest: vectors and words of everything that the catalogue holds.

A passage whose words were embedded before keeps its vector, under a new id; only what is new goes through
the model.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Catalogue
from corpus.document import Document
from index.embedding import Encoder
from index.generation import CATALOGUE, LEXICAL, RECORD, VECTORS, WORDS, dictionary_cache, read_record
from index.lexical import LexicalIndex
from index.passage_table import PassageTable, content_hash
from index.passages import Passage, embeddable_text, split_document
from index.recovery import next_vector_id
from index.report import Progress
from index.tokens import Tokeniser, harvest_words
from index.vectors import VectorIndex


class Artefact(Protocol):
    """Something another room wants stored with the generation, so that it can never be out of step."""

    def __call__(self, documents: Iterable[Document], lexical: LexicalIndex) -> bytes:
        """The bytes of the file, from all documents and the finished lexical index."""


@dataclass(frozen=True)
class Indexer:
    """Makes the index files of one generation."""

    encoder: Encoder
    goal_chars: int
    progress: Progress

    def make_vectors(
        self, folder: Path, table: PassageTable, vectors: VectorIndex, known: Mapping[bytes, int]
    ) -> None:
        """Cut the documents that have no passages yet, embed what is new, and write the vectors.

        Args:
            vectors: Those to go on from; holds the new ones, and only living ones, afterwards.
            known: For content that is embedded already, the id of its vector.
        """
        catalogue = table.catalogue
        have = {document_id for _, document_id in table.ids_by_document()}
        new: list[Passage] = []
        for document_id in catalogue.document_ids():
            if document_id not in have:
                new.extend(split_document(catalogue.document(document_id), self.goal_chars))
        table.add(vectors.add(self._embed(new, vectors, known)), new)
        alive = {vector_id for vector_id, _ in table.ids_by_document()}
        vectors.remove(np.array(sorted(set(vectors.ids.tolist()) - alive), dtype=np.int64))
        try:
            vectors.save(folder / VECTORS)
        except RuntimeError as error:  # faiss says so when a disk is full
            raise OSError(f"{VECTORS} could not be written") from error

    def make_lexical(self, folder: Path, table: PassageTable) -> LexicalIndex:
        """Index the words of all passages and write that index."""
        words = harvest_words(table.catalogue.texts())
        (folder / WORDS).write_text(json.dumps(words, ensure_ascii=False), "utf-8")
        tokeniser = Tokeniser(words, dictionary_cache())
        shared: dict[str, str] = {}

        def tokens(text: str) -> list[str]:
            # One string for each word, not one for each time that it stands somewhere: a sixth of the memory.
            return [shared.setdefault(token, token) for token in tokeniser.tokens(text)]

        heads: dict[tuple[str, ...], list[str]] = {}
        ids: list[str] = []
        documents: list[str] = []
        bodies: list[list[str]] = []
        over: list[list[str]] = []
        total = table.count()
        for done, (_, passage) in enumerate(table.all()):
            if done % 500 == 0:
                self.progress("index", done, total)
            head = (passage.title, *passage.section_path)
            if head not in heads:
                heads[head] = tokens("\n".join(head))
            ids.append(passage.passage_id)
            documents.append(passage.document_id)
            bodies.append(tokens(passage.text))
            over.append(heads[head])
        lexical = LexicalIndex.build(ids, bodies, over, documents)
        lexical.save(folder / LEXICAL)
        self.progress("index", total, total)
        return lexical

    def _embed(
        self, passages: Sequence[Passage], vectors: VectorIndex, known: Mapping[bytes, int]
    ) -> NDArray[np.float32]:
        matrix = np.empty((len(passages), self.encoder.dim), dtype=np.float32)
        hashes = [content_hash(passage) for passage in passages]
        old = [position for position, digest in enumerate(hashes) if digest in known]
        new = [position for position, digest in enumerate(hashes) if digest not in known]
        if old:
            matrix[old] = vectors.vectors_of(np.array([known[hashes[position]] for position in old]))
        if new:
            self.progress("embed", 0, len(new))
            texts = [embeddable_text(passages[position]) for position in new]
            matrix[new] = self.encoder.embed_passages(
                texts, progress=lambda done, total: self.progress("embed", done, total)
            )
        return matrix


def previous_vectors(previous: Path, damaged: Sequence[str], encoder: Encoder) -> VectorIndex:
    """The vectors of a generation to go on from; empty, with its ids dead, where they are of no use."""
    if {VECTORS, CATALOGUE, RECORD} & set(damaged):
        # Which vector stands for which words is told by all three together.
        return VectorIndex(encoder.dim, next_id=next_vector_id(previous))
    vectors = VectorIndex.open(previous / VECTORS)
    if read_record(previous)["fingerprint"]["encoder"] != encoder.fingerprint:
        return VectorIndex(encoder.dim, next_id=vectors.next_id)
    return vectors


def make_artefacts(
    folder: Path, catalogue: Catalogue, lexical: LexicalIndex, artefacts: Mapping[str, Artefact]
) -> None:
    """Write what other rooms want stored with the generation."""
    for name, make in artefacts.items():
        documents = (catalogue.document(document_id) for document_id in catalogue.document_ids())
        (folder / name).write_bytes(make(documents, lexical))
