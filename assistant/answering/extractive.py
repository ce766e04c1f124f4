"""Answer from the evidence alone, without a language model.

The question's kind decides the way: duties (who leads, who supports, which tasks) are read from
the tasks' fields, comparisons from two figures, everything else from the sentences that hold
most of the question. Whatever the way, the same gate stands at its end: evidence that lacks
what the question needs is no answer (``refusal``). Every sentence carries the mark of a
citation, and each citation is a range of a document.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation, Language
from assistant.answering.about_document import answer_about_document
from assistant.answering.asked_thing import absent_thing
from assistant.answering.columns import answer_column
from assistant.answering.comparing import compare
from assistant.answering.copies import cite_copies
from assistant.answering.document_evidence import weigh_by_document
from assistant.answering.draft import Draft
from assistant.answering.durations import compare_durations
from assistant.answering.duty_answers import answer_duty
from assistant.answering.duty_overview import answer_overview
from assistant.answering.duty_pairs import answer_pair
from assistant.answering.extremes import answer_extreme
from assistant.answering.missing import Missing, refusal_text
from assistant.answering.outline import answer_outline
from assistant.answering.periods import answer_period
from assistant.answering.places import is_a_thing, other_place
from assistant.answering.presupposed import false_figure, false_part
from assistant.answering.refusal import absent_body, missing_unit, missing_years, speaks_of
from assistant.answering.selection import score_sentences
from assistant.answering.sentence_answers import answer_from_sentences
from assistant.answering.situation import Situation
from assistant.answering.stage_order import answer_stage_order
from assistant.answering.stages import answer_stage, is_first_or_last
from assistant.answering.unit_asked import read_for_unit
from assistant.answering.unit_task import answer_of_unit_task, given_by_unit
from assistant.answering.whereabouts import answer_where
from assistant.language.concepts import Bridged, bridged_concepts, chinese_concepts
from assistant.language.sentences import Documents, read_sentences
from assistant.language.weighing import Weigher
from assistant.language.wording import Wordings, english_name, read_wordings
from assistant.questions.profile import QuestionProfile
from assistant.questions.question import analyse_question
from assistant.tasks.duties import DutyRecord
from assistant.tasks.reading import read_tasks
from corpus.document import Document
from index.passages import Hit

OTHER_PLACE_COVERAGE = 0.6
"""Share of the question that a sentence must hold when its document opens with another place's name."""
_OPENS_WITH_BODY = re.compile(r"[\u4e00-\u9fff]{2,6}(?:局|厅|委员会|管委会)")
NEAREST = 3
"""Passages shown beside a refusal: enough to judge by, few enough to read."""


class ExtractiveEngine:
    """Answers questions by quoting; holds no state of a conversation, safe to share between threads."""

    name = "extractive"

    def __init__(self, wordings: Wordings | None = None) -> None:
        self._wordings = read_wordings() if wordings is None else wordings

    def profile(self, question: str, language: Language, records: Sequence[DutyRecord]) -> QuestionProfile:
        """What the question asks for, with the units that the tasks name known by name."""
        units = {unit for record in records for unit in record.task.lead + record.task.support}
        tasks = {record.task.task for record in records}
        return analyse_question(
            question, language, known_units=units, wordings=self._wordings, known_tasks=tasks
        )

    def answer(
        self,
        question: str,
        hits: Sequence[Hit],
        documents: Documents,
        language: Language,
        *,
        standalone_question: str | None = None,
        bridged: Bridged | None = None,
        profile: QuestionProfile | None = None,
        duties: Callable[[], Sequence[DutyRecord]] | None = None,
        standing: Callable[[Document, float], float] | None = None,
    ) -> Answer:
        """Answer a question from ranked passages, or refuse and show the nearest.

        Args:
            question: As typed.
            hits: Best first.
            documents: Gives a document by its id.
            language: Of the question, and so of the answer.
            standalone_question: The question after a follow-up was rewritten; None: as typed.
            bridged: An English question's words carried over into Chinese.
            profile: The question's analysis where the caller already has it.
            duties: All tasks in scope, for questions that want each of them. None: those of the
                documents among the hits.
            standing: How far a document stands out from a library of many, given what share of the question the
                sentence to be quoted holds. None: they are few, and one that holds little may be the right one
                all the same.
        """
        started = time.perf_counter()
        asked = standalone_question or question
        at_hand = list({hit.passage.document_id: documents(hit.passage.document_id) for hit in hits}.values())
        records = (
            list(duties())
            if duties
            else [DutyRecord(document, task) for document in at_hand for task in read_tasks(document)]
        )
        profile = read_for_unit(profile or self.profile(asked, language, records), at_hand)
        situation = self._situation(profile, hits, documents, at_hand, records, bridged, standing)
        draft, missing = self._write(situation)
        if missing is not None and missing.kind == "subject":
            missing = absent_body(profile, at_hand) or missing
        nearest: tuple[Citation, ...] = ()
        if missing is not None:
            draft = Draft(documents, language, self._wordings)
            for hit in hits[:NEAREST]:
                draft.cite(hit.passage.document_id, hit.passage.start, hit.passage.end)
            nearest = draft.citations
            if missing.kind in ("unit", "part") and language == "en":
                missing = replace(missing, what=english_name(missing.what, self._wordings))
            looked_for = situation.looked_for() if missing.kind == "subject" else ()
            text = refusal_text(missing, language, looked_for, bool(nearest))
        else:
            text = draft.finish()
        return Answer(
            question,
            asked,
            language,
            text,
            missing is not None,
            draft.citations if missing is None else (),
            nearest,
            self.name,
            timings_ms={"answer": round((time.perf_counter() - started) * 1000, 2)},
        )

    def _situation(
        self,
        profile: QuestionProfile,
        hits: Sequence[Hit],
        documents: Documents,
        at_hand: Sequence[Document],
        records: Sequence[DutyRecord],
        bridged: Bridged | None,
        standing: Callable[[Document, float], float] | None,
    ) -> Situation:
        sentences = read_sentences(hits, documents)
        concepts = bridged_concepts(bridged) if bridged is not None else chinese_concepts(profile.subject)
        if profile.kind == "definition" and bridged is not None and not profile.quoted:
            # What an English question wants defined is told by its Chinese name.
            names = [name for renderings in bridged.renderings for name in renderings[:2] if len(name) > 2]
            profile = replace(profile, subject=" ".join((profile.subject, *names)))
        weigher = Weigher(concepts, [sentence.text for sentence in sentences])
        scored = weigh_by_document(score_sentences(sentences, weigher), hits)
        return Situation(
            profile,
            tuple(hits),
            documents,
            tuple(at_hand),
            tuple(records),
            weigher,
            tuple(scored),
            standing,
        )

    def _write(self, situation: Situation) -> tuple[Draft, Missing | None]:
        """The first way's draft that answers; else what the evidence lacks.

        Each way has a draft of its own, so that what one wrote before it gave up stands in no answer.
        """
        missing, situation = self._narrow(situation)
        if missing is None:
            of_one_task = bool(situation.records) and given_by_unit(situation.profile) is not None
            for answer in (
                answer_about_document,
                answer_where,
                compare_durations,
                answer_stage_order,
                answer_stage,
                answer_outline,
                answer_overview,
                answer_period,
                answer_pair,
                answer_of_unit_task,
                *(() if of_one_task else (answer_duty,)),
                answer_column,
                answer_extreme,
                compare,
            ):
                draft = self._draft(situation)
                if answer(draft, situation):
                    return draft, None
            draft = self._draft(situation)
            # What one task does not say, the others' sentences do not say of it.
            unsaid = of_one_task or is_first_or_last(situation)
            missing = Missing("subject") if unsaid else answer_from_sentences(draft, situation)
            if missing is None:
                cite_copies(draft, situation.at_hand)
        return draft if missing is None else self._draft(situation), missing

    def _draft(self, situation: Situation) -> Draft:
        return Draft(situation.documents, situation.profile.language, self._wordings)

    def _narrow(self, situation: Situation) -> tuple[Missing | None, Situation]:
        """What the documents at hand plainly lack, or the situation over those that may answer."""
        profile = situation.profile
        if not situation.hits:
            return Missing("subject"), situation
        year = missing_years(profile, situation.at_hand)
        if year is not None:
            return year, situation
        # English: a unit known by its name is meant, whatever is asked of it.
        by_name = profile.language == "en" and profile.role is None
        if profile.role is not None or by_name:
            unit = missing_unit(
                replace(profile, unknown_units=()) if by_name else profile,
                situation.at_hand + tuple(record.document for record in situation.records),
            )
            if unit is not None and not is_a_thing(situation, unit.what):
                return unit, situation
        false = false_part(situation) or false_figure(profile, situation.at_hand)
        if false is not None:
            return false, situation
        if _OPENS_WITH_BODY.match(profile.question):
            body = absent_body(profile, situation.at_hand)
            if body is not None and profile.question.startswith(body.what):
                return body, situation
        thing = absent_thing(profile, situation.at_hand, situation.weigher.concepts)
        if thing is not None:
            return Missing("unit", thing), situation
        place = other_place(situation)
        if place is not None:
            return Missing("unit", place), situation
        about = {d.document_id for d in situation.at_hand if speaks_of(d, profile.regions)}
        # A sentence that holds most of the question may still answer it; one that shares its
        # everyday words, from another place's document, does not.
        if not about and max((scored.own for scored in situation.scored), default=0.0) < OTHER_PLACE_COVERAGE:
            return Missing("unit", profile.regions[-1]), situation
        return None, situation.preferring(about)
