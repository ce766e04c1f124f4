from __future__ import annotations

import pytest

from assistant.retrieval.precedence import named_kind, order_documents
from assistant.workspace import Workspace
from corpus.document import Metadata

PLAN = Metadata("方案", "plan")
REPORT = Metadata("报告(演示样例)", "report", sample=True)
REAL_REPORT = Metadata("报告", "report")


def steps(question: str, **documents: Metadata) -> list[set[str]]:
    return [set(step.document_ids) for step in order_documents(question, documents)]


def test_without_samples_or_a_named_kind_all_documents_are_asked_at_once() -> None:
    assert steps("专利由谁牵头?", plan=PLAN, report=REAL_REPORT) == [{"plan", "report"}]


def test_a_demonstration_document_speaks_only_after_the_real_ones() -> None:
    assert steps("专利由谁牵头?", plan=PLAN, sample=REPORT) == [{"plan"}, {"plan", "sample"}]


def test_a_report_speaks_first_when_the_question_is_about_what_was_done() -> None:
    asked = steps("2022年实际完成工业总产值多少?", plan=PLAN, sample=REPORT, report=REAL_REPORT)

    assert asked == [{"report"}, {"report", "sample"}, {"plan", "report"}, {"plan", "report", "sample"}]


def test_the_only_real_document_is_asked_even_where_a_sample_is_nearer() -> None:
    # The plan was named, scored below the sample that repeats it, and was passed over for good.
    first, second = order_documents("研发投入占比的目标是多少?", {"plan": PLAN, "sample": REPORT})

    assert (first.document_ids, first.needs_close) == (frozenset({"plan"}), False)
    assert second.document_ids == frozenset({"plan", "sample"})


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("科技局报告中的科技型企业数是多少?", "report"),
        ("What figure did the bureau report?", "report"),
        ("评价指标里研发投入的权重是多少?", "criteria"),
        ("方案要求什么时候完成?", "plan"),
        ("哪个部门牵头专利指标?", None),
    ],
)
def test_the_kind_a_question_needs_is_read_from_its_words(question: str, kind: str | None) -> None:
    assert named_kind(question) == kind


def test_the_shipped_samples_never_answer_what_the_plan_answers(shipped: Workspace) -> None:
    # The report of the (invented) market bureau repeats this duty in plainer words than the plan.
    for question in (
        "哪个部门牵头专利指标?",
        "到2022年底工业总产值要达到多少?",
        "高新技术企业累计要达到多少家?",
    ):
        answer = shipped.ask(question)
        assert not answer.refused
        assert not any(citation.sample for citation in answer.citations), question


def test_a_figure_that_only_a_sample_gives_carries_its_mark(shipped: Workspace) -> None:
    answer = shipped.ask("市场监管局报告的知识产权质押融资金额是多少?")

    assert not answer.refused
    assert all(citation.sample for citation in answer.citations)
    assert "演示样例" in answer.text
