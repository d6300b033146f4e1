"""Uploaded PDFs and pictures are shown as they look, beside what was read of them."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from test_page_image import unpacked
from test_readers_pdf import LOCK, RULES, SCAN, WORDS, level, pdf, text, upright

from jiheng.documents.readers import page_image
from jiheng.documents.readers.page_image import SHORT, png
from web.people import Office
from web.test_upload import as_, example, read, send

FORM = "".join(
    (
        text(60, 740, "2023年项目支出绩效目标表", 14),
        text(60, 715, "项目名称：执勤车辆维修经费"),
        *(level(y, 50, 550) for y in (700, 670, 640, 610)),
        *(upright(x, 610, 700) for x in (50, 150, 250, 430, 550)),
        *(text(60 + 100 * n, 680, f"{'一二三'[n]}级指标") for n in range(3)),
        *(text(440, y, word) for y, word in ((680, "指标值"), (650, "≥12"), (620, "≥95"))),
        *(text(60, y, word) for y, word in ((650, "产出指标"), (620, "效益指标"))),
        *(text(160, y, word) for y, word in ((650, "数量指标"), (620, "社会效益"))),
        *(text(260, y, word) for y, word in ((650, "维修车辆数量"), (620, "车辆完好率"))),
    )
)  # fmt: skip
PICTURE = png(40, 20, b"\1\2\3" * 800)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def images(page: Any) -> list[tuple[str, ...]]:
    """Address, width and height of every page that is shown."""
    shown = (
        r'<img src="([^"]+/pages/[^"]+)" width="(\d+)" height="(\d+)" loading="lazy" alt="([^"]+)"'
    )
    return re.findall(shown, page.content.decode())


def test_a_pdf_is_shown_page_by_page(client: Client, office: Office) -> None:
    made = send(as_(client, office.preparer), pdf("", FORM), "表.pdf")
    page = read(client, made)
    assert page.context["one"]["rows"] == 2
    assert page.context["one"]["pages"] == [2]
    at, high = f"/upload/{made.pk}/pages/", str(SHORT * 4 // 3)
    assert images(page) == [
        (f"{at}1.png", "1000", high, "第 1 页"), (f"{at}2.png", "1000", high, "第 2 页"),
    ]  # fmt: skip
    said = page.content.decode()
    assert "第 2 页 / 共 2 页" in said
    assert said.count("data-begins") == 2  # the page and the line where the form begins
    assert f'data-begins><a href="{at}2.png" target="_blank" rel="noopener">' in said
    assert said.index('id="original-pages"') < said.index('id="original-text"')
    assert "维修车辆数量" in said[said.index('id="original-text"') :]
    answer = client.get(f"{at}2.png")
    assert answer["Content-Type"] == "image/png"
    width, height, _, rows = unpacked(body(answer))
    assert (width, str(height)) == (SHORT, high)
    assert min(min(row) for row in rows) < 128
    assert max(max(row) for row in rows) == 255
    assert {*b"".join(unpacked(body(client.get(f"{at}1.png")))[3])} == {255}
    for number in ("0", "3", "31", "9" * 5_000):
        assert client.get(f"{at}{number}.png").status_code == 404


def test_pages_are_kept_beside_the_reading(client: Client, office: Office, data: Path) -> None:
    made = send(as_(client, office.preparer), pdf(FORM), "表.pdf")
    assert client.get(f"/upload/{made.pk}/pages/1.png").status_code == 404  # not read yet
    read(client, made)
    kept = sorted(path.name for path in (data / "readings").iterdir())
    assert len(kept) == 2
    assert all(name.startswith(made.sha) and "part" not in name for name in kept)


def test_a_scan_is_shown_where_it_cannot_be_read(client: Client, office: Office) -> None:
    made = send(as_(client, office.preparer), pdf(SCAN), "扫描.pdf")
    page = read(client, made)
    assert "没有读出绩效目标表" in page.content.decode()
    assert len(images(page)) == 1


def test_more_pages_than_are_drawn(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_image, "PAGES", 2)
    book = pdf(*[WORDS] * 6, FORM, WORDS)
    made = send(as_(client, office.preparer), book, "预算.pdf")
    page = read(client, made)
    assert [one[3] for one in images(page)] == ["第 6 页", "第 7 页"]
    assert "只显示有表的页和前后各一页，共 2 页" in page.content.decode()
    assert "第 7 页 / 共 8 页" in page.content.decode()
    begins = page.content.decode().partition("data-begins>")[2]
    assert begins.startswith(f'<a href="/upload/{made.pk}/pages/7.png"')
    none = read(client, send(client, pdf(*[SCAN] * 3), "扫描.pdf"))
    assert [one[3] for one in images(none)] == ["第 1 页", "第 2 页"]
    assert "只显示前 2 页" in none.content.decode()


def test_a_page_that_cannot_be_drawn_says_so(client: Client, office: Office) -> None:
    second = pdf(FORM, "q 9 0 0 9 0 0 cm /I Do Q\n")
    made = send(as_(client, office.preparer), second, "好.pdf")
    assert "画不出来" not in read(client, made).content.decode()
    bad = second.replace(b"/Width 1/Height 1/", b"/Width 99999/Height 99999/")
    bad = bad.replace(b"/XObject<</I 7 0 R>>", b"/XObject<<>>" + b" " * 8, 1)  # of the first page
    made = send(client, bad, "坏.pdf")
    page = read(client, made)
    assert [one[3] for one in images(page)] == ["第 1 页"]
    assert "画不出来" in page.content.decode()
    assert client.get(f"/upload/{made.pk}/pages/2.png").status_code == 404


@pytest.mark.parametrize(
    "bad",
    [pdf(RULES + WORDS, trailer=LOCK), pdf(FORM)[:60], b"%PDF-1.4 nothing"],
    ids=["locked", "cut-short", "nothing"],
)
def test_a_pdf_that_cannot_be_opened_has_no_pages(
    client: Client, office: Office, bad: bytes
) -> None:
    made = send(as_(client, office.preparer), bad, "表.pdf")
    page = read(client, made)
    assert page.status_code == 200
    assert "original-pages" not in page.content.decode()
    assert client.get(f"/upload/{made.pk}/pages/1.png").status_code == 404


@pytest.mark.parametrize(
    ("data", "name", "mime"),
    [
        (PICTURE, "表.png", "image/png"),
        (b"GIF89a\x28\0\x14\0;", "表.gif", "image/gif"),
        (b"GIF89a\x28\0\x14\0;", "表.png", "image/gif"),  # by what it is, not by its name
    ],
    ids=["png", "gif", "another-name"],
)
def test_a_picture_is_shown_as_it_came(
    client: Client, office: Office, data: bytes, name: str, mime: str
) -> None:
    made = send(as_(client, office.preparer), data, name)
    page = read(client, made)
    assert images(page) == [(f"/upload/{made.pk}/pages/1.png", "40", "20", "第 1 页")]
    answer = client.get(f"/upload/{made.pk}/pages/1.png")
    assert body(answer) == data
    assert answer["Content-Type"] == mime
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline")
    assert made.sha not in answer["Content-Disposition"]
    policy = answer["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert policy.startswith("default-src 'none'")
    assert client.get(f"/upload/{made.pk}/pages/2.png").status_code == 404


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<html><script>alert(1)</script></html>", "a.png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.png"),
        (b"BM <html><script>alert(1)</script></html>", "a.bmp"),
        (b"II*\0\x08\0\0\0" + b"\0" * 60, "a.tif"),
        (gzip.compress(PICTURE), "a.png.gz"),
        (gzip.compress(pdf(FORM)), "a.pdf.gz"),
        (example("shili-2023-1-overtime.txt"), "a.pdf"),
    ],
    ids=["html", "svg", "bm", "tiff", "packed-picture", "packed-pdf", "text"],
)
def test_nothing_else_is_shown(client: Client, office: Office, data: bytes, name: str) -> None:
    made = send(as_(client, office.preparer), data, name)
    page = read(client, made)
    assert page.status_code == 200
    assert "original-pages" not in page.content.decode()
    assert client.get(f"/upload/{made.pk}/pages/1.png").status_code == 404


def test_pages_are_for_preparers_of_the_unit(client: Client, office: Office) -> None:
    made = send(as_(client, office.preparer), pdf(FORM), "表.pdf")
    read(client, made)
    address = f"/upload/{made.pk}/pages/1.png"
    assert body(as_(client, office.colleague).get(address))
    assert client.post(address).status_code == 405
    assert as_(client, office.other_preparer).get(address).status_code == 404
    assert as_(client, office.head).get(address).status_code == 403
    client.logout()
    assert client.get(address)["Location"].startswith("/account/login/")
