"""The index behind llama-index's own interfaces, for whoever builds on that library.

In: a ``VectorIndex``, an ``Encoder``, our documents. Out: a vector store, an embedding and a node
parser that any llama-index pipeline takes. Nothing here is on the path of a question: importing
llama-index costs a second.

Where the stock part is wrong for this work, ours differs, and says so at the place: ids are never
used again, deletion and filters work, offsets are carried rather than searched for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from fsspec import AbstractFileSystem
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import Field, PrivateAttr
from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import (
    BaseNode,
    NodeRelationship,
    RelatedNodeInfo,
    TextNode,
)
from llama_index.core.schema import Document as LlamaDocument
from llama_index.core.vector_stores.types import (
    BasePydanticVectorStore,
    FilterCondition,
    MetadataFilters,
    VectorStoreQuery,
    VectorStoreQueryMode,
    VectorStoreQueryResult,
)
from llama_index.core.vector_stores.utils import (
    build_metadata_filter_fn,
    metadata_dict_to_node,
    node_to_metadata_dict,
)

from corpus.document import Document
from corpus.errors import DamagedIndexError
from corpus.files import write_atomically
from index.embedding import Encoder
from index.passages import Passage, embeddable_text, split_document
from index.vectors import VectorIndex

STORE_FILE = "passages.faiss"
EMBEDDED_KEY = "heading"
"""The one metadata entry that is embedded with the text; all others are for filters and citations."""


class EncoderEmbedding(BaseEmbedding):
    """An ``Encoder`` as llama-index's embedding model.

    Texts that arrive in one call are batched by length inside the encoder, so a large
    ``embed_batch_size`` is best: 1,000 passages a call, against llama-index's usual 10.
    """

    _encoder: Encoder = PrivateAttr()

    def __init__(self, encoder: Encoder, **kwargs: Any) -> None:
        super().__init__(**{"model_name": encoder.fingerprint, "embed_batch_size": 1_000, **kwargs})
        self._encoder = encoder

    @classmethod
    def class_name(cls) -> str:
        """Name under which llama-index records this part."""
        return "EncoderEmbedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(value) for value in self._encoder.embed_query(query)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._encoder.embed_passages(texts).tolist()
        return rows


class PolicyNodeParser(NodeParser):
    """Cuts our documents into nodes, one per passage, with the passage's own offsets.

    Made with the documents it is to parse, since their structure is read from the file and not from
    a string: ``PolicyNodeParser.of([document]).get_nodes_from_documents(llama_documents)``.
    ``nodes_of`` needs no llama-index document at all.
    """

    goal_chars: int = Field(default=300, description="Length that passages aim at, in characters.")
    _documents: dict[str, Document] = PrivateAttr(default_factory=dict)

    @classmethod
    def of(cls, documents: Sequence[Document], **kwargs: Any) -> PolicyNodeParser:
        """A parser that knows the structure of ``documents``."""
        parser = cls(**kwargs)
        parser._documents = {document.document_id: document for document in documents}
        return parser

    @classmethod
    def class_name(cls) -> str:
        """Name under which llama-index records this part."""
        return "PolicyNodeParser"

    def llama_documents(self) -> list[LlamaDocument]:
        """The documents as llama-index has them: the canonical text under the document's id."""
        return [
            LlamaDocument(id_=document_id, text=document.text, metadata=_document_metadata(document))
            for document_id, document in self._documents.items()
        ]

    def nodes_of(self, document: Document) -> list[TextNode]:
        """One node per passage, in text order."""
        return [
            passage_to_node(passage, _document_metadata(document))
            for passage in split_document(document, self.goal_chars)
        ]

    def _parse_nodes(
        self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any
    ) -> list[BaseNode]:
        parsed: list[BaseNode] = []
        for node in nodes:
            document = self._documents.get(node.node_id)
            if document is None:
                raise ValueError(
                    f"the parser does not know document {node.node_id!r}: give it to PolicyNodeParser.of"
                )
            parsed.extend(self.nodes_of(document))
        return parsed

    def _postprocess_parsed_nodes(
        self, nodes: list[BaseNode], parent_doc_map: dict[str, LlamaDocument]
    ) -> list[BaseNode]:
        """Keep our offsets: the stock step sets them by searching for the text, and takes the first
        place it finds, which is wrong wherever a document repeats itself.
        """
        own = [(node.start_char_idx, node.end_char_idx) for node in nodes if isinstance(node, TextNode)]
        nodes = super()._postprocess_parsed_nodes(nodes, parent_doc_map)
        for node, (start, end) in zip(nodes, own, strict=True):
            assert isinstance(node, TextNode)
            node.start_char_idx, node.end_char_idx = start, end
        return nodes


def passage_to_node(passage: Passage, metadata: dict[str, Any] | None = None) -> TextNode:
    """A passage as a llama-index node: same id, quotable text as text, offsets, flat metadata.

    ``node.get_content(MetadataMode.EMBED)`` is ``embeddable_text(passage)``: what is embedded here
    and in our own index is the same, to the letter.
    """
    values = {
        **(metadata or {}),
        "document_id": passage.document_id,
        "title": passage.title,
        "section_path": " > ".join(passage.section_path),
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
        EMBEDDED_KEY: embeddable_text(passage).removesuffix(passage.text).rstrip("\n"),
    }
    return TextNode(
        id_=passage.passage_id,
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata=values,
        excluded_embed_metadata_keys=[key for key in values if key != EMBEDDED_KEY],
        excluded_llm_metadata_keys=["document_id", "start", "end", EMBEDDED_KEY],
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.document_id)},
        text_template="{metadata_str}\n{content}",
        metadata_template="{value}",
    )


def _document_metadata(document: Document) -> dict[str, Any]:
    """What filters ask for; flat, as llama-index wants it."""
    metadata = document.metadata
    return {
        "file": document.file,
        "kind": metadata.kind,
        "issuer": metadata.issuer,
        "number": metadata.number,
        "date": metadata.date,
        "status": metadata.status,
        "sample": metadata.sample,
    }


class FaissPassageStore(BasePydanticVectorStore):
    """A vector store over ``VectorIndex`` that can hold a corpus that changes.

    Unlike the stock FAISS stores it deletes by document, filters by metadata (nested conditions
    too), keeps the nodes themselves, and never gives the id of a deleted vector to a new one.
    Similarities are inner products, so cosines for an ``Encoder``'s vectors, best first.
    """

    stores_text: bool = True
    _vectors: VectorIndex = PrivateAttr()
    _nodes: dict[int, dict[str, Any]] = PrivateAttr(default_factory=dict)
    _vector_ids: dict[str, int] = PrivateAttr(default_factory=dict)

    def __init__(self, dim: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._vectors = VectorIndex(dim)

    @classmethod
    def class_name(cls) -> str:
        """Name under which llama-index records this part."""
        return "FaissPassageStore"

    @property
    def client(self) -> VectorIndex:
        """The vectors themselves."""
        return self._vectors

    def add(self, nodes: Sequence[BaseNode], **kwargs: Any) -> list[str]:
        """Add embedded nodes; a node whose id is there already takes the old one's place."""
        latest = {node.node_id: node for node in nodes}
        if not latest:
            return []
        self.delete_nodes([node_id for node_id in latest if node_id in self._vector_ids])
        ids = self._vectors.add(np.array([node.get_embedding() for node in latest.values()], np.float32))
        for vector_id, node in zip(ids.tolist(), latest.values(), strict=True):
            self._nodes[vector_id] = node_to_metadata_dict(node)
            self._vector_ids[node.node_id] = vector_id
        return [node.node_id for node in nodes]

    def delete(self, ref_doc_id: str, **delete_kwargs: Any) -> None:
        """Delete every node of one document."""
        self._forget([i for i, node in self._nodes.items() if node["ref_doc_id"] == ref_doc_id])

    def delete_nodes(
        self,
        node_ids: list[str] | None = None,
        filters: MetadataFilters | None = None,
        **delete_kwargs: Any,
    ) -> None:
        """Delete the nodes that are named and pass the filters; with neither given, none."""
        if node_ids is not None or filters is not None:
            self._forget(self._select(node_ids, None, filters))

    def clear(self) -> None:
        """Delete everything. Ids go on from where they were."""
        self._forget(list(self._nodes))

    def get_nodes(
        self, node_ids: list[str] | None = None, filters: MetadataFilters | None = None
    ) -> list[BaseNode]:
        """The nodes that are named and pass the filters, oldest first."""
        return [metadata_dict_to_node(self._nodes[i]) for i in self._select(node_ids, None, filters)]

    def query(self, query: VectorStoreQuery, **kwargs: Any) -> VectorStoreQueryResult:
        """The most similar nodes, best first; filters apply before the best are taken."""
        if query.mode != VectorStoreQueryMode.DEFAULT:
            raise ValueError(f"query mode {query.mode} is not supported: this store searches by vector alone")
        if query.query_embedding is None:
            raise ValueError("a query needs an embedding: give the index an embedding model")
        # llama-index's retriever sends an empty list of node ids where it means all of them.
        node_ids, doc_ids = query.node_ids or None, query.doc_ids or None
        restricted = node_ids is not None or doc_ids is not None or query.filters is not None
        allowed = self._select(node_ids, doc_ids, query.filters) if restricted else None
        ids, scores = self._vectors.search(query.query_embedding, query.similarity_top_k, allowed)
        nodes = [metadata_dict_to_node(self._nodes[i]) for i in ids.tolist()]
        return VectorStoreQueryResult(
            nodes=nodes, similarities=scores.tolist(), ids=[node.node_id for node in nodes]
        )

    def persist(self, persist_path: str, fs: AbstractFileSystem | None = None) -> None:
        """Write to the local file ``persist_path``, vectors and nodes each in one step.

        The vectors come last and carry the ids, so that a crash between the two leaves the old
        vectors with nodes that hold every one of them or are noticed at opening.
        """
        _local_only(fs)
        path = Path(persist_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        generation = f"{self._vectors.next_id}-{len(self._vectors)}"
        nodes_path = _nodes_path(path)
        write_atomically(
            nodes_path, json.dumps({"generation": generation, "nodes": self._nodes}, ensure_ascii=False)
        )
        self._vectors.save(path)

    @classmethod
    def from_persist_path(cls, persist_path: str, fs: AbstractFileSystem | None = None) -> FaissPassageStore:
        """The store that ``persist`` wrote.

        Raises:
            DamagedIndexError: A file is missing or broken, or the two do not belong together.
        """
        _local_only(fs)
        path = Path(persist_path)
        vectors = VectorIndex.open(path)
        try:
            stored = json.loads(_nodes_path(path).read_text(encoding="utf-8"))
            nodes = {int(vector_id): node for vector_id, node in stored["nodes"].items()}
        except (OSError, ValueError, KeyError, AttributeError) as error:
            raise _unpaired(path) from error
        if set(nodes) != set(vectors.ids.tolist()):
            raise _unpaired(path)
        store = cls(vectors.dim)
        store._vectors = vectors
        store._nodes = nodes
        store._vector_ids = {metadata_dict_to_node(node).node_id: i for i, node in nodes.items()}
        return store

    @classmethod
    def from_persist_dir(cls, persist_dir: str, fs: AbstractFileSystem | None = None) -> FaissPassageStore:
        """The store in ``persist_dir``, where its file has the usual name."""
        return cls.from_persist_path(str(Path(persist_dir) / STORE_FILE), fs)

    def _forget(self, vector_ids: list[int]) -> None:
        self._vectors.remove(vector_ids)
        for vector_id in vector_ids:
            node = metadata_dict_to_node(self._nodes.pop(vector_id))
            self._vector_ids.pop(node.node_id, None)

    def _select(
        self, node_ids: list[str] | None, doc_ids: list[str] | None, filters: MetadataFilters | None
    ) -> list[int]:
        """Vector ids of the nodes that meet every condition given."""
        if node_ids is not None:
            candidates = sorted(self._vector_ids[name] for name in set(node_ids) if name in self._vector_ids)
        else:
            candidates = list(self._nodes)
        if doc_ids is not None:
            wanted = set(doc_ids)
            candidates = [i for i in candidates if self._nodes[i]["ref_doc_id"] in wanted]
        passes = _filter_function(lambda key: self._nodes[int(key)], filters)
        return [i for i in candidates if passes(str(i))]


def _filter_function(
    lookup: Callable[[str], dict[str, Any]], filters: MetadataFilters | None
) -> Callable[[str], bool]:
    """Whether a node passes; the stock function refuses nested conditions, which are taken apart here."""
    if filters is None or not filters.filters:
        return lambda key: True
    parts = [
        _filter_function(lookup, part)
        if isinstance(part, MetadataFilters)
        else build_metadata_filter_fn(lookup, MetadataFilters(filters=[part]))
        for part in filters.filters
    ]
    if filters.condition == FilterCondition.OR:
        return lambda key: any(part(key) for part in parts)
    if filters.condition == FilterCondition.NOT:
        return lambda key: not any(part(key) for part in parts)
    return lambda key: all(part(key) for part in parts)


def _nodes_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.nodes.json")


def _local_only(fs: AbstractFileSystem | None) -> None:
    if fs is not None and "file" not in (fs.protocol if isinstance(fs.protocol, tuple) else (fs.protocol,)):
        raise ValueError(f"the store is kept on a local disk only, not on {fs.protocol}")


def _unpaired(path: Path) -> DamagedIndexError:
    return DamagedIndexError(
        f"{_nodes_path(path).name} is missing, damaged or of another state than {path.name}. "
        "Build the store again from its documents, or restore both files from one copy."
    )
