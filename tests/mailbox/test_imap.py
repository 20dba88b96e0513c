import threading

import pytest

from d_loket.clock import Clock
from d_loket.mailbox import open_mailbox
from d_loket.model import DLoketError, Folder
from dovecot import PASSWORD
from inboxes import FOLDERS, everything, mail, opened, owner, subjects


@pytest.fixture
def server(dovecot):
    """The server with an empty mailbox."""
    with owner(dovecot) as client:
        for folder in ["INBOX", *FOLDERS.values()]:
            if client.folder_exists(folder):
                client.select_folder(folder)
                if uids := client.search("ALL"):
                    client.delete_messages(uids)
                    client.expunge()
    return dovecot


@pytest.mark.parametrize("scheme", ["imap", "imaps"])
def test_mail_is_fetched_over_a_verified_connection_without_being_marked_as_seen(server, scheme):
    server.deliver(mail(1), mail(2))
    inbox = opened(server, scheme=scheme)
    mails = everything(inbox)
    assert [b"Subject: %d" % n in m.content for m, n in zip(mails, (1, 2), strict=True)] == [True, True]
    assert abs((Clock().now() - mails[0].received_at).total_seconds()) < 60
    with owner(server) as client:
        client.select_folder("INBOX", readonly=True)
        flags = client.get_flags(client.search("ALL"))
        assert not [f for given in flags.values() for f in given if f == b"\\Seen"]
    inbox.close()


def test_what_is_known_is_not_fetched_again(server):
    server.deliver(mail(1))
    inbox = opened(server)
    first = everything(inbox)
    server.deliver(mail(2))
    keys = {m.key for m in first}
    later = [m for batch in inbox.fetch(lambda asked: keys & set(asked)) for m in batch]
    assert [b"Subject: 2" in m.content for m in later] == [True]
    inbox.close()


def test_mail_is_filed_in_folders_that_are_made_when_missing(server):
    server.deliver(*(mail(n) for n in range(1, 4)))
    inbox = opened(server)
    keys = [m.key for m in everything(inbox)]
    assert set(inbox.file(zip(keys, Folder, strict=True))) == set(keys)
    with owner(server) as client:
        assert subjects(client, "INBOX") == []
        assert sorted(s for f in FOLDERS.values() for s in subjects(client, f)) == ["1", "2", "3"]
    inbox.close()


def test_a_mail_that_is_gone_already_counts_as_gone(server):
    server.deliver(mail(1))
    inbox = opened(server)
    keys = [m.key for m in everything(inbox)]
    with owner(server) as client:
        client.select_folder("INBOX")
        client.delete_messages(client.search("ALL"))
        client.expunge()
    assert list(inbox.file([(keys[0], Folder.PROCESSED)])) == keys
    inbox.close()


def test_a_mail_above_the_limit_gives_its_header_and_its_size(server):
    server.deliver(mail(1, size=200_000))
    inbox = opened(server, max_size=100_000)
    (large,) = everything(inbox)
    assert large.oversize is not None
    assert large.oversize > 200_000
    assert b"Subject: 1" in large.content
    assert b"xxx" not in large.content
    inbox.close()


def test_a_server_that_was_restarted_is_reached_again(server):
    server.deliver(mail(1))
    inbox = opened(server)
    assert len(everything(inbox)) == 1
    server.kill()
    server.start()
    server.deliver(mail(2))
    assert len(everything(inbox)) == 2
    inbox.close()


def test_another_uidvalidity_moves_nothing(server):
    server.deliver(mail(1))
    inbox = opened(server)
    (only,) = everything(inbox)
    stale = type(only.key)(only.key.account, only.key.folder, only.key.uidvalidity + 1, only.key.uid)
    assert list(inbox.file([(stale, Folder.PROCESSED)])) == [stale]
    with owner(server) as client:
        assert subjects(client, "INBOX") == ["1"]
    inbox.close()


def test_a_folder_that_is_replaced_while_it_is_read_is_read_anew(server):
    inbox = opened(server, folder="Bak")
    with owner(server) as client:
        client.create_folder("Bak")
        client.multiappend("Bak", [mail(n) for n in range(101)])
    batches = inbox.fetch(lambda keys: set())
    old = next(batches)
    server.kill()  # nobody holds the folder open while it is replaced
    server.start()
    with owner(server) as client:
        client.delete_folder("Bak")
        client.create_folder("Bak")
        client.multiappend("Bak", [mail(n) for n in range(2)])
    assert list(batches) == []  # UIDs of the folder that was name nothing now
    gone = [m.key for m in old]
    assert list(inbox.file([(key, Folder.REVIEW) for key in gone])) == gone
    assert len(everything(inbox)) == 2
    inbox.close()
    with owner(server) as client:
        assert subjects(client, "Bak") == ["0", "1"]
        client.delete_folder("Bak")


def test_waiting_ends_when_mail_comes(server):
    inbox = opened(server)
    assert everything(inbox) == []
    threading.Timer(0.3, server.deliver, [mail(1)]).start()
    assert inbox.idle(20) is True
    inbox.close()


def test_waiting_ends_with_a_sentence_when_the_server_goes_away(server):
    inbox = opened(server)
    assert everything(inbox) == []
    threading.Timer(0.3, server.kill).start()
    with pytest.raises(DLoketError, match=rf"localhost:{server.imap} "):
        inbox.idle(60)
    server.start()
    assert everything(inbox) == []
    inbox.close()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "fout"}, "refuses user"),
        ({"cafile": False}, "certificate"),
        ({"host": "127.0.0.1"}, "certificate"),
        ({"host": "bestaat-niet.invalid"}, "There is no host bestaat-niet.invalid"),
    ],
)
def test_what_is_wrong_with_the_connection_is_one_clear_sentence(server, wrong, said):
    with pytest.raises(DLoketError, match=said) as raised:
        everything(opened(server, **wrong))
    assert PASSWORD not in str(raised.value)
    assert raised.value.advice


def test_a_closed_port_is_said(server):
    inbox = open_mailbox(
        "imaps://a@localhost:1/INBOX", password="x", verify=True, cafile=None, folders=FOLDERS, max_size=1
    )
    with pytest.raises(DLoketError, match="Nothing listens at localhost:1"):
        everything(inbox)
