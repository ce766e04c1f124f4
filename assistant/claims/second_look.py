"""Look again at a claim whose fields were found: are they paired, placed and worked out as the source has them?

The first look takes each field by itself, so that a claim may exchange two figures, name another
recipient or another title, and still have all its words found. Here the fields are held together. What a
claim works out of several figures is worked out here as well, since no sentence states it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answer import Language
from assistant.claims.acts import (
    act_differences,
    english_act_difference,
    english_act_is_other,
    states_acts,
    strange_units,
)
from assistant.claims.computed import work_out
from assistant.claims.consequences import exchanged_consequence
from assistant.claims.pairing import Bound, bind, features, is_exchanged
from assistant.claims.part import Part
from assistant.claims.persons import check_persons, english_person_difference, spelt_names
from assistant.claims.titles import title_difference
from assistant.claims.verdicts import Difference, DifferenceKind, Finding, Verdict
from assistant.language.concepts import Concept
from assistant.language.sentences import Sentence

# Sentences whose pairs are held against the claim's, the nearest first.
NEAREST = 12
# Sentences that may say who holds a post.
PERSONS = 4
_TURNED = re.compile(
    r"(?:由|从)(?P<first>[^,，。;；]{1,14}?)(?:[^,，。;；\d]{0,6}?)(?:至|到|为)(?P<then>[^,，。;；]{1,14})"
)


@dataclass(frozen=True, slots=True)
class Look:
    """A claim with the sentences that are nearest to it."""

    claim: str
    language: Language
    parts: tuple[Part, ...]
    concepts: tuple[Concept, ...]
    sentences: Sequence[Sentence]
    """The nearest first."""
    parts_of: Callable[[Sentence], Sequence[Part]]

    def lines(self) -> list[tuple[Sentence, Sequence[Part]]]:
        """The nearest sentences with their parts."""
        return [(sentence, self.parts_of(sentence)) for sentence in self.sentences[:NEAREST]]


def look_again(look: Look, finding: Finding | None) -> Finding | None:
    """The finding, or what stands against it when its fields are held together."""
    lines = look.lines()
    worked = work_out(look.claim, look.language, look.parts, look.concepts, lines)
    if worked is not None:
        span = (worked.sentence.document_id, worked.sentence.start, worked.sentence.end)
        differences = (worked.difference,) if worked.difference else ()
        kept = _other_differences(finding, worked.part)
        if differences or not kept:
            verdict: Verdict = "contradicted" if differences else "supported"
            return Finding(verdict, differences, (span,), 1.0)
    if (found := _persons(look, lines, finding)) is not None:
        return found
    swapped = exchanged_consequence(look.claim, look.language, look.concepts, [s for s, _ in lines])
    if swapped is not None:
        return _contradicted([swapped[0]], swapped[1])
    cited = [(s, p) for s, p in lines if finding is not None and _is_cited(s, finding)]
    if finding is not None and finding.verdict in ("supported", "partly_supported"):
        found = _exchanged(look, lines, cited) or _misplaced(look, cited or lines[:1])
        if found is not None:
            return found
        text = " ".join(" ".join((s.text, *s.path)) for s, _ in cited)
        if look.language == "en" and english_act_is_other(look.claim, look.concepts, text):
            return Finding("not_stated", (), (), finding.fit)
        if look.language == "zh" and cited and (strange := strange_units(look.claim, text)):
            # All its words are there, and nobody is said to do it in that place.
            return _misplaced(look, lines[:4]) or Finding("not_stated", (), (), finding.fit, tuple(strange))
    elif finding is None or finding.verdict == "not_stated":
        found = _misplaced(look, lines[:4])
        if found is not None:
            return found
        if look.language == "zh" and not any(p.kind in ("number", "date") for p in look.parts):
            for sentence, _ in lines[:4]:
                if states_acts(look.claim, sentence.text):
                    return Finding("supported", (), (_span(sentence),), 0.8)
    return finding


def _other_differences(finding: Finding | None, part: Part | None) -> bool:
    """Whether the claim differs from its source in more than the figure that was worked out."""
    if finding is None or part is None or finding.verdict != "contradicted":
        return False
    return any(d.claimed != part.written and d.kind not in ("number", "unit") for d in finding.differences)


def _persons(
    look: Look, lines: Sequence[tuple[Sentence, Sequence[Part]]], finding: Finding | None
) -> Finding | None:
    """Who holds which post, where the nearest sentences say so."""
    names = spelt_names([(c.source, c.wordings) for c in look.concepts]) if look.language == "en" else {}
    for sentence, _ in lines[:PERSONS]:
        if look.language == "en":
            found, agreed = english_person_difference(look.claim, names, sentence.text), False
        else:
            found, agreed = check_persons(look.claim, sentence.text)
        if found:
            return _contradicted(found, [sentence])
        plain = not any(p.kind in ("number", "date") for p in look.parts)
        if agreed and plain and (finding is None or finding.verdict != "contradicted"):
            return Finding("supported", (), (_span(sentence),), 0.9)
    return None


def _span(sentence: Sentence) -> tuple[str, int, int]:
    return (sentence.document_id, sentence.start, sentence.end)


def _is_cited(sentence: Sentence, finding: Finding) -> bool:
    return any(
        document == sentence.document_id and start < sentence.end and sentence.start < end
        for document, start, end in finding.spans
    )


def _contradicted(differences: Sequence[Difference], sentences: Sequence[Sentence]) -> Finding:
    spans = tuple(dict.fromkeys(_span(sentence) for sentence in sentences))
    return Finding("contradicted", tuple(dict.fromkeys(differences)), spans, 1.0)


def _exchanged(
    look: Look,
    lines: Sequence[tuple[Sentence, Sequence[Part]]],
    cited: Sequence[tuple[Sentence, Sequence[Part]]],
) -> Finding | None:
    """Figures or dates that the source gives to each other's words."""
    kinds: tuple[DifferenceKind, ...] = ("number", "date")
    for kind in kinds:
        own = [p for p in look.parts if p.kind == kind]
        ours = bind(look.claim, own, look.language)
        # Two figures of one sentence may change places; a date and its name stand in sentences of their own.
        sources = [*cited] if kind == "number" else [*cited, *lines]
        stated: list[tuple[Bound, Sentence]] = []
        groups: list[list[Bound]] = []
        for sentence, parts in {_span(s): (s, p) for s, p in sources}.values():
            bounds = bind(sentence.text, [p for p in parts if p.kind == kind])
            stated += [(bound, sentence) for bound in bounds]
            groups.append(bounds)
        if kind == "date" and len(ours) < 2:
            continue
        if kind == "date":
            groups = [[bound for group in groups for bound in group]]
        differences: list[Difference] = []
        where: list[Sentence] = []
        for bound in ours:
            said = features(bound.label, look.language, look.concepts)
            if not said:
                continue
            for group in groups:
                rival = is_exchanged(bound, said, group)
                if rival is not None:
                    named = bound.label.strip(" ,，。.和及、")
                    differences.append(
                        Difference(kind, bound.part.written, f"{rival.part.written}({named[:30]})")
                    )
                    where += [s for b, s in stated if b is rival]
                    break
        if differences:
            return _contradicted(differences, [*where, *(s for s, _ in cited)][:3])
    return None


def _misplaced(look: Look, lines: Sequence[tuple[Sentence, Sequence[Part]]]) -> Finding | None:
    """Another title, another unit in a place, or two ends of a change that are exchanged."""
    for sentence, _ in lines:
        if look.language == "en":
            if found := english_act_difference(look.claim, look.concepts, sentence.text):
                return _contradicted(found, [sentence])
            continue
        found = title_difference(look.claim, sentence.text) or act_differences(look.claim, sentence.text)
        found = found or _turned(look.claim, sentence.text)
        if found:
            return _contradicted(found, [sentence])
    return None


def _turned(claim: str, text: str) -> list[Difference]:
    """由30延长到45 where the source has 由45压减到30."""
    ours = _TURNED.search(claim)
    if ours is None:
        return []

    def figure(words: str) -> str:
        match = re.search(r"\d+(?:\.\d+)?", words)
        return match[0] if match else ""

    for theirs in _TURNED.finditer(text):
        ends = figure(theirs["first"]), figure(theirs["then"])
        if all(ends) and ends[0] != ends[1] and (figure(ours["then"]), figure(ours["first"])) == ends:
            return [Difference("number", ours[0], theirs[0])]
    return []
