"""What may a language model's wording add to the quotes?

In: a question, its evidence, and a model by setting. Out: the model's sentences that the evidence bears out, or the
extractive answer with a word of why. Start with ``llm_engine.py``; ``grounding`` checks each sentence.
"""
