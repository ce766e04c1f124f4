"""The second half of an ingest: vectors and words of everything that the catalogue holds.

A passage whose words were embedded before keeps its vector, under a new id; only what is new goes through
the model, and does so from the moment its document was read: ids are given before there are vectors, so that
words are indexed meanwhile.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Catalogue
from corpus.document import Document
from index.embedding import Encoder
from index.embedding_ahead import EmbeddingAhead
from index.generation import CATALOGUE, LEXICAL, POSITIONS, VECTORS, WORDS, dictionary_cache
from index.generation_record import RECORD, read_record
from index.lexical import LexicalIndex
from index.lexical_build import LexicalWriter
from index.lexical_field import drop_lists
from index.neighbours import EXACT_UP_TO, build_neighbours
from index.passage_table import PassageTable, content_hash
from index.passages import Passage, split_document
from index.positions import Positions
from index.recovery import next_vector_id
from index.report import Progress
from index.tokens import Tokeniser, harvest_words
from index.vectors import VectorIndex

PROBE_QUESTIONS = 200
"""Clauses that are embedded as questions to see how well neighbours are found; some 2 s."""


if TYPE_CHECKING:
    from index.milvus_store import MilvusAddress


class Artefact(Protocol):
    """Something another room wants stored with the generation, so that it can never be out of step."""

    def __call__(self, documents: Iterable[Document], lexical: LexicalIndex) -> bytes:
        """The bytes of the file, from all documents and the finished lexical index."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Passages that have an id and wait for their vectors."""

    ids: NDArray[np.int64]
    digests: list[bytes]
    """What each says, in the order of ``ids``."""
    positions: Positions
    """Of all passages, older ones included."""


@dataclass(frozen=True)
class Indexer:
    """Makes the index files of one generation."""

    encoder: Encoder
    goal_chars: int
    progress: Progress

    def number_passages(
        self, folder: Path, table: PassageTable, vectors: VectorIndex, ahead: EmbeddingAhead
    ) -> Numbered:
        """Cut the documents that have no passages yet, and give each passage the id of its coming vector.

        Args:
            vectors: Those to go on from.
            ahead: Gets what is new.
        """
        catalogue = table.catalogue
        have = table.document_ids()
        new: list[Passage] = []
        for document_id in catalogue.document_ids():
            if document_id not in have:
                cut = split_document(catalogue.document(document_id), self.goal_chars)
                ahead.offer(cut)
                new.extend(cut)
        ahead.flush()
        ids = vectors.next_id + np.arange(len(new))
        table.add(ids, new)
        positions = Positions.of(table.ids_by_document())
        positions.save(folder / POSITIONS)
        return Numbered(ids, [content_hash(passage) for passage in new], positions)

    def make_vectors(
        self,
        folder: Path,
        vectors: VectorIndex,
        numbered: Numbered,
        ahead: EmbeddingAhead,
        known: Mapping[bytes, int],
    ) -> None:
        """Write the vectors of all passages.

        Args:
            vectors: Those to go on from; holds the new ones, and only living ones, afterwards.
            known: For content that is embedded already, the id of its vector.
        """
        digests = numbered.digests
        old = [place for place, digest in enumerate(digests) if digest in known]
        new = [place for place, digest in enumerate(digests) if digest not in known]
        matrix = np.empty((len(digests), self.encoder.dim), dtype=np.float32)
        if old:
            matrix[old] = vectors.vectors_of(np.array([known[digests[place]] for place in old]))
        matrix[new] = ahead.rows([digests[place] for place in new], self.progress)
        assert np.array_equal(vectors.add(matrix), numbered.ids)
        vectors.remove(np.setdiff1d(vectors.ids, numbered.positions.vector_ids, assume_unique=True))
        vectors.save(folder / VECTORS)

    def make_neighbours(self, folder: Path, previous: Path | None, table: PassageTable) -> str | None:
        """Divide the written vectors into lists, where there are too many to compare with each.

        Args:
            previous: Folder of the generation before, whose lists are gone on from.
        Returns:
            What is to be told of it where it finds less than it should.
        """
        # Read from the file just written, by memory map: the vectors need not be held twice.
        vectors = VectorIndex.open(folder / VECTORS)
        if len(vectors) <= EXACT_UP_TO:
            return None
        places = np.linspace(0, len(vectors) - 1, PROBE_QUESTIONS).astype(np.intp)
        passages = table.passages(vectors.ids[places].tolist()).values()
        probes = np.stack([self.encoder.embed_query(_clause_of(passage.text)) for passage in passages])
        neighbours = build_neighbours(vectors, probes, previous)
        if neighbours is None:
            return None
        neighbours.save(folder)
        return neighbours.measured.warning

    def make_lexical(self, folder: Path, table: PassageTable) -> LexicalIndex:
        """Index the words of all passages and write that index."""
        words = harvest_words(table.catalogue.texts())
        (folder / WORDS).write_text(json.dumps(words, ensure_ascii=False), "utf-8")
        tokeniser = Tokeniser(words, dictionary_cache())
        positions = Positions.open(folder / POSITIONS)
        writer = LexicalWriter(len(positions.document_ids), folder / "work")
        head: tuple[str, ...] | None = None
        head_tokens: list[str] = []
        for done, (_, passage) in enumerate(table.all()):
            if done % 500 == 0:
                self.progress("index", done, len(positions))
            if (passage.title, *passage.section_path) != head:  # mostly that of the passage before
                head = (passage.title, *passage.section_path)
                head_tokens = tokeniser.tokens("\n".join(head))
            writer.add(tokeniser.tokens(passage.text), head_tokens, positions.rank_of[passage.document_id])
        writer.write(folder / LEXICAL)
        self.progress("index", len(positions), len(positions))
        return LexicalIndex.open(folder / LEXICAL)


def _clause_of(text: str) -> str:
    """The longest clause of a passage: as long as a question, and about what the passage is about."""
    return max(re.split(r"[，。；：！？,;:!?\s]", text), key=len)


def previous_vectors(previous: Path, damaged: Sequence[str], encoder: Encoder) -> VectorIndex:
    """The vectors of a generation to go on from; empty, with its ids dead, where they are of no use."""
    if {VECTORS, CATALOGUE, RECORD} & set(damaged):
        # Which vector stands for which words is told by all three together.
        return VectorIndex(encoder.dim, next_id=next_vector_id(previous))
    if not (previous / VECTORS).is_file():  # it was written in another layout
        return VectorIndex(encoder.dim, next_id=next_vector_id(previous))
    vectors = VectorIndex.open(previous / VECTORS)
    if read_record(previous)["fingerprint"]["encoder"] != encoder.fingerprint:
        return VectorIndex(encoder.dim, next_id=vectors.next_id)
    return vectors


def store_in_milvus(
    address: MilvusAddress, folder: Path, previous: Path | None, number: int, lexical: LexicalIndex
) -> None:
    """Bring a generation's vectors and lists of words into Milvus.

    The vectors stay in the folder as well, for the next generation to go on from; the lists do not.
    """
    from index.milvus_store import connect, upload

    positions, vectors = Positions.open(folder / POSITIONS), VectorIndex.open(folder / VECTORS)
    upload(connect(address), folder, previous, number, positions, vectors, lexical)
    drop_lists(folder / LEXICAL)


def make_artefacts(
    folder: Path, catalogue: Catalogue, lexical: LexicalIndex, artefacts: Mapping[str, Artefact]
) -> None:
    """Write what other rooms want stored with the generation."""
    for name, make in artefacts.items():
        documents = (catalogue.document(document_id) for document_id in catalogue.document_ids())
        (folder / name).write_bytes(make(documents, lexical))
