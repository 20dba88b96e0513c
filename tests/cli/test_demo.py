"""The demo as a newcomer sees it."""

import pytest

from d_loket.cli.demo import demo_application, import_announcement, prepare, replies_in, take_in
from d_loket.cli.report import mail_table, session_table, tally_line
from d_loket.cli.sample import SampleMailbox
from d_loket.recording.exports import message_record


def test_the_demo_shows_every_mail_the_sessions_and_a_reply(d_loket, tmp_path):
    outcome = d_loket("demo", "--no-serve")
    assert outcome.code == 0
    for expected in ("Marieke Bakker", "Podium Bloos", "The replies lie in demo-data/outbox", "One reply in full"):
        assert expected in outcome.out
    assert "51/51" in outcome.err
    assert len(replies_in(tmp_path / "demo-data/outbox")) > 20


def test_the_demo_can_be_run_again(d_loket):
    assert d_loket("demo", "--no-serve").code == 0
    assert d_loket("demo", "--no-serve").code == 0


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory):
    directory = tmp_path_factory.mktemp("demo")
    prepare(directory)
    sample = SampleMailbox()
    app = demo_application(directory, sample)
    import_announcement(app)
    app.ready()
    take_in(app, sample)
    return app


def test_every_mail_of_the_sample_is_decided_and_none_is_left_in_the_inbox(taken_in):
    messages = taken_in.database.queries().messages()
    assert len(messages) == len(SampleMailbox())
    assert [m.error for m in messages if m.state != "decided"] == []
    assert list((taken_in.settings.data_dir / "inbox/new").iterdir()) == []


def test_all_six_decisions_are_seen(taken_in):
    messages = taken_in.database.queries().messages()
    assert {m.action for m in messages} == {"register", "change", "cancel", "clarify", "review", "ignore"}


def test_the_tables_hold_every_mail_and_every_session(taken_in):
    messages = taken_in.database.queries().messages()
    assert mail_table(messages).row_count == len(messages)
    assert session_table(taken_in).row_count == 6
    assert tally_line(messages).startswith(f"{len(messages)} mails: ")


def test_robots_get_no_answer(taken_in):
    automatic = [m for m in taken_in.database.queries().messages() if message_record(m)["automatic"]]
    assert len(automatic) >= 3
    assert [m.subject for m in automatic if m.replies] == []
