"""Which places does a Chinese question name? An answer has to come from a document that names them too.

Two notices of two cities share nearly all their words; only the place tells them apart.
"""

from __future__ import annotations

import re

PROVINCES = frozenset(
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 "
    "陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 深圳 广州 成都 杭州 南京 武汉 西安 苏州 青岛 大连 厦门".split()
)
_PLACE = re.compile(
    r"(?:^|[省市区州\s,，、“《在对])(?P<stem>[\u4e00-\u9fff]{2,3}?)(?:自治区|自治州|自治县|市|县|区|州)(?![级场属民区])"
)
# What stands before 市, 区 or 县 in words that name no place.
_COMMON = re.compile(
    r"高新|开发|示范|园|城|全|各|社|地|辖|本|我|该|片|景|特|郊|灾|山|库|小|新|经开|试验|工业|保税|疫|街|管|超|门|上|股|哪|什么|多少|有关|相关|其他|所有|病|校|厂|生活|公共|重点|聚集|拓展|功能|核心"
)


def read_regions(question: str) -> tuple[str, ...]:
    """Names of places without 省, 市, 区 or 县, in order of appearance."""
    found: dict[str, int] = {
        province: question.find(province) for province in PROVINCES if province in question
    }
    for match in _PLACE.finditer(question):
        if not _COMMON.search(match["stem"]):
            found.setdefault(match["stem"], match.start("stem"))
    return tuple(sorted(found, key=lambda name: found[name]))
