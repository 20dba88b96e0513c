from datetime import UTC, date, datetime, time

import pytest

from d_loket.model import Event, Session

EVENT = Event(
    id="proef",
    title="Proef",
    mailbox="sessies@proef.example",
    organiser="Bureau Proef",
    sessions=(
        Session(id="ede", place="Ede", date=date(2031, 7, 1), starts=time(9)),
        Session(id="online", place="Online", date=date(2031, 7, 2)),
    ),
)


def test_a_session_closes_when_it_starts_in_dutch_time():
    assert [s.id for s in EVENT.open_at(datetime(2031, 7, 1, 6, 59, tzinfo=UTC))] == ["ede", "online"]
    assert [s.id for s in EVENT.open_at(datetime(2031, 7, 1, 7, 0, tzinfo=UTC))] == ["online"]


def test_a_session_without_a_time_is_open_all_day():
    assert [s.id for s in EVENT.open_at(datetime(2031, 7, 2, 21, 0, tzinfo=UTC))] == ["online"]
    assert EVENT.open_at(datetime(2031, 7, 2, 22, 0, tzinfo=UTC)) == ()


def test_an_unknown_session_is_an_error():
    with pytest.raises(KeyError):
        EVENT.session("tiel")
