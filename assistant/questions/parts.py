"""Questions that ask for two things: taken apart, answered one by one, and put together again.

"专利任务谁牵头,能耗任务又是谁牵头?" has two subjects, which no one passage answers. A part that has no
subject of its own ("…,什么时候完成?") takes the first one's, as a follow-up would; one that speaks of what the first
part asks for ("…这个部门另外还牵头哪些任务?") is completed once that is answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation, Language
from assistant.citations import sample_note
from assistant.language.fillers import without_fillers
from assistant.language.sentences import clause_texts
from assistant.questions.followup import complete, points_at_answer, rewrite_followup
from assistant.questions.profile import QuestionProfile

MOST_PARTS = 3
_ZH_CUT = re.compile(
    r"[?？;；]|[,，](?!还是)|、(?=(?:又|都|是|由|在|于)*(?:谁|哪|什么时候|何时|多少|几[月号日年]))|(?:以及|并且)(?=[^,，]*(?:谁|哪|什么|多少|何时))"
)
_SENTENCE_CUT = re.compile(r"[?？;；]")
_ZH_ASKS = re.compile(
    r"谁|哪|什么|多少|几[个家项件条名种月号天年]|何时|怎么?样|如何|是否|有没有|吗|咋|啥|呢$|还是"
)
_EN_CUT = re.compile(
    r"\?\s+|;\s*|,?\s+and\s+(?=(?:who|what|which|when|how|where|why|(?:by|in|from|to|at|under|with|for) (?:when|how|which|what|whom)|is|are|does|do)\b)|,\s+(?=(?:who|what|which|when|how many|how much|by when)\b)",
    re.IGNORECASE,
)
_EN_ASKS = re.compile(
    r"^\s*(?:and |so )?(?:by |in |from |to |at |under |with |for )?(?:who|what|which|when|how|where|why|is|are|does|do)\b",
    re.IGNORECASE,
)
# Words of an English part that name no subject.
_EN_FRAME = re.compile(
    r"\b(?:who|what|which|when|how|where|why|many|much|by|is|are|does|do|the|a|an|it|its|they|there|lead|leads|support|supports|"
    r"unit|units|department|departments|bureau|bureaus|body|bodies|agency|authority|national|local|whom|month|months|year|years|due|deadline|in|of|for|to|must|should|be|completed|finished)\b|\W",
    re.IGNORECASE,
)  # fmt: skip
_MARK = re.compile(r"\[(\d+)\]")


def keeps_together(profile: QuestionProfile, parts: Sequence[str]) -> bool:
    """Whether the question is answered as a whole: two parts of one duty, or a comparison of its two."""
    # "Which task does X lead, and which does it support?": it is the unit that the question names.
    of_named = profile.kind == "tasks_of_unit" and bool(profile.units) and profile.language == "en"
    if not of_named and any(points_at_answer(part) for part in parts[1:]):
        return False
    return profile.kind in ("multi_hop", "tasks_of_unit", "comparison") or profile.role == "any"


def split_question(question: str, language: Language) -> tuple[str, ...]:
    """The parts of a question, each one that stands alone; the question itself where it asks for one thing."""
    cut, asks = (_ZH_CUT, _ZH_ASKS) if language == "zh" else (_EN_CUT, _EN_ASKS)
    pieces = _pieces(cut, question)
    if not all(asks.search(piece) for piece in pieces):
        # 提到…的那项任务,由谁牵头?这个单位又…: a clause that asks nothing belongs to its sentence.
        pieces = _pieces(_SENTENCE_CUT, question)
    if not 1 < len(pieces) <= MOST_PARTS or not all(asks.search(piece) for piece in pieces):
        return (question,)
    first = pieces[0]
    if not _has_subject(first, language):
        return (question,)
    parts = [first + "?"]
    for piece in pieces[1:]:
        # 那项任务 points at a task: its 那 opens no question.
        alone = re.sub(r"^(?:又|那么?(?![个项些家])|而|以及|还有|另外|同时|再)", "", piece) + "?"
        if language == "en":
            # "and by when?" refers back though no word of it says so.
            alone = alone[:1].upper() + alone[1:] if _has_subject(piece, language) else f"And {alone}"
        if points_at_answer(alone):
            parts.append(alone)
        else:
            parts.append(rewrite_followup(alone, [{"role": "user", "content": parts[0]}]))
    return tuple(parts)


def completed(part: str, first: Answer) -> str:
    """A later part with what it calls "this department" or "that task" named, as the first part's answer does."""
    return complete(part, first.question, first.text) if points_at_answer(part) else part


def says_all_of(part: str, first: Answer) -> bool:
    """Whether what the first part's answer quotes holds all that a later Chinese part names: it is meant there."""
    subject = without_fillers(_ZH_ASKS.sub(" ", part))
    pairs = [
        run[i : i + 2] for run in re.findall(r"[\u4e00-\u9fff]{2,}", subject) for i in range(len(run) - 1)
    ]
    quoted = " ".join(citation.quote for citation in first.citations)
    return len(pairs) > 1 and all(pair in quoted for pair in pairs)


def states_beside(part: str, first: Answer) -> bool:
    """Whether the first part's quotes give an amount of what a later Chinese part begins with: it is answered there."""
    subject = without_fillers(_ZH_ASKS.sub(" ", part)).strip()[:2]
    if len(subject) < 2 or not re.search(r"多少|几[^月号]", part):
        return False
    clauses = [clause for citation in first.citations for clause in clause_texts(citation.quote)]
    return any(subject in clause and re.search(r"\d", clause) for clause in clauses)


def with_subject_of(first: str, part: str, language: Language) -> str:
    """A later part with the first part's words before it, less those that only ask."""
    if language == "en":
        return f"{part.rstrip('?. ')} ({_EN_ASK_WORDS.sub('', first).strip(' ?.,')})?"
    return f"{re.sub(r'[?？,，。]+$', '', _ZH_ASK_WORDS.sub('', first))}{part}"


_ZH_ASK_WORDS = re.compile(
    r"(?:是|由|有|要|在|到)*(?:谁|哪(?:个|些|家|几[个家项]|位|一?[年项种]|里|儿)?|什么(?:时候|时间|人)?|多少[\u4e00-\u9fff]?|几[个家项件条名种月号天年]|何时|怎么?样|如何|啥)(?:来|去|了)?|[吗呢]"
)
_EN_ASK_WORDS = re.compile(
    r"^\s*(?:who|what|which|when|where|how (?:many|much|large|big|long)|by when)\b(?: (?:is|are|was|were|does|do|did|will|must|should|has|have|had|been))*",
    re.IGNORECASE,
)


def _pieces(cut: re.Pattern[str], question: str) -> list[str]:
    return [piece.strip(" ?？,，") for piece in cut.split(question) if piece.strip(" ?？,，")]


def _has_subject(piece: str, language: Language) -> bool:
    if language == "zh":
        return len(re.findall(r"[\u4e00-\u9fff]", without_fillers(_ZH_ASKS.sub("", piece)))) >= 4
    return len(_EN_FRAME.sub("", piece)) >= 4


def join_answers(answers: Sequence[Answer]) -> Answer:
    """One answer out of those to the parts, its marks numbered anew; of a part that is refused it says so."""
    if len(answers) == 1:
        return answers[0]
    citations: list[Citation] = []
    lines: list[str] = []
    for answer in answers:
        if answer.refused:
            # The nearest passages are shown for a refusal of the whole only.
            said = re.sub(
                r"以下是最接近的内容，并非答案。$| The nearest passages follow;.*$", "", answer.text
            )
            asked = answer.question.rstrip("?？")
            lines.append(f"关于“{asked}”：{said}" if answer.language == "zh" else f"On “{asked}”: {said}")
            continue
        numbers: dict[str, int] = {}
        for citation in answer.citations:
            key = (citation.document_id, citation.start, citation.end)
            same = next((c for c in citations if (c.document_id, c.start, c.end) == key), None)
            if same is None:
                same = replace(citation, n=len(citations) + 1)
                citations.append(same)
            numbers[str(citation.n)] = same.n
        # In a quote, a bracketed number that is no mark of this answer stays as it is.
        lines.append(_MARK.sub(lambda m, of=numbers: f"[{of.get(m[1], m[1])}]", answer.text))  # type: ignore[misc]
    timings: dict[str, float] = {}
    for answer in answers:
        for part, spent in answer.timings_ms.items():
            timings[part] = round(timings.get(part, 0.0) + spent, 2)
    return replace(
        answers[0],
        text="\n".join(_with_one_note(_said_once(lines), citations, answers[0].language)),
        refused=all(answer.refused for answer in answers),
        citations=tuple(citations),
        nearest=(),
        notes=tuple(dict.fromkeys(note for answer in answers for note in answer.notes)),
        timings_ms=timings,
    )


# A part's own note on demonstration documents; the joined answer has one for all.
_NOTE = re.compile(r"^(?:注意：(?:\[\d+\]、?)+出自演示样例文件|Note: \[\d+\].* sample documents?;)")


def _with_one_note(lines: Sequence[str], citations: Sequence[Citation], language: Language) -> list[str]:
    note = sample_note(citations, language)
    return [line for line in lines if not _NOTE.match(line)] + ([note] if note else [])


def _said_once(lines: Sequence[str]) -> list[str]:
    """The lines of all parts without those that an earlier part brought already, as a quote or by itself."""
    kept: dict[str, str] = {}
    for line in "\n".join(lines).split("\n"):
        kept.setdefault(re.sub(r"^(?:原文：|Original: )", "", line).rstrip("。"), line)
    return list(kept.values())
