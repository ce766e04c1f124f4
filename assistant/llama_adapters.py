"""Retrieval and answering behind llama-index's own interfaces.

In: a ``Workspace``. Out: a retriever and a query engine that any llama-index pipeline takes. Like
``index.llama_adapters`` they stand beside a question's own way, since importing llama-index costs a second.
"""

from __future__ import annotations

from typing import Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import RESPONSE_TYPE, Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from assistant.answer import Citation
from assistant.retrieval.retriever import Scope
from assistant.workspace import Workspace
from index.llama_adapters import passage_to_node


class PolicyRetriever(BaseRetriever):
    """Hybrid retrieval over a workspace, in Chinese and from English.

    >>> PolicyRetriever(workspace, top_k=3).retrieve("哪个部门牵头专利指标?")  # doctest: +SKIP
    [NodeWithScore(...), ...]
    """

    def __init__(self, workspace: Workspace, top_k: int = 5, scope: Scope | None = None) -> None:
        super().__init__()
        self._workspace = workspace
        self._top_k = top_k
        self._scope = scope

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        result = self._workspace.search(query_bundle.query_str, self._top_k, self._scope)
        return [NodeWithScore(node=passage_to_node(hit.passage), score=hit.score) for hit in result.hits]


class PolicyQueryEngine(BaseQueryEngine):
    """Answers that rest on citations, or a refusal.

    The response's source nodes are the citations, each the exact words quoted, with offsets into the
    document's canonical text; ``metadata`` is the whole answer in the command line's shape.
    """

    def __init__(self, workspace: Workspace, scope: Scope | None = None) -> None:
        super().__init__(callback_manager=CallbackManager())
        self._workspace = workspace
        self._scope = scope

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}

    def _query(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        answer = self._workspace.ask(query_bundle.query_str, scope=self._scope)
        nodes = [NodeWithScore(node=citation_to_node(citation)) for citation in answer.citations]
        metadata: dict[str, Any] = answer.as_json()
        return Response(response=answer.text, source_nodes=nodes, metadata=metadata)

    async def _aquery(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        return self._query(query_bundle)


def citation_to_node(citation: Citation) -> TextNode:
    """The words of a citation as a node that keeps their place."""
    return TextNode(
        id_=f"{citation.document_id}:{citation.start}-{citation.end}",
        text=citation.quote,
        start_char_idx=citation.start,
        end_char_idx=citation.end,
        metadata={key: value for key, value in citation.as_json().items() if key != "quote"},
    )
