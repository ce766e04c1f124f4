"""What Chinese quotes say, in English: what they list, the units they name, or the clauses that answer, said plainly.

It is no translation of the quote, which stands beneath. Where the tables know every word of a clause it is said; where they
do not, the names in it are told and nothing is made of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.selection import Scored
from assistant.language.plain_english import say_clauses, say_name
from assistant.language.sentences import clause_texts
from assistant.language.weighing import Weigher
from assistant.language.wording import Wordings, english_figures, english_name, english_terms
from assistant.questions.profile import QuestionProfile
from assistant.tasks.reading import strip_numbering

# Sentences said in English, and names told of what cannot be said; more of either is no short answer.
_MOST_SAID, _MOST_NAMES = 3, 5
# A sentence or clause that holds this share of what the best one holds answers with it.
_ANSWERS = 0.5
# A clause that holds this share of the question is told where the one that holds most cannot be.
_PART = 0.3
_ASKS_TITLES = re.compile(
    r"\b(?:which|what|name the|list the)\b[^?]{0,40}\b(?:documents?|regulations?|notices?|rules|measures (?:are|were) (?:revised|issued))\b",
    re.IGNORECASE,
)
_ASKS_UNITS = re.compile(
    r"\b(?:which|what) (?:[\w-]+ ){0,3}(?:units?|departments?|bureaus?|offices|bod(?:y|ies)|agenc(?:y|ies)|authorit(?:y|ies)|organi[sz]ations?)\b"
    r"|\b(?:by|to|with) whom\b|\bname the (?:[\w-]+ ){0,2}(?:units|departments|bureaus|agencies|bodies)\b",
    re.IGNORECASE,
)
_UNIT_NAME = re.compile(r"(?:局|委|办|委员会|管委会|中心|公司|办公室|督查室|部门|政府)$")
_FEWEST_LISTED = 3
_BEFORE_LIST = re.compile(r"^.*(?:中的|包括|围绕|包含|涵盖|分为|推进|发展|建设|新增|提供|采取|[:：])(?=..)")
_AFTER_LIST = re.compile(r"等(?!级).*$|(?:\d+|[两二三四五六七八九十]+)[个条项家类种].*$")


def english_gist(
    quotes: Sequence[str],
    best: Scored,
    profile: QuestionProfile,
    wordings: Wordings,
    weigher: Weigher,
    answering: str = "",
) -> str:
    """One or two English sentences about the quotes, each Chinese name that stands alone with its original beside it.

    Args:
        answering: The clause that is known to answer; empty where none is.
    """
    clauses = [clause for quote in quotes for clause in clause_texts(quote)]
    held = [weigher.coverage(clause) for clause in clauses]
    best_held = max(held, default=0.0)
    near = ",".join(c for c, share in zip(clauses, held, strict=True) if share >= 0.4 * best_held)
    place = _place(best, wordings)
    listed = _units(near, wordings) if _ASKS_UNITS.search(profile.question) else ()
    if listed:
        return f"The document names{place}: {'; '.join(listed)}"
    if profile.kind == "list":
        listed = _members(clauses[held.index(best_held)] if clauses else "", wordings)
        if listed:
            return f"The document lists{place}: {'; '.join(listed)}"
    titles = _titles(quotes, profile, wordings)
    if titles:
        return f"The document names{place}: {'; '.join(titles)}"
    said = say_clauses(answering, wordings) if answering else None
    said = said or _said(quotes, wordings, weigher)
    if said:
        return f"The document says{place}: {said}"
    said = _in_part(quotes, wordings, weigher)
    if said:
        return f"The document says{place}, in part: {said}"
    names = english_terms(near, wordings, _MOST_NAMES) + english_figures(near)
    about = f"; it speaks of {'; '.join(names[:_MOST_NAMES])}" if names else ""
    return f"The passage{place} that answers is quoted below in Chinese{about}"


def _place(best: Scored, wordings: Wordings) -> str:
    """The heading over the best sentence in English; nothing where it cannot be said."""
    if not best.sentence.path or best.sentence.is_heading:
        return ""
    heading = re.sub(r"[(（][^)）]*[)）]$", "", strip_numbering(best.sentence.path[-1])).strip()
    english = wordings[heading][0] if heading in wordings else say_clauses(heading, wordings)
    if english and re.search(r"\b(?:is|are)\b", english):
        return ""  # a heading has no subject: it was read wrongly
    return f" under “{english[:1].upper()}{english[1:]}”" if english else ""


def _said(quotes: Sequence[str], wordings: Wordings, weigher: Weigher) -> str:
    """The sentences that answer, in English; of one that cannot be said whole, its best clauses, or else nothing."""
    sentences = [
        part.strip()
        for quote in quotes
        for part in re.split(r"[。\n]|(?<=[^,，])[;；]", quote)
        if part.strip()
    ]
    held = [weigher.coverage(sentence) for sentence in sentences]
    best = max(held, default=0.0)
    found: list[str] = []
    for sentence, share in zip(sentences, held, strict=True):
        if share < _ANSWERS * best or len(found) == _MOST_SAID:
            continue
        english = (
            _outcomes(sentence, wordings, weigher)
            or say_clauses(sentence, wordings)
            or _best_clauses(sentence, wordings, weigher)
        )
        if not english and share == best:
            return ""
        found += [english] if english else []
    return "; ".join(found)


def _titles(quotes: Sequence[str], profile: QuestionProfile, wordings: Wordings) -> tuple[str, ...]:
    """The titles of the documents that the quotes name, where documents are asked for."""
    if not _ASKS_TITLES.search(profile.question):
        return ()
    found = dict.fromkeys(title for quote in quotes for title in re.findall(r"《[^》]{2,60}》", quote))
    return tuple(say_name(title, wordings) or title for title in found)


def _in_part(quotes: Sequence[str], wordings: Wordings, weigher: Weigher) -> str:
    """What can be said of the clauses that hold some of the question, at most three."""
    said: list[str] = []
    for clause in (clause for quote in quotes for clause in clause_texts(quote)):
        if len(said) < _MOST_SAID and weigher.coverage(clause) >= _PART:
            english = say_clauses(clause, wordings)
            said += [english] if english else []
    return "; ".join(said)


def _outcomes(sentence: str, wordings: Wordings, weigher: Weigher) -> str:
    """对…的,予以…: what is done with those who …; the comma within it parts no clauses."""
    parts = re.findall(r"对[^,，;；。]{2,16}的[,，]?予以[^,，;；。]+", sentence)
    if not parts:
        return ""
    held = [weigher.coverage(part) for part in parts]
    kept = [
        part for part, share in zip(parts, held, strict=True) if share >= _ANSWERS * max(held) and share > 0
    ]
    said = [say_clauses(part, wordings) for part in kept]
    return "; ".join(one for one in said if one) if all(said) else ""


def _best_clauses(sentence: str, wordings: Wordings, weigher: Weigher) -> str:
    """The clauses of a sentence that hold most of the question, where the best of them can be said."""
    clauses = clause_texts(sentence)
    held = [weigher.coverage(clause) for clause in clauses]
    best = max(held, default=0.0)
    said = []
    for clause, share in zip(clauses, held, strict=True):
        if share < _ANSWERS * best or not share:
            continue
        english = say_clauses(clause, wordings)
        if english is None and share == best:
            return ""
        said += [english] if english else []
    return "; ".join(said)


def _units(text: str, wordings: Wordings) -> tuple[str, ...]:
    """The units that a text names and the glossary knows, all of them, in text order."""
    names = {term: said for term, said in wordings.items() if _UNIT_NAME.search(term)}
    return tuple(english_terms(text, names, len(names)))


def _members(clause: str, wordings: Wordings) -> tuple[str, ...]:
    """The members of the list that a clause consists of; none where it is no list."""
    pieces = clause.split("、")
    if len(pieces) < _FEWEST_LISTED:
        return ()
    pieces[0] = _BEFORE_LIST.sub("", pieces[0])
    pieces[-1] = _AFTER_LIST.sub("", pieces[-1])
    named = [piece.strip() for piece in pieces if piece.strip()]
    # Among places 建设 is one too, and no building.
    are_names = sum(wordings.get(piece, ("",))[0][:1].isupper() for piece in named) > len(named) / 2
    return tuple(
        piece if are_names and not wordings.get(piece, ("",))[0][:1].isupper() else _member(piece, wordings)
        for piece in named
    )


def _member(piece: str, wordings: Wordings) -> str:
    if piece in wordings:
        return english_name(piece, wordings)
    said = say_name(piece, wordings)
    if said:
        return f"{said} ({piece})"
    terms = [term.split(" (", 1)[0] for term in english_terms(piece, wordings, 3)]
    return f"{', '.join(terms)} ({piece})" if terms else piece
