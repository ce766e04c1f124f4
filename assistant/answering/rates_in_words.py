"""A rate that a text tells in words: 全面完成目标任务 says of a 完成率 that it is the whole.

A plan sets 80% for one year and "all of it" for the next, side by side. Who asks for the next year's rate is told so, where
the clause stands in the section that has the other year's figure, speaks of the same thing, and is said of that year.
"""

from __future__ import annotations

import re

from assistant.answering.draft import Draft
from assistant.answering.situation import Situation
from assistant.language.concepts import Concept
from assistant.language.dates import find_dates
from assistant.language.plain_english import say_clauses
from assistant.language.sentences import Sentence, clause_texts

_RATE = re.compile(r"(?P<done>[\u4e00-\u9fff]{2})率")
_WHOLLY = "(?:全面|全部|全数|全域|完全)"


def answer_rate_in_words(draft: Draft, situation: Situation) -> bool:
    """Say that all of it is to be done by the one year asked about, which has no figure; False where no text says so."""
    profile = situation.profile
    if len(profile.years) != 1:
        return False
    concepts = situation.weigher.concepts
    for done in _rates(situation):
        told = re.compile(f"{_WHOLLY}{done}|{done}{_WHOLLY}|全{done}")
        things = [c for c in concepts if not any(_is_of(done, piece) for piece in _pieces(c))]
        figures = {
            scored.sentence.path
            for scored in situation.scored
            if f"{done}率" in scored.sentence.text and "%" in scored.sentence.text
        }
        for sentence in (scored.sentence for scored in situation.scored):
            stating = [c for c in clause_texts(sentence.text) if told.search(c) and _speaks_of(things, c)]
            start = _said_of(profile.years[0], sentence, situation) if stating else None
            if start is None or sentence.path not in figures:
                continue
            mark = draft.cite(sentence.document_id, start, sentence.end)
            if draft.language == "zh":
                draft.say(f"{profile.years[0]}年没有写数字，写的是“{stating[0].strip()}”", [mark])
            else:
                said = say_clauses(stating[0], draft.wordings) or f"“{stating[0].strip()}”, all of it"
                draft.say(f"No figure is stated for {profile.years[0]}; the document says: {said}", [mark])
            draft.quote(mark)
            return True
    return False


def _rates(situation: Situation) -> list[str]:
    """What a rate is asked of, in the question's words or its Chinese renderings: 完成."""
    if situation.profile.language == "zh":
        return list(dict.fromkeys(_RATE.findall(situation.profile.question)))
    endings = {piece for concept in situation.weigher.concepts for piece in _pieces(concept)}
    return sorted(p for p in endings if any(e.endswith("率") and e[0] == p[-1] for e in endings if e != p))


def _pieces(concept: Concept) -> list[str]:
    return [piece for wording in concept.wordings for piece in wording]


def _is_of(done: str, piece: str) -> bool:
    """Whether a piece is of the rate's own word: 完成, 成率 of 完成率."""
    return piece in f"{done}率" or f"{done}率" in piece


def _speaks_of(things: list[Concept], clause: str) -> bool:
    """Whether a clause names one of the things asked about, no date or number among them."""
    return any(
        piece in clause and not re.search(rf"[\d年月底]|达到|{_WHOLLY}", piece)
        for concept in things
        for piece in _pieces(concept)
    )


def _said_of(year: int, sentence: Sentence, situation: Situation) -> int | None:
    """Where the sentence begins that names the year for this one: itself, or one before it in the paragraph; else None."""
    text = situation.documents(sentence.document_id).text
    opening = text.rfind("\n", 0, sentence.start) + 1
    dates = [d for d in find_dates(text[opening : sentence.end]) if d.year is not None]
    if not dates or dates[-1].year != year:
        return None
    at = opening + next(d.start for d in dates if d.year == year)
    return max(text.rfind("。", opening, at) + 1, opening)
