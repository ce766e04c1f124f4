"""Many requests from one file: JSON Lines in, JSON Lines out, in the same order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from corpus.errors import AssistantError, UsageError

ROLES = ("user", "assistant")


def answer_batch(
    path: Path, field: str, answer: Callable[[dict[str, Any]], dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Answer each line of a batch file.

    Args:
        field: The key that holds the text to answer: question or claim.
        answer: Called with {"id", field, "history"}; its result goes out with the line's id first.
    Yields:
        One object a line; ``{"id", "error"}`` for a line that cannot be answered.
    Raises:
        UsageError: The file cannot be read.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The batch file {path} cannot be read ({error}). It must be UTF-8 JSON Lines."
        ) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        line_id = None
        try:
            request = _parse(line, number, field)
            line_id = request["id"]
            yield {"id": line_id, **answer(request)}
        except AssistantError as error:
            yield {"id": line_id if line_id is not None else _id_of(line), "error": str(error)}


def read_history(path: Path) -> list[dict[str, str]]:
    """Earlier turns from a JSON file: a list of {"role", "content"}.

    Raises:
        UsageError: The file is not of that shape.
    """
    try:
        return check_history(json.loads(path.read_text("utf-8-sig")))
    except (OSError, ValueError) as error:
        raise UsageError(
            f"The history file {path} cannot be read ({error}). It must be a JSON list."
        ) from error


def check_history(value: Any) -> list[dict[str, str]]:
    """``value`` as a list of turns.

    Raises:
        UsageError: It is something else.
    """
    if value is None:
        return []
    turns = value if isinstance(value, list) else [value]
    for turn in turns:
        if (
            not isinstance(turn, dict)
            or turn.get("role") not in ROLES
            or not isinstance(turn.get("content"), str)
        ):
            raise UsageError('"history" must be a list of {"role": "user" or "assistant", "content": text}.')
    return [{"role": turn["role"], "content": turn["content"]} for turn in turns]


def _parse(line: str, number: int, field: str) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"Line {number} is not JSON ({error}).") from error
    if not isinstance(request, dict) or not isinstance(request.get(field), str):
        raise UsageError(f'Line {number} must be an object with "id" and a text "{field}".')
    return {"id": request.get("id"), field: request[field], "history": check_history(request.get("history"))}


def _id_of(line: str) -> Any:
    try:
        request = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return request.get("id") if isinstance(request, dict) else None
