"""The lines that a document opens with, up to its body, and what single lines of it may be."""

from __future__ import annotations

import re

HEAD_CHARS = 1500
FLAT_LINE = 120
"""A first line longer than this is a text that lost its line breaks."""
YEAR_BRACKET = r"[〔［\[【（(﹝]\s*(?:19|20)[0-9]{2}\s*[〕］\]】）)﹞]"
# 发文字号: 国发〔2021〕5号 and 财政部公告2022年第3号.
NUMBER = re.compile(
    rf"(?:(?<=^)|(?<=[\s:：（(【])|(?<=文件))(?P<number>[\u4e00-\u9fff]{{1,14}}\s?{YEAR_BRACKET}\s*第?\s*[0-9]{{1,5}}\s*号"
    r"|[\u4e00-\u9fff]{2,24}(?:公告|通告|令)\s*(?:(?:19|20)[0-9]{2}\s*年?\s*)?第\s*[0-9一二三四五六七八九十百]{1,5}\s*号)"
)
SALUTATION = re.compile(
    r"(?:各|致).{2,200}[:：]$|.{0,60}(?:人民政府|管委会|各单位|部门|单位|公司|委员会|代表|同志)[:：]$"
)
ORGAN = re.compile(
    r"(?:人民政府|办公厅|办公室|委员会|管委会|工作领导小组|指挥部|党组|党工委|党委|委|局|厅|部|署|院|会|中心|总行|分行|海关|法院|检察院"
    r"|银行|公司|集团|大学|学院|学校|协会)$"
)
# A page's metadata cells may run into each other once its tags are gone: 广州市卫生健康委成文日期:2023-10-19.
LABEL_INSIDE = re.compile(
    r"(?:成文|发布|印发|发文|生效|公布)(?:日期|时间|机关|机构|字号)\s*[:：]|文\s*号\s*[:：]|索\s*引\s*号"
    r"|(?:浏览|阅读|点击)(?:字号|次数|量)?\s*[:：]|(?:字号|字体|作者|责任编辑|打印|分享)\s*[:：]"
)


def head_lines(text: str) -> list[str]:
    """The first lines that are not blank; a line that runs on is a flattened text, cut at its blanks."""
    lines: list[str] = []
    for line in text[: 4 * HEAD_CHARS].splitlines()[:80]:
        words = line.strip(" \t\u3000\u00a0\ufeff\u200b")
        if not words:
            continue
        if len(words) > FLAT_LINE:
            lines.extend(part for part in re.split(r"\s+", words[:HEAD_CHARS])[:12] if part)
        else:
            lines.append(re.sub(r"^#{1,6}\s+", "", words))
        if sum(map(len, lines)) > HEAD_CHARS:
            break
    return lines


def title_block(head: list[str], title_index: int) -> list[str]:
    """The lines of the head up to the body: the first salutation, sentence or heading after the title."""
    block: list[str] = []
    for position, line in enumerate(head):
        past_title = position > title_index
        heading = re.match(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[编章条]", line)
        if past_title and (
            SALUTATION.match(line) or heading or (len(line) > 45 and line[-1:] in "。；，、,;")
        ):
            break
        block.append(line)
    return block[:40]


def labelled_value(block: list[str], label: str) -> str | None:
    """What follows a label (a pattern) and its colon in one of the lines."""
    for line in block:
        match = re.search(
            rf"(?:^|[\s【\[;；])(?:{label})\s*[】\]]?\s*[:：]\s*(?P<value>\S.*?)(?=\s+\S{{2,6}}\s*[:：]|\s{{2,}}|$)",
            line,
        )
        if match:
            return tidy(LABEL_INSIDE.split(match["value"])[0]).rstrip(";； ") or None
    return None


def tidy(words: str) -> str:
    """Blanks folded; none left between Chinese characters, save after an issuer: 财政部 税务总局关于…."""
    parts = re.sub(r"\s+", " ", words).strip().split(" ")
    out = parts[0]
    for part in parts[1:]:
        wide = ord(out[-1]) > 0x7F and ord(part[0]) > 0x7F
        out += part if wide and not (len(out) > 2 and ORGAN.search(out) and len(part) > 2) else f" {part}"
    return out
