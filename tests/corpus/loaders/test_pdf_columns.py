from __future__ import annotations

from corpus.loaders.pdf import load

from .conftest import MakePdf, Show

LINE = "各区人民政府应当按照本办法的规定落实住房保障工作并向市政"


def columns(left: list[str], right: list[str], *, top: float = 760) -> list[Show]:
    """Two columns of 18 characters set in 12 points."""
    return [
        (x, top - 20 * row, 12.0, text)
        for x, column in ((50.0, left), (320.0, right))
        for row, text in enumerate(column)
    ]


def test_a_last_page_of_few_lines_is_read_in_the_columns_of_the_page_before(make_pdf: MakePdf) -> None:
    full = [f"第{row:02d}行" + "栏文字" * 4 + "左右" for row in range(20)]
    pages = [
        columns(full, full),
        columns(
            ["左栏的句子还没有说完它要在左栏的下一", "行结束。"],
            ["右栏的句子也要在右栏的下面一行才算是", "说完。"],
        ),
    ]
    lines = load(make_pdf(pages)).text.split("\n")
    assert lines[-2].endswith("左栏的句子还没有说完它要在左栏的下一行结束。")
    assert lines[-1] == "右栏的句子也要在右栏的下面一行才算是说完。"


def test_a_last_page_with_one_line_in_its_second_column_is_read_in_columns(make_pdf: MakePdf) -> None:
    full = [f"第{row:02d}行" + "栏文字" * 4 + "左右" for row in range(20)]
    last = [f"末页{row:02d}" + "栏文字" * 4 + "左右" for row in range(15)]
    text = load(make_pdf([columns(full, full), columns(last, ["最后一行。"])])).text
    assert text.endswith("".join(last) + "最后一行。")


def test_rows_of_two_cells_with_prose_between_them_are_no_columns(make_pdf: MakePdf) -> None:
    full = [f"第{row:02d}行" + "栏文字" * 4 + "左右" for row in range(20)]
    page = [
        *columns(["联系人张三"], ["电话甲乙丙"], top=760),
        (50.0, 740.0, 12.0, LINE + LINE[:16]),
        (50.0, 720.0, 12.0, "结束。"),
        *columns(["地址某路某号"], ["邮编甲乙丙"], top=700),
    ]
    lines = load(make_pdf([columns(full, full), page])).text.split("\n")
    assert lines[-1] == "地址某路某号 邮编甲乙丙"


def test_a_foot_that_stands_outside_the_text_does_not_indent_it(make_pdf: MakePdf) -> None:
    """A browser prints the address of the page into the paper's margin."""
    names = {1: ["东城的", "西城的", "南城的", "北城的"], 2: ["江边的", "山上的", "路口的", "桥头的"]}

    def page(number: int) -> list[Show]:
        text: list[Show] = []
        for row, name in enumerate(names[number]):
            text += [(110, 740 - 40 * row, 12, name + LINE), (86, 720 - 40 * row, 12, f"{name}情况。")]
        return [*text, (24, 16, 8, f"http://www.example.gov.cn/a.html {number}/2")]

    lines = load(make_pdf([page(1), page(2)])).text.split("\n")
    assert lines == [f"{name}{LINE}{name}情况。" for name in names[1] + names[2]]


def test_a_page_with_a_signature_alone_ends_where_the_other_pages_do(make_pdf: MakePdf) -> None:
    full: list[Show] = [(94, 740 - 20 * row, 12, LINE + "府报告情况") for row in range(10)]
    full.append((94, 540, 12, "到此结束。"))
    page: list[Show] = [(94, 740, 12, "某市住房公积金管理中心"), (94, 720, 12, "2020年2月21日")]
    lines = load(make_pdf([full, page])).text.split("\n")
    assert lines[-2:] == ["某市住房公积金管理中心", "2020年2月21日"]


def test_the_next_number_begins_a_clause_though_the_line_before_is_full(make_pdf: MakePdf) -> None:
    clauses = [
        ["三、全力支持企业复工复产并协调解决企业在用工用能用地等方面的实际困难", "由市经济信息委牵头负责并会同有关部门在本月底以前制定具体的实施办法等"],
        ["责任单位是市财政局和市税务局以及各区县人民政府和两江新区管理委员会等"],
        ["四、积极帮助疫情防控重点物资和生活必需品生产企业解决生产中的各种问题", "由市发展改革委牵头。"],
    ]  # fmt: skip
    rows = [line for clause in clauses for line in clause]
    page: list[Show] = [(72, 740 - 20 * row, 12, text) for row, text in enumerate(rows)]
    lines = load(make_pdf([page])).text.split("\n")
    assert lines[-1] == "".join(clauses[2])
    assert lines[0].startswith("".join(clauses[0]))


def test_a_bullet_like_that_of_the_paragraph_before_begins_another(make_pdf: MakePdf) -> None:
    rows = ["●暂停驾驶人初学增驾注销恢复国外证换证等全部考试工作", "●暂停驾驶人审验现场教育。"]
    page: list[Show] = [(72, 740 - 20 * row, 12, text) for row, text in enumerate(rows)]
    assert load(make_pdf([page])).text.split("\n") == rows


def test_a_heading_that_fills_its_line_ends_before_the_first_item(make_pdf: MakePdf) -> None:
    rows = [
        "四、加大企业稳岗和就业促进力度并着力稳定和扩大就业岗位",
        "17.鼓励受疫情影响的企业与职工协商采取调整薪酬轮岗轮休缩",
        "短工时待岗等方式稳定工作岗位。",
    ]
    page: list[Show] = [(72, 740 - 20 * row, 12, text) for row, text in enumerate(rows)]
    assert load(make_pdf([page])).text.split("\n") == [rows[0], rows[1] + rows[2]]


def test_room_between_paragraphs_parts_them_where_most_have_one_line(make_pdf: MakePdf) -> None:
    paragraphs = [
        [LINE + "府报告情况。"],
        [LINE + "府报告情况", LINE + "府报告情况。"],
        [LINE + "府报告情况。"],
    ] * 4
    page: list[Show] = []
    y = 800.0
    for paragraph in paragraphs:
        for text in paragraph:
            page.append((94, y, 12, text))
            y -= 16
        y -= 8
    assert load(make_pdf([page])).text.split("\n") == ["".join(paragraph) for paragraph in paragraphs]


def test_the_lines_of_a_title_are_one_though_the_last_is_nearly_full(make_pdf: MakePdf) -> None:
    title = ["关于在疫情防控期间有针对性地做好教师工作", "若干事项和加强师德师风建设等的通"]
    page: list[Show] = [
        (72, 780, 22, title[0]),
        (116, 732, 22, title[1]),
        *((72.0, 690.0 - 20 * row, 12.0, LINE + LINE[:9]) for row in range(6)),
    ]
    assert load(make_pdf([page])).text.split("\n")[0] == "".join(title)


def test_characters_that_fonts_share_are_those_of_the_script(make_pdf: MakePdf) -> None:
    simplified, traditional = (
        "对账戶〜经营⼾〈的时间，发给国家关注的人们。",
        "對賬戶的時間，發給國家關注的人們。",
    )
    assert (
        load(make_pdf([[(90, 700, 12, simplified)]])).text == "对账户～经营户〈的时间，发给国家关注的人们。"
    )
    assert load(make_pdf([[(90, 700, 12, traditional)]])).text == traditional
