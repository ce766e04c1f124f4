"""Read the words of a Chinese sentence of which it means one or another: scope, direction, modality, role, denial."""

from __future__ import annotations

import re

from assistant.claims.part import Part, PartKind

# Families of words of which a sentence means one: (family, [(value, pattern)]).
_FAMILIES: tuple[tuple[PartKind, str, tuple[tuple[str, str], ...]], ...] = (
    ("scope", "territory", (
        ("园区", r"(?<!工业)(?<!产业)(?<!科技)园区(?!管委会)|开发区内"), ("全区", r"全区|全县|全域|地区(?=生产总值)"),
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


def read_family_words(text: str) -> list[Part]:
    """All words of the families, family by family, and then what denies beside them."""
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
