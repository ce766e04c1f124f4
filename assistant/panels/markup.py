"""Turn text into HTML that shows it, and does nothing else.

Documents and questions are data: a ``<script>``, a Markdown link or a formula in them is to be
read on the page, never to act there.
"""

from __future__ import annotations

import html
import re

# Beyond HTML's own signs, those with a meaning to template engines ($, {, `) that the page's
# framework might one day run over a value.
_TEMPLATE_SIGNS = str.maketrans({"$": "&#36;", "{": "&#123;", "}": "&#125;", "`": "&#96;"})
# Signs that a browser shows as nothing, or that turn the reading direction of what follows.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def escape(value: object) -> str:
    """``value`` as text for an HTML element or a quoted attribute."""
    return html.escape(_INVISIBLE.sub("\ufffd", str(value)), quote=True).translate(_TEMPLATE_SIGNS)
