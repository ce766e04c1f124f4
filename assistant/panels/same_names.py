"""A file that has the name of one that is here already, and says something else: which is meant is asked.

Two people may both call a file 通知.docx; the second must not take the place of the first by accident. A file whose
bytes are here already is no question.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from assistant.answer import Language
from assistant.panels import texts
from assistant.panels.markup import escape
from assistant.phrases import Phrase
from corpus.read import document_id_of, hash_file

if TYPE_CHECKING:
    from assistant.library import DocumentRecord

Taken = tuple[Path, str]
"""An uploaded file: where it lies, and what its sender calls it."""

SAME_NAME = Phrase("已有同名文件,内容不同:", "Files of these names are here already and say something else:")
REPLACE = Phrase("替换原来的", "Replace them")
KEEP_BOTH = Phrase("两份都保留", "Keep both")
LEAVE = Phrase("不导入", "Leave them out")
LEFT_OUT = Phrase("未导入,原来的文件没有变动。", "Nothing was taken in; what was here is unchanged.")

ON_SAME_NAMES = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-decide]');
  if (button) trigger('decided', {decided: button.dataset.decide, files: JSON.parse(button.parentElement.dataset.files)});
});
"""


def in_question(taken: Sequence[Taken], records: Iterable[DocumentRecord]) -> list[Taken]:
    """Those that would take the place of another text."""
    held = list(records)
    names = {name for record in held for name in record.entry.names}
    ids = {record.entry.document_id for record in held}
    return [
        (path, name)
        for path, name in taken
        if any(one == name or one.startswith(f"{name}/") for one in names)
        and document_id_of(hash_file(path)) not in ids
    ]


def beside(taken: Sequence[Taken], records: Iterable[DocumentRecord]) -> list[Taken]:
    """The same files under names that are free: 通知 (2).docx."""
    names = {name.split("/")[0] for record in records for name in record.entry.names}
    out: list[Taken] = []
    for path, name in taken:
        stem, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix
        number = 2
        while f"{stem} ({number}){ending}" in names:
            number += 1
        free = f"{stem} ({number}){ending}"
        names.add(free)
        out.append((path, free))
    return out


def render_same_names(asked: Sequence[Taken], language: Language) -> str:
    """The question, and its three answers."""
    listed = "".join(f"<li>{escape(name)}</li>" for _, name in asked)
    files = json.dumps([{"path": str(path), "name": name} for path, name in asked])
    buttons = " ".join(
        f'<button type="button" class="pa-quiet" data-decide="{decided}">{phrase(language)}</button>'
        for decided, phrase in (("both", KEEP_BOTH), ("replace", REPLACE), ("none", LEAVE))
    )
    return (
        f'<div class="pa-report pa-same-names" role="alert" lang="{texts.LANGUAGE_TAGS[language]}"><p>{SAME_NAME(language)}</p>'
        f'<ul>{listed}</ul><p data-files="{escape(files)}">{buttons}</p></div>'
    )


def render_note(message: str, language: Language) -> str:
    """What has become of them."""
    return (
        f'<div class="pa-report" role="status" lang="{texts.LANGUAGE_TAGS[language]}"><p>{message}</p></div>'
    )
