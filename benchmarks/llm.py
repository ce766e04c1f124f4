"""Does a language model answer better than the quotes, and is what it is shown saying true?

    python -m benchmarks.llm --home HOME QUESTIONS.jsonl --replies replies.jsonl [--minutes 60] [--show]

Each question is answered by the extractive engine and by the model that is set
(``POLICY_ASSISTANT_LLM__BASE_URL``, ``…__MODEL``). A reply is kept in ``--replies`` under its prompt, so
a run that was broken off goes on where it stood, and a change of the checks is measured on the same replies
in seconds (``--minutes 0`` asks nothing new). Questions are taken in turn from each language, answerable
and not, so that a part of them is a fair part. Printed, per language and in all:

* right: as ``policy-assistant evaluate`` counts it, ``must`` met and a right place cited, or refused where no
  document answers;
* by the model: answers in the model's words; the others fell back to the quotes, with the reasons counted;
* exact: citations whose quote is the text of their document at their place, to the letter;
* against: sentences shown that the claim checker, which shares the readers and not the decisions, finds
  contradicted by the documents. Read them yourself with ``--show``.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from assistant.answering.extractive import ExtractiveEngine
from assistant.asking import ask_llm, quote_answer
from assistant.evaluation import find_quote, meets, overlaps, read_lines, turns
from assistant.llm.llm_engine import LlmEngine
from assistant.llm.llm_stream import ModelReplyError, stream_reply
from assistant.settings import LlmSettings
from assistant.workspace import Workspace
from corpus.errors import UsageError

# The prompt names the day; a fixed one keeps a prompt the same tomorrow.
TODAY = date(2026, 1, 1)


class NotAskedError(Exception):
    """The time is up, and no reply is kept for this prompt."""


@dataclass
class KeptReplies:
    """A file of replies by prompt; asks the model for those it does not hold."""

    path: Path
    until: float
    seconds: dict[str, float] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)
    last_key: str = ""

    def __post_init__(self) -> None:
        if self.path.exists():
            for line in read_lines(self.path, ("prompt", "reply", "seconds")):
                self._texts[line["prompt"]], self.seconds[line["prompt"]] = line["reply"], line["seconds"]

    def reply(self, settings: LlmSettings, system: str, user: str) -> Iterator[str]:
        """The kept reply at once, else the model's as it comes; only a whole one is kept."""
        key = hashlib.blake2b(f"{settings.model}\n{system}\n{user}".encode(), digest_size=12).hexdigest()
        self.last_key = key
        if key not in self._texts:
            if time.monotonic() > self.until:
                raise NotAskedError
            started = time.monotonic()
            text = "".join(stream_reply(settings, system, user))
            self._texts[key], self.seconds[key] = text, round(time.monotonic() - started, 1)
            with self.path.open("a", encoding="utf-8") as file:
                record = {"prompt": key, "seconds": self.seconds[key], "reply": text}
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        if not self._texts[key]:
            raise ModelReplyError("empty")
        yield self._texts[key]


@dataclass(frozen=True)
class Outcome:
    """One question answered twice."""

    line: dict[str, Any]
    quoted: Answer
    answer: Answer
    quoted_right: bool
    right: bool
    seconds: float | None
    exact: int
    against: tuple[str, ...]


def in_turn(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The questions, one from each group of language and answerability at a time."""
    groups: dict[tuple[str, bool], list[dict[str, Any]]] = {}
    for line in lines:
        groups.setdefault((line.get("lang", ""), bool(line["answerable"])), []).append(line)
    return [line for turn in itertools.zip_longest(*groups.values()) for line in turn if line]


def shown_sentences(answer: Answer) -> list[str]:
    """The sentences of an answer without their marks and without the quotes beneath."""
    lines = [
        line
        for line in answer.text.splitlines()
        if not re.match(r"(?:原文：|Original: |Note: |注意：)", line)
    ]
    return [re.sub(r"\s*\[\d+\]", "", line) for line in lines]


def is_against(workspace: Workspace, sentence: str) -> bool:
    """Whether the claim checker finds a sentence contradicted; "30%" alone is no claim to it."""
    try:
        return workspace.check_claim(sentence).verdict == "contradicted"
    except UsageError:
        return False


def run(workspace: Workspace, lines: Sequence[dict[str, Any]], replies: KeptReplies) -> list[Outcome]:
    """Answer each question both ways until the time is up."""
    retriever, engine = workspace.retriever(), ExtractiveEngine()
    model = LlmEngine(workspace.settings.llm, reply=replies.reply)
    documents = [workspace.document(record.entry.document_id) for record in workspace.documents()]
    outcomes: list[Outcome] = []
    for line in in_turn(lines):
        evidence_k = workspace.settings.retrieval.evidence_k
        quoted = quote_answer(
            retriever, engine, line["question"], turns(line.get("history")), None, evidence_k
        )
        replies.last_key = ""
        try:
            *_, answer = ask_llm(retriever, engine, model, quoted, TODAY)
        except NotAskedError:
            continue
        places = [find_quote(documents, **evidence) for evidence in line.get("evidence", [])]

        def is_right(
            given: Answer, line: dict[str, Any] = line, places: Sequence[tuple[str, int, int]] = places
        ) -> bool:
            if not line["answerable"]:
                return given.refused
            cited = any(overlaps(citation, place) for citation in given.citations for place in places)
            return not given.refused and cited and meets(given, line.get("must", []))

        exact = sum(
            workspace.document(c.document_id).text[c.start : c.end] == c.quote for c in answer.citations
        )
        against: tuple[str, ...] = ()
        if answer.engine == model.name:
            against = tuple(
                sentence for sentence in shown_sentences(answer) if is_against(workspace, sentence)
            )
        outcomes.append(
            Outcome(
                line, quoted.answer, answer, is_right(quoted.answer), is_right(answer),
                replies.seconds.get(replies.last_key), exact, against,
            )
        )  # fmt: skip
        print(f"{len(outcomes):3} {line.get('id', '')} {answer.engine} {answer.notes}", flush=True)
    return outcomes


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The row of a group."""
    by_model = [one for one in outcomes if one.answer.engine == "llm"]
    citations = sum(len(one.answer.citations) for one in outcomes)
    return {
        "questions": len(outcomes),
        "answerable": sum(bool(one.line["answerable"]) for one in outcomes),
        "right, quoted": sum(one.quoted_right for one in outcomes),
        "right, with the model": sum(one.right for one in outcomes),
        "by the model": len(by_model),
        "sentences shown": sum(len(shown_sentences(one.answer)) for one in by_model),
        "against": sum(len(one.against) for one in by_model),
        "citations": citations,
        "exact": sum(one.exact for one in outcomes),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one column per language and one for all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("questions", type=Path)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--replies", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--show", action="store_true", help="print replies' sentences with their quotes")
    given = parser.parse_args(arguments)
    lines = read_lines(given.questions, ("question", "answerable"))
    replies = KeptReplies(given.replies, time.monotonic() + 60 * given.minutes)
    outcomes = run(Workspace(given.home), lines, replies)
    groups = {language: [o for o in outcomes if o.answer.language == language] for language in ("zh", "en")}
    columns = {name: figures(group) for name, group in {**groups, "all": outcomes}.items()}
    print(f"\n{'':24}" + "".join(f"{name:>8}" for name in columns))
    for row in columns["all"]:
        print(f"{row:24}" + "".join(f"{column[row]:8}" for column in columns.values()))
    seconds = [one.seconds for one in outcomes if one.seconds is not None]
    if seconds:
        print(
            f"seconds a call: median {statistics.median(seconds):.0f} ({min(seconds):.0f}–{max(seconds):.0f})"
        )
    for note, count in Counter(note for one in outcomes for note in one.answer.notes).most_common():
        print(f"{count:4} × {note}")
    for one in outcomes:
        if one.right != one.quoted_right:
            print(f"\ndiffers ({one.line.get('id')}): {one.line['question']}\n{one.answer.text}")
        if given.show and one.answer.engine == "llm":
            print(f"\n{one.line.get('id')} {one.line['question']}\n{one.answer.text}")
            for citation in one.answer.citations:
                print(f"    [{citation.n}] {citation.quote}")
        for sentence in one.against:
            print(f"against ({one.line.get('id')}): {sentence}")


if __name__ == "__main__":
    main()
