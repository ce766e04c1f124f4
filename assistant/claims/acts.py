"""Who does it, to whom it goes, whose consent it takes: 经管委会审核同意后,向市政府提交申报材料.

Three places of a clause that a unit may stand in, read alike from a claim and from its evidence, so that
a unit in the place of another one, or two that changed places, are seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.claims.organisations import bare_name
from assistant.claims.pairing import Feature, features, holds, share
from assistant.claims.verdicts import Difference
from assistant.language.concepts import Concept
from assistant.language.units import is_same_unit

_BODY = r"[^,，。;；:：\s由经向报“”《》]"
_DOING = (
    r"牵头|负责|承担|承办|组织|开展|实施|提供|审核|调查|审批|编制|制定|建设|出资|抽样|自行|统一|会同|共同|办理|管理|主管|预算|安排|"
    r"进行|认定|来做|执行|落实|发放|监督|督查|考核|评价|审查|确定|拨付|建立|完成|受理|参加|指导|参照|采取|细化|狠抓|公告|批准|审定|评审|担任|出任"
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
        rf"|(?:^|(?<=[,，。;；:：]))(?P<who2>{_BODY}{{1,40}}?(?!专家|企业){_ENDS})(?:要|应当|应|须|将)?(?:对[^,，。;；]{{2,12}}?|把[^,，。;；]{{2,40}}?)?(?:{_DOING})(?!{_ENDS})"
    )),
)  # fmt: skip
_NOT_SUBJECT = re.compile(
    r"配合|会同|协助|支持|推动|邀请|组织|联合|依托|通过|按照|根据|督促|指导|引导|鼓励|协调|迎接|帮助|加强|完善|建立|强化"
)
_SELF = re.compile(r"我[局委办厅部镇]|本[局委办单部]|各|有关|相关")
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
                if name == "who2" and _NOT_SUBJECT.match(who):
                    continue  # 配合甲编制 does not say that 甲 does it
                placed = clause[match.start() : match.end(name)]
                who = re.sub(r"^(?:要|应|须|先|再|直接|各|由)+", "", who)
                units = tuple(one for unit in _ALL.split(who) if len(one := _named(unit)) >= 2)
                if units:
                    found.append(Act(place, units, who, _around(clause, match, name == "who2"), placed))
    return found


def _named(unit: str) -> str:
    """A unit without the words before its name, where it is one by its form."""
    return bare_name(unit) if len(unit) > 8 and re.search(rf"{_ENDS}$", unit) else unit


def _around(clause: str, match: re.Match[str], is_subject: bool) -> str:
    """What an act is about: its comma-divided part, with its neighbours where that says little else.

    A subject governs what follows until another one stands: 甲组织各部门力量,编制申请文件.
    """
    if is_subject and match.re is _PLACES[-1][1]:
        others = [m.start() for m in match.re.finditer(clause, match.end()) if m.groupdict().get("who2")]
        return clause[match.start() : min(others, default=len(clause))]
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
        if any(_SELF.match(name) for other in near for name in other.units):
            continue  # 我局 is whoever issues the document
        if any(_is_same(unit, name) for unit in act.units for other in near for name in other.units):
            continue
        out.append(Difference("organisation", "、".join(act.units), "、".join(best.units)))
    return out


def _is_one_place(place: str, other: str) -> bool:
    """Whether two places are one: 由甲认定 and 经甲认定."""
    return place == other or {place, other} == {"agent", "consent"}


def strange_units(claim: str, text: str) -> list[str]:
    """Units of a claim that the text has in no place of theirs: 报国家发改委审批 is not stated by 经国家发改委认定."""
    stated = read_acts(text)
    return [
        unit
        for act in read_acts(claim)
        for unit in act.units
        if not any(_is_one_place(act.place, o.place) and _is_same(unit, n) for o in stated for n in o.units)
        and (unit not in text or any(_is_same(unit, n) for o in stated for n in o.units))
    ]


def states_acts(claim: str, text: str) -> bool:
    """Whether the text has each unit of a claim in the place where the claim has it, for the same matter."""
    acts = read_acts(claim)
    said = _said(claim, acts)
    if not acts or len(said) < 1:
        return False
    stated = read_acts(text)
    return all(
        any(
            _is_one_place(other.place, act.place)
            and share(other.clause, said) >= 0.75
            and all(any(_is_same(unit, name) for name in other.units) for unit in act.units)
            for other in stated
        )
        for act in acts
    )


_ENGLISH_PLACE = re.compile(
    r"\b(?:(?P<agent>(?:carried out|led|done|prepared|drawn up|recogni[sz]ed|approved|accredited|issued|organi[sz]ed|conducted|compiled|reviewed|certified|funded|budgeted|\w+ed) by)|"
    r"(?P<recipient>(?:submitted|sent|reported|handed|go|goes|presented|forwarded)(?: \w+)? to)) "
    r"(?:the )?(?P<who>[A-Z][\w'&-]*(?: (?:[A-Z][\w'&-]*|and|of|the|for))*(?: (?:municipal|district|city|provincial|government|council|committee|bureau|office|commission|experts))*"
    r"|(?:[a-z]+ ){0,3}(?:government|council|committee|bureau|office|commission|administration|experts))"
)
_ENGLISH_TO_PLACES = {"agent": ("agent", "consent"), "recipient": ("recipient",)}


def english_act_difference(claim: str, concepts: Sequence[Concept], text: str) -> list[Difference]:
    """Another unit in the place where an English claim names one, in a Chinese text on the same matter.

    Args:
        concepts: Of the claim; a unit for which no Chinese is known is compared with none.
    """
    match = _ENGLISH_PLACE.search(claim)
    if match is None:
        return []
    place = "agent" if match["agent"] else "recipient"
    who = features(match["who"], "en", concepts)
    said = features(claim.replace(match["who"], " "), "en", concepts)
    stated = [act for act in read_acts(text) if act.place in _ENGLISH_TO_PLACES[place]]
    about = [act for act in stated if share(act.clause, said) >= ABOUT]
    if not who or not said or not about:
        return []
    if any(all(holds(unit, one) for one in who) for act in about for unit in act.units):
        return []
    if all(holds(text, one) for one in who):
        return []
    best = max(about, key=lambda act: share(act.clause, said))
    return [Difference("organisation", match["who"], "、".join(best.units))]


_ENGLISH_VERB = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bwas )(?<!\bthe )(?<!\ba )\b(?P<verb>[a-z]{4,}) (?:directly )?to the "
    r"(?P<who>(?:[A-Za-z][\w'-]* ){0,4}?(?:[Gg]overnment|[Cc]ouncil|[Cc]ommittee|[Bb]ureau|[Oo]ffice|[Cc]ommission|[Aa]dministration))"
)
# Verbs that carry another word, which says what is done: 提出申请, 进行汇报.
_CARRYING = re.compile(r"(?:提出|进行|作出?|做出?|及时|定期|书面|统一|直接)+")


def english_act_is_other(claim: str, concepts: Sequence[Concept], text: str) -> bool:
    """Whether a text has the recipient of an English claim and something else done towards it.

    "Reports to the government" is not stated by 向市政府提交申报材料, though 申报 is one Chinese for report: what
    is done is what stands beside the recipient, 提交.
    """
    match = _ENGLISH_VERB.search(claim)
    if match is None:
        return False
    who = features(match["who"], "en", concepts)
    verb = features(match["verb"], "en", concepts)
    acts = [
        act
        for act in read_acts(text)
        if act.place == "recipient" and any(all(holds(unit, one) for one in who) for unit in act.units)
    ]
    if not who or not verb or not acts:
        return False
    return not any(all(holds(_done(act), one) for one in verb) for act in acts)


def _done(act: Act) -> str:
    """What is done towards a recipient: the verb before it, 报送市政府, or behind it, 向市政府汇报."""
    before = act.placed[: act.placed.find(act.units[0])]
    behind = act.clause.partition(act.placed)[2]
    carried = _CARRYING.match(behind)
    return f"{before} {behind[carried.end() if carried else 0 :][:2]}"
