from __future__ import annotations

import pytest

from assistant.desk.conflicts import Conflict, find_conflicts
from assistant.workspace import Workspace


@pytest.fixture(scope="module")
def conflicts(shipped: Workspace) -> list[Conflict]:
    return find_conflicts(shipped)


def test_other_leads_for_one_task_are_listed(conflicts: list[Conflict]) -> None:
    leads = {(c.subject, c.left, c.right) for c in conflicts if c.kind == "lead"}

    assert ("加大创新投入", "科技局、财政局", "科技局、国资管理中心") in leads
    assert ("强化绿色低碳高质量发展", "发展改革局", "经济信息局") in leads


def test_a_goal_quoted_in_another_currency_is_a_conflict(conflicts: list[Conflict]) -> None:
    assert any(c.kind == "goal" and {c.left, c.right} == {"3000万元", "3000万美元"} for c in conflicts)


def test_figures_of_different_years_or_parts_of_a_year_do_not_conflict(conflicts: list[Conflict]) -> None:
    assert not [c for c in conflicts if "161.8" in c.left + c.right or "0.74" in c.left + c.right]


def test_each_conflict_is_between_two_documents_and_shows_both(conflicts: list[Conflict]) -> None:
    assert conflicts
    for conflict in conflicts:
        assert conflict.left_citation.document_id != conflict.right_citation.document_id
        assert conflict.left_citation.quote
        assert conflict.right_citation.quote
        assert conflict.left != conflict.right
