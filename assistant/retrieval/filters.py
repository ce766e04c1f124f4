"""Which documents are meant by what a person wrote behind --document, --kind, --status, --since and --until."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from assistant.retrieval.retriever import Scope
from corpus.document import KINDS, Kind
from corpus.errors import UsageError

_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def read_scope(
    document_ids: Sequence[str] | None = None,
    kinds: Sequence[str] | None = None,
    statuses: Sequence[str] | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Scope | None:
    """The scope of a command; None where everything may be used.

    Raises:
        UsageError: A kind is unknown, or a date is none.
    """
    for kind in kinds or ():
        if kind not in KINDS:
            raise UsageError(f'There is no kind "{kind}". Choose one of: {", ".join(KINDS)}.')
    for date in (since, until):
        if date is not None and not _DATE.fullmatch(date):
            raise UsageError(f'"{date}" is no date. Write it as 2022, 2022-05 or 2022-05-31.')
    scope = Scope(
        frozenset(document_ids) if document_ids else None,
        frozenset(cast(Sequence[Kind], kinds)) if kinds else None,
        frozenset(statuses) if statuses else None,
        since,
        until,
    )
    return None if scope.is_everything else scope
