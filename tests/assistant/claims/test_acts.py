from __future__ import annotations

import pytest

from assistant.claims.acts import act_differences, english_act_is_other, read_acts, states_acts
from assistant.claims.titles import title_difference
from assistant.language.concepts import Concept

SOURCE = "专项报告由县审计局编制,经县人民政府批准后,向省财政厅报送。"


def test_units_are_read_with_the_place_they_stand_in() -> None:
    assert [(act.place, act.units) for act in read_acts(SOURCE)] == [
        ("consent", ("县人民政府",)),
        ("recipient", ("省财政厅",)),
        ("agent", ("县审计局",)),
    ]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("专项报告由县统计局编制。", ["县审计局"]),
        ("专项报告由县审计局编制。", []),
        ("食堂由县统计局管理。", []),
    ],
)
def test_another_unit_in_a_place_is_a_difference_only_for_the_same_matter(
    claim: str, source: list[str]
) -> None:
    assert [one.source for one in act_differences(claim, SOURCE)] == source


def test_an_act_is_stated_where_all_its_units_stand_there() -> None:
    source = "县委督查室、县政府督查室要把食品安全纳入年度重点工作进行专项督查。"

    assert states_acts("专项督查由县委督查室和县政府督查室承担。", source)
    assert not states_acts("专项督查由县委督查室和县审计局承担。", source)


def test_another_title_in_the_same_statement_is_a_difference() -> None:
    source = "年度考核参照《云溪市园区评价办法》,实行百分制。"

    assert [one.source for one in title_difference("年度考核参照《全国园区评价细则》。", source)] == [
        "《云溪市园区评价办法》"
    ]
    assert title_difference("年度考核参照《评价办法》。", source) == []


@pytest.mark.parametrize(
    ("text", "is_other"),
    [
        ("专班向县政府提交申报材料。", True),
        ("专班向县政府定期汇报进展。", False),
        ("专班将材料报送县政府。", False),
        ("专班组织申报。", False),
    ],
)
def test_what_is_done_stands_beside_its_recipient(text: str, is_other: bool) -> None:
    concepts = [
        Concept((("申报",), ("汇报",), ("报送",)), 1.0, "report"),
        Concept((("县政府",),), 1.0, "county government"),
    ]

    assert english_act_is_other("The team must report to the county government.", concepts, text) == is_other
