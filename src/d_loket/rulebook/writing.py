"""An `Event` as the file an admin can read and edit."""

from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from d_loket.model import DLoketError, Event, Session

HEAD = """\
# Made by `d-loket event import` from the announcement; it may be edited.
# What people call a session (inflections, dates, misspellings) is derived; `aliases` adds further names.
"""


def write_event(event: Event, path: Path) -> None:
    """Write an event file. Raises `DLoketError` when the file cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(event_yaml(event), "utf-8")
    except OSError as error:
        raise DLoketError(f"{path} cannot be written: {error.strerror}.") from error


def event_yaml(event: Event) -> str:
    """Return the event as YAML, keys in a fixed order, empty ones left out."""
    data: dict[str, Any] = {
        "id": event.id,
        "title": event.title,
        "organiser": event.organiser,
        "mailbox": event.mailbox,
        "published": event.published,
        "noun": event.noun,
        "noun-plural": event.noun_plural,
        "audience": list(event.audience),
        "asks": list(event.asks),
        "timezone": event.timezone,
        "sessions": [_session(s) for s in event.sessions],
    }
    stream = StringIO(HEAD)
    stream.seek(0, 2)
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 100
    yaml.dump({k: v for k, v in data.items() if v}, stream)
    return stream.getvalue()


def _session(session: Session) -> dict[str, Any]:
    data = {
        "id": session.id,
        "place": session.place,
        "region": session.region,
        "date": session.date,
        "starts": session.starts and DoubleQuotedScalarString(f"{session.starts:%H:%M}"),
        "ends": session.ends and DoubleQuotedScalarString(f"{session.ends:%H:%M}"),
        "venue": session.venue,
        "address": session.address,
        "aliases": list(session.aliases),
        "capacity": session.capacity,
        "online": session.online,
    }
    return {k: v for k, v in data.items() if v}
