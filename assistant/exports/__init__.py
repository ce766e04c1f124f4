"""How does a result leave the program as a file that an office can hand on?

In: a ``Sheet``, rows of text under headings. Out: XLSX, CSV, DOCX or Markdown with the same rows.
Start with ``sheet.py``: what the files share, and which writer a name calls for.
"""

from assistant.exports.sheet import Sheet, export_sheet

__all__ = ["Sheet", "export_sheet"]
