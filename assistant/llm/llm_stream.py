"""Talk to a language model: one prompt in, its reply in pieces, within bounds that hold.

The client is llama-index's own LLM class for either kind of address (OpenAI-compatible, Ollama), so that
any model it can drive can be set. What those classes leave open is closed here. Their time-out counts
from byte to byte, so a server that sends a little for ever holds them for ever: a thread reads, and the
caller waits for it until the deadline and no longer. Their retries repeat a prompt for minutes: none.
Their errors quote the server, which may quote the key: only a kind of failure leaves this module.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

import httpx

from assistant.settings import LlmSettings
from corpus.errors import EngineError

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_log = logging.getLogger(__name__)

FailureKind = Literal[
    "unset", "absent", "unreachable", "timeout", "http", "empty", "endless", "malformed", "declined",
    "ungrounded", "incomplete",
]  # fmt: skip
# A token is at most about six characters of an ordinary reply; more than this, and the server ignores max_tokens.
CHARS_PER_TOKEN = 8
# A server sends up to 500 bytes of JSON around a token, and a model that thinks aloud ten times its answer.
MAX_BYTES = 8 << 20


class ModelReplyError(EngineError):
    """A language model gave no usable reply. Holds a kind and at most an HTTP status, no foreign text."""

    def __init__(self, kind: FailureKind, detail: str = "") -> None:
        super().__init__(f"The language model gave no usable reply ({kind}{' ' * bool(detail)}{detail}).")
        self.kind: FailureKind = kind
        self.detail = detail


class _EndlessReply(httpx.TransportError):
    """More bytes than any reply needs."""


class _Bounds:
    """When to stop reading: at the deadline, after too many bytes, or when the caller has gone."""

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline
        self.left_bytes = MAX_BYTES
        self.abandoned = threading.Event()

    def check(self, received: int) -> None:
        self.left_bytes -= received
        if self.left_bytes < 0:
            raise _EndlessReply("too many bytes")
        if self.abandoned.is_set() or time.monotonic() > self.deadline:
            raise httpx.ReadTimeout("past the deadline")


class _BoundedStream(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream, bounds: _Bounds) -> None:
        self._stream, self._bounds = stream, bounds

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            self._bounds.check(len(chunk))
            yield chunk

    def close(self) -> None:
        self._stream.close()


class _BoundedTransport(httpx.BaseTransport):
    """Ends a response body at its bounds, even one without a single line end."""

    def __init__(self, bounds: _Bounds) -> None:
        self._transport, self._bounds = httpx.HTTPTransport(), bounds

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._transport.handle_request(request)
        assert isinstance(response.stream, httpx.SyncByteStream)
        stream = _BoundedStream(response.stream, self._bounds)
        return httpx.Response(
            response.status_code, headers=response.headers, stream=stream, extensions=response.extensions
        )

    def close(self) -> None:
        self._transport.close()


def stream_reply(settings: LlmSettings, system: str, user: str) -> Iterator[str]:
    """The reply in pieces, as they come.

    Raises:
        ModelReplyError: Nothing is set, nothing answers, or the reply breaks a bound. Pieces may have come before.
    """
    if not settings.model:
        raise ModelReplyError("unset")
    try:
        # Loading these takes seconds, once; the model's time begins after it.
        import_module("llama_index.core.base.llms.types")
        import_module(f"llama_index.llms.{'ollama' if settings.api == 'ollama' else 'openai_like'}")
    except ImportError:
        raise ModelReplyError("absent") from None
    bounds = _Bounds(time.monotonic() + settings.timeout_s)
    pieces: queue.SimpleQueue[str | ModelReplyError | None] = queue.SimpleQueue()
    arguments = (settings, system, user, bounds, pieces)
    threading.Thread(target=_read, args=arguments, name="language model", daemon=True).start()
    chars = 0
    try:
        while True:
            try:
                piece = pieces.get(timeout=max(0.0, bounds.deadline - time.monotonic()))
            except queue.Empty:
                raise ModelReplyError("timeout") from None
            if isinstance(piece, ModelReplyError):
                raise piece
            if piece is None:
                break
            chars += len(piece)
            if chars > CHARS_PER_TOKEN * settings.max_tokens:
                raise ModelReplyError("endless")
            yield piece
    finally:
        bounds.abandoned.set()
    if not chars:
        raise ModelReplyError("empty")


def _read(
    settings: LlmSettings,
    system: str,
    user: str,
    bounds: _Bounds,
    pieces: queue.SimpleQueue[str | ModelReplyError | None],
) -> None:
    """Read the whole reply into the queue; None, or the failure, ends it."""
    timeout = httpx.Timeout(settings.timeout_s, connect=settings.connect_timeout_s)
    transport = _BoundedTransport(bounds)
    try:
        from llama_index.core.base.llms.types import ChatMessage

        model = open_model(settings, transport, timeout)
        messages = [ChatMessage(role="system", content=system), ChatMessage(role="user", content=user)]
        for part in model.stream_chat(messages):
            if part.delta:
                pieces.put(part.delta)
        pieces.put(None)
    # A foreign service and two client libraries: whatever they raise, the question has an answer without
    # them. Their messages may quote what was sent, the key among it; the names of their errors do not.
    except Exception as error:
        failure = _failure(error)
        level = logging.WARNING if failure.kind == "malformed" else logging.INFO
        names = " from ".join(type(one).__name__ for one in _causes(error))
        _log.log(level, "The language model gave no usable reply: %s (%s).", failure.kind, names)
        pieces.put(failure)
    finally:
        transport.close()


def open_model(settings: LlmSettings, transport: httpx.BaseTransport, timeout: httpx.Timeout) -> LLM:
    """llama-index's class for the address that is set."""
    key = settings.api_key.get_secret_value() if settings.api_key else ""
    common: dict[str, Any] = {"transport": transport, "timeout": timeout, "follow_redirects": False}
    if settings.api == "ollama":
        from llama_index.llms.ollama import Ollama  # type: ignore[import-untyped]
        from ollama import Client

        base_url = settings.base_url.rstrip("/").removesuffix("/v1")
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        ollama: LLM = Ollama(
            model=settings.model or "",
            base_url=base_url,
            temperature=settings.temperature,
            context_window=settings.context_tokens,
            additional_kwargs={"num_predict": settings.max_tokens},
            client=Client(host=base_url, headers=headers, **common),
        )
        return ollama
    from llama_index.llms.openai_like import OpenAILike  # type: ignore[import-untyped]

    model: LLM = OpenAILike(
        model=settings.model or "",
        api_base=settings.base_url,
        # The client refuses to start without one; local servers ask for none.
        api_key=key or "none",
        is_chat_model=True,
        context_window=settings.context_tokens,
        temperature=settings.temperature,
        max_tokens=settings.max_tokens,
        max_retries=0,
        timeout=settings.timeout_s,
        http_client=httpx.Client(**common),
    )
    return model


def _failure(error: BaseException) -> ModelReplyError:
    """The kind of a client library's error, by its cause."""
    chain = _causes(error)
    for one in chain:
        status = getattr(one, "status_code", None)
        if isinstance(status, int) and not isinstance(status, bool) and status >= 300:
            return ModelReplyError("http", str(status))
    for one in chain:
        if isinstance(one, _EndlessReply):
            return ModelReplyError("endless")
        if isinstance(one, (httpx.ConnectError, httpx.ConnectTimeout, ConnectionError)):
            return ModelReplyError("unreachable")
        if isinstance(one, httpx.TimeoutException):
            return ModelReplyError("timeout")
    return ModelReplyError("malformed")


def _causes(error: BaseException) -> list[BaseException]:
    """The error, then what caused it, and so on."""
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and len(chain) < 8:
        chain.append(current)
        current = current.__cause__ or current.__context__
    return chain


def is_reachable(settings: LlmSettings) -> bool:
    """Whether something answers at the address that is set."""
    base_url = settings.base_url.rstrip("/")
    url = f"{base_url.removesuffix('/v1')}/api/tags" if settings.api == "ollama" else f"{base_url}/models"
    key = settings.api_key.get_secret_value() if settings.api_key else ""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        with httpx.Client(transport=httpx.HTTPTransport(), timeout=settings.connect_timeout_s) as client:
            # Some servers list no models; that they answer at all is what is asked.
            return client.get(url, headers=headers).status_code < 500
    except (httpx.HTTPError, ValueError):
        return False
