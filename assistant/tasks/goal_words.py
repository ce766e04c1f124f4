"""The words around an amount: which bound they set, and whether it is a goal, a fact or a description.

A plan's clause mostly has no subject: it begins with what is done (新建供水管网120公里, 推动200家企业改造). So an amount
that closes its clause, or follows the verb that begins it, is to be reached, unless the words around say otherwise.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from assistant.language.dates import DateMention, find_dates
from assistant.language.quantities import Quantity

Operator = Literal[">=", "<=", "<", ">", "=", "range"]

_RISE = "提高|提升|增加|增长|扩大|扩展|拓展|上升|增|升|扩"
_FALL = "降低|下降|压减|压缩|缩短|缩减|减少|降|减|压"
_BEFORE: tuple[tuple[str, Operator], ...] = (
    ("不低于|不少于|不小于|不得低于|不得少于|至少|达到或超过|≥", ">="),
    ("不超过|不高于|不多于|不得超过|不得高于|不突破|最多|最高|控制在|限制在|≤", "<="),
    ("低于|小于|少于|不到|不足|<|＜", "<"),
    ("超过|高于|大于|多于|突破|超|逾|>|＞", ">"),
    (rf"(?:{_RISE})[到至]|达到|达", ">="),
    (rf"(?:{_FALL})[到至]", "<="),
    ("保持在|稳定在|维持在|保持|(?<![行作认成因])为|是", "="),
)
_BEFORE_PATTERNS = tuple((re.compile(rf"(?:{words})(?:每[^\d,，]{{1,6}})?\s*$"), op) for words, op in _BEFORE)
# 每个街道至少建成1处: the verb stands between the bound and its amount.
_AT_LEAST_TO_DO = re.compile(r"(?:至少|不少于)(?P<verb>[^\d,，、]{2,4})$")
_TAIL = re.compile(r"\s*(?:左右|上下)?\s*(?:(?P<up>及以上|以上)|及以下|以下|以内|之内)")
_STATES = re.compile(r"(?:(?<![行作认成因])为|是)(?:约|近)?\s*$")

# Sets of one word class each. Verbs that take a count as their object, in the middle of a clause as well:
_DOING = (
    "新建成|建成|新培育|培育|新增|新认定|认定|引进|实现|累计|完成|力争|确保|建设|打造|实施|设立|组建|发展|增长|下降|降低|提高|减少|实际使用|"
    "年均|总量|总数|规模|总产值|比重|占比|率"
)
_ATTAIN = re.compile(rf"(?:{_DOING})")
_VERB_BEFORE = re.compile(
    r"(?:新建|改建|扩建|改造|建成|建设|建立|组建|组织|举办|开展|培育|培养|培训|引进|招引|招录|招聘|选派|选树|评选|遴选|推动|推进|帮助|扶持|支持|"
    r"完成|实现|实施|打造|创建|创成|预留|新增|增设|设立|设置|配备|配建|配置|安装|加装|更新|更换|整治|整改|查处|拆除|清理|消除|化解|攻克|突破|制定|制修订|"
    r"编制|发布|推出|给予|安排|投入|发放|落实|争取|提供|补充|储备|开发|开设|开通|接入|布设|种植|栽植|修复|治理|淘汰|关停|搬迁|安置|"
    r"覆盖|惠及|带动|服务|吸纳|转化|申报|认定|发展|力争|确保|使|让|有|对|为|给|向)$"
)
# Words that may begin a clause before an amount and do not say that anything is done.
_NO_VERB = re.compile(
    r"^(?:全[国省市区县镇乡年域]|其中|每|共|现有|在|按|依|根据|围绕|聚焦|针对|对照|约|本|该|这|上述|从|由|比|较|除|一式|附件|[^一-鿿]+$)"
)
_FACT = re.compile(
    r"(?<![对将把在])已(?!知)|(?<![为除])了(?!解)|(?<!在)现有|现状|目前|截至|截止|仍有|尚有|共有|原有|以来|去年|上年末|总投资|占地(?!区)|注册资本|"
    r"有效期(?!内)|为期|满分|总分|罚款|一式|含续建|相当于"
)
_AIM = re.compile(r"力争|基础上|今后|下一步|目标|计划|确保|争取|到\s*20\d\d|未来|再(?:新)?[增建]")
_LENGTH_UNITS = frozenset("分钟 小时 个小时 天 日 年 月 个月 周 个工作日 个自然日 岁 周岁".split())
_CHANGED_LENGTH = re.compile(r"(?:缩短|压缩|压减|减少|延长|提前|节省|节约|寿命)[^\d,，]{0,4}$")
_COUNTERS = frozenset(
    "家 个 名 人 户 处 座 所 条 件 项 台 套 辆 场 次 起 支 批 对 种 类 % ‰ 栋 幢 只 艘 架 口 宗 村 例 人次".split()
)
_CLOSED = re.compile(
    r"\s*(?:左右|上下)?\s*(?:的?(?:目标|任务|水平))?\s*(?:$|[(（、)）”\"]|[和及与或](?=.*\d)|以及|并|且)"
)
_COMPARED = re.compile(r"(?:从|由|比|较|原)(?:[^,，\d]{0,6}的)?\s*$")
_LISTED = re.compile(r"等\s*$")
# “18条”, 9个方面, and the 100% of a formula.
_IN_A_NAME = re.compile(r"^[“‘]\|[”’]|\|(?:大)?方面|^[*×/]\|")
_NO_NOUN = re.compile(r"\s*(?:$|[^一-鿿]|左右|上下|[和及与或并且]|以及|的?(?:目标|任务|水平|要求))")


class Bound(NamedTuple):
    """What the words around an amount say of it."""

    operator: Operator | None
    stem: str
    """The words before it without those that set the bound."""
    tail: int
    """Length of the bound that follows the amount (以上)."""
    said_before: bool


def bound_of(before: str, after: str) -> Bound:
    """The bound that is set by the words before and after an amount."""
    before = re.sub(r"(?:大约|约|近)\s*$", "", before)
    tail = _TAIL.match(after)
    operator: Operator | None = None
    if tail:
        operator = ">=" if tail["up"] else "<="
    length = tail.end() if tail else 0
    for pattern, symbol in _BEFORE_PATTERNS:
        match = pattern.search(before)
        if match:
            return Bound(operator or symbol, before[: match.start()], length, True)
    to_do = _AT_LEAST_TO_DO.search(before)
    if to_do:
        return Bound(">=", before[: to_do.start()] + to_do["verb"], length, True)
    return Bound(operator, before, length, False)


def without_bound(before: str) -> str:
    """The words before an amount without those that set its bound."""
    for pattern, _ in _BEFORE_PATTERNS:
        match = pattern.search(before)
        if match:
            return before[: match.start()]
    return before


def without_last_date(before: str) -> str:
    """提高到2025年的 is 提高到: the date stands between the bound and its amount."""
    for mention in find_dates(before):
        if re.fullmatch(r"[底末]?的?\s*", before[mention.end :]) and mention.start:
            return before[: mention.start]
    return before


def tells_a_fact(clause: str, before: bool) -> bool:
    """Whether a clause says how things are; ``before`` is whether the one before it in its sentence did."""
    fact = list(_FACT.finditer(clause))
    aim = list(_AIM.finditer(clause))
    if fact and aim:
        return fact[-1].start() > aim[-1].start()
    return bool(fact) or (before and not aim)


def reports(sentence: str, dates: list[DateMention]) -> bool:
    """Whether a dated sentence looks back as a whole: 2023年新增4.2万户，已提前完成任务."""
    return (
        any(mention.year is not None for mention in dates)
        and bool(re.search(r"(?<![对将把在])已(?!知)", sentence))
        and not _AIM.search(sentence)
        and not any(is_aim(sentence, mention) for mention in dates)
    )


def is_base(sentence: str, mention: DateMention) -> bool:
    """Whether a date belongs to what is compared with, or to a description."""
    before, after = sentence[: mention.start], sentence[mention.end :]
    return bool(re.search(r"(?:比|较|从|由|自|与|同)\s*$", before)) or bool(
        re.match(r"(?:以来|起|相比|同期|基数)|(?:底|末)?(?:以?前|之前)?[^,，\d]{1,8}的", after)
    )


def is_aim(sentence: str, mention: DateMention) -> bool:
    """Whether a date is one by which something is due, as its words say: 到2025年, 2025年底前."""
    before, after = sentence[: mention.start], sentence[mention.end :]
    return bool(re.search(r"(?<!截)[到至]\s*$", before)) or bool(
        re.search(r"[底末]$", mention.written) or re.match(r"\s*(?:年?[底末])?(?:以?前|之前)", after)
    )


def ends_in_verb(stem: str, unit: str) -> bool:
    """Whether an amount stands right behind what is done: 推动200家, 每个街道组建1支."""
    if _VERB_BEFORE.search(stem):
        return True
    return unit in _COUNTERS and 2 <= len(stem) <= 4 and not _NO_VERB.match(stem) and "的" not in stem


def is_goal(
    quantity: Quantity,
    before: str,
    after: str,
    bound: Bound,
    stem: str,
    has_date: bool,
    has_aim: bool,
    alone: bool,
    joined: bool,
) -> bool:
    """Whether the words around an amount make it one to be reached.

    ``stem`` is ``bound.stem`` without dates and words of intent; ``has_aim`` is whether a date
    says by when (到2025年); ``alone`` is whether an amount may do without words, as
    in a table's cell, ``joined`` whether it is the next of several behind one verb (配建1处养老服务站和1处托育点).
    """
    if _LISTED.search(before) or not quantity.full_unit:
        return False
    follows = after[bound.tail :]
    if quantity.unit in ("岁", "周岁") and "寿命" not in before and not before.endswith("年龄"):
        return False
    if _COMPARED.search(before) or _IN_A_NAME.search(f"{before[-1:]}|{after[:3]}"):
        return False
    verb = ends_in_verb(stem, quantity.unit) or (joined and quantity.unit in _COUNTERS)
    if bound.operator is not None and _STATES.search(before) and not bound.tail:
        # 2021年为98% states; 到2025年为98% sets; 为2000户家庭改造 does.
        if _CLOSED.match(follows):
            return bool(_AIM.search(before)) or has_aim
        return quantity.unit in _COUNTERS and len(stem) <= 2
    if bound.operator is not None and not _NO_NOUN.match(follows):
        if bound.said_before:
            # 使用年限超过20年的管道 says which; 给予不超过100万元的补助 sets.
            return not follows.startswith("的") or verb
        known = bool(_VERB_BEFORE.search(stem)) if quantity.unit not in _COUNTERS else verb
        return known or (not stem and (quantity.unit == "%" or bool(_AIM.search(before))))
    if bound.operator is not None:
        return True
    if not stem and not before and quantity.unit == "%" and after.startswith("的"):
        return True  # 100%的社区卫生服务中心完成设置
    if before.endswith("的") or after.startswith("时间"):
        # "2018年…认定的5.39平方公里" describes, "用2年时间" says how long: neither is to be reached.
        return False
    if quantity.unit in _LENGTH_UNITS:
        return bool(_CHANGED_LENGTH.search(before)) and bool(_CLOSED.match(after))
    if _CLOSED.match(after):
        return bool(stem) or alone or has_date
    return has_date or verb or bool(_ATTAIN.search(before[-6:])) or (not stem and bool(_AIM.search(before)))
