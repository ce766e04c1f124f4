"""The same functions for programs and for language models: ask, search, check, and nothing else.

Gradio makes of each an address of its API and a tool of its MCP server; name, description and arguments come from
the functions below, so their docstrings are written for whoever, or whatever, chooses among tools. They keep
nothing: a conversation is what the caller sends along.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api

from assistant import phrases
from corpus.errors import AssistantError, UsageError

if TYPE_CHECKING:
    from assistant.retrieval.retriever import Scope
    from assistant.workspace import Workspace

log = logging.getLogger(__name__)

PASSAGES = 5
MOST_PASSAGES = 50
LONGEST_HISTORY = 100


def add_api(workspace: Workspace) -> None:
    """Put the three functions into the ``gr.Blocks`` that is open."""

    def ask(
        question: str,
        history: list[dict[str, str]] | None = None,
        document_ids: list[str] | None = None,
    ) -> dict[str, Any]:
        """Answer a question about the Chinese policy documents held here, from their text alone, or refuse. The answer is in the language of the question; each [n] in it points at an entry of "citations" with the exact quote, its place and how an office cites it. When "refused" is true the documents do not say it, and "nearest" holds passages that do not answer the question: report that, and do not answer from them.

        Args:
            question: In Chinese or English, one question at a time, e.g. 提高专利申请质量由哪个部门牵头?
            history: Earlier turns of the conversation, oldest first, each {"role": "user" or "assistant", "content": text}; only needed when the question refers back to them.
            document_ids: Use only these documents, by the "document_id" of citations; leave out to use all.
        """
        turns = [_turn(one) for one in (history or [])[-LONGEST_HISTORY:]]
        return _told(lambda: workspace.ask(question, turns, _scope(document_ids)).as_json())

    def search(query: str, limit: int | None = None, document_ids: list[str] | None = None) -> dict[str, Any]:
        """Find the passages of the Chinese policy documents held here that are nearest to a query, best first, each whole with title, heading path, page and offsets. They are near, not necessarily an answer; use ask for an answer that rests on quotes.

        Args:
            query: Words or a question, in Chinese or English.
            limit: How many passages, 1 to 50; 5 if left out.
            document_ids: Search only these documents, by their "document_id"; leave out to search all.
        """
        k = min(max(limit or PASSAGES, 1), MOST_PASSAGES)
        return _told(lambda: workspace.search(query, k, _scope(document_ids)).as_json())

    def check(claim: str, document_ids: list[str] | None = None) -> dict[str, Any]:
        """Hold a statement against the Chinese policy documents held here. "verdict" is supported, contradicted, partly_supported or not_stated; "differences" names what differs (number, unit, date, organisation, role, negation, scope) with what is claimed and what the source says; "citations" hold the quotes.

        Args:
            claim: One statement, in Chinese or English, e.g. 到2022年底,园区工业集中度不低于90%。
            document_ids: Hold it against these documents only, by their "document_id"; leave out for all.
        """
        return _told(lambda: workspace.check_claim(claim, _scope(document_ids)).as_json())

    for function in (ask, search, check):
        # Not queued: a tool call then needs no second connection of the server to itself, which would have to sign in.
        api(function, api_name=function.__name__, queue=False, concurrency_limit=None)


def _scope(document_ids: list[str] | None) -> Scope | None:
    from assistant.retrieval.retriever import Scope

    return Scope(document_ids=frozenset(map(str, document_ids))) if document_ids else None


def _turn(told: Any) -> dict[str, str]:
    if not isinstance(told, dict) or told.get("role") not in ("user", "assistant"):
        raise gr.Error('Each turn of the history must be {"role": "user" or "assistant", "content": text}.')
    return {"role": str(told["role"]), "content": str(told.get("content", ""))}


def _told(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What ``work`` returns; faults as words for the caller, with nothing of the server in them."""
    try:
        return work()
    except UsageError as error:
        raise gr.Error(str(error), print_exception=False) from error
    except AssistantError as error:
        log.warning("%s", error)
        raise gr.Error(str(error), print_exception=False) from error
    except Exception as error:
        log.exception("A request of the API could not be answered")
        raise gr.Error(phrases.UNEXPECTED("en"), print_exception=False) from error
