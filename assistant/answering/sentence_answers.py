"""Answer from sentences: those that hold most of the question and state the kind of thing asked for."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.choosing import best_sentence, defines, with_more
from assistant.answering.dated_sentences import one_per_year, sentence_per_year
from assistant.answering.document_evidence import weigh_by_document
from assistant.answering.draft import Draft
from assistant.answering.duty_matching import described_weigher
from assistant.answering.members import asks_who_does
from assistant.answering.missing import Missing
from assistant.answering.nearer_dates import with_months
from assistant.answering.pointed import asks_in_words, of_each, said_in_words, stating_a_rhythm, to_the_point
from assistant.answering.quoting import DUTY_BRACKET
from assistant.answering.rates_in_words import answer_rate_in_words
from assistant.answering.selection import score_sentences
from assistant.answering.sentence_gate import find_missing
from assistant.answering.sentence_writing import write_sentences
from assistant.answering.situation import Situation
from assistant.language.bounds import bound_asked
from assistant.language.concepts import mentions
from assistant.language.weighing import Weigher
from assistant.questions.profile import QuestionProfile, names_years


def answer_from_sentences(draft: Draft, situation: Situation) -> Missing | None:
    """Write the sentences that answer, or say what the best evidence lacks."""
    missing = _answer(draft, situation)
    profile = situation.profile
    if missing is not None and missing.kind == "other_year" and answer_rate_in_words(draft, situation):
        return None
    if missing is not None and missing.kind == "number" and profile.asks_each:
        both = of_each(situation)
        if both and find_missing(both, situation) is None:
            write_sentences(draft, both, situation)
            return None
    bound = bound_asked(profile.question) if profile.language == "zh" else None
    in_words = (asks_in_words(profile) and bound is None) or profile.may_be_in_words
    if missing is None or missing.kind != "number" or not in_words:
        return missing
    worded = replace(situation, profile=replace(profile, answer_type="text"))
    return missing if _answer(draft, worded, said_as=profile) is not None else None


def _answer(draft: Draft, situation: Situation, said_as: QuestionProfile | None = None) -> Missing | None:
    """Write the sentences that answer, or say what the best evidence lacks.

    Args:
        said_as: The amount that the sentences must state in words, where one was asked for: 二级响应.
    """
    profile = situation.profile
    if not situation.scored:
        return Missing("subject")
    if profile.answer_type == "unit" and profile.language == "zh" and situation.records:
        situation = _of_the_matter(situation)
    elif profile.answer_type != "unit":
        content = [s for s in situation.scored if not DUTY_BRACKET.match(s.sentence.text)]
        situation = replace(situation, scored=tuple(content) or situation.scored)
    # Of two sentences that hold as much of the question, the shorter says it more plainly.
    ranked = sorted(
        situation.scored,
        key=lambda scored: (
            -sum(quoted in scored.sentence.text for quoted in profile.quoted),
            -round(scored.total, 2),
            len(scored.sentence.text),
        ),
    )
    ranked = stating_a_rhythm(ranked, profile)
    found = to_the_point(ranked, situation)
    if found is not None:
        chosen, keep = found.sentences, found.keep
        if not chosen:
            return Missing("attribute", found.lacks) if found.lacks else Missing("name")
        situation = _without(found.asked_as, situation)
    elif names_years(profile.question) or (profile.kind == "timeline" and len(profile.years) > 1):
        chosen, keep = one_per_year(ranked, situation), None
    elif profile.answer_type in ("text", "list") and (
        len(profile.years) > 1 or _asks_end_of_year_alone(situation)
    ):
        chosen, keep = sentence_per_year(ranked, profile), None
    else:
        best, missing = best_sentence(ranked, situation)
        if best is None:
            return missing
        if profile.answer_type == "date":
            best = with_months(best, situation)
        chosen, keep = with_more(best, ranked, situation), None
    missing = find_missing(chosen, situation)
    if missing is not None and _said_relatively(chosen[0].sentence.text, profile):
        situation = replace(situation, profile=replace(profile, answer_type="text"))
        missing = find_missing(chosen, situation)
    if missing is not None:
        return missing
    if said_as is not None:
        text = chosen[0].sentence.text
        if not (_said_relatively(text, said_as) or said_in_words(text, said_as)):
            return Missing("number")
    defined = profile.kind == "definition" and defines(chosen[0].sentence.text, profile)
    pointed = found is not None or asks_who_does(profile) or names_years(profile.question)
    write_sentences(draft, chosen[:1] if defined else chosen, situation, keep, defined or pointed)
    return None


_EN_YEAR_END = re.compile(r"\bend of (?:the year )?(?:19|20)\d\d\b", re.IGNORECASE)


def _asks_end_of_year_alone(situation: Situation) -> bool:
    """Whether an English question asks what is to be by the end of a year and names no matter: its goals."""
    return (
        len(situation.profile.years) == 1
        and bool(_EN_YEAR_END.search(situation.profile.question))
        and not any(
            concept.wordings and not concept.optional and not re.search(r"(?:19|20)\d\d", concept.source)
            for concept in situation.weigher.concepts
        )
    )


def _of_the_matter(situation: Situation) -> Situation:
    """The situation with nothing looked for but what a Chinese question of a duty describes, and no task's bracket.

    No task fits where this is asked; the words for roles stand in many a sentence, and brackets are of other tasks.
    """
    weigher = described_weigher(situation)
    if not weigher.concepts:
        return situation
    sentences = [s.sentence for s in situation.scored if not DUTY_BRACKET.match(s.sentence.text)]
    scored = weigh_by_document(score_sentences(sentences, weigher), situation.hits)
    return replace(situation, weigher=weigher, scored=tuple(scored)) if scored else situation


def _without(words: str, situation: Situation) -> Situation:
    """The situation with nothing looked for of these words of the question."""
    concepts = situation.weigher.concepts
    kept = [concept for concept in concepts if not (words and mentions(words, concept))]
    if len(kept) in (0, len(concepts)):
        return situation
    texts = [scored.sentence.text for scored in situation.scored]
    return replace(situation, weigher=Weigher(kept, texts))


# A target stated against a standard instead of by a figure: 高于全市平均水平.
_RELATIVE = re.compile(
    r"(?:高于|低于|超过|达到|不低于|快于|优于)(?P<standard>[^,，。;；]{0,12}(?:平均|先进|领先|同期))"
)


def _said_relatively(text: str, profile: QuestionProfile) -> bool:
    """Whether a degree is asked for that the text states against a standard, and it is not the standard's own."""
    stated = _RELATIVE.search(text) if profile.may_be_in_words else None
    return stated is not None and stated["standard"][:2] not in profile.question
