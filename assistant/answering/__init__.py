"""What do the passages found say to the question, and what do they leave open?

In: a question's profile and its hits. Out: an ``Answer`` made of quotes, or a refusal; no language model takes part.
Start with ``extractive.py``: it tries the ways of answering in order; ``refusal`` stands at the end of each.
"""
