from __future__ import annotations

from corpus.metadata import read_metadata


def test_the_signature_comes_before_a_long_annex() -> None:
    annex = "\n".join(f"第{n}行的内容" for n in range(200))
    text = f"关于某事项的公告\n一、内容。\n特此公告。\n某某交易所股份有限公司\n2022年11月18日\n附件\n{annex}"

    found = read_metadata(text, {}, "x.txt")

    assert (found.issuer, found.date) == ("某某交易所股份有限公司", "2022-11-18")


def test_several_issuers_on_one_line_are_told_apart() -> None:
    text = (
        "关于某事项的通知\n各单位：\n内容。\n某市卫生健康委员会 某市财政局\n某市医疗保障局\n2023年10月19日\n"
    )

    assert read_metadata(text, {}, "x.txt").issuer == "某市卫生健康委员会、某市财政局、某市医疗保障局"
