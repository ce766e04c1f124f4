"""The guide says nothing but what the plan says, and says where."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from assistant.desk.guide import Guide, guide_documents, make_guide, read_guides
from assistant.terminal_desk import show_guide
from assistant.workspace import Workspace
from corpus.document import Document, Metadata, Section
from corpus.errors import UsageError


@pytest.fixture(scope="module")
def guide(shipped: Workspace) -> Guide:
    return read_guides(shipped)[0]


def small(text: str, *headings: str) -> Document:
    starts = [text.index(heading) for heading in headings]
    sections = tuple(
        Section(1, (heading,), start, start + len(heading), start + len(heading), end, None)
        for heading, start, end in zip(headings, starts, [*starts[1:], len(text)], strict=False)
    )
    return Document("d", "d.txt", text, Metadata("办法"), (), sections)


def test_every_line_is_a_range_of_the_document(guide: Guide, shipped: Workspace) -> None:
    text = shipped.document(guide.document_id).text
    citations = guide.citations()

    assert [one.n for one in citations] == list(range(1, len(citations) + 1))
    assert all(text[one.start : one.end] == one.quote for one in citations)


def test_it_says_what_the_plan_is_for(guide: Guide) -> None:
    assert "制定本方案" in guide.purpose[0].quote
    assert any("成功申报市级高新区" in one.quote for one in guide.purpose)


def test_stages_have_their_periods_and_take_the_year_from_the_heading_above(guide: Guide) -> None:
    periods = {stage.name: (stage.begins, stage.ends) for stage in guide.stages}

    assert periods["创建启动阶段(2022年3—6月)"] == ("2022-03", "2022-06")
    assert periods["组织规划编制(5—9月)"] == ("2022-05", "2022-09")
    assert periods["2022年作为市级高新区全面启动年"] == ("2022-01", "2022-12")
    assert not any("总体要求" in name for name in periods)


def test_targets_come_from_tasks_and_from_aims(guide: Guide) -> None:
    values = {(row.target.indicator, row.target.value) for row in guide.targets}

    assert ("工业总产值", 300.0) in values
    assert any(value == 80.0 for _, value in values)
    # The area of the park is stated among the aims, and is no target.
    assert not any(value == 5.39 for _, value in values)


def test_who_leads_what_is_read_from_the_brackets(guide: Guide) -> None:
    led = {duty.unit: [name for name, _ in duty.tasks] for duty in guide.duties}

    assert led["市场监管局"] == ["提高专利申请质量"]
    assert next(iter(led)) == "科技局"
    assert all("牵头" in citation.quote for duty in guide.duties for _, citation in duty.tasks)


def test_terms_are_those_that_the_text_explains(guide: Guide) -> None:
    assert [term.term for term in guide.terms] == ["高新区"]
    assert "自主创新的战略高地" in guide.terms[0].citation.quote


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("市场监督管理局（以下简称“市监局”）负责本项工作。", "市监局"),
        ("甲、乙两类企业(统称科技企业)均可申报。", "科技企业"),
        ("本办法所称孵化器,是指提供创业服务的机构。", "孵化器"),
    ],
)
def test_official_ways_to_explain_a_term_are_read(sentence: str, term: str) -> None:
    terms = make_guide(small(f"办法\n\n一、总则\n\n{sentence}其他事项另行通知。\n", "一、总则")).terms

    assert [(one.term, one.citation.quote) for one in terms] == [(term, sentence)]


def test_what_a_document_does_not_hold_is_left_out() -> None:
    guide = make_guide(small("通知\n\n今天下午开会。\n"))

    assert (guide.purpose, guide.stages, guide.targets, guide.duties, guide.terms) == ((), (), (), (), ())


def test_no_plan_no_guide_and_an_unknown_document_is_refused(empty: Workspace, shipped: Workspace) -> None:
    assert guide_documents(empty) == []
    assert read_guides(empty) == []
    with pytest.raises(UsageError):
        read_guides(shipped, "nosuch")


def test_the_command_prints_the_same_in_words_and_as_json(shipped: Workspace, guide: Guide) -> None:
    from assistant.cli import app

    home = str(shipped.home.folder)
    told = CliRunner().invoke(app, ["guide", "--home", home])
    value = json.loads(CliRunner().invoke(app, ["guide", "--home", home, "--json"]).stdout)

    assert told.exit_code == 0
    for words in (
        "制定本方案",
        "2022-03 – 2022-06",
        "市场监管局: 提高专利申请质量",
        "高新区",
        "出处 Sources",
    ):
        assert words in told.stdout
    assert value[0] == json.loads(json.dumps(guide.as_json()))


def test_every_task_has_its_deadline_and_its_units(guide: Guide) -> None:
    assert len(guide.deadlines) == len(guide.units) > 0
    assert {deadline for _, deadline in guide.deadlines} == {"2022-12"}
    assert {name for duty in guide.duties for name, _ in duty.tasks} <= {name for name, _ in guide.deadlines}


def test_the_terminal_prints_what_the_page_shows(guide: Guide, capsys: pytest.CaptureFixture[str]) -> None:
    show_guide(guide)
    printed = "".join(capsys.readouterr().out.split())

    shown = [
        *(one.quote for one in guide.purpose),
        *(stage.name for stage in guide.stages),
        *(row.citation.quote for row in guide.targets),
        *(name for duty in guide.duties for name, _ in duty.tasks),
        *(term.term for term in guide.terms),
        *(heading for _, heading, _ in guide.outline),
        *guide.questions,
        *(f"[{citation.n}]" for citation in guide.citations()),
        "2022-1211:",
    ]
    assert [words for words in shown if "".join(words.split()) not in printed] == []
