"""English turns of phrase in the plain words that the rest of the program reads.

People say that an office "runs point on" a task, "chips in", or "gets a slap on the wrist"; a question is read by a few plain
words (leads, supports, criticism). ``idioms_en.tsv``, which staff may edit, tells one by the other. A phrase is known in
every inflection and with articles and adverbs inside it, and a verb keeps its form: "is spearheaded by" is "is led by". A
phrase that begins with = is known as it is written alone: whats is "what is", and what is not.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from assistant.language.tables import read_pairs
from index.tokens import normal_word

IDIOMS_FILE = Path(__file__).parents[1] / "data" / "idioms_en.tsv"
_WORD = re.compile(r"[A-Za-z0-9]+(?:['’][A-Za-z]+)?")
# Words that may stand inside a phrase without being part of it: "plays a mainly supporting role".
_INSIDE = frozenset(
    "a an the its their any some really mainly primarily actually merely just also jointly together mostly both own very".split()
)
# Of those, the ones that tell something; they are kept in front of the plain words.
_TOLD = frozenset(("jointly", "together", "also"))
_PAST = {
    pair.split(":")[0]: pair.split(":")[1]
    for pair in "took:take taken:take ran:run held:hold held:hold gave:give given:give lent:lend drove:drive driven:drive bore:bear "
    "borne:bear got:get gotten:get did:do done:do had:have led:lead fell:fall fallen:fall said:say told:tell paid:pay "
    "kept:keep made:make been:be was:be were:be is:be are:be am:be has:have does:do".split()
}
# The forms of verbs in the table's second column: with s, with ing, past.
_FORMS = {
    "take": ("takes", "taking", "taken"),
    "show": ("shows", "showing", "shown"),
    "lead": ("leads", "leading", "led"),
    "support": ("supports", "supporting", "supported"),
    "complete": ("completes", "completing", "completed"),
}
# "In the opening-up section", "the chapter on talent": what a text is divided into stands in none of its sentences. What has
# a name of its own, the Yongchuan section, is a stretch of road.
_PARTS_OF_TEXT = r"(?:sub-?sections?|sections?|chapters?|paragraphs?|headings?)"
_IN_PART = re.compile(
    rf"\b(?P<word>[Ii]n|[Uu]nder|[Ff]rom|of|[Ww]ithin|by) the (?P<what>(?:[a-z&'-]+ ){{1,5}}?){_PARTS_OF_TEXT}\b"
)
_PART_ON = re.compile(
    rf"\b(?:[Tt]he )?{_PARTS_OF_TEXT} (?:of the (?:plan|document|text|notice|programme) )?(?:on|about|dealing with|concerning|headed|titled|entitled|called) (?=\S)"
)
_THOUSANDS = re.compile(r"\b(\d+(?:\.\d+)?)\s?[kK]\b")


def plain_words(question: str) -> str:
    """An English question with its turns of phrase said plainly; the same text where it has none."""
    text = _THOUSANDS.sub(lambda match: f"{float(match[1]) * 1000:,.0f}", question)
    text = _PART_ON.sub("", _IN_PART.sub(lambda match: f"{match['word']} {match['what'].strip()}", text))
    words = list(_WORD.finditer(text))
    keys = [_key(word[0]) for word in words]
    out: list[str] = []
    at = end = 0
    while at < len(words):
        found = _phrase_at(text, words, keys, at)
        if found is None:
            at += 1
            continue
        last, plain = found
        told = [word[0] for word in words[at : last + 1] if word[0].lower() in _TOLD]
        # The form is the verb's: of "co-operating" that of "operating".
        verb = words[at + (keys[at] == "co")][0]
        said = " ".join((*told, _inflected(plain, verb)))
        name = _name_inside([word[0] for word in words[at : last + 1]])
        said = f"{said} the {name}" if name else said
        if at == 0 and words[0][0][0].isupper():
            said = said[:1].upper() + said[1:]
        out += [text[end : words[at].start()], said]
        end = words[last].end()
        at = last + 1
    return "".join((*out, text[end:]))


@lru_cache(maxsize=4)
def read_idioms(path: Path = IDIOMS_FILE) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Phrases by the key of their first word, the longest first, each with its plain words.

    Raises:
        UsageError: A line of the file is not of its form; the message names it.
    """
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrases, plain in read_pairs(path, "write phrases with ; between them, a tab, the plain words."):
        for phrase in (phrase.strip() for phrase in phrases.split(";")):
            keys = tuple(_key(word[0]) for word in _WORD.finditer(phrase))
            keys = (phrase,) if phrase.startswith("=") else keys
            found.setdefault(keys[0], []).append((keys, "" if plain == "-" else plain))
    for known in found.values():
        known.sort(key=lambda pair: -len(pair[0]))
    return found


def _phrase_at(text: str, words: list[re.Match[str]], keys: list[str], at: int) -> tuple[int, str] | None:
    """The longest phrase that begins with a word, as the position of its last word and the plain words."""
    # A capital alone is a name's: the R of R&D is no "are".
    written = words[at][0].replace("’", "'")
    owner = written.lower().removesuffix("'s")
    if owner != written.lower() and len(owner) > 1 and f"={owner}" in read_idioms():
        # The buro's tasks are the bureau's; what is written alone with its ending, as what's, has a line of its own.
        return at, f"{read_idioms()[f'={owner}'][0][1]}'s"
    literal = f"={written.lower() if len(written) > 1 else written}"
    idioms = read_idioms()
    for phrase, plain in (*idioms.get(literal, ()), *idioms.get(keys[at], ())):
        position = at
        for key in phrase[1:]:
            position += 1
            while position < len(words) and keys[position] != key and _may_stand_inside(words, position):
                position += 1
            if position >= len(words) or keys[position] != key or not _joined(text, words, position):
                break
        else:
            return position, plain
    return None


def _may_stand_inside(words: list[re.Match[str]], position: int) -> bool:
    """Whether a word may stand in a phrase without being part of it: an article, an adverb, or of a name."""
    word, before = words[position][0], words[position - 1][0]
    return word.lower() in _INSIDE or word[0].isupper() or (word in ("and", "of") and before[0].isupper())


def _name_inside(words: list[str]) -> str:
    """The name that a phrase has inside, "Commerce Bureau" of "lend the Commerce Bureau a hand"; nothing where it has none."""
    capital = [place for place, word in enumerate(words[1:-1], 1) if word[0].isupper() and len(word) > 1]
    return " ".join(words[capital[0] : capital[-1] + 1]) if len(capital) > 1 else ""


def _joined(text: str, words: list[re.Match[str]], position: int) -> bool:
    """Whether only space or a hyphen stands before a word: a phrase crosses no comma."""
    return not text[words[position - 1].end() : words[position].start()].strip(" -")


def _key(word: str) -> str:
    lower = word.lower().replace("’", "'")
    return normal_word(_PAST.get(lower, lower)) if "'" not in lower else lower


def _inflected(plain: str, written: str) -> str:
    """The plain words in the form of the phrase's first word."""
    first, space, rest = plain.partition(" ")
    forms = _FORMS.get(first)
    if forms is None:
        return plain
    lower = written.lower()
    if lower.endswith("ing"):
        form = forms[1]
    elif lower.endswith("ed") or lower in (
        "led",
        "run",
        "held",
        "taken",
        "driven",
        "given",
        "done",
        "lent",
        "ran",
        "took",
    ):
        form = forms[2] if lower != "run" else first
    elif lower.endswith("s") and not lower.endswith("ss"):
        form = forms[0]
    else:
        form = first
    return form + space + rest
