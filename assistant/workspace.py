"""One home at work: what every command and every panel works through."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.library import Library
from assistant.settings import Settings
from corpus.errors import AssistantError
from corpus.sources import Source

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.answering.extractive import ExtractiveEngine
    from assistant.asking import Quoted
    from assistant.at_once import AtOnce
    from assistant.claims.checking import ClaimChecker
    from assistant.claims.report_check import CheckedReport
    from assistant.claims.verdicts import CheckedClaim
    from assistant.llm.llm_engine import LlmEngine
    from assistant.retrieval.retriever import Retriever, Scope, SearchResult
    from index.build import Progress

Message = dict[str, str]
"""One turn of a conversation: {"role": "user" | "assistant", "content": …}."""


class Workspace(Library):
    """A library that can be searched, asked, and held against claims."""

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        super().__init__(folder, settings)
        self._checker: ClaimChecker | None = None

    def search(self, query: str, k: int | None = None, scope: Scope | None = None) -> SearchResult:
        """The ``k`` passages nearest to a query.

        Raises:
            UsageError: The query is empty, too long, or in neither Chinese nor English.
        """
        from assistant.searching import search

        count = k or self.settings.retrieval.top_k
        return self._at_once.run(
            lambda: search(self.retriever(), self._extractive, query, count, scope),
            "search",
            query,
            count,
            scope,
        )

    def ask(
        self,
        question: str,
        history: Sequence[Message] = (),
        scope: Scope | None = None,
        engine: str | None = None,
    ) -> Answer:
        """Answer a question from the documents, or refuse.

        Args:
            history: Earlier turns, oldest first; used only when the question refers back.
            scope: Which documents may be used; None means all.
            engine: ``extractive`` or ``llm``; None takes the one that is set.
        Raises:
            UsageError: The question is empty, too long, or in neither Chinese nor English.
        """
        *_, answer = self.ask_stream(question, history, scope, engine)
        return answer

    def ask_stream(
        self,
        question: str,
        history: Sequence[Message] = (),
        scope: Scope | None = None,
        engine: str | None = None,
    ) -> Iterator[Answer]:
        """As ``ask``, and while a language model writes: its text so far, marked ``provisional``.

        Provisional text is unchecked and has no citations. The last answer is the answer.
        """
        from assistant.asking import ask_llm, check_engine, quote_answer

        engine = engine or self.settings.llm.engine
        check_engine(engine)

        def quote(retriever: Retriever) -> Quoted:
            evidence_k = self.settings.retrieval.evidence_k
            return quote_answer(retriever, self._extractive, question, history, scope, evidence_k)

        if engine == "extractive":
            here = lambda: quote(self.retriever()).answer  # noqa: E731
            yield self._at_once.run(here, "ask", question, tuple(history), scope, engine)
            return
        # What a model is sent is made here, and the model's own time is spent elsewhere.
        retriever = self.retriever()
        quoted = quote(retriever)
        if quoted.answer.refused:
            yield quoted.answer
            return
        yield from ask_llm(retriever, self._extractive, self._llm, quoted, date.today())

    def check_claim(self, claim: str, scope: Scope | None = None) -> CheckedClaim:
        """Hold a claim, or a pasted paragraph, against the documents.

        Raises:
            UsageError: The claim is empty, too long, or in neither Chinese nor English.
        """
        here = lambda: self.claim_checker().check(claim, scope=scope)  # noqa: E731
        return self._at_once.run(here, "check_claim", claim, scope)

    def check_report(
        self,
        path: Path,
        progress: Progress | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> CheckedReport:
        """Check every statement of a report file against the documents, never against itself.

        Args:
            progress: Called with ("check", done, total).
            is_cancelled: Asked before each statement; once true, what is done so far is returned.
        Raises:
            DocumentError: The file cannot be read.
            UsageError: There is nothing in it to check.
        """
        from assistant.claims.report_check import check_report
        from corpus.read import document_id_of, hash_file
        from corpus.reading import ReadJob, read_documents

        # A report comes from outside like any other file: it is read where it can do no harm.
        source = Source(path, str(path.absolute()), path.name)
        ((_, document),) = read_documents([ReadJob(source, document_id_of(hash_file(path)))])
        if isinstance(document, AssistantError):
            raise document
        return check_report(self.claim_checker(), document, progress, is_cancelled)

    def claim_checker(self) -> ClaimChecker:
        """The checker over the generation in force."""
        from assistant.claims.checking import ClaimChecker

        retriever = self.retriever()
        # Two checks at once share one checker, and with it what it has read.
        with self._lock:
            if self._checker is None or self._checker.retriever is not retriever:
                self._checker = ClaimChecker(retriever)
            return self._checker

    def close(self) -> None:
        """End the processes that were started to answer beside this one."""
        self._at_once.close()

    @cached_property
    def _extractive(self) -> ExtractiveEngine:
        from assistant.answering.extractive import ExtractiveEngine

        return ExtractiveEngine()

    @cached_property
    def _llm(self) -> LlmEngine:
        from assistant.llm.llm_engine import LlmEngine

        return LlmEngine(self.settings.llm)

    @cached_property
    def _at_once(self) -> AtOnce:
        from assistant.at_once import AtOnce

        return AtOnce(self.home.folder, self.settings)
