from __future__ import annotations

import pytest

from corpus.errors import NoTextError, UnreadableFileError
from corpus.loaders.docx import load

from .conftest import MakeDocx


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, list_id: int, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


LISTS = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="9"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)


def test_numbers_that_word_generates_are_written_out(make_docx: MakeDocx) -> None:
    body = (
        numbered("总体要求", 1)
        + numbered("指导思想", 1, 1)
        + numbered("提高质量", 1, 2)
        + numbered("基本原则", 1, 1)
        + numbered("5亿元投入", 1, 2)
        + numbered("重点任务", 1)
        + numbered("分工", 1, 1)
        + numbered("施行", 2)
        + numbered("解释", 2)
    )
    assert load(make_docx(body, numbering=LISTS)).text.split("\n") == [
        "一、总体要求",
        "（一）指导思想",
        "1.提高质量",
        "（二）基本原则",
        "1. 5亿元投入",
        "二、重点任务",
        "（一）分工",
        "第九条 施行",
        "第十条 解释",
    ]


def test_tables_stand_where_they_stand_and_keep_their_fields(make_docx: MakeDocx) -> None:
    body = (
        paragraph("附表如下：")
        + table(["序号", "任务", "牵头单位", "完成时限"], ["1", "提高专利质量", "市市场监管局", "2022年12月"])
        + paragraph("表后正文。")
    )
    loaded = load(make_docx(body))

    assert loaded.text.split("\n") == [
        "附表如下：",
        "序号:1;任务:提高专利质量;牵头单位:市市场监管局;完成时限:2022年12月",
        "表后正文。",
    ]
    row = loaded.rows[0]
    assert dict(row.cells)["牵头单位"] == "市市场监管局"
    assert loaded.text[row.start : row.end].startswith("序号:1")
    assert row.row == 2


def test_lines_of_a_cell_stay_apart_however_they_are_broken(make_docx: MakeDocx) -> None:
    # Shift and return inside a paragraph once joined the units to one name: 区检察院区法院区公安分局.
    broken = "区检察院</w:t><w:br/><w:t>区法院</w:t><w:br/><w:t>区公安分局"
    loaded = load(
        make_docx(table(["任务", "牵头单位", "配合单位"], ["保护知识产权", "区市场监管局", broken]))
    )

    row = loaded.rows[0]
    assert dict(row.cells)["配合单位"] == "区检察院 区法院 区公安分局"
    assert loaded.text[row.start : row.end].endswith("配合单位:区检察院 区法院 区公安分局")


def test_a_text_box_is_read_once_though_word_stores_it_twice(make_docx: MakeDocx) -> None:
    box = f"<w:txbxContent>{paragraph('框内文字')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>框前</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert load(make_docx(body)).text == "框前\n框内文字"


def test_deleted_and_hidden_words_are_left_out_and_inserted_ones_kept(make_docx: MakeDocx) -> None:
    body = (
        "<w:p><w:r><w:t>不超过</w:t></w:r><w:del><w:r><w:delText>三</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>五</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>"
        "<w:r><w:t>年</w:t></w:r></w:p>"
    )
    assert load(make_docx(body)).text == "不超过五年"


def test_a_footnote_follows_the_paragraph_that_calls_it(make_docx: MakeDocx) -> None:
    body = '<w:p><w:r><w:t>增长5%</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + paragraph(
        "下段"
    )
    notes = f'<w:footnote w:id="2">{paragraph("数据来自统计局。")}</w:footnote>'
    assert load(make_docx(body, footnotes=notes)).text == "增长5%\n[注1] 数据来自统计局。\n下段"


def test_heading_styles_are_marked_with_their_level(make_docx: MakeDocx) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>'
    loaded = load(
        make_docx(paragraph("引言") + paragraph("工作目标", '<w:pStyle w:val="2"/>'), styles=styles)
    )
    (start, end, level) = loaded.headings[0]
    assert (loaded.text[start:end], level) == ("工作目标", 2)


def test_a_cell_merged_down_names_its_unit_on_every_row(make_docx: MakeDocx) -> None:
    def cell(text: str, merge: str = "") -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = [
        cell("牵头单位") + cell("任务"),
        cell("市科技局", '<w:vMerge w:val="restart"/>') + cell("建设重点实验室"),
        cell("", "<w:vMerge/>") + cell("培育高新技术企业"),
    ]
    loaded = load(make_docx(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"))
    assert loaded.text.split("\n")[1] == "牵头单位:市科技局;任务:培育高新技术企业"


def test_entities_are_refused(make_docx: MakeDocx) -> None:
    path = make_docx("<w:p/>")
    import zipfile

    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml",
            '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="x">&b;</w:document>',
        )
    with pytest.raises(UnreadableFileError, match="实体"):
        load(path)


def test_a_document_without_words_has_no_text(make_docx: MakeDocx) -> None:
    with pytest.raises(NoTextError):
        load(make_docx("<w:p/>"))


def test_what_is_left_out_is_said(make_docx: MakeDocx) -> None:
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('一、总体要求 1')}</w:sdtContent></w:sdt>"
    )
    picture = (
        '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
        "</w:drawing></w:r></w:p>"
    )
    comments = f"<w:comment>{paragraph('请核实')}</w:comment>"

    loaded = load(make_docx(contents + paragraph("一、总体要求") + picture, comments=comments))

    assert loaded.text == "一、总体要求"
    said = " ".join(warning.message for warning in loaded.warnings)
    assert "目录" in said
    assert "1 幅图片" in said
    assert "1 条批注" in said


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def told_field(code: str, result: str, code_tag: str = "instrText") -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code_run = f"<w:r><w:{code_tag}> {code} </w:{code_tag}></w:r>"
    return mark("begin") + code_run + mark("separate") + run(result) + mark("end")


def test_of_a_field_only_the_result_is_text_and_a_page_number_is_none(make_docx: MakeDocx) -> None:
    body = (
        f"<w:p>{run('见')}{told_field('REF _a', '第二部分', 't')}{run('。')}</w:p>"
        f"<w:p>{run('- ')}{told_field('PAGE', '3', 't')}{run(' -')}</w:p>"
        f"<w:p>{run('共 ')}<w:fldSimple w:instr=' NUMPAGES '>{run('9')}</w:fldSimple>{run(' 页附表')}</w:p>"
        f"<w:p>{run('一、总体要求')}<w:r><w:tab/></w:r>{told_field('PAGEREF _b', '12')}</w:p>"
        f"<w:p>{run('坏了的域')}<w:r><w:fldChar w:fldCharType='begin'/></w:r>{run('其后的字还在。')}</w:p>"
        + paragraph("— 12 —")
        + paragraph("4", "<w:framePr/>")
        + paragraph("4")
    )
    loaded = load(make_docx(body))

    assert loaded.text.split("\n") == ["见第二部分。", "共 9 页附表", "坏了的域其后的字还在。", "4"]
    assert any("目录" in warning.message for warning in loaded.warnings)


def test_a_paragraph_whose_end_is_deleted_goes_on_and_counts_no_number(make_docx: MakeDocx) -> None:
    deleted_end = "<w:rPr><w:del w:id='1'/></w:rPr>"
    in_list = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        numbered("总体要求", 1)
        + f"<w:p><w:pPr>{in_list}{deleted_end}</w:pPr><w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>"
        + numbered("重点任务", 1)
        + paragraph("前一段,", deleted_end)
        + paragraph("后一段。")
    )
    assert load(make_docx(body, numbering=LISTS)).text.split("\n") == [
        "一、总体要求",
        "二、重点任务",
        "前一段,后一段。",
    ]


def test_articles_count_through_the_chapters_where_the_list_says_so(make_docx: MakeDocx) -> None:
    def level(number: int, pattern: str, more: str = "") -> str:
        return (
            f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>{more}'
            f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        )

    lists = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "第%1章")}'
        f"""{level(1, "第%2条", '<w:lvlRestart w:val="0"/>')}{level(2, "（%3）")}</w:abstractNum>"""
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    outline = [("总则", 0), ("目的", 1), ("其一", 2), ("范围", 1), ("其一", 2), ("监督", 0), ("检查", 1)]
    body = "".join(numbered(text, 1, depth) for text, depth in outline)
    assert load(make_docx(body, numbering=lists)).text.split("\n") == [
        "第一章 总则",
        "第一条 目的",
        "（一）其一",
        "第二条 范围",
        "（一）其一",
        "第二章 监督",
        "第三条 检查",
    ]


def test_a_fraction_keeps_its_bar(make_docx: MakeDocx) -> None:
    fraction = "<m:f><m:num><m:r><m:t>标准</m:t></m:r></m:num><m:den><m:r><m:t>人数</m:t></m:r></m:den></m:f>"
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    body = f'<w:p><w:r><w:t>补助额=</w:t></w:r><m:oMath xmlns:m="{math}">{fraction}</m:oMath></w:p>'
    assert load(make_docx(body)).text == "补助额=标准/人数"


def test_signs_of_symbol_fonts_are_those_that_are_seen(make_docx: MakeDocx) -> None:
    signs = [
        ("Symbol", "F0B3"),
        ("Symbol", "00B1"),
        ("Wingdings", "F0FE"),
        ("Wingdings 2", "F052"),
        ("Wingdings", "F021"),
    ]
    body = "".join(f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>' for font, char in signs)
    assert load(make_docx(f"<w:p><w:r><w:t>甲</w:t></w:r>{body}</w:p>")).text == "甲×≥±☑☑□"
