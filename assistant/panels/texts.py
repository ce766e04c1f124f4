"""The words of the page, Chinese and English side by side."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Language
from corpus.document import Kind


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing said in both languages; ``{name}`` stands for a field."""

    zh: str
    en: str

    def __call__(self, language: Language, **fields: object) -> str:
        """The wording in ``language`` with its fields filled."""
        wording = self.zh if language == "zh" else self.en
        return wording.format(**fields) if fields else wording


# The frame
PRODUCT = Phrase("政策助手", "Policy Assistant")
TAGLINE = Phrase("有据可查的政策问答", "Answers that rest on the text")
SWITCH = Phrase("English", "中文")
SKIP = Phrase("跳到提问框", "Skip to the question box")

# Asking
QUESTION = Phrase("问题", "Question")
PLACEHOLDER = Phrase("请输入问题,中文或英文均可", "Ask in English or Chinese")
SEND = Phrase("发送", "Ask")
KEYS = Phrase("Enter 发送,Shift+Enter 换行", "Enter to send, Shift+Enter for a new line")
NEW = Phrase("新对话", "New conversation")
SEARCHING = Phrase("正在查找原文…", "Reading the documents…")
CONVERSATION = Phrase("对话", "Conversation")
YOU_ASKED = Phrase("提问", "Question")
UNDERSTOOD_AS = Phrase("按此理解:{question}", "Understood as: {question}")
OPEN_EVIDENCE = Phrase("查看依据({count})", "See the evidence ({count})")
OPEN_NEAREST = Phrase("查看最相近的原文({count})", "See the nearest passages ({count})")
MARK = Phrase("依据 {n}:{formal}", "Evidence {n}: {formal}")
REFUSED = Phrase("没有找到依据", "No basis found")
NOT_ANSWERED = Phrase("未能回答", "Not answered")
EMPTY_QUESTION = Phrase("请先输入问题。", "Type a question first.")
UNEXPECTED = Phrase(
    "程序出了意外,这个问题没有得到回答。请重试;如仍不行,请把服务器日志交给管理员。",
    "Something unexpected happened and the question was not answered. Try again; if it keeps happening, "
    "show your administrator the server's log.",
)

# Before the first question
WELCOME = Phrase("想了解什么政策?", "What would you like to know?")
WELCOME_TEXT = Phrase(
    "答案只取自下列文件,每一句都标明出处,点开即见原文;文件里没有的,会直接说没有。",
    "Answers come only from the documents below. Every sentence names its source, one click away; "
    "what the documents do not say, the assistant does not say either.",
)
TRY = Phrase("可以这样问", "Try asking")
HELD = Phrase("可以查阅的文件", "Documents to ask about")
MORE_HELD = Phrase("另有 {count} 份", "and {count} more")
NO_DOCUMENTS = Phrase("还没有文件", "No documents yet")
NO_DOCUMENTS_TEXT = Phrase(
    "导入文件后就可以提问。请在命令行运行:",
    "Questions can be asked once documents are in. On the command line, run:",
)
NO_DOCUMENTS_ERROR = Phrase(
    "还没有文件可查。请先运行 policy-assistant ingest 导入文件。",
    'There are no documents yet. Run "policy-assistant ingest" first.',
)

# Questions offered, made from what the documents hold
ASK_LEAD = Phrase("“{name}”由哪个部门牵头?", "Which department leads the work on {name}?")
ASK_SUPPORT = Phrase("“{name}”的配合单位有哪些?", "Which departments support the work on {name}?")
ASK_DEADLINE = Phrase("“{name}”要求什么时候完成?", "When is the work on {name} due?")
ASK_TARGET = Phrase("{name}的目标是多少?", "What is the target for {name}?")

# Evidence
EVIDENCE = Phrase("原文依据", "Evidence")
EVIDENCE_COUNT = Phrase("{count} 处", "{count}")
EVIDENCE_EMPTY = Phrase(
    "提问后,这里显示答案所依据的原文。点答案里的编号,可对照上下文阅读。",
    "The passages an answer rests on appear here. Click a number in the answer to read it in context.",
)
NEAREST = Phrase("最相近的原文,不构成回答", "Nearest passages; they do not answer the question")
SAMPLE = Phrase("演示样例", "Sample")
SAMPLE_NOTE = Phrase("演示样例:内容为虚构,不可引用", "Sample (演示样例): invented content, not to be quoted")
SAMPLE_MARK = Phrase("(演示样例)", " (sample)")
PAGE = Phrase("第 {page} 页", "p. {page}")
OCR = Phrase("文字识别 {percent}%", "OCR {percent}%")
COPY = Phrase("复制引文", "Copy citation")
COPIED = Phrase("已复制", "Copied")
COPY_FAILED = Phrase("请手动复制", "Copy it by hand")
CLOSE = Phrase("关闭依据", "Close the evidence")
GONE = Phrase(
    "这份文件已被移出文库,原文不再显示。", "This document has been removed; its text is no longer shown."
)
QUOTE_LABEL = Phrase("引用的原文", "Quoted text")

KINDS: dict[Kind, Phrase] = {
    "plan": Phrase("方案", "Plan"),
    "criteria": Phrase("评价标准", "Criteria"),
    "report": Phrase("报告", "Report"),
    "other": Phrase("文件", "Document"),
}
"""What a kind of document is called."""

LANGUAGE_TAGS: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
"""For the ``lang`` attribute, by which a browser picks fonts and a screen reader its voice."""
