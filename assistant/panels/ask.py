"""The panel for questions: a conversation, and beside it the evidence of the turn looked at.

What is on the page is in session state and names its owner; what was said is kept for that owner in
``Conversations``. The module holds nothing of anyone.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import gradio as gr

from assistant import phrases
from assistant.answer import Answer, Language
from assistant.desk.examples import example_questions
from assistant.panels import talk_texts, texts
from assistant.panels.conversation import history, portions, render_conversation, render_welcome
from assistant.panels.evidence import render_evidence, render_no_evidence
from assistant.panels.followups import FollowUps
from assistant.panels.running import Run
from assistant.panels.scope import EVERYTHING, Choice, render_scope
from assistant.panels.talks import render_talks
from assistant.people.conversations import TURNS_KEPT, Conversations, Turn
from assistant.web.visitors import NOBODY, Visitor
from corpus.errors import AssistantError, EmptyHomeError

if TYPE_CHECKING:
    from assistant.library import DocumentRecord
    from assistant.retrieval.retriever import Scope
    from assistant.workspace import Message
    from corpus.document import Document

log = logging.getLogger(__name__)

PORTION_PAUSE_S = 0.03
"""Between two portions of an answer: enough to be seen as writing, a third of a second at most in all."""


class Library(Protocol):
    """What the panel needs of a ``Workspace``."""

    def ask_stream(
        self,
        question: str,
        history: Sequence[Message] = (),
        scope: Scope | None = None,
        engine: str | None = None,
    ) -> Iterator[Answer]:
        """The answer to a question; before it, what a language model has written so far."""

    def documents(self) -> list[DocumentRecord]:
        """All documents."""

    def document(self, document_id: str) -> Document:
        """One document, whole."""


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation on somebody's page."""

    owner: str = NOBODY.owner
    id: str | None = None
    """Under which it is kept; None before anything was said."""
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a step of the panel puts on the page; what is None stays as it is."""

    box: str | None = None
    conversation: str | None = None
    evidence: str | None = None
    talk: Talk | None = None
    notice: str | None = None
    talks: str | None = None

    def values(self) -> tuple[Any, ...]:
        """For Gradio, in the order of the fields."""
        fields = (self.box, self.conversation, self.evidence, self.talk, self.notice, self.talks)
        return tuple(gr.skip() if value is None else value for value in fields)


class AskPanel:
    """What the panel's events do; draws through ``conversation`` and ``evidence``, holds no one's data."""

    def __init__(self, library: Library, kept: Conversations, pause_s: float = PORTION_PAUSE_S) -> None:
        self.library = library
        self.kept = kept
        self.pause_s = pause_s
        self.follow_ups = FollowUps()

    def respond(
        self,
        question: str,
        talk: Talk,
        visitor: Visitor,
        language: Language,
        choice: Choice = EVERYTHING,
        at: int | None = None,
        run: Run | None = None,
    ) -> Iterator[Drawn]:
        """Draw the page again and again as the answer grows.

        Args:
            run: By which it can be stopped: what is checked stays, what is not is gone.
            at: Number of the turn that is asked anew; it and what was said after it are replaced.
        """
        question = question.strip()
        if not question:
            yield Drawn(notice=texts.EMPTY_QUESTION(language))
            return
        talk = own(talk, visitor)
        # One that was abandoned has neither answer nor error: it was never said.
        said = (turn for turn in talk.turns if turn.answer is not None or turn.error is not None)
        earlier = tuple(turn for turn in said if at is None or turn.number < at)[-(TURNS_KEPT - 1) :]
        pending = Turn(earlier[-1].number + 1 if earlier else 0, question)
        talk = replace(talk, turns=(*earlier, pending))
        yield Drawn(
            "" if at is None else None, render_conversation(talk.turns, language), talk=talk, notice=""
        )

        run = run or Run()
        turn, was_seen = pending, False
        for turn in run.steps(self.answers(pending, earlier, language, choice)):
            if turn.answer is not None and turn.answer.provisional:
                was_seen = True
                yield Drawn(conversation=render_conversation((*earlier, turn), language))
        if turn.error is None and (turn.answer is None or turn.answer.provisional):
            turn = replace(pending, error=talk_texts.STOPPED(language))
        talk, notice = self._keep(replace(talk, turns=(*earlier, turn)), turn)
        evidence: str | None = self.evidence(turn, language)
        for shown in portions(turn.answer.text) if turn.answer and not was_seen else ():
            if run.is_stopped:
                break
            yield Drawn(
                conversation=render_conversation(talk.turns, language, shown), evidence=evidence, talk=talk
            )
            evidence = None
            time.sleep(self.pause_s)
        if run.is_abandoned:
            return
        yield Drawn(
            conversation=render_conversation(talk.turns, language),
            evidence=evidence,
            talk=talk,
            notice=notice,
            talks=self.talks(talk, visitor, language),
        )
        run.is_written = True
        found = [] if run.is_stopped else self.next_questions(talk, language, choice)
        # The next question may have been asked meanwhile.
        if found and not run.is_abandoned:
            yield Drawn(conversation=self.conversation(talk, language, choice))

    def answers(
        self, turn: Turn, earlier: Sequence[Turn], language: Language, choice: Choice = EVERYTHING
    ) -> Generator[Turn, None, None]:
        """``turn`` with its answer as it grows; the last one with the answer, or with a line that says why there is none."""
        try:
            for answer in self.library.ask_stream(turn.question, history(earlier), choice.as_scope()):
                yield replace(turn, answer=answer)
        except EmptyHomeError:
            yield replace(turn, error=texts.NO_DOCUMENTS_ERROR(language))
        except AssistantError as error:
            yield replace(turn, error=str(error))
        except Exception:
            # A person gets a line and the log the traceback: the page must outlive any fault in a question.
            log.exception("A question could not be answered")
            yield replace(turn, error=phrases.UNEXPECTED(language))

    def ask_again(
        self,
        number: int,
        question: str | None,
        talk: Talk,
        visitor: Visitor,
        language: Language,
        choice: Choice,
        run: Run | None = None,
    ) -> Iterator[Drawn]:
        """Answer a turn anew, its question as it was or edited."""
        turn = next((one for one in own(talk, visitor).turns if one.number == number), None)
        if turn is not None:
            yield from self.respond(
                turn.question if question is None else question, talk, visitor, language, choice, number, run
            )

    def rate(
        self,
        number: int,
        good: bool,
        reason: str,
        talk: Talk,
        visitor: Visitor,
        language: Language,
        choice: Choice,
    ) -> Drawn:
        """Keep what somebody thinks of an answer."""
        talk = own(talk, visitor)
        if talk.id is None or not self.kept.rate(talk.owner, talk.id, number, good, reason, visitor.name):
            return Drawn()
        turns = tuple(replace(one, good=good) if one.number == number else one for one in talk.turns)
        talk = replace(talk, turns=turns)
        return Drawn(conversation=self.conversation(talk, language, choice), talk=talk)

    def open_talk(self, identity: str, visitor: Visitor, language: Language) -> Drawn:
        """An earlier conversation, with the evidence of its last answer."""
        turns = tuple(self.kept.turns(visitor.owner, identity))
        if not turns:
            return Drawn()
        talk = Talk(visitor.owner, identity, turns)
        return self._whole(talk, visitor, language)

    def resume(self, talk: Talk, identity: str | None, visitor: Visitor) -> Talk:
        """``talk``; where the page's session was dropped, the conversation that was on it, read from the disk."""
        if talk.turns or talk.owner != NOBODY.owner or identity is None:
            return talk
        turns = tuple(self.kept.turns(visitor.owner, identity))
        return Talk(visitor.owner, identity, turns) if turns else talk

    def begin_anew(self, visitor: Visitor, language: Language) -> Drawn:
        """An empty page; what was said stays in the list."""
        return self._whole(Talk(visitor.owner), visitor, language)

    def rename_talk(
        self, identity: str, title: str, talk: Talk, visitor: Visitor, language: Language
    ) -> Drawn:
        """Call a conversation something else."""
        try:
            self.kept.rename(visitor.owner, identity, title)
        except AssistantError as error:
            return Drawn(notice=str(error))
        return Drawn(talks=self.talks(own(talk, visitor), visitor, language, is_open=True))

    def drop_talk(self, identity: str, talk: Talk, visitor: Visitor, language: Language) -> Drawn:
        """Drop a conversation; where it was on the page, the page begins anew."""
        self.kept.delete(visitor.owner, identity)
        talk = own(talk, visitor)
        if talk.id == identity:
            return replace(
                self.begin_anew(visitor, language),
                talks=self.talks(Talk(visitor.owner), visitor, language, is_open=True),
            )
        return Drawn(talks=self.talks(talk, visitor, language, is_open=True))

    def _whole(self, talk: Talk, visitor: Visitor, language: Language) -> Drawn:
        evidence = self.evidence(talk.turns[-1], language) if talk.turns else render_no_evidence(language)
        shown = self.conversation(talk, language)
        return Drawn("", shown, evidence, talk, "", self.talks(talk, visitor, language))

    def _keep(self, talk: Talk, turn: Turn) -> tuple[Talk, str | None]:
        """Put a turn on the disk; a line for the person where that cannot be done."""
        if talk.owner == NOBODY.owner:
            return talk, None
        try:
            talk = talk if talk.id else replace(talk, id=self.kept.begin(talk.owner, turn.question))
            self.kept.put(talk.owner, str(talk.id), turn)
        except AssistantError as error:
            # The answer is there all the same.
            return talk, str(error)
        return talk, None

    def evidence(self, turn: Turn, language: Language, focus: int | None = None) -> str:
        """The evidence panel for one turn."""
        if not turn.citations:
            return render_no_evidence(language)
        nearest = turn.answer is not None and turn.answer.refused
        return render_evidence(
            self.library.document, turn.citations, language, turn=turn.number, nearest=nearest, focus=focus
        )

    def open_evidence(self, talk: Talk, visitor: Visitor, language: Language, event: gr.EventData) -> Any:
        """The evidence of an earlier turn, at the mark that was clicked."""
        for turn in own(talk, visitor).turns:
            if turn.number == event.turn:
                return self.evidence(turn, language, focus=event.n)
        return gr.skip()

    def next_questions(self, talk: Talk, language: Language, choice: Choice) -> list[str]:
        """What might be asked next, each with an answer; nothing after a refusal, whose matter nobody knows."""
        asked = [one.answer.standalone_question for one in talk.turns if one.answer]
        answer = talk.turns[-1].answer
        if answer is None or answer.refused or not answer.citations:
            return []
        first = answer.citations[0]

        def answers(question: str) -> bool:
            *_, tried = self.library.ask_stream(question, (), choice.as_scope(), "extractive")
            return not tried.refused

        try:
            state = tuple(record.entry.document_id for record in self.library.documents()), choice
            document = self.library.document(first.document_id)
            return self.follow_ups.offer(document, first, asked, language, answers, hash(state))
        except AssistantError as error:
            log.warning("No questions can be offered: %s", error)
            return []

    def scope(self, choice: Choice, language: Language) -> str:
        """What may be chosen between, from the documents there are now."""
        try:
            return render_scope(self.library.documents(), choice, language)
        except AssistantError:
            return ""

    def talks(self, talk: Talk, visitor: Visitor, language: Language, is_open: bool = False) -> str:
        """The list of somebody's conversations."""
        if visitor.owner == NOBODY.owner:
            return ""
        try:
            held = self.kept.of(visitor.owner)
        except AssistantError as error:
            log.warning("%s", error)
            return ""
        return render_talks(held, talk.id, language, is_member=visitor.name is not None, is_open=is_open)

    def conversation(self, talk: Talk, language: Language, choice: Choice = EVERYTHING) -> str:
        """The conversation, or what can be asked where it has not begun."""
        if not talk.turns:
            return self.welcome(language)
        return render_conversation(
            talk.turns, language, next_questions=self.next_questions(talk, language, choice)
        )

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


def own(talk: Talk, visitor: Visitor) -> Talk:
    """The conversation, if it is the visitor's; an empty one else: a page's state answers to nobody else."""
    return talk if talk.owner == visitor.owner else Talk(visitor.owner)
