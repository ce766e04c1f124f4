"""Read the units that a Chinese sentence names, those that the documents know and those that only look like one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.claims.part import Part
from assistant.language.units import is_same_unit

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


def read_organisations(text: str, known_units: Iterable[str]) -> list[Part]:
    """All units: first the known ones, longest first, then what ends as a unit's name does."""
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


def is_among(unit: str, names: Sequence[str]) -> bool:
    """Whether a unit is one of the names, in a short or long form."""
    return any(
        unit == name or is_same_unit(unit, name) or name.endswith(unit) or unit.endswith(name)
        for name in names
    )


def _is_short(written: str, known: Iterable[str]) -> bool:
    return written not in known and any(is_same_unit(written, name) for name in known)
