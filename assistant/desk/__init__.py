"""What do evaluators and new members read over all documents at once?

In: an open ``Workspace``. Out: the task matrix, criteria against figures, conflicts, and the guide. Each entry is cited.
"""
