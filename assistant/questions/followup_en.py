"""English questions that refer back: which do, and the question as one that stands alone."""

from __future__ import annotations

import re

from assistant.questions.exchange_en import exchanged
from assistant.questions.named_before import swap, task_answered, units_in
from assistant.questions.unit_alone_en import english_matter

_BACK = re.compile(
    r"^\s*(?:and|so|then|but|also|ok(?:ay)?|what about|how about)\b|\b(?:that|this|those|these|the same|said) (?:task|one|unit|department|bureau|target|figure|stage|goal|plan|body|office|work|area|number|tasks|units|ones)\b|\b(?:that|the same) (?:day|week|month|quarter|year)\b|"
    r"\b(?:it|its|they|their|them|he|she|his|her|him)\b",
    re.IGNORECASE,
)
_PERSON_BACK = re.compile(r"\b(?P<own>his|her)\b|\b(?:he|she|him)\b", re.IGNORECASE)
# The one person whom an answer names: Hu Zhenqiang (胡珍强), or 胡珍强 (组长).
_PERSON_NAMED = re.compile(
    r"[A-Z][a-z]+ [A-Z][a-z]+ \((?P<behind>[\u4e00-\u9fff]{2,4})\)|(?:^|: )(?P<before>[\u4e00-\u9fff]{2,4}) \([\u4e00-\u9fff]+\)|"
    r"^(?P<alone>[A-Z][a-z]+ [A-Z][a-z]+)[.]?$"
)
_OWN_IT = re.compile(
    r"\bis it (?:true|possible|the case|planned|known)|\b(?:how|when|where|why|what|who) is it (?:that|to)\b|:\s[^?]*\bit\b|\bthe \w+ (?:that|which|who)\b[^?]*\b(?:it|they|its|their)\b",
    re.IGNORECASE,
)
# "Which bureau audits its own staff?", "companies … their reports": the owner stands before it in the question itself.
# Who leads a task's own work ("Which unit supports its completion?") owns nothing of it.
_OWNERS = (
    r"(?:bureau|office|department|unit|body|agency|authority|committee|commission|cent(?:er|re)|company|firm|enterprise|school|hospital|"
    r"university|village|town|city|county|district|household|applicant|owner|investor|resident|citizen|student|teacher|farmer|worker|employee|"
    r"bodies|agencies|authorities|companies|universities|cities|counties|people|persons?|staff)s?"
)
_OWN = re.compile(
    rf"\b{_OWNERS}\b(?:(?!\b(?:lead|support|responsible|charge|due|complet))[^?])*?\b(?:its|their)\b|\band (?:its|their)\b|\b(?:its|their) own\b",
    re.IGNORECASE,
)
_TASK_BACK = re.compile(
    r"\b(?:that|this|the same|said) (?:task|one|work|area|target|figure|goal|stage|number)\b|\bit\b|\bthat\b(?=[?\s]*$)",
    re.IGNORECASE,
)
_UNIT_BACK = re.compile(
    r"\b(?:that|this|those|these|the same) (?:unit|department|bureau|body|office|units|departments|bureaus)\b|\b(?:it|they)\b(?=\s+(?:also|lead|support|else))|(?<=does )it\b(?= (?:also )?(?:lead|support))",
    re.IGNORECASE,
)
_UNIT_NAME = re.compile(
    r"(?:[A-Z][\w-]*|and|of|&)(?: (?:[A-Z][\w-]*|and|of|&))* (?:Bureau|Office|Committee|Cent(?:er|re)|Commission|Company)"
)
_SLOTS: tuple[tuple[str, str], ...] = (
    (
        r"supporting|support units?|who supports|cooperat|\belse\b[^?]*\b(?:involved|takes? part|helps?)",
        "Which units support {topic}?",
    ),
    (r"\blead|in charge|responsible", "Which department leads {topic}?"),
    (
        r"\bwhen\b|\b(?:which|what) (?:day|month)\b|deadline|due|complet|date",
        "By when must {topic} be completed?",
    ),
    (r"target|figure|how (?:many|much)", "What is the target of {topic}?"),
)
_BARE = 3
# "Who else is involved?": beside those of what was just asked about.
_ELSE = re.compile(r"\b(?:who|what|which|where)\b[^?]*\belse\b", re.IGNORECASE)
_OWNER = re.compile(r"\b(?:its|their)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:they|them|those|these)\b", re.IGNORECASE)
# "And what comes next?": the stage after the one just asked about, or the one before it.
_NEXT = re.compile(
    r"\b(?:what|which)\b[^?]*\b(?:next|then|afterwards?|after (?:that|this|it)|follows?(?: (?:that|this|it))?|subsequently)\b|^\W*(?:and )?(?:what )?(?:next|then what|after (?:that|this))\b",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    r"\b(?:what|which)\b[^?]*\b(?:before (?:that|this|it)|beforehand|previous(?:ly)?|precedes? (?:that|this|it))\b|^\W*(?:and )?before (?:that|this)\b",
    re.IGNORECASE,
)


# "Through which channels?", "With what aim?": a circumstance of what was just asked about, without a verb of its own.
_CIRCUMSTANCE = re.compile(
    r"^\s*(?:and |but |so )?(?:through|by|via|with|under|in|for|from|to|on|at|over|within|against|since|until|till|during|after|before) "
    r"(?:what|which|whom|whose|when|where|how (?:many|much|long))(?: [\w'’-]+){0,3}\s*\?*\s*$",
    re.IGNORECASE,
)


def refers_back(question: str) -> bool:
    """Whether an English question points at the one before it, or names nothing by itself."""
    if _CIRCUMSTANCE.match(question):
        return True
    question = _OWN.sub(" ", question)
    if _OWN_IT.search(question):
        return False
    match = _BACK.search(question)
    if match is None:
        # "By when?" names nothing at all.
        few = len(question.split()) <= _BARE or bool(_ELSE.search(question))
        names_nothing = few and not english_matter(question)
        return names_nothing or (bool(_NEXT.search(question)) and len(question.split()) <= 6)
    if _NEXT.search(question) or _PREVIOUS.search(question):
        return len(question.split()) <= 12
    opener_only = re.fullmatch(r"\s*(?:and|so|then|but|also|ok(?:ay)?)", match[0], re.IGNORECASE)
    if opener_only:
        rest = question[match.end() :]
        return bool(_BACK.search(rest)) or len(rest.split()) <= 6
    return True


def points_at_answer(question: str) -> bool:
    """Whether it speaks of a unit as one just found: "that department"."""
    return bool(_UNIT_BACK.search(question))


def standalone(question: str, previous: str, answer: str) -> str:
    """An English question that refers back, with what it points at in the earlier question or answer named."""
    for step, word in ((_PREVIOUS, "before"), (_NEXT, "after")):
        if step.search(question) and len(question.split()) <= 12:
            return f"What comes {word} this: {_english_topic(previous).rstrip('?. ')}?"
    text = re.sub(
        r"^\s*(?:and|so|then|but|also|ok(?:ay)?)\b[,\s]*", "", question.strip(), flags=re.IGNORECASE
    )
    text = text[:1].upper() + text[1:]
    person = _PERSON_NAMED.search(answer.split("\n")[0].strip())
    if person is not None and _PERSON_BACK.search(text):
        name = person["behind"] or person["before"] or person["alone"]
        return _PERSON_BACK.sub(lambda match: f"{name}'s" if match["own"] else name, text)
    if _UNIT_BACK.search(text):
        units = list(dict.fromkeys(_UNIT_NAME.findall(answer)))[:3] or units_in(answer)
        # "Which tasks does the Finance Bureau support?" is answered by tasks: "it" is the unit asked about.
        units = units or _UNIT_NAME.findall(previous)[:1]
        if units:
            named = [re.sub(r"^The ", "", unit) for unit in units]
            return swap(_UNIT_BACK, "the " + " and the ".join(named), re.sub(r"\bthe (?=it\b)", "", text))
    answered = task_answered(previous, answer)
    topic = f"the task of {answered}" if answered else _english_topic(previous)
    if _CIRCUMSTANCE.match(text):
        # Of the stage itself its time would be told again.
        topic = re.sub(r"\s+(?:stage|phase|period|step)$", "", topic)
    about = re.match(r"(?:What|How) about (?:the )?(?P<part>[^?]+)", text, re.IGNORECASE)
    core = about["part"] if about else text
    other = exchanged(core, previous)
    if other is not None:
        return other
    if not about and _TASK_BACK.search(text):
        return swap(_TASK_BACK, topic, text, count=1)
    if len(core.split()) <= 6:
        for pattern, template in _SLOTS:
            if re.search(pattern, core, re.IGNORECASE):
                return template.format(topic=topic)
    if about:
        asked = previous.replace(topic.removeprefix("the task of "), core.strip(), 1)
        return asked if asked != previous else f"What about {core.strip()} ({topic})?"
    pronoun = swap(_OWNER, f"{topic}'s", text, count=1)
    pronoun = swap(_PRONOUN, topic, pronoun, count=1)
    return pronoun if pronoun != text else f"{text.rstrip('?. ')} ({topic})?"


def _english_topic(previous: str) -> str:
    """What the earlier question was about: the task it names, else the question without its asking words."""
    for pattern in (
        r"\bthe (?:task|work|job) of (?P<topic>[^?]+)",
        r"\bthe (?P<topic>(?:[\w&'()-]+ ){1,8}?)task\b",
        r"\b(?:leads?|leading|supports?|supporting|responsible for|in charge of)\b (?P<topic>[^?]{4,})",
    ):
        match = re.search(pattern, previous, re.IGNORECASE)
        if match:
            topic = re.sub(r"\b(?:be|is) (?:completed|finished|due).*$", "", match["topic"]).strip(" ,.")
            topic = re.sub(r"\s+(?:must|should|has to|need to)$", "", topic)
            if "task" in pattern and "of" not in pattern:
                return f"the {topic} task"
            return topic if topic.startswith(("the ", "“")) else f"the task of {topic}"
    topic = re.sub(
        r"^\s*(?:(?:in|on|by|from|at|to|during|for|until) )?(?:what|which|who|when|how (?:many|much|large|big|long|often|far))\b(?:\s+(?:months?|years?|days?|dates?|time|period)\b)?(?:\s+(?:is|are|was|were|must|should|does|do|will|the)\b)*\s*",
        "",
        previous.strip().rstrip("?"),
        flags=re.IGNORECASE,
    )
    # "When does the campaign run?": the verb only asks for its time.
    topic = re.sub(
        r"\s+(?:last|run|start|begin|end|happen|take(?: place)?|held|done|scheduled)s?$", "", topic
    )
    return topic or previous
