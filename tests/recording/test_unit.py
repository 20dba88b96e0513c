"""What a decision brings about is recorded whole, or not at all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from d_loket.model import (
    Attendee,
    Cancel,
    Change,
    Clarify,
    Draft,
    Event,
    Ignore,
    Missing,
    Outcome,
    Question,
    RegistrationStatus,
    Review,
    Role,
    Situation,
)
from d_loket.recording import Database, SqlStore
from recording.samples import EVENT, LIES, NOW, decide, next_mail, opened, outcome, raw, registers, reply, take_in

CLARIFY = Clarify(
    reasons=("Noemt geen sessie.",),
    question=Question.SESSION,
    missing=Missing.NO_SESSION,
    options=("zwolle", "tiel"),
    draft=Draft(
        role=Role.GRIFFIER,
        writer=Attendee("Lies de Wit", Role.GRIFFIER, (), "Raad"),
        attendees=(Attendee(None), Attendee("Bo Kamp", None, ("tiel",))),
        sessions=("tiel",),
        flags=("Dieet: vegan",),
    ),
    role=Role.GRIFFIER,
)
IGNORE = Ignore(reasons=("Bedankje.",))


def situation(
    database: Database, sender: str = LIES, thread: tuple[int, ...] = (), event: Event = EVENT, minutes: int = 0
) -> Situation:
    """Ask what is known when one more mail comes in; that mail is then ignored."""
    store = database.store()
    number = len(database.queries().messages()) + 1
    [mail_id] = take_in(store, raw(f"s{number}", sender))
    with store.unit(mail_id) as unit:
        assert unit is not None
        known = unit.situation(opened(sender), event, thread, NOW + timedelta(minutes=minutes))
        unit.record(outcome(IGNORE, mail_id, sender=sender, thread=thread, event=event), NOW, hold=False)
    return known


def handle(store: SqlStore, mail_id: int, result: Outcome) -> None:
    """Record an outcome in a unit of its own."""
    with store.unit(mail_id) as unit:
        assert unit is not None
        unit.record(result, NOW, hold=False)


def test_a_decision_is_recorded_with_all_that_shows_why(database: Database, store: SqlStore) -> None:
    [mail_id] = take_in(store, raw())
    decide(store, mail_id, registers(flags=("Vraagt naar parkeren.",)))
    shown = database.queries().message(mail_id)
    assert shown is not None
    assert (shown.state, shown.action, shown.flagged, shown.decided_by) == ("decided", "register", True, "rules")
    assert shown.rulebook_version == "1f2e"
    assert shown.record is not None
    assert shown.record["reasons"] == ["Noemt Zwolle."]
    assert shown.segments == opened().segments


def test_a_registration_remembers_owner_remarks_and_where_it_came_from(database: Database) -> None:
    mail_id = next_mail(database, registers("Lies de Wit", "Bo Kamp", flags=("Rolstoel",)))
    rows = database.queries().registrations("voorjaar", "zwolle")
    assert [r.registration.name for r in rows] == ["Lies de Wit", "Bo Kamp"]
    assert {(r.registration.owner, r.registration.remarks, r.mail_id) for r in rows} == {(LIES, ("Rolstoel",), mail_id)}
    [event] = database.queries().history(rows[0].registration.id)
    assert (event.what, event.by, event.before) == ("registered", LIES, None)


def test_a_unit_that_fails_leaves_nothing(database: Database, store: SqlStore) -> None:
    [mail_id] = take_in(store, raw())
    broken = replace(outcome(registers(), mail_id), reply=replace(reply(1), kind=None))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        handle(store, mail_id, broken)
    assert database.queries().registrations() == []
    assert database.queries().outbox() == []
    assert [s.id for s in store.undecided(10)] == [mail_id]


def test_a_unit_without_a_record_changes_nothing(store: SqlStore) -> None:
    [mail_id] = take_in(store, raw())
    with store.unit(mail_id) as unit:
        assert unit is not None
        unit.situation(opened(), EVENT, (), NOW)
    assert [s.id for s in store.undecided(10)] == [mail_id]


def test_a_decided_mail_is_not_decided_again(store: SqlStore) -> None:
    [mail_id] = take_in(store, raw())
    decide(store, mail_id, registers())
    with store.unit(mail_id) as unit:
        assert unit is None


def test_an_unknown_mail_has_no_unit(store: SqlStore) -> None:
    with store.unit(12345) as unit:
        assert unit is None


def test_a_question_stays_open_until_it_is_answered(database: Database) -> None:
    next_mail(database, CLARIFY)
    first = situation(database).conversation
    assert first is not None
    assert (first.question, first.rounds, first.options) == (Question.SESSION, 1, ("zwolle", "tiel"))
    assert first.draft == CLARIFY.draft
    next_mail(database, CLARIFY)
    again = situation(database).conversation
    assert again is not None
    assert (again.id, again.rounds) == (first.id, 2)
    next_mail(database, registers())
    answered = situation(database).conversation
    assert answered is not None
    assert (answered.question, answered.rounds, answered.draft) == (None, 0, Draft())


@pytest.mark.parametrize("decision", [IGNORE, Review(reasons=("Een vraag.",))], ids=["ignore", "review"])
def test_what_is_ignored_or_reviewed_leaves_our_question_open(database: Database, decision: Ignore | Review) -> None:
    next_mail(database, CLARIFY)
    next_mail(database, decision)
    known = situation(database).conversation
    assert known is not None
    assert (known.question, known.rounds) == (Question.SESSION, 1)


def test_an_ignored_mail_begins_no_conversation(database: Database) -> None:
    mail_id = next_mail(database, IGNORE)
    shown = database.queries().message(mail_id)
    assert shown is not None
    assert shown.conversation_id is None


def test_a_role_once_told_is_kept(database: Database) -> None:
    next_mail(database, registers())
    next_mail(database, replace(registers("Bo Kamp"), role=None))
    known = situation(database).conversation
    assert known is not None
    assert known.role is Role.RAADSLID


def test_somebody_else_in_the_thread_sees_its_registrations_and_leaves_the_owner(database: Database) -> None:
    mail_id = next_mail(database, registers())
    assert situation(database, "bo@gemeente.example").registrations == ()
    known = situation(database, "bo@gemeente.example", thread=(mail_id,))
    assert [r.name for r in known.registrations] == ["Lies de Wit"]
    next_mail(database, registers("Bo Kamp"), sender="bo@gemeente.example", thread=(mail_id,))
    assert [r.registration.owner for r in database.queries().registrations()] == [LIES, LIES]


def test_the_newest_mail_of_the_thread_tells_the_conversation(database: Database) -> None:
    old = next_mail(database, registers(), sender="bo@gemeente.example")
    new = next_mail(database, CLARIFY, sender="an@gemeente.example")
    known = situation(database, thread=(old, new)).conversation
    assert known is not None
    assert known.address == "an@gemeente.example"


def test_another_event_has_its_own_conversations_and_registrations(database: Database) -> None:
    mail_id = next_mail(database, registers())
    known = situation(database, thread=(mail_id,), event=replace(EVENT, id="najaar"))
    assert (known.conversation, known.registrations) == (None, ())


def test_mails_without_a_sender_know_nothing_of_each_other(database: Database) -> None:
    next_mail(database, registers(), sender="")
    known = situation(database, sender="")
    assert (known.conversation, known.registrations, known.recent_replies) == (None, (), 0)


def test_a_change_moves_somebody_and_takes_the_diet_along(database: Database) -> None:
    next_mail(database, registers(flags=("Dieet: vegan",)))
    [before] = database.queries().registrations()
    change = Change(
        reasons=("Liever Tiel.",),
        withdrawn=(before.registration.id,),
        attendees=(Attendee("Lies de Wit", Role.RAADSLID, ("tiel",)),),
    )
    next_mail(database, change)
    [after] = database.queries().registrations()
    assert (after.registration.session_id, after.registration.remarks) == ("tiel", ("Dieet: vegan",))
    history = database.queries().history(before.registration.id)
    assert [event.what for event in history] == ["registered", "changed"]
    assert history[-1].before is not None
    assert (history[-1].before["status"], history[-1].after["status"]) == ("registered", "cancelled")


def test_a_colleague_who_comes_instead_does_not_inherit_the_diet(database: Database) -> None:
    next_mail(database, registers(flags=("Dieet: vegan",)))
    [before] = database.queries().registrations()
    next_mail(database, Change(reasons=(), withdrawn=(before.registration.id,), attendees=registers("Bo").attendees))
    [after] = database.queries().registrations()
    assert (after.registration.name, after.registration.remarks) == ("Bo", ())


def test_a_cancelled_registration_is_counted_and_remembered_as_such(database: Database) -> None:
    next_mail(database, registers("Lies de Wit", "Bo Kamp"))
    first, _ = database.queries().registrations()
    next_mail(database, Cancel(reasons=(), withdrawn=(first.registration.id,), attendees=()))
    count = database.queries().counts("voorjaar")["zwolle"]
    assert (count.registered, count.cancelled, count.roles) == (1, 1, {"raadslid": 1})
    [gone] = database.queries().registrations(status=RegistrationStatus.CANCELLED)
    assert gone.registration.id == first.registration.id
    assert [r.name for r in situation(database).registrations] == ["Bo Kamp"]


def test_a_registration_is_withdrawn_once(database: Database) -> None:
    next_mail(database, registers())
    [row] = database.queries().registrations()
    for _ in range(2):
        next_mail(database, Cancel(reasons=(), withdrawn=(row.registration.id,), attendees=()))
    assert [e.what for e in database.queries().history(row.registration.id)] == ["registered", "cancelled"]


def test_places_left_are_what_the_limit_leaves(database: Database) -> None:
    next_mail(database, registers("Lies de Wit", "Bo Kamp"))
    sessions = tuple(replace(s, capacity=c) for s, c in zip(EVENT.sessions, (1, 5), strict=True))
    known = situation(database, event=replace(EVENT, sessions=sessions))
    assert known.places_left == {"zwolle": 0, "tiel": 5}
    assert situation(database).places_left == {}


def test_only_replies_of_the_last_hour_count(database: Database) -> None:
    next_mail(database, registers())
    assert situation(database, minutes=59).recent_replies == 1
    assert situation(database, minutes=60).recent_replies == 0
    assert situation(database, "bo@gemeente.example").recent_replies == 0


def test_a_mail_set_aside_is_filed_for_review_and_can_be_retried(database: Database, store: SqlStore) -> None:
    [mail_id] = take_in(store, raw())
    store.set_aside(mail_id, "ValueError: \x00", NOW)
    shown = database.queries().message(mail_id)
    assert shown is not None
    assert (shown.state, shown.error) == ("failed", "ValueError: \ufffd")
    assert [action for _, action in store.unfiled()] == [None]
    assert (store.undecided(10), store.retry([mail_id + 1]), store.retry(), store.retry()) == ([], 0, 1, 0)
    decide(store, mail_id, registers())
    shown = database.queries().message(mail_id)
    assert shown is not None
    assert (shown.state, shown.error) == ("decided", None)


def test_a_decided_mail_is_not_set_aside_any_more(store: SqlStore) -> None:
    [mail_id] = take_in(store, raw())
    decide(store, mail_id, registers())
    store.set_aside(mail_id, "too late", NOW)
    assert store.account().mails == {"decided": 1}


def test_the_account_counts_every_mail_and_reply_once(database: Database, store: SqlStore) -> None:
    next_mail(database, registers())
    next_mail(database, IGNORE)
    ids = take_in(store, raw("x"), raw("y"))
    store.set_aside(ids[0], "broken", NOW)
    store.filed([raw("x").key], NOW)  # type: ignore[list-item]
    account = store.account()
    assert account.mails == {"decided": 2, "failed": 1, "received": 1}
    assert account.actions == {"register": 1, "ignore": 1}
    assert account.in_inbox == {("loket", "INBOX"): 3}
    assert account.replies == {"queued": 1}


def test_words_no_database_takes_are_recorded_with_a_mark(database: Database, store: SqlStore) -> None:
    [mail_id] = take_in(store, raw())
    mail = opened("x\x00@gemeente.example", written="a\x00b \ud83d c")
    with store.unit(mail_id) as unit:
        assert unit is not None
        unit.situation(mail, EVENT, (), NOW)
        unit.record(replace(outcome(registers("N\x00"), mail_id), mail=mail, reply=reply(1)), NOW, hold=False)
    shown = database.queries().message(mail_id)
    assert shown is not None
    assert shown.record is not None
    assert shown.record["written"] == "a\ufffdb \ufffd c"
    assert database.queries().registrations()[0].registration.name == "N\ufffd"
