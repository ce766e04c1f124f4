"""What the documents say is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

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
