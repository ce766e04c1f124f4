"""The letters of a text as they are compared: width folded, punctuation left out."""

from __future__ import annotations

import re
import unicodedata

_PUNCTUATION = str.maketrans("，；：（）。！？“”‘’〔〕【】　—–－～·", ",;:().!?\"\"''[][] ----.")
_STOP = re.compile(r"(?<!\d)\.|\.(?!\d)")


def fold_width(text: str) -> str:
    """The text with half-width letters and marks, one for one, so that offsets stay."""
    folded = text.translate(_PUNCTUATION)
    return "".join(c if len(n := unicodedata.normalize("NFKC", c)) != 1 else n for c in folded)


def plain_letters(text: str) -> str:
    """Letters and digits alone: what must be equal for two sentences to say the same words."""
    kept = "".join(c for c in fold_width(text) if c.isalnum() or c in "%.<>≥≤")
    return _STOP.sub("", kept)


def matching_share(claim: str, sentence: str) -> float:
    """Upper bound of the share of the claim's letters that the sentence holds in order; cheap."""
    counts: dict[str, int] = {}
    for c in sentence:
        counts[c] = counts.get(c, 0) + 1
    held = 0
    for c in claim:
        if counts.get(c, 0):
            counts[c] -= 1
            held += 1
    return held / max(len(claim), 1)
