from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from assistant.answering.english_figures import measures_another_english_thing
from assistant.answering.situation import Situation
from assistant.language.concepts import Concept
from assistant.language.weighing import Weigher


@pytest.mark.parametrize(("thing", "is_another"), [("farmland", True), ("expansion area", False)])
def test_hectares_of_another_thing_are_no_hectares_of_what_is_asked(thing: str, is_another: bool) -> None:
    said = "新增4.81平方公里为拓展区。"
    concepts = [Concept((("耕地",),), 1.0, "farmland"), Concept((("拓展",),), 1.0, "expansion area")]
    asked = SimpleNamespace(question=f"How many hectares of {thing} will be taken?")
    situation = SimpleNamespace(profile=asked, weigher=Weigher(concepts, [said]))

    assert measures_another_english_thing(cast(Situation, situation), said) is is_another
