"""Does the evidence answer, or does it only look alike?

Each check names one thing that an answer needs and the evidence lacks. The order is that of
certainty: a year or a unit that stands nowhere is a fact, thin coverage is an estimate.
docs/refusal.md tells what was measured.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.answer import Language
from assistant.answering.members import asks_who_does, names_an_actor
from assistant.language.attributes import attribute_name
from assistant.language.dates import find_dates
from assistant.language.quantities import Quantity, find_quantities, given_in, is_given
from assistant.language.regions import PLACES
from assistant.questions.profile import QuestionProfile
from corpus.document import Document

# Below this share of the question's words, found in a sentence with its headings and neighbours,
# the sentence is about something else.
MINIMUM_COVERAGE = {"zh": 0.34, "en": 0.30}
# How much of the question the best sentence with its surroundings holds, and its document as a
# whole, added up (0 to 2). The two together tell a question answered elsewhere from one that this
# document answers better than either alone; benchmarks/refusal.py prints both sides per threshold.
MINIMUM_HELD = {"zh": 0.9, "en": 0.8}
# In a library of many documents what is held counts together with how far it stands out from the library
# (``assistant.retrieval.standing``): of many documents that are alike one always holds most of the words.
# ``python -m benchmarks.absent`` prints what each threshold stops and what it loses.
MINIMUM_STANDING = {"zh": 1.7}
# A document says whose it is within its title and first lines.
OPENING_CHARS = 120
# A figure must stand in a sentence that itself holds this much of the question.
MINIMUM_OWN_COVERAGE = {"zh": 0.22, "en": 0.18}

MissingKind = Literal[
    "unit",
    "year",
    "other_year",
    "actual",
    "attribute",
    "number",
    "date",
    "person",
    "name",
    "who",
    "level",
    "subject",
]


@dataclass(frozen=True, slots=True)
class Missing:
    """What was looked for and is not in the evidence."""

    kind: MissingKind
    what: str = ""


_COUNTERS = frozenset(
    "个 家 户 件 项 条 名 人 位 所 处 种 类 批 座 台 套 辆 张 份 篇 部 支 对 间 床 只 大 艘 架 场 期 门 人次 次 起 栋 组".split()
)
_FAMILIES: tuple[tuple[str, frozenset[str]], ...] = (
    ("money", frozenset(("元", "美元", "欧元", "港元", "日元", "块"))),
    ("share", frozenset(("%", "‰", "个百分点", "倍", "成", "个点"))),
    ("area", frozenset(("平方公里", "平方千米", "平方米", "亩", "公顷"))),
    (
        "time",
        frozenset(("个月", "天", "日", "年", "月", "个工作日", "个自然日", "小时", "个小时", "分钟", "周")),
    ),
    ("energy", frozenset(("吨标准煤", "千瓦时", "度", "千瓦", "兆瓦"))),
    ("length", frozenset(("公里", "千米", "米", "厘米"))),
    ("count", _COUNTERS),
)
# Counters that count the same kind of thing; 个 counts any.
_ALIKE = (frozenset("家户所"), frozenset("人名位"), frozenset("件项条份篇部类种"), frozenset("台套辆"))
_ASKED_FAMILY: tuple[tuple[str, str, str], ...] = (
    ("share", r"比重|比例|占比|百分|率(?!先)|集中度|增速|增幅|占[^,，]{2,20}(?:多少|几)", r"percent|per cent|how much of (?:the|all)\b.*\b(?:account|make up|come from|represent)|\bshare\b|\bproportion|\brate\b|\bratio\b|\bconcentration\b|growth"),
    ("area", r"面积|占地|[区园地团场馆厂校楼域体湖](?:[又总]?共|一共|到底|究竟|规划|各自?|分别|有|是|要|得|该|应|会|将)*多大", r"\b(?:what|which|total|surface|floor) area\b|\barea (?:of|does|is|covered)\b|square (?:kilo)?met|\bhectares?\b|\bacres?\b|how (?:large|big) (?:is|are|was|were|will) (?:the )?(?:[\w-]+ ){0,4}(?:core|park|zone|extension|cluster|area|site|district|region)s?\b"),
    ("time", r"多长时间|多久(?!.{0,8}[一1]次)|几年时间|(?:期|时间|周期)(?:是|有|为)?多长", r"\bhow long\b(?! (?:is|are|will) (?:the )?(?:[\w-]+ ){0,4}(?:road|line|shoreline|river|pipe\w*|tunnel|bridge|track|route|trail|fence|wall|coast\w*)s?\b)|\bhow many (?:\w+ )?(?:days|months|years|weeks|hours)\b"),
    ("energy", r"能耗", r"energy (?:consumption|use|usage|intensity)|\benergy\b[^?]*\b(?:used?|consum\w+)\b"),
    ("length", r"(?<!时间)长度|总长|全长|里程", r"\b(?:length|distance)\b|\bhow far\b(?! (?:has|have|had|did|does|do|can|will))"),
    ("money", r"金额|资金|总产值|产值|投资额|预算|内资|外资|贷款|费用|补[贴助偿]|津贴|奖[金励]|租金|罚款|贷款?多少|捐款|经费(?!.*比重)|多少钱", r"\byuan\b|\bfund|\bmoney|\bcash\b|how much (?:will|is|was|has|to|must|should|do|does|can)\b[^?]*\b(?:invest|spen[dt]|cost)|\bpa(?:y|id)\b|budget|output value|capital|investment\b(?!.*(?:share|percent|proportion))|\bcost"),
)  # fmt: skip
_ACTUAL_MARK = re.compile(
    r"已(?!有|经济)|实际(?:完成|新增|达到|建成|投入|增长|获得|实现)|截至|完成情况|同比|获批|批复|经[^,，]{2,10}(?:公告|(?:认|评|核|审)定(?!条件|标准|办法)|批准|批复|验收|备案|登记)|获得了|达到了|完成了|建成了|实现了|荣获|本年度|完成率为|目前"
)
_FUTURE_MARK = re.compile(
    r"到\d{4}年|力争|确保|目标|不低于|不少于|底[,，前]|要(?!素|求)|将|计划|努力|完成时间"
)
_PERSON_ROLE = re.compile(
    r"常务副组长|副组长|组长|副主任|主任|副书记|书记|副局长|局长|负责人|院长|副市长|市长|区长|县长|秘书长|主席|处长|部长|董事长|经理|联系人|领导(?!小组)"
)
_LEVEL_WORDS = {
    "国家级": ("国家",),
    "省级": ("省",),
    "市级": ("市级", "全市", "本市", "市、", "市和", "市政", "市委", "重庆市"),
    "区级": ("区级", "区里", "全区"),
    "县级": ("县",),
    "镇级": ("镇",),
}


def family_of(unit: str) -> str | None:
    """The family a unit belongs to: 亿元 is money, 家 a count."""
    bare = re.sub(r"^(?:万亿|千万|百万|亿|万|千|百)", "", unit)
    return next((name for name, units in _FAMILIES if bare in units or unit in units), None)


@lru_cache(maxsize=256)  # asked again for every sentence of the evidence
def asked_family(profile: QuestionProfile) -> str | None:
    """The family of unit that the question wants, or None where it does not say."""
    if profile.unit_word:
        return family_of(profile.unit_word)
    for family, chinese, english in _ASKED_FAMILY:
        if re.search(chinese if profile.language == "zh" else english, profile.question, re.IGNORECASE):
            return family
    if profile.language == "en" and re.search(r"\bhow many\b", profile.question, re.IGNORECASE):
        return (
            "time"
            if re.search(r"how many (?:\w+ )?(?:days|months|years|weeks|hours)", profile.question, re.I)
            else "count"
        )
    return None


def fitting_quantities(text: str, profile: QuestionProfile) -> list[Quantity]:
    """Amounts in the text of the kind asked for; dates are none."""
    dates = find_dates(text)
    wanted = asked_family(profile)
    given = given_in(profile.question) if profile.kind == "number" else []
    # A unit of no family (吨, 米) stands for itself alone.
    alone = profile.unit_word if profile.unit_word and wanted is None else None
    found = []
    for quantity in find_quantities(text):
        if any(date.start < quantity.end and quantity.start < date.end for date in dates):
            continue
        if is_given(quantity, given) or not _same_counter(quantity.unit, profile.unit_word):
            continue
        if _counts_another_thing(text, quantity, profile):
            continue
        if alone is not None:
            unit = re.sub(r"^[万亿千百]+", "", alone)
            fits = quantity.unit in (unit, f"{unit}标准煤")
        else:
            # 补贴金额超过2500万 leaves out the 元 that anyone hears.
            said_of_money = wanted == "money" and quantity.full_unit in ("万", "亿")
            fits = wanted is None or family_of(quantity.full_unit) == wanted or said_of_money
        if fits:
            found.append(quantity)
    if profile.unit_word and not profile.unit_word.endswith(("元", "个")):
        exact = [quantity for quantity in found if quantity.unit == profile.unit_word]
        return exact or found
    return found


_THING_ASKED = re.compile(r"(?:多少|(?<!哪)几)[个家户件项条名人位所座台套](?P<thing>[\u4e00-\u9fff]{2,})")
_NO_THING = re.compile(r"[及以]?[上下内]|左右|之[内间]|[的和与及以]")


def _counts_another_thing(text: str, quantity: Quantity, profile: QuestionProfile) -> bool:
    """Whether a count is of something named right behind it that was not asked for: 几家企业, and 五个组团."""
    asked = _THING_ASKED.search(profile.question)
    if asked is None or quantity.unit not in _COUNTERS:
        return False
    behind = re.match(r"[\u4e00-\u9fff]{2}", text[quantity.end :])
    if behind is None or _NO_THING.match(behind[0]) or behind[0] in asked["thing"]:
        return False
    # 11个消杀企业 are 企业, and 86名从各科室抽调的医护人员 are 医护人员.
    clause = re.split(r"[,，、。;；]", text[quantity.end :], maxsplit=1)[0]
    return asked["thing"][:2] not in clause


def _same_counter(unit: str, asked: str | None) -> bool:
    """Whether what is counted in one unit may answer for the other: 多少家 is not answered by 4条."""
    if asked is None or asked == unit or len(asked) != 1 or "个" in (unit, asked):
        return True
    group = next((group for group in _ALIKE if asked in group), None)
    return group is None or unit in group or unit not in _COUNTERS


# Bodies asked for by name: a text that speaks of 高等学校 in general names none.
_NAMED_KINDS = (
    # 请的是哪家第三方咨询机构: that one is commissioned does not say which.
    (r"(?:请|委托|聘|找|由|让|选|交给|是)[^,，?？]{0,6}哪一?[家个][^,，?？]{0,10}(?:机构|单位|企业)|哪一?家[^,，?？]{0,8}机构(?!.*(?:可以|能够?|才))", r"[\u4e00-\u9fff]{2,}(?:公司|集团|事务所|(?:研究|设计|规划|勘察|科学)院|研究所|中心|协会|学会|大学|学院|(?<![布结格全大开时])局)"),
    (r"哪一?[家个][^,，?？]{0,8}公司(?!.*(?:可以|能够?|才))", r"[\u4e00-\u9fff]{2,}(?:公司|集团|事务所)"),
    (r"(?:企业|公司|机构)[^,，]{0,4}(?:叫(?:什么|啥)|是哪|名字|名称)|哪一?家(?:企业|公司|机构)?[?？]?$", r"[\u4e00-\u9fff]{2,}(?:公司|集团|事务所)"),
    (r"哪(?:些|几[家个])(?:[\u4e00-\u9fff]{0,4})(?:合作伙伴|合作方|投资商|投资方|外商|客商)", r"[\u4e00-\u9fff]{2,}(?:公司|集团|大学|研究院|银行|基金)"),
    (r"\b(?:company|companies|firms?|agency|enterprise|contractor|consultant)\b", r"[\u4e00-\u9fff]{2,}(?:公司|集团|事务所)"),
    (r"哪(?:所|一所|几所|些|家)?(?:高校|大学|学校|院校)|\buniversit(?:y|ies)\b|\bcolleges?\b", r"(?<!高等)(?<!各)[\u4e00-\u9fff]{2,}(?<!高等)(?:大学|学院)"),
    (r"哪(?:家|一家|几家|些)?银行|\bbanks?\b", r"(?:中国|[\u4e00-\u9fff]{2})银行(?!业)"),
    (r"哪(?:家|一家|几家|些|所)?医院|\bhospitals?\b", r"[\u4e00-\u9fff]{2,}医院"),
    (r"\b(?:contractors|consultants|partners?|investors?|suppliers?)\b", r"[\u4e00-\u9fff]{2,}(?:(?<!跨国)(?<!上市)公司|集团|事务所|大学|学院|研究院|银行|基金)"),
)  # fmt: skip


# 自2020年1月1日至3月31日 says how long as well as 3个月 does.
_FROM_TO = re.compile(
    r"(?:自|从)[^,，。;；]{0,16}\d[日号月起][^,，。;；]{0,4}[,，]?(?:至|到)[^,，。;；]{0,24}"
)


def states_type(text: str, profile: QuestionProfile) -> bool:
    """Whether the text holds a thing of the type asked for."""
    if profile.answer_type == "number":
        return bool(fitting_quantities(text, profile)) or (
            asked_family(profile) == "time" and bool(_FROM_TO.search(text))
        )
    if profile.answer_type == "date":
        return (
            bool(find_dates(text))
            or any(family_of(quantity.full_unit) == "time" for quantity in find_quantities(text))
            or bool(re.search(r"之日起|即日起|每[日天周月]|长期(?:有效|坚持|执行)|\d{1,2}[:：]\d{2}", text))
        )
    if profile.answer_type == "person":
        return bool(_PERSON_ROLE.search(text))
    if profile.answer_type in ("name", "text", "list") and asks_who_does(profile):
        return names_an_actor(text)
    for asked, stated in _NAMED_KINDS:
        if profile.answer_type == "name" and re.search(asked, profile.question, re.I):
            return bool(re.search(stated, text))
    if profile.answer_type == "name" and re.search(
        r"公司|\b(?:company|companies|firms?)\b", profile.question, re.I
    ):
        return bool(re.search(r"[\u4e00-\u9fff]{2,}(?:公司|集团)", text))
    if profile.answer_type == "name" and re.search(
        r"(?:办法|文件|通知|规划|方案|意见)[^,，]{0,6}(?:叫|名称|名字)", profile.question
    ):
        return "《" in text or "“" in text
    return True


def type_missing(profile: QuestionProfile) -> Missing:
    """That nothing of the type asked for is stated."""
    if profile.answer_type == "person":
        office, body = asked_office(profile) or ("", "")
        return Missing("person", (profile.units[0] if profile.units else body) + office)
    if asks_who_does(profile):
        return Missing("who")
    if profile.answer_type in ("number", "date", "name"):
        return Missing(profile.answer_type)
    return Missing("subject")


def missing_years(profile: QuestionProfile, documents: Sequence[Document]) -> Missing | None:
    """A year asked about that none of the documents at hand mentions."""
    for year in profile.years:
        if not any(
            str(year) in document.text or str(year) in (document.metadata.date or "")
            for document in documents
        ):
            return Missing("year", str(year))
    return None


def missing_unit(profile: QuestionProfile, documents: Sequence[Document]) -> Missing | None:
    """A unit asked about that none of the documents at hand mentions."""
    for unit in (*profile.unknown_units, *profile.units):
        if not any(unit in document.text for document in documents) and not _is_a_thing(unit, documents):
            return Missing("unit", unit)
    return None


def absent_body(profile: QuestionProfile, documents: Sequence[Document]) -> Missing | None:
    """A body that the question names and no document at hand does: more telling than the words not found."""
    for unit in profile.unknown_units:
        if re.search(r"(?:局|厅|办公室|管委会|委员会|公司)$", unit) and not any(
            unit in d.text for d in documents
        ):
            return Missing("unit", unit)
    return None


def _is_a_thing(unit: str, documents: Sequence[Document]) -> bool:
    """Whether what looks like a unit's name is that of a thing a text speaks of: 沅水区冷链物流中心 is to be built there."""
    if not re.search(r"(?:中心|公司|平台)$", unit):
        return False
    bare = re.sub(r"^[\u4e00-\u9fff]{2,3}[省市区县州镇](?=[\u4e00-\u9fff]{4})", "", unit)
    return bare != unit and any(bare in document.text for document in documents)


def speaks_of(document: Document, regions: Sequence[str]) -> bool:
    """Whether a document may be about the places asked about: it names one, or opens without naming any.

    A local notice often says 本市 or 我省 and never its own name, so
    silence is no contradiction; the name of another place is.
    """
    heard = f"{document.metadata.issuer or ''}{document.metadata.title}{document.text}"
    if not regions or any(region in heard for region in regions):
        return True
    opening = f"{document.metadata.issuer or ''}{document.metadata.title}{document.text[:OPENING_CHARS]}"
    return not any(place in opening for place in PLACES)


def missing_fact(
    profile: QuestionProfile, sentence: str, around: str, is_plan: bool, answering: str = ""
) -> Missing | None:
    """What the chosen evidence lacks of the question's constraints, or None.

    Args:
        sentence: The text that would be quoted.
        around: The same with its headings and the rest of its passage.
        is_plan: Whether the document says what is to be done rather than what was.
        answering: The clause that holds the figure or date to be given.
    """
    for wordings in profile.attributes:
        if not any(wording in sentence for wording in wordings):
            return Missing("attribute", attribute_name(wordings, profile.question, profile.language))
    # A plan names goals; that one was reached, it cannot say.
    if (
        profile.wants_actual
        and not _ACTUAL_MARK.search(answering or sentence)
        and (is_plan or _FUTURE_MARK.search(sentence))
    ):
        return Missing("actual")
    if profile.answer_type in ("number", "date"):
        missing = _missing_level(profile, answering or sentence, sentence)
        if missing is not None:
            return missing
    if not states_type(sentence, profile) and not (
        profile.answer_type == "date" and states_type(around, profile)
    ):
        return type_missing(profile)
    if profile.kind == "person":
        return _missing_person(profile, sentence, around)
    return None


def says_it_happened(clause: str) -> bool:
    """Whether a clause tells of something done, and not of something to do."""
    return bool(_ACTUAL_MARK.search(clause))


def _missing_level(profile: QuestionProfile, answering: str, sentence: str) -> Missing | None:
    """A level asked about where the clause that answers is about another one."""
    # Where two levels are asked about, each has a clause and a figure of its own.
    stating = sentence if len(profile.levels) > 1 else answering
    for level in profile.levels:
        if any(word in stating for word in _LEVEL_WORDS[level]):
            continue
        others = [
            word for other, words in _LEVEL_WORDS.items() if other != level for word in (*words, other[:-1])
        ]
        if any(word in sentence for word in others):
            return Missing("level", level)
    return None


def asked_office(profile: QuestionProfile) -> tuple[str, str] | None:
    """The office asked about and the body it belongs to, in Chinese: (主任, 领导小组办公室); body may be empty."""
    if profile.language == "zh":
        role = _PERSON_ROLE.search(profile.question)
        if role is None:
            return None
        before = re.sub(r"的$", "", profile.question[: role.start()]).rstrip()
        found = re.search(
            r"(领导小组办公室|办公室|管委会|委员会|党工委|评审组|专家组|中心|[\u4e00-\u9fff]{2}局)$", before
        )
        return role[0], found[0] if found else ""
    for pattern, office in _ENGLISH_OFFICES:
        if re.search(pattern, profile.question, re.IGNORECASE):
            body = next(
                (name for words, name in _ENGLISH_BODIES if re.search(words, profile.question, re.I)), ""
            )
            return office, body
    return None


_ENGLISH_OFFICES: tuple[tuple[str, str], ...] = (
    (r"executive deputy", "常务副组长"),
    (r"deputy (?:head|leader)", "副组长"),
    (r"deputy director", "副主任"),
    (r"deputy (?:party )?secretary", "副书记"),
    (r"(?:vice|deputy) mayor", "副市长"),
    (r"\bmayor\b", "市长"),
    (r"\bsecretary\b", "书记"),
    (r"\bdirector\b", "主任"),
    (r"\b(?:heads?|chief|boss)\b[^?]*\bbureau", "局长"),
    (r"\b(?:heads?|chief|boss)\b[^?]*\bsection", "科长"),
    (r"\b(?:heads?|chief|boss)\b[^?]*\bdivision", "处长"),
    (r"\b(?:heads?|chief|boss)\b[^?]*\bcent(?:er|re)\b", "主任"),
    (r"\b(?:head|leader|chair\w*|chief|boss)s?\b", "组长"),
)
_ENGLISH_BODIES: tuple[tuple[str, str], ...] = (
    (r"leading group(?:'s)? office|office of the leading group", "领导小组办公室"),
    (r"(?:review|expert) (?:panel|group|committee)", "评审组"),
)


def _missing_person(profile: QuestionProfile, sentence: str, around: str) -> Missing | None:
    """The office asked about, where the evidence names holders of other offices only."""
    asked = asked_office(profile)
    if asked is None:
        return None
    office, body = asked
    if not re.search(rf"(?<!副){re.escape(office)}" if "副" not in office else re.escape(office), sentence):
        return Missing("person", office)
    if body and not re.search(
        rf"{re.escape(body)}的?(?:[^,，。;；]{{0,12}}、)?(?:常务)?副?{office}", sentence
    ):
        return Missing("person", body + office)
    for unit in profile.units:
        if unit not in sentence and unit not in around:
            return Missing("person", unit + office)
    return None


_WORDS: dict[MissingKind, tuple[str, str]] = {
    "unit": ("所查文件中没有提到“{what}”。", "The documents do not mention “{what}”."),
    "year": ("所查文件中没有{what}年的相关内容。", "The documents say nothing about {what}."),
    "other_year": (
        "所查文件没有写明{what}年的情况，只写了其他年份的。",
        "The documents state this for another year, not for {what}.",
    ),
    "actual": (
        "所查文件写明的是目标和安排，没有记载实际完成情况。",
        "The documents state what is planned; they do not record what actually happened.",
    ),
    "attribute": (
        "所查文件中没有写明所问的“{what}”。",
        "The documents do not state the “{what}” asked about.",
    ),
    "number": (
        "所查文件提到了相关内容，但没有给出所问的数量。",
        "The documents touch on this, but give no figure for what is asked.",
    ),
    "date": (
        "所查文件提到了相关内容，但没有写明所问的时间。",
        "The documents touch on this, but give no date for what is asked.",
    ),
    "person": ("所查文件没有写明{what}由谁担任。", "The documents do not name the person asked about."),
    "name": (
        "所查文件提到了相关内容，但没有写明所问的名称。",
        "The documents touch on this, but do not give the name asked for.",
    ),
    "who": (
        "所查文件提到了相关内容，但没有写明由谁来做。",
        "The documents touch on this, but do not say who does it.",
    ),
    "level": (
        "所查文件只写了其他层级的内容，没有写明“{what}”的情况。",
        "The documents state this for another level, not for “{what}”.",
    ),
    "subject": (
        "所查文件中没有找到能够回答这个问题的内容。",
        "Nothing in the documents answers this question.",
    ),
}


def refusal_text(missing: Missing, language: Language, looked_for: Sequence[str], has_nearest: bool) -> str:
    """What was looked for and not found, in one or two short sentences."""
    chinese, english = _WORDS[missing.kind]
    if language == "zh":
        text = chinese.format(what=missing.what or "该职务")
        if missing.kind == "subject" and looked_for:
            text = f"所查文件中没有找到关于“{'、'.join(looked_for)}”的、能够回答这个问题的内容。"
        return text + ("以下是最接近的内容，并非答案。" if has_nearest else "")
    text = english.format(what=missing.what)
    if missing.kind == "subject" and looked_for:
        text = f"Nothing in the documents answers this: no passage states {', '.join(looked_for)}."
    return text + (" The nearest passages follow; they do not answer it." if has_nearest else "")
