"""The evaluator's commands on the command line: JSON, batch files, exports, refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant import cli, cli_base, cli_desk
from assistant.workspace import Workspace
from corpus.errors import UsageError


@pytest.fixture
def run(shipped: Workspace, monkeypatch: pytest.MonkeyPatch) -> Any:
    # The commands open the home themselves; here they get the one on the letter-counting encoder.
    monkeypatch.setattr(cli_desk, "open_workspace", lambda home: shipped)

    def invoke(*arguments: str) -> Any:
        result = CliRunner().invoke(cli.app, list(arguments), standalone_mode=False)
        if result.exception is not None:
            raise result.exception
        return result

    return invoke


def test_a_claim_comes_out_in_the_shape_of_the_contract(run: Any) -> None:
    found = json.loads(run("check", "提高专利申请质量由科技局牵头。", "--json").stdout)

    assert list(found) == ["claim", "verdict", "explanation", "differences", "citations"]
    assert found["verdict"] == "contradicted"
    assert set(found["differences"][0]) == {"kind", "claimed", "source"}
    assert found["citations"][0]["n"] == 1


def test_a_batch_keeps_order_and_ids_and_a_bad_line_costs_itself_only(run: Any, tmp_path: Path) -> None:
    batch = tmp_path / "claims.jsonl"
    batch.write_text(
        '{"id": "a", "claim": "园区工业集中度不低于85%。"}\n{"id": "b"}\n{"id": "c", "claim": "园区工业集中度不低于80%。"}\n',
        "utf-8",
    )
    result = run("check", "--batch", str(batch))
    lines = [json.loads(line) for line in result.stdout.splitlines()]

    assert [line["id"] for line in lines] == ["a", "b", "c"]
    assert [line.get("verdict") for line in lines] == ["supported", None, "contradicted"]
    assert "error" in lines[1]
    assert result.return_value == cli_base.DONE_WITH_FAILURES


def test_a_report_is_checked_and_exported_with_the_same_statements(run: Any, tmp_path: Path) -> None:
    report, out = tmp_path / "报告.txt", tmp_path / "核对.md"
    report.write_text("进展报告\n\n按照《工作方案》,园区工业集中度不低于80%。\n一心一意谋发展。\n", "utf-8")
    found = json.loads(run("check", "--file", str(report), "--export", str(out), "--json").stdout)

    assert found["counts"]["contradicted"] == 1
    assert all(claim["claim"] in out.read_text("utf-8") for claim in found["claims"])


@pytest.mark.parametrize("command", ["criteria", "conflicts", "tasks"])
def test_a_table_is_printed_as_json_and_exported(run: Any, tmp_path: Path, command: str) -> None:
    out = tmp_path / "表.csv"
    rows = json.loads(run(command, "--json", "--export", str(out)).stdout)

    assert rows
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("command", ["criteria", "conflicts"])
def test_a_table_is_shown_to_a_person(run: Any, command: str) -> None:
    assert "园区工业集中度" in run(command).stdout


def test_two_things_to_check_at_once_are_refused(run: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="one of"):
        run("check", "一句话", "--batch", str(tmp_path / "b.jsonl"))


def test_an_export_that_cannot_be_made_is_refused_before_the_work(run: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ends in"):
        run("check", "一句话2022年", "--export", str(tmp_path / "out.pdf"))
