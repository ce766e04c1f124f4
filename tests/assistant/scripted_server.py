"""An OpenAI-compatible (or Ollama) server that says what a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Request = dict[str, Any]
Script = Callable[[Request], Iterator[bytes]]
"""The request's JSON → the body, piece by piece."""


def event(value: object) -> bytes:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n".encode()


def chunk(text: str) -> bytes:
    delta = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}
    return event(
        {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [delta]}
    )


def says(text: str, size: int = 7) -> Script:
    """Streams a reply; ``{key}`` in it becomes the first evidence key of the prompt, ``{key2}`` the second."""

    def script(request: Request) -> Iterator[bytes]:
        keys = evidence_keys(request)
        said = text.replace("{key2}", keys[1] if len(keys) > 1 else "").replace("{key}", keys[0])
        for at in range(0, len(said), size):
            yield chunk(said[at : at + size])
        yield b"data: [DONE]\n\n"

    return script


def evidence_keys(request: Request) -> list[str]:
    prompt = request["messages"][-1]["content"]
    return [
        line.split()[1].rstrip(">")
        for line in prompt.splitlines()
        if line.startswith(("<资料 ", "<material "))
    ]


def sends(*pieces: bytes) -> Script:
    return lambda request: iter(pieces)


def forever(piece: bytes, pause_s: float = 0.0) -> Script:
    def script(request: Request) -> Iterator[bytes]:
        while True:
            yield piece
            time.sleep(pause_s)

    return script


class ScriptedServer:
    """Where it listens, what it answers, and what it was asked."""

    def __init__(self) -> None:
        self.script: Script = says("")
        self.status = 200
        self.requests: list[Request] = []
        self.headers: list[dict[str, str]] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"


@contextmanager
def scripted_server() -> Iterator[ScriptedServer]:
    """A server in a thread, on a free port of this machine."""
    state = ScriptedServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.requests.append(request)
            state.headers.append({name.lower(): value for name, value in self.headers.items()})
            self.send_response(state.status)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            try:
                for piece in state.script(request):
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:
                pass  # the reader has gone, as some tests want

        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
