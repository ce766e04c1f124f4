from __future__ import annotations

import pytest

from assistant.language.regions import read_regions
from tests.assistant.plan import ask, make_document


@pytest.mark.parametrize(
    ("question", "regions"),
    [("贵阳市从几号开始复工?", ("贵阳",)), ("四川省内江市有什么倡议?", ("四川", "内江")), ("甘肃给予什么支持?", ("甘肃",)),
     ("万盛经开区的拓展区多大?", ()), ("各市场主体怎么办?", ()), ("哪个市级高新区?", ()), ("全区有多少家?", ()),
     ("获得广州市补贴的企业有多少家?", ("广州",)), ("对下辖设区市有什么要求?", ()), ("重庆市永川区呢?", ("重庆", "永川"))],
)  # fmt: skip
def test_places_are_read_and_zones_and_levels_are_none(question: str, regions: tuple[str, ...]) -> None:
    assert read_regions(question) == regions


def test_another_city_s_notice_answers_nothing_about_this_one() -> None:
    notice = make_document("贵州省贵阳市关于复工的通知\n\n一、复工时间。\n2月10日起分类推进企业复工复产。\n")

    assert "2月10日" in ask("贵阳市从几号开始推进企业复工复产?", notice).text
    assert ask("遵义市从几号开始推进企业复工复产?", notice).refused
