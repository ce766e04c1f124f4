"""The tabs above the panels; which panel is shown is the browser's matter, what it holds the server's."""

from __future__ import annotations

from assistant.answer import Language
from assistant.panels import texts

# Each name is an event as well: the panel draws itself from what the documents hold now.
ON_TABS = """
const drawn = ['ask', 'tasks', 'criteria', 'library', 'guide'];
element.addEventListener('click', (event) => {
  const tab = event.target.closest('[role=tab]');
  if (!tab) return;
  document.dispatchEvent(new CustomEvent('pa-panel', {detail: tab.dataset.panel}));
  if (drawn.includes(tab.dataset.panel)) trigger(tab.dataset.panel);
});
watch('value', () => document.dispatchEvent(new Event('pa-tabs')));
"""


def render_tabs(language: Language) -> str:
    """One tab a panel; page.js marks the one that is shown and lets the arrow keys move along."""
    tabs = "".join(
        f'<button type="button" role="tab" id="pa-tab-{name}" data-panel="{name}" aria-controls="pa-panel-{name}" '
        f'aria-selected="{"true" if name == "ask" else "false"}" tabindex="{0 if name == "ask" else -1}">'
        f"{phrase(language)}</button>"
        for name, phrase in texts.TABS.items()
    )
    return (
        f'<div class="pa-tabs" role="tablist" lang="{texts.LANGUAGE_TAGS[language]}" '
        f'aria-label="{texts.TABS_LABEL(language)}">{tabs}</div>'
    )
