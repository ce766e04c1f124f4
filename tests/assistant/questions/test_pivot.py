from __future__ import annotations

import time

import pytest

from assistant.questions.input import QUESTION_CHARS
from assistant.questions.pivot import find_pivot


def test_a_unit_is_described_by_its_duty() -> None:
    pivot = find_pivot("另外,牵头档案整理的部门还配合哪些任务?", "zh")
    assert pivot is not None and pivot.role == "lead" and "档案整理" in pivot.duty
    pivot = find_pivot("请问,配合档案整理的单位牵头什么工作?", "zh")
    assert pivot is not None and pivot.role == "support" and "牵头什么工作" in pivot.asked


def test_a_unit_is_described_as_the_leader_of_a_duty_and_a_group_has_a_person_for_it() -> None:
    pivot = find_pivot("Which other tasks does the leader of the archives task support?", "en")
    assert pivot is not None and pivot.role == "lead" and "archives" in pivot.duty
    pivot = find_pivot("What else does whoever supports the archives task lead?", "en")
    assert pivot is not None and pivot.role == "support"
    assert find_pivot("Who is the head of the archives leading group, and what else is he?", "en") is None


@pytest.mark.parametrize("piece", ["牵头", "牵头的部门", "牵头甲的单位那", "那", "的部门还"])
def test_a_long_question_of_role_words_takes_no_time(piece: str) -> None:
    begun = time.process_time()
    find_pivot((piece * QUESTION_CHARS)[:QUESTION_CHARS], "zh")
    assert time.process_time() - begun < 2
