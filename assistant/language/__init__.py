"""What do words, names, figures and dates mean, in Chinese and in English?

In: text. Out: its words, quantities, dates, units and places; English said in the words of a Chinese corpus
(``bridge``) and Chinese said in English (``wording``). Knows of no question, document or home. The tables that
staff may edit lie in ``assistant/data`` and are read by ``tables``.
"""
