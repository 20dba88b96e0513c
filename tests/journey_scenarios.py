"""Conversations as readable files, and how their mails are built and told apart."""

from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from pathlib import Path
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

HERE = Path(__file__).parent / "journey" / "scenarios"
ZONE = ZoneInfo("Europe/Amsterdam")
MAILBOX = "wijkgesprekken@buurtkracht.example"


@dataclass
class Scenario:
    """A conversation: its mails, what each must lead to, and who is registered after it."""

    name: str
    mails: list[dict]
    after: dict[str, list[str]]
    replies: dict[int, EmailMessage] = field(default_factory=dict)  # by the number of the mail answered

    def message_id(self, number: int) -> str:
        """Return the Message-ID of the mail with this number."""
        return f"<{self.name}.{number}@scenario.example>"

    def build(self, number: int) -> tuple[bytes, datetime]:
        """Return a mail's bytes and when it is received; it answers our last reply where it says so."""
        told = self.mails[number]
        ours = self.replies[max(self.replies)] if self.replies else None
        message = EmailMessage(policy=SMTP)
        message["From"] = told["from"]
        message["To"] = MAILBOX
        message["Subject"] = told["subject"]
        received = datetime.fromisoformat(str(told["date"])).replace(tzinfo=ZONE)
        message["Date"] = received
        message["Message-ID"] = self.message_id(number)
        if told.get("reply") and ours:
            message["In-Reply-To"] = message["References"] = ours["Message-ID"]
        for name, value in (told.get("headers") or {}).items():
            message[name] = value
        message.set_content(_quoting(told["text"], ours))
        return message.as_bytes(), received


def _quoting(text: str, ours: EmailMessage | None) -> str:
    if "{{ours|quoted}}" not in text:
        return text
    body = ours.get_body(("plain",)).get_content() if ours else ""
    return text.replace("{{ours|quoted}}", "\n".join(f"> {line}" for line in body.splitlines()))


def writer(scenario: Scenario, number: int) -> str:
    """Return the address that wrote a mail."""
    return parseaddr(scenario.mails[number]["from"])[1]


def load() -> list[Scenario]:
    """Return all scenarios, by name."""
    yaml = YAML(typ="safe")
    told = {path.stem: yaml.load(path.read_text("utf-8")) for path in sorted(HERE.glob("*.yaml"))}
    return [Scenario(name, story["mails"], story["after"] or {}) for name, story in told.items()]
