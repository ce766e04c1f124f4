"""Is a Chinese question about a unit's part in the work and about nothing else?

"城管局有没有摊上啥活?" and "财政局是主角还是配角?" name a unit and ask what it has to do; every other word in them only asks,
points, or says so. No list of phrases meets all the ways to ask it: what is left of the question without its unit and the
words below decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.fillers import without_fillers

# One of these says that it is about the work and who does it.
_OF_WORK = re.compile(
    r"牵头|主责|主办|配合|协助|参与|参加|任务|工作(?![人时地组小])|职责|责任|分工|角色|身份|事情|事儿?(?![业故件])|"
    r"(?<![生激灵快])活(?![动力跃])|份儿?(?=[吗么不没,，?？]|$)|沾边|掺和|相干|有关|关系|操心|出力|上阵|涉及|牵扯|"
    r"(?:管|干|做|办|忙|负责|承担|担|抓|扛|弄|搞)(?:了|着|些|点|的|得|过)*(?:什么|哪)"
)
# Words that ask, point, tie or tell of doing, and name no matter.
_FRAME = re.compile(
    r"列出来?|列举|数出来|罗列|点出来|(?:哪|[这那]|每)[一几两三四五六七八九十些]*[项个件样种块条摊家位方面边]*|什么|几[项个件样块条]|多少[项个件]|所有|全部|各项|各种|"
    r"有没有|有无|没有|没|有|是不是|算不算|用不用|要不要|需不需要|会不会|该不该|用得着|是|算|不|"
    r"摊[上到]|分[到派给]|轮[到上]|落[在到]|头上|身上|手[里上]|名下|派[到给]?|安排|交给|布置|指望|"
    r"牵头|主责|主办|配合|协助|参[与加]|担任|担当|负责|承担|扮演|充当|作为|出面|出力|上阵|出马|露面|掺和|涉及|牵扯|沾边|搭边|相干|"
    r"有关|关系|操心|忙活|管|干|做|办|忙|帮着|帮忙|帮|抓|扛|弄|搞|当|列|写|出现|上班|干活|任职|工作人员|名单|分工表?|"
    r"任务|工作|职责|责任|角色|身份|义务|事务|事情|事儿|事项|事|活|份儿?|重点|具体|主要|其他|其它|别的|单位|部门|自己|"
    r"方案|文件|通知|计划|规划|创建|高新区|市级|高新技术产业开发区|整[个件体]|里面|里头|里边|当中|中间|里|中|内|上|下|"
    r"我们?|咱们?|你们?|他们?|它们?|人家|大家|俺们?|局|委|中心|公司|"
    r"作为|还是|或者|或|及|和|与|跟|同|对|在|于|的话|的|地|得|要|需要|需|该|应该|应|可以|能(?![耗源力级])|会|将|被|给|让|把|由|归|叫|来|去|到|从|为|"
    r"只|都|也|还|共|又|另外|同时|一共|总共|分别|各|就|才|再|究竟|到底|大概|可能|一定|必须|"
    r"请问|请|列出|列举|说说|介绍|告诉|知道|一下|点|些|个|项|件|样|块|种|次|回|趟|遍|了|着|过|呀|啊|呢|吗|嘛|么|吧|哦|哈|啦|咧|几|多少|[^\u4e00-\u9fff]"
)
# Of all tasks more may be asked: who, by when, of how many, and which has most.
_ASKS_OTHERWISE = re.compile(
    r"什么时候|何时|几月|谁|完成|时间|时限|期限|截止|日期|"
    r"最[多少]|多少家|一样|相同|同一|不止|不只|超过|多于|单独|独自|独家|共同|联合|一起|一道|一块儿?|搭伙|搭档|携手|合力|并列|既|却|但|而|只|光|仅|从|家|数量?|多|统一|年底|月底|之前|以前|前|完|一共|相比|比较|比|谁"
)
_NUMBERED = re.compile(r"第?[一二三四五六七八九十百两\d]+[项个家条件]?")
# When, where, why, how, how much and who are asked of something else.
_OTHER = re.compile(
    r"什么时候|何时|几[月号年天点]|哪[里儿年天月日]|多少(?![项个件]|任务|工作|事)|为什么|为何|怎么?样?|如何|多[久长大]|谁|哪一?位|人员|人手|几(?:个人|名|位)|[多几]少?(?:钱|次)"
)


def asks_only_of_units(question: str, names: Sequence[str]) -> bool:
    """Whether a question asks what the named units have to do, and of nothing else.

    Args:
        question: With everyday words for roles already said as documents say them.
        names: The units as the question writes them.
    """
    rest = without_fillers(question)
    if not names or asks_otherwise(rest) or not _OF_WORK.search(rest):
        return False
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, " ")
    return names_no_matter(rest)


def asks_otherwise(question: str) -> bool:
    """Whether a question asks when, where, why, how, how much or who."""
    return bool(_OTHER.search(question))


def names_no_matter(question: str) -> bool:
    """Whether every word of a question asks, points or tells of doing, so that it is about all tasks alike."""
    return not matter_of(question).strip()


def matter_of(question: str) -> str:
    """What a question is about: its words without those that ask, point or tell of doing, a space for each of these."""
    rest = _ASKS_OTHERWISE.sub(" ", without_fillers(question))
    return _FRAME.sub(" ", _NUMBERED.sub(" ", rest))
