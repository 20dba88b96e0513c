"""What organisers read for the values of the domain."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from d_loket.model import Event

ACTIONS = {
    "register": "Ingeschreven",
    "change": "Gewijzigd",
    "cancel": "Afgemeld",
    "clarify": "Vraag gesteld",
    "review": "Wacht op een medewerker",
    "ignore": "Geen antwoord nodig",
}
STATES = {
    "received": "Nog niet gelezen",
    "decided": "Verwerkt",
    "failed": "Niet gelukt",
    "duplicate": "Dubbel ontvangen",
}
REPLIES = {
    "queued": "wacht op verzending",
    "sending": "wordt verzonden",
    "sent": "verzonden",
    "failed": "kon niet worden verzonden",
    "held": "wordt vastgehouden",
}
KINDS = {
    "session": "sessie",
    "date": "datum",
    "place": "plaats",
    "role": "rol",
    "person": "persoon",
    "count": "aantal",
    "intent": "bedoeling",
    "need": "voorziening",
    "question": "vraag",
    "remark": "opmerking",
    "organisation": "organisatie",
}
INTENTS = {
    "register": "aanmelden",
    "attend": "komen",
    "cancel": "afmelden",
    "change": "wijzigen",
    "decline": "niet komen",
    "add": "iemand erbij",
    "replace": "vervanging",
    "confirm": "bevestigen",
    "thanks": "bedanken",
    "giveup": "ervan afzien",
}
CONTEXTS = {
    "negated": "ontkend",
    "tentative": "onder voorbehoud",
    "preferred": "voorkeur",
    "fallback": "alleen als het andere niet kan",
    "other-person": "over iemand anders",
    "origin": "herkomst of woonplaats",
    "past": "over vroeger",
    "hypothetical": "alleen verondersteld",
    "corrected": "daarna verbeterd",
    "alternative": "een van meer mogelijkheden",
}
PARTS = {
    "subject": "onderwerp",
    "written": "tekst",
    "signature": "ondertekening",
    "sender": "naam van de afzender",
    "attachment": "bijlage",
    "conversation": "eerder in het gesprek",
}
SEGMENTS = {
    "quoted": "Eerder bericht",
    "forwarded": "Doorgestuurd bericht",
    "introduction": "Kop van het eerdere bericht",
    "disclaimer": "Disclaimer",
    "footer": "Voetregel",
}
_DAYS = "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split()
_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()


def moment(when: datetime, zone: ZoneInfo) -> str:
    """Return "22 mei 2018, 9.14 uur"."""
    local = when.astimezone(zone)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}, {local.hour}.{local.minute:02} uur"


def day(when: date) -> str:
    """Return "donderdag 14 juni 2018"."""
    return f"{_DAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1]} {when.year}"


def session_names(event: Event) -> dict[str, str]:
    """Return what each session of an event is called, by id: its place, with the day where a place has several."""
    places = [s.place for s in event.sessions]
    dated = {s.id: f"{s.place} {s.date.day} {_MONTHS[s.date.month - 1]}" for s in event.sessions}
    return {s.id: s.place if places.count(s.place) == 1 else dated[s.id] for s in event.sessions}
