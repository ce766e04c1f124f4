from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import KINDS
from corpus.metadata import read_kind, read_metadata

PLAN = """某某市人民政府办公室
关于印发某某市创建高新技术产业园区
工作方案的通知
某府办发〔2021〕14号

各区县（自治县）人民政府，市政府各部门：

现将《某某市创建高新技术产业园区工作方案》印发给你们，请按照某府发〔2019〕3号文件精神认真落实。

一、总体要求

坚持创新驱动。

某某市人民政府办公室
2021年5月20日

附件1
任务分解表
"""


def test_title_number_issuer_date_and_kind_are_read_from_a_plan():
    found = read_metadata(PLAN, {}, "x.txt")

    assert found.title == "某某市人民政府办公室关于印发某某市创建高新技术产业园区工作方案的通知"
    assert found.number == "某府办发〔2021〕14号"
    assert found.issuer == "某某市人民政府办公室"
    assert found.date == "2021-05-20"
    assert found.kind == "plan"
    assert found.status is None
    assert not found.sample


def test_a_number_in_running_text_is_another_documents():
    text = "某区工作方案\n\n根据某府发〔2019〕3号文件，制定本方案。\n一、目标\n内容"
    assert read_metadata(text, {}, "x.txt").number is None


@pytest.mark.parametrize(
    "written",
    [
        "某府办发〔2021〕4号",
        "某府办发[2021]4号",
        "某府办发【2021】4号",
        "某府办发（2021）4号",
        "某府办发(2021)4号",
        "某科局公告2020年第6号",
    ],
)
def test_numbers_are_kept_as_written_in_every_bracket(written):
    assert read_metadata(f"关于某事项的通知\n{written}\n\n各单位：\n内容。", {}, "x.txt").number == written


def test_a_web_pages_block_gives_source_and_publication_date():
    text = "某某区工作方案\n\n来源:某某区管委会 发布时间:2022-08-04 11:30:48 阅读量:128\n分享:\n\n1\n\n正文从这里开始。\n\n一、要求\n内容"
    found = read_metadata(text, {}, "x.txt")

    assert (found.title, found.source, found.issuer, found.date) == (
        "某某区工作方案",
        "某某区管委会",
        "某某区管委会",
        "2022-08-04",
    )


def test_what_the_format_states_wins_and_labels_run_together_are_cut():
    hints = {
        "number": "某府〔2023〕1号发布日期：2023-11-07",
        "issuer": "某某市科技局成文日期：2023-10-19",
        "status": "有效",
    }
    found = read_metadata("关于某事项的通知\n各单位：\n内容。", hints, "x.html")

    assert (found.number, found.issuer, found.status) == ("某府〔2023〕1号", "某某市科技局", "现行")


def test_a_flattened_text_gives_its_title_and_signature():
    text = (
        "某某市财政局关于规范资金管理的通知 各有关单位： 为规范资金管理，现通知如下。 一、严格审批。按程序办理。 "
        + "二、加强监督。" * 20
    )
    found = read_metadata(text + " 某某市财政局 2020年2月8日", {}, "x.txt")

    assert (found.title, found.issuer, found.date) == (
        "某某市财政局关于规范资金管理的通知",
        "某某市财政局",
        "2020-02-08",
    )


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某区创建市级高新区工作方案", "plan"),
        ("某市产业发展“十四五”规划", "plan"),
        ("主要任务分解表", "plan"),
        ("高新技术产业园区评价指标", "criteria"),
        ("市级高新区认定和管理办法", "criteria"),
        ("年度考核办法", "criteria"),
        ("评价指标体系建设工作方案", "plan"),
        ("关于工作方案落实情况的报告", "report"),
        ("科技局2023年工作总结", "report"),
        ("关于印发《某区行动计划》的通知", "plan"),
        ("关于放假的通知", "other"),
    ],
)
def test_the_last_telling_word_of_a_title_gives_the_kind(title, kind):
    assert read_kind(title) == kind


def test_the_folder_tells_the_kind_before_the_title_does():
    assert read_metadata("某区工作方案\n内容", {}, "x.txt", "report").kind == "report"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("某办法（试行）\n第一条 内容", "试行"),
        ("某办法\n（征求意见稿）\n第一条 内容", "征求意见稿"),
        ("某办法\n有效性：失效\n第一条 内容", "失效"),
        ("某办法\n有效性: 有效\n第一条 内容", "现行"),
        ("某办法（已废止）\n第一条 内容", "失效"),
        ("关于废止某办法的决定\n内容", None),
        ("某办法\n第一条 内容", None),
    ],
)
def test_validity_is_given_only_where_it_is_stated(text, status):
    assert read_metadata(text, {}, "x.txt").status == status


def test_a_demonstration_document_says_so_in_its_title():
    assert read_metadata("科技局工作进展报告（演示样例）\n内容", {}, "x.txt").sample
    assert not read_metadata("科技局工作进展报告\n一、示范\n本段提到演示样例。", {}, "x.txt").sample


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_yields_a_title_and_a_kind(text):
    found = read_metadata(text, {}, "文件.txt")

    assert found.title.strip()
    assert found.kind in KINDS


def test_the_day_of_writing_wins_over_the_day_of_publication_and_the_writer_over_the_publisher() -> None:
    hints = {"published": "2024-09-12", "publisher": "某街道办事处"}
    signed = "某市人民政府办公厅关于印发某办法的通知\n各单位：\n内容。\n某市人民政府办公厅\n2024年7月26日\n"

    found = read_metadata(signed, hints, "x.html")
    unsigned = read_metadata("关于停水的公告\n内容如下。\n", hints, "x.html")

    assert (found.issuer, found.date) == ("某市人民政府办公厅", "2024-07-26")
    assert (unsigned.issuer, unsigned.date) == ("某街道办事处", "2024-09-12")


def test_a_statute_is_issued_by_the_assembly_that_last_amended_it() -> None:
    text = (
        "中华人民共和国某某法\n（1993年12月29日第八届全国人民代表大会常务委员会第五次会议通过 "
        "2023年12月29日第十四届全国人民代表大会常务委员会第七次会议修订）\n第一条 为了规范某事，制定本法。\n"
    )

    found = read_metadata(text, {}, "x.docx")

    assert (found.issuer, found.date) == ("全国人民代表大会常务委员会", "2023-12-29")


def test_a_rule_is_numbered_by_the_order_that_put_it_into_force() -> None:
    text = (
        "外商投资某某办法\n（2020年12月19日国家发展和改革委员会、商务部令第37号公布 自2021年1月18日起施行）\n"
        "第一条 为了规范某事，制定本办法。\n"
    )

    found = read_metadata(text, {}, "x.docx")

    assert found.number == "国家发展和改革委员会、商务部令第37号"
    assert found.issuer == "国家发展和改革委员会、商务部"
