"""The commands of an evaluator's desk: claims, tasks, the guide, criteria, conflicts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli_base import (
    DONE,
    EXPORTS,
    HOME,
    Batch,
    Export,
    Home,
    Json,
    Scope,
    open_workspace,
    print_json,
    required,
    run_batch,
)
from corpus.errors import UsageError

if TYPE_CHECKING:
    from assistant.claims.verdicts import CheckedClaim


def add_desk_commands(app: typer.Typer) -> None:
    """Put them on the command line, in this order."""
    for command in (check, tasks, guide, criteria, conflicts):
        app.command()(command)


def check(
    claim: Annotated[str | None, typer.Argument(help="A claim or a paragraph. / 一句话或一段话。")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A whole report. / 整份报告。")] = None,
    batch: Batch = None,
    document: Scope = None,
    export: Export = None,
    as_json: Json = False,
    home: Home = HOME,
) -> int:
    """Hold a claim or a report against the documents. / 核对说法或报告。"""
    from assistant.exports.check_sheet import claims_sheet, report_sheet
    from assistant.exports.sheet import check_export, export_sheet
    from assistant.retrieval.retriever import Scope as SearchScope
    from assistant.terminal import ingest_progress
    from assistant.terminal_desk import show_claims, show_report

    if sum(given is not None for given in (claim, file, batch)) != 1:
        raise UsageError("Give one of: a claim, --file REPORT, --batch FILE.")
    if file is not None and document:
        raise UsageError("A report is held against all documents: leave --document out, or check one claim.")
    if export is not None:
        check_export(export, EXPORTS)
    workspace = open_workspace(home)
    scope = SearchScope(document_ids=frozenset(document)) if document else None
    if file is not None:
        with ingest_progress() as progress:
            report = workspace.check_report(file, progress)
        if export is not None:
            export_sheet(report_sheet(report), export)
        if as_json:
            print_json(report.as_json())
        else:
            show_report(report)
        return DONE
    if batch is not None:
        checked: list[CheckedClaim] = []

        def answer(line: dict[str, Any]) -> dict[str, Any]:
            checked.append(workspace.check_claim(line["claim"], scope))
            return checked[-1].as_json()

        code = run_batch(batch, "claim", answer)
    else:
        checked = [workspace.check_claim(required(claim, "check CLAIM"), scope)]
        code = DONE
        if as_json:
            print_json(checked[0].as_json())
        else:
            show_claims(checked)
    if export is not None:
        export_sheet(claims_sheet(checked, "核对结果"), export)
    return code


def tasks(
    unit: Annotated[str | None, typer.Option("--unit", help="Only this unit's. / 单位名称。")] = None,
    role: Annotated[str | None, typer.Option("--role", help="lead or support. / 牵头或配合。")] = None,
    before: Annotated[str | None, typer.Option("--before", help="Due by YYYY-MM. / 截止年月。")] = None,
    export: Export = None,
    as_json: Json = False,
    home: Home = HOME,
) -> int:
    """Who owes what by when, from every plan. / 任务清单。"""
    from assistant.desk.matrix import read_matrix
    from assistant.exports.check_sheet import tasks_sheet
    from assistant.exports.sheet import check_export, export_sheet
    from assistant.terminal_desk import show_tasks

    if export is not None:
        check_export(export, EXPORTS)
    rows = read_matrix(open_workspace(home), unit=unit, role=role, before=before)
    if export is not None:
        export_sheet(tasks_sheet(rows, "任务清单"), export)
    if as_json:
        print_json([row.as_json() for row in rows])
    else:
        show_tasks(rows)
    return DONE


def guide(
    document: Annotated[
        str | None, typer.Option("--document", help="Make it from this document. / 指定文件。")
    ] = None,
    as_json: Json = False,
    home: Home = HOME,
) -> int:
    """A plan at a glance: what for, stages, targets, who leads what, terms. / 新成员导览。"""
    from assistant.desk.guide import read_guides
    from assistant.terminal_desk import show_guide

    guides = read_guides(open_workspace(home), document)
    if not guides:
        raise UsageError(
            'There is no plan here to make a guide from. Run "policy-assistant ingest" with one, '
            "or name a document with --document ID."
        )
    if as_json:
        print_json([one.as_json() for one in guides])
    else:
        for one in guides:
            show_guide(one)
    return DONE


def criteria(export: Export = None, as_json: Json = False, home: Home = HOME) -> int:
    """Each indicator's standard against what reports give. / 指标对照。"""
    from assistant.desk.criteria import read_criteria
    from assistant.exports.check_sheet import criteria_sheet
    from assistant.exports.sheet import check_export, export_sheet
    from assistant.terminal_desk import show_criteria

    if export is not None:
        check_export(export, EXPORTS)
    rows = read_criteria(open_workspace(home))
    if export is not None:
        export_sheet(criteria_sheet(rows, "评价指标对照表"), export)
    if as_json:
        print_json([row.as_json() for row in rows])
    else:
        show_criteria(rows)
    return DONE


def conflicts(export: Export = None, as_json: Json = False, home: Home = HOME) -> int:
    """Where two documents do not agree. / 文件之间的矛盾。"""
    from assistant.desk.conflicts import find_conflicts
    from assistant.exports.check_sheet import conflicts_sheet
    from assistant.exports.sheet import check_export, export_sheet
    from assistant.terminal_desk import show_conflicts

    if export is not None:
        check_export(export, EXPORTS)
    rows = find_conflicts(open_workspace(home))
    if export is not None:
        export_sheet(conflicts_sheet(rows, "文件之间不一致之处"), export)
    if as_json:
        print_json([row.as_json() for row in rows])
    else:
        show_conflicts(rows)
    return DONE
