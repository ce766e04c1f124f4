"""Answer from a column of a table: "一级指标有哪几个?" asks for the different entries under that heading.

Each row is a sentence of its own here, and none of them lists what the column holds.
"""

from __future__ import annotations

import re

from assistant.answering.draft import Draft
from assistant.answering.members import listed_thing
from assistant.answering.situation import Situation

MOST_ENTRIES = 15


def answer_column(draft: Draft, situation: Situation) -> bool:
    """Write the different entries of the column that the question names; False where no table has it."""
    profile = situation.profile
    thing = listed_thing(profile)
    if thing is None or profile.units or profile.unknown_units or profile.wants_actual:
        return False
    column = re.compile(rf"(?:^|[;；\n\s]){re.escape(thing)}[:：](?P<entry>[^;；\n]{{2,30}})", re.MULTILINE)
    for document in situation.at_hand:
        entries: dict[str, tuple[int, int]] = {}
        # A bracket of responsible units looks like a row with columns, and is none.
        for row in document.rows:
            for match in column.finditer(document.text, row.start, row.end):
                entries.setdefault(match["entry"].strip(), match.span("entry"))
        if 2 <= len(entries) <= MOST_ENTRIES:
            listed = "、".join(
                f"“{entry}”{draft.cite(document.document_id, *place)}" for entry, place in entries.items()
            )
            draft.say(f"“{thing}”有{len(entries)}个：{listed}", [])
            return True
    return False
