"""Hold the duty that a claim states against the fields of one task, and gather in what they differ.

Each unit is looked up in the task's lists; a list that ends in 等 is open, so that a unit it does not
name is neither confirmed nor denied.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answer import Language
from assistant.claims.claimed_duty import ClaimedDuty, Role
from assistant.claims.organisations import is_among
from assistant.claims.part import Part
from assistant.claims.same_parts import same_date
from assistant.claims.verdicts import Difference, DifferenceKind, Finding, Verdict
from assistant.language.dates import english_month
from assistant.language.wording import english_name
from assistant.tasks.duties import DutyRecord
from assistant.tasks.reading import Span

_OPPOSITE: dict[Role, Role] = {"lead": "support", "support": "lead"}
_LABELS: dict[Role, str] = {"lead": "牵头单位", "support": "配合单位"}
_VERBS: dict[Role, str] = {"lead": "牵头", "support": "配合"}


class DutyComparison:
    """What a task says of a claim, field by field in the order in which they are compared."""

    def __init__(self, record: DutyRecord, language: Language, wordings: Mapping[str, Sequence[str]]) -> None:
        self._document = record.document
        self._task = record.task
        self._language = language
        self._wordings = wordings
        self._differences: list[Difference] = []
        self._missing: list[str] = []
        self._spans: list[Span] = []
        self._agreed = 0
        self._note = self._noted = ""

    def compare_role(self, role: Role, claimed: Sequence[str], denied: bool) -> None:
        """Look up each unit that the claim gives a role, or denies it."""
        own, other = self._units(role), self._units(_OPPOSITE[role])
        if claimed:
            self._spans.append(self._span(role))
        found = [unit for unit in claimed if is_among(unit, own)]
        for unit in claimed:
            if is_among(unit, own):
                if denied:
                    gap = ":" if self._language == "zh" else ": "
                    self._differ(
                        "negation", self._denied(role), f"{self._say([unit])}{gap}{self._label(role)}"
                    )
                else:
                    self._agreed += 1
            elif denied:
                self._agreed += 1
                if is_among(unit, other):
                    self._spans.append(self._span(_OPPOSITE[role]))
            elif is_among(unit, other):
                if role == "lead":
                    self._differ("organisation", self._say([unit]), self._say(_others(own, found) or own))
                self._differ("role", self._held(unit, role), self._held(unit, _OPPOSITE[role]))
                self._spans.append(self._span(_OPPOSITE[role]))
            elif role == "lead" and own:
                self._differ("organisation", self._say([unit]), self._say(_others(own, found) or own))
            elif self._is_open(role) and 2 * len(found) < len(claimed):
                self._missing.append(unit)
                self._note, self._noted = "open", self._task.task
            elif own:
                self._differ("organisation", self._say([unit]), self._say(_others(own, claimed) or own))
            else:
                self._missing.append(unit)

    def compare_uninvolved(self, units: Sequence[str]) -> None:
        """Look up the units that are said to have no share in the task."""
        roles: tuple[Role, ...] = ("lead", "support")
        for unit in units:
            role = next((role for role in roles if is_among(unit, self._units(role))), None)
            if role is None:
                self._agreed += 1
                self._spans.append(self._task.bracket)
                continue
            self._spans.append(self._span(role))
            denied = f"{unit}不参与" if self._language == "zh" else f"{self._say([unit])}: no role"
            self._differ("negation", denied, self._held(unit, role))

    def compare_fellow_leads(self, duty: ClaimedDuty) -> None:
        """Who leads beside the units claimed: a difference where these are said to lead alone, else a note."""
        if not duty.lead or self._differences or duty.lead_denied:
            return
        others = _others(self._task.lead, duty.lead)
        if others and duty.exclusive:
            self._differ("organisation", self._say(duty.lead), self._say(self._task.lead))
        elif others:
            self._note, self._noted = "colead", self._say(others)

    def compare_count(self, words: str, role: Role, count: int) -> None:
        """How many units the claim gives a role, in its own words."""
        names = self._units(role)
        if len(names) == count:
            self._agreed += 1
        elif self._is_open(role) or not names:
            self._missing.append(words)
        else:
            self._differ("number", words, f"{len(names)}({self._say(names)})")

    def compare_deadline(self, due: Part) -> None:
        """By when the claim says that the task is done."""
        deadline = self._task.deadline
        if deadline is None:
            self._missing.append(due.written)
            return
        span = self._task.deadline_span or self._task.bracket
        self._spans.append(span)
        if same_date(str(due.value), deadline.replace("-", "|-")):
            self._agreed += 1
            return
        written = re.sub(r"^[^:：]*[:：]\s*", "", self._document.text[span.start : span.end])
        said = written if self._language == "zh" else f"{english_month(deadline)} ({written})"
        self._differ("date", due.written, said)

    def finding(self) -> Finding:
        """The verdict over all that was compared."""
        verdict: Verdict = (
            "contradicted" if self._differences else "supported" if not self._missing else "not_stated"
        )
        if not self._differences and self._missing and self._agreed:
            verdict = "partly_supported"
        document_id = self._document.document_id
        return Finding(
            verdict,
            tuple(dict.fromkeys(self._differences)),
            tuple(dict.fromkeys((document_id, span.start, span.end) for span in self._spans)),
            1.0,
            tuple(self._missing),
            self._note,
            self._noted,
        )

    def _units(self, role: Role) -> tuple[str, ...]:
        return self._task.lead if role == "lead" else self._task.support

    def _span(self, role: Role) -> Span:
        span = self._task.lead_span if role == "lead" else self._task.support_span
        return span or self._task.bracket

    def _is_open(self, role: Role) -> bool:
        return f"{role} list left open (等)" in self._task.issues

    def _differ(self, kind: DifferenceKind, claimed: str, source: str) -> None:
        self._differences.append(Difference(kind, claimed, source))

    def _say(self, names: Sequence[str]) -> str:
        if self._language == "zh":
            return "、".join(names)
        return ", ".join(english_name(name, self._wordings) for name in names)

    def _held(self, unit: str, role: Role) -> str:
        """That a unit holds a role."""
        return f"{self._say([unit])}:{self._label(role)}"

    def _label(self, role: Role) -> str:
        if self._language == "zh":
            return _LABELS[role]
        return f"{'lead' if role == 'lead' else 'supporting'} unit ({_LABELS[role]})"

    def _denied(self, role: Role) -> str:
        return f"不{_VERBS[role]}" if self._language == "zh" else f"not the {role} unit"


def _others(names: Sequence[str], found: Sequence[str]) -> list[str]:
    return [name for name in names if not is_among(name, found)]
