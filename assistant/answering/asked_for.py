"""Does the evidence speak of what is asked for: the noun that is asked, the reason, the condition, the unit named?

A sentence may hold most of a question's words and leave out the one that is asked: "评价的结果是什么?" is not answered by
a plan to complete the evaluation, nor "why?" by what is to be done. Each check knows the form of a question and no document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.asked_figures import fitting_quantities
from assistant.answering.asked_nouns import not_so_named, noun_not_said, only_refers
from assistant.answering.asked_reasons import asks_why, gives_reason, unmet_condition
from assistant.answering.compared_sides import stand_together
from assistant.answering.duty_matching import without_units
from assistant.answering.extremes import leaves_extreme_open
from assistant.answering.instances import unnamed_kind
from assistant.answering.missing import Missing
from assistant.answering.parts_of_figures import told_of_all_alike
from assistant.answering.selection import Scored
from assistant.answering.situation import Situation
from assistant.language.attributes import attribute_name
from assistant.language.concepts import mentions
from assistant.language.synonyms import read_spoken
from assistant.questions.profile import QuestionProfile
from corpus.document import Document

# An English question's sentence with its headings must hold this share: what stands beside it may speak of all else.
_OWN_ENGLISH = 0.3
# A place of one unit is none of another.
_WHERE = re.compile(r"\bwhere\b|哪里|哪儿|什么地方", re.IGNORECASE)
# 万盛经开区作为…试点之一 names one of them, and none of the others.
_ASKS_OTHERS = re.compile(
    r"\b(?:which|what|who) (?:other|else)\b|\bothers\b|(?:还有|其他|其它|另外|别的)[^,，?？]{0,4}哪|哪[^,，?？]{0,6}(?:其他|其它|别的|另外)",
    re.IGNORECASE,
)
# A date's sentence with all around it must hold this share.
_OF_DATED = 0.36
# So much less where a beginning is asked for and told in so many words: 从2月10日起.
_LESS_WHERE_IT_BEGINS = 0.08
_ASKS_BEGINNING = re.compile(
    r"(?:几[号日月]|什么时候|何时|哪[天日]|什么时间)(?:起|开始|正式|启动)|(?:起始|开始)(?:的)?(?:时间|日期)"
)
_BEGINS = re.compile(r"(?:从|自)[^,，。;；]{0,4}\d[^,，。;；]{0,12}[日号月](?:起|开始)|\d[日号]起")


def lacking(chosen: Sequence[Scored], situation: Situation) -> Missing | None:
    """What the chosen sentences lack of the very thing asked for, or None."""
    profile, best = situation.profile, chosen[0]
    document = situation.documents(best.sentence.document_id)
    said = " ".join((*(scored.sentence.text for scored in chosen), *best.sentence.path))
    if _sets_apart_nothing(chosen, situation):
        return Missing("subject")
    if profile.kind == "comparison" and not _compares(situation, said):
        measured = profile.answer_type == "number" or _WHICH_IS_MORE.search(profile.question)
        if measured:
            return Missing("number")
    if asks_why(profile) and not gives_reason(best, situation, document):
        return Missing("attribute", "原因" if profile.language == "zh" else "reason")
    if leaves_extreme_open(profile, said):
        return Missing("number")
    condition = unmet_condition(situation, said)
    if condition is not None:
        return Missing("attribute", condition)
    begins = _ASKS_BEGINNING.search(profile.question) and _BEGINS.search(best.sentence.text)
    needed = _OF_DATED - (_LESS_WHERE_IT_BEGINS if begins else 0)
    if profile.answer_type == "date" and max(best.context, best.own) < needed:
        return Missing("date")
    group = _group_not_said(situation, said)
    if group is not None:
        return Missing("person", group)
    if profile.language == "zh" and _holds_only_units(situation, said):
        return Missing("subject")
    if profile.answer_type == "number" and _given_by_another(profile, said):
        return Missing("number")
    verb = done_by_nobody(profile, said)
    if verb is not None:
        return Missing("attribute", verb)
    unit = _unit_elsewhere(best, profile, document, said)
    if unit is not None and profile.answer_type in ("number", "date"):
        return Missing("unit", unit)
    if unit is not None and profile.attributes and _WHERE.search(profile.question):
        return Missing("attribute", attribute_name(profile.attributes[0], profile.question, profile.language))
    # What is told of another thing in a further sentence is not told of this one.
    told = " ".join((best.sentence.text, *best.sentence.path))
    if _ASKS_OTHERS.search(profile.question) and "之一" in best.sentence.text:
        return Missing("name")
    kind = unnamed_kind(profile, said)
    if kind is not None:
        return Missing("name", kind)
    if _ASKS_CONDITIONS.search(profile.question) and not _CONDITION.search(best.sentence.text):
        return Missing("attribute", "条件")
    if (
        profile.language == "zh"
        and profile.answer_type in ("text", "list")
        and told_of_all_alike(profile.question, best.sentence.text)
    ):
        return Missing("subject")
    named = not_so_named(profile, told, situation.at_hand)
    if named is not None:
        return Missing("name", named)
    section = document.section_at(best.sentence.start)
    if best.sentence.is_heading and section is not None:
        told += document.text[section.start : section.end]
    noun = noun_not_said(situation, said, told)
    if noun is not None:
        return Missing("attribute", noun)
    if profile.language == "en" and profile.answer_type in ("text", "list"):
        under = document.text[section.start : section.end] if best.sentence.is_heading and section else ""
        return Missing("subject") if situation.weigher.coverage(said + under) < _OWN_ENGLISH else None
    return Missing("subject") if only_refers(situation, best.sentence.text) else None


# The assessment leading group is not the group that creates the zone.
_EN_GROUP = re.compile(
    r"\b(?P<name>(?:[\w-]+ )?(?:leading|working|steering|coordinati(?:on|ng)) group)s?\b", re.IGNORECASE
)


def _group_not_said(situation: Situation, said: str) -> str | None:
    """The group whose head an English question asks for, where the evidence lacks a word of its name."""
    profile = situation.profile
    asks = profile.language == "en" and profile.kind == "person"
    match = _EN_GROUP.search(profile.question) if asks else None
    if match is None:
        return None
    concepts = situation.weigher.concepts
    lacking = any(
        not share and concept.wordings and not concept.optional and mentions(match["name"], concept)
        for concept, share in zip(concepts, situation.weigher.held(said), strict=True)
    )
    return match["name"] if lacking else None


def _holds_only_units(situation: Situation, said: str) -> bool:
    """Whether of all that a question names the evidence has the units alone, which stand in many a list."""
    if not situation.profile.units:
        return False
    weigher = without_units(situation)
    return bool(weigher.concepts) and weigher.coverage(said) == 0


# 住房城乡建设局要出多少钱: what one unit gives, no sum says that does not name it.
_ZH_GIVES = re.compile(
    r"(?:要|得|会|将|该|来|一共|各){0,4}(?:出|投|拿|掏|拨|配|花|筹|垫|分摊|承担|贡献|安排)(?:资|钱|入|出|付|套|了)*(?:多少|几)"
)


def _given_by_another(profile: QuestionProfile, said: str) -> bool:
    if profile.language != "zh" or not _ZH_GIVES.search(profile.question):
        return False
    return any(unit not in said for unit in profile.units)


# 由哪个单位负责招标, 由谁主持: who is asked for does this.
_ZH_IN_CHARGE = re.compile(
    r"(?:由|归|让|请|是)?(?:谁|哪一?[个家些](?:单位|部门|机构|局|领导)?)(?:来|去|具体|专门)*负责(?P<verb>[\u4e00-\u9fff]{2})[呢啊]?[?？]*$"
)
_ZH_DOES = re.compile(
    r"(?:由谁|谁来|谁去|由哪\S{0,4}?(?:单位|部门|机构))(?:来|去|具体)?(?P<verb>[\u4e00-\u9fff]{2})(?:[?？。的呢啊]|$)"
    # 谁来审计专项资金: the verb before what it is done to.
    r"|谁(?:来|去)(?P<first>(?![给把对为向跟和与替帮当做任管抓搞弄办干])[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{2,}[?？。]*$"
)
# 水质监测归哪个局管: the act that somebody is in charge of is one of those that are done to anything.
_ZH_ACT = re.compile(
    r"(?P<verb>督察|督查|督导|检查|巡查|巡察|监察|审计|招标|采购|验收|评估|监测|检测|执法|审批|审核|统计|考核|考评|调查|勘察|抽查|核查|监督|处罚|拨付|发放)(?:工作|事务|这块儿?|这项)?(?:的(?=[是由]))?(?:具体|主要|应该?)*(?:由|归|是|让|找)?(?:谁|哪)[^,，?？]{0,8}?(?:来|去|具体|专门)*(?:负责|管|抓|做|干|办|牵头|承担|组织)?(?:的|呢|啊)*[?？]*$"
)
_ANY_DOING = re.compile(
    r"[做干办弄搞管抓]|负责|落实|完成|执行|实施|推进|牵头|配合|开展|组织|进行|处理|工作|任务|承担|统筹|协调|推动|办理|主管|担任"
)


# Whoever budgets money arranges it; whether the same body pays it out is not said.
_OF_MONEY = re.compile("资金|经费|专款|费用|钱|预算")
_PROVIDES = frozenset(("安排", "预算", "列支", "编列", "保障", "落实", "提供", "解决", "统筹"))


def done_by_nobody(profile: QuestionProfile, said: str) -> str | None:
    """What somebody is asked for to do, where the evidence has no word for it; None otherwise."""
    if profile.language != "zh" or profile.answer_type == "person":
        return None
    match = _ZH_IN_CHARGE.search(profile.question) or _ZH_ACT.search(profile.question)
    if match is None and profile.role is None:
        match = _ZH_DOES.search(profile.question)
    verb = next((group for group in match.groups() if group), "") if match is not None else ""
    if not verb or _ANY_DOING.search(verb) or verb in said:
        return None
    spoken = {official for word, wordings in read_spoken() if word in verb for official in wordings}
    if _OF_MONEY.search(profile.question) and verb in _PROVIDES:
        spoken |= _PROVIDES
    return None if any(official in said for official in spoken) else verb


_MORE = re.compile(
    r"高于|低于|多于|少于|大于|小于|超过|快于|慢于|优于|相差|比[^,，。;；]{1,16}(?:多|少|高|低|大|小|长|短|增|减)|同比|环比|增长|下降|提高|减少"
)
_ZH_DIFFERENCE = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{2})(?:上|方面)?(?:之间)?(?:有|存在)(?:什么|哪些|何|啥)(?:样的?|主要)?(?:不同|区别|差别|差异|不一样)"
)
_SETS_APART = re.compile("不同|区别|差别|差异|分别|分为|其中|而|则|相比|高于|低于")


def _sets_apart_nothing(chosen: Sequence[Scored], situation: Situation) -> bool:
    """Whether a difference in something is asked for and the evidence speaks of it in one place only, setting nothing apart."""
    asked = _ZH_DIFFERENCE.search(situation.profile.question)
    if asked is None or situation.profile.role is not None or len(situation.profile.years) > 1:
        return False
    texts = [scored.sentence.text for scored in chosen]
    return sum(asked["noun"] in text for text in texts) < 2 and not any(map(_SETS_APART.search, texts))


_WHICH_IS_MORE = re.compile(r"(?:哪|谁)[^,，?？]{0,8}(?:多|大|高|少|小|低|长|短|快|慢|远)")


def _compares(situation: Situation, said: str) -> bool:
    """Whether a text says which of two is more, or states two figures of the kind asked about, one for each."""
    if _MORE.search(said):
        return True
    return len(fitting_quantities(said, situation.profile)) > 1 and not stand_together(situation, said)


def _unit_elsewhere(best: Scored, profile: QuestionProfile, document: Document, said: str) -> str | None:
    """A unit that the question names where neither the evidence nor the section around it does."""
    sentence = best.sentence
    section = document.section_at(sentence.start)
    around = document.text[section.start : section.end] if section is not None else ""
    heard = f"{said}{around}{document.metadata.title}{document.metadata.issuer or ''}"
    heard += document.text[sentence.passage_start : sentence.passage_end]
    # A long name that shares its beginning with the question's own may be another body's.
    named = [u for u in profile.units if profile.language == "en" or u in profile.question or len(u) <= 6]
    return next((unit for unit in named if unit not in heard), None)


_ASKS_CONDITIONS = re.compile(r"(?:符合|满足|具备)(?:什么|哪些|哪几[个项条])(?:样的?)?(?:条件|资格|门槛)")
_CONDITION = re.compile(r"条件|标准|资格|门槛|应当|[必应]?须|具备|不低于|不少于|以上|未")
