"""llama-index over FAISS: https://developers.llamaindex.ai/python/examples/vector_stores/faissindexdemo/."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bm25s
import faiss
from llama_index.core import Settings, SimpleDirectoryReader, StorageContext, VectorStoreIndex
from llama_index.core.llms.mock import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import BaseRetriever, QueryFusionRetriever
from llama_index.core.schema import BaseNode, MetadataMode, NodeWithScore, QueryBundle, TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.retrievers.bm25 import BM25Retriever
from llama_index.vector_stores.faiss import FaissVectorStore

from benchmarks.peers.contestants import DEPTH, Built, texts_of
from benchmarks.peers.contestants.chinese_text import cut, words

DIMENSIONS = 512


def stock(folder: Path, model: str) -> Built:
    """Its reader, its splitter and an L2 index, as the page above shows."""
    Settings.embed_model = HuggingFaceEmbedding(model_name=model, device="cpu")
    documents = SimpleDirectoryReader(str(folder)).load_data()
    nodes = SentenceSplitter().get_nodes_from_documents(documents)
    index = _vectors(nodes, faiss.IndexFlatL2(DIMENSIONS))
    return _built(index.as_retriever(similarity_top_k=DEPTH), nodes)


def stock_fused(folder: Path, model: str) -> Built:
    """The same with its BM25, joined by its own fusion: .../examples/retrievers/bm25_retriever/."""
    Settings.embed_model = HuggingFaceEmbedding(model_name=model, device="cpu")
    Settings.llm = MockLLM()  # never asked: one query is not rewritten
    documents = SimpleDirectoryReader(str(folder)).load_data()
    nodes = SentenceSplitter().get_nodes_from_documents(documents)
    index = _vectors(nodes, faiss.IndexFlatL2(DIMENSIONS))
    fused = QueryFusionRetriever(
        [
            index.as_retriever(similarity_top_k=DEPTH),
            BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=DEPTH),
        ],
        num_queries=1,
        similarity_top_k=DEPTH,
        use_async=False,
    )
    return _built(fused, nodes)


def chinese(folder: Path, model: str) -> Built:
    """Chinese pieces, cosine, no metadata in the vectors, BM25 over jieba words, scores fused relatively."""
    Settings.embed_model = HuggingFaceEmbedding(
        model_name=model, device="cpu", normalize=True, embed_batch_size=32
    )
    Settings.llm = MockLLM()
    nodes: list[BaseNode] = []
    for name, text in texts_of(folder).items():
        for piece in cut(text):
            node = TextNode(text=piece, metadata={"file_name": name})
            node.excluded_embed_metadata_keys = ["file_name"]
            nodes.append(node)
    index = _vectors(nodes, faiss.IndexFlatIP(DIMENSIONS))
    fused = QueryFusionRetriever(
        [index.as_retriever(similarity_top_k=DEPTH), JiebaRetriever(nodes)],
        num_queries=1,
        mode="relative_score",
        similarity_top_k=DEPTH,
        use_async=False,
    )
    return _built(fused, nodes)


class JiebaRetriever(BaseRetriever):
    """BM25 over jieba words: the stock retriever takes a pattern for words, and no function."""

    def __init__(self, nodes: list[BaseNode]) -> None:
        self._nodes = nodes
        self._index = bm25s.BM25()
        self._index.index([words(node.get_content()) for node in nodes], show_progress=False)
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        places, scores = self._index.retrieve(
            [words(query_bundle.query_str)], k=min(DEPTH, len(self._nodes)), show_progress=False
        )
        return [
            NodeWithScore(node=self._nodes[place], score=float(score))
            for place, score in zip(places[0], scores[0], strict=True)
        ]


def _vectors(nodes: list[BaseNode], index: Any) -> VectorStoreIndex:
    storage = StorageContext.from_defaults(vector_store=FaissVectorStore(faiss_index=index))
    return VectorStoreIndex(nodes, storage_context=storage)


def _built(retriever: BaseRetriever, nodes: list[BaseNode]) -> Built:
    def search(question: str) -> list[str]:
        return [hit.node.metadata["file_name"] for hit in retriever.retrieve(question)]

    return Built(search, [node.get_content(metadata_mode=MetadataMode.EMBED) for node in nodes])
