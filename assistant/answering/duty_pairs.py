"""Two or more tasks side by side: the same leading unit? which has more supporting units? which units have they in common?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.answering.draft import Draft
from assistant.answering.duty_matching import named_tasks
from assistant.answering.duty_wording import CHINESE_ROLES, mark_of_role, say_deadline, say_units
from assistant.answering.english_pairs import answer_english_pair
from assistant.answering.situation import Situation
from assistant.language.wording import join_names
from assistant.questions.pivot import roles_in
from assistant.questions.profile import Role, without_names
from assistant.tasks.duties import DutyRecord, has_role, units_of

_OF_DUTY = re.compile(
    r"牵头|主责|主办|配合|协办|协助|参与|负责|主管|谁管|归谁|单位|部门|完成时间|时限|期限|何时|什么时候|几月"
)
_WHEN = re.compile(r"完成时间|时限|期限|何时|什么时候|几月|完成的?日期|截止")
_MORE = re.compile(
    r"(?:更|最|比较|谁|哪[^,，?？]{0,12})(?:多|少)|多还是少|[多少](?:一些|些|点|几)|相差|差多少|一样多|同样多"
)
_SAME = re.compile(r"同一|一样|相同|同样|一致|统一|同个|都(?:是|归|由|在)")
_COMMON = re.compile(
    r"共同|共有|同时|都(?!是|归|由|在|有[哪谁什]|包括|分别)|两边|两头|重合|重复|交集|相同的|一样的|同样的"
)
_WHO = re.compile(r"有没有|谁|哪[些几家个]|什么(?:单位|部门)|几家|多少家")


def answer_pair(draft: Draft, situation: Situation) -> bool:
    """Answer about several tasks that a question names; False where it names one or none, or asks for something else."""
    profile = situation.profile
    question = profile.question
    if profile.language == "en":
        return answer_english_pair(draft, situation)
    if profile.units or profile.unknown_units or not _OF_DUTY.search(question):
        return False
    records = named_tasks(situation)
    if len(records) < 2:
        return False
    # What the tasks' names say asks for nothing: 统一 in 推进统一登记 compares none, 时限 in 压缩办理时限 asks for no time.
    question = without_names(profile.asking, _spoken_names(profile.asking, records), shortest=3)
    asks_who = profile.role is not None and _WHO.search(question)
    if _WHEN.search(question) and not asks_who:
        due = {record.task.deadline for record in records}
        if _SAME.search(question) and None not in due:
            draft.say(
                f"{'是' if len(due) == 1 else '不是'}，这{len(records)}项任务的完成时间{'相同' if len(due) == 1 else '不相同'}",
                [],
            )
        told = [say_deadline(draft, record) for record in records]
        return any(told)
    role: Role = "support" if roles_in(question) == ("support",) else "lead"
    if not re.search(r"牵头|主责|主办|配合|协办|协助|参与|负责|主管|管", question):
        role = "support" if _MORE.search(question) else "lead"
    if _MORE.search(question):
        return _compare(draft, records, role)
    common = _COMMON.search(question) and _WHO.search(question) and not _SAME.search(question)
    if common or (role == "support" and _COMMON.search(question)):
        return _common(draft, records, role)
    if _SAME.search(question):
        names = [set(units_of(record.task, role)) for record in records]
        same = all(each == names[0] for each in names)
        draft.say(f"{'是' if same else '不是'}，这{len(records)}项任务的{CHINESE_ROLES[role]}单位{'相同' if same else '不相同'}",
                  [mark_of_role(draft, record, role) for record in records])  # fmt: skip
    told = [say_units(draft, record, each) for record in records for each in roles_in(question)]
    if _WHEN.search(question):
        told += [say_deadline(draft, record) for record in records]
    return any(told)


def _spoken_names(question: str, records: Sequence[DutyRecord]) -> list[str]:
    """What the question takes from the tasks' names without naming them in full: 更多项目 of 引进更多项目."""
    found = set()
    for record in records:
        match = SequenceMatcher(None, question, record.task.task, autojunk=False).find_longest_match()
        found.add(question[match.a : match.a + match.size])
    return [*found]


def _compare(draft: Draft, records: Sequence[DutyRecord], role: Role) -> bool:
    ordered = sorted(records, key=lambda record: -len(units_of(record.task, role)))
    counts = [len(units_of(record.task, role)) for record in ordered]
    if not all(counts):
        return False
    told = "，".join(
        f"“{record.task.task}”列明{count}家{mark_of_role(draft, record, role)}"
        for record, count in zip(ordered, counts, strict=True)
    )
    verdict = (
        "两者一样多" if counts[0] == counts[-1]
        else f"“{ordered[0].task.task}”的更多，多{counts[0] - counts[1]}家" if counts[0] > counts[1]
        else f"最多的是{counts[0]}家"
    )  # fmt: skip
    draft.say(f"{CHINESE_ROLES[role]}单位：{told}；{verdict}（由原文逐家数出）", [])
    for record in ordered:
        say_units(draft, record, role)
    return True


def _common(draft: Draft, records: Sequence[DutyRecord], role: Role) -> bool:
    shared = [
        name
        for name in units_of(records[0].task, role)
        if all(has_role(record.task, name, role) for record in records[1:])
    ]
    marks = [mark_of_role(draft, record, role) for record in records]
    titles = "、".join(f"“{record.task.task}”" for record in records)
    if shared:
        shown = join_names(shared, draft.language, draft.wordings)
        draft.say(f"{titles}共同的{CHINESE_ROLES[role]}单位有{len(shared)}家：{shown}", marks)
    else:
        draft.say(f"{titles}没有共同的{CHINESE_ROLES[role]}单位", marks)
    for mark in marks:
        draft.quote(mark)
    return True
