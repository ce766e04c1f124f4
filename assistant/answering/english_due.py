"""Which tasks are due by, in or after a date, asked in English: "which tasks are not due by the end of 2022?".

A date in such a question is a measure for the tasks' own times, no word to look for in their texts.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence

from assistant.answering.draft import Draft
from assistant.answering.duty_wording import mark_of, say_due
from assistant.language.dates import english_month
from assistant.language.plain_english import english_title
from assistant.questions.unit_alone_en import english_matter
from assistant.tasks.duties import DutyRecord

_TASK = r"(?:tasks?|jobs?|duties|assignments?|pieces? of work)"
_ASKED = re.compile(rf"\b(?:which|what|any|list|name|show|are there|how many)\b[^?]*?\b{_TASK}\b", re.I)
_MONTHS = [name.lower() for name in calendar.month_name]
_DATE = re.compile(
    rf"(?P<part>(?:the )?(?:end|close|middle|start|beginning|first half|second half) of |mid-? ?|year-?end |late |early )?(?:the year )?"
    rf"(?:(?P<month>{'|'.join(_MONTHS[1:])}),? (?:of )?)?(?P<year>(?:19|20)\d\d)\b",
    re.I,
)
_LATER = re.compile(
    r"\b(?:after|later than|beyond|past|(?:run|extend|last|continue)\w*(?: on)? (?:into|until after))\s*$",
    re.I,
)
_WITHIN = re.compile(r"\b(?:in|during|within|for)\s*$", re.I)
_NOT = re.compile(r"\b(?:not|never|no)\b|n['’]t\b", re.I)
# Words about time that describe no task.
_OF_TIME = re.compile(
    r"\b(?:end|ends|ending|close|later|earlier|before|after|until|past|beyond|by|than|year|month|long|run|runs|running|fall|falls|extend\w*|last|lasts|continue\w*|wrapped|ready|over)\b",
    re.I,
)
_MIDYEAR = re.compile(r"middle|mid|first half", re.I)
_BEGINNING = re.compile(r"start|beginning|early", re.I)


def answer_due_tasks(draft: Draft, question: str, records: Sequence[DutyRecord]) -> bool:
    """Name the tasks due by the date that a question gives; False where it gives none or describes a task."""
    date = _DATE.search(question)
    if date is None or not _ASKED.search(question):
        return False
    rest = question[: date.start()] + " " + question[date.end() :]
    if _DATE.search(rest) or english_matter(_OF_TIME.sub(" ", rest)):
        return False
    dated = [record for record in records if record.task.deadline and record.task.deadline_span]
    if not dated:
        return False
    first, last = _months(date)
    before = question[: date.start()]
    denied = bool(_NOT.search(question))
    if _LATER.search(before):
        said, holds = "after", [(record.task.deadline or "") > last for record in dated]
    elif _WITHIN.search(before):
        said, holds = "in", [first <= (record.task.deadline or "")[:7] <= last for record in dated]
    else:
        said, holds = "by", [(record.task.deadline or "") <= last for record in dated]
    found = [record for record, held in zip(dated, holds, strict=True) if held != denied]
    if len(found) == len(dated):
        return say_due(draft, dated)
    when = f"{'not ' if denied else ''}due {said} {_spoken(date, last)}"
    if not found:
        marks = [mark_of(draft, r, r.task.deadline_span) for r in dated if r.task.deadline_span is not None]
        draft.say(f"None of the {len(dated)} tasks that state a time is {when}", marks)
        return say_due(draft, dated)
    told = "; ".join(
        f"{english_title(record.task.task, draft.wordings)}, by {english_month(record.task.deadline or '')} "
        f"{mark_of(draft, record, record.task.deadline_span)}"
        for record in found
        if record.task.deadline_span is not None
    )
    draft.say(f"Of the {len(dated)} tasks that state a time, {len(found)} are {when}: {told}", [])
    return True


def _months(date: re.Match[str]) -> tuple[str, str]:
    """The first and last month meant, as ``YYYY-MM``."""
    year, part = date["year"], date["part"] or ""
    if date["month"]:
        month = f"{year}-{_MONTHS.index(date['month'].lower()):02d}"
        return month, month
    last = 6 if _MIDYEAR.search(part) else 3 if _BEGINNING.search(part) else 12
    return f"{year}-01", f"{year}-{last:02d}"


def _spoken(date: re.Match[str], last: str) -> str:
    return date["year"] if not date["month"] and last.endswith("-12") else english_month(last)
