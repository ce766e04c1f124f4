"""What people type, made fit to be asked, or refused with a sentence that says what to do."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from assistant.answer import Language
from assistant.language.tables import read_pairs
from assistant.language.word_borders import replace_words
from assistant.questions.language import detect_language
from corpus.errors import UsageError
from index.tokens import simplify

# Long enough for a pasted paragraph; a question a page long finds nothing in particular.
QUESTION_CHARS = 2000


def clean_question(text: str) -> tuple[str, Language]:
    """The question without control characters and surplus space, and its language.

    Raises:
        UsageError: There is nothing to ask in it, it is too long, or in neither Chinese nor English.
    """
    # Format characters (Cf) such as a joiner inside an emoji go too: they are never part of a word.
    kept = "".join(
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    question = " ".join(kept.split())
    if not question:
        raise UsageError("The question is empty: type one in Chinese or English. 请输入问题。")
    if len(question) > QUESTION_CHARS:
        raise UsageError(
            f"The question has {len(question)} characters; at most {QUESTION_CHARS} are taken. Shorten it. "
            f"问题过长,请控制在{QUESTION_CHARS}字以内。"
        )
    if not any(c.isalnum() for c in question):
        raise UsageError("There are no words in the question: type one in Chinese or English. 请用文字提问。")
    language = detect_language(question)
    if language is None:
        raise UsageError("Only Chinese and English are understood: ask in one of them. 请用中文或英文提问。")
    return question, language


# 付 is often typed for 副; before an office nothing else can be meant.
_DEPUTY = re.compile(r"付(?=组长|主任|书记|局长|处长|院长|部长|主席|秘书长|[市区县镇省]长)")


ASKING_FILE = Path(__file__).parents[1] / "data" / "asking_zh.tsv"


def readable(question: str, language: Language) -> str:
    """The question as the program reads it: in simplified characters, offices spelt right, spoken asking words made plain."""
    if language != "zh":
        return question
    return replace_words(_DEPUTY.sub("副", simplify(question)), _read_asking())


@lru_cache(maxsize=1)
def _read_asking() -> dict[str, str]:
    """Every spoken way of asking with the plain one.

    Raises:
        UsageError: A line of the file is not of its form; the message names it.
    """
    return dict(read_pairs(ASKING_FILE, "write the spoken way of asking, a tab, the plain one."))
