from __future__ import annotations

import pytest

from assistant.claims.claim_parts import read_parts
from assistant.desk.criteria import FIGURES_DIFFER, CriteriaRow, meets, read_criteria
from assistant.desk.figures import read_figures, same_indicator
from assistant.tasks.targets import Operator
from assistant.workspace import Workspace


@pytest.fixture(scope="module")
def rows(shipped: Workspace) -> list[CriteriaRow]:
    return read_criteria(shipped)


def of(rows: list[CriteriaRow], indicator: str) -> list[CriteriaRow]:
    return [row for row in rows if row.indicator == indicator]


def test_every_indicator_of_the_criteria_has_a_row(rows: list[CriteriaRow]) -> None:
    assert len({row.indicator for row in rows}) == 19


def test_a_figure_below_its_standard_is_not_met_with_both_sides_cited(rows: list[CriteriaRow]) -> None:
    (row,) = of(rows, "园区工业集中度")

    assert row.status == "not_met"
    assert row.target is not None
    assert row.target.value == 85
    assert row.figure is not None
    assert row.figure.said == "84.2%"
    assert row.figure_citation is not None
    assert "84.2" in row.figure_citation.quote
    assert "≥85" in row.standard_citation.quote


def test_a_standard_that_must_not_be_passed_is_met_from_below(rows: list[CriteriaRow]) -> None:
    (row,) = of(rows, "每万元增加值能耗")

    assert row.standard.operator == "<"
    assert row.status == "met"


def test_two_reports_that_differ_give_two_rows_that_say_so(rows: list[CriteriaRow]) -> None:
    found = of(rows, "工业总产值")

    assert {row.status for row in found} == {"met", "not_met"}
    assert all(row.notes == (FIGURES_DIFFER,) for row in found)


def test_a_figure_for_the_whole_district_is_not_judged_for_the_park(rows: list[CriteriaRow]) -> None:
    (row,) = of(rows, "园区R&D经费支出占园区生产总值的比重")

    assert row.status == "no_data"
    assert "口径" in row.notes[0].zh


def test_what_exists_is_not_taken_for_what_is_new(rows: list[CriteriaRow]) -> None:
    assert all(row.figure is None for row in of(rows, "新建成国家、市级创新平台"))


def test_no_figure_is_no_data_and_never_not_met(rows: list[CriteriaRow]) -> None:
    (row,) = of(rows, "园区企业满意度")

    assert row.status == "no_data"
    assert row.as_json()["figure"] is None


def test_every_citation_is_a_slice_of_its_document(shipped: Workspace, rows: list[CriteriaRow]) -> None:
    sides = ("standard_citation", "target_citation", "figure_citation")
    for side in sides:
        cited = [citation for row in rows if (citation := getattr(row, side)) is not None]
        assert cited, side
        for citation in cited:
            text = shipped.document(citation.document_id).text
            assert text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    ("figure", "operator", "standard", "met"),
    [
        ("306.4亿元", ">=", "300亿元", True),
        ("3000000万元", ">=", "300亿元", True),
        ("2999999万元", ">=", "300亿元", False),
        ("0.78吨标准煤", "<", "0.78吨标准煤", False),
        ("2项", "=", "2项", True),
        ("100%", "<=", "100%", True),
    ],
)
def test_units_are_converted_before_the_comparison(
    figure: str, operator: Operator, standard: str, met: bool
) -> None:
    assert meets(read_parts(figure)[0], operator, read_parts(standard)[0]) is met


def test_a_longer_name_that_goes_on_is_another_indicator() -> None:
    assert same_indicator(
        "园区R&D经费支出占园区生产总值的比重", "园区研究与试验发展（R&D）经费支出占园区生产总值的比重达"
    )
    assert not same_indicator("发明专利", "发明专利授权量")
    assert not same_indicator("工业总产值", "规上工业增加值增速")


def test_figures_are_found_where_they_stand(shipped: Workspace) -> None:
    documents = [shipped.document(record.entry.document_id) for record in shipped.documents()]
    found = [(document, figure) for document in documents for figure in read_figures(document)]

    assert len({document.document_id for document, _ in found}) > 1
    for document, figure in found:
        assert document.text[figure.start : figure.end] == figure.quote
