"""Choose sentences by their time: those of the years or the month asked about, and the line that dates an undated one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.figure_years import other_year
from assistant.answering.selection import Scored
from assistant.answering.situation import Situation
from assistant.language.dates import find_dates
from assistant.questions.profile import QuestionProfile
from corpus.document import Document, Section

# A sentence that holds this share of the question is what is asked about, and happens when the heading over it says. The
# time that closes a task is that of its measures, told in the question's own words: not when a fund to be set up is paid in.
_DATED_BY_HEADING = 0.5
_TIME_OF_TASK = re.compile(r"(?:完成)?(?:时间|时限|期限)[:：]\s*[^;；)）\n]+")


def heading_that_dates(scored: Scored, situation: Situation) -> Scored | None:
    """What dates an undated sentence that is plainly asked about: the months in a heading over it, else its task's time."""
    sentence = scored.sentence
    document = situation.documents(sentence.document_id)
    if sentence.is_heading or scored.own < _DATED_BY_HEADING:
        return None
    above = [s for s in document.sections if s.start < sentence.start < s.end]
    dated = [s for s in above if any(mention.month for mention in find_dates(s.heading))]
    if dated:
        return _heading_as_sentence(dated[-1], document, scored)
    due = _TIME_OF_TASK.search(document.text, sentence.end, above[-1].end) if above else None
    missed = [concept for concept in situation.weigher.missing(sentence.text) if not concept.optional]
    if due is None or missed or not find_dates(due[0]):
        return None
    return replace(scored, sentence=replace(sentence, start=due.start(), end=due.end(), text=due[0]))


def of_month_asked(ranked: Sequence[Scored], profile: QuestionProfile) -> Scored | None:
    """The best line for the month that a question names, the shortest period first; None where it names none."""
    months = [
        mention.month for mention in find_dates(profile.question) if mention.month and not mention.first_month
    ]
    asked = [month for month in months if "底" not in profile.question]
    found: list[tuple[int, float, Scored]] = []
    for scored in ranked:
        if other_year(profile, scored.sentence):
            continue
        for mention in find_dates(scored.sentence.text):
            first, last = mention.first_month or mention.month, mention.month
            if first and last and any(first <= month <= last for month in asked if month):
                found.append((last - first, -scored.total, scored))
    return min(found, key=lambda entry: entry[:2])[2] if found else None


def one_per_year(ranked: Sequence[Scored], situation: Situation) -> list[Scored]:
    """For each year asked about the heading that bears it, else the best sentence.

    Headings are taken from the best document itself: what a plan calls a year stands in a line
    so short that retrieval may pass it over.
    """
    profile = situation.profile
    document = situation.documents(ranked[0].sentence.document_id)
    chosen: list[Scored] = []
    for year in profile.years:
        # "(一)2022年作为…" is the year's own heading, "(2022年5—12月)" that of a part of it.
        of_year = re.compile(rf"{year}(?!年?\d|[—–-])")
        heading = next((section for section in document.sections if of_year.search(section.heading)), None)
        if heading is not None:
            chosen.append(_heading_as_sentence(heading, document, ranked[0]))
            continue
        best = next((s for s in ranked if str(year) in s.sentence.text and s not in chosen), None)
        if best is not None:
            chosen.append(best)
    return chosen or [ranked[0]]


def sentence_per_year(ranked: Sequence[Scored], profile: QuestionProfile) -> list[Scored]:
    """For each year asked about the best sentence that names it, at its end where the end is asked about."""
    written = {
        year: f"{year}年底"
        if re.search(
            rf"{year}年[底末]|\bend[- ](?:of )?(?:the year )?{year}", profile.question, re.IGNORECASE
        )
        else f"{year}年"
        for year in profile.years
    }
    chosen: list[Scored] = []
    for mark in written.values():
        others = [other for other in written.values() if other != mark]
        named = [s for s in ranked if mark in s.sentence.text and not s.sentence.is_heading]
        alone = [s for s in named if not any(other in s.sentence.text for other in others)]
        chosen += [s for s in (alone or named)[:1] if s not in chosen]
    return chosen or [ranked[0]]


def _heading_as_sentence(section: Section, document: Document, like: Scored) -> Scored:
    sentence = replace(
        like.sentence,
        start=section.start,
        end=section.heading_end,
        text=document.text[section.start : section.heading_end],
        path=section.path,
        is_heading=True,
    )
    return replace(like, sentence=sentence)
