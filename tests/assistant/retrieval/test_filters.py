from __future__ import annotations

import pytest

from assistant.retrieval.filters import read_scope
from corpus.document import Metadata
from corpus.errors import UsageError


def dated(date: str | None) -> Metadata:
    return Metadata("关于…的通知", date=date, status="现行")


@pytest.mark.parametrize(
    ("date", "since", "until", "is_in"),
    [
        ("2022-05-20", "2022", None, True),
        ("2021-12-31", "2022", None, False),
        ("2022-12-31", None, "2022", True),
        ("2022-06-01", None, "2022-05", False),
        ("2022-05-20", "2022-05-20", "2022-05-20", True),
        ("2022", "2022-06", None, True),  # of that year, and more is not known
        (None, "2000", None, False),
        (None, None, None, True),
    ],
)
def test_a_document_is_in_by_its_date(
    date: str | None, since: str | None, until: str | None, is_in: bool
) -> None:
    scope = read_scope(since=since, until=until)

    assert (scope is None or scope.admits("d", dated(date))) is is_in


def test_status_and_kind_narrow_together() -> None:
    scope = read_scope(kinds=["other"], statuses=["现行"])

    assert scope is not None and scope.admits("d", dated(None))
    assert not scope.admits("d", Metadata("通知", kind="plan", status="现行"))
    assert not scope.admits("d", Metadata("通知", status="失效"))


@pytest.mark.parametrize("wrong", ["22", "2022-13", "2022/05", "去年"])
def test_what_is_no_date_is_said(wrong: str) -> None:
    with pytest.raises(UsageError, match="Write it as 2022"):
        read_scope(since=wrong)


def test_an_unknown_kind_is_said_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="plan, criteria, report"):
        read_scope(kinds=["law"])


def test_nothing_given_leaves_nothing_out() -> None:
    assert read_scope([], [], [], None, None) is None
