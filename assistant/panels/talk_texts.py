"""The words of a conversation's own controls: stop, ask again, edit, rate, keep, export."""

from __future__ import annotations

from assistant.phrases import Phrase

STOP = Phrase("停止", "Stop")
STOPPED = Phrase("已停止,没有给出回答。", "Stopped before there was an answer.")
AGAIN = Phrase("重新回答", "Answer again")
EDIT = Phrase("修改问题", "Edit")
EDIT_LABEL = Phrase("修改后的问题", "The question, edited")
EDIT_GO = Phrase("重新提问", "Ask this instead")
EDIT_DROPS = Phrase("这之后的对话会被删去。", "What was said after it is dropped.")
COPY_ANSWER = Phrase("复制答案和出处", "Copy with sources")
COPIED_SOURCE = Phrase("[{n}] 据{formal}", "[{n}] 据{formal}")
GOOD = Phrase("有用", "Good answer")
BAD = Phrase("有问题", "Something is wrong")
BAD_REASON = Phrase("哪里有问题?", "What is wrong?")
REASONS: tuple[Phrase, ...] = (
    Phrase("答案不对", "The answer is wrong"),
    Phrase("没有答全", "Something is missing"),
    Phrase("出处不对", "The source does not fit"),
    Phrase("明明有却说没有", "The documents do say it"),
)
BAD_MORE = Phrase("补充说明(可不填)", "More, if you like")
BAD_SEND = Phrase("提交", "Send")
THANKS = Phrase("已记录,谢谢。", "Noted, thank you.")
NEXT = Phrase("可以接着问", "You might ask next")

# Earlier conversations
TALKS = Phrase("对话记录", "Conversations")
NO_TALKS = Phrase("还没有对话。提问后会保存在这里。", "None yet. They are kept here once you ask.")
TALKS_KEPT = Phrase("只有您自己的账户能看到。", "Only your account sees them.")
TALKS_GUEST = Phrase(
    "只有这个浏览器能看到,关闭浏览器后无法找回。",
    "Only this browser sees them, and only until it is closed.",
)
RENAME = Phrase("改名", "Rename")
RENAME_LABEL = Phrase("新名称", "New name")
SAVE = Phrase("保存", "Save")
DELETE = Phrase("删除", "Delete")
DELETE_SURE = Phrase("确定删除这段对话?", "Delete this conversation?")
DELETE_YES = Phrase("确定删除", "Yes, delete it")
DELETE_NO = Phrase("保留", "Keep it")
EXPORT_TALK = Phrase("导出“{title}”为 {ending}", "Export “{title}” as {ending}")

# Questions that follow from an answer
ASK_SECTION = Phrase("“{name}”有哪些要求?", "What is required for {name}?")
