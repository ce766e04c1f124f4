from __future__ import annotations

import pytest

from assistant.language.concepts import chinese_concepts
from assistant.language.sentences import split_sentences
from assistant.llm.grounding import Grounder
from assistant.llm.grounding_basis import Evidence, Support
from assistant.llm.reply import ReplySentence
from assistant.tasks.duties import DutyRecord
from assistant.tasks.reading import read_tasks
from tests.assistant.plan import make_document

NOTICE = make_document(
    "示例区创新方案\n\n一、总体目标。\n"
    "到2022年底,工业总产值不低于300亿元,园区工业集中度不低于85%,实际使用内资50亿元或外资3000万美元。\n"
    "不得新建高耗能项目。每年召开专题会议2次。\n"
    "拓展区由东岭、西沟、北坪、南桥四个片区组成。\n\n"
    "二、重点任务。\n"
    "1.建设创新平台。新建研发中心5家。(牵头单位:科技局;配合单位:财政局、商务局;完成时间:2022年12月)\n"
    "2.降低企业成本。降低用电价格0.1元。(牵头单位:财政局;配合单位:科技局;完成时间:2023年6月)\n",
    "plan",
)


def ground(sentence: str, question: str = "方案有什么要求?", keys: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The evidence sentences that support a sentence."""
    supports = [
        Support(NOTICE.document_id, start, end, NOTICE.text[start:end], " ".join((NOTICE.metadata.title, *NOTICE.path_at(start))))
        for start, end in split_sentences(NOTICE.text, NOTICE.text.index("到2022"), len(NOTICE.text))
    ]  # fmt: skip
    evidence = [Evidence("e0001", "示例区创新方案", (), tuple(supports))]
    records = [DutyRecord(NOTICE, task) for task in read_tasks(NOTICE)]
    grounder = Grounder(evidence, "zh", chinese_concepts, question, records)
    (grounded,) = grounder.check([ReplySentence(sentence, keys)])
    return tuple(support.text for support in grounded.supports)


@pytest.mark.parametrize(
    "sentence",
    [
        "到2022年底,工业总产值不低于300亿元",
        "2022年底工业总产值不低于3000000万元",
        "园区工业集中度不低于85%",
        "实际使用外资3000万美元",
        "不得新建高耗能项目",
        "禁止新建高耗能项目",
        "每年召开专题会议2次",
        "拓展区由东岭、西沟、北坪和南桥四个片区组成",
        "建设创新平台由科技局牵头",
        "建设创新平台由科技局牵头,财政局、商务局配合",
        "建设创新平台的配合单位是财政局和商务局",
        "科技局牵头建设创新平台,2022年12月完成",
    ],
)
def test_what_the_evidence_says_is_supported(sentence: str) -> None:
    assert ground(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "到2022年底,工业总产值不低于500亿元",
        "到2023年底,工业总产值不低于300亿元",
        "工业总产值不低于300万元",
        "工业总产值为300亿元",
        "工业总产值不超过300亿元",
        "园区工业集中度不低于300亿元",
        "实际使用外资50亿元",
        "园区工业集中度不低于85%,税收不低于20亿元",
        "可以新建高耗能项目",
        "新建高耗能项目",
        "每月召开专题会议2次",
        "拓展区由西沟、北坪、南桥四个片区组成",
        "新建研发中心5个百分点",
        "新建研发中心6家",
        "提高企业成本",
        "建设创新平台由财政局牵头",
        "建设创新平台由科技局配合",
        "建设创新平台由科技局、财政局牵头",
        "建设创新平台由科技局牵头,审计局配合",
        "建设创新平台由科技局牵头,2023年6月完成",
        "建设创新平台由省科学院研究所承担",
        "系统已经升级完毕",
        "以下是根据资料整理的回答",
        "是的",
        "园区工业集中度比工业总产值更高",
        "研发中心最多的是建设创新平台",
        "The Science and Technology Bureau leads the platform",
    ],
)
def test_what_it_does_not_say_or_says_otherwise_is_not(sentence: str) -> None:
    assert ground(sentence) == ()


def test_a_mark_says_where_to_look_and_decides_nothing() -> None:
    right = ground("建设创新平台由科技局牵头", keys=("e0001",))

    assert right == ground("建设创新平台由科技局牵头", keys=("e9999",)) != ()
    assert ground("建设创新平台由财政局牵头", keys=("e0001",)) == ()


def test_a_sentence_over_two_places_is_cited_with_both() -> None:
    found = ground("建设创新平台由科技局牵头,降低企业成本由财政局牵头")

    assert len(found) == 2


def test_a_bare_name_answers_in_the_role_that_was_asked_for() -> None:
    start, end = next(
        span
        for span in split_sentences(NOTICE.text, 0, len(NOTICE.text))
        if "科技局;" in NOTICE.text[slice(*span)]
    )
    above = " ".join((NOTICE.metadata.title, *NOTICE.path_at(start)))
    evidence = [
        Evidence("e1", "", (), (Support(NOTICE.document_id, start, end, NOTICE.text[start:end], above),))
    ]
    records = [DutyRecord(NOTICE, task) for task in read_tasks(NOTICE)]
    grounder = Grounder(evidence, "zh", chinese_concepts, "建设创新平台由谁牵头?", records, asked_role="lead")

    lead, support = grounder.check([ReplySentence("科技局"), ReplySentence("财政局")])

    assert lead.supports and not support.supports
