from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from corpus.errors import NoTextError, UnreadableFileError
from corpus.loaders import pdf
from corpus.loaders.ocr import OcrMissingError, RecognisedPage
from corpus.loaders.pdf import load
from corpus.loaders.pdf_layout import Piece, text_width
from corpus.loaders.pdf_pieces import _picture_names

from .conftest import MakePdf, Show, pdf_bytes

SENTENCE = "各区人民政府应当按照本办法的规定落实住房保障工作并于每年年底前向市人民政府报告"


def prose(text: str, *, left: float = 90, top: float = 740, width: int = 30, size: float = 14) -> list[Show]:
    """``text`` set in lines of ``width`` characters, the first one indented by two."""
    lines = [text[: width - 2]]
    lines += [text[start : start + width] for start in range(width - 2, len(text), width)]
    return [
        (left + (2 * size if index == 0 else 0), top - index * 1.6 * size, size, line)
        for index, line in enumerate(lines)
    ]


def test_lines_become_whole_paragraphs(make_pdf: MakePdf) -> None:
    first, second = "第一条　" + SENTENCE * 2 + "。", "第二条　" + SENTENCE + "。"
    page = prose(first, width=28) + prose(second, top=740 - 6 * 22.4, width=28)
    assert load(make_pdf([page])).text.split("\n") == [first, second]


def test_a_sentence_that_a_page_break_and_its_number_interrupt_is_whole(make_pdf: MakePdf) -> None:
    text = "第一条　" + SENTENCE * 3 + "。"
    lines = prose(text, width=28)
    head: list[Show] = [(200, 800, 10, "某市人民政府公报")]
    pages = [
        [*head, *lines[:2], (280, 40, 10, "— 1 —")],
        [*head, *((x, y + 44.8, size, line) for x, y, size, line in lines[2:]), (280, 40, 10, "— 2 —")],
        [*head, (118, 740, 14, "第二条　本办法自印发之日起施行。"), (280, 40, 10, "— 3 —")],
    ]

    loaded = load(make_pdf(pages))

    assert loaded.text.split("\n") == [text, "第二条　本办法自印发之日起施行。"]
    assert [page.number for page in loaded.pages] == [1, 2, 3]
    assert loaded.text[loaded.pages[0].start : loaded.pages[0].end] == lines[0][3] + lines[1][3]
    assert (
        loaded.text[loaded.pages[2].start : loaded.pages[2].end].strip() == "第二条　本办法自印发之日起施行。"
    )
    assert loaded.pages[-1].end == len(loaded.text)


def test_two_columns_are_read_one_after_the_other(make_pdf: MakePdf) -> None:
    left = "第一条　" + "左" * 150 + "。"
    right = "第二条　" + "右" * 150 + "。"
    page = [
        (200.0, 800.0, 16.0, "某市公共租赁住房管理办法"),
        *prose(left, left=50, width=18, size=12),
        *prose(right, left=310, width=18, size=12),
    ]
    lines = load(make_pdf([page])).text.split("\n")
    assert lines == ["某市公共租赁住房管理办法", left, right]


def test_words_are_not_torn_by_wide_setting(make_pdf: MakePdf) -> None:
    title = [(100 + 40 * index, 700.0, 20.0, character) for index, character in enumerate("实施方案")]
    assert load(make_pdf([title])).text == "实施方案"


def recognised(*lines: str, confidence: float = 0.97) -> RecognisedPage:
    """A page as the recogniser gives it: one piece a line, from the top."""
    pieces = [
        Piece(line, 90, 740 - 22.4 * row, 90 + text_width(line, 14), 14) for row, line in enumerate(lines)
    ]
    return RecognisedPage(pieces, confidence, 842)


def test_a_page_without_text_is_recognised_and_the_page_says_so(make_pdf: MakePdf) -> None:
    path = make_pdf([[(90, 700, 12, "第一页有文字层")], []])

    loaded = load(
        path, recognise_page=lambda file, number: recognised(f"第{number}页的识别结果", confidence=0.83)
    )

    assert loaded.text == "第一页有文字层\n第2页的识别结果"
    assert [page.ocr_confidence for page in loaded.pages] == [None, 0.83]
    said = [(warning.page, warning.message) for warning in loaded.warnings]
    assert any("第 2 页" in message and "OCR" in message and "0.83" in message for _, message in said)
    assert any(page == 2 and "错字" in message for page, message in said)


def test_recognised_pages_lose_their_numbers_and_join_their_sentences_like_others(make_pdf: MakePdf) -> None:
    sentence = "第一条　" + SENTENCE * 2
    lines = [sentence[start : start + 28] for start in range(0, 56, 28)]
    pages = {1: recognised(*lines, "", "", "", "", "— 1 —"), 2: recognised("向市人民政府报告。", "— 2 —")}

    loaded = load(make_pdf([[], []]), recognise_page=lambda file, number: pages[number])

    assert loaded.text == "".join(lines) + "向市人民政府报告。"
    assert loaded.text[loaded.pages[1].start :] == "向市人民政府报告。"


def test_without_the_recogniser_a_scanned_page_is_named(tmp_path: Path, make_pdf: MakePdf) -> None:
    from PIL import Image

    def missing(path: Path, number: int) -> None:
        raise OcrMissingError

    Image.new("RGB", (300, 400), "gray").save(tmp_path / "scan.pdf")
    with pytest.raises(NoTextError, match="扫描"):
        load(tmp_path / "scan.pdf", recognise_page=missing)

    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.append(make_pdf([[(90, 700, 12, "第一页有文字层")]]))
    writer.append(tmp_path / "scan.pdf")
    writer.write(tmp_path / "mixed.pdf")
    (warning,) = load(tmp_path / "mixed.pdf", recognise_page=missing).warnings
    assert warning.page == 2
    assert "rapidocr" in warning.message


def test_a_page_on_which_the_recogniser_fails_costs_that_page_alone(make_pdf: MakePdf) -> None:
    def fail(path: Path, number: int) -> None:
        raise RuntimeError("bad_alloc")

    loaded = load(make_pdf([[(90, 700, 12, "第一页有文字层")], []]), recognise_page=fail)

    assert loaded.text == "第一页有文字层"
    assert [warning.page for warning in loaded.warnings] == [2]


def test_marks_are_not_torn_from_the_words_they_close(make_pdf: MakePdf) -> None:
    shown: list[Show] = [(90, 700, 12, "研发投入（R&D ）增长20% 。")]
    assert load(make_pdf([shown])).text == "研发投入（R&D）增长20%。"


def test_a_pdf_without_any_text_says_that_it_is_scanned(make_pdf: MakePdf) -> None:
    with pytest.raises(NoTextError, match="扫描"):
        load(make_pdf([[], []]))


def test_an_encrypted_pdf_says_so_and_one_open_to_all_is_read(make_pdf: MakePdf, tmp_path: Path) -> None:
    from pypdf import PdfWriter

    source = make_pdf([[(90, 700, 12, "内部通知")]])
    for password in ("secret", ""):
        writer = PdfWriter(clone_from=source)
        writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
        writer.write(tmp_path / f"locked{password}.pdf")
    with pytest.raises(UnreadableFileError, match="加密"):
        load(tmp_path / "lockedsecret.pdf")
    assert load(tmp_path / "locked.pdf").text == "内部通知"


def test_a_truncated_pdf_is_an_error_or_a_text_but_never_a_crash(make_pdf: MakePdf, tmp_path: Path) -> None:
    data = make_pdf([[(90, 700, 12, "内部通知")]]).read_bytes()
    for cut in range(20, len(data), 60):
        path = tmp_path / "cut.pdf"
        path.write_bytes(data[:cut])
        try:
            assert load(path).text == "内部通知"
        except (UnreadableFileError, NoTextError) as error:
            assert "\n" not in str(error)


def ruled(rows: list[list[str]], top: float) -> tuple[list[Show], list[tuple[float, float, float, float]]]:
    """Text and rules of a table whose columns are 60, 200 and 200 points wide and its rows 30 high."""
    xs = [60.0, 120.0, 320.0, 520.0]
    bottom = top - 30 * len(rows)
    shown = [
        (xs[column] + 5, top - 30 * row - 20, 11.0, text)
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
    ]
    level = [(xs[0], top - 30 * row, xs[-1], top - 30 * row) for row in range(len(rows) + 1)]
    return shown, level + [(x, top, x, bottom) for x in xs]


def test_a_ruled_table_is_read_row_by_row_with_its_header(tmp_path: Path) -> None:
    header = ["序号", "任务", "牵头单位"]
    rows = [header, ["1", "提高专利质量", "市市场监管局"], ["2", "培育高新技术企业", "市科技局"]]
    shown, rules = ruled(rows, 700)
    path = tmp_path / "table.pdf"
    path.write_bytes(pdf_bytes([[(60, 740, 14, "任务分工如下："), *shown]], rules))

    loaded = load(path)

    assert loaded.text.split("\n") == [
        "任务分工如下：",
        "序号:1;任务:提高专利质量;牵头单位:市市场监管局",
        "序号:2;任务:培育高新技术企业;牵头单位:市科技局",
    ]
    assert loaded.rows[1].cells == (("序号", "2"), ("任务", "培育高新技术企业"), ("牵头单位", "市科技局"))


def test_a_table_that_runs_over_a_page_keeps_its_header(tmp_path: Path) -> None:
    first, rules = ruled([["序号", "任务", "牵头单位"], ["1", "甲任务", "市科技局"]], 700)
    second, _ = ruled([["2", "乙任务", "市财政局"], ["3", "丙任务", "市统计局"]], 700)
    path = tmp_path / "table.pdf"
    path.write_bytes(pdf_bytes([first, second], rules))
    assert load(path).text.split("\n")[1:] == [
        "序号:2;任务:乙任务;牵头单位:市财政局",
        "序号:3;任务:丙任务;牵头单位:市统计局",
    ]


def test_tables_that_fill_page_after_page_are_no_running_heads(tmp_path: Path) -> None:
    # Their place holders looked alike on all pages, and fifty rows of a task table were gone without a word.
    pages = []
    for number in range(1, 5):
        shown, rules = ruled([["序号", "任务", "牵头单位"], [str(number), f"任务{number}", "市科技局"]], 700)
        pages.append(shown)
    path = tmp_path / "table.pdf"
    path.write_bytes(pdf_bytes(pages, rules))

    assert load(path).text.split("\n") == [f"序号:{n};任务:任务{n};牵头单位:市科技局" for n in range(1, 5)]


def test_lines_at_the_foot_that_differ_in_a_number_inside_are_text(make_pdf: MakePdf) -> None:
    pages = [
        [(90, 790, 10, f"公报 第{n}页"), (90, 700, 14, "首先，"), (90, 90, 14, f"由第{n}科负责办理该事项。")]
        for n in range(1, 5)
    ]

    text = load(make_pdf(pages)).text

    assert [f"由第{n}科负责" in text for n in range(1, 5)] == [True] * 4
    assert "公报" not in text


def test_a_blank_page_is_said_to_be_blank(make_pdf: MakePdf) -> None:
    loaded = load(make_pdf([[(90, 700, 12, "正文")], []]))

    assert [(warning.page, "空白页" in warning.message) for warning in loaded.warnings] == [(2, True)]


def test_a_locked_pdf_that_needs_no_password_is_read_by_way_of_pdfium(
    make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    # With AES pypdf opens such a file, and fails at its first page.
    source = make_pdf([[(90, 700, 12, "内部通知")]])
    seen: list[Path] = []
    copy = pdf._copy_by_pdfium
    monkeypatch.setattr(pdf, "_copy_by_pdfium", lambda path: seen.append(path) or copy(path))  # type: ignore[func-returns-value]
    writer = PdfWriter(clone_from=source)
    writer.encrypt(user_password="", owner_password="owner", algorithm="RC4-128")
    writer.write(source)

    assert load(source).text == "内部通知"
    assert seen == [source]


def test_a_glyph_of_another_font_stands_behind_the_last_where_the_pen_was_not_set_anew() -> None:
    from corpus.loaders.pdf_pieces import Recorder

    recorder, upright, pen = Recorder(frozenset()), [1, 0, 0, 1, 0, 0], [1, 0, 0, 1, 90, 700]
    recorder.take_operator(b"Tm", pen, upright, pen)
    for glyph in "城市":
        recorder.take_operator(b"Tj", [b"1"], upright, pen)
        recorder.take_text(glyph, upright, pen, None, 12)
    recorder.take_operator(
        b"Tm", pen, upright, pen
    )  # set on the same place on purpose: bold, by printing twice
    recorder.take_operator(b"Tj", [b"1"], upright, pen)
    recorder.take_text("城", upright, pen, None, 12)

    assert [run.matrix[4] for run in recorder.found] == [90, 102, 90]


def test_a_radical_is_the_character_that_it_looks_like(make_pdf: MakePdf) -> None:
    assert load(make_pdf([[(90, 700, 12, "⼈⺠⻓江 ,⻋⻢")]])).text == "人民长江,车马"


def test_a_pdf_that_lost_its_table_of_contents_is_mended_and_that_is_said(make_pdf: MakePdf) -> None:
    source = make_pdf([[(90, 700, 12, "内部通知")]])
    data = source.read_bytes()
    source.write_bytes(data[: data.rfind(b"startxref")])

    loaded = load(source)

    assert loaded.text == "内部通知"
    assert "修复" in loaded.warnings[0].message


def test_a_clause_that_two_pages_begin_with_is_no_running_head(make_pdf: MakePdf) -> None:
    clause = "本项由各区人民政府负责。"
    pages: list[list[Show]] = [
        [(90, top, 14, clause), *prose("甲" * 100 + "。", top=top - 23), *prose("乙" * 100 + "。", top=300)]
        for top in (760.0, 720.0)
    ]
    assert load(make_pdf(pages)).text.count(clause) == 2


def test_what_is_filled_into_a_form_is_read_beside_its_label(make_pdf: MakePdf) -> None:
    source = make_pdf([[(90, 700, 12, "承办单位："), (90, 600, 12, "以上属实。")]])
    writer = PdfWriter(clone_from=source)

    def note(kind: str, bottom: int, **more: str) -> DictionaryObject:
        box = ArrayObject([FloatObject(edge) for edge in (160, bottom, 400, bottom + 16)])
        fields = {f"/{name}": TextStringObject(value) for name, value in more.items()}
        names = {"/Subtype": NameObject(kind), "/FT": NameObject("/Tx"), "/Rect": box}
        return DictionaryObject({NameObject(key): value for key, value in (names | fields).items()})

    notes = [
        note("/Widget", 697, V="市住建局"),
        note("/FreeText", 597, Contents="情况属实"),
        note("/Link", 500, V="x"),
    ]
    writer.pages[0][NameObject("/Annots")] = ArrayObject(notes)
    writer.write(source)

    assert load(source).text.replace("\n", "") == "承办单位：市住建局以上属实。情况属实"


def test_an_upright_watermark_under_the_text_is_left_out_and_said(make_pdf: MakePdf) -> None:
    text = "第一条　" + SENTENCE * 3 + "。"
    title: Show = (150, 780, 36, "管理办法")
    loaded = load(make_pdf([[title, (120, 690, 60, "内部资料"), *prose(text, width=28)]]))

    assert loaded.text.split("\n") == ["管理办法", text]
    assert ["水印" in warning.message for warning in loaded.warnings] == [True]


def test_a_head_that_counts_the_pages_is_no_text(make_pdf: MakePdf) -> None:
    heads = ["某市手册 i", "某市手册 ii", "某市手册 1 / 92", "某市手册 2 / 92", "某市手册 3 / 92"]
    feet = [f"某某公司 第{number}页 共92页" for number in range(1, 6)]
    pages: list[list[Show]] = [
        [(90, 790, 14, head), *prose(f"{head[-1]}" + "甲" * 100 + "。"), (90, 60, 14, foot)]
        for head, foot in zip(heads, feet, strict=True)
    ]
    pages.append([(90, 790, 14, "某市手册 4 / 92")])  # a page with a picture has no other line

    text = load(make_pdf(pages)).text

    assert "手册" not in text
    assert "公司" not in text


def test_annexes_that_begin_at_the_top_of_their_pages_keep_their_names(make_pdf: MakePdf) -> None:
    # 附件1, 附件2, 附件3 differ in nothing but a number, as page numbers do.
    pages = [[(90.0, 790.0, 14.0, f"附件{n}"), *prose("甲" * 100 + "。")] for n in range(1, 5)]
    lines = load(make_pdf(pages)).text.split("\n")
    assert [line for line in lines if line.startswith("附件")] == ["附件1", "附件2", "附件3", "附件4"]


def test_what_some_pages_begin_or_end_with_here_and_there_is_text(make_pdf: MakePdf) -> None:
    unit = "责任单位：市教育局、市财政局。"
    pages = [
        [
            (90.0, 790.0, 14.0, unit if n % 4 == 0 else f"{'甲乙丙丁'[n % 4] * (n + 3)}。"),
            *prose(chr(0x4E10 + n) * 100 + "。"),
            (90.0, 60.0, 14.0, f"合计{100 * n + 100}万元{'己' * (n % 3)}"),
        ]
        for n in range(40)
    ]

    text = load(make_pdf(pages)).text

    assert text.count(unit) == 10
    assert text.count("合计") == 40


def test_a_chapters_head_on_its_pages_is_no_text(make_pdf: MakePdf) -> None:
    pages = [
        [(90.0, 790.0, 14.0, "组织领导" if n < 9 else "督查考核"), *prose(chr(0x4E10 + n) * 100 + "。")]
        for n in range(30)
    ]
    text = load(make_pdf(pages)).text
    assert "组织领导" not in text and "督查考核" not in text
    assert text.count("。") == 30


def test_pages_with_a_single_line_keep_it(make_pdf: MakePdf) -> None:
    pages = [prose("甲" * 100 + "。"), *([(90.0, 790.0, 14.0, "附图")] for _ in range(3))]
    assert load(make_pdf(pages)).text.count("附图") == 3
    assert load(make_pdf([[(250, 500, 20, "2025")], prose("甲" * 100 + "。")])).text.startswith("2025")


def test_forms_that_share_their_resources_are_looked_into_once() -> None:
    """Each of 40 forms names all the others: gone through one by one, that is 40 to the fifth."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    forms = DictionaryObject()
    shared = writer._add_object(DictionaryObject({NameObject("/XObject"): forms}))
    for number in range(40):
        form = StreamObject()
        form.update({NameObject("/Subtype"): NameObject("/Form"), NameObject("/Resources"): shared})
        forms[NameObject(f"/F{number}")] = writer._add_object(form)
    picture = StreamObject()
    picture[NameObject("/Subtype")] = NameObject("/Image")
    forms[NameObject("/P")] = writer._add_object(picture)
    page[NameObject("/Resources")] = shared
    assert _picture_names(page) == {"/P"}


def test_a_lock_that_no_password_opens_is_called_a_lock(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    whole = pdf_bytes([[(90, 700, 12, "机密内容")]])
    end = whole.rindex(b"trailer<<") + len(b"trailer<<")
    path.write_bytes(
        whole[:end]
        + b"/ID[<00><00>]/Encrypt<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s4/V 1>>"
        + whole[end:]
    )
    with pytest.raises(UnreadableFileError, match="已加密"):
        load(path)
