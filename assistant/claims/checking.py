"""Check a claim against the documents: find what speaks of it, compare field by field, name the difference.

Three ways, surest first: a duty is compared with the tasks' own fields (``duty_claims``), a sentence
that repeats the document's words is laid over it (``near_copy``), and what is said in other words or
in English is looked up figure by figure (``evidence_match``). Plans and criteria are asked first, reports only
where those do not say; the report that a claim is taken from is never asked. No language model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.answer import Language
from assistant.citations import cite
from assistant.claims.all_tasks import check_all, is_about_all
from assistant.claims.claim_english import read_english_parts
from assistant.claims.claim_parts import read_parts
from assistant.claims.claim_words import (
    chinese_frame,
    english_frame,
    read_aliases,
    with_aliases,
    with_spelt_names,
)
from assistant.claims.claimed_duty import read_duty
from assistant.claims.duty_claims import check_duties, counting_words
from assistant.claims.english_source import source_in_english
from assistant.claims.evidence import Question
from assistant.claims.evidence_match import Matcher
from assistant.claims.joining import sum_up, with_duty
from assistant.claims.part import Part
from assistant.claims.repeated import Repeats
from assistant.claims.second_look import look_again
from assistant.claims.sources import find_hits, tiers_of
from assistant.claims.stance import Stance
from assistant.claims.statements import is_checkable
from assistant.claims.verdicts import CheckedClaim, Finding, explain
from assistant.language.concepts import bridged_concepts
from assistant.language.sentences import Sentence, read_sentences
from assistant.language.units import resolve_unit
from assistant.language.wording import read_wordings
from assistant.questions.input import clean_question
from assistant.retrieval.retriever import Scope
from corpus.characters import strip_range
from index.passages import Hit

if TYPE_CHECKING:
    from assistant.language.bridge import BridgedQuery
    from assistant.retrieval.retriever import Retriever

_SELF = re.compile(r"我(?:局|委|办|中心|镇|街道|公司|单位|部门|部|厅)|本(?:局|委|办|单位|部门)")
# Whole sentences are checked one by one; what ； joins belongs together and is compared together.
_FULL_STOP = re.compile(r"(?<=[。！？])(?![”’」』）)])|\n+|(?<=[a-z)%\d][.!?]) +(?=[A-Z])")


class ClaimChecker:
    """Checks claims over one generation; keeps nothing between claims but what it has read."""

    def __init__(self, retriever: Retriever) -> None:
        self.retriever = retriever
        self._generation = retriever.generation
        self._kinds = {name: metadata.kind for name, metadata in self._generation.metadata.items()}
        self._wordings = read_wordings()
        self._aliases: dict[str, dict[str, str]] = {}
        self._read_parts: dict[tuple[str, int, int], list[Part]] = {}

    def check(
        self,
        claim: str,
        *,
        exclude: Iterable[str] = (),
        scope: Scope | None = None,
        speaker: str | None = None,
        is_report: bool = False,
        single: bool = False,
    ) -> CheckedClaim:
        """Check a claim; a pasted paragraph is checked statement by statement and summed up.

        Args:
            exclude: Ids of documents that are no evidence: the report itself.
            scope: Which documents may be used; None means all.
            speaker: Who says it, for 我局.
            is_report: Whether it is taken from a report, whose figures tell what was done.
            single: Whether it is one statement already, and not to be split.
        Raises:
            UsageError: The claim is empty, too long, or in neither Chinese nor English.
        """
        claim, language = clean_question(claim)
        sentences = [] if single else [one for one in _FULL_STOP.split(claim) if one.strip()]
        statements = [one for one in sentences if is_checkable(one)] if len(sentences) > 1 else []
        excluded = frozenset(exclude)
        if len(statements) < 2:
            said = statements[0] if statements else claim
            return replace(self._check_one(said, language, excluded, scope, speaker, is_report), claim=claim)
        checked = [self._check_one(one, language, excluded, scope, speaker, is_report) for one in statements]
        return sum_up(claim, language, checked)

    def _check_one(
        self,
        claim: str,
        language: Language,
        exclude: frozenset[str],
        scope: Scope | None,
        speaker: str | None,
        is_report: bool,
    ) -> CheckedClaim:
        text = claim
        if speaker and language == "zh":
            name = resolve_unit(re.sub(r"[（(].*$", "", speaker), self.known_units) or speaker
            text = _SELF.sub(name, claim)
        bridged: BridgedQuery | None = None
        if language == "en":
            bridged = self.retriever.bridge.translate(text)
        kept: Finding | None = None
        for documents in tiers_of(self._generation, self._kinds, exclude, scope):
            finding = self._weigh(text, language, documents, bridged, is_report)
            if finding is None:
                continue
            finding = self._without_unstated_rhythm(text, language, finding)
            # A list that the plan leaves open is not closed by what a report says of it.
            if finding.verdict != "not_stated" or finding.note == "open":
                return self._checked(claim, language, finding)
            kept = kept if kept is not None and kept.note else finding
        return self._checked(claim, language, kept or Finding("not_stated", (), (), 0.0))

    def _without_unstated_rhythm(self, claim: str, language: Language, finding: Finding) -> Finding:
        """The finding, in part only where the claim says how often and none of the lines it rests on does.

        A task's fields and the places of its units say nothing of how often, so that each may be confirmed beside
        a rhythm that was made up.
        """
        parts = read_parts(claim) if language == "zh" else read_english_parts(claim)
        claimed = [part for part in parts if part.group == "frequency"]
        if finding.verdict != "supported" or not claimed:
            return finding
        lines = "\n".join(self._lines_of(span) for span in finding.spans)
        stated = {part.value for part in read_parts(lines) if part.group == "frequency"}
        if "年度" in lines:
            stated.add("每年")
        unstated = tuple(part.written for part in claimed if part.value not in stated)
        return replace(finding, verdict="partly_supported", missing=unstated) if unstated else finding

    def _lines_of(self, span: tuple[str, int, int]) -> str:
        """The whole lines of a document that a span touches."""
        document_id, start, end = span
        text = self._generation.document(document_id).text
        stop = text.find("\n", end)
        return text[text.rfind("\n", 0, start) + 1 : len(text) if stop < 0 else stop]

    @cached_property
    def known_units(self) -> tuple[str, ...]:
        """Units that the tasks of all documents name."""
        names: dict[str, None] = {}
        for record in self.retriever.duties():
            for name in (*record.task.lead, *record.task.support):
                if len(name) <= 16:
                    names.setdefault(name)
        return tuple(names)

    @cached_property
    def _repeats(self) -> Repeats:
        return Repeats(self._generation, self._kinds, self.known_units)

    def _aliases_in(self, hits: Sequence[Hit]) -> dict[str, str]:
        """Short names that the documents of the best hits set."""
        found: dict[str, str] = {}
        for document_id in dict.fromkeys(hit.passage.document_id for hit in hits[:4]):
            if document_id not in self._aliases:
                self._aliases[document_id] = read_aliases(self._generation.document(document_id).text)
            found |= self._aliases[document_id]
        return found

    def _weigh(
        self,
        claim: str,
        language: Language,
        documents: frozenset[str],
        bridged: BridgedQuery | None,
        is_report: bool,
    ) -> Finding | None:
        hits = find_hits(self._generation, claim, documents, bridged)
        repeated = self._repeats.find_same(claim, hits) if language == "zh" else None
        if repeated is not None:
            return repeated
        concepts = bridged_concepts(bridged) if bridged is not None else []
        duty = read_duty(claim, language, self.known_units, self._wordings)
        records = [r for r in self.retriever.duties() if r.document.document_id in documents]
        if is_about_all(claim) and records:
            nearest = [hit.passage.document_id for hit in hits] + [records[0].document.document_id]
            named = next(one for one in nearest if any(r.document.document_id == one for r in records))
            own = [record for record in records if record.document.document_id == named]
            if (found := check_all(claim, language, duty, own, self._wordings)) is not None:
                return found
        by_duty = None
        if duty.units or duty.due is not None:
            by_duty = check_duties(claim, language, duty, records, concepts, self.known_units, self._wordings)
            if by_duty is not None and by_duty.verdict != "supported":
                return by_duty
        if language == "zh":
            parts = tuple(read_parts(claim, known_units=self.known_units))
        else:
            parts = tuple(read_english_parts(claim))
        counting = counting_words(claim) if by_duty is not None else ""
        if by_duty is not None and not any(p.kind == "number" and p.written not in counting for p in parts):
            return by_duty
        if not hits:
            return by_duty
        default: Stance = "achieved" if is_report else "neutral"
        near = self._repeats.find_changed(claim, parts, hits, default) if language == "zh" else None
        sentences = read_sentences(hits, self._generation.document)
        if bridged is None:
            names = self._units_in(sentences) if any(part.kind == "organisation" for part in parts) else ()
            concepts = chinese_frame(claim, parts, self._generation.tokeniser.words, names)
        else:
            spelt = with_spelt_names(claim, concepts, self.retriever.bridge.spell)
            concepts = english_frame(claim, spelt, parts)
        question = Question(
            claim, language, parts, tuple(with_aliases(concepts, self._aliases_in(hits))), default
        )
        # Two reports state many figures under like words; only the same indicator and year are one figure.
        strict = all(self._kinds[document_id] == "report" for document_id in documents)
        matcher = Matcher(
            question,
            sentences,
            self._kinds,
            self.known_units,
            strict=strict,
            read=self._read_parts,
            text_of=lambda document_id: self._generation.document(document_id).text,
        )
        finding = near if near is not None and near.verdict != "partly_supported" else matcher.judge()
        if near is not None and (finding is None or finding.verdict != "supported"):
            # It repeats most of a sentence, and what it adds is found nowhere beside it.
            finding = near
        if by_duty is None:
            finding = look_again(matcher.look(), finding)
        return with_duty(by_duty, finding, duty.units)

    def _units_in(self, sentences: Sequence[Sentence]) -> frozenset[str]:
        """The names of units that the sentences write."""
        written = "\n".join(sentence.text for sentence in sentences)
        parts = read_parts(written, known_units=self.known_units)
        return frozenset(part.written for part in parts if part.kind == "organisation")

    def _checked(self, claim: str, language: Language, finding: Finding) -> CheckedClaim:
        citations = tuple(
            cite(
                self._generation.document(document_id),
                *strip_range(self._generation.document(document_id).text, start, end),
                n,
            )
            for n, (document_id, start, end) in enumerate(finding.spans, start=1)
        )
        differences = finding.differences
        if language == "en":
            differences = tuple(replace(d, source=source_in_english(d, self._wordings)) for d in differences)
        explanation = explain(
            language, finding.verdict, differences, finding.missing, finding.note, finding.noted
        )
        return CheckedClaim(claim, language, finding.verdict, explanation, differences, citations)
