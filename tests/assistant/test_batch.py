from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.batch import answer_batch, check_history, read_history
from corpus.errors import UsageError


def echo(request: dict[str, Any]) -> dict[str, Any]:
    if request["question"] == "bad":
        raise UsageError("cannot be asked")
    return {"answer": request["question"], "turns": len(request["history"])}


def run(tmp_path: Path, *lines: str) -> list[dict[str, Any]]:
    path = tmp_path / "batch.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return list(answer_batch(path, "question", echo))


def test_answers_come_in_the_order_of_the_lines_each_with_its_id(tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "question": f"问题{n}"}, ensure_ascii=False) for n in (3, 1, 2)]

    assert [(line["id"], line["answer"]) for line in run(tmp_path, *lines)] == [
        (3, "问题3"),
        (1, "问题1"),
        (2, "问题2"),
    ]


def test_a_bad_line_costs_itself_only(tmp_path: Path) -> None:
    answers = run(
        tmp_path,
        '{"id": "a", "question": "好"}',
        "not json",
        '{"id": "b"}',
        '{"id": "c", "question": "bad"}',
        '{"id": "d", "question": "好", "history": "x"}',
        "",
        '{"id": "e", "question": "好", "history": [{"role": "user", "content": "前"}]}',
    )

    assert [line["id"] for line in answers] == ["a", None, "b", "c", "d", "e"]
    assert ["error" in line for line in answers] == [False, True, True, True, True, False]
    assert answers[-1]["turns"] == 1


def test_a_batch_file_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none.jsonl cannot be read"):
        list(answer_batch(tmp_path / "none.jsonl", "question", echo))


def test_history_must_be_turns(tmp_path: Path) -> None:
    (tmp_path / "h.json").write_text('[{"role": "system", "content": "x"}]', "utf-8")

    with pytest.raises(UsageError, match="role"):
        read_history(tmp_path / "h.json")
    assert check_history(None) == []
