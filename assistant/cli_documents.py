"""The commands that bring documents in, list, show and remove them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli_base import DONE, DONE_WITH_FAILURES, HOME, Home, Json, open_workspace, print_json

documents_app = typer.Typer(help="List, show and remove documents. / 查看和删除文件。", rich_markup_mode=None)


def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files and folders; none: the shipped documents. / 文件或文件夹。"),
    ] = None,
    sync: Annotated[
        bool, typer.Option("--sync", help="Also remove what is no longer there. / 同步删除。")
    ] = False,
    no_samples: Annotated[
        bool, typer.Option("--no-samples", help="Leave the demonstration documents out. / 不含演示样例。")
    ] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make everything stored anew. / 由保存的原件全部重建。")
    ] = False,
    as_json: Json = False,
    home: Home = HOME,
) -> int:
    """Add or update documents. / 导入或更新文件。"""
    from assistant.terminal import ingest_progress, show_ingest

    with ingest_progress() as progress:
        report = open_workspace(home).ingest(
            paths or (), sync=sync, samples=not no_samples, rebuild=rebuild, progress=progress
        )
    if as_json:
        print_json(report.as_json())
    else:
        show_ingest(report)
    return DONE_WITH_FAILURES if report.failed else DONE


@documents_app.callback(invoke_without_command=True)
def documents(context: typer.Context, as_json: Json = False, home: Home = HOME) -> int | None:
    """List the documents. / 列出文件。"""
    context.obj = home
    if context.invoked_subcommand is not None:
        return None
    from assistant.terminal import show_documents

    records = open_workspace(home).documents()
    if as_json:
        print_json([record.as_json() for record in records])
    else:
        show_documents(records)
    return DONE


@documents_app.command("show")
def documents_show(
    context: typer.Context,
    document_id: Annotated[str, typer.Argument(help="Id as listed. / 文件编号。")],
    text: Annotated[bool, typer.Option("--text", help="Print the canonical text. / 打印全文。")] = False,
    as_json: Json = False,
    home: Annotated[Path | None, typer.Option("--home", help="As above. / 同上。")] = None,
) -> int:
    """Show one document. / 查看一份文件。"""
    from assistant.terminal import show_document

    workspace = open_workspace(home or context.obj)
    document = workspace.document(document_id)
    if text and not as_json:
        # To the letter: offsets of citations count in exactly this text.
        sys.stdout.write(document.text)
        return DONE
    record = next(record for record in workspace.documents() if record.entry.document_id == document_id)
    outline = [{"path": list(s.path), "start": s.start, "end": s.end} for s in document.sections]
    if as_json:
        words = {"text": document.text} if text else {}
        print_json({**record.as_json(), "sections": outline, "characters": len(document.text), **words})
    else:
        show_document(record, document)
    return DONE


@documents_app.command("remove")
def documents_remove(
    context: typer.Context,
    document_ids: Annotated[list[str], typer.Argument(help="Ids as listed. / 文件编号。")],
    as_json: Json = False,
    home: Annotated[Path | None, typer.Option("--home", help="As above. / 同上。")] = None,
) -> int:
    """Remove documents and everything made of them. / 删除文件及其全部索引。"""
    from assistant.terminal import show_ingest

    report = open_workspace(home or context.obj).remove(document_ids)
    if as_json:
        print_json(report.as_json())
    else:
        show_ingest(report)
    return DONE
