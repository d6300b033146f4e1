"""Files come in, are read, confirmed, and become projects; bad ones are refused in a sentence."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiheng.web import actions, readings
from jiheng.web.backend import BACKEND
from jiheng.web.models import Draft, Entry, Job, Project, Upload
from web.people import Office, content, project, step

EXAMPLES = ROOT / "examples"


def as_(client: Client, user: Any) -> Client:
    client.force_login(user, backend=BACKEND)
    return client


def send(client: Client, data: bytes, name: str, query: str = "") -> Upload:
    answer = client.post(f"/upload/{query}", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()[:300]
    return Upload.objects.get(pk=answer["Location"].split("/")[2])


def example(name: str) -> bytes:
    return (EXAMPLES / name).read_bytes()


def read(client: Client, upload: Upload, query: str = "") -> Any:
    """The page of a reading, once the file was read."""
    if readings.kept(upload) is None:
        readings.read(upload)
    return client.get(f"/upload/{upload.pk}/{query}")


def test_the_page_offers_both_ways(client: Client, office: Office) -> None:
    page = as_(client, office.preparer).get("/upload/").content.decode()
    assert "data-drop" in page
    assert "粘贴" in page
    assert ".docx" in page


@pytest.mark.parametrize("name", ["shili-2023-1-overtime.docx", "shili-2023-1-overtime.txt"])
def test_a_form_becomes_a_project(client: Client, office: Office, name: str) -> None:
    made = send(as_(client, office.preparer), example(name), name)
    page = read(client, made)
    text = page.content.decode()
    assert page.status_code == 200
    assert "全部读清" in text
    assert "ARI01" in text
    assert Project.objects.count() == 0
    given = {"form": "1", "unit": office.unit.pk, "year": "2023", "name": page.context["name"]}
    answer = client.post(f"/upload/{made.pk}/make/", given)
    one = Project.objects.get()
    assert answer["Location"] == f"/projects/{one.pk}/edit/declaration/"
    assert one.synthetic
    draft = Draft.objects.get(project=one)
    assert [row["value"].strip() for row in draft.content["rows"]] == [
        row["value"] for row in content(0)["rows"]
    ]
    assert (draft.source_name, draft.source_sha) == (name, made.sha)
    assert client.get(answer["Location"]).status_code == 200


def test_pasted_text_is_read_too(client: Client, office: Office) -> None:
    text = example("shili-2023-1-overtime.txt").decode()
    answer = as_(client, office.preparer).post("/upload/", {"text": text})
    page = client.get(answer["Location"])
    assert page.context["one"]["rows"] == 6


def test_a_script_gets_the_address(client: Client, office: Office) -> None:
    file = SimpleUploadedFile("a.txt", example("shili-2023-1-overtime.txt"))
    answer = as_(client, office.preparer).post(
        "/upload/", {"file": file}, headers={"accept": "application/json"}
    )
    assert answer.json()["url"].startswith("/upload/")


def test_what_was_inferred_has_to_be_confirmed(client: Client, office: Office) -> None:
    made = send(as_(client, office.preparer), example("shili-2023.docx"), "shili-2023.docx")
    page = read(client, made, "?form=3")
    doubts = page.context["doubts"]
    assert [one["place"].rpartition("/")[2] for one in doubts] == ["level1"] * 3
    assert "推定" in page.content.decode()
    given = {"form": "3", "unit": office.unit.pk, "year": "2023", "name": "视频监控"}
    refused = client.post(f"/upload/{made.pk}/make/", given)
    assert refused.status_code == 422
    assert "还有 3 处没有确认" in refused.content.decode()
    assert Project.objects.count() == 0
    given |= {"ok-0": "1", "ok-1": "1", "text-2": "社会效益"}
    given |= {f"text-{one['number']}": one["text"] for one in doubts[:2]}
    kept = client.post(f"/upload/{made.pk}/make/", given | {"name": ""})
    assert kept.status_code == 302
    draft = Draft.objects.get()
    row = int(doubts[2]["place"].partition("/")[0])
    assert draft.content["rows"][row - 1]["level1"] == "社会效益"
    row = int(doubts[0]["place"].partition("/")[0])
    assert draft.content["rows"][row - 1]["level1"] == doubts[0]["text"]
    assert Entry.objects.get(action="read-confirmed").facts["count"] == 3


def test_several_forms_are_chosen_and_made_together(client: Client, office: Office) -> None:
    made = send(as_(client, office.preparer), example("shili-2023.docx"), "shili-2023.docx")
    page = read(client, made)
    assert len(page.context["forms"]) == 4
    given = {"several": "1", "forms": ["1", "2", "3"], "unit": office.unit.pk, "year": "2023"}
    assert client.post(f"/upload/{made.pk}/make/", given).status_code == 422
    assert Project.objects.count() == 0
    given["forms"] = ["1", "2", "4"]
    assert client.post(f"/upload/{made.pk}/make/", given)["Location"] == "/projects/"
    assert Project.objects.count() == 3


def test_nothing_half_made(client: Client, office: Office) -> None:
    made = send(as_(client, office.preparer), example("shili-2023.docx"), "shili-2023.docx")
    found = readings.read(made)
    chosen = [{"content": one["content"], "year": year, "name": one["name"]}
              for one, year in zip(found["forms"][:2], (2023, 1), strict=True)]  # fmt: skip
    with pytest.raises(actions.Refusal):
        actions.take_up(office.preparer, made, office.unit, chosen)
    assert Project.objects.count() == 0
    with pytest.raises(actions.Refusal):
        actions.take_up(office.preparer, made, office.unit, [])


def test_into_the_draft_of_a_project(client: Client, office: Office) -> None:
    one = project(office, 1)
    query = f"?project={one.pk}&stage=declaration"
    name = "shili-2023-1-overtime.docx"
    made = send(as_(client, office.preparer), example(name), name, query)
    page = read(client, made, query)
    assert "放入草稿" in page.content.decode()
    given = {"form": "1", "project": one.pk, "stage": "declaration"}
    stale = client.post(f"/upload/{made.pk}/make/", given | {"based_on": "0"})
    assert stale.status_code == 422
    assert "两稿都在" in stale.content.decode()
    assert Draft.objects.get(project=one).revision == 1
    answer = client.post(f"/upload/{made.pk}/make/", given | {"based_on": "1"})
    assert answer["Location"] == f"/projects/{one.pk}/edit/declaration/"
    draft = Draft.objects.get(project=one)
    assert draft.revision == 2
    assert draft.content["rows"] == content(0)["rows"]
    actions.submit(office.preparer, step(one, "declaration"))
    assert client.post(f"/upload/{made.pk}/make/", given).status_code == 404


def test_an_archive_is_read_in_the_background(
    client: Client, office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("甲/1.docx", example("shili-2023-1-overtime.docx"))
        file.writestr("乙/2.txt", example("shili-2023-2-duty.txt"))
        file.writestr("broken.docx", b"PK\x03\x04 not really")
    with django_capture_on_commit_callbacks(execute=True):
        made = send(as_(client, office.preparer), packed.getvalue(), "表.zip")
    assert Job.objects.get(kind=f"read:{made.pk}").state == Job.DONE
    page = client.get(f"/upload/{made.pk}/")
    assert len(page.context["forms"]) == 2
    assert len(page.context["errors"]) == 1
    assert "broken.docx" in page.context["errors"][0]
    assert str(ROOT) not in page.content.decode()
    assert made.sha not in page.content.decode()


def test_one_compressed_file_keeps_its_name(client: Client, office: Office) -> None:
    packed = gzip.compress(example("shili-2023-1-overtime.txt"))
    made = send(as_(client, office.preparer), packed, "目标表.txt.gz")
    page = read(client, made)
    assert page.context["forms"][0]["file"] == "目标表.txt.gz!/目标表.txt"
    assert made.sha not in page.content.decode()


def test_while_it_is_read_the_page_says_so(client: Client, office: Office) -> None:
    made = send(as_(client, office.preparer), b"%PDF-1.4 nothing", "大.pdf")
    page = client.get(f"/upload/{made.pk}/").content.decode()
    assert "正在读" in page
    assert "every 1s" in page
    assert client.get(f"/upload/{made.pk}/progress/").status_code == 200
    readings.read(made)
    assert client.get(f"/upload/{made.pk}/progress/")["HX-Refresh"] == "true"
    assert client.post(f"/upload/{made.pk}/read/").status_code == 302


def test_what_an_older_reader_read_is_read_again(
    client: Client,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    packed = gzip.compress(example("shili-2023-1-overtime.txt"))
    with django_capture_on_commit_callbacks(execute=True):
        made = send(as_(client, office.preparer), packed, "目标表.txt.gz")
    monkeypatch.setattr(readings, "VERSION", readings.VERSION + 1)
    page = client.get(f"/upload/{made.pk}/").content.decode()
    assert "every 1s" not in page
    assert f'action="/upload/{made.pk}/read/"' in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/upload/{made.pk}/read/")
    assert len(client.get(f"/upload/{made.pk}/").context["forms"]) == 1


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"PK\x03\x04 not really a document", "a.docx"),
        (b"%PDF-1.4 nothing", "a.pdf"),
        (b"\x00\x01\x02\x03" * 50, "a.xls"),
        (b"MZ\x90\x00" + b"\x00" * 500, "a.exe"),
        ("通知：明天开会。".encode(), "a.txt"),
    ],
    ids=["docx", "pdf", "xls", "exe", "text"],
)
def test_a_bad_file_is_a_sentence_and_makes_nothing(
    client: Client, office: Office, data: bytes, name: str
) -> None:
    made = send(as_(client, office.preparer), data, name)
    page = read(client, made)
    text = page.content.decode()
    assert page.status_code == 200
    assert "没有读出绩效目标表" in text
    assert "Traceback" not in text
    assert made.sha not in text
    answer = client.post(f"/upload/{made.pk}/make/", {"form": "1", "unit": office.unit.pk})
    assert answer.status_code == 422
    assert Project.objects.count() == 0


def test_empty_and_too_large_files_are_refused(
    client: Client, office: Office, settings: Any
) -> None:
    as_(client, office.preparer)
    assert client.post("/upload/", {}).status_code == 422
    assert client.post("/upload/", {"text": "  "}).status_code == 422
    file = SimpleUploadedFile("a.txt", b"")
    assert client.post("/upload/", {"file": file}).status_code == 422
    settings.JIHENG_UPLOAD_MOST = 10
    with pytest.raises(actions.Refusal):
        actions.upload_form(office.preparer, "a.txt", b"x" * 11)
    assert Upload.objects.count() == 0


def test_a_name_is_only_a_label(client: Client, office: Office, data: Path) -> None:
    made = send(as_(client, office.preparer), b"x", "../../<b>a</b>.txt")
    assert "/" not in made.name or made.name.startswith("<")
    page = read(client, made).content.decode()
    assert "<b>a" not in page
    assert actions.path_of(made).startswith(str(data))


def test_the_original_comes_back_and_is_never_shown(client: Client, office: Office) -> None:
    made = send(as_(client, office.preparer), b"<script>alert(1)</script>", "a.html")
    answer = client.get(f"/upload/{made.pk}/original/")
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "<script>alert" not in read(client, made).content.decode()


def test_only_preparers_and_only_their_own_units_files(client: Client, office: Office) -> None:
    name = "shili-2023-1-overtime.txt"
    made = send(as_(client, office.preparer), example(name), name)
    paths = ("", "progress/", "original/")
    for who in (office.head, office.department, office.finance, office.auditor):
        as_(client, who)
        assert client.get("/upload/").status_code == 403
        assert client.post("/upload/", {"text": "x"}).status_code == 403
        assert client.get(f"/upload/{made.pk}/").status_code == 403
    as_(client, office.other_preparer)
    for path in paths:
        assert client.get(f"/upload/{made.pk}/{path}").status_code == 404
    for path in ("make/", "read/"):
        assert client.post(f"/upload/{made.pk}/{path}").status_code == 404
    assert as_(client, office.colleague).get(f"/upload/{made.pk}/").status_code == 200


def test_no_project_for_another_unit(client: Client, office: Office) -> None:
    name = "shili-2023-1-overtime.txt"
    made = send(as_(client, office.preparer), example(name), name)
    read(client, made)
    for unit in (office.units["U2"].pk, office.units["D1"].pk, "x", 0):
        given = {"form": "1", "unit": unit, "year": "2023", "name": "x"}
        assert client.post(f"/upload/{made.pk}/make/", given).status_code == 422
    given = {"form": "9", "unit": office.unit.pk, "year": "2023", "name": "x"}
    assert client.post(f"/upload/{made.pk}/make/", given).status_code == 404
    assert (
        client.post(f"/upload/{made.pk}/make/", given | {"form": "1", "year": "99"}).status_code
        == 422
    )
    assert Project.objects.count() == 0


def test_the_list_costs_the_same_for_more(
    client: Client, office: Office, django_assert_max_num_queries: Any
) -> None:
    as_(client, office.preparer)
    for number in range(14):
        send(client, f"{number}".encode(), f"{number}.txt")
    with django_assert_max_num_queries(12):
        page = client.get("/upload/").content.decode()
    assert "13.txt" in page
    assert "2.txt" not in page.replace("12.txt", "")
