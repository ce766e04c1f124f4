"""An answer being written: sentences, their marks, and the citations that the marks point at."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Citation, Language
from assistant.citations import cite, sample_note
from assistant.language.sentences import Documents
from assistant.language.wording import Wordings


class Draft:
    """Collects lines and citations; one range of one document is one citation, however often quoted."""

    def __init__(self, documents: Documents, language: Language, wordings: Wordings) -> None:
        self._documents = documents
        self.language = language
        self.wordings = wordings
        self._lines: list[str] = []
        self._citations: list[Citation] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        """In the order of their numbers."""
        return tuple(self._citations)

    def cite(self, document_id: str, start: int, end: int) -> str:
        """The mark of a citation of this range, the first time or again."""
        for citation in self._citations:
            if (citation.document_id, citation.start, citation.end) == (document_id, start, end):
                return f"[{citation.n}]"
        citation = cite(self._documents(document_id), start, end, len(self._citations) + 1)
        self._citations.append(citation)
        return f"[{citation.n}]"

    def say(self, sentence: str, marks: Sequence[str]) -> None:
        """Add a sentence with its marks; the marks stand before the closing stop."""
        stop = "。" if self.language == "zh" else "."
        body = sentence.rstrip()
        joined = "".join(dict.fromkeys(marks))
        if body and body[-1] in "。.;；,，":
            body = body[:-1]
        space = " " if joined and self.language == "en" else ""
        self._lines.append(f"{body}{space}{joined}{stop}")

    def quote(self, mark: str) -> None:
        """Add the quote that a mark points at, to the letter, unless what was said holds all its words."""
        citation = self._citations[int(mark[1:-1]) - 1]
        if self._is_said(citation.quote):
            return
        label = "原文：" if self.language == "zh" else "Original: "
        line = (
            f"{label}{citation.quote}{mark}" if self.language == "zh" else f"{label}{citation.quote} {mark}"
        )
        if line not in self._lines:
            self._lines.append(line)

    def quote_alone(self, mark: str) -> None:
        """Add a quote that is itself the answer."""
        citation = self._citations[int(mark[1:-1]) - 1]
        stop = "" if citation.quote[-1] in "。！？!?)）”" else "。"
        self._lines.append(f"{citation.quote}{mark}{stop}")

    def _is_said(self, quote: str) -> bool:
        """Whether each part of a quote such as 牵头单位:科技局、财政局 stands in the lines already."""
        label, colon, rest = quote.partition(":" if ":" in quote else "：")
        said = "\n".join(self._lines)
        if not colon:
            # A cell of a table that names a unit or a date says no more than the sentence above it.
            return len(quote) <= 30 and quote.strip() in said
        if len(label) > 8:
            return False
        return all(part.strip().removesuffix("等") in said for part in re.split(r"[、,，;；]", rest))

    def finish(self) -> str:
        """The whole text; where a demonstration document was quoted, it says so."""
        note = sample_note(self._citations, self.language)
        return "\n".join([*self._lines, note] if note else self._lines)
