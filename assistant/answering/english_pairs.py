"""Several tasks side by side, asked about in English: the same lead? which has more supporting units? who supports both?

``duty_pairs`` reads them in Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.draft import Draft
from assistant.answering.duty_matching import english_named_tasks
from assistant.answering.duty_wording import mark_of_role, say_due, say_units
from assistant.answering.situation import Situation
from assistant.language.plain_english import english_title
from assistant.language.wording import join_names
from assistant.questions.pivot import roles_in
from assistant.questions.profile import UNIT_NOUNS, Role
from assistant.tasks.duties import DutyRecord, has_role, units_of

_OF_DUTY = re.compile(
    rf"\b(?:lead\w*|led|in charge|responsible|support\w*|assist\w*|help\w*|{UNIT_NOUNS}|due|deadlines?|finish\w*|complet\w+)\b",
    re.I,
)
_WHEN = re.compile(r"\b(?:when|due|deadlines?|finish\w*|complet\w+|same (?:date|time|month))\b", re.I)
# Only of units and dates, since tasks speak of "more projects", "the same standard" and "common registration" themselves.
_OF_UNITS = rf"(?:\w+ ){{0,2}}?(?:{UNIT_NOUNS}|lead\w*|support(?:ers?)?|helpers|partners)"
_MORE = re.compile(
    rf"\b(?:more|fewer|most|fewest) {_OF_UNITS}\b|\b(?:bigger|longer|larger|smaller|shorter) (?:\w+ )?(?:list|number|team|group)\b|"
    r"\bby how many\b|\bsame number\b|\bas many\b|\b(?:more|fewer|most|fewest)\s*\?",
    re.I,
)
_SAME = re.compile(
    rf"\b(?:same|different) (?:{_OF_UNITS}|date|deadline|time|month|day)\b|\b(?:identical|differ|alike)\b|\b(?:the same|different)\s*\?",
    re.I,
)
_COMMON = re.compile(
    rf"\b(?:both|all three|in common|overlap\w*)\b|\b(?:share[sd]?|common|shared) {_OF_UNITS}\b", re.I
)


def answer_english_pair(draft: Draft, situation: Situation) -> bool:
    """Answer about several tasks that an English question names; False where it names one or none, or asks for something else."""
    profile = situation.profile
    question = profile.question
    if profile.units or profile.unknown_units or not _OF_DUTY.search(question) or profile.kind == "multi_hop":
        return False
    compares = any(asked.search(question) for asked in (_MORE, _SAME, _COMMON))
    if not compares and profile.role is None and profile.kind != "deadline":
        return False
    records = english_named_tasks(situation, sure=not compares)
    if len(records) < 2:
        return False
    if _WHEN.search(question) and (profile.role is None or profile.kind == "deadline"):
        return say_due(draft, records)
    roles = roles_in(question)
    role: Role = "support" if roles == ("support",) else "lead"
    if _MORE.search(question):
        # Which has more units: one leads, or two; who supports is what differs.
        return _compare(draft, records, role if len(roles) == 1 else "support")
    if _SAME.search(question):
        names = [set(units_of(record.task, role)) for record in records]
        same = all(each == names[0] for each in names)
        noun = "leading" if role == "lead" else "supporting"
        draft.say(f"{'Yes' if same else 'No'}: the {len(records)} tasks have {'the same' if same else 'different'} {noun} units",
                  [mark_of_role(draft, record, role) for record in records])  # fmt: skip
    elif _COMMON.search(question):
        return _common(draft, records, role)
    told = [say_units(draft, record, each) for record in records for each in roles]
    return any(told)


def _compare(draft: Draft, records: Sequence[DutyRecord], role: Role) -> bool:
    ordered = sorted(records, key=lambda record: -len(units_of(record.task, role)))
    counts = [len(units_of(record.task, role)) for record in ordered]
    if not all(counts):
        return False
    titles = [english_title(record.task.task, draft.wordings) for record in ordered]
    told = "; ".join(
        f"{title} names {count} {mark_of_role(draft, record, role)}"
        for record, title, count in zip(ordered, titles, counts, strict=True)
    )
    verdict = (
        "they have equally many"
        if counts[0] == counts[-1]
        else f"{titles[0]} has more, by {counts[0] - counts[1]}"
        if counts[0] > counts[1]
        else f"the most is {counts[0]}"
    )
    noun = "Leading" if role == "lead" else "Supporting"
    draft.say(f"{noun} units: {told}; {verdict} (counted from the quotes)", [])
    for record in ordered:
        say_units(draft, record, role)
    return True


def _common(draft: Draft, records: Sequence[DutyRecord], role: Role) -> bool:
    shared = [
        name
        for name in units_of(records[0].task, role)
        if all(has_role(record.task, name, role) for record in records[1:])
    ]
    marks = [mark_of_role(draft, record, role) for record in records]
    titles = " and ".join(english_title(record.task.task, draft.wordings) for record in records)
    noun = "leading" if role == "lead" else "supporting"
    if shared:
        shown = join_names(shared, draft.language, draft.wordings)
        draft.say(
            f"{titles} have {len(shared)} {noun} unit{'s' * (len(shared) > 1)} in common: {shown}", marks
        )
    else:
        draft.say(f"{titles} have no {noun} unit in common", marks)
    for mark in marks:
        draft.quote(mark)
    return True
