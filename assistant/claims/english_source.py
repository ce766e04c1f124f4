"""Say in English what a Chinese source writes, with the original beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.claims.verdicts import Difference
from assistant.language.dates import english_date, find_dates
from assistant.language.quantities import english_quantity, find_quantities
from assistant.language.wording import english_name


def source_in_english(difference: Difference, wordings: Mapping[str, Sequence[str]]) -> str:
    """What the Chinese source writes, said in English with the original beside it."""
    source = difference.source
    if "(" in source or not re.search(r"[\u4e00-\u9fff]", source):
        return source
    if difference.kind == "organisation":
        return english_name(source, wordings)
    if difference.kind == "date" and (dates := find_dates(source)):
        return f"{english_date(dates[0])} ({source})"
    if difference.kind in ("number", "unit"):
        if years := re.match(r"(\d+)\s*年$", source):
            return f"{years[1]} years ({source})"
        if amounts := find_quantities(source):
            return f"{english_quantity(amounts[0])} ({source})"
    return source
