"""Is a place or a school asked for by name, and does the evidence name one?

"要与黔北哪些县联动?" wants names; 加大与周边区县及黔北地区产业发展联动 speaks of counties and names none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.questions.profile import QuestionProfile

_HAN = r"[\u4e00-\u9fff]"
# What stands before such a word and makes no name of it.
_NO_NAME = (
    r"(?:周边|周围|毗邻|邻近|相邻|相关|有关|各个?|本|全|我|该|此|所有|其他|其它|部分|一些|多个?|数个?|试点|示范|重点|辖区内?|区内外?|国内外?|海内外|外|跨|有条件的|的|和|与|及|等|在|对|向|区|市|"
    r"跨国|上市|国有|民营|外资|内资|合资|高等|沿线|友好|先进|发达|贫困|主城|远郊|近郊|中心|大|小|两|三|几|\d)"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    chinese: str
    """How a question calls the kind."""
    english: str
    ending: str
    """What a name of the kind ends in."""


_KINDS = (
    _Kind("区县|县区|县", r"counties|county", "县|自治县"),
    # "District" may stand before another noun; a development zone is no district.
    _Kind("市辖区", r"districts?(?= (?:does|do|did|is|are|was|were|has|have|will|in|of|to|that|which)\b|\s*\?)", "(?<!经开)(?<!高新)(?<!开发)(?<!园)(?<!组团)(?<!全)(?<!社)(?<!地)(?<!核心)(?<!拓展)(?<!示范)(?<!先行)区"),
    _Kind("乡镇|镇街|镇", r"townships?|towns?", "镇|乡|街道"),
    _Kind("村", r"villages?", "村"),
    _Kind("省份|省", r"provinces?", "省|自治区"),
    _Kind("国家", r"countries|country|nations?", "国"),
    _Kind("高校|大学|院校|高等院校|高等学校", r"universit(?:y|ies)|colleges?", "大学|学院"),
    _Kind("银行", r"banks?", "银行"),
    _Kind("跨国公司|跨国企业|外企|上市公司", r"multinationals?|multinational (?:companies|corporations|firms)|listed companies", "公司|集团"),
)  # fmt: skip
# Firms are counted by 家 where they are asked for by name; 培育哪些企业 is answered by the kind that they are of.
_FIRMS_ASKED = re.compile(
    r"(?:企业|公司)(?P<list>名单|名录)(?![内里中上]|管理|制|的?企业|的?单位|是?(?:如何|怎么|怎样))|哪(?:几|一|两|[三四五六七八九十])?家(?:[\u4e00-\u9fff]{0,6})(?P<kind>企业|公司|厂家|厂)(?!.*(?:可以|能够?|才|有资格))"
)
_FIRM = re.compile(r"[\u4e00-\u9fff]{2,40}(?:(?<!跨国)(?<!上市)公司|集团|(?<!工)厂)")
# Countries whose names end otherwise.
_COUNTRIES = re.compile(
    r"日本|新加坡|俄罗斯|印度|越南|马来西亚|澳大利亚|加拿大|意大利|以色列|瑞士|瑞典|荷兰|老挝|柬埔寨|缅甸|中新"
)


def unnamed_kind(profile: QuestionProfile, text: str) -> str | None:
    """The kind, in the question's words, of which names are asked for and the text has none; None otherwise."""
    firms = _FIRMS_ASKED.search(profile.question)
    if firms is not None and not _FIRM.search(text):
        return firms["kind"] or firms[0]
    for kind in _KINDS:
        if profile.language == "zh":
            asked = re.search(
                rf"哪(?:些|几个|一?个|几|几所|所|几家|家)(?:周边|外国|国外|毗邻|邻近|相邻|{_HAN}{{2}}的?)?(?P<kind>{kind.chinese})(?!{_HAN}{{0,1}}(?:级|域|情))",
                profile.question,
            ) or re.search(
                # 合作的高等学校具体是哪几所: the kind first.
                rf"(?P<kind>{kind.chinese})(?:名单)?(?:具体|分别|都|各|究竟|到底|一共|主要)*(?:是|有|叫|指|为|包括)+的?哪(?:些|几?[所家个座])(?=[,，?？。]|$)",
                profile.question,
            )
        else:
            asked = re.search(
                rf"\b(?:which|what)(?: (?:of the )?[\w-]+){{0,2}} (?P<kind>{kind.english})\b",
                profile.question,
                re.IGNORECASE,
            )
        if asked is not None:
            return None if _names_one(text, kind) else asked["kind"]
    return None


def _names_one(text: str, kind: _Kind) -> bool:
    if kind.ending == "国" and _COUNTRIES.search(text):
        return True
    for match in re.finditer(rf"(?P<before>{_HAN}{{1,8}}?)(?:{kind.ending})(?![级域情内外化])", text):
        name = re.sub(rf"^.*{_NO_NAME}", "", match["before"])
        if name and not re.search(rf"{_NO_NAME}$", match["before"]):
            return True
    return False
