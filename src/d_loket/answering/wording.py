"""Dates, times, roles and nouns in words, in Dutch and English."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from d_loket.model import Role, Session

_DAYS = {
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_ROLES = {
    "nl": {Role.OVERIG: "andere rol"},
    "en": {
        Role.RAADSLID: "councillor",
        Role.BURGEMEESTER: "mayor",
        Role.WETHOUDER: "alderman",
        Role.GRIFFIER: "council clerk",
        Role.GEMEENTESECRETARIS: "municipal secretary",
        Role.AMBTENAAR: "civil servant",
        Role.BEWONER: "resident",
        Role.OVERIG: "other role",
    },
}
# A compound takes the gender of its last part: these are the neuter ones among words for meetings.
_NEUTER = (
    "atelier café college congres debat diner event evenement festival forum gesprek lab moment ontbijt overleg panel "
    "seminar spreekuur symposium webinar werkbezoek"
).split()


@dataclass(frozen=True, slots=True)
class Noun:
    """What the event calls a session, with the Dutch words that agree with its gender."""

    one: str
    many: str

    @property
    def neuter(self) -> bool:
        """Whether it takes "het", as "wijkgesprek" does."""
        return self.one.lower().endswith((*_NEUTER, "tje", "pje"))

    @property
    def the(self) -> str:
        """Return "de ontwerpsessie" or "het wijkgesprek"."""
        return f"{'het' if self.neuter else 'de'} {self.one}"

    @property
    def this(self) -> str:
        """Return "deze ontwerpsessie" or "dit wijkgesprek"."""
        return f"{'dit' if self.neuter else 'deze'} {self.one}"

    @property
    def which(self) -> str:
        """Return "welke ontwerpsessie" or "welk wijkgesprek"."""
        return f"{'welk' if self.neuter else 'welke'} {self.one}"

    @property
    def same(self) -> str:
        """Return "dezelfde ontwerpsessie" or "hetzelfde wijkgesprek"."""
        return f"{'hetzelfde' if self.neuter else 'dezelfde'} {self.one}"

    @property
    def other(self) -> str:
        """Return "andere ontwerpsessie" or "ander wijkgesprek"."""
        return f"{'ander' if self.neuter else 'andere'} {self.one}"


def day_in_words(day: date, language: str) -> str:
    """Return "donderdag 14 juni 2018" or "Thursday 14 June 2018"."""
    return f"{_DAYS[language][day.weekday()]} {short_day(day, language)} {day.year}"


def short_day(day: date, language: str) -> str:
    """Return "14 juni" or "14 June"."""
    return f"{day.day} {_MONTHS[language][day.month - 1]}"


def moment_in_words(moment: datetime, language: str) -> str:
    """Return "14 juni, 9.05 uur" or "14 June, 9:05"."""
    clock = _clock(moment.time(), language)
    return f"{short_day(moment.date(), language)}, {clock}{' uur' if language == 'nl' else ''}"


def times_in_words(session: Session, language: str) -> str:
    """Return "9.00 tot 12.00 uur", "vanaf 9.00 uur", or "" where no time is known."""
    if session.starts is None:
        return ""
    starts = _clock(session.starts, language)
    if language == "nl":
        return f"{starts} tot {_clock(session.ends, language)} uur" if session.ends else f"vanaf {starts} uur"
    return f"{starts} to {_clock(session.ends, language)}" if session.ends else f"from {starts}"


def place_in_words(session: Session) -> str:
    """Return venue and address, as far as known, ending in the place: "Stadhuis, Markt 2, Tiel"."""
    parts = [p for p in (session.venue, session.address) if p]
    if not session.online and not (parts and parts[-1].endswith(session.place)):
        parts.append(session.place)
    return ", ".join(dict.fromkeys(parts))


def answer_words(session: Session, sessions: Sequence[Session], language: str) -> str:
    """Return the words with which somebody chooses this session: its place, with the day where a place has several."""
    if sum(s.place == session.place for s in sessions) == 1:
        return session.place
    return f"{session.place} {short_day(session.date, language)}"


def role_in_words(role: Role | None, language: str) -> str:
    """Return what a role is called, "" for none."""
    return _ROLES[language].get(role, role.value) if role else ""


def listed(words: Sequence[str], language: str) -> str:
    """Return "a, b en c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {'en' if language == 'nl' else 'and'} {words[-1]}"


def _clock(moment: time, language: str) -> str:
    return f"{moment.hour}.{moment.minute:02}" if language == "nl" else f"{moment.hour}:{moment.minute:02}"
