from __future__ import annotations

import base64
import time
from pathlib import Path

import pytest

from corpus.errors import NoTextError
from corpus.loaders import load_text
from corpus.loaders.html import load
from corpus.loaders.html_site import without_tools

BODY = "".join(
    f"<p>第{n}条　各区人民政府应当按照本办法，落实住房保障工作，并于每年年底前报告。</p>"
    for n in "一二三四五六"
)
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>关于印发住房保障办法的通知 - 某市政府网</title>
<meta name="ArticleTitle" content="关于印发住房保障办法的通知"></head><body>
<div class="top"><ul class="menu"><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li>
<li><a href="/b">互动交流</a></li></ul></div>
<div class="wrap"><div class="path">您的位置：首页 &gt; 政策文件</div>
<table class="info"><tr><td>发文字号：</td><td>某府办规〔2024〕13号</td><td>发文机关：</td><td>某市人民政府办公厅</td></tr>
<tr><td>成文日期：</td><td>2024年7月26日</td><td>文件状态：</td><td>有效</td></tr></table>
<div class="article"><p>某市住房保障办法</p>{BODY}<p>附件：<a href="x.pdf">申请表.pdf</a></p></div>
<div class="share">分享到：<a href="#">微信</a></div></div>
<div class="reading" style="position:absolute">{BODY}</div>
<div class="footer">主办：某市人民政府办公厅　备案号：某ICP备1号</div><script>var a="<p>脚本</p>";</script></body></html>"""


def save(tmp_path: Path, page: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "page.html"
    path.write_bytes(page.encode(encoding))
    return path


def test_the_document_is_there_once_and_the_site_is_not(tmp_path: Path) -> None:
    lines = load(save(tmp_path, PAGE)).text.split("\n")

    assert lines[0] == "关于印发住房保障办法的通知"
    assert lines[1] == "某市住房保障办法"
    assert [line[:3] for line in lines[2:8]] == ["第一条", "第二条", "第三条", "第四条", "第五条", "第六条"]
    assert lines[8:] == ["附件：申请表.pdf"]


def test_the_block_of_labels_becomes_hints(tmp_path: Path) -> None:
    assert load(save(tmp_path, PAGE)).hints == {
        "title": "关于印发住房保障办法的通知",
        "number": "某府办规〔2024〕13号",
        "issuer": "某市人民政府办公厅",
        "date": "2024-07-26",
        "status": "现行",
    }


def test_a_page_that_declares_gb2312_is_read_beyond_it(tmp_path: Path) -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="gb2312"').replace("各区", "镕城區")
    assert "镕城區" in load(save(tmp_path, page, "gb18030")).text


def test_a_table_is_read_row_by_row_with_spans_filled(tmp_path: Path) -> None:
    page = (
        "<html><body><h1>责任分工表</h1><table><tr><th>序号</th><th>任务</th><th>牵头单位</th></tr>"
        "<tr><td>1</td><td>建设实验室</td><td rowspan=2>市科技局</td></tr><tr><td>2</td><td>培育企业</td></tr></table></body></html>"
    )
    loaded = load(save(tmp_path, page))
    assert loaded.text.split("\n")[1:] == [
        "序号:1;任务:建设实验室;牵头单位:市科技局",
        "序号:2;任务:培育企业;牵头单位:市科技局",
    ]
    assert [row.row for row in loaded.rows] == [2, 3]


def test_a_plain_page_keeps_its_headings_and_lists(tmp_path: Path) -> None:
    page = (
        "<html><body><h2>目标</h2><p>到2025年<br>完成。</p><ol><li>甲项</li><li>乙项</li></ol></body></html>"
    )
    loaded = load(save(tmp_path, page))
    assert loaded.text == "目标\n到2025年\n完成。\n1.甲项\n2.乙项"
    assert loaded.headings == ((0, 2, 2),)


def test_the_choices_of_a_search_form_are_not_the_state_of_the_document(tmp_path: Path) -> None:
    form = '<div class="filter"><span>文件状态：</span><label>全部</label><label>现行有效</label><label>失效</label></div>'
    page = PAGE.replace('<table class="info">', form + '<table class="info">').replace(
        "<td>有效</td>", "<td></td>"
    )
    assert "status" not in load(save(tmp_path, page)).hints


def test_control_characters_and_references_to_them_are_nothing(tmp_path: Path) -> None:
    page = "<html><body><p>正\x01文&#2;内容&#x0b;。</p><script>x</script>\x02尾</body></html>"
    assert load(save(tmp_path, page)).text == "正文内容。\n尾"


def test_fields_beside_one_another_do_not_run_into_each_other(tmp_path: Path) -> None:
    table = (
        "<table><tr><th>发布机构</th><td>某市教育局</td><th>发文字号</th><td>某教〔2024〕7号</td></tr>"
        "<tr><th>来源</th><td>某市政府办公厅浏览字号：大 中 小</td><th>有效性</th><td>有效</td></tr></table>"
    )
    page = f"<html><body>{table}<div><h1>关于学校安全的通知</h1>{BODY}</div></body></html>"

    hints = load(save(tmp_path, page)).hints

    assert hints["publisher"] == "某市教育局"
    assert hints["number"] == "某教〔2024〕7号"
    assert hints["source"] == "某市政府办公厅"
    assert hints["status"] == "现行"


def test_pictures_left_out_are_said(tmp_path: Path) -> None:
    page = f"<html><body><div>{BODY}<p><img src='map.png'><img src='icon_pdf.gif'></p></div></body></html>"
    (warning,) = load(save(tmp_path, page)).warnings
    assert "1 幅图片" in warning.message


def test_a_paragraph_that_says_the_same_again_is_kept(tmp_path: Path) -> None:
    clause = "本项工作由市科技局牵头负责，会同有关部门制定办法，于每年年底前报送落实情况。"
    parts = "".join(f"<p>{number}、第{number}项</p><p>{clause}</p>" for number in "一二三")

    text = load(save(tmp_path, f"<html><body><h1>工作方案</h1>{parts}</body></html>")).text

    assert text.count(clause) == 3


def test_a_page_saved_with_its_pictures_in_one_file_is_read(tmp_path: Path) -> None:
    page = f"<html><body><h1>关于学校安全的通知</h1>{BODY}</body></html>"
    archive = (
        'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
        '--b\r\nContent-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{base64.b64encode(page.encode('gbk')).decode()}\r\n--b--\r\n"
    )
    path = tmp_path / "saved.mht"
    path.write_text(archive, "utf-8", newline="")

    assert load_text(path).text == load(save(tmp_path, page)).text


def test_what_a_site_says_of_itself_is_left_out_whatever_its_box_is_called(tmp_path: Path) -> None:
    foot = "<div class=bottom><p>主办:某市政府办</p><p>网站标识码:4400000001 某ICP备05000001号</p><p>邮编:510000</p></div>"
    page = (
        f"<html><meta charset=utf-8><body><table><tr><td><div>【字体:大 中 小】 打印 关闭 分享:<a>微信</a><a>微博</a></div>"
        f"<p>版权所有者的登记办法</p>{BODY}</td></tr><tr><td>{foot}</td></tr></table></body></html>"
    )
    lines = load(save(tmp_path, page)).text.split("\n")

    assert lines[0] == "版权所有者的登记办法"
    assert [line[:3] for line in lines[1:]] == ["第一条", "第二条", "第三条", "第四条", "第五条", "第六条"]


def test_a_title_above_the_document_is_kept_where_the_page_states_none(tmp_path: Path) -> None:
    page = (
        '<html><meta charset=utf-8><body><div title="header"><p>某市政府公报</p></div><div><a href="/">首页</a></div>'
        f'<p align="center"><font>某市住房保障办法</font></p><div style="column-count: 2">{BODY}</div></body></html>'
    )
    lines = load(save(tmp_path, page)).text.split("\n")

    assert [line[:8] for line in lines[:2]] == ["某市住房保障办法", "第一条　各区人民"]
    assert len(lines) == 7


def test_a_short_notice_is_found_among_more_words_of_links(tmp_path: Path) -> None:
    # The links of the day's news weighed more than the notice, were chosen, and then left out as links:
    # nothing but the title was read, and no warning said so.
    news = "".join(
        f"<p><a href='/{n}'>我市召开第{n}次会议，研究部署城市更新、老旧小区改造等工作。</a></p>"
        for n in range(8)
    )
    notice = "<p>中秋节期间窗口暂停对外服务，10月7日起恢复正常。</p><p>特此公告。</p>"
    page = (
        f"<html><meta charset=utf-8><body><div><h1>窗口服务安排的公告</h1><div>发布时间：2023-09-25　来源：市住建局</div>"
        f"<div>{notice}</div></div><div class=hot><h3>热点新闻</h3>{news}</div></body></html>"
    )

    loaded = load(save(tmp_path, page))

    assert loaded.text.split("\n")[-2:] == ["中秋节期间窗口暂停对外服务，10月7日起恢复正常。", "特此公告。"]
    assert "会议" not in loaded.text


def test_an_article_that_a_script_was_to_show_is_read(tmp_path: Path) -> None:
    # A saved page of an official account hides all of its article until a script has run.
    page = f"<html><meta charset=utf-8><body><h1>住房保障办法</h1><div id=js_content style='visibility: hidden;'>{BODY}</div></body></html>"
    assert load(save(tmp_path, page)).text.count("各区人民政府") == 6


def test_related_pages_with_their_dates_are_left_out_and_the_documents_files_are_not(tmp_path: Path) -> None:
    links = "".join(
        f"<li><a href=/{n}>关于第{n}批项目的解读</a><span>2023-0{n}-11</span></li>" for n in (1, 2, 3, 4)
    )
    files = "".join(f"<li><a href=/{n}.docx>附件{n}：第{n}批项目清单</a></li>" for n in (1, 2, 3))
    page = f"<html><meta charset=utf-8><body><div>{BODY}<ul>{files}</ul><div><h3>相关内容</h3><ul>{links}</ul></div></div></body></html>"

    text = load(save(tmp_path, page)).text

    assert "解读" not in text
    assert "相关内容" not in text
    assert text.endswith("附件3：第3批项目清单")


def test_buttons_and_counters_beside_the_date_are_left_out(tmp_path: Path) -> None:
    stamp = "<p>2023-06-20 10:22 来源：市政府办公厅 浏览次数：128次 【字体：<a href=#>大</a> <a href=#>中</a> <a href=#>小</a>】 打印</p>"
    page = f"<html><meta charset=utf-8><body><div>{stamp}{BODY}<p>（责任编辑：张三）</p><p>[打印] [关闭]</p></div></body></html>"

    lines = load(save(tmp_path, page)).text.split("\n")

    assert lines[0] == "2023-06-20 10:22 来源：市政府办公厅"
    assert lines[-1].startswith("第六条")


@pytest.mark.parametrize(
    "block",
    [
        "<dl><dt>发文机关</dt><dd>某市政府</dd><dt>发文字号</dt><dd>某府〔2023〕4号</dd><dt>有效性</dt><dd>有效</dd></dl>",
        "<ul><li><b>发文机关：</b><span>某市政府</span></li><li><b>发文字号：</b><span>某府〔2023〕4号</span></li><li><b>有 效 性：</b><span>有效</span></li></ul>",
        "<p><span>发文机关：</span><em>某市政府</em><span>发文字号：</span><em>某府〔2023〕4号</em><span>时效性：</span><em>有效</em></p>",
        "<table><tr><td><p>发文机关</p></td><td><p>某市政府</p></td></tr><tr><td>发文字号</td><td>某府〔2023〕4号</td></tr><tr><td>有　效　性</td><td>有效</td></tr></table>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("inside", [False, True])
def test_labels_are_read_however_they_are_set(tmp_path: Path, block: str, inside: bool) -> None:
    document = f"<div>{block}{BODY}</div>" if inside else f"<div>{block}</div><div>{BODY}</div>"
    hints = load(save(tmp_path, f"<html><meta charset=utf-8><body>{document}</body></html>")).hints
    assert (hints["issuer"], hints["number"], hints["status"]) == ("某市政府", "某府〔2023〕4号", "现行")


def test_a_column_of_links_in_a_layout_table_is_left_out(tmp_path: Path) -> None:
    columns = "".join(f"<table><tr><td><a href=/{n}>栏目{n}</a></td></tr></table>" for n in range(5))
    page = f"<html><meta charset=utf-8><body><table><tr><td>{columns}</td><td><table><tr><td>{BODY}</td></tr></table></td></tr></table></body></html>"
    assert "栏目" not in load(save(tmp_path, page)).text


FOOT = "<div class=bottom><p>主办：某市人民政府办公厅　承办：某市大数据局</p><p>网站标识码：5001180001　某ICP备05001234号</p></div>"


def test_a_page_that_a_script_was_to_fill_has_no_text(tmp_path: Path) -> None:
    page = f"<html><meta charset=utf-8><title>关于印发住房保障办法的通知</title><body><div id=app></div>{FOOT}</body></html>"
    with pytest.raises(NoTextError, match="脚本"):
        load(save(tmp_path, page))


def test_a_pdf_shown_inside_a_page_is_said_to_be_left_out(tmp_path: Path) -> None:
    page = f"<html><meta charset=utf-8><body><div><h1>住房保障办法</h1><p>附件：<a href=a.pdf>办法.pdf</a></p><iframe src='view?file=a.pdf'></iframe></div>{FOOT}</body></html>"

    loaded = load(save(tmp_path, page))

    assert loaded.text == "住房保障办法\n附件：办法.pdf"
    assert "嵌有 PDF" in loaded.warnings[0].message


def test_a_short_part_beside_a_long_one_is_kept(tmp_path: Path) -> None:
    links = "".join(f"<li><a href=#{n}>第{n}部分的标题</a></li>" for n in range(9))
    parts = f"<div class=section><h2>一、总则</h2>{BODY}</div><div class=section><h2>二、附则</h2><p>本办法自印发之日起施行。</p></div>"
    page = f"<html><meta charset=utf-8><body><div><h1>住房保障办法</h1><ul>{links}</ul>{parts}</div></body></html>"
    assert load(save(tmp_path, page)).text.endswith("二、附则\n本办法自印发之日起施行。")


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("字体:大中小 打印本页 关闭窗口", ""),
        ("上一篇：关于修改章程的通知", ""),
        ("阅读量 128", ""),
        ("阅读空间建设", "阅读空间建设"),
        ("责任编辑部门由宣传部指定", "责任编辑部门由宣传部指定"),
        ("最新政策", "最新政策"),
        ("发布时间:2023-03-01 大 中 小", "发布时间:2023-03-01"),
        ("完成时间:2023年3月 大 中 小 学校图书角", "完成时间:2023年3月 大 中 小 学校图书角"),
    ],
)
def test_only_a_sites_own_words_are_its_tools(line: str, kept: str) -> None:
    assert without_tools(line) == kept


def test_many_tools_in_one_line_take_no_time() -> None:
    begun = time.process_time()
    without_tools("字体:" * 200 + "甲")
    assert time.process_time() - begun < 1
