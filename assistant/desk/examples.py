"""Questions to start from, made from what the documents hold, so that each has an answer.

In English a duty or an indicator is named by the glossary; one that the glossary does not know is
not offered.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from assistant import phrases
from assistant.answer import Language
from assistant.language.glossary import load_glossary
from assistant.tasks.reading import Task, read_tasks
from corpus.document import Document

LONGEST_NAME = 24
"""A longer name makes a question that nobody would type."""


def example_questions(documents: Iterable[Document], language: Language, limit: int = 4) -> list[str]:
    """Up to ``limit`` questions, one of each kind and each about another duty where there are enough."""
    tasks = [task for document in documents for task in read_tasks(document)]
    asked: dict[str, None] = {}
    used: set[str] = set()
    for phrase, names in (
        (phrases.ASK_LEAD, (task.task for task in reversed(tasks) if task.lead)),
        (phrases.ASK_TARGET, _indicators(tasks)),
        (phrases.ASK_DEADLINE, (task.task for task in tasks if task.deadline)),
        (phrases.ASK_SUPPORT, (task.task for task in tasks if task.support)),
    ):
        for name in names:
            spoken = spoken_name(name, language)
            if spoken and spoken not in used:
                used.add(spoken)
                asked.setdefault(phrase(language, name=spoken))
                break
    return list(islice(asked, limit))


def _indicators(tasks: Iterable[Task]) -> list[str]:
    """Indicators that can be understood without their sentence, longer (that is, more telling) ones first."""
    found = {target.indicator for task in tasks for target in task.targets}
    return sorted(found, key=lambda name: (-len(name), name))


def spoken_name(name: str, language: Language) -> str | None:
    """How a question names it, or None where it cannot well."""
    name = name.strip()
    if not 4 <= len(name) <= LONGEST_NAME or any(sign in name for sign in ",，;；。、:："):
        return None
    if language == "zh":
        return name
    english = load_glossary().english
    known = max((term for term in english if term in name), key=len, default="")
    # A term that covers little of the name would ask about something else.
    return english[known] if len(known) * 2 >= len(name) else None
