from __future__ import annotations

from corpus.document import Document, Metadata, Page, PageLine, TableRow
from corpus.page_places import Box, PageCharacters, Wanted, characters_of, find_places, fold, wanted_on


def page_of(*lines: str) -> PageCharacters:
    """A page of lines, each a tenth of its height, each character a fiftieth of its width."""
    text, boxes = "", []
    for row, line in enumerate(lines):
        for column, sign in enumerate(line):
            text += sign
            boxes.append(Box(column / 50, row / 10, (column + 1) / 50, row / 10 + 0.08))
    return PageCharacters(text, tuple(boxes))


def rows_of(boxes: tuple[Box, ...]) -> list[int]:
    return [round(box.top * 10) for box in boxes]


def test_a_passage_over_two_lines_has_a_box_on_each() -> None:
    page = page_of("前文。提高专利申", "请质量,鼓励发明。后文")

    found = find_places(page, [Wanted("提高专利申请质量,鼓励发明。")])

    assert found.share == 1
    assert rows_of(found.boxes) == [0, 1]
    assert (round(found.boxes[0].left * 50), round(found.boxes[0].right * 50)) == (3, 8)


def test_blanks_and_the_width_of_punctuation_do_not_count() -> None:
    page = page_of("工 业 总 产 值 ≥ 300 （亿元）")

    assert find_places(page, [Wanted("工业总产值≥300(亿元)")]).share == 1
    assert fold("Ａ b-\u00adc") == "abc"
    assert fold("账戶〜⸺\uf0b3") == fold("账户～——≥")


def test_of_two_equal_places_the_one_in_the_right_surroundings_is_taken() -> None:
    page = page_of("修路。牵头单位:科技局", "架桥。牵头单位:科技局", "种树。牵头单位:财政局")

    found = find_places(page, [Wanted("牵头单位:科技局", before="架桥。", after="种树")])

    assert rows_of(found.boxes) == [1]


def test_a_passage_that_a_running_head_interrupts_is_found_in_its_clauses() -> None:
    page = page_of("本文件自发布之日起", "内部资料 — 3 —", "正式施行,各单位遵照执行。")

    found = find_places(page, [Wanted("本文件自发布之日起正式施行,各单位遵照执行。")])

    assert rows_of(found.boxes) == [0, 2]


def test_a_tables_row_is_found_by_its_values_and_not_by_its_headings() -> None:
    page = page_of("指标 单位 标准值", "工业总产值 亿元 ≥300", "工业集中度 % ≥85")
    text = "指标:工业总产值;单位:亿元;标准值:≥300\n指标:工业集中度;单位:%;标准值:≥85"
    break_ = text.index("\n")
    rows = (
        TableRow(0, 1, 0, break_, (("指标", "工业总产值"), ("单位", "亿元"), ("标准值", "≥300"))),
        TableRow(0, 2, break_ + 1, len(text), (("指标", "工业集中度"), ("单位", "%"), ("标准值", "≥85"))),
    )
    document = Document("d", "d.pdf", text, Metadata("表"), (Page(1, 0, len(text)),), rows=rows)

    wanted = wanted_on(document, document.pages[0], break_ + 1, len(text))

    assert set(rows_of(find_places(page, wanted).boxes)) == {2}


def test_what_only_resembles_the_passage_is_not_outlined() -> None:
    page = page_of("提高专利申请质量的办法另行制定")

    found = find_places(page, [Wanted("提高专利审查效率,缩短审查周期至十六个月")])

    assert found.boxes == ()
    assert found.share < 0.6


def test_of_a_passage_over_two_pages_each_page_has_its_part() -> None:
    text = "甲乙丙丁戊己"
    document = Document("d", "d.pdf", text, Metadata("文"), (Page(1, 0, 3), Page(2, 3, 6)))

    parts = [[one.text for one in wanted_on(document, page, 1, 5)] for page in document.pages]

    assert parts == [["乙丙"], ["丁戊"]]


def test_on_a_scanned_page_a_character_has_its_share_of_the_line() -> None:
    page = characters_of(
        [PageLine("前文。提高专利", 0.1, 0.2, 0.8, 0.25), PageLine("ab申请", 0.1, 0.3, 0.4, 0.35)]
    )

    found = find_places(page, [Wanted("提高专利ab")])

    assert [tuple(round(side, 3) for side in (box.left, box.right)) for box in found.boxes] == [
        (0.4, 0.8),
        (0.1, 0.2),
    ]


def test_an_upright_line_of_a_scan_is_divided_from_top_to_bottom() -> None:
    found = find_places(characters_of([PageLine("说明事项", 0.9, 0.2, 0.95, 0.6)]), [Wanted("说明")])

    assert [(box.left, round(box.top, 3), round(box.bottom, 3)) for box in found.boxes] == [
        (0.9, 0.2, 0.3),
        (0.9, 0.3, 0.4),
    ]
