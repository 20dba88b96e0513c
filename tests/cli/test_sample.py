from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from d_loket.cli.demo import MARKER, prepare, replies_in
from d_loket.cli.sample import SampleMailbox, deliver
from d_loket.model import DLoketError


@pytest.fixture(scope="module")
def sample():
    return SampleMailbox()


def parsed(mail):
    return message_from_bytes(mail.content, policy=policy.default)


def test_the_sample_is_a_mailbox_of_at_least_forty_mails_of_invented_people(sample):
    mails = [parsed(m) for m in sample.round(0, {})]
    assert len(sample) >= len(mails) >= 40
    assert [m["From"] for m in mails if not m["From"].addresses[0].domain.endswith(".example")] == []


def test_the_sample_has_mail_of_every_kind(sample):
    mails = [parsed(m) for m in sample.round(0, {})]
    types = {m.get_content_type() for m in mails}
    assert {"text/plain", "text/html", "multipart/report"} <= types
    assert any(m["Auto-Submitted"] for m in mails)
    assert any(m["List-Id"] for m in mails)
    assert any(m.get_content_charset() == "windows-1252" for m in mails)


def test_every_mail_has_its_own_message_id(sample):
    ids = [m.id for n in range(sample.rounds) for m in sample.round(n, {})]
    assert len(set(ids)) == len(ids) == len(sample)


def test_a_later_mail_answers_what_was_sent_last_and_quotes_it(sample):
    first = parsed(next(iter(sample.round(0, {}))))
    ours = EmailMessage()
    ours["Message-ID"] = "<ons@vng.example>"
    ours.set_content("U bent aangemeld.\nTot ziens.")
    later = parsed(next(iter(sample.round(1, {first["Message-ID"]: ours}))))
    assert later["In-Reply-To"] == "<ons@vng.example>"
    assert later["From"] == first["From"]
    assert "> U bent aangemeld.\n> Tot ziens." in later.get_content()


def test_mail_is_delivered_as_received_when_it_says(sample, tmp_path):
    mails = list(sample.round(0, {}))
    deliver(mails, tmp_path / "inbox")
    times = {f.stat().st_mtime for f in (tmp_path / "inbox/new").iterdir()}
    assert times == {m.received_at.timestamp() for m in mails}


def test_replies_are_found_by_what_they_answer(tmp_path):
    assert replies_in(tmp_path / "outbox") == {}
    message = EmailMessage()
    message["In-Reply-To"] = "<a@b.example>"
    (tmp_path / "outbox/new/1").write_bytes(message.as_bytes())
    assert list(replies_in(tmp_path / "outbox")) == ["<a@b.example>"]


def test_only_a_directory_of_an_earlier_demo_is_emptied(tmp_path):
    prepare(tmp_path / "demo")
    (tmp_path / "demo/rest").write_text("x")
    prepare(tmp_path / "demo")
    assert [f.name for f in (tmp_path / "demo").iterdir()] == [MARKER]


def test_a_directory_with_something_else_in_it_is_left_alone(tmp_path):
    (tmp_path / "foto").write_text("x")
    with pytest.raises(DLoketError, match="something else"):
        prepare(tmp_path)
    assert (tmp_path / "foto").read_text() == "x"
