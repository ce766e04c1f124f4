"""The words of the view of one document: its pages, its text, its passages."""

from __future__ import annotations

from assistant.phrases import Phrase

SEE_PAGE = Phrase("查看原页", "See the page")
SEE_TEXT = Phrase("在全文中查看", "Open in the full text")
SEE_WHOLE = Phrase("阅读全文", "Read the text")
SEE_CUT = Phrase("查看切分", "See how it was cut")
CLOSE = Phrase("关闭", "Close")
VIEWS = Phrase("查看方式", "Ways to look at it")
PAGE_VIEW = Phrase("原页", "Page")
TEXT_VIEW = Phrase("全文", "Text")
CUT_VIEW = Phrase("切分", "Passages")
OPENING = Phrase("正在打开…", "Opening…")
PREVIOUS = Phrase("上一页", "Previous page")
NEXT = Phrase("下一页", "Next page")
PAGE_NUMBER = Phrase("页码", "Page number")
OF_PAGES = Phrase("/ {count} 页", "of {count}")
SMALLER = Phrase("缩小", "Smaller")
LARGER = Phrase("放大", "Larger")
PICTURE = Phrase("《{title}》第 {page} 页的图像", "Picture of page {page} of {title}")
PICTURE_FAILED = Phrase(
    "这一页无法绘制成图,请切换到“全文”阅读。", "This page could not be drawn; read it under “Text”."
)
OUTLINED = Phrase("框内为引用的原文。", "The quoted words are outlined.")
NOT_ON_PAGE = Phrase("引用的原文在第 {pages} 页。", "The quoted words are on page {pages}.")
NOT_FOUND = Phrase(
    "没能在图上准确定位引用的文字,未加框;下面是这一页读出的文字。",
    "The quoted words could not be placed on the picture, so nothing is outlined; the text read from this page is below.",
)
SCANNED = Phrase(
    "这一页是扫描件,文字由 OCR 识别(置信度 {percent}%),请以图像为准。",
    "This page is a scan; its text was recognised (confidence {percent}%). The picture decides.",
)
PAGE_TEXT = Phrase("这一页读出的文字", "The text read from this page")
NO_PAGE_TEXT = Phrase("这一页没有读出文字。", "No text was read from this page.")
OUTLINE = Phrase("章节", "Outline")
WINDOW = Phrase(
    "文字很长,共 {total} 字,此处显示第 {first} 至 {last} 字;点章节可看其余部分。",
    "A long text of {total} characters; {first} to {last} are shown. Use the outline for the rest.",
)
PAGE_BEGINS = Phrase("第 {page} 页", "p. {page}")
CUT_INTO = Phrase(
    "共 {count} 段。检索以段为单位;标题和章节只用于查找,引文只取自原文。",
    "{count} passages. A search finds passages; title and headings help to find them, quotes are taken from the text alone.",
)
CUT_SHOWN = Phrase("(显示第 {first} 至 {last} 段)", " ({first} to {last} are shown)")
CUT_PLACE = Phrase("第 {start}–{end} 字,{chars} 字", "characters {start}–{end}, {chars} long")
EARLIER = Phrase("前面的", "Earlier")
LATER = Phrase("后面的", "Later")
NO_HEADING = Phrase("(首个标题之前)", "(before the first heading)")
