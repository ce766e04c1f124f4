"""A unit that a question describes by one duty to ask for another: "the department that leads X supports what?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answer import Language
from assistant.questions.profile import UNIT_NOUNS, QuestionProfile, Role

_ZH_ROLE = r"(?:牵头|负责|主管|主责|配合|协办|协助|参与|参加)"
_ZH_NOUN = r"(?:部门|单位|局|机构)"
# Patterns with two open ends take time with the square of what they are given, with three the cube: 45 s for a question
# of 2,000 characters. So each begins at one place only, and what lies between is bounded.
_DUTY_CHARS = 80
_ZH = (
    # 牵头专利任务的部门还配合哪些任务: the little word says that something else is asked of it.
    re.compile(
        rf"^(?P<duty>.+?)(?:的|那)(?:那|这|该)?(?:[一两二三几]?[个家])?(?P<noun>{_ZH_NOUN})[,，]?\s*"
        r"(?P<asked>(?:还|又|也|同时|另外|另|在|总共|一共|各自?|分别).*)"
    ),
    re.compile(
        r"^(?P<duty>.+?)的?(?P<noun>(?:牵头|配合|责任|主责)(?:单位|部门))[,，]?\s*(?P<asked>(?:还|又|也|同时|另外|各自?|分别|在|是否|是不是|有没有|会不会).*)"
    ),
    # 牵头专利任务的部门配合哪些任务: so does a second role.
    re.compile(
        rf"(?:^|(?<=[,，]))(?P<duty>[^,，]*?{_ZH_ROLE}[^,，]{{1,{_DUTY_CHARS}}}?)的(?:那|这|该)?(?:[一两二三几]?[个家])?(?P<noun>{_ZH_NOUN})(?P<asked>[^,，?？]{{0,{_DUTY_CHARS}}}{_ZH_ROLE}.*)"
    ),
)
_EN_NOUN = UNIT_NOUNS
_EN_VERB = (
    r"(?:co-?)?(?:leads?|leading|supports?|supporting|assists?|assisting|helps?|owns?|runs?|handles?|heads?)"
)
_EN_ASKED = r"(?P<duty>.+?)(?P<asked>(?:[:;,?]|\b(?:also|is|does|do|else|in which|which other|what other)\b|\b(?:leads?|supports?|assists?|responsible|in charge|involved|appears?|features?|takes? part)\b).*)"
_EN = (
    re.compile(
        rf"\b{_EN_NOUN} (?P<noun>(?:that|which|who)(?: (?:is|are|also|jointly))?(?: (?:{_EN_VERB}|responsible|in charge))?"
        rf"|leading|co-leading|supporting|assisting|responsible|in charge)\b{_EN_ASKED}",
        re.IGNORECASE,
    ),
    # "The leader of the patents task", "whoever leads it": a unit by its part; that of a group is a person.
    re.compile(
        rf"\b(?P<noun>(?<=the )(?:(?:two|three|joint) )?(?:(?:lead|leading|supporting) {_EN_NOUN}|lead(?:er)?s?|heads?|supporters?|helpers?) (?:of|for|on|in|behind)|(?:who(?:m)?ever|(?:the )?ones? (?:that|who)) (?:is |are )?(?:{_EN_VERB}|responsible for|in charge of)|(?:the )?ones? (?:leading|supporting|in charge of|responsible for))\b"
        rf"(?!\s*(?:the |a |this |that )?(?:[\w-]+ ){{0,6}}(?:groups?|committees?|offices?|bureaus?|teams?|cent(?:er|re)s?)\b){_EN_ASKED}",
        re.IGNORECASE,
    ),
)
_ASKED_OF_IT = re.compile(
    r"\b(?:others?|else|also|leads?|led|support\w*|help\w*|assist\w*|appear\w*|responsible|in charge|involved|take part)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"牵头|负责|主管|主责|\blead|\bled\b|\bco-?le(?:ad|d)|\bin charge|\bresponsible", re.IGNORECASE
)
_SUPPORTS = re.compile(r"配合|协办|协助|参与|参加|\bsupport|\bassist|\bhelp|\bcooperat", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pivot:
    """A unit described by its duty, and what is asked of it."""

    duty: str
    """The duty, in the question's words."""
    role: Role
    """The unit's part in that duty."""
    asked: str
    """The rest of the question: what stands before and after the description."""


def roles_in(text: str) -> tuple[Role, ...]:
    """Roles that a piece of a question speaks of; both where it speaks of neither or of both."""
    leads, supports = bool(_LEADS.search(text)), bool(_SUPPORTS.search(text))
    if leads == supports:
        return ("lead", "support")
    return ("lead",) if leads else ("support",)


_EXCEPT = (
    r"\b(?:besides|beside|apart from|aside from|other than|in addition to|as well as|on top of|beyond|except(?: for)?|"
    r"not counting|leaving aside)\b"
)
_SAME = rf"\b(?:the|that|this) (?:(?:very|self-?)? ?same )?{UNIT_NOUNS}\b"
# "Besides X, which other tasks does the same bureau lead?": the bureau is the one that leads X.
_EN_SAME = (
    re.compile(rf"{_EXCEPT}(?P<duty>[^,;:?]+)[,;:]?\s(?P<asked>[^?]*{_SAME}.*)", re.IGNORECASE),
    re.compile(rf"(?P<asked>.*{_SAME}[^?]*?),?\s{_EXCEPT}(?P<duty>[^?]+)", re.IGNORECASE),
)
_EN_EXCEPTED = re.compile(rf"{_EXCEPT}(?P<duty>[^,;:?]+)", re.IGNORECASE)


def excepted_duty(profile: QuestionProfile) -> str:
    """The duty that an English question sets aside ("apart from patents, …"), or nothing."""
    match = _EN_EXCEPTED.search(profile.question) if profile.language == "en" else None
    return match["duty"] if match else ""


def find_pivot(question: str, language: Language) -> Pivot | None:
    """The unit that a question describes by a duty, or None where it describes none."""
    for pattern in _ZH if language == "zh" else _EN:
        match = pattern.search(question)
        if match is not None and pattern is _EN[-1]:
            # "Which bureau is the leader of X?" asks for the unit itself.
            rest = f"{question[: match.start()]} {match['asked']}"
            match = match if _ASKED_OF_IT.search(rest) else None
        # "Is X leading or supporting anything?" describes no duty.
        if match is not None and match["duty"].strip() and not re.match(r"\s*(?:or|and)\b", match["duty"]):
            described = match["noun"] + " " + match["duty"]
            role: Role = "support" if _SUPPORTS.search(described) and not _LEADS.search(described) else "lead"
            return Pivot(match["duty"], role, question[: match.start()] + " " + match["asked"])
    if language == "en":
        for pattern in _EN_SAME:
            match = pattern.search(question)
            if match is not None:
                return Pivot(match["duty"], "lead", match["asked"])
    return None
