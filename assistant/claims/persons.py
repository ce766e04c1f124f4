"""Who holds which post: 张某某任组长 against 李某某任组长.

A person is known by name or by the office that the source puts before it: 管委会主任胡某某任组长 says that
胡某某, and that 管委会主任, is 组长.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.claims.verdicts import Difference

_POST = (
    r"常务副组长|副组长|组长|常务副主任|副主任|主任|副书记|书记|副局长|局长|负责人|总指挥|副总指挥|指挥长|"
    r"责任领导|牵头领导|分管领导|责任人|联系人|[副]?(?:县|区|市|镇|处|科|院|校|总队)长|委员"
)
_STATED = re.compile(
    rf"(?P<before>[^,，。;；]{{0,40}}?)(?P<name>[\u4e00-\u9fff]{{3}})(?:同志)?(?:任|担任|兼任)(?P<post>{_POST})"
)
_LABELLED = re.compile(rf"(?P<post>{_POST})[:：]\s*(?P<name>[\u4e00-\u9fff]{{2,3}})(?=[\s,，;；。]|$)")
_TITLE = re.compile(rf"[\u4e00-\u9fff]{{0,16}}?(?:{_POST})$")
_HOLDS = re.compile(
    rf"(?P<who>[^,，。;；]{{2,24}}?)(?:同志)?(?:的(?:职务|角色|身份))?(?:[在于][^,，。;；]{{2,24}}?(?:里|中|内|上)?(?:的(?:职务|角色|身份))?)?"
    rf"(?:担任|兼任|出任|身兼|(?<![主担兼出])任|为|是)(?P<post>[^,，。;；]{{0,24}}?(?:{_POST}))(?=[,，。;；、]|$)"
)
_HELD = re.compile(
    rf"(?P<post>[^,，。;；]{{0,24}}?(?<!副)(?:{_POST}))(?:一职)?(?:由|是|为)(?P<who>[^,，。;；]{{2,20}}?)(?:同志)?(?:来)?(?:担任|兼任|出任)?(?=[,，。;；]|$)"
)
_NO_NAME = re.compile(r"领导|部门|单位|负责|成员|干部|主任|书记|组长|小组|局长|委员|[由的各]")

# Posts of a leading group by the English for them, the longer first.
_ENGLISH_POSTS = (
    (re.compile(r"\b(?:executive|standing|permanent) (?:deputy|vice)[- ]\w+", re.I), "常务副组长"),
    (re.compile(r"\b(?:deputy|vice)[- ](?:head|leader|chair\w*|director|chief)\b", re.I), "副组长"),
    (re.compile(r"\b(?:heads?|headed|leads?|led|chairs?|chaired|leaders?|chair\w*|chief)\b", re.I), "组长"),
)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with the post that a text gives them and the offices that stand before the name."""

    name: str
    post: str
    offices: tuple[str, ...] = ()


def read_holders(text: str) -> list[Holder]:
    """The persons whom a Chinese text gives a post."""
    found: list[Holder] = []
    for match in _STATED.finditer(text):
        if _NO_NAME.search(match["name"]):
            continue
        before = re.sub(r"^.*?由", "", match["before"])
        offices = tuple(one for one in re.split(r"[、和]", before) if _TITLE.match(one))
        found.append(Holder(match["name"], match["post"], offices))
    found += [
        Holder(match["name"], match["post"])
        for match in _LABELLED.finditer(text)
        if not _NO_NAME.search(match["name"])
    ]
    return found


def check_persons(claim: str, text: str) -> tuple[list[Difference], bool]:
    """What differs in who holds which post, and whether each post that the claim gives is confirmed."""
    holders = read_holders(text)
    claimed = [
        (m["who"], post)
        for pattern in (_HOLDS, _HELD)
        for m in pattern.finditer(claim)
        for post in re.split(r"、|以及|(?<!共)和|兼", m["post"])
    ]
    if not holders or not claimed:
        return [], False
    agreed = True
    for who, phrase in claimed:
        post = _post_of(phrase)
        person = _find(who, holders)
        if person is None:
            agreed = False
            holder = next((h for h in holders if h.post == post), None)
            name = who.removesuffix("同志")[-3:]
            if holder is not None and len(name) >= 2 and not _NO_NAME.search(name):
                return [Difference("role", f"{name}任{post}", f"{holder.name}任{post}")], False
            continue
        if _is_office(phrase, person) or person.post == post or person.post == "常务" + post:
            continue
        agreed = False
        if (known := _rival(phrase, post, person)) is not None:
            found = [Difference("role", f"{person.name}任{post}", f"{person.name}任{known}")]
            holder = next((h for h in holders if h.post == post), None)
            return [
                *found,
                Difference("role", f"{person.name}任{post}", f"{holder.name}任{post}"),
            ] if holder else found, False
    return [], agreed


def person_difference(claim: str, text: str) -> list[Difference]:
    """Another person in a post, or another post of a person, than the text states."""
    return check_persons(claim, text)[0]


def _post_of(phrase: str) -> str:
    match = re.search(rf"(?:{_POST})$", phrase)
    return match[0] if match else phrase


def _find(who: str, holders: Sequence[Holder]) -> Holder | None:
    """The person meant, by name or else by an office."""
    named = next((h for h in holders if h.name in who), None)
    return named or next((h for h in holders if any(_is_title(who, office) for office in h.offices)), None)


def _is_title(written: str, office: str) -> bool:
    return _post_of(written) == _post_of(office) and (written.endswith(office) or office.endswith(written))


def _is_office(phrase: str, person: Holder) -> bool:
    return any(_is_title(phrase, office) for office in person.offices)


def _rival(phrase: str, post: str, person: Holder) -> str | None:
    """The person's own post or office in the body of which the claim speaks; None where it speaks of another body."""
    body = phrase.removesuffix(post)
    # 科技局局长 is no post of the leading group, and 领导小组办公室主任 none of the 管委会.
    if person.post[-2:] == post[-2:] and not re.search(r"办公室|[局委厅]$", body):
        return person.post
    for office in person.offices:
        if office[-2:] == post[-2:] and body and office.removesuffix(_post_of(office)) == body:
            return office
    return None


def english_person_difference(claim: str, names: Mapping[str, str], text: str) -> list[Difference]:
    """Another post in a group than the Chinese text gives a person whom an English claim names.

    Args:
        names: English spelling to the Chinese name.
    """
    if not re.search(r"\bgroup\b", claim, re.I):
        return []
    post = next((chinese for pattern, chinese in _ENGLISH_POSTS if pattern.search(claim)), None)
    for english, name in names.items():
        held = next((h.post for h in read_holders(text) if h.name == name), None)
        # An executive deputy is a deputy.
        if post and held and held.endswith("组长") and held != post and held != "常务" + post:
            return [Difference("role", f"{english}: {post}", f"{name}任{held}")]
    return []


def spelt_names(concepts: Sequence[tuple[str, Sequence[Sequence[str]]]]) -> dict[str, str]:
    """English names of persons to the Chinese they may spell, from (words, wordings as pieces of two letters)."""
    return {
        source: wording[0] + "".join(pair[1:] for pair in wording[1:])
        for source, wordings in concepts
        if re.fullmatch(r"[A-Z]\w+(?: [A-Z]\w+)+", source)
        for wording in wordings
    }
