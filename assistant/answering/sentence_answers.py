"""Answer from sentences: those that hold most of the question and state the kind of thing asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering import asked_names
from assistant.answering.asked_event import asks_national, date_of_another, describes_another, together
from assistant.answering.asked_figures import asked_family
from assistant.answering.asked_for import lacking
from assistant.answering.asked_names import absent_name, is_of_another_place
from assistant.answering.choosing import best_sentence, defines, one_per_year, sentence_per_year, with_more
from assistant.answering.document_evidence import weigh_by_document
from assistant.answering.draft import Draft
from assistant.answering.duty_matching import described_weigher
from assistant.answering.english_gist import english_gist
from assistant.answering.figure_years import other_year, paragraph_before
from assistant.answering.members import asks_who_does
from assistant.answering.missing import Missing
from assistant.answering.nearer_dates import with_months
from assistant.answering.other_figures import another_figure
from assistant.answering.pointed import asks_in_words, of_each, said_in_words, stating_a_rhythm, to_the_point
from assistant.answering.quoting import DUTY_BRACKET, ranges_to_quote
from assistant.answering.rates_in_words import answer_rate_in_words
from assistant.answering.refusal import (
    METHOD_STANDING,
    MINIMUM_COVERAGE,
    MINIMUM_HELD,
    MINIMUM_OWN_COVERAGE,
    MINIMUM_STANDING,
    missing_fact,
    says_it_happened,
)
from assistant.answering.selection import Scored, score_sentences
from assistant.answering.short_answers import ShortAnswer, answering_range, short_answer, year_above
from assistant.answering.situation import Situation
from assistant.language.bounds import bound_asked
from assistant.language.concepts import mentions
from assistant.language.dates import find_dates
from assistant.language.sentences import clause_texts, clause_with_condition
from assistant.language.weighing import Weigher
from assistant.questions.profile import QuestionProfile, names_years
from corpus.document import Document


def answer_from_sentences(draft: Draft, situation: Situation) -> Missing | None:
    """Write the sentences that answer, or say what the best evidence lacks."""
    missing = _answer(draft, situation)
    profile = situation.profile
    if missing is not None and missing.kind == "other_year" and answer_rate_in_words(draft, situation):
        return None
    if missing is not None and missing.kind == "number" and profile.asks_each:
        both = of_each(situation)
        if both and _gate(both, situation) is None:
            _write(draft, both, situation)
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
    missing = _gate(chosen, situation)
    if missing is not None and _said_relatively(chosen[0].sentence.text, profile):
        situation = replace(situation, profile=replace(profile, answer_type="text"))
        missing = _gate(chosen, situation)
    if missing is not None:
        return missing
    if said_as is not None:
        text = chosen[0].sentence.text
        if not (_said_relatively(text, said_as) or said_in_words(text, said_as)):
            return Missing("number")
    defined = profile.kind == "definition" and defines(chosen[0].sentence.text, profile)
    pointed = found is not None or asks_who_does(profile) or names_years(profile.question)
    _write(draft, chosen[:1] if defined else chosen, situation, keep, defined or pointed)
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


def _gate(chosen: Sequence[Scored], situation: Situation) -> Missing | None:
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
# A target stated against a standard instead of by a figure: 高于全市平均水平.
_RELATIVE = re.compile(
    r"(?:高于|低于|超过|达到|不低于|快于|优于)(?P<standard>[^,，。;；]{0,12}(?:平均|先进|领先|同期))"
)


def _said_relatively(text: str, profile: QuestionProfile) -> bool:
    """Whether a degree is asked for that the text states against a standard, and it is not the standard's own."""
    stated = _RELATIVE.search(text) if profile.may_be_in_words else None
    return stated is not None and stated["standard"][:2] not in profile.question


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


_EN_MONTHS_ALONE = re.compile(r"\b(?:which|what) months?\b(?!.*\byear)", re.IGNORECASE)


def _write(
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
