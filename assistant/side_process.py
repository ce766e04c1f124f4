"""A process that answers for another one: requests come pickled on its input, replies go out pickled.

    python -m assistant.side_process

It ends when its input does, so it never outlives whoever started it, and when nobody has asked for a while.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from corpus.errors import UsageError
from index.processors import let_threads_sleep

IDLE_S = 600.0
"""Without a request for so long, the memory is better given back."""

Reply = tuple[str, Any]
"""("ready", None), ("result", value), ("error", a ``UsageError``) or ("failed", None): ask elsewhere."""


def main() -> int:
    """Open the home that the first message names, then answer until the input ends."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    # What a library prints must not get between the replies.
    os.dup2(2, 1)
    let_threads_sleep()
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):  # whoever started it has gone
        serve(requests, replies)
    return 0


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer each request (name of a ``Workspace`` method, its arguments) in turn.

    Returns where this process is of no use: model or index cannot be opened as its starter has them.

    Raises:
        EOFError: There are no more.
        BrokenPipeError: Nobody reads the replies.
    """
    from assistant.settings import Settings
    from assistant.workspace import Workspace

    folder, settings, questions = pickle.load(requests)
    workspace = Workspace(Path(folder), Settings(**settings))
    for question in questions:
        # The first question opens model and indexes; nobody is to wait for that.
        if _reply(workspace, ("ask", (question,)))[0] != "result":
            return
    _send(replies, ("ready", None))
    while True:
        idle = threading.Timer(IDLE_S, os._exit, (0,))
        idle.daemon = True
        idle.start()
        request = pickle.load(requests)
        idle.cancel()
        _send(replies, _reply(workspace, request))


def _reply(workspace: Any, request: tuple[str, tuple[Any, ...]]) -> Reply:
    name, arguments = request
    try:
        return "result", getattr(workspace, name)(*arguments)
    except UsageError as error:
        return "error", error
    except Exception:
        # It is tried again where it was asked, and whatever is wrong with home or model comes up there.
        return "failed", None


def _send(replies: BinaryIO, reply: Reply) -> None:
    try:
        packed = pickle.dumps(reply)
    except Exception:  # pickle raises whatever an object's own methods do
        packed = pickle.dumps(("failed", None))
    replies.write(packed)
    replies.flush()


if __name__ == "__main__":
    sys.exit(main())
