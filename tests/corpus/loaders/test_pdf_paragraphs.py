from __future__ import annotations

from pathlib import Path

from corpus.loaders.pdf import load

from .conftest import MakePdf, Show, pdf_bytes

LINE = "各区人民政府应当按照本办法的规定落实住房保障工作并向市政"


def test_a_sentence_that_a_footnote_and_a_page_break_interrupt_is_whole(make_pdf: MakePdf) -> None:
    above: list[Show] = [(118, 740 - 20 * row, 12, "第一段说明本市情况。") for row in range(3)]
    pages: list[list[Show]] = [
        [*above, (94, 680, 12, LINE + "府报告"), (94, 100, 9, "①此处所称事项以主管部门的解释为准。")],
        [(94, 740, 12, "年度完成情况。"), (118, 720, 12, "下一段。")],
    ]

    loaded = load(make_pdf(pages))

    lines = loaded.text.split("\n")
    assert LINE + "府报告年度完成情况。" in lines
    note = loaded.text.index("①此处")
    assert loaded.pages[0].start <= note < loaded.pages[0].end


def test_a_title_that_fills_a_line_goes_on_in_the_centred_one_below(make_pdf: MakePdf) -> None:
    page: list[Show] = [
        (94, 780, 20, "关于进一步加强全市公共租赁住房建设和分配"),
        (194, 750, 20, "管理工作的实施意见"),
        *((94.0, 700.0 - 20 * row, 12.0, LINE + "府报告情况" if row < 5 else "结束。") for row in range(6)),
    ]
    first = load(make_pdf([page])).text.split("\n")[0]
    assert first == "关于进一步加强全市公共租赁住房建设和分配管理工作的实施意见"


def test_a_full_heading_does_not_swallow_the_indented_paragraph_below(make_pdf: MakePdf) -> None:
    heading = "四、中央财政农业生产发展等资金向疫情防控重点地区适当倾斜支持"
    page: list[Show] = [
        (118, 740, 12, heading),
        (118, 720, 12, LINE + "府报告"),
        *((94.0, 700.0 - 20 * row, 12.0, LINE + "府报告情况") for row in range(4)),
    ]
    lines = load(make_pdf([page])).text.split("\n")
    assert lines[0] == heading
    assert lines[1].startswith(LINE + "府报告" + LINE)


def test_what_stands_alone_below_two_columns_is_read_after_both(make_pdf: MakePdf) -> None:
    page: list[Show] = []
    for row in range(12):
        page.append((60, 760 - 20 * row, 12, f"左{row:02d}" + "栏文字" * 5 + "左左"))
        page.append((320, 760 - 20 * row, 12, f"右{row:02d}" + "栏文字" * 5 + "右右"))
    page += [(60, 420, 14, "附:"), (200, 380, 20, "税目税率一览总表"), (60, 340, 12, "全页宽的文字" * 6)]
    text = load(make_pdf([page])).text
    assert text.index("左11") < text.index("右00") < text.index("右11") < text.index("附:")


def test_a_head_in_small_type_goes_even_where_it_stands_on_one_page_alone(make_pdf: MakePdf) -> None:
    def page(head: str) -> list[Show]:
        return [(220, 800, 9, head), *((94.0, 740.0 - 20 * row, 12.0, LINE + "府报告。") for row in range(6))]

    text = load(make_pdf([page("某市公报"), page("规范性文件汇编"), page("某市公报")])).text
    assert "公报" not in text
    assert "汇编" not in text


def _table_page(
    rows: list[tuple[list[str], bool]], top: float = 760
) -> tuple[list[Show], list[tuple[float, float, float, float]]]:
    """Shows and rules of a table of three columns; a row's flag says whether a rule closes its first cell."""
    xs = (60.0, 110.0, 330.0, 500.0)
    shows: list[Show] = []
    rules: list[tuple[float, float, float, float]] = [(xs[0], top, xs[-1], top)]
    for index, (cells, closed) in enumerate(rows):
        y = top - 30 * (index + 1)
        rules.append((xs[0] if closed else xs[1], y, xs[-1], y))
        shows += [(x + 4, y + 10, 12, cell) for x, cell in zip(xs, cells, strict=False) if cell]
    rules += [(x, top, x, top - 30 * len(rows)) for x in xs]
    return shows, rules


def _read_tables(tmp_path: Path, pages: list[list[tuple[list[str], bool]]]) -> list[dict[str, str]]:
    made = [_table_page(page) for page in pages]
    path = tmp_path / "tables.pdf"
    # Both pages are ruled alike, so that one drawing serves for both.
    path.write_bytes(pdf_bytes([shows for shows, _ in made], made[0][1]))
    return [dict(row.cells) for row in load(path).rows]


HEADER = (["序号", "任务", "牵头单位"], True)


def test_a_row_that_a_page_break_divides_is_one_row(tmp_path: Path) -> None:
    first = [HEADER, (["1", "建设租赁住房", "市住建局"], True), (["2", "完善分配管理和", "市民政局"], True)]
    second = [HEADER, (["", "退出机制", ""], True), (["3", "公开结果", "市财政局"], True)]

    rows = _read_tables(tmp_path, [first, second])

    assert [row["序号"] for row in rows] == ["1", "2", "3"]
    assert rows[1] == {"序号": "2", "任务": "完善分配管理和退出机制", "牵头单位": "市民政局"}


def test_rows_under_a_merged_cell_keep_its_words_over_a_page_break(tmp_path: Path) -> None:
    head = (["类别", "任务", "牵头单位"], True)
    first = [head, (["住房", "建设租赁住房", "市住建局"], False), (["", "完善分配管理", "市民政局"], True)]
    second = [head, (["", "退出机制", "市住建局"], False), (["", "公开结果", "市财政局"], True)]

    rows = _read_tables(tmp_path, [first, second])

    assert [row["类别"] for row in rows] == ["住房"] * 4
    assert rows[2] == {"类别": "住房", "任务": "退出机制", "牵头单位": "市住建局"}


def test_a_row_beside_a_merged_cell_is_whole_over_a_page_break(tmp_path: Path) -> None:
    head = (["类别", "序号", "任务"], True)
    first = [head, (["住房", "1", "建设租赁住房"], False), (["", "2", "完善分配管理和"], True)]
    second = [head, (["", "", "退出机制"], False), (["", "3", "公开结果"], True)]

    rows = _read_tables(tmp_path, [first, second])

    assert rows == [
        {"类别": "住房", "序号": number, "任务": task}
        for number, task in (("1", "建设租赁住房"), ("2", "完善分配管理和退出机制"), ("3", "公开结果"))
    ]


def test_a_block_indented_on_both_sides_is_one_paragraph(make_pdf: MakePdf) -> None:
    page: list[Show] = [(94.0, 740.0 - 20 * row, 12.0, LINE + "府报告情况") for row in range(5)]
    page += [
        (142, 640, 12, "引" + LINE[:21]),
        *((118.0, 620.0 - 20 * row, 12.0, LINE[:24]) for row in range(3)),
    ]
    page += [(118, 560, 12, "结束。"), (118, 540, 12, "下一段。")]

    lines = load(make_pdf([page])).text.split("\n")

    assert "引" + LINE[:21] + 3 * LINE[:24] + "结束。" in lines


def test_an_item_that_hangs_out_of_its_block_goes_on_below(make_pdf: MakePdf) -> None:
    page: list[Show] = [(94.0, 740.0 - 20 * row, 12.0, LINE + "府报告情况") for row in range(5)]
    page += [(112, 640, 12, "甲方" + LINE + "报"), (136, 620, 12, "应当报告。"), (94, 600, 12, "下一段。")]
    assert "甲方" + LINE + "报" + "应当报告。" in load(make_pdf([page])).text.split("\n")


def test_a_ragged_line_is_full_where_what_follows_would_not_fit(make_pdf: MakePdf) -> None:
    # Between 设 and its comma, and the comma and a figure, no line is broken.
    page: list[Show] = [(94.0, 740.0 - 20 * row, 12.0, LINE + "府报告情况") for row in range(5)]
    page += [(94, 640, 12, LINE + "府"), (94, 620, 12, "设，2541个项目推进。")]
    assert load(make_pdf([page])).text.endswith(LINE + "府设，2541个项目推进。")


def test_room_between_paragraphs_parts_them_where_none_is_indented(make_pdf: MakePdf) -> None:
    page: list[Show] = []
    for paragraph in range(3):
        page += [(94.0, 740.0 - 70 * paragraph - 20 * row, 12.0, LINE + "府报告情。") for row in range(3)]
    assert len(load(make_pdf([page])).text.split("\n")) == 3


def test_entries_of_a_table_of_contents_stay_apart(make_pdf: MakePdf) -> None:
    # Every entry reaches the right edge, as a full line of prose does.
    entries = ["第一章总则" + "…" * 20 + "1", "第二章住房保障" + "…" * 18 + "12", "附录" + "…" * 24 + "30"]
    page: list[Show] = [(94.0, 700.0 - 20 * row, 12.0, entry) for row, entry in enumerate(entries)]
    assert load(make_pdf([page])).text.split("\n") == entries


def test_a_heading_of_several_numbers_begins_anew_and_a_figure_does_not(make_pdf: MakePdf) -> None:
    page: list[Show] = [
        (94, 740, 12, LINE + "府报告情。"),
        (94, 720, 12, "7.2.1 登录和概览"),
        (94, 700, 12, LINE + "府报告情况"),
        (94, 680, 12, "2.5亿元。"),
    ]
    lines = load(make_pdf([page])).text.split("\n")
    assert lines == [LINE + "府报告情。", "7.2.1登录和概览", LINE + "府报告情况2.5亿元。"]


def test_a_name_whose_bracket_is_open_goes_on_beside_a_merged_cell(tmp_path: Path) -> None:
    head = (["类别", "项目", "标准"], True)
    first = [
        head,
        (["住房", "租赁住房（不包括", "每户一套"], False),
        (["", "人才公寓（不含宿", "每人一间"], True),
    ]
    second = [head, (["", "舍）", ""], False), (["", "公共租赁住房", "每户一套"], True)]

    rows = _read_tables(tmp_path, [first, second])

    assert rows[1:] == [
        {"类别": "住房", "项目": "人才公寓（不含宿舍）", "标准": "每人一间"},
        {"类别": "住房", "项目": "公共租赁住房", "标准": "每户一套"},
    ]


def test_a_date_below_a_signature_at_the_right_is_a_line_of_its_own(make_pdf: MakePdf) -> None:
    page: list[Show] = [(94, 740 - 20 * row, 12, LINE + "府报告情况") for row in range(4)]
    page += [
        (94, 660, 12, "到此结束。"),
        (334, 600, 12, "某市住房和城乡建设局"),
        (370, 575, 12, "2022年11月18日"),
    ]
    assert load(make_pdf([page])).text.split("\n")[-2:] == ["某市住房和城乡建设局", "2022年11月18日"]


def test_page_numbers_between_any_dashes_interrupt_no_sentence(make_pdf: MakePdf) -> None:
    for dash in "-–—－─":
        pages: list[list[Show]] = [
            [(94, 740, 12, LINE + "府报告年度"), (280, 40, 10, f"{dash} 1 {dash}")],
            [(94, 740, 12, "完成情况。"), (280, 40, 10, f"{dash} 2 {dash}")],
        ]
        assert load(make_pdf(pages)).text == LINE + "府报告年度完成情况。"


def test_characters_set_far_apart_are_words_and_no_columns(make_pdf: MakePdf) -> None:
    """A grid of 38 points in which type of 16 is set."""
    lines = [
        "第三条公司是企业法人有独",
        "立的法人财产享有法人财产",
        "权公司以其全部财产对公司",
        "的债务承担责任。",
    ] * 3
    page: list[Show] = [
        (70.0 + 38 * column, 760 - 29 * row, 16.0, character)
        for row, line in enumerate(lines)
        for column, character in enumerate(line)
    ]
    assert load(make_pdf([page])).text.split("\n") == ["".join(lines[:4])] * 3


def test_signs_of_symbol_fonts_are_those_that_are_seen(make_pdf: MakePdf) -> None:
    assert load(make_pdf([[(90, 700, 12, "\uf0b7 达标率\uf0b399%\uf0b11")]])).text == "• 达标率≥99%±1"
