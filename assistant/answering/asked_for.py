"""Does the evidence speak of what is asked for: the noun that is asked, the reason, the condition, the unit named?

A sentence may hold most of a question's words and leave out the one that is asked: "评价的结果是什么?" is not answered by
a plan to complete the evaluation, nor "why?" by what is to be done. Each check knows the form of a question and no document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.asked_figures import fitting_quantities
from assistant.answering.comparing import stand_together
from assistant.answering.duty_matching import without_units
from assistant.answering.extremes import leaves_extreme_open
from assistant.answering.instances import unnamed_kind
from assistant.answering.missing import Missing
from assistant.answering.selection import Scored
from assistant.answering.situation import Situation
from assistant.language.concepts import Concept, mentions
from assistant.language.sentences import clause_texts
from assistant.language.synonyms import read_spoken
from assistant.questions.profile import QuestionProfile
from corpus.document import Document

# Of a question that asks why, the sentence that gives a reason must itself hold this share; of one that asks what
# happens if, the same of the condition.
_OF_WHY = _OF_CONDITION = 0.5
# An English question's sentence with its headings must hold this share: what stands beside it may speak of all else.
_OWN_ENGLISH = 0.3
# A date's sentence with all around it must hold this share.
_OF_DATED = 0.36


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
    # "Why does it matter?" asks what it means for somebody, which a text states and gives no reason for.
    asks_why = _WHY.search(profile.question) and not _WHY_IT_MATTERS.search(profile.question)
    if asks_why and not _gives_reason(best, situation, document):
        return Missing("attribute", "原因" if profile.language == "zh" else "reason")
    if leaves_extreme_open(profile, said):
        return Missing("number")
    condition = _unmet_condition(situation, said)
    if condition is not None:
        return Missing("attribute", condition)
    if profile.answer_type == "date" and max(best.context, best.own) < _OF_DATED:
        return Missing("date")
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
    # What is told of another thing in a further sentence is not told of this one.
    told = " ".join((best.sentence.text, *best.sentence.path))
    kind = unnamed_kind(profile, said)
    if kind is not None:
        return Missing("name", kind)
    if _ASKS_CONDITIONS.search(profile.question) and not _CONDITION.search(best.sentence.text):
        return Missing("attribute", "条件")
    named = _not_so_named(profile, told, situation.at_hand)
    if named is not None:
        return Missing("name", named)
    section = document.section_at(best.sentence.start)
    if best.sentence.is_heading and section is not None:
        told += document.text[section.start : section.end]
    noun = _noun_not_said(situation, said, told)
    if noun is not None:
        return Missing("attribute", noun)
    if profile.language == "en" and profile.answer_type in ("text", "list"):
        under = document.text[section.start : section.end] if best.sentence.is_heading and section else ""
        return Missing("subject") if situation.weigher.coverage(said + under) < _OWN_ENGLISH else None
    return Missing("subject") if _only_refers(situation, best.sentence.text) else None


def _holds_only_units(situation: Situation, said: str) -> bool:
    """Whether of all that a question names the evidence has the units alone, which stand in many a list."""
    if not situation.profile.units:
        return False
    weigher = without_units(situation)
    return bool(weigher.concepts) and weigher.coverage(said) == 0


# 住房城乡建设局要出多少钱: what one unit gives, no sum says that does not name it.
_ZH_GIVES = re.compile(
    r"(?:要|得|会|将|该|来|一共|各)*(?:出|投|拿|掏|拨|配|花|筹|垫|分摊|承担|贡献|安排)(?:资|钱|入|出|付|套|了)*(?:多少|几)"
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
)
_ANY_DOING = re.compile(
    r"[做干办弄搞管抓]|负责|落实|完成|执行|实施|推进|牵头|配合|开展|组织|进行|处理|工作|任务|承担|统筹|协调|推动|办理|主管|担任"
)


def done_by_nobody(profile: QuestionProfile, said: str) -> str | None:
    """What somebody is asked for to do, where the evidence has no word for it; None otherwise."""
    if profile.language != "zh" or profile.answer_type == "person":
        return None
    match = _ZH_IN_CHARGE.search(profile.question)
    if match is None and profile.role is None:
        match = _ZH_DOES.search(profile.question)
    if match is None or _ANY_DOING.search(match["verb"]) or match["verb"] in said:
        return None
    spoken = (official for word, wordings in read_spoken() if word in match["verb"] for official in wordings)
    return None if any(official in said for official in spoken) else match["verb"]


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


_WHY = re.compile(
    r"(?<![定位作称列设评视转变改升])为什么|为啥|为何|缘何|何以|何故|凭(?:什么|啥)|干嘛(?=要|不|非|让)|怎么会|(?:原因|理由|缘由|道理|用意|出发点)(?:是|有|在|何在)|出于(?:什么|啥|何)|(?:有|是)(?:什么|啥|何)(?:原因|理由|讲究|道理|用意)|"
    r"^\s*(?:and |so |but )?why\b|\bhow come\b|\bfor what reason|\bon what grounds|\bwhat (?:is|was|are|were|'s)? ?the (?:reasons?|rationale|logic|thinking)\b|\bwhat made\b",
    re.I,
)
_WHY_IT_MATTERS = re.compile(
    r"为(?:什么|何)[^,，?？]{0,24}(?:重要|意义|要紧|关键|值得)|\bwhy\b[^?]*\b(?:matters?|important|significant|worth(?:while| it)?)\b",
    re.I,
)
_REASON = re.compile(
    r"(?:^|[,，。;；:：])\s*(?:为(?!止|期|主|准)|由于|因|鉴于|针对|基于|考虑到)|因为|因此|原因|目的|旨在|意义|必要|以[便免期]|防止|避免|从而|有利于|不足|不够|不高|缺乏|影响"
)


_REASON_FOLLOWS = re.compile(r"\s*(?:这|因|由于|主要|其?原因|其?目的|目前|一是|首先|旨在)")


def _gives_reason(best: Scored, situation: Situation, document: Document) -> bool:
    """Whether a sentence, or the one that goes on from it, says why, and speaks of what is asked about."""
    sentence = best.sentence
    after = document.text[sentence.end : min(sentence.passage_end, sentence.end + 120)]
    near = sentence.text + (after if _REASON_FOLLOWS.match(after) or sentence.is_heading else "")
    held = situation.weigher.coverage(" ".join((near, *sentence.path)))
    return bool(_REASON.search(near)) and max(best.own, held) >= _OF_WHY


_ZH_IF_NOT = re.compile(
    r"(?:没有?|未能?|不)(?P<verb>[\u4e00-\u9fff]{2})[^,，?？]{0,6}[,，]?(?:怎么办|咋办|怎么处理|如何处理|会怎么?样|怎样处理)"
)
# How often it must have happened is part of the condition.
_TIMES = re.compile(r"(?:[两二三四五六七八九十]|[2-9])次|再次|屡次|连续")
_ZH_OUTCOME = re.compile(r"怎么办|后果|会怎么?样|怎么处理|如何处理|怎么罚")
_EN_IF = re.compile(
    r"^\s*what (?:happens|will happen|would happen)\b[^?]*?\b(?:if|when|once|after)\b(?P<condition>[^?]+)",
    re.I,
)


def _unmet_condition(situation: Situation, said: str) -> str | None:
    """The condition of which the question asks what follows, where the evidence does not speak of it."""
    question = situation.profile.question
    if situation.profile.language == "zh":
        match = _ZH_IF_NOT.search(question)
        if match and not any(spoken in match[0] for spoken, _ in read_spoken()):
            verb = match["verb"]
            return (
                None
                if re.search(rf"(?:未|不|没有?|逾期|超过?)[^,，。;；]{{0,6}}{verb}", said)
                else f"没有{verb}"
            )
        times = _TIMES.search(question) if _ZH_OUTCOME.search(question) else None
        return times[0] if times and times[0] not in said else None
    match = _EN_IF.search(question)
    if match is None:
        return None
    asked = [concept for concept in situation.weigher.concepts if mentions(match["condition"], concept)]
    held = [
        share
        for concept, share in zip(situation.weigher.concepts, situation.weigher.held(said), strict=True)
        if concept in asked and not concept.optional
    ]
    return match["condition"].strip() if held and min(held) < _OF_CONDITION else None


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


# …的文号是多少, …有什么后果: the noun that is asked, behind 的 or behind the question word.
_ZH_NOUN = (
    re.compile(
        r"的(?P<noun>(?![会能要将可应该])[\u4e00-\u9fff]{2,6}?)(?:到底|究竟|具体|分别|都|各|一共|总共|主要|要|应该?|将|会|能|可以|得)*(?:是|为|有|到|达到?|占)(?:什么|多少|哪些|哪几[个项条种]|哪一?年|怎样的?|怎么样|什么时候)[?？。呢啊]*$"
    ),
    re.compile(
        r"(?P<verb>[\u4e00-\u9fff]{2})(?:什么|哪些|哪种|哪类)(?P<noun>[\u4e00-\u9fff]{2})[?？。呢啊]*$"
    ),
)
# 会被免职吗: what somebody is to undergo or receive.
_ZH_UNDERGOES = re.compile(
    r"(?:会不会|能不能|可不可以|是否|[会能要])(?:被|得到|享受到?)[\u4e00-\u9fff]{0,4}?(?P<verb>(?![^?？]*(?:什么|哪|多少|几))[\u4e00-\u9fff]{2})[吗么]?[?？]*$"
)
# Nouns that an answer need not repeat: it tells such a thing rather than naming it, or says it as a figure.
_GENERIC = re.compile(
    r"(?:措施|举措|办法|做法|方法|方式|方案|方向|途径|渠道|路径|内容|要求|规定|条款|方面|工作|任务|职责|事项|事情|情况|情形|问题|条件|标准|准则|原则|目标|指标|思路|理念|主题|定位|意义|作用|目的|特点|"
    r"特征|优势|变化|区别|不同|差别|关系|联系|步骤|环节|阶段|流程|程序|手续|材料|资料|文件|名单|服务|政策|支持|扶持|待遇|好处|优惠|东西|部分|因素|建议|倡议|行动|活动|安排|部署|计划|进展|成效|成果|"
    r"成绩|影响|后果|行业|领域|类型|种类|类别|类|项目|对象|范围|人员|人群|人才|群体|单位|部门|机构|企业|组织|地方|地区|区域|地点|位置|地位|名称|名字|称号|称呼|全称|简称|意思|含义|概念|定义|"
    r"角色|身份|职务|职位|级别|层级|程度|水平|时间|时候|日期|时限|期限|年份|月份|时段|时长|周期|数量|数字|数目|平台|用途|方针|口号|线|数值|数额|总数|总量|总额|规模|金额|资金|比例|比重|占比|份额|幅度|目标值|面积|大小|能力|"
    r"因|人|事|话|字|年|日|值|样|用|法|率)$"
)


def _noun_not_said(situation: Situation, said: str, told: str) -> str | None:
    """The noun asked for, in the question's own words, where the evidence has no word for it."""
    profile = situation.profile
    if profile.language == "en":
        return _english_noun_not_said(situation, said)
    undergone = _ZH_UNDERGOES.search(profile.question)
    if undergone is not None and not any(spoken in undergone[0] for spoken, _ in read_spoken()):
        return None if undergone["verb"] in told else undergone["verb"]
    match = next((match for pattern in _ZH_NOUN if (match := pattern.search(profile.question))), None)
    if match is None:
        return None
    noun = re.sub(r"^.*的", "", match["noun"])
    word = noun[-2:]
    if len(noun) < 2 or _GENERIC.search(noun):
        return None
    if match.re is _ZH_NOUN[1]:
        # 重点发展什么产业: a text may tell what it is without the noun, but hardly without the verb as well.
        if re.search(r"[了着过有是做干取要需出到成]", match["verb"]) or match["verb"] in told:
            return None
        said = told
    known = [
        word,
        *(official for spoken, wordings in read_spoken() if spoken in noun for official in wordings),
    ]
    return None if any(one in said for one in known) else noun


_EN_NOUN = (
    re.compile(
        r"^\s*(?:and |so )?(?:what|which)(?:'s| is| are| was| were| will be| should be) the (?:[\w-]+ ){0,3}?(?P<noun>[a-z-]+) (?:of|for|at|in|on|per|under|to be)\b",
        re.I,
    ),
    re.compile(
        r"^\s*(?:what|which) (?:[\w-]+ ){0,2}?(?P<noun>[a-z-]+) (?:is|are|was|were|will|would|does|do|did|must|should|shall|has|have|had|can|could|may)\b",
        re.I,
    ),
    re.compile(
        r"\b(?:say|says|said|state|states|tell us|provide) about (?:the )?(?:[\w-]+ )*?(?P<noun>[a-z-]+)\s*\?*\s*$",
        re.I,
    ),
)
_EN_GENERIC = frozenset(
    "aim aims amount amounts approach area areas aspect aspects basis campaign case category ceiling characteristics "
    "clusters condition conditions content contents date day deadline definition department departments bureau bureaus description direction "
    "directions document documents entity entities extent field fields figure figures form format function functions goal goals group groups "
    "idea ideas importance indicator indicators institution institutions item items kind kinds label level limit list main maximum "
    "meaning measure measures method methods minimum mission month months motto name names number numbers objective "
    "objectives office offices organisation organisations organization organizations part parts percentage period phase "
    "phases place places plan plans point points policies policy position principle principles problem problems procedure "
    "process project projects proportion purpose purposes range rate ratio region regions reason reasons requirement requirements "
    "responsibilities responsibility role roles rule rules schedule scope sector sectors service services share significance size slogan "
    "sort sorts stage stages standard standards status step steps strategies strategy support system systems target targets task tasks "
    "theme thing things threshold time timetable title titles tool tools topic total type types unit units upper value "
    "way ways what which work year years one ones two three four five six seven eight nine ten people persons person companies enterprises firms".split()
)


def _english_noun_not_said(situation: Situation, said: str) -> str | None:
    """The noun that an English question asks for, where no rendering of it stands in the evidence."""
    question = situation.profile.question
    match = next((match for pattern in _EN_NOUN if (match := pattern.search(question))), None)
    if match is None or match["noun"].lower() in _EN_GENERIC:
        return None
    noun = match["noun"]
    # 标准煤 measures and is no standard.
    text = said.replace("吨标准煤", "吨")
    named = [c for c in situation.weigher.concepts if _ends_in(c, noun) and not c.optional]
    if not named:
        return None
    held = [any(all(piece in text for piece in wording) for wording in c.wordings) for c in named]
    return None if any(held) else noun


def _ends_in(concept: Concept, noun: str) -> bool:
    return bool(re.search(rf"\b{re.escape(noun)}$", concept.source, re.I))


_ASKS_CONDITIONS = re.compile(r"(?:符合|满足|具备)(?:什么|哪些|哪几[个项条])(?:样的?)?(?:条件|资格|门槛)")
_CONDITION = re.compile(r"条件|标准|资格|门槛|应当|[必应]?须|具备|不低于|不少于|以上|未")
# 哪些企业被列为重点企业: the text must speak of 重点企业.
_DESIGNATED = re.compile(
    r"(?:列为|入选|选入|定为|评为|选为|列入|纳入|认定为|确定为|命名为|授予|评上|评选为)(?:了)?(?P<what>[\u4e00-\u9fff]{2,10}?)(?:的|了)?[?？]?$"
)
# 在哪个组团布局: a word of the documents for a kind of place, of which one must be told.
_IN_WHICH = re.compile(r"[在到]哪(?:一?个|几个|些|一?家|一?座)(?P<what>[\u4e00-\u9fff]{2,4})")


def _not_so_named(profile: QuestionProfile, told: str, documents: Sequence[Document]) -> str | None:
    """What something is to be named as, or the kind of place asked for, where the evidence has no word for it."""
    if profile.language == "en":
        return None
    designated = _DESIGNATED.search(profile.question)
    if designated is not None:
        return None if designated["what"][-4:] in told else designated["what"]
    place = _IN_WHICH.search(profile.question)
    if place is None or _GENERIC.search(place["what"][:2]):
        return None
    word = place["what"][:2]
    known = any(word in document.text for document in documents)
    return word if known and word not in told else None


_REFERS = re.compile(r"^(?:并|要|应|须|严格)?(?:按照|根据|依据|参照|对照|符合|遵循|围绕|结合)")


def _only_refers(situation: Situation, text: str) -> bool:
    """Whether what is asked for is only pointed to and not told: 按照市级高新区认定条件, of which conditions?"""
    match = _LISTED_NOUN.search(situation.profile.question) if situation.profile.language == "zh" else None
    if match is None or situation.profile.answer_type not in ("list", "text"):
        return False
    noun = (match["noun"] or match["met"])[-2:]
    naming = [clause for clause in clause_texts(text) if noun in clause]
    asked = set(situation.profile.question)
    if naming and all(_ONLY_NAMES.search(clause) and clause.strip().endswith(noun) for clause in naming):
        return True
    return bool(naming) and all(
        _REFERS.match(clause.strip()) and sum(c not in asked for c in _REFERS.sub("", clause.strip())) <= 1
        for clause in naming
    )


# 按照市级高新区认定条件 tells none of them, whose conditions ever are asked for; 按照下列条件 goes on to tell them.
_ONLY_NAMES = re.compile(
    r"^\s*(?:并|要|应|须|严格)?(?:按照|根据|依据|参照|对照)(?!.*(?:下列|以下|如下|[“「]))"
)
_LISTED_NOUN = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{2,8})(?:具体|分别|都|一共|主要)*(?:有|是|包括)(?:哪些|哪几[个项条种]|什么|几[个项条种])"
    r"|(?:满足|符合|具备|达到|遵守|按照?|依据|对照)(?:哪些|哪几[个项条种]|什么样?的?)(?P<met>条件|标准|要求|规定|指标|办法|程序)"
)
