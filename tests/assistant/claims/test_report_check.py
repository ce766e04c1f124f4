"""The differences planted in the demonstration reports are found, and nothing else is called one."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from assistant.claims.report_check import CheckedReport, check_report
from assistant.desk.conflicts import Conflict, find_conflicts
from assistant.workspace import Workspace
from corpus.errors import UsageError
from corpus.sources import scan_shipped

PLANTED = tomllib.loads((Path(__file__).parents[2] / "data" / "discrepancies.toml").read_text("utf-8"))


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def reports(shipped: Workspace) -> dict[str, CheckedReport]:
    found = {}
    for source in scan_shipped().sources:
        if source.file.startswith("reports/"):
            document = shipped.document(
                next(r.entry.document_id for r in shipped.documents() if r.entry.file == source.file)
            )
            found[source.file] = check_report(shipped.claim_checker(), document)
    return found


@pytest.fixture(scope="module")
def conflicts(shipped: Workspace) -> list[Conflict]:
    return find_conflicts(shipped)


@pytest.mark.parametrize("planted", PLANTED["report_against_plan"], ids=lambda one: one["id"])
def test_a_planted_difference_from_the_plan_is_found(
    shipped: Workspace, reports: dict[str, CheckedReport], planted: dict[str, Any]
) -> None:
    report = reports[planted["document"]]
    document = next(
        shipped.document(r.entry.document_id)
        for r in shipped.documents()
        if r.entry.file == planted["document"]
    )
    wanted = letters(planted["quote"])
    cell = letters(planted.get("cell", ""))
    at = [
        claim
        for claim in report.claims
        if claim.verdict == "contradicted"
        and claim.start is not None
        and cell in letters(document.text[claim.start : claim.end])
        and (
            wanted in letters(document.text[claim.start : claim.end])
            or letters(document.text[claim.start : claim.end]) in wanted
            or wanted[:12] in letters(document.text[claim.start : claim.end])
        )
    ]

    assert at, planted["quote"]
    assert any(d.kind == planted["kind"] for claim in at for d in claim.differences)


@pytest.mark.parametrize("planted", PLANTED["report_against_report"], ids=lambda one: one["id"])
def test_two_reports_that_do_not_agree_are_listed_with_both_passages(
    conflicts: list[Conflict], planted: dict[str, Any]
) -> None:
    files = {planted["document"], planted["other"]}

    assert any(
        {conflict.left_citation.file, conflict.right_citation.file} == files and conflict.kind == "figure"
        for conflict in conflicts
    )


def test_nothing_but_what_was_planted_is_called_contradicted(reports: dict[str, CheckedReport]) -> None:
    planted = [letters(one[key]) for one in PLANTED["report_against_plan"] for key in ("quote", "claimed")]
    planted += [
        letters(one[key]) for one in PLANTED["report_against_report"] for key in ("quote", "other_quote")
    ]
    for report in reports.values():
        for claim in report.claims:
            if claim.verdict == "contradicted":
                said = letters(claim.claim)
                near = any(
                    said[:10] in quote or quote[:10] in said or quote[-12:] in said for quote in planted
                )
                figures = any(d.claimed.strip("不低于") in one for d in claim.differences for one in planted)
                assert near or figures, claim.claim


def test_a_report_is_never_its_own_evidence(shipped: Workspace, reports: dict[str, CheckedReport]) -> None:
    for file, report in reports.items():
        assert not [c for claim in report.claims for c in claim.citations if c.file == file]


def test_slogans_are_passed_over_and_counted(shipped: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(
        "进展报告\n\n坚定不移走生态优先、绿色低碳的高质量发展道路。园区工业集中度目标为不低于80%。\n", "utf-8"
    )
    report = shipped.check_report(path)

    assert report.slogans == 1
    assert [claim.verdict for claim in report.claims] == ["contradicted"]


def test_progress_is_told_and_cancelling_keeps_what_is_done(shipped: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("报告\n\n" + "园区工业集中度目标为不低于85%。\n" * 6, "utf-8")
    told: list[tuple[str, int, int]] = []
    report = shipped.check_report(path, lambda *step: told.append(step), is_cancelled=lambda: len(told) == 2)

    assert told == [("check", 1, 6), ("check", 2, 6)]
    assert report.cancelled
    assert len(report.claims) == 2


def test_a_report_without_anything_to_check_says_so(shipped: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "空.txt"
    path.write_text("坚持以人民为中心,奋力开创新局面。\n", "utf-8")

    with pytest.raises(UsageError, match="could be checked"):
        shipped.check_report(path)
