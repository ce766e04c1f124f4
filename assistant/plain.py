"""Text from outside, made fit for a terminal."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """``text`` with control characters made visible: by them a file's name could steer a terminal."""
    return "".join("\ufffd" if unicodedata.category(c) == "Cc" and c not in "\n\t" else c for c in text)
