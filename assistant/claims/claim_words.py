"""What is a claim about? Its words as concepts, without figures, dates and the words that only frame it.

A Chinese claim is taken by words and not by pairs of characters: a pair that joins two words
(请阶 of 提出申请阶段) stands nowhere else. Names that the documents shorten themselves count in both forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from assistant.claims.part import Part
from assistant.language.bridge import ASKING_WORDS
from assistant.language.concepts import Concept, grams
from assistant.language.units import is_same_unit

_ALIAS = re.compile(
    r"(?P<long>[\u4e00-\u9fff]{4,20})[(（](?:以下)?(?:统称|简称)为?[:：]?[“\"]?(?P<short>[\u4e00-\u9fff]{2,10})[”\"]?[)）]"
)
# Words that carry an English sentence and nothing of its subject.
_ENGLISH_FRAME = frozenset(
    (
        "give gives given itself turn turns run runs take takes place last lasts from until begin begins start starts "
        "set sets up established scheduled schedule stage phase hold held make makes made come comes go goes serve serves would there also only just about around still "
        "least most more less than below above over under minimum maximum exceed exceeds no not fewer "
        "carry carries carried account accounts amount amounts reach reaches reached within require requires required need needs needed "
        "ensure ensures provide provides state states aim aims expect expects expected plan planned intend intends intended call calls become becomes say says said "
        "ends ended starts started lasting concludes opens closes towards toward name names named consist consists comprise comprises fall falls drop drops jointly altogether "
        "two three four five six seven eight nine ten time times way order per"
    ).split()
)
_CHINESE_FRAME = frozenset(
    (
        "担任 兼任 任职 出任 阶段 安排 要求 目标 计划 规定 明确 进行 开展 工作 任务 时间 期限 时限 完成 达到 实现 即可 属于 包括 包含 需要 应当 应该 必须 "
        "可以 以及 其中 通过 按照 根据 对于 关于 方案 文件 保持 设有 共有 分别 或者 并且 同时 要占 占到 应为 定为 工作方案 至少 不低于 "
        "开始 结束 才能 先由 持续 历时 起止 截止 截至 为期 期间 时段 不少于 提出 超额完成 超额 确定 步骤 分工 不超过 超过 低于 高于 以上 以下 左右 达成 将要 将会 力争 确保"
    ).split()
)
# Wordings that official texts exchange freely.
_SAME_WORDS: dict[str, tuple[str, ...]] = {
    "建成": ("建设成", "建成"),
    "构成": ("组成",),
    "组成": ("构成",),
    "设立": ("成立", "建立"),
    "成立": ("设立", "组建"),
    "组建": ("成立",),
    "现有": ("已有",),
    "投入": ("经费支出", "资金"),
    "批评": ("通报批评",),
    "表彰": ("通报表彰",),
    "提交": ("报送", "上报"),
    "申请材料": ("申报材料", "申请文件"),
    "报送": ("提交", "上报", "报备"),
    "印发": ("出台", "发布"),
    "出台": ("印发", "发布"),
    "举办": ("召开",),
    "召开": ("举办",),
    "界定": ("明确",),
    "增长速度": ("增速", "增幅"),
    "增速": ("增长速度", "增幅"),
    "企业": ("公司",),
}


# Short names that need no document to set them.
_STANDING_NAMES = {
    "研发投入": "研究与试验发展(R&D)经费支出",
    "研发经费": "研究与试验发展(R&D)经费",
    "规上": "规模以上",
    "高企": "高新技术企业",
    "地区生产总值": "生产总值",
    "能耗": "能源消耗",
}


def chinese_frame(
    claim: str,
    parts: Sequence[Part],
    words_of: Callable[[str], Sequence[str]],
    names: Collection[str] = (),
) -> list[Concept]:
    """Concepts of a Chinese claim; ``words_of`` divides a run of Chinese into words.

    Args:
        names: Units that the evidence names, so that 国家发展改革委 is found where it writes 国家发改委.
    """
    masked = list(claim)
    found: dict[str, Concept] = {}
    for part in parts:
        if part.kind in ("number", "date", "organisation", "role") or part.group == "stock":
            masked[part.start : part.end] = " " * (part.end - part.start)
        if part.kind == "organisation":
            # A unit is one thing, under whichever of its names; in pieces 发展 and 改革 stand everywhere.
            same = [name for name in names if name != part.written and is_same_unit(part.written, name)]
            wordings = tuple(grams(name) for name in (part.written, *same))
            found.setdefault(
                part.written, Concept(wordings, 1.0 + 0.5 * min(2, len(part.written) - 2), part.written)
            )
    for run in re.findall(r"[\u4e00-\u9fff]+|[A-Za-z][A-Za-z&+\-]*", "".join(masked)):
        words = words_of(run) if "\u4e00" <= run[0] <= "\u9fff" else [run]
        for word in joined_letters(words):
            if len(word) == 4 and word[2:] in _CHINESE_FRAME:
                word = word[:2]  # 同步进行 and 同步开展 say one thing
            if len(word) > 1 and word not in _CHINESE_FRAME:
                wordings = tuple(grams(wording) for wording in (word, *_SAME_WORDS.get(word, ())))
                found.setdefault(word, Concept(wordings, 1.0 + 0.5 * max(0, len(word) - 2), word))
    return list(found.values())


def joined_letters(words: Sequence[str]) -> list[str]:
    """The words, with single letters that stand side by side as one: 鱼 田 堡 is a name that no dictionary has."""
    out: list[str] = []
    loose = ""
    for word in [*words, ""]:
        if len(word) == 1 and word not in _PARTICLES:
            loose += word
            continue
        if len(loose) > 1:
            out.append(loose)
        loose = ""
        out.append(word)
    return out[:-1]


_PARTICLES = frozenset(
    "来去做的了地得在和与是及或被把让给由各从向其这那将要应须需能会可已也还又再于对按到至为有个项条家件名占达约比较每年月日共均都只仅就才先后前内中上下以之并等者其所着过不未无没"
)


def _lies_within(claim: str, source: str, parts: Sequence[Part]) -> bool:
    """Whether a word stands only inside the claim's figures and dates: first two months, kilograms."""
    places = [m.span() for m in re.finditer(rf"\b{re.escape(source)}\b", claim, re.I)]
    spans = [(p.start, p.end) for p in parts if p.kind in ("number", "date")]
    return bool(places) and all(any(a <= low and high <= b for a, b in spans) for low, high in places)


def english_frame(claim: str, concepts: Sequence[Concept], parts: Sequence[Part] = ()) -> list[Concept]:
    """Concepts of an English claim without months, figures and the words that only frame it.

    Args:
        parts: The claim's own; the words of its figures and dates are compared with them.
    """
    measuring = {
        match[1].lower()
        for match in re.finditer(
            r"\b(measures|covers|totals|stands at|spans)\s+(?:about )?(?:[\d$]|(?:two|three|four|five|six|seven|eight|nine|ten)\b)",
            claim,
            re.I,
        )
    }
    frame = _ENGLISH_FRAME | ASKING_WORDS
    months = re.compile(
        r"(?:january|february|march|april|may|june|july|august|september|october|november|december)|"
        r"[\d.,%]+(?: (?:million|billion|thousand|trillion))?|(?:million|billion|thousand|yuan|dollars?|us|percent|square|"
        r"square kilometres?|square kilometers?|kilometres?|kilometers?|tonnes?|tons?)",
        re.I,
    )
    kept = [
        _without_count(c)
        for c in concepts
        if not months.fullmatch(c.source.strip())
        and c.source.lower() not in measuring
        and not _lies_within(claim, c.source, parts)
        and not all(word in frame for word in c.source.lower().split())
    ]
    return kept or list(concepts)


def with_spelt_names(
    claim: str, concepts: Sequence[Concept], spell: Callable[[str], Sequence[str]]
) -> list[Concept]:
    """Concepts with each unknown name as the Chinese that it spells: Hu Zhenqiang is one name, 胡珍强.

    A single name may spell a word that stands anywhere (Jianshe is 建设), and names something only as a member of
    a list: 平山、建设、鱼田堡.
    """
    unknown = {c.source for c in concepts if not c.wordings and c.source[:1].isupper()}
    out = list(concepts)
    for match in re.finditer(r"[A-Z][\w'-]*(?: [A-Z][\w'-]*)+", claim):
        words = match[0].split()
        if all(word in unknown for word in words) and (names := spell(match[0])):
            out = [c for c in out if c.source not in words]
            out.append(Concept(tuple(grams(name) for name in names), 1.5, match[0]))
    return [_as_member(c, spell(c.source)) if c.source in unknown else c for c in out]


def _as_member(concept: Concept, names: Sequence[str]) -> Concept:
    """An unknown name as a member of a Chinese list, under each name that it may spell."""
    wordings = tuple((piece,) for name in names for piece in (f"、{name}", f"{name}、"))
    return replace(concept, wordings=wordings, optional=False) if wordings else concept


def _without_count(concept: Concept) -> Concept:
    """A phrase that the glossary knows with its number, "five clusters", without it: figures are compared apart."""
    count = re.match(r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s+", concept.source, re.I)
    if count is None:
        return concept
    wordings = tuple(
        kept
        for wording in concept.wordings
        if (kept := tuple(gram for gram in wording if not re.search(r"[\d一二两三四五六七八九十]", gram)))
    )
    source = concept.source[count.end() :]
    return replace(concept, wordings=wordings, source=source) if wordings else concept


def read_aliases(text: str) -> dict[str, str]:
    """The short names that a document sets for long ones: (以下简称“高新区”)."""
    return {match["short"]: match["long"] for match in _ALIAS.finditer(text)}


def with_aliases(concepts: Sequence[Concept], aliases: Mapping[str, str]) -> list[Concept]:
    """Concepts that hold a short name, with its long form as another wording."""
    out = []
    aliases = {**_STANDING_NAMES, **aliases}
    for concept in concepts:
        extra = []
        for short, long in aliases.items():
            pieces = grams(short)
            extra += [
                tuple(dict.fromkeys([p for p in wording if p not in pieces] + list(grams(long))))
                for wording in concept.wordings
                if set(pieces) <= set(wording)
            ]
        out.append(replace(concept, wordings=concept.wordings + tuple(extra)))
    return out
