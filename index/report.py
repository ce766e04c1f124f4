"""What an ingest did, in the shape of the command line's contract."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from corpus.document import LoadWarning

Progress = Callable[[str, int, int], None]
"""Called with a stage (scan, read, pages of the file being read, embed, index), what is done and what there is to do."""


@dataclass
class IngestReport:
    """Files by what became of them, each under the name that people see."""

    generation: int | None = None
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[dict[str, str]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    passages: int = 0
    seconds: float = 0.0

    def fail(self, file: str, reason: object) -> None:
        """Note a file that did not come in; once, though a rebuild may try it twice."""
        entry = {"file": file, "reason": str(reason)}
        if entry not in self.failed:
            self.failed.append(entry)

    def warn(self, file: str, warnings: Iterable[LoadWarning]) -> None:
        """Note what of a file could not be carried over."""
        self.warnings += [
            {"file": file, "page": warning.page, "warning": warning.message} for warning in warnings
        ]

    def as_json(self) -> dict[str, Any]:
        """Fields of the contract."""
        return asdict(self)
