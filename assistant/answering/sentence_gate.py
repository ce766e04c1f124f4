"""Do the sentences chosen answer, or what do they lack of what was asked?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering import asked_names
from assistant.answering.asked_event import asks_national, date_of_another, describes_another, together
from assistant.answering.asked_figures import asked_family
from assistant.answering.asked_for import lacking
from assistant.answering.asked_names import absent_name, is_of_another_place
from assistant.answering.choosing import defines
from assistant.answering.figure_years import other_year, paragraph_before
from assistant.answering.missing import Missing
from assistant.answering.other_figures import another_figure
from assistant.answering.refusal import (
    METHOD_STANDING,
    MINIMUM_COVERAGE,
    MINIMUM_HELD,
    MINIMUM_OWN_COVERAGE,
    MINIMUM_STANDING,
    missing_fact,
    says_it_happened,
)
from assistant.answering.selection import Scored
from assistant.answering.short_answers import answering_range
from assistant.answering.situation import Situation
from assistant.language.concepts import mentions
from assistant.language.dates import find_dates
from assistant.language.sentences import clause_texts, clause_with_condition
from assistant.language.weighing import Weigher
from assistant.questions.profile import QuestionProfile, names_years
from corpus.document import Document


def find_missing(chosen: Sequence[Scored], situation: Situation) -> Missing | None:
    """What the chosen sentences, the best one first, lack for an answer; None where they answer."""
    profile = situation.profile
    text = " ".join(scored.sentence.text for scored in chosen)
    best = chosen[0]
    document = situation.documents(best.sentence.document_id)
    around = (
        " ".join(best.sentence.path) + document.text[best.sentence.passage_start : best.sentence.passage_end]
    )
    context = situation.weigher.coverage(text + " " + " ".join(best.sentence.path) + _beside(best, document))
    language = profile.language
    if profile.kind == "definition" and defines(text, profile):
        return None
    if names_years(profile.question) and _are_headings_of(profile.years, chosen):
        return None
    if situation.standing is not None and language in MINIMUM_STANDING:
        name = absent_name(profile, document)
        if name is not None:
            others = (other for other in situation.at_hand if absent_name(profile, other) != name)
            return Missing("subject") if any(others) else Missing("unit", name)
        needed = MINIMUM_STANDING[language]
        if is_of_another_place(profile, document):
            needed += asked_names.OTHER_PLACE_STANDING
        if profile.kind == "method":
            needed += METHOD_STANDING
        if situation.standing(document, best.context) < needed:
            return Missing("subject")
    elif (
        max(context, best.context) < MINIMUM_COVERAGE[language]
        or best.context + situation.weigher.coverage(document.metadata.title + document.text)
        < MINIMUM_HELD[language]
    ):
        return Missing("subject")
    # A length of time may be that of the whole document: 自1月1日至3月31日,实行更优惠的政策.
    of_all = best.sentence.title if asked_family(profile) == "time" else ""
    stated = situation.weigher.coverage(f"{text} {of_all}")
    if profile.answer_type == "number" and stated < MINIMUM_OWN_COVERAGE[language]:
        return Missing("number")
    # English: a figure of the chains in general is none of the chains of artificial intelligence.
    headed = " ".join((text, best.sentence.title, *best.sentence.path))
    if (
        language == "en"
        and profile.answer_type == "number"
        and (
            situation.weigher.lacks_a_main_concept(headed, _MAIN_CONCEPT) or _lacks_a_term(headed, situation)
        )
    ):
        return Missing("number")
    span = answering_range(best.sentence.text, situation)
    answering = _answering_part(best.sentence.text, span, profile) if span else ""
    if span and profile.answer_type == "date" and asks_national(profile):
        # "2023年成功创建…,并同步开展国家…": what goes on with the clause shares its date.
        answering = "".join(together(best.sentence.text, span))
    if (
        profile.wants_actual
        and document.metadata.kind == "plan"
        and not _tells_of_it(text, situation.weigher)
    ):
        return Missing("actual")
    if document.metadata.kind == "report":
        profile = replace(profile, wants_actual=False)  # a report tells what was done, goals beside it
    # "…must be reached by the end of 2023" is not answered by what is to be reached by 2022, figure asked for or not.
    if profile.answer_type == "text" and _BY_THE_YEAR.search(profile.question):
        year = other_year(profile, best.sentence, paragraph_before(best.sentence, situation))
        if year is not None:
            return Missing("other_year", str(year))
    is_plan, title = document.metadata.kind == "plan", document.metadata.title
    missing = missing_fact(profile, text, around, is_plan, answering, title)
    if missing is None and span is not None and profile.answer_type == "number":
        missing = another_figure(situation, best, span, text)
    if missing is None and profile.answer_type == "date":
        missing = date_of_another(profile, best.sentence.text, span, _over_and_under(best, document))
        if span is not None and describes_another(best.sentence.text, span, situation.weigher):
            missing = Missing("date")
    return lacking(chosen, situation) if missing is None else missing


def _answering_part(text: str, span: tuple[int, int], profile: QuestionProfile) -> str:
    """The clause of a figure or date; of a date that is a clause by itself, what it opens: 到2022年底,新建成平台4个."""
    start, end = clause_with_condition(text, span[0])
    if profile.answer_type == "date" and not re.search(r"[\u4e00-\u9fff]{3}", text[span[1] : end]):
        end = next((date.start for date in find_dates(text) if date.start >= max(end, span[1])), len(text))
    return text[start:end]


_EN_COUNTED_KIND = re.compile(
    r"\bhow many (?P<kind>(?:[a-z-]+ ){1,3})(?:companies|firms|enterprises|businesses|platforms|patents|people|employees|workers|projects)\b",
    re.IGNORECASE,
)


def _lacks_a_term(text: str, situation: Situation) -> bool:
    """Whether an English question names a thing by a term of the office's that the text has nothing of.

    A term has one rendering; a word of the dictionary has many, and the text may yet say it otherwise.
    """
    concepts = situation.weigher.concepts
    counted = _EN_COUNTED_KIND.search(situation.profile.question)
    # "How many unicorn companies": a kind that Chinese has no word for here is none of those counted.
    if counted and any(not c.wordings and mentions(counted["kind"], c) for c in concepts):
        return True
    return any(
        len(concept.wordings) == 1 and len(concept.wordings[0]) > 2 and not concept.optional and held == 0.0
        for concept, held in zip(concepts, situation.weigher.held(text), strict=True)
    )


def _are_headings_of(years: Sequence[int], chosen: Sequence[Scored]) -> bool:
    """Whether the sentences are the headings that bear the years, one each: what a year is called stands there alone."""
    return len(chosen) == len(years) > 1 and all(
        scored.sentence.is_heading and str(year) in scored.sentence.text
        for year, scored in zip(years, chosen, strict=True)
    )


def _over_and_under(best: Scored, document: Document) -> str:
    """The headings over a sentence, and under one that is itself a heading what its section says without a date."""
    sentence = best.sentence
    own = next((s for s in document.sections if s.start <= sentence.start < s.heading_end), None)
    lines = document.text[own.body_start : own.end].splitlines() if own is not None else []
    return " ".join((*sentence.path, *(line for line in lines if not find_dates(line))))


_BY_THE_YEAR = re.compile(
    r"\bby (?:the )?(?:end of |close of |year[- ]end )?(?:19|20)\d\d\b|(?:到|至)?(?:19|20)\d\d年(?:底|末|年底|年末)[前之]?",
    re.I,
)
# A concept that makes up this share of an English question must be in the evidence for a figure.
_MAIN_CONCEPT = 0.4
# Of a plan's clauses that tell of something done, one must hold this share of what was asked.
_TOLD = 0.3


def _tells_of_it(text: str, weigher: Weigher) -> bool:
    """Whether a clause of a plan says that what is asked about has happened."""
    return any(
        says_it_happened(clause) and weigher.coverage(clause) >= _TOLD for clause in clause_texts(text)
    )


def _beside(scored: Scored, document: Document) -> str:
    sentence = scored.sentence
    return document.text[
        max(sentence.passage_start, sentence.start - 80) : min(sentence.passage_end, sentence.end + 80)
    ]
