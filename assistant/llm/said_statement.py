"""Does one sentence of the evidence say all that a sentence of an answer says, and nothing against it?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.claims.claim_english import read_english_parts
from assistant.claims.claim_parts import Part, confirms, read_parts
from assistant.language.units import find_english_units, is_same_unit
from assistant.llm.grounding_basis import Basis, Support
from assistant.llm.said_figures import CLAUSE, clause_at, digit_runs, label_of, same_figure
from assistant.llm.said_lists import drops_members
from assistant.llm.said_roles import ROLE_WORDS, UNCLEAR, said_roles
from assistant.questions.profile import Role
from assistant.tasks.duties import has_role

# Share of a sentence's words, weighed by rarity, that its evidence must hold. English reaches Chinese words
# through a dictionary, which knows about two thirds of them (docs/llm.md gives the figures).
MIN_COVERAGE = {"zh": 0.6, "en": 0.35}
# A figure belongs to the clause that fits its own best; this much better is another clause's figure.
CLEARLY_BETTER = 0.15
# Words of which two sentences about one thing may not differ.
_OPPOSED_FAMILIES = ("denial", "direction", "modality", "territory", "level", "stock", "frequency", "extent")
# A comparison is a conclusion: it is said only where the evidence draws it itself. "No less than 5" is a bound.
_COMPARES = {
    "zh": re.compile(
        r"更[多大高少低小早晚长短]|比[^,，。;；]{1,24}[多大高少低小早晚]|多于|高于|低于|少于|相差|最[多大高少低小早晚]"
    ),
    "en": re.compile(
        r"\b(?:more|less|fewer|larger|smaller|higher|lower|greater|earlier|later|bigger)\b(?:(?!\bthan\b)[^.])*\bthan\b(?!\W*(?:US\W*)?\d)|\bdifference\b|\b(?:largest|highest|most|fewest|lowest)\b",
        re.IGNORECASE,
    ),
}


class Statement:
    """A sentence, or a clause of one, taken apart."""

    def __init__(self, basis: Basis, text: str, inherited: Sequence[tuple[str, Role]] = ()) -> None:
        self._basis = basis
        self._text = text
        self._language = basis.language
        self._parts = (
            read_parts(text, known_units=basis.known_units)
            if self._language == "zh"
            else read_english_parts(text)
        )
        self.names, self._unknown = self._units(text)
        own = said_roles(
            text, self._language, self.names, lambda piece: self._units(piece)[0], basis.asked_role
        )
        # An item of a list holds under the roles that the whole sentence names.
        self.roles = own or ([] if self.names else list(inherited))
        concepts = list(basis.concepts(self._content()))
        self.is_empty = not concepts and not self._parts and not self.names and not digit_runs(text)
        self.has_subject = len(concepts) >= 2
        # "是的。" says nothing that could be held against anything.
        self.is_bare = not (self.has_subject or self._parts or self.names or digit_runs(text))
        if not self.has_subject:
            concepts += basis.concepts(basis.question)
        self._weigher = basis.weigh(concepts)

    def _content(self) -> str:
        """The text without names, figures and roles, which are compared by themselves."""
        kept = list(self._text)
        for part in self._parts:
            if part.kind in ("organisation", "number", "date"):
                kept[part.start : part.end] = " " * (part.end - part.start)
        rest = "".join(kept)
        for _, pattern in ROLE_WORDS[self._language]:
            rest = pattern.sub(" ", rest)
        return re.sub(r"[“”\"《》()（）]", " ", rest)

    def _units(self, text: str) -> tuple[tuple[str, ...], bool]:
        """Units named, in Chinese, and whether one is named that nobody knows."""
        if self._language == "zh":
            parts = read_parts(text, known_units=self._basis.known_units)
            return tuple(part.written for part in parts if part.kind == "organisation"), False
        named = find_english_units(text, self._basis.known_units, self._basis.wordings)
        chinese = tuple(p.written for p in read_parts(text) if p.kind == "organisation")
        return tuple(dict.fromkeys(named.known + chinese)), bool(named.unknown)

    def coverage(self, support: Support) -> float:
        """Share of the words that an evidence sentence and its headings hold."""
        return self._weigher.coverage(f"{support.above} {support.text}")

    def is_said_by(self, support: Support) -> bool:
        """Whether an evidence sentence says all of this and nothing against it."""
        return (
            not self._unknown
            and self._has_figures(support)
            and self._has_units(support)
            and self._has_roles(support)
            and not self._is_opposed(support)
            and not self._concludes(support)
            and not drops_members(self._text, support.text)
            and self._quotes_rightly(support)
            and self.coverage(support) >= MIN_COVERAGE[self._language]
        )

    def _quotes_rightly(self, support: Support) -> bool:
        """Whether the Chinese words inside an English sentence stand in the evidence as written; units are known apart."""
        if self._language == "zh":
            return True
        heard = f"{support.above} {support.text}"
        runs = [run for run in re.findall(r"[\u4e00-\u9fff]{4,}", self._text) if run not in self.names]
        return all(run in heard for run in runs)

    def _has_figures(self, support: Support) -> bool:
        for part in self._parts:
            if part.kind == "date" and not any(q.kind == "date" and confirms(part, q) for q in support.parts):
                return False
            if part.kind == "unit" and not any(
                q.kind == "unit" and q.value == part.value for q in support.parts
            ):
                return False
            if part.kind == "number" and not any(
                same_figure(part, q) and self._belongs(part, q, support) for q in support.parts
            ):
                return False
        covered = [(part.start, part.end) for part in self._parts if part.kind in ("number", "date")]
        stated = set(digit_runs(f"{support.above} {support.text}").values())
        return all(
            digits in stated or any(start <= at < end for start, end in covered)
            for at, digits in digit_runs(self._text).items()
        )

    def _belongs(self, part: Part, stated: Part, support: Support) -> bool:
        """Whether the figure stands in the clause of the evidence that speaks of the same thing."""
        if stated not in support.parts or stated.written not in support.text:
            return True
        rivals = [q for q in support.parts if q.kind == "number" and q is not stated]
        clauses = [clause_at(support.text, q.start) for q in rivals if q.written in support.text]
        if not clauses:
            return True
        asked = self._text if self.has_subject else self._text + self._basis.question
        label, others = label_of(support.text, stated), {label_of(support.text, q) for q in rivals} - {""}
        if label and label not in asked and any(other in asked for other in others):
            return False
        own = clause_at(support.text, stated.start)
        around = clause_at(self._text, part.start).replace(part.written, " ")
        concepts = list(self._basis.concepts(around)) or list(self._basis.concepts(self._basis.question))
        weigher = self._basis.weigh(concepts)
        return weigher.coverage(own) + CLEARLY_BETTER >= max(weigher.coverage(clause) for clause in clauses)

    def _has_units(self, support: Support) -> bool:
        heard = f"{support.above} {support.text}"
        names = [part.written for part in support.parts if part.kind == "organisation"]
        return all(name in heard or any(is_same_unit(name, other) for other in names) for name in self.names)

    def _has_roles(self, support: Support) -> bool:
        if self.roles is UNCLEAR:
            return False
        records = self._basis.tasks_at(support)
        for name, role in self.roles:
            if records:
                if not any(has_role(record.task, name, role) for record in records):
                    return False
            elif (
                not any(r == role and p.search(support.text) for r, p in ROLE_WORDS["zh"])
                or name not in support.text
            ):
                return False
        return True

    def _is_opposed(self, support: Support) -> bool:
        """Whether a denial, direction, duty or scope stands on one side alone, or the other way round."""
        window = self._best_clause(support.text)
        theirs = [q for q in support.parts if window[0] <= q.start < window[1] and q.written in support.text]
        for family in _OPPOSED_FAMILIES:
            ours_said = {p.value for p in self._parts if p.group == family}
            theirs_said = {q.value for q in theirs if q.group == family}
            if family == "denial":
                denied = bool(theirs_said) or any(q.value in ("forbid", "exempt") for q in theirs)
                ours_denied = bool(ours_said) or any(p.value in ("forbid", "exempt") for p in self._parts)
                if ours_denied != denied:
                    return True
            differs = bool(theirs_said) and not ours_said & theirs_said
            # A permission or a ban is not said where the source only tells what is.
            added = family == "modality" and not theirs_said and "must" not in ours_said
            if family != "denial" and ours_said and (differs or added):
                return True
        return False

    def _concludes(self, support: Support) -> bool:
        """Whether it compares what the evidence does not."""
        return any(
            match[0] not in support.text
            and not any(
                part.start <= match.start() < part.end for part in self._parts if part.kind == "number"
            )
            for match in _COMPARES[self._language].finditer(self._text)
        )

    def _best_clause(self, text: str) -> tuple[int, int]:
        """The clause that holds most of the words; all of a short sentence."""
        ranges = [match.span() for match in CLAUSE.finditer(text)]
        return max(ranges, key=lambda r: self._weigher.coverage(text[r[0] : r[1]]), default=(0, len(text)))
