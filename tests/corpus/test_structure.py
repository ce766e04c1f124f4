from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.document import Section, TableRow
from corpus.numbering import find_marks
from corpus.structure import parse_sections

TRAPS = Path(__file__).with_name("heading_traps.tsv")


def _trap_documents() -> list[tuple[str, list[tuple[str, str, str]]]]:
    documents: list[tuple[str, list[tuple[str, str, str]]]] = []
    for line in TRAPS.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            documents.append((line[1:].strip(), []))
        elif not line.startswith("#"):
            family, heading, words = line.split("\t")
            documents[-1][1].append((family, heading, words))
    return documents


def _check_tree(text: str, sections: tuple[Section, ...]) -> None:
    for position, section in enumerate(sections):
        assert 0 <= section.start < section.heading_end <= section.body_start <= section.end <= len(text)
        assert text[section.start : section.heading_end] == section.heading
        assert section.heading == section.heading.strip()
        if position:
            assert sections[position - 1].start < section.start
            assert sections[position - 1].heading_end <= section.start
        if section.parent is None:
            assert section.level == 1
            assert len(section.path) == 1
        else:
            parent = sections[section.parent]
            assert section.parent < position
            assert section.level == parent.level + 1
            assert section.path[:-1] == parent.path
            assert parent.start < section.start
            assert section.end <= parent.end
    for one, other in pairwise(sections):
        assert other.end <= one.end or other.start >= one.end


def test_the_labelled_trap_lines_are_told_apart():
    lines = right = 0
    wrong = []
    for name, document in _trap_documents():
        text = "\n".join(words for _, _, words in document)
        sections = {section.start: section for section in parse_sections(text)}
        families = {mark.start: mark.family for mark in find_marks(text, [])}
        offset = 0
        for family, heading, words in document:
            section = sections.get(offset)
            found = (families.get(offset, "?"), section.heading) if section else ("-", "")
            lines += 1
            if found == (family, heading):
                right += 1
            else:
                wrong.append((name, words, found))
            offset += len(words) + 1
    assert lines >= 150
    assert right / lines >= 0.98, wrong


@pytest.mark.parametrize(("name", "document"), _trap_documents(), ids=lambda value: str(value)[:30])
def test_every_trap_document_gives_a_sound_tree(name, document):
    text = "\n".join(words for _, _, words in document)
    _check_tree(text, parse_sections(text))


def test_heading_and_body_share_a_line_and_the_heading_ends_at_the_first_stop():
    text = "三、重点任务\n(三)全面提升创新能力。\n1.优化平台。建设平台。\n2.提高专利申请质量。鼓励发明。"
    last = parse_sections(text)[-1]

    assert last.path == ("三、重点任务", "(三)全面提升创新能力", "2.提高专利申请质量")
    assert text[last.body_start : last.end] == "鼓励发明。"


def test_a_responsibility_bracket_is_no_part_of_a_heading():
    text = "1.优化平台(牵头单位:科技局)\n2.加大投入（责任单位：财政局）"

    assert [section.heading for section in parse_sections(text)] == ["1.优化平台", "2.加大投入"]


def test_a_text_that_lost_its_line_breaks_keeps_its_tree():
    text = (
        "某市关于支持企业的通知 各区人民政府： 为支持企业，现通知如下： 一、加大金融支持 （一）降低利率。"
        "利率下调。 （二）延长还款。可延期6个月，涉及2.5亿元。 二、减免税费。对一、二、三产业均适用，按第三条规定的标准执行。"
        "其中3.小微企业另行规定。 三、强化服务 1.专人对接。每户一人。 2.限时办结。三日办结。 某市人民政府 2020年2月8日"
    )
    text += "附注内容。" * 20
    paths = [section.path for section in parse_sections(text)]

    assert paths == [
        ("一、加大金融支持",),
        ("一、加大金融支持", "（一）降低利率"),
        ("一、加大金融支持", "（二）延长还款"),
        ("二、减免税费",),
        ("三、强化服务",),
        ("三、强化服务", "1.专人对接"),
        ("三、强化服务", "2.限时办结"),
    ]


def test_a_list_inside_a_sentence_of_a_proper_paragraph_opens_no_section():
    text = (
        "一、条件\n"
        + "申请人应当满足下列要求：(1)有场所；(2)有人员；(3)有设备，" * 12
        + "方可申请。\n二、程序\n先审后报。"
    )

    assert [section.heading for section in parse_sections(text)] == ["一、条件", "二、程序"]


def test_an_annex_starts_again():
    text = "一、目标\n(一)近期\n内容\n附件1\n一、指标\n说明\n附件2：评分表\n一、评分\n说明"
    paths = [section.path for section in parse_sections(text)]

    assert paths[2:] == [("附件1",), ("附件1", "一、指标"), ("附件2：评分表",), ("附件2：评分表", "一、评分")]


def test_numbering_that_nests_the_other_way_round_is_followed():
    text = "1.总则\n(一)目的\n甲\n(二)范围\n乙\n2.细则\n(一)对象\n丙\n(二)标准\n丁"
    assert [section.level for section in parse_sections(text)] == [1, 2, 2, 1, 2, 2]


def test_signature_and_date_belong_to_no_clause():
    text = "一、要求\n认真执行。\n二、时间\n即日起。\n\n某某市人民政府办公室\n2022年8月4日\n"
    sections = parse_sections(text)

    assert text[sections[-1].start : sections[-1].end].strip() == "二、时间\n即日起。"
    assert max(section.end for section in sections) <= text.index("某某市")


def test_headings_of_the_format_count_where_nothing_is_numbered():
    text = "工作手册\n背景\n说明。\n一、目的\n内容。\n二、范围\n内容。\n分工\n说明。"
    headings = [(0, 4, 1)] + [(text.index(w), text.index(w) + 2, 2) for w in ("背景", "分工")]
    paths = [section.path for section in parse_sections(text, headings=headings)]

    assert paths == [("背景",), ("背景", "一、目的"), ("背景", "二、范围"), ("分工",)]


def test_a_number_in_a_table_row_is_a_cell():
    text = "一、任务\n1.序号 | 2.名称\n二、要求\n内容"
    row = TableRow(0, 1, 5, 16, (("序号", "1."),))

    assert [s.heading for s in parse_sections(text, rows=(row,))] == ["一、任务", "二、要求"]


# A generated 公文: a tree of headings with traps strewn in, rendered to text.
_TITLES = (
    "总体要求",
    "优化平台",
    "提高质量",
    "加强领导,统筹推进",
    "迎接评审(2023年3—6月)",
    "2022年作为启动年",
)
_BODIES = (
    "坚持一、二、三产业融合发展。",
    "一、二、三产业协调发展。",
    "2.5亿元项目6个。",
    "3.0版系统上线。",
    "(一)至(三)项由科技局负责。",
    "第三条规定的情形除外。",
    "——到2022年底,建成4个平台。",
    "— 1 —",
    "2022年,产值增长12%。",
    "一是抓项目;二是抓服务。",
    "“1.样例。2.样例。”系原文。",
    "建成平台。(牵头单位:科技局;配合单位:财政局(国资办)等;完成时间:2022年12月)",
    "“十四五”期间持续推进,比例达85%。",
    "二、总体思路..............5",
)
_CN = "一二三四五六七八九"
_LEVELS = (
    lambda n: f"{_CN[n]}、",
    lambda n: f"({_CN[n]})",
    lambda n: f"{n + 1}.",
    lambda n: f"({n + 1})",
    lambda n: "①②③④⑤⑥⑦⑧⑨"[n],
)


@st.composite
def official_documents(draw):
    """(text, paths): a document and the heading paths that went into it."""
    used = sorted(draw(st.sets(st.integers(0, 4), min_size=1, max_size=4)))
    lines = ["某某区工作方案", "为推进工作,制定本方案。"]
    paths: list[tuple[str, ...]] = []

    def write(depth: int, parent: tuple[str, ...]) -> None:
        for number in range(draw(st.integers(2, 3))):
            heading = _LEVELS[used[depth]](number) + draw(st.sampled_from(_TITLES))
            path = (*parent, heading)
            paths.append(path)
            shared = draw(st.booleans())
            lines.append(
                heading + ("。" + "本项内容按要求推进。" if shared else draw(st.sampled_from(["。", ""])))
            )
            lines.extend(draw(st.lists(st.sampled_from(_BODIES), max_size=2)))
            if depth + 1 < len(used) and draw(st.booleans()):
                write(depth + 1, path)

    write(0, ())
    return draw(st.sampled_from(["\n", "\n\n", "\n　　"])).join(lines), paths


@settings(max_examples=150, deadline=None)
@given(official_documents())
def test_the_tree_that_was_written_is_the_tree_that_is_read(generated):
    text, paths = generated
    sections = parse_sections(text)

    _check_tree(text, sections)
    assert [section.path for section in sections] == paths


@settings(max_examples=150, deadline=None)
@example("附 ")  # the blank once stayed in the heading
@given(st.text(alphabet="一二三十、.．(（)）第章节条附件：:。；;“” \n\t0123①②目录…甲乙规定", max_size=300))
def test_no_text_breaks_the_tree(text):
    _check_tree(text, parse_sections(text))


@pytest.mark.parametrize(
    "junk",
    [
        "1.",
        "(一)",
        "一、",
        "第一条 ",
        "“",
        "附件：1.",
        "1.1 ",
        "(牵头单位:",
        " ",
        "\n1.",
        "目录\n",
        "。一、",
        "\n　一、甲",
        "①",
        "1、2、",
        "附件1\n",
    ],
)
def test_junk_takes_linear_time(junk):
    # Four times the text may take four times as long; a quadratic reader needs sixteen. Processor time, since
    # others may be using the machine, and a second of grace, since what is done at once is measured badly.
    took = []
    for size in (40_000, 160_000):
        text = junk * (size // len(junk))
        started = time.process_time()
        parse_sections(text)
        took.append(time.process_time() - started)
    assert took[1] < 8 * took[0] + 1


def test_a_chapter_is_divided_by_decimals_of_its_number():
    text = "第一章 总则\n1.1 目的\n为了规范。\n1.2 范围\n适用。\n第二章 要求\n2.1 一般要求\n应当。\n"
    assert parse_sections(text)[-1].path == ("第二章 要求", "2.1 一般要求")


def test_a_reference_to_a_section_by_its_decimals_is_no_heading():
    sentence = "需要安装的软件包都在字段中列出，" * 9 + "参看 第 2.1 节 的说明，其余由系统自动安装。"
    text = f"第二章 构建\n2.1 准备\n说明。\n2.2 构建\n{sentence}\n2.3 检查\n说明。\n"
    assert [section.heading for section in parse_sections(text)] == [
        "第二章 构建",
        "2.1 准备",
        "2.2 构建",
        "2.3 检查",
    ]
