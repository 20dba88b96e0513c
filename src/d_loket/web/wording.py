"""What organisers read for the values of the domain."""

from datetime import datetime
from zoneinfo import ZoneInfo

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
    "failed": "Kon niet worden verwerkt",
    "duplicate": "Dubbel ontvangen",
    "queued": "wordt verstuurd",
    "sending": "wordt verstuurd",
    "sent": "verstuurd",
    "held": "wacht op een medewerker",
}
_MONTHS = "jan feb mrt apr mei jun jul aug sep okt nov dec".split()


def moment(when: datetime | None, zone: str = "Europe/Amsterdam") -> str:
    """Return "22 mei 2018, 09.14 uur", "" for no moment."""
    if when is None:
        return ""
    local = when.astimezone(ZoneInfo(zone))
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}, {local:%H.%M} uur"
