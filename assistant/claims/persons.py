"""Who holds which post: 张某某任组长 against 李某某任组长."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.claims.verdicts import Difference

_POST = "常务副组长|副组长|组长|常务副主任|副主任|主任|副书记|书记|局长|负责人"
_APPOINTED = re.compile(rf"(?:担任|兼任|出任|(?<![主担兼出])任|为|是)(?:[^,，。]{{0,24}}?)(?P<post>{_POST})")
_STATED_PERSON = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{3}})(?:同志)?任(?P<post>{_POST})")
_HOLDER = re.compile(
    rf"(?<!副)(?P<post>{_POST})(?:一职)?(?:由|是|为)(?P<name>[\u4e00-\u9fff]{{2,3}}?)(?:同志)?(?:担任|兼任|出任)?(?=[,，。;；]|$)"
)
_NO_NAME = re.compile(r"领导|部门|单位|负责|成员|干部|主任|书记|组长|小组|局长|[由的各]")

# What may stand between a person and the verb: 胡某某在领导小组里任…, 胡某某同志的职务是….
_BETWEEN = r"(?:同志)?(?:的(?:职务|角色|身份))?(?:[在于][^,，。;；]{2,24}?(?:里|中|内|上)?(?:的(?:职务|角色|身份))?)?$"


# Posts of a leading group by the English for them, the longer first.
_ENGLISH_POSTS = (
    (re.compile(r"\b(?:executive|standing|permanent) (?:deputy|vice)[- ]\w+", re.I), "常务副组长"),
    (re.compile(r"\b(?:deputy|vice)[- ](?:head|leader|chair\w*|director|chief)\b", re.I), "副组长"),
    (re.compile(r"\b(?:heads?|headed|leads?|led|chairs?|chaired|leaders?|chair\w*|chief)\b", re.I), "组长"),
)


def english_person_difference(claim: str, names: Mapping[str, str], text: str) -> list[Difference]:
    """Another post in a group than the Chinese text gives a person whom an English claim names.

    Args:
        names: English spelling to the Chinese name.
    """
    if not re.search(r"\bgroup\b", claim, re.I):
        return []
    post = next((chinese for pattern, chinese in _ENGLISH_POSTS if pattern.search(claim)), None)
    for english, name in names.items():
        held = next((m["post"] for m in _STATED_PERSON.finditer(text) if m["name"] == name), None)
        # An executive deputy is a deputy.
        if post and held and held.endswith("组长") and held != post and held != "常务" + post:
            return [Difference("role", f"{english}: {post}", f"{name}任{held}")]
    return []


def person_difference(claim: str, text: str) -> list[Difference]:
    """Another person in a post, or another post of a person, than the text states."""
    stated = {
        match["name"]: match["post"]
        for match in _STATED_PERSON.finditer(text)
        if not _NO_NAME.search(match["name"])
    }
    for match in _APPOINTED.finditer(claim):
        head, post = claim[: match.start()].removesuffix("同志"), match["post"]
        name = next((person for person in stated if re.search(person + _BETWEEN, head)), None)
        holder = next((person for person, held in stated.items() if held == post), None)
        if name is not None:
            if stated[name] == post:
                return []
            found = [Difference("role", f"{name}任{post}", f"{name}任{stated[name]}")]
            return [*found, Difference("role", f"{name}任{post}", f"{holder}任{post}")] if holder else found
        if holder is not None and len(head) >= 2 and not _NO_NAME.search(head[-3:]):
            return [Difference("role", f"{head[-3:]}任{post}", f"{holder}任{post}")]
    for match in _HOLDER.finditer(claim):
        name, post = match["name"], match["post"]
        holder = next((person for person, held in stated.items() if held == post), None)
        if name in stated and stated[name] != post:
            return [Difference("role", f"{name}任{post}", f"{name}任{stated[name]}")]
        if name not in stated and holder is not None and not _NO_NAME.search(name):
            return [Difference("role", f"{name}任{post}", f"{holder}任{post}")]
    return []
