"""The pages of ``evaluate`` and ``monitor``: whole, by themselves, with every row in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli.evaluating import END, FORMS, MIDDLE, VIDEO, call
from lxml import html

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
RIBBON = "合成数据 SYNTHETIC"


@pytest.fixture(scope="module")
def page(year_store: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("page") / "o.html"
    assert call("evaluate", FORMS, year_store, END, "--format", "html", "-o", str(out)) == 1
    return out.read_text("utf-8")


@pytest.fixture(scope="module")
def middle(year_store: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("page") / "m.html"
    assert call("monitor", VIDEO, year_store, MIDDLE, "--format", "html", "-o", str(out)) == 1
    return out.read_text("utf-8")


@pytest.mark.parametrize("name", ["page", "middle"])
def test_it_needs_nothing_else(name: str, request: pytest.FixtureRequest) -> None:
    text = request.getfixturevalue(name)
    bare = re.sub(r"http://www\.w3\.org/\S+", "", text)
    assert not re.search(r"https?://|<script|<link|<img|\bstyle=|\bon\w+=", bare)
    assert "default-src 'none'" in text
    assert text.count(RIBBON) >= 2


def test_every_row_is_there_and_leads_to_its_records(page: str) -> None:
    tree = html.fromstring(page)
    rows = tree.xpath('//table[@class="live"]//td[@class="ref"]/text()')
    assert len(rows) == 51
    links = [one.removeprefix("#") for one in tree.xpath('//table[@class="live"]//a/@href')]
    targets = set(tree.xpath('//table[@class="trace"]//tr/@id'))
    assert len(links) == 50  # all but the conclusion that nobody has issued yet
    assert set(links) <= targets
    assert len(targets) == 51
    chips = tree.xpath('//td[@class="verdict"]/span[1]/@class')
    assert {one: chips.count(one) for one in ("v met", "v not", "v cant", "v open")} == {
        "v met": 27,
        "v not": 15,
        "v cant": 8,
        "v open": 1,
    }


def test_the_charts_answer_in_their_titles(page: str) -> None:
    titles = html.fromstring(page).xpath('//div[contains(@class, "chart")]/h3/text()')
    assert "全年执行 90.43%，余 80.37 万元" in titles
    assert "各项成本合计 759.63 万元，低于预算 80.37 万元" in titles
    assert "节假日值班加班补贴支付 312.63 万元，低于成本目标 5.37 万元" in titles
    assert "有点位中断的日子：G1 37 天、G7 128 天、BK 22 天；2 天状态不明" in titles
    assert "群众满意度 87.00%，95% 区间在目标的一侧" in titles
    assert len(titles) == 4 + 4 + 1 + 4  # money, costs, days of one form, surveys


def test_a_ceiling_and_a_floor_differ(page: str) -> None:
    tree = html.fromstring(page)
    drawn = {}
    for row in tree.xpath('//table[@class="live"]/tr[td[@class="ref"]]'):
        bar = row.xpath('./td[@class="bar"]/svg')
        if bar:
            drawn[row.xpath('string(./td[contains(@class, "target")])')] = html.tostring(bar[0])
    assert b"jd-tick" in drawn["≦318万元"]
    assert re.sub(rb"<title>.*?</title>", b"", drawn["≦318万元"]) != re.sub(
        rb"<title>.*?</title>", b"", drawn["≧90%"]
    )


def test_what_the_form_says_is_never_markup(year_store: Path, tmp_path: Path) -> None:
    import docx
    from conftest import ROOT

    document = docx.Document(str(ROOT / "examples" / "shili-2023-1-overtime.docx"))
    for table in document.tables:
        for cell in table._cells:
            if cell.text == "民警职工满意度":
                cell.text = "<img src=x>满意度"
    path = tmp_path / "x.docx"
    document.save(str(path))
    out = tmp_path / "o.html"
    call("evaluate", str(path), year_store, END, "--format", "html", "-o", str(out))
    text = out.read_text("utf-8")
    assert "<img" not in text
    assert "&lt;img src=x&gt;满意度" in text


def test_monitoring_says_what_is_behind(middle: str) -> None:
    tree = html.fromstring(middle)
    warned = [one.text_content() for one in tree.xpath('//ul[@class="warnings"]/li')]
    assert warned[0] == "EXEC预算执行落后时间 15.11 个点（黄灯）"
    assert [one[:2] for one in warned[1:]] == ["L1", "L2", "L3"]
    titles = tree.xpath('//div[contains(@class, "chart")]/h3/text()')
    assert titles[0] == "执行落后时间 15.11 个点"
    lights = tree.xpath('//td[contains(@class, "score")]/span/@class')
    assert lights == ["light blue"]  # 600 of 900 devices with half of the year gone
