"""Read the prompts of ``prompts/`` and fill their fields.

Fields are filled in one pass, so that a document which holds ``{question}`` or a brace of its own stays
as it is. A field without a value, or a value without a field, is a mistake of ours and raises at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import prompts
from assistant.answer import Language

FOLDER = Path(prompts.__file__).parent
_NOTE = re.compile(r"\A<!--(.*?)-->\s*", re.DOTALL)
_PART = re.compile(r"^# (\w+)\n", re.MULTILINE)
_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Prompt:
    """One prompt: its parts by name (``system``, ``user``; ``text`` where it is a phrase)."""

    note: str
    parts: dict[str, str]

    @property
    def fields(self) -> frozenset[str]:
        """Names of all fields, in whatever part."""
        return frozenset(name for text in self.parts.values() for name in _FIELD.findall(text))

    def fill(self, **values: str) -> dict[str, str]:
        """The parts with their fields filled.

        Raises:
            ValueError: The values are not exactly those of the fields.
        """
        if self.fields != set(values):
            raise ValueError(f"fields {sorted(self.fields)}, values {sorted(values)}")
        return {name: _FIELD.sub(lambda match: values[match[1]], text) for name, text in self.parts.items()}


@lru_cache(maxsize=8)
def load_prompt(name: str, language: Language) -> Prompt:
    """The prompt of this name in this language."""
    text = (FOLDER / f"{name}.{language}.md").read_text("utf-8")
    note = _NOTE.match(text)
    if note is None:
        raise ValueError(f"prompts/{name}.{language}.md does not open with a remark on its purpose")
    pieces = _PART.split(text[note.end() :])
    return Prompt(
        note[1].strip(), {part: body.strip() for part, body in zip(pieces[1::2], pieces[2::2], strict=True)}
    )


def declining_phrase(language: Language) -> str:
    """What a model is told to say when the evidence does not answer; the one place where it is kept."""
    return load_prompt("declining", language).parts["text"]
