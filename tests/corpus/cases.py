"""Mails as readable files, each with the decision that a careful organiser would take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from d_loket.model import (
    Attendee,
    Cancel,
    Change,
    Clarify,
    Conversation,
    Decision,
    Draft,
    Event,
    Question,
    Register,
    Registration,
    RegistrationStatus,
    Situation,
)

HERE = Path(__file__).parent
SENDER = "Jan Bos <jan@bos.example>"
NAME = "Jan Bos"


@dataclass(frozen=True)
class Case:
    """A mail, what is known when it comes in, and what must be decided."""

    id: str
    event: Event
    told: Mapping[str, Any]

    @property
    def received(self) -> datetime:
        """When it comes in: by default the day after the announcement."""
        told = self.told.get("date")
        day = self.event.published
        moment = datetime.fromisoformat(str(told)) if told else datetime(day.year, day.month, day.day + 1, 9)  # noqa: DTZ001
        return moment.replace(tzinfo=self.event.zone)

    def build(self) -> bytes:
        """Return the mail's bytes."""
        message = EmailMessage(policy=SMTP)
        message["From"] = self.told.get("from", SENDER)
        message["To"] = self.event.mailbox
        message["Subject"] = self.told.get("subject", "Bericht")
        message["Date"] = self.received
        message["Message-ID"] = "<1@bos.example>"
        for name, value in self.told.get("headers", {}).items():
            message[name] = value
        message.set_content(self.told["text"])
        return message.as_bytes()

    def known(self) -> dict[str, Any]:
        """Return what is known of the situation."""
        known = self.told.get("known", {})
        places = [(s, name) for s, names in known.get("registered", {}).items() for name in names]
        registrations = tuple(self._registration(n, s, name) for n, (s, name) in enumerate(places, 1))
        situation: dict[str, Any] = {"registrations": registrations}
        if "asked" in known:
            writer = Attendee(NAME)
            situation["conversation"] = Conversation(
                id=1,
                event_id=self.event.id,
                address="jan@bos.example",
                question=Question(known["asked"]),
                rounds=known.get("rounds", 1),
                options=tuple(known.get("options", ())),
                draft=Draft(writer=writer, attendees=(writer,), sessions=tuple(known.get("sessions", ()))),
            )
        return situation

    def _registration(self, number: int, session: str, name: str) -> Registration:
        return Registration(
            id=number,
            event_id=self.event.id,
            session_id=session,
            name=name,
            role=None,
            owner="jan@bos.example",
            conversation_id=1,
            status=RegistrationStatus.REGISTERED,
            registered_at=self.received,
        )

    def expected(self) -> dict[str, Any]:
        """Return what the decision must say; what is left out goes without saying."""
        told = {k: v for k, v in self.told["expect"].items() if k != "also"}
        if told["action"] in ("register", "change", "cancel"):
            told = {"people": [NAME], **told}
        if told["action"] not in ("review", "clarify"):
            told = {"flag": False, **told}
        return told

    def gist(self, decision: Decision) -> dict[str, Any]:
        """Return of a decision what is expected something of."""
        said = gist(decision, Situation(now=self.received, **self.known()))
        return {key: said.get(key) for key in self.expected()}


def gist(decision: Decision, situation: Situation) -> dict[str, Any]:
    """Return what a decision comes to: what is done, for whom, where, and what is asked."""
    said: dict[str, Any] = {"action": decision.action.value, "flag": decision.flag}
    said["role"] = decision.role.value if decision.role else None
    if isinstance(decision, Register | Change | Cancel):
        said["people"] = [a.name for a in decision.attendees]
        said["sessions"] = list(dict.fromkeys(s for a in decision.attendees for s in a.sessions))
    if isinstance(decision, Change | Cancel):
        held = {r.id: r.session_id for r in situation.registrations}
        said["withdrawn"] = [held[number] for number in decision.withdrawn]
    if isinstance(decision, Clarify):
        said |= {
            "missing": decision.missing.value,
            "options": list(decision.options),
            "mentioned": decision.mentioned,
        }
    return said


def load(events: Mapping[str, Event]) -> Iterator[Case]:
    """Yield all cases, by file."""
    yaml = YAML(typ="safe")
    for path in sorted(HERE.glob("*.yaml")):
        content = yaml.load(path.read_text("utf-8"))
        for name, told in content["cases"].items():
            yield Case(f"{path.stem}/{name}", events[content["event"]], told)
