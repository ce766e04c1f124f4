"""After a removal nothing of the document is found, quoted or opened, by any way in."""

from __future__ import annotations

import pytest

from assistant.desk.guide import read_guides
from assistant.desk.matrix import read_matrix
from assistant.workspace import Workspace
from corpus.errors import UsageError

QUESTIONS = (
    "提高专利申请质量由谁牵头?",
    "哪些任务由科技局牵头?",
    "保障措施有哪些?",
    "到2022年底工业总产值要达到多少?",
)
CLAIMS = ("提高专利申请质量由市场监管局牵头。", "园区工业集中度不低于85%。")


def test_no_way_in_leads_to_a_removed_document(workspace: Workspace) -> None:
    plan = next(record.entry for record in workspace.documents() if record.entry.metadata.kind == "plan")
    # Asked before, so that anything remembered from the old generation would show.
    assert any(plan.document_id in _quoted(workspace, question) for question in QUESTIONS)
    assert any(row.citation.document_id == plan.document_id for row in read_matrix(workspace))

    workspace.remove([plan.document_id])

    for question in QUESTIONS:
        assert plan.document_id not in _quoted(workspace, question)
        assert plan.document_id not in {c.document_id for c in workspace.search(question, 50).citations}
    for claim in CLAIMS:
        checked = workspace.check_claim(claim)
        assert plan.document_id not in {citation.document_id for citation in checked.citations}
    assert plan.document_id not in {row.citation.document_id for row in read_matrix(workspace)}
    assert plan.document_id not in str([guide.as_json() for guide in read_guides(workspace)])
    with pytest.raises(UsageError, match=plan.document_id):
        workspace.document(plan.document_id)


def _quoted(workspace: Workspace, question: str) -> set[str]:
    answer = workspace.ask(question)
    return {citation.document_id for citation in (*answer.citations, *answer.nearest)}
