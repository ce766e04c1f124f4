"""Which places does a Chinese question name? An answer has to come from a document that names them too.

Two notices of two cities share nearly all their words; only the place tells them apart.
"""

from __future__ import annotations

import re

PLACES = frozenset(
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 "
    "陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 深圳 广州 成都 杭州 南京 武汉 西安 苏州 青岛 大连 厦门".split()
)
MUNICIPALITIES = ("北京市", "上海市", "天津市", "重庆市")
"""Cities directly under the central government: in their districts, what is theirs is called 市级."""
# Chongqing's districts and counties, which are named without 区 or 县; those that are plain words too are left out.
LOCAL = frozenset(
    "万州 涪陵 渝中 大渡口 沙坪坝 九龙坡 北碚 綦江 大足 渝北 巴南 黔江 江津 合川 永川 南川 璧山 铜梁 潼南 荣昌 开州 梁平 武隆 "
    "城口 丰都 垫江 忠县 云阳 奉节 巫山 巫溪 石柱 秀山 酉阳 彭水".split()
)
_PLACE = re.compile(
    r"(?:^|[省市区州\s,，、“《在对])(?P<stem>[\u4e00-\u9fff]{2,3}?)(?P<ending>自治区|自治州|自治县|市|县|区|州)(?![级场属民区])"
)
# Words that hold 市, 区 or 县 and name no place: 高新区, 三峡库区, 我市, 在市里, 有关区县.
_COMMON = re.compile(
    r"在|设区|高新|开发|扩展|中心|集聚|先行|引领|创新|试点|主城|老城|新城|度假|自贸|综保|港|规划|产业|示范|经开|试验|工业|保税|哪|什么|多少|有关|相关|其他|所有|生活|公共|重点|聚集|拓展|功能|核心|"
    r"(?:[到去往来给向报]|交给|提交)(?:市|区|县)$|(?:园|城|社|地|辖|片|景|特|郊|灾|库|小|新|疫|街|病|校|厂|山)区$|(?:城|超|门|上|股)市$|[全各本我该](?:市|区|县|州)$|^[全各本我该]|^[省市区县镇国][里内外级]"
)
# The same characters that begin a place's own name: 黄山市, 江门市, 房山区, 三门县.
_NAMES = re.compile(r"^(?:[\u4e00-\u9fff]山区|[\u4e00-\u9fff]门市)$")


_KNOWN = re.compile(f"(?:{'|'.join(sorted(PLACES | LOCAL, key=len, reverse=True))})[省市区县州]?")


def read_regions(question: str) -> tuple[str, ...]:
    """Names of places without 省, 市, 区 or 县, in order of appearance."""
    found: dict[str, int] = {place: question.find(place) for place in PLACES | LOCAL if place in question}
    # 获得广州市 holds no 获得广州: a name that is known is no part of another.
    rest = _KNOWN.sub(lambda match: "，" * len(match[0]), question)
    for match in _PLACE.finditer(rest):
        written = match["stem"] + match["ending"]
        if _NAMES.match(written) or not _COMMON.search(written):
            found.setdefault(match["stem"], match.start("stem"))
    return tuple(sorted(found, key=lambda name: found[name]))
