"""Which of several has the most, which have alike, and how many are there together? From figures that stand side by side.

"A产业中的…等5条产业链,B产业中的…等7条产业链": each figure counts the same thing and belongs to the words before it. No sentence
says which is the greatest, nor the sum; the answer says both, names each part with its citation, and that it was computed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.draft import Draft
from assistant.answering.extreme_wording import Part, say_alike, say_each, say_most, say_spread, say_sum
from assistant.answering.parts_of_figures import each_kind
from assistant.answering.situation import Situation
from assistant.language.concepts import mentions
from assistant.language.quantities import find_quantities
from assistant.language.sentences import clause_range
from assistant.questions.profile import QuestionProfile

_ZH_MOST = re.compile(
    r"(?:哪一?[个项种类家]|谁|哪些)[^,，?？]{0,12}最(?P<which>多|少|大|小|高|低|长|短)|最(?P<least>多|少|大|小|高|低|长|短)的(?:是|为)?(?:哪|谁)"
)
_EN_MOST = re.compile(
    r"^\s*(?:which|what)\b[^?]*\b(?P<which>most|fewest|least|largest|smallest|highest|lowest|greatest)\b",
    re.I,
)
_EN_COUNTED = re.compile(
    r"\b(?:the )?(?:most|fewest|least|highest number of|largest number of|greatest number of|smallest number of) (?P<things>(?:[\w-]+ ?){1,4})",
    re.I,
)
_SUM = re.compile(
    r"(?:加起来|加在一起|合计|总共|一共|共有|共计)[^,，?？]{0,8}(?:多少|几)|(?:多少|几)[个条项家件][^,，?？]{0,10}(?:加起来|合计)|\bhow many\b[^?]*\b(?:in total|altogether|all together|combined|in all)\b",
    re.I,
)
_SEVERAL = re.compile(
    r"[两二三四五六七八九十\d](?:大|[个项类家种])|各|所有|全部|每[个项类家]|加起来|加在一起|合计"
)
# 最多的和最少的相差几条.
_SPREAD = re.compile(
    r"最(?P<one>[多少大小高低长短])[^,，?？]{0,10}最[多少大小高低长短][^,，?？]{0,10}(?:差|多几|多多少)|\bdifference between\b[^?]*\bmost\b[^?]*\b(?:fewest|least)\b",
    re.I,
)
_ALIKE = re.compile(
    r"(?:哪些|哪[两几二三四][个项种类家])[^,，?？]{0,14}(?:相同|一样|相等|同样)|\bwhich (?:two|three|of)\b[^?]*\b(?:same|equal|as many)\b",
    re.I,
)
_LEAST = frozenset("少 小 低 短 fewest least smallest lowest".split())
# What opens the words before a figure and is no part of whose it is.
_OPENING = re.compile(r"^.*(?:围绕|包括|聚焦|其中|建设|构建|发展)(?=[^,，、]{2})")
_OWNER = re.compile(r"^(?P<owner>[^,，、;；。:：]{2,24}?)(?:中的|里的|的|[:：]|包括|包含|下设|设有|有|为|共)")
_KIND_BEFORE = re.compile(r"(?P<owner>[\u4e00-\u9fff、]{2,12})(?P<noun>[\u4e00-\u9fff]{2})$")
_MAKING = re.compile(r"^.*(?:新建成?|建成|新增|培育|建设|达到|拥有|完成|引进)")
_FEWEST = 2
_LOOKED_AT = 12


_ZH_ADDED = re.compile(r"加起来|加在一起|合计|总共|一共|共有|共计|[有是]?(?:多少|几)")
_ZH_JOIN = re.compile(r"以及|[和与跟及、]|加上?")
_EN_JOIN = re.compile(r"\band\b|\bplus\b|,", re.I)
_OF_WHICH = re.compile(r"其中|(?<=[,，:：(（])(?:包括|包含|含)")


_ZH_ANY_MOST = re.compile(r"(?:哪|谁|什么)[^,，?？]{0,12}最(?![终后近新迟晚]|[多少大小高低]要)")
_SAYS_MOST = re.compile(r"最(?!大限度|大程度|终|后|新|近)|第一|首位|居首|领先|主导|重中之重")


_EN_BOUND = re.compile(
    r"\b(?:the|at|a) (?:very )?(?:least|lowest|smallest|most|highest) (?:number|amount|share|figure|level|value|possible)\b|\bat the (?:very )?(?:least|most)\b",
    re.IGNORECASE,
)


def leaves_extreme_open(profile: QuestionProfile, said: str) -> bool:
    """Whether it is asked which of several has the most, and the text that is to answer ranks nothing."""
    asked = (_ZH_ANY_MOST if profile.language == "zh" else _EN_MOST).search(profile.question)
    # "What is the least number of patents?" asks for a bound and ranks nothing.
    asked = None if _EN_BOUND.search(profile.question) else asked
    return asked is not None and profile.role is None and not _SAYS_MOST.search(said)


def answer_extreme(draft: Draft, situation: Situation) -> bool:
    """Write which part has the most or the least, or what all have together; False where none is asked or computed."""
    profile = situation.profile
    if profile.role is not None or profile.wants_actual:
        return False
    spread, alike = _SPREAD.search(profile.question), _ALIKE.search(profile.question)
    most = _ZH_MOST if profile.language == "zh" else _EN_MOST
    asked = None if spread or alike else most.search(profile.question)
    each = profile.asks_each and profile.answer_type == "number"
    if not (asked or spread or alike or each or _SUM.search(profile.question)):
        return False
    sums = not (asked or spread or alike)
    found = _parallel(situation)
    parts = _those_added(situation, found) if sums else _of_those_named(found, profile.question)
    kind = each_kind(profile.question) if each else ""
    if len(parts) < _FEWEST or (kind and not any(part.owner[-1] in kind for part in parts)):
        return False
    if alike and len({part.quantity.value for part in parts}) == len(parts):
        return False
    marks = [
        draft.cite(
            part.scored.sentence.document_id,
            part.scored.sentence.start + part.start,
            part.scored.sentence.start + part.end,
        )
        for part in parts
    ]
    if each:
        say_each(draft, parts, marks)
    elif spread:
        say_spread(draft, parts, marks)
    elif alike:
        say_alike(draft, parts, marks)
    elif asked is None:
        say_sum(draft, parts, marks)
    else:
        which = next(word for word in asked.groupdict().values() if word)
        say_most(draft, parts, marks, which.lower() in _LEAST)
    for mark in marks:
        draft.quote(mark)
    return True


def _of_those_named(parts: Sequence[Part], question: str) -> Sequence[Part]:
    """The parts that the question names, where it names two or more; else all."""
    named = [part for part in parts if part.owner in question or part.owner[:3] in question]
    return named if len(named) >= _FEWEST else parts


def _those_added(situation: Situation, parts: Sequence[Part]) -> Sequence[Part]:
    """The parts whose sum is asked for: just those named where two or more are, else all; none where it is not sure which."""
    question = situation.profile.question
    if situation.profile.language == "en":
        things = _EN_JOIN.split(question)
    else:
        things = _ZH_JOIN.split(re.sub(r"^.*[,，:：]", "", _ZH_ADDED.split(question)[0]))
    if len(things) >= _FEWEST:
        named = [_part_named(re.split("的", thing)[0], parts) for thing in things]
        each = [part for part in named if part is not None]
        # What is joined is no list of parts, or one of them has no figure here.
        if len(each) < len(things) or len({part.start for part in each}) < len(each):
            return ()
        return each
    return parts if _names_group(situation, parts) and not _are_of_a_whole(parts) else ()


def _are_of_a_whole(parts: Sequence[Part]) -> bool:
    """Whether the sentence gives the whole before 其中: its parts are some of it, and add up to less than all."""
    for part in parts[:1]:
        text = part.scored.sentence.text
        opening = _OF_WHICH.search(text)
        before = find_quantities(text[: opening.start()], chinese_numerals=False) if opening else []
        return any(quantity.unit == part.quantity.unit for quantity in before)
    return False


def _part_named(thing: str, parts: Sequence[Part]) -> Part | None:
    """The one part that a thing named in the question is; None for none and for several."""
    for found in (
        [part for part in parts if thing in part.owner],
        [part for part in parts if part.owner in thing],
        [part for part in parts if part.owner[:3] in thing],
    ):
        if found:
            return found[0] if len(found) == 1 and len(thing) > 1 else None
    return None


def _parallel(situation: Situation) -> list[Part]:
    """Figures of one sentence that count the same thing, which the question names, each with whose it is."""
    for scored in sorted(situation.scored, key=lambda scored: -scored.total)[:_LOOKED_AT]:
        text = scored.sentence.text
        groups: dict[tuple[str, str], list[Part]] = {}
        for quantity in find_quantities(text, chinese_numerals=False):
            if quantity.upper is not None:
                continue
            noun = re.match(r"[\u4e00-\u9fff]{2,3}", text[quantity.end :])
            start, end = clause_range(text, quantity.start)
            before = text[start : quantity.start]
            kind = _KIND_BEFORE.search(_OF_WHICH.sub("", before))
            if noun is None and kind is not None and quantity.unit and _is_asked(situation, kind["noun"]):
                # 区级创新平台6个: the words before the figure name both whose it is and what is counted.
                owned = _MAKING.sub("", kind["owner"])
                part = Part(owned + kind["noun"], quantity, scored, start, end)
                # 完成投资9亿元 is nobody's: a whole, and no part beside others.
                if owned:
                    groups.setdefault((quantity.unit, kind["noun"]), []).append(part)
                continue
            if noun is None or not quantity.unit or not _is_asked(situation, noun[0]):
                continue
            owner = _OWNER.match(_OPENING.sub("", before))
            if owner is not None:
                part = Part(owner["owner"].strip(), quantity, scored, start, end)
                groups.setdefault((quantity.unit, noun[0][:2]), []).append(part)
        best = max(groups.values(), key=len, default=[])
        # 茶产业 and 竹产业 stand side by side; what ends differently is of two kinds.
        ends = {re.sub(r"[(（][^)）]*[)）]$", "", part.owner)[-1:] for part in best}
        if len({part.owner for part in best}) >= _FEWEST and len(ends) == 1:
            return best
    return []


def _is_asked(situation: Situation, noun: str) -> bool:
    """Whether the question asks about what a figure counts: 链条 for 产业链, chains."""
    if situation.profile.language == "zh":
        return noun[:2] in situation.profile.question or noun[-1] in situation.profile.subject
    # "Which of the industries employs the most people?" counts people, and not the industries' chains.
    counted = _EN_COUNTED.search(situation.profile.question)
    concepts = situation.weigher.concepts
    if counted is not None:
        concepts = [concept for concept in concepts if mentions(counted["things"], concept)] or concepts
    return any(
        piece[-1] == noun[-1] or noun[:2] in piece
        for concept in concepts
        for wording in concept.wordings
        for piece in wording[-1:]
        if len(piece) > 1
    )


def _names_group(situation: Situation, parts: Sequence[Part]) -> bool:
    """Whether a sum is asked of all the parts: of several, and by no owner's name alone."""
    question = situation.profile.question
    if situation.profile.language == "zh" and not _SEVERAL.search(question):
        return False
    named = [part for part in parts if part.owner in question or part.owner[:3] in question]
    return len(named) != 1
