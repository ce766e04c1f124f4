"""Write the sentences chosen as an answer: the short one, if there is one, and the quotes it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.draft import Draft
from assistant.answering.english_gist import english_gist
from assistant.answering.quoting import ranges_to_quote
from assistant.answering.selection import Scored
from assistant.answering.short_answers import ShortAnswer, short_answer, year_above
from assistant.answering.situation import Situation

_EN_MONTHS_ALONE = re.compile(r"\b(?:which|what) months?\b(?!.*\byear)", re.IGNORECASE)


def write_sentences(
    draft: Draft,
    chosen: Sequence[Scored],
    situation: Situation,
    keep: tuple[int, int] | None = None,
    to_the_point: bool = False,
) -> None:
    """Write the short answer, if there is one, and the quotes.

    Args:
        keep: The range of the first sentence that answers, where it is known.
        to_the_point: Whether the first sentence is known to answer, so that nothing around it need be quoted.
    """
    short = short_answer(draft, chosen[0], situation)
    keep = (short.start, short.end) if short else keep
    ranges = ranges_to_quote(chosen, situation, keep, to_the_point or short is not None)
    marks = [draft.cite(document_id, start, end) for document_id, start, end in ranges]
    stating = _mark_of(short, chosen[0], ranges, marks) if short else []
    of_year = year_above(chosen[0], situation) if short and situation.profile.answer_type == "date" else None
    if of_year is not None and (
        of_year in situation.profile.years or _EN_MONTHS_ALONE.search(situation.profile.question)
    ):
        of_year = None  # the question says the year itself, or asks for months alone
    quotes = [citation.quote for citation in draft.citations]
    if draft.language == "zh":
        if short:
            draft.say(f"{short.said}（{of_year}年）" if of_year is not None else short.said, stating)
            for mark in marks:
                draft.quote(mark)
        else:
            for mark in marks:
                draft.quote_alone(mark)
        return
    if short:
        heading = f", under a heading of {of_year}" if of_year is not None else ""
        draft.say(f"The document states: {short.said}{heading}", stating)
    else:
        answering = chosen[0].sentence.text[slice(*keep)] if keep else ""
        gist = english_gist(
            quotes, chosen[0], situation.profile, draft.wordings, situation.weigher, answering
        )
        draft.say(gist, marks)
    for mark in marks:
        draft.quote(mark)


def _mark_of(
    short: ShortAnswer, best: Scored, ranges: Sequence[tuple[str, int, int]], marks: Sequence[str]
) -> list[str]:
    """The mark of the quote that holds a short answer: quotes stand in text order, so it need not be the first."""
    sentence = best.sentence
    return [
        mark
        for mark, (document_id, start, end) in zip(marks, ranges, strict=True)
        if document_id == sentence.document_id
        and start <= sentence.start + short.start
        and sentence.start + short.end <= end
    ]
