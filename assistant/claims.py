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
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.answer import Citation, Language
from assistant.citations import cite
from assistant.claim_english import read_english_parts
from assistant.claim_parts import Part, read_parts
from assistant.duty_claims import ClaimedDuty, check_duty, find_task, read_duty
from assistant.evidence_match import Matcher, Question
from assistant.fusion import rank
from assistant.input import clean_question
from assistant.near_copy import Comparison, compare, matching_share, plain_letters
from assistant.retriever import Scope
from assistant.selection import Concept, bridged_concepts, grams, read_sentences
from assistant.stance import Stance, claims_fulfilment, stance_at
from assistant.statements import split_statements
from assistant.units import resolve_unit
from assistant.verdicts import CheckedClaim, Difference, Finding, Verdict, explain
from assistant.wording import english_name, read_wordings
from index.passages import Hit
from index.tokens import question_weights

if TYPE_CHECKING:
    from assistant.bridge import BridgedQuery
    from assistant.duties import DutyRecord
    from assistant.retriever import Retriever
    from corpus.document import Document

# Passages read per claim: the plan's sentence is nearly always among the first three; a claim that joins
# two places needs more.
EVIDENCE_K = {"zh": 12, "en": 20}
# A claim repeats a sentence when this share of its letters stands there in order (measured on statements
# of policy documents with one field changed: the least was 0.74).
NEAR_COPY = 0.72
# Fewer letters than this repeat by chance.
NEAR_COPY_CHARS = 12
_SELF = re.compile(r"我(?:局|委|办|中心|镇|街道|公司|单位|部门|部|厅)|本(?:局|委|办|单位|部门)")
_ALIAS = re.compile(
    r"(?P<long>[\u4e00-\u9fff]{4,20})[(（](?:以下)?(?:统称|简称)为?[:：]?[“\"]?(?P<short>[\u4e00-\u9fff]{2,10})[”\"]?[)）]"
)
_WINDOW_END = re.compile(r"[。！？\n]|[ \u3000]{2,}")


# Words that carry an English sentence and nothing of its subject.
_ENGLISH_FRAME = frozenset(
    (
        "give gives given itself turn turns run runs take takes place last lasts from until begin begins start starts "
        "scheduled schedule stage phase hold held make makes made come comes go goes serve serves would there also only just about around still "
        "least most more less than below above over under minimum maximum exceed exceeds no not fewer "
        "two three four five six seven eight nine ten time times way order per"
    ).split()
)


_CHINESE_FRAME = frozenset(
    (
        "阶段 安排 要求 目标 计划 规定 明确 进行 开展 工作 任务 时间 期限 时限 完成 达到 实现 即可 属于 包括 包含 需要 应当 应该 必须 "
        "可以 以及 其中 通过 按照 根据 对于 关于 方案 文件 保持 设有 共有 分别 或者 并且 同时 要占 占到 应为 定为 工作方案 至少 不低于 "
        "不少于 提出 超额完成 超额 确定 步骤 分工 不超过 超过 低于 高于 以上 以下 左右 达成 将要 将会 力争 确保"
    ).split()
)


class ClaimChecker:
    """Checks claims over one generation; keeps nothing between claims but what it has read."""

    def __init__(self, retriever: Retriever) -> None:
        self.retriever = retriever
        self._generation = retriever.generation
        self._kinds = {name: metadata.kind for name, metadata in self._generation.metadata.items()}
        self._wordings = read_wordings()
        self._aliases: dict[str, dict[str, str]] = {}
        self._read_parts: dict[tuple[str, int], list[Part]] = {}
        self._sentence_parts: dict[tuple[str, int], list[Part]] = {}

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
        statements = (
            [] if single else [claim[s.start : s.end] for s in split_statements(claim) if s.checkable]
        )
        excluded = frozenset(exclude)
        if len(statements) < 2:
            return self._check_one(claim, language, excluded, scope, speaker, is_report)
        checked = [self._check_one(one, language, excluded, scope, speaker, is_report) for one in statements]
        return _sum_up(claim, language, checked)

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
        for documents in self._tiers(exclude, scope):
            finding = self._weigh(text, language, documents, bridged, is_report)
            if finding is None:
                continue
            if finding.verdict != "not_stated":
                return self._checked(claim, language, finding)
            kept = kept if kept is not None and kept.note else finding
        return self._checked(claim, language, kept or Finding("not_stated", (), (), 0.0))

    @cached_property
    def known_units(self) -> tuple[str, ...]:
        """Units that the tasks of all documents name."""
        names: dict[str, None] = {}
        for record in self.retriever.duties():
            for name in (*record.task.lead, *record.task.support):
                if len(name) <= 16:
                    names.setdefault(name)
        return tuple(names)

    def copies_of(self, document: Document) -> frozenset[str]:
        """Ids of the documents that are this one, which is no evidence for itself."""
        from assistant.report_check import same_text

        ids = self._generation.document_ids
        return frozenset(one for one in ids if same_text(document, self._generation.document(one)))

    def _tiers(self, exclude: frozenset[str], scope: Scope | None) -> list[frozenset[str]]:
        """Ids of the documents to ask, in order: what sets goals and rules, then what tells of them."""
        first: set[str] = set()
        second: set[str] = set()
        for document_id in self._generation.document_ids:
            if document_id in exclude:
                continue
            if scope is not None and scope.document_ids is not None and document_id not in scope.document_ids:
                continue
            kind = self._kinds[document_id]
            if scope is not None and scope.kinds is not None and kind not in scope.kinds:
                continue
            (second if kind == "report" else first).add(document_id)
        return [frozenset(tier) for tier in (first, second) if tier]

    def _hits(self, claim: str, documents: frozenset[str], bridged: BridgedQuery | None) -> list[Hit]:
        """The passages that hold most of the claim's words.

        BM25 alone: a claim repeats the words of what it is about, and a report has hundreds of claims;
        the vectors of a query cost twenty times as much as everything else here together.
        """
        import numpy as np

        generation = self._generation
        if bridged is not None:
            scores = generation.lexical.group_scores(bridged.groups)
        else:
            tokens = generation.tokeniser.tokens(claim)
            scores = generation.lexical.scores(tokens, question_weights(tokens))
        chosen = np.array([document_id in documents for document_id in generation.document_ids])
        positions = np.flatnonzero(chosen[generation.document_of])
        if not len(positions):
            return []
        ids = generation.lexical.ids
        order = rank(
            scores[positions], [ids[p] for p in positions], EVIDENCE_K["zh" if bridged is None else "en"]
        )
        passages = generation.passages_at(positions[np.array(order, dtype=np.intp)])
        return [
            Hit(passage, float(scores[positions[at]]), 0.0, float(scores[positions[at]]))
            for passage, at in zip(passages, order, strict=True)
            if scores[positions[at]] > 0
        ]

    def _weigh(
        self,
        claim: str,
        language: Language,
        documents: frozenset[str],
        bridged: BridgedQuery | None,
        is_report: bool,
    ) -> Finding | None:
        hits = self._hits(claim, documents, bridged)
        repeated = self._repeated(claim, hits) if language == "zh" else None
        if repeated is not None:
            return repeated
        concepts = bridged_concepts(bridged) if bridged is not None else []
        duty = read_duty(claim, language, self.known_units, self._wordings)
        by_duty = None
        if duty.units or duty.due is not None:
            records = [r for r in self.retriever.duties() if r.document.document_id in documents]
            by_duty = self._check_duties(claim, language, duty, records, concepts)
            if by_duty is not None and by_duty.verdict != "supported":
                return by_duty
        if language == "zh":
            parts = tuple(read_parts(claim, known_units=self.known_units))
        else:
            parts = tuple(read_english_parts(claim))
        if by_duty is not None and not any(part.kind == "number" for part in parts):
            return by_duty
        if not hits:
            return by_duty
        default: Stance = "achieved" if is_report else "neutral"
        near = self._near_copy(claim, parts, hits, default) if language == "zh" else None
        if near is not None:
            return _both(by_duty, near)
        concepts = self._chinese_frame(claim, parts) if bridged is None else _english_frame(claim, concepts)
        question = Question(claim, language, parts, tuple(self._with_aliases(concepts, hits)), default)
        sentences = read_sentences(hits, self._generation.document)
        # Two reports state many figures under like words; only the same indicator and year are one figure.
        strict = all(self._kinds[document_id] == "report" for document_id in documents)
        finding = Matcher(
            question, sentences, self._kinds, self.known_units, strict=strict, read=self._read_parts
        ).judge()
        return _both(by_duty, finding)

    def _chinese_frame(self, claim: str, parts: Sequence[Part]) -> list[Concept]:
        """What the claim is about: its words without figures and dates, which are compared by themselves.

        Words, not pairs of characters: a pair that joins two words (请阶 of 提出申请阶段) stands nowhere else.
        """
        masked = list(claim)
        for part in parts:
            if part.kind in ("number", "date"):
                masked[part.start : part.end] = " " * (part.end - part.start)
        found: dict[str, Concept] = {}
        for run in re.findall(r"[\u4e00-\u9fff]+|[A-Za-z][A-Za-z&+\-]*", "".join(masked)):
            words = self._generation.tokeniser.words(run) if "\u4e00" <= run[0] <= "\u9fff" else [run]
            for word in words:
                if len(word) > 1 and word not in _CHINESE_FRAME:
                    found.setdefault(word, Concept((grams(word),), 1.0 + 0.5 * max(0, len(word) - 2), word))
        return list(found.values())

    def _check_duties(
        self,
        claim: str,
        language: Language,
        duty: ClaimedDuty,
        records: Sequence[DutyRecord],
        concepts: Sequence[Concept],
    ) -> Finding | None:
        """The duty of a claim; where its clauses name several tasks, each by itself."""
        if language == "zh":
            clauses = [c for c in re.split(r"[,，;；。]", claim) if len(c) >= 6]
            found = [(c, read_duty(c, "zh", self.known_units, self._wordings)) for c in clauses]
            found = [(c, d) for c, d in found if d.units]
            matches = [find_task(c, "zh", d, records, ()) for c, d in found]
            tasks = {id(match.record.task) for match in matches if match is not None}
            if len(found) > 1 and len(tasks) > 1:
                findings = [
                    check_duty(c, "zh", d, records, (), self._wordings)
                    for (c, d), match in zip(found, matches, strict=True)
                    if match is not None
                ]
                return _joined([finding for finding in findings if finding is not None])
        return check_duty(claim, language, duty, records, concepts, self._wordings)

    def _with_aliases(self, concepts: Sequence[Concept], hits: Sequence[Hit]) -> list[Concept]:
        """Concepts with the full names that the documents themselves shorten: (以下简称“高新区”)."""
        aliases: dict[str, str] = {}
        for document_id in dict.fromkeys(hit.passage.document_id for hit in hits[:4]):
            if document_id not in self._aliases:
                text = self._generation.document(document_id).text
                self._aliases[document_id] = {m["short"]: m["long"] for m in _ALIAS.finditer(text)}
            aliases |= self._aliases[document_id]
        if not aliases:
            return list(concepts)
        out = []
        for concept in concepts:
            extra = []
            for short, long in aliases.items():
                pieces = grams(short)
                extra += [
                    tuple(dict.fromkeys([p for p in wording if p not in pieces] + list(grams(long))))
                    for wording in concept.wordings
                    if set(pieces) <= set(wording)
                ]
            out.append(replace(concept, wordings=concept.wordings + tuple(extra)))
        return out

    def _repeated(self, claim: str, hits: Sequence[Hit]) -> Finding | None:
        """The place where the claim stands word for word."""
        letters = plain_letters(claim)
        if len(letters) < NEAR_COPY_CHARS - 4:
            return None
        for hit in hits:
            for document_id, start, end in self._windows(hit):
                text = self._generation.document(document_id).text[start:end]
                stated = plain_letters(text)
                at = stated.find(letters)
                if at >= 0 and not (at and _changes_number(stated, at, at + len(letters))):
                    return Finding("supported", (), ((document_id, start, end),), 1.0)
        return None

    def _windows(self, hit: Hit) -> list[tuple[str, int, int]]:
        """The whole sentences that a passage touches, and pairs of neighbours, since a claim may join two."""
        document = self._generation.document(hit.passage.document_id)
        text = document.text
        begin, stop = hit.passage.start, hit.passage.end
        while begin > 0 and hit.passage.start - begin < 300 and not _WINDOW_END.match(text, begin - 1):
            begin -= 1
        match = _WINDOW_END.search(text, max(stop - 1, begin), stop + 300)
        stop = match.end() if match else stop
        cuts = [begin, *(m.end() for m in _WINDOW_END.finditer(text, begin, stop)), stop]
        ranges = [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]
        joined = [(a, d) for (a, _), (_, d) in pairwise(ranges)]
        return [(document.document_id, a, b) for a, b in (*ranges, *joined)]

    def _near_copy(
        self, claim: str, parts: Sequence[Part], hits: Sequence[Hit], default: Stance
    ) -> Finding | None:
        """What the sentence that the claim nearly repeats says otherwise; None where it repeats none."""
        letters = plain_letters(claim)
        if len(letters) < NEAR_COPY_CHARS:
            return None
        tried: list[tuple[float, int, tuple[str, int, int]]] = []
        for order, hit in enumerate(hits):
            for window in self._windows(hit):
                text = self._generation.document(window[0]).text[window[1] : window[2]]
                share = matching_share(letters, plain_letters(text))
                if share >= NEAR_COPY and window[2] - window[1] < 8 * len(claim) + 60:
                    tried.append((share, order, window))
        best: tuple[Comparison, tuple[str, int, int]] | None = None
        for _, _, window in sorted(
            dict.fromkeys(tried), key=lambda one: (-one[0], one[1], one[2][2] - one[2][1])
        )[:8]:
            document_id, start, end = window
            text = self._generation.document(document_id).text[start:end]
            comparison = compare(claim, text, parts, self._parts_at(window, text))
            if best is None or _rank(comparison) > _rank(best[0]):
                best = (comparison, window)
        if best is None or best[0].share < NEAR_COPY:
            return None
        comparison, window = best
        document_id, start, end = window
        span = _trimmed(self._generation.document(document_id).text, start, end)
        spans = ((document_id, *span),)
        differences = comparison.differences
        if default == "achieved" and self._kinds[document_id] in ("plan", "criteria"):
            done = [
                p.written
                for p in parts
                if p.kind in ("number", "date") and stance_at(claim, p.start, "zh", default) == "achieved"
            ]
            if not claims_fulfilment(claim):
                differences = tuple(d for d in differences if d.claimed not in done)
            if done and not differences:
                return None
        words = sum(len(word) for word in comparison.missing)
        if differences:
            # Much else that is not stated there: the sentence may be about something else.
            if words > 0.25 * len(letters) or (len(differences) > 2 and comparison.share < 0.85):
                return None
            if {"number", "date"} <= {d.kind for d in differences} and len(letters) < 40:
                return None
            return Finding("contradicted", differences, spans, comparison.share)
        if not comparison.missing:
            return Finding("supported", (), spans, comparison.share)
        if comparison.share >= 0.85:
            return Finding("partly_supported", (), spans, comparison.share, comparison.missing)
        return None

    def _parts_at(self, window: tuple[str, int, int], text: str) -> list[Part]:
        key = (window[0], window[1] * 10_000_000 + window[2])
        if key not in self._sentence_parts:
            document = self._generation.document(window[0])
            years = re.findall(r"(20\d\d)年", " ".join(document.path_at(window[1])))
            self._sentence_parts[key] = read_parts(
                text, known_units=self.known_units, default_year=int(years[-1]) if years else None
            )
        return self._sentence_parts[key]

    def _checked(self, claim: str, language: Language, finding: Finding) -> CheckedClaim:
        citations = tuple(
            cite(
                self._generation.document(document_id),
                *_trimmed(self._generation.document(document_id).text, start, end),
                n,
            )
            for n, (document_id, start, end) in enumerate(finding.spans, start=1)
        )
        differences = finding.differences
        if language == "en":
            differences = tuple(replace(d, source=self._in_english(d)) for d in differences)
        explanation = explain(
            language, finding.verdict, differences, finding.missing, finding.note, finding.noted
        )
        return CheckedClaim(claim, language, finding.verdict, explanation, differences, citations)

    def _in_english(self, difference: Difference) -> str:
        """What the Chinese source writes, said in English with the original beside it."""
        from assistant.dates import english_date, find_dates
        from assistant.quantities import english_quantity, find_quantities

        source = difference.source
        if "(" in source or not re.search(r"[\u4e00-\u9fff]", source):
            return source
        if difference.kind == "organisation":
            return english_name(source, self._wordings)
        if difference.kind == "date" and (dates := find_dates(source)):
            return f"{english_date(dates[0])} ({source})"
        if difference.kind in ("number", "unit"):
            if years := re.match(r"(\d+)\s*年$", source):
                return f"{years[1]} years ({source})"
            if amounts := find_quantities(source):
                return f"{english_quantity(amounts[0])} ({source})"
        return source


def _joined(findings: Sequence[Finding]) -> Finding | None:
    """Several findings about one claim as one; what is contradicted decides."""
    if not findings:
        return None
    verdicts = {finding.verdict for finding in findings}
    verdict: Verdict = "partly_supported"
    if "contradicted" in verdicts:
        verdict = "contradicted"
    elif len(verdicts) == 1:
        verdict = findings[0].verdict
    return Finding(
        verdict,
        tuple(dict.fromkeys(d for finding in findings for d in finding.differences)),
        tuple(dict.fromkeys(span for finding in findings for span in finding.spans)),
        min(finding.fit for finding in findings),
        tuple(part for finding in findings for part in finding.missing),
    )


def _rank(comparison: Comparison) -> tuple[float, float]:
    return round(comparison.share, 2), -len(comparison.differences) - 0.5 * len(comparison.missing)


def _changes_number(text: str, start: int, end: int) -> bool:
    """Whether a range cuts into a number, so that 5年 is not found in 15年."""
    before = text[start - 1].isdigit() and text[start].isdigit()
    after = end < len(text) and text[end].isdigit() and text[end - 1].isdigit()
    return before or after


def _both(duty: Finding | None, finding: Finding | None) -> Finding | None:
    """A duty that is confirmed beside a figure that has its own finding."""
    if duty is None or finding is None:
        return finding if duty is None else duty
    verdict: Verdict = finding.verdict
    if verdict == "not_stated":
        verdict = "partly_supported"
    return replace(finding, verdict=verdict, spans=tuple(dict.fromkeys(duty.spans + finding.spans)))


def _english_frame(claim: str, concepts: Sequence[Concept]) -> list[Concept]:
    """Without months and figures, which are compared by themselves."""
    measuring = {
        match[1].lower()
        for match in re.finditer(
            r"\b(measures|covers|totals|stands at|spans)\s+(?:about )?[\d$]", claim, re.I
        )
    }
    months = re.compile(
        r"(?:january|february|march|april|may|june|july|august|september|october|november|december)|"
        r"[\d.,%]+(?: (?:million|billion|thousand|trillion))?|(?:million|billion|thousand|yuan|dollars?|us|percent|square|"
        r"square kilometres?|square kilometers?|kilometres?|kilometers?|tonnes?|tons?)",
        re.I,
    )
    return [
        c
        for c in concepts
        if not months.fullmatch(c.source.strip()) and c.source.lower() not in _ENGLISH_FRAME | measuring
    ]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _sum_up(claim: str, language: Language, checked: Sequence[CheckedClaim]) -> CheckedClaim:
    """One verdict over the statements of a paragraph, with all differences and passages."""
    verdicts = {one.verdict for one in checked}
    if "contradicted" in verdicts:
        verdict: Verdict = "contradicted"
    elif verdicts == {"supported"}:
        verdict = "supported"
    elif verdicts == {"not_stated"}:
        verdict = "not_stated"
    else:
        verdict = "partly_supported"
    differences = tuple(dict.fromkeys(d for one in checked for d in one.differences))
    citations: list[Citation] = []
    for one in checked:
        for citation in one.citations:
            if not any(
                (c.document_id, c.start, c.end) == (citation.document_id, citation.start, citation.end)
                for c in citations
            ):
                citations.append(replace(citation, n=len(citations) + 1))
    missing = tuple(one.claim for one in checked if one.verdict == "not_stated")
    return CheckedClaim(
        claim,
        language,
        verdict,
        explain(language, verdict, differences, missing),
        differences,
        tuple(citations),
    )
