"""Chroma: https://docs.trychroma.com/docs/overview/getting-started."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import chromadb
from chromadb.config import Settings
from chromadb.utils.embedding_functions import SentenceTransformerEmbeddingFunction

from benchmarks.peers.contestants import DEPTH, Built, texts_of
from benchmarks.peers.contestants.chinese_text import cut


def stock(folder: Path, model: str) -> Built:
    """A collection of whole texts, as the first page shows."""
    return _built(list(texts_of(folder).items()), SentenceTransformerEmbeddingFunction(model, "cpu"), None)


def chinese(folder: Path, model: str) -> Built:
    """Chinese pieces and cosine; its local store has no BM25."""
    pieces = [(name, piece) for name, text in texts_of(folder).items() for piece in cut(text)]
    embed = SentenceTransformerEmbeddingFunction(model, "cpu", normalize_embeddings=True)
    return _built(pieces, embed, {"hnsw": {"space": "cosine"}})


def _built(pieces: list[tuple[str, str]], embed: Any, configuration: Any) -> Built:
    client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
    collection = client.create_collection("documents", embedding_function=embed, configuration=configuration)
    most = client.get_max_batch_size()
    for start in range(0, len(pieces), most):
        batch = pieces[start : start + most]
        collection.add(
            ids=[str(start + at) for at in range(len(batch))],
            documents=[text for _, text in batch],
            metadatas=[{"name": name} for name, _ in batch],
        )

    def search(question: str) -> list[str]:
        found = collection.query(query_texts=[question], n_results=DEPTH, include=["metadatas"])
        return [row["name"] for row in found["metadatas"][0]]

    return Built(search, [text for _, text in pieces])
