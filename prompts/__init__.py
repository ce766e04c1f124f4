"""What is said to a language model, and nothing else.

One file per prompt and language (``answer.zh.md``). Each opens with a remark in ``<!-- -->``: its purpose,
its fields, who fills them. ``assistant/llm/prompts.py`` reads them; a test holds the fields to what is filled.
"""
