"""A plain Chinese clause said in English, or nothing.

Official clauses have few forms: who, must, does, what, to whom. Where every word of one is in the tables, it is said in that
order with its names and terms from the glossary; where one is not, nothing is said, since half a sentence misleads. The
Chinese stands beneath it either way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.language.dates import english_date, find_dates
from assistant.language.quantities import english_quantity, find_quantities
from assistant.language.tables import read_pairs
from assistant.language.wording import Wordings, english_terms

GLOSS_FILE = Path(__file__).parents[1] / "data" / "gloss_en.tsv"
LONGEST_TERM = 24
_JOINTS = {"、": "and", "和": "and", "与": "and", "及": "and", "以及": "and", "并": "and", "或": "or", "或者": "or", "的": "of", "等": "etc", "向": "to", "由": "by", "经": "by", "对": "on", "为": "for", "用于": "for"}  # fmt: skip
_OPENING = re.compile(
    r"^(?:[—–\-\s]+|[(（]?[\d一二三四五六七八九十]+[)）.、．]\s*|第[一二三四五六七八九十百]+条\s*)+"
)
_THOSE = re.compile(r"^对(?P<who>[^,，;；。]+?)的[,，]?予以(?P<what>[^,，;；。]+)$")


# Someone is brought to do something, or something used to do it: invite experts to review.
_CAUSES = frozenset("invite organise guide support encourage commission attract use".split())


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    """v, n, a, d, m, p of the table; date, count; or what joins: and, or, of, etc, to, by, on, for."""
    english: str
    noun: str = ""


@lru_cache(maxsize=4)
def read_gloss(path: Path = GLOSS_FILE) -> Mapping[str, _Word]:
    """The table of plain words by their Chinese.

    Raises:
        UsageError: A line of the file is not of its form; the message names it.
    """
    found = {}
    for chinese, rest in read_pairs(path, "write Chinese, a tab, English, a tab, one of v n a d m p."):
        english, _, kind = rest.partition("\t")
        verb, _, noun = english.partition("|")
        found[chinese] = _Word(kind.strip() or "n", verb.strip(), noun.strip() or verb.strip())
    return found


def say_clauses(text: str, wordings: Wordings) -> str | None:
    """A sentence or clause in English; None where a word of it is not known, or its form is another."""
    outcome = _THOSE.match(text.strip(" ;；。,，"))
    if outcome is not None:
        who, what = say_name(outcome["who"], wordings), _participle(outcome["what"], wordings)
        return f"those with {who} are {what}" if who and what else None
    said: list[str] = []
    when = ""
    for clause in re.split(r"(?<!\d)[,，;；。]|[,，](?!\d{3}(?!\d))", text):
        clause = _OPENING.sub("", clause).strip()
        if not clause:
            continue
        date = _date_alone(clause)
        if date:
            when = date
            continue
        words = _read(clause, wordings)
        while words and words[0].kind == "and":
            words = words[1:]
        opening = _opening(words)
        if opening:
            when = opening
            continue
        sentence = _say(words) if words else None
        if sentence is None:
            return None
        said.append(f"{when}, {sentence}" if when else sentence)
        when = ""
    return "; ".join(said) if said and not when else None


def _opening(words: Sequence[_Word]) -> str | None:
    """What only opens the clause behind it: after approval by …, in line with …; None where it is a clause itself."""
    if words and all(word.kind == "d" for word in words):
        return " ".join(word.english for word in words)
    if words and words[0].kind == "p" and (phrase := _noun_phrase(words[1:])):
        return f"{words[0].english} {phrase}"
    return None


def say_name(name: str, wordings: Wordings) -> str | None:
    """A name or a list of things in English; None where a word of it is not known."""
    words = _read(name.strip(), wordings)
    return _noun_phrase(words) if words else None


def english_title(heading: str, wordings: Wordings) -> str:
    """A Chinese heading as an English sentence may carry it: quoted, with the Chinese beside it."""
    dated = re.fullmatch(r"(?P<name>.+?)[(（](?P<when>[^()（）]*\d+月)[)）]", heading)
    name = dated["name"] if dated else heading
    known = wordings.get(name)
    english = known[0] if known else say_clauses(name, wordings)
    if english and not re.search(r"\b(?:is|are)\b", english):
        when = f", {english_date(find_dates(dated['when'])[0])}" if dated else ""
        return f"“{english[:1].upper()}{english[1:]}{when}” ({heading})"
    names = [term.split(" (", 1)[0] for term in english_terms(heading, wordings, 3)]
    return f"“{heading}” ({', '.join(names)})" if names else f"“{heading}”"


def _participle(verb: str, wordings: Wordings) -> str | None:
    word = read_gloss().get(verb)
    if word is None or word.kind != "v":
        return None
    stem = word.english
    return stem + ("d" if stem.endswith("e") else "ed")


def _date_alone(clause: str) -> str | None:
    """ "by the end of May" for 5月底前; None where the clause says more."""
    dates = find_dates(clause)
    if len(dates) != 1:
        return None
    rest = clause[: dates[0].start] + clause[dates[0].end :]
    if re.sub(r"[到至在于之以前力争]", "", rest):
        return None
    said = english_date(dates[0])
    by = "前" in rest or re.search("[到至]", rest)
    return f"{'by' if by else 'at' if said.startswith('the end') else 'in'} {said}"


def _read(clause: str, wordings: Wordings) -> list[_Word]:
    """The clause's words, the longest known first; empty where one is not known."""
    gloss = read_gloss()
    figures = {q.start: (q.end, english_quantity(q)) for q in find_quantities(clause, chinese_numerals=False)}
    dates = {d.start: (d.end, english_date(d)) for d in find_dates(clause)}
    words: list[_Word] = []
    at = 0
    while at < len(clause):
        if clause[at] in ' “”"':
            at += 1
            continue
        if clause[at] == "《":
            end = clause.find("》", at) + 1
            if not end:
                return []
            title = clause[at + 1 : end - 1]
            known = next(
                (
                    term
                    for term in sorted(wordings, key=len, reverse=True)
                    if len(term) > 3 and title.endswith(term)
                ),
                None,
            )
            words.append(_Word("n", f"{wordings[known][0]} ({clause[at:end]})" if known else clause[at:end]))
            at = end
            continue
        if at in dates or at in figures:
            end, english = dates.get(at) or figures[at]
            counted = at not in dates and english.replace(",", "").replace(".", "").isdigit()
            words.append(_Word("count" if counted else "n" if at not in dates else "date", english))
            at = end
            continue
        for length in range(min(LONGEST_TERM, len(clause) - at), 0, -1):
            piece = clause[at : at + length]
            word = gloss.get(piece)
            if word is None and length > 1 and piece in wordings:
                word = _Word("n", wordings[piece][0])
            if word is None and piece in _JOINTS:
                word = _Word(_JOINTS[piece], "")
            if word is not None:
                words.append(word)
                at += length
                break
        else:
            return []
    return words


def _say(words: Sequence[_Word]) -> str | None:
    """A clause from its words: who, must, does, what, to whom."""
    at = next((i for i, word in enumerate(words) if word.kind in "vmd"), None)
    if at is None:
        return _noun_phrase(words)
    before = list(words[:at])
    held: list[str] = []
    agent = next((i for i, word in enumerate(before) if word.kind == "by"), None)
    if agent:
        # 满意度由第三方机构调查: who does it comes first in English.
        topic, doer, verb = (
            _noun_phrase(before[:agent]),
            _noun_phrase(before[agent + 1 :]),
            _predicate(words[at:]),
        )
        return f"{doer} is to {verb[1]} {topic}" if topic and doer and verb and not verb[0] else None
    for kind, english in (("to", "to"), ("for", "for"), ("p", "")):
        place = next((i for i, word in enumerate(before) if word.kind == kind), None)
        if place is not None:
            phrase = _noun_phrase(before[place + 1 :])
            if phrase is None:
                return None
            held.append(f"{english or before[place].english} {phrase}")
            before = before[:place]
    if before and before[0].kind == "by":
        before = before[1:]
    if before and before[-1].kind == "and":
        # 摸清底数、查找差距、明确方向: things done one after another, none of them a subject.
        first = _noun_phrase(before[:-1])
        last = _predicate(words[at:])
        return f"{first} and {last[1]}" if first and last and not last[0] else None
    subject: str | None = _noun_phrase(before) if before else ""
    if subject is None:
        return None
    if before and all(word.kind == "date" for word in before):
        held.append(f"in {subject}")
        subject = ""
    if words[at].english == "be" and before:
        what = _noun_phrase(words[at + 1 :])
        return f"{_noun_phrase(before)} is {what}" if what else None
    predicate = _predicate(words[at:])
    if predicate is None:
        return None
    modal, rest = predicate
    tail = " ".join(held)
    if subject:
        duty = "are to" if re.search(r"\band\b|s$", subject) else "is to"
        return f"{subject} {modal or duty} {rest} {tail}".strip()
    return f"{modal + ' ' if modal else ''}{rest} {tail}".strip()


def _predicate(words: Sequence[_Word]) -> tuple[str, str] | None:
    """The modal and the rest of what is done; None where it is of another form."""
    modal, adverbs = "", []
    at = 0
    while at < len(words) and words[at].kind in "md":
        if words[at].kind == "m":
            modal = words[at].english
        else:
            adverbs.append(words[at].english)
        at += 1
    if at == len(words) or words[at].kind != "v":
        return None
    verb, objects = words[at].english, list(words[at + 1 :])
    held = ""
    for place, word in enumerate(objects):
        if word.kind == "for" and place:
            purpose = _noun_phrase(objects[place + 1 :])
            if purpose is None:
                return None
            held, objects = f" for {purpose}", objects[:place]
            break
        if (
            verb in _CAUSES
            and word.kind == "v"
            and place
            and objects[place - 1].kind in ("n", "etc")
            and (place + 1 == len(objects) or objects[place + 1].kind in "na")
        ):
            further = _predicate(objects[place:])
            if further is None:
                return None
            held, objects = f" to {further[1]}", objects[:place]
            break
        if word.kind in ("to", "m", "d", "on", "by", "for") or word.kind == "p":
            return None
        if (
            word.kind == "and"
            and place + 2 < len(objects)
            and objects[place + 1].kind == "v"
            and objects[place + 2].kind in "na"
        ):
            further = _predicate(objects[place + 1 :])
            if further is None or further[0]:
                return None
            held, objects = f" and {further[1]}", objects[:place]
            break
    phrase = _noun_phrase(objects) if objects else ""
    if phrase is None:
        return None
    return modal, " ".join(part for part in (" ".join(adverbs), verb, phrase) if part) + held


def _noun_phrase(words: Sequence[_Word]) -> str | None:
    """Names and their describing words, joined as they stand; 的 turns what is described round."""
    items: list[list[_Word]] = [[]]
    alternatives = others = False
    for word in words:
        if word.kind in ("and", "or"):
            alternatives = alternatives or word.kind == "or"
            items.append([])
        elif word.kind == "etc":
            items.append([])
            others = True
        elif word.kind in ("n", "a", "v", "of", "date", "count"):
            items[-1].append(word)
        else:
            return None
    said = [_one_name(item, len(items) == 1) for item in items if item]
    if not said or any(name is None for name in said):
        return None
    names = [name for name in said if name]
    if others and items[-1] and len(names) > 1:
        names[-1] = f"other {names[-1]}"
    joint = " or " if alternatives else " and "
    return ", ".join(names[:-1]) + joint + names[-1] if len(names) > 1 else names[0]


def _one_name(words: Sequence[_Word], alone: bool = False) -> str | None:
    """One name with what describes it; a count stands before it where it is alone in its phrase."""
    place = next((i for i, word in enumerate(words) if word.kind == "of"), None)
    if place is not None:
        left, right = list(words[:place]), _one_name(words[place + 1 :])
        described = _one_name(left) if left else None
        if right is None or described is None:
            return None
        return f"{described} {right}" if all(word.kind == "a" for word in left) else f"{right} of {described}"
    if not words:
        return None
    if words[-1].kind == "count" and len(words) > 1 and alone:
        words = [words[-1], *words[:-1]]
    if words[0].kind == "v" and len(words) > 1 and words[1].kind in "na":
        return f"{words[0].noun} of {' '.join(word.noun or word.english for word in words[1:])}"
    return " ".join(said for word in words if (said := word.noun or word.english))
