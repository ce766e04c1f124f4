from __future__ import annotations

import pytest

from corpus.formal import formal_citation, formal_place


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("三、重点任务", "(三)全面提升创新能力", "5.提高专利申请质量"), "第三部分(三)5"),
        (
            ("二、实施步骤", "(一)2022年作为启动年", "2.全面实施", "(1)组织规划编制(5—9月)"),
            "第二部分(一)2(1)",
        ),
        (("第三章　立项", "第二节　评审", "第十二条"), "第三章第二节第十二条"),
        (("第五条", "（二）"), "第五条第(二)项"),
        (("第四条之一",), "第四条之一"),
        (("附件2：评分表", "一、评分"), "附件2第一部分"),
        (("附件",), "附件"),
        (("附录 B",), "附录B"),
        (("第一部分　基本情况", "１．规模"), "第一部分1"),
        (("2.要求", "2.1 总则", "2.1.1 用地"), "2.1.1"),
        (("1.2022年3月启动",), "1"),
        (("背景", "一、目的"), "“背景”第一部分"),
        (("一、条件", "①土建"), "第一部分①"),
        ((), ""),
    ],
)
def test_a_place_is_said_by_the_numbers_of_its_headings(path, place):
    assert formal_place(path) == place


@pytest.mark.parametrize(
    ("title", "citation"),
    [
        ("某区工作方案", "《某区工作方案》第一部分"),
        ("《某区工作方案》", "《某区工作方案》第一部分"),
        ("关于印发《某区工作方案》的通知", "《关于印发〈某区工作方案〉的通知》第一部分"),
        ("《甲》和《乙》对照", "《〈甲〉和〈乙〉对照》第一部分"),
        ("《甲》《乙》", "《〈甲〉〈乙〉》第一部分"),
    ],
)
def test_a_title_stands_in_one_pair_of_book_title_marks(title, citation):
    assert formal_citation(title, ["一、总体要求"]) == citation


def test_an_empty_path_cites_the_document_as_a_whole():
    assert formal_citation("某区工作方案", ()) == "《某区工作方案》"
