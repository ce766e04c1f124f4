"""The words of the page, Chinese and English side by side."""

from __future__ import annotations

from assistant.answer import Language
from assistant.phrases import Phrase
from assistant.tasks import labels
from corpus.document import Kind

# The frame
PRODUCT = Phrase("政策助手", "Policy Assistant")
TAGLINE = Phrase("有据可查的政策问答", "Answers that rest on the text")
SWITCH = Phrase("English", "中文")
SIGN_OUT = Phrase("退出", "Sign out")

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

# Tabs
TABS_LABEL = Phrase("栏目", "Panels")
TABS: dict[str, Phrase] = {
    "ask": Phrase("问答", "Ask"),
    "tasks": Phrase("任务", "Tasks"),
    "check": Phrase("核对", "Check"),
    "criteria": Phrase("指标", "Criteria"),
    "library": Phrase("文件", "Library"),
    "guide": Phrase("导览", "Guide"),
}
"""The panels in their order."""
WORKING = Phrase("请稍候…", "One moment…")
UNEXPECTED_HERE = Phrase(
    "程序出了意外,操作没有完成。请重试;如仍不行,请把服务器日志交给管理员。",
    "Something unexpected happened and this was not done. Try again; if it keeps happening, "
    "show your administrator the server's log.",
)

# Library
LIBRARY = Phrase("文件", "Library")
LIBRARY_TEXT = Phrase(
    "回答只取自这里的文件。点标题可看全文和章节。",
    "Answers come only from these documents. Click a title for its text and outline.",
)
DROP = Phrase("把文件拖到这里,或点击选择", "Drop files here, or click to choose")
DROP_TEXT = Phrase(
    "PDF、DOCX、XLSX、HTML、Markdown、TXT 或 ZIP;同名文件替换与否,会先问您。",
    "PDF, DOCX, XLSX, HTML, Markdown, TXT or ZIP; whether a file of the same name replaces the earlier one is asked.",
)
UPLOADING = Phrase("上传中", "Uploading")
UPLOAD_FAILED = Phrase("上传失败", "Upload failed")
READ_ONLY = Phrase(
    "此页面可被其他机器访问,又没有账户可以区分权限,因此只能查看;增删文件请在命令行进行。",
    "Other machines can reach this page and there are no accounts to tell people apart, so it only shows "
    "documents. Add and remove them on the command line.",
)
READER_ONLY = Phrase(
    "您的账户可以提问和核对,不能增删文件。需要时请找管理员改为编辑者。",
    "Your account may ask and check, and not change documents. Ask the administrator to make you an editor.",
)
STAGES: dict[str, Phrase] = {
    "wait": Phrase("等待处理", "Waiting"),
    "scan": Phrase("比对文件", "Comparing files"),
    "read": Phrase("读取文字", "Reading"),
    "embed": Phrase("计算向量", "Embedding"),
    "index": Phrase("建立索引", "Indexing"),
}
STAGE_COUNT = Phrase("{stage} {done}/{total}", "{stage} {done} of {total}")
COLUMNS_LIBRARY: tuple[Phrase, ...] = (
    Phrase("标题", "Title"),
    Phrase("类别", "Kind"),
    Phrase("日期", "Date"),
    Phrase("有效性", "Status"),
    Phrase("页数", "Pages"),
    Phrase("段落", "Passages"),
    Phrase("提示", "Warnings"),
)
SORT_BY = Phrase("按{column}排序", "Sort by {column}")
REPORT_ADDED = Phrase("新增", "Added")
REPORT_UPDATED = Phrase("已更新", "Updated")
REPORT_UNCHANGED = Phrase("未变", "Unchanged")
REPORT_REMOVED = Phrase("已移除", "Removed")
REPORT_FAILED = Phrase("未能导入", "Not taken in")
REPORT_WARNING = Phrase("提示", "Warning")
REPORT_DONE = Phrase(
    "完成,用时 {seconds} 秒;文库现有 {passages} 个段落。",
    "Done in {seconds} s; the library now holds {passages} passages.",
)
DOCUMENT = Phrase("全文", "Text")
DOCUMENT_EMPTY = Phrase(
    "点左边的标题,在这里看它的全文、章节和提示。",
    "Click a title to read its text, outline and warnings here.",
)
OUTLINE = Phrase("章节({count})", "Outline ({count})")
WARNINGS = Phrase("提示({count})", "Warnings ({count})")
FILE = Phrase("文件名:{file}", "File: {file}")
TEXT_CUT = Phrase(
    "文字很长,此处显示前 {shown} 字,共 {total} 字。", "A long text: the first {shown} of {total} characters."
)
REMOVE = Phrase("移除", "Remove")
REMOVE_SURE = Phrase(
    "确定移除这份文件?移除后回答不再引用它。",
    "Remove this document? Answers will no longer rest on it.",
)
REMOVE_YES = Phrase("确定移除", "Yes, remove it")
REMOVE_NO = Phrase("不移除", "Keep it")

# Tasks
TASKS = Phrase("任务清单", "Tasks")
TASKS_TEXT = Phrase(
    "逐条取自各方案:谁牵头、谁配合、何时完成、要达到什么。点任务名称可看原文。",
    "Read from every plan: who leads, who supports, by when, what must be reached. Click a task for its source.",
)
FILTER_UNIT = Phrase("单位", "Unit")
FILTER_ROLE = Phrase("职责", "Role")
FILTER_BEFORE = Phrase("完成时限不晚于", "Due by")
ANY_UNIT = Phrase("全部单位", "All units")
ANY_ROLE = Phrase("牵头或配合", "Lead or support")
ROLE_LEAD = Phrase("牵头", "Lead")
ROLE_SUPPORT = Phrase("配合", "Support")
NO_TASKS = Phrase(
    "没有符合条件的任务。请放宽条件,或先导入含责任分工的方案。",
    "No task matches. Widen the filters, or take in a plan that says who is responsible.",
)
TASK_COUNT = Phrase("共 {count} 项任务", "{count} tasks")
ROWS_CUT = Phrase("(显示前 {shown} 项,导出含全部)", "(the first {shown} are shown; exports hold all)")
EXPORT = Phrase("导出", "Export")
EXPORT_AS = Phrase("导出为 {ending}", "Export as {ending}")
COLUMNS_TASKS: tuple[Phrase, ...] = (
    Phrase("任务", "Task"),
    Phrase("牵头", "Lead"),
    Phrase("配合", "Support"),
    Phrase("时限", "Due"),
    Phrase("指标与提示", "Targets and issues"),
)
SOURCE_EMPTY = Phrase("点左边的一行,在这里看它的原文。", "Click a row to read its source here.")
ISSUES: dict[str, Phrase] = {issue: Phrase(*said) for issue, said in labels.ISSUES.items()}

# Guide
GUIDE = Phrase("新成员导览", "Guide for new members")
GUIDE_INTRO = Phrase(
    "一份方案的概貌,逐条取自原文。点编号可看出处。",
    "A plan at a glance, every line taken from its text. Click a number for its source.",
)
NO_PLAN = Phrase(
    "文库里还没有方案,无法生成导览。请先导入一份方案。",
    "The library holds no plan yet, and a guide is made from one. Take one in first.",
)
WHICH_PLAN = Phrase("方案", "Plan")
GUIDE_PURPOSE = Phrase("为什么制定,要达到什么", "What it is for")
GUIDE_STAGES = Phrase("实施阶段", "Stages")
GUIDE_TARGETS = Phrase("主要指标", "Targets")
GUIDE_LEADS = Phrase("谁牵头什么", "Who leads what")
GUIDE_TERMS = Phrase("术语", "Terms")
GUIDE_QUESTIONS = Phrase("可以从这些问题开始", "Questions to start from")
GUIDE_OUTLINE = Phrase("目录", "Outline")
GUIDE_TEXT = Phrase("阅读全文", "Read the full text")
COLUMNS_TARGETS: tuple[Phrase, ...] = (
    Phrase("指标", "Indicator"),
    Phrase("目标", "Target"),
    Phrase("时限", "Due"),
)

LISTED = Phrase("、", ", ")

# Scope of a question
SCOPE = Phrase("查找范围:", "Search in:")
SCOPE_ALL = Phrase("全部文件", "all documents")
SCOPE_KIND = Phrase("只查{kind}", "only: {kind}")
SCOPE_OTHER = Phrase("只查其他文件", "only: other documents")
SCOPE_CHOSEN = Phrase("所选 {count} 份", "{count} chosen")
SCOPE_ONLY = Phrase("或只查勾选的文件", "or only the documents ticked")
