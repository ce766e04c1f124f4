from __future__ import annotations

from llama_index.core.schema import TextNode

from assistant.llama_adapters import PolicyQueryEngine, PolicyRetriever
from assistant.workspace import Workspace


def test_the_retriever_gives_passages_as_nodes_that_keep_their_place(shipped: Workspace) -> None:
    found = PolicyRetriever(shipped, top_k=3).retrieve("提高专利申请质量由谁牵头?")

    assert len(found) == 3
    for scored in found:
        node = scored.node
        assert isinstance(node, TextNode)
        text = shipped.document(node.node_id.split(":")[0]).text
        assert text[node.start_char_idx : node.end_char_idx] == node.text


def test_the_query_engine_answers_with_the_quotes_as_sources(shipped: Workspace) -> None:
    response = PolicyQueryEngine(shipped).query("提高专利申请质量由谁牵头?")

    assert "市场监管局" in str(response)
    assert response.source_nodes
    for scored in response.source_nodes:
        node = scored.node
        assert isinstance(node, TextNode)
        document = shipped.document(node.metadata["document_id"])
        assert document.text[node.start_char_idx : node.end_char_idx] == node.text
