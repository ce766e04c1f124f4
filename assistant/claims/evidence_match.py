"""Hold a claim said in its own words, or in English, against the sentences that were found.

Each figure and date of the claim is looked up by what it is about: the words of its clause. A figure
of the same kind under the same words agrees or differs; under other words it is another figure and
says nothing. Where figure and year both differ, the source speaks of another period.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.claims.evidence import Found
from assistant.claims.figure_match import FigureEvidence
from assistant.claims.near_copy import difference
from assistant.claims.stance import claims_fulfilment, stance_at
from assistant.claims.verdicts import Difference, Finding
from assistant.claims.wording_match import WordingEvidence

# Calibrated on claims about plans (benchmarks/claims.py): shares of the claim's weighed words that the
# evidence must hold. A denial of the claim needs more than its agreement, since it names the subject.
SUPPORTED = {"zh": 0.60, "en": 0.58}
# A goal quoted in a longer sentence: its own clause may be this sure, whatever the rest says.
QUOTED_FIGURE = 0.75
# Sentences in which a figure's counterpart is looked for, best first.
SENTENCES = 60
# Without a figure or date to agree, the words alone have to.
SUPPORTED_IN_WORDS = {"zh": 0.70, "en": 0.75}
CONTRADICTED = {"zh": 0.60, "en": 0.50}
# The heaviest word of the claim that the evidence lacks may weigh this much of the whole.
MISSING_SHARE, MISSING_SHARE_IN_WORDS = 0.28, 0.17
# What is plainly about the claim, though a part of it is not stated.
RELATED = {"zh": 0.5, "en": 0.62}


class Matcher(FigureEvidence, WordingEvidence):
    """One claim against the sentences of one set of documents."""

    def judge(self) -> Finding | None:
        """What the sentences say of the claim; None where none is near it."""
        if not self.sentences or not self.question.concepts:
            return None
        language = self.question.language
        order = sorted(range(len(self.sentences)), key=lambda n: (-self.fit(n), n))
        best = order[0]
        numbers = [part for part in self.question.parts if part.kind == "number"]
        dates = [part for part in self.question.parts if part.kind == "date"]
        found: list[Found] = []
        missing: list[str] = []
        differences: list[Difference] = []
        skipped: Found | None = None
        for part in numbers:
            match = self._find(part, order[:SENTENCES])
            stance = stance_at(self.question.claim, part.start, language, self.question.default_stance)
            if (
                stance == "achieved"
                and match is not None
                and self._states_target(match.sentence, match.source)
            ):
                skipped = skipped or match
                if not (match.same and claims_fulfilment(self.question.claim)):
                    continue
            if match is None:
                missing.append(part.written)
            else:
                found.append(match)
        if not numbers:
            for part in dates:
                match = self._find(part, order[:SENTENCES])
                if match is None:
                    missing.append(part.written)
                else:
                    found.append(match)
        if found:
            best = max((self.sentences.index(f.sentence) for f in found), key=self.fit)
        held = sorted({best, *(self.sentences.index(f.sentence) for f in found)})
        cover = self._cover(held)
        differing = [f for f in found if not f.same]
        if numbers and found:
            date_difference, date_missing = self._dates(dates, found)
            if date_difference and differing:
                return self._not_stated(held, cover, "period", date_difference.source)
            if date_difference:
                differences.append(date_difference)
            missing += date_missing
        differences += [difference(f.part, f.source) for f in differing]
        for one in found:
            other = self._scope(one)
            if other is None:
                continue
            if one.same:
                differences.append(other)
            else:
                # Another figure in another scope is another indicator.
                return self._not_stated(held, cover)
        if skipped is not None and not found:
            return self._not_stated(held, cover, "target", skipped.window.strip(" ,，。"))
        differences += self._other_differences(best, bool(found))
        missing += self._other_missing(held)
        spans = tuple(
            (self.sentences[n].document_id, self.sentences[n].start, self.sentences[n].end) for n in held
        )
        unique = tuple(dict.fromkeys(differences))
        if unique:
            needed = CONTRADICTED[language] - (0.1 if found and all(f.same for f in found) else 0.0)
            if found and not numbers and self._gap(held) >= MISSING_SHARE_IN_WORDS:
                # Another date of what the evidence does not speak of is no difference.
                return self._not_stated(held, cover)
            sure = cover >= needed or (bool(differing) and all(self._is_quoted(f) for f in differing))
            return Finding("contradicted", unique, spans, cover) if sure else self._not_stated(held, cover)
        needed = SUPPORTED[language] if found else SUPPORTED_IN_WORDS[language]
        denied = bool(self._denials(self.question.parts)) != bool(self._denials(self.parts_of(best)))
        gap = self._gap(held)
        missing += self._unborne(held)
        if (
            not missing
            and cover >= needed
            and gap < (MISSING_SHARE if found else MISSING_SHARE_IN_WORDS)
            and not (denied and self._denials(self.question.parts))
        ):
            return Finding("supported", (), spans, cover)
        if found and not differing and cover >= RELATED[language]:
            return Finding("partly_supported", (), spans, cover, tuple(missing))
        return self._not_stated(held, cover)

    def _not_stated(self, held: Sequence[int], cover: float, note: str = "", noted: str = "") -> Finding:
        spans = tuple(
            (self.sentences[n].document_id, self.sentences[n].start, self.sentences[n].end) for n in held
        )
        return Finding("not_stated", (), spans if note else (), cover, (), note, noted)

    def _is_quoted(self, found: Found) -> bool:
        """Whether the claim quotes this figure as a goal, in a clause that is surely about the same thing."""
        question = self.question
        stance = stance_at(question.claim, found.part.start, question.language, question.default_stance)
        return (
            stance == "quoted"
            and found.score >= QUOTED_FIGURE
            and self._states_target(found.sentence, found.source)
        )

    def _gap(self, held: Sequence[int]) -> float:
        """The weight of the heaviest word of the claim that stands nowhere in the evidence."""
        text = self._whole(held)
        shares = self.weigher.held(text)
        gaps = [w / self.weigher.total for w, h in zip(self.weigher._weights, shares, strict=True) if h < 0.3]
        return max(gaps, default=0.0)

    def _unborne(self, held: Sequence[int]) -> list[str]:
        """The words of an English claim that the evidence bears in no rendering.

        Each of them may be what was made up (“at the Wansheng Stadium”), however well the rest agrees. A Chinese
        claim's words are the evidence's own or near it, and ``_gap`` weighs them.
        """
        if self.question.language != "en":
            return []
        text = self._whole(held)
        return [
            concept.source
            for concept, weight, share in zip(
                self.weigher.concepts, self.weigher._weights, self.weigher.held(text), strict=True
            )
            if weight and share < 0.3 and not concept.optional
        ]

    def _cover(self, held: Sequence[int]) -> float:
        own = self.weigher.coverage(" ".join(self.texts[n] for n in held))
        around = self.weigher.coverage(self._whole(held))
        return 0.6 * own + 0.4 * around
