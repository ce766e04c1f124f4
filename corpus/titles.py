"""Find a document's title among its first lines, with the lines it wraps into."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from corpus.dates import DATE_LINE
from corpus.document_head import HEAD_CHARS, NUMBER, ORGAN, SALUTATION, YEAR_BRACKET, tidy

_TITLE_MAX = 120
_ENACTED = re.compile("(?:现(?:将|公布))?《(?P<title>[^《》]{4,60})》(?=已|公布|，自)")
_LEADING_NUMBER = re.compile(
    rf"^[\u4e00-\u9fff]{{1,14}}{YEAR_BRACKET}\s*第?\s*[0-9]{{1,5}}\s*号\s*[-—–:：]*\s*(?=\S)"
)
# The number under which a collection lists the document: "531.2--上海…", "96 国家外汇管理局关于…", "12.关于…".
_LISTED = re.compile(
    r"^\d{1,4}(?:\.\d{1,3})*\s*(?:[-—–]{1,3}|[.、．]|\s)\s*(?=(?![年月日个项条])[\u4e00-\u9fff《“].{0,60}?(?:关于|印发|发布|公布))"
)
_REPOSTED = re.compile(r"^[（(【\[](?:转载|转发)[)）】\]]\s*")
_TABLE_LINE = re.compile(r"[^:;]{1,20}:[^;]{1,60};[^:;]{1,20}:")
_TYPE = (
    r"(?:通知|意见|办法|方案|规划|计划|公告|通告|决定|决议|规定|细则|条例|章程|制度|规则|规程|规范|标准|指南|指引|指标|指标体系"
    r"|目录|清单|名单|措施|政策|报告|总结|汇报|通报|批复|复函|函|答复|纪要|公报|令|法|要点|纲要|行动|分解表|一览表|表"
    r"|解读|办理情况|情况|安排|预案|倡议书|公开信|问答|说明|请示|议案|讲话|提示|手册)"
)
_COMPLETE = re.compile(rf"{_TYPE}[》〉]?(?:\s*[（(【〔\[][^（）()【】]{{1,20}}[)）】〕\]])*$")
_SUFFIX_LINE = re.compile(
    r"[（(【\[](?:试行|暂行|征求意见稿|公开征求意见稿|送审稿|草案|修订|修订稿|修正|演示样例|节选|摘要|[^（）()]{0,12}(?:版|年度|年|修订|修正))[)）】\]]"
)
_NOT_TITLE = re.compile(
    r"(?:索\s*引\s*号|主题分类|发文机关|发布机构|公开方式|有效性|信息来源|来源|发布时间|发布日期|成文日期|浏览|阅读|点击|分享|打印|字号"
    r"|文号|发文字号|当前位置|首页|密级|份号|紧急程度|签发人|机密|秘密|特急|加急|名\s*称)\s*[】\]]?\s*[:：>]?"
    r"|[-—–\s]*\d{1,4}[-—–\s]*$|附\s*件\s*\d{0,2}\s*[:：]?\s*$|目\s*录\s*$|第?\s*\d+\s*页|[【\[（(]?\s*演示样例[^\u4e00-\u9fff]*$|.{2,40}文件\s*$"
)


def find_title(text: str, head: list[str], hint: str, file_name: str) -> tuple[str, int]:
    """The title and the position of its first line in the head; -1 where it is not there."""
    found, index = _title_in(head)
    hint = tidy(_REPOSTED.sub("", hint))
    if hint and not found.startswith(hint):
        squeezed = re.sub(r"\s", "", text[: 2 * HEAD_CHARS])
        if not _COMPLETE.search(found) or (re.sub(r"\s", "", hint) in squeezed and _COMPLETE.search(hint)):
            return hint, index
    if found:
        return found, index
    return PurePosixPath(file_name).stem or file_name, -1


def read_order(title: str, title_index: int, head: list[str]) -> tuple[str | None, str]:
    """(number, title) of a law under the order that puts it into force: 主席令 第十五号, 《…法》已由…通过."""
    if not title.endswith("令") or title_index < 0:
        return None, title
    below = head[title_index + 1 : title_index + 4]
    number = next(
        (line for line in below if re.fullmatch(r"第\s*[0-9一二三四五六七八九十百〇]+\s*号", line)), None
    )
    law = next((match for line in below if (match := _ENACTED.match(line))), None)
    if law is None:
        return None, title
    return f"{title}{number}" if number else None, law["title"]


def _title_in(head: list[str]) -> tuple[str, int]:
    for index, line in enumerate(head[:25]):
        if _NOT_TITLE.match(line) or NUMBER.fullmatch(line) or DATE_LINE.fullmatch(line):
            continue
        if (
            SALUTATION.match(line)
            or len(line) > _TITLE_MAX
            or re.search("[。；]", line)
            or _TABLE_LINE.match(line)
        ):
            # A flattened text may run its title into the sentence: …的通知各区县人民政府.
            return "", -1
        if not re.search(r"[^\W\d_]{2}", line):
            continue
        title = _wrapped_title(head, index)
        if not _COMPLETE.search(title) and ORGAN.search(title):
            # The issuer's name stands alone above the number; the title comes below it.
            below = [i for i in range(index + 1, min(index + 7, len(head))) if head[i].startswith("关于")]
            if below and _COMPLETE.search(longer := _wrapped_title(head, below[0])):
                return title + longer, index
        return title, index
    return "", -1


def _wrapped_title(head: list[str], index: int) -> str:
    """The title that starts at ``head[index]``, with the lines it wraps into."""
    title = _LEADING_NUMBER.sub("", head[index].rstrip("：:")) or head[index]
    taken = index
    if not _COMPLETE.search(title):
        longer = title
        for ahead in range(index + 1, min(index + 5, len(head))):
            line = head[ahead]
            if re.search("[。：:；]", line) or _NOT_TITLE.match(line) or DATE_LINE.fullmatch(line):
                break
            if NUMBER.fullmatch(line) or re.match(
                r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[章条]|[(（]一", line
            ):
                break
            if line[:6] == title[:6]:
                # A page's short headline, then the title itself in full.
                title, longer, taken = line, "", ahead
            longer = longer + (" " if longer[-1:].isascii() and line[:1].isascii() else "") + line
            if len(longer) > _TITLE_MAX:
                break
            if _COMPLETE.search(longer):
                title, taken = longer, ahead
                break
    while taken + 1 < len(head) and _SUFFIX_LINE.fullmatch(head[taken + 1]):
        taken += 1
        title += head[taken]
    return tidy(_REPOSTED.sub("", _LISTED.sub("", title)))
