"""What the tests of opening share: an opener with the rules of this repository, and mails to open."""

from datetime import UTC, datetime
from pathlib import Path

from d_loket.model import IncomingMail, RawMail
from d_loket.opening import Opener
from d_loket.rulebook import load_rulebook

RULEBOOK = load_rulebook(Path(__file__).parents[2] / "rules")
OPENER = Opener(RULEBOOK, trusted_authserv_ids=frozenset({"mx.buurt.example"}))
NOW = datetime(2031, 2, 3, tzinfo=UTC)


def opened(content: bytes) -> IncomingMail:
    return OPENER.open(RawMail(content=content, received_at=NOW))


def mail(text: str, headers: str = "", charset: str = "utf-8", subject: str = "Re: sessies") -> IncomingMail:
    kind = f"Content-Type: text/plain; charset={charset}"
    head = f"From: Jan Bos <jan@bos.example>\nSubject: {subject}\n{headers}{kind}\n\n"
    return opened(head.encode() + text.encode())


def html(body: str) -> IncomingMail:
    head = "From: Jan Bos <jan@bos.example>\nSubject: Re: sessies\nContent-Type: text/html; charset=utf-8\n\n"
    return opened((head + body).encode())
