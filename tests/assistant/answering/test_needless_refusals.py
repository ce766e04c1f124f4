"""What a passage plainly states is told: rates, people and firms counted behind a description, beginnings, standards."""

from __future__ import annotations

import pytest

from tests.assistant.plan import ask, make_document

RELIEF = make_document(
    "某市关于支持餐饮企业渡过难关的通知\n\n"
    "一、减免租金\n\n据商会统计,已有15家商场主动减免租金,惠及中小餐馆超过800家。市商务局监督检查了12轮,涉及各类门店640户。\n\n"
    "二、融资支持\n\n对2021年新增的餐饮企业专项贷款,在中央财政贴息的基础上,市财政再给予30%的贴息支持,贴息期限不超过2年。\n\n"
    "三、人手保障\n\n市中心医院派出45名从急诊科、儿科和检验科等科室抽调的护士,为餐饮从业人员检测。\n\n"
    "四、开门营业\n\n做好防护的基础上,从2021年3月8日起分批有序恢复全市堂食。按照每人每天80元的补助标准,对留岗厨师发放补助。\n\n"
    "五、名单管理\n\n由市商务局对重点餐饮企业实施名单制管理。\n\n"
    "六、食材保供\n\n重点保障米、面、油、肉、蛋以及蔬菜6类食材供应。\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("获得15家商场减免租金的中小型餐馆有多少家?", "800家"),
        ("市商务局开展12轮监督检查涉及到多少门店?", "640户"),
        ("对2021年新增的餐饮企业专项贷款,市财政再给予多少贴息?", "30%"),
        ("市中心医院抽调了多少名护士?", "45名"),
        ("全市从几号开始恢复堂食?", "3月8日"),
        ("留岗厨师的补助标准是什么?", "80元"),
        ("对重点餐饮企业名单是如何管理的?", "名单制管理"),
        ("餐饮企业获得贴息后时间是多久?", "2年"),
        ("要重点保障哪6类食材的供应?", "蔬菜"),
    ],
)
def test_what_the_passage_states_is_told(question: str, told: str) -> None:
    answer = ask(question, RELIEF)

    assert not answer.refused
    assert told in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "市中心医院抽调了多少名医生?",
        "15家商场中小型的有几家?",
        "重点餐饮企业名单有哪些?",
        "全市堂食从几号开始停止?",
        "城市管理局监督检查了多少门店?",
        "平均每家门店减免租金多少?",
    ],
)
def test_what_the_passage_does_not_state_is_refused(question: str) -> None:
    assert ask(question, RELIEF).refused


def test_a_body_called_with_its_place_is_the_one_called_with_the_places_rank() -> None:
    notice = make_document(
        "垃圾清运情况\n\n一、做法\n\n南京市城市管理委员会对隔离点垃圾采取定点、定车、定人的措施,全部焚烧处理。\n"
    )

    assert "定车" in ask("南京城市管理委员会对隔离点垃圾采取哪些措施?", notice).text
