"""Who does what, by when, up to which figure?

In: a document. Out: its tasks with lead, support, deadline and targets, each with the range it was read from.
Start with ``reading.py``; ``task_blocks`` and ``task_rows`` are the layouts it reads, ``roles`` the grammar of
what stands in them, ``places`` and ``due`` say of what and by when; ``duties`` finds tasks again for a question.
"""
