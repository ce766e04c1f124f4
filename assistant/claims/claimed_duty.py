"""Read the duty that a claim states: who leads, who supports, who has no share, and by when.

A unit belongs to the role word that it stands before, or to the label that it stands behind: 甲牵头,乙配合
and 牵头单位是甲, led by A and A leads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answer import Language
from assistant.claims.claim_english import read_english_parts
from assistant.claims.claim_parts import read_parts
from assistant.claims.part import Part
from assistant.language.units import find_english_units, resolve_unit

Role = Literal["lead", "support"]

_ZH_ROLE = re.compile(
    r"(?P<leadlabel>(?:牵头|主责|责任|负责|主办)(?:责任)?(?:单位|部门|方))|(?P<supportlabel>(?:配合|协办|协助|参与|支持|协同)(?:单位|部门|方))|"
    r"(?P<leadverb>共同牵头|联合牵头|牵头负责|牵头|主责|(?<!专门)负责(?!人))|(?P<supportverb>配合|协办|协助|参与)"
)
_ZH_DEADLINE = re.compile(
    r"完成(?:的)?(?:时间|时限|期限|日期|节点)|时限|期限|截止|前(?:全部)?完成|底(?:前)?(?:全部)?完成|完成于|办结|(?:在|于)[^,，]{4,14}[完建]成"
)
_ONLY = re.compile(
    r"单独|独家|唯一|[仅只](?:由|有|为|是)|独自|(?<=[局委办部厅心司会])一家|\bsole(?:ly)?\b|\balone\b|\bonly\b",
    re.I,
)
_EN_ROLE = re.compile(
    r"(?P<leadafter>\b(?:(?:co-?|jointly )?(?:led|headed|overseen|run|handled) (?:\w+ )?by|responsibility of|(?:lead|leading|responsible) (?:unit|department|bureau|body|agency)s?\b[^.;,]*?\b(?:is|are|:))\s)|"
    r"(?P<supportafter>\b(?:supported|assisted|backed|helped) by|with (?:the )?(?:support|assistance|help|cooperation) (?:of|from)|(?:supporting|cooperating|assisting) (?:unit|department|bureau)s?\b[^.;,]*?\b(?:is|are|include|includes)\s)|"
    r"(?P<supportbefore>\b(?:supports?|supporting|assists?|cooperates?|co-operates?|helps?|backs?)\b(?! (?:policy|enterprises)))|"
    r"(?P<leadbefore>\b(?:co-?leads?|leads?|leading(?! enterprise)|in charge|responsible for|heads?(?! of)|oversees?|takes? the lead|spearheads?)\b)",
    re.I,
)
_EN_DEADLINE = re.compile(r"\b(?:deadline|due|complet\w+|finish\w*|completion)\b", re.I)
_EN_DENIAL = re.compile(r"\b(?:not|n['’]t|no longer|never)\b", re.I)
# That a unit has no share in a task at all, neither lead nor support.
NO_PART = re.compile(
    r"(?:不|没有|未|并不|无需|无须)(?:参与|参加|承担|涉及|担负|负有|列入|需要?参与)|无关(?!紧)|没有?(?:任何)?(?:职责|责任|分工|任务)|"
    r"\b(?:has|have|had|plays?|takes?|bears?) no (?:\w+ )?(?:role|part|responsibilit\w+|dut\w+|share|involvement)\b|"
    r"\b(?:not|n['’]t) (?:involved|take part|participate|play any|have any|part of)\b|\buninvolved\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ClaimedDuty:
    """What a claim says of a duty."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    lead_denied: bool = False
    support_denied: bool = False
    exclusive: bool = False
    due: Part | None = None
    none: tuple[str, ...] = ()
    """Units that are said to have no share in it, neither lead nor support."""

    @property
    def units(self) -> tuple[str, ...]:
        """All units that the claim gives a role, or denies one."""
        return self.lead + self.support + self.none


def read_duty(
    claim: str, language: Language, known: Sequence[str], wordings: Mapping[str, Sequence[str]]
) -> ClaimedDuty:
    """The roles and the deadline that a claim states; empty where it is not about a duty."""
    if language == "zh":
        return _read_chinese(claim, known)
    return _read_english(claim, known, wordings)


def _read_chinese(claim: str, known: Sequence[str]) -> ClaimedDuty:
    parts = read_parts(claim, known_units=known)
    units = [
        (part.start, part.end, resolve_unit(part.written, known) or part.written)
        for part in parts
        if part.kind == "organisation"
        and not (claim[part.end :].startswith("由") and part.written not in known)
    ]
    dates = [part for part in parts if part.kind == "date"]
    due = dates[-1] if dates and _ZH_DEADLINE.search(claim) else None
    if units and (apart := NO_PART.search(claim)):
        apart_units = [unit for _, end, unit in units if end <= apart.start()]
        if apart_units:
            return ClaimedDuty(none=tuple(apart_units[-1:]), due=due)
    tokens = [
        match
        for match in _ZH_ROLE.finditer(claim)
        if not any(start <= match.start() < end for start, end, _ in units)
    ]
    lead: list[str] = []
    support: list[str] = []
    denied = {"lead": False, "support": False}
    used: set[int] = set()
    for position, token in enumerate(tokens):
        role = "lead" if (token.lastgroup or "").startswith("lead") else "support"
        previous = tokens[position - 1].end() if position else 0
        following = tokens[position + 1].start() if position + 1 < len(tokens) else len(claim)
        label = (token.lastgroup or "").endswith("label")
        comma = max(claim.rfind(mark, token.end(), following) for mark in ",，;；")
        if label and comma > token.end() and position + 1 < len(tokens):
            following = comma  # 主责部门是甲,乙配合: 乙 belongs to what follows
        tail = re.match(
            r"(?:都|也|还|应该|应当|应|分别|主要|只|仅)*(?:是|为|有|包括|包含|由|:|：|不是|并非|不包括|没有)*",
            claim[token.end() :],
        )
        after = [n for n, unit in enumerate(units) if token.end() <= unit[0] < following]
        before = [n for n, unit in enumerate(units) if previous <= unit[0] < token.start() and n not in used]
        chosen = before
        if (
            label
            and after
            and ((tail and tail[0]) or units[after[0]][0] - token.end() <= 1)
            and not (before and re.search(r"(?:是|作为|担任|为)[^,，]*$", claim[: token.start()]))
        ):
            chosen = after
        elif not label and position and not before:
            continue
        (lead if role == "lead" else support).extend(units[n][2] for n in chosen if n not in used)
        used.update(chosen)
        helped = units[after[0]] if token.lastgroup == "supportverb" and chosen is before and after else None
        if helped and chosen and helped[0] == token.end():
            # 甲配合乙做某事: who is supported leads.
            lead.append(helped[2])
            used.add(after[0])
        if chosen:
            gap = (
                claim[units[chosen[-1]][1] : token.start()] if chosen is before else (tail[0] if tail else "")
            )
            denied[role] = denied[role] or bool(
                re.search(r"不(?!断|仅|但|同|良|足|久)|并非|没有|未(?!来)", gap)
            )
    return ClaimedDuty(
        tuple(dict.fromkeys(lead)),
        tuple(dict.fromkeys(support)),
        denied["lead"],
        denied["support"],
        bool(_ONLY.search(claim)),
        due,
    )


def _read_english(claim: str, known: Sequence[str], wordings: Mapping[str, Sequence[str]]) -> ClaimedDuty:
    if apart := NO_PART.search(claim):
        named = find_english_units(claim[: apart.start()], known, wordings)
        if names := named.known + named.unknown:
            return ClaimedDuty(none=names[-1:])
    tokens = list(_EN_ROLE.finditer(claim))
    lead: list[str] = []
    support: list[str] = []
    denied = {"lead": False, "support": False}
    for position, token in enumerate(tokens):
        group = token.lastgroup or ""
        role = "lead" if group.startswith("lead") else "support"
        previous = tokens[position - 1].end() if position else 0
        following = tokens[position + 1].start() if position + 1 < len(tokens) else len(claim)
        segment = (
            claim[token.end() : following] if group.endswith("after") else claim[previous : token.start()]
        )
        named = find_english_units(segment, known, wordings)
        names = named.known + named.unknown
        (lead if role == "lead" else support).extend(name for name in names if name not in lead + support)
        if names and _EN_DENIAL.search(claim[max(0, token.start() - 18) : token.end() + 4]):
            denied[role] = True
    dates = [part for part in read_english_parts(claim) if part.kind == "date"]
    due = dates[-1] if dates and _EN_DEADLINE.search(claim) else None
    return ClaimedDuty(
        tuple(dict.fromkeys(lead)),
        tuple(dict.fromkeys(support)),
        denied["lead"],
        denied["support"],
        bool(_ONLY.search(claim)),
        due,
    )
