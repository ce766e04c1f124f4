"""Which passages may answer this question?

In: a question and the search engine of ``index``. Out: hits, best first, in the order in which documents speak
(``precedence``). Start with ``retriever.py``.
"""
