"""Hold a claim said in its own words, or in English, against the sentences that were found.

Each figure and date of the claim is looked up by what it is about: the words of its clause. A figure
of the same kind under the same words agrees or differs; under other words it is another figure and
says nothing. Where figure and year both differ, the source speaks of another period.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Language
from assistant.claims.claim_parts import Part, confirms, read_parts, same_date, same_value
from assistant.claims.clauses import (
    CLAUSE_ENDS,
    around,
    clause_of,
    figure_of,
    is_comparable,
    scope_difference,
    window_of,
    words_between,
)
from assistant.claims.near_copy import difference
from assistant.claims.order import order_difference
from assistant.claims.persons import english_person_difference, person_difference, spelt_names
from assistant.claims.second_look import Look
from assistant.claims.stance import Stance, claims_fulfilment, is_achievement, is_goal, stance_at
from assistant.claims.verdicts import Difference, Finding
from assistant.language.concepts import Concept, mentions
from assistant.language.sentences import Sentence
from assistant.language.units import is_same_unit
from assistant.language.weighing import Weigher

# Calibrated on claims about plans (benchmarks/claims.py): shares of the claim's weighed words that the
# evidence must hold. A denial of the claim needs more than its agreement, since it names the subject.
SUPPORTED = {"zh": 0.60, "en": 0.58}
STRICT_FIGURE = 0.8
# A goal quoted in a longer sentence: its own clause may be this sure, whatever the rest says.
QUOTED_FIGURE = 0.75
# Sentences in which a figure's counterpart is looked for, best first.
SENTENCES = 60
# Without a figure or date to agree, the words alone have to.
SUPPORTED_IN_WORDS = {"zh": 0.70, "en": 0.75}
CONTRADICTED = {"zh": 0.60, "en": 0.50}
SAME_FIGURE = {"zh": 0.40, "en": 0.30}
OTHER_FIGURE = {"zh": 0.58, "en": 0.50}
# The heaviest word of the claim that the evidence lacks may weigh this much of the whole.
MISSING_SHARE, MISSING_SHARE_IN_WORDS = 0.28, 0.17
OTHER_DATE = {"zh": 0.58, "en": 0.62}
# An English figure that counts nothing named (“should total 63”) needs its clause to hold this much.
SURE_WITHOUT_NOUN = 0.6
# Of two figures in one sentence, the one whose own words name the clause's first word is meant.
NAMES_SUBJECT = 0.15
# A sentence with less than this share of what the nearest one holds of the claim is about something else.
ASIDE = 0.75
# A claim is laid over so many neighbouring clauses of a sentence at most.
MOST_CLAUSES = 3
# What is plainly about the claim, though a part of it is not stated.
RELATED = {"zh": 0.5, "en": 0.62}

# Verbs that any goal may be told with: none of them makes another figure of it.
_MEASURING = frozenset(
    "新增 新建 建成 培育 引进 增长 增加 提高 降低 下降 减少 控制 控制在 保持 保持在 稳定 突破 规模 总额 金额 面积 数量 总量 数额 额度 比例 比重 占比 人数 获得 拥有 建设 聚集 组建 形成 总共 共计 合计".split()
)
_NOTHING_COUNTED = re.compile(r"\W*(?:by|in|of|at|to|and|or|per|before|during|for|as)\b|\s*[,.;]|\s*$")
_DENYING = ("not", "forbid", "exempt")


@dataclass(frozen=True, slots=True)
class Question:
    """A claim, taken apart."""

    claim: str
    language: Language
    parts: tuple[Part, ...]
    concepts: tuple[Concept, ...]
    default_stance: Stance = "neutral"


@dataclass(frozen=True, slots=True)
class _Found:
    """A part of the claim with its counterpart."""

    part: Part
    sentence: Sentence
    source: Part
    score: float
    same: bool
    window: str


class Matcher:
    """One claim against the sentences of one set of documents."""

    def __init__(
        self,
        question: Question,
        sentences: Sequence[Sentence],
        kinds: Mapping[str, str],
        known_units: Sequence[str],
        *,
        strict: bool = False,
        read: dict[tuple[str, int, int], list[Part]] | None = None,
        text_of: Callable[[str], str] | None = None,
    ) -> None:
        """``strict``: only the same indicator in the same year counts; ``read`` keeps parts between claims.

        ``text_of`` gives a document's text, so that a sentence takes the date that opens its line.
        """
        self._text_of = text_of
        self._read = {} if read is None else read
        self.strict = strict
        self.question = question
        self.sentences = sentences
        self.kinds = kinds
        self.texts = [sentence.text for sentence in sentences]
        self.weigher = Weigher(question.concepts, self.texts)
        self._own = [self.weigher.coverage(text) for text in self.texts]
        self._around = [self.weigher.coverage(" ".join((s.text, *s.path, s.title))) for s in sentences]
        self._known = known_units

    def parts_of(self, position: int) -> list[Part]:
        """Parts of a sentence; a date without a year takes that of its heading."""
        sentence = self.sentences[position]
        key = (sentence.document_id, sentence.start, sentence.end)
        if key not in self._read:
            years = re.findall(r"(20\d\d)年", " ".join(sentence.path))
            year = int(years[-1]) if years else None
            self._read[key] = read_parts(sentence.text, known_units=self._known, default_year=year)
        return self._read[key]

    def _heading_dates(self, position: int) -> list[Part]:
        """Dates of the nearest heading over a sentence that gives any."""
        sentence = self.sentences[position]
        text = self._text_of(sentence.document_id) if self._text_of else ""
        line = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
        for before in reversed(re.findall(r"[^。；;]+[。；;]", line)):
            # "到2023年底,…基本建成。成功申报…。": the date opens the line and holds for what follows.
            led = [p for p in read_parts(before) if p.kind == "date" and p.start <= 6]
            if led:
                return led
        path = sentence.path
        for depth in range(len(path), 0, -1):
            years = re.findall(r"(20\d\d)年", " ".join(path[:depth]))
            year = int(years[-1]) if years else None
            if dates := [p for p in read_parts(path[depth - 1], default_year=year) if p.kind == "date"]:
                return dates
        return []

    def fit(self, position: int) -> float:
        """How much of the claim a sentence holds, its headings counting for a part."""
        return 0.75 * self._own[position] + 0.25 * self._around[position]

    def look(self) -> Look:
        """The claim with its sentences, the nearest first, for a second look."""
        order = sorted(range(len(self.sentences)), key=lambda n: (-self.fit(n), n))
        place = {id(self.sentences[n]): n for n in order}
        question = self.question
        return Look(
            question.claim,
            question.language,
            question.parts,
            question.concepts,
            [self.sentences[n] for n in order],
            lambda sentence: self.parts_of(place[id(sentence)]),
        )

    def judge(self) -> Finding | None:
        """What the sentences say of the claim; None where none is near it."""
        if not self.sentences or not self.question.concepts:
            return None
        language = self.question.language
        order = sorted(range(len(self.sentences)), key=lambda n: (-self.fit(n), n))
        best = order[0]
        numbers = [part for part in self.question.parts if part.kind == "number"]
        dates = [part for part in self.question.parts if part.kind == "date"]
        found: list[_Found] = []
        missing: list[str] = []
        differences: list[Difference] = []
        skipped: _Found | None = None
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

    def _is_quoted(self, found: _Found) -> bool:
        """Whether the claim quotes this figure as a goal, in a clause that is surely about the same thing."""
        question = self.question
        stance = stance_at(question.claim, found.part.start, question.language, question.default_stance)
        return (
            stance == "quoted"
            and found.score >= QUOTED_FIGURE
            and self._states_target(found.sentence, found.source)
        )

    @staticmethod
    def _denials(parts: Sequence[Part]) -> list[Part]:
        return [part for part in parts if part.kind == "negation" and part.value in _DENYING]

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

    def _whole(self, held: Sequence[int]) -> str:
        """The sentences with their headings and titles."""
        return " ".join(
            " ".join((self.sentences[n].text, *self.sentences[n].path, self.sentences[n].title)) for n in held
        )

    def _cover(self, held: Sequence[int]) -> float:
        own = self.weigher.coverage(" ".join(self.texts[n] for n in held))
        around = self.weigher.coverage(self._whole(held))
        return 0.6 * own + 0.4 * around

    def _states_target(self, sentence: Sentence, figure: Part) -> bool:
        if self.kinds.get(sentence.document_id) not in ("plan", "criteria"):
            return is_goal(sentence.text, figure.start)
        return not is_achievement(sentence.text, "zh")

    def _find(self, part: Part, order: Sequence[int]) -> _Found | None:
        """The part's counterpart: the same figure under its words, else another figure under them."""
        language = self.question.language
        frame = self._frame(part)
        weigher = Weigher(frame, self.texts)
        own = Weigher(self._own_frame(part) or frame, self.texts)
        taken = [p for p in self.question.parts if p.kind == part.kind and p is not part]
        subject = self._subject(part, weigher)
        candidates: list[_Found] = []
        subperiod = self._names_part_of_year(part)
        for position in order:
            sentence = self.sentences[position]
            stated, heading = self.parts_of(position), None
            if part.kind == "date" and not any(p.kind == "date" for p in stated):
                # What stands under a dated heading, 2.迎接评审认定(2023年3—6月), happens then.
                stated = heading = self._heading_dates(position)
            for other in stated:
                if other.kind != part.kind or not is_comparable(part, other):
                    continue
                if self._is_of_a_list(part, sentence.text, other):
                    continue
                window = window_of(sentence.text, other) if stated is not heading else sentence.text
                local = 0.5 * weigher.coverage(window) + 0.5 * own.coverage(
                    self._between(position, other, window)
                )
                broad = weigher.coverage(" ".join((sentence.text, *sentence.path, sentence.title)))
                share = 0.55 if part.kind == "number" else 0.5
                score = share * local + (1 - share) * broad
                if subject is not None and _is_held(subject, self._between(position, other, window)):
                    score += NAMES_SUBJECT
                if part.kind == "number" and part.group != other.group:
                    score -= (
                        0.1  # of 50亿元 and 3000万美元, the claim's US$50 million is held against dollars
                    )
                same = confirms(part, other)
                if not same and (figure_of(part) == figure_of(other) or part.value == other.value):
                    score += 0.1  # the same figure under another unit is what a slip of the unit looks like
                if not same and any(confirms(p, other) for p in taken):
                    continue  # that figure is another one of the claim's
                if not same and (
                    (subperiod and self._is_yearly(position, window))
                    or self._other_denominator(position, window)
                    or self._other_level(part, window)
                    or self._other_measure(part, sentence)
                    or not self._has_subject(part, frame, sentence, window)
                ):
                    continue
                if same or not same_value(part, other):
                    candidates.append(_Found(part, sentence, other, score, same, window))
        agreeing = max((f for f in candidates if f.same), key=lambda f: f.score, default=None)
        rival = max((f for f in candidates if not f.same), key=lambda f: f.score, default=None)
        if (
            agreeing is not None
            and agreeing.score >= SAME_FIGURE[language]
            and (
                rival is None
                or agreeing.score >= rival.score - (0.05 if rival.sentence is agreeing.sentence else 0.1)
            )
        ):
            return agreeing
        if (
            rival is not None
            and not (part.kind == "date" and self._is_aside(rival))
            and rival.score >= (OTHER_DATE if part.kind == "date" else OTHER_FIGURE)[language]
        ):
            if self.strict and (rival.score < STRICT_FIGURE or not self._same_year(part, rival)):
                return None
            return rival
        return None

    def _is_aside(self, rival: _Found) -> bool:
        """Whether another date stands in a sentence that has far less of the claim than the nearest one."""
        best = max(self.fit(n) for n in range(len(self.sentences)))
        return self.fit(self.sentences.index(rival.sentence)) < ASIDE * best

    def _same_year(self, part: Part, rival: _Found) -> bool:
        """Whether claim and source both name the year of their figures, and it is one."""
        ours = [str(p.value)[:4] for p in self.question.parts if p.kind == "date" and p.start < part.start]
        theirs = self._date_of(rival)
        return bool(ours) and theirs is not None and ours[-1].isdigit() and str(theirs.value)[:4] == ours[-1]

    def _frame(self, part: Part) -> list[Concept]:
        """The concepts of the part's clause; of the whole claim where the clause says too little."""
        question = self.question
        clause = clause_of(question.claim, part.start, part.end, question.language)
        if question.language == "zh":
            frame = [c for c in question.concepts if c.source in clause]
        else:
            frame = [c for c in question.concepts if mentions(clause, c)]
        return frame if len(frame) >= 3 else list(question.concepts)

    def _between(self, position: int, part: Part, window: str) -> str:
        """The words of a window that belong to one of its figures: from the figure before it to the next."""
        text = self.sentences[position].text
        start = text.find(window)
        numbers = [p for p in self.parts_of(position) if p.kind == "number"]
        low, high = words_between(text, part, numbers, start, start + len(window))
        return text[low:high]

    def _own_frame(self, part: Part) -> list[Concept]:
        """The concepts between the commas around a part, however few."""
        question = self.question
        if question.language != "zh":
            return []
        left = max(question.claim.rfind(mark, 0, part.start) for mark in CLAUSE_ENDS) + 1
        ends = [at for mark in CLAUSE_ENDS if (at := question.claim.find(mark, part.end)) >= 0]
        clause = question.claim[left : min(ends, default=len(question.claim))]
        # 年均 and 累计 stand before any figure of a clause, and tell none of them from another.
        scopes = {p.written for p in question.parts if p.group in ("frequency", "stock")}
        return [c for c in question.concepts if c.source in clause and c.source not in scopes]

    def _subject(self, part: Part, frame: Weigher) -> Concept | None:
        """What the figure is said of: the first word of a Chinese clause, the heaviest of an English one so far."""
        if self.question.language == "zh":
            return next(iter(self._own_frame(part)), None)
        before = self.question.claim[: part.start]
        said = [
            (weight, concept)
            for weight, concept in zip(frame._weights, frame.concepts, strict=True)
            if mentions(before, concept)
        ]
        return max(said, key=lambda one: one[0], default=(0.0, None))[1]

    def _other_denominator(self, position: int, window: str) -> bool:
        """Whether the window's figure is per something (每万名…) of which the claim says nothing."""
        if any(p.group == "denominator" for p in self.question.parts):
            return False
        start = self.sentences[position].text.find(window)
        end = start + len(window)
        return any(p.group == "denominator" and start <= p.start < end for p in self.parts_of(position))

    def _names_part_of_year(self, part: Part) -> bool:
        """Whether the claim gives its figure for a half, a quarter or a month: none of a yearly figure's business."""
        return any(
            p.kind == "date" and p.start < part.start and re.search(r"半年|季度|\d月(?!底|末)", p.written)
            for p in self.question.parts
        )

    def _is_yearly(self, position: int, window: str) -> bool:
        start = self.sentences[position].text.find(window)
        return any(
            p.value == "每年" and start <= p.start < start + len(window) for p in self.parts_of(position)
        )

    def _other_level(self, part: Part, window: str) -> bool:
        """Whether the claim's figure is for a level (国家, 市级, 区级) of which the window says nothing."""
        clause = clause_of(self.question.claim, part.start, part.end, self.question.language)
        start = self.question.claim.find(clause)
        ours = {
            p.value
            for p in self.question.parts
            if p.group == "level" and start <= p.start < start + len(clause)
        }
        theirs = {p.value for p in read_parts(window) if p.group == "level"}
        return bool(ours) and not ours & theirs

    def _other_measure(self, part: Part, sentence: Sentence) -> bool:
        """Whether the word that the claim measures with, right before its figure (出资3000万元), is not the source's."""
        if self.question.language != "zh" or part.kind != "number":
            return False
        before = self.question.claim[: part.start].rstrip("为约达了共")
        head = next((c for c in self.question.concepts if before.endswith(c.source)), None)
        if head is None or head.source in _MEASURING:
            return False
        return not _is_held(head, " ".join((sentence.text, *sentence.path)))

    def _has_subject(self, part: Part, frame: Sequence[Concept], sentence: Sentence, window: str) -> bool:
        """Whether the window of another figure is about the claim's subject: without it, it is no rival.

        The subject is the first word of a Chinese clause, and the noun that an English figure counts.
        """
        question = self.question
        if question.language == "zh":
            # The first word may be a verb (建成…), so one of the first two is enough.
            first = (self._own_frame(part) or frame)[:2]
            text = " ".join((window, *sentence.path, sentence.title))
            return not first or any(_is_held(concept, text) for concept in first)
        if part.kind != "number" or part.group != "count":
            return True
        behind = question.claim[part.end :]
        if _NOTHING_COUNTED.match(behind):
            return self.weigher.coverage(window) >= SURE_WITHOUT_NOUN
        near = behind[:40].lower().replace("-", " ").strip()
        subject = next(
            (c for c in question.concepts if near.startswith(c.source.lower().replace("-", " "))), None
        )
        if subject is None:
            return any(mentions(near, c) for c in question.concepts if c.wordings)
        return _is_held(subject, " ".join((window, *sentence.path)))

    def _is_of_a_list(self, part: Part, text: str, other: Part) -> bool:
        """Whether the figure is about several things of which the claim names only some.

        "平山、建设、…五个组团规划建设的4.81平方公里" gives no area of 平山 alone.
        """
        if other.kind != "number":
            return False
        window = window_of(text, other)
        for match in re.finditer(
            r"[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8}){2,}",
            window[: window.find(other.written)] if other.written in window else window,
        ):
            members = [
                re.split(r"[一二三四五六七八九十几数]+[个家条项]|等", m)[0] for m in match[0].split("、")
            ]
            named = [m for m in members if self._is_named(m)]
            if named and len(named) < len(members) / 2:
                return True
        return False

    def _is_named(self, member: str) -> bool:
        claim = self.question.claim
        if self.question.language == "zh":
            return member[-2:] in claim or member[:2] in claim
        # A name that is spelt (Guanba), rather than any word whose Chinese a member holds.
        return any(
            c.source[:1].isupper() and any("".join(w[:1]) in member for w in c.wordings if w)
            for c in self.question.concepts
        )

    def _dates(self, dates: Sequence[Part], found: Sequence[_Found]) -> tuple[Difference | None, list[str]]:
        """Compare the claim's dates with those under which the sources state their figures."""
        for part in dates:
            stated = [date for f in found if (date := self._date_of(f)) is not None]
            if not stated:
                continue
            if not any(same_date(str(part.value), str(date.value)) for date in stated):
                stance = stance_at(
                    self.question.claim, part.start, self.question.language, self.question.default_stance
                )
                if stance != "achieved" or claims_fulfilment(self.question.claim):
                    return Difference("date", part.written, stated[0].written), []
        return None, []

    def _date_of(self, found: _Found) -> Part | None:
        """The date that governs a figure: the last one written before it, else its heading's."""
        position = self.sentences.index(found.sentence)
        before = [p for p in self.parts_of(position) if p.kind == "date" and p.start < found.source.start]
        if before:
            return before[-1]
        return None

    def _scope(self, found: _Found) -> Difference | None:
        """A difference of scope between the claim's clause and the one that states the figure."""
        clause = clause_of(self.question.claim, found.part.start, found.part.end, self.question.language)
        start = self.question.claim.find(clause)
        position = self.sentences.index(found.sentence)
        at = found.sentence.text.find(found.window)
        ours = [p for p in self.question.parts if start <= p.start < start + len(clause)]
        theirs = [p for p in self.parts_of(position) if at <= p.start < at + len(found.window)]
        return scope_difference(ours, theirs, found.part)

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


def _is_held(concept: Concept, text: str) -> bool:
    return any(sum(piece in text for piece in wording) >= 0.5 * len(wording) for wording in concept.wordings)
