"""Check a claim about who leads, who supports and by when, against the tasks' own fields.

A claim is one about a duty when it gives a unit a role, or a task a deadline, and a task fits its
words. Each unit is then looked up in the task's lists; a list that ends in 等 is open, so that a
unit it does not name is neither confirmed nor denied.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Language
from assistant.claims.claim_english import read_english_parts
from assistant.claims.claim_parts import read_parts
from assistant.claims.part import Part
from assistant.claims.same_parts import same_date
from assistant.claims.verdicts import Difference, Finding, Verdict
from assistant.language.concepts import Concept, chinese_concepts, grams
from assistant.language.dates import english_month
from assistant.language.units import find_english_units, is_same_unit, resolve_unit
from assistant.language.weighing import Weigher
from assistant.language.wording import english_name
from assistant.tasks.duties import DutyMatch, DutyRecord, match_duties
from assistant.tasks.reading import Span

# The task named in a claim holds this share of its words by name, or by name and text together.
NAME_FITS, BODY_FITS = 0.45, 0.65

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
# That a unit has no share in a task at all, neither lead nor support.
_NO_PART = re.compile(
    r"(?:不|没有|未|并不|无需|无须)(?:参与|参加|承担|涉及|担负|负有|列入|需要?参与)|无关(?!紧)|没有?(?:任何)?(?:职责|责任|分工|任务)|"
    r"\b(?:has|have|had|plays?|takes?|bears?) no (?:\w+ )?(?:role|part|responsibilit\w+|dut\w+|share|involvement)\b|"
    r"\b(?:not|n['’]t) (?:involved|take part|participate|play any|have any|part of)\b|\buninvolved\b",
    re.I,
)
_EN_DENIAL = re.compile(r"\b(?:not|n['’]t|no longer|never)\b", re.I)


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


_LISTED = re.compile(
    r"(?P<verb>牵头(?:负责)?|主责|负责|配合|协助|参与)(?:了|开展|推进|实施)?(?P<list>[^,，。;；]*?[、和与及][^,，。;；]+?)"
    r"(?P<tally>(?P<count>[一二两三四五六七八九十]|\d{1,2})[项个件](?:重点|主要)?(?:任务|工作|事项)?|等?(?:重点)?任务)?[。.]?$"
)
_UNIT_COUNT = re.compile(
    r"(?P<zh>[一二两三四五六七八九]|\d)(?:个|家)(?:(?:共同|联合)?(?P<zhrole>牵头|配合)(?:单位|部门)|(?:单位|部门)(?:共同|联合|一起)*(?P<zhverb>牵头|配合))"
    r"|\b(?P<en>two|three|four|five|six|seven|eight|nine|\d) (?:joint )?(?:co-?)?(?P<enrole>lead(?:ing)?|support(?:ing)?) (?:units|departments|bureaus|bureaux|bodies|agencies)\b",
    re.I,
)
_NUMERALS = {word: n for n, word in enumerate("一 二 三 四 五 六 七 八 九 十".split(), 1)} | {"两": 2}
_ENGLISH_NUMERALS = {
    word: n for n, word in enumerate("one two three four five six seven eight nine".split(), 1)
}


def listed_tasks(claim: str) -> tuple[list[str], str]:
    """A claim for each task that a unit is said to lead or support, and the words that count them.

    "A局同时牵头甲、乙和丙三项任务" gives A局同时牵头甲 and so on, and 三项任务; none where no list is given or the count differs.
    """
    match = _LISTED.search(claim.strip())
    if match is None:
        return [], ""
    items = [item for item in re.split(r"、|以及|和|与|及", match["list"]) if len(item) >= 4]
    count = match["count"]
    if len(items) < 2 or (count and len(items) != (int(count) if count.isdigit() else _NUMERALS[count])):
        return [], ""
    return [claim[: match.end("verb")] + item for item in items], match["tally"] or ""


def counted_units(claim: str) -> tuple[str, str, int] | None:
    """How many units a claim gives a role: the words, the role and the count ("the two lead units")."""
    match = _UNIT_COUNT.search(claim)
    if match is None:
        return None
    word = (match["zh"] or match["en"]).lower()
    count = int(word) if word.isdigit() else (_NUMERALS | _ENGLISH_NUMERALS)[word]
    role = (match["zhrole"] or match["zhverb"] or match["enrole"]).lower()
    return match[0], "lead" if role.startswith(("牵", "lead")) else "support", count


def read_duty(
    claim: str, language: Language, known: Sequence[str], wordings: Mapping[str, Sequence[str]]
) -> ClaimedDuty:
    """The roles and the deadline that a claim states; empty where it is not about a duty."""
    if language == "zh":
        return _read_chinese(claim, known)
    return _read_english(claim, known, wordings)


def check_duty(
    claim: str,
    language: Language,
    duty: ClaimedDuty,
    records: Sequence[DutyRecord],
    concepts: Sequence[Concept],
    wordings: Mapping[str, Sequence[str]],
) -> Finding | None:
    """What the task that fits the claim says of it; None where no task fits.

    Args:
        concepts: Of the claim's subject, for an English claim; a Chinese one is read here.
    """
    match = find_task(claim, language, duty, records, concepts)
    if match is None:
        return None
    task, document = match.record.task, match.record.document
    differences: list[Difference] = []
    missing: list[str] = []
    spans: list[Span] = []
    agreed = 0
    note = noted = ""

    def say(names: Sequence[str]) -> str:
        return (
            "、".join(names)
            if language == "zh"
            else ", ".join(english_name(name, wordings) for name in names)
        )

    def role_name(role: str) -> str:
        chinese = "牵头单位" if role == "lead" else "配合单位"
        return (
            chinese if language == "zh" else f"{'lead' if role == 'lead' else 'supporting'} unit ({chinese})"
        )

    for role, claimed, denied in (
        ("lead", duty.lead, duty.lead_denied),
        ("support", duty.support, duty.support_denied),
    ):
        own, other = (task.lead, task.support) if role == "lead" else (task.support, task.lead)
        span = (task.lead_span if role == "lead" else task.support_span) or task.bracket
        other_span = (task.support_span if role == "lead" else task.lead_span) or task.bracket
        opposite = "support" if role == "lead" else "lead"
        open_list = f"{role} list left open (等)" in task.issues
        if claimed:
            spans.append(span)
        found = [unit for unit in claimed if is_among(unit, own)]
        for unit in claimed:
            if is_among(unit, own):
                if denied:
                    claimed_words = (
                        ("不" if language == "zh" else "not ") + ("牵头" if role == "lead" else "配合")
                        if language == "zh"
                        else f"not the {role} unit"
                    )
                    differences.append(
                        Difference(
                            "negation",
                            claimed_words,
                            say([unit]) + (":" if language == "zh" else ": ") + role_name(role),
                        )
                    )
                else:
                    agreed += 1
            elif denied:
                agreed += 1
                if is_among(unit, other):
                    spans.append(other_span)
            elif is_among(unit, other):
                if role == "lead":
                    differences.append(
                        Difference("organisation", say([unit]), say(_others(own, found) or own))
                    )
                differences.append(
                    Difference(
                        "role", f"{say([unit])}:{role_name(role)}", f"{say([unit])}:{role_name(opposite)}"
                    )
                )
                spans.append(other_span)
            elif role == "lead" and own:
                differences.append(Difference("organisation", say([unit]), say(_others(own, found) or own)))
            elif open_list and 2 * len(found) < len(claimed):
                missing.append(unit)
                note, noted = "open", task.task
            elif own:
                differences.append(Difference("organisation", say([unit]), say(_others(own, claimed) or own)))
            else:
                missing.append(unit)
    for unit in duty.none:
        held = next(
            (r for r, names in (("lead", task.lead), ("support", task.support)) if is_among(unit, names)),
            None,
        )
        if held is None:
            agreed += 1
            spans.append(task.bracket)
            continue
        span = (task.lead_span if held == "lead" else task.support_span) or task.bracket
        spans.append(span)
        denied_words = f"{unit}不参与" if language == "zh" else f"{say([unit])}: no role"
        differences.append(Difference("negation", denied_words, f"{say([unit])}:{role_name(held)}"))
    if duty.lead and not differences and not duty.lead_denied:
        others = [name for name in task.lead if not is_among(name, duty.lead)]
        if others and duty.exclusive:
            differences.append(Difference("organisation", say(duty.lead), say(task.lead)))
        elif others:
            note, noted = "colead", say(others)
    tally = counted_units(claim)
    if tally is not None:
        words, role, count = tally
        names = task.lead if role == "lead" else task.support
        if len(names) == count:
            agreed += 1
        elif f"{role} list left open (等)" in task.issues or not names:
            missing.append(words)
        else:
            differences.append(Difference("number", words, f"{len(names)}({say(names)})"))
    if duty.due is not None:
        span = task.deadline_span or task.bracket
        if task.deadline is None:
            missing.append(duty.due.written)
        else:
            spans.append(span)
            written = re.sub(r"^[^:：]*[:：]\s*", "", document.text[span.start : span.end])
            if same_date(str(duty.due.value), task.deadline.replace("-", "|-")):
                agreed += 1
            else:
                said = written if language == "zh" else f"{english_month(task.deadline)} ({written})"
                differences.append(Difference("date", duty.due.written, said))
    verdict: Verdict = "contradicted" if differences else "supported" if not missing else "not_stated"
    if not differences and missing and agreed:
        verdict = "partly_supported"
    cited = tuple(dict.fromkeys((document.document_id, span.start, span.end) for span in spans))
    return Finding(verdict, tuple(dict.fromkeys(differences)), cited, 1.0, tuple(missing), note, noted)


def find_task(
    claim: str,
    language: Language,
    duty: ClaimedDuty,
    records: Sequence[DutyRecord],
    concepts: Sequence[Concept],
) -> DutyMatch | None:
    """The task that the claim names or describes, or None."""
    if not records:
        return None
    subject = claim
    if language == "zh":
        for unit in sorted(duty.units, key=len, reverse=True):
            subject = subject.replace(unit, " ")
        known = [name for record in records for name in (*record.task.lead, *record.task.support)]
        for part in read_parts(claim, known_units=known):
            # 冷链物流中心 ends like a unit and is what the task builds.
            is_unit = part.kind == "organisation" and is_among(part.written, known)
            if part.kind == "date" or is_unit:
                subject = subject.replace(part.written, " ")
        subject = _NO_PART.sub(" ", subject)
        subject = re.sub(
            r"任何|作用|角色|发挥|起|只是|仅是|一起|共同|任务|完成|时间|时限|期限|牵头|配合|负责|单位|部门|责任|[的由等与和是为]",
            " ",
            subject,
        )
        concepts = chinese_concepts(subject)
    else:
        unit_grams = {grams(unit) for unit in duty.units}
        concepts = [c for c in concepts if not any(wording in unit_grams for wording in c.wordings)]
    if not concepts:
        return None
    texts = [record.task.task + record.body for record in records]
    best = match_duties(records, Weigher(concepts, texts), subject if language == "zh" else "")[0]
    needs_name = not duty.units
    if best.heading >= (0.6 if needs_name and language == "zh" else NAME_FITS) or (
        best.body >= BODY_FITS and not needs_name
    ):
        return best
    return None


def is_among(unit: str, names: Sequence[str]) -> bool:
    """Whether a unit is one of the names, in a short or long form."""
    return any(
        unit == name or is_same_unit(unit, name) or name.endswith(unit) or unit.endswith(name)
        for name in names
    )


def _others(names: Sequence[str], found: Sequence[str]) -> list[str]:
    return [name for name in names if not is_among(name, found)]


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
    if units and (apart := _NO_PART.search(claim)):
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
    if apart := _NO_PART.search(claim):
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
