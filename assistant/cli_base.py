"""What every command shares: its options, its exit codes, and how it speaks.

Answers go to standard output, everything else to standard error.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.plain import plain
from corpus.errors import UsageError

if TYPE_CHECKING:
    from assistant.workspace import Workspace

DONE, DONE_WITH_FAILURES, UNUSABLE = 0, 1, 2

Home = Annotated[
    Path,
    typer.Option(
        "--home",
        envvar="POLICY_ASSISTANT_HOME",
        help="Folder with catalogue, originals and indexes. / 数据文件夹。",
    ),
]
HOME = Path("data")
EXPORTS = (".xlsx", ".csv", ".docx", ".md")
Json = Annotated[bool, typer.Option("--json", help="Print one JSON value. / 以 JSON 输出。")]
Batch = Annotated[
    Path | None, typer.Option("--batch", help="JSON Lines file with one request a line. / 批量文件。")
]
Export = Annotated[
    Path | None, typer.Option("--export", help="Also write .xlsx, .csv, .docx or .md. / 导出文件。")
]
Scope = Annotated[
    list[str] | None,
    typer.Option("--document", help="Use only this document; may be repeated. / 仅限该文件。"),
]


def say(message: str) -> None:
    """One line for a person, on standard error."""
    print(" ".join(plain(message).split()), file=sys.stderr)


def print_json(value: Any) -> None:
    """The one JSON value of a command."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def open_workspace(home: Path) -> Workspace:
    """The workspace of a home."""
    from assistant.workspace import Workspace

    return Workspace(home)


def run_batch(path: Path, field: str, answer: Any) -> int:
    """Answer a batch file line by line; a bad line costs itself only."""
    from assistant.batch import answer_batch

    failures = 0
    for line in answer_batch(path, field, answer):
        failures += "error" in line
        print(json.dumps(line, ensure_ascii=False), flush=True)
    return DONE_WITH_FAILURES if failures else DONE


def required(value: str | None, usage: str) -> str:
    """``value``, which the command needs unless there is a batch file."""
    if value is None:
        raise UsageError(f'Nothing was asked. Use "policy-assistant {usage}" or --batch FILE.')
    return value
