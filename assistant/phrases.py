"""A wording in both languages, and those wordings that more than one place shows."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Language


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing said in both languages; ``{name}`` stands for a field."""

    zh: str
    en: str

    def __call__(self, language: Language, **fields: object) -> str:
        """The wording in ``language`` with its fields filled."""
        wording = self.zh if language == "zh" else self.en
        return wording.format(**fields) if fields else wording


UNEXPECTED = Phrase(
    "程序出了意外,这个问题没有得到回答。请重试;如仍不行,请把服务器日志交给管理员。",
    "Something unexpected happened and the question was not answered. Try again; if it keeps happening, "
    "show your administrator the server's log.",
)

# Questions offered, made from what the documents hold
ASK_LEAD = Phrase("“{name}”由哪个部门牵头?", "Which department leads the work on {name}?")
ASK_SUPPORT = Phrase("“{name}”的配合单位有哪些?", "Which departments support the work on {name}?")
ASK_DEADLINE = Phrase("“{name}”要求什么时候完成?", "When is the work on {name} due?")
ASK_TARGET = Phrase("{name}的目标是多少?", "What is the target for {name}?")
