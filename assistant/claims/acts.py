"""Who does it, to whom it goes, whose consent it takes: 经管委会审核同意后,向市政府提交申报材料.

Three places of a clause that a unit may stand in, read alike from a claim and from its evidence, so that
a unit in the place of another one, or two that changed places, are seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.claims.pairing import Feature, features, share
from assistant.claims.verdicts import Difference
from assistant.language.units import is_same_unit

_BODY = r"[^,，。;；:：\s由经向报“”《》]"
_DOING = (
    r"牵头|负责|承担|承办|组织|开展|实施|提供|审核|调查|审批|编制|制定|建设|出资|抽样|自行|统一|会同|共同|办理|管理|主管|预算|安排|"
    r"进行|认定|来做|执行|落实|发放|监督|督查|考核|评价|审查|确定|拨付|建立|完成|受理|参加|指导|参照|采取|细化|狠抓"
)
_ENDS = r"(?:局|委|办|厅|部|室|处|科|站|所|院|中心|政府|国务院|委员会|管委会|领导小组|小组|机构|单位|部门|公司|银行|财政|税务|专家|企业|协会|支队|总队)"
_PLACES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("consent", re.compile(
        rf"经(?:过)?(?P<who>{_BODY}{{2,24}}?)(?:的)?(?:公告)?(?:审核|同意|批准|认定|审定|审查|公告|授权|研究|评审|核准|批复)"
        rf"|(?P<who2>{_BODY}{{1,16}}?{_ENDS})(?:公告)?(?:批准|审批同意|审核同意|认定|核准|批复|公告)"
    )),
    ("recipient", re.compile(
        rf"(?:向|(?:直接)?(?:报送|上报|呈报|报请|提交|递交|报|送交|交)(?:给|至|到)?)(?P<who>{_BODY}{{1,16}}?{_ENDS})(?=提交|报送|申报|报告|报|审|备案|递交|提出|公布|[,，。;；]|$)"
    )),
    ("agent", re.compile(
        rf"由(?P<who>{_BODY}{{2,40}}?)(?:来|去)?(?:{_DOING})(?!{_ENDS})"
        rf"|(?:^|(?<=[,，。;；:：]))(?P<who2>{_BODY}{{1,40}}?{_ENDS})(?:要|应当|应|须|将)?(?:对[^,，。;；]{{2,12}}?|把[^,，。;；]{{2,40}}?)?(?:{_DOING})(?!{_ENDS})"
    )),
)  # fmt: skip
_ALL = re.compile(r"[、,，]|以及|[和与及]")
# The clause of an act in the evidence holds this share of what the claim says beside the units.
ABOUT = 0.6
# Letters of such a clause that say something, lest 工作由甲负责 be about any work.
WORDS = 2


@dataclass(frozen=True, slots=True)
class Act:
    """One place of a clause, with the units that stand in it."""

    place: str
    units: tuple[str, ...]
    written: str
    clause: str
    placed: str
    """The units with the word that gives them their place (由…, 向…)."""


def read_acts(text: str) -> list[Act]:
    """The units of a Chinese text by the place they stand in."""
    found: list[Act] = []
    for clause in re.findall(r"[^。;；\n]+", text):
        for place, pattern in _PLACES:
            for match in pattern.finditer(clause):
                name = "who" if match.groupdict().get("who") else "who2"
                who = match[name] or ""
                placed = clause[match.start() : match.end(name)]
                who = re.sub(r"^(?:要|应|须|先|再|直接|各|由)+", "", who)
                units = tuple(unit for unit in _ALL.split(who) if len(unit) >= 2)
                if units:
                    found.append(Act(place, units, who, _around(clause, match), placed))
    return found


def _around(clause: str, match: re.Match[str]) -> str:
    """What an act is about: its comma-divided part, with its neighbours where that says little else."""
    start = max(clause.rfind(mark, 0, match.start()) for mark in ",，") + 1
    ends = [at for mark in ",，" if (at := clause.find(mark, match.end())) >= 0]
    end = min(ends, default=len(clause))
    if len(re.findall(r"[\u4e00-\u9fff]", clause[start : match.start()] + clause[match.end() : end])) < 2:
        before = max(clause.rfind(mark, 0, max(start - 1, 0)) for mark in ",，") + 1
        later = [at for mark in ",，" if (at := clause.find(mark, end + 1)) >= 0]
        start, end = before, min(later, default=len(clause))
    return clause[start:end]


def _is_same(one: str, other: str) -> bool:
    return one == other or is_same_unit(one, other) or one.endswith(other) or other.endswith(one) or (
        len(one) >= 4 and (one in other or other in one)
    )  # fmt: skip


def _said(claim: str, acts: Sequence[Act]) -> list[Feature]:
    """What a claim says beside its units and the words that give them their place."""
    for act in acts:
        claim = claim.replace(act.placed, " ")
    claim = re.sub(r"负责|承担|牵头|工作|直接|提交|同意|[应要须会]", " ", claim)
    return features(claim, "zh")


def act_differences(claim: str, text: str) -> list[Difference]:
    """Units of a claim in a place where the text, speaking of the same, has others."""
    acts = read_acts(claim)
    said = _said(claim, acts)
    if not acts or len(said) < WORDS:
        return []
    stated = read_acts(text)
    out: list[Difference] = []
    for act in acts:
        rivals = [
            (share(other.clause, said), -n, other)
            for n, other in enumerate(stated)
            if other.place == act.place and share(other.clause, said) >= ABOUT
        ]
        if not rivals:
            continue
        best = max(rivals)[2]
        near = [r[2] for r in rivals if r[0] >= max(rivals)[0]]
        if any(_is_same(unit, name) for unit in act.units for other in near for name in other.units):
            continue
        out.append(Difference("organisation", "、".join(act.units), "、".join(best.units)))
    return out


def states_acts(claim: str, text: str) -> bool:
    """Whether the text has each unit of a claim in the place where the claim has it, for the same matter."""
    acts = read_acts(claim)
    said = _said(claim, acts)
    if not acts or len(said) < 1:
        return False
    stated = read_acts(text)
    return all(
        any(
            other.place == act.place
            and share(other.clause, said) >= 0.75
            and all(any(_is_same(unit, name) for name in other.units) for unit in act.units)
            for other in stated
        )
        for act in acts
    )


_ENGLISH_PLACES = (
    ("agent", re.compile(r"\b(?:by|from) (?P<who>(?:the )?[A-Z][\w'&-]*(?: (?:[A-Z][\w'&-]*|and|of|the|for|government|municipal|district|city|committee|bureau))*|the [\w ]{3,40}?(?:government|bureau|committee|commission|office|administration|experts))")),
    ("recipient", re.compile(r"\bto (?P<who>the [\w ]{3,40}?(?:government|bureau|committee|commission|council|office|ministry))\b", re.I)),
)  # fmt: skip


def english_act(claim: str) -> tuple[str, str] | None:
    """The place and the words of the unit that an English claim says something is done by, or goes to."""
    for place, pattern in _ENGLISH_PLACES:
        if match := pattern.search(claim):
            return place, match["who"].removeprefix("the ").strip()
    return None
