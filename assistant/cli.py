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
from assistant.cli_documents import documents_app, ingest
from assistant.cli_home import doctor, home_app, model_app
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
app.add_typer(documents_app, name="documents")
app.add_typer(model_app, name="model")
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


app.command()(ingest)


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
app.command()(doctor)


if __name__ == "__main__":
    main()
