"""Does an English question ask for the figure of another thing than the Chinese one found?

What the question names is compared by its renderings (``assistant.language.concepts``).
"""

from __future__ import annotations

import re

from assistant.answering.situation import Situation
from assistant.language.concepts import mentions

_EN_MEASURED_THING = re.compile(
    r"\bhow (?:many|much) (?:square (?:kilomet(?:re|er)s|met(?:re|er)s)|hectares|acres|mu|tonnes|tons|kilomet(?:re|er)s|megawatts) of "
    r"(?P<thing>[a-z][a-z -]*?)\s+(?:will|must|should|can|may|does|do|did|is|are|was|were|has|have|to|in|for|by|per|on)\b",
    re.IGNORECASE,
)


def measures_another_english_thing(situation: Situation, said: str) -> bool:
    """Whether an English question asks for hectares of a thing that neither the sentence nor its headings name."""
    asked = _EN_MEASURED_THING.search(situation.profile.question)
    if asked is None:
        return False
    held = zip(situation.weigher.concepts, situation.weigher.held(said), strict=True)
    shares = [share for concept, share in held if mentions(asked["thing"], concept)]
    # Nothing is known of a thing without a concept.
    return bool(shares) and max(shares) < 0.5


def names_another(situation: Situation, said: str) -> bool:
    """Whether an English question names a place or body that no part of the evidence names."""
    if situation.profile.language != "en":
        return False
    named = [
        concept
        for concept in situation.weigher.concepts
        if re.match(r"[A-Z][a-z]", concept.source)
        and concept.wordings
        and not concept.optional
        and not situation.profile.question.startswith(concept.source)
    ]
    return any(
        not any(all(piece in said for piece in wording) for wording in concept.wordings) for concept in named
    )


_EN_SHARE_OF = re.compile(
    r"\b(?:portion|share|part|fraction|slice|proportion|percentage|how much|how many)\b[^?]{0,40}?\bof (?:the |those |these |all )?(?=\d)",
    re.IGNORECASE,
)


def not_that_english_share(situation: Situation, clause: str) -> bool:
    """The same asked in English: the figure's clause must name the part."""
    profile = situation.profile
    if profile.language != "en" or not _EN_SHARE_OF.search(profile.question):
        return False
    named = [
        c for c in situation.weigher.concepts if re.search(r"(?<=\s)[A-Z]", " " + c.source) and c.wordings
    ]
    return bool(named) and not any(
        all(piece in clause for piece in wording) for concept in named for wording in concept.wordings
    )


_EN_HOW_MANY = re.compile(
    r"\bhow many (?P<things>(?:[a-z][\w-]* ){0,4}?(?P<thing>[a-z][\w-]*))(?= (?:must|should|shall|will|would|can|could|may|are|is|was|were|do|does|did|has|have|had|to|in|for|by|on|at|under|that|there)\b|\s*[?,.])",
    re.IGNORECASE,
)


def counts_another_english_thing(situation: Situation, said: str) -> bool:
    """Whether an English question counts things of which the evidence has no rendering."""
    asked = _EN_HOW_MANY.search(situation.profile.question) if situation.profile.language == "en" else None
    if asked is None:
        return False
    named = [
        concept
        for concept in situation.weigher.concepts
        if re.search(rf"\b{re.escape(asked['thing'])}$", concept.source, re.IGNORECASE) and concept.wordings
    ]
    return bool(named) and not any(
        all(piece in said for piece in wording) for concept in named for wording in concept.wordings
    )


def counts_what_is_asked(situation: Situation, after: str) -> bool:
    """Whether what an English question counts (how many clusters) stands right behind the figure: 五个组团."""
    asked = _EN_HOW_MANY.search(situation.profile.question) if situation.profile.language == "en" else None
    return asked is not None and any(
        after.startswith("".join(wording))
        for concept in situation.weigher.concepts
        if re.search(rf"\b{re.escape(asked['thing'])}$", concept.source, re.IGNORECASE)
        for wording in concept.wordings
        if len("".join(wording)) > 1
    )
