"""Where a paragraph ends and where one begins, judged from the words alone."""

from __future__ import annotations

import re

from corpus.mark import RANK
from corpus.numbering import read_mark

_CN = "一二三四五六七八九十百零〇两"
_NUMBER_START = re.compile(
    rf"\s*(?:第[{_CN}\d\uff10-\uff19]{{1,6}}[编章节条款部篇](?!第|规定|所|的|、|至|和|及|第)"
    rf"|[{_CN}]{{1,3}}、|[(（][{_CN}]{{1,3}}[)）]|[(（]\d{{1,2}}[)）]|\d{{1,2}}[.．、](?!\d)|[①-⑳]"
    # 7.2.1 heads a section; 2.5亿元 is a figure.
    r"|\d{1,2}(?:[.．]\d{1,2}){1,4}(?![\d.．%％])\s?(?!亿|万|千|百|倍|个|元|吨|公[里顷斤]|平方|立方|亩|米|年|月|天|小时|人|家|次|件|版|度|℃|分(?![类析工布级配部段期组担管支])|户(?![外籍])|折|级(?!别)|辆|岁)(?=[\u4e00-\u9fff])"
    r"|附件?[:：\d一二三四五六七八九十]|附录|目\s*录)"
)
_CONTENTS_END = re.compile(
    r"(?:[.．…·]\s?){4,}\s?[-—–(（]?\s?(?:\d{1,4}|[ivxIVX]{1,6})\s?[)）]?[-—–]?\s*$|…{2,}\s?\d{1,4}\s*$"
)
_BULLETS = "●○■□◆◇▲△▪•★☆➢✓"
_CLAUSE = re.compile("[，。；：？！,;:?!]")
_SENTENCE_END = re.compile("[。！？!?；;：:…][”’」』）)》\"']*$|[.][”’\"')]*$")


def starts_with_number(line: str) -> bool:
    """Whether the line begins as a numbered clause or heading does (第三条, 一、, (一), 1., ①)."""
    return bool(_NUMBER_START.match(line))


def ends_sentence(line: str) -> bool:
    """Whether a sentence, or a clause that may stand alone, ends where the line does."""
    return bool(_SENTENCE_END.search(line.rstrip()))


class ClauseNumbers:
    """The numbers with which the paragraphs of a text have begun so far, the last one of each kind."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, ...]] = {}
        self._opened: tuple[str, str] | None = None
        """(first line, kind of its number) of the paragraph open now, where it is numbered."""
        self._bullet = ""
        """That the paragraph open now begins with."""

    def begin(self, line: str) -> None:
        """Note the line that begins a paragraph."""
        mark = read_mark(line, 0, len(line))
        self._bullet = line[0] if line[0] in _BULLETS else ""
        self._opened = (line, mark.family) if mark else None
        if mark:
            self._last[mark.family] = mark.number

    def begins_next(self, line: str, *, alone: bool) -> bool:
        """Whether a line begins the next clause, however full the line before it is.

        Its number follows the last one of its kind (4.… after 3.…, whatever paragraphs stand between), or it is
        numbered in a kind of its own below a heading that filled its line (17.… below 四、…), or it has the bullet
        with which the paragraph before it begins.

        Args:
            line: The line in question.
            alone: The paragraph before it has one line.
        """
        if self._bullet and line.startswith(self._bullet):
            return True
        mark = read_mark(line, 0, len(line))
        if mark is None:
            return False
        last = self._last.get(mark.family)
        if last is not None and mark.number == (*last[:-1], last[-1] + 1):
            return True
        if not alone or self._opened is None:
            return False
        heading, family = self._opened
        return RANK[family] < RANK[mark.family] and not _CLAUSE.search(heading)


def is_contents_entry(line: str) -> bool:
    """Whether the line leads by dots to the number of a page; what follows is another entry."""
    return bool(_CONTENTS_END.search(line))
