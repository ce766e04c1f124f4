"""What ``ui.py`` needs to know of a panel: what to draw again when the language changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gradio.components import Component


@dataclass(frozen=True)
class Panel:
    """A panel that has been placed on the page."""

    inputs: Sequence[Component]
    """Session state that ``relabel`` needs beside the language."""
    outputs: Sequence[Component]
    """Everything with words on it."""
    relabel: Callable[..., list[Any]]
    """From the language and the values of ``inputs`` to the values of ``outputs``."""
    knows_visitor: bool = False
    """Whether ``relabel`` takes the ``Visitor`` before the language: what is drawn differs from person to person."""
