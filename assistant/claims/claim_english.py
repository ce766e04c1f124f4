"""Read the checkable parts of an English sentence in the form that its Chinese evidence is read in.

30 billion yuan is 300亿元, the end of 2022 is 2022年底, five clusters are 五个组团: amounts come out in
base units and dates as year and month, so that both languages are compared by one rule.
"""

from __future__ import annotations

import re

from assistant.claims.denominators import with_denominators
from assistant.claims.part import Part

_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), 1)}
_MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in _MONTHS) + "|sept\\.?"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"\b(?P<period>(?P<m1>{_MONTH})(?:\s+(?P<y1>{_YEAR}))?\s*(?:to|through|until|till|and|[-–—])\s*(?P<m2>{_MONTH})\b(?:,?\s+(?:of\s+)?(?P<y2>{_YEAR}))?)"
    rf"|\b(?P<d3>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m3>{_MONTH})\b(?:,?\s+(?P<y3>{_YEAR}))?"
    rf"|\b(?P<m4>{_MONTH})\s+(?P<d4>[0-3]?\d)(?:st|nd|rd|th)?(?!\d),?(?:\s+(?P<y4>{_YEAR}))?"
    rf"|\b(?P<m5>{_MONTH})(?:,?\s+(?:of\s+)?(?P<y5>{_YEAR})|(?=[\s.,;)]|$))"
    rf"|\b(?P<half>first|second) half(?: of (?P<y6>{_YEAR}))?"
    rf"|\b(?P<quarter>first|second|third|fourth|last) quarter(?: of (?P<y10>{_YEAR}))?"
    rf"|\b(?P<edge>first|last) (?P<width>two|three|four|five) months(?: of (?P<y11>{_YEAR}))?"
    rf"|\b(?P<end>end|close) of (?:the year )?(?P<y7>{_YEAR})|\b(?:year-?end|end-)\s*(?P<y9>{_YEAR})|\b(?P<y8>{_YEAR})\b(?!\s*(?:yuan|patents|firms|people))",
    re.I,
)
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBER_WORD = "|".join([*_WORDS[1:], *_TENS, "a hundred", "one hundred"])
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "bn": 1e9,
    "mn": 1e6,
}
_AMOUNT = re.compile(
    r"(?P<currency>US\$|\$|USD\s?|RMB\s?|CNY\s?|¥)?"
    rf"(?:(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)|\b(?P<word>{_NUMBER_WORD})\b)"
    r"(?:[\s-]*(?P<scale>hundred|thousand|million|billion|trillion|bn|mn)\b)?"
    r"[\s-]*(?P<unit>%|percent(?:age points?)?\b|per cent\b|yuan\b|RMB\b|US dollars?\b|U\.S\. dollars?\b|dollars?\b|USD\b|"
    r"square kilomet(?:re|er)s?\b|sq\.? ?km\b|km2\b|km²|kilomet(?:re|er)s?\b|hectares?\b|mu\b|square met(?:re|er)s?\b|"
    r"(?:kilogram(?:me)?s?|kgs?)(?: of (?:standard )?coal(?: equivalent)?)?\b|kgce\b|(?:metric )?ton(?:ne)?s? of (?:standard )?coal(?: equivalent)?\b|tce\b|ton(?:ne)?s?\b|working days?\b|days?\b|weeks?\b|months?\b|years?\b|hours?\b|times\b)?",
    re.I,
)
_NOT_AMOUNT_BEFORE = re.compile(
    r"(?:\b(?:annex|chapter|section|part|article|item|table|no\.?|number|per|every|each)|\+|-)\s*$", re.I
)
# "in parallel with the municipal one", "one of the lead units": one is no amount there.
_PRONOUN = re.compile(r"\s*\bof\s+(?:the|its|these|those|their|all)\b|\s*(?:[.,;:?!]|$)", re.I)
_DENOMINATOR = re.compile(
    r"\b(?:per|for every|for each)\s+(?:10,?000|ten thousand|1,?000|100)?\s*(?P<what>employees?|staff|workers?|residents?|inhabitants?|people|persons?|population|yuan|RMB)?",
    re.I,
)
_UNITS: tuple[tuple[str, str, float], ...] = (
    (r"percentage", "points", 1), (r"%|per ?cent", "share", 1), (r"us dollar|u\.s|dollar|usd", "usd", 1), (r"yuan|rmb", "yuan", 1),
    (r"square kilo|sq|km2|km²", "area", 1e6), (r"square met", "area", 1), (r"hectare", "area", 1e4), (r"mu$", "area", 666.6667),
    (r"kilomet", "length", 1000), (r"k.*coal|kgce", "coal", 0.001), (r"coal|tce", "coal", 1), (r"kilogram|kg", "mass", 1), (r"ton", "mass", 1000), (r"working day", "workdays", 1),
    (r"day", "days", 1), (r"week", "days", 7), (r"month", "months", 1), (r"year", "months", 12), (r"hour", "hours", 1),
    (r"times", "times", 1),
)  # fmt: skip
_BOUNDS: tuple[tuple[str, str], ...] = (
    (r"(?:at least|no less than|not less than|not fewer than|no fewer than|not below|not lower than|no lower than|minimum of|a minimum)\s*(?:\w+\s){0,2}$", ">="),
    (r"(?:at most|no more than|not more than|up to|not exceed(?:ing)?|maximum of|within|capped at)\s*(?:\w+\s){0,2}$", "<="),
    (r"(?:below|less than|fewer than|under|lower than)\s*(?:\w+\s){0,1}$", "<"),
    (r"(?:over|more than|above|exceed(?:s|ing)?|higher than|surpass(?:es|ing)?)\s*(?:\w+\s){0,1}$", ">"),
)  # fmt: skip
_AFTER_BOUND = re.compile(r"\s*(?:or (?:more|above|higher|over)|and above)", re.I)
_DENIAL = re.compile(
    r"\b(?:not(?! (?:less|lower|fewer|more|below|only|exceed))|n['’]t|never|cannot|without|excluded?|excludes|no longer|exempt(?:ed)?|forbid(?:s|den)?|prohibit(?:s|ed)?|refus(?:e|es|ed)|"
    r"no (?!less|fewer|more|later|lower|earlier))\b|n['’]t\b",
    re.I,
)
_SCOPES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("level", (("国家级", r"\bnational(?:-level)?\b"), ("市级", r"\bmunicipal(?:-level)?\b"), ("区级", r"\bdistrict(?:-level)\b"))),
    ("territory", (("园区", r"\b(?:in|of|by|within|across) the (?:industrial )?(?:park|zone)\b|\bthe park['’]s\b|\bpark(?=[' ])"), ("全区", r"\b(?:district-wide|whole district|entire district|the district['’]s (?!treasury))"),
              ("全市", r"\b(?:city-?wide|whole city|the city['’]s)"))),
    ("stock", (("new", r"\b(?:newly|new)\b (?!energy|mater|gen|and high|products)"), ("all", r"\bcumulative(?:ly)?\b|\bin total\b|\baltogether\b|\bexisting\b"))),
    ("frequency", (("每年", r"\b(?:every|each) (?:year|(?:twelve|12) months)\b|\b(?<!semi-)(?<!semi)(?<!half-)(?<!bi)(?:annual(?:ly)?|yearly)\b|\bonce (?:a|per) year\b"),
                   ("每半年", r"\b(?:every|each) (?:six|6) months\b|\b(?:every|each) half[ -]year\b|\b(?:semi-?|bi-?)annual(?:ly)?\b|\bhalf-yearly\b|\b(?:twice|two times) (?:a|per|each|every) year\b"),
                   ("每季度", r"\b(?:every|each|once a|per) quarter\b|\bquarterly\b|\b(?:every|each) (?:three|3) months\b|\bfour times a year\b"),
                   ("每月", r"\b(?:every|each|once a) month\b|\bmonthly\b"), ("每周", r"\b(?:every|each|once a) week\b|\bweekly\b"),
                   ("每日", r"\b(?:every|each|once a) day\b|\bdaily\b"), ("每几", r"\bevery (?:other|two|four|five|ten|\d+) (?:day|week|month|quarter|year)s?\b"))),
    ("joint", (("or", r"\beither\b|(?<=\w) or (?=\w+ (?:US\$|foreign|million|\d))"), ("and", r"\bboth\b[^.]*\band\b"))),
)  # fmt: skip


def read_english_parts(text: str) -> list[Part]:
    """All parts of an English sentence but its units, which the glossary knows, in text order."""
    dates = [part for match in _DATE.finditer(text) if (part := _date(match)) is not None]
    denominators = list(_DENOMINATOR.finditer(text))
    taken = [(part.start, part.end) for part in dates] + [match.span() for match in denominators]
    parts = list(dates)
    for match in _AMOUNT.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if match["word"] and match["word"].lower() == "one" and _PRONOUN.match(text, match.end()):
            continue
        if _NOT_AMOUNT_BEFORE.search(text[: match.start()]) or re.match(
            r"(?:st|nd|rd|th)\b|[-–]?(?:tier|level)", text[match.end() :]
        ):
            continue
        parts.append(_amount(match, text))
    for match in denominators:
        if match["what"]:
            what = match["what"].lower()
            people = re.match(r"resid|inhab|people|person|popul", what)
            value = "每元" if what in ("yuan", "rmb") else "每人" if people else "每从业人员"
            parts.append(Part("unit", match.start(), match.end(), match[0].strip(), "denominator", value))
    parts += [
        Part("negation", m.start(), m.end(), m[0].strip(), "denial", "not") for m in _DENIAL.finditer(text)
    ]
    for family, words in _SCOPES:
        for value, pattern in words:
            parts += [
                Part("scope", m.start(), m.end(), m[0].strip(), family, value)
                for m in re.finditer(pattern, text, re.I)
            ]
    return sorted(with_denominators(text, parts, ahead=False), key=lambda part: (part.start, part.end))


def _date(match: re.Match[str]) -> Part | None:
    groups = match.groupdict()

    def month(name: str | None) -> str:
        if not name:
            return ""
        key = name.lower().rstrip(".")[:3]
        return f"{next(number for full, number in _MONTHS.items() if full.startswith(key)):02d}"

    # "may" and "march" without a year or a capital are verbs.
    if groups["m5"] and not groups["y5"] and not groups["m5"][0].isupper():
        return None
    if groups["period"]:
        value = f"{groups['y2'] or groups['y1'] or ''}|{month(groups['m1'])}>-{month(groups['m2'])}"
    elif groups["half"]:
        value = f"{groups['y6'] or ''}|{'01~-06' if groups['half'].lower() == 'first' else '07~-12'}"
    elif groups["quarter"]:
        last = 3 * (("first", "second", "third", "fourth", "last").index(groups["quarter"].lower()) + 1)
        value = f"{groups['y10'] or ''}|{min(last, 12) - 2:02d}~-{min(last, 12):02d}"
    elif groups["edge"]:
        months = _WORDS.index(groups["width"].lower())
        low, high = (1, months) if groups["edge"].lower() == "first" else (13 - months, 12)
        value = f"{groups['y11'] or ''}|{low:02d}>-{high:02d}"
    elif groups["end"]:
        value = f"{groups['y7']}|-12"
    elif groups["y9"]:
        value = f"{groups['y9']}|-12"
    elif groups["y8"]:
        value = f"{groups['y8']}|"
    else:
        n = next(n for n in "345" if groups[f"m{n}"])
        day = groups.get(f"d{n}")
        tail = f"-{int(day):02d}" if day else ""
        value = f"{groups[f'y{n}'] or ''}|-{month(groups[f'm{n}'])}{tail}"
    return Part("date", match.start(), match.end(), match[0].strip(), "date", value)


def _amount(match: re.Match[str], text: str) -> Part:
    if match["number"]:
        value = float(match["number"].replace(",", ""))
    else:
        word = match["word"].lower()
        value = 100.0 if "hundred" in word else float(_TENS.get(word) or _WORDS.index(word))
    value *= _SCALES.get((match["scale"] or "").lower(), 1.0)
    unit = (match["unit"] or "").lower()
    group, size = "count", 1.0
    if match["currency"]:
        group = "usd" if "$" in match["currency"] or "USD" in match["currency"] else "yuan"
    for pattern, name, each in _UNITS:
        if unit and re.search(pattern, unit):
            group, size = name, each
            break
    before, bound, begin = text[: match.start()], "", match.start()
    for pattern, sign in _BOUNDS:
        if stated := re.search(rf"\b{pattern}", before, re.I):
            # "at most 40" is written so: beside "40件以上" a bare 40 would look the same.
            bound, begin = sign, stated.start()
            break
    after = _AFTER_BOUND.match(text, match.end())
    end = match.end()
    if after:
        bound, end = ">=", after.end()
    written = text[begin:end].strip(" -")
    return Part("number", match.start(), end, written, group, round(value * size, 6), None, bound, unit)
