"""Hold each sentence that a language model wrote against the evidence it was given.

A sentence is shown only where one evidence sentence, or for each of its clauses one, says it: every
amount with its unit, every date, every unit's name stands there, under the same role, with no denial,
direction or scope the other way round, and most of its other words stand there too. The same readers
that check people's claims read both sides, so 3亿元 and 30000万元 are one amount and an invented unit of
measurement is a difference. The model's own marks only say where to look first: a sentence whose marks
are wrong or missing is cited by what was found to support it.

What is not understood fails. A sentence lost costs little, since the documents can still be quoted; a
wrong one shown as supported does harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.answer import Language
from assistant.claims.claim_english import read_english_parts
from assistant.claims.claim_parts import Part, confirms, read_parts
from assistant.language.concepts import Concept
from assistant.language.units import find_english_units, is_same_unit
from assistant.language.weighing import Weigher
from assistant.language.wording import Wordings
from assistant.llm.reply import ReplySentence, is_order
from assistant.llm.said_figures import CLAUSE, clause_at, digit_runs, label_of, same_figure
from assistant.llm.said_lists import drops_members
from assistant.llm.said_roles import ROLE_WORDS, UNCLEAR, said_roles
from assistant.questions.profile import Role
from assistant.tasks.duties import DutyRecord, has_role

# Share of a sentence's words, weighed by rarity, that its evidence must hold. English reaches Chinese words
# through a dictionary, which knows about two thirds of them (docs/llm.md gives the figures).
MIN_COVERAGE = {"zh": 0.6, "en": 0.35}
# A figure belongs to the clause that fits its own best; this much better is another clause's figure.
CLEARLY_BETTER = 0.15
# Evidence sentences that one sentence of an answer may need.
MOST_SUPPORTS = 4
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
_AGENT_AT_END = re.compile(r"由([^,，;；。]+)[。.]?$")
_ITEM = {"zh": re.compile(r"[^,，;；。、:：]+"), "en": re.compile(r"[^,;:]+?(?:\band\b|[,;:]|$)")}


@dataclass(frozen=True)
class Support:
    """A sentence of the evidence, ``document.text[start:end]``."""

    document_id: str
    start: int
    end: int
    text: str
    above: str
    """Title and headings over it."""
    year: int | None = None
    """The year its headings name, for dates without one."""

    @cached_property
    def parts(self) -> list[Part]:
        """What can be compared in it and in its headings."""
        return read_parts(self.text, default_year=self.year) + read_parts(self.above)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage handed to a model under an opaque key."""

    key: str
    title: str
    section_path: tuple[str, ...]
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Grounded:
    """A sentence of a reply with what supports it; nothing does where ``supports`` is empty."""

    text: str
    supports: tuple[Support, ...] = ()


Concepts = Callable[[str], Sequence[Concept]]
"""What a sentence in the answer's language speaks of, in the wordings of the documents."""


@dataclass
class Grounder:
    """Checks sentences about one question against one set of evidence."""

    evidence: Sequence[Evidence]
    language: Language
    concepts: Concepts
    question: str
    records: Sequence[DutyRecord] = ()
    wordings: Wordings = field(default_factory=dict)
    asked_role: Role | None = None
    """The role the question asks for: a bare list of names answers in that role."""

    def __post_init__(self) -> None:
        self._supports = [support for one in self.evidence for support in one.supports]
        self._texts = [support.text for support in self._supports]
        self._known = tuple(
            dict.fromkeys(
                name for record in self.records for name in (*record.task.lead, *record.task.support)
            )
        )

    def check(self, sentences: Iterable[ReplySentence]) -> list[Grounded]:
        """Each sentence with what supports it, in order."""
        return [self._check(sentence) for sentence in sentences]

    def _check(self, sentence: ReplySentence) -> Grounded:
        if (
            is_order(sentence.text)
            or sentence.text.endswith(("?", "？"))
            or not self._can_read(sentence.text)
            or self._breaks_off(sentence.text)
        ):
            return Grounded(sentence.text)
        cited = [s for one in self.evidence if one.key in sentence.keys for s in one.supports]
        for candidates in (cited, self._supports):
            found = self._whole(sentence.text, candidates) or self._by_clause(sentence.text, candidates)
            if found:
                return Grounded(sentence.text, found)
        return Grounded(sentence.text)

    def _can_read(self, text: str) -> bool:
        """Whether a sentence is in the language of the answer; one in another cannot be taken apart."""
        han, latin = len(re.findall(r"[\u4e00-\u9fff]", text)), len(re.findall(r"[A-Za-z]+", text))
        return han >= latin if self.language == "zh" else latin > 0 and han <= 3 * latin

    def _breaks_off(self, text: str) -> bool:
        """Whether it names who acts and stops before it says what is done: 该任务由科技局."""
        agent = _AGENT_AT_END.search(text)
        if agent is None:
            return False
        rest = agent[1]
        for name in sorted(_Statement(self, text).names, key=len, reverse=True):
            rest = rest.replace(name, "")
        return not re.sub("[、和与及等]", "", rest)

    def _whole(self, text: str, candidates: Sequence[Support]) -> tuple[Support, ...]:
        """The one evidence sentence that says all of it, if there is one."""
        statement = _Statement(self, text)
        if statement.is_bare:
            return ()
        fitting = [(statement.coverage(one), one) for one in candidates if statement.is_said_by(one)]
        return (max(fitting, key=lambda pair: pair[0])[1],) if fitting else ()

    def _by_clause(self, text: str, candidates: Sequence[Support]) -> tuple[Support, ...]:
        """For each clause, then for each item of a list, the evidence sentence that says it."""
        roles = _Statement(self, text).roles
        for pattern in (CLAUSE, _ITEM[self.language]):
            pieces = [
                piece for match in pattern.finditer(text) if (piece := match[0].strip(" :：,，、.")) != ""
            ]
            found: dict[tuple[str, int], Support] = {}
            for piece in pieces:
                statement = _Statement(self, piece, roles)
                if statement.is_empty:
                    continue
                # "…,由财政局配合": what has no subject of its own is about the place just spoken of.
                places = candidates if statement.has_subject or not found else [
                    one for one in candidates if any(one.above == other.above for other in found.values())
                ]  # fmt: skip
                fitting = [(statement.coverage(one), one) for one in places if statement.is_said_by(one)]
                if not fitting:
                    break
                best = max(fitting, key=lambda pair: pair[0])[1]
                found.setdefault((best.document_id, best.start), best)
            else:
                # Each item of a list may be stated and the list still be a part of what is stated.
                is_part = any(drops_members(text, one.text) for one in found.values())
                if 0 < len(found) <= max(MOST_SUPPORTS, len(pieces)) and len(pieces) > 1 and not is_part:
                    return tuple(found.values())
        return ()

    @property
    def known_units(self) -> tuple[str, ...]:
        """Units that the tasks name."""
        return self._known

    def weigh(self, concepts: Sequence[Concept]) -> Weigher:
        """A weigher of these concepts over the evidence."""
        return Weigher(concepts, self._texts)

    def tasks_at(self, support: Support) -> list[DutyRecord]:
        """The tasks whose bracket stands in an evidence sentence."""
        return [
            record
            for record in self.records
            if record.document.document_id == support.document_id
            and record.task.bracket.start < support.end
            and support.start < record.task.bracket.end
        ]


class _Statement:
    """A sentence, or a clause of one, taken apart."""

    def __init__(self, grounder: Grounder, text: str, inherited: Sequence[tuple[str, Role]] = ()) -> None:
        self._grounder = grounder
        self._text = text
        self._language = grounder.language
        self._parts = (
            read_parts(text, known_units=grounder.known_units)
            if self._language == "zh"
            else read_english_parts(text)
        )
        self.names, self._unknown = self._units(text)
        own = said_roles(
            text, self._language, self.names, lambda piece: self._units(piece)[0], grounder.asked_role
        )
        # An item of a list holds under the roles that the whole sentence names.
        self.roles = own or ([] if self.names else list(inherited))
        concepts = list(grounder.concepts(self._content()))
        self.is_empty = not concepts and not self._parts and not self.names and not digit_runs(text)
        self.has_subject = len(concepts) >= 2
        # "是的。" says nothing that could be held against anything.
        self.is_bare = not (self.has_subject or self._parts or self.names or digit_runs(text))
        if not self.has_subject:
            concepts += grounder.concepts(grounder.question)
        self._weigher = grounder.weigh(concepts)

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
            parts = read_parts(text, known_units=self._grounder.known_units)
            return tuple(part.written for part in parts if part.kind == "organisation"), False
        named = find_english_units(text, self._grounder.known_units, self._grounder.wordings)
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
        asked = self._text if self.has_subject else self._text + self._grounder.question
        label, others = label_of(support.text, stated), {label_of(support.text, q) for q in rivals} - {""}
        if label and label not in asked and any(other in asked for other in others):
            return False
        own = clause_at(support.text, stated.start)
        around = clause_at(self._text, part.start).replace(part.written, " ")
        concepts = list(self._grounder.concepts(around)) or list(
            self._grounder.concepts(self._grounder.question)
        )
        weigher = self._grounder.weigh(concepts)
        return weigher.coverage(own) + CLEARLY_BETTER >= max(weigher.coverage(clause) for clause in clauses)

    def _has_units(self, support: Support) -> bool:
        heard = f"{support.above} {support.text}"
        names = [part.written for part in support.parts if part.kind == "organisation"]
        return all(name in heard or any(is_same_unit(name, other) for other in names) for name in self.names)

    def _has_roles(self, support: Support) -> bool:
        if self.roles is UNCLEAR:
            return False
        records = self._grounder.tasks_at(support)
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
