"""What is refused whoever sends it: requests that another site makes a browser send, and too long ones.

Files go to the disk, and Gradio bounds them; all else of a request is held in memory.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

LARGEST_BODY = 8 << 20
"""Bytes of a request that carries no file: a pasted report has some hundred thousand."""


def comes_from_elsewhere(method: str, headers: Mapping[str, str], *, may_follow: bool) -> bool:
    """Whether a browser says that another site's page sends this. Programs say nothing of the kind.

    Following a link from elsewhere is meant; reading or embedding is not, nor being signed out by a link. Gradio
    itself lets any site read its answers with the visitor's cookies, wherever the page is not on this machine.

    Args:
        may_follow: Whether a link from elsewhere may lead here.
    """
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        return True
    follows_link = method in ("GET", "HEAD") and headers.get("sec-fetch-mode") == "navigate"
    return headers.get("sec-fetch-site") == "cross-site" and not (follows_link and may_follow)


def is_counted(headers: Mapping[str, str]) -> bool:
    """Whether only reading it tells how long the body is: programs send one in pieces, without its length."""
    return "transfer-encoding" in headers


def is_too_long(headers: Mapping[str, str], largest: int) -> bool:
    """Whether the sender says that more is coming."""
    length = headers.get("content-length", "0")
    return not re.fullmatch(r"\d{1,9}", length) or int(length) > largest


async def read_counted(receive: Receive, largest: int) -> Receive | None:
    """The same body in one piece, to be received in place of ``receive``; None as soon as it is too long.

    It is read before anybody works with it, since what is refused in the middle of the work comes back as
    whatever error the one who reads it makes of that.
    """
    parts: list[bytes] = []
    length, goes_on = 0, True
    while goes_on:
        message = await receive()
        if message["type"] != "http.request":
            break
        parts.append(message.get("body", b""))
        length += len(parts[-1])
        if length > largest:
            return None
        goes_on = message.get("more_body", False)
    waiting: list[Message] = [{"type": "http.request", "body": b"".join(parts), "more_body": goes_on}]

    async def receive_again() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_again
