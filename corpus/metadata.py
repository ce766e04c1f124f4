"""Read what a document says of itself: title, issuer, number, date, validity, kind.

Only what is stated is taken, and only from where it is stated of this document: the title block
before the first heading, the signature (落款) under the last clause, a web page's metadata block
(handed in as hints). A 发文字号 in running text belongs to another document and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from corpus.characters import read_number
from corpus.document import Kind, Metadata
from corpus.standards import read_cover

_HEAD_CHARS = 1500
_TAIL_CHARS = 1500
_FLAT_LINE = 120
_TITLE_MAX = 120

_CN_DIGIT = "〇○零OoＯ一二三四五六七八九"
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d{2}|[１２][０-９]{3})\s*(?:年|[-/.])\s*(?P<month>[0-9０-９]{1,2})\s*(?:月|[-/.])?"
    r"(?:\s*(?P<day>[0-9０-９]{1,2})\s*日?)?(?![0-9])"
    rf"|(?P<cn_year>[一二][{_CN_DIGIT}]{{3}})\s*年\s*(?P<cn_month>[〇一二三四五六七八九十]{{1,3}})\s*月"
    r"(?:\s*(?P<cn_day>[〇一二三四五六七八九十]{1,3})\s*日)?"
)
_ONLY_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_DATE_LINE = re.compile(
    rf"[(（]?\s*(?:{_DATE.pattern})\s*(?:印发|发布|公布)?\s*[)）]?".replace("?P<", "?P<line_")
)
_DATE_LABEL = re.compile(
    r"(?P<label>成文日期|成文时间|印发日期|发文日期|发布日期|发布时间|公布日期|发文时间|时间|日期)\s*[】\]]?\s*[:：]\s*(?P<value>[^\n]{6,40})"
)
_YEAR_BRACKET = r"[〔［\[【（(﹝]\s*(?:19|20)[0-9]{2}\s*[〕］\]】）)﹞]"
_NUMBER = re.compile(
    rf"(?:(?<=^)|(?<=[\s:：（(【])|(?<=文件))(?P<number>[\u4e00-\u9fff]{{1,14}}\s?{_YEAR_BRACKET}\s*第?\s*[0-9]{{1,5}}\s*号"
    r"|[\u4e00-\u9fff]{2,24}(?:公告|通告|令)\s*(?:(?:19|20)[0-9]{2}\s*年?\s*)?第\s*[0-9一二三四五六七八九十百]{1,5}\s*号)"
)
_ENACTED = re.compile("(?:现(?:将|公布))?《(?P<title>[^《》]{4,60})》(?=已|公布|，自)")
# Under the title of a rule: （2021年3月5日某部、某委令第12号公布 自2021年5月1日起施行）.
_PROMULGATED = re.compile(
    rf"日\s*(?P<number>(?P<issuer>[\u4e00-\u9fff][\u4e00-\u9fff、\s]{{2,60}}?)(?:令|公告)\s*(?:{_YEAR_BRACKET}|(?:19|20)\d\d年)?"
    r"\s*第\s*[0-9一二三四五六七八九十百]{1,5}\s*号)\s*(?:公布|发布|颁布)"
)
_LEADING_NUMBER = re.compile(
    rf"^[\u4e00-\u9fff]{{1,14}}{_YEAR_BRACKET}\s*第?\s*[0-9]{{1,5}}\s*号\s*[-—–:：]*\s*(?=\S)"
)
# The number under which a collection lists the document: "531.2--上海…", "96 国家外汇管理局关于…", "12.关于…".
_LISTED = re.compile(
    r"^\d{1,4}(?:\.\d{1,3})*\s*(?:[-—–]{1,3}|[.、．]|\s)\s*(?=(?![年月日个项条])[\u4e00-\u9fff《“].{0,60}?(?:关于|印发|发布|公布))"
)
_REPOSTED = re.compile(r"^[（(【\[](?:转载|转发)[)）】\]]\s*")
_TABLE_LINE = re.compile(r"[^:;]{1,20}:[^;]{1,60};[^:;]{1,20}:")
_ASSEMBLY = re.compile(
    r"(?P<name>(?:全国|[\u4e00-\u9fff]{2,8}?[省市县区州盟旗]|[\u4e00-\u9fff]{2,6}自治区)人民代表大会(?:常务委员会)?)第[一二三四五六七八九十百\d]+次(?:全体)?会议"
)
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
_BANNER_SAMPLE = "演示样例"
_SALUTATION = re.compile(
    r"(?:各|致).{2,200}[:：]$|.{0,60}(?:人民政府|管委会|各单位|部门|单位|公司|委员会|代表|同志)[:：]$"
)
_ORGAN = re.compile(
    r"(?:人民政府|办公厅|办公室|委员会|管委会|工作领导小组|指挥部|党组|党工委|党委|委|局|厅|部|署|院|会|中心|总行|分行|海关|法院|检察院"
    r"|银行|公司|集团|大学|学院|学校|协会)$"
)
_ISSUER_BEFORE = re.compile(r"^(?P<issuer>[\u4e00-\u9fff、，,\s（）()]{3,80}?)(?=关于|印发|转发|发布|公布)")
_KIND_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("criteria", re.compile(r"评价指标|指标体系|评价标准|评估标准|认定(?:标准|条件|办法|和管理办法|管理办法)?|(?:考核|考评|评价|评估|评定|验收)(?:办法|细则|标准|实施细则|指标|评分)|评分(?:标准|细则|表)")),
    ("report", re.compile(r"报告|总结|汇报|通报|进展|完成情况|落实情况|自评")),
    ("plan", re.compile(r"(?:工作|实施|行动|创建|建设|推进|总体|专项|试点)?方案|规划|计划|行动|分解表|任务书|工作要点|路线图")),
)  # fmt: skip
# A page's metadata cells may run into each other once its tags are gone: 广州市卫生健康委成文日期:2023-10-19.
_LABEL_INSIDE = re.compile(
    r"(?:成文|发布|印发|发文|生效|公布)(?:日期|时间|机关|机构|字号)\s*[:：]|文\s*号\s*[:：]|索\s*引\s*号"
    r"|(?:浏览|阅读|点击)(?:字号|次数|量)?\s*[:：]|(?:字号|字体|作者|责任编辑|打印|分享)\s*[:：]"
)
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
    head = _head_lines(text)
    cover = read_cover(head)
    title, title_index = _title(text, head, hints.get("title", ""), file_name)
    order, title = _order(title, title_index, head)
    if cover is not None:
        title, order = cover.title, cover.number
    block = _title_block(head, title_index)
    hints = {name: _LABEL_INSIDE.split(value)[0].strip() for name, value in hints.items()}
    bracketed = "".join(line for line in block if line[0] in "（(")
    promulgated = _PROMULGATED.search(bracketed)
    source = hints.get("source") or _labelled(block, r"(?:信息)?来源")
    return Metadata(
        title=title,
        kind=folder_kind or _stated_kind(hints.get("kind")) or read_kind(title),
        issuer=(cover and cover.issuer)
        or hints.get("issuer")
        or (promulgated and _tidy(promulgated["issuer"]))
        or _issuer(title, text, block, head[:title_index])
        or hints.get("publisher")
        or source,
        number=_stated_number(hints.get("number", ""))
        or (order if cover else _number(block, title))
        or order
        or (promulgated and _tidy(promulgated["number"])),
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


def read_date(written: str) -> str | None:
    """YYYY-MM-DD, YYYY-MM or YYYY from a date in digits or Chinese numerals; None where there is none."""
    for match in _DATE.finditer(written):
        if match["cn_year"]:
            year = int("".join(str(max(0, "零一二三四五六七八九".find(c))) for c in match["cn_year"]))
            month, day = read_number(match["cn_month"]), read_number(match["cn_day"] or "")
        else:
            year, month, day = int(match["year"]), int(match["month"]), int(match["day"] or 0)
        if 1 <= month <= 12 and day <= 31:
            return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"
    year_only = _ONLY_YEAR.fullmatch(written.strip())
    return year_only.group()[:4] if year_only else None


def _head_lines(text: str) -> list[str]:
    """The first lines that are not blank; a line that runs on is a flattened text, cut at its blanks."""
    lines: list[str] = []
    for line in text[: 4 * _HEAD_CHARS].splitlines()[:80]:
        words = line.strip(" \t\u3000\u00a0\ufeff\u200b")
        if not words:
            continue
        if len(words) > _FLAT_LINE:
            lines.extend(part for part in re.split(r"\s+", words[:_HEAD_CHARS])[:12] if part)
        else:
            lines.append(re.sub(r"^#{1,6}\s+", "", words))
        if sum(map(len, lines)) > _HEAD_CHARS:
            break
    return lines


def _title(text: str, head: list[str], hint: str, file_name: str) -> tuple[str, int]:
    """The title and the position of its first line in the head; -1 where it is not there."""
    found, index = _title_in(head)
    hint = _tidy(_REPOSTED.sub("", hint))
    if hint and not found.startswith(hint):
        squeezed = re.sub(r"\s", "", text[: 2 * _HEAD_CHARS])
        if not _COMPLETE.search(found) or (re.sub(r"\s", "", hint) in squeezed and _COMPLETE.search(hint)):
            return hint, index
    if found:
        return found, index
    return PurePosixPath(file_name).stem or file_name, -1


def _order(title: str, title_index: int, head: list[str]) -> tuple[str | None, str]:
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
        if _NOT_TITLE.match(line) or _NUMBER.fullmatch(line) or _DATE_LINE.fullmatch(line):
            continue
        if (
            _SALUTATION.match(line)
            or len(line) > _TITLE_MAX
            or re.search("[。；]", line)
            or _TABLE_LINE.match(line)
        ):
            # A flattened text may run its title into the sentence: …的通知各区县人民政府.
            return "", -1
        if not re.search(r"[^\W\d_]{2}", line):
            continue
        title = _wrapped_title(head, index)
        if not _COMPLETE.search(title) and _ORGAN.search(title):
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
            if re.search("[。：:；]", line) or _NOT_TITLE.match(line) or _DATE_LINE.fullmatch(line):
                break
            if _NUMBER.fullmatch(line) or re.match(
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
    return _tidy(_REPOSTED.sub("", _LISTED.sub("", title)))


def _title_block(head: list[str], title_index: int) -> list[str]:
    """The lines of the head up to the body: the first salutation, sentence or heading after the title."""
    block: list[str] = []
    for position, line in enumerate(head):
        past_title = position > title_index
        heading = re.match(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[编章条]", line)
        if past_title and (
            _SALUTATION.match(line) or heading or (len(line) > 45 and line[-1:] in "。；，、,;")
        ):
            break
        block.append(line)
    return block[:40]


def _labelled(block: list[str], label: str) -> str | None:
    for line in block:
        match = re.search(
            rf"(?:^|[\s【\[;；])(?:{label})\s*[】\]]?\s*[:：]\s*(?P<value>\S.*?)(?=\s+\S{{2,6}}\s*[:：]|\s{{2,}}|$)",
            line,
        )
        if match:
            return _tidy(_LABEL_INSIDE.split(match["value"])[0]).rstrip(";； ") or None
    return None


def _number(block: list[str], title: str) -> str | None:
    for line in block:
        match = _NUMBER.search(line)
        if match is None or (len(line) > len(match["number"]) + 30 and line not in title):
            continue
        before = line[: match.start("number")]
        if re.search(r"根据|按照|依据|《|转发|落实", before + match["number"]):
            continue
        return _tidy(match["number"])
    return None


def _issuer(title: str, text: str, block: list[str], above: list[str]) -> str | None:
    named = _labelled(block, "发文机关|发布机构|制发机关|印发机关|发文单位")
    if named:
        return named
    match = _ISSUER_BEFORE.match(title)
    if match and _ORGAN.search(match["issuer"].strip()):
        return _tidy(match["issuer"]).replace(" ", "、")
    enacted = [found["name"] for line in block[:20] for found in _ASSEMBLY.finditer(re.sub(r"\s", "", line))]
    if enacted and (_bracketed_date(block) or any("已由" in line for line in block)):
        # A statute: the assembly that last passed or amended it.
        return re.sub(r"^.*(?:日|，|,|届)(?=.*人民代表大会)", "", enacted[-1])
    for line in above:
        banner = re.fullmatch(r"(?P<name>[\u4e00-\u9fff]{3,40}?)文件", re.sub(r"\s", "", line))
        if banner and _ORGAN.search(banner["name"]):
            return banner["name"]
    return _signature(text)[0]


def _signature(text: str) -> tuple[str | None, str | None]:
    """(issuer, date) of the first date that stands alone under a short line after the body."""
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line]
    if lines and len(lines) <= 3 and len(text) > _FLAT_LINE:
        lines = text.split()
    undated: tuple[str | None, str | None] = (None, None)
    for position in range(2, len(lines)):
        line = lines[position]
        if len(line) > 24 or not _DATE_LINE.fullmatch(line):
            continue
        names: list[str] = []
        for above in reversed(lines[max(0, position - 8) : position]):
            parts = above.split()
            name = "、".join(parts) if all(map(_ORGAN.search, parts)) else "".join(parts)
            if len(name) > 60 or not _ORGAN.search(name) or re.search("[。；:：，0-9]", name):
                break
            names.append(name)
        date = read_date(line)
        if names:
            return "、".join(reversed(names)), date
        undated = undated if undated[1] else (None, date)
    return undated


def _date(text: str, block: list[str], published: str | None) -> str | None:
    """成文日期 where one is stated or signed, else 发布日期, of the page or of its text, else what stands alone."""
    labelled: dict[str, str] = {}
    for line in block:
        for match in _DATE_LABEL.finditer(line):
            value = read_date(match["value"])
            if value:
                labelled.setdefault(match["label"], value)
    for label in ("成文日期", "成文时间", "印发日期", "发文日期", "发文时间"):
        if label in labelled:
            return labelled[label]
    issuer, signed = _signature(text)
    if signed and issuer:
        return signed
    alone = next((read_date(line) for line in block if _DATE_LINE.fullmatch(line)), None)
    return published or next(iter(labelled.values()), None) or alone or signed or _bracketed_date(block)


def _bracketed_date(block: list[str]) -> str | None:
    """(1993年…通过 … 2023年12月29日…修订) under the title of a statute: the last date in it."""
    found: str | None = None
    inside = False
    for line in block[:20]:
        inside = inside or line[:1] in "（("
        if inside:
            for match in _DATE.finditer(line):
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
    hint = _tidy(hint)
    return hint if re.search(r"[0-9]", hint) and hint.endswith("号") else None


def _tidy(words: str) -> str:
    """Blanks folded; none left between Chinese characters, save after an issuer: 财政部 税务总局关于…."""
    parts = re.sub(r"\s+", " ", words).strip().split(" ")
    tidy = parts[0]
    for part in parts[1:]:
        wide = ord(tidy[-1]) > 0x7F and ord(part[0]) > 0x7F
        tidy += part if wide and not (len(tidy) > 2 and _ORGAN.search(tidy) and len(part) > 2) else f" {part}"
    return tidy
