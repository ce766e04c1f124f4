"""Turn a question that refers back into one that stands alone, and leave every other as it is.

"那配合单位呢?" after "X由谁牵头?" becomes "X的配合单位有哪些?". A question is rewritten only where
its own words point back (那…呢, 它, 这项, "that task", "what about"), since a rewriting of a
question that stands alone would change it. The result is shown to the person who asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.language.dates import find_dates
from assistant.language.duty_words import formal_duties
from assistant.questions.exchange_en import exchanged
from assistant.questions.unit_alone_en import english_matter

History = Sequence[Mapping[str, str]]
"""Turns of {"role": "user" | "assistant", "content": …}, oldest first."""

_HAN = re.compile(r"[\u4e00-\u9fff]")
# 应该, 因此, 从此 and 极其 point at nothing, and 及其 at what stands before it.
_ZH_BACK = re.compile(
    r"^(?:(?:要是|如果|假如)?(?:换成|换作|换到|改成)|那(?:么(?![多些大少高久]))?(?!么|些年)|还有(?!哪|什么|多少|谁)|另外|然后|接着|再问)[,，]?|呢[?？]?$|它们?|(?<![应本理活因从如彼由就至故特])(?:这|那|该|此)(?:一|两|三|几|俩)?(?:项|个|条|家|些|几)?(?:任务|工作|部门|单位|局|目标|指标|阶段|方面|文件|办法|计划|措施|数字)?(?=[^\u4e00-\u9fff]|的|由|还|又|也|是|要|在|有|什|何|谁|牵|配|完|和|与|呢|最)|"
    r"上述|前面(?:说|提)|刚才|刚刚|(?<![尤极及与和])其(?!中|他|它|实|余|次|间|所)|(?<!其)[他她](?!们)(?=还|又|也|是|在|叫|担|任|当|有|的|多|今)|"
    r"(?:在|这|那)(?:里面|里头|里边|当中)|^(?:这|那)?(?:里面|里头|里)?(?:有没有|有)[^,，?？]{2,10}(?:的|什么|啥)?(?:事|份|活|任务|责任)儿?[吗么]?[?？]?$"
)
_ZH_HEADLESS = re.compile(r"^(?P<part>[\u4e00-\u9fff\d]{1,8})的(?:是|有|为|要)?(?:多少|几)")
# 高校的有多少家 leaves out what is counted, if that was asked of just before.
_ZH_AMOUNT = re.compile(r"多少|(?<!哪)几")
# "什么时候要完成?" names nothing at all: without these words it is empty.
_ZH_NO_SUBJECT = re.compile(
    r"具体|各自?|全部|一一|逐一|列出来?|列举|列一?下|举例|介绍|说明|说说|讲讲|说一?下|请|麻烦|那|这|些|叫|名字|名称|内容|哪儿|哪里|地方|怎么|怎样|如何|多久|"
    r"什么时候|何时|哪年|哪月|几月|哪?几?[个条家项种类件位]|多少|哪些|哪个|哪项|什么|谁|由|归|是|有|为|要求|要|应该|应|须|得|完成|做完|搞定|结束|截止|时间|时限|期限|"
    r"牵头|配合|负责|单位|部门|之前|前|的|在|到|呢|吗|了|最晚|最迟|都|几项|几个|项|分别|几时|弄完|干完|搞完|收尾|还|又|再"
)
_ZH_UNIT_BACK = re.compile(
    r"(?:这|那|该|此)(?:一|两|三|几|俩)?(?:个|家|些)?(?:部门|单位|局|机构)|(?<![给跟和与帮替为])它们?(?=还|又|也|牵|配|负)"
)
_ZH_NAMED_TASK_BACK = re.compile(r"(?:这|那|该|此)(?:一)?(?:项|个|条)?任务")
# "那外资的话是多少?", "换成电子元器件这边,有几条?": a part in place of an earlier one, and the asking said once more.
_ZH_PART = re.compile(
    r"^(?:(?:那么?|要是|如果|假如|若是?)?[,，]?(?:换成|换作|换到|改成|说到|至于|论)?)[,，]?(?P<part>(?!实际|已经?|后来|最后|最终)[\u4e00-\u9fff()（）]{2,12}?)(?<![的了])(?:方面|这一?[边块头]儿?|那一?[边块头]儿?)?(?:的话)?[,，]?"
    r"(?:又|则|就|该|得|要|应该?|会|大概|具体|是|有|为|达到?)*(?:(?:多少|几)[个家条项件名位种类]?|(?<=话)(?:呢|怎么样|如何))[呢啊呀]?[?？]?$"
)
# "那专利那项呢?" names another thing in place of the earlier one.
_ZH_NAMED_THING = re.compile(
    r"^(?:换成|要是|如果是|至于)?(?P<thing>[\u4e00-\u9fff]{2,12}?)(?:这|那)(?:一)?(?:项|个|块|条|件|边|方面)(?:儿|任务|工作)?(?:的话)?呢?[?？]?$"
)
_ZH_TASK_BACK = re.compile(
    r"(?:这|那|该|此|上述)(?:一)?(?:项|个|条)?(?:任务|工作|目标|指标|阶段|方面|文件|办法|措施|数字)|它(?:们)?|(?:这|那|该|此)(?:项|个|条)"
)
_ZH_SLOTS: tuple[tuple[str, str], ...] = (
    (r"(?:牵头|主责|责任)(?:单位|部门)|谁牵头|谁负责|牵头的?", "由哪个部门牵头?"),
    (r"(?:配合|协办|参与)(?:单位|部门)|谁配合|配合的?", "的配合单位有哪些?"),
    (r"(?:完成)?(?:时间|时限|期限|日期)|什么时候|何时|截止", "要求什么时候完成?"),
    (r"(?:目标|指标)值?|多少", "的目标是多少?"),
)
_ZH_ASKING = re.compile(
    r"(?:是|要|应|须)?(?:由|归)?(?:谁|哪个部门|哪个单位|哪些部门|哪些单位|哪家单位|哪个局)(?:来)?(?:牵头|负责|管|主管|配合)?|"
    r"的?(?:牵头|配合|责任|主责|协办|参与)(?:单位|部门)(?:是|有|为)?(?:谁|哪个|哪些|哪几家|哪几个|什么)?|"
    r"(?:的)?(?:要求|应该|必须|需要|要|计划)?(?:在)?(?:什么时候|何时|哪年哪月)(?:之?前)?(?:完成|做完)?|(?:的(?:完成)?|完成)(?:时间|时限|期限)(?:是)?(?:什么时候|何时|多[久长])?|(?:时间|时限|期限)是?(?:什么时候|何时|多[久长])|"
    r"(?:是|有|为|在|从)?(?:多少|哪些|什么|几个|几家|几项|哪几?个?月|几月份?到几月份?|几月份?)|请问|[吗呢啊呀吧]|[?？。!！]"
)
_LEVELS = re.compile(r"(?:国家级?|省级|市级|区级|县级)(?:[、和及](?:国家级?|省级|市级|区级|县级))*")
_ZH_UNITS = re.compile(
    r"[\u4e00-\u9fff]{2,12}?(?:管委会|委员会|局|中心|办公室|督查室|公司|委|办)(?=[、,，。;；等和与及由牵配是为)）\]\[\s]|$)"
)

_EN_BACK = re.compile(
    r"^\s*(?:and|so|then|but|also|ok(?:ay)?|what about|how about)\b|\b(?:that|this|those|these|the same|said) (?:task|one|unit|department|bureau|target|figure|stage|goal|plan|body|office|work|area|number|tasks|units|ones)\b|"
    r"\b(?:it|its|they|their|them|he|she|his|her|him)\b",
    re.IGNORECASE,
)
_EN_PERSON_BACK = re.compile(r"\b(?P<own>his|her)\b|\b(?:he|she|him)\b", re.IGNORECASE)
# The one person whom an answer names: Hu Zhenqiang (胡珍强), or 胡珍强 (组长).
_EN_PERSON_NAMED = re.compile(
    r"[A-Z][a-z]+ [A-Z][a-z]+ \((?P<behind>[\u4e00-\u9fff]{2,4})\)|(?:^|: )(?P<before>[\u4e00-\u9fff]{2,4}) \([\u4e00-\u9fff]+\)|"
    r"^(?P<alone>[A-Z][a-z]+ [A-Z][a-z]+)[.]?$"
)
_EN_OWN_IT = re.compile(
    r"\bis it (?:true|possible|the case|planned|known)|\b(?:how|when|where|why|what|who) is it (?:that|to)\b|:\s[^?]*\bit\b|\bthe \w+ (?:that|which|who)\b[^?]*\b(?:it|they|its|their)\b",
    re.IGNORECASE,
)
# "Which bureau audits its own staff?", "companies … their reports": the owner stands before it in the question itself.
# Who leads a task's own work ("Which unit supports its completion?") owns nothing of it.
_EN_OWNERS = (
    r"(?:bureau|office|department|unit|body|agency|authority|committee|commission|cent(?:er|re)|company|firm|enterprise|school|hospital|"
    r"university|village|town|city|county|district|household|applicant|owner|investor|resident|citizen|student|teacher|farmer|worker|employee|"
    r"bodies|agencies|authorities|companies|universities|cities|counties|people|persons?|staff)s?"
)
_EN_OWN = re.compile(
    rf"\b{_EN_OWNERS}\b(?:(?!\b(?:lead|support|responsible|charge|due|complet))[^?])*?\b(?:its|their)\b|\band (?:its|their)\b|\b(?:its|their) own\b",
    re.IGNORECASE,
)
_EN_TASK_BACK = re.compile(
    r"\b(?:that|this|the same|said) (?:task|one|work|area|target|figure|goal|stage|number)\b|\bit\b|\bthat\b(?=[?\s]*$)",
    re.IGNORECASE,
)
_EN_UNIT_BACK = re.compile(
    r"\b(?:that|this|those|these|the same) (?:unit|department|bureau|body|office|units|departments|bureaus)\b|\b(?:it|they)\b(?=\s+(?:also|lead|support|else))|(?<=does )it\b(?= (?:also )?(?:lead|support))",
    re.IGNORECASE,
)
_EN_UNIT_NAME = re.compile(
    r"(?:[A-Z][\w-]*|and|of|&)(?: (?:[A-Z][\w-]*|and|of|&))* (?:Bureau|Office|Committee|Cent(?:er|re)|Commission|Company)"
)
_EN_SLOTS: tuple[tuple[str, str], ...] = (
    (r"supporting|support units?|who supports|cooperat", "Which units support {topic}?"),
    (r"\blead|in charge|responsible", "Which department leads {topic}?"),
    (r"\bwhen\b|deadline|due|complet|date", "By when must {topic} be completed?"),
    (r"target|figure|how (?:many|much)", "What is the target of {topic}?"),
)


def rewrite_followup(question: str, history: History) -> str:
    """The question as one that stands alone; the same text where it already does.

    Args:
        question: As typed.
        history: Earlier turns, oldest first; only the last question and answer are drawn on,
            and the ones before where the last question itself referred back.
    """
    turns = [turn for turn in history if turn.get("content", "").strip()]
    position = max((i for i, turn in enumerate(turns) if turn.get("role") == "user"), default=None)
    if position is None:
        return question
    chinese = bool(_HAN.search(question))
    if not _refers_back(question, chinese, turns[position]["content"]):
        return question
    previous = rewrite_followup(turns[position]["content"].strip(), turns[:position])
    if chinese:
        question, previous = formal_duties(question), formal_duties(previous)
    answer = " ".join(turn["content"] for turn in turns[position + 1 :] if turn.get("role") == "assistant")
    rewritten = _chinese(question, previous, answer) if chinese else _english(question, previous, answer)
    return rewritten.strip() or question


def points_at_answer(question: str) -> bool:
    """Whether a question speaks of a unit or task as one just found: 这个部门, 那项任务, "that department"."""
    if _HAN.search(question):
        return bool(_ZH_UNIT_BACK.search(question) or _ZH_NAMED_TASK_BACK.search(question))
    return bool(_EN_UNIT_BACK.search(question))


def complete(question: str, previous: str, answer: str) -> str:
    """A question that points at an answer (``points_at_answer``), with what it points at named."""
    write = _chinese if _HAN.search(question) else _english
    return write(question, previous, answer).strip() or question


# "财政局是配合单位吗?" after a question about a task: of that task, since it names none.
_ZH_UNIT_IN_IT = re.compile(
    r"^(?!.*(?:哪|什么|谁|几|多少|任务|工作))(?:那|那么)?[\u4e00-\u9fff]{2,10}?(?:局|委|中心|公司|办|管委会|镇街)(?:也|又|还|是|算|是不是|算不算|要|要不要|用|有没有|有|会|得|属于|在)*(?:牵头|配合|参与|参加)(?:单位|部门|的|方)?(?:之一|名单|里面?)?(?:吗|么|不|没有?|还是(?:牵头|配合)(?:单位|的)?|之列)*[?？]?$"
)


# 哪年认定的, 由谁批准的: what was done, with no word of to what.
_ZH_DOING_ALONE = re.compile(
    r"^(?:是|又是|由|又由)?(?:哪一?[年天个](?:单位|部门)?|什么时候|何时|几月份?|谁)(?:给|来)?(?!(?:牵头|负责|配合))[\u4e00-\u9fff]{2}的[呢啊]?[?？]?$"
)


def _refers_back(question: str, chinese: bool, previous: str) -> bool:
    if chinese:
        text = formal_duties(question.strip())
        if _ZH_DOING_ALONE.match(text) or (
            any(
                pattern.match(text)
                for pattern in (_ZH_NEXT, _ZH_NEXT_STAGE, _ZH_BEFORE, _ZH_TOTAL, _ZH_UNIT_IN_IT)
            )
            or (_ZH_HEADLESS.match(text) and _ZH_AMOUNT.search(previous))
            or len(_HAN.findall(_ZH_NO_SUBJECT.sub("", text))) < 2
        ):
            return True
        match = _ZH_BACK.search(text)
        if match is None:
            return False
        # "…呢?" at the end of a whole question is a tone, and points back only in a short one.
        return not (match[0].startswith("呢") and len(text) > 14)
    question = _EN_OWN.sub(" ", question)
    if _EN_OWN_IT.search(question):
        return False
    match = _EN_BACK.search(question)
    if match is None:
        # "By when?" names nothing at all.
        names_nothing = len(question.split()) <= _EN_BARE and not english_matter(question)
        return names_nothing or (bool(_EN_NEXT.search(question)) and len(question.split()) <= 6)
    if _EN_NEXT.search(question) or _EN_PREVIOUS.search(question):
        return len(question.split()) <= 12
    opener_only = re.fullmatch(r"\s*(?:and|so|then|but|also|ok(?:ay)?)", match[0], re.IGNORECASE)
    if opener_only:
        rest = question[match.end() :]
        return bool(_EN_BACK.search(rest)) or len(rest.split()) <= 6
    return True


_EN_BARE = 3
_EN_OWNER = re.compile(r"\b(?:its|their)\b", re.IGNORECASE)
_EN_PRONOUN = re.compile(r"\b(?:they|them|those|these)\b", re.IGNORECASE)


def _swap(pattern: re.Pattern[str], words: str, text: str, count: int = 0) -> str:
    r"""``words`` in place of what matches. They are a person's: a backslash in them (C:\data) is no escape."""
    return pattern.sub(lambda _: words, text, count=count)


# 然后呢, 接下来呢, 再往后呢: what comes after what was just asked about.
_ZH_NEXT = re.compile(
    r"^(?:那么?|嗯|好的?)?[,，]?(?:然后|接着|接下来|紧接着|随后|之后|后面|再往后|再然后|往后|完了|下一步|下一个?阶段)[,，]?(?:呢|又|再|要|该|就|是|做|干|安排|进入|轮到)*(?P<rest>(?:什么|啥|哪|怎么|咋)[^,，?？]{0,6})?(?P<more>[,，][^?？]*)?[?？]*$"
)
_ZH_NEXT_STAGE = re.compile(
    r"^(?:那么?)?[,，]?(?P<which>下|后|上|前)一?个?(?:阶段|步骤?|环节)[^,，?？]{0,14}[?？]*$"
)
_ZH_BEFORE = re.compile(
    r"^(?:那么?|嗯|好的?)?[,，]?(?:再|更)?(?:之前|此前|往前|前面|上一?步|上一?个?阶段)[,，]?(?:呢|又|要|该|就|是|做|干|安排)*(?:(?:什么|啥|哪|怎么|咋)[^,，?？]{0,6})?[?？]*$"
)
# 一共几条, 加起来呢: the sum of what was asked of each.
_ZH_TOTAL = re.compile(
    r"^(?:那么?)?(?:它们|两者|两个|三个|四个|全部)?(?:一共|总共|合计|加起来|加在一起|加一块儿?|总计|共)(?:是|有|要|为)*(?:(?:多少|几)[\u4e00-\u9fff]{0,4})?呢?[?？]*$"
)
_EACH_WORDS = re.compile(r"各自|分别|各(?=有|是|为|要|占)")


def _chinese(question: str, previous: str, answer: str) -> str:
    if following := _ZH_NEXT.match(question.strip()):
        # When that is need not be asked: a stage is told with its months.
        more = following["more"] or ""
        more = "" if re.search(r"时候|何时|几月|哪[几个]*月|多久|时间", more) else more
        return f"{_topic(previous)}之后,下一步是什么{more}?"
    if stage := _ZH_NEXT_STAGE.match(question.strip()):
        if stage["which"] in "下后":
            return f"{_topic(previous)}之后,下一步是什么?"
        return f"{_topic(previous)}之前一个阶段是什么?"
    if _ZH_BEFORE.match(question.strip()):
        return f"{_topic(previous)}之前一个阶段是什么?"
    if _ZH_TOTAL.match(question.strip()) and _EACH_WORDS.search(previous):
        return _EACH_WORDS.sub("一共", previous, count=1)
    text = re.sub(r"^(?:那么?|还有|另外|然后|接着|再问)[,，]?", "", question.strip())
    person = _person_in(answer) if _ZH_PERSON_BACK.search(text) else ""
    if person:
        return _swap(_ZH_PERSON_BACK, person, text)
    if _ZH_UNIT_BACK.search(text):
        # "商务局牵头哪项任务?" is answered by a task: 它 is the unit asked about.
        units = _units_in(answer) or (_units_in(previous) if _task_answered(previous, answer) else [])
        if units:
            return _swap(_ZH_UNIT_BACK, "、".join(units), text)
    of_units = _tasks_of_units(text, previous, answer)
    if of_units is not None:
        return of_units
    which = _which_ones(text, previous)
    if which is not None:
        return which
    topic = _task_answered(previous, answer) or _topic(previous)
    if _ZH_UNIT_IN_IT.match(text):
        return f"{topic}:{text}"
    named = _ZH_NAMED_THING.match(text)
    if named is not None and topic in previous:
        return previous.replace(topic, named["thing"], 1)
    if _ZH_TASK_BACK.search(text):
        return _swap(_ZH_TASK_BACK, f"“{topic}”" if len(topic) <= 30 else topic, text, count=1)
    headless = _ZH_HEADLESS.match(text)
    core = headless["part"] if headless else re.sub(r"的?[呢?？\s]+$", "", text)
    part = None if headless else _ZH_PART.match(text)
    if part is not None:
        core, text = part["part"], part["part"] + "呢?"
    replaced = _replace_part(core, previous)
    if replaced is not None:
        return replaced
    # What happened is asked for, and no target: 实际花了多少.
    slots = () if re.search(r"实际|已经?|了(?:多少|几)|最后|最终", core) else _ZH_SLOTS
    names_a_thing = len(_HAN.findall(_ZH_NO_SUBJECT.sub("", re.sub("目标|指标|换成", "", core)))) > 1
    for pattern, ending in slots:
        if "多少" in pattern and names_a_thing:
            continue  # 高企是多少家 is no question of the earlier thing's figure
        if re.search(pattern, core) and len(core) <= 12:
            return f"{topic}{ending}"
    if len(core) <= 16 and text.rstrip("?？").endswith("呢"):
        opening = _ZH_OPENING.match(previous)
        if opening is not None and not re.search(r"谁|哪|什么|多少|几", opening["subject"]):
            return previous[: opening.start("subject")] + core + previous[opening.end("subject") :]
        counted = _ZH_COUNTED.search(previous)
        asked = previous.replace(counted["thing"] if counted else topic, core, 1)
        return asked if asked != previous else f"{topic},{core}是什么?"
    return f"{topic}:{text}"


# What a question of an amount or a date opens with, and another thing may take the place of: 新能源|有几条产业链?
_ZH_OPENING = re.compile(
    r"^(?:(?:请问|那么?|到)?(?:20\d\d年[底末前]*)?[,，]?)?(?P<subject>[^,，?？有要是应占为由的]{2,16}?)(?:的(?:目标|数量|面积|规模|指标)值?)?(?=(?:一共|总共|究竟|到底)?(?:有|要|是|应|占|为|达到|多少|几|什么时候|何时))[^,，?？]*(?:多少|几|什么时候|何时|哪[年月天])"
)
# What an earlier question counts: 多少家|市级科技型企业?
_ZH_COUNTED = re.compile(r"(?:多少|(?<!哪)几)[个家条项件名位种类](?P<thing>[\u4e00-\u9fff]{2,12})[?？]?$")
_ZH_ASKS_WHICH = re.compile(r"哪|什么|啥|谁|列出|列举|列一下|举例|说说|介绍|讲讲")
_ZH_COUNT_ASKED = re.compile(
    r"(?:一共|总共|共)?(?P<have>有|是|为|列了|分)?(?<!哪)(?:多少|几)(?P<counter>[个家条项种类件位名大])"
)


def _which_ones(text: str, previous: str) -> str | None:
    """The earlier question of how many, asking which they are: 具体是哪几条?"""
    if not _ZH_ASKS_WHICH.search(text) or re.search(r"时候|何时|几月|哪年|为什么|怎么", text):
        return None
    if not _ZH_COUNT_ASKED.search(previous) or len(_HAN.findall(_ZH_NO_SUBJECT.sub("", text))) >= 2:
        return None
    asked = _ZH_COUNT_ASKED.sub(lambda m: f"{m['have'] or ''}哪几{m['counter']}", previous, count=1)
    return asked.rstrip("?？。") + "?"


def _replace_part(core: str, previous: str) -> str | None:
    """The earlier question with one part exchanged: a level, a year, a unit; None where it has no such part."""
    if _LEVELS.fullmatch(core) and _LEVELS.search(previous):
        return _swap(_LEVELS, core, previous, count=1)
    dates, earlier = find_dates(core), find_dates(previous)
    if dates and earlier and dates[0].end - dates[0].start >= len(core) - 1:
        return previous[: earlier[0].start] + core + previous[earlier[0].end :]
    if re.fullmatch(r"[\u4e00-\u9fff]{2}", core):
        # 内资 and 外资: one kind for another of the same head; no word begins as 科技型企业 goes on behind 科技.
        alike = [pair for pair in re.findall(rf"(?=([\u4e00-\u9fff]{core[1]}))", previous) if pair != core]
        alike = [pair for pair in alike if pair[0] not in "型性类级式化的"]
        if len(set(alike)) == 1:
            return previous.replace(alike[0], core, 1)
    named, before = _units_in(core + "。"), _units_in(previous)
    if named and before and len(named[0]) >= len(core) - 1:
        return previous.replace(before[0], named[0], 1)
    return None


_ZH_ASKS_TASKS = re.compile(
    r"(?:哪|什么|几)(?:一)?(?:项|个|些|条)?(?:重点)?(?:任务|工作|事项)|(?:牵头|配合|负责|承担|参与|干|管)(?:了|着|些)*(?:什么|哪些|哪几项)|(?:任务|工作)(?:是|有)(?:哪|什么)"
)
_ZH_OTHER_ROLE = re.compile(
    r"^(?:又|还|也)?(?:(?:在)?哪[些几]?(?:项)?)?(?P<role>牵头|配合)的?(?:任务)?(?:是|有|又)?(?:哪[些几]?(?:项)?|什么)?的?呢?[?？]?$"
)
_ZH_WHICH_ONES = re.compile(r"^(?:都|分别|具体)?(?:是|有)?哪(?:几|些)(?:项|个|件)?(?:任务|工作)?呢?[?？]?$")


def _tasks_of_units(text: str, previous: str, answer: str) -> str | None:
    """What a unit has to do, asked for in another role, or once the answer has said which unit it is; else None."""
    other = _ZH_OTHER_ROLE.match(text)
    role = re.search("牵头|配合", previous)
    if (
        other
        and role
        and role[0] != other["role"]
        and _units_in(previous)
        and _ZH_ASKS_TASKS.search(previous)
    ):
        return previous.replace(role[0], other["role"])
    units = _units_in(answer)
    if (
        _ZH_WHICH_ONES.match(text)
        and role
        and units
        and re.search(r"谁|哪[^,，?？]{0,4}(?:单位|部门|局|家)", previous)
    ):
        return f"{'、'.join(units)}{role[0]}的任务有哪些?"
    return None


_ZH_PERSON_BACK = re.compile(r"(?<![其吉])[他她](?!们)")


def _person_in(answer: str) -> str:
    """The one person whom an answer names: 胡珍强, or 组长是胡珍强."""
    first = re.sub(r"\[\d+\]", "", answer).strip().split("\n")[0].rstrip("。. ")
    named = re.fullmatch(
        r"(?:[\u4e00-\u9fff]{2,12}(?:是|为|由))?(?P<name>[\u4e00-\u9fff]{2,4})(?:担任|任)?", first
    )
    return named["name"] if named and not re.search(r"局$|领导|人员|同志", named["name"]) else ""


def _task_answered(previous: str, answer: str) -> str:
    """The one task that the answer named, where the earlier question asked which; else nothing."""
    if not (_ZH_ASKS_TASKS.search(previous) or re.search(r"\b(?:which|what) tasks?\b", previous, re.I)):
        return ""
    quoted = re.findall(r"“([^”]{4,40})”", re.sub(r"(?m)^(?:原文：|Original: ).*$", "", answer))
    if quoted:
        return quoted[0] if len(set(quoted)) == 1 else ""
    bare = re.sub(r"\[\d+\]|[。.\s]+$", "", answer).strip()
    return bare if 4 <= len(bare) <= 60 and not re.search(r"[,，;；。]", bare) else ""


def _topic(previous: str) -> str:
    quoted = re.search(r"[“\"「]([^”\"」]{4,40})[”\"」]", previous)
    if quoted:
        return quoted[1]
    return re.sub(r"[,，\s]+$", "", _ZH_ASKING.sub("", previous)).strip() or previous


def _units_in(text: str) -> list[str]:
    cleaned = re.sub(r"^.*?由", "", text) if "由" in text and "牵头" in text else text
    found = [re.sub(r"^(?:由|是|为|和|与)", "", name) for name in _ZH_UNITS.findall(cleaned)]
    return list(dict.fromkeys(found))[:3]


# "And what comes next?": the stage after the one just asked about, or the one before it.
_EN_NEXT = re.compile(
    r"\b(?:what|which)\b[^?]*\b(?:next|then|afterwards?|after (?:that|this|it)|follows?(?: (?:that|this|it))?|subsequently)\b|^\W*(?:and )?(?:what )?(?:next|then what|after (?:that|this))\b",
    re.IGNORECASE,
)
_EN_PREVIOUS = re.compile(
    r"\b(?:what|which)\b[^?]*\b(?:before (?:that|this|it)|beforehand|previous(?:ly)?|precedes? (?:that|this|it))\b|^\W*(?:and )?before (?:that|this)\b",
    re.IGNORECASE,
)


def _english(question: str, previous: str, answer: str) -> str:
    for step, word in ((_EN_PREVIOUS, "before"), (_EN_NEXT, "after")):
        if step.search(question) and len(question.split()) <= 12:
            return f"What comes {word} this: {_english_topic(previous).rstrip('?. ')}?"
    text = re.sub(
        r"^\s*(?:and|so|then|but|also|ok(?:ay)?)\b[,\s]*", "", question.strip(), flags=re.IGNORECASE
    )
    text = text[:1].upper() + text[1:]
    person = _EN_PERSON_NAMED.search(answer.split("\n")[0].strip())
    if person is not None and _EN_PERSON_BACK.search(text):
        name = person["behind"] or person["before"] or person["alone"]
        return _EN_PERSON_BACK.sub(lambda match: f"{name}'s" if match["own"] else name, text)
    if _EN_UNIT_BACK.search(text):
        units = list(dict.fromkeys(_EN_UNIT_NAME.findall(answer)))[:3] or _units_in(answer)
        # "Which tasks does the Finance Bureau support?" is answered by tasks: "it" is the unit asked about.
        units = units or _EN_UNIT_NAME.findall(previous)[:1]
        if units:
            named = [re.sub(r"^The ", "", unit) for unit in units]
            return _swap(_EN_UNIT_BACK, "the " + " and the ".join(named), re.sub(r"\bthe (?=it\b)", "", text))
    answered = _task_answered(previous, answer)
    topic = f"the task of {answered}" if answered else _english_topic(previous)
    about = re.match(r"(?:What|How) about (?:the )?(?P<part>[^?]+)", text, re.IGNORECASE)
    core = about["part"] if about else text
    other = exchanged(core, previous)
    if other is not None:
        return other
    if not about and _EN_TASK_BACK.search(text):
        return _swap(_EN_TASK_BACK, topic, text, count=1)
    if len(core.split()) <= 6:
        for pattern, template in _EN_SLOTS:
            if re.search(pattern, core, re.IGNORECASE):
                return template.format(topic=topic)
    if about:
        asked = previous.replace(topic.removeprefix("the task of "), core.strip(), 1)
        return asked if asked != previous else f"What about {core.strip()} ({topic})?"
    pronoun = _swap(_EN_OWNER, f"{topic}'s", text, count=1)
    pronoun = _swap(_EN_PRONOUN, topic, pronoun, count=1)
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
        r"^\s*(?:what|which|who|when|how (?:many|much|large|big)|by when)\b(?:\s+(?:is|are|was|were|must|should|does|do|will|the)\b)*\s*",
        "",
        previous.strip().rstrip("?"),
        flags=re.IGNORECASE,
    )
    return topic or previous
