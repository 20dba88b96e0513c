"""What was known when each decision was taken is found back afterwards, whatever happened since."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import create_engine, insert, select, update

from d_loket.model import (
    Attendee,
    Cancel,
    Change,
    Clarify,
    Decision,
    Draft,
    Event,
    Ignore,
    Missing,
    PastDecision,
    Question,
    Review,
    Role,
    Session,
    Situation,
)
from d_loket.recording import Database
from d_loket.recording.tables import decision as decision_table
from d_loket.recording.tables import mail as mail_table
from d_loket.recording.tables import registration, registration_history
from recording.samples import EVENT, LIES, NOW, next_mail, opened, outcome, raw, registers, take_in

BO = "bo@kamp.example"
OTHER = Event(
    id="najaar",
    title="Najaar",
    mailbox="loket@vereniging.example",
    organiser="Vereniging",
    sessions=(Session(id="zwolle", place="Zwolle", date=NOW.date()),),
)
ASKS = Clarify(
    reasons=("Noemt geen sessie.",),
    question=Question.SESSION,
    missing=Missing.NO_SESSION,
    options=("tiel", "zwolle"),
    draft=Draft(attendees=(Attendee("Lies de Wit"),)),
    role=Role.GRIFFIER,
)
THANKS = Ignore(reasons=("Bedankje.",))
WAITS = Review(reasons=("Onduidelijk.",))


def cancels(*ids: int) -> Cancel:
    return Cancel(reasons=("Meldt af.",), withdrawn=ids, attendees=())


def moves(*ids: int) -> Change:
    people = (Attendee("Lies de Wit", Role.RAADSLID, ("tiel",)),)
    return Change(reasons=("Verhuist.",), withdrawn=ids, attendees=people)


def play(
    database: Database,
    decision: Decision,
    sender: str = LIES,
    *,
    event: Event = EVENT,
    thread: tuple[int, ...] = (),
    now: datetime = NOW,
) -> Situation:
    """Take in a mail and decide it; return what was known at that moment."""
    store = database.store()
    number = len(database.queries().messages()) + 1
    [mail_id] = take_in(store, raw(f"p{number}", sender))
    with store.unit(mail_id) as unit:
        assert unit is not None
        known = unit.situation(opened(sender), event, thread, now)
        unit.record(outcome(decision, mail_id, sender=sender, thread=thread, event=event), now, hold=False)
    return known


def kept(known: Situation) -> Situation:
    """Return a situation as far as the database keeps it: without the draft, and the places left."""
    if known.conversation:
        known = replace(known, conversation=replace(known.conversation, draft=Draft()))
    return replace(known, places_left={})


def past(database: Database) -> list[PastDecision]:
    return list(database.past().decisions())


def change_by_hand(database: Database, registration_id: int, now: datetime) -> None:
    """Cancel a registration as an organiser would."""
    engine = create_engine(database.url)
    with engine.begin() as connection:
        row = connection.execute(select(registration).where(registration.c.id == registration_id)).mappings().one()
        names = ("session_id", "name", "role", "owner", "organisation", "status", "remarks")
        after = {n: row[n] for n in names} | {"status": "cancelled"}
        connection.execute(update(registration).where(registration.c.id == registration_id).values(status="cancelled"))
        values = {"registration_id": registration_id, "at": now, "what": "cancelled", "by": "bureau", "after": after}
        connection.execute(insert(registration_history).values(values))
    engine.dispose()


def test_each_decision_comes_with_what_was_known_then(database: Database) -> None:
    known = [
        play(database, ASKS),
        play(database, WAITS, BO),
        play(database, ASKS, thread=(1,)),
        play(database, registers(), thread=(1,), now=NOW + timedelta(minutes=50)),
        play(database, registers("Bo Kamp"), BO, now=NOW + timedelta(minutes=55)),
        play(database, THANKS, now=NOW + timedelta(hours=2)),
        play(database, registers(), event=OTHER, now=NOW + timedelta(hours=2)),
        play(database, moves(1), "lies@thuis.example", thread=(4,), now=NOW + timedelta(hours=3)),
        play(database, registers("Lies de Wit", "Ans Bos"), now=NOW + timedelta(hours=4)),
        play(database, cancels(4), now=NOW + timedelta(hours=5)),
        play(database, ASKS, now=NOW + timedelta(hours=6)),
        play(database, THANKS, now=NOW + timedelta(hours=7)),
    ]
    assert [len(k.registrations) for k in known] == [0, 0, 0, 0, 0, 1, 0, 1, 1, 3, 2, 2]
    assert [k.recent_replies for k in known][:4] == [0, 0, 1, 2]
    assert [p.situation for p in past(database)] == [kept(k) for k in known]


def test_what_was_known_does_not_hang_on_a_clock_that_was_set_back(database: Database) -> None:
    known = [
        play(database, registers(), now=NOW + timedelta(hours=9)),
        play(database, moves(1), now=NOW),
        play(database, THANKS, now=NOW),
    ]
    assert [p.situation for p in past(database)] == [kept(k) for k in known]


def test_who_came_is_counted_as_it_was(database: Database) -> None:
    play(database, registers("Lies de Wit", "Ans Bos"))
    play(database, registers("Bo Kamp"), BO, event=OTHER)
    play(database, moves(1))
    play(database, THANKS)
    assert [p.registered for p in past(database)] == [{}, {}, {"zwolle": 2}, {"zwolle": 1, "tiel": 1}]


def test_what_an_organiser_did_counts_from_then_on(database: Database) -> None:
    play(database, registers())
    before = play(database, THANKS, now=NOW + timedelta(hours=1))
    change_by_hand(database, 1, NOW + timedelta(hours=2))
    after = play(database, THANKS, now=NOW + timedelta(hours=3))
    assert [p.situation for p in past(database)][1:] == [kept(before), kept(after)]
    assert [len(s.registrations) for s in (before, after)] == [1, 0]


def test_of_a_mail_that_was_corrected_the_rules_own_decision_is_given(database: Database) -> None:
    mail_id = next_mail(database, WAITS)
    engine = create_engine(database.url)
    with engine.begin() as connection:
        row = dict(connection.execute(select(decision_table)).mappings().one())
        corrected = {**row, "id": None, "number": 2, "action": "register", "decided_by": "bureau"}
        connection.execute(insert(decision_table).values({k: v for k, v in corrected.items() if k != "id"}))
        connection.execute(update(mail_table).values(decisions=2, action="register"))
    engine.dispose()
    assert [(p.mail_id, p.record["action"]) for p in past(database)] == [(mail_id, "review")]
    assert database.past().count() == 1


def test_a_mail_without_its_bytes_is_still_named(database: Database) -> None:
    next_mail(database, registers())
    engine = create_engine(database.url)
    with engine.begin() as connection:
        connection.execute(update(mail_table).values(raw=None))
    engine.dispose()
    [one] = past(database)
    assert (one.raw, one.sender, one.record["action"]) == (None, LIES, "register")


def test_mails_that_could_not_be_handled_are_named_with_the_reason(database: Database) -> None:
    [mail_id] = take_in(database.store(), raw())
    database.store().set_aside(mail_id, "ValueError: nee", NOW)
    [one] = database.past().set_aside()
    assert (one.mail_id, one.error, one.sender) == (mail_id, "ValueError: nee", LIES)
    assert past(database) == []
