"""langchain: FAISS and BM25 in an EnsembleRetriever, https://docs.langchain.com/oss/python/integrations/retrievers/bm25."""

from __future__ import annotations

from pathlib import Path

from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_community.vectorstores.utils import DistanceStrategy
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from benchmarks.peers.contestants import DEPTH, Built, texts_of
from benchmarks.peers.contestants.chinese_text import cut, words


def stock(folder: Path, model: str) -> Built:
    """Its splitter with the sizes of its retrieval tutorial, vectors and BM25, half and half."""
    pieces = _split(folder)
    vectors = FAISS.from_documents(pieces, HuggingFaceEmbeddings(model_name=model))
    return _built(vectors, BM25Retriever.from_documents(pieces, k=DEPTH), pieces)


def stock_vectors(folder: Path, model: str) -> Built:
    """The same without BM25, which as it comes takes a whole Chinese clause for one word."""
    pieces = _split(folder)
    return _built(FAISS.from_documents(pieces, HuggingFaceEmbeddings(model_name=model)), None, pieces)


def chinese(folder: Path, model: str) -> Built:
    """Chinese pieces, cosine, BM25 over jieba words."""
    pieces = [
        Document(piece, metadata={"name": name})
        for name, text in texts_of(folder).items()
        for piece in cut(text)
    ]
    embeddings = HuggingFaceEmbeddings(model_name=model, encode_kwargs={"normalize_embeddings": True})
    vectors = FAISS.from_documents(pieces, embeddings, distance_strategy=DistanceStrategy.MAX_INNER_PRODUCT)
    return _built(vectors, BM25Retriever.from_documents(pieces, preprocess_func=words, k=DEPTH), pieces)


def _split(folder: Path) -> list[Document]:
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    documents = [Document(text, metadata={"name": name}) for name, text in texts_of(folder).items()]
    return splitter.split_documents(documents)


def _built(vectors: FAISS, by_words: BaseRetriever | None, pieces: list[Document]) -> Built:
    retriever: BaseRetriever = vectors.as_retriever(search_kwargs={"k": DEPTH})
    if by_words is not None:
        retriever = EnsembleRetriever(retrievers=[by_words, retriever], weights=[0.5, 0.5])

    def search(question: str) -> list[str]:
        return [document.metadata["name"] for document in retriever.invoke(question)]

    return Built(search, [piece.page_content for piece in pieces])
