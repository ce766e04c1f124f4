"""Who is at the door, and what may they do?

In: requests. Out: the same requests with a ``Visitor``, or a refusal. ``gate.py`` stands before the
page and everything beside it; ``visitors.py`` tells a panel who is asking; ``listening.py`` says which
addresses may be served; ``api.py`` is the way in for programs, ``downloads.py`` for files.
"""
