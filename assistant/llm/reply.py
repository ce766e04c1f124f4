"""Read a language model's reply: its sentences, and the evidence keys that it put to each.

Small models copy the format badly: they write "[编号]" for a key, put marks behind the stop, number
their lines, or think aloud first. So whatever stands in short square brackets is a mark and is taken
out; of the marks, only keys that were handed out count.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from assistant.answer import Language

KEY = r"e[0-9a-f]{4}"
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_MARK = re.compile(
    rf"\s*(?:[\[【][^\[\]【】\n]{{0,40}}[\]】]|[(（]\s*(?:{KEY}[\s,，、;；]*)+[)）]|<[^<>\n]{{0,40}}>|\b{KEY}\b)"
)
_STOP_BEFORE_MARKS = re.compile(rf"([。！？!?；;.])((?:{_MARK.pattern})+)")
_BULLET = re.compile(r"^\s*(?:[-*•·>#]+\s+|\d{1,2}[.、)）](?!\d)\s*|[(（]\d{1,2}[)）]\s*)+")
_END = {
    "zh": re.compile(r"(?<=[。！？!?；;])(?![”’」』\"）)])"),
    "en": re.compile(r"(?<=[.!?])\s+(?=[\"“(A-Z\u4e00-\u9fff])"),
}
# What a document would have to say to a model, and never says to a reader.
_ORDER = re.compile(
    r"忽略(?:以上|上述|之前|前面|此前|所有|一切)[^。\n]{0,12}(?:指令|指示|要求|规则|提示|内容)|(?:不要|无需)(?:理会|遵守|遵循)[^。\n]{0,10}(?:指令|指示|规则|提示)"
    r"|你(?:现在|必须|只能|应当)[^。\n]{0,10}(?:回答|扮演|输出|回复)|(?:系统|开发者)(?:提示|指令)(?:词)?\s*[:：]|(?:直接|只|仅)(?:回答|输出|回复)[:：“\"]"
    r"|\b(?:ignore|disregard|forget)\b[^.\n]{0,24}\b(?:previous|above|prior|earlier|all)\b|\bsystem prompt\b|<\|?im_(?:start|end)\|?>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ReplySentence:
    """One sentence of a reply without its marks, and the keys among them that were handed out."""

    text: str
    keys: tuple[str, ...] = ()


def is_order(text: str) -> bool:
    """Whether a text speaks to a language model rather than to a reader; such text is no evidence."""
    return bool(_ORDER.search(text))


def read_reply(reply: str, keys: Collection[str], language: Language) -> list[ReplySentence]:
    """The sentences of a reply, each once, in order."""
    text = _THOUGHT.sub("", reply).replace("**", "").replace("`", "")
    text = _STOP_BEFORE_MARKS.sub(r"\2\1", text)
    found: dict[str, ReplySentence] = {}
    for line in _joined_lines(text, language):
        for piece in _END[language].split(line):
            known = [key for mark in _MARK.findall(piece) for key in re.findall(KEY, mark) if key in keys]
            said = _MARK.sub("", piece).strip().strip("。；;" if language == "zh" else "").strip()
            if len(re.findall(r"\w", said)) >= 2:
                found.setdefault(said, ReplySentence(said, tuple(dict.fromkeys(known))))
    return list(found.values())


def plain_text(reply: str) -> str:
    """A reply still being written, without its marks and thoughts, to be shown as provisional."""
    text = _MARK.sub("", _THOUGHT.sub("", reply))
    return (
        re.sub(r"[\[【（(]?[^\s\[\]【】]{0,6}\Z", "", text)
        if re.search(r"[\[【][^\]】]{0,40}\Z", text)
        else text
    )


def _joined_lines(text: str, language: Language) -> list[str]:
    """Lines without bullets; a line that ends with a colon and the list under it are one sentence."""
    lines: list[str] = []
    is_listing = False
    for raw in text.splitlines():
        line = _BULLET.sub("", raw).strip()
        if not line:
            continue
        is_bullet = bool(_BULLET.match(raw))
        if is_listing and is_bullet:
            comma = "、" if language == "zh" else ", "
            before = lines[-1].rstrip("。；;.")
            lines[-1] = before + ("" if before.endswith((":", "：")) else comma) + line
        else:
            lines.append(line)
            is_listing = bool(re.search(r"[:：]\s*$", _MARK.sub("", line)))
    return lines
