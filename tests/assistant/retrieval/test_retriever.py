from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.retrieval.retriever import Retriever, Scope
from assistant.workspace import Workspace
from corpus.errors import UsageError


def test_a_scope_keeps_other_documents_out(shipped: Workspace) -> None:
    plan = next(record.entry for record in shipped.documents() if record.entry.metadata.kind == "plan")

    by_id = shipped.search("专利", 50, Scope(document_ids=frozenset({plan.document_id})))
    by_kind = shipped.search("专利", 50, Scope(kinds=frozenset({"report"})))

    assert {citation.document_id for citation in by_id.citations} == {plan.document_id}
    assert plan.document_id not in {citation.document_id for citation in by_kind.citations}
    assert by_kind.hits


def test_a_scope_that_names_an_unknown_document_is_refused(shipped: Workspace) -> None:
    with pytest.raises(UsageError, match="nope"):
        shipped.search("专利", 5, Scope(document_ids=frozenset({"nope"})))


def test_the_same_query_gives_the_same_list_every_time(shipped: Workspace) -> None:
    lists = [[citation.start for citation in shipped.search("科技创新", 20).citations] for _ in range(3)]

    assert lists[0] == lists[1] == lists[2]


def test_scores_fall_from_first_to_last(shipped: Workspace) -> None:
    scores = [hit.score for hit in shipped.search("高新技术企业", 20).hits]

    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("which department leads patent targets", "5.提高专利申请质量"),
        ("energy consumption per 10,000 yuan of value added", "(四)强化绿色低碳高质量发展"),
        ("提高專利申請質量由誰牽頭", "5.提高专利申请质量"),
    ],
)
def test_english_and_traditional_questions_find_the_clause(
    shipped: Workspace, question: str, heading: str
) -> None:
    found = shipped.search(question, 5, Scope(kinds=frozenset({"plan"}))).citations

    assert heading in [path for citation in found for path in citation.section_path]


def test_a_query_that_shares_no_word_with_the_texts_still_gets_an_order(shipped: Workspace) -> None:
    assert len(shipped.search("zzzz qqqq", 3).hits) == 3


def test_a_question_over_several_tasks_finds_the_passage_of_each(shipped: Workspace) -> None:
    # Five tasks answer this; four of them share no word with the question but 配合单位.
    found = shipped.search("牵头提高专利申请质量的那个部门,还在哪些重点任务中担任配合单位?", 5).citations

    assert {
        path.split(".")[-1].split(")")[-1] for citation in found for path in citation.section_path[-1:]
    } == {
        "提高专利申请质量",
        "优化创新平台",
        "壮大创新主体",
        "大力推进高技术服务业发展",
        "不断优化发展环境",
    }


class LastFirst:
    """Turns every list round."""

    def score(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.linspace(0, 1, len(texts), dtype=np.float32)


def test_a_reranker_puts_the_first_passages_in_its_order(shipped: Workspace) -> None:
    plain = shipped.retriever()
    reranked = Retriever(plain.generation, plain.encoder, LastFirst(), rerank_k=4)

    before, after = (one.search("专利申请质量", 6) for one in (plain, reranked))

    ids = [hit.passage.passage_id for hit in before.hits]
    assert [hit.passage.passage_id for hit in after.hits] == [*reversed(ids[:4]), *ids[4:]]
    scores = [hit.score for hit in after.hits]
    assert scores == sorted(scores, reverse=True)
    assert "rerank" in after.retrieval.timings_ms and "rerank" not in before.retrieval.timings_ms
