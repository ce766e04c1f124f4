"""What kind of thing is something to become? "打造成什么样的中心?", "What kind of regional centre …?".

The answer is what stands before the thing's own name where a text says what is to be built: 全力打造渝南黔北
科技创新中心. Other clauses share more words with the question and tell of other things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.selection import Scored
from assistant.answering.situation import Situation
from assistant.language.sentences import clause_ranges, split_sentences

_ZH_KIND = re.compile(
    r"(?:怎样|什么样|啥样|咋样|何种|什么类型|哪(?:一)?种)的?(?:一个)?(?P<thing>[\u4e00-\u9fff]{2,10}?)(?:来|呢|啊)?(?:[,，?？。]|$)"
)
_ZH_TO_BECOME = re.compile(r"打造|建成|建设|成为|变成|[建搞弄做]成|发展成|定位|创建|转型")
_EN_INTO = r"(?:become|turn(?:ed|n?ing)?(?: \w+)? into|develop(?: \w+)? into|grow into|buil[dt](?: \w+)? into|made into)"
_EN_KIND = re.compile(
    # Of "which regional centre is it to become?" the verb says that a kind is asked for.
    rf"\b(?:(?:what|which|the) (?:kind|sort|type) of|(?:what|which|(?:characteri[sz]|describ|defin|portray|pictur|envisag|envision)\w* (?:the|an?))(?=[^?]*\b{_EN_INTO}\b)) (?:an? )?"
    r"(?P<thing>[\w-]+(?: [\w-]+){0,5}?) (?:does|do|is|are|will|would|should|shall|has|have|must|did|can|they|we|it|to|that|which)\b",
    re.IGNORECASE,
)
_TO_BECOME = re.compile(
    rf"\b(?:{_EN_INTO}|(?:wants?|aims?|hopes?|plans?|is) to be(?! (?:\w+ed|built|set|put|made|drawn|held|given)\b)"
    r"|(?:wants?|aims?|hopes?|plans?|intends?|seeks?|strives?|meant|supposed) to (?:build|create))\b",
    re.IGNORECASE,
)
# What something itself is to be, before what it only sets up.
_BECOMES = re.compile(r"打造|建成|建设成|成为|定位[为于]|创建[成为]|转变为")
_SETS_UP = re.compile(r"建设|建立|构建|形成|创建|组建|设立")


# A sentence that holds less than this share of what the fullest one holds is about another such thing. Arbitrary.
_HOLDS = 0.5


def of_kind_asked(ranked: Sequence[Scored], situation: Situation) -> tuple[Scored, tuple[int, int]] | None:
    """The sentence, and the range of its clause, that says what kind of thing is built; None where none is asked for."""
    ends = _endings(situation)
    if not ends:
        return None
    found: list[tuple[float, float, Scored, tuple[int, int]]] = []
    for scored in (*ranked, *_elsewhere(ranked[0], situation)):
        text = scored.sentence.text
        for start, end in clause_ranges(text):
            clause = re.sub(r"[)）”」\s。]+$", "", text[start:end])
            ending = next((ending for ending in ends if clause.endswith(ending)), "")
            if not ending:
                continue
            verb = 0.6 if _BECOMES.search(clause) else 0.1 if _SETS_UP.search(clause) else 0.0
            # 集A、B、C为一体的高新区 describes; 创建为“高新区” only names.
            verb += 0.3 if verb and "的" in clause else 0.0
            score = verb + 0.1 * len(ending) + 0.3 * scored.total + 0.3 * situation.weigher.coverage(clause)
            if verb:
                found.append((score, scored.own, scored, (start, end)))
    # "…by integrating commerce and tourism": what the question says beside the thing decides first.
    most = max((own for _, own, _, _ in found), default=0.0)
    telling = [one for one in found if one[1] >= _HOLDS * most]
    best = max(telling, key=lambda one: one[0], default=None)
    return best[2:] if best is not None else None


def _elsewhere(like: Scored, situation: Situation) -> Iterator[Scored]:
    """Sentences of the best document that say what something becomes: they share few words with such a question."""
    document = situation.documents(like.sentence.document_id)
    seen = {scored.sentence.start for scored in situation.scored}
    for match in _BECOMES.finditer(document.text):
        section = document.section_at(match.start())
        if section is None:
            continue
        for start, end in split_sentences(document.text, section.body_start, section.end):
            if start <= match.start() < end and start not in seen:
                seen.add(start)
                text = document.text[start:end]
                sentence = replace(like.sentence, start=start, end=end, text=text, path=section.path)
                own = situation.weigher.coverage(text)
                yield replace(like, sentence=sentence, own=own, total=own)


def _endings(situation: Situation) -> tuple[str, ...]:
    """What a clause about the thing asked for ends in."""
    profile = situation.profile
    if profile.language == "zh":
        match = _ZH_KIND.search(profile.question)
        if match is None or not _ZH_TO_BECOME.search(profile.question):
            return ()
        return match["thing"][-2:], match["thing"][-1]
    match = _EN_KIND.search(profile.question)
    if match is None or not _TO_BECOME.search(profile.question):
        return ()
    head = match["thing"].split()[-1]
    return tuple(
        sorted(
            {
                wording[-1][-2:]
                for concept in situation.weigher.concepts
                if re.search(rf"\b{re.escape(head)}$", concept.source, re.IGNORECASE)
                for wording in concept.wordings
                if len(wording[-1]) > 1
            }
        )
    )
