"""Answer from the calendar in the headings: what is to be done in a month, half-year or period.

"2023年上半年有哪些安排?" shares few words with "2.迎接评审认定(2023年3—6月)": the headings' own dates say that it is
meant (``heading_periods``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.draft import Draft
from assistant.answering.heading_periods import Period, months_of, period_of
from assistant.answering.members import asked_group
from assistant.answering.situation import Situation
from assistant.language.concepts import chinese_concepts, mentions
from assistant.language.dates import find_dates
from assistant.language.plain_english import english_title, say_clauses
from assistant.language.sentences import split_sentences
from assistant.language.weighing import Weigher
from assistant.language.wording import english_figures, english_terms
from assistant.questions.profile import QuestionProfile
from assistant.tasks.reading import strip_numbering
from corpus.document import Document, Section

MOST_SECTIONS = 5
# Text shown of each part: its first sentences up to this length.
PART_CHARS = 160
_ASKS_WHAT = re.compile(
    r"(?:做|干|搞|办|忙活?|弄|整|抓|完成|开展|进行|推进|安排|实施)(?:了|些|[两二三四五六七八九十几]件|[两二三四五六七八九十几]项)*(?:什么|啥|哪[些几两二三四五六七八九十])|(?:有|是)(?:什么|哪些|啥)(?:重点)?(?:安排|工作|任务|计划|动作|事|活动|内容|步骤|举措)?|(?:什么|哪些|啥)(?:重点)?(?:安排|工作|任务|计划|动作|活动|步骤)|(?:任务|工作|安排|内容)(?:是|有)(?:什么|哪些)|怎么安排|如何安排|(?:任务|工作|阶段|步骤|环节)(?:叫|名为|称为)(?:做)?(?:什么|啥)"
    r"|\bwhat\b[^?]*\b(?:do|done|happens?|happening|planned|scheduled?|take place|takes place|going on|the plan|work|tasks?|activit\w+|steps?|expected|on the agenda|going to)\b"
    r"|\b(?:walk|talk|run|take|lead) (?:me|us) through\b|\bmilestones?\b",
    re.IGNORECASE,
)
_ZH_OF_CALENDAR = re.compile(
    r"安排|工作|任务|计划|期间|[年月]|到|至|[做干办搞忙弄整抓]?[一两二三四五六七八九十几]+[件项](?:事情?)?|事情?(?![业故])|[做干办搞忙弄整抓](?:活|些|点|了)*(?=\s|$)"
)
# Words that only ask for the calendar.
_EN_OF_CALENDAR = re.compile(
    r"\b(?:walk|talk|run|take|lead) (?:me|us) through\b|\b(?:milestones?|agenda|schedule|timetable|calendar)\b",
    re.IGNORECASE,
)
_ENGLISH_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_EN_MONTH = "|".join(f"{name}|{name[:3]}" for name in _ENGLISH_MONTHS)
_EN_PERIOD = re.compile(
    rf"\b(?P<first>{_EN_MONTH})\b\.?(?:\s+20\d\d)?(?:\s*(?:to|and|through|until|till|[-–—])\s*(?P<last>{_EN_MONTH})\b)?"
    r"|\b(?P<edge>first|opening|last|final) (?P<count>two|three|four|2|3|4) months\b"
    r"|\b(?P<half>first|second) half\b|\b(?P<quarter>first|second|third|fourth|last) quarter\b|\bQ(?P<q>[1-4])\b|\bH(?P<h>[12])\b",
    re.IGNORECASE,
)
_COUNTS = {"two": "2", "three": "3", "four": "4"}
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


def answer_period(draft: Draft, situation: Situation) -> bool:
    """Write the parts whose headings bear a date in the period asked about; False where it asks for no such thing."""
    profile = situation.profile
    if (
        profile.role
        or profile.units
        or profile.unknown_units
        or profile.answer_type in ("number", "date", "person")
    ):
        return False
    if not _ASKS_WHAT.search(profile.question) or profile.wants_actual or asked_group(profile) is not None:
        return False
    months = _months_listed(profile)
    for document in situation.at_hand if len(months) > 1 else ():
        parts = list(
            dict.fromkeys(part for month in months if (part := _part_of_month(document, month)) is not None)
        )
        if len(parts) > 1 and _tells_nothing_else(situation, document, parts):
            for section in parts:
                say_part(draft, document, section)
            return True
    asked = asked_period(situation)
    if asked is None:
        return False
    for document in situation.at_hand:
        parts = dated_parts(document, asked)
        if parts and _tells_nothing_else(situation, document, parts):
            for section in parts[:MOST_SECTIONS]:
                say_part(draft, document, section)
            return True
    return False


def _months_listed(profile: QuestionProfile) -> list[Period]:
    """The single months that an English question lists: the May, July and September milestones."""
    if profile.language != "en" or len(profile.years) > 1:
        return []
    # "may" is a month only with a capital.
    named = [match for match in _EN_PERIOD.finditer(profile.question) if (match["first"] or " ")[0].isupper()]
    if all(match["last"] for match in named):
        return []
    year = profile.years[0] if profile.years else None
    numbers = sorted(
        {_month_number(name) for match in named for name in (match["first"], match["last"]) if name}
    )
    return [Period(year, number, number) for number in numbers]


def _part_of_month(document: Document, asked: Period) -> Section | None:
    """The dated part that tells of one month: one whose text names it, else the shortest that holds it."""
    parts = dated_parts(document, asked)

    def names_it(part: Section) -> bool:
        dates = find_dates(document.text[part.start : part.end])
        return any(date.month == asked.first and date.first_month is None for date in dates)

    def months(part: Section) -> int:
        period = period_of(document, part)
        return period.last - period.first if period else 12

    return min([part for part in parts if names_it(part)] or parts, key=months, default=None)


def asked_period(situation: Situation) -> Period | None:
    """The period that a question names by months, halves or quarters; None where it names none."""
    profile = situation.profile
    year = profile.years[0] if len(profile.years) == 1 else None
    if len(profile.years) > 1:
        return None
    if profile.language == "zh":
        dated = [mention for mention in find_dates(profile.question) if mention.month]
        if not dated or re.search(r"年[底末]", profile.question):
            return None
        spans = [months_of(mention) for mention in dated]
        return Period(year, min(first for first, _ in spans), max(last for _, last in spans))
    if re.search(r"\bby\b|\bend of\b", profile.question, re.IGNORECASE):
        return None
    return period_in(profile.question, profile.years)


def period_in(text: str, years: Sequence[int]) -> Period | None:
    """The months, half-year or quarter that an English text names, of the one year given; None where it names none."""
    year = years[0] if len(years) == 1 else None
    match = _EN_PERIOD.search(text)
    if match is None:
        return None
    if match["first"]:
        # "may" is a month only with a capital or a year; "march" likewise.
        if match["first"] in ("may", "march", "mar") and year is None:
            return None
        first = _month_number(match["first"])
        return Period(year, first, _month_number(match["last"]) if match["last"] else first)
    if match["edge"]:
        count = int(_COUNTS.get(match["count"].lower(), match["count"]))
        return (
            Period(year, 1, count)
            if match["edge"].lower() in ("first", "opening")
            else Period(year, 13 - count, 12)
        )
    half = match["h"] or (str(_ORDER[match["half"].lower()]) if match["half"] else "")
    if half:
        return Period(year, 6 * int(half) - 5, 6 * int(half))
    quarter = int(match["q"] or _ORDER[match["quarter"].lower()])
    return Period(year, 3 * quarter - 2, 3 * quarter)


def _month_number(name: str) -> int:
    return next(n for n, full in enumerate(_ENGLISH_MONTHS, 1) if full.startswith(name.lower()[:3]))


def dated_parts(document: Document, asked: Period) -> list[Section]:
    """The innermost sections whose heading bears months of the period; a heading's year counts for those below."""
    found = []
    for position, section in enumerate(document.sections):
        period = period_of(document, section)
        if period is None or not period.holds(asked):
            continue
        if not any(part.parent == position and period_of(document, part) for part in document.sections):
            found.append(section)
    return found


def _tells_nothing_else(situation: Situation, document: Document, parts: list[Section]) -> bool:
    """Whether the parts hold what else the question names, so that a question of one thing gets no calendar."""
    text = " ".join(document.text[part.start : part.end] for part in parts)
    profile = situation.profile
    if profile.language == "zh":
        rest = _ASKS_WHAT.sub(" ", profile.subject)
        for mention in find_dates(profile.question):
            rest = rest.replace(mention.written.strip(), " ")
        concepts = chinese_concepts(_ZH_OF_CALENDAR.sub(" ", rest))
    else:
        rest = _EN_OF_CALENDAR.sub(" ", _EN_PERIOD.sub(" ", profile.question))
        concepts = [
            concept
            for concept in situation.weigher.concepts
            if not concept.optional and not re.search(r"\d", concept.source) and mentions(rest, concept)
        ]
    held = Weigher(concepts, [text]).held(text)
    return not held or sum(held) >= 0.5 * len(held)


def say_part(
    draft: Draft, document: Document, section: Section, lead: str = "", lead_marks: Sequence[str] = ()
) -> None:
    """A part by its heading, and the beginning of what it says.

    Args:
        lead: Words before the heading that bring it in, with the marks they rest on.
    """
    heading = draft.cite(document.document_id, section.start, section.heading_end)
    title = strip_numbering(section.heading)
    end = min(section.end, section.body_start + PART_CHARS)
    sentences = split_sentences(document.text, section.body_start, section.end)
    body = [(start, stop) for start, stop in sentences if stop <= end] or sentences[:1]
    marks = [*lead_marks, heading]
    quote = ""
    if body and body[0][1] > section.heading_end:
        start = max(body[0][0], section.heading_end)
        marks.append(draft.cite(document.document_id, start, body[-1][1]))
        quote = document.text[start : body[-1][1]]
    if draft.language == "zh":
        draft.say(f"{lead}“{title}”" + (f"：{quote}" if quote else ""), marks)
        return
    told = say_clauses(quote, draft.wordings) if quote else None
    names = english_terms(quote, draft.wordings, 4)
    dates = "; ".join(english_figures(title))
    heading = english_title(re.sub(r"[(（][^)）]*[)）]$", "", title).strip(), draft.wordings)
    said = f"{heading}, {dates}" if dates else heading
    said += f": {told}" if told else f"; it speaks of {'; '.join(names)}" if names else ""
    draft.say(lead + said, marks)
    if quote:
        draft.quote(marks[-1])
