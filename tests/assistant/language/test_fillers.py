from __future__ import annotations

import pytest

from assistant.language.fillers import without_fillers


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("审批那摊子事儿归谁?", "审批 归谁?"),
        ("节能那档子闲事谁来干?", "节能 谁来干?"),
        # 人才可以… was once taken for 才可以…, and all that is asked for went with it.
        ("高端人才可以领几万补贴?", "高端人才可以领几万补贴?"),
        ("材料最后要给谁?", "材料 要给谁?"),
        # Each holds a filler across two of its words.
        ("数据说明由谁编写?", "数据说明由谁编写?"),
        ("申请教师资格找谁?", "申请教师资格找谁?"),
        ("系统共享平台由谁建?", "系统共享平台由谁建?"),
        ("大体上市企业有几家?", "大体上市企业有几家?"),
        ("看看守所归谁管?", "看看守所归谁管?"),
        ("据说数据要共享?", " 数据要共享?"),
    ],
)
def test_what_names_nothing_goes_and_what_is_asked_stays(question: str, left: str) -> None:
    assert without_fillers(question) == left
