"""The guide as the panel draws it."""

from __future__ import annotations

from pathlib import Path

from assistant.panels.guide import GuidePanel
from assistant.workspace import Workspace


def test_every_mark_has_its_card_beside_it(shipped: Workspace) -> None:
    choice, body, side = GuidePanel(shipped).draw(None, "zh")

    assert choice == ""
    numbers = {part.split('"')[0] for part in body.split('data-turn="guide" data-n="')[1:]}
    assert numbers
    assert all(f'id="evidence-guide-{n}"' in side for n in numbers)


def test_the_outline_leads_into_the_text(shipped: Workspace) -> None:
    body = GuidePanel(shipped).draw(None, "en")[1]
    targets = {part.split('"')[0] for part in body.split('data-jump="')[1:]}

    assert len(targets) > 20
    assert all(f'<b id="{target}"' in body for target in targets)


def test_with_two_plans_one_is_chosen(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "第二工作方案.txt"
    path.write_text(
        "第二工作方案\n\n一、重点任务\n\n(一)修桥。年内建成桥梁2座。(牵头单位:<b>交通局;完成时间:2024年6月)\n",
        encoding="utf-8",
    )
    workspace.ingest([path])
    second = next(record for record in workspace.documents() if "第二" in record.entry.metadata.title)
    assert second.entry.metadata.kind == "plan"

    choice, body, _ = GuidePanel(workspace).draw(second.entry.document_id, "zh")

    assert choice.count("<option") == 2
    assert "&lt;b&gt;交通局" in body
    assert "<b>交通局" not in body


def test_without_a_plan_it_says_what_is_missing(empty: Workspace) -> None:
    assert "holds no plan yet" in GuidePanel(empty).draw(None, "en")[1]
