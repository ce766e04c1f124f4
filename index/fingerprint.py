"""What shapes an index: the model, the lengths and the versions under which it was made, and how two of them differ."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

LAYOUT_VERSION = 2
"""Raise it when a file of a generation is written in another way: stored indexes are then made anew."""
REBUILD = 'Run "policy-assistant ingest --rebuild" to make it anew from the stored originals.'
MOVE = 'Run "policy-assistant home move" to bring them where the settings say.'
Engine = Literal["files", "milvus"]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Everything that shapes an index; two indexes mix only when these are equal."""

    encoder: str
    goal_chars: int
    reader: int
    passages: int
    tokeniser: int
    artefacts: int
    layout: int
    """Of the files."""
    search: Engine
    """Where passages are searched."""

    def as_json(self) -> dict[str, str | int]:
        """Plain values, as stored."""
        return asdict(self)


def fingerprint_in_force(
    encoder: str, goal_chars: int, artefacts: int = 0, search: Engine = "files"
) -> Fingerprint:
    """The fingerprint of an index built now, with this encoder, passage length and version of artefacts."""
    from corpus.read import READER_VERSION
    from index.passages import PASSAGES_VERSION
    from index.tokens import TOKENISER_VERSION

    return Fingerprint(
        encoder,
        goal_chars,
        READER_VERSION,
        PASSAGES_VERSION,
        TOKENISER_VERSION,
        artefacts,
        LAYOUT_VERSION,
        search,
    )


def fingerprint_difference(stored: dict[str, str | int], expected: dict[str, str | int]) -> str:
    """In what two fingerprints differ, and what to do about it, as a sentence for a person."""
    names = {
        "encoder": "model",
        "goal_chars": "passage length",
        "reader": "document reader",
        "passages": "way of cutting passages",
        "tokeniser": "tokeniser",
        "artefacts": "reading of tasks and words",
        "layout": "file layout",
        "search": "search engine",
    }
    parts = [
        f"{names[key]} {stored.get(key)} (now {expected[key]})"
        for key in expected
        if stored.get(key) != expected[key]
    ]
    if {key for key in expected if stored.get(key) != expected[key]} == {"search"}:
        return f"The passages of this home are searched in {stored['search']}, not in {expected['search']}. {MOVE}"
    return f"The index was built with another {', '.join(parts)}. {REBUILD.replace(' from the stored originals', '')}"
