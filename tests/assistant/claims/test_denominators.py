from __future__ import annotations

from assistant.claims.claim_parts import read_parts


def test_what_a_share_is_taken_of_is_a_part_of_its_own() -> None:
    workers = [part.value for part in read_parts("每万名从业人员拥有发明专利40件") if part.kind == "unit"]
    people = [part.value for part in read_parts("每万人口拥有发明专利40件") if part.kind == "unit"]

    assert len(workers) == len(people) == 1
    assert workers != people
