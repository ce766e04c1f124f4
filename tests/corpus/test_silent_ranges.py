from __future__ import annotations

from corpus.structure import parse_sections


def test_notes_under_a_form_are_no_part_of_the_clause_above_it():
    notes = "2.变动情况表\n说明：1.本表填报截至上月末的情况。\n2.编号一栏填写一级编号。\n3.种类包括两种。\n"
    text = f"一、报送\n(一)按月报送。\n(二)按年报送。\n填报单位:\n{notes}二、施行\n1.自发布起施行。\n2.有效期五年。\n"
    assert [section.heading for section in parse_sections(text)] == [
        "一、报送",
        "(一)按月报送",
        "(二)按年报送",
        "二、施行",
        "1.自发布起施行",
        "2.有效期五年",
    ]
