from __future__ import annotations

from assistant.claims.letters import fold_width, plain_letters


def test_folding_keeps_every_offset() -> None:
    text = "（一）２０２２年，“十四五”——①"

    assert len(fold_width(text)) == len(text)
    assert plain_letters("占比,达 70%。") == "占比达70%"
