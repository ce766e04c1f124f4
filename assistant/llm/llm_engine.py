"""Answer with a language model, and show of its reply only what the evidence says.

The extractive engine goes first. It decides whether there is an answer at all, since a model that is
asked what the documents do not say invents it; and its answer is the measure of the model's: the
facts that it quotes must be in the reply, and the reply must rest on the same places. So the model can
make an answer clearer, and cannot make it wrong. Whatever fails, from the connection to the last
sentence, the extractive answer stands, with one sentence of why.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation, Language
from assistant.answering.draft import Draft
from assistant.claims.claim_english import read_english_parts
from assistant.claims.claim_parts import Part, read_parts, same_amount, same_date
from assistant.language.sentences import Documents, split_sentences
from assistant.language.units import find_english_units, is_same_unit
from assistant.language.wording import Wordings, read_wordings
from assistant.llm.grounding import Grounded, Grounder
from assistant.llm.grounding_basis import Concepts, Evidence, Support
from assistant.llm.llm_stream import FailureKind, ModelReplyError, stream_reply
from assistant.llm.prompts import declining_phrase, load_prompt
from assistant.llm.reply import is_order, plain_text, read_reply
from assistant.questions.profile import Role

if TYPE_CHECKING:
    from assistant.settings import LlmSettings
    from assistant.tasks.duties import DutyRecord
    from index.passages import Hit

Reply = Callable[["LlmSettings", str, str], Iterator[str]]
"""Settings, system text, user text → pieces of a reply (``llm_stream.stream_reply``)."""
# A longer line of the extractive answer, or a longer quote, holds more than was asked for; a reply need not keep it all.
STATED_CHARS = 90
QUOTED_CHARS = 30
# From so many citations on, the extractive answer is a list, and a reply that leaves one out is incomplete.
LIST_CITATIONS = 3
# Provisional text is redrawn after so many characters: often enough to be read as it grows.
SHOWN_EVERY_CHARS = 12

_WHY: dict[FailureKind, tuple[str, str]] = {
    "unset": ("尚未设置语言模型的名称", "No language model is named in the settings"),
    "absent": ("语言模型所需的程序包未安装", "The packages for language models are not installed"),
    "unreachable": ("连接不上语言模型", "The language model cannot be reached"),
    "timeout": ("语言模型超时", "The language model took too long"),
    "http": ("语言模型返回错误{detail}", "The language model's server returned error{detail}"),
    "empty": ("语言模型没有给出回答", "The language model gave no reply"),
    "endless": ("语言模型的回答超出长度上限", "The language model's reply did not end"),
    "malformed": ("语言模型的回答无法读取", "The language model's reply could not be read"),
    "declined": ("语言模型没有从资料中找到答案", "The language model found no answer in the material"),
    "ungrounded": ("语言模型的回答未找到依据", "No basis was found for the language model's reply"),
    "incomplete": (
        "语言模型的回答与原文不一致或不完整",
        "The language model's reply differs from the documents or leaves something out",
    ),
}
PROVISIONAL = {"zh": "正在生成，尚未核对。", "en": "Being written; not yet checked."}


@dataclass(frozen=True)
class Material:
    """What an answer may be made from, beside the extractive answer."""

    hits: Sequence[Hit]
    documents: Documents
    concepts: Concepts
    records: Sequence[DutyRecord] = ()
    asked_role: Role | None = None


class LlmEngine:
    """Asks a language model; holds no state of a conversation, safe to share between threads."""

    name = "llm"

    def __init__(
        self, settings: LlmSettings, wordings: Wordings | None = None, reply: Reply = stream_reply
    ) -> None:
        self._settings = settings
        self._wordings = read_wordings() if wordings is None else wordings
        self._reply = reply

    def answer(self, extractive: Answer, material: Material, today: date) -> Answer:
        """The model's answer where all holds, else the extractive one with a note of why."""
        *_, last = self.answer_stream(extractive, material, today)
        return last

    def answer_stream(self, extractive: Answer, material: Material, today: date) -> Iterator[Answer]:
        """The answer as it is written, ``provisional`` and without citations, then the checked one.

        A refusal comes back at once: where the documents do not answer, no model is asked.
        """
        if extractive.refused:
            yield extractive
            return
        language = extractive.language
        evidence = gather_evidence(extractive, material, self._settings.evidence_chars)
        reply, shown = "", 0
        try:
            if not evidence:
                raise ModelReplyError("ungrounded")
            for piece in self._reply(self._settings, *write_prompt(extractive, evidence, today)):
                reply += piece
                if len(reply) - shown >= SHOWN_EVERY_CHARS and (text := plain_text(reply).strip()):
                    shown = len(reply)
                    yield replace(
                        extractive, text=text, citations=(), engine=self.name, provisional=True,
                        notes=(*extractive.notes, PROVISIONAL[language]),
                    )  # fmt: skip
            yield self._checked(extractive, material, evidence, reply)
        except ModelReplyError as failure:
            yield replace(extractive, notes=(*extractive.notes, fallback_note(failure, language)))

    def _checked(
        self, extractive: Answer, material: Material, evidence: Sequence[Evidence], reply: str
    ) -> Answer:
        """The answer made of the sentences that hold.

        Raises:
            ModelReplyError: None holds, or together they say less than the extractive answer.
        """
        language = extractive.language
        sentences = read_reply(reply, [one.key for one in evidence], language)
        if not sentences:
            raise ModelReplyError("empty")
        declining = declining_phrase(language).rstrip("。.")
        if any(declining in sentence.text for sentence in sentences):
            raise ModelReplyError("declined")
        grounder = Grounder(
            evidence, language, material.concepts, extractive.standalone_question,
            material.records, self._wordings, material.asked_role,
        )  # fmt: skip
        checked = grounder.check(sentences)
        kept = [one for one in checked if one.supports]
        if not kept:
            raise ModelReplyError("ungrounded")
        if not says_as_much(kept, extractive, grounder.known_units, self._wordings):
            raise ModelReplyError("incomplete")
        draft = Draft(material.documents, language, self._wordings)
        for one in kept:
            draft.say(one.text, [draft.cite(s.document_id, s.start, s.end) for s in one.supports])
        if language == "en":
            for citation in draft.citations:
                draft.quote(f"[{citation.n}]")
        notes = (*extractive.notes, *dropped_note(len(checked) - len(kept), language))
        return replace(
            extractive, text=draft.finish(), citations=draft.citations, engine=self.name, notes=notes
        )


def gather_evidence(extractive: Answer, material: Material, limit_chars: int) -> list[Evidence]:
    """The places that the extractive answer cites, then the best passages, within the limit.

    Sentences that speak to a model are left out: they are no evidence, and no reader misses them.
    """
    wanted: list[tuple[str, int, int]] = []
    passages = [(h.passage.document_id, h.passage.start, h.passage.end) for h in material.hits]
    for citation in extractive.citations:
        around = next((place for place in passages if _holds(place, citation)), None)
        wanted.append(around or (citation.document_id, citation.start, citation.end))
    # An answer that cites a list is made of its items' own sentences; their passages would crowd each other out.
    if len(extractive.citations) >= LIST_CITATIONS:
        wanted = [(c.document_id, c.start, c.end) for c in extractive.citations]
    found: list[Evidence] = []
    taken: set[tuple[str, int]] = set()
    left = limit_chars
    for document_id, start, end in [*wanted, *passages]:
        document = material.documents(document_id)
        supports: list[Support] = []
        for first, last in _whole_sentences(document.text, start, end):
            text = document.text[first:last]
            if (document_id, first) in taken or is_order(text):
                continue
            path = document.path_at(first)
            years = re.findall(r"(20\d\d)年", "".join(path))
            above = " ".join((document.metadata.title, *path))
            year = int(years[-1]) if years else None
            supports.append(Support(document_id, first, last, text, above, year))
        size = sum(len(support.text) for support in supports)
        if not supports or (found and size > left):
            continue
        left -= size
        taken |= {(document_id, support.start) for support in supports}
        key = _key(extractive.question, document_id, start, {one.key for one in found})
        found.append(Evidence(key, document.metadata.title, document.path_at(start), tuple(supports)))
    return found


def _holds(place: tuple[str, int, int], citation: Citation) -> bool:
    return place[0] == citation.document_id and place[1] <= citation.start and citation.end <= place[2]


def _whole_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences that touch a range, whole even where the range cuts one."""
    left = max(text.rfind("\n", 0, start) + 1, start - 600, 0)
    stop = text.find("\n", end)
    right = min(len(text) if stop < 0 else stop, end + 600)
    return [(a, b) for a, b in split_sentences(text, left, right) if a < end and start < b]


def _key(question: str, document_id: str, start: int, taken: set[str]) -> str:
    """A key that says nothing of its place, so that a model cannot make one up, nor a document hold it."""
    attempt = 0
    while True:
        source = f"{question}|{document_id}|{start}|{attempt}".encode()
        key = "e" + hashlib.blake2b(source, digest_size=2).hexdigest()
        if key not in taken:
            return key
        attempt += 1


def write_prompt(extractive: Answer, evidence: Sequence[Evidence], today: date) -> tuple[str, str]:
    """System and user text. Document text stands between fences that it cannot close."""
    name = "资料" if extractive.language == "zh" else "material"
    blocks = []
    for one in evidence:
        heading = " > ".join((one.title, *one.section_path))
        body = "".join(support.text for support in one.supports)
        blocks.append(f"<{name} {one.key}>\n{_unfenced(heading)}\n{_unfenced(body)}\n</{name} {one.key}>")
    parts = load_prompt("answer", extractive.language).fill(
        today=today.isoformat(),
        declining=declining_phrase(extractive.language),
        example_key=evidence[0].key,
        evidence="\n".join(blocks),
        question=extractive.standalone_question,
    )
    return parts["system"], parts["user"]


def _unfenced(text: str) -> str:
    return text.replace("<", "＜").replace(">", "＞")


def fallback_note(failure: ModelReplyError, language: Language) -> str:
    """One short sentence of why the documents are quoted instead."""
    chinese, english = _WHY[failure.kind]
    detail = f" {failure.detail}" if failure.detail else ""
    if language == "zh":
        return f"{chinese.format(detail=detail)}，已改用原文摘录。"
    return f"{english.format(detail=detail)}; the documents are quoted instead."


def dropped_note(count: int, language: Language) -> tuple[str, ...]:
    """How many sentences of the reply were left out, if any."""
    if not count:
        return ()
    if language == "zh":
        return (f"语言模型的回答中有{count}句未找到依据，已略去。",)
    return (f"No basis was found for {count} sentence{'s' * (count > 1)} of the model's reply; left out.",)


def says_as_much(
    kept: Sequence[Grounded], extractive: Answer, known_units: Sequence[str], wordings: Wordings
) -> bool:
    """Whether a reply rests on the extractive answer's places and holds the facts that it states itself."""
    supports = [support for one in kept for support in one.supports]
    overlapped = [
        any(_overlaps(support, citation) for support in supports) for citation in extractive.citations
    ]
    is_list = len(extractive.citations) >= LIST_CITATIONS
    if not (all(overlapped) if is_list else any(overlapped)):
        return False
    said = " ".join(one.text for one in kept)
    stated = " ".join(_stated_lines(extractive))
    if extractive.language == "zh":
        wanted, given = (read_parts(text, known_units=known_units) for text in (stated, said))
        names = [part.written for part in wanted if part.kind == "organisation"]
        held = [part.written for part in given if part.kind == "organisation"]
        named = all(name in said or any(is_same_unit(name, other) for other in held) for name in names)
    else:
        wanted, given = read_english_parts(stated), read_english_parts(said)
        units = find_english_units(stated, known_units, wordings).known
        named = set(units) <= {*find_english_units(said, known_units, wordings).known}
        named = named or all(name in said for name in units)
    return named and all(
        any(_same(part, other) for other in given) for part in wanted if part.kind in ("number", "date")
    )


def _overlaps(support: Support, citation: Citation) -> bool:
    return (
        support.document_id == citation.document_id
        and support.start < citation.end
        and citation.start < support.end
    )


def _stated_lines(extractive: Answer) -> list[str]:
    """The short lines in which the extractive engine says something itself, without marks and names of tasks."""
    stated: list[str] = []
    for line in extractive.text.splitlines():
        text = re.sub(r"\s*\[\d+\]", "", line)
        is_quote = any(text.rstrip("。.") in citation.quote for citation in extractive.citations)
        is_beside = re.match(r"(?:原文|注意|时限|相同内容|Original|Note|Deadline|The same words)", text)
        if not is_beside and len(text) <= (QUOTED_CHARS if is_quote else STATED_CHARS):
            stated.append(re.sub(r"“[^”]*”", "", text))
    return stated


def _same(part: Part, other: Part) -> bool:
    if part.kind != other.kind:
        return False
    if part.kind == "date":
        return same_date(str(part.value), str(other.value))
    return same_amount(part, other) and bool(part.bound) == bool(other.bound)
