"""Where money comes from: the sentence that says who budgets, pays or raises it, for the very thing asked about.

财政要预算专项资金用于… shares little with 钱从哪儿来; and a sentence that speaks of the same thing and of no source answers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.selection import Scored
from assistant.answering.situation import Situation
from assistant.language.concepts import chinese_concepts
from assistant.language.fillers import without_fillers
from assistant.language.weighing import Weigher
from assistant.questions.money import MONEY, what_it_is_for
from assistant.questions.unit_alone import matter_of

_SOURCE = re.compile(
    rf"(?:财政|自筹|统筹|基金|预算|列支|出资|筹措|补助|安排)[^,，。;；]{{0,14}}{MONEY}"
    rf"|{MONEY}[^,，。;；]{{0,16}}(?:财政|列入|纳入|自筹|筹措|列支|(?:由|从)[^,，。;；]{{2,16}}(?:承担|安排|列支|负担|解决|保障|支付|出))"
    r"|由[^,，。;；]{2,16}(?:出资|承担|负担|列支|支付|买单)"
)
# Of what the money is for, the sentence with its headings must hold this share.
_FOR_IT = 0.6


def telling_source(ranked: Sequence[Scored], situation: Situation) -> Scored | None:
    """The sentence that tells where the money for what is asked about comes from; None where none does."""
    purpose = chinese_concepts(matter_of(what_it_is_for(without_fillers(situation.profile.question))))
    texts = [scored.sentence.text for scored in ranked]
    weigher = Weigher(purpose or situation.weigher.concepts, texts)

    def about(scored: Scored) -> float:
        sentence = scored.sentence
        return weigher.coverage(" ".join((sentence.text, *sentence.path))) if purpose else 1.0

    telling = [s for s in ranked if not s.sentence.is_heading and _SOURCE.search(s.sentence.text)]
    best = max(telling, key=lambda scored: (about(scored), scored.total), default=None)
    return best if best is not None and about(best) >= _FOR_IT else None
