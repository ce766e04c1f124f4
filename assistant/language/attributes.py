"""Properties that a question asks for by name: a fine, a tax rate, a budget, a telephone number.

Evidence without any of a property's wordings states another property of the same thing, however
many words it shares with the question, and so is no answer.
"""

from __future__ import annotations

import re

from assistant.answer import Language

# (Chinese pattern, English pattern, wordings that state it in Chinese)
ATTRIBUTES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (r"罚款|罚金|罚多少|处罚", r"\bfine[sd]?\b|penalt\w+", ("罚款", "罚金", "处罚", "罚")),
    (r"权重|赋分|分值|占多少分|(?:考|打|得|拿)(?:到|够)?(?:多少|几)分|(?:及格|合格|分数)线", r"\bweight(?:ing|s)?\b|\bpoints?\b|\b(?:what|which|pass(?:ing)?|minimum|how high an?) (?:\w+ )?(?:scores?|marks?)\b", ("权重", "分值", "赋分", "赋权", "得分", "满分", "计分", "总分", "分以上", "分以下", "分)", "分）")),
    (r"税率", r"\btax rates?\b", ("税率", "%的税", "所得税")),
    (r"所得税", r"\bincome tax\b", ("所得税",)),
    (r"总预算|预算(?:总额|总共|是多少|多少|资金多少)|总投资|投资总额|总经费|花多少钱", r"\b(?:total |overall )?budget\b|\btotal (?:investment|cost|funding)\b|\bcost\b", ("预算", "总投资", "投资总额", "经费总额", "总经费", "投资")),
    (r"GDP|地区生产总值|生产总值", r"\bGDP\b|\bgross domestic product\b", ("GDP", "生产总值")),
    (r"人口", r"\bpopulation\b", ("人口",)),
    (r"工资|薪酬|薪水|月薪|年薪", r"\bsalar\w+|\bwages?\b|\bpay scale\b", ("工资", "薪酬", "薪金", "年薪", "月薪")),
    (r"电话|联系方式|手机号", r"\b(?:phone|telephone|hotline|helpline|contact (?:number|details))\b", ("电话", "联系方式", "热线")),
    (r"地址|在哪条街|在哪里办公", r"\baddress\b", ("地址", "号", "路", "街")),
    (r"邮箱|电子邮件", r"\be-?mail\b", ("邮箱", "@", "电子邮件")),
    (r"网址|官网", r"\bwebsite\b|\burl\b", ("网址", "网站", "www", "http")),
    (r"建筑面积|楼面面积", r"\bfloor (?:area|space)\b", ("建筑面积", "平方米")),
    (r"失业率", r"\bunemployment\b", ("失业",)),
    (r"利率|利息", r"\binterest rates?\b", ("利率", "利息", "贴息")),
    (r"房价|租金|租价|地价", r"\brents?\b|\bland price|\bhouse prices?\b", ("租金", "地价", "房价", "价格")),
    (r"排名|第几[名位]|排(?:在|到)?第几|排老几|名次|名列第几", r"\brank(?:ing|s|ed)?\b", ("排名", "位居", "名次", "位次", "位列", "名列", "居全", "列全", "前列", "第一", "第二", "第三")),
    (r"奖金|奖励(?:多少|金额|标准|资金)|补贴(?:多少|标准|金额)|补助(?:多少|标准|金额)|奖多少|补多少", r"\bsubsid\w+|\bbonus\w*|\bcash (?:prize|reward)\w*|\brewards? amount\b|\bgrants?\b", ("奖", "补贴", "补助", "资助", "万元", "亿元", "0元")),
    (r"毕业|学历|学位|哪个学校|母校", r"\bgraduat\w+\b|\balma mater\b|\bdegrees?\b", ("毕业", "学历", "学位")),
    (r"籍贯|老家|哪里人|哪儿人|什么地方人", r"\bhometown\b|\bnative of\b|\bcome[s]? from originally\b", ("籍贯", "人,", "人，", "生于")),
    (r"履历|简历|从政经历|当过什么", r"\bcv\b|\bresume\b|\bcareer\b", ("历任", "曾任", "履历", "简历")),
    (r"出生|年龄|多大年纪|多大岁数|几岁|贵庚", r"\bhow old\b|\bborn\b|\bage of\b", ("出生", "岁", "年龄")),
    (r"就业岗位|岗位数", r"\bjobs\b", ("岗位", "就业")),
    (r"碳排放|二氧化碳", r"\bcarbon emission\w*|\bCO2\b", ("碳排放", "二氧化碳")),
    (r"税收收入|税收总额", r"\btax revenue\b", ("税收",)),
    (r"[建设落]在(?:哪|什么地方)|(?:在|到|去)(?:哪|(?:几号?[楼层]|哪(?:里|儿|[栋幢层座]|个(?:地方|会场|楼|会议室|酒店|礼堂|场馆|场地|城市|厅))|什么(?:地方|地点|场所|场地)|何[处地]))(?:召?开(?![始展])|举行|举办|进行|召集|办(?!理|事|证|税|公)|搞)|(?:(?:召?开(?![始展])|举行|举办|进行|召集|办(?!理|事|证|税|公)|搞)|会|大会)(?:是)?在(?:几号?[楼层]|哪(?:里|儿|[栋幢层座]|个(?:地方|会场|楼|会议室|酒店|礼堂|场馆|场地|城市|厅))|什么(?:地方|地点|场所|场地)|何[处地])|(?:几号?[楼层]|哪(?:里|儿|[栋幢层座]|个(?:地方|会场|楼|会议室|酒店|礼堂|场馆|场地|城市|厅))|什么(?:地方|地点|场所|场地)|何[处地])(?:召开|举行|举办)|(?:召开|举行|举办|会议|大会)的?(?:具体)?(?:地点|场所)|位于哪|坐落|选址|具体位置", r"\bwhere (?:is|are|will|should|was|does|did)\b[^?]*\b(?:located|built|sited|based|placed|held|hosted|take place|convened?|meet)\b|\blocated\b|\bwhere\b[^?]*\b(?:housed|situated|seated)\b|\bpremises\b|\bhoused\b|\b(?:sits?|seated|located|based) in\s*\?*$", ("地点", "位于", "设在", "建在", "选址", "地址", "坐落", "落户", "布局在")),
    (r"由(?:哪些|哪几|什么|谁|啥)[^,，]{0,4}(?:组成|构成)|(?:成员|人员)(?:有|是|包括)(?:哪(?!些?(?:要求|措施|政策|条件|规定|待遇|补助|补贴))|谁|什么人)|组成人员|成员名单", r"\bmembers of (?:the |its |this )?(?:[\w-]+ ){0,3}(?:group|committee|panel|board|team|office|council)\b|\bmade up of\b|\bsit(?:s|ting)? on\b|\bconsists? of which\b|\bmembership\b", ("组成", "成员", "由")),
    (r"(?:多久|几(?:天|周|个?月|年|季度))[^,，?？]{0,8}[一1][次回轮遍]|频率|隔多久", r"\bhow (?:often|frequently)\b|\bfrequency\b", ("每年", "每2年", "每两年", "每3年", "每三年", "每月", "每周", "每季", "每半年", "定期", "一次", "每日", "每天")),
    (r"补偿(?:标准|金|款|费|多少)", r"\bcompensation\b", ("补偿",)),
    (r"联系人|找谁联系", r"\bcontact person\b|\bperson to contact\b|\bwho (?:do|should|can) (?:we|i) contact\b", ("联系人", "联系电话", "联系方式")),
    (r"(?:怎么|如何|怎样)(?:去|来)?申(?:请|领|报)|申(?:请|领|报)(?:流程|手续|程序|办法|渠道|入口)", r"\bhow (?:do|does|can|could|should|would|to)\b[^?]*\bappl(?:y|ies)\b|\bapplication (?:procedure|process|channel)", ("申请", "申领", "申报", "报名", "办理")),
    (r"分管", r"\boversees? which\b", ("分管", "协管", "主管")),
    (r"法律依据|依据(?:的是)?(?:什么|哪些?|哪[部条])(?:法|条例|规定)|哪[部条一]*法(?:律|条|规)", r"\blegal basis\b|\b(?:article|section|provision)s? of (?:the )?(?:law|act)\b|\b(?:which|what) laws?\b", ("法》", "条例》", "法律", "法规", "规定》", "办法》")),
    (r"公式|(?:怎么|怎样|如何|咋)(?:个)?(?:测算|计算|核算|换算|统计|衡量|算)(?:出来|得出)?", r"\bformulas?\b|\bhow (?:is|are|was|were|do|does|did|should|will) [^?]{2,60}\b(?:calculated|computed|measured|worked out|derived)\b", ("公式", "计算", "测算", "核算", "换算", "统计", "口径", "=", "除以", "之比")),
    (r"(?:评|判|得|打|给|定)(?:了|成|为|出)?(?:什么|哪个|几)(?:等级|等次|级别|等|星)|(?:评审|评估|评价|初评|验收|考核|督查)[^,，?？]{0,4}(?:结论|评语|(?:打分|评分|得分)(?!参照|依据|依照|按|时|的?标准|的?指标))", r"\b(?:what|which) (?:grade|rating|mark|score|verdict)\b|\bverdict\b", ("等级", "等次", "结论", "评分", "打分", "得分", "结果为", "优秀", "合格")),
    (r"出口额|进出口|外贸", r"\bexport(?:s| value| volume)\b|\bforeign trade\b", ("出口额", "进出口", "外贸", "出口")),
)  # fmt: skip


def read_attributes(question: str, language: Language) -> tuple[tuple[str, ...], ...]:
    """For each property asked for, the Chinese wordings that may state it."""
    if language == "zh":
        return tuple(wordings for chinese, _, wordings in ATTRIBUTES if re.search(chinese, question))
    return tuple(
        wordings for _, english, wordings in ATTRIBUTES if re.search(english, question, re.IGNORECASE)
    )


# 在国际会展中心举行 says where as well as 地点 does.
_HELD_AT = re.compile(
    r"在(?![^,，。;；]{0,10}(?:基础|期间|阶段|情况|范围|方面|过程|年|月|日|底))[^,，。;；、]{2,24}?(?:召开|举行|举办|开幕)"
)


def states_attribute(wordings: tuple[str, ...], text: str) -> bool:
    """Whether a text states a property by one of its wordings."""
    return any(wording in text for wording in wordings) or (
        "地点" in wordings and bool(_HELD_AT.search(text))
    )


def attribute_name(wordings: tuple[str, ...], question: str, language: Language) -> str:
    """A property in the question's own language: its first Chinese wording, or the English words that asked."""
    if language == "zh":
        return wordings[0]
    for _, english, known in ATTRIBUTES:
        asked = re.search(english, question, re.IGNORECASE)
        if known == wordings and asked:
            return re.sub(r"^(?:what|which|how)\s+", "", asked[0], flags=re.IGNORECASE)
    return wordings[0]
