"""What documents are there, and what do they say where?

In: files. Out: ``Document`` values for ``index`` and ``assistant``: canonical text, pages, sections.
Start with ``read.py``, one file's whole way; ``loaders`` get the text, ``structure`` and ``metadata``
read it, ``catalogue`` records it, ``sources`` and ``reading`` bring in many.
"""
