"""Read an expression of responsibility: "A牵头,B、C等配合", "A(牵头)、B", "由A会同B负责,2025年6月底前完成".

    expression = piece { separator piece }
    piece      = [由 | 会同] units [mark] [verb [action]]  |  date  |  other words

A verb speaks for all units since the last one, a mark in brackets for its own unit alone. What is said of
units without either depends on the others: beside a leading unit they support it, alone they have the role
of their label. 负责 and 按职责分工负责 make a lead only where nobody 牵头.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.language.dates import find_dates
from assistant.tasks.fields import Field, Role, Span
from assistant.tasks.unit_lists import is_unit, name_pieces, names_nothing, split_names

Kind = Literal["lead", "support", "shared", "do", "with", "none"]

_LEAD_VERB = (
    r"(?:总|共同|联合|负责|具体)*牵头(?!作用|单位|部门|领导|人|机制|协调机制|协调作用|抓总作用|下)"
    r"(?:负责|抓总|组织实施|组织|落实|实施|推进|协调|开展)*|主[办责](?!单位|部门|人|要)(?:负责)?|"
    r"(?:为|是|作为)(?:第一|主要|总)?(?:牵头|主责|主办)(?:责任)?(?:单位|部门)"
)
_SUPPORT_VERB = (
    r"(?:积极|密切|紧密|共同|全力|主动|做好|予以|给予)*"
    r"(?:协同配合|配合|协助|协同|参与|参加|协办|会办|支持|指导)(?!单位|部门)(?:落实|实施|推进|负责|做好|完成)*|"
    r"(?:为|是|作为)(?:配合|协办|协同|参与|协助|责任)(?:责任)?(?:单位|部门)"
)
_SHARED_VERB = (
    r"(?:按照?|依|根据)(?:照|据)?(?:各自)?(?:的)?(?:职责|职能|分工)+(?:负责|落实|推进|组织实施|抓好落实|做好)*|"
    r"(?:分别|分工|各负其责)(?:负责|落实|推进|牵头)*"
)
_DO_VERB = r"(?:具体|共同|联合|组织|抓好|切实)*(?:负责|承办|落实|实施)(?:落实|实施|推进|组织实施|到位)*"
_VERB = re.compile(
    rf"(?P<lead>{_LEAD_VERB})|(?P<shared>{_SHARED_VERB})|(?P<support>{_SUPPORT_VERB})|(?P<do>{_DO_VERB})"
)
_MARK = re.compile(
    r"\s*[(（〔\[【](?:为)?(?:(?P<lead>(?:总|第一|共同)?(?:牵头|主责|主办|组长)(?:负责)?)|(?P<support>配合|协办|协同|参与|协助))"
    r"(?:责任)?(?:单位|部门)?[)）〕\]】]\s*$"
)
_STARS = "★☆※▲△●◆*＊"
_FROM = re.compile(r"^.*(?<!自)由")
_WITH = re.compile(r"(?:并|再)?(?:会同|联合(?!会|社|体|总|中心|惩|执))")
# Where an action begins behind a name: "市工业和信息化局于2025年7月底前制定实施细则".
_ACTION = re.compile(
    r"于|在|对|就|要|应|每|根据|按照|制定|开展|组织|研究|建立|推进|加强|完成|出台|做好|抓好|编制|修订|定期|及时|共同|20\d\d年"
)
# No name begins like this: "充分发挥市教育局牵头…" names a unit and gives it no duty.
_NO_NAME = re.compile(
    r"^(?:发挥|充分|加强|推动|推进|建立|成立|明确|落实|强化|依托|支持|鼓励|通过|对|将|在|与|和|其|要|应|坚持|按照?|根据|经|凡|"
    r"完善|健全|如|若|向|报|请|以|把|因|为|被|无|不|未|可|并)"
)
ENDLESS = re.compile(
    r"长期|持续|常态|每年|每月|每季|每半年|每周|全年|立行立改|立即|分阶段|适时|即日起|[“\"]?十[三四五六七]五[”\"]?(?:期间|末|时期)"
)
# Nobody's list of units is longer, and what is longer is a text that holds one.
MAX_CHARS = 1500


@dataclass(slots=True)
class _Group:
    """Units that one verb, one mark or nothing speaks of."""

    kind: Kind
    start: int
    end: int
    """Behind the last name."""
    said_end: int
    """Behind the verb or mark."""


@dataclass(slots=True)
class Duty:
    """What an expression says."""

    fields: list[Field] = field(default_factory=list)
    has_lead_verb: bool = False
    has_support_verb: bool = False
    has_verb: bool = False
    is_lead_said: bool = False
    """Whether a verb gives the lead, and it does not only fall to those of whom nothing is said."""
    is_whole: bool = True
    """Whether all of it is units, verbs and dates."""
    has_action: bool = False
    """Whether a verb is followed by what is done."""

    def of(self, role: Role) -> list[Field]:
        """The fields of one role."""
        return [each for each in self.fields if each.role == role]


def read_duty(text: str, start: int, end: int, *, default: Role = "lead", label: str = "") -> Duty:
    """The roles in ``text[start:end]``.

    Args:
        default: What units have of whom nothing is said, where nobody leads them.
        label: Under which the expression stands; its units are then taken as they are written, while in
            running text only what ends like a unit's name is one.
    """
    duty = Duty()
    groups = _Reader(text, bool(label), duty).read(start, min(end, start + MAX_CHARS))
    leads = any(group.kind == "lead" for group in groups)
    first_do = next((i for i, group in enumerate(groups) if group.kind in ("do", "with")), None)
    for position, group in enumerate(groups):
        role = default
        if (label and default == "support") or group.kind == "support":
            role = "support"
        elif group.kind == "lead":
            role = "lead"
        elif leads or (first_do is not None and group.kind in ("none", "shared") and position != first_do):
            role = "support"
        value = text[group.start : group.end].strip(" \t\n\u3000、,，;；" + _STARS)
        if value and not names_nothing(value):
            duty.fields.append(Field(role, label, Span(group.start, group.said_end), value))
    duty.fields.sort(key=lambda each: each.span.start)
    duty.has_lead_verb = leads
    duty.is_lead_said = leads or first_do is not None
    duty.has_verb = any(group.kind != "none" for group in groups)
    return duty


class _Reader:
    """One pass over the pieces of an expression."""

    def __init__(self, text: str, trusting: bool, duty: Duty) -> None:
        self._text = text
        self._trusting = trusting
        self._duty = duty
        self._groups: list[_Group] = []
        self._pending: list[tuple[int, int]] = []
        self._joined = False
        """Whether the pending units stand behind 会同."""

    def read(self, start: int, end: int) -> list[_Group]:
        pieces = name_pieces(self._text, start, end)
        starred = [self._text[s:e].strip()[:1] in _STARS for s, e in pieces if self._text[s:e].strip()]
        # A star before some of the names and not before others says who leads.
        self._stars = any(starred) and not all(starred)
        for s, e in pieces:
            self._piece(s, e)
        self._flush()
        return self._groups

    def _piece(self, start: int, end: int) -> None:
        start, end = self._strip(start, end)
        if start >= end:
            return
        written = self._text[start:end]
        if self._read_date(start, end, written):
            return
        masked = _mask(written)
        if match := _FROM.match(masked):
            if not self._trusting and len(match[0]) > 1:
                self._drop()
            start, written, masked = start + match.end(), written[match.end() :], masked[match.end() :]
        joining = _WITH.search(masked)
        if joining and (joining.start() == 0 or is_unit(_bare(written[: joining.start()]))):
            if joining.start():
                self._pending.append((start, start + joining.start()))
                self._close("with", start + joining.start(), start + joining.end())
            else:
                self._flush()
            self._joined = True
            start += joining.end()
            written, masked = written[joining.end() :], masked[joining.end() :]
        if mark := _MARK.search(written):
            self._flush()
            self._pending.append((start, start + mark.start()))
            self._close("lead" if mark["lead"] else "support", start + mark.start(), end)
            return
        if self._stars and written[0] in _STARS:
            self._flush()
            self._pending.append((start + 1, end))
            self._close("lead", end, end)
            return
        for verb in _VERB.finditer(masked):
            left = written[: verb.start()]
            ends = not written[verb.end() :].strip()
            known = is_unit(_bare(left)) or ends
            if (known and self._is_name(left)) or (not _bare(left) and self._pending):
                self._verb(start, verb, end)
                return
        if not self._trusting or self._joined:
            for action in _ACTION.finditer(masked):
                if self._is_name(written[: action.start()]):
                    self._pending.append((start, start + action.start()))
                    self._flush()
                    self._read_date(start + action.start(), end, written[action.start() :])
                    self._duty.has_action = True
                    return
        self._pending.append((start, end))

    def _verb(self, start: int, verb: re.Match[str], end: int) -> None:
        kind: Kind = next(kind for kind in ("lead", "shared", "support", "do") if verb[kind])
        self._duty.has_support_verb |= kind == "support"
        if self._joined and kind in ("do", "shared"):
            kind = "support"
        names_end = start + verb.start()
        if _bare(self._text[start:names_end]):
            self._pending.append((start, names_end))
        self._close(kind, names_end, start + verb.end())
        rest = self._text[start + verb.end() : end].strip(" 。.;；")
        if rest and not self._read_date(start + verb.end(), end, rest):
            self._duty.has_action = True

    def _close(self, kind: Kind, names_end: int, said_end: int) -> None:
        """End the group of the pending pieces; of running text only the last that are names belong to it."""
        pieces = self._pending
        joined, self._pending, self._joined = self._joined, [], False
        if not self._trusting:
            kept = len(pieces)
            while kept and (kept == len(pieces) or self._is_name(self._text[slice(*pieces[kept - 1])])):
                kept -= 1
            if kept:
                self._duty.is_whole = False
            pieces = pieces[kept:]
        if kind == "support" and pieces and not self._groups and not joined:
            # "牵头单位:A,B、C配合": what stands before the first comma is none of those who support.
            for position in range(1, len(pieces)):
                if self._text[pieces[position - 1][1]] in ",，;；":
                    self._groups.append(_Group("none", pieces[0][0], *[pieces[position - 1][1]] * 2))
                    pieces = pieces[position:]
                    break
        if pieces:
            self._groups.append(_Group(kind, pieces[0][0], names_end, said_end))

    def _flush(self) -> None:
        """End a group of which nothing is said."""
        if not self._pending:
            return
        kind: Kind = "support" if self._joined else "none"
        known = [piece for piece in self._pending if self._is_name(self._text[slice(*piece)])]
        if self._trusting or len(known) * 2 > len(self._pending):
            last = self._pending[-1][1]
            self._close(kind, last, last)
        else:
            self._drop()

    def _drop(self) -> None:
        self._duty.is_whole = self._duty.is_whole and not self._pending
        self._pending = []

    def _read_date(self, start: int, end: int, written: str) -> bool:
        """Whether a piece says by when, and no more than one unit's name could."""
        dates = find_dates(written)
        endless = ENDLESS.search(written)
        if not (dates and dates[0].start <= 8) and not (endless and endless.start() <= 4):
            return False
        first = dates[0].start if dates else len(written)
        if dates and is_unit(_bare(written[:first].rstrip("于在到至"))):
            return False
        verb = _VERB.search(written)
        if verb and self._is_name(written[: min(first, verb.start())]):
            return False
        stop = len(written)
        if not self._trusting and dates and not endless:
            closing = re.compile(r"[)）]?(?:之|以)?前?").match(written, dates[-1].end)
            stop = closing.end() if closing else dates[-1].end
        at = start + self._text[start:end].find(written)
        self._duty.fields.append(Field("deadline", "", Span(at, at + stop), written[:stop]))
        if len(written) - stop > 8:
            self._duty.has_action = True
        return True

    def _is_name(self, written: str) -> bool:
        bare = _bare(written)
        if not bare:
            return False
        if self._trusting:
            return True
        return is_unit(bare) and len(bare) <= 60 and not _NO_NAME.match(bare)

    def _strip(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self._text[start] in " \t\n\u3000。":
            start += 1
        while end > start and self._text[end - 1] in " \t\n\u3000。":
            end -= 1
        return start, end


def _bare(written: str) -> str:
    """Names without the words that leave their list open: 市教育局等有关部门."""
    stripped = written.strip(" \t\n\u3000、,，;；" + _STARS)
    return re.sub(r"(?<!^)等(?:有关|相关|各)?(?:单位|部门)?$", "", stripped)


def _mask(written: str) -> str:
    """The text with what stands in brackets blanked: a verb in a name's own brackets is none of the list's."""
    return re.sub(
        r"[(（〔\[【][^()（）〔〕\[\]【】]*[)）〕\]】]", lambda match: "＿" * len(match[0]), written
    )


def all_units(fields: Sequence[Field]) -> bool:
    """Whether nearly all that is named ends like a unit's name, the first of each field in any case."""
    names = [name for each in fields if each.role != "deadline" for name in split_names(each.value)[0]]
    return bool(names) and sum(map(is_unit, names)) >= 0.75 * len(names)
