from __future__ import annotations

from pathlib import Path

from corpus.loaders.markdown import load


def test_marks_are_gone_and_headings_keep_their_level(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# 实施方案\n\n## 一、目标\n\n到**2022年**，达到[标准](http://x)。\n\n- 甲\n- 乙\n\n1. 丙\n2. 丁\n",
        encoding="utf-8",
    )
    loaded = load(tmp_path / "a.md")
    assert loaded.text == "实施方案\n一、目标\n到2022年，达到标准。\n甲\n乙\n1.丙\n2.丁"
    assert [(loaded.text[start:end], level) for start, end, level in loaded.headings] == [
        ("实施方案", 1),
        ("一、目标", 2),
    ]


def test_a_wrapped_paragraph_is_joined_and_numbered_lines_stay_apart(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "一、总体要求\n(一)指导思想\n坚持创新\n驱动发展。\n二、任务\n", encoding="utf-8"
    )
    assert load(tmp_path / "a.md").text == "一、总体要求\n(一)指导思想坚持创新驱动发展。\n二、任务"


def test_front_matter_becomes_hints(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\ntitle: 实施方案\n发文字号: 某府〔2021〕3号\n---\n正文", encoding="utf-8"
    )
    loaded = load(tmp_path / "a.md")
    assert loaded.text == "正文"
    assert loaded.hints == {"title": "实施方案", "number": "某府〔2021〕3号"}


def test_a_table_keeps_its_fields(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("| 任务 | 牵头单位 |\n|--|--|\n| 甲 | 科技局 |\n", encoding="utf-8")
    loaded = load(tmp_path / "a.md")
    assert loaded.text == "任务:甲;牵头单位:科技局"
    assert loaded.rows[0].cells == (("任务", "甲"), ("牵头单位", "科技局"))


def test_a_break_in_a_cell_parts_two_units(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "| 任务 | 牵头单位 |\n|--|--|\n| 甲 | 区科技局<br>区财政局<BR/>各街道 |\n", encoding="utf-8"
    )
    assert load(tmp_path / "a.md").rows[0].cells[1] == ("牵头单位", "区科技局 区财政局 各街道")
