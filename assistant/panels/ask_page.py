"""Place the panel for questions on the page, and join its parts to what ``AskPanel`` does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.answer import Language
from assistant.panels import talk_texts, texts
from assistant.panels.actions import ON_EVIDENCE
from assistant.panels.ask import AskPanel, Drawn, Library, Talk, own
from assistant.panels.evidence import render_no_evidence
from assistant.panels.open_talks import OpenTalks
from assistant.panels.panel import Panel
from assistant.panels.running import Run, Runs
from assistant.panels.scope import EVERYTHING, ON_SCOPE, Choice, read_choice
from assistant.panels.talks import ON_TALKS
from assistant.people.conversations import Conversations
from assistant.web.visitors import Visitor, visitor_of

ASKED_AT_ONCE = 8
"""Questions worked on at the same time; more only wait for the processor in another place."""
QUIET: dict[str, Any] = {
    "show_progress": "hidden",
    "concurrency_limit": None,
    "api_visibility": "private",
}

# An older turn's mark has no card on the page: its evidence is fetched. page.js does the rest.
_ON_CONVERSATION = """
element.addEventListener('click', (event) => {
  const example = event.target.closest('.pa-example');
  if (example) { trigger('example', {question: example.dataset.question}); return; }
  const said = event.target.closest('[data-say]');
  if (said) {
    const turn = Number(said.dataset.turn), box = said.closest('details');
    if (said.dataset.say === 'again') trigger('again', {turn});
    if (said.dataset.say === 'edit') trigger('edit', {turn, question: box.querySelector('textarea').value});
    if (said.dataset.say === 'rate') {
      const more = box ? box.querySelector('input').value : '';
      trigger('rate', {turn, good: Boolean(said.dataset.good), reason: [said.dataset.reason, more].filter(Boolean).join(': ')});
    }
    return;
  }
  const mark = event.target.closest('.pa-mark, .pa-open');
  if (mark && !document.getElementById(`evidence-${mark.dataset.turn}-${mark.dataset.n}`)) {
    trigger('open', {turn: Number(mark.dataset.turn), n: Number(mark.dataset.n)});
  }
});
document.addEventListener('pa-ask', (event) => trigger('example', {question: event.detail}));
watch('value', () => document.dispatchEvent(new Event('pa-conversation')));
"""


@dataclass(frozen=True)
class _Parts:
    """The panel's parts with words on them."""

    conversation: gr.HTML
    evidence: gr.HTML
    notice: gr.HTML
    box: gr.Textbox
    send: gr.Button
    stop: gr.Button
    scope: gr.HTML
    talks: gr.HTML
    keys: gr.HTML
    new: gr.Button


def build_ask_panel(
    library: Library,
    kept: Conversations,
    language: Language,
    chosen: gr.State,
    shown: Callable[..., Any] | None = None,
) -> Panel:
    """Place the panel in the ``gr.Blocks`` that is open.

    Args:
        kept: Where conversations are.
        language: What the page is drawn in first.
        chosen: The session's language.
        shown: Registers what happens when the panel's tab is chosen: documents may have come or gone.
    """
    panel = AskPanel(library, kept)
    talk = gr.State(Talk())
    choice = gr.State(EVERYTHING)
    parts = _place(language)
    _wire(panel, parts, talk, chosen, choice)

    def limit(event: gr.EventData) -> Choice:
        return read_choice(event.kind, event.ids)

    def show(request: gr.Request, now: Language, current: Talk, limited: Choice) -> tuple[Any, Any]:
        begun = own(current, visitor_of(request)).turns
        return gr.skip() if begun else panel.welcome(now), panel.scope(limited, now)

    in_order = QUIET | {"concurrency_limit": 1, "concurrency_id": "scope"}
    parts.scope.limit(limit, None, choice, trigger_mode="multiple", **in_order)
    if shown is not None:
        shown(show, [chosen, talk, choice], [parts.conversation, parts.scope], **QUIET)

    def relabel(visitor: Visitor, now: Language, current: Talk, limited: Choice) -> list[Any]:
        current = own(current, visitor)
        last = current.turns[-1] if current.turns else None
        return [
            panel.conversation(current, now, limited),
            panel.evidence(last, now) if last else render_no_evidence(now),
            gr.Textbox(label=texts.QUESTION(now), placeholder=texts.PLACEHOLDER(now)),
            gr.Button(texts.SEND(now)),
            gr.Button(talk_texts.STOP(now)),
            _keys(now),
            gr.Button(texts.NEW(now)),
            "",
            panel.scope(limited, now),
            panel.talks(current, visitor, now),
        ]

    drawn = (parts.conversation, parts.evidence, parts.box, parts.send, parts.stop, parts.keys, parts.new)
    return Panel(
        inputs=[talk, choice],
        outputs=[*drawn, parts.notice, parts.scope, parts.talks],
        relabel=relabel,
        knows_visitor=True,
    )


def _place(language: Language) -> _Parts:
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
                    stop = gr.Button(
                        talk_texts.STOP(language), variant="secondary", scale=0, elem_id="pa-stop"
                    )
                with gr.Row(elem_id="pa-composer-foot"):
                    scope = gr.HTML("", elem_id="pa-scope", js_on_load=ON_SCOPE, apply_default_css=False)
                    talks = gr.HTML("", elem_id="pa-talks", js_on_load=ON_TALKS, apply_default_css=False)
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
    return _Parts(conversation, evidence, notice, box, send, stop, scope, talks, keys, new)


def _wire(panel: AskPanel, parts: _Parts, talk: gr.State, chosen: gr.State, choice: gr.State) -> None:
    outputs = [parts.box, parts.conversation, parts.evidence, talk, parts.notice, parts.talks]
    conversation, talks = parts.conversation, parts.talks

    runs = Runs()
    open_talks = OpenTalks()

    def page_of(request: gr.Request) -> str:
        return f"{visitor_of(request).owner} {request.session_hash}"

    def on_page(request: gr.Request, current: Talk) -> Talk:
        return panel.resume(current, open_talks.get(page_of(request)), visitor_of(request))

    def drawn_on(request: gr.Request, drawn: Drawn) -> tuple[Any, ...]:
        if drawn.talk is not None:
            open_talks.put(page_of(request), drawn.talk.id)
        return drawn.values()

    def watched(
        request: gr.Request, current: Talk, respond: Callable[[Talk, Visitor, Run], Iterator[Drawn]]
    ) -> Iterator[Any]:
        page, current = page_of(request), on_page(request, current)
        run = runs.begin(page)
        try:
            for drawn in respond(current, visitor_of(request), run):
                yield drawn_on(request, drawn)
        finally:
            run.stop(is_abandoned=True)
            runs.end(page, run)

    def ask(
        request: gr.Request, question: str, current: Talk, now: Language, limited: Choice
    ) -> Iterator[Any]:
        if runs.is_writing(page_of(request)):
            # Two answers at a time would write over each other; the question stays in the box.
            yield Drawn().values()
            return
        yield from watched(
            request,
            current,
            lambda talk, who, run: panel.respond(question, talk, who, now, limited, run=run),
        )

    def ask_example(
        request: gr.Request, current: Talk, now: Language, limited: Choice, event: gr.EventData
    ) -> Iterator[Any]:
        yield from ask(request, str(event.question), current, now, limited)

    def again(
        request: gr.Request, current: Talk, now: Language, limited: Choice, event: gr.EventData
    ) -> Iterator[Any]:
        yield from watched(
            request,
            current,
            lambda talk, who, run: panel.ask_again(event.turn, None, talk, who, now, limited, run),
        )

    def edit(
        request: gr.Request, current: Talk, now: Language, limited: Choice, event: gr.EventData
    ) -> Iterator[Any]:
        edited = str(event.question)
        yield from watched(
            request,
            current,
            lambda talk, who, run: panel.ask_again(event.turn, edited, talk, who, now, limited, run),
        )

    def stop(request: gr.Request) -> None:
        runs.stop(page_of(request))

    def rate(
        request: gr.Request, current: Talk, now: Language, limited: Choice, event: gr.EventData
    ) -> tuple[Any, ...]:
        visitor, current = visitor_of(request), on_page(request, current)
        drawn = panel.rate(event.turn, bool(event.good), str(event.reason), current, visitor, now, limited)
        return drawn_on(request, drawn)

    def open_evidence(request: gr.Request, current: Talk, now: Language, event: gr.EventData) -> Any:
        return panel.open_evidence(on_page(request, current), visitor_of(request), now, event)

    def begin_anew(request: gr.Request, now: Language) -> tuple[Any, ...]:
        runs.stop(page_of(request), is_abandoned=True)
        return drawn_on(request, panel.begin_anew(visitor_of(request), now))

    def pick(request: gr.Request, now: Language, event: gr.EventData) -> tuple[Any, ...]:
        runs.stop(page_of(request), is_abandoned=True)
        return drawn_on(request, panel.open_talk(str(event.id), visitor_of(request), now))

    def rename(request: gr.Request, current: Talk, now: Language, event: gr.EventData) -> tuple[Any, ...]:
        visitor, current = visitor_of(request), on_page(request, current)
        return drawn_on(request, panel.rename_talk(str(event.id), str(event.title), current, visitor, now))

    def drop(request: gr.Request, current: Talk, now: Language, event: gr.EventData) -> tuple[Any, ...]:
        visitor, current = visitor_of(request), on_page(request, current)
        return drawn_on(request, panel.drop_talk(str(event.id), current, visitor, now))

    asking = QUIET | {"outputs": outputs, "concurrency_limit": ASKED_AT_ONCE, "concurrency_id": "ask"}
    # gr.HTML makes an event of every name that its script triggers.
    # "multiple": else Gradio drops a question that is sent while the answer before it looks for what to ask next.
    gr.on(
        [parts.box.submit, parts.send.click],
        ask,
        [parts.box, talk, chosen, choice],
        trigger_mode="multiple",
        **asking,
    )
    conversation.example(ask_example, [talk, chosen, choice], **asking)
    conversation.again(again, [talk, chosen, choice], **asking)
    conversation.edit(edit, [talk, chosen, choice], **asking)
    parts.stop.click(stop, None, None, **QUIET)
    conversation.rate(rate, [talk, chosen, choice], outputs, **QUIET)
    conversation.open(open_evidence, [talk, chosen], parts.evidence, **QUIET)
    parts.new.click(begin_anew, [chosen], outputs, **QUIET)
    talks.pick(pick, [chosen], outputs, **QUIET)
    talks.rename(rename, [talk, chosen], outputs, **QUIET)
    talks.drop(drop, [talk, chosen], outputs, **QUIET)


def _keys(language: Language) -> str:
    return f"<span>{texts.KEYS(language)}</span>"
