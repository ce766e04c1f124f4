"""Is a figure stated in the sense in which it is asked for?

总产值增长多少 is no question of its level, 发明专利总数 none of so many per 万名 workers, 累计多少家 none of those newly fostered
in one year, and 每年投多少 none of a sum put in once. The words of question and sentence may be the same in each case
but for the one that tells. Asked in Chinese only so far.
"""

from __future__ import annotations

import re

from assistant.language.bounds import bound_asked, bound_told
from assistant.language.quantities import find_quantities
from assistant.language.sentences import clause_ranges
from assistant.language.synonyms import read_spoken

_HOW_MUCH = r"(?:了|幅度?|率|的)*(?:是|为|要|得|应|达|多|高)*(?:多少|几|百分之)"
# (asked, told): a sense of the question, and what the figure's clause must have for it.
_CHANGE = (
    re.compile(
        rf"(?:(?<!新)增长|(?<!新)增加|增速|增幅|提高|提升|上升|上涨|下降|降低|减少|压减|缩减){_HOW_MUCH}"
    ),
    re.compile(r"[增升降减涨缩新扩]|提高|快于|慢于|翻"),
)
_PER_TIME = (
    re.compile(
        r"(?:每|一)个?(?:年|月|季度?|周|天|学期)(?!平均|底|内|时间)[^,，?？]{0,8}(?:多少|几)(?!次|回|年|个?月|天)"
    ),
    re.compile(r"[每均/]|全年|年度|当年|一个?[年月季周天]|年[缴薪租]|月[缴薪租]|\d年底"),
)
# 发明专利总数 asked, …每万名从业人员拥有40件 told: a rate is no total.
_TOTAL = re.compile(r"总数|总量|总额|总计|总共|合计|一共|人数|数量")
_RATE_ASKED = re.compile(r"每|均|单位|强度|水平|万人|万名|万元(?!的)|人(?:平均|头)")
_RATE = re.compile(r"每[一]?[百千万亿]*[\u4e00-\u9fff]{1,8}|人均|户均|亩均|地均")
# Grown so far, and new in one year.
_STOCK_ASKED = re.compile(r"累计|总数|总量|存量|保有|现有|[已共]有")
_NEW = re.compile(r"新(?:增|建|培育|认定|引进|设|开|签|改|获|入|落|登)|净增")
_STOCK = re.compile(r"累计|总数|总量|存量|保有|共有|现有|有效期内")
# 全区面积 is no 园区面积.
_WHOLE = re.compile(
    r"全(?P<of>[区市县省国])的?(?:总|[\u4e00-\u9fff]{2})?(?:面积|人口|产值|生产总值|企业数?|税收)"
)
_PART = re.compile(r"园区|组团|开发区|核心|拓展区|社区|片区")


def in_another_sense(question: str, sentence: str, clause: str) -> bool:
    """Whether the figure of a clause is a level, a rate, a stock or a part where the question asks for another.

    Args:
        sentence: That holds the clause; it may say of which time and of what whole the figure is.
    """
    for asked, told in (_CHANGE, _PER_TIME):
        if asked.search(question) and not told.search(clause if asked is _CHANGE[0] else sentence):
            return True
    if _TOTAL.search(question) and not _RATE_ASKED.search(question) and _RATE.search(clause):
        return True
    if _NEW.search(clause) and not _STOCK.search(clause) and _STOCK_ASKED.search(question):
        return not _NEW.search(question)
    if _STOCK.search(clause) and not _NEW.search(clause) and _NEW.search(question):
        return not _STOCK_ASKED.search(question)
    whole = _WHOLE.search(question)
    return whole is not None and f"全{whole['of']}" not in sentence and bool(_PART.search(clause))


def of_the_other_side(question: str, sentence: str, span: tuple[int, int]) -> bool:
    """Whether an upper bound is asked for and the figure is a lower one, or the other way round."""
    asked = bound_asked(question)
    told = bound_told(sentence, span) if asked is not None else None
    return told is not None and told != asked


_COUNTED_THING = re.compile(r"(?:多少|(?<!哪)几)[个家户件项条名位所座](?P<thing>[\u4e00-\u9fff]{2,8})")


def counts_the_other(question: str, sentence: str, span: tuple[int, int]) -> bool:
    """Whether the thing to be counted stands with a figure of its own in another clause: of 150 firms and 53 shops, the shops."""
    asked = _COUNTED_THING.search(question)
    if asked is None:
        return False
    names = {
        asked["thing"],
        *(w for spoken, words in read_spoken() if spoken == asked["thing"] for w in words),
    }
    clauses = [(start, end) for start, end in clause_ranges(sentence) if find_quantities(sentence[start:end])]
    own = [
        any(name in sentence[start:end] for name in names) for start, end in clauses if start <= span[0] < end
    ]
    counting = [(start, end) for start, end in clauses if any(name in sentence[start:end] for name in names)]
    # 改造小区86个,其中2024年40个: what is some of them is counted in their unit and named but once.
    part = "其中" in sentence[: span[0]] and any(
        quantity.unit and sentence[: span[1]].endswith(quantity.unit)
        for start, end in counting
        for quantity in find_quantities(sentence[start:end])
    )
    return not any(own) and not part and bool(counting)


# 物流园区面积多大: which of a kind is told by what stands before the kind's word.
_WHICH_PLACE = re.compile(
    r"(?:^|[,，的是])(?P<which>[\u4e00-\u9fff]{2})(?P<kind>园区|基地|中心|片区|校区|库区)(?:的|规划|总|占地)*(?:面积|多大)"
)
_NO_WHICH = re.compile(
    r"工业|核心|拓展|整个|全部|现有|原有|原来|目前|现在|咱们|我们|你们|这个|那个|该|本|创建|规划|所有|各个|新增|申报|请问"
)


def of_another_place(question: str, said: str) -> bool:
    """Whether the area of one kind of place is asked for (物流园区) of which the evidence has no word."""
    asked = _WHICH_PLACE.search(question)
    return asked is not None and not _NO_WHICH.search(asked["which"]) and asked["which"] not in said


_LASTS = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{2})(?:之后|以后|后)?(?:的?时间|期间?|是|为|一共|总共|大概|大约|预计|计划|打算|最多|最少|至少|要|需要?|得|应该?|会|能|可以)*(?:花|用|费|耗|持续|历时|延续)*(?:掉|去)?(?:多[长少]时间|多久|(?<![这那近前头])几个?(?:年|月|天|工作日|小时))"
)
_NO_DOING = re.compile(
    r"方案|文件|计划|打算|准备|预备|[们家咱人里区市县镇]$|时间|过程|期限|时限|周期|工作|任务|总共|一共|大概|[要需得花用]$"
)


def lasts_for_another(question: str, sentence: str) -> bool:
    """Whether it is asked how long a thing takes (认定要多少时间) of which the sentence has no word."""
    asked = _LASTS.search(question)
    if asked is None or _NO_DOING.search(asked["what"]):
        return False
    spoken = (
        official for word, wordings in read_spoken() if word.endswith(asked["what"]) for official in wordings
    )
    return not any(one in sentence for one in (asked["what"], *spoken))
