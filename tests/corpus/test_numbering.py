from __future__ import annotations

from corpus.structure import parse_sections


def test_bare_numbers_are_chapters_where_their_own_divisions_follow():
    text = "某研究报告\n1 概述\n说明。\n1.1 背景\n说明。\n2 方法\n2.1 数据\n说明。\n3 结论\n说明。\n名单\n1 张三\n2 李四\n"
    assert [section.path for section in parse_sections(text)] == [
        ("1 概述",),
        ("1 概述", "1.1 背景"),
        ("2 方法",),
        ("2 方法", "2.1 数据"),
        ("3 结论",),
    ]
    assert parse_sections("名单\n1 张三\n1.1 万元\n2 李四\n") == ()


def test_amounts_divide_no_chapter() -> None:
    text = "某报告\n1 家企业获奖\n1.1 亿元投入。\n2 家企业入围\n2.1 亿元产出。\n"
    assert not any(section.path[0].startswith(("1 ", "2 ")) for section in parse_sections(text))
