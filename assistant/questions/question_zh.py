"""Read a Chinese question's wording: its kind, the thing asked for, and its constraints."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.language.attributes import read_attributes
from assistant.language.bounds import without_bounds
from assistant.language.fillers import without_fillers
from assistant.language.offices import formal_office
from assistant.language.quantities import UNITS
from assistant.language.regions import read_regions
from assistant.language.units import NamedUnits
from assistant.questions.money import asks_for_source
from assistant.questions.pivot import find_pivot
from assistant.questions.profile import (
    AnswerType,
    QuestionKind,
    QuestionProfile,
    Role,
    names_years,
    without_names,
    years_asked,
)
from assistant.questions.unit_alone import asks_only_of_units, names_no_matter

_ZH_QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{2,40})[”\"」』》]")
_LEVEL = re.compile(r"(?:国家|省|市|区|县|乡镇|镇|乡|村|街道)一?级")
_ZH_ASKING = re.compile(
    r"请问|请告诉我|(?:(?:这个|这份|本|该)|(?<![\u4e00-\u9fff]))(?:工作)?(?:方案|文件|通知|办法)(?:的|里面|里|中|当中|内)?(?:开头|第一段)?|(?<=[\u4e00-\u9fff])(?:方案|文件)(?:里面|里|当中|中)|(?:在)?(?:这份|这个|本|该)?(?:方案|文件|通知)(?:里面|里|当中|中)|被?(?:比|看|视|当|称|叫|形容)(?:作|成|为)(?=什么|啥)|分[成为作](?=\s*(?:几|多少|哪))|(?:进行)?界定|定义|含义|怎么给|如何给|请列出|列出|麻烦|想知道|我想问|一下|(?:怎么|怎样|如何)(?:来|去)?(?:解决|破解|应对|缓解)|(?:到|至)?(?:什么时候|何时|几月份?|哪天)(?:就|才)?(?:结束|截止|为止)|(?:从)?(?:什么时候|何时|哪一?天|几[号日月])(?:就|才|正式)?(?:开始|起(?![点步]))|是什么时候|什么时候|(?:什么|哪个|哪一?段)(?:时间段|时段)|哪一?段时间|什么时间|何时|哪一年|哪年|哪个月|哪几个月|哪一?级|哪[二两三四五六七八九十]+[个家项条种位类]|几月份?到几月份?|几月份?|几[号日]|哪天|"
    r"有哪些|哪些|哪几个|哪几家|哪几项|哪几|哪个|哪家|哪一家|哪一个|哪项|哪一项|哪种|哪里|哪儿|哪方面|哪位|"
    r"是什么意思|什么意思|(?:具体|各自?|分别|都|到底|究竟)*指的?是?(?=什么|哪|谁|[?？]|$)|指的是|是指什么|分别是什么|分别是|分别|是什么|叫个?什么名字|叫个?什么|叫啥名字|叫啥|什么样|什么|"
    r"多少(?:钱)?|几个|几家|几项|几条|几件|几名|几种|百分之(?:几|多少)|多大|多高|多长|多久|"
    r"([\u4e00-\u9fff])不\1|对吗|(?:会|将|该|应该?)?(?:怎么样|怎样|怎么|如何)|咋样|咋|为什么|为何|是否|有没有|会不会|能不能|可不可以|是不是|要不要|"
    r"[由归让]?哪[一二两三四五六七八九十几些]*[个家项]?(?:部门|单位|机构|局)(?:来)?(?:承担|负责|管(?!理))?|[由归让找靠是]?谁(?:来|去|具体)*(?:(?:盯|管|抓|办|弄|搞|扛)着?(?=[^\u4e00-\u9fff]|$|[啊呀呢的]))?|管不管|负不负责|这事儿?|那事儿?|吗|呢|啊|呀|吧|嘛|么|啥|的话|[?？!！。]"
)

_ZH_ROLE_LEAD = re.compile(
    r"牵头|主责|主办|谁(?:来)?(?:具体)?(?:负责|主管|管(?!理)|抓|主抓)|归(?:谁|哪[^,，?？]{0,6}?)(?:来|去|具体)?(?=管|负责|牵头|抓|办|干|做|弄|搞|承担|主|落实|推|实施|盯|总|[?？,，]|$|[啊呀呢的])|(?:哪个|哪些|哪家|什么)(?:部门|单位|局|机构|中心|公司|办)(?:来)?(?:具体)?(?:负责|主管|管(?!理)|抓)|"
    r"(?<![到给至各])责任(?:单位|部门|主体)|(?:落|压|打|摊|算|记|挂|放|派|安|交|给)[在到给]?(?:谁|哪[^,，?？]{0,6}?)(?:的)?(?:头上|身上|肩上|肩头|手[里上]|名下|账上)|(?:谁|单位|部门|局|家)(?:来|去)?(?:领着|带着|扛着|挑着|操持|张罗|操办)|负责(?:单位|部门)|(?:负责|主管)的?(?:是|为)(?:哪|谁|什么)|找(?:谁|哪个部门)|管不管|负不负责|"
    r"(?:谁|哪一?[家个](?:局|部门|单位|办|机构)?)(?:家)?的(?:主要)?(?:任务|责任|职责|活|事(?![业故件情]))(?=[^\u4e00-\u9fff]|$|啊|呀|呢)|(?:落|算)[在到]?(?:谁|哪[家个](?:局|部门|单位)?)(?:家)?(?:头上|身上)|归[\u4e00-\u9fff]{2,8}(?:管|负责)"
)
_ZH_ROLE_SUPPORT = re.compile(
    r"(?:带着|领着|拉上|会同)(?:哪|什么|几)[些几家个]*(?:单位|部门|局)?|(?<!不)配合|协办|协助|参与(?:了|的)?(?:是)?(?:哪|什么|啥)|参[与加](?:的)?(?:单位|部门)|(?:单位|部门|谁|局|哪[几些家个]+)(?:来|去|要|一起|需要|负责)*(?:协同|协作|出力|支援|辅助)|帮(?:忙|着)|帮[^,，?？]{0,4}忙|协同(?:单位|部门)|支持单位"
)
# 除了牵头单位,还有哪些单位: the others support.
_ZH_APART_FROM_LEAD = re.compile(
    r"(?:[\u4e00-\u9fff]{2,10}(?:来)?(?:牵头|主责|主办)[,，])?(?:其余|其他|其它|剩下|余下)(?:的)?(?:几[家个])?(?:参[加与]|配合)?(?:的)?(?=单位|部门|局|是?谁|有?谁|有?哪|几家)|"
    r"(?:除了?|抛开|不算)?(?:[\u4e00-\u9fff]{2,10}(?:局|委|中心|办|公司))(?:之外|以外)[,，]?(?=还有)|"
    r"(?:除了?|除去|不算|抛开)(?:负责)?(?:牵头|主责|主办)的?(?:那个|那家)?(?:单位|部门)?(?:以外|之外|外)?的?[,，]?"
)
_ZH_TASKS = re.compile(
    r"(?:哪些|哪几项|哪[两二三四五六七八九十]项|哪项|哪一项|什么|几项|几个|多少项|多少个|多少)(?:的)?(?:重点)?(?:[\u4e00-\u9fff]{2,10}的)?(?:重点)?(?:任务|工作|事项|职责|活儿?(?!动)|事儿?(?!业|故|件|项))|(?:负责|承担|管|牵头|配合)(?:了|着)?(?:些)?(?:什么|啥|哪些)(?=[^\u4e00-\u9fff]|$|样的|呢|的[?？]?$|(?:重点)?(?:任务|工作|事|活|职责|内容|方面))|(?:负责|承担|牵头|配合)(?:了|着|的)*(?:是|有)?(?:哪|几|多少)(?:一|几|两)?[项些件](?=[?？,，]|$)|(?:任务|事项|工作)(?:一共|总共|都|分别|主要|各自)*(?:是|有|包括)(?:哪|什么|几|多少|啥)(?![\u4e00-\u9fff]{0,2}(?:配合|牵头|责任|协办)?(?:单位|部门))|"
    r"(?:任务|事项|工作|分工)(?:里面?|中|当中|表)?[^,，?？]{0,6}(?:出现|涉及|参与|有份|承担)[^,，?？]{0,3}(?:哪[几些两二三四五六七八九十]|几[项个条])"
)
# 市监局管什么, 财政局要干哪些事: what a unit does is what its tasks are.
_ZH_UNIT_DOES = re.compile(
    r"(?:局|委|办|中心|公司|厅|政府|会|街|街道|园区)(?:在[^,，?？]{0,12}?[中里上内]|这次|这回|到底|究竟|都|主要|具体|平时|一般|也|又|还|要|得|该|应该|应当|应|需要|会){0,6}"
    r"(?:管|干|做|办|抓|忙|负责|承担|分到)(?:了|着|些|的|是)*(?:什么|哪些|哪几)(?:样的)?(?:个|件|项)?(?:事|活儿?|工作|任务|职责)?(?:儿|情|项)?(?:的|呢|啊|呀)*[?？]?$"
)
# 城管局参加的那项任务是谁牵头的: the task is given by one unit that has a part in it.
_ZH_LEADER_OF_ITS = re.compile(
    r"(?:参加|参与|配合|协办|承担)的?(?:那|这)?(?:一|几|两)?[项个些]?(?:任务|工作)[^,，?？]{0,4}(?:谁|哪个\S{0,3}|哪家)(?:来)?牵头"
)
# A unit's part in a task: 算牵头还是配合, 是什么角色.
_ZH_WHICH_ROLE = re.compile(
    r"(?:牵头|主责|主办|负责)[^,，?？]{0,4}[,，]?还是[^,，?？]{0,6}(?:配合|协办|协助|参与)|(?:配合|协办|协助|参与)[^,，?？]{0,4}[,，]?还是[^,，?？]{0,6}(?:牵头|主责|主办|负责)|"
    r"(?:什么|哪种|哪个|何种|啥样的?)(?:样的)?(?:角色|身份)|(?:角色|身份|分工)[^,，?？]{0,4}(?:不同|区别|差别|差异|不一样|一样|相同)"
)
# All of a unit's tasks, whatever its part in them.
_ZH_WHATEVER_ROLE = re.compile(r"出现在|涉及|有份|参与")
_ZH_TOGETHER = re.compile(r"共同牵头|一起牵头|联合牵头|合力牵头|(?:和|与|跟)谁")
# 财政局牵头的那项,还有谁一起牵头: its partners are told with the tasks that it leads.
_ZH_PARTNER = re.compile(
    r"(?:谁|哪)[^?？]*(?:共同|一起|联合|合力|一道|一块儿?|搭伙|搭档|携手)[^?？]*牵头|(?:共同|一起|联合|合力|一道|一块儿?|搭伙|搭档|携手)[^?？]*牵头[^?？]*(?:谁|哪)"
)
_ZH_DEADLINE = re.compile(
    r"(?:什么时候|何时|哪天|几月|几[号日]|什么时间|哪个月)[^,，。?？]{0,4}(?:完成|做完|前|之前|截止|到期|弄完|弄好|搞完|搞好|搞定|办完|办好|干完|结束|交|要求|收尾|收官|完工|完结|办结|拿下|为止|到头)|(?:最晚|最迟|至迟|不晚于|限)[^,，?？]{0,8}(?:什么时候|何时|几月|哪[年月天个])|"
    r"(?:完成|截止|办结|到期)(?:的)?(?:时间|时限|期限|日期)|(?:时限|(?<!同)期限)(?![^,，?？]{0,4}(?:多少|几个?[天月年工小]|多[长久]))|截止|(?:要求|须|应|得|要)?(?:在)?(?:什么时候|何时|哪年哪月|几月)(?:之?前)?(?:完成|做完|弄完|搞定|建成|达到|出台|印发)"
)
# 办理时限由谁压缩 speaks of a time limit and asks for a unit, unless it asks for a time as well.
_ZH_WHO = re.compile(
    r"谁|(?:哪[一几些两三]*[个家]?|什么|啥)(?:部门|单位|局|机构)|(?:牵头|主责|责任|主办|配合|协办)(?:单位|部门)"
)
_ZH_WHEN = re.compile(
    r"什么时[候间]|何时|几[月号日年天]|哪一?[年月天日]|哪[几一]?个?月|多[久长]|最晚|最迟|至迟|完成(?:的)?(?:时间|时限|期限|日期)"
)
_ZH_TIMELINE = re.compile(
    r"哪几个月|几月到几月|从几月|几月至几月|起止|时间安排|时间节点|时间段|哪一?段时间|什么时段|哪一年|哪年|什么时候|何时|什么时间|几月|几[号日]|哪几?天|哪个月|哪一天|哪日"
)
_ZH_NUMBER = re.compile(
    r"多少|(?<!哪)几(?:个|家|项|件|条|名|种|次|万|亿|成|倍|年|天|人|位|所|处|台|套|平方|章|场|轮|批|笔|户|亩|公|吨|分|页|节|届|岁|小时|分钟|周|层|支|辆|级|栋|座|间|份|篇|部|组)|百分之(?:几|多少)|目标值|(?<![什怎])(?:数|数量|个数|为|是)几(?=[?？,，]|$)|多大|多高|多长时间|多久(?!.{0,8}[一1]次)|(?:规模|金额|比例|比重|数量|面积|总额|额度)(?:是|为|有)?(?:多|什么)"
    # A question that only ends in such a word asks for it where no other word asks: not 哪些收入计入利润总额?
    r"|^(?!.*(?:哪|谁|什么|如何|怎)).*(?:规模|金额|比例|比重|数量|面积|总额|额度)(?:是|为|有)?[?？]?$"
)
_ZH_NUMBER_UNIT = re.compile(
    rf"(?:多少|(?<![哪这那近前头后来])几)(?P<unit>%|(?:亿|万|千|百)?(?:{UNITS}))(?!别|(?<=单)位|(?<=个点)位)"
)
# 几年调一次, 多久开一次 ask for a rhythm, which is no amount: 每2年调整一次.
_ZH_HOW_OFTEN = re.compile(r"(?:多久|几(?:天|周|个?月|年|季度)|隔多久)[^,，?？]{0,8}[一1][次回轮遍]")
_ZH_PERSON = re.compile(
    r"(?:谁|[什何]么?人|哪一?[个位](?:人|同志|领导)?)(?:来|去|在)*(?:担任|出任|兼任|当|任|兼|做)(?!务)|(?:组长|主任|书记|局长|负责人|领导|院长|市长|区长|县长|秘书长|主席|处长)(?:又|还|就|都|具体|\s)*(?:是|为)?(?:谁|哪几?位|哪些人)|叫什么(?:名字)?|哪位领导|姓名|谁是|贵姓|姓什么|姓甚|尊姓|大名|(?:组长|主任|书记|局长|负责人)(?:是|为|系)?(?:哪一?位|哪一?个|何人|何许人)"
)
_ZH_PERSON_ROLE = re.compile(
    r"(?:组长|主任|书记|局长|负责人|领导(?!小组)|院长|市长|区长|县长|秘书长|主席|处长|部长|董事长|经理|联系人)"
)
_ZH_COMPARISON = re.compile(
    r"相比|比较|更(?:多|大|高|少|小|低|长|早|晚)(?!一?[级层]|水平|质量)|(?<![占对])比(?![重例率值分如方])[^,，?？]{2,20}?(?:还|更|要)?(?<![最多])(?:多|少|大|小|高|低|长|短)(?:一?[些点])?(?:吗|呢|么|吧)?[?？]?$|有没有[^,，?？]{2,16}(?:多|大|高|长)(?:吗|呢)?[?？]?$|比[^,，]{2,20}(?:多|少|大|小|高|低|长|短)[\u4e00-\u9fff]?(?:几|多少|出)|哪个[\u4e00-\u9fff]{0,8}?(?<!最)(?:多|大|高|少|小|低)[,，?？]|一样(?:多|大|高|长)|(?:大|多|高|少|小|低)多少|相差|(?<!还)差多少|(?<!还)差几|差额|之差|谁[^,，?？]{0,8}?(?<!最)(?:多|大|高|先)(?:一些|些|点)?(?=[,，?？。]|$)|哪个[\u4e00-\u9fff]{0,10}?(?<!最)(?:多|大|高|少|小|低|早|晚)(?:一些|些|点)?(?=[,，?？。]|$)|(?:多|少|大|小|高|低)几[个条家项件]|哪个(?:先|早|晚|多|大|高)|区别|不同"
)
_ZH_WHO_MORE = re.compile(r"谁[^,，?？]{0,8}?(?<!最)(?:多|大|高)|更(?:多|大|高|少|小|低|长|短)")
_ZH_DEFINITION = re.compile(
    r"什么是|怎么(?:给|对|把)?[^,，?？]{1,14}(?:定位|下定义)|如何(?:给|对)?[^,，?？]{0,14}定位|(?:的|是)(?:功能)?定位[?？]?$|定位(?:是|为)(?:什么|怎样)|(?:是|指)(?:的)?什么意思|指的是|是指|界定|定义|含义|(?:比|看|视|当|称|叫|形容)(?:作|成|为)(?:了|是)?(?:什么|啥)|视为|何为|何谓|意味着什么|简称什么|全称"
)
_ZH_LIST = re.compile(
    r"哪些|哪几|哪五|哪[三四六七八九十两]|分别(?:是|为)|列出|列举|包括什么|包含什么|有什么|内容|分为|由哪|什么(?:举措|措施|要求|条件|政策|方式|方法|规定|支持|补贴|渠道|途径|材料|工作|标准)"
)
_ZH_METHOD = re.compile(r"怎么|怎样|如何|咋|为什么|为何|(?:什么|有何)(?:措施|办法|举措|方法|要求|规定)")
# Which units, or how many; not how much money one of them gives, nor which firm takes part.
_ZH_UNITS_ASKED = re.compile(
    r"谁|哪(?!一?[所家些个几]*(?:企业|公司|高校|大学|学校|院校|医院|银行|科室|处室|人))|什么|(?:几|多少)[家个](?!人|月|亿|万)|多少(?:单位|部门)|单位[是有为]?[?？]?$|部门[是有为]?[?？]?$|(?:单位|部门)(?!.*(?:多少|几[^家个]|要不要|会不会|是否|有没有|能不能|吗))|是[?？]?$|有[?？]?$"
)
# 低碳这块有税务局的活吗: whether a unit has any part in a task.
_ZH_HAS_PART = re.compile(
    r"(?:有没有|有无|有|没有?|关)[^,，?？]{0,12}(?:的|啥|什么)(?:事|份|活|任务|责任|戏份)儿?(?:[吗么不没吧]|[?？]|$)|(?:有没有|有)[^,，?？]{2,10} (?=[吗么不没吧]?[?？]|$)|跟[^,，?？]{2,10}(?:有没有|有|没)(?:什么|啥)?(?:关系|相干)"
    # 税务局也参与吗
    r"|(?:有没有|有无|参不)参[与加]|^(?!.*(?:哪|什么|啥|谁|几|多少)).*参[与加](?:了|进来)?[吗么不没吧][?？]?$"
)
_ZH_HELPS_WHOM = re.compile(r"(?:给|为|替|帮)(?:谁|哪[些几个家]+(?:单位|部门|局)?)[^,，?？]{0,4}配合")
_ZH_WHAT = re.compile(r"哪|什么|几|多少|还是")
_ZH_YES_NO = re.compile(
    r"(?:[吗吧不没]|(?<![什怎这那])么)[?？]?$|([\u4e00-\u9fff])不\1|是否|有没有|会不会|是不是|能不能|可不可以|要不要|能否|可否"
)
_ZH_NAME = re.compile(
    r"叫个?(?:什么|啥)|名称|名字|哪一?(?:家|个|部|份|项)(?:公司|企业|机构|文件|办法|规划|园区|平台)|哪(?:家|一家)"
)
_ZH_ACTUAL = re.compile(
    r"(?:有没有|是否|有无)(?:已经?|按期|按时|如期|按要求|提前|顺利|全部|都|真的?)*(?:完成|达成|兑现|做完|干完|搞完)(?![时期率的])|实际(?:上)?(?!(?:使用|利用|到位)(?:内资|外资|资金))[^,，。应须需]{0,6}(?:完成|新增|达到|实现|建成|投入(?!使用)|获得|获批|增长|引进|培育|多少|拿到|用了|花了|落实|兑现|有几|有多)(?!率)|"
    r"(?:最后|最终)?(?:到底|究竟)?(?:做到|达到|实现|做成|完成|拿到|涨到|搞到|干到)了(?:多少|几|没|什么|哪)|(?:花|用|投|拨|付|建|招|引进|培育|到位)了(?:多少|几)|(?:花|用|投|拨|完成|到位)(?:了)?(?:多少|几[个家项件])了|后来|已经(?=[^,，。?？]{2})|(?:目前|现在|如今|截至目前|至今)[^,，。]{0,12}(?:完成|建成|达到|获|批|实现|多少|了吗|没有|认[定证]|签|开工|投产|入驻|落户|引进|挂牌|成立)|是(?:在)?(?:什么时候|何时|哪一?[年天]|哪个?月|几[月号])[^,，?？]{1,12}(?<!进行)(?<!开展)(?<!安排)(?<!实施)(?<!计划)的[?？]?$|(?:签|建|引进|成立|入驻|开)(?:好|成)?了(?!.*(?:后|之后|以后|就|才))|"
    r"最终(?=[^,，]{0,8}(?:有没有|是否|获|完成|达到|建成|多少))|结果(?=如何|怎么样|怎样|有没有|是否|[?？])|"
    r"(?:完成|实现|达到|建成|获批|批复|通过|落实|推进)(?:得怎么样|情况(?:如何|怎样|怎么样)|了吗|了没有|了没|了多少|得如何|没有[?？]?$)|进展(?:如何|怎样|怎么样|到哪)|成功了吗|批下来|(?<![行好够算对完])(?<!可以)了(?:没有|没|吗)[?？]?$"
    # 评审是否通过了: what a document says, sets or asks for is no event.
    r"|(?:是否|是不是|有没有|有无)(?:已经?)?(?![^,，?？]*(?:规定|明确|提到|提出|写|说|列|要求|设|安排|包括|涉及|考虑|讲|指定|指明))[^,，?？]{0,10}(?:[\u4e00-\u9fff]{2})了[吗没]?[?？]?$"
    # 有没有通过验收: a plan has it before it; 通过什么渠道 is a way.
    r"|(?:有没有|是否|有无|是不是|[通获评拿]没)(?:已经?|顺利|成功|按期|如期|真的?|都|全部)*"
    r"(?:通过(?=[^,，?？]{0,14}(?:验收|评审|审核|认定|审批|核准|批准|考核|评估|检查|答辩|复核|复审|审查|审议|备案|测评|测试|初评|创建)(?:了|的)?(?:吗|呢|没有)?[?？]?$|了?[吗呢]?[?？]?$)"
    r"|获批|获评|评上|拿下|拿到|挂上牌|批下来)"
    # 争创上没有, 款子到位没有: what a text says, sets or gives to somebody is no event, and 有…没有 asks whether there is any.
    r"|^(?!.*有.*没有)(?!.*(?:[提说写讲谈看查找列]到?|提及|涉及|考虑|写明|列明|说明|规定|明确|要求|安排|指定|设定|牵头|配合|参与|参加|负责|出现|露面|沾边|里[头面边]|名单上?|在内|任务|活儿?)没)"
    r".*(?:[\u4e00-\u9fff]{2}没有|(?:[上成到]|下来|成功)没)[呢啊]?[?？]?$"
)


# 年均要实际用上多少外资: what is to be is a goal, however real it is to be.
_ZH_TO_BE = re.compile(
    r"(?:(?<![需只主])要|得(?!到|了)|需要?|应该?|应当|必须|打算|计划|准备|预计|力争|争取|目标是)(?:年均|每年|真正|真)?实际"
)


# "是先…再…,还是一起…?": words that only set one way against the other and name neither.
_ZH_EITHER = re.compile(
    r"[,，]?还是|是(?=等|先|两|跟|和|与|必须|一起|同时)|等(?=[^,，]{1,10}(?:后|再))|批下来|下来|(?:以|之)?后再?|再(?=[弄搞做办])|"
    r"(?:两|二|这两)[个者项]|都[得要]?|(?:满足|达到|符合|完成)(?:其中|任意)?(?:一|其一|任)?[个项]?(?=就|即|也|$|[?？,，])|"
    r"就(?:行|可以|成|够)了?|即可|也行|那个数|(?<!一起)(?<!一块)(?<!块儿)[弄搞做办](?=[,，?？]|$)"
)


# 被定位为什么年 asks what it is set to be, and for no reason.
_AS_WHAT = re.compile(r"(?<=[定位作称列设评视转变改升])为(?=什么)")


def full_names(question: str, named: NamedUnits) -> str:
    """The question with the units it names by their full names, as the documents write them."""
    for written, full in named.short:
        question = question.replace(written, full)
    return question


def analyse_chinese(question: str, named: NamedUnits, tasks: Iterable[str] = ()) -> QuestionProfile:
    """The profile of a Chinese question that names these units and perhaps some of these tasks."""
    asked = formal_office(question).replace("啥", "什么").replace("咋", "怎么")
    asked = _AS_WHAT.sub("成", asked)
    tasks = [task for task in tasks if task in asked]
    kind, answer_type, role = _chinese_kind(without_fillers(without_names(asked, tasks)), named)
    either = "还是" in question and answer_type == "text"
    subject = _ZH_EITHER.sub(" ", asked) if either else asked
    if answer_type == "number" and _ZH_HOW_OFTEN.search(asked):
        kind, answer_type = "single_fact", "text"
    if answer_type == "number" and re.search(r"电话|号码|热线|邮编|网址|域名|账号", question):
        kind, answer_type = "single_fact", "text"
    subject = without_bounds(subject) if answer_type == "number" else subject
    unit = _ZH_NUMBER_UNIT.search(question)
    unit_word = unit["unit"] if unit and answer_type == "number" else None
    if re.search(r"百分之(?:几|多少)", question):
        unit_word = "%"
    return QuestionProfile(
        question,
        "zh",
        kind,
        answer_type,
        role,
        unit_word,
        years_asked(question),
        named.known,
        named.unknown,
        tuple(_ZH_QUOTED.findall(question)),
        tuple(dict.fromkeys(level.replace("一", "") for level in _LEVEL.findall(question))),
        bool(_ZH_ACTUAL.search(_ZH_TO_BE.sub(" ", question))) and not either,
        read_attributes(question, "zh"),
        _ZH_ASKING.sub(" ", without_fillers(full_names(subject, named))).strip(),
        read_regions(without_fillers(question)),
        without_names(question, tasks),
    )


def _written(question: str, named: NamedUnits) -> list[str]:
    """The named units as the question writes them."""
    written = [name for name in (*named.known, *named.unknown) if name in question]
    return [*written, *(short for short, _ in named.short)]


# Why a unit leads is not answered by that it does.
_ZH_WHY = re.compile(
    r"(?<![定位作称列设评视转变改升])为什么(?!样)|为啥|为何|缘何|何以|何故|凭什么|干嘛(?=要|不|非|让)"
)


def _chinese_kind(question: str, named: NamedUnits) -> tuple[QuestionKind, AnswerType, Role | None]:
    if _ZH_WHY.search(question):
        return "method", "text", None
    if asks_for_source(question) is not None:
        return "single_fact", "text", None
    apart = _ZH_APART_FROM_LEAD.search(question)
    if apart:
        question = question.replace(apart[0], "")
    lead = _ZH_ROLE_LEAD.search(question)
    support = _ZH_ROLE_SUPPORT.search(question) or (apart if not lead else None)
    role: Role | None = "any" if lead and support else "lead" if lead else "support" if support else None
    tasks = _ZH_TASKS.search(question)
    has_unit = bool(named.known or named.unknown)
    if has_unit and _ZH_WHICH_ROLE.search(question) and not (tasks and find_pivot(question, "zh")):
        return "yes_no", "unit", "any"
    if role and find_pivot(question, "zh"):
        return "multi_hop", "list", role
    if (
        tasks
        and (role or _ZH_WHATEVER_ROLE.search(question) or "负责" in question or "承担" in question)
        and (has_unit or _ZH_TOGETHER.search(question))
    ):
        return "tasks_of_unit", "list", "any" if _ZH_WHATEVER_ROLE.search(question) else role or "any"
    if has_unit and _ZH_UNIT_DOES.search(question):
        return "tasks_of_unit", "list", role or "any"
    told = bool(role and _ZH_YES_NO.search(question) and not _ZH_WHAT.search(question))
    told = told or bool(_ZH_COMPARISON.search(question))
    if has_unit and role is None and _ZH_HAS_PART.search(question):
        return "yes_no", "unit", "any"
    if has_unit and _ZH_HELPS_WHOM.search(question):
        return "tasks_of_unit", "list", "support"
    if has_unit and not told and asks_only_of_units(question, _written(question, named)):
        return "tasks_of_unit", "list", role or "any"
    if has_unit and role == "lead" and _ZH_PARTNER.search(question):
        rest = question
        for name in _written(question, named):
            rest = rest.replace(name, " ")
        if names_no_matter(rest):
            return "tasks_of_unit", "list", "lead"
    if has_unit and role is not None and _ZH_LEADER_OF_ITS.search(question):
        return "tasks_of_unit", "list", "lead"
    if role and has_unit and (_ZH_YES_NO.search(question) or "还是" in question):
        return "yes_no", "unit", role
    if _ZH_PERSON.search(question) and _ZH_PERSON_ROLE.search(question):
        return "person", "person", None
    asks_who = role is not None and _ZH_WHO.search(question) and not _ZH_WHEN.search(question)
    if _ZH_DEADLINE.search(question) and not asks_who:
        return "deadline", "date", None
    if _ZH_COMPARISON.search(question):
        measured = _ZH_NUMBER.search(question) or _ZH_WHO_MORE.search(question)
        return "comparison", "number" if measured else "text", None
    if role and _ZH_UNITS_ASKED.search(question):
        return ("support" if role == "support" else "lead"), "unit", role
    if _ZH_DEFINITION.search(question):
        return "definition", "text", None
    if names_years(question):
        return "timeline", "text", None
    if _ZH_TIMELINE.search(question):
        return "timeline", "date", None
    if _ZH_NUMBER.search(question):
        return "number", "number", None
    if _ZH_YES_NO.search(question):
        return "yes_no", "text", None
    if _ZH_METHOD.search(question) and not _ZH_LIST.search(question):
        return "method", "text", None
    if _ZH_NAME.search(question):
        return "single_fact", "name", None
    if _ZH_LIST.search(question):
        return "list", "list", None
    if re.search(r"谁", question):
        return "single_fact", "name", None
    return "single_fact", "text", None
