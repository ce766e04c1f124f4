"""A question as the answer engine sees it: its kind, what it asks for, and what the evidence must hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.answer import Language
from assistant.language.dates import find_dates

QuestionKind = Literal[
    "lead",
    "support",
    "deadline",
    "tasks_of_unit",
    "multi_hop",
    "number",
    "list",
    "comparison",
    "definition",
    "timeline",
    "person",
    "yes_no",
    "method",
    "single_fact",
]
AnswerType = Literal["unit", "number", "date", "person", "name", "list", "text"]
Role = Literal["lead", "support", "any"]


UNIT_NOUNS = (
    r"(?:departments?|units?|bureaus?|bureaux|offices?|body|bodies|agency|agencies|authority|authorities|organi[sz]ations?|"
    r"institutions?|entity|entities|part(?:y|ies)|organs?|outfits?|arms? of government|ones?)"
)
"""What English calls one that leads or supports a task."""


@dataclass(frozen=True, slots=True)
class QuestionProfile:
    """A question as the answer engine sees it."""

    question: str
    language: Language
    kind: QuestionKind
    answer_type: AnswerType
    role: Role | None = None
    """Which side of a duty is asked for, where a duty is asked about."""
    unit_word: str | None = None
    """Counter or unit that the number must carry, as asked: 家, 件, %, 万元."""
    years: tuple[int, ...] = ()
    units: tuple[str, ...] = ()
    """Units named and known, by full name."""
    unknown_units: tuple[str, ...] = ()
    """Units named that no document names."""
    quoted: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    """Administrative levels named: 国家级, 市级, 区级."""
    wants_actual: bool = False
    """Whether it asks for what happened, where a plan only says what is meant to."""
    attributes: tuple[tuple[str, ...], ...] = ()
    """Each a property asked for, as the Chinese wordings that may state it: (罚款, 处罚)."""
    subject: str = ""
    """The question without its asking words."""
    regions: tuple[str, ...] = ()
    """Places named, without 省, 市, 区 or 县."""
    asking: str = ""
    """The question with the names of known tasks blanked out: 时限 in 压缩办理时限 asks for no deadline."""

    @property
    def may_be_in_words(self) -> bool:
        """Whether a degree is asked for, which a text may state without a figure: 增速高于全市平均水平.

        Who asks for 百分之几 wants the figure.
        """
        return self.answer_type == "number" and not self.unit_word and bool(_DEGREE.search(self.question))

    @property
    def asks_each(self) -> bool:
        """Whether it asks for a figure of each of several things."""
        return bool(_EACH.search(self.question))

    @property
    def amounts_asked(self) -> int:
        """How many amounts it asks for: 从多少天减到多少天, 多少名人才、几个团队."""
        return len(_AMOUNT.findall(self.question))


# A Chinese character, since the patterns look for what an asking word stands beside; none of them asks by this one.
_BLANK = "某"


def without_names(question: str, names: Iterable[str], shortest: int = 4) -> str:
    """The question with each name that stands in it blanked out, character for character, so that offsets keep.

    Args:
        shortest: A name of fewer characters is no name but a word: it stays.
    """
    for name in sorted(names, key=len, reverse=True):
        if len(name) >= shortest and name in question:
            question = question.replace(name, _BLANK * len(name))
    return question


# "A、B各是多少" asks for a figure of each; one figure alone is no answer to it.
_EACH = re.compile(
    r"各自|各(?:是|为|有|要|应|达|占|建|多|几)|分别|\beach of\b|\brespectively\b|\beach\b[?.]?\s*$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"多少|(?<!哪)几(?=[个家项件条名种次万亿天年人位所处台套场笔户])|\bhow (?:many|much)\b", re.IGNORECASE
)
_DEGREE = re.compile(
    r"多快|多高|多强|达到(?:什么|怎样的?)(?:水平|程度)|增[速幅长率](?:的)?(?:目标|要求)|增[速幅](?!.*(?:占|比重))|跟[^,，?？]{1,8}比|\bgrowth rate\b|\brate of growth\b|\bhow (?:fast|quick\w*|strong|strict|high|low|soon|deep|wide|concentrated|efficient)\b",
    re.IGNORECASE,
)
# Four digits that count something are no year: 2000万元, 2000家, 2000 enterprises.
_YEAR = re.compile(
    r"(?<![\d,.])(?:19|20)\d\d(?![\d%]|,\d{3}|\s*(?:万|亿|千|百|元|美元|家|个|件|项|名|人|户|亩|吨|平方|公里|米|"
    r"million|billion|thousand|yuan|dollars|rmb|enterprises|companies|firms|people|jobs|patents|square|hectares|tonnes|tons|mu\b))",
    re.IGNORECASE,
)


# What a year is called or set to be: the heading that bears it says so.
_NAMES_YEAR = re.compile(
    r"(?:定|叫|称|设|列|确定|作|当|算)(?:成|为|作|做)?(?:是|了)?(?:一?个)?(?:什么|啥|怎样|哪种)(?:样)?的?年|(?:是|作为)(?:一?个)?(?:什么|啥)年"
    r"|(?:19|20)\d\d年?[^,，?？]{0,8}定位|定位[^,，?？]{0,10}(?:19|20)\d\d年"
    r"|\bwhat (?:kind|sort) of year\b|\b(?:name|label|title|motto) (?:for|of|given to) (?:the )?years?\b|\bwhat\b[^?]*\byears?\b[^?]*\b(?:called|labell?ed|named|designated|described as|defined as|known as|dubbed|declared)\b"
    r"|\bhow (?:is|are|was|were|does)\b[^?]*\b(?:19|20)\d\d\b[^?]*\b(?:called|labell?ed|named|designated|described|defined|characteri[sz]ed|dubbed|declared|label)\b",
    re.IGNORECASE,
)


def names_years(question: str) -> bool:
    """Whether it asks what a year is called, such as 全面启动年."""
    return bool(_NAMES_YEAR.search(question)) and bool(years_asked(question))


def years_asked(question: str) -> tuple[int, ...]:
    """Years that a question names, rising."""
    years = {mention.year for mention in find_dates(question) if mention.year is not None}
    years.update(int(match[0]) for match in _YEAR.finditer(question))
    return tuple(sorted(years))
