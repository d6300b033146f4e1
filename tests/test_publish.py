"""What is made public holds nothing of a person, says what is open, and can be made again."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from conftest import ROOT, shared
from test_writers_form import STANDINGS, forms, result_of

from jiheng.check import check_document
from jiheng.documents.content import content_of, document_of, form_of
from jiheng.model.form import Form
from jiheng.model.refusal import Refusal
from jiheng.model.result import Standing
from jiheng.policy import load
from jiheng.publish import publish
from jiheng.publish.files import guarded, to_csv, to_html, to_json
from jiheng.publish.mask import COVER, Masker

BOOK = load()
VIDEO = ROOT / "examples" / "shili-2023-3-video.docx"
MOBILE = "139" + "00000000"
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
LANDLINE = "0700" + "-1234567"


def identity(body: str) -> str:
    """An identity number with the check character it must have."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


ENDS_IN_X = next(
    number
    for order in range(1000)
    if (number := identity("101010" + "19900101" + f"{order:03d}")).endswith("X")
)
ACCOUNT = "6200 " * 4 + "001"


def video(**changes: str) -> Form:
    """The example with other texts in its fields."""
    content = content_of(forms(VIDEO)[0])
    content["fields"] |= changes
    return form_of(content, BOOK)


def made(form: Form, result: Any = None, **more: Any) -> dict[str, Any]:
    document = document_of(content_of(form), BOOK)
    return publish(form, result, check_document(document, BOOK).findings, BOOK, **more)


def everything(data: dict[str, Any]) -> str:
    return "\n".join((to_json(data), to_csv(data), to_html(data)))


TRAPS = [
    (f"保障经费，有事请拨打{MOBILE}联系", MOBILE),
    (f"联系电话{MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}。", MOBILE[3:7]),
    (f"电话{MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}", MOBILE[3:7]),
    (f"+86{MOBILE}", MOBILE),
    (f"请拨{MOBILE.translate(WIDE)}", MOBILE.translate(WIDE)),
    (f"办公室{LANDLINE}转2", "1234567"),
    (f"（0700）{'1234567'}咨询", "1234567"),
    ("值班电话：1234567", "1234567"),
    ("电话 123-4567", "4567"),
    (f"补助张某（{ENDS_IN_X}）一人", ENDS_IN_X[6:14]),
    (f"身份证{ENDS_IN_X.lower()}", ENDS_IN_X[6:14]),
    (f"身份证{ENDS_IN_X.translate(WIDE)}", ENDS_IN_X[6:14].translate(WIDE)),
    (f"{ENDS_IN_X[:6]} {ENDS_IN_X[6:14]} {ENDS_IN_X[14:]}", ENDS_IN_X[6:14]),
    ("身份证号：" + "101010" + "900101001", "900101001"),
    (f"汇入{ACCOUNT}户", "6200"),
    (f"汇入{ACCOUNT.replace(' ', '')}", "6200"),
    ("开户行某行，账号 1234 5678 9", "5678"),
    ("发送至 wang.li_2@example.com.cn 即可", "example"),
    ("邮箱ｗｌ１@example.com", "example"),
    ("家庭住址：示例县某某镇某某村三组", "某某镇"),
    ("住示例镇解放路12号3栋401室", "12号"),
    ("本项目由负责人：甲乙丙 组织", "甲乙丙"),
    ("联系人甲乙丙主任", "甲乙丙"),
    (f"联系人甲乙丙{MOBILE}", "甲乙丙"),
    ("收款人：甲乙丙、丁戊己", "丁戊己"),
    ("项目负责人：王甲乙组织实施", "王甲乙"),
    ("负责人是甲乙丙，联系人是丁戊己。", "丁戊己"),
]


@pytest.mark.parametrize(("text", "secret"), TRAPS)
def test_nothing_of_a_person_is_left(text: str, secret: str) -> None:
    done = Masker(BOOK).text(text)
    assert secret not in done.text
    assert COVER in done.text
    assert done.kinds


KEPT = [
    "≧158万元", "3,133,200元", "12345678901元", "13900000000元", "373人×700元/人/月", "526点",
    "2023年1月1日至2023年12月31日", "20230101", "财预〔2020〕10号", "≥99.99%", "全年1433个点位",
    "节假日值班加班补贴8400元/人", "按政策标准发放", "项目编码430000000000000000000",
    "负责人签字", "单位负责人按规定组织实施", "联系人民群众", "办公地址：示例县解放路1号",
    "城市道路照明、小区改造12个", "解放村12人", "1-12月", "电话费12万元", "电话费1200000元",
    "电话1234567人次", "增加社会治安满意度", "",
    "账户余额为零", "=SUM(A1)", "经办人员培训2次", "一级、二级2023.3.15", "0.1390000000012",
]  # fmt: skip


@pytest.mark.parametrize("text", KEPT)
def test_figures_and_words_stay(text: str) -> None:
    assert Masker(BOOK).text(text).text == text


def test_what_is_around_stays_letter_by_letter() -> None:
    text = f"　第１次：{MOBILE}、第２次　"
    assert Masker(BOOK).text(text).text == f"　第１次：{COVER}、第２次　"


def test_person_fields_are_gone_and_their_names_are_covered_elsewhere() -> None:
    form = video(
        preparer="甲乙丙、丁戊己",
        signatory="庚辛壬局长",
        phone=MOBILE,
        project_leader="癸子丑 寅卯辰",
        annual_goal=f"由丁戊己和庚辛壬负责，癸子丑协助，寅卯辰复核；电话{LANDLINE}",
    )
    data = made(form)
    assert not {"preparer", "phone", "signatory", "project_leader"} & set(data["fields"])
    text = everything(data)
    for secret in ("甲乙丙", "丁戊己", "庚辛壬", "癸子丑", "寅卯辰", MOBILE, "1234567"):
        assert secret not in text
    assert data["fields"]["annual_goal"].count(COVER) == 5
    found = {(one["at"], one["kind"]): one["count"] for one in data["redacted"]}
    assert found["annual_goal", "name"] == 4
    assert found["annual_goal", "phone"] == 1
    assert found["preparer", "person"] == 1


def test_an_office_as_preparer_covers_nothing() -> None:
    form = video(preparer="财务股", annual_goal="财务股按月发放")
    assert made(form)["fields"]["annual_goal"] == "财务股按月发放"


def test_a_field_or_column_that_is_called_after_a_person_is_gone() -> None:
    content = content_of(forms(VIDEO)[0])
    content["fields"]["other:联络"] = "甲乙丙"
    content["labels"]["other:联络"] = "项目联系人"
    content["columns"].append("other:责任")
    content["heads"]["other:责任"] = "责任人姓名"
    for row in content["rows"]:
        row["other:责任"] = "丁戊己"
    content["rows"][0]["name"] = "丁戊己巡查次数"
    data = made(form_of(content, BOOK))
    assert "甲乙丙" not in everything(data)
    assert "丁戊己" not in everything(data)
    assert data["rows"][0]["name"] == f"{COVER}巡查次数"


def test_numbers_in_names_values_explanations_and_findings_are_covered() -> None:
    content = content_of(forms(VIDEO)[0])
    content["rows"][0]["name"] = f"巡查{MOBILE}次数 "
    content["rows"][1]["standard"] = f"见{ENDS_IN_X}"
    content["title"] = f"2023年项目支出绩效目标表（{MOBILE}）"
    form = form_of(content, BOOK)
    data = made(form, explanations={"N1": f"问{MOBILE}"})
    assert data["rows"][0]["explanation"] == f"问{COVER}"
    text = everything(data)
    assert MOBILE not in text
    assert ENDS_IN_X not in text
    assert not any(one["code"].startswith("PUB") for one in data["findings"])
    assert any(one["code"] == "STR02" for one in data["findings"])


def test_a_code_stays_a_code() -> None:
    code = "430000230000000012345"
    assert made(video(project_code=code))["fields"]["project_code"] == code


def test_a_result_that_is_open_has_no_grade_and_no_final_total() -> None:
    form = video()
    data = made(form, result_of(form, STANDINGS))
    result = data["result"]
    assert (result["final"], result["grade"]) == (False, "")
    assert result["open"] == "60"
    words = {row["open"] for row in data["rows"]}
    assert words == {"", "未到期", "佐证不全", "无法判断"}
    assert all((row["score"] is None) == bool(row["open"]) for row in data["rows"])
    page = to_html(data)
    assert "未评 60 分" in page
    assert "等级" not in page
    whole = made(form, result_of(form, (Standing.MET,)))
    assert whole["result"]["grade"] == "良"
    assert "总分 43.21，等级：良" in to_html(whole)


def test_the_exact_numbers_are_there() -> None:
    form = video()
    data = made(form, result_of(form, (Standing.MET,)))
    assert data["rows"][0]["actual"] == "99.96%"
    assert data["rows"][0]["actual_exact"] == {"num": 9996015, "den": 10000000}
    assert data["result"]["total_exact"] == {"num": 4321, "den": 100}
    assert data["result"]["execution"]["paid_yuan"] == "7596342.64"
    assert "." not in str([type(v) for v in json.loads(to_json(data), parse_float=pytest.fail)])


def test_the_same_makes_the_same() -> None:
    form = video()
    one, other = made(form, result_of(form, STANDINGS)), made(form, result_of(form, STANDINGS))
    assert everything(one) == everything(other)
    assert one["made_from"] == other["made_from"]
    assert all(len(digest) == 64 for digest in one["made_from"].values())
    changed = made(video(project_name="别的"), result_of(form, STANDINGS))
    assert changed["made_from"]["content"] != one["made_from"]["content"]
    better = made(form, result_of(form, (Standing.MET,)))
    assert better["made_from"]["result"] != one["made_from"]["result"]
    assert better["made_from"]["content"] == one["made_from"]["content"]


def test_a_digest_does_not_give_a_number_away() -> None:
    """Whoever tries all telephone numbers learns nothing: the digest is of what is shown."""
    numbers = (MOBILE, "138" + "00000000")
    one, other = (made(video(phone=n, annual_goal=f"电话{n}")) for n in numbers)
    assert one["made_from"] == other["made_from"]


def test_a_result_of_another_form_is_refused() -> None:
    (other,) = forms(ROOT / "examples" / "shili-2023-2-duty.docx")
    with pytest.raises(Refusal):
        made(video(), result_of(other, (Standing.MET,)))


def test_no_cell_is_a_formula() -> None:
    content = content_of(forms(VIDEO)[0])
    odd = ["=1+1", "+1", "-1", "@x", "＝1", "  =1", "\t=1", "正常"]
    for row, text in zip(content["rows"], odd, strict=False):
        row["name"] = text
    table = to_csv(made(form_of(content, BOOK)))
    assert table.startswith("\ufeff# 合成数据 SYNTHETIC\r\n")
    rows = list(csv.reader(io.StringIO(table.partition("\r\n")[2])))
    assert len(rows) == 20
    names = [row[rows[0].index("三级指标")] for row in rows[1:]]
    assert names[:5] == ["'=1+1", "'+1", "'-1", "'@x", "'＝1"]
    assert names[7] == "正常"
    for row in rows[1:]:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert guarded("≥95%") == "≥95%"
    assert guarded("\r=1") == "'\r=1"


def test_the_page_holds_no_markup_of_the_form() -> None:
    page = to_html(made(video(project_name='<script>alert("1")</script>')))
    assert "<script" not in page
    assert "合成数据 SYNTHETIC" in page
    assert "style=" not in page
    assert '<link rel="stylesheet" href="/s.css">' in to_html(made(video()), "/s.css")


def test_no_preparer_or_phone_of_the_seeds_is_published() -> None:
    for form in forms(shared("seeds", "hengdong-2023.txt")):
        said = {key: form.text(key) for key in ("preparer", "phone", "signatory")}
        text = everything(made(form))
        assert not any(word and word in text for word in said.values())


def test_no_person_of_the_corpus_is_published() -> None:
    folder = shared("corpus", "text")
    seen = 0
    for path in sorted(folder.iterdir()):
        for form in forms(path):
            text = everything(made(form))
            for key in ("preparer", "phone"):
                word = form.text(key).strip()
                if len(word) > 1 and (key == "phone" or Masker(BOOK, [word]).names):
                    seen += 1
                    assert word not in text, path.name
    assert seen
