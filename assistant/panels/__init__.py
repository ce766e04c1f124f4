"""What does a person see and press?

In: a ``Workspace`` and its values. Out: the parts that ``ui.py`` puts on the page, one module per
panel. ``ask.py`` is the panel for questions: it draws through ``conversation`` and ``evidence``,
which make HTML of values and know nothing of Gradio. Words for people stand in ``texts.py``,
Chinese and English side by side; ``static/`` holds the page's style and script.

Whatever comes from a document or a person passes through ``markup.escape`` on its way to the page.
"""
