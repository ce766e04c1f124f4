"""What Chinese quotes say, in English: what they list, the units they name, the terms and figures of the clauses that hold
the question. It is no translation, and does not look like one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.selection import Scored
from assistant.language.sentences import clause_texts
from assistant.language.weighing import Weigher
from assistant.language.wording import Wordings, english_figures, english_name, english_terms
from assistant.questions.profile import QuestionProfile

# Terms and figures named of a quote; more of them is a glossary and no answer.
_GIST_TERMS, _GIST_FIGURES = 8, 4
_ASKS_UNITS = re.compile(
    r"\b(?:which|what) (?:[\w-]+ ){0,3}(?:units?|departments?|bureaus?|offices|bod(?:y|ies)|agenc(?:y|ies)|authorit(?:y|ies)|organi[sz]ations?)\b"
    r"|\b(?:by|to|with) whom\b|\bname the (?:[\w-]+ ){0,2}(?:units|departments|bureaus|agencies|bodies)\b",
    re.IGNORECASE,
)
_UNIT_NAME = re.compile(r"(?:局|委|办|委员会|管委会|中心|公司|办公室|督查室|部门|政府)$")
_FEWEST_LISTED = 3
_BEFORE_LIST = re.compile(r"^.*(?:中的|包括|围绕|包含|涵盖|分为|推进|发展|建设|[:：])(?=..)")
_AFTER_LIST = re.compile(r"等(?!级).*$|(?:\d+|[两二三四五六七八九十]+)[个条项家类种].*$")


def english_gist(
    quotes: Sequence[str], best: Scored, profile: QuestionProfile, wordings: Wordings, weigher: Weigher
) -> str:
    """One or two English sentences about the quotes, each Chinese name and term with its original beside it."""
    clauses = [clause for quote in quotes for clause in clause_texts(quote)]
    held = [weigher.coverage(clause) for clause in clauses]
    best_held = max(held, default=0.0)
    said = ",".join(c for c, share in zip(clauses, held, strict=True) if share >= 0.4 * best_held)
    place = f" under “{best.sentence.path[-1]}”" if best.sentence.path else ""
    opening = f"The passage{place} answers this"
    listed = _units(said, wordings) if _ASKS_UNITS.search(profile.question) else ()
    label = "It names"
    if not listed and profile.kind == "list":
        clause = clauses[held.index(best_held)] if clauses else ""
        listed, label = _members(clause, wordings), "It lists"
    terms = english_terms(said, wordings, _GIST_TERMS) + english_figures(said)[:_GIST_FIGURES]
    parts = [term for term in terms if term not in listed]
    if listed:
        opening += f". {label}: {'; '.join(listed)}"
    if not parts:
        return opening if listed else f"{opening}; no English is at hand for its terms"
    return f"{opening}. {'Other' if listed else 'Its key'} terms: {'; '.join(parts)}"


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
    return tuple(_member(piece.strip(), wordings) for piece in pieces if piece.strip())


def _member(piece: str, wordings: Wordings) -> str:
    if piece in wordings:
        return english_name(piece, wordings)
    terms = [term.split(" (", 1)[0] for term in english_terms(piece, wordings, 3)]
    return f"{', '.join(terms)} ({piece})" if terms else piece
