"""Which amounts of a text are of the kind that the question asks for: money, an area, so many 家?"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.language.counters import counters_asked
from assistant.language.dates import find_dates
from assistant.language.fillers import without_fillers
from assistant.language.quantities import UNITS, Quantity, find_quantities, given_in, is_given
from assistant.questions.profile import QuestionProfile

_COUNTERS = frozenset(
    "个 家 户 件 项 条 名 人 位 所 处 种 类 批 座 台 套 辆 张 份 篇 部 支 对 间 床 只 大 艘 架 场 期 门 人次 次 起 栋 组".split()
)
_FAMILIES: tuple[tuple[str, frozenset[str]], ...] = (
    ("money", frozenset(("元", "美元", "欧元", "港元", "日元", "块"))),
    ("share", frozenset(("%", "‰", "个百分点", "倍", "成", "个点"))),
    ("area", frozenset(("平方公里", "平方千米", "平方米", "亩", "公顷"))),
    (
        "time",
        frozenset(("个月", "天", "日", "年", "月", "个工作日", "个自然日", "小时", "个小时", "分钟", "周")),
    ),
    ("energy", frozenset(("吨标准煤", "千瓦时", "度", "千瓦", "兆瓦"))),
    ("length", frozenset(("公里", "千米", "米", "厘米"))),
    ("count", _COUNTERS),
)
# Counters that count the same kind of thing; 个 counts any.
_ALIKE = (frozenset("家户所"), frozenset("人名位"), frozenset("件项条份篇部类种"), frozenset("台套辆"))
_ASKED_FAMILY: tuple[tuple[str, str, str], ...] = (
    ("share", r"比重|比例|占比|(?:投入|支出|经费)强度|百分|率(?!先)|集中度|增速|增幅|占[^,，]{2,20}(?:多少|几)", r"percent|per cent|how much of (?:the|all)\b.*\b(?:account|make up|come from|represent)|\bshare\b|\bproportion|\brate\b|\bratio\b|\bconcentration\b|growth"),
    ("area", r"面积|占地|[区园地团场馆厂校楼域体湖](?:[又总]?共|一共|到底|究竟|规划|各自?|分别|有|是|要|得|该|应|会|将)*多大", r"\b(?:what|which|total|surface|floor) area\b|\barea (?:of|does|is|covered)\b|square (?:kilo)?met|\bhectares?\b|\bacres?\b|how (?:large|big) (?:is|are|was|were|will) (?:the )?(?:[\w-]+ ){0,4}(?:core|park|zone|extension|cluster|area|site|district|region)s?\b"),
    ("time", r"多[长少]时间|多久(?!.{0,8}[一1]次)|几年时间|(?:期|时间|周期)(?:是|有|为)?多长", r"\bhow long\b(?! (?:is|are|will) (?:the )?(?:[\w-]+ ){0,4}(?:road|line|shoreline|river|pipe\w*|tunnel|bridge|track|route|trail|fence|wall|coast\w*)s?\b)|\bhow many (?:\w+ )?(?:days|months|years|weeks|hours)\b"),
    ("energy", r"能耗", r"energy (?:consumption|use|usage|intensity)|\benergy\b[^?]*\b(?:used?|consum\w+)\b"),
    ("length", r"(?<!时间)长度|总长|全长|里程", r"\b(?:length|distance)\b|\bhow far\b(?! (?:has|have|had|did|does|do|can|will))"),
    ("money", r"金额|资金|(?:投入|支出|经费)总额|多少个?亿[?？]?$|总产值|产值|生产总值(?!.*(?:比重|占比|比例|占))|GDP(?!.*(?:比重|占比|比例|占))|增加值(?!增速|增幅|增长|率|能耗|.*能耗)|(?:交易|销售|营业|成交|贸易|出口|投资)额|收入(?!.*(?:比重|占比|比例|占))|营收|利润|税收|投资额|预算|内资|外资|贷款|费用|补[贴助偿]|津贴|奖[金励]|租金|罚款|贷款?多少|捐款|经费(?!.*比重)|多少钱", r"\byuan\b|\bfund|\bmoney|\bcash\b|how much (?:will|is|was|has|to|must|should|do|does|can)\b[^?]*\b(?:invest|spen[dt]|cost)|\bpa(?:y|id)\b|budget|output value|capital|investment\b(?!.*(?:share|percent|proportion))|\bcost"),
)  # fmt: skip


_EN_COUNT = re.compile(
    r"\bhow many (?:[\w-]+ ){0,3}?[\w-]+(?= (?:must|should|shall|will|would|can|could|may|are|is|was|were|do|does|did|has|have|had)\b|\s*[?,])",
    re.IGNORECASE,
)


def family_of(unit: str) -> str | None:
    """The family a unit belongs to: 亿元 is money, 家 a count."""
    bare = re.sub(r"^(?:万亿|千万|百万|亿|万|千|百)", "", unit)
    return next((name for name, units in _FAMILIES if bare in units or unit in units), None)


@lru_cache(maxsize=256)  # asked again for every sentence of the evidence
def asked_family(profile: QuestionProfile) -> str | None:
    """The family of unit that the question wants, or None where it does not say."""
    if profile.unit_word:
        return family_of(profile.unit_word)
    question = profile.question
    if profile.language == "zh":
        question = without_fillers(question).replace(" ", "")
    # Into how many clusters is the 4.81 square kilometre area divided? The count is asked for and no area.
    counted = _EN_COUNT.search(question) if profile.language == "en" else None
    question = counted[0] if counted else question
    for family, chinese, english in _ASKED_FAMILY:
        if re.search(chinese if profile.language == "zh" else english, question, re.IGNORECASE):
            return family
    if profile.language == "en" and re.search(r"\bhow many\b", profile.question, re.IGNORECASE):
        return (
            "time"
            if re.search(r"how many (?:\w+ )?(?:days|months|years|weeks|hours)", profile.question, re.I)
            else "count"
        )
    return None


def fitting_quantities(text: str, profile: QuestionProfile) -> list[Quantity]:
    """Amounts in the text of the kind asked for; dates are none."""
    dates = find_dates(text)
    wanted = asked_family(profile)
    given = given_in(profile.question) if profile.kind == "number" else []
    # A unit of no family (吨, 米) stands for itself alone.
    alone = profile.unit_word if profile.unit_word and wanted is None else None
    counters = (
        counters_asked(profile.question) if profile.language == "zh" and not profile.unit_word else None
    )
    per = _PER.search(profile.question) if profile.language == "zh" else None
    thing = _THING_BEHIND.search(profile.question) if profile.language == "zh" else None
    found = []
    for quantity in find_quantities(text):
        if any(date.start < quantity.end and quantity.start < date.end for date in dates):
            continue
        if is_given(quantity, given) or not _same_counter(quantity.unit, profile.unit_word):
            continue
        if counters is not None and quantity.unit not in counters:
            continue
        if per is not None and quantity.unit == per["unit"] != profile.unit_word:
            continue
        if _counts_another_thing(text, quantity, profile):
            continue
        if alone is not None:
            unit = re.sub(r"^[万亿千百]+", "", alone)
            fits = quantity.unit in (unit, f"{unit}标准煤")
        else:
            # 补贴金额超过2500万 leaves out the 元 that anyone hears.
            said_of_money = wanted == "money" and quantity.full_unit in ("万", "亿")
            fits = wanted is None or family_of(quantity.full_unit) == wanted or said_of_money
            # 再给予多少贴息: 25%的贴息 is that, whatever else the question speaks of.
            fits = fits or (
                thing is not None and re.match(rf"的?{thing[0][2:]}", text[quantity.end :]) is not None
            )
        if fits:
            found.append(quantity)
    if profile.unit_word and not profile.unit_word.endswith(("元", "个")):
        exact = [quantity for quantity in found if quantity.unit == profile.unit_word]
        return exact or found
    return found


# 每平方公里投资多少: what is counted by is no answer.
_PER = re.compile(rf"每一?[百千万亿]*(?P<unit>{UNITS})")
_THING_BEHIND = re.compile(r"多少(?![个家户件项条名人位所座台套支份部批栋间处种类])[\u4e00-\u9fff]{2}")
_THING_ASKED = re.compile(
    r"(?:多少|(?<!哪)几)[个家户件项条名人位所座台套支份部批栋间处种类](?P<thing>[\u4e00-\u9fff]{2,})"
)
_NO_THING = re.compile(r"[及以]?[上下内]|左右|之[内间]|[的和与及以]")


def _counts_another_thing(text: str, quantity: Quantity, profile: QuestionProfile) -> bool:
    """Whether a count is of something named right behind it that was not asked for: 几家企业, and 五个组团."""
    asked = _THING_ASKED.search(profile.question)
    if quantity.unit not in _COUNTERS:
        return False
    behind = re.match(r"[\u4e00-\u9fff]{2}", text[quantity.end :])
    if behind is None or _NO_THING.match(behind[0]):
        return False
    if asked is None:
        # 申报材料有几份: 五个组团 counts in another word and something else.
        return (
            bool(profile.unit_word)
            and profile.unit_word != quantity.unit
            and behind[0] not in profile.question
        )
    if behind[0] in asked["thing"]:
        return False
    # 11个消杀企业 are 企业, and 86名从各科室抽调的医护人员 are 医护人员.
    clause = re.split(r"[,，。;；]|(?<=[、和])[^、,，。;；\d]{0,2}\d", text[quantity.end :], maxsplit=1)[0]
    # 几条链子 asks for chains as 几条产业链 does.
    thing = re.sub(r"(?<=[\u4e00-\u9fff])[子儿]$", "", asked["thing"])
    # What stands behind a 、 is counted as well only where all before it describes it: 从呼吸科、重症科抽调的医护人员.
    return thing[:2] not in clause.split("、")[0] and f"的{thing[:2]}" not in clause


def _same_counter(unit: str, asked: str | None) -> bool:
    """Whether what is counted in one unit may answer for the other: 多少家 is not answered by 4条."""
    if asked is None or asked == unit or len(asked) != 1 or "个" in (unit, asked):
        return True
    group = next((group for group in _ALIKE if asked in group), None)
    return group is None or unit in group or unit not in _COUNTERS
