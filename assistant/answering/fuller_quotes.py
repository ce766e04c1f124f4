"""How much of a paragraph to quote around a sentence that answers in words.

A figure or a date answers by itself. What is to be done, what for and under which conditions fills more than the
one sentence that shares the question's words: that one is often the one that says what is spoken of, and the next
one says it. So a short quote is carried on to the end of its paragraph, as far as one reads at a glance.
"""

from __future__ import annotations

import re

# What a reader takes in at a glance; a sentence that is longer by itself is not carried on.
GLANCE_CHARS = 320
_STOP = re.compile(r"[。！？!?；;][”’」』）)]?|\n")
# Where a paragraph ends: texts that came without line breaks keep an ideographic space or a run of spaces.
_PARAGRAPH_END = re.compile(r"\s*(?:\n|\u3000|[ \u00a0]{2,})")


def carry_on(text: str, start: int, end: int, limit: int) -> int:
    """The end of a quote that is carried on over whole sentences of its paragraph.

    Args:
        limit: Never beyond this place: the section's end, or the bracket that closes a task.
    """
    while end < limit:
        if _PARAGRAPH_END.match(text, end) and text[end - 1] in "。！？!?":
            break
        stop = _STOP.search(text, end, limit)
        following = stop.end() if stop else limit
        if following - start > GLANCE_CHARS:
            break
        end = following
    return end
