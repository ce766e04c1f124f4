"""How long a stage takes, which takes longer, and which longest, computed from the months that headings bear.

"创建启动阶段和提出申请阶段,哪个时间更长?" is answered by no sentence: one heading says 3—6月, the other 1—2月.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.draft import Draft
from assistant.answering.heading_periods import Period, period_of
from assistant.answering.situation import Situation
from assistant.answering.stage_order import named_stage
from assistant.answering.stage_scope import asks_of_all
from assistant.language.plain_english import english_title
from assistant.tasks.reading import strip_numbering
from corpus.document import Document, Section

_ASKS_LENGTH = re.compile(
    r"(?:时间|时长|周期|历时|持续|用时|安排)[^,，?？]{0,6}(?:更|较|最)?[长短]|(?:更|较)[长短]|[长短]多少|"
    r"\b(?:longer|shorter|more time|less time|lasts? (?:longer|the longest)|takes? (?:longer|the longest))\b",
    re.IGNORECASE,
)
_OF_ONE = re.compile(
    r"\bhow (?:long|many months)\b(?![^?]*\b(?:longer|shorter)\b)[^?]*\b(?:stage|phase|step|period)\b",
    re.IGNORECASE,
)
# "The application or the review and accreditation": "and" parts two sides only where nothing else does.
_EN_SIDES = (
    re.compile(r"\b(?:or|than|versus|vs\.?|compared (?:with|to))\b", re.IGNORECASE),
    re.compile(r"\band\b", re.IGNORECASE),
)
_HOW_LONG = re.compile(r"多长时间|多久(?![^,，?？]{0,8}[一1]次)|(?<!哪)(?:几|多少)个月|时间(?:有|是)?多长")
_LONGEST = re.compile(
    r"(?:哪|什么)[^,，?？]{0,3}(?:阶段|环节|步)[^,，?？]{0,10}最[长久短]|(?:时间|持续|历时|花得?时间)最[长久短]的|\b(?:which|what) (?:stage|step|phase)\b[^?]*\b(?:longest|shortest)\b",
    re.IGNORECASE,
)
_MONTHS_OF_HEADING = re.compile(r"[(（][^()（）]*月[^()（）]*[)）]")
# "提出申请阶段" is the heading 提出申请; "启动阶段" may be called without its 阶段.
_STAGE_WORD = re.compile(r"(?:阶段|步骤?|环节|时期|工作)$")


_Stage = tuple[Section, Period, str]
"""A dated heading, its months and its title."""


def compare_durations(draft: Draft, situation: Situation) -> bool:
    """Say how long the one or two stages named are, or which of all is longest; False where no such thing is asked."""
    profile = situation.profile
    question = profile.question
    if profile.role is not None or profile.wants_actual:
        return False
    for document in situation.at_hand:
        if _LONGEST.search(question):
            stages = _outermost(document)
            of_all = len(stages) > 1 and asks_of_all(situation, document, [stage[0] for stage in stages])
            if of_all and _are_measured(stages):
                _say_extreme(
                    draft, document, stages, shortest=bool(re.search(r"最短|shortest", question, re.I))
                )
                return True
        if profile.language == "en" and _OF_ONE.search(question):
            stage = _stage_meant(situation, document)
            if stage is not None and _are_measured([stage]):
                _say_length(draft, document, stage)
                return True
            continue
        named = _named_stages(draft, document, question)
        if len(named) != 2 and profile.language == "en" and _ASKS_LENGTH.search(question):
            named = _described_stages(situation, document)
        if not _are_measured(named):
            continue
        if len(named) == 2 and _ASKS_LENGTH.search(question):
            _say(draft, document, named)
            return True
        if len(named) == 1 and _HOW_LONG.search(question):
            _say_length(draft, document, named[0])
            return True
    return False


def _stage_meant(situation: Situation, document: Document) -> _Stage | None:
    """The dated stage that an English question means, with its months and title."""
    section = named_stage(situation, document, situation.profile.question)
    period = period_of(document, section) if section is not None else None
    return (section, period, _title(section)) if section is not None and period is not None else None


def _are_measured(stages: Sequence[_Stage]) -> bool:
    """Whether the headings say of each stage where it begins and ends, so that lengths can be computed."""
    return all(period.months is not None for _, period, _ in stages)


def _outermost(document: Document) -> list[_Stage]:
    """The dated stages with their titles, less those that stand within another one."""
    found: list[_Stage] = []
    for section in document.sections:
        period = period_of(document, section)
        if period is not None and not any(other.start < section.start < other.end for other, _, _ in found):
            found.append((section, period, _title(section)))
    return found


def _title(section: Section) -> str:
    return _MONTHS_OF_HEADING.sub("", strip_numbering(section.heading)).strip()


def _named_stages(draft: Draft, document: Document, question: str) -> list[_Stage]:
    """The dated headings whose titles the question says, with their months and titles, in the question's order."""
    found: list[tuple[int, Section, Period, str]] = []
    asked = question.lower()
    for section in document.sections:
        period = period_of(document, section)
        if period is None:
            continue
        title = _title(section)
        said = _STAGE_WORD.sub("", title) if draft.language == "zh" else _english(draft, title)
        at = asked.find(said.lower()) if len(said) > 1 else -1
        if at >= 0:
            found.append((at, section, period, title))
    return [entry[1:] for entry in sorted(found, key=lambda entry: entry[0])]


def _described_stages(situation: Situation, document: Document) -> list[_Stage]:
    """The two dated headings that the sides of an English comparison mean in words of their own."""
    behind = re.split(r"[,:]\s", situation.profile.question)[-1]
    joint = next((joint for joint in _EN_SIDES if joint.search(behind)), _EN_SIDES[-1])
    sides = [named_stage(situation, document, part) for part in joint.split(behind)]
    found: list[_Stage] = []
    for section in sides:
        period = period_of(document, section) if section is not None else None
        if section is not None and period is not None:
            title = _MONTHS_OF_HEADING.sub("", strip_numbering(section.heading)).strip()
            found.append((section, period, title))
    return found if len(sides) == 2 and len({section.start for section, _, _ in found}) == 2 else []


def _english(draft: Draft, title: str) -> str:
    return re.sub(r"[“”\"]|\s*\(.*$", "", english_title(title, draft.wordings)).strip()


def _say(draft: Draft, document: Document, named: list[_Stage]) -> None:
    marks = [draft.cite(document.document_id, section.start, section.heading_end) for section, _, _ in named]
    lengths = [_months(stage) for stage in named]
    longer = max(range(2), key=lambda n: lengths[n])
    difference = abs(lengths[0] - lengths[1])
    if draft.language == "zh":
        facts = "，".join(
            f"“{title}”为{_chinese_months(period)}（{months}个月）"
            for (_, period, title), months in zip(named, lengths, strict=True)
        )
        end = f"；“{named[longer][2]}”时间更长，相差{difference}个月" if difference else "；两者一样长"
        draft.say(f"{facts}{end}（由标题所写的月份算出）", marks)
        return
    facts = "; ".join(
        f"“{_english(draft, title)}” ({title}): {_numbered_months(period)} ({_counted(months)})"
        for (_, period, title), months in zip(named, lengths, strict=True)
    )
    end = (
        f". “{_english(draft, named[longer][2])}” is longer, by {_counted(difference)}"
        if difference
        else ". The two are equally long"
    )
    draft.say(f"{facts}{end} (computed from the months in the headings)", marks)
    for mark in marks:
        draft.quote(mark)


def _say_length(draft: Draft, document: Document, stage: _Stage) -> None:
    section, period, title = stage
    mark = draft.cite(document.document_id, section.start, section.heading_end)
    months = _months(stage)
    if draft.language == "zh":
        draft.say(f"“{title}”为{_chinese_months(period)}，共{months}个月（由标题所写的月份算出）", [mark])
        return
    draft.say(
        f"“{_english(draft, title)}” ({title}) takes {_counted(months)}: {_numbered_months(period)} "
        "(computed from the months in the heading)",
        [mark],
    )
    draft.quote(mark)


def _say_extreme(draft: Draft, document: Document, stages: list[_Stage], *, shortest: bool) -> None:
    """Say which stage is longest or shortest, and the length of each."""
    lengths = [_months(stage) for stage in stages]
    extreme = min(lengths) if shortest else max(lengths)
    marks = [draft.cite(document.document_id, section.start, section.heading_end) for section, _, _ in stages]
    first = [title for (_, _, title), length in zip(stages, lengths, strict=True) if length == extreme]
    if draft.language == "zh":
        told = "，".join(
            f"“{title}”{_chinese_months(period)}（{length}个月）{mark}"
            for (_, period, title), length, mark in zip(stages, lengths, marks, strict=True)
        )
        names = "、".join(f"“{title}”" for title in first)
        draft.say(
            f"时间最{'短' if shortest else '长'}的是{names}，{extreme}个月（由标题所写的月份算出）：{told}",
            [],
        )
        return
    told = "; ".join(
        f"“{_english(draft, title)}” ({title}): {_numbered_months(period)} ({_counted(length)}) {mark}"
        for (_, period, title), length, mark in zip(stages, lengths, marks, strict=True)
    )
    names = " and ".join(f"“{_english(draft, title)}”" for title in first)
    draft.say(
        f"{'Shortest' if shortest else 'Longest'} is {names}, {_counted(extreme)} (computed from the headings): {told}",
        [],
    )


def _months(stage: _Stage) -> int:
    """How many months a measured stage takes."""
    months = stage[1].months
    assert months is not None  # only measured stages come here
    return months


def _chinese_months(period: Period) -> str:
    years, last = divmod(period.last - 1, 12)
    begins = f"{period.year}年" if period.year else ""
    if not years:
        months = f"{period.first}月" if period.first == period.last else f"{period.first}—{period.last}月"
        return begins + months
    ends = f"{period.year + years}年" if period.year else "次年" if years == 1 else f"其后第{years}年"
    return f"{begins}{period.first}月—{ends}{last + 1}月"


def _numbered_months(period: Period) -> str:
    years, last = divmod(period.last - 1, 12)
    begins, ends = f"{period.first:02}", f"{last + 1:02}"
    if years and period.year:
        return f"{period.year}-{begins} to {period.year + years}-{ends}"
    months = begins if period.first == period.last else f"{begins} to {ends}"
    months += f" {years} year{'s' if years > 1 else ''} later" if years else ""
    return f"{period.year}, months {months}" if period.year else f"months {months}"


def _counted(months: int) -> str:
    return f"{months} month" if months == 1 else f"{months} months"
