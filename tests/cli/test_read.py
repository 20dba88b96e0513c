from datetime import UTC, datetime

import pytest

from d_loket.cli.bench import mail_files, sent_at


@pytest.mark.parametrize(
    ("header", "moment"),
    [
        ("Tue, 22 May 2018 09:14:00 +0200", datetime(2018, 5, 22, 7, 14, tzinfo=UTC)),
        ("22 May 2018 09:14 -0000", datetime(2018, 5, 22, 9, 14, tzinfo=UTC)),
        ("gisteren", None),
        ("Tue, 99 May 2018 09:14:00 +9999", None),
        ("", None),
    ],
)
def test_a_mail_was_received_at_its_date(header, moment):
    assert sent_at(f"Subject: x\nDate: {header}\n\nDate: nee\n".encode()) == moment


@pytest.mark.parametrize("content", [b"", b"\x00\xff\n\n", b"Date: \xff\xfe\n\n", b"\n\nDate: x", "Date: ١".encode()])
def test_a_mail_without_a_date_that_can_be_read_has_none(content):
    assert sent_at(content) is None


def test_files_directories_and_maildirs_are_all_mail(tmp_path):
    for name in (
        "los.eml",
        "map/een.eml",
        "map/dieper/twee.eml",
        "map/geen-mail.txt",
        "box/new/1",
        "box/cur/2:2,S",
        "box/tmp/3",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    found = mail_files([tmp_path / "los.eml", tmp_path / "map", tmp_path / "box"])
    assert {str(f.relative_to(tmp_path)) for f in found} == {
        "los.eml", "map/een.eml", "map/dieper/twee.eml", "box/new/1", "box/cur/2:2,S",
    }  # fmt: skip
