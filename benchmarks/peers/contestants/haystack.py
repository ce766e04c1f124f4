"""haystack, hybrid retrieval: https://haystack.deepset.ai/tutorials/33_hybrid_retrieval."""

from __future__ import annotations

from pathlib import Path

from haystack import Document
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.utils import ComponentDevice
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from benchmarks.peers.contestants import DEPTH, Built, texts_of
from benchmarks.peers.contestants.chinese_text import cut, words

CPU = ComponentDevice.from_str("cpu")


def stock(folder: Path, model: str) -> Built:
    """The splitter as the tutorial sets it, BM25 and vectors in one store, reciprocal ranks."""
    splitter = DocumentSplitter(split_by="word", split_length=512, split_overlap=32)
    documents = [Document(content=text, meta={"name": name}) for name, text in texts_of(folder).items()]
    pieces = splitter.run(documents)["documents"]
    embedder = SentenceTransformersDocumentEmbedder(model=model, device=CPU, progress_bar=False)
    store = InMemoryDocumentStore()
    store.write_documents(embedder.run(pieces)["documents"])
    asker = SentenceTransformersTextEmbedder(model=model, device=CPU, progress_bar=False)
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=DEPTH)
    return _built(store, store, asker, joiner, pieces, spaced=False)


def chinese(folder: Path, model: str) -> Built:
    """Chinese pieces, cosine; BM25 in a second store that holds jieba's words with spaces between."""
    pieces = [
        Document(content=piece, meta={"name": name})
        for name, text in texts_of(folder).items()
        for piece in cut(text)
    ]
    embedder = SentenceTransformersDocumentEmbedder(
        model=model, device=CPU, progress_bar=False, normalize_embeddings=True
    )
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    store.write_documents(embedder.run(pieces)["documents"])
    by_words = InMemoryDocumentStore(bm25_tokenization_regex=r"\S+", bm25_algorithm="BM25Okapi")
    by_words.write_documents(
        [
            Document(id=piece.id, content=" ".join(words(piece.content or "")), meta=piece.meta)
            for piece in pieces
        ]
    )
    asker = SentenceTransformersTextEmbedder(
        model=model, device=CPU, progress_bar=False, normalize_embeddings=True
    )
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=DEPTH)
    return _built(store, by_words, asker, joiner, pieces, spaced=True)


def _built(
    store: InMemoryDocumentStore,
    by_words: InMemoryDocumentStore,
    asker: SentenceTransformersTextEmbedder,
    joiner: DocumentJoiner,
    pieces: list[Document],
    spaced: bool,
) -> Built:
    dense = InMemoryEmbeddingRetriever(store, top_k=DEPTH)
    lexical = InMemoryBM25Retriever(by_words, top_k=DEPTH)

    def search(question: str) -> list[str]:
        vector = asker.run(question)["embedding"]
        asked = " ".join(words(question)) if spaced else question
        found = [dense.run(vector)["documents"], lexical.run(asked)["documents"]]
        return [document.meta["name"] for document in joiner.run(found)["documents"]]

    return Built(search, [piece.content or "" for piece in pieces])
