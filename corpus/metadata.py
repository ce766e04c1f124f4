"""Read what a document says of itself: title, issuer, number, date, validity, kind.

Only what is stated is taken, and only from where it is stated of this document: the title block
before the first heading, the signature (落款) under the last clause, a web page's metadata block
(handed in as hints). A 发文字号 in running text belongs to another document and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.dates import DATE, DATE_LINE, read_date
from corpus.document import Kind, Metadata
from corpus.document_head import (
    LABEL_INSIDE,
    NUMBER,
    ORGAN,
    YEAR_BRACKET,
    head_lines,
    labelled_value,
    tidy,
    title_block,
)
from corpus.signature import read_signature
from corpus.standards import read_cover
from corpus.titles import find_title, read_order

_DATE_LABEL = re.compile(
    r"(?P<label>成文日期|成文时间|印发日期|发文日期|发布日期|发布时间|公布日期|发文时间|时间|日期)\s*[】\]]?\s*[:：]\s*(?P<value>[^\n]{6,40})"
)
# Under the title of a rule: （2021年3月5日某部、某委令第12号公布 自2021年5月1日起施行）.
_PROMULGATED = re.compile(
    rf"日\s*(?P<number>(?P<issuer>[\u4e00-\u9fff][\u4e00-\u9fff、\s]{{2,60}}?)(?:令|公告)\s*(?:{YEAR_BRACKET}|(?:19|20)\d\d年)?"
    r"\s*第\s*[0-9一二三四五六七八九十百]{1,5}\s*号)\s*(?:公布|发布|颁布)"
)
_ASSEMBLY = re.compile(
    r"(?P<name>(?:全国|[\u4e00-\u9fff]{2,8}?[省市县区州盟旗]|[\u4e00-\u9fff]{2,6}自治区)人民代表大会(?:常务委员会)?)第[一二三四五六七八九十百\d]+次(?:全体)?会议"
)
_BANNER_SAMPLE = "演示样例"
_ISSUER_BEFORE = re.compile(r"^(?P<issuer>[\u4e00-\u9fff、，,\s（）()]{3,80}?)(?=关于|印发|转发|发布|公布)")
_KIND_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("criteria", re.compile(r"评价指标|指标体系|评价标准|评估标准|认定(?:标准|条件|办法|和管理办法|管理办法)?|(?:考核|考评|评价|评估|评定|验收)(?:办法|细则|标准|实施细则|指标|评分)|评分(?:标准|细则|表)")),
    ("report", re.compile(r"报告|总结|汇报|通报|进展|完成情况|落实情况|自评")),
    ("plan", re.compile(r"(?:工作|实施|行动|创建|建设|推进|总体|专项|试点)?方案|规划|计划|行动|分解表|任务书|工作要点|路线图")),
)  # fmt: skip
_STATUS_LABEL = re.compile(
    r"(?:有\s*效\s*性|时效性|文件状态|效力状态|效力)\s*[】\]]?\s*[:：]\s*(?P<value>[^\s，。;；]{2,8})"
)


def read_metadata(
    text: str, hints: Mapping[str, str], file_name: str, folder_kind: Kind | None = None
) -> Metadata:
    """What the document states of itself.

    Args:
        text: The canonical text.
        hints: What the format states, by the field names of ``Metadata``; a stated number, issuer,
            date or status wins over one read from the text.
        file_name: Names the document where nothing in it looks like a title.
        folder_kind: Kind told by the folder that the file lies in; it wins over the title's words.
    """
    head = head_lines(text)
    cover = read_cover(head)
    title, title_index = find_title(text, head, hints.get("title", ""), file_name)
    order, title = read_order(title, title_index, head)
    if cover is not None:
        title, order = cover.title, cover.number
    block = title_block(head, title_index)
    hints = {name: LABEL_INSIDE.split(value)[0].strip() for name, value in hints.items()}
    bracketed = "".join(line for line in block if line[0] in "（(")
    promulgated = _PROMULGATED.search(bracketed)
    source = hints.get("source") or labelled_value(block, r"(?:信息)?来源")
    return Metadata(
        title=title,
        kind=folder_kind or _stated_kind(hints.get("kind")) or read_kind(title),
        issuer=(cover and cover.issuer)
        or hints.get("issuer")
        or (promulgated and tidy(promulgated["issuer"]))
        or _issuer(title, text, block, head[:title_index])
        or hints.get("publisher")
        or source,
        number=_stated_number(hints.get("number", ""))
        or (order if cover else _number(block, title))
        or order
        or (promulgated and tidy(promulgated["number"])),
        date=(cover and cover.date)
        or read_date(hints.get("date", ""))
        or _date(text, block, read_date(hints.get("published", ""))),
        status=_status(hints.get("status", ""), title, file_name, block),
        source=source,
        sample=_BANNER_SAMPLE in title or any(_BANNER_SAMPLE in line for line in block[:12]),
    )


def read_kind(title: str) -> Kind:
    """Kind by the title's words; the last one is the head noun: 方案落实情况的报告 is a report."""
    ends = [(match.end(), kind) for kind, words in _KIND_WORDS for match in words.finditer(title)]
    return max(ends, key=lambda found: found[0])[1] if ends else "other"


def _number(block: list[str], title: str) -> str | None:
    for line in block:
        match = NUMBER.search(line)
        if match is None or (len(line) > len(match["number"]) + 30 and line not in title):
            continue
        before = line[: match.start("number")]
        if re.search(r"根据|按照|依据|《|转发|落实", before + match["number"]):
            continue
        return tidy(match["number"])
    return None


def _issuer(title: str, text: str, block: list[str], above: list[str]) -> str | None:
    named = labelled_value(block, "发文机关|发布机构|制发机关|印发机关|发文单位")
    if named:
        return named
    match = _ISSUER_BEFORE.match(title)
    if match and ORGAN.search(match["issuer"].strip()):
        return tidy(match["issuer"]).replace(" ", "、")
    enacted = [found["name"] for line in block[:20] for found in _ASSEMBLY.finditer(re.sub(r"\s", "", line))]
    if enacted and (_bracketed_date(block) or any("已由" in line for line in block)):
        # A statute: the assembly that last passed or amended it.
        return re.sub(r"^.*(?:日|，|,|届)(?=.*人民代表大会)", "", enacted[-1])
    for line in above:
        banner = re.fullmatch(r"(?P<name>[\u4e00-\u9fff]{3,40}?)文件", re.sub(r"\s", "", line))
        if banner and ORGAN.search(banner["name"]):
            return banner["name"]
    return read_signature(text)[0]


def _date(text: str, block: list[str], published: str | None) -> str | None:
    """成文日期 where one is stated or signed, else 发布日期, of the page or of its text, else what stands alone."""
    stated: dict[str, str] = {}
    for line in block:
        for match in _DATE_LABEL.finditer(line):
            value = read_date(match["value"])
            if value:
                stated.setdefault(match["label"], value)
    for label in ("成文日期", "成文时间", "印发日期", "发文日期", "发文时间"):
        if label in stated:
            return stated[label]
    issuer, signed = read_signature(text)
    if signed and issuer:
        return signed
    alone = next((read_date(line) for line in block if DATE_LINE.fullmatch(line)), None)
    return published or next(iter(stated.values()), None) or alone or signed or _bracketed_date(block)


def _bracketed_date(block: list[str]) -> str | None:
    """(1993年…通过 … 2023年12月29日…修订) under the title of a statute: the last date in it."""
    found: str | None = None
    inside = False
    for line in block[:20]:
        inside = inside or line[:1] in "（("
        if inside:
            for match in DATE.finditer(line):
                found = read_date(match.group()) or found
            if line[-1:] in "）)":
                break
    return found


def _status(hint: str, title: str, file_name: str, block: list[str]) -> str | None:
    stated = hint or next((m["value"] for line in block if (m := _STATUS_LABEL.search(line))), "")
    if re.search("失效|废止|无效|已失效", stated):
        return "失效"
    if re.search(r"[（(【\[](?:已|已经)?(?:失效|废止)[)）】\]]", title):
        return "失效"
    draft = re.search("征求意见稿|意见征求稿|征求意见", title) or "征求意见稿" in file_name
    if draft and not re.search("反馈|采纳", title):
        return "征求意见稿"
    if "试行" in title or "试行" in stated:
        return "试行"
    return "现行" if re.search("现行|有效", stated) else None


def _stated_kind(hint: str | None) -> Kind | None:
    kinds: dict[str, Kind] = {"plan": "plan", "criteria": "criteria", "report": "report", "other": "other"}
    return kinds.get((hint or "").strip().lower())


def _stated_number(hint: str) -> str | None:
    """A 发文字号 that the page's metadata states, if it has the look of one."""
    hint = tidy(hint)
    return hint if re.search(r"[0-9]", hint) and hint.endswith("号") else None
