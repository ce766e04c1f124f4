"""Which passages may answer this query?

In: documents from ``corpus``. Out: scores and passages for ``assistant``.
Start with ``build.py``, the whole pipeline on one page; ``passages``, ``embedding``, ``lexical`` and
``vectors`` are its steps and do not know each other. ``home`` and ``generation`` keep what they make.
"""
