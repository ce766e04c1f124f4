from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document, Metadata, Page, TableRow
from corpus.structure import parse_sections
from index.cutting import responsibility_brackets
from index.passages import HARD_LIMIT, embeddable_text, split_document

DUTY = "(牵头单位:科技局、平山园区管委会(办公室);配合单位:发展改革局、财政局等;完成时间:2022年12月)"


def make_document(text: str, rows: tuple[TableRow, ...] = (), pages: tuple[Page, ...] = ()) -> Document:
    sections = parse_sections(text, rows=rows)
    return Document("0123456789abcdef", "a.txt", text, Metadata("某区工作方案"), pages, sections, rows)


def check_cover(document: Document, passages) -> None:
    offset = 0
    for passage in passages:
        assert passage.start >= offset
        assert not document.text[offset : passage.start].strip()
        assert passage.text == document.text[passage.start : passage.end] == passage.text.strip() != ""
        assert passage.passage_id == f"{document.document_id}:{passage.start}-{passage.end}"
        offset = passage.end
    assert not document.text[offset:].strip()


def test_a_clause_stands_whole_and_bare_headings_join_it():
    text = f"三、重点任务\n(三)提升能力。\n1.优化平台。建设平台。{DUTY}\n2.提高质量。鼓励发明。{DUTY}"
    passages = split_document(make_document(text))

    assert [passage.section_path[-1] for passage in passages] == ["1.优化平台", "2.提高质量"]
    assert passages[0].text.startswith("三、重点任务")
    assert passages[1].text.endswith(DUTY)


def test_a_long_clause_is_cut_at_sentences_and_keeps_its_bracket_whole():
    text = "(一)优化平台。\n" + "围绕重点产业组建一批技术创新平台和科技服务平台。" * 20 + DUTY
    passages = split_document(make_document(text))

    assert len(passages) == 2
    assert passages[0].text.startswith("(一)优化平台。\n围绕")
    assert passages[0].text.endswith("。")
    assert passages[1].text.endswith("科技服务平台。" + DUTY)
    assert max(len(passage.text) for passage in passages) <= 480


def test_a_bracket_longer_than_the_limit_is_still_not_cut():
    bracket = "（责任单位：" + "、".join(f"第{n}镇人民政府" for n in range(120)) + "）"
    text = "一、任务\n" + "落实工作。" * 70 + bracket + "\n二、其他\n内容"
    passages = split_document(make_document(text))

    assert sum(bracket in passage.text for passage in passages) == 1


def test_items_of_one_sentence_join_it_and_articles_stand_alone():
    text = "第一条 申报单位应当具备下列条件：\n（一）具有法人资格；\n（二）有固定场所；\n（三）其他条件。\n第二条 依法办理。\n第三条 自印发之日起施行。"
    passages = split_document(make_document(text))

    assert [passage.section_path for passage in passages] == [("第一条",), ("第二条",), ("第三条",)]
    assert passages[0].text.endswith("（三）其他条件。")


def test_a_table_row_is_never_cut_and_long_rows_stand_alone():
    lines = [f"序号:{n};任务:{'建设平台' * 12};牵头单位:科技局" for n in range(1, 4)] + ["a:1", "b:2", "c:3"]
    text = "一、任务表\n" + "\n".join(lines) + "\n二、其他\n内容说明。"
    rows, offset = [], text.index("序号")
    for number, line in enumerate(lines, 1):
        rows.append(TableRow(0, number, offset, offset + len(line), (("", line),)))
        offset += len(line) + 1
    document = make_document(text, tuple(rows))
    passages = split_document(document)

    check_cover(document, passages)
    assert [passage.text for passage in passages] == [
        "一、任务表\n" + lines[0],
        lines[1],
        lines[2],
        "a:1\nb:2\nc:3",
        "二、其他\n内容说明。",
    ]


def test_the_page_is_that_of_the_first_character():
    text = "一、甲\n内容一。\n二、乙\n内容二。"
    half = text.index("二、")
    passages = split_document(make_document(text, pages=(Page(1, 0, half), Page(2, half, len(text)))))

    assert [passage.page for passage in passages] == [1, 2]
    assert split_document(make_document(text))[0].page is None


def test_embeddable_text_adds_title_and_path_and_says_nothing_twice():
    text = "一、重点任务\n说明。\n(一)优化平台。" + "建设平台。" * 60 + "\n第一条 内容"
    passages = split_document(make_document(text))
    second = next(p for p in passages if p.text.startswith("(一)"))

    assert embeddable_text(second) == "某区工作方案\n一、重点任务\n" + second.text


_LINES = st.sampled_from(
    [
        "一、总体要求",
        "二、重点任务",
        "(一)优化平台。",
        "（二）提高质量",
        "1.创建阶段。开展调研。",
        "2.实施阶段;",
        "第一条 目的",
        "附件1",
        "坚持创新驱动,推动发展。" * 3,
        "围绕重点产业组建平台" * 30,
        "建设平台。" * 90 + DUTY,
        DUTY,
        "，" * 40,
        " ",
        "— 1 —",
        "(牵头单位:未闭合",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_LINES, max_size=14), st.sampled_from(["\n", "\n\n", "", " "]), st.integers(40, 400))
def test_passages_hold_every_character_once_and_no_bracket_is_cut(lines, joint, goal):
    document = make_document(joint.join(lines))
    passages = split_document(document, goal)

    check_cover(document, passages)
    for start, end in responsibility_brackets(document.text):
        assert any(passage.start <= start and end <= passage.end for passage in passages)
    for passage in passages:
        inside = sum(e - s for s, e in responsibility_brackets(passage.text))
        assert len(passage.text) <= HARD_LIMIT * goal + inside + 1
        if passage.section_path:
            assert passage.section_path in {section.path for section in document.sections}


@pytest.mark.parametrize("junk", ["甲", "(牵头单位:", "。", "一、甲\n", "(", "甲 ", "\n"])
def test_junk_is_split_in_linear_time(junk):
    document = make_document(junk * (150_000 // len(junk)))
    started = time.perf_counter()
    check_cover(document, split_document(document))
    assert time.perf_counter() - started < 15
