"""Tell where an annex opens: its heading from the list of annexes that a notice ends with, its bare title from text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from corpus.characters import BLANK, DIGITS
from corpus.mark import Mark

_DATE_ALONE = re.compile(r"(?:(?:19|20)\d{2}|二[〇○零]\S{2})\s?年\s?\S{1,3}\s?月\s?\S{1,4}\s?日")
_SIGNATURE_LINES = 6
_NAMED_ANNEX = re.compile(rf"(?m)^[{BLANK}]*附件[{BLANK}]{{0,2}}[:：][{BLANK}]*(?P<title>[^\n]{{4,60}})$")


def opens_annex(text: str, token_end: int) -> bool:
    """Tell the heading of an annex from the list of annexes at the end of a notice."""
    line_end = text.find("\n", token_end)
    rest = text[token_end : line_end if line_end >= 0 else len(text)].strip(BLANK)
    if not rest.strip(":：" + BLANK):
        return True
    if rest[0] in ":：" and _is_signed(text, line_end):
        return False
    if len(rest) > 60 or (rest[0] in ":：" and re.match(rf"[:：][{BLANK}]*[{DIGITS}]{{1,2}}[.．、]", rest)):
        return False
    return not re.search(r"[。；;，]", rest)


def _is_signed(text: str, end: int) -> bool:
    """Whether who signed and when follows at once: the line before then names the annex, and does not open it."""
    lines = text[end + 1 : end + 400].split("\n", _SIGNATURE_LINES)[:_SIGNATURE_LINES] if end >= 0 else []
    for line in lines:
        words = line.strip(BLANK)
        if _DATE_ALONE.fullmatch(words):
            return True
        if len(words) > 40 or re.search("[。；;：:]", words) or words.startswith("附"):
            return False
    return False


def titled_annexes(text: str, known: set[int]) -> Iterator[Mark]:
    """An annex that opens with the title alone under which the notice before it named it: 附件：…目录, then …目录."""
    for named in _NAMED_ANNEX.finditer(text):
        if not _is_signed(text, named.end()):
            continue
        title, start, opened = _folded(named["title"]), named.end() + 1, False
        for line in text[start : start + 800].split("\n")[: 2 * _SIGNATURE_LINES]:
            if opened or start in known:
                break  # by a mark of its own
            if _folded(line) == title:
                yield Mark(start, start, start, "annex", (1,), "line", False)
                break
            opened = line.strip(BLANK).startswith("附")
            start += len(line) + 1


def _folded(title: str) -> str:
    return re.sub(r"[\s《》]", "", unicodedata.normalize("NFKC", title))
