from __future__ import annotations

from corpus.metadata import read_metadata

COVER = """ICS 77.120.50
H 64
中华人民共和国国家标准
GB/T 12345.1—2016
代替 GB/T 12345.1—2007
工业用金属牌号和化学成分
Designation and composition of metals
2016-12-30发布 2017-11-01实施
某某质量监督检验检疫总局
发布
某国家标准化管理委员会
1 范围
本标准规定了牌号。"""


def test_the_cover_of_a_standard_gives_its_name_number_date_and_issuers() -> None:
    found = read_metadata(COVER, {}, "gbt.pdf")
    assert found.title == "工业用金属牌号和化学成分"
    assert found.number == "GB/T 12345.1—2016"
    assert found.date == "2016-12-30"
    assert found.issuer == "某某质量监督检验检疫总局、某国家标准化管理委员会"


def test_a_notice_that_speaks_of_standards_keeps_its_own_head() -> None:
    text = (
        "关于发布行业标准的通知\n某建〔2021〕3号\n各有关单位:\n现发布 GB/T 12345.1—2016。\n某局\n2021年3月1日"
    )
    found = read_metadata(text, {}, "notice.docx")
    assert (found.title, found.number) == ("关于发布行业标准的通知", "某建〔2021〕3号")
