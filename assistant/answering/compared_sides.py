"""Which two things does a question compare, and does a text name the two only in one breath?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.answering.situation import Situation
from assistant.language.concepts import Concept, chinese_concepts, mentions
from assistant.language.fillers import without_fillers
from assistant.language.sentences import clause_ranges
from assistant.questions.profile import QuestionProfile

_ZH_TAIL = re.compile(
    r"相比|比较|相差|差多少|差几|差距|之差|谁|哪一?[个项边种类方者家头块条件]|加起来|加在一起|加一?块儿?|合在一起|合起来|合计|总和|之和|相加|一共|总共|共计|共有|更|多多少|大多少|高多少|(?<!至)要?(?:多|少|大|小|高|低|长|短)[\u4e00-\u9fff]?(?:几|出|多少)|分别|各是|一样|的差|[,，?？]"
)
_ZH_BOTH = re.compile(r"(?:这)?(?:两[个项者类]|二者)[^,，]{0,6}$")
_ZH_JOIN = re.compile(r"和|与|跟|同|还是|比|有没有(?=..)|加上?(?!起来|在一|一?块)|、")
# What asks for yes or no, and the measure behind a side, are no part of its name: X是不是跟Y一样多.
_ZH_AROUND = re.compile(
    r"^(?:请问|其中|方案[中里])|(?:是不是|是否|有没有|会不会|要不要|算不算|到底|究竟|应该|要|会|能|得|是)+$|"
    r"(?:还要?|更|[要得]?一样|同样|相同|相等|相当|持平|并列)?(?:[多大高长少小低短]|多少|吗|呢|吧|嘛)*$"
)
_ZH_MEASURE = re.compile(r"面积|产业链条?|数量|家数|个数|比重|比例|占比|金额|目标值?|指标")
_EN_JOIN = re.compile(
    r"\b(?:or|than|and|exceeds?|surpass(?:es)?|outnumbers?|versus|vs\.?|compared (?:with|to))\b",
    re.IGNORECASE,
)
_EN_COMPARE = re.compile(
    r"\s*compare (?:the )?(?P<left>.+?) (?:with|to|and|against) (?:that of |the (?:size|number|area|share|amount) of )?(?P<right>[^?.]+)",
    re.IGNORECASE,
)
# What is measured belongs to both sides: "X have more chains", "Y have the same number of chains".
_EN_MEASURED = re.compile(
    r"\b(?:have|has|had|get|gets|need|needs)\b.*$|,?\s*\b(?:and )?by (?:how much|how many)\b.*$|"
    r"\b(?:more|larger|bigger|greater|higher|longer|fewer|smaller|less|lower|equal|the same)\b.*$",
    re.IGNORECASE,
)
# "more X or more Y": the word belongs to the comparison.
_EN_LEADING = re.compile(r"^\s*(?:there )?(?:be )?(?:more|fewer|as many|as much)\s+", re.IGNORECASE)
EN_EQUAL = re.compile(
    r"\b(?:same|equal|equally|as (?:many|much|large|big|high|long|few|small))\b", re.IGNORECASE
)
"""How an English question asks whether two things are equal."""
_EN_AS = re.compile(r"\bas\b(?! (?:many|much|large|big|high|long|few|small)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things compared: what the question calls it, and what a text must speak of to mean it."""

    name: str
    concepts: tuple[Concept, ...]


def stand_together(situation: Situation, text: str) -> bool:
    """Whether a Chinese question compares two things that a text only names in one breath: A、B等五个组团."""
    if situation.profile.language == "en":
        return False
    for left, right in chinese_sides(situation.profile):
        holding = [
            [_holds(side, text[start:end]) for side in (left, right)] for start, end in clause_ranges(text)
        ]
        if any(all(both) for both in holding) and not any(both[0] != both[1] for both in holding):
            return True
    return False


def _holds(side: Side, clause: str) -> bool:
    held = sum(any(all(p in clause for p in w) for w in concept.wordings) for concept in side.concepts)
    return held >= 0.5 * len(side.concepts)


def read_sides(situation: Situation) -> list[tuple[Side, Side]]:
    """Ways to read the question as two things compared, likeliest first."""
    profile = situation.profile
    if profile.language == "zh":
        return chinese_sides(profile)
    question = profile.question
    both = _EN_COMPARE.match(question)
    if both is not None:
        question = f"{both['left']} or {both['right']}"
    found = []
    # "Are there more X than Y?" has its first side behind the comparing word.
    there = re.match(r"\s*(?:are|is|will) there (?:be )?(?:more|fewer|less) ", question, re.IGNORECASE)
    question = question[there.end() :] if there else question
    joins = list(_EN_JOIN.finditer(question))
    # "as many X as Y", "the same size as Y": the second "as" stands between the two.
    joins += list(_EN_AS.finditer(question)) if EN_EQUAL.search(question) else []
    # "and" joins the words of one side as often as the two: it is tried after the others.
    for match in sorted(joins, key=lambda match: (match[0].lower() == "and", -match.start())):
        left, right = question[: match.start()], question[match.end() :]
        # What is asked stands before the comma: "Which has more chains, X or Y?"
        named = (
            re.split(r"[,:]\s", left)[-1]
            if re.search(r"[,:]\s", left)
            else re.sub(
                r".*\bbetween\b|.*?\b(?:is|are|does|do|did|has|have|will there be)\b",
                "",
                left,
                count=1,
                flags=re.IGNORECASE,
            )
        )
        named, right = (_EN_LEADING.sub("", part) for part in (named, right))
        named, right = _EN_MEASURED.sub("", named), _EN_MEASURED.sub("", right)
        sides = []
        right = _with_head(right, named)
        for part in (named, right):
            own = tuple(c for c in situation.weigher.concepts if mentions(part, c) and c.wordings)
            sides.append(Side(re.sub(r"^\s*that of |[?.,;\s]+$", "", part).strip(), own))
        only_left = tuple(c for c in sides[0].concepts if c not in sides[1].concepts)
        only_right = tuple(c for c in sides[1].concepts if c not in sides[0].concepts)
        if only_left and only_right:
            found.append((replace(sides[0], concepts=only_left), replace(sides[1], concepts=only_right)))
    return found


_EN_ONE = re.compile(r"^\s*(?:the |that )?(?:one|that)(?= (?:for|of|in|on))", re.IGNORECASE)


def _with_head(right: str, left: str) -> str:
    """The second side without a further question behind it, "the one for …" with what the first side calls it."""
    right = re.split(r"[,;?]\s*(?:and\s+)?(?:what|which|how|by|give|state)\b", right, maxsplit=1, flags=re.I)[
        0
    ]
    head = re.match(r"\s*(?:the )?(?P<head>[\w-]+(?: [\w-]+)?)(?= (?:for|of|in|on) )", left)
    return _EN_ONE.sub(lambda _: head["head"], right) if head else right


def chinese_sides(profile: QuestionProfile) -> list[tuple[Side, Side]]:
    """Ways to read a Chinese question as two things compared, likeliest first."""
    question = re.sub(r"[“”\"《》]", "", profile.question).replace("还是", "和")
    # What stands before the first word that asks, of several such where only a later one has two things before it.
    heads = [_ZH_BOTH.sub("", question[: tail.start()]) for tail in _ZH_TAIL.finditer(question)]
    whole = re.split(r"[?？]", question)[0]
    head = next((head for head in heads if _ZH_JOIN.search(re.sub(r"^.*[,，:：]", "", head))), whole)
    found = []
    joins = list(_ZH_JOIN.finditer(head))
    for match in joins:
        # A、B和C: where another word joins the two, the mark parts no sides.
        if match[0] == "、" and any(other[0] != "、" for other in joins):
            continue
        left = _ZH_AROUND.sub("", re.sub(r"^.*[,，:：]", "", head[: match.start()]))
        right = _ZH_AROUND.sub("", re.split(r"[,，]", head[match.end() :])[0])
        # 的面积、的数量 belong to both sides, and would draw each to the other's figure.
        sides = [Side(part, tuple(chinese_concepts(_bare(part)))) for part in (left, right)]
        if all(side.concepts for side in sides):
            found.append((sides[0], sides[1]))
    return sorted(found, key=lambda pair: abs(len(pair[0].name) - len(pair[1].name)))


def _bare(part: str) -> str:
    """A side's own words: 核心区 is 核心, since a text may say 核心主体."""
    return re.sub(
        r"(?<=[\u4e00-\u9fff]{2})区(?:域)?(?=\s|$)", "", _ZH_MEASURE.sub(" ", without_fillers(part))
    )
