"""Who holds which post: 张某某任组长 against 李某某任组长."""

from __future__ import annotations

import re

from assistant.verdicts import Difference

_POST = "常务副组长|副组长|组长|常务副主任|副主任|主任|副书记|书记|局长|负责人"
_APPOINTED = re.compile(rf"(?:担任|兼任|出任|(?<![主担兼出])任|为|是)(?:[^,，。]{{0,24}}?)(?P<post>{_POST})")
_STATED_PERSON = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{3}})(?:同志)?任(?P<post>{_POST})")
_NO_NAME = re.compile(r"领导|部门|单位|负责|成员|干部|主任|书记|组长|小组|局长|[由的各]")


def person_difference(claim: str, text: str) -> list[Difference]:
    """Another person in a post, or another post of a person, than the text states."""
    stated = {
        match["name"]: match["post"]
        for match in _STATED_PERSON.finditer(text)
        if not _NO_NAME.search(match["name"])
    }
    for match in _APPOINTED.finditer(claim):
        head, post = claim[: match.start()].removesuffix("同志"), match["post"]
        name = next((person for person in stated if head.endswith(person)), None)
        holder = next((person for person, held in stated.items() if held == post), None)
        if name is not None:
            if stated[name] == post:
                return []
            found = [Difference("role", f"{name}任{post}", f"{name}任{stated[name]}")]
            return [*found, Difference("role", f"{name}任{post}", f"{holder}任{post}")] if holder else found
        if holder is not None and len(head) >= 2 and not _NO_NAME.search(head[-3:]):
            return [Difference("role", f"{head[-3:]}任{post}", f"{holder}任{post}")]
    return []
