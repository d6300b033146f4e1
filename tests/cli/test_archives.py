"""Forms sent as one archive: .zip, .tar, compressed ones, archives inside archives."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiheng.cli import main
from jiheng.cli.files import find, load
from jiheng.documents import limits
from jiheng.documents.archives.names import guessed
from jiheng.documents.archives.shelf import Shelf
from jiheng.model.refusal import Refusal
from jiheng.policy import load as policy

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WORD = EXAMPLES / "shili-2023-1-overtime.docx"
TEXT = EXAMPLES / "shili-2023-2-duty.txt"


def checked(
    capsys: pytest.CaptureFixture[str], *paths: object
) -> tuple[int, list[dict[str, object]]]:
    code = main(["check", "--format", "json", *(str(path) for path in paths)])
    files = json.loads(capsys.readouterr().out)["files"]
    return code, [file for file in files if not file["across"]]


def test_each_file_of_an_archive_is_checked_by_its_own_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "forms.zip"
    with ZipFile(path, "w") as archive:
        archive.write(WORD, "甲/值班.docx")
        archive.write(TEXT, "乙.txt")
        archive.writestr("setup.exe", b"MZ")
        archive.writestr("__MACOSX/._值班.docx", b"junk")
    code, files = checked(capsys, path)
    assert code == 1
    assert [str(file["path"]).partition("!/")[2] for file in files] == ["乙.txt", "甲/值班.docx"]
    _, alone = checked(capsys, WORD)
    inside = files[1]["forms"]
    assert isinstance(inside, list)
    outside = alone[0]["forms"]
    assert isinstance(outside, list)
    assert inside[0]["findings"] == outside[0]["findings"]


def test_a_name_from_an_old_windows_is_shown_and_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "forms.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("XX.txt", TEXT.read_bytes())
    path.write_bytes(path.read_bytes().replace(b"XX.txt", "乙".encode("gb18030") + b".txt"))
    _, files = checked(capsys, path)
    assert str(files[0]["path"]).endswith("!/乙.txt")
    _, again = checked(capsys, files[0]["path"])
    assert again[0]["forms"]


@pytest.mark.parametrize(
    "content", [b"", b"not a zip", b"PK\x03\x04 torn"], ids=["empty", "text", "torn"]
)
def test_an_archive_that_cannot_be_opened_is_one_sentence(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "forms.zip"
    path.write_bytes(content)
    code, files = checked(capsys, path, TEXT)
    assert code == 2
    errors = [file["errors"] for file in files if file["errors"]]
    assert len(errors) == 1
    assert any(file["forms"] for file in files)


def test_an_archive_without_forms_is_said_when_named_and_passed_over_in_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pictures.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("a.jpg", b"x")
    assert checked(capsys, path)[0] == 2
    (tmp_path / "form.txt").write_bytes(TEXT.read_bytes())
    code, files = checked(capsys, tmp_path)
    assert code == 1
    assert len(files) == 1


def test_a_member_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "forms.zip"
    with ZipFile(path, "w") as archive:
        archive.write(TEXT, "a.txt")
    code, files = checked(capsys, f"{path}!/b.txt")
    assert code == 2
    assert files[0]["errors"]


PACKERS = {
    "": lambda data: data,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}


def tarred(members: dict[str, bytes], **how) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", **how) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def within(path: Path) -> list[str]:
    """The names of the forms found in an archive, each of which can be read."""
    found = find([str(path)])
    assert not found.errors, [error.sentence() for error in found.errors]
    for name in found.paths:
        assert load(name, policy()) in (WORD.read_bytes(), TEXT.read_bytes())
    return [name.partition("!/")[2] for name in found.paths]


FORMS = {"乙/值班.docx": WORD.read_bytes(), "./甲.txt": TEXT.read_bytes(), "图.jpg": b"x"}


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize("named", ["forms", "forms.tar", "forms.zip", "forms.tgz"])
def test_a_tar_is_looked_into_whatever_its_name(packer: str, named: str, tmp_path: Path) -> None:
    path = tmp_path / named
    path.write_bytes(PACKERS[packer](tarred(FORMS)))
    assert within(path) == ["乙/值班.docx", "甲.txt"]


@pytest.mark.parametrize("packer", [".gz", ".bz2", ".xz"])
def test_one_compressed_file_is_the_file(packer: str, tmp_path: Path, capsys) -> None:
    path = tmp_path / f"值班.docx{packer}"
    path.write_bytes(PACKERS[packer](WORD.read_bytes()))
    assert within(path) == ["值班.docx"]
    _, files = checked(capsys, tmp_path)
    assert files[0]["path"] == f"{path}!/值班.docx"
    assert files[0]["forms"]


def test_gzip_may_keep_the_name_inside(tmp_path: Path) -> None:
    data = gzip.compress(TEXT.read_bytes())
    assert data[3] == 0
    path = tmp_path / "upload"
    path.write_bytes(data)
    assert within(path) == ["upload"]
    path.write_bytes(data[:3] + b"\x08" + data[4:10] + "乙.txt\0".encode("gb18030") + data[10:])
    assert within(path) == ["乙.txt"]


def test_old_tars_and_links_and_chinese_of_old_systems(tmp_path: Path) -> None:
    path = tmp_path / "forms.tar"
    buffer = io.BytesIO()
    form = TEXT.read_bytes()
    with tarfile.open(
        fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT, encoding="gb18030"
    ) as archive:
        for kind, name, link in (
            (tarfile.AREGTYPE, "甲镕.txt", ""),
            (tarfile.LNKTYPE, "乙.txt", "甲镕.txt"),
            (tarfile.SYMTYPE, "丙.txt", "丙.txt"),
            (tarfile.CHRTYPE, "丁.txt", ""),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, link
            info.size = len(form) if kind == tarfile.AREGTYPE else 0
            archive.addfile(info, io.BytesIO(form))
    path.write_bytes(buffer.getvalue())
    assert sorted(within(path)) == sorted(["甲镕.txt", "乙.txt"])


def test_archives_inside_archives_to_a_depth_and_no_further(tmp_path: Path, capsys) -> None:
    data = TEXT.read_bytes()
    inner = tarred({"丙.txt": data})
    nested = zipped({"乙.tar.gz": gzip.compress(inner), "a.txt": data, "好!/b.txt": data})
    path = tmp_path / "forms.tar.bz2"
    path.write_bytes(bz2.compress(tarred({"县/甲.zip": nested, "form.gz": gzip.compress(data)})))
    names = ["form.gz!/form", "县/甲.zip!/a.txt", "县/甲.zip!/乙.tar.gz!/丙.txt"]
    assert within(path) == [*names, "县/甲.zip!/好!/b.txt"]
    deeper = tmp_path / "deeper.zip"
    deeper.write_bytes(zipped({"forms.tar.bz2": path.read_bytes(), "z.txt": data}))
    code, files = checked(capsys, deeper)
    assert code == 2
    (refused,) = [file for file in files if file["errors"]]
    assert str(refused["path"]).endswith("!/县/甲.zip!/乙.tar.gz")
    assert "3 层" in str(refused["errors"])
    assert sum(bool(file["forms"]) for file in files) == 4


def test_order_is_that_of_one_process_and_many_workers(tmp_path: Path, capsys) -> None:
    path = tmp_path / "forms.tar.xz"
    members = {f"{n:02}.txt": TEXT.read_bytes() for n in range(15)}
    path.write_bytes(lzma.compress(tarred(dict(reversed(members.items())))))
    code, files = checked(capsys, path)
    assert code == 1
    assert [str(file["path"])[-6:] for file in files] == list(members)
    assert all(file["forms"] for file in files)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(("预算绩效目标表.txt", "gb18030"), ("镕.txt", "gb18030"), ("甲乙丙.txt", "utf-8")),
        *(("café é.txt", "cp437"), ("übersicht.txt", "cp437"), ("預算.txt", "gb18030")),
        *(("塡表.txt", "gb18030"), ("甲①“乙”（一）.txt", "gb18030"), ("運用.txt", "gbk")),
    ],
)
def test_names_of_old_systems(name: str, code: str) -> None:
    assert guessed(name.encode(code)) == name


def test_a_second_byte_that_is_a_backslash_is_no_folder(tmp_path: Path) -> None:
    raw = "誠甫.txt".encode("gb18030")
    assert b"\\" in raw
    path = tmp_path / "forms.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("x" * len(raw), TEXT.read_bytes())
        archive.writestr("a\\b.txt", TEXT.read_bytes())
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    assert within(path) == ["a/b.txt", "誠甫.txt"]


def test_info_zip_says_the_name_in_unicode(tmp_path: Path) -> None:
    import zlib

    info = ZipInfo("abc.txt")
    said = b"\x01" + zlib.crc32(b"\x82bc.txt").to_bytes(4, "little") + "表.txt".encode()
    info.extra = (0x7075).to_bytes(2, "little") + len(said).to_bytes(2, "little") + said
    path = tmp_path / "forms.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr(info, TEXT.read_bytes())
    path.write_bytes(path.read_bytes().replace(b"abc.txt", b"\x82bc.txt"))
    assert within(path) == ["表.txt"]


def test_two_members_of_one_name_are_both_checked(tmp_path: Path, capsys) -> None:
    path = tmp_path / "forms.tar"
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for data in (TEXT.read_bytes(), WORD.read_bytes()):
            info = tarfile.TarInfo("../a.txt")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    path.write_bytes(buffer.getvalue())
    _, files = checked(capsys, path)
    assert [str(f["path"]).partition("!/")[2] for f in files] == ["../a (2).txt", "../a.txt"]
    assert files[0]["forms"] != files[1]["forms"]
    assert [p.name for p in tmp_path.iterdir()] == ["forms.tar"]


def test_a_word_file_called_zip_is_a_word_file(tmp_path: Path, capsys) -> None:
    path = tmp_path / "form.zip"
    path.write_bytes(WORD.read_bytes())
    code, files = checked(capsys, tmp_path)
    assert code == 1
    assert files[0]["path"] == str(path)
    folder = tmp_path / "x.zip"
    folder.write_bytes(zipped({"word/值班.docx": WORD.read_bytes()}))
    assert within(folder) == ["word/值班.docx"]
    outer = tmp_path / "y.zip"
    outer.write_bytes(zipped({"form.zip": WORD.read_bytes()}))
    assert within(outer) == ["form.zip"]


def test_a_member_with_a_password_is_one_clear_sentence(tmp_path: Path, capsys) -> None:
    path = tmp_path / "forms.zip"
    data = bytearray(zipped({"a.txt": TEXT.read_bytes(), "b.txt": TEXT.read_bytes()}))
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    code, files = checked(capsys, path)
    assert code == 2
    assert "请用密码解压" in str(files[0]["errors"])
    assert files[1]["forms"]


@pytest.mark.parametrize(
    ("head", "word"),
    [
        *((b"Rar!\x1a\x07\x01\0", "RAR"), (b"7z\xbc\xaf\x27\x1c\0\x04", "7z")),
        *((b"MSCF\0\0\0\0", "CAB"), (b"\x28\xb5\x2f\xfd", "Zstandard")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_only_other_programs_open_says_what_to_do(
    head: bytes, word: str, tmp_path: Path, capsys
) -> None:
    for name in ("forms.rar", "forms.zip"):
        path = tmp_path / name
        path.write_bytes(head + b"\0" * 600)
        code, files = checked(capsys, path)
        assert code == 2
        assert word in str(files[0]["errors"])
        assert "解压" in str(files[0]["errors"])


def test_a_damaged_archive_inside_is_said_and_the_rest_is_checked(tmp_path: Path, capsys) -> None:
    data = TEXT.read_bytes()
    torn = gzip.compress(tarred({"x.txt": data * 50}))[:-300]
    path = tmp_path / "forms.zip"
    path.write_bytes(zipped({"a.tgz": torn, "b.txt": data, "c.xz": lzma.compress(data)[:-9]}))
    code, files = checked(capsys, path)
    assert code == 2
    assert [bool(file["forms"]) for file in files] == [True, False, False]
    assert "损坏" in str(files[1]["errors"])


@pytest.mark.parametrize("packer", [".gz", ".bz2", ".xz"])
def test_a_bomb_is_refused_before_it_fills_the_memory(
    packer: str, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr("jiheng.documents.archives.shelf.ARCHIVE_BYTES", 4 << 20)
    path = tmp_path / f"bomb.tar{packer}"
    path.write_bytes(PACKERS[packer](bytes(5 << 20)))
    (error,) = find([str(path)]).errors
    assert "4 MB" in error.sentence()
    nested = tmp_path / "outer.zip"
    nested.write_bytes(zipped({"bomb.tar.gz": gzip.compress(bytes(5 << 20)), "a.txt": b"x"}))
    found = find([str(nested)])
    assert len(found.paths) == len(found.errors) == 1


def test_many_small_bombs_are_one_large_one(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("jiheng.documents.archives.shelf.ARCHIVE_TOTAL", 4 << 20)
    inner = gzip.compress(tarred({"a.txt": bytes(1 << 20)}))
    path = tmp_path / "outer.zip"
    path.write_bytes(zipped({f"{n}.tgz": inner for n in range(6)}))
    found = find([str(path)])
    assert len(found.paths) == 3
    assert len(found.errors) == 3


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch) -> None:
    for place in ("documents.archives.zips", "documents.archives.tars", "documents.archives.shelf"):
        monkeypatch.setattr(f"jiheng.{place}.ARCHIVE_MEMBERS", 20)
    many = {f"{n}.txt": b"x" for n in range(21)}
    for pack in (zipped, tarred):
        path = tmp_path / "forms.zip"
        path.write_bytes(pack(many))
        (error,) = find([str(path)]).errors
        assert "20 个文件" in error.sentence()
    half = dict(list(many.items())[:15])
    path.write_bytes(zipped({"a.zip": zipped(half), "b.zip": zipped(half)}))
    assert "20 个文件" in find([str(path)]).errors[0].sentence()


def test_a_large_member_is_refused_as_a_large_file_is(tmp_path: Path) -> None:
    path = tmp_path / "forms.tar.gz"
    path.write_bytes(gzip.compress(tarred({"a.txt": bytes(65 << 20)})))
    with pytest.raises(Refusal, match="64 MB"):
        load(f"{path}!/a.txt", policy())


def test_what_is_held_in_memory_is_bounded() -> None:
    assert limits.ARCHIVE_BYTES + limits.PART_BYTES <= 300 << 20


def test_a_name_may_leave_no_archive_open(tmp_path: Path) -> None:
    path = tmp_path / "forms.zip"
    path.write_bytes(zipped({"a.zip": zipped({"b.txt": b"x"}), "c.txt": b"y"}))
    with Shelf() as shelf:
        assert shelf.read(str(path), f"{path}!/a.zip!/b.txt", 9) == b"x"
        assert shelf.read(str(path), f"{path}!/c.txt", 9) == b"y"
        for bad in ("a.zip!/x.txt", "c.txt!/x.txt", "no.zip!/x", "c.txt!/"):
            with pytest.raises(Refusal):
                shelf.read(str(path), f"{path}!/{bad}", 9)
        with pytest.raises(Refusal):
            shelf.read(str(path), f"{path}!/c.txt", 0)
    path.unlink()  # on Windows only what nobody holds open can go


SMALL = tarred({"甲.txt": TEXT.read_bytes(), "b.zip": zipped({"c.txt": TEXT.read_bytes()})})


@pytest.mark.parametrize("pack", [*PACKERS, ".zip"])
@settings(max_examples=60)
@given(st.data())
def test_damage_anywhere_is_read_or_refused(pack: str, tmp_path_factory, data) -> None:
    """No byte of an archive can make it fail in another way than a Refusal."""
    whole = zipped({"a.tar": SMALL}) if pack == ".zip" else PACKERS[pack](SMALL)
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "broken.tgz"
    path.write_bytes(broken)
    found = find([str(path)])
    for name in found.paths:
        with suppress(Refusal):
            load(name, policy())
    assert all(error.sentence("en") for error in found.errors)
