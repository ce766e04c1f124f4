"""The command line keeps its contract: shapes, exit codes, and what goes where."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from assistant import cli
from assistant.workspace import Workspace
from tests.support import CountingEncoder

CITATION_KEYS = [
    "n", "document_id", "title", "file", "sample", "status", "page", "section_path", "start", "end", "quote", "formal",
]  # fmt: skip


class Run:
    """What one command line did."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setattr("index.embedding.open_encoder", lambda *args, **kwargs: CountingEncoder())

    def call(*arguments: str | Path) -> Run:
        monkeypatch.setattr(sys, "argv", ["policy-assistant", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            cli.main()
        captured = capsys.readouterr()
        return Run(int(exit_.value.code or 0), captured.out, captured.err)

    return call


def test_help_answers_at_once_and_loads_nothing_heavy() -> None:
    started = time.perf_counter()
    code = "import sys; sys.argv = ['policy-assistant', '--help']; from assistant.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started

    assert done.returncode == 0
    assert "ingest" in done.stdout
    # Room for a machine that does other things at the same time; what keeps it fast is held below.
    assert seconds < 5.0
    heavy = "import sys, assistant.cli; print(*sorted({'torch', 'faiss', 'gradio', 'llama_index', 'jieba'} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == ""


def test_documents_lists_each_with_the_fields_of_the_contract(run: Any, shipped_home: Path) -> None:
    listed = run("documents", "--json", "--home", shipped_home)

    assert listed.code == 0
    keys = {
        "document_id", "title", "file", "kind", "issuer", "number", "date", "status", "sample", "pages", "passages", "warnings",
    }  # fmt: skip
    assert all(keys <= set(record) for record in listed.json)
    assert [record["kind"] for record in listed.json][:2] == ["plan", "criteria"]
    assert {record["sample"] for record in listed.json if record["kind"] != "plan"} == {True}


def test_a_citation_can_be_laid_over_the_text_that_documents_show_prints(
    run: Any, shipped_home: Path
) -> None:
    found = run("search", "提高专利申请质量", "-k", "8", "--json", "--home", shipped_home)

    assert len(found.json["hits"]) == 8
    for hit in found.json["hits"]:
        assert set(CITATION_KEYS) | {"score", "scores"} == set(hit)
        text = run("documents", "show", hit["document_id"], "--text", "--home", shipped_home).out
        assert text[hit["start"] : hit["end"]] == hit["quote"]


def test_ask_answers_with_citations_of_the_contracts_shape(run: Any, shipped_home: Path) -> None:
    asked = run("ask", "哪个部门牵头专利指标?", "--json", "--home", shipped_home)

    assert asked.code == 0
    answer = asked.json
    assert "市场监管局" in answer["answer"]
    assert answer["refused"] is False
    assert "nearest" not in answer
    assert list(answer["citations"][0]) == CITATION_KEYS
    assert any("5.提高专利申请质量" in citation["section_path"] for citation in answer["citations"])
    assert all(f"[{citation['n']}]" in answer["answer"] for citation in answer["citations"])


def test_a_refusal_shows_the_nearest_passages_and_is_no_failure(run: Any, shipped_home: Path) -> None:
    asked = run("ask", "审计局负责哪项任务?", "--json", "--home", shipped_home)

    assert asked.code == 0
    assert (asked.json["refused"], asked.json["citations"]) == (True, [])
    assert asked.json["nearest"]


def test_a_batch_answers_line_by_line_and_names_the_bad_one(
    run: Any, shipped_home: Path, tmp_path: Path
) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text(
        '{"id": 1, "question": "专利由谁牵头?"}\n{"id": 2, "question": "?"}\nnonsense\n', "utf-8"
    )

    done = run("ask", "--batch", batch, "--home", shipped_home)

    assert done.code == 1
    assert [line["id"] for line in done.lines] == [1, 2, None]
    assert ["error" in line for line in done.lines] == [False, True, True]


def test_a_follow_up_uses_the_history_file(run: Any, shipped_home: Path, tmp_path: Path) -> None:
    history = tmp_path / "history.json"
    turns = [
        {"role": "user", "content": "提高专利申请质量由谁牵头?"},
        {"role": "assistant", "content": "市场监管局。"},
    ]
    history.write_text(json.dumps(turns, ensure_ascii=False), "utf-8")

    asked = run("ask", "那配合单位呢?", "--history", history, "--json", "--home", shipped_home)

    assert "专利" in asked.json["standalone_question"]
    assert "平山园区管委会" in asked.json["answer"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", ""), "empty"),
        (("ask", "?!…"), "no words"),
        (("ask", "x" * 100_000), "Shorten"),
        (("ask", "Какой срок?"), "Chinese and English"),
        (("ask",), "ask QUESTION"),
        (("ask", "专利", "--engine", "magic"), "magic"),
        (("search", "专利", "--document", "nope"), "nope"),
        (("documents", "show", "nope"), "nope"),
        (("documents", "remove", "nope"), "nope"),
        (("tasks", "--role", "boss"), "lead or support"),
        (("tasks", "--before", "soon"), "2022-12"),
        (("evaluate",), "--questions"),
        (("no-such-command",), "--help"),
    ],
)
def test_unusable_input_is_one_line_on_standard_error_and_exit_code_2(
    run: Any, shipped_home: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = run(*arguments, *(() if arguments[0] == "no-such-command" else ("--home", shipped_home)))

    assert done.code == 2
    assert done.out == ""
    assert said in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_an_empty_home_says_what_to_do(run: Any, tmp_path: Path) -> None:
    assert run("documents", "--json", "--home", tmp_path / "none").json == []

    asked = run("ask", "专利?", "--home", tmp_path / "none")

    assert asked.code == 2
    assert "policy-assistant ingest" in asked.err


def test_ingest_reports_failures_by_name_and_exits_with_1(run: Any, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "好.txt").write_bytes("关于休假的规定\n一、年休假五天。\n".encode("gb18030"))
    (tmp_path / "in" / "坏.pdf").write_bytes(b"%PDF-1.4 broken")

    done = run("ingest", tmp_path / "in", "--json", "--home", tmp_path / "home")

    assert done.code == 1
    report = done.json
    assert list(report) == [
        "generation", "added", "updated", "unchanged", "removed", "failed", "warnings", "passages", "seconds",
    ]  # fmt: skip
    assert report["added"] == ["好.txt"]
    assert report["failed"][0]["file"] == "坏.pdf"
    assert report["failed"][0]["reason"]


def test_tasks_lists_every_task_of_the_plan(run: Any, shipped_home: Path) -> None:
    plan = [
        row for row in run("tasks", "--json", "--home", shipped_home).json if not row["citation"]["sample"]
    ]

    assert len(plan) == 11
    assert set(plan[0]) == {
        "task",
        "section_path",
        "lead",
        "support",
        "deadline",
        "targets",
        "issues",
        "citation",
    }
    led = run("tasks", "--unit", "市场监管局", "--role", "lead", "--json", "--home", shipped_home).json
    assert [row["task"] for row in led if not row["citation"]["sample"]] == ["提高专利申请质量"]


def test_no_traceback_reaches_a_person(run: Any, shipped_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*args: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(Workspace, "search", break_down)

    done = run("search", "专利", "--home", shipped_home)

    assert done.code == 2
    assert "a fault of ours" in done.err
    assert "Traceback" not in done.err
