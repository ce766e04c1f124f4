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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.llm.grounding_basis import Basis, Support
from assistant.llm.reply import ReplySentence, is_order
from assistant.llm.said_figures import CLAUSE
from assistant.llm.said_lists import drops_members
from assistant.llm.said_statement import Statement

# Evidence sentences that one sentence of an answer may need.
MOST_SUPPORTS = 4
_AGENT_AT_END = re.compile(r"由([^,，;；。]+)[。.]?$")
_ITEM = {"zh": re.compile(r"[^,，;；。、:：]+"), "en": re.compile(r"[^,;:]+?(?:\band\b|[,;:]|$)")}


@dataclass(frozen=True, slots=True)
class Grounded:
    """A sentence of a reply with what supports it; nothing does where ``supports`` is empty."""

    text: str
    supports: tuple[Support, ...] = ()


class Grounder(Basis):
    """Checks sentences about one question against one set of evidence."""

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
        for candidates in (cited, self.supports):
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
        for name in sorted(Statement(self, text).names, key=len, reverse=True):
            rest = rest.replace(name, "")
        return not re.sub("[、和与及等]", "", rest)

    def _whole(self, text: str, candidates: Sequence[Support]) -> tuple[Support, ...]:
        """The one evidence sentence that says all of it, if there is one."""
        statement = Statement(self, text)
        if statement.is_bare:
            return ()
        fitting = [(statement.coverage(one), one) for one in candidates if statement.is_said_by(one)]
        return (max(fitting, key=lambda pair: pair[0])[1],) if fitting else ()

    def _by_clause(self, text: str, candidates: Sequence[Support]) -> tuple[Support, ...]:
        """For each clause, then for each item of a list, the evidence sentence that says it."""
        roles = Statement(self, text).roles
        for pattern in (CLAUSE, _ITEM[self.language]):
            pieces = [
                piece for match in pattern.finditer(text) if (piece := match[0].strip(" :：,，、.")) != ""
            ]
            found: dict[tuple[str, int], Support] = {}
            for piece in pieces:
                statement = Statement(self, piece, roles)
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
