"""What does the question ask for, and what must the evidence hold for an answer to be one?

``analyse_question`` reads the wording alone: no document, no index. Its profile names the
kind of question, the type of thing asked for, and the constraints (years, units, quoted
words, levels such as 国家级, "actually happened") that the evidence has to meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.answer import Language
from assistant.language.duty_words import formal_duties
from assistant.language.offices import formal_office, head_of_all, names_group
from assistant.language.units import find_english_units, find_units
from assistant.questions.profile import QuestionProfile
from assistant.questions.question_en import analyse_english
from assistant.questions.question_zh import analyse_chinese
from assistant.questions.unit_alone import names_no_matter


def analyse_question(
    question: str,
    language: Language,
    *,
    known_units: Iterable[str] = (),
    wordings: Mapping[str, Sequence[str]] | None = None,
    known_tasks: Iterable[str] = (),
) -> QuestionProfile:
    """The profile of a standalone question.

    Args:
        question: In Chinese or English, after a follow-up was rewritten.
        language: Which of the two; decides the wordings that are looked for.
        known_units: Units that the documents name, by full name.
        wordings: The bilingual glossary, Chinese name to its English wordings, the first preferred.
        known_tasks: Names of tasks in the documents: what such a name says in a Chinese question asks for nothing.
    """
    question = question.strip()
    if language == "zh":
        question = formal_office(question)
        of_all = head_of_all(question)
        if of_all != question and (
            names_group(of_all) or names_no_matter(of_all.replace("任组长", "").replace("组长", ""))
        ):
            question = of_all
        question = formal_duties(question)
        return analyse_chinese(question, find_units(question, known_units), known_tasks)
    return analyse_english(question, find_english_units(question, known_units, wordings or {}))
