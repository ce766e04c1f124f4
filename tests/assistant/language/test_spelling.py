from __future__ import annotations

import pytest

from assistant.language.lexicon import is_english
from assistant.language.spelling import Speller, slips_between

KNOWN = frozenset("hospital patents growth".split())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Wich departmant leads the inovation platform task?", "Which department leads the innovation platform task?"),
        ("Which beureau leads energy consumtion?", "Which bureau leads energy consumption?"),
        ("How many hospital beds does Tumas have?", "How many hospital beds does Tumas have?"),
        # Of two words that are as near, the one that questions are made of.
        ("Do they realy have to?", "Do they really have to?"),
        ("What targets do they set themselfs?", "What targets do they set themselves?"),
        ("Which bank pays for wine?", "Which bank pays for wine?"),
    ],
)  # fmt: skip
def test_a_slip_is_set_right_and_a_word_of_its_own_is_left(written: str, read: str) -> None:
    speller = Speller(["innovation", "platform", "consumption", "reply"], KNOWN.__contains__)

    assert speller.correct(written) == read


def test_two_words_that_may_both_be_meant_are_left_alone() -> None:
    assert Speller(["patent", "patens"], KNOWN.__contains__).correct("patenr") == "patenr"


def test_letters_turned_round_are_one_slip() -> None:
    assert slips_between("distirct", "district", 2) == 1
    assert slips_between("platform", "hospital", 2) == 3


def test_an_english_word_that_no_list_of_the_office_has_is_no_slip() -> None:
    speller = Speller(["leads"], KNOWN.__contains__, is_english)

    assert speller.correct("Who lends support, supposedly?") == "Who lends support, supposedly?"
    assert speller.correct("Which departmant leads?") == "Which department leads?"
