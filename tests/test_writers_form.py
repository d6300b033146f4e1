"""Forms out as the office's own tables: what is written is read back as the same form."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, need_tool, shared

from jiheng.documents import read
from jiheng.documents.content import blank, content_of, form_of
from jiheng.documents.writers import form_docx, form_html, form_xlsx
from jiheng.documents.writers.form_declaration import declaration
from jiheng.documents.writers.form_result import shown
from jiheng.documents.writers.form_sheet import Sheet
from jiheng.documents.writers.form_stages import monitoring, self_evaluation
from jiheng.model.form import Form
from jiheng.model.result import (
    Actual,
    Execution,
    FormResult,
    Judgement,
    Points,
    Ratio,
    RowResult,
    Standing,
)
from jiheng.policy import load

BOOK = load()
EXAMPLES = sorted((ROOT / "examples").glob("shili-2023-*.docx"))
VIDEO = ROOT / "examples" / "shili-2023-3-video.docx"
KINDS = ("docx", "xlsx", "html")
STANDINGS = tuple(Standing)
ABOVE = ("block", "level1", "level2")
"""Merged downwards on paper, blank below the first row in a text."""


def forms(path: Path) -> tuple[Form, ...]:
    return read(path.read_bytes(), path.name, BOOK).forms


def written(sheet: Sheet, kind: str) -> bytes:
    if kind == "html":
        return form_html.write([sheet]).encode()
    return form_docx.write([sheet]) if kind == "docx" else form_xlsx.write([sheet])


def back(sheet: Sheet, kind: str) -> Form:
    """The one form that our reader finds in what was written."""
    (form,) = read(written(sheet, kind), f"form.{kind}", BOOK).forms
    return form


def squeezed(text: str | None) -> str:
    return "".join((text or "").split())


def said(form: Form) -> dict[str, Any]:
    """What a form says, white space apart; a blank label of the official table says nothing."""
    return {
        "layout": form.layout,
        "year": form.fiscal_year,
        "money": form.money_unit,
        "columns": form.columns,
        "amounts": {k: a.yuan for k, a in form.amounts.items() if a.number is not None},
        "fields": {k: squeezed(f.text) for k, f in form.fields.items() if f.text},
        "rows": [
            (
                row.ref,
                row.family,
                *(row.level1, row.level1_printed, row.level1_inferred, row.level2),
                *(getattr(row.target, part) for part in ("kind", "op", "low", "high", "unit")),
                {k: squeezed(row.text(k)) for k in form.columns if k not in ABOVE and row.text(k)},
            )
            for row in form.indicators
        ],
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_declaration_is_read_back_as_the_same_form(path: Path, kind: str) -> None:
    (form,) = forms(path)
    sheet = declaration(form)
    assert said(back(sheet, kind)) == said(form)
    assert written(sheet, kind) == written(declaration(form), kind)


@pytest.mark.parametrize("kind", KINDS)
def test_the_seeds_are_read_back(kind: str) -> None:
    for form in forms(shared("seeds", "hengdong-2023.txt")):
        assert said(back(declaration(form), kind)) == said(form)


@pytest.mark.parametrize("kind", KINDS)
def test_the_ruled_forms_of_a_budget_book_are_read_back(kind: str) -> None:
    found = forms(shared("corpus", "pdf", "wanli-2023-bumenyusuan-5forms.pdf"))
    assert len(found) == 5
    for form in found:
        assert said(back(declaration(form), kind)) == said(form)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "layout", ["hunan-county", "central-2015-declaration", "central-2020-self-evaluation"]
)
def test_an_empty_form_is_the_official_table(layout: str, kind: str) -> None:
    form = form_of(blank(layout, BOOK, year="2024", project_name="巡护经费"), BOOK)
    sheet = self_evaluation(form) if "self" in layout else declaration(form)
    again = back(sheet, kind)
    assert again.layout == layout
    assert [row.level2 for row in again.indicators] in ([], [r.level2 for r in form.indicators])
    assert again.text("project_name") == "巡护经费"


def result_of(form: Form, standings: tuple[Standing, ...]) -> FormResult:
    """An evaluation with standings in turn, 5 points a row, 4.12 given."""
    rows = []
    for row in form.indicators:
        standing = standings[row.number % len(standings)]
        rows.append(
            RowResult(
                row.ref,
                row.name or "",
                row.target.raw,
                row.family,
                "accepted",
                Actual(Ratio(9996015, 10000000), "1"),
                Judgement(standing, target=Ratio(1)),
                Points(500, Ratio(412, 100), 412) if standing.judged else Points(500),
            )
        )
    unjudged = [row for row in rows if not row.judgement.standing.judged]
    judged = 500 * (len(rows) - len(unjudged)) + 1000
    return FormResult(
        *("project", "P3", 1, "2023-12-31", "mof2020", tuple(rows)),
        Execution(Ratio(759634264, 100), Ratio(8400000), Ratio(365, 365), "green"),
        Points(1000, Ratio(904, 100), 904),
        Ratio(4321, 100),
        judged,
        500 * len(unjudged),
        tuple(row.ref for row in unjudged),
        "" if unjudged else "良",
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_self_evaluation_has_words_where_rows_are_open(kind: str) -> None:
    (form,) = forms(VIDEO)
    result = result_of(form, STANDINGS)
    sheet = self_evaluation(form, result, {"N1": {"reason": "已按合同执行"}}, "完成")
    found = back(sheet, kind)
    assert found.layout == "central-2020-self-evaluation"
    assert found.kind == "自评表"
    assert found.fiscal_year == 2023
    assert [r.target for r in found.indicators] == [r.target for r in form.indicators]
    words = {"PENDING": "未到期", "INCOMPLETE": "佐证不全", "CANNOT_JUDGE": "无法判断"}
    for row, own in zip(found.indicators, result.rows, strict=True):
        assert row.ref == own.ref
        assert row.text("score") == words.get(own.judgement.standing, "4.12")
        assert row.text("weight") == "5"
        assert row.text("actual") == "99.96%"
    assert found.indicators[0].text("reason") == "已按合同执行"
    assert found.text("goal_completion") == "完成"
    spent = {k: found.text(f"execution_{k}") for k in ("planned", "budget", "spent", "rate")}
    assert spent == {"planned": "840", "budget": "840", "spent": "759.634264", "rate": "90.43%"}
    assert found.text("execution_score") == "9.04"
    assert found.text("total_score") == "已评43.21"
    text = "".join(box.text for row in sheet.rows for box in row)
    assert "未评60分（N2、N3、" in text
    assert "不评等级" in text
    assert "良" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_self_evaluation_has_its_total_and_grade(kind: str) -> None:
    (form,) = forms(VIDEO)
    sheet = self_evaluation(form, result_of(form, (Standing.MET, Standing.NOT_MET)))
    assert back(sheet, kind).text("total_score") == "43.21"
    assert "等级：良" in [box.text for box in sheet.rows[-1]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_monitoring_table_is_read_back(kind: str) -> None:
    (form,) = forms(VIDEO)
    entries = {"N1": {"possibility": "确定能", "forecast": "526点"}, "": {"year": "840"}}
    found = back(monitoring(form, result_of(form, STANDINGS), entries, 7), kind)
    assert found.kind == "监控表"
    assert {"progress", "forecast", "reason", "possibility"} <= set(found.columns)
    assert [r.target for r in found.indicators] == [r.target for r in form.indicators]
    assert found.indicators[0].text("possibility") == "确定能"
    assert found.indicators[0].text("forecast") == "526点"
    assert found.indicators[1].text("progress") == "99.96%"
    heads = {r.fields["progress"].label for r in found.indicators}
    assert {squeezed(head) for head in heads} == {"1-7月执行情况"}


def test_a_self_evaluation_that_was_read_is_written_with_its_own_scores() -> None:
    (form,) = forms(VIDEO)
    first = back(self_evaluation(form, result_of(form, (Standing.MET,))), "docx")
    for kind in KINDS:
        again = back(self_evaluation(first), kind)
        assert said(again)["rows"] == said(first)["rows"]
        assert again.text("execution_spent") == first.text("execution_spent")
        assert again.text("total_score") == "43.21"


@pytest.mark.parametrize("kind", KINDS)
def test_a_made_up_form_says_so(kind: str) -> None:
    (form,) = forms(VIDEO)
    for sheet in (declaration(form), self_evaluation(form), monitoring(form)):
        assert any("合成数据 SYNTHETIC" in line for line in sheet.above)
        found = back(sheet, kind)
        assert any(note.kind == "synthetic" for note in found.notes)
    content = content_of(form)
    del content["synthetic"]
    assert declaration(form_of(content, BOOK)).above == ()


@pytest.mark.parametrize("kind", KINDS)
def test_markup_and_formulas_stay_text(kind: str) -> None:
    content = content_of(forms(VIDEO)[0])
    odd = ["<script>alert(1)</script>", "=1+1", '"a" & <b>', "+86", "@x", "第一行\n第二行"]
    for row, text in zip(content["rows"], odd, strict=False):
        row["name"] = text
    form = form_of(content, BOOK)
    found = back(declaration(form), kind)
    assert [squeezed(row.name) for row in found.indicators[:6]] == [squeezed(t) for t in odd]
    if kind == "html":
        assert b"<script" not in written(declaration(form), "html")


def test_several_forms_in_one_file() -> None:
    sheets = [declaration(forms(path)[0]) for path in EXAMPLES]
    made = {
        "docx": form_docx.write(sheets),
        "xlsx": form_xlsx.write(sheets),
        "html": form_html.write(sheets).encode(),
    }
    for kind, data in made.items():
        found = read(data, f"all.{kind}", BOOK).forms
        assert [said(form) for form in found] == [said(forms(path)[0]) for path in EXAMPLES]


def test_a_page_may_use_the_server_s_style() -> None:
    page = form_html.write([declaration(forms(VIDEO)[0])], "/static/jiheng/form.css")
    assert "<style" not in page
    assert 'style="' not in page
    assert '<link rel="stylesheet" href="/static/jiheng/form.css">' in page


@pytest.mark.parametrize(
    ("value", "aim", "text"),
    [
        (Ratio(9996015, 100000), None, "99.96"),
        (Ratio(99999, 1000), Ratio(100), "99.999"),
        (Ratio(1, 3), None, "0.33"),
        (Ratio(100), Ratio(100), "100"),
        (Ratio(-5, 2), None, "-2.5"),
        (Ratio(-1, 1000), None, "0"),
        (Ratio(12345678901234567890), None, "12345678901234567890"),
    ],
)
def test_a_miss_never_looks_like_a_hit(value: Ratio, aim: Ratio | None, text: str) -> None:
    assert shown(value, aim) == text


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What we write, as LibreOffice saves it again."""
    soffice = need_tool("soffice", "libreoffice")
    folder = tmp_path_factory.mktemp("written")
    (form,) = forms(VIDEO)
    sheets = {
        "declaration": declaration(form),
        "self": self_evaluation(form, result_of(form, STANDINGS)),
        "monitoring": monitoring(form, result_of(form, STANDINGS), {}, 7),
    }
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind, ends in (("docx", ("doc", "odt", "pdf")), ("xlsx", ("xls", "ods"))):
        for name, sheet in sheets.items():
            (folder / f"{name}.{kind}").write_bytes(written(sheet, kind))
        files = [str(folder / f"{name}.{kind}") for name in sheets]
        for end in ends:
            words = [soffice, profile, "--headless", "--convert-to", end, "--outdir", str(folder)]
            subprocess.run([*words, *files], check=True, capture_output=True, timeout=300)
    return folder


@pytest.mark.parametrize("end", ["doc", "odt", "pdf", "xls", "ods"])
def test_another_office_reads_the_same(end: str, converted: Path) -> None:
    """What LibreOffice sees in our files is what we see in them."""
    for name in ("declaration", "self", "monitoring"):
        own = forms(converted / f"{name}.{'docx' if end in ('doc', 'odt', 'pdf') else 'xlsx'}")
        other = forms(converted / f"{name}.{end}")
        assert [said(form) for form in other] == [said(form) for form in own], name
