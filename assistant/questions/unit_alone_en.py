"""Is an English question about who has what part in the work and about nothing else?

"I'm with the Education Bureau - where do we come in?" names a unit, and every other word asks, points, or tells of doing. As
in Chinese (``unit_alone``) no list of phrases meets all the ways to ask it: what is left without those words decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_ASKING = """a an the this that these those it its they their them he she his her we us our i im my me you your who whom whose
which what where when how many much and or nor but if so as than then also only just too even else other others same both either
neither not no never any some anything something nothing none anywhere somewhere everywhere all every each one ones single sole own itself solo largest
smallest greatest biggest highest lowest longest shortest month
here there in on of for to with by from at under within among across into out up off down about over between per without
actually really exactly precisely still yet now again ever always please kindly tell show list name give know find see say says
be is are am was were been being do does did done have has had having get gets got can could will would shall should may might
must need needs want wants let lets isn aren doesn don hasn haven t s m re ve d ll least most more fewer less fewest total number
whole entire full overall respective respectively kind sort two three four five six seven eight nine ten eleven twelve ok well hi
hello thanks leave leaves left leaving omit omits omitting skip skips skipping exclude excludes excluding bypass bypasses ignore ignores
missing absent free"""
_DOING = """work works working worked task tasks job jobs duty duties role roles part parts bit bits piece pieces item items thing
things stuff assignment assignments responsibility responsibilities responsible charge involved involve involves involvement
involving lead leads leading led leader leaders leadership co support supports supporting supported supportive help helps helping
helper assist assists assisting cooperate cooperates cooperating participate participates participating participation contribute
contributes jointly joint together alone alongside shared share shares come comes coming fit fits fitting play plays playing act
acts acting serve serves serving take takes taking appear appears feature features mentioned named listed assigned given turn
turns concern concerns concerned affect affects affected stand stands expected supposed meant obliged required made asked handle
handles handling carry carries run runs unit units department departments bureau bureaus bureaux office offices body bodies agency
agencies organisation organisations organization organizations institution institutions partner partners team teams people folk
folks lot guys due deadline deadlines date dates time finish finished complete completed completion"""
_THE_WHOLE = """plan plans document documents scheme programme program policy zone high tech hightech municipal level county district local creation
creating key main major priority important effort initiative project"""
_FRAME = frozenset(f"{_ASKING} {_DOING} {_THE_WHOLE}".split())
# One of these says that it is about the work and who does it.
_OF_WORK = re.compile(
    r"\b(?:tasks?|jobs?|dut(?:y|ies)|roles?|parts?|work|responsib\w+|charge|assign\w+|involv\w+|lead\w*|led|support\w*|help\w*|assist\w*|"
    r"participat\w+|contribut\w+|appears?|features?|mentioned|concern(?:s|ed)?|affect(?:s|ed)?|fits? in|comes? in|coming in|in it for|"
    r"(?:ha(?:ve|s)|got|needs?|supposed|expected|meant|required|asked) (?:\w+ )?to (?:\w+ )?do|do(?:es)?\b[^?]*\bdo|doing|about|anything|something)\b",
    re.IGNORECASE,
)
# When, why, how much money and who in person are asked of something else.
_OTHER = re.compile(
    r"\b(?:when|why|deadline|due|how (?:long|often|much|far|large|big)|located|address|how many (?:people|staff|members|employees))\b|"
    r"\bwho(?:'s| is| are)? (?:the )?(?:head|director|boss|chief|in charge of (?:the )?\W*$)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z0-9]+")


def asks_only_of_units_english(question: str, names: Iterable[str]) -> bool:
    """Whether a question asks what the named units have to do, and of nothing else.

    Args:
        names: The units as the question writes them.
    """
    return (
        bool(_OF_WORK.search(question))
        and not _OTHER.search(question)
        and not english_matter(question, names)
    )


def english_matter(question: str, names: Iterable[str] = ()) -> list[str]:
    """The words of a question that do more than ask, point or tell of doing, in lower case; those of names are left out."""
    rest = question.lower().replace("’", "'")
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name.lower(), " ")
    return [word for word in _WORD.findall(rest) if word not in _FRAME]
