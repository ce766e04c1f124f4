"""Does a statement quote a goal, report what was reached, or neither?

A target in a plan is not evidence that it was reached. So a figure that a report gives as done is
not held against the plan's figure, while a figure that the report quotes as the plan's target is.
The mark counts for its clause and carries on to those that follow until another mark stands.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.answer import Language

Stance = Literal["quoted", "achieved", "neutral"]

_ZH_QUOTED = re.compile(
    r"目标(?!已经?|任务已)|《[^》]{0,40}(?:方案|规划|计划|通知|办法|指标|意见)[^》]{0,6}》|力争|确保|按照|根据|要求|明确|计划|拟|下一步|任务由|任务的?(?:完成时间|牵头|配合)|提出|分工|步骤|标准值"
)
_ZH_ACHIEVED = re.compile(
    r"已(?!有|经济)|截至|截止|目前|实际(?!使用|利用|情况|需要|出发|工作|困难|问题|需求)|同比|环比|比上年|较上年|超额|完成了|达到了|建成了|实现了|到位|累计(?:建成|完成|促成|签约|投入|实现)|"
    r"(?<![要应须将拟])(?<![要应须将拟]新)(?<!计划)(?<!计划新)[建办完落获引签]成(?=\d)|据[^,，]{0,8}(?:测算|统计|汇总)"
)
_ZH_FULFILS = re.compile(
    r"(?:完成|达到|实现|超过|兑现)[^,，。;；]{0,24}(?:目标|任务|要求)|目标[^,，。]{0,6}(?:已经?)?(?:实现|完成|达到)|达标"
)
_EN_ACHIEVED = re.compile(
    r"\b(?:already|so far|to date|(?:has|have|had) (?:now )?(?:been|\w+ed|built|met|set up|won|risen|grown)|reached|achieved|was|were|did|completed? (?=(?:the|its|by)? ?(?:goal|target))|exceeded|built (?=\d|four|six)|currently|actually|in fact)\b",
    re.I,
)
_EN_QUOTED = re.compile(
    r"\b(?:must|should|shall|is to|are to|to be|target|goal|aims?|plans?|planned|requires?|required|will|by the end of|at least|scheduled|sets?|stipulates|calls for|according to)\b",
    re.I,
)


_ZH_DUE = re.compile(r"(?<![主重需])[要应须将拟](?=[在于到新建完])|计划|争取")


def stance_at(statement: str, position: int, language: Language, default: Stance = "neutral") -> Stance:
    """The stance in which a statement gives the figure at ``position``.

    Args:
        default: Where nothing marks it: ``achieved`` for a report, which tells what was done.
    """
    if language == "en":
        achieved, quoted = _EN_ACHIEVED.search(statement), _EN_QUOTED.search(statement)
        return "achieved" if achieved and not quoted else "quoted" if quoted else default
    if re.match(
        r"[^,，。;；]{0,12}的?(?:阶段|年度|全年|既定)?(?:目标|任务|要求)(?!已|完成率)", statement[position:]
    ):
        return "quoted"
    stance = default
    for match in re.finditer(r"[^,，;；。:：]+[,，;；。:：]?", statement):
        clause = match[0]
        achieved, quoted = _ZH_ACHIEVED.search(clause), _ZH_QUOTED.search(clause)
        if achieved and achieved[0].endswith("成") and _ZH_DUE.search(clause[: achieved.start()]):
            achieved = None  # 要在上半年建成 is still to be done
        if achieved and not (
            quoted and quoted.start() < achieved.start() and match.start() + quoted.start() > position
        ):
            stance = "achieved"
        elif quoted and match.start() + quoted.start() <= position:
            stance = "quoted"
        if match.end() > position:
            return stance
    return stance


def claims_fulfilment(statement: str) -> bool:
    """Whether it says that a target was met, which makes its scope comparable with the target's."""
    return bool(_ZH_FULFILS.search(statement))


def is_goal(text: str, position: int) -> bool:
    """Whether a Chinese source gives the figure at ``position`` as what is still to be reached: 力争完成40亿元."""
    start = max(text.rfind(mark, 0, position) for mark in "，,。；;\n") + 1
    return bool(_ZH_GOAL.search(text[start:position])) and not _ZH_ACHIEVED.search(text)


_ZH_GOAL = re.compile(r"力争|确保|拟|计划|争取|预计|目标(?:为|是|达)")


def is_achievement(statement: str, language: Language) -> bool:
    """Whether the statement as a whole tells what was done."""
    if language == "en":
        return stance_at(statement, 0, "en") == "achieved"
    return bool(_ZH_ACHIEVED.search(statement))
