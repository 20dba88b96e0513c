"""The sample mailbox of the demo: mails built from `demo/mailbox.yaml`, round by round."""

import html
import mailbox
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email import message_from_string
from email.message import EmailMessage, Message
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

DATA = Path(__file__).parents[1] / "demo"
ZONE = ZoneInfo("Europe/Amsterdam")
TO = "d-loket@vng.example"
BOUNCE = """\
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grens"

--grens
Content-Type: text/plain; charset=utf-8

Uw bericht aan {recipient} kon niet worden bezorgd: deze gebruiker bestaat niet.

--grens
Content-Type: message/delivery-status

Reporting-MTA: dns; post.example

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1

--grens
Content-Type: text/rfc822-headers

From: {sender}
To: {recipient}
Subject: Ontwerpsessies
Message-ID: <uitnodiging-17@vng.example>

--grens--
"""


@dataclass(frozen=True, slots=True)
class SampleMail:
    """A mail to deliver: `id` is its Message-ID, `content` its bytes."""

    id: str
    received_at: datetime
    content: bytes


def announcement() -> str:
    """Return the announcement that the sample mails answer."""
    return (DATA / "announcement.txt").read_text("utf-8")


class SampleMailbox:
    """Conversations of which each mail after the first answers what was sent last."""

    def __init__(self) -> None:
        from ruamel.yaml import YAML

        entries = YAML(typ="safe").load((DATA / "mailbox.yaml").read_text("utf-8"))
        self._conversations = [
            [entry, *({"from": entry["from"]} | e for e in entry.get("then", ()))] for entry in entries
        ]

    @property
    def rounds(self) -> int:
        """How many mails the longest conversation has."""
        return max(map(len, self._conversations))

    @property
    def ends(self) -> datetime:
        """When the last mail comes in."""
        return max(received(mail) for conversation in self._conversations for mail in conversation)

    def __len__(self) -> int:
        """How many mails there are."""
        return sum(map(len, self._conversations))

    def round(self, number: int, replies: Mapping[str, EmailMessage]) -> Iterator[SampleMail]:
        """Yield the mails of a round, from 0; `replies` are those sent until now, by what they answer.

        A mail whose predecessor got no answer is a new mail about the same subject.
        """
        for index, conversation in enumerate(self._conversations):
            if number < len(conversation):
                ours = [r for n in range(number) if (r := replies.get(message_id(conversation[n], index, n)))]
                yield _built(conversation[number], index, number, ours[-1] if ours else None)


def deliver(mails: Iterable[SampleMail], inbox: Path) -> None:
    """Put mails into a Maildir, received when they say."""
    box = mailbox.Maildir(inbox, create=True)
    for mail in mails:
        path = inbox / "new" / box.add(mail.content)
        os.utime(path, (mail.received_at.timestamp(),) * 2)


def message_id(mail: Mapping[str, Any], conversation: int, number: int) -> str:
    """Return the Message-ID of a sample mail."""
    return f"<voorbeeld-{conversation + 1}-{number + 1}@{parseaddr(mail['from'])[1].partition('@')[2]}>"


def received(mail: Mapping[str, Any]) -> datetime:
    """Return the moment a sample mail comes in; its `date` is Dutch local time."""
    return datetime.fromisoformat(str(mail["date"])).replace(tzinfo=ZONE)


def _built(mail: Mapping[str, Any], conversation: int, number: int, ours: EmailMessage | None) -> SampleMail:
    message = _bounce(mail) if "bounce" in mail else _message(mail, ours)
    identity, moment = message_id(mail, conversation, number), received(mail)
    headers = {"From": mail["from"], "To": TO, "Subject": mail["subject"], "Message-ID": identity}
    headers["Date"] = format_datetime(moment)
    if ours is not None:
        headers |= {"In-Reply-To": str(ours["Message-ID"]), "References": str(ours["Message-ID"])}
    for name, value in (headers | mail.get("headers", {})).items():
        message[name] = value
    return SampleMail(identity, moment, message.as_bytes())


def _message(mail: Mapping[str, Any], ours: EmailMessage | None) -> EmailMessage:
    message = EmailMessage()
    texts = {"announcement": announcement(), "ours": _text_of(ours)}
    if text := mail.get("text"):
        message.set_content(_filled(text, texts), charset=mail.get("charset", "utf-8"))
    else:
        markup = {name: html.escape(value).replace("\n", "<br>\n") for name, value in texts.items()}
        message.set_content(_filled(mail["html"], markup), subtype="html")
    return message


def _bounce(mail: Mapping[str, Any]) -> Message:
    return message_from_string(BOUNCE.format(recipient=mail["bounce"], sender=TO))


def _text_of(ours: EmailMessage | None) -> str:
    body = ours.get_body(("plain",)) if ours is not None else None
    return str(body.get_content()).strip() if body else ""


def _filled(text: str, texts: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        content = texts[match["name"]]
        return re.sub(r"^", "> ", content, flags=re.MULTILINE) if match["quoted"] else content

    return re.sub(r"\{(?P<quoted>> )?(?P<name>announcement|ours)\}", value, text)
