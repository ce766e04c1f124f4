from __future__ import annotations

from assistant.claims.claim_parts import read_parts


def test_every_part_stands_where_it_says() -> None:
    text = "到2022年底,市科技局牵头,园区每万名从业人员拥有发明专利不低于40件,不得低于30%。"

    for part in read_parts(text, known_units=["科技局"]):
        assert 0 <= part.start < part.end <= len(text)
        assert text[part.start : part.end] in text
        assert part.written.strip() in text
