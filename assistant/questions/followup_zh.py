"""Chinese questions that refer back: which do, and the question as one that stands alone."""

from __future__ import annotations

import re

from assistant.language.dates import find_dates
from assistant.language.duty_words import formal_duties
from assistant.questions.named_before import ASKS_TASKS, found_units, swap, task_answered, units_in

_HAN = re.compile(r"[\u4e00-\u9fff]")
# 应该, 因此, 从此 and 极其 point at nothing, and 及其 at what stands before it.
_BACK = re.compile(
    r"^(?:(?:要是|如果|假如)?(?:换成|换作|换到|改成)|那(?:么(?![多些大少高久]))?(?!么|些年)|还有(?!哪|什么|多少|谁)|另外|然后|接着|再问)[,，]?|呢[?？]?$|它们?|(?<![应本理活因从如彼由就至故特])(?:这|那|该|此)(?:一|两|三|几|俩)?(?:项|个|条|家|些|几)?(?:任务|工作|部门|单位|局|目标|指标|阶段|方面|文件|办法|计划|措施|数字)?(?=[^\u4e00-\u9fff]|的|由|还|又|也|是|要|在|有|什|何|谁|牵|配|完|和|与|呢|最)|"
    r"上述|前面(?:说|提)|刚才|刚刚|(?<![尤极及与和])其(?!中|他|它|实|余|次|间|所)|(?<!其)[他她](?!们)(?=还|又|也|是|在|叫|担|任|当|有|的|多|今)|"
    r"(?:在|这|那)(?:里面|里头|里边|当中)|^(?:这|那)?(?:里面|里头|里)?(?:有没有|有)[^,，?？]{2,10}(?:的|什么|啥)?(?:事|份|活|任务|责任)儿?[吗么]?[?？]?$"
)
_HEADLESS = re.compile(r"^(?P<part>[\u4e00-\u9fff\d]{1,8})的(?:是|有|为|要)?(?:多少|几)")
# 高校的有多少家 leaves out what is counted, if that was asked of just before.
_AMOUNT = re.compile(r"多少|(?<!哪)几")
# "什么时候要完成?" names nothing at all: without these words it is empty.
_NO_SUBJECT = re.compile(
    r"具体|各自?|全部|一一|逐一|列出来?|列举|列一?下|举例|介绍|说明|说说|讲讲|说一?下|请|麻烦|那|这|些|叫|名字|名称|内容|哪儿|哪里|地方|怎么|怎样|如何|多久|"
    r"什么时候|何时|哪年|哪月|几月|哪?几?[个条家项种类件位]|多少|哪些|哪个|哪项|什么|谁|由|归|是|有|为|要求|要|应该|应|须|得|完成|做完|搞定|结束|截止|时间|时限|期限|"
    r"牵头|配合|负责|单位|部门|之前|前|的|在|到|呢|吗|了|最晚|最迟|都|几项|几个|项|分别|几时|弄完|干完|搞完|收尾|还|又|再"
)
_UNIT_BACK = re.compile(
    r"(?:这|那|该|此)(?:一|两|三|几|俩)?(?:个|家|些)?(?:部门|单位|局|机构)|(?<![给跟和与帮替为])它们?(?=还|又|也|牵|配|负)"
)
_NAMED_TASK_BACK = re.compile(r"(?:这|那|该|此)(?:一)?(?:项|个|条)?任务")
# "那外资的话是多少?", "换成电子元器件这边,有几条?": a part in place of an earlier one, and the asking said once more.
_PART = re.compile(
    r"^(?:(?:那么?|要是|如果|假如|若是?)?[,，]?(?:换成|换作|换到|改成|说到|至于|论)?)[,，]?(?P<part>(?!实际|已经?|后来|最后|最终)[\u4e00-\u9fff()（）]{2,12}?)(?<![的了])(?:方面|这一?[边块头]儿?|那一?[边块头]儿?)?(?:的话)?[,，]?"
    r"(?:又|则|就|该|得|要|应该?|会|大概|具体|是|有|为|达到?)*(?:(?:多少|几)[个家条项件名位种类]?|(?<=话)(?:呢|怎么样|如何))[呢啊呀]?[?？]?$"
)
# "那专利那项呢?" names another thing in place of the earlier one.
_NAMED_THING = re.compile(
    r"^(?:换成|要是|如果是|至于)?(?P<thing>[\u4e00-\u9fff]{2,12}?)(?:这|那)(?:一)?(?:项|个|块|条|件|边|方面)(?:儿|任务|工作)?(?:的话)?呢?[?？]?$"
)
_TASK_BACK = re.compile(
    r"(?:这|那|该|此|上述)(?:一)?(?:项|个|条)?(?:任务|工作|目标|指标|阶段|方面|文件|办法|措施|数字)|它(?:们)?|(?:这|那|该|此)(?:项|个|条)(?![年月天日])"
)
_SLOTS: tuple[tuple[str, str], ...] = (
    (r"(?:牵头|主责|责任)(?:单位|部门)|谁牵头|谁负责|牵头的?", "由哪个部门牵头?"),
    (r"(?:配合|协办|参与)(?:单位|部门)|谁配合|配合的?", "的配合单位有哪些?"),
    (r"(?:完成)?(?:时间|时限|期限|日期)|什么时候|何时|截止", "要求什么时候完成?"),
    (r"(?:目标|指标)值?|多少", "的目标是多少?"),
)
_ASKING = re.compile(
    r"(?:是|要|应|须)?(?:由|归)?(?:谁|哪个部门|哪个单位|哪些部门|哪些单位|哪家单位|哪个局)(?:来)?(?:牵头|负责|管|主管|配合)?|"
    r"的?(?:牵头|配合|责任|主责|协办|参与)(?:单位|部门)(?:是|有|为)?(?:谁|哪个|哪些|哪几家|哪几个|什么)?|"
    r"(?:的)?(?:要求|应该|必须|需要|要|计划)?(?:在)?(?:什么时候|何时|哪年哪月)(?:之?前)?(?:完成|做完)?|(?:的(?:完成)?|完成)(?:时间|时限|期限)(?:是)?(?:什么时候|何时|多[久长])?|(?:时间|时限|期限)是?(?:什么时候|何时|多[久长])|"
    r"(?:是|有|为|在|从)?(?:多少|哪些|什么|几个|几家|几项|哪几?个?月|几月份?到几月份?|几月份?)|请问|[吗呢啊呀吧]|[?？。!！]"
)
_LEVELS = re.compile(r"(?:国家级?|省级|市级|区级|县级)(?:[、和及](?:国家级?|省级|市级|区级|县级))*")
# "财政局是配合单位吗?" after a question about a task: of that task, since it names none.
_UNIT_IN_IT = re.compile(
    r"^(?!.*(?:哪|什么|谁|几|多少|任务|工作))(?:那|那么)?[\u4e00-\u9fff]{2,10}?(?:局|委|中心|公司|办|管委会|镇街)(?:也|又|还|是|算|是不是|算不算|要|要不要|用|有没有|有|会|得|属于|在)*(?:牵头|配合|参与|参加)(?:单位|部门|的|方)?(?:之一|名单|里面?)?(?:吗|么|不|没有?|还是(?:牵头|配合)(?:单位|的)?|之列)*[?？]?$"
)


# 当月还要开什么会: the time of what was just asked about.
_SAME_TIME = re.compile(
    r"^(?:那么?)?(?:在)?(?:当|同|那个?|这个?)(?:年|月|天|日|季度?)(?=[^份度一二两三四五六七八九十几])"
)
# 靠什么渠道, 用哪种方式: a circumstance of what was just asked about, and no word of what.
_CIRCUMSTANCE = re.compile(
    r"^(?:那么?|又|具体)*(?:是|要|会)?(?:通过|经过|靠|用|以|凭|按照?|依据|借助|利用|采[取用])(?:的是)?(?:什么|啥|哪[些种类个几]*|何种?|怎样的?)(?:样的?)?"
    r"(?:渠道|方式|方法|办法|手段|途径|形式|平台|媒体|标准|程序|依据)(?:来|去)?(?:呢|进行|开展|实施|做|办|搞)?[?？]*$"
)
# 哪年认定的, 由谁批准的: what was done, with no word of to what.
_DOING_ALONE = re.compile(
    r"^(?:是|又是|由|又由)?(?:哪一?[年天个](?:单位|部门)?|什么时候|何时|几月份?|谁)(?:给|来)?(?!(?:牵头|负责|配合))[\u4e00-\u9fff]{2}的[呢啊]?[?？]?$"
)
# 然后呢, 接下来呢, 再往后呢: what comes after what was just asked about.
_NEXT = re.compile(
    r"^(?:那么?|嗯|好的?)?[,，]?(?:然后|接着|接下来|紧接着|随后|之后|后面|再往后|再然后|往后|完了|下一步|下一个?阶段)[,，]?(?:呢|又|再|要|该|就|是|做|干|安排|进入|轮到)*(?P<rest>(?:什么|啥|哪|怎么|咋)[^,，?？]{0,6})?(?P<more>[,，][^?？]*)?[?？]*$"
)
_NEXT_STAGE = re.compile(
    r"^(?:那么?)?[,，]?(?P<which>下|后|上|前)一?个?(?:阶段|步骤?|环节)[^,，?？]{0,14}[?？]*$"
)
_BEFORE = re.compile(
    r"^(?:那么?|嗯|好的?)?[,，]?(?:再|更)?(?:之前|此前|往前|前面|上一?步|上一?个?阶段)[,，]?(?:呢|又|要|该|就|是|做|干|安排)*(?:(?:什么|啥|哪|怎么|咋)[^,，?？]{0,6})?[?？]*$"
)
# 一共几条, 加起来呢: the sum of what was asked of each.
_TOTAL = re.compile(
    r"^(?:那么?)?(?:它们|两者|两个|三个|四个|全部)?(?:一共|总共|合计|加起来|加在一起|加一块儿?|总计|共)(?:是|有|要|为)*(?:(?:多少|几)[\u4e00-\u9fff]{0,4})?呢?[?？]*$"
)
_EACH_WORDS = re.compile(r"各自|分别|各(?=有|是|为|要|占)")


def refers_back(question: str, previous: str) -> bool:
    """Whether a Chinese question points at the one before it, or names nothing by itself."""
    text = formal_duties(question.strip())
    if _DOING_ALONE.match(text) or (
        any(
            pattern.match(text)
            for pattern in (_NEXT, _NEXT_STAGE, _BEFORE, _TOTAL, _UNIT_IN_IT, _SAME_TIME, _CIRCUMSTANCE)
        )
        or (_HEADLESS.match(text) and _AMOUNT.search(previous))
        or len(_HAN.findall(_NO_SUBJECT.sub("", text))) < 2
    ):
        return True
    match = _BACK.search(text)
    if match is None:
        return False
    # "…呢?" at the end of a whole question is a tone, and points back only in a short one.
    return not (match[0].startswith("呢") and len(text) > 14)


def points_at_answer(question: str) -> bool:
    """Whether it speaks of a unit or task as one just found: 这个部门, 那项任务."""
    return bool(_UNIT_BACK.search(question) or _NAMED_TASK_BACK.search(question))


def standalone(question: str, previous: str, answer: str) -> str:
    """A Chinese question that refers back, with what it points at in the earlier question or answer named."""
    if following := _NEXT.match(question.strip()):
        # When that is need not be asked: a stage is told with its months.
        more = following["more"] or ""
        more = "" if re.search(r"时候|何时|几月|哪[几个]*月|多久|时间", more) else more
        return f"{_topic(previous)}之后,下一步是什么{more}?"
    if stage := _NEXT_STAGE.match(question.strip()):
        if stage["which"] in "下后":
            return f"{_topic(previous)}之后,下一步是什么?"
        return f"{_topic(previous)}之前一个阶段是什么?"
    if _BEFORE.match(question.strip()):
        return f"{_topic(previous)}之前一个阶段是什么?"
    if _TOTAL.match(question.strip()) and _EACH_WORDS.search(previous):
        return _EACH_WORDS.sub("一共", previous, count=1)
    text = re.sub(r"^(?:那么?(?!个?[年月天日])|还有|另外|然后|接着|再问)[,，]?", "", question.strip())
    person = _person_in(answer) if _PERSON_BACK.search(text) else ""
    if person:
        return swap(_PERSON_BACK, person, text)
    if _UNIT_BACK.search(text):
        # "商务局牵头哪项任务?" is answered by a task: 它 is the unit asked about.
        units = found_units(previous, answer) or (
            units_in(previous) if task_answered(previous, answer) else []
        )
        if units:
            return swap(_UNIT_BACK, "、".join(units), text)
    of_units = _tasks_of_units(text, previous, answer)
    if of_units is not None:
        return of_units
    which = _which_ones(text, previous)
    if which is not None:
        return which
    topic = task_answered(previous, answer) or _topic(previous)
    if _UNIT_IN_IT.match(text):
        return f"{topic}:{text}"
    named = _NAMED_THING.match(text)
    if named is not None and topic in previous:
        return previous.replace(topic, named["thing"], 1)
    if _TASK_BACK.search(text):
        return swap(_TASK_BACK, f"“{topic}”" if len(topic) <= 30 else topic, text, count=1)
    headless = _HEADLESS.match(text)
    core = headless["part"] if headless else re.sub(r"的?[呢?？\s]+$", "", text)
    part = None if headless else _PART.match(text)
    if part is not None:
        core, text = part["part"], part["part"] + "呢?"
    replaced = _replace_part(core, previous)
    if replaced is not None:
        return replaced
    # What happened is asked for, and no target: 实际花了多少.
    slots = () if re.search(r"实际|已经?|了(?:多少|几)|最后|最终", core) else _SLOTS
    names_a_thing = len(_HAN.findall(_NO_SUBJECT.sub("", re.sub("目标|指标|换成", "", core)))) > 1
    for pattern, ending in slots:
        if "多少" in pattern and names_a_thing:
            continue  # 高企是多少家 is no question of the earlier thing's figure
        if re.search(pattern, core) and len(core) <= 12:
            return f"{topic}{ending}"
    if len(core) <= 16 and text.rstrip("?？").endswith("呢"):
        opening = _OPENING.match(previous)
        if opening is not None and not re.search(r"谁|哪|什么|多少|几", opening["subject"]):
            return previous[: opening.start("subject")] + core + previous[opening.end("subject") :]
        counted = _COUNTED.search(previous)
        asked = previous.replace(counted["thing"] if counted else topic, core, 1)
        return asked if asked != previous else f"{topic},{core}是什么?"
    return f"{topic}:{text}"


# What a question of an amount or a date opens with, and another thing may take the place of: 新能源|有几条产业链?
_OPENING = re.compile(
    r"^(?:(?:请问|那么?|到)?(?:20\d\d年[底末前]*)?[,，]?)?(?P<subject>[^,，?？有要是应占为由的]{2,16}?)(?:的(?:目标|数量|面积|规模|指标)值?)?(?=(?:一共|总共|究竟|到底)?(?:有|要|是|应|占|为|达到|多少|几|什么时候|何时))[^,，?？]*(?:多少|几|什么时候|何时|哪[年月天])"
)
# What an earlier question counts: 多少家|市级科技型企业?
_COUNTED = re.compile(r"(?:多少|(?<!哪)几)[个家条项件名位种类](?P<thing>[\u4e00-\u9fff]{2,12})[?？]?$")
_ASKS_WHICH = re.compile(r"哪|什么|啥|谁|列出|列举|列一下|举例|说说|介绍|讲讲")
_COUNT_ASKED = re.compile(
    r"(?:一共|总共|共)?(?P<have>有|是|为|列了|分)?(?<!哪)(?:多少|几)(?P<counter>[个家条项种类件位名大])"
)


def _which_ones(text: str, previous: str) -> str | None:
    """The earlier question of how many, asking which they are: 具体是哪几条?"""
    if not _ASKS_WHICH.search(text) or re.search(r"时候|何时|几月|哪年|为什么|怎么", text):
        return None
    if not _COUNT_ASKED.search(previous) or len(_HAN.findall(_NO_SUBJECT.sub("", text))) >= 2:
        return None
    asked = _COUNT_ASKED.sub(lambda m: f"{m['have'] or ''}哪几{m['counter']}", previous, count=1)
    return asked.rstrip("?？。") + "?"


def _replace_part(core: str, previous: str) -> str | None:
    """The earlier question with one part exchanged: a level, a year, a unit; None where it has no such part."""
    if _LEVELS.fullmatch(core) and _LEVELS.search(previous):
        return swap(_LEVELS, core, previous, count=1)
    dates, earlier = find_dates(core), find_dates(previous)
    if dates and earlier and dates[0].end - dates[0].start >= len(core) - 1:
        # 到 before either date stays where it stands.
        return previous[: earlier[0].start] + core[dates[0].start : dates[0].end] + previous[earlier[0].end :]
    if re.fullmatch(r"[\u4e00-\u9fff]{2}", core):
        # 内资 and 外资: one kind for another of the same head; no word begins as 科技型企业 goes on behind 科技.
        alike = [pair for pair in re.findall(rf"(?=([\u4e00-\u9fff]{core[1]}))", previous) if pair != core]
        alike = [pair for pair in alike if pair[0] not in "型性类级式化的"]
        if len(set(alike)) == 1:
            return previous.replace(alike[0], core, 1)
    named, before = units_in(core + "。"), units_in(previous)
    if named and before and len(named[0]) >= len(core) - 1:
        return previous.replace(before[0], named[0], 1)
    return None


_OTHER_ROLE = re.compile(
    r"^(?:又|还|也)?(?:(?:在)?哪[些几]?(?:项)?)?(?P<role>牵头|配合)的?(?:任务)?(?:是|有|又)?(?:哪[些几]?(?:项)?|什么)?的?呢?[?？]?$"
)
_WHICH_ONES = re.compile(r"^(?:都|分别|具体)?(?:是|有)?哪(?:几|些)(?:项|个|件)?(?:任务|工作)?呢?[?？]?$")


def _tasks_of_units(text: str, previous: str, answer: str) -> str | None:
    """What a unit has to do, asked for in another role, or once the answer has said which unit it is; else None."""
    other = _OTHER_ROLE.match(text)
    role = re.search("牵头|配合", previous)
    if other and role and role[0] != other["role"] and units_in(previous) and ASKS_TASKS.search(previous):
        return previous.replace(role[0], other["role"])
    units = units_in(answer)
    if (
        _WHICH_ONES.match(text)
        and role
        and units
        and re.search(r"谁|哪[^,，?？]{0,4}(?:单位|部门|局|家)", previous)
    ):
        return f"{'、'.join(units)}{role[0]}的任务有哪些?"
    return None


_PERSON_BACK = re.compile(r"(?<![其吉])[他她](?!们)")


def _person_in(answer: str) -> str:
    """The one person whom an answer names: 胡珍强, or 组长是胡珍强."""
    first = re.sub(r"\[\d+\]", "", answer).strip().split("\n")[0].rstrip("。. ")
    named = re.fullmatch(
        r"(?:[\u4e00-\u9fff]{2,12}(?:是|为|由))?(?P<name>[\u4e00-\u9fff]{2,4})(?:担任|任)?", first
    )
    return named["name"] if named and not re.search(r"局$|领导|人员|同志", named["name"]) else ""


def _topic(previous: str) -> str:
    quoted = re.search(r"[“\"「]([^”\"」]{4,40})[”\"」]", previous)
    if quoted:
        return quoted[1]
    return re.sub(r"[,，\s]+$", "", _ASKING.sub("", previous)).strip() or previous
