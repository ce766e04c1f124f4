"""Which kind of question is an English one, what type of answer does it ask for, and in which role?"""

from __future__ import annotations

import re

from assistant.language.units import NamedUnits
from assistant.questions.pivot import find_pivot
from assistant.questions.profile import UNIT_NOUNS, AnswerType, QuestionKind, Role, names_years
from assistant.questions.unit_alone_en import asks_only_of_units_english

_EN_LEAD = re.compile(
    r"\b(?:leads?|leading|led|lead (?:unit|department|bureau)|co-?leads?|in charge|responsible|heads? up|head(?:s|ed)? the|head(?=\s*[?.]*\s*$)|"
    r"takes? the lead|spearhead\w*|run(?:s|ning)?|steer(?:s|ing)?|calls? the shots|owns?|oversees?|on the hook|handles?|accountable|(?:do|should|must|can) (?:i|we) (?:ring|call|contact|ask|see|turn to|go to|speak to|talk to|write to))\b",
    re.I,
)
# The leader of a task is a unit, that of a group a person.
_EN_TASK_LEADER = re.compile(
    r"\b(?:lead(?:er)?s?|heads?) (?:of|for|on|in|behind) (?:the )?(?:(?!group|committee|office|team)[\w'&-]+ ){0,6}(?:tasks?|work|jobs?)\b",
    re.I,
)
_EN_SUPPORT = re.compile(
    r"\b(?:support(?:s|ing|ed)? (?:unit|department|bureau|role|it|them|part)s?|support(?:s|ing)?|cooperat\w+|co-operat\w+|assist(?:s|ing|ed)?|help(?:s|ing)? (?:out|with)|(?<=who )helps?|(?<=who else )helps?|lends? a hand|pitch(?:es|ing)? in|back(?:s|ing)?(?: [\w-]+){0,5}? up|participat(?:es?|ing)|involved in|takes? part in|taking part in|partner(?:s)? in)\b",
    re.I,
)
# Apart from the lead, who else: the others support.
_EN_APART_FROM_LEAD = re.compile(
    r"\b(?:apart from|aside from|besides|other than|in addition to|beyond|except(?: for)?|excluding|not counting|alongside) (?:the |its |whoever is )?(?:lead(?:ing)?(?: (?:unit|department|bureau|agency|body)s?)?|one(?:s)? (?:in charge|leading(?: it)?)|unit(?:s)? (?:in charge|leading(?: it)?|that leads?(?: it)?))\b",
    re.I,
)
_EN_TASKS = re.compile(
    r"\b(?:which|what|how many|in which|list|all|any)\b[^?]{0,45}\b(?:tasks?|duties|duty|work items|jobs|assignments|responsibilities)\b|"
    r"\bwhat (?:is|are) [^?]{0,50} (?:responsible for|in charge of|on the hook for)|\bwhat(?:'s| is| are| do| does)? [^?]{2,60}\b(?:lead|support|do|run|handle|manage|oversee|own|help (?:out )?with|look after|take care of|deal with|work on|cover)\b|\bsupports? (?:which|what)|\bwhat else\b",
    re.I,
)
# "Is X involved in anything?" asks which tasks X has, and names none.
_EN_ANYTHING = re.compile(
    r"\b(?:anything(?: else)?|any (?:of the |other |more |further )?(?:(?:key |priority |main )?tasks?|work|parts?|ones?))(?: (?:at all|in the plan|under the plan|here))?[?.\s]*$",
    re.I,
)
# A unit's part in a task.
_EN_WHICH_ROLE = re.compile(
    r"\b(?:what|which) (?:\w+ )?(?:role|part|capacity)\b|"
    r"^(?!.*\b(?:which|what|how many)\b[^?]*\btasks?\b)[^?]*\b(?:lead\w*|in charge|responsible)\b[^?]*\bor\b[^?]*\b(?:support|assist|help)|"
    r"^(?!.*\b(?:which|what|how many)\b[^?]*\btasks?\b)[^?]*\b(?:support|assist|help)\w*\b[^?]*\bor\b[^?]*\b(?:lead|in charge|responsible)|"
    r"\bhow (?:is|are|will|does)\b[^?]*\b(?:involved|take part|taking part|fit in|come in)\b",
    re.I,
)
_EN_DEADLINE = re.compile(
    r"\b(?:by when|by what (?:date|time|month|year)|(?<!miss the )(?<!misses the )(?<!missed the )(?<!miss a )(?<!misses its )(?<!miss their )(?<!missing the )deadlines?|due(?: date)?|when (?:must|should|does|is|are|do|will|has|have)[^?]{0,70}(?:complet\w*|finish\w*|done|due|end\w*|ready|wrapped|over)|completion (?:date|time)|time of completion|finish date|how long (?:do|(?:does|has|have|is|are)\b[^?]*\b(?:got|left|given|allowed|before)))\b",
    re.I,
)
_EN_OF_DATE = re.compile(
    r"^\W*(?:and |so )?(?:when|by when|by what|(?:what|which) (?:is|are) the (?:[\w-]+ )?(?:deadlines?|due dates?|dates?|completion))\b",
    re.I,
)
_EN_UNIT_ASKED = re.compile(
    rf"\b(?:who|whose)\b|\b(?:which|what|same|one) (?:[\w-]+ ){{0,3}}{UNIT_NOUNS}\b", re.I
)
_EN_WHEN = re.compile(
    r"\b(?:when|by what|due|dates?|how long|(?:what|which)(?: \w+){0,2} (?:deadlines?|time|month|year)|(?:its|their|and the|same) deadlines?)\b",
    re.I,
)
_EN_TIMELINE = re.compile(
    r"^\s*when\b|\bwhen (?:is|are|was|were|will|does|do|did|must|should|can|has|have|to)\b|\b(?:what (?:month|year|period|dates?|time)|(?:which|what) (?:exact )?(?:months?|years?|period|date|day)\b(?! (?:is|are) (?:called|labelled))|timeline|schedule|timetable|stages?|phases?|from when|which month|label the years)\b",
    re.I,
)
_EN_NUMBER = re.compile(
    r"\b(?:how (?:many|much|large|big|high|low|long(?! ago))|"
    # How concentrated must it be? Any adjective behind "how" asks for a degree; "how well" and "how closely" do not.
    r"how (?!(?:often|frequently|does|do|did|is|are|was|were|will|would|should|shall|can|could|must|may|to|the|a|it|they|we|you|i|about|come|well|else|\w+ly)\b)\w+ (?:is|are|must|should|shall|will|does|do|can|may|has|have|the)|what (?:percentage|share|portion|fraction|proportion|number|amount|rate|size|area|total|length|distance|height|width|depth|voltage|speed|ratio|level|value|figure|minimum|maximum|weight)|"
    r"what (?:\w+ ){0,2}(?:consumption|intensity|concentration|score)\b(?! (?:is|are|was) (?:meant|defined|called))|minimum|maximum|target (?:value|figure|for)|numerical target|as a (?:share|percentage|proportion|fraction) of|(?:should|must|will|to) [^?]{0,40}\brelative to|what is the (?:[\w-]+ ){0,5}(?:target|rate|share|proportion|number|amount|area|size|length|distance|height|width|depth|capacity|voltage|speed|value|ratio|figure|budget|percentage|gdp|weight|limit|ceiling|cap|threshold|quota|goal)|(?:what|which) (?:[\w-]+ ){1,3}(?:value|rate|figure|amount|budget) (?:is|was|are|has|must|should|does|of|for)\b|(?:what|which) (?:[\w-]+ ){0,3}(?:target|goal|ceiling|cap|limit|quota|threshold) (?:is|has|does|do|did|will|was)\b[^?]*\b(?:for|on)\b(?! (?:the )?(?:end|close|year|20\d\d)\b)|what was [^?]{0,40}(?:gdp|output|value|number|revenue|budget))\b",
    re.I,
)
_EN_PERSON = re.compile(
    r"\bwhat(?:'s| is| are) the (?:\w+ ){0,2}(?:head|director|leader|boss|chief|chair\w*|secretary|deputy|mayor)s?\b[^?]*\b(?:called|named?)\b|"
    r"\bwho(?:'s| is| was| are| were| serves| acts| heads| chairs| will be)\b[^?]*\b(?:head|leader|director|chair\w*|secretary|deputy|mayor|manager|chief|group|boss|president|minister)\b|\bnames? of (?:the |all |each |every )*(?:\w+ ){0,6}(?:director|head|leader|secretary|mayor)s?\b|\bwho (?:serves|heads|chairs|runs|leads) (?:as )?(?:the )?(?:\w+ ){0,4}(?:group|committee|office|panel|board|section|division)\b",
    re.I,
)
_EN_HEAD_OF_UNIT = re.compile(
    r"^\s*who (?:heads|runs|directs|chairs|is in charge of) the (?:[\w&-]+ ){1,6}(?:bureau|office|committee|cent(?:er|re)|commission)\??\s*$",
    re.I,
)
_EN_COMPARISON = re.compile(
    r"\b(?:more|larger|bigger|greater|higher|fewer|smaller|less|longer|earlier|later)\b[^?]*\b(?:or|than|between|by how)\b|\bcompar\w+|\bdifference\b|\bthe same (?:number|amount|size|share|area)\b|\bas (?:many|much|large|big|high)\b[^?]* as\b|\bequal(?:ly)?\b|\bthe same as\b|\b(?:match|equal|exceed|outnumber|outstrip|top)(?:s|es)? (?:that|those) of\b|\bwhich (?:has|is|of the two)\b[^?]*\b(?:more|larger|bigger|greater|higher|fewer|smaller|earlier|longer)\b|\bby how much\b",
    re.I,
)
# A comparison of amounts; "Compare the goals of both years" compares none.
_EN_MEASURED = re.compile(
    r"\b(?:more|larger|bigger|greater|higher|fewer|smaller|less|longer|lower|how (?:many|much)|number|amount|size|share|area|equal(?:ly)?|"
    r"as (?:many|much|large|big|high))\b",
    re.I,
)
_EN_DEFINITION = re.compile(
    r"\b(?:what (?:is|are) meant|what does [^?]* mean|define[sd]?|definition|meaning of|stand for|described? as|ascribes?|attributes?|characteri[sz]e[sd]?|opening (?:sentence|paragraph|lines?|words)|refer(?:s)? to|approach does|principle)\b",
    re.I,
)
_EN_WHAT_IT_IS = re.compile(
    r"^\s*how (?:is|are|does|do) [^?]* (?:described?|seen?|viewed?|portray\w*|characteri[sz]\w+)\b|"
    r"^\s*what(?:'s| is) an? (?:[\w-]+ ){0,4}?[\w-]+(?:,? (?:according to|in|by) (?:the|this|its) [^?]*)?\s*\?*$",
    re.I,
)
_EN_WHICH_TIME = re.compile(
    r"\b(?:in|by|during|from|over|within) (?:which|what) (?:months?|years?|quarters?|period)\b|^\s*(?:which|what) (?:months?|quarters?)\b",
    re.I,
)
_EN_LIST = re.compile(
    r"\b(?:list|name the|what are the|which (?:\w+ ){0,4}(?:are|chains|industries|strategies|clusters|measures|documents|areas|groups|towns|institutions)|(?:which|what) (?:\w+ ){0,2}(?:measures|steps|kinds|types|sorts|industries|documents|strategies|areas|institutions|activities|services|channels|ways|methods|tools)|enumerate|give me (?:the|all))\b",
    re.I,
)
_EN_METHOD = re.compile(r"\b(?:how (?:does|do|is|are|will|should|can|must)|why|in what way)\b", re.I)
_EN_YES_NO = re.compile(r"^\s*(?:is|are|was|were|does|do|did|will|has|have|can|must|should|could)\b", re.I)
_EN_WHO = re.compile(
    rf"\bwho\b|\bwhose\b|\b(?:which|what) (?:[\w-]+ ){{0,3}}{UNIT_NOUNS}\b|"
    rf"\b(?:name|list|identify|specify|state|give(?: me)?|tell me|show(?: me)?) (?:the |all |all the )?(?:[\w-]+ ){{0,3}}{UNIT_NOUNS}\b",
    re.I,
)


def _written(named: NamedUnits) -> tuple[str, ...]:
    return (*(written for written, _ in named.short), *named.unknown)


def english_kind(question: str, named: NamedUnits) -> tuple[QuestionKind, AnswerType, Role | None]:
    """Kind, type of answer and role of an English question that names these units."""
    without_phrases = re.sub(
        r"\bleading (?:group|enterprise\w*|talent\w*|compan\w+|scien\w+)|\bsupport(?:ing|ive)? measures\b|"
        # Those to whom something is done lead nothing by it: assigned to the responsible units, supports the lead units.
        r"(?:(?<=support )|(?<=supports )|(?<=supporting )|(?<=assist )|(?<=assists )|(?<=help )|(?<=helps ))(?:the |its |their )?lead(?:ing)? (?:units?|departments?|bureaus?|bodies|agencies)\b|"
        r"\b(?:to|by|among|for|from|with|on) (?:the |all |each |every )*(?:responsible|leading|lead|supporting) (?:units?|departments?|bureaus?|bodies|parties|agencies)\b",
        "",
        question,
        flags=re.I,
    )
    apart = _EN_APART_FROM_LEAD.search(without_phrases)
    if apart:
        without_phrases = without_phrases.replace(apart[0], " ")
    leader = _EN_TASK_LEADER.search(question)
    lead = _EN_LEAD.search(without_phrases) or leader
    support = _EN_SUPPORT.search(without_phrases) or (apart if not lead else None)
    role: Role | None = "any" if lead and support else "lead" if lead else "support" if support else None
    has_unit = bool(named.known or named.unknown)
    tasks = _EN_TASKS.search(question) or _EN_ANYTHING.search(question)
    of_one_task = not (_EN_ANYTHING.search(question) or find_pivot(question, "en"))
    if has_unit and _EN_WHICH_ROLE.search(question) and of_one_task:
        return "yes_no", "unit", "any"
    if has_unit and asks_only_of_units_english(question, _written(named)):
        # Whether it "only supports" is told by what it leads.
        only = re.search(r"\b(?:only|merely|solely|just)\b", question, re.I)
        return "tasks_of_unit", "list", "any" if only or role is None else role
    pivot = find_pivot(question, "en") if role else None
    if pivot and (tasks or re.search(r"\b(?:also|else|what|which|where)\b", pivot.asked, re.I)):
        return "multi_hop", "list", role
    if role and has_unit and _EN_YES_NO.search(question) and not _EN_ANYTHING.search(question):
        return "yes_no", "unit", role
    # "What is the deadline for X's tasks?" asks for no tasks.
    if tasks and has_unit and not (_EN_DEADLINE.search(question) and _EN_OF_DATE.search(question)):
        return "tasks_of_unit", "list", role or "any"
    if (_EN_PERSON.search(question) and not leader) or _EN_HEAD_OF_UNIT.search(question):
        return "person", "person", None
    if names_years(question):
        return "timeline", "text", None
    # "Who shortens the deadlines?" speaks of a time and asks for a unit, unless it asks for a time as well.
    asks_who = role is not None and _EN_UNIT_ASKED.search(question) and not _EN_WHEN.search(question)
    if _EN_DEADLINE.search(question) and not asks_who:
        return "deadline", "date", None
    if _EN_COMPARISON.search(question) and not (role and "the same as" in question.lower()):
        return "comparison", "number" if _EN_MEASURED.search(question) else "text", None
    if role and (
        _EN_WHO.search(question)
        or re.search(
            rf"\b{UNIT_NOUNS} (?:(?:that|which|who) )?(?:will |must |should |jointly |together )*(?:lead|support|assist|cooperat|help)\w*\b|"
            rf"\b(?:supporting|assisting|cooperating|lead(?:ing)?|responsible) {UNIT_NOUNS}\b",
            question,
            re.I,
        )
    ):
        return ("support" if role == "support" else "lead"), "unit", role
    if re.search(
        r"\bnames? of (?:the |a )?[^?]*\b(?:company|firm|agency|enterprise|contractor|consultan(?:t|cy)|institution|bank|university|supplier|partner)\b|"
        r"\b(?:which|what) (?:(?!kinds?|sorts?|types?|of|do|does|did|can|could|must|should|will|would|may|are|is|was|were|has|have)[\w-]+ ){0,2}"
        r"(?:company|companies|firms?|universit(?:y|ies)|colleges?|banks?|hospitals?|(?:business |foreign |outside )?partners?|investors?|suppliers?|contractors?|consultants?|consultanc(?:y|ies)|"
        r"(?:(?:consult\w+|third[ -]party|outside|external|private|rating|design|advertising|PR) )+(?:agency|agencies|organi[sz]ations?|institutions?))\b",
        question,
        re.I,
    ):
        return "single_fact", "name", None
    if _EN_WHICH_TIME.search(question):
        return "timeline", "date", None
    if _EN_LIST.search(question) and not re.search(r"\bhow (?:many|much)\b", question, re.I):
        return "list", "list", None
    if _EN_NUMBER.search(question):
        return "number", "number", None
    if _EN_DEFINITION.search(question) or _EN_WHAT_IT_IS.search(question):
        return "definition", "text", None
    if _EN_TIMELINE.search(question):
        return "timeline", "date", None
    if _EN_YES_NO.search(question):
        return "yes_no", "text", None
    if _EN_METHOD.search(question):
        return "method", "text", None
    if re.match(r"\s*who\b(?! (?:is|are|was|were)\b)", question, re.I):
        return "single_fact", "name", None
    return "single_fact", "text", None
