"""The page: assembles the panels and serves them.

Everything comes from this process: fonts are the system's own, Gradio's statistics are off, and a
content policy forbids the browser any other host. The page binds to this machine only, unless the
caller says that more is meant.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import socket
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.panels import texts
from corpus.errors import AssistantError, UsageError

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from assistant.answer import Language
    from assistant.workspace import Workspace

log = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "assistant" / "panels" / "static"
SESSIONS_KEPT = 2000
"""Sessions whose conversation is held in memory; the oldest goes first. A session is at most 50 answers."""
LARGEST_UPLOAD = "200mb"
LANGUAGE_KEY = "policy-assistant-language"
# The framework evaluates its templates and styles elements inline, hence the two unsafe words; what
# matters is that no address but this page's own is ever spoken to.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = (
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
FONTS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "sans-serif",
)

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


def launch(workspace: Workspace, host: str, port: int, allow_public: bool = False) -> None:
    """Serve the page until interrupted; the address is printed once it can be opened.

    Args:
        port: 0 takes any free one.
        allow_public: That others may reach the page, and everything in the documents with it, is meant.
    Raises:
        UsageError: The address is public and that is not said to be meant, or it cannot be listened on.
    """
    check_host(host, allow_public)
    listener = listen(host, port)
    # Before Gradio is imported: it reads these once.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import uvicorn

    shown = f"[{host}]" if ":" in host else host
    port = listener.getsockname()[1]
    # A page left open holds a connection for good: stopping does not wait for it.
    config = uvicorn.Config(
        build_app(workspace, host, port), log_level="warning", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    # Connections wait in the listener's queue until the server takes them: the address is good from here on.
    print(f"{texts.PRODUCT('zh')} {texts.PRODUCT('en')}: http://{shown}:{port}/", flush=True)
    # Beside the first page's loading, not before it; the first question then finds everything open.
    threading.Thread(target=warm, args=(workspace,), name="warm", daemon=True).start()
    server.run(sockets=[listener])


def check_host(host: str, allow_public: bool) -> None:
    """Refuse an address that others can reach, unless that is meant.

    Raises:
        UsageError: It is one, or it is no address.
    """
    if allow_public or is_own_machine(host):
        return
    raise UsageError(
        f"{host} can be reached by others, who could read every document here without signing in. "
        "Use --host 127.0.0.1, or add --allow-public if that is meant."
    )


def is_own_machine(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def listen(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        UsageError: The address is taken, or is not one of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(512)
        except OSError:
            listener.close()
            raise
    except OSError as error:
        raise UsageError(
            f"Cannot listen on {host}:{port} ({error.strerror or error}). Choose another with --port, or --port 0 for any."
        ) from error
    return listener


def build_app(workspace: Workspace, host: str = "127.0.0.1", port: int = 7860) -> FastAPI:
    """The page with ``/healthz`` beside it, as an ASGI application."""
    import gradio as gr
    from fastapi import FastAPI
    from fastapi.responses import PlainTextResponse

    app = FastAPI(title=texts.PRODUCT("en"), docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/healthz", response_class=PlainTextResponse)
    def healthz() -> str:
        return "ok"

    add_exports(app, workspace)
    app.add_middleware(OwnHostOnly)
    page = build_page(workspace, may_edit=is_own_machine(host))
    page.state_session_capacity = SESSIONS_KEPT
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=host,
        server_port=port,
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
    )
    return app


def add_exports(app: FastAPI, workspace: Workspace) -> None:
    """``/export/tasks.xlsx`` and its like: what the panel of tasks shows, as a file."""
    from fastapi import Response
    from fastapi.responses import PlainTextResponse

    from assistant.panels.tasks import EXPORT_TYPES, export_tasks

    @app.get("/export/tasks.{ending}")
    def tasks(ending: str, unit: str = "", role: str = "", before: str = "") -> Response:
        if ending not in EXPORT_TYPES:
            return PlainTextResponse(f"Export as one of: {', '.join(EXPORT_TYPES)}.", status_code=404)
        try:
            content = export_tasks(workspace, ending, unit or None, role or None, before or None)
        except AssistantError as error:
            return PlainTextResponse(str(error), status_code=400)
        headers = {"content-disposition": f'attachment; filename="tasks.{ending}"'}
        return Response(content, media_type=EXPORT_TYPES[ending], headers=headers)


def _head() -> str:
    """Style and script, inline: Gradio would confine a style sheet of its own to one element of the page."""
    style = (STATIC / "page.css").read_text(encoding="utf-8")
    script = (STATIC / "page.js").read_text(encoding="utf-8")
    return f"<style>{style}</style><script>{script}</script>"


def build_page(workspace: Workspace, may_edit: bool = True) -> gr.Blocks:
    """The page itself: a header with tabs, and below it the panels.

    Args:
        may_edit: Whether documents may be added and removed here. There are no accounts: on a page that
            others can reach, nobody may.
    """
    import gradio as gr

    from assistant.panels.ask import build_ask_panel
    from assistant.panels.check import build_check_panel
    from assistant.panels.guide import build_guide_panel
    from assistant.panels.library import build_library_panel
    from assistant.panels.tabs import ON_TABS, render_tabs
    from assistant.panels.tasks import build_tasks_panel

    first: Language = workspace.settings.page.language
    page = gr.Blocks(title=texts.PRODUCT(first), analytics_enabled=False, fill_width=True)
    with page:
        chosen = gr.State(first)
        remembered = gr.BrowserState(first, storage_key=LANGUAGE_KEY, secret=LANGUAGE_KEY)
        with gr.Row(elem_id="pa-header", equal_height=True):
            brand = gr.HTML(_brand(first), elem_id="pa-brand", apply_default_css=False)
            tabs = gr.HTML(render_tabs(first), elem_id="pa-tabs", js_on_load=ON_TABS, apply_default_css=False)
            switch = gr.Button(
                texts.SWITCH(first), variant="secondary", size="sm", scale=0, elem_id="pa-switch"
            )
        with gr.Column(elem_id="pa-panel-ask", elem_classes="pa-panel"):
            ask = build_ask_panel(workspace, first, chosen, tabs.ask)
        with gr.Column(elem_id="pa-panel-tasks", elem_classes="pa-panel"):
            tasks = build_tasks_panel(workspace, first, chosen, tabs.tasks)
        with gr.Column(elem_id="pa-panel-check", elem_classes="pa-panel"):
            check = build_check_panel(workspace, first, chosen)
        with gr.Column(elem_id="pa-panel-library", elem_classes="pa-panel"):
            library = build_library_panel(workspace, first, chosen, tabs.library, may_edit)
        with gr.Column(elem_id="pa-panel-guide", elem_classes="pa-panel"):
            guide = build_guide_panel(workspace, first, chosen, tabs.guide)
        panels = (ask, tasks, check, library, guide)

        def redraw(language: Language, *values: Any) -> list[Any]:
            out = [
                language,
                language,
                _brand(language),
                render_tabs(language),
                gr.Button(texts.SWITCH(language)),
            ]
            at = 0
            for panel in panels:
                out += panel.relabel(language, *values[at : at + len(panel.inputs)])
                at += len(panel.inputs)
            return out

        def restore(language: Any, *values: Any) -> list[Any]:
            # What a browser stored is not to be relied on.
            return redraw(language if language in ("zh", "en") else first, *values)

        def change(language: Language, *values: Any) -> list[Any]:
            return redraw("en" if language == "zh" else "zh", *values)

        inputs = [state for panel in panels for state in panel.inputs]
        drawn = [
            chosen,
            remembered,
            brand,
            tabs,
            switch,
            *(part for panel in panels for part in panel.outputs),
        ]
        quiet: dict[str, Any] = {
            "show_progress": "hidden",
            "concurrency_limit": None,
            "api_visibility": "private",
        }
        page.load(restore, [remembered, *inputs], drawn, **quiet)
        switch.click(change, [chosen, *inputs], drawn, **quiet)
    return page


def build_theme() -> gr.themes.Base:
    """Gradio's plainest theme in the system's own fonts; ``page.css`` does the rest."""
    import gradio as gr

    fonts = [gr.themes.Font(name) for name in FONTS]
    mono = [gr.themes.Font(name) for name in ("ui-monospace", "Menlo", "Consolas", "monospace")]
    return gr.themes.Base(font=fonts, font_mono=mono)


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


class OwnHostOnly:
    """Adds headers by which a browser loads nothing from another host; streams pass through unbuffered."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add the headers to its reply."""

        async def send_with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def _brand(language: Language) -> str:
    return (
        f'<div class="pa-brand" lang="{texts.LANGUAGE_TAGS[language]}"><h1>{texts.PRODUCT(language)}</h1>'
        f"<p>{texts.TAGLINE(language)}</p></div>"
    )
