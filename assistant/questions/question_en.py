"""Read an English question's wording: its kind, the thing asked for, and its constraints."""

from __future__ import annotations

import re

from assistant.language.attributes import read_attributes
from assistant.language.units import NamedUnits
from assistant.questions.profile import AnswerType, QuestionProfile, years_asked
from assistant.questions.question_kind_en import english_kind

_EN_QUOTED = re.compile(r"[\"“‘']([^\"”’']{3,60})[\"”’'](?!\w)")
_EN_ACTUAL = re.compile(
    r"\b(?:actual(?:ly)?(?! (?:used?|utili[sz]ed))|(?<!once )(?<!after )(?<!to )(?<!must )(?<!should )(?<!will )(?:has|have) (?:already |been |so far |ever )*(?:used|spent|built|completed|achieved|invested|disbursed|issued|granted|finished|reached|set up|recruited|attracted|moved|signed|selected|chosen|appointed|hired|certified|met|opened|won|received|started|begun)|current(?:ly)?(?! (?:plan|document|draft))|at present|at the moment|as of today|(?:today|by now|right now)(?=[?.]?$)|so far|to date|already|ended up|turned? out|in reality|really (?:reach|achiev|get)\w*)\b|^\s*(?:did|has|have|was|were)\b|\b(?:did|was|were|has|have|had)\b[^?]*\b(?:in the end|eventually)\b|\b(?:when|why|how) (?:was|were|did)\b(?! .*\b(?:say|mean|set|planned)\b)|\bhow (?:much|many|far|long|large|big)\b[^?]{0,40}\bdid\b|"
    r"\b(?:what|which|who)\b[^?]{0,24}?\bdid\b(?!.*\b(?:say|mean|set|plan(?:ned)?|require|propose|ask|call|want|aim|intend)\b)|"
    # Who wrote, drafted or chaired something is told by what happened, where a plan names no one.
    r"^\s*(?:and |so )?who (?:wrote|drafted|authored|compiled|prepared|chaired|attended|signed|won|chose|visited|hosted|spoke|paid)\b|"
    # A past form that is no participle as well.
    r"\b(?:who|what|which|how many)\b[^?]{0,40}?\b(?:won|became|took|gave|went|came|chose|wrote|drew|began|got)\b(?! to\b)",
    re.I,
)
# "So who actually has to pay?" stresses what it asks; so does any "actually" beside no past form, unless an amount is
# asked for: how much a park actually makes is told by a report.
_EN_STRESS = re.compile(
    r"\bactually\b(?= (?:got to|(?:have|has|had) to|needs?|must|should|supposed|meant|expected|required|going|planned|wants?|aims?|hopes?|intends?)\b)",
    re.I,
)
_EN_PAST = re.compile(
    r"\b(?:was|were|did|had|has|have)\b|(?<!\bis )(?<!\bare )(?<!\bbe )\bactually \w+ed\b", re.I
)
# What should have been done by then is a plan still.
_EN_TO_HAVE = re.compile(
    r"\b(?:should|must|shall|will|would|to|ought to|need to|supposed to)\b[^?,]{0,30}?\bhave (?:been )?", re.I
)
# Things that Chinese counts with a word of their own: so many people are never so many 条.
_EN_COUNTERS = (
    (
        r"people|persons?|residents|inhabitants|workers|employees|staff|officials|students|members|experts|jobs",
        "人",
    ),
    (r"enterprises|companies|firms|businesses|startups|start-ups", "家"),
    (r"patents", "件"),
    (r"chains", "条"),
    (r"years", "年"),
    (r"months", "个月"),
    (r"working days", "个工作日"),
    (r"square kilomet(?:re|er)s|sq km", "平方公里"),
    (r"square met(?:re|er)s", "平方米"),
    (r"kilomet(?:re|er)s|km", "公里"),
    (r"hectares", "公顷"),
    (r"mu", "亩"),
    (r"chapters", "章"),
)
_EN_COUNTED = re.compile(
    r"\bhow many (?:[\w-]+ ){0,4}?(?P<things>" + "|".join(things for things, _ in _EN_COUNTERS) + r")\b", re.I
)
# Units that stand for themselves; of those with a family (areas, money, time) another of it would do as well.
_EN_UNITS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bhow (?:many|much) (?:metric )?(?:tonnes|tons) of standard coal\b", re.I), "吨标准煤"),
    (re.compile(r"\bhow (?:many|much) (?:metric )?(?:tonnes|tons)\b", re.I), "吨"),
)


def analyse_english(question: str, named: NamedUnits) -> QuestionProfile:
    """The profile of an English question that names these units."""
    kind, answer_type, role = english_kind(question, named)
    lowered = question.lower()
    unit_word = None
    if answer_type == "number" and re.search(
        r"\bpercent|per cent|%|\bshare\b|\bproportion\b|\bratio\b|\brelative to\b|completion rate", lowered
    ):
        unit_word = "%"
    counted = _EN_COUNTED.search(question)
    if answer_type == "number" and counted:
        unit_word = next(
            unit for pattern, unit in _EN_COUNTERS if re.search(pattern, counted["things"], re.I)
        )
    if answer_type == "number" and unit_word is None:
        unit_word = next((unit for pattern, unit in _EN_UNITS if pattern.search(question)), None)
    levels = tuple(
        level
        for level, pattern in (
            ("国家级", r"\bnational(?:-level)?\b"),
            ("市级", r"\bmunicipal(?:-level)?\b(?! government)|\bcity[ -]level\b"),
            ("区级", r"\bdistrict(?:-level)\b"),
        )
        if re.search(pattern, lowered)
    )
    return QuestionProfile(
        question,
        "en",
        kind,
        answer_type,
        role,
        unit_word,
        years_asked(question),
        named.known,
        named.unknown,
        tuple(_EN_QUOTED.findall(question)),
        levels,
        _wants_actual(question, answer_type) and not (named.known and role),
        read_attributes(question, "en"),
        question,
    )


def _wants_actual(question: str, answer_type: AnswerType) -> bool:
    """Whether it asks for what happened."""
    rest = _EN_STRESS.sub(" ", _EN_TO_HAVE.sub(" ", question))
    if answer_type != "number" and not _EN_PAST.search(rest):
        rest = re.sub(r"\bactually\b", " ", rest, flags=re.I)
    return bool(_EN_ACTUAL.search(rest))
