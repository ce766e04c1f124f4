"""Who is asking: the gate knows, and every panel asks here.

A role is looked at when something is done, never only when a button is drawn: the page's own
requests can be sent by hand.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import gradio as gr

VISITOR = "policy_assistant_visitor"
"""Where the gate leaves the visitor in a request's scope."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """One person, as far as they are known."""

    owner: str
    """To whom conversations belong: an account's id, or what stands for a browser where there are no accounts."""
    name: str | None = None
    """Of the account; None where there are no accounts."""
    may_edit: bool = False
    """Whether they may add and remove documents."""

    @property
    def may_upload(self) -> bool:
        """Whether they may hand in a file at all, such as a report to be checked: the gate refuses strangers."""
        return self.may_edit or self.name is not None


NOBODY = Visitor("nobody")
"""Someone who came through no gate: nothing is kept for them, and they may change nothing."""


def visitor_of(request: gr.Request | None) -> Visitor:
    """Who sent a request to the page."""
    scope: dict[str, Any] = getattr(getattr(request, "request", None), "scope", None) or {}
    visitor = scope.get(VISITOR)
    if not isinstance(visitor, Visitor):
        return NOBODY
    if visitor.owner == NOBODY.owner and request is not None and request.session_hash:
        # A browser that keeps no cookies has its page as long as it is open.
        return Visitor(owner_of(f"page:{request.session_hash}"), visitor.name, visitor.may_edit)
    return visitor


def owner_of(secret: str) -> str:
    """What is written down for a secret that a browser holds: from the stored one nobody can tell the other."""
    return "browser:" + hashlib.sha256(secret.encode()).hexdigest()[:32]
