"""Does the evidence have a word for the very noun that is asked for, and tell it rather than point to it?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.situation import Situation
from assistant.language.bounds import bound_asked
from assistant.language.concepts import Concept
from assistant.language.quantities import find_quantities
from assistant.language.sentences import clause_texts
from assistant.language.synonyms import read_spoken
from assistant.questions.profile import QuestionProfile
from corpus.document import Document

# …的文号是多少, …有什么后果: the noun that is asked, behind 的 or behind the question word.
_ZH_NOUN = (
    re.compile(
        r"的(?P<noun>(?![会能要将可应该])[\u4e00-\u9fff]{2,6}?)(?:到底|究竟|具体|分别|都|各|一共|总共|主要|要|应该?|将|会|能|可以|得|定|设)*(?:是|为|在|有|到|达到?|占)(?:什么|多少|哪些|哪几[个项条种]|哪一?年|怎样的?|怎么样|什么时候)[?？。呢啊]*$"
    ),
    re.compile(
        r"(?P<verb>[\u4e00-\u9fff]{2})(?:什么|哪些|哪种|哪类)(?P<noun>(?!局)[\u4e00-\u9fff]{2})[?？。呢啊]*$"
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
    r"角色|身份|职务|职位|级别|层级|程度|水平|时间|时候|日期|时限|期限|年份|月份|时段|时长|周期|数量|数字|数目|平台|用途|方针|口号|线|数值|数额|总数|总量|总额|规模|金额|资金|来源|比例|比重|占比|份额|幅度|目标值|面积|大小|能力|"
    r"因|人|事|话|字|年|日|值|数|样|用|法|率)$"
)


def noun_not_said(situation: Situation, said: str, told: str) -> str | None:
    """The noun asked for, in the question's own words, where the evidence has no word for it."""
    profile = situation.profile
    if profile.language == "en":
        return _english_noun_not_said(situation, said, told)
    undergone = _ZH_UNDERGOES.search(profile.question)
    if undergone is not None and not any(spoken in undergone[0] for spoken, _ in read_spoken()):
        return None if undergone["verb"] in told else undergone["verb"]
    match = next((match for pattern in _ZH_NOUN if (match := pattern.search(profile.question))), None)
    if match is None:
        return None
    if bound_asked(match["noun"]) and situation.profile.answer_type == "number":
        return None  # a text sets a bound by 不低于 and 不超过; the figure's own checks tell whether it is of this side
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
    "annex appendix article articles chapter chapters clause clauses heading headings page paragraph paragraphs section sections subsection "
    "aim aims amount amounts approach area areas aspect aspects basis campaign case category ceiling characteristics "
    "clusters condition conditions content contents date day deadline definition department departments bureau bureaus description direction "
    "directions document documents entity entities extent field fields figure figures form format function functions goal goals group groups "
    "idea ideas importance indicator indicators institution institutions item items kind kinds label level limit list main maximum "
    "meaning measure measures method methods minimum mission month months motto name names number numbers objective "
    "objectives office offices organisation organisations organization organizations part parts percentage period phase "
    "phases place places plan plans point points policies policy position positions post posts principle principles problem problems procedure "
    "process project projects proportion purpose purposes range rate ratio region regions reason reasons requirement requirements "
    "responsibilities responsibility role roles rule rules schedule scope sector sectors service services share significance size slogan "
    "sort sorts stage stages standard standards status step steps strategies strategy support system systems target targets task tasks "
    "theme thing things threshold time timetable title titles tool tools topic total type types unit units upper value "
    "way ways what which work year years one ones two three four five six seven eight nine ten people persons person companies enterprises firms".split()
)


# Of "the target for foreign visitors" the visitors are asked for: a measure tells nothing of what it measures.
_EN_STOPS = (
    r"(?!(?:by|in|for|at|of|to|per|during|under|set|is|are|was|were|over|within|from|with|does|do|did|will|would|should|"
    r"shall|must|can|may|has|have|on|that|which|as|against|and|or|end|close|year|20\d\d)\b)"
)
_EN_MEASURED = re.compile(
    r"\b(?:target|goal|figure|rate|growth|share|proportion|percentage|number|amount|volume|value|ceiling|cap|limit|quota|budget)"
    r"(?: (?:is|does|do|has|will|was|should|must)\b[^?]{0,40}?"
    r"\b(?:set|given?|fix|fixed|aim|state|stated|name|envisaged?|planned|reach)(?: out| down)?)?"
    rf" (?:for|of|in|on) (?P<thing>(?:{_EN_STOPS}[\w&'’-]+\s*)+)",
    re.I,
)


# What growth rate of …, what is the growth rate of …: the measure itself is asked for, not the idea it is based on.
_EN_MEASURE = re.compile(
    r"\s*(?:and |so )?what(?:'s| is| are| was| will be)?(?: the)? (?:[\w-]+ ){0,2}?"
    r"(?:target|goal|figure|rate|growth|share|proportion|percentage|number|amount|volume|value|ceiling|cap|limit|quota)\b",
    re.I,
)


def _measured_noun(question: str) -> str | None:
    """What an English question asks an amount of; None where it names no measure or nothing that it measures."""
    measured = _EN_MEASURED.search(question)
    while measured is not None:
        noun: str = measured["thing"].split()[-1]
        if noun.lower() not in _EN_GENERIC:
            return noun
        # "The target for the number of exhibitions": a measure of a measure.
        measured = _EN_MEASURED.search(question, measured.start("thing"))
    return None


def _english_noun_not_said(situation: Situation, said: str, told: str) -> str | None:
    """The noun that an English question asks for, where no rendering of it stands in the evidence.

    Args:
        told: The first sentence with its headings: an amount must be said there to be that thing's.
    """
    question = situation.profile.question
    match = next((match for pattern in _EN_NOUN if (match := pattern.search(question))), None)
    noun = match["noun"] if match is not None and match["noun"].lower() not in _EN_GENERIC else None
    if noun is None and (situation.profile.answer_type == "number" or _EN_MEASURE.match(question)):
        noun, said = _measured_noun(question), told
    if noun is None:
        return None
    # 标准煤 measures and is no standard.
    text = said.replace("吨标准煤", "吨")
    named = [c for c in situation.weigher.concepts if _ends_in(c, noun) and not c.optional]
    if not named:
        return None
    held = [any(all(piece in text for piece in wording) for wording in c.wordings) for c in named]
    return None if any(held) else noun


def _ends_in(concept: Concept, noun: str) -> bool:
    return bool(re.search(rf"\b{re.escape(noun)}$", concept.source, re.I))


# 哪些企业被列为重点企业: the text must speak of 重点企业.
_DESIGNATED = re.compile(
    r"(?:列为|入选|选入|定为|评为|选为|列入|纳入|认定为|确定为|命名为|授予|评上|评选为)(?:了)?(?!多少|几|什么|哪|谁)(?P<what>[\u4e00-\u9fff]{2,10}?)(?:的|了)?[?？]?$"
)
# 在哪个组团布局: a word of the documents for a kind of place, of which one must be told.
_IN_WHICH = re.compile(r"[在到]哪(?:一?个|几个|些|一?家|一?座)(?P<what>[\u4e00-\u9fff]{2,4})")


def not_so_named(profile: QuestionProfile, told: str, documents: Sequence[Document]) -> str | None:
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


def only_refers(situation: Situation, text: str) -> bool:
    """Whether what is asked for is only pointed to and not told: 按照市级高新区认定条件, of which conditions?"""
    match = _LISTED_NOUN.search(situation.profile.question) if situation.profile.language == "zh" else None
    if match is None or situation.profile.answer_type not in ("list", "text"):
        return False
    noun = (match["noun"] or match["met"])[-2:]
    naming = [clause for clause in clause_texts(text) if noun in clause]
    # 按照每人每天100元的标准 tells it.
    if any(find_quantities(clause) for clause in naming):
        return False
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
    r"(?P<noun>[\u4e00-\u9fff]{2,8})(?:具体|分别|都|一共|主要){0,3}(?:有|是|包括)(?:哪些|哪几[个项条种]|什么|几[个项条种])"
    r"|(?:满足|符合|具备|达到|遵守|按照?|依据|对照)(?:哪些|哪几[个项条种]|什么样?的?)(?P<met>条件|标准|要求|规定|指标|办法|程序)"
)
