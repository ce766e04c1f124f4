"""What is the answer, and what does it rest on?

In: a question, and the indexes of ``index``. Out: an ``Answer`` with citations, for the command line
and the page. Start with ``asking.py``, a question's whole way; ``workspace`` is what commands and
panels hold in hand.
"""
