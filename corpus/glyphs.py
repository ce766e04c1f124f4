"""Characters that fonts give for others: the same to the eye, and found by no search.

A PDF's font may map its glyph 民 to the radical ⺠ and 工 to ⼯. Compatibility forms are known to Unicode's own
normalisation; the simplified radicals are not, and are listed here as far as they are whole characters. Fonts for
several scripts (Source Han, Noto) draw 户 and the traditional 戶 alike, ～ and the wave dash 〜, and two dashes as one
long one; a PDF printed from a browser then names the other one: 账戶, 3〜5年, ⸺.
"""

from __future__ import annotations

import unicodedata

_RADICALS = "⺁⺄⺇⺈⺎⺒⺓⺟⺠⺩⺬⺯⺻⺽⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳"
_CHARACTERS = "厂乙几刀兀巳幺母民王示糸聿臼虎西见角贝车長长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟"
_RANGES = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFB00, 0xFB06), (0x2F800, 0x2FA1D))

_UNIFIED = {
    code: unicodedata.normalize("NFKC", chr(code)) for low, high in _RANGES for code in range(low, high + 1)
} | {ord(radical): character for radical, character in zip(_RADICALS, _CHARACTERS, strict=True)}
_SHARED = str.maketrans({"戶": "户", "㬵": "胶", "〜": "～", "∕": "／", "〈": "〈", "〉": "〉", "⸺": "——"})
_SIMPLIFIED = frozenset("们这国为对个关发会时来说经与务业区级")
_TRADITIONAL = frozenset("們這國為對個關發會時來說經與務業區級")


def unify(text: str) -> str:
    """``text`` with the characters that its look-alikes stand for."""
    return text.translate(_UNIFIED)


def unify_shared(text: str) -> str:
    """``text``, known to be in simplified characters, unified and with 户 for 戶 (as which the radical ⼾ counts)."""
    return unify(text).translate(_SHARED)


def is_simplified(text: str) -> bool:
    """Whether more common characters of ``text`` are simplified than traditional ones."""
    return sum(sign in _SIMPLIFIED for sign in text) > sum(sign in _TRADITIONAL for sign in text)
