from pathlib import Path

import numpy as np
import pytest
from llama_index.core import StorageContext, VectorStoreIndex
from llama_index.core.schema import MetadataMode, TextNode
from llama_index.core.vector_stores.types import (
    FilterCondition,
    FilterOperator,
    MetadataFilter,
    MetadataFilters,
    VectorStoreQuery,
)

from corpus.document import Document, Metadata, Section
from corpus.errors import DamagedIndexError
from index.embedding import Encoder
from index.llama_adapters import EncoderEmbedding, FaissPassageStore, PolicyNodeParser
from index.passages import embeddable_text, split_document
from tests.support import CountingEncoder

BRACKET = "(牵头单位:市科技局;配合单位:市财政局)"


def a_document(document_id: str = "d1", kind: str = "plan") -> Document:
    """Two sections that end in the same words, so that a search for them finds the wrong place."""
    headings = ("一、提升创新能力", "二、培育创新主体")
    bodies = (f"组织实施一批重大专项。{BRACKET}", f"支持企业设立研发机构。{BRACKET}")
    text, sections = "", []
    for heading, body in zip(headings, bodies, strict=True):
        start = len(text)
        text += f"{heading}\n{body}\n"
        end_of_heading = start + len(heading)
        sections.append(Section(1, (heading,), start, end_of_heading, end_of_heading + 1, len(text), None))
    return Document(
        document_id,
        f"{document_id}.txt",
        text,
        Metadata(title="创新工作方案", kind=kind, date="2021-05"),  # type: ignore[arg-type]
        sections=tuple(sections),
    )


def embedded_nodes(*documents: Document) -> list[TextNode]:
    embedding = EncoderEmbedding(CountingEncoder())
    nodes = [node for document in documents for node in PolicyNodeParser().nodes_of(document)]
    for node in nodes:
        node.embedding = embedding.get_text_embedding(node.get_content(MetadataMode.EMBED))
    return nodes


def plain_node(name: str, vector: list[float], **metadata: object) -> TextNode:
    return TextNode(id_=name, text=name, embedding=vector, metadata=metadata)


def ask_store(store: FaissPassageStore, vector: list[float], k: int = 5, **query: object) -> list[str]:
    return store.query(VectorStoreQuery(query_embedding=vector, similarity_top_k=k, **query)).ids or []  # type: ignore[arg-type]


def test_the_counting_encoder_is_an_encoder():
    assert isinstance(CountingEncoder(), Encoder)


def test_nodes_carry_the_offsets_of_their_passages():
    document = a_document()
    parser = PolicyNodeParser.of([document])

    nodes = parser.get_nodes_from_documents(parser.llama_documents())

    assert [node.node_id for node in nodes] == [p.passage_id for p in split_document(document)]
    for node in nodes:
        assert isinstance(node, TextNode)
        assert document.text[node.start_char_idx : node.end_char_idx] == node.text


def test_repeated_words_keep_each_its_own_place():
    # llama-index looks for a node's text in the document and takes the first place that holds it.
    text = f"{BRACKET}\n" * 2
    half = len(BRACKET) + 1
    document = Document("d2", "d2.txt", text, Metadata(title="重复"))
    parser = PolicyNodeParser.of([document])
    nodes = parser.nodes_of(document)
    second = TextNode(text=BRACKET, start_char_idx=half, end_char_idx=half + len(BRACKET))
    second.relationships = nodes[0].relationships

    kept = parser._postprocess_parsed_nodes([second], {"d2": parser.llama_documents()[0]})[0]

    assert isinstance(kept, TextNode)
    assert kept.start_char_idx == half


def test_what_llama_index_embeds_is_what_we_embed():
    document = a_document()
    nodes = PolicyNodeParser().nodes_of(document)
    for node, passage in zip(nodes, split_document(document), strict=True):
        assert node.get_content(MetadataMode.EMBED) == embeddable_text(passage)
        assert node.get_content(MetadataMode.NONE) == passage.text


def test_a_document_the_parser_was_not_given_is_refused():
    from llama_index.core.schema import Document as LlamaDocument

    with pytest.raises(ValueError, match="does not know document"):
        PolicyNodeParser().get_nodes_from_documents([LlamaDocument(text="别的文件")])


def test_an_index_over_the_store_finds_the_passage_and_survives_a_restart(tmp_path: Path):
    documents = [a_document("d1"), a_document("d2", kind="report")]
    parser = PolicyNodeParser.of(documents)
    embedding = EncoderEmbedding(CountingEncoder())
    store = FaissPassageStore(dim=256)
    VectorStoreIndex.from_documents(
        parser.llama_documents(),
        storage_context=StorageContext.from_defaults(vector_store=store),
        transformations=[parser],
        embed_model=embedding,
    )
    store.persist(str(tmp_path / "passages.faiss"))

    opened = FaissPassageStore.from_persist_dir(str(tmp_path))
    index = VectorStoreIndex.from_vector_store(opened, embed_model=embedding)
    filters = MetadataFilters(filters=[MetadataFilter(key="kind", value="report")])
    hits = index.as_retriever(similarity_top_k=1, filters=filters).retrieve("二、培育创新主体 研发机构")

    assert hits[0].node.ref_doc_id == "d2"
    assert "研发机构" in hits[0].node.get_content(MetadataMode.NONE)
    assert hits[0].score is not None and 0 < hits[0].score <= 1.0001


def test_a_deleted_document_is_gone_and_its_ids_stay_dead(tmp_path: Path):
    store = FaissPassageStore(dim=256)
    store.add(embedded_nodes(a_document("d1"), a_document("d2")))
    before = store.client.next_id
    store.delete("d1")
    store.persist(str(tmp_path / "passages.faiss"))
    opened = FaissPassageStore.from_persist_dir(str(tmp_path))
    opened.add(embedded_nodes(a_document("d3")))

    assert {node.ref_doc_id for node in opened.get_nodes()} == {"d2", "d3"}
    assert opened.client.ids.max() >= before
    query = CountingEncoder().embed_query("提升创新能力").tolist()
    assert not any(name.startswith("d1") for name in ask_store(opened, query, k=50))


def test_adding_a_node_again_replaces_it():
    store = FaissPassageStore(dim=2)
    store.add([plain_node("a", [1.0, 0.0])])
    store.add([plain_node("a", [0.0, 1.0])])
    assert len(store.client) == 1
    result = store.query(VectorStoreQuery(query_embedding=[0.0, 1.0], similarity_top_k=3))
    assert result.similarities == [1.0]


def test_filters_nest_and_combine():
    store = FaissPassageStore(dim=2)
    store.add(
        [
            plain_node("old plan", [1.0, 0.0], kind="plan", year=2018),
            plain_node("new plan", [0.9, 0.1], kind="plan", year=2022),
            plain_node("new report", [0.8, 0.2], kind="report", year=2022),
        ]
    )
    recent = MetadataFilter(key="year", value=2020, operator=FilterOperator.GTE)
    is_plan = MetadataFilter(key="kind", value="plan")
    both = MetadataFilters(filters=[recent, is_plan])
    neither = MetadataFilters(filters=[both], condition=FilterCondition.NOT)
    assert ask_store(store, [1.0, 0.0], filters=both) == ["new plan"]
    assert ask_store(store, [1.0, 0.0], filters=neither) == ["old plan", "new report"]
    assert ask_store(store, [1.0, 0.0], k=1, filters=MetadataFilters(filters=[recent])) == ["new plan"]
    assert ask_store(store, [1.0, 0.0], node_ids=["new report", "unknown"]) == ["new report"]


def test_nodes_and_vectors_of_different_states_are_not_opened_together(tmp_path: Path):
    path = tmp_path / "passages.faiss"
    store = FaissPassageStore(dim=2)
    store.add([plain_node("a", [1.0, 0.0])])
    store.persist(str(path))
    old_vectors = path.read_bytes()
    store.add([plain_node("b", [0.0, 1.0])])
    store.persist(str(path))
    path.write_bytes(old_vectors)
    with pytest.raises(DamagedIndexError, match="another state"):
        FaissPassageStore.from_persist_path(str(path))


def test_texts_of_one_call_reach_the_encoder_together():
    calls: list[int] = []

    class Recording(CountingEncoder):
        def embed_passages(self, texts, progress=None):  # type: ignore[no-untyped-def]
            calls.append(len(texts))
            return super().embed_passages(texts, progress)

    rows = EncoderEmbedding(Recording()).get_text_embedding_batch(["甲", "乙丙"] * 300)
    assert calls == [600]
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
