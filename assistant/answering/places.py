"""Is the question about a place that the evidence does not speak of?

A notice of another county shares nearly all its words with the one asked for; and a plan of this district says nothing
of the next one's, however much they are alike.
"""

from __future__ import annotations

import re

from assistant.answering.situation import Situation
from assistant.language.concepts import mentions
from assistant.language.regions import LOCAL, PLACES, read_regions
from corpus.document import Document

_EN_PLACE_BEFORE = r"\b(?:in|of|at|for|from|near|than|does|did|do|has|will|is|should)\s+(?:the )?"


def other_place(situation: Situation) -> str | None:
    """The place asked about where no document at hand speaks of it and the best one is about a place of its own."""
    profile = situation.profile
    if profile.language == "en":
        return _foreign_name(situation)
    best = situation.at_hand[0]
    for place in profile.regions:
        if not _is_local(place, profile.question) or any(
            place in _heard(document) for document in situation.at_hand
        ):
            continue
        if set(read_regions(best.metadata.title)) - {place}:
            return place
    return None


def is_a_thing(situation: Situation, unit: str) -> bool:
    """Whether what an English question names like a unit is a thing that a text speaks of: a cold-chain logistics centre."""
    if situation.profile.language != "en" or not re.search(
        r"cent(?:er|re)|company|agency", unit, re.IGNORECASE
    ):
        return False
    concepts = [c for c in situation.weigher.concepts if mentions(unit, c) and c.wordings and not c.optional]
    return len(concepts) > 1 and any(
        all(
            any(all(piece in s.sentence.text for piece in wording) for wording in c.wordings)
            for c in concepts
        )
        for s in situation.scored
    )


def _is_local(place: str, question: str) -> bool:
    """Whether a county, district or city is meant; a province's documents often leave its own name out."""
    return place in LOCAL or (place not in PLACES and bool(re.search(rf"{place}(?:市|县|区|州)", question)))


def _heard(document: Document) -> str:
    return f"{document.metadata.issuer or ''}{document.metadata.title}{document.text}"


def _foreign_name(situation: Situation) -> str | None:
    """A place by its capital letter for which no document has a name, in characters or letters."""
    question = situation.profile.question
    for concept in situation.weigher.concepts:
        name = concept.source.removesuffix("'s").removesuffix("’s")
        if concept.wordings or not re.fullmatch(r"[A-Z][a-z]{3,}", name):
            continue
        if re.search(
            rf"(?:{_EN_PLACE_BEFORE}{name}\b|\b{name}['’]s\b)(?! (?:Bureau|Office|Commission|Committee))",
            question,
        ):
            return name
    return None
