"""What the panel for checking says, in Chinese and English."""

from __future__ import annotations

from assistant.phrases import Phrase

CHECK = Phrase("核对", "Check")
CHECK_TEXT = Phrase(
    "粘贴一段文字,或上传一份报告,逐条与文件对照,写明哪里不符、依据何处。",
    "Paste a text or upload a report: each statement is held against the documents, and what differs is named.",
)
CLAIM = Phrase("待核对的文字", "Text to check")
CLAIM_PLACEHOLDER = Phrase(
    "例如:到2022年底,园区工业集中度不低于90%。",
    "For example: the park's industrial concentration is to reach 90% by 2022.",
)
CHECK_GO = Phrase("核对", "Check")
EMPTY_CLAIM = Phrase("请先粘贴要核对的文字。", "Paste the text to check first.")
LONG_CLAIM = Phrase(
    "文字超过 {limit} 字。请存为文件后上传核对。",
    "The text is longer than {limit} characters. Save it as a file and upload that.",
)
CHECKING = Phrase("正在核对,已完成 {done}/{total} 条…", "Checking: {done} of {total} statements…")
READING = Phrase("正在读取报告…", "Reading the report…")
CHECKED = Phrase("共 {total} 条:", "{total} statements:")
PASSED_OVER = Phrase(
    "。另有 {count} 句没有可核对的内容,未核对。",
    ". {count} more state nothing to check and were passed over.",
)
DIFFERENCE = Phrase("不符之处", "What differs")
CLAIMED = Phrase("此处", "Here")
IN_SOURCE = Phrase("原文", "In the document")
PASSAGES_EMPTY = Phrase(
    "核对后,这里并排显示所依据的原文。", "The passages that the verdicts rest on appear here, side by side."
)

DROP_REPORT = Phrase("选择或拖入一份报告", "Choose a report or drop it here")
DROP_REPORT_TEXT = Phrase(
    "PDF、Word、Excel、网页或文本,只核对,不入库", "PDF, Word, Excel, web page or text; checked only, not kept"
)
CANCEL = Phrase("停止核对", "Stop checking")
CANCELLED = Phrase(
    "核对已停止,以下只是已完成的部分。", "The check was stopped; this is the part that was done."
)
UNCHECKED = Phrase("有 {count} 条未能核对:", "{count} could not be checked:")
ROWS_LEFT = Phrase(
    "这里按问题轻重显示前 {shown} 条,全部 {total} 条见导出。",
    "The first {shown} are shown, the gravest first; the exports hold all {total}.",
)
REPORT_NAME = Phrase("核对结果", "Check result")
