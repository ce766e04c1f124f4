"""Is a part asked for and the figure that of the whole: of several members, several levels, or of all?

None of the checks knows any document.
"""

from __future__ import annotations

import re

from assistant.answering.asked_figures import family_of
from assistant.answering.situation import Situation
from assistant.language.concepts import grams
from assistant.language.quantities import find_quantities, is_given
from assistant.language.sentences import clause_range, clause_ranges
from assistant.language.word_borders import word_borders
from assistant.questions.profile import QuestionProfile

# 4.81平方公里中,关坝组团占了多少: a part of a whole that the question states.
_SHARE_OF = re.compile(
    r"^(?P<whole>.+?)(?P<within>中|里|当中|之中|里面|其中)[,，]?(?P<part>[\u4e00-\u9fff]{2,12}?)的?(?:一共|总共|又|要|将|会|应|各|分别)*(?:占|有|是|为)(?:了|到|据)?(?:多少|几|百分之几)"
)


def not_that_share(question: str, sentence: str, span: tuple[int, int]) -> bool:
    """Whether a part of a stated whole is asked for and the figure is no part's: of another kind, or not beside its name."""
    asked = _SHARE_OF.search(question)
    wholes = find_quantities(asked["whole"]) if asked is not None else []
    if asked is None or not wholes or not {*asked.span("within")} <= word_borders(question):  # 中小企业
        return False
    figure = next((q for q in find_quantities(sentence) if q.start == span[0]), None)
    kinds = {family_of(whole.full_unit) for whole in wholes}
    if figure is None or is_given(figure, wholes) or family_of(figure.full_unit) not in {*kinds, "share"}:
        return True
    # No part is greater than its whole.
    if any(figure.unit == whole.unit and figure.value > whole.value for whole in wholes):
        return True
    part = next(
        (asked["part"][:n] for n in range(len(asked["part"]), 1, -1) if asked["part"][:n] in sentence), None
    )
    if part is None:
        return True
    start, end = clause_range(sentence, span[0])
    # 关坝组团占1.2平方公里, 1.2平方公里为关坝组团: nothing else is named between the two.
    beside = rf"{part}[^,，、;；。\d]{{0,10}}$", rf"^(?:的?[是为归属在])+[^,，、;；。\d]{{0,4}}{part}"
    return not (
        re.search(beside[0], sentence[start : span[0]]) or re.search(beside[1], sentence[span[1] : end])
    )


# 国家、市级创新平台4个: one figure of two levels together.
_JOINED_LEVELS = re.compile(r"(?:(?:国家|省|市|区|县)级?[、和与及]以?及?)+(?:国家|省|市|区|县)级")
_LEVEL_NAMES = ("国家", "省", "市", "区", "县")


def one_of_joined_levels(profile: QuestionProfile, clause: str) -> str | None:
    """The level that alone is asked about where a clause's figure is that of several levels together; None otherwise."""
    joined = _JOINED_LEVELS.search(clause)
    if joined is None:
        return None
    levels = [name for name in _LEVEL_NAMES if name in joined[0]]
    said = profile.question if profile.language == "zh" else "、".join(profile.levels)
    asked = [name for name in levels if re.search(name if name == "国家" else f"{name}级", said)]
    if profile.language == "zh" and joined[0] in profile.question:
        return None
    return f"{asked[0]}级" if 0 < len(asked) < len(levels) else None


_EACH_ONE = re.compile(
    r"每一?[家个人户亩所名位项](?![^,，?？]{0,6}各)|单个|人均|户均|\b(?:each|every|per|a single)\b (?!year|month|time|quarter|of|10,?000|ten thousand|unit|other)[a-z]+",
    re.IGNORECASE,
)


def of_each_one(question: str, clause: str) -> bool:
    """Whether an amount for each one is asked for (每家企业能拿多少) and the clause states one for all."""
    if re.search(r"[每各均]|单个|单项", clause):
        return False
    kind = each_kind(question)
    return bool(_EACH_ONE.search(question)) or (kind != "" and not any(end in clause for end in kind))


_EACH_KIND = re.compile(
    r"各个?(?P<kind>乡镇|镇街|乡|镇|街道|区县|县区|县|村|社区|部门|单位|局|企业|园区|组团|片区|学校|医院)(?!级)[^,，?？]{0,10}?(?:多少|几(?![月号])|多大)"
)


def each_kind(question: str) -> str:
    """Of each of which kind of places or bodies a Chinese question wants an amount (各乡镇改造多少户); empty for none."""
    asked = _EACH_KIND.search(question)
    return asked["kind"] if asked is not None else ""


_LIST_OF = re.compile(
    r"(?P<members>[^,，;；。]+(?:、[^,，;；。、]+){2,}?)等?(?:\d+|[两二三四五六七八九十]+)[个条项家类种]"
)


def stands_for_a_list(situation: Situation, clause: str, after: str) -> bool:
    """Whether the figure is that of a list (A、B、C五个组团…4.81平方公里) and one member alone is asked about.

    Args:
        after: What the clause says after its figure; a question that names this (为拓展区) means the whole.
    """
    match = _LIST_OF.search(clause)
    question = situation.profile.question
    if match is not None and _only_counts(situation.profile, clause, match, after):
        return True
    if match is not None and (
        _of_one_member(question, match["members"]) or _takes_a_share(question, clause, match)
    ):
        return True
    # 五个组团加起来多大 asks for the whole, whatever else its words may be.
    if match is not None and _counted_whole(clause, match) in situation.profile.question:
        return False
    counted = clause[match.end() : match.end() + 2] if match is not None else ""
    pieces = {
        gram for concept in situation.weigher.concepts for wording in concept.wordings for gram in wording
    } - {counted}
    if match is None or any(len(piece) > 1 and piece in after for piece in pieces):
        return False
    members = [re.sub(r"^.*(?:中的|新增|包括|围绕)", "", member) for member in match["members"].split("、")]
    if situation.profile.language == "zh":
        # 平山等五个组团 names the whole by its first member.
        asked = [m for m in members if re.search(rf"{re.escape(m)}(?!等)", question)]
    else:
        wordings = {w for concept in situation.weigher.concepts for w in concept.wordings}
        asked = [member for member in members if grams(member) in wordings]
    return 0 < len(asked) < len(members)


def _only_counts(profile: QuestionProfile, clause: str, listed: re.Match[str], after: str) -> bool:
    """Whether the figure is how many a list has (等5条产业链) and a Chinese question has no word for what is counted."""
    counted = clause[listed.end() :]
    if profile.language == "en" or counted != after or not counted or profile.unit_word == listed[0][-1]:
        return False
    said = (*(counted[at : at + 2] for at in range(2)), counted[2:3] or counted)
    return not any(word in profile.question for word in said)


_OF_WHICH = re.compile(
    r"属于|归属|归入|算|是不是|是否|还是|吗|(?<![什怎])么|在(?:不在)?哪|哪个区|包[括含]|一起|连同"
)


def told_of_all_alike(question: str, text: str) -> bool:
    """Whether one member is asked about (关坝组团要建什么) that a text names only in the list of them all.

    What the text says of the list it says of no member by itself; that it is one of them, it does say.
    """
    if _OF_WHICH.search(question):
        return False
    for start, end in clause_ranges(text):
        listed = _LIST_OF.search(text[start:end])
        if listed is not None and _takes_a_share(question, text[start:end], listed):
            counted = text[start:end][listed.end() : listed.end() + 2]
            names = [re.sub(r"^.*(?:中的|新增|包括|围绕)", "", n) for n in listed["members"].split("、")]
            named = [name for name in names if name and f"{name}{counted}" in question]
            if len(named) == 1 and text.count(named[0]) == 1:
                return True
    return False


def _counted_whole(clause: str, listed: re.Match[str]) -> str:
    """The count behind a list with the first two characters of what it counts: 五个组团."""
    count = re.search(r"(?:\d+|[两二三四五六七八九十]+)[个条项家类种]$", listed[0])
    return (count[0] if count else "") + clause[listed.end() : listed.end() + 2]


def _takes_a_share(question: str, clause: str, listed: re.Match[str]) -> bool:
    """Whether one member is asked about by what the list counts, beside the whole: 关坝组团在拓展区中占多少."""
    counted = clause[listed.end() : listed.end() + 2]
    names = [re.sub(r"^.*(?:中的|新增|包括|围绕)", "", member) for member in listed["members"].split("、")]
    named = [name for name in names if name and f"{name}{counted}" in question]
    return len(counted) == 2 and 0 < len(named) < len(names)


def _of_one_member(question: str, members: str) -> bool:
    """Whether one member alone is asked about as a part of them all: 五个组团中,青年组团的面积."""
    part = re.search(r"(?:[中里内]|其中|当中)[的,，]?(?P<rest>[^,，?？]*)", question)
    names = [re.sub(r"^.*(?:中的|新增|包括|围绕)", "", member) for member in members.split("、")]
    return part is not None and sum(part["rest"].startswith(name) for name in names if name) == 1
