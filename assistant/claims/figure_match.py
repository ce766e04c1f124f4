"""Find the counterpart of a figure or date of a claim: by what it is about, the words of its clause.

A figure of the same kind under the same words agrees or differs; under other words, for another level,
in another measure or of a list of which the claim names a part, it is another figure and says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.claims.claim_parts import read_parts
from assistant.claims.clauses import (
    CLAUSE_ENDS,
    clause_of,
    figure_of,
    is_comparable,
    scope_difference,
    window_of,
    words_between,
)
from assistant.claims.evidence import Evidence, Found, is_held
from assistant.claims.part import Part
from assistant.claims.same_parts import confirms, same_date, same_value
from assistant.claims.stance import claims_fulfilment, stance_at
from assistant.claims.verdicts import Difference
from assistant.language.concepts import Concept, mentions
from assistant.language.sentences import Sentence
from assistant.language.weighing import Weigher

SAME_FIGURE = {"zh": 0.40, "en": 0.30}
OTHER_FIGURE = {"zh": 0.58, "en": 0.50}
OTHER_DATE = {"zh": 0.58, "en": 0.62}
STRICT_FIGURE = 0.8
# An English figure that counts nothing named (“should total 63”) needs its clause to hold this much.
SURE_WITHOUT_NOUN = 0.6
# Of two figures in one sentence, the one whose own words name the clause's first word is meant.
NAMES_SUBJECT = 0.15
# A sentence with less than this share of what the nearest one holds of the claim is about something else.
ASIDE = 0.75
# Verbs that any goal may be told with: none of them makes another figure of it.
_MEASURING = frozenset(
    "新增 新建 建成 培育 引进 增长 增加 提高 降低 下降 减少 控制 控制在 保持 保持在 稳定 突破 规模 总额 金额 面积 数量 总量 数额 额度 比例 比重 占比 人数 获得 拥有 建设 聚集 组建 形成 总共 共计 合计".split()
)
_NOTHING_COUNTED = re.compile(r"\W*(?:by|in|of|at|to|and|or|per|before|during|for|as)\b|\s*[,.;]|\s*$")


class FigureEvidence(Evidence):
    """Evidence in which figures and dates are looked up."""

    def _find(self, part: Part, order: Sequence[int]) -> Found | None:
        """The part's counterpart: the same figure under its words, else another figure under them."""
        language = self.question.language
        frame = self._frame(part)
        weigher = Weigher(frame, self.texts)
        own = Weigher(self._own_frame(part) or frame, self.texts)
        taken = [p for p in self.question.parts if p.kind == part.kind and p is not part]
        subject = self._subject(part, weigher)
        candidates: list[Found] = []
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
                if self._is_of_a_list(sentence.text, other):
                    continue
                window = window_of(sentence.text, other) if stated is not heading else sentence.text
                local = 0.5 * weigher.coverage(window) + 0.5 * own.coverage(
                    self._between(position, other, window)
                )
                broad = weigher.coverage(" ".join((sentence.text, *sentence.path, sentence.title)))
                share = 0.55 if part.kind == "number" else 0.5
                score = share * local + (1 - share) * broad
                if subject is not None and is_held(subject, self._between(position, other, window)):
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
                    candidates.append(Found(part, sentence, other, score, same, window))
        candidates = _in_its_own_unit(part, candidates)
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

    def _is_aside(self, rival: Found) -> bool:
        """Whether another date stands in a sentence that has far less of the claim than the nearest one."""
        best = max(self.fit(n) for n in range(len(self.sentences)))
        return self.fit(self.sentences.index(rival.sentence)) < ASIDE * best

    def _same_year(self, part: Part, rival: Found) -> bool:
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
        return not is_held(head, " ".join((sentence.text, *sentence.path)))

    def _has_subject(self, part: Part, frame: Sequence[Concept], sentence: Sentence, window: str) -> bool:
        """Whether the window of another figure is about the claim's subject: without it, it is no rival.

        The subject is the first word of a Chinese clause, and the noun that an English figure counts.
        """
        question = self.question
        if question.language == "zh":
            # The first word may be a verb (建成…), so one of the first two is enough.
            first = (self._own_frame(part) or frame)[:2]
            text = " ".join((window, *sentence.path, sentence.title))
            return not first or any(is_held(concept, text) for concept in first)
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
        return is_held(subject, " ".join((window, *sentence.path)))

    def _is_of_a_list(self, text: str, other: Part) -> bool:
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

    def _dates(self, dates: Sequence[Part], found: Sequence[Found]) -> tuple[Difference | None, list[str]]:
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

    def _date_of(self, found: Found) -> Part | None:
        """The date that governs a figure: the last one written before it, else its heading's."""
        position = self.sentences.index(found.sentence)
        before = [p for p in self.parts_of(position) if p.kind == "date" and p.start < found.source.start]
        if before:
            return before[-1]
        return None

    def _scope(self, found: Found) -> Difference | None:
        """A difference of scope between the claim's clause and the one that states the figure."""
        clause = clause_of(self.question.claim, found.part.start, found.part.end, self.question.language)
        start = self.question.claim.find(clause)
        position = self.sentences.index(found.sentence)
        at = found.sentence.text.find(found.window)
        ours = [p for p in self.question.parts if start <= p.start < start + len(clause)]
        theirs = [p for p in self.parts_of(position) if at <= p.start < at + len(found.window)]
        return scope_difference(ours, theirs, found.part)


def _in_its_own_unit(part: Part, candidates: Sequence[Found]) -> list[Found]:
    """The candidates without those in another unit where their own sentence has one in the claim's.

    "内资50亿元或外资3000万美元": a claim in dollars is held against the dollars, whichever of its words stand nearer
    to the yuan. The same figure under another unit stays, since a slip of the unit looks like that.
    """
    own = {id(found.sentence) for found in candidates if found.source.group == part.group}
    return [
        found
        for found in candidates
        if found.source.group == part.group
        or id(found.sentence) not in own
        or figure_of(found.source) == figure_of(part)
    ]
