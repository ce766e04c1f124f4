"""The page: assembles the panels and serves them.

Everything comes from this process: fonts are the system's own, Gradio's statistics are off, and a
content policy forbids the browser any other host. The page binds to this machine only, unless the
caller says that more is meant.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.page_views import PageViews
from assistant.panels import texts
from assistant.web.listening import check_host, is_own_machine, listen, names_served
from corpus.errors import AssistantError, UsageError
from index.embedding import is_on_hub
from index.model import stay_offline

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from assistant.answer import Language
    from assistant.panels.check_runs import CheckRuns
    from assistant.people.accounts import Accounts
    from assistant.workspace import Workspace

log = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "assistant" / "panels" / "static"
SESSIONS_KEPT = 200
"""Pages whose session Gradio holds in memory, 0.6 MB each; the one least lately used goes first.

A page that comes back goes on with its conversation (``panels.open_talks``); what was chosen on it is as at first.
"""
LARGEST_UPLOAD = "200mb"
FONTS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "sans-serif",
)


def launch(
    workspace: Workspace,
    host: str,
    port: int,
    allow_public: bool = False,
    accounts: Accounts | None = None,
) -> None:
    """Serve the page until interrupted; the address is printed once it can be opened.

    Args:
        port: 0 takes any free one.
        allow_public: That everyone may reach the page, and everything in the documents with it, is meant.
        accounts: Who may come in; None lets everyone in who can reach the page.
    Raises:
        UsageError: The address is public and neither are there accounts nor is that said to be meant, it
            cannot be listened on, or the accounts cannot be read or are none.
    """
    names = workspace.settings.page.names
    check_host(host, allow_public, accounts is not None, names)
    if accounts is not None and not accounts.all():
        raise UsageError(
            f"There is no account in {accounts.path}, so nobody could come in. "
            'Make one with "policy-assistant user add NAME --role editor".'
        )
    listener = listen(host, port)
    # Before Gradio is imported: it reads these once.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    retrieval = workspace.settings.retrieval
    if not any(map(is_on_hub, filter(None, (workspace.settings.index.model, retrieval.reranker)))):
        stay_offline()
    import uvicorn

    shown = f"[{host}]" if ":" in host else host
    port = listener.getsockname()[1]
    # A page left open holds a connection for good: stopping does not wait for it.
    config = uvicorn.Config(
        build_app(workspace, host, port, accounts), log_level="warning", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    if accounts is not None and not is_own_machine(host):
        log.warning("Passwords cross the network as they are typed: put a proxy with HTTPS before this page.")
    # Connections wait in the listener's queue until the server takes them: the address is good from here on.
    print(f"{texts.PRODUCT('zh')} {texts.PRODUCT('en')}: http://{shown}:{port}/", flush=True)
    # Beside the first page's loading, not before it; the first question then finds everything open.
    threading.Thread(target=warm, args=(workspace,), name="warm", daemon=True).start()
    server.run(sockets=[listener])


def build_app(
    workspace: Workspace, host: str = "127.0.0.1", port: int = 7860, accounts: Accounts | None = None
) -> FastAPI:
    """The page with ``/healthz`` beside it, as an ASGI application behind its gate."""
    import gradio as gr
    from fastapi import FastAPI
    from fastapi.responses import PlainTextResponse
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    from assistant.panels.check_runs import CheckRuns
    from assistant.panels.criteria import add_criteria_exports
    from assistant.panels.downloads import add_downloads
    from assistant.panels.viewer_route import add_page_pictures
    from assistant.web.gate import Door, Gate

    names: Sequence[str] = workspace.settings.page.names
    is_public = not all(map(is_own_machine, (host, *names)))
    door = Door(accounts, is_public, workspace.settings.page.language)
    app = FastAPI(title=texts.PRODUCT("en"), docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/healthz", response_class=PlainTextResponse)
    def healthz() -> str:
        return "ok"

    runs = CheckRuns()
    add_downloads(app, workspace, runs)
    add_criteria_exports(app, workspace)
    pages = PageViews(workspace)
    add_page_pictures(app, pages)
    app.add_middleware(Gate, door=door)
    # Added last, it stands first.
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=names_served(host, names), www_redirect=False)
    page = build_page(workspace, pages, runs)
    page.state_session_capacity = SESSIONS_KEPT
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=host,
        server_port=port,
        auth=door.sign_in if accounts is not None else None,
        # Gradio would keep every question in the browser's storage, where the next user of the machine finds it.
        run_history=False,
        footer_links=[],
        show_error=False,
        max_file_size=LARGEST_UPLOAD,
        enable_monitoring=False,
        ssr_mode=False,
        favicon_path=str(STATIC / "favicon.svg"),
        theme=build_theme(),
        head=_head(),
        mcp_server=True,
    )
    door.page = app.routes[-1].app  # type: ignore[attr-defined]
    return app


def _head() -> str:
    """Style and script, inline: Gradio would confine a style sheet of its own to one element of the page."""
    parts = []
    for tag, ending in (("style", "css"), ("script", "js")):
        # What page.css says of all panels, the other sheets say otherwise of theirs: it comes first.
        for path in sorted(STATIC.glob(f"*.{ending}"), key=lambda path: (path.stem != "page", path.name)):
            parts.append(f"<{tag}>{path.read_text(encoding='utf-8')}</{tag}>")
    return "".join(parts)


def build_page(
    workspace: Workspace, pages: PageViews | None = None, runs: CheckRuns | None = None
) -> gr.Blocks:
    """The page itself: a header with tabs, and below it the panels.

    Args:
        pages: Draws pages of documents; None makes one.
        runs: The checks of all sessions, whose results are exported; None makes one.
    """
    import gradio as gr

    from assistant.panels.ask_page import build_ask_panel
    from assistant.panels.check import build_check_panel
    from assistant.panels.check_runs import CheckRuns
    from assistant.panels.criteria import build_criteria_panel
    from assistant.panels.frame import Header, render_brand, wire_language
    from assistant.panels.guide import build_guide_panel
    from assistant.panels.library import build_library_panel
    from assistant.panels.tabs import ON_TABS, render_tabs
    from assistant.panels.tasks import build_tasks_panel
    from assistant.panels.viewer import build_viewer
    from assistant.people.conversations import Conversations
    from assistant.web.api import add_api

    first: Language = workspace.settings.page.language
    kept = Conversations(workspace.home.folder)
    page = gr.Blocks(
        title=texts.PRODUCT(first),
        analytics_enabled=False,
        fill_width=True,
        # What was uploaded and not taken in is no longer there a day later.
        delete_cache=(3600, 24 * 3600),
    )
    with page:
        # First: whatever comes first of one name has it, and the page's own events are called alike.
        add_api(workspace)
        chosen = gr.State(first)
        with gr.Row(elem_id="pa-header", equal_height=True):
            brand = gr.HTML(render_brand(first), elem_id="pa-brand", apply_default_css=False)
            tabs = gr.HTML(render_tabs(first), elem_id="pa-tabs", js_on_load=ON_TABS, apply_default_css=False)
            switch = gr.Button(
                texts.SWITCH(first), variant="secondary", size="sm", scale=0, elem_id="pa-switch"
            )
            who = gr.HTML("", elem_id="pa-who", apply_default_css=False)
        with gr.Column(elem_id="pa-panel-ask", elem_classes="pa-panel"):
            ask = build_ask_panel(workspace, kept, first, chosen, tabs.ask)
        with gr.Column(elem_id="pa-panel-tasks", elem_classes="pa-panel"):
            tasks = build_tasks_panel(workspace, first, chosen, tabs.tasks)
        with gr.Column(elem_id="pa-panel-check", elem_classes="pa-panel"):
            check = build_check_panel(workspace, first, chosen, runs or CheckRuns())
        with gr.Column(elem_id="pa-panel-criteria", elem_classes="pa-panel"):
            criteria = build_criteria_panel(workspace, first, chosen, tabs.criteria)
        with gr.Column(elem_id="pa-panel-library", elem_classes="pa-panel"):
            library = build_library_panel(workspace, first, chosen, tabs.library)
        with gr.Column(elem_id="pa-panel-guide", elem_classes="pa-panel"):
            guide = build_guide_panel(workspace, first, chosen, tabs.guide)
        viewer = build_viewer(workspace, pages or PageViews(workspace), first, chosen)
        panels = (ask, tasks, check, criteria, library, guide, viewer)
        wire_language(page, first, Header(chosen, brand, tabs, switch, who), panels)
    return page


def build_theme() -> gr.themes.Base:
    """Gradio's plainest theme in the system's own fonts; ``page.css`` does the rest."""
    import gradio as gr

    fonts = [gr.themes.Font(name) for name in FONTS]
    mono = [gr.themes.Font(name) for name in ("ui-monospace", "Menlo", "Consolas", "monospace")]
    return gr.themes.Base(font=fonts, font_mono=mono).set(
        body_background_fill="#f6f5f1",
        body_background_fill_dark="#14181b",
        background_fill_primary="#f6f5f1",
        background_fill_primary_dark="#14181b",
        button_primary_background_fill="#17506f",
        button_primary_background_fill_dark="#86c5e6",
        button_primary_background_fill_hover="#1d6389",
        button_primary_background_fill_hover_dark="#a4d4ee",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#0c2533",
        panel_background_fill="transparent",
        panel_background_fill_dark="transparent",
    )


def warm(workspace: Workspace) -> None:
    """Load model and indexes, so that the first question does not wait for them."""
    try:
        # English brings the dictionary in as well.
        for question in ("由哪个部门牵头?", "Which department leads?"):
            workspace.ask(question)
    except AssistantError as error:
        # The same words meet whoever asks the first question; here they are for whoever started the page.
        log.warning("%s", error)
    except Exception:
        log.exception("Model and indexes could not be loaded ahead of the first question")
