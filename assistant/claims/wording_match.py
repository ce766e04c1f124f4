"""What differs beside figures and dates: a denial, a person, the order of two things, who does it, a level.

Compared only where a sentence holds nearly all that the claim says, in the clause that holds most of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.claims.clauses import (
    around,
)
from assistant.claims.evidence import Evidence
from assistant.claims.order import order_difference
from assistant.claims.part import Part
from assistant.claims.persons import english_person_difference, person_difference, spelt_names
from assistant.claims.same_parts import same_value
from assistant.claims.verdicts import Difference
from assistant.language.units import is_same_unit
from assistant.language.weighing import Weigher

# A claim is laid over so many neighbouring clauses of a sentence at most.
MOST_CLAUSES = 3
_DENYING = ("not", "forbid", "exempt")


class WordingEvidence(Evidence):
    """Evidence whose words are held against the claim's."""

    def _other_differences(self, best: int, has_figures: bool) -> list[Difference]:
        """Denial, person and unit, where the sentence holds nearly all the claim says."""
        question, sentence = self.question, self.sentences[best]
        out: list[Difference] = []
        theirs = self.parts_of(best)
        close = self._own[best] >= (0.62 if question.language == "zh" else 0.5)
        ours_deny = [p for p in question.parts if p.kind == "negation" and p.value in _DENYING]
        text = sentence.text
        unmet = not has_figures and any(p.kind == "number" for p in question.parts)
        if unmet:
            # The claim is about a figure that stands nowhere: a denial beside it denies something else.
            return out
        if (close and not has_figures) or (ours_deny and (close or has_figures)):
            window = self._best_clause(text)
            deny = [
                p
                for p in theirs
                if p.kind == "negation" and p.value in _DENYING and window[0] <= p.start < window[1]
            ]
            if bool(ours_deny) != bool(deny):
                claimed = around(question.claim, ours_deny[0]) if ours_deny else question.claim.strip("。.")
                source = around(text, deny[0]) if deny else text[window[0] : window[1]].strip(" ,，。;；")
                if not deny or self.weigher.coverage(text[window[0] : window[1]]) >= 0.6:
                    out.append(Difference("negation", claimed, source))
        if close and not has_figures:
            window = self._best_clause(text)
            said = [p for p in theirs if p.group == "comparison" and window[0] <= p.start < window[1]]
            ours = [p for p in question.parts if p.group == "comparison"]
            if ours and said and not {p.value for p in ours} & {p.value for p in said}:
                out.append(Difference("negation", around(question.claim, ours[0]), around(text, said[0])))
        if close and not has_figures:
            out += self._other_scope(best)
        if question.language == "zh":
            out += person_difference(question.claim, text)
            out += order_difference(question.claim, text)
            out += self._actor_difference(best)
        else:
            names = spelt_names([(c.source, c.wordings) for c in question.concepts])
            out += english_person_difference(question.claim, names, text)
        return out

    def _other_scope(self, best: int) -> list[Difference]:
        """Another level, territory or frequency in the clause that holds most of a claim without figures."""
        window = self._best_clause(self.sentences[best].text)
        for family in ("level", "frequency"):
            ours = [p for p in self.question.parts if p.group == family]
            theirs = [
                p for p in self.parts_of(best) if p.group == family and window[0] <= p.start < window[1]
            ]
            if ours and theirs and not {p.value for p in ours} & {p.value for p in theirs}:
                return [Difference("scope", ours[0].written, theirs[0].written)]
        return []

    def _best_clause(self, text: str) -> tuple[int, int]:
        """The clause, or the fewest clauses side by side, that hold what the sentence has of the claim."""
        ranges = [m.span() for m in re.finditer(r"[^,，;；。]+", text)]
        whole = self.weigher.coverage(text)
        for count in range(1, min(len(ranges), MOST_CLAUSES) + 1):
            runs = [(ranges[n][0], ranges[n + count - 1][1]) for n in range(len(ranges) - count + 1)]
            best = max(runs, key=lambda r: self.weigher.coverage(text[r[0] : r[1]]))
            if self.weigher.coverage(text[best[0] : best[1]]) >= 0.9 * whole:
                return best
        return max(ranges, key=lambda r: self.weigher.coverage(text[r[0] : r[1]]), default=(0, len(text)))

    def _actor_difference(self, best: int) -> list[Difference]:
        """Another unit as the subject of what is otherwise said word for word."""
        question, text = self.question, self.sentences[best].text
        subject = next((p for p in question.parts if p.kind == "organisation" and p.start <= 6), None)
        agent = next((p for p in question.parts if p.kind == "organisation" and self._is_agent(p)), None)
        if agent is not None:
            return self._agent_difference(best, agent)
        if subject is None or subject.written in text or len(subject.written) > 12:
            return []
        names = [p for p in self.parts_of(best) if p.kind == "organisation"]
        if not names or any(same_value(subject, p) for p in names):
            return []
        rest = question.claim[subject.end :]
        frame = [c for c in question.concepts if c.source in rest]
        if len(frame) < 4 or Weigher(frame, self.texts).coverage(text) < 0.75:
            return []
        near = [p for p in names if p.written not in rest]
        return (
            [Difference("organisation", subject.written, "、".join(p.written for p in near[:3]))]
            if near
            else []
        )

    def _is_agent(self, part: Part) -> bool:
        """Whether the claim ends with who does it: 专项督查由审计局负责."""
        claim = self.question.claim
        behind = re.match(r"(?:牵头|负责|承担|组织|实施|开展|进行|完成|落实)*[。.]?\s*$", claim[part.end :])
        return bool(claim[: part.start].endswith("由") and behind)

    def _agent_difference(self, best: int, agent: Part) -> list[Difference]:
        """Another unit than the one that opens the sentence which holds all else."""
        text = self.sentences[best].text
        names = [p for p in self.parts_of(best) if p.kind == "organisation"]
        frame = [c for c in self.question.concepts if c.source not in agent.written]
        opens = [
            p
            for p in names
            if p.start <= 2 or any(o.start <= 2 and text[o.end : p.start] in "、和" for o in names)
        ]
        letters = sum(len(c.source) for c in frame)
        if not opens or letters < 4 or any(same_value(agent, p) for p in names):
            return []
        start, end = self._best_clause(text)
        if Weigher(frame, self.texts).coverage(text[start:end]) < 0.95:
            return []
        return [Difference("organisation", agent.written, "、".join(p.written for p in opens))]

    def _other_missing(self, held: Sequence[int]) -> list[str]:
        """Units and posts that the claim names and the evidence does not."""
        text = self._whole(held)
        out = []
        stated = {(p.group, p.value) for n in held for p in self.parts_of(n)}
        for part in self.question.parts:
            if part.group == "frequency" and (part.group, part.value) not in stated:
                out.append(part.written)
            if part.kind == "organisation" and part.written not in text:
                core = re.sub(r"^(?:市|区|县|省)|管委会$|委员会$", "", part.written)
                stated_units = [p for n in held for p in self.parts_of(n) if p.kind == "organisation"]
                if core not in text and not any(is_same_unit(part.written, p.written) for p in stated_units):
                    out.append(part.written)
        return out

    @staticmethod
    def _denials(parts: Sequence[Part]) -> list[Part]:
        return [part for part in parts if part.kind == "negation" and part.value in _DENYING]

    def _whole(self, held: Sequence[int]) -> str:
        """The sentences with their headings and titles."""
        return " ".join(
            " ".join((self.sentences[n].text, *self.sentences[n].path, self.sentences[n].title)) for n in held
        )
