"""The gate: every request passes it, whatever it asks for and by whichever way in.

It adds the headers that keep a browser from speaking to other hosts, refuses requests that another
site makes a visitor's browser send, and finds out who is there:

- with an accounts file, whoever has signed in on the form, or sends name and password with
  the request (HTTP Basic, for programs); everything but the form and ``/healthz`` is closed to others;
- without one, on this machine, every browser by a cookie of its own, and all may edit;
- without one, on a page that others reach, the same, and nobody may edit or upload.

Gradio checks most of its own routes for a session, but not all (cancelling, streams, the tools for
language models), and knows nothing of roles or of an account that has been removed since.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import logging
import secrets
import time
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.requests import cookie_parser

from assistant.web.refusing import (
    LARGEST_BODY,
    Message,
    Receive,
    comes_from_elsewhere,
    is_counted,
    is_too_long,
    read_counted,
)
from assistant.web.sign_in import chosen_language, sign_in_page
from assistant.web.visitors import NOBODY, VISITOR, Visitor, owner_of
from corpus.errors import AssistantError

if TYPE_CHECKING:
    from gradio.routes import App

    from assistant.answer import Language
    from assistant.people.accounts import Account, Accounts

log = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]

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
VISIT_COOKIE = "policy-assistant-visit"
UPLOAD, SIGN_IN, SIGN_OUT = "/gradio_api/upload", "/login", "/logout"
LARGEST_FORM = 10_000
LONGEST_NAME, LONGEST_PASSWORD = 200, 1000
TOO_LONG = "The request is too long: send less at a time. 请求过长，请分次发送。"
RETRY_AFTER_S = "5"
SESSION_S = 12 * 3600.0
"""A signed-in browser is asked for its password again after a working day."""
PASSWORDS_KEPT = 500
CHECKED_AT_ONCE = 2
"""Passwords held against the file at a time: each costs 32 MiB and a quarter of a second of a processor."""
WAITING_AT_MOST = 40
"""Passwords that wait for that, those at it among them: the last of them some five seconds."""
WAITING_FROM_ONE = 20
"""Of these, from one address: nobody takes all places. An office behind one router signs in within as many."""
_ADDRESS: ContextVar[str] = ContextVar("address", default="")
"""Where the request in hand comes from: Gradio's route for signing in tells only name and password."""

# A stranger meets the form at "/". A browser asks for icon and manifest without saying who it is.
_OPEN = frozenset({"/healthz", SIGN_IN, SIGN_OUT, "/favicon.ico", "/manifest.json", "/robots.txt"})


class CrowdedError(AssistantError):
    """More passwords wait to be checked than can be in a few seconds."""

    def __init__(self) -> None:
        super().__init__(
            "Too many people are signing in just now: try again in a few seconds. 登录人数过多，请稍后再试。"
        )


@dataclass
class Door:
    """Who is in: the accounts, and the sessions that have begun."""

    accounts: Accounts | None = None
    is_public: bool = False
    """Whether others than this machine's user reach the page."""
    language: Language = "zh"
    """Of the form, for somebody who has chosen none."""
    page: App | None = None
    """Gradio's application, which holds the sessions; set once it is mounted."""
    _begun: dict[str, tuple[str, str, float]] = field(default_factory=dict)
    _known: dict[bytes, tuple[str, str]] = field(default_factory=dict)
    _limit: Any = None
    _waiting: Counter[str] = field(default_factory=Counter)

    async def sign_in(self, name: str, password: str) -> bool:
        """Whether that is the name's password: Gradio's route for signing in asks here."""
        from starlette.exceptions import HTTPException

        try:
            return await self._check(name, password) is not None
        except AssistantError as error:
            raise HTTPException(503, _why_closed(error), {"Retry-After": RETRY_AFTER_S}) from error

    async def visitor(self, cookies: dict[str, str], authorization: str) -> tuple[Visitor | None, str | None]:
        """Who sends these, or None for a stranger; and a session to be given them for this request."""
        if self.accounts is None:
            secret = cookies.get(VISIT_COOKIE, "")
            owner = owner_of(secret) if len(secret) >= 32 else NOBODY.owner
            return Visitor(owner, may_edit=not self.is_public), None
        for cookie in self.session_cookies():
            account = self._session(cookies.get(cookie, ""))
            if account is not None:
                return _as_visitor(account), None
        sender, token = await self._by_header(authorization)
        return (_as_visitor(sender) if sender else None), token

    def sign_out(self, cookies: dict[str, str]) -> None:
        """End the sessions of these cookies: Gradio itself would end none where the page is without HTTPS."""
        for cookie in self.session_cookies():
            self._end(cookies.get(cookie, ""))

    def _end(self, token: str) -> None:
        if self.page is not None:
            self.page.tokens.pop(token, None)
        self._begun.pop(token, None)

    def session_cookies(self) -> tuple[str, ...]:
        """Names of the cookies that Gradio sets: over HTTPS, and else."""
        identity = self.page.cookie_id if self.page else ""
        return f"access-token-{identity}", f"access-token-unsecure-{identity}"

    def _session(self, token: str) -> Account | None:
        """The account of a session; ends the session of one that was removed or has another password now."""
        if self.accounts is None or self.page is None or token not in self.page.tokens:
            return None
        account = self.accounts.find(self.page.tokens[token])
        identity, password, since = self._begun.get(token, (None, None, time.monotonic()))
        if account is not None and identity is None:
            self._begun[token] = (account.id, account.password, since)
        elif (
            account is None
            or (identity, password) != (account.id, account.password)
            or time.monotonic() - since > SESSION_S
        ):
            self._end(token)
            return None
        return account

    async def _by_header(self, authorization: str) -> tuple[Account | None, str | None]:
        """The account whose name and password stand in the header, and its session."""
        scheme, _, told = authorization.partition(" ")
        if self.page is None or scheme.lower() != "basic" or len(told) > 2000:
            return None, None
        # The password is checked once: doing so for every request would keep a processor busy.
        key = hashlib.sha256(told.encode()).digest()
        known = self._known.get(key)
        if known is not None:
            account = self._session(known[1])
            if account is not None:
                return account, known[1]
            self._known.pop(key, None)
        try:
            name, _, password = base64.b64decode(told, validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            return None, None
        account = await self._check(name, password)
        if account is None:
            return None, None
        token = secrets.token_urlsafe(32)
        self.page.tokens[token] = account.name
        if len(self._known) >= PASSWORDS_KEPT:
            # Its session goes with it: nothing would ever end that.
            self._end(self._known.pop(next(iter(self._known)))[1])
        self._known[key] = (account.name, token)
        return self._session(token), token

    async def _check(self, name: str, password: str) -> Account | None:
        from anyio import CapacityLimiter, to_thread

        # Wrong guesses are remembered by name: what cannot be one is not.
        if self.accounts is None or len(name) > LONGEST_NAME or len(password) > LONGEST_PASSWORD:
            return None
        address = _ADDRESS.get()
        if self._waiting.total() >= WAITING_AT_MOST or self._waiting[address] >= WAITING_FROM_ONE:
            raise CrowdedError
        if self._limit is None:
            self._limit = CapacityLimiter(CHECKED_AT_ONCE)
        self._waiting[address] += 1
        try:
            return await to_thread.run_sync(self.accounts.check, name, password, address, limiter=self._limit)
        finally:
            self._waiting[address] -= 1
            if not self._waiting[address]:
                del self._waiting[address]


class Gate:
    """ASGI middleware; streams pass through unbuffered."""

    def __init__(self, app: Asgi, door: Door) -> None:
        self.app = app
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through with its visitor, or refuse it."""
        if scope["type"] != "http":
            # The page uses no sockets; those who may speak to it do so by requests, which are looked at.
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        cookies = cookie_parser(headers.get("cookie", ""))
        extra: list[tuple[bytes, bytes]] = [*HEADERS]
        path = str(scope["path"])
        plain = "/" + path.strip("/")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *extra]
            await send(message)

        if comes_from_elsewhere(str(scope["method"]), headers, may_follow=plain != SIGN_OUT):
            await _refuse(scope, receive, send_with_headers, 403, "The request comes from another site.")
            return
        largest = LARGEST_FORM if plain == SIGN_IN else LARGEST_BODY
        is_bounded = scope["method"] not in ("GET", "HEAD", "OPTIONS") and plain != UPLOAD
        if is_bounded and is_too_long(headers, largest):
            await _refuse(scope, receive, send_with_headers, 413, TOO_LONG)
            return
        if plain == SIGN_OUT:
            self.door.sign_out(cookies)
        _ADDRESS.set(str((scope.get("client") or ("",))[0]))
        try:
            visitor, token = await self.door.visitor(cookies, headers.get("authorization", ""))
        except AssistantError as error:
            extra.append((b"retry-after", RETRY_AFTER_S.encode()))
            await _refuse(scope, receive, send_with_headers, 503, _why_closed(error))
            return
        if visitor is None:
            if plain == "/" and scope["method"] in ("GET", "HEAD"):
                await self._show_form(cookies)(scope, receive, send_with_headers)
                return
            if plain not in _OPEN:
                await _refuse(scope, receive, send_with_headers, 401, "Sign in first. 请先登录。")
                return
            visitor = NOBODY
        # Only of those who may come in, or who sign in: strangers' words are not held for them.
        if is_bounded and is_counted(headers):
            counted = await read_counted(receive, largest)
            if counted is None:
                await _refuse(scope, receive, send_with_headers, 413, TOO_LONG)
                return
            receive = counted
        if token is not None:
            given = "; ".join(
                filter(None, (headers.get("cookie"), f"{self.door.session_cookies()[1]}={token}"))
            )
            others = [(name, value) for name, value in scope["headers"] if name.lower() != b"cookie"]
            scope["headers"] = [*others, (b"cookie", given.encode("latin-1"))]
        if plain == UPLOAD and self.door.accounts is None and self.door.is_public:
            await _refuse(
                scope, receive, send_with_headers, 403, "This page only shows documents. 此页面只供查看。"
            )
            return
        if self.door.accounts is None and plain == "/" and visitor.owner == NOBODY.owner:
            # Until the browser is closed: the next user of the machine is somebody else.
            secure = "; Secure" if scope.get("scheme") == "https" else ""
            cookie = f"{VISIT_COOKIE}={secrets.token_urlsafe(32)}; Path=/; HttpOnly; SameSite=Lax{secure}"
            extra.append((b"set-cookie", cookie.encode()))
        scope[VISITOR] = visitor
        await self.app(scope, receive, send_with_headers)

    def _show_form(self, cookies: dict[str, str]) -> Asgi:
        from starlette.responses import HTMLResponse

        language = chosen_language(cookies, self.door.language)
        # Kept by no browser: behind the same address stands the page, once somebody is in.
        return HTMLResponse(sign_in_page(language), headers={"cache-control": "no-store"})


def _as_visitor(account: Account) -> Visitor:
    return Visitor(f"account:{account.id}", account.name, account.role == "editor")


def _why_closed(error: AssistantError) -> str:
    """What a visitor is told; what is wrong with the accounts is for whoever runs the page, in its log."""
    if isinstance(error, CrowdedError):
        return str(error)
    log.error("Nobody can come in: %s", error)
    return (
        "The accounts cannot be read, so nobody can come in: tell whoever runs this page; its log says why. "
        "账户文件无法读取，请联系管理员，原因见运行日志。"
    )


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, reason: str) -> None:
    from starlette.responses import JSONResponse

    await JSONResponse({"error": reason}, status)(scope, receive, send)
