import ssl
from collections import Counter
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from imapclient import IMAPClient

from d_loket.bootstrap import build
from d_loket.settings import Settings
from dovecot import PASSWORD, USER, Dovecot
from smtp import SmtpServer

RULES = Path(__file__).parents[1] / "rules"
MAILS = 500
PLACES = ["Amersfoort", "Zwolle", "Middelburg", "Tilburg"]
TEXTS = [
    "Ik kom graag naar {place}.",
    "Is er een lift in {place}?",
    "Graag meld ik mij aan voor een wijkgesprek.",
    "Dank u wel!",
]


def letter(number: int) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Schrijver Nummer <schrijver{number}@post.example>"
    message["To"] = "wijkgesprekken@buurtkracht.example"
    message["Subject"] = "bericht"
    message["Message-ID"] = f"<{number}@post.example>"
    if number % 10 == 9:
        message["Auto-Submitted"] = "auto-replied"
    message.set_content(TEXTS[number % 4].format(place=PLACES[number % 3]))
    return message.as_bytes() if number % 50 else b"\xff\xfe not a mail " + str(number).encode()


def in_folders(server: Dovecot) -> Counter[str]:
    context = ssl.create_default_context(cafile=str(server.cafile))
    with IMAPClient("localhost", server.imaps, ssl_context=context) as client:
        client.plain_login(USER, PASSWORD)
        folders = ["INBOX", "D-loket/Verwerkt", "D-loket/Beoordelen", "D-loket/Genegeerd"]
        return Counter(
            {f: client.select_folder(f, readonly=True)[b"EXISTS"] for f in folders if client.folder_exists(f)}
        )


@pytest.mark.usefixtures("dovecot")
def test_inbox_folders_database_and_replies_account_for_every_mail(tmp_path):
    server = Dovecot()  # one of its own: its folders are counted
    try:
        server.deliver(*(letter(n) for n in range(MAILS)))
        with SmtpServer() as out:
            settings = Settings(
                data_dir=tmp_path,
                database_url=f"sqlite:///{tmp_path / 'd-loket.db'}",
                inbox=f"imaps://{USER.replace('@', '%40')}@localhost:{server.imaps}/INBOX",
                inbox_password=PASSWORD,
                cafile=server.cafile,
                outbox=f"smtp://127.0.0.1:{out.port}",
                outbox_tls="off",
                rules=RULES,
                now="2031-02-20T09:00:00+01:00",
            )
            app = build(settings).ready()
            with app.mailbox() as mailbox, app.sender() as sender:
                app.journey.run(mailbox, sender)
            with app.mailbox() as mailbox, app.sender() as sender:
                again = app.journey.run(mailbox, sender)
            rows = list(app.database.queries().every_message())
            app.database.close()
    finally:
        folders = in_folders(server)
        server.stop()

    assert (again.taken_in, again.handled, again.sent) == (0, 0, 0), "a second run finds nothing to do"
    assert len(rows) == MAILS
    actions = Counter(row.action or "failed" for row in rows)
    processed = sum(actions[a] for a in ("register", "change", "cancel", "clarify"))
    assert folders == {
        "INBOX": 0,
        "D-loket/Verwerkt": processed,
        "D-loket/Beoordelen": actions["review"] + actions["failed"],
        "D-loket/Genegeerd": actions["ignore"],
    }
    answered = Counter(str(mail["In-Reply-To"]) for _, mail in out.mails)
    assert set(answered.values()) == {1}, "no mail is answered twice"
    assert len(answered) == processed
    assert all(mail["Auto-Submitted"] == "auto-replied" for _, mail in out.mails)
