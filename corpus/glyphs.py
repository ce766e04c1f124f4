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
_SHARED = str.maketrans(
    {"戶": "户", "㬵": "胶", "〜": "～", "∕": "／", "\u2329": "\u3008", "\u232a": "\u3009", "⸺": "——"}
)
# Fonts of symbols have no characters of their own and stand at U+F000 and above, by Adobe's Symbol encoding; of Wingdings
# come the bullets and boxes that Word offers, where Symbol has a letter that no official text sets in it.
SYMBOL = {
    0x25: "%", 0x28: "(", 0x29: ")", 0x2B: "+", 0x2D: "−", 0x3C: "<", 0x3D: "=", 0x3E: ">", 0x44: "Δ", 0x53: "Σ",
    0x57: "Ω", 0x61: "α", 0x62: "β", 0x67: "γ", 0x6D: "μ", 0x70: "π", 0x73: "σ", 0xA3: "≤", 0xA5: "∞", 0xB0: "°",
    0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD6: "√", 0xD7: "·",
}  # fmt: skip
WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xE0: "→",
    0xE8: "➔", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
SYMBOLS = {0xF000 + code: sign for code, sign in {**SYMBOL, **WINGDINGS}.items()}
"""For ``str.translate``: what a symbol font shows, by the private character that stands for it."""
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
