"""The scripts that join a panel's own HTML to its events.

A button says by ``data-event`` which event of its panel it means; all its data go with it.
"""

from __future__ import annotations

import json

ON_EVIDENCE = (
    "watch('value', () => document.dispatchEvent(new CustomEvent('pa-evidence', {detail: element})));"
)
"""For the side of a panel: page.js brings into view what the new content asks for."""

ON_CHARTS = "watch('value', () => document.dispatchEvent(new CustomEvent('pa-charts', {detail: element})));"
"""For charts: charts.js folds them up where there is little room."""


def on_buttons(*events: str) -> str:
    """A script by which buttons with these ``data-event`` trigger them.

    Gradio makes an event of every name that stands in quotes in the script.
    """
    return f"""
const events = {json.dumps(events)};
element.addEventListener('click', (event) => {{
  const button = event.target.closest('[data-event]');
  if (button && events.includes(button.dataset.event)) trigger(button.dataset.event, {{...button.dataset}});
}});
"""


def on_fields(event: str) -> str:
    """A script by which a change of any ``[data-field]`` triggers ``event`` with the values of all."""
    return f"""
element.addEventListener('change', (event) => {{
  if (!event.target.closest('[data-field]')) return;
  const values = {{}};
  element.querySelectorAll('[data-field]').forEach((field) => {{ values[field.dataset.field] = field.value; }});
  trigger('{event}', values);
}});
"""
