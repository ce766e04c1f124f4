"""Characters that fonts give for others: the same to the eye, and found by no search.

A PDF's font may map its glyph 民 to the radical ⺠ and 工 to ⼯. Compatibility forms are known to Unicode's own
normalisation; the simplified radicals are not, and are listed here as far as they are whole characters.
"""

from __future__ import annotations

import unicodedata

_RADICALS = "⺁⺄⺇⺈⺎⺒⺓⺟⺠⺩⺬⺯⺻⺽⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳"
_CHARACTERS = "厂乙几刀兀巳幺母民王示糸聿臼虎西见角贝车長长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟"
_RANGES = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFB00, 0xFB06))

_UNIFIED = {
    code: unicodedata.normalize("NFKC", chr(code)) for low, high in _RANGES for code in range(low, high + 1)
} | {ord(radical): character for radical, character in zip(_RADICALS, _CHARACTERS, strict=True)}


def unify(text: str) -> str:
    """``text`` with the characters that its look-alikes stand for."""
    return text.translate(_UNIFIED)
