"""Does a question ask for another measure, or the measure of another thing, than a figure gives?"""

from __future__ import annotations

import re

from assistant.language.synonyms import read_spoken
from assistant.language.word_borders import word_borders
from assistant.questions.profile import QuestionProfile

# 多少亩耕地 asks for farmland: what has its unit behind it names the thing itself.
_MEASURED_THING = re.compile(
    r"(?:多少|几)(?:平方公里|平方千米|平方米|公里|公顷|亩|吨|[万亿]?元)的?(?P<thing>[\u4e00-\u9fff]{2,8})"
)
_NO_MEASURED_THING = re.compile(
    r"^(?:以|及|左右|上下|钱|呢|啊|才|的|就|是|为|标准煤|每)|^[\u4e00-\u9fff]?(?:吗|呢)$"
)


def measures_another_thing(question: str, said: str) -> bool:
    """Whether an amount of a thing is asked for that neither the sentence nor its headings name."""
    asked = _MEASURED_THING.search(question)
    return (
        asked is not None and not _NO_MEASURED_THING.match(asked["thing"]) and asked["thing"][-2:] not in said
    )


# 企业中上市的有几家, 园区里工业用地有多少亩: which part of the whole is counted.
_PART_OF = re.compile(
    r"[\u4e00-\u9fff]{2}(?P<within>当中|其中|之中|里面|里头|里|中|内)的?(?P<part>[\u4e00-\u9fff]{2,8}?)的?"
    r"(?:一共|总共|大概|大约|预计|计划|规划|面积|共|要|得|应|该|将|需|占地?|有|是|达到?|为)*(?:多少|几(?![月号])|多大)"
)
_NO_PART = re.compile(
    r"(?:规定|提到|要求|列出|涉及|明确|写明|设定|确定|目标|指标|任务|总数|数量|面积|规模|金额|比例|比重|[占达有])$"
)


def counts_a_part_unsaid(question: str, said: str) -> bool:
    """Whether a Chinese question wants an amount of a part of a whole for which neither the sentence nor its headings have a word."""
    asked = _PART_OF.search(question)
    if asked is None or _NO_PART.search(asked["part"]):
        return False
    if not {*asked.span("within")} <= word_borders(question):  # 集中度, 中小企业
        return False
    word = asked["part"][-2:]
    spoken = (official for spoken, words in read_spoken() if spoken.endswith(word) for official in words)
    return word not in said and not any(official in said for official in spoken)


# Words for what is measured, those of one meaning together: 85% of 集中度 is no 增速.
_MEASURES = (
    "增速 增幅 增长率",
    "集中度",
    "产值",
    "增加值",
    "比重 占比 比例 份额",
    "能耗",
    "面积",
    "完成率",
    "达标率",
)


# How an English question names those of them that it takes for no other.
_EN_MEASURES = (
    (re.compile(r"\bgrow(?:th|s|ing)?\b", re.IGNORECASE), "增速"),
    (re.compile(r"\bconcentrat(?:ion|ed)\b", re.IGNORECASE), "集中度"),
    (re.compile(r"\boutput\b", re.IGNORECASE), "产值"),
    (re.compile(r"\bvalue[ -]added\b|\badded value\b", re.IGNORECASE), "增加值"),
    (re.compile(r"\benergy\b", re.IGNORECASE), "能耗"),
    (re.compile(r"\bareas?\b", re.IGNORECASE), "面积"),
)


def other_measure(profile: QuestionProfile, name: str) -> bool:
    """Whether the figure's name ends in one measure and the question names others only."""
    question = profile.question
    if profile.language == "en":
        question = "、".join(chinese for said, chinese in _EN_MEASURES if said.search(question))
    own = next((group for group in _MEASURES if any(name.endswith(word) for word in group.split())), None)
    asked = [group for group in _MEASURES if any(word in question for word in group.split())]
    # 每万元增加值…多少标准煤 names what is measured by its unit, and what it is measured against by 增加值.
    return (
        own is not None
        and bool(asked)
        and own not in asked
        and not re.search("每[一]?[万亿千百]*元", question)
    )


_OWNED_MEASURE = re.compile(
    r"(?P<sum>[\u4e00-\u9fff]{2,40})(?:总额|总量)[^,，?？的]{0,4}(?:多少|几|多大)|"
    r"(?P<owner>[\u4e00-\u9fff]{4,40})的(?:目标|总|最高|最低|具体|平均|实际){0,3}(?:比重|比例|占比|份额|比率|数量|数目|个数|规模|金额|总额|额度|面积|标准|上限|下限|目标值?)[^,，?？的]{0,4}(?:多少|几|多大|多高)|"
    # 税前加计扣除比例 as well as 税前加计扣除的比例
    r"(?P<whose>[\u4e00-\u9fff]{3,40})(?<!占)(?:比例|比率)(?:目标|值)?[^,，?？的]{0,4}(?:多少|几|多大|多高)"
)


# 能耗设定的上限: the setting is no part of what the limit is set to.
_SET_FOR = re.compile(r"(?:所|被)?(?:设定|规定|要求|确定|划定|限定|提出|明确|设置|设立|制定|定下)$")


def of_another_owner(profile: QuestionProfile, said: str) -> bool:
    """Whether a measure of a thing is asked for (税前加计扣除的比例) of whose last word the evidence has no character."""
    owned = _OWNED_MEASURE.search(profile.question) if profile.language == "zh" else None
    if owned is None:
        return False
    owner = _SET_FOR.sub("", owned["owner"] or owned["sum"] or owned["whose"])
    known = {word for spoken, official in read_spoken() if owner.endswith(spoken) for word in official}
    return not any(character in said for character in owner[-2:]) and not any(w in said for w in known)
