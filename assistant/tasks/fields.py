"""The values that a task is read from, and the labels under which documents write them.

A field is one thing said: units in a role, or by when. A block is the place that says them together. Labels
for persons (责任领导, 责任人) are known so that their names are taken for no units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Role = Literal["lead", "support", "deadline", "task", "person"]

LEAD_LABELS = (
    "牵头单位|牵头部门|牵头责任单位|牵头责任部门|牵头领导单位|牵头负责单位|主责单位|主责部门|主办单位|主办部门|主管单位|主管部门|"
    "责任单位|责任部门|责任主体|责任分工|负责单位|负责部门|承办单位|承办部门|实施单位|实施主体|落实单位|落实部门|完成单位"
)
SUPPORT_LABELS = (
    "配合单位|配合部门|协办单位|协办部门|协助单位|协助部门|参与单位|参与部门|参加单位|参加部门|协同单位|协同部门|支持单位|"
    "支持部门|协作单位|协作部门|指导单位|指导部门|配合责任单位|协同配合单位|协同责任单位|会办单位|配合落实单位"
)
DEADLINE_LABELS = (
    "完成时间|完成时限|完成期限|完成时间节点|计划完成时间|办结时限|办结时间|办理时限|时间节点|完成日期|时间要求|时间安排|工作时限|"
    "时限要求|时限|推进时限|进度安排|进度要求|实施时间|落实时限|整改时限|截止时间|期限"
)
PERSON_LABELS = (
    "(?:[省市州县区镇]级)?(?:牵头|责任|分管|包抓|包联|包保|联系|挂联|督办)领导|(?:第一|直接|具体|主要|总)?责任人|"
    "牵头人|负责人|联系人|经办人"
)
# Short labels are words of prose as well, and are labels only where nothing Chinese stands before them.
_SHORT = r"(?<![\u4e00-\u9fff])"
_NAMES = (
    rf"(?P<person>{PERSON_LABELS})|(?P<lead>{LEAD_LABELS}|{_SHORT}(?:牵头|主责|主办))|"
    rf"(?P<support>{SUPPORT_LABELS}|{_SHORT}(?:配合|协同|协办|参与|协助))|(?P<deadline>{DEADLINE_LABELS})"
)
# "市文化旅游局〔牵头〕、…" marks the name before it: what a label names stands behind it.
# "牵头单位:", "【牵头单位】", "牵头单位为:", "牵头单位为市财政局"; of 排在首位的责任单位为牵头单位 neither is a label.
LABEL = re.compile(
    rf"(?P<open>[【\[〔〖])?(?P<label>{_NAMES})"
    r"(?(open)\s*[】\]〕〗]\s*(?:[:：]|(?![、,，;；。)）〕\]】\s]|$))|\s*(?:(?:为|是)?\s*[:：]|(?<=[单部][位门])为(?!第一|牵头|主责|主办|首)))\s*"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of a document's canonical text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a block says: units in a role, or by when."""

    role: Role
    label: str
    """As written; empty where a verb or nothing at all names the role."""
    span: Span
    value: str


@dataclass(frozen=True, slots=True)
class Block:
    """The part of a text that names who and by when."""

    span: Span
    fields: tuple[Field, ...]
    clause_end: int = 0
    """Where the duty itself ends, if it goes on behind the block: a sentence that begins with the units."""


def role_of(label: re.Match[str]) -> Role:
    """The role that a match of ``LABEL`` names."""
    if label["person"]:
        return "person"
    return "lead" if label["lead"] else "support" if label["support"] else "deadline"
