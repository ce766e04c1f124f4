"""English questions over the Chinese plan: what is asked in everyday words, and what only looks alike."""

from __future__ import annotations

import pytest

from assistant.workspace import Workspace


@pytest.mark.parametrize(
    ("question", "held"),
    [
        # A small word with a capital at the beginning was looked up as a thing.
        ("Over how many years is the new zone to be built?", "2年"),
        # "Actually" beside a present form stresses; it asks for nothing that happened.
        ("Who actually has to put up the special funds?", "区财政"),
        ("Is the district treasury actually budgeting special funds for this?", "区财政"),
        # What is said beside the kind of thing tells which of several is meant.
        (
            "What kind of demonstration area does the plan want to build by integrating commerce and tourism?",
            "商贸高技术服务业",
        ),
        ("How does the plan describe the high-tech zone that Wansheng is to become?", "高端人才聚集"),
        ("How much foreign capital per year is the target in the opening-up section?", "3000万"),
        # "and" within one of the sides made three of them.
        ("Which goes on for longer, the application or the review and recognition?", "4 months"),
        ("What functions does the new zone combine once it stands?", "高端人才聚集"),
        ("Which sci-tech innovation centre is Wansheng to be turned into?", "渝南黔北科技创新中心"),
        ("How is the kind of zone that they hope to build described?", "为一体"),
        # The sentence on the outcome shares too little with the question to be among those found.
        ("What becomes of units that drop the ball on the creation work?", "通报批评"),
        ("What growth rate of industrial value added is aimed for?", "高于全市平均水平"),
        ("What's the last day for the planning EIA review opinions?", "9月底"),
        # A name of two words in Latin letters is one name; an office is told by the clause that gives it.
        ("What position does Hu Zhenqiang hold?", "管委会主任"),
        # "Be used" was looked up as one word.
        ("How much domestic capital is to be used?", "50亿元"),
        ("Talk me through the milestones of May, July and September.", "动员大会"),
        ("What motto guides the evaluation of research results?", "效益优先"),
        ("Which bureau should I contact about low-carbon development?", "发展改革局"),
        ("Which bureaus give the Commerce Bureau a hand with opening-up?", "平山园区管委会"),
        # A bound ranks nothing.
        ("What is the lowest number of invention patents per 10,000 workers?", "40件以上"),
        ("What is a high-tech zone, by the plan's own account?", "战略高地"),
        ("What is on the agenda for the first two months of 2023?", "提出申请"),
        ("What portion of the indicators must be ticked off by the close of 2022?", "80%"),
        # Of the year's heading and the stage below it, the stage that is named for what is asked.
        ("When is the application for municipal high-tech status to be put in?", "2023年1—2月"),
        ("In which months will the experts assess the zone?", "2023年3—6月"),
        # A pronoun is no thing that a passage would have to name.
        ("Is the planning being done by themselves or by someone from outside?", "第三方咨询机构"),
        ("must industry beat the rest of the city on growth?", "高于全市平均水平"),
        # Where a document is asked for, the sentence that names one, and no list of tasks.
        ("Under which document are companies and researchers rewarded for innovation?", "names under"),
        # Nothing is named but the end of a year: what a sentence says of that.
        ("What are the two goals for the end of 2023?", "技术创新体系基本建成"),
        ("By when is the municipal-level high-tech zone supposed to be up and running?", "states: 2023"),
        ("What ratio of the indicators is to be met by the end of 2022?", "80%"),
        ("Which tone of work is the guiding ideology to adhere to?", "稳中求进"),
    ],
)
def test_what_is_asked_in_everyday_english_is_answered(
    plan_alone: Workspace, question: str, held: str
) -> None:
    answer = plan_alone.ask(question)

    assert not answer.refused
    assert held in answer.text


@pytest.mark.parametrize(
    "question",
    [
        # The office asked for is the first one named, and 相关领导 is no name.
        "What are the names of the deputy heads who work under the executive deputy head?",
        "What's the director of the Tax Bureau called?",
        # Another leading group than the one whose head is named.
        "Who chairs the assessment leading group?",
        # What happened, told by a past form.
        "Which companies won the innovation prizes?",
        # A figure of another thing: the target is for the visitors, the exports, the museums.
        "What is the target for foreign visitors in 2022?",
        "What target has the plan set for exports in 2023?",
        "What is the target for the number of museums?",
        "What growth rate of fixed-asset investment is aimed for?",
        "What is the growth rate of GDP to be?",
        "How much does the district actually collect in taxes?",
        # One of several is named, and it is not the others.
        "Which other districts and counties were among the first pilot areas for innovation?",
        "Which outside consultancy is doing the planning?",
        "Which district is Wansheng part of?",
    ],
)
def test_what_only_looks_alike_in_english_is_no_answer(plan_alone: Workspace, question: str) -> None:
    assert plan_alone.ask(question).refused


@pytest.mark.parametrize(
    "question",
    [
        # What the sentence that answers lacks is said otherwise in Chinese: a second sentence is beside the point.
        "What should R&D spending be relative to the gross product of the park?",
        "What kind of district-wide meeting is held to be sure that the work advances?",
        # Whoever asks for months alone, or names the year, needs no heading for it.
        "In which months of the year 2022 does the publicity work go on?",
        # Who supports the lead units asks for no lead.
        "Who assists the lead units with innovation platforms?",
    ],
)
def test_an_english_answer_cites_nothing_beside_the_point(plan_alone: Workspace, question: str) -> None:
    assert len(plan_alone.ask(question).citations) == 1


@pytest.mark.parametrize(
    "question",
    [
        "How many years has Wansheng set aside to become a municipal-level high-tech zone?",
        "How many years does it take to make Wansheng a high-tech zone of municipal level?",
    ],
)
def test_a_length_of_time_is_looked_for_as_texts_write_it(plan_alone: Workspace, question: str) -> None:
    assert any("用2年时间" in hit.quote for hit in plan_alone.search(question, 5).citations)
