"""Questions that follow from an answer: about the same duty, then about its neighbours.

Each is made from what the document says there and then tried: one that would be refused is never
offered. Trying is a question like any other, so what came of it is remembered.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from assistant import phrases
from assistant.answer import Citation, Language
from assistant.desk.examples import spoken_name
from assistant.panels import talk_texts
from assistant.tasks.reading import Task, read_tasks
from corpus.document import Document

OFFERED = 3
TRIED = 6
"""Questions tried for one answer at most: each costs what a question costs."""
REMEMBERED = 2000
TASKS_REMEMBERED = 8
# What a question asks for, by which the same is not offered again.
_ASKS: tuple[tuple[phrases.Phrase, re.Pattern[str]], ...] = (
    (phrases.ASK_LEAD, re.compile(r"牵头|负责|lead|responsible|in charge", re.IGNORECASE)),
    (phrases.ASK_SUPPORT, re.compile(r"配合|协助|support", re.IGNORECASE)),
    (phrases.ASK_DEADLINE, re.compile(r"何时|什么时候|时间|时限|期限|when|deadline|due", re.IGNORECASE)),
    (phrases.ASK_TARGET, re.compile(r"多少|目标|指标|how (?:many|much)|target", re.IGNORECASE)),
)

Answers = Callable[[str], bool]
"""Whether a question has an answer."""


class FollowUps:
    """Makes and tries them; remembers what it has tried, and nobody's questions."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tasks: dict[str, list[Task]] = {}
        self._tried: dict[tuple[object, str], bool] = {}

    def offer(
        self,
        document: Document,
        citation: Citation,
        asked: Sequence[str],
        language: Language,
        answers: Answers,
        state: object,
    ) -> list[str]:
        """Up to three questions.

        Args:
            citation: What the answer rests on first.
            asked: What was asked so far, as it was understood, the last question last.
            answers: Tries a question.
            state: What trying depends on beside the question: the generation and the scope.
        """
        made = (one for one in self._made(document, citation, asked, language) if one not in asked)
        fit = (one for one in islice(made, TRIED) if self._answers(one, answers, state))
        return list(dict.fromkeys(islice(fit, OFFERED)))

    def _made(
        self, document: Document, citation: Citation, asked: Sequence[str], language: Language
    ) -> Iterator[str]:
        tasks = self._tasks_of(document)
        here = next((at for at, task in enumerate(tasks) if _holds(task, citation)), None)
        if here is not None:
            yield from _about(tasks[here], asked, language)
            for task in tasks[here + 1 : here + 3]:
                yield from islice(_about(task, (), language), 1)
        if language == "zh":
            yield from _sections(document, citation)

    def _tasks_of(self, document: Document) -> list[Task]:
        with self._lock:
            held = self._tasks.get(document.document_id)
        if held is None:
            held = read_tasks(document)
            with self._lock:
                if len(self._tasks) >= TASKS_REMEMBERED:
                    self._tasks.pop(next(iter(self._tasks)))
                self._tasks[document.document_id] = held
        return held

    def _answers(self, question: str, answers: Answers, state: object) -> bool:
        with self._lock:
            known = self._tried.get((state, question))
        if known is None:
            known = answers(question)
            with self._lock:
                if len(self._tried) >= REMEMBERED:
                    self._tried.clear()
                self._tried[state, question] = known
        return known


def _holds(task: Task, citation: Citation) -> bool:
    return task.clause.start < citation.end and citation.start < task.clause.end


def _about(task: Task, earlier: Sequence[str], language: Language) -> Iterator[str]:
    """What can be asked about a duty, save what was asked of it."""
    name = spoken_name(task.task, language)
    same = [one for at, one in enumerate(earlier, 1) if at == len(earlier) or (name and name in one)]
    asked = {phrase for phrase, pattern in _ASKS if any(map(pattern.search, same))}
    for phrase, is_there in (
        (phrases.ASK_LEAD, task.lead),
        (phrases.ASK_SUPPORT, task.support),
        (phrases.ASK_DEADLINE, task.deadline),
    ):
        if name and is_there and phrase not in asked:
            yield phrase(language, name=name)
    if phrases.ASK_TARGET not in asked:
        for target in task.targets[:1]:
            if indicator := spoken_name(target.indicator, language):
                yield phrases.ASK_TARGET(language, name=indicator)


def _sections(document: Document, citation: Citation) -> Iterator[str]:
    """The headings after the one that was cited, on its level."""
    sections = [one for one in document.sections if one.path[:-1] == citation.section_path[:-1]]
    after = [one for one in sections if one.start > citation.start]
    for section in after[:3]:
        if name := spoken_name(
            re.sub(r"^[\s(（第]*[一二三四五六七八九十百\d]+[)）、.．章节条\s]*", "", section.path[-1]), "zh"
        ):
            yield talk_texts.ASK_SECTION("zh", name=name)
