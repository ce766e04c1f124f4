"""What this room has stored with each generation, so that it can never be out of step with it.

``lexicon.json``: the English words that lead to Chinese words of this corpus, for ``bridge``.
``tasks.json``: every duty of every document, so that a question about all tasks of a unit reads
records, and neither the first few hits nor every text anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from assistant.language.lexicon import build_lexicon
from assistant.tasks.reading import Task, read_tasks
from corpus.document import Document

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from index.build import Artefact
    from index.generation import Generation
    from index.lexical import LexicalIndex

ARTEFACTS_VERSION = 5
"""Raise it when the same documents give other tasks or another lexicon: stored ones are then made anew."""

LEXICON = "lexicon.json"
TASKS = "tasks.json"


def make_lexicon(documents: Iterable[Document], lexical: LexicalIndex) -> bytes:
    """The English–Chinese lexicon of a corpus."""
    return build_lexicon(lexical.held)


def make_tasks(documents: Iterable[Document], lexical: LexicalIndex) -> bytes:
    """The tasks of all documents, by document id."""
    found = {document.document_id: read_tasks(document) for document in documents}
    return _adapter().dump_json({document_id: tasks for document_id, tasks in found.items() if tasks})


def stored_tasks(generation: Generation) -> dict[str, list[Task]]:
    """The tasks of a generation, by document id; documents without any are left out."""
    stored = generation.artefact(TASKS)
    return _adapter().validate_json(stored) if stored else {}


def _adapter() -> TypeAdapter[dict[str, list[Task]]]:
    from pydantic import TypeAdapter

    return TypeAdapter(dict[str, list[Task]])


ARTEFACTS: Mapping[str, Artefact] = {LEXICON: make_lexicon, TASKS: make_tasks}
