"""Read the checkable parts of a Chinese sentence: amounts, dates, units, scope, denial.

The same reading serves the claim and its evidence, so that two parts are compared by what they
mean: 3亿元 and 30000万元 are one amount, 年底 and 12月底 one date, 不得 and 禁止 one denial.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.language.dates import DateMention, find_dates
from assistant.language.quantities import find_quantities
from assistant.language.units import is_same_unit

PartKind = Literal["number", "date", "organisation", "scope", "negation", "role", "unit"]


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a sentence, ``text[start:end]`` as written."""

    kind: PartKind
    start: int
    end: int
    written: str
    group: str
    """What it can be compared with: the dimension of an amount, the family of a scope word."""
    value: float | str | None = None
    """Comparable: the amount in its base unit, a date as YYYY-MM, a word's place in its family."""
    upper: float | None = None
    bound: str = ""
    """Of an amount: >=, <=, <, > or nothing; 约 is ~."""
    unit: str = ""
    per: str = ""
    """The denominator of an amount as written: 每万名从业人员."""
    per_size: float = 1.0
    """How many that is: 10,000. Two amounts that are per something are compared per one of it."""
    attained: bool = False
    """Whether it is an amount to be reached (达到70%, 新建成4个), which an upper bound contradicts."""


# Unit to its dimension and its size in that dimension's base unit.
_SIZES: dict[str, tuple[str, float]] = {
    "元": ("yuan", 1), "块": ("yuan", 1), "人民币": ("yuan", 1), "美元": ("usd", 1), "欧元": ("eur", 1), "港元": ("hkd", 1),
    "日元": ("jpy", 1), "%": ("share", 1), "‰": ("share", 0.1), "成": ("share", 10), "个百分点": ("points", 1), "个点": ("points", 1),
    "百分点": ("points", 1), "平方公里": ("area", 1e6), "平方千米": ("area", 1e6), "平方米": ("area", 1), "公顷": ("area", 1e4),
    "亩": ("area", 666.6667), "公里": ("length", 1000), "千米": ("length", 1000), "米": ("length", 1),
    "吨标准煤": ("coal", 1), "公斤标准煤": ("coal", 0.001), "千克标准煤": ("coal", 0.001), "克标准煤": ("coal", 1e-6),
    "吨": ("mass", 1000), "公斤": ("mass", 1), "千克": ("mass", 1), "克": ("mass", 0.001),
    "天": ("days", 1), "日": ("days", 1), "个自然日": ("days", 1), "个工作日": ("workdays", 1), "周": ("days", 7),
    "小时": ("hours", 1), "个小时": ("hours", 1), "分钟": ("hours", 1 / 60), "个月": ("months", 1), "年": ("months", 12),
    "年期": ("months", 12), "倍": ("times", 1), "兆瓦": ("power", 1000), "千瓦": ("power", 1), "千瓦时": ("energy", 1),
    "度": ("energy", 1), "立方米": ("volume", 1), "分": ("score", 1), "岁": ("age", 1), "期": ("round", 1),
}  # fmt: skip
_DURATION = re.compile(
    r"(?<![\d.年月第\-—–~])(?P<number>\d{1,2}(?:\.\d+)?)\s*(?P<unit>年)(?![底初末中代级度月\d])"
    r"|(?<![年月第])(?P<word>[一二两三四五六七八九十]{1,2})\s*年(?=时间|以上|以下|以内|之内|内|期|左右|[,，。;；、)）]|$|的(?:时间|期限))"
    r"|(?<=[近前续去来每])(?P<near>\d{1,3})\s*(?P<of>年|个月|天|周|个工作日|小时)"
)
_CHINESE = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_BARE = re.compile(r"(?<![\d.A-Za-z〔\[(（第+＋\-—])\d+(?:\.\d+)?(?![\d.A-Za-z年月日号%％〕\]+＋])")
_CN_AMOUNT = re.compile(
    r"[一二两三四五六七八九](?=个?(?:组团|工作日|百分点|阶段|方面|环节|等次|级别|部分|领域))"
)

_AT_LEAST = re.compile(
    r"(?:不低于|不少于|不小于|不得低于|不得少于|不得小于|不能少于|至少|最低|≥|>=|达到或超过)[^,，。;；、\d]{0,14}$"
)
_ATTAINED = re.compile(
    r"(?:达到?|建成|培育|新增|新认定|引进|实现|完成|增长到|提高到)(?:[^,，。;；、\d]{0,6}、)?[^,，。;；、\d]{0,10}$"
)
_AT_MOST = re.compile(
    r"(?:不超过|不高于|不多于|不大于|不得超过|不得高于|不得多于|不能超过|最多|最高|最长|至多|控制在|≤|<=)[^,，。;；、\d]{0,14}$"
)
_BELOW = re.compile(r"(?:低于|小于|少于|不到|不足|未达到|<)\s*$")
_ABOVE = re.compile(r"(?:超过|高于|大于|多于|突破|超出|>|逾|超)\s*$")
_ABOUT = re.compile(r"(?:约|大约|近|接近|左右)\s*$")
_MORE_AFTER = re.compile(r"\s*(?:及以上|以上|或以上|起)")
_LESS_AFTER = re.compile(r"\s*(?:及以下|以下|以内|之内|或以下)")
_ABOUT_AFTER = re.compile(r"\s*左右")

# Families of words of which a sentence means one: (family, [(value, pattern)]).
_FAMILIES: tuple[tuple[PartKind, str, tuple[tuple[str, str], ...]], ...] = (
    ("scope", "territory", (
        ("园区", r"(?<!平山)(?<!工业)(?<!产业)(?<!科技)园区(?!管委会)|开发区内"), ("全区", r"全区|全县|全域|地区(?=生产总值)"),
        ("全市", r"全市|本市"), ("全省", r"全省|本省"), ("全国", r"全国|我国"),
    )),
    ("scope", "level", (
        ("国家级", r"国家级|国家(?=[、和或]?(?:及)?(?:省|市)级)|国家(?=高新)"), ("省级", r"省级|自治区级"), ("市级", r"市级"), ("区级", r"(?<!市)区级"),
        ("县级", r"县级"), ("乡镇级", r"镇级|乡级"),
    )),
    ("scope", "stock", (
        ("new", r"新增(?!的)|新建成|新建(?!设)|新培育|新认定|新引进|新设"), ("all", r"累计|现有|总数|总量|保有"),
    )),
    ("scope", "frequency", (
        ("每年", r"每年(?!(?:召开|报告|报送|开展|组织|进行|举行)?[两二四2]次)|年均|逐年|每一年|每(?:十二|12)个月"),
        ("每季度", r"每季度|每季|逐季|按季|每(?:三|3)个月|[每一]年四次"),
        ("每半年", r"每半年|每(?:六|6)个月|[每一]年(?:召开|报告|报送|开展|组织|进行|举行)?[两二2]次"), ("每月", r"每个?月|逐月|按月"), ("每周", r"每周|每星期"),
        ("每日", r"每日|每天|日均"), ("每几", r"每[两二三四五六七八九十\d]+(?:年|个?月|个?季度|周|天)"),
    )),
    ("scope", "extent", (("全部", r"全部|所有|一律|全体|全额"), ("部分", r"部分(?!门)|少数|个别"))),
    ("negation", "direction", (
        ("up", r"提高|提升|上升|增加|增长|扩大|上调|延长|上浮|加大|增强"),
        ("down", r"降低|下降|减少|缩小|下调|缩短|下浮|压减|削减|减弱|下滑"),
    )),
    ("negation", "comparison", (
        ("above", r"(?:不(?:低|少|小|慢|差)于|(?<!不)(?:高于|优于|快于|大于|多于|超过|领先))(?!\s*\d)(?=[\u4e00-\u9fff])"),
        ("below", r"(?:不(?:高|超过|多|大)于?|(?<!不)(?:低于|慢于|少于|小于|落后于))(?!\s*\d)(?=[\u4e00-\u9fff])"),
    )),
    ("negation", "modality", (
        ("forbid", r"不得|不准|不许|禁止|严禁|不可(?!或缺|避免|抗|分|忽视)|不能|不应|不允许"),
        ("exempt", r"无需|无须|不需要?|不必|不用|免于|可以不"),
        ("must", r"必须|应当|务必|必需|须|应(?=[予该按由向于在将]|及时)|需要?(?!求)|一律"),
        ("may", r"可以|可(?=[以向按凭由在申办享根依自])|允许|准许|鼓励"),
    )),
    ("role", "role", (
        ("lead", r"牵头|主责|主办(?!券)|主导(?=推进|实施|编制)"), ("charge", r"负责"), ("support", r"配合|协办|协助|协同(?!创新)|参与"),
    )),
    ("scope", "joint", (("or", r"或者|或(?!许)|任一|其中一项|其一|择一"), ("and", r"且|同时达到|同时满足|均须|都须"))),
)  # fmt: skip
_FAMILY_PATTERNS = tuple(
    (
        kind,
        family,
        re.compile("|".join(f"(?P<w{n}>{pattern})" for n, (_, pattern) in enumerate(words))),
        [value for value, _ in words],
    )
    for kind, family, words in _FAMILIES
)
# 不 that denies: not inside a word that only contains it (不断, 不低于), nor one read above.
_DENIAL = re.compile(
    r"不(?!断|移|懈|渝|同|仅|但|少于|低于|高于|超过|超|多于|小于|大于|足|到|得|准|许|可|能|应|需|必|用|管|论|良|利|力|可抗|久|变|良|动产|符|合格|合理|"
    r"法|安全|当|确定|稳定|平衡|规范|达标|折不扣|定期|满意|明|再(?=是)|均|实|配套|折|忘|懈|允许|强|够|便|误|计(?=较|其数|代价|成本|得失|前嫌)|限(?!于)|含|高|多(?!于)|大|好|快|慢|平衡|充分|齐|作依据|匹配|优)|"
    r"未(?!来|成年|必|设|完|婚|知|遂|落|央|受|达|满)|没有|尚未|并未|从未|无(?=权|关|此|该)|非(?=[本经因属]|上述)|拒不|免(?=征|收|交|缴|费|予|除)"
)
_DENOMINATOR = re.compile(
    r"每(?:生产|新增|实现|创造|产出)?(?:一|\d+)?(?:[万千百亿十]{0,2})(?:名|个|人(?!口)|元|户|家|位|亩|平方公里|吨)?"
    r"(?P<what>从业人员|就业人员|常住人口|户籍人口|人口|职工|居民|员工|增加值|总产值|产值|生产总值)?"
)
_ORG_END = (
    r"管理委员会|管委会|委员会|领导小组办公室|领导小组|指挥部|工作组|人民政府|政府|总局|督查室|督查办|办公厅|办公室|税务局|管理局|监督局|"
    r"交通局|(?<![格布结当])局|(?<![大客餐])厅|(?<!一|全|内|外|局|总|中|东|西|南|北|干|分|大)部(?!分|署|位|件|队|长|省|级|委|门)|"
    r"发改委|卫健委|国资委|党委|党工委|(?<=[信改革健资商科建教])委(?!托|员|派|会)|中心(?!城|区|镇|任务|工作|环节)|集团|公司|银行|大学|学院|协会|商会|法院|检察院|公安|海关|总队|"
    r"人才办|扶贫办|金融办|防控办|基金会|研究院|研究所|医院|街道办|部门"
)
_ORG = re.compile(rf"国务院|[\u4e00-\u9fff]{{1,16}}?(?:{_ORG_END})")
_ORG_START = re.compile(
    r"^.*(?:由|(?<!文化)(?<!规划)(?<!工业)(?<!住房)(?<!发展)(?<!资源)和|与|及|以及|经|向|对|按|为|在|是|让|归|给|被|将|把|并|等|会同|联合|报|从|到|至|各|请|据|根据|按照|依托|通过|配合|协助|牵头|支持|鼓励|引导|要求|组织|指导|推动|设在|其中|关于|的|"
    r"印发|帮助|协调|任|成立|组建|作为|打造|建设|建成|搭建|构建|引进|培育|全力|要|(?<=[料件书告报递呈])[送交报呈]|提交|呈报|上报)(?=[\u4e00-\u9fff]{2})"
)


# Months that a half or a quarter of a year lasts, by the end of its name.
_WINDOWS = {"半年": 6, "季度": 3}


def read_parts(text: str, *, known_units: Iterable[str] = (), default_year: int | None = None) -> list[Part]:
    """All parts of a sentence, in text order.

    Args:
        known_units: Names that the documents use, found wherever they stand.
        default_year: The year that a date without one belongs to, as its heading says.
    """
    dates = find_dates(text)
    parts = [_date(mention, text, default_year) for mention in dates]
    covered = [(mention.start, mention.end) for mention in dates]
    parts += _amounts(text, covered)
    parts += _organisations(text, known_units)
    parts += _words(text)
    return sorted(parts, key=lambda part: (part.start, part.end))


def _date(mention: DateMention, text: str, default_year: int | None) -> Part:
    year = mention.year if mention.year is not None else default_year
    month = f"-{mention.month:02d}" if mention.month is not None else ""
    first = f"{mention.first_month:02d}>" if mention.first_month is not None else ""
    if mention.month is not None and (width := _WINDOWS.get(mention.written[-2:])):
        # 上半年 and 第三季度 are windows: what lies in them agrees.
        first = f"{mention.month - width + 1:02d}~"
    day = f"-{mention.day:02d}" if mention.day is not None and mention.month is not None else ""
    value = f"{year or ''}|{first}{month}{day}"
    end = mention.end
    tail = re.match(r"[之以]?[前后]|期间", text[end:])
    if tail:
        end += tail.end()
    return Part("date", mention.start, end, text[mention.start : end].strip(), "date", value)


def _amounts(text: str, dates: list[tuple[int, int]]) -> list[Part]:
    found: list[Part] = []
    taken = list(dates)

    def free(start: int, end: int) -> bool:
        return not any(left < end and start < right for left, right in taken)

    denominators = [match.span() for match in _DENOMINATOR.finditer(text)]
    for match in _DURATION.finditer(text):
        if free(match.start(), match.end()):
            number = match["number"] or match["near"]
            value = float(number) if number else float(_chinese(match["word"]))
            unit = match["of"] or "年"
            found.append(_amount(text, match.start(), match.end(), value, None, "", unit))
            taken.append(match.span())
    for quantity in find_quantities(text):
        if not free(quantity.start, quantity.end) or any(a <= quantity.start < b for a, b in denominators):
            continue
        found.append(
            _amount(
                text,
                quantity.start,
                quantity.end,
                quantity.value,
                quantity.upper,
                quantity.scale,
                quantity.unit,
            )
        )
        taken.append((quantity.start, quantity.end))
    for match in _CN_AMOUNT.finditer(text):
        if free(match.start(), match.end()):
            found.append(_amount(text, match.start(), match.end(), float(_CHINESE[match[0]]), None, "", "个"))
            taken.append(match.span())
    taken += denominators
    for match in _BARE.finditer(text):
        if free(match.start(), match.end()) and not re.match(r"\s*[.．、)）]", text[match.end() :]):
            found.append(_amount(text, match.start(), match.end(), float(match[0]), None, "", ""))
    for match in _DENOMINATOR.finditer(text):
        if len(match[0]) > 1:
            what = match["what"] or ""
            counted = _denominator(what) or re.sub(
                r"^每|[\d一万千百亿十名个位]|生产|新增|实现|创造|产出", "", match[0].removesuffix(what)
            )
            found.append(Part("unit", match.start(), match.end(), match[0], "denominator", "每" + counted))
    return with_denominators(text, found, ahead=True)


_SCALE_IN = re.compile(r"\d[\d,]*|[万千百亿十]")
_SCALES = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}


def with_denominators(text: str, parts: list[Part], *, ahead: bool) -> list[Part]:
    """The parts with each figure that is per so many saying so: 每千名…4件 and 每万名…40件 are equal.

    Args:
        ahead: Whether the denominator stands before its figure, as in Chinese; in English it follows.
    """
    out = list(parts)
    for per in [part for part in parts if part.group == "denominator"]:
        size = 1.0
        for piece in _SCALE_IN.findall(per.written.replace("ten thousand", "10000")):
            size *= _SCALES[piece] if piece in _SCALES else float(piece.replace(",", ""))
        governed = _governed(text, per, out, ahead) if size > 1 else None
        if governed is not None:
            out[out.index(governed)] = replace(governed, per=per.written, per_size=size)
    return out


def _governed(text: str, per: Part, parts: Sequence[Part], ahead: bool) -> Part | None:
    """The figure that a denominator belongs to: the next one of its sentence, in English the last one before it."""
    numbers = [p for p in parts if p.kind == "number"]
    later = min((p for p in numbers if p.start >= per.end), key=lambda p: p.start, default=None)
    earlier = max((p for p in numbers if p.end <= per.start), key=lambda p: p.end, default=None)
    one = later if ahead or earlier is None or per.start - earlier.end > _NEAR else earlier
    if one is None or one.group in ("share", "points") or re.search(r"[。！？\n]", text[per.end : one.start]):
        return None
    return one


# An English denominator follows its figure within so many letters: 40 invention patents per 10,000 employees.
_NEAR = 45


def _denominator(what: str) -> str:
    if what in ("从业人员", "就业人员", "职工", "员工"):
        return "从业人员"
    return "人" if what in ("常住人口", "户籍人口", "人口", "居民") else ""


def _chinese(number: str) -> int:
    if "十" in number:
        tens, _, ones = number.partition("十")
        return (_CHINESE[tens] if tens else 1) * 10 + (_CHINESE[ones] if ones else 0)
    return _CHINESE[number[-1]]


def _amount(
    text: str, start: int, end: int, value: float, upper: float | None, scale: str, unit: str
) -> Part:
    group, size = _SIZES.get(unit, ("count" if unit else "bare", 1.0))
    before, after = text[:start], text[end:]
    bound = ""
    if _MORE_AFTER.match(after) or _AT_LEAST.search(before):
        bound = ">="
    elif _LESS_AFTER.match(after) or _AT_MOST.search(before):
        bound = "<="
    elif _BELOW.search(before):
        bound = "<"
    elif _ABOVE.search(before):
        bound = ">"
    elif _ABOUT.search(before) or _ABOUT_AFTER.match(after):
        bound = "~"
    tail = _MORE_AFTER.match(after) or _LESS_AFTER.match(after) or _ABOUT_AFTER.match(after)
    stop = end + (tail.end() if tail else 0)
    head = re.search(
        r"(?:不[得能]?(?:低于|少于|小于|超过|高于|多于|大于)|至少|最多|最高|最低|最长|至多|控制在|低于|少于|小于|不到|不足|超过|高于|大于|突破|[≤≥<>]=?)(?:[约为]|达到)?\s*$",
        before,
    )
    if head is None and bound in (">=", "<="):
        # 最多保持40件 is written so: beside 40件以上 a bare 40件 would look the same.
        head = (_AT_LEAST if bound == ">=" else _AT_MOST).search(before)
    begin = head.start() if head else start
    return Part(
        "number", start, stop, text[begin:stop].strip(), group, round(value * size, 6),
        None if upper is None else round(upper * _scale(scale) * size, 6), bound, scale + unit,
        attained=not bound and bool(_ATTAINED.search(before)),
    )  # fmt: skip


def _scale(scale: str) -> float:
    return {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}[
        scale
    ]


def _organisations(text: str, known_units: Iterable[str]) -> list[Part]:
    found: list[Part] = []
    rest = text
    known = sorted(set(known_units), key=len, reverse=True)
    for name in known:
        position = rest.find(name)
        while position >= 0:
            found.append(Part("organisation", position, position + len(name), name, "organisation", name))
            rest = rest[:position] + "\u0001" * len(name) + rest[position + len(name) :]
            position = rest.find(name)
    for match in _ORG.finditer(rest):
        # 经信局 is 经济信息局 by its short name; only of an unknown name is 经 a word before it.
        tails = (at for at in range(len(match[0]) - 2) if _is_short(match[0][at:], known))
        at = next(tails, None)
        higher = at is not None and match[0][:at].endswith(("国家", "省", "自治区"))
        name = bare_name(match[0]) if at is None or higher else match[0][at:]
        name = name.rpartition("由")[2]  # 文件由领导小组 is no short name of a leading group
        if len(name) < 2 or re.fullmatch(rf"(?:各|有关|相关|本|该|责任|主管)?(?:{_ORG_END})", name):
            continue
        found.append(Part("organisation", match.end() - len(name), match.end(), name, "organisation", name))
    return found


def bare_name(words: str) -> str:
    """A unit's name without the words that lead to it: 得到国家发展改革委."""
    return _ORG_START.sub("", words)


def _is_short(written: str, known: Iterable[str]) -> bool:
    return written not in known and any(is_same_unit(written, name) for name in known)


def _words(text: str) -> list[Part]:
    found: list[Part] = []
    for kind, family, pattern, values in _FAMILY_PATTERNS:
        for match in pattern.finditer(text):
            value = values[int((match.lastgroup or "w0")[1:])]
            found.append(Part(kind, match.start(), match.end(), match[0], family, value))
    covered = [(part.start, part.end) for part in found if part.kind == "negation"]
    for match in _DENIAL.finditer(text):
        if not any(start <= match.start() < end for start, end in covered):
            found.append(Part("negation", match.start(), match.end(), match[0], "denial", "not"))
    return found


def same_value(claim: Part, source: Part) -> bool:
    """Whether two comparable parts say the same; a bound the claim leaves out is no difference."""
    if claim.kind == "number":
        return same_amount(claim, source)
    if claim.kind == "date":
        return same_date(str(claim.value), str(source.value))
    if claim.kind == "organisation":
        left, right = str(claim.value), str(source.value)
        if left == right or left.endswith(right) or right.endswith(left):
            return True
        short, long = sorted((left, right), key=len)
        letters = iter(long)
        # 创建工作领导小组办公室 is 创建高新区工作领导小组办公室 with a word left out.
        return len(short) >= 6 and short[-2:] == long[-2:] and all(c in letters for c in short)
    return claim.value == source.value


# Counters that never count the same things; 个 and English nouns count anything.
_COUNTERS = ("人名位", "家户", "件项条篇部", "台套辆", "次期场")


def same_counter(left: str, right: str) -> bool:
    """Whether two units may count the same things."""
    groups = [
        next((n for n, group in enumerate(_COUNTERS) if unit[-1:] and unit[-1:] in group), None)
        for unit in (left, right)
    ]
    return None in groups or groups[0] == groups[1]


def same_amount(claim: Part, source: Part) -> bool:
    """Equal in base units and not bounded from opposite sides."""
    if claim.group != source.group and "bare" not in (claim.group, source.group):
        return False
    if claim.group == source.group == "count" and not same_counter(claim.unit, source.unit):
        return False
    if not isinstance(claim.value, float) or not isinstance(source.value, float):
        return False
    scale = source.per_size / claim.per_size if claim.per and source.per else 1.0
    if abs(claim.value * scale - source.value) > 1e-6 * max(1.0, abs(source.value)):
        return False
    if claim.upper is not None and source.upper is not None and abs(claim.upper - source.upper) > 1e-6:
        return False
    if source.attained and claim.bound in ("<", "<="):
        return False
    return not _opposed(claim.bound, source.bound)


def confirms(claim: Part, source: Part) -> bool:
    """Whether the source says the same and no less: a year alone confirms no month, a month alone no day."""
    if not same_value(claim, source):
        return False
    if claim.kind != "date":
        return True
    year, _, rest = str(claim.value).partition("|")
    other_year, _, other = str(source.value).partition("|")
    names_day, states_day = rest.count("-") > 1, other.count("-") > 1
    return (bool(other_year) or not year) and (bool(other) or not rest) and (states_day or not names_day)


def _opposed(claimed: str, stated: str) -> bool:
    up, down = (">=", ">"), ("<=", "<")
    return (claimed in up and stated in down) or (claimed in down and stated in up)


def same_date(claimed: str, stated: str) -> bool:
    """Whether what both dates say agrees; a year, month or day that one of them leaves out differs from none."""
    year, _, rest = claimed.partition("|")
    other_year, _, other = stated.partition("|")
    if year and other_year and year != other_year:
        return False
    if not rest or not other:
        return True
    if "~" in rest or "~" in other:
        return _lie_together(rest, other)
    first, _, last = rest.rpartition(">")
    other_first, _, other_last = other.rpartition(">")
    month, _, day = last.lstrip("-").partition("-")
    other_month, _, other_day = other_last.lstrip("-").partition("-")
    if first and other_first and first != other_first:
        return False
    if month != other_month:
        # A month named alone lies within the period named on the other side.
        within = bool(other_first) and not first and other_first <= month <= other_month
        return within and not other_day
    if first and not other_first and first != month:
        return False
    return not (day and other_day and day != other_day)


def _months(rest: str) -> tuple[str, str]:
    """First and last month of what follows the year in a date's value."""
    first, _, last = re.sub("~", ">", rest).rpartition(">")
    month = last.lstrip("-").partition("-")[0]
    return first or month, month


def _lie_together(rest: str, other: str) -> bool:
    """Whether a window (a half, a quarter) and a month or period lie one in the other."""
    (low, high), (other_low, other_high) = _months(rest), _months(other)
    return (low <= other_low and other_high <= high) or (other_low <= low and high <= other_high)
