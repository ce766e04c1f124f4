"""Who does what, by when, up to which figure?

In: a document. Out: its tasks with lead, support, deadline and targets, each with the range it was read from.
Start with ``reading.py``; ``task_blocks`` and ``task_rows`` are the layouts it reads, ``duties`` finds tasks again for
a question.
"""
