"""Which of several has the most, which have alike, and how many are there together? From figures that stand side by side.

"A产业中的…等5条产业链,B产业中的…等7条产业链": each figure counts the same thing and belongs to the words before it. No sentence
says which is the greatest, nor the sum; the answer says both, names each part with its citation, and that it was computed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answering.comparing import chinese_amount
from assistant.answering.draft import Draft
from assistant.answering.selection import Scored
from assistant.answering.situation import Situation
from assistant.language.concepts import mentions
from assistant.language.plain_english import say_name
from assistant.language.quantities import Quantity, english_quantity, find_quantities
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


@dataclass(frozen=True, slots=True)
class _Part:
    owner: str
    quantity: Quantity
    scored: Scored
    start: int
    end: int


_ZH_ADDED = re.compile(r"加起来|加在一起|合计|总共|一共|共有|共计|[有是]?(?:多少|几)")
_ZH_JOIN = re.compile(r"以及|[和与跟及、]|加上?")
_EN_JOIN = re.compile(r"\band\b|\bplus\b|,", re.I)
_OF_WHICH = re.compile(r"其中|(?<=[,，:：(（])(?:包括|包含|含)")


_ZH_ANY_MOST = re.compile(r"(?:哪|谁|什么)[^,，?？]{0,12}最(?![终后近新迟晚]|[多少大小高低]要)")
_SAYS_MOST = re.compile(r"最|第一|首位|居首|领先|主导|重中之重")


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
    if len(parts) < _FEWEST:
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
        _say_each(draft, parts, marks)
    elif spread:
        _say_spread(draft, parts, marks)
    elif alike:
        _say_alike(draft, parts, marks)
    elif asked is None:
        _say_sum(draft, parts, marks)
    else:
        which = next(word for word in asked.groupdict().values() if word)
        _say_most(draft, parts, marks, which.lower() in _LEAST)
    for mark in marks:
        draft.quote(mark)
    return True


def _of_those_named(parts: Sequence[_Part], question: str) -> Sequence[_Part]:
    """The parts that the question names, where it names two or more; else all."""
    named = [part for part in parts if part.owner in question or part.owner[:3] in question]
    return named if len(named) >= _FEWEST else parts


def _those_added(situation: Situation, parts: Sequence[_Part]) -> Sequence[_Part]:
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


def _are_of_a_whole(parts: Sequence[_Part]) -> bool:
    """Whether the sentence gives the whole before 其中: its parts are some of it, and add up to less than all."""
    for part in parts[:1]:
        text = part.scored.sentence.text
        opening = _OF_WHICH.search(text)
        before = find_quantities(text[: opening.start()], chinese_numerals=False) if opening else []
        return any(quantity.unit == part.quantity.unit for quantity in before)
    return False


def _part_named(thing: str, parts: Sequence[_Part]) -> _Part | None:
    """The one part that a thing named in the question is; None for none and for several."""
    for found in (
        [part for part in parts if thing in part.owner],
        [part for part in parts if part.owner in thing],
        [part for part in parts if part.owner[:3] in thing],
    ):
        if found:
            return found[0] if len(found) == 1 and len(thing) > 1 else None
    return None


def _parallel(situation: Situation) -> list[_Part]:
    """Figures of one sentence that count the same thing, which the question names, each with whose it is."""
    for scored in sorted(situation.scored, key=lambda scored: -scored.total)[:_LOOKED_AT]:
        text = scored.sentence.text
        groups: dict[tuple[str, str], list[_Part]] = {}
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
                part = _Part(owned + kind["noun"], quantity, scored, start, end)
                # 完成投资9亿元 is nobody's: a whole, and no part beside others.
                if owned:
                    groups.setdefault((quantity.unit, kind["noun"]), []).append(part)
                continue
            if noun is None or not quantity.unit or not _is_asked(situation, noun[0]):
                continue
            owner = _OWNER.match(_OPENING.sub("", before))
            if owner is not None:
                part = _Part(owner["owner"].strip(), quantity, scored, start, end)
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


def _names_group(situation: Situation, parts: Sequence[_Part]) -> bool:
    """Whether a sum is asked of all the parts: of several, and by no owner's name alone."""
    question = situation.profile.question
    if situation.profile.language == "zh" and not _SEVERAL.search(question):
        return False
    named = [part for part in parts if part.owner in question or part.owner[:3] in question]
    return len(named) != 1


def _say_most(draft: Draft, parts: Sequence[_Part], marks: Sequence[str], least: bool) -> None:
    values = [part.quantity.value for part in parts]
    extreme = min(values) if least else max(values)
    first = [n for n, value in enumerate(values) if value == extreme]
    ordered = [*first, *(n for n in range(len(parts)) if n not in first)]
    if draft.language == "zh":
        names = "、".join(parts[n].owner for n in first)
        told = "，".join(f"{parts[n].owner}{parts[n].quantity.written}{marks[n]}" for n in ordered)
        draft.say(f"{'最少' if least else '最多'}的是{names}（由原文并列的数值比较得出）：{told}", [])
        return
    names = " and ".join(_english(draft, parts[n].owner) for n in first)
    told = "; ".join(f"{_english(draft, parts[n].owner)}: {_number(parts[n])} {marks[n]}" for n in ordered)
    verb = "has" if len(first) == 1 else "have"
    draft.say(
        f"{names[:1].upper()}{names[1:]} {verb} the {'fewest' if least else 'most'} (compared from the quotes): {told}",
        [],
    )


def _told(draft: Draft, parts: Sequence[_Part], marks: Sequence[str], which: Sequence[int]) -> str:
    """Some of the parts with their figures and marks."""
    if draft.language == "zh":
        return "，".join(f"{parts[n].owner}{parts[n].quantity.written}{marks[n]}" for n in which)
    return "; ".join(f"{_english(draft, parts[n].owner)}: {_number(parts[n])} {marks[n]}" for n in which)


def _say_each(draft: Draft, parts: Sequence[_Part], marks: Sequence[str]) -> None:
    """Every part with its figure."""
    draft.say(_told(draft, parts, marks, range(len(parts))), [])


def _say_spread(draft: Draft, parts: Sequence[_Part], marks: Sequence[str]) -> None:
    """How far the greatest is from the least."""
    values = [part.quantity.value for part in parts]
    most, least = max(values), min(values)
    ends = [n for n in sorted(range(len(parts)), key=lambda n: -values[n]) if values[n] in (most, least)]
    told = _told(draft, parts, marks, ends)
    if draft.language == "zh":
        draft.say(
            f"最多与最少相差{_amount(draft, parts, _exact(most) - _exact(least))}（由原文并列的数值相减得出）：{told}",
            [],
        )
    else:
        draft.say(
            f"The most and the fewest differ by {_amount(draft, parts, _exact(most) - _exact(least))} "
            f"(computed from the quotes): {told}",
            [],
        )


def _say_alike(draft: Draft, parts: Sequence[_Part], marks: Sequence[str]) -> None:
    """Which parts have the same figure."""
    values = [part.quantity.value for part in parts]
    equal = [n for n, value in enumerate(values) if values.count(value) > 1]
    told = _told(draft, parts, marks, equal)
    names = [parts[n].owner for n in equal]
    if draft.language == "zh":
        draft.say(f"数值相同的是{'、'.join(names)}（由原文并列的数值比较得出）：{told}", [])
    else:
        said = " and ".join(_english(draft, name) for name in names)
        draft.say(f"{said[:1].upper()}{said[1:]} have the same number (compared from the quotes): {told}", [])


def _say_sum(draft: Draft, parts: Sequence[_Part], marks: Sequence[str]) -> None:
    total = _amount(draft, parts, sum((_exact(part.quantity.value) for part in parts), Decimal(0)))
    alike = len({part.quantity.full_unit for part in parts}) == 1
    added = "+".join(f"{part.quantity.number:g}{'' if alike else part.quantity.full_unit}" for part in parts)
    if draft.language == "zh":
        told = "，".join(
            f"{part.owner}{part.quantity.written}{mark}" for part, mark in zip(parts, marks, strict=True)
        )
        draft.say(f"共{total}（由原文各项相加得出：{added}）：{told}", [])
        return
    told = "; ".join(
        f"{_english(draft, part.owner)}: {_number(part)} {mark}"
        for part, mark in zip(parts, marks, strict=True)
    )
    draft.say(f"{total} in all (added up from the quotes, {added}): {told}", [])


def _number(part: _Part) -> str:
    return english_quantity(part.quantity)


def _exact(value: float) -> Decimal:
    return Decimal(str(value))


def _amount(draft: Draft, parts: Sequence[_Part], value: Decimal) -> str:
    """What was computed from several figures, in the unit of the greatest of them."""
    most = max((part.quantity for part in parts), key=lambda quantity: quantity.value)
    if draft.language == "zh":
        return chinese_amount(value, most)
    return english_quantity(replace(most, number=float(value), scale=""))


def _english(draft: Draft, owner: str) -> str:
    """Whose a figure is in English, with the Chinese beside it."""
    names = [owner, owner.removesuffix("产业")]
    names.append(re.sub(r"[(（][^)）]*[)）]", "", names[-1]))
    for name in names:
        said = draft.wordings.get(name, ("",))[0] or say_name(name, draft.wordings)
        if said:
            return f"{said} ({owner})"
    return owner
