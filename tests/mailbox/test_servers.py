"""IMAP servers that can do less, or do it otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from d_loket.model import DLoketError, Folder
from dovecot import Dovecot
from inboxes import FOLDERS, everything, mail, opened, owner, subjects

pytestmark = pytest.mark.usefixtures("dovecot")  # it says what to install where there is none
BASIC = "IMAP4rev1 NAMESPACE STARTTLS AUTH=PLAIN"


@contextmanager
def running(extra: str = "", **other: str | bool) -> Iterator[Dovecot]:
    server = Dovecot(extra, **other)
    try:
        yield server
    finally:
        server.stop()


def capable_of(capabilities: str) -> str:
    return f"protocol imap {{\n  imap_capability = {capabilities}\n}}\n"


def mark_deleted(client, subject: str) -> None:
    client.select_folder("INBOX")
    client.add_flags(client.search(["SUBJECT", subject]), [b"\\Deleted"])


def test_without_move_mail_is_copied_and_only_it_is_expunged():
    with running(capable_of(f"{BASIC} UIDPLUS")) as server, owner(server) as client:
        server.deliver(mail(1), mail(2))
        mark_deleted(client, "2")  # somebody else's, not yet expunged
        inbox = opened(server)
        first = everything(inbox)[0]
        assert list(inbox.file([(first.key, Folder.REVIEW)])) == [first.key]
        assert subjects(client, "INBOX") == ["2"]
        assert subjects(client, FOLDERS[Folder.REVIEW]) == ["1"]
        inbox.close()


def test_where_single_mails_cannot_be_removed_a_mail_that_is_marked_as_deleted_has_left():
    with running(capable_of(BASIC)) as server, owner(server) as client:
        server.deliver(mail(1), mail(2))
        inbox = opened(server)
        first, second = everything(inbox)
        assert list(inbox.file([(first.key, Folder.PROCESSED)])) == [first.key]
        assert [m.key for m in everything(inbox)] == [second.key]
        assert list(inbox.file([(first.key, Folder.PROCESSED)])) == [first.key]
        assert inbox.probe()[0][1].endswith("holds 1 messages.")
        inbox.close()
        assert subjects(client, FOLDERS[Folder.PROCESSED]) == ["1"]  # one copy, though it was filed twice
        assert subjects(client, "INBOX") == ["1", "2"]  # its owner's mail program removes it


def test_where_mail_can_be_moved_a_mark_of_deletion_hides_nothing():
    with running() as server, owner(server) as client:
        server.deliver(mail(1), mail(2))
        mark_deleted(client, "1")
        inbox = opened(server)
        keys = [m.key for m in everything(inbox)]
        assert len(keys) == 2
        assert list(inbox.file([(key, Folder.REVIEW) for key in keys])) == keys
        assert subjects(client, FOLDERS[Folder.REVIEW]) == ["1", "2"]
        inbox.close()


def test_a_server_that_asks_name_and_password_apart_is_logged_in_to():
    with running(mechanisms="login") as server:
        server.deliver(mail(1))
        inbox = opened(server)
        assert len(everything(inbox)) == 1
        inbox.close()


def test_folders_are_made_where_the_server_wants_them():
    with running("namespace inbox {\n  prefix = INBOX.\n  separator = .\n}\n") as server, owner(server) as client:
        server.deliver(mail(1))
        inbox = opened(server)
        (only,) = everything(inbox)
        inbox.file([(only.key, Folder.IGNORED)])
        assert subjects(client, "INBOX.D-loket.Genegeerd") == ["1"]
        inbox.close()


def test_a_mailbox_without_room_is_said_and_its_mail_stays():
    full = (
        "plugin {\n  quota = count:User quota\n  quota_vsizes = yes\n  quota_rule = *:messages=2\n}\n"
        f"protocol imap {{\n  mail_plugins = quota\n  imap_capability = {BASIC} UIDPLUS\n}}\n"
    )
    with running(full) as server:
        server.deliver(mail(1), mail(2))
        inbox = opened(server)
        first, _ = everything(inbox)
        with pytest.raises(DLoketError, match=r"has no room left to file mail in D-loket/Verwerkt.*Make room"):
            inbox.file([(first.key, Folder.PROCESSED)])
        assert len(everything(inbox)) == 2
        inbox.close()


def test_a_certificate_that_has_expired_is_said():
    with running(expired=True) as server:
        for scheme in ("imap", "imaps"):
            ((works, said, advice),) = opened(server, scheme=scheme).probe()
            assert not works
            assert said.endswith(" has expired.")
            assert advice
