"""What an operator sees when a mail server cannot be used: one sentence, exit code 1, and nothing lost."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from certificates import certificate, expired_certificate
from d_loket.model import Event, Session
from d_loket.rulebook import write_event
from dovecot import PASSWORD, USER, Dovecot
from inboxes import owner, subjects
from smtp import SmtpServer
from tokens import CLIENT, SECRET, TENANT, TokenEndpoint, Tokens

EVENT = Event(
    id="wijkavonden-2031",
    title="Wijkavonden",
    mailbox=USER,
    organiser="Gemeente Voorbeeld",
    noun="wijkavond",
    noun_plural="wijkavonden",
    sessions=(
        Session(id="gouda", place="Gouda", date=datetime(2031, 4, 3, tzinfo=UTC).date(), venue="Het Huis"),
        Session(id="hoorn", place="Hoorn", date=datetime(2031, 4, 10, tzinfo=UTC).date(), venue="De Schuur"),
    ),
)
MAIL = (
    f"From: Anna Bos <anna@bos.example>\r\nTo: {USER}\r\nSubject: wijkavond\r\nMessage-ID: <m1@bos.example>\r\n"
    "\r\nHierbij meld ik mij aan voor de wijkavond in Gouda op 3 april.\r\n"
).encode()
ACCOUNT = USER.replace("@", "%40")
OTHER_NAME = "The certificate of 127.0.0.1:{port} is for another host name."
NO_HOST = "There is no host bestaat-niet.invalid, or its name cannot be looked up now."


@pytest.fixture(scope="module")
def imap(dovecot):
    """A server of this module's own, with one mail."""
    server = Dovecot()
    server.deliver(MAIL)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def expired(dovecot):
    """A server with a certificate of years ago."""
    server = Dovecot(expired=True)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def smtp():
    """A server that wants the same user, and its certificate."""
    with tempfile.TemporaryDirectory() as folder:
        own = certificate(Path(folder))
        with SmtpServer(login=(USER, PASSWORD), certificate=own) as server:
            server.cafile = own[0]
            yield server


@pytest.fixture
def setting(monkeypatch, tmp_path):
    """Give what sets a setting; event, clock and database are set already."""

    def put(**values):
        for name, value in values.items():
            monkeypatch.setenv(f"D_LOKET_{name.upper()}", str(value))

    (tmp_path / "regels/events").mkdir(parents=True)
    write_event(EVENT, tmp_path / "regels/events/wijkavonden-2031.yaml")
    database = f"sqlite:///{tmp_path}/d.db"
    put(rules=tmp_path / "regels", database_url=database, now="2031-03-10T12:00:00+00:00", mode="live")
    put(inbox=f"maildir:{tmp_path}/in", outbox=f"maildir:{tmp_path}/uit")
    for name in ("new", "cur", "tmp"):
        (tmp_path / "in" / name).mkdir(parents=True)
    return put


def wrong_sentences(d_loket, name):
    """Return what is wrong by `doctor`, and by a run, each with its advice; both say so by their exit code."""
    d_loket("db", "upgrade")
    told = d_loket("doctor")
    lines = told.out.splitlines()
    (number,) = (n for n, line in enumerate(lines) if line.split()[:2] == ["error", name])
    ran = d_loket("run", "--once")
    assert (told.code, ran.code, ran.out) == (1, 1, "")
    sentence, advice = ran.err.splitlines()
    return (lines[number][20:], lines[number + 1].strip()), (sentence.removeprefix("d-loket: "), advice)


@pytest.mark.parametrize(
    ("url", "password", "said"),
    [
        (
            "imaps://{user}@localhost:{port}/INBOX",
            "fout",
            "localhost:{port} refuses user '" + USER + "' or the password (",
        ),
        ("imaps://{user}@bestaat-niet.invalid/INBOX", PASSWORD, NO_HOST),
        (
            "imaps://{user}@127.0.0.1:{port}/INBOX",
            PASSWORD,
            OTHER_NAME,
        ),
        ("imaps://{user}@localhost:1/INBOX", PASSWORD, "Nothing listens at localhost:1."),
        (
            "imaps://{user}@localhost:{port}/Weg",
            PASSWORD,
            "localhost:{port} refuses to open Weg (Mailbox doesn't",
        ),
        ("imaps://{user}@localhost:port/INBOX", PASSWORD, "D_LOKET_INBOX cannot be read as a URL."),
        ("imaps://", PASSWORD, "D_LOKET_INBOX names no host."),
    ],
)
def test_an_inbox_that_cannot_be_used_is_one_sentence(d_loket, setting, imap, url, password, said):
    setting(cafile=imap.cafile, inbox=url.format(user=ACCOUNT, port=imap.imaps), inbox_password=password)
    by_doctor, by_run = wrong_sentences(d_loket, "inbox")
    assert by_doctor == by_run
    assert by_run[0].startswith(said.format(port=imap.imaps))
    assert PASSWORD not in "".join(by_run)
    with owner(imap) as client:
        assert subjects(client, "INBOX") == ["wijkavond"]


def test_an_inbox_whose_certificate_has_expired_is_one_sentence(d_loket, setting, expired):
    setting(cafile=expired.cafile, inbox_password=PASSWORD, inbox=f"imaps://{ACCOUNT}@localhost:{expired.imaps}/INBOX")
    by_doctor, by_run = wrong_sentences(d_loket, "inbox")
    assert (
        by_doctor
        == by_run
        == (
            f"The certificate of localhost:{expired.imaps} has expired.",
            "Have it renewed on the server.",
        )
    )


@pytest.mark.parametrize(
    ("url", "password", "said"),
    [
        ("smtp://{user}@localhost:{port}", "fout", "localhost:{port} refuses user '" + USER + "' or the password (535"),
        ("smtp://{user}@bestaat-niet.invalid", PASSWORD, NO_HOST),
        ("smtp://{user}@127.0.0.1:{port}", PASSWORD, OTHER_NAME),
        ("smtp://{user}@localhost:1", PASSWORD, "Nothing listens at localhost:1."),
    ],
)
def test_an_outbox_that_cannot_be_used_is_one_sentence_and_its_replies_wait(
    d_loket, setting, tmp_path, smtp, url, password, said
):
    (tmp_path / "in/new/1").write_bytes(MAIL.replace(b"\r\n", b"\n"))
    before = len(smtp.mails)
    setting(cafile=smtp.cafile, outbox=url.format(user=ACCOUNT, port=smtp.port), outbox_password=password)
    by_doctor, by_run = wrong_sentences(d_loket, "outbox")
    assert by_doctor == by_run
    assert by_run[0].startswith(said.format(port=smtp.port))
    setting(outbox=f"smtp://{ACCOUNT}@localhost:{smtp.port}", outbox_password=PASSWORD, now="2031-03-10T12:05:00Z")
    assert d_loket("doctor").code == 0
    again = d_loket("run", "--once")
    assert (again.code, again.err.strip()) == (0, "0 taken in, 0 handled, 1 replies sent")
    assert [to for to, _ in smtp.mails[before:]] == [["anna@bos.example"]]


def test_an_outbox_whose_certificate_has_expired_is_one_sentence(d_loket, setting, tmp_path):
    (tmp_path / "in/new/1").write_bytes(MAIL.replace(b"\r\n", b"\n"))
    old = expired_certificate(tmp_path)
    with SmtpServer(certificate=old) as server:
        setting(cafile=old[0], outbox=f"smtp://localhost:{server.port}")
        by_doctor, by_run = wrong_sentences(d_loket, "outbox")
    assert by_doctor == by_run
    assert by_run[0] == f"The certificate of localhost:{server.port} has expired."


def test_a_file_without_certificates_is_one_sentence(d_loket, setting, imap, tmp_path):
    (tmp_path / "leeg.pem").write_text("niets")
    setting(cafile=tmp_path / "leeg.pem", inbox=f"imaps://{ACCOUNT}@localhost:{imap.imaps}", inbox_password=PASSWORD)
    by_doctor, by_run = wrong_sentences(d_loket, "inbox")
    assert by_doctor == by_run
    assert by_run[0] == f"{tmp_path}/leeg.pem holds no certificates that can be read."


def test_oauth2_reads_the_inbox_by_the_settings_and_a_wrong_secret_is_one_sentence(d_loket, setting, dovecot):
    tokens = Tokens()
    server = Dovecot(mechanisms="xoauth2", key=tokens.key)
    try:
        server.deliver(MAIL)
        with TokenEndpoint(tokens, USER, server.cafile, server.keyfile) as endpoint:
            setting(cafile=server.cafile, inbox=f"imaps://{ACCOUNT}@localhost:{server.imaps}/INBOX")
            setting(oauth2_tenant=TENANT, oauth2_client_id=CLIENT, oauth2_authority=endpoint.url)
            setting(oauth2_client_secret="fout")
            by_doctor, by_run = wrong_sentences(d_loket, "inbox")
            assert by_doctor == by_run
            assert "gives no OAuth2 token: AADSTS7000215: Invalid client secret." in by_run[0]
            setting(oauth2_client_secret=SECRET)
            assert d_loket("doctor").code == 0
            done = d_loket("run", "--once")
            assert (done.code, done.err.strip()) == (0, "1 taken in, 1 handled, 1 replies sent")
    finally:
        server.stop()
