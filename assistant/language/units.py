"""Recognise the units (机构) that a question names, in Chinese or English, by full or short name.

A short name is one whose characters all stand in the full name, in order, under the same
ending: 发改局 is 发展改革局. A slip of the keyboard is one homophone: 科计局 is 科技局. What
matches no known unit stays as written, since "审计局" must be refused and not replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.language.synonyms import read_spoken

_SUFFIX = r"(?:管理委员会|管委会|委员会|工作委员会|党工委|领导小组办公室|领导小组|办公室|督查室|督查办|中心|公司|银行|总局|局|厅|委|(?<![督创举主承协代开兴交领补停要得去该来快待未已需])办)"
_NAME = re.compile(rf"[\u4e00-\u9fff]{{1,14}}?{_SUFFIX}(?![\u4e00-\u9fff]{{0,1}}(?:理|法|公(?!室|司)))")
# Words that stand before a name in a question and are none of it.
_BEFORE_NAME = re.compile(
    r"^.*(?:请问|还有|除了|包括|以及|的|由|和|与|跟|同|及|是|在|让|归|给|被|对|向|按照|根据|关于|下|哪些|如果|那么|那|请|[、,，。])"
)
_NOT_A_NAME = re.compile(
    r"^(?:哪个|哪家|哪一家|哪些|哪几个|几个|什么|咱们?|我们?|俺们?|你们?|他们?|自己|个|这个|那个|该|各|每个|某|谁|此|这家|多少|本|一家|每一?)?"
    rf"(?:{_SUFFIX})$"
)
# 国家发改委 is not the 发展改革局 of a district.
_OF_THE_STATE = "(?:国家|中央|全国)$"
_BY_FIELD = r"(?:主管部门|部门|那边儿?|这边儿?|那头|口儿?(?=[上的]))"
_HOMOPHONES = ("技计纪际记济继", "监间坚建", "商伤尚", "务物悟", "财才材", "政正证", "教交较", "境静镜", "旅吕", "信心新",
               "发法", "改盖", "展站", "市是事", "资姿", "投头", "园圆源")  # fmt: skip
_ENDINGS = ("管委会", "委员会", "办公室", "中心", "公司", "局", "委", "办", "厅", "室")
_ENGLISH_UNIT = re.compile(
    r"(?:(?:[A-Za-z&][\w&-]*|,)\s+){1,6}?(?:bureaus?|offices?|commission|committee|cent(?:er|re)|department|company|agency|administration|authority|ministry)\b",
    re.IGNORECASE,
)
# "the education people", "the tax guys": spoken of a bureau; of others it names none.
_ENGLISH_PEOPLE = re.compile(
    r"\b(?P<name>(?:[A-Za-z-]+ ){0,2}[A-Za-z-]{3,}) (?:people|folks?|guys|lot|crowd|chaps|lads|team|dept|department)\b",
    re.IGNORECASE,
)
_ENGLISH_SMALL = frozenset(
    (
        "the a an of and for is are was does do did which what who in on to by from with under at that this "
        "any has have will would can could be been each every supporting lead leads leading responsible it "
        "its department departments unit or task tasks does "
        # What may be said of an office without naming one: the same two bureaus, whichever other office.
        "one two three four five six seven eight nine ten couple pair both same other others another either neither else "
        "these those such certain several many more most fewer how whichever whatever whose your our their his her my "
        "relevant respective competent concerned local public government governmental official single sole only main chief "
        "principal primary key top first second third last next different various particular specific individual named "
        "co-leading co-lead joint jointly assisting helping cooperating co-operating participating partner involved "
        "kind kinds sort sorts type types give me name list tell about also not no as or but if there as besides than"
    ).split()
)


# The district's finance department is the Finance Bureau; that of the city or the state is another one.
_OWN_LEVEL = frozenset("district county district's county's zone's".split())


@dataclass(frozen=True, slots=True)
class NamedUnits:
    """Units a question names: ``known`` by their full Chinese names, ``unknown`` as written."""

    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    short: tuple[tuple[str, str], ...] = ()
    """Known units as the question writes them, where that is not their full name, as (written, full name)."""


def find_units(question: str, known: Iterable[str]) -> NamedUnits:
    """Units named in a Chinese question, in order of appearance."""
    names = sorted(set(known), key=len, reverse=True)
    found: dict[str, int] = {}
    rest = question
    for name in names:
        # 相关镇街 is asked for as 镇街.
        written = name if name in rest else _without_all(name)
        position = rest.find(written)
        if position >= 0:
            found[name] = position
            rest = rest.replace(written, "\u0001" * len(written))
    unknown: list[str] = []
    short: list[tuple[str, str]] = []
    for name in names:
        # 相关镇街 has no ending of an office, and goes by 街道 or 乡镇 as well.
        for spoken, wordings in () if _ending(name) or name in found else read_spoken():
            if spoken in rest and _without_all(name) in wordings and name not in found:
                found[name] = rest.find(spoken)
                short.append((spoken, name))
    for match in re.finditer(rf"(?P<field>[\u4e00-\u9fff]{{2,8}}?){_BY_FIELD}", rest):
        # 财政那边, 科技部门 and 国资口 are offices by their field.
        for start in range(len(match["field"]) - 1):
            field = match["field"][start:]
            fits = [name for name in names if _ending(name) and is_same_unit(field + _ending(name), name)]
            if len(fits) == 1 and fits[0] not in found:
                written = match[0][start:]
                found[fits[0]] = match.start() + start
                short.append((written, fits[0]))
                rest = rest.replace(written, "\u0001" * len(written))
                break
    for match in _NAME.finditer(rest):
        written = _BEFORE_NAME.sub("", match[0])
        if len(written) < 2 or _NOT_A_NAME.match(written) or "哪" in written or "什么" in written:
            continue
        full = resolve_unit(written, names)
        if full is not None:
            tail = next(written[i:] for i in range(len(written)) if is_same_unit(written[i:], full))
            if re.search(_OF_THE_STATE, written.removesuffix(tail)):
                continue
            found.setdefault(full, match.start())
            short.append((tail, full))
        elif (called := _called_else(written, names)) is not None:
            found.setdefault(called[1], match.start())
            short.append(called)
        elif not any(written in name for name in names):
            unknown.append(written)
    return NamedUnits(tuple(sorted(found, key=lambda name: found[name])), tuple(unknown), tuple(short))


def _called_else(written: str, known: Sequence[str]) -> tuple[str, str] | None:
    """The end of what was written that is another name of a known unit (环保局 of 生态环境局), and that unit."""
    for spoken, wordings in read_spoken():
        if written.endswith(spoken):
            full = next((name for name in known for wording in wordings if wording == name), None)
            if full is not None and not re.search(_OF_THE_STATE, written.removesuffix(spoken)):
                return spoken, full
    return None


def resolve_unit(written: str, known: Sequence[str]) -> str | None:
    """The one known unit that a short, long or misspelt name means, or None.

    Also reads the end of what was written, since words of the question may stand before the
    name; the longest reading wins, and a reading that fits two units fits none.
    """
    for start in range(len(written) - 1):
        tail = written[start:]
        if len(tail) < 2 or tail in _ENDINGS:
            break
        if written[:start].endswith("国家"):
            continue  # 国家发改委 is no bureau of a district
        exact = [name for name in known if name == tail]
        if exact:
            return exact[0]
        fits = [name for name in known if is_same_unit(tail, name)]
        if len(fits) == 1:
            return fits[0]
    return None


def is_same_unit(written: str, name: str) -> bool:
    """Whether two names may mean one unit: equal, short and long form, or one homophone apart."""
    if written == name:
        return True
    endings = {_ending(written), _ending(name)}
    if len(endings) > 1 and endings not in ({"局", "委"}, {"办", "办公室"}):
        return False
    left, right = _bare(written), _bare(name)
    # 市科技局 is 科技局; but the 市 of 市场监管局 is its own.
    return any(_fits(a, b) for a in {left, _without_level(left)} for b in {right, _without_level(right)})


def _fits(left: str, right: str) -> bool:
    short, long = sorted((left, right), key=len)
    if len(short) < 2:
        return False
    if len(short) < len(long):
        return short[0] == long[0] and _in_order(short, long)
    differing = [(a, b) for a, b in zip(short, long, strict=True) if a != b]
    return not differing or (
        len(differing) == 1 and any(set(differing[0]) <= set(group) for group in _HOMOPHONES)
    )


@lru_cache(maxsize=8192)
def _without_all(name: str) -> str:
    return re.sub(r"^(?:各|相关|有关|各相关|各有关)(?=..)", "", name)


@lru_cache(maxsize=8192)  # a question is held against every unit of the library, and so is the next one
def _ending(name: str) -> str:
    return next((ending for ending in _ENDINGS if name.endswith(ending)), "")


def _bare(name: str) -> str:
    ending = _ending(name)
    return name[: len(name) - len(ending)] if ending else name


def _without_level(bare: str) -> str:
    return re.sub(r"^(?:市|区|县|省)(?=..)", "", bare)


def _in_order(short: str, long: str) -> bool:
    characters = iter(long)
    return all(character in characters for character in short)


def find_english_units(
    question: str, known: Iterable[str], wordings: Mapping[str, Sequence[str]]
) -> NamedUnits:
    """Units named in an English question, by the glossary's wordings; spelling slips are forgiven."""
    known_names = set(known)
    found: dict[str, int] = {}
    written_as: dict[str, str] = {}
    spans: list[tuple[int, int]] = []
    lowered = question.lower()
    choices = [
        (wording.lower(), name)
        for name, wordings_of_name in wordings.items()
        if len(name) > 2 and (name in known_names or _ending(name))
        for wording in wordings_of_name
        if _is_unit_wording(wording)
    ]
    for wording, name in sorted(choices, key=lambda choice: len(choice[0]), reverse=True):
        # "Which office" names none.
        asked = "" if " " in wording else r"(?<!which )(?<!what )(?<!whose )(?<!an )(?<!any )(?<!other )"
        match = re.search(rf"\b{asked}{re.escape(wording)}\b", lowered)
        if match and not any(start < match.end() and match.start() < end for start, end in spans):
            found[name] = match.start()
            written_as[name] = question[match.start() : match.end()]
            spans.append(match.span())
    for match in re.finditer(r"\b(?!R&D\b)[A-Z][A-Z&]{1,5}\b", question):
        meant = _unit_of_initials(match[0], choices, known_names)
        if meant and not any(start < match.end() and match.start() < end for start, end in spans):
            found.setdefault(meant, match.start())
            written_as.setdefault(meant, match[0])
            spans.append(match.span())
    unknown: list[str] = []
    for match in _ENGLISH_UNIT.finditer(question):
        if any(start < match.end() and match.start() < end for start, end in spans):
            continue
        words = [word.strip(",") for word in match[0].split()]
        while words and words[0].lower() in _ENGLISH_SMALL:
            words.pop(0)
        cut = max(
            (i for i, word in enumerate(words[:-1]) if word.lower() in _ENGLISH_SMALL - {"and", "of"}),
            default=-1,
        )
        words = words[cut + 1 :]
        if len(words) < 2:
            continue
        if len(words) > 2 and words[0].lower() in _OWN_LEVEL:
            words = words[1:]
        closest = _closest(" ".join(words).lower(), choices)
        if closest is None and len(words) == 2 and words[1].lower() == "department":
            # A bureau is a department as well.
            closest = _shortened(words[0].lower(), choices, known_names)
        if closest is not None:
            found.setdefault(closest, match.start())
            written_as.setdefault(closest, " ".join(words))
        else:
            unknown.append(" ".join(words))
    for match in _ENGLISH_PEOPLE.finditer(question):
        if any(start < match.end() and match.start() < end for start, end in spans):
            continue
        # "City management people", "the tax people": the most words that a name begins with.
        words = match["name"].lower().split()
        tails = (" ".join(words[first:]) for first in range(len(words)))
        meant = next((unit for tail in tails if (unit := _shortened(tail, choices, known_names))), None)
        if meant is not None and meant not in found:
            found[meant] = match.start()
            written_as[meant] = match[0]
    found_in_order = sorted(found, key=lambda name: found[name])
    return NamedUnits(
        tuple(found_in_order), tuple(unknown), tuple((written_as[name], name) for name in found_in_order)
    )


def written_units(question: str, names: Sequence[str], wordings: Mapping[str, Sequence[str]]) -> list[str]:
    """How an English question writes units known to be named in it."""
    return [written for written, _ in find_english_units(question, names, wordings).short]


def _shortened(written: str, choices: Sequence[tuple[str, str]], known: Set[str]) -> str | None:
    """The one known unit whose English name begins with a word or its first letters: edu, the Education Bureau."""
    if written in _ENGLISH_SMALL:
        return None
    fits = {name for wording, name in choices if name in known and wording.startswith(written)}
    return fits.pop() if len(fits) == 1 else None


def _unit_of_initials(written: str, choices: Sequence[tuple[str, str]], known: Set[str]) -> str | None:
    """The one unit that initials mean: DRC and DRB are the Development and Reform Commission or Bureau."""
    fits: dict[bool, set[str]] = {True: set(), False: set()}
    for wording, name in choices:
        words = [word for word in re.findall(r"[a-z]+", wording) if word not in ("and", "of", "the", "for")]
        initials = "".join(word[0] for word in words).upper()
        # A bureau of a district is a commission of the state; its initials are used for both.
        if written.replace("&", "") in (initials, re.sub("B$", "C", initials), re.sub("B$", "", initials)):
            fits[name in known].add(name)
    # A unit that the documents name is meant before one that only the glossary knows.
    meant = fits[True] or fits[False]
    return meant.pop() if len(meant) == 1 else None


def _is_unit_wording(wording: str) -> bool:
    return bool(
        re.search(
            r"bureau|office|committee|cent(?:er|re)|company|commission|administration|towns|regulator|watchdog|authorit|agency",
            wording,
            re.I,
        )
    )


def _closest(written: str, choices: Sequence[tuple[str, str]]) -> str | None:
    """The unit whose wording holds each of the words written, forgiving small slips."""
    scored: list[tuple[float, str]] = []
    words = re.findall(r"[a-z]+", written)
    content = [word for word in words if word not in ("and", "of", "the")]
    for wording, name in choices:
        targets = [word for word in re.findall(r"[a-z]+", wording) if word not in ("and", "of", "the")]
        total = 0.0
        for word in content:
            total += max(_likeness(word, target) for target in targets)
        score = total / len(content)
        if score >= 0.85:
            # Of two that fit, the one with fewer words left over is meant.
            scored.append((score - 0.02 * abs(len(targets) - len(content)), name))
    if not scored:
        return None
    return max(scored)[1]


def _likeness(word: str, target: str) -> float:
    """1 for the same word, 0 for words that share less than a slip of the keyboard explains."""
    if word == target:
        return 1.0
    if len(word) >= 5 and target.startswith(word[:-1]) and abs(len(target) - len(word)) <= 3:
        return 1.0  # another form of the word: environment, environmental
    ratio = SequenceMatcher(None, word, target).ratio()
    return ratio if ratio >= 0.85 and word[0] == target[0] else 0.0
