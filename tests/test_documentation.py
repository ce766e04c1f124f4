"""What the documents say is what the program does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from assistant.cli import app
from assistant.settings import ENV_PREFIX, Settings

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_in_the_readme(name: str) -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    text = read(name)

    assert commands
    assert [command for command in commands if f"`{command}" not in text] == []


def options_of(command: Any, path: str = "") -> Iterator[tuple[str, set[str]]]:
    """Every command with the options it takes, those of a group's commands too."""
    yield path, {option for one in command.params for option in one.opts if option.startswith("-")}
    for name, part in getattr(command, "commands", {}).items():
        yield from options_of(part, f"{path} {name}".strip())


@pytest.mark.parametrize("name", READMES)
def test_every_option_of_a_command_is_in_its_row_of_the_readme(name: str) -> None:
    # Those of every command stand above the table, with the two commands that lack one.
    rows = re.findall(r"^\| `([a-z]+)(.*)$", read(name), re.MULTILINE)
    missing = []
    for path, options in options_of(typer.main.get_command(app)):
        told = " ".join(row for command, row in rows if command == path.split(" ")[0])
        missing += [
            f"{path} {option}"
            for option in sorted(options - {"--help", "--home", "--json"})
            if not re.search(rf"(?<![\w-]){option}(?![\w-])", told)
        ]

    assert missing == []


def test_every_command_takes_a_home_and_json_but_those_the_readme_excepts() -> None:
    commands = dict(options_of(typer.main.get_command(app)))
    groups = {
        path for path in commands if not path or any(other.startswith(f"{path} ") for other in commands)
    }
    leaves = {path: options for path, options in commands.items() if path not in groups}

    assert {path for path, options in leaves.items() if "--home" not in options} == {"model fetch"}
    assert {path for path, options in leaves.items() if "--json" not in options} == {"serve"}
    assert "but `model fetch`, whose model all homes share; and `--json`, but `serve`" in read("README.md")


def test_the_readme_names_no_command_that_is_not_there() -> None:
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]

    assert set(re.findall(r"policy-assistant ([a-z]+)", read("README.md"))) <= commands


def test_every_setting_is_in_the_readme_with_its_default() -> None:
    rows = dict(re.findall(rf"^\| `{ENV_PREFIX}(\w+)` \| `(.*?)` \|", read("README.md"), re.MULTILINE))
    expected = {"HOME": "./data"}
    for group, field in Settings.model_fields.items():
        for name, value in field.get_default().model_dump().items():
            expected[f"{group}__{name}".upper()] = str(value)

    assert rows == expected


@pytest.mark.parametrize("name", READMES)
def test_every_make_target_named_is_there(name: str) -> None:
    targets = set(re.findall(r"^(\w+):", read("Makefile"), re.MULTILINE))

    assert {"ask", "serve", "test", "bench", "lint"} <= targets
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", read(name), re.MULTILINE)) <= targets


@pytest.mark.parametrize(
    "name", [*READMES, "CONTRIBUTING.md", "docs/architecture.md", "corpus/documents/README.md"]
)
def test_every_file_linked_is_there(name: str) -> None:
    folder = (ROOT / name).parent
    links = re.findall(r"\]\((?!https?:)([^)#]+)", read(name))

    assert [link for link in links if not (folder / link).exists()] == []


def test_ci_calls_the_readmes_test_command() -> None:
    command = re.search(r"^(make test)\b", read("README.md"), re.MULTILINE)

    assert command
    assert read(".ci/run").rstrip().endswith(command[1])


def test_both_readmes_open_with_the_same_two_commands() -> None:
    blocks = [re.search(r"```\n(.*?)```", read(name), re.DOTALL) for name in READMES]
    commands = [re.findall(r"^make [^#\n]*?(?= *#|$)", block[1], re.MULTILINE) for block in blocks if block]

    assert commands[0] == commands[1]
    assert len(commands[0]) == 2
