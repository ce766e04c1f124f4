"""Tell whether two parts say the same: a bound, a year or a month that one of them leaves out differs from none."""

from __future__ import annotations

import re

from assistant.claims.part import Part

# Counters that never count the same things; 个 and English nouns count anything.
_COUNTERS = ("人名位", "家户", "件项条篇部", "台套辆", "次期场")


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
