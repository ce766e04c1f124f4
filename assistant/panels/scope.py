"""Which documents a question is put to: all, one kind, or those that are ticked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from assistant.answer import Language
from assistant.panels import texts
from assistant.panels.library_view import sample_badge
from assistant.panels.markup import escape
from corpus.document import KINDS, Kind

if TYPE_CHECKING:
    from assistant.library import DocumentRecord
    from assistant.retrieval.retriever import Scope

LISTED = 300
"""Documents offered one by one; a longer list is served by the kinds."""

ON_SCOPE = """
element.addEventListener('change', (event) => {
  const boxes = [...element.querySelectorAll('input[type=checkbox]')];
  if (event.target.type === 'radio') boxes.forEach((box) => { box.checked = false; });
  const ids = boxes.filter((box) => box.checked).map((box) => box.value);
  element.querySelectorAll('input[type=radio]').forEach((radio) => {
    if (ids.length) radio.checked = false;
    else if (event.target.type === 'checkbox') radio.checked = radio.value === '';
  });
  const radio = element.querySelector('input[type=radio]:checked');
  const now = element.querySelector('summary b');
  now.textContent = ids.length ? now.dataset.chosen.replace('#', ids.length) : radio.parentElement.textContent.trim();
  trigger('limit', {kind: ids.length ? '' : radio.value, ids});
});
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen: a kind, documents, or (neither) everything."""

    kind: Kind | None = None
    document_ids: frozenset[str] = frozenset()

    def as_scope(self) -> Scope | None:
        """For ``Workspace.ask``."""
        from assistant.retrieval.retriever import Scope

        if self.document_ids:
            return Scope(document_ids=self.document_ids)
        return Scope(kinds=frozenset([self.kind])) if self.kind else None


EVERYTHING = Choice()


def read_choice(kind: Any, ids: Any) -> Choice:
    """What a browser says was chosen, as far as it can be one."""
    named = (
        frozenset(str(one) for one in ids)
        if isinstance(ids, Iterable) and not isinstance(ids, str)
        else frozenset()
    )
    return Choice(cast(Kind, kind) if kind in KINDS and not named else None, named)


def render_scope(records: Sequence[DocumentRecord], choice: Choice, language: Language) -> str:
    """The choice, folded up; nothing where there is nothing to choose between."""
    if len(records) < 2:
        return ""
    # A chosen document may have been removed since: then it is chosen no more.
    ids = choice.document_ids & {record.entry.document_id for record in records}
    kinds = [kind for kind in KINDS if any(record.entry.metadata.kind == kind for record in records)]
    kind = choice.kind if not ids and choice.kind in kinds else None
    radios = "".join(
        f'<label><input type="radio" name="pa-scope" value="{value}"{" checked" if not ids and value == (kind or "") else ""}>'
        f"{name}</label>"
        for value, name in (
            ("", texts.SCOPE_ALL(language)),
            *((one, _only(one, language)) for one in kinds),
        )
    )
    boxes = "".join(
        f'<label><input type="checkbox" value="{escape(record.entry.document_id)}"'
        f'{" checked" if record.entry.document_id in ids else ""}><span lang="zh-CN">{escape(record.entry.metadata.title)}</span>'
        f"{sample_badge(record.entry.metadata.sample, language)}</label>"
        for record in records[:LISTED]
    )
    if ids:
        now = texts.SCOPE_CHOSEN(language, count=len(ids))
    else:
        now = (
            texts.SCOPE_KIND(language, kind=texts.KINDS[kind](language))
            if kind
            else texts.SCOPE_ALL(language)
        )
    return (
        f'<details class="pa-scope" lang="{texts.LANGUAGE_TAGS[language]}"><summary>{texts.SCOPE(language)} '
        f'<b data-chosen="{texts.SCOPE_CHOSEN(language, count="#")}">{now}</b></summary>'
        f'<div role="group" aria-label="{texts.SCOPE(language)}">{radios}<p>{texts.SCOPE_ONLY(language)}</p>{boxes}</div></details>'
    )


def _only(kind: Kind, language: Language) -> str:
    if kind == "other":
        return texts.SCOPE_OTHER(language)
    return texts.SCOPE_KIND(language, kind=texts.KINDS[kind](language))
