"""Does the evidence answer, or does it only look alike?

Each check names one thing that an answer needs and the evidence lacks. The order is that of
certainty: a year or a unit that stands nowhere is a fact, thin coverage is an estimate.
docs/refusal.md tells what was measured.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.asked_office import missing_person
from assistant.answering.asked_type import states_type, type_missing
from assistant.answering.heading_periods import lies_in_stage
from assistant.answering.missing import Missing
from assistant.language.attributes import attribute_name, states_attribute
from assistant.language.regions import MUNICIPALITIES, PLACES
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
# ``python -m benchmarks.absent`` prints what each threshold stops and what it loses, ``benchmarks.absent_fit`` how the
# weights behind it were obtained.
MINIMUM_STANDING = {"zh": 1.1}
# How something is done is told by any notice on the matter: there the document that answers must stand out so much more.
METHOD_STANDING = 0.2
# A document says whose it is within its title and first lines.
OPENING_CHARS = 120
# A figure must stand in a sentence that itself holds this much of the question.
MINIMUM_OWN_COVERAGE = {"zh": 0.22, "en": 0.18}

_ACTUAL_MARK = re.compile(
    r"已(?!有|经济)|实际(?:完成|新增|达到|建成|投入|增长|获得|实现)|截至|完成情况|同比|获批|批复|经[^,，]{2,10}(?:公告|(?:认|评|核|审)定(?!条件|标准|办法)|批准|批复|验收|备案|登记)|获得了|达到了|完成了|建成了|实现了|荣获|本年度|完成率为|目前"
)
_FUTURE_MARK = re.compile(
    r"到\d{4}年|力争|确保|目标|不低于|不少于|底[,，前]|要(?!素|求)|将|计划|努力|完成时间"
)
_LEVEL_WORDS = {
    "国家级": ("国家",),
    "省级": ("省",),
    "市级": ("市级", "全市", "本市", "市、", "市和", "市政", "市委", *MUNICIPALITIES),
    "区级": ("区级", "区里", "全区"),
    "县级": ("县",),
    "镇级": ("镇",),
    "乡镇级": ("乡镇", "镇街"),
    "乡级": ("乡",),
    "村级": ("村",),
    "街道级": ("街道", "镇街"),
}


def missing_years(profile: QuestionProfile, documents: Sequence[Document]) -> Missing | None:
    """A year asked about that none of the documents at hand mentions, nor has within a stage of several years."""
    for year in profile.years:
        if not any(
            str(year) in document.text
            or str(year) in (document.metadata.date or "")
            or lies_in_stage(document, year)
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
        if re.search(r"(?:(?<![布结格全大开时])局|厅|办公室|管委会|委员会|公司)$", unit) and not any(
            name in d.text for d in documents for name in _also_called(unit)
        ):
            return Missing("unit", unit)
    return None


def _also_called(unit: str) -> tuple[str, ...]:
    """The names by which a text may call a body: without its place, since 宁波城市管理委员会 is 宁波市城市管理委员会."""
    place = next((place for place in PLACES if unit.startswith(place)), "")
    bare = re.sub(r"^[省市区县](?!场)", "", unit.removeprefix(place))
    return (unit, bare) if place and len(bare) > 5 else (unit,)


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
    profile: QuestionProfile, sentence: str, around: str, is_plan: bool, answering: str = "", title: str = ""
) -> Missing | None:
    """What the chosen evidence lacks of the question's constraints, or None.

    Args:
        sentence: The text that would be quoted.
        around: The same with its headings and the rest of its passage.
        is_plan: Whether the document says what is to be done rather than what was.
        answering: The clause that holds the figure or date to be given.
        title: Of the document.
    """
    # 每万元增加值 is what is measured against, and no sum that anybody gets.
    stated = re.sub(r"每一?[百千万亿]*元", "", sentence)
    for wordings in profile.attributes:
        if not states_attribute(wordings, stated):
            return Missing("attribute", attribute_name(wordings, profile.question, profile.language))
    # A plan names goals; that one was reached, it cannot say.
    if (
        profile.wants_actual
        and not _ACTUAL_MARK.search(answering or sentence)
        and (is_plan or _FUTURE_MARK.search(sentence))
    ):
        return Missing("actual")
    if profile.answer_type in ("number", "date"):
        missing = _missing_level(profile, answering or sentence, sentence, title)
        if missing is not None:
            return missing
    if not states_type(sentence, profile) and not (
        profile.answer_type == "date" and states_type(around, profile)
    ):
        return type_missing(profile)
    if profile.kind == "person":
        return missing_person(profile, sentence, around)
    return None


def says_it_happened(clause: str) -> bool:
    """Whether a clause tells of something done, and not of something to do."""
    return bool(_ACTUAL_MARK.search(clause))


def _missing_level(profile: QuestionProfile, answering: str, sentence: str, title: str) -> Missing | None:
    """A level asked about where the clause that answers is about another one.

    市级高新区 is what a plan to create one is about all through: its level is no choice among levels.
    """
    # Where two levels are asked about, each has a clause and a figure of its own.
    stating = sentence if len(profile.levels) > 1 else answering
    for level in profile.levels:
        named = re.findall(rf"{level}[\u4e00-\u9fff]{{2}}", profile.question)
        own_subject = bool(named) and all(name in title for name in named)
        # English does not say which word the level belongs to; dates are seldom told by level.
        own_subject |= profile.language == "en" and profile.answer_type == "date" and level in title
        if own_subject or any(word in stating for word in _LEVEL_WORDS[level]):
            continue
        others = [
            word for other, words in _LEVEL_WORDS.items() if other != level for word in (*words, other[:-1])
        ]
        if any(word in sentence for word in others):
            return Missing("level", level)
    return None
