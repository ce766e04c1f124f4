"""Name the other documents that say an answer in the same words.

A notice is printed again by every ministry, town and newspaper that passes it on. Which of the copies is quoted
is chance; that the others say the same is something a reader wants to know, above all where the copy quoted is
not the one that binds. So they are cited beside the answer, at the place where the words stand.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.draft import Draft
from corpus.document import Document

MOST = 2
"""Copies named; of a notice printed twenty times more would bury the answer."""
LEAST_CHARS = 12
"""Shorter quotes stand in documents that have nothing to do with each other."""

_SAID = {"zh": "相同内容另见", "en": "The same words stand in"}


def cite_copies(draft: Draft, at_hand: Sequence[Document]) -> None:
    """Add a line with the documents that hold a quote of the draft to the letter, line breaks and spaces apart.

    Args:
        at_hand: Documents found for the question, best first.
    """
    quotes = sorted({_without_blanks(citation.quote) for citation in draft.citations}, key=len, reverse=True)
    cited = {citation.document_id for citation in draft.citations}
    marks: list[str] = []
    for document in at_hand:
        if document.document_id in cited or len(marks) == MOST:
            continue
        text = _without_blanks(document.text)
        held = next((quote for quote in quotes if len(quote) >= LEAST_CHARS and quote in text), None)
        if held is not None:
            marks.append(draft.cite(document.document_id, *_place(document.text, held, text.index(held))))
    if marks:
        draft.say(_SAID[draft.language], marks)


def _without_blanks(text: str) -> str:
    return "".join(text.split())


def _place(text: str, held: str, at: int) -> tuple[int, int]:
    """Where in a text the words stand that begin ``at`` so many characters that are no blanks."""
    places = [place for place, character in enumerate(text) if not character.isspace()]
    return places[at], places[at + len(held) - 1] + 1
