from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.claims.verdicts import CheckedClaim
from assistant.workspace import Workspace
from corpus.errors import UsageError

# Each set was written before the checker saw it, and measured once before anything was mended for it.
SETS = sorted((Path(__file__).parents[2] / "data").glob("plan_claims*.jsonl"))
LINES = [json.loads(line) for claims in SETS for line in claims.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def plan_id(shipped: Workspace) -> str:
    return next(r.entry.document_id for r in shipped.documents() if r.entry.metadata.kind == "plan")


@pytest.fixture(scope="module")
def checked(shipped: Workspace, plan_id: str) -> list[tuple[dict[str, object], CheckedClaim]]:
    from assistant.retrieval.retriever import Scope

    scope = Scope(document_ids=frozenset({plan_id}))
    return [(line, shipped.check_claim(line["claim"], scope)) for line in LINES]


def test_nine_of_ten_claims_about_the_plan_are_judged_rightly(
    checked: list[tuple[dict[str, object], CheckedClaim]],
) -> None:
    wrong = [line["id"] for line, result in checked if result.verdict != line["label"]]

    assert len(wrong) <= len(checked) // 10, wrong


def test_no_contradicted_claim_is_called_supported(
    checked: list[tuple[dict[str, object], CheckedClaim]],
) -> None:
    assert not [
        line["claim"]
        for line, result in checked
        if line["label"] == "contradicted" and result.verdict in ("supported", "partly_supported")
    ]


def test_the_difference_named_is_the_one_that_was_made(
    checked: list[tuple[dict[str, object], CheckedClaim]],
) -> None:
    wrong = []
    contradicted = [(line, result) for line, result in checked if "difference" in line]
    for line, result in contradicted:
        wanted: dict[str, str] = line["difference"]  # type: ignore[assignment]
        if not any(d.kind == wanted["kind"] and wanted["source"] in d.source for d in result.differences):
            wrong.append(line["id"])

    assert len(wrong) <= len(contradicted) // 10, wrong


def test_every_passage_shown_is_a_slice_of_its_document(
    shipped: Workspace, checked: list[tuple[dict[str, object], CheckedClaim]]
) -> None:
    for _, result in checked:
        for citation in result.citations:
            text = shipped.document(citation.document_id).text
            assert text[citation.start : citation.end] == citation.quote
        if result.verdict in ("supported", "contradicted"):
            assert result.citations


def test_an_explanation_is_in_the_language_of_the_claim(shipped: Workspace) -> None:
    chinese = shipped.check_claim("园区工业集中度不低于75%。")
    english = shipped.check_claim("The park's industrial concentration must be at least 75%.")

    assert "数值不符" in chinese.explanation
    assert "number differs" in english.explanation
    assert "85" in english.differences[0].source


def test_a_plans_target_is_no_evidence_that_it_was_reached(shipped: Workspace, plan_id: str) -> None:
    from assistant.retrieval.retriever import Scope

    result = shipped.check_claim(
        "已新建成国家、市级创新平台4个,区级创新平台6个。", Scope(document_ids=frozenset({plan_id}))
    )

    assert result.verdict == "not_stated"
    assert "目标" in result.explanation


def test_a_figure_for_another_year_is_neither_for_nor_against(shipped: Workspace) -> None:
    result = shipped.check_claim("到2026年,工业总产值要达到900亿元。")

    assert result.verdict == "not_stated"
    assert "另一时期" in result.explanation


def test_a_part_of_a_list_has_no_share_in_the_lists_figure(shipped: Workspace) -> None:
    assert shipped.check_claim("鱼田堡组团的规划面积为3平方公里。").verdict == "not_stated"


def test_a_paragraph_is_summed_up_over_its_statements(shipped: Workspace) -> None:
    result = shipped.check_claim("提高专利申请质量由市场监管局牵头。园区工业集中度不低于95%。")

    assert result.verdict == "contradicted"
    assert [d.kind for d in result.differences] == ["number"]
    assert len({citation.n for citation in result.citations}) == len(result.citations)


def test_the_plans_own_sentences_are_supported(shipped: Workspace, plan_id: str) -> None:
    from assistant.claims.statements import split_statements

    text = shipped.document(plan_id).text
    sentences = [
        text[s.start : s.end]
        for s in split_statements(text)
        if s.checkable and "相关阅读" not in text[s.start : s.end]
    ]

    assert len(sentences) > 25
    for sentence in sentences[:25]:
        assert shipped.check_claim(sentence).verdict == "supported", sentence


def test_an_empty_claim_is_refused_with_what_to_do(shipped: Workspace) -> None:
    with pytest.raises(UsageError, match="empty"):
        shipped.check_claim("  ")


@pytest.mark.parametrize(
    "claim",
    [
        "=cmd|' /C calc'!A0 由科技局牵头。",
        "<script>alert(1)</script>2022年12月",
        "%s %n {} [1] 3000万元",
        "😀" * 50 + "2022年",
    ],
)
def test_what_people_paste_never_breaks_the_check(shipped: Workspace, claim: str) -> None:
    assert shipped.check_claim(claim).claim


# A name or a thing that no sentence bears once passed where all other words agreed: “at the Wansheng Stadium”.
@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("The mobilization meeting is to be held at the Grand Theatre.", "not_stated"),
        ("Li Ming heads the leading group.", "not_stated"),
        ("Hu Zhenqiang heads the leading group.", "supported"),
        ("Hu Zhenqiang serves as deputy head of the leading group.", "contradicted"),
        ("The Finance Bureau is one of the two lead units for increasing innovation investment.", "supported"),
        ("领导小组常务副组长由胡珍强担任。", "contradicted"),
        ("领导小组常务副组长由涂山全担任。", "supported"),
        ("向市政府提交申报材料之后,再由管委会审核同意。", "contradicted"),
        ("申报材料报送市政府前,须先经管委会审核同意。", "supported"),
        ("每万元增加值能耗要低于0.000078万吨标准煤。", "supported"),
        ("每万元增加值能耗要低于780公斤标准煤。", "supported"),
        ("每万元增加值能耗要低于78千克标准煤。", "contradicted"),
        ("科技局同时牵头优化创新平台和壮大创新主体两项任务。", "supported"),
        ("科技局同时牵头壮大创新主体和提高专利申请质量两项任务。", "contradicted"),
    ],
)  # fmt: skip
def test_a_claim_is_supported_only_by_all_that_it_says(
    shipped: Workspace, plan_id: str, claim: str, verdict: str
) -> None:
    from assistant.retrieval.retriever import Scope

    assert shipped.check_claim(claim, Scope(document_ids=frozenset({plan_id}))).verdict == verdict


def test_another_currency_is_held_against_the_figure_of_its_own_clause(
    shipped: Workspace, plan_id: str
) -> None:
    from assistant.retrieval.retriever import Scope

    claim = "近3年年均实际使用外资要达到3000万元人民币。"
    (difference,) = shipped.check_claim(claim, Scope(document_ids=frozenset({plan_id}))).differences

    assert (difference.kind, difference.source) == ("unit", "3000万美元")


def test_threads_that_check_at_once_share_one_checker(shipped: Workspace) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        checkers = list(pool.map(lambda _: shipped.claim_checker(), range(8)))

    assert len({id(checker) for checker in checkers}) == 1
