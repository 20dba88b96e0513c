"""Every mail is stored once, whatever the server does to its numbers."""

from dataclasses import replace

import pytest

from d_loket.model import Action, RawMail
from d_loket.recording import Database, SqlStore
from recording.samples import NOW, decide, raw, registers, take_in


def test_a_mail_comes_back_byte_for_byte(store: SqlStore) -> None:
    given = replace(raw(), content=bytes(range(256)) * 3)
    store.keep([given], NOW)
    assert [stored.raw for stored in store.undecided(10)] == [given]


def test_the_oldest_mail_comes_first(store: SqlStore) -> None:
    store.keep([raw("late", minutes=5), raw("early")], NOW)
    assert [s.raw.key.uid for s in store.undecided(10) if s.raw.key] == ["early", "late"]


def test_known_are_only_stored_keys_of_the_same_place(store: SqlStore) -> None:
    mail, elsewhere, anew = raw("1"), raw("1", folder="Archief"), raw("1", uidvalidity=2)
    store.keep([mail], NOW)
    keys = [m.key for m in (mail, elsewhere, anew) if m.key]
    assert store.known(keys) == {mail.key}


def test_a_batch_that_was_stored_before_a_crash_is_not_stored_again(store: SqlStore) -> None:
    store.keep([raw("1"), raw("2")], NOW)
    store.keep([raw("1"), raw("2"), raw("3")], NOW)
    assert len(store.undecided(10)) == 3
    assert store.account().mails == {"received": 3}


def test_the_same_bytes_delivered_twice_are_shown_filed_and_never_answered(database: Database) -> None:
    store, mail = database.store(), raw("1")
    [first] = take_in(store, mail, replace(mail, key=raw("2").key))
    [shown] = [m for m in database.queries().messages() if m.state == "duplicate"]
    assert (shown.duplicate_of, shown.action) == (first, "ignore")
    assert [(key.uid, action) for key, action in store.unfiled()] == [("2", Action.IGNORE)]


def test_another_account_may_get_the_same_bytes(store: SqlStore) -> None:
    mail = raw("1")
    assert len(take_in(store, mail, replace(mail, key=raw("1", account="tweede").key))) == 2


def test_new_uids_after_a_new_uidvalidity_are_the_old_mails(store: SqlStore) -> None:
    mail, again = raw("1"), raw("88", uidvalidity=2)
    [mail_id] = take_in(store, mail)
    decide(store, mail_id, registers())
    store.keep([replace(mail, key=again.key)], NOW)
    assert store.unfiled() == [(again.key, Action.REGISTER)]
    assert store.account().mails == {"decided": 1}


def test_two_copies_keep_their_own_rows_after_a_new_uidvalidity(store: SqlStore) -> None:
    mail = raw("1")
    store.keep([mail, replace(mail, key=raw("2").key)], NOW)
    renumbered = [replace(mail, key=raw(uid, uidvalidity=2).key) for uid in ("8", "9")]
    store.keep(renumbered, NOW)
    assert store.account().mails == {"received": 1, "duplicate": 1}
    assert store.known([m.key for m in renumbered if m.key]) == {m.key for m in renumbered}


def test_a_filed_mail_that_is_put_back_is_a_duplicate(store: SqlStore) -> None:
    mail = raw("1")
    [mail_id] = take_in(store, mail)
    decide(store, mail_id, registers())
    store.filed([mail.key], NOW) if mail.key else None
    store.keep([replace(mail, key=raw("5").key)], NOW)
    assert store.account().mails == {"decided": 1, "duplicate": 1}


def test_a_mail_from_no_mailbox_needs_no_filing(store: SqlStore) -> None:
    without_place = RawMail(content=b"Subject: x\r\n\r\nUtrecht", received_at=NOW)
    [mail_id] = take_in(store, without_place)
    assert store.undecided(1)[0].raw == without_place
    decide(store, mail_id, registers())
    assert store.unfiled() == []


@pytest.mark.parametrize(
    ("content", "sender", "subject"),
    [
        (b"", "", ""),
        (b"\x00\xff\xfe", "", ""),
        (b"From: =?x-unknown?q?=E9?= <A@B.example>\nSubject: =?utf-8?b?a?=\n\nx", "a@b.example", "=?utf-8?b?a?="),
        (b"From: a\x00b@c.example\nSubject: \xe9\x00\n\nx", "a\ufffdb@c.example", "\ufffd\ufffd"),
        (b"Subject: " + b"x" * 100_000 + b"\n\ny", "", "x" * 998),
        (b"From: " + b"a" * 5000 + b"@b.example\n\ny", "a" * 320, ""),
    ],
    ids=["empty", "binary", "unknown-charset", "nul", "endless-subject", "endless-address"],
)
def test_a_broken_mail_is_stored_and_shown(database: Database, content: bytes, sender: str, subject: str) -> None:
    take_in(database.store(), replace(raw(), content=content))
    [shown] = database.queries().messages()
    assert (shown.state, shown.sender, shown.subject) == ("received", sender, subject)
    stored = database.queries().raw(shown.id)
    assert stored is not None
    assert stored.content == content


def test_a_waiting_mail_shows_who_wrote_about_what(database: Database) -> None:
    encoded = b"From: =?utf-8?q?Zo=C3=AB?= <Zoe@Raad.Example>\r\nSubject: =?iso-8859-1?q?caf=E9?=\r\n\r\nx"
    take_in(database.store(), replace(raw(), content=encoded))
    [shown] = database.queries().messages()
    assert (shown.sender_name, shown.sender, shown.subject) == ("Zoë", "zoe@raad.example", "café")


def test_large_mails_are_handed_out_one_at_a_time(store: SqlStore) -> None:
    size = 40 * 1024 * 1024
    store.keep([replace(raw(str(n)), content=bytes([n]) * size) for n in range(2)], NOW)
    assert [len(stored.raw.content) for stored in store.undecided(10)] == [size]


def test_the_header_of_a_mail_that_is_too_large_takes_no_room(store: SqlStore) -> None:
    store.keep([replace(raw(str(n)), oversize=10**9) for n in range(2)], NOW)
    assert [stored.raw.oversize for stored in store.undecided(10)] == [10**9, 10**9]
