from __future__ import annotations

import pytest

from corpus.metadata import read_metadata


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "某某市财政局文件\n某财〔2021〕5号\n关于规范资金管理的通知\n各单位：\n内容。",
            "关于规范资金管理的通知",
        ),
        (
            "某某市财政局\n某财〔2021〕5号\n关于规范资金管理的通知\n各单位：\n内容。",
            "某某市财政局关于规范资金管理的通知",
        ),
        ("某财〔2021〕5号-关于规范资金管理的通知\n各单位：\n内容。", "关于规范资金管理的通知"),
        ("关于规范资金管理的\n补充通知\n各单位：\n内容。", "关于规范资金管理的补充通知"),
        ("资金管理办法\n（试行）\n第一条 内容。", "资金管理办法（试行）"),
    ],
)
def test_a_title_is_found_under_banner_issuer_and_number(text, title):
    assert read_metadata(text, {}, "x.txt").title == title


def test_without_a_title_the_file_name_stands_in():
    assert read_metadata("各单位：\n现将有关事项通知如下。", {}, "某区通知.docx").title == "某区通知"


def test_a_law_under_the_order_that_enacts_it_has_its_own_title() -> None:
    text = (
        "中华人民共和国主席令\n第十五号\n《中华人民共和国公司法》已由中华人民共和国第十四届全国人民代表大会常务委员会"
        "第七次会议于2023年12月29日修订通过，现予公布，自2024年7月1日起施行。\n中华人民共和国主席\n2023年12月29日\n"
        "中华人民共和国公司法\n第一章　总则\n第一条　为了规范公司的组织和行为，制定本法。\n"
    )
    metadata = read_metadata(text, {}, "公司法.pdf")
    assert metadata.title == "中华人民共和国公司法"
    assert metadata.number == "中华人民共和国主席令第十五号"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("531.2--某交易所关于发布《某细则》的公告", "某交易所关于发布《某细则》的公告"),
        ("96 某管理局关于印发《某规定》的通知", "某管理局关于印发《某规定》的通知"),
        ("（转载）某市人民政府办公厅关于印发某办法的通知", "某市人民政府办公厅关于印发某办法的通知"),
        ("2025年某市政府工作报告", "2025年某市政府工作报告"),
        ("12 项重点任务关于落实的报告", "12 项重点任务关于落实的报告"),
    ],
)
def test_the_number_in_a_collection_is_no_part_of_a_title(line: str, title: str) -> None:
    assert read_metadata(f"{line}\n某发〔2021〕4号\n各单位：\n内容。", {}, "x.txt").title == title
