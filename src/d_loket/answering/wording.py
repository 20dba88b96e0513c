"""Dates, times, names and lists in words, in Dutch and English."""

from collections.abc import Sequence
from datetime import date, time

from d_loket.dutch import looks_like_name
from d_loket.model import Event, Session

_DAYS = {
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def day_of(day: date, language: str, *, year: bool = False) -> str:
    """Return "donderdag 14 juni" or "Thursday 14 June", with the year where asked."""
    words = f"{_DAYS[language][day.weekday()]} {day.day} {_MONTHS[language][day.month - 1]}"
    return f"{words} {day.year}" if year else words


def times_of(session: Session, language: str) -> str:
    """Return "09.00 - 12.00 uur", "vanaf 09.00 uur", or "" where no time is known."""
    if session.starts is None:
        return ""
    if session.ends is None:
        return f"vanaf {_clock(session.starts)} uur" if language == "nl" else f"from {session.starts:%H:%M}"
    if language == "nl":
        return f"{_clock(session.starts)} tot {_clock(session.ends)} uur"
    return f"{session.starts:%H:%M} to {session.ends:%H:%M}"


def place_of(session: Session) -> str:
    """Return venue and address, as far as known: "Stadhuis, Markt 2, Tiel"."""
    parts = [session.venue, session.address, "" if session.online else session.place]
    return ", ".join(dict.fromkeys(p for p in parts if p))


def answer_word(event: Event, session: Session, language: str) -> str:
    """Return the words with which somebody chooses this session: its place, with the day where it needs one."""
    namesakes = [s for s in event.sessions if s.place == session.place]
    if len(namesakes) == 1:
        return session.place
    return f"{session.place} {session.date.day} {_MONTHS[language][session.date.month - 1]}"


def listed(words: Sequence[str], language: str) -> str:
    """Return "a, b en c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {'en' if language == 'nl' else 'and'} {words[-1]}"


def salutation(name: str | None, language: str) -> str:
    """Return "Beste Jan Bos," for a proper personal name, else "Goedendag,"."""
    if name and looks_like_name(name) and len(name.split()) > 1:
        return f"Beste {name}," if language == "nl" else f"Dear {name},"
    return "Goedendag," if language == "nl" else "Hello,"


def _clock(moment: time) -> str:
    return f"{moment:%H.%M}"
