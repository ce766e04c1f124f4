"""What is being asked?

In: what a person typed. Out: a question made fit (``input``), made to stand alone (``followup``), taken apart
(``parts``), and its ``Profile``: what is asked for, and what the evidence must hold. Start with ``question.py``.
"""
