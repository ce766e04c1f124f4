"""The blanks and the numerals of Chinese official writing, and what numerals are worth."""

from __future__ import annotations

# Each is the inside of a character class.
BLANK = " \t\u3000\u00a0\u2002\u2003\u2009\ufeff\u200b"
CN = "〇零一二三四五六七八九十百千两"
DIGITS = "0-9０-９"
DASHES = "\\-\u2010-\u2015\u2212\u2500\u2501\ufe58\ufe63\uff0d"
"""Whatever a page number is set between: - 1 -, — 1 —, － 1 －."""
_VALUES = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def strip_range(text: str, start: int, end: int) -> tuple[int, int]:
    """The range ``text[start:end]`` without the blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def read_number(written: str) -> int:
    """The value of Chinese or Arabic digits, full width included: 二十一, ２１ and 21 are 21; 0 if unreadable."""
    if written.isdecimal():
        return int(written)
    if len(written) > 1 and not set(written) & set("十百千"):
        return int("".join(str(_VALUES.get(c, 0)) for c in written))
    total, digit = 0, 0
    for character in written:
        unit = {"十": 10, "百": 100, "千": 1000}.get(character)
        if unit is None:
            digit = _VALUES.get(character, 0)
        else:
            total += (digit or 1) * unit
            digit = 0
    return total + digit
