"""The panel for questions: a conversation, and beside it the evidence of the turn looked at.

All that belongs to a person is in session state: the turns. The module holds nothing.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

import gradio as gr

from assistant.answer import Answer, Language
from assistant.panels import texts
from assistant.panels.actions import ON_EVIDENCE
from assistant.panels.conversation import (
    TURNS_KEPT,
    Turn,
    history,
    portions,
    render_conversation,
    render_welcome,
)
from assistant.panels.evidence import render_evidence, render_no_evidence
from assistant.panels.examples import example_questions
from assistant.panels.panel import Panel
from assistant.panels.scope import EVERYTHING, ON_SCOPE, Choice, read_choice, render_scope
from corpus.errors import AssistantError, EmptyHomeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.retriever import Scope
    from assistant.workspace import DocumentRecord, Message
    from corpus.document import Document

log = logging.getLogger(__name__)

PORTION_PAUSE_S = 0.03
"""Between two portions of an answer: enough to be seen as writing, a third of a second at most in all."""
ASKED_AT_ONCE = 8
"""Questions worked on at the same time; more only wait for the processor in another place."""

# An older turn's mark has no card on the page: its evidence is fetched. page.js does the rest.
_ON_CONVERSATION = """
element.addEventListener('click', (event) => {
  const example = event.target.closest('.pa-example');
  if (example) { trigger('example', {question: example.dataset.question}); return; }
  const mark = event.target.closest('.pa-mark, .pa-open');
  if (mark && !document.getElementById(`evidence-${mark.dataset.turn}-${mark.dataset.n}`)) {
    trigger('open', {turn: Number(mark.dataset.turn), n: Number(mark.dataset.n)});
  }
});
document.addEventListener('pa-ask', (event) => trigger('example', {question: event.detail}));
watch('value', () => document.dispatchEvent(new Event('pa-conversation')));
"""


class Library(Protocol):
    """What the panel needs of a ``Workspace``."""

    def ask(self, question: str, history: Sequence[Message] = (), scope: Scope | None = None) -> Answer:
        """The answer to a question."""

    def documents(self) -> list[DocumentRecord]:
        """All documents."""

    def document(self, document_id: str) -> Document:
        """One document, whole."""


class AskPanel:
    """What the panel's events do; draws through ``conversation`` and ``evidence``, holds no one's data."""

    def __init__(self, library: Library, pause_s: float = PORTION_PAUSE_S) -> None:
        self.library = library
        self.pause_s = pause_s

    def respond(
        self, question: str, turns: list[Turn], language: Language, choice: Choice = EVERYTHING
    ) -> Iterator[tuple[Any, Any, Any, Any, Any]]:
        """Question box, conversation, evidence, turns and notice, again and again as the answer grows."""
        question = question.strip()
        if not question:
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip(), texts.EMPTY_QUESTION(language)
            return
        number = turns[-1].number + 1 if turns else 0
        earlier = turns[-(TURNS_KEPT - 1) :]
        pending = Turn(number, question)
        yield "", render_conversation([*earlier, pending], language), gr.skip(), gr.skip(), ""

        turn = self.answer(pending, earlier, language, choice)
        now = [*earlier, turn]
        evidence: Any = self.evidence(turn, language)
        for shown in portions(turn.answer.text) if turn.answer else ():
            yield gr.skip(), render_conversation(now, language, shown), evidence, now, gr.skip()
            evidence = gr.skip()
            time.sleep(self.pause_s)
        yield gr.skip(), render_conversation(now, language), evidence, now, gr.skip()

    def answer(
        self, turn: Turn, earlier: Sequence[Turn], language: Language, choice: Choice = EVERYTHING
    ) -> Turn:
        """``turn`` with its answer, or with a line that says why there is none."""
        try:
            return replace(turn, answer=self.library.ask(turn.question, history(earlier), choice.as_scope()))
        except EmptyHomeError:
            return replace(turn, error=texts.NO_DOCUMENTS_ERROR(language))
        except AssistantError as error:
            return replace(turn, error=str(error))
        except Exception:
            # A person gets a line and the log the traceback: the page must outlive any fault in a question.
            log.exception("A question could not be answered")
            return replace(turn, error=texts.UNEXPECTED(language))

    def respond_to_example(
        self, turns: list[Turn], language: Language, choice: Choice, event: gr.EventData
    ) -> Iterator[tuple[Any, Any, Any, Any, Any]]:
        """As if the example had been typed."""
        yield from self.respond(str(event.question), turns, language, choice)

    def evidence(self, turn: Turn, language: Language, focus: int | None = None) -> str:
        """The evidence panel for one turn."""
        if not turn.citations:
            return render_no_evidence(language)
        nearest = turn.answer is not None and turn.answer.refused
        return render_evidence(
            self.library.document, turn.citations, language, turn=turn.number, nearest=nearest, focus=focus
        )

    def open_evidence(self, turns: list[Turn], language: Language, event: gr.EventData) -> Any:
        """The evidence of an earlier turn, at the mark that was clicked."""
        for turn in turns:
            if turn.number == event.turn:
                return self.evidence(turn, language, focus=event.n)
        return gr.skip()

    def scope(self, choice: Choice, language: Language) -> str:
        """What may be chosen between, from the documents there are now."""
        try:
            return render_scope(self.library.documents(), choice, language)
        except AssistantError:
            return ""

    def conversation(self, turns: list[Turn], language: Language) -> str:
        """The conversation, or what can be asked where it has not begun."""
        return render_conversation(turns, language) if turns else self.welcome(language)

    def welcome(self, language: Language) -> str:
        """What can be asked, from the documents there are now."""
        try:
            records = self.library.documents()
            # The first few documents, plans first, give examples enough; reading 900 would keep a page waiting.
            documents = [self.library.document(record.entry.document_id) for record in records[:3]]
            return render_welcome(records, example_questions(documents, language), language)
        except AssistantError as error:
            log.warning("The documents cannot be listed: %s", error)
            return render_welcome([], [], language)


def build_ask_panel(
    library: Library, language: Language, chosen: gr.State, shown: Callable[..., Any] | None = None
) -> Panel:
    """Place the panel in the ``gr.Blocks`` that is open.

    Args:
        language: What the page is drawn in first.
        chosen: The session's language.
        shown: Registers what happens when the panel's tab is chosen: documents may have come or gone.
    """
    panel = AskPanel(library)
    turns = gr.State([])
    choice = gr.State(EVERYTHING)
    with gr.Row(elem_id="pa-ask", elem_classes="pa-columns", equal_height=False):
        with gr.Column(scale=7, min_width=0, elem_id="pa-main", elem_classes="pa-main"):
            conversation = gr.HTML(
                "", elem_id="pa-conversation", js_on_load=_ON_CONVERSATION, apply_default_css=False
            )
            with gr.Column(elem_id="pa-composer"):
                notice = gr.HTML("", elem_id="pa-notice", apply_default_css=False)
                with gr.Row(elem_id="pa-composer-row", equal_height=False):
                    box = gr.Textbox(
                        lines=1,
                        max_lines=6,
                        container=False,
                        autofocus=True,
                        scale=1,
                        elem_id="pa-question",
                        label=texts.QUESTION(language),
                        placeholder=texts.PLACEHOLDER(language),
                    )
                    send = gr.Button(texts.SEND(language), variant="primary", scale=0, elem_id="pa-send")
                with gr.Row(elem_id="pa-composer-foot"):
                    scope = gr.HTML("", elem_id="pa-scope", js_on_load=ON_SCOPE, apply_default_css=False)
                    keys = gr.HTML(_keys(language), elem_id="pa-keys", apply_default_css=False)
                    new = gr.Button(
                        texts.NEW(language), variant="secondary", size="sm", scale=0, elem_id="pa-new"
                    )
        with gr.Column(scale=5, min_width=0, elem_id="pa-side", elem_classes="pa-side"):
            evidence = gr.HTML(
                render_no_evidence(language),
                elem_id="pa-evidence",
                js_on_load=ON_EVIDENCE,
                apply_default_css=False,
            )

    _wire(panel, turns, chosen, choice, conversation, evidence, box, send, new, notice)
    quiet: dict[str, Any] = {
        "show_progress": "hidden",
        "concurrency_limit": None,
        "api_visibility": "private",
    }

    def limit(event: gr.EventData) -> Choice:
        return read_choice(event.kind, event.ids)

    def show(now: Language, current: list[Turn], limited: Choice) -> tuple[Any, Any]:
        return gr.skip() if current else panel.welcome(now), panel.scope(limited, now)

    in_order = quiet | {"concurrency_limit": 1, "concurrency_id": "scope"}
    scope.limit(limit, None, choice, trigger_mode="multiple", **in_order)
    if shown is not None:
        shown(show, [chosen, turns, choice], [conversation, scope], **quiet)

    def relabel(now: Language, current: list[Turn], limited: Choice) -> list[Any]:
        last = current[-1] if current else None
        return [
            panel.conversation(current, now),
            panel.evidence(last, now) if last else render_no_evidence(now),
            gr.Textbox(label=texts.QUESTION(now), placeholder=texts.PLACEHOLDER(now)),
            gr.Button(texts.SEND(now)),
            _keys(now),
            gr.Button(texts.NEW(now)),
            "",
            panel.scope(limited, now),
        ]

    return Panel(
        inputs=[turns, choice],
        outputs=[conversation, evidence, box, send, keys, new, notice, scope],
        relabel=relabel,
    )


def _wire(
    panel: AskPanel,
    turns: gr.State,
    chosen: gr.State,
    choice: gr.State,
    conversation: gr.HTML,
    evidence: gr.HTML,
    box: gr.Textbox,
    send: gr.Button,
    new: gr.Button,
    notice: gr.HTML,
) -> None:
    outputs = [box, conversation, evidence, turns, notice]
    asking: dict[str, Any] = {
        "outputs": outputs,
        "show_progress": "hidden",
        "concurrency_limit": ASKED_AT_ONCE,
        "concurrency_id": "ask",
        "api_visibility": "private",
    }
    quiet: dict[str, Any] = {
        "show_progress": "hidden",
        "concurrency_limit": None,
        "api_visibility": "private",
    }
    gr.on([box.submit, send.click], panel.respond, [box, turns, chosen, choice], **asking)
    # gr.HTML makes an event of every name that its script triggers.
    conversation.example(panel.respond_to_example, [turns, chosen, choice], **asking)
    conversation.open(panel.open_evidence, [turns, chosen], evidence, **quiet)

    def begin_anew(language: Language) -> tuple[Any, ...]:
        return "", panel.welcome(language), render_no_evidence(language), [], ""

    new.click(begin_anew, [chosen], outputs, **quiet)


def _keys(language: Language) -> str:
    return f"<span>{texts.KEYS(language)}</span>"
