"""Bytes → `IncomingMail`."""

from d_loket.model import Address, AutomaticKind, IncomingMail, RawMail, Rulebook, Segment, SegmentKind
from d_loket.opening.authentication import authentication
from d_loket.opening.automatic import no_answer, verdict
from d_loket.opening.body import attachments, body_leaves, body_lines
from d_loket.opening.charsets import decode
from d_loket.opening.headers import addresses, date_of, message_ids
from d_loket.opening.mime import Parsed, parse
from d_loket.opening.reports import bounce, calendar_reply
from d_loket.opening.segments import Segmenter
from d_loket.opening.wording import Wordings

_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted", "application/ms-tnef")
_OWN = (SegmentKind.WRITTEN, SegmentKind.SIGNATURE, SegmentKind.DISCLAIMER)


class Opener:
    """Opens mails with the wordings of a rulebook. `trusted_authserv_ids` are the servers whose word counts."""

    def __init__(self, rulebook: Rulebook, *, trusted_authserv_ids: frozenset[str] = frozenset()) -> None:
        self._wordings = Wordings(rulebook.wording)
        self._segmenter = Segmenter(self._wordings)
        self._trusted = trusted_authserv_ids

    def open(self, raw: RawMail) -> IncomingMail:
        """Return the mail in these bytes. Never raises: what is wrong with them is in the mail's `defects`."""
        try:
            return self._open(raw)
        except Exception as error:  # a mail must not be lost, whatever it does to its readers
            defect = f"de mail is niet te openen ({type(error).__name__}); dit is de ruwe tekst"
            text = decode(raw.content[:100_000], "utf-8")
            return IncomingMail(
                received_at=raw.received_at,
                segments=(Segment(SegmentKind.WRITTEN, text),),
                no_answer="de mail is niet te openen",
                defects=(defect,),
                oversize=raw.oversize,
            )

    def _open(self, raw: RawMail) -> IncomingMail:
        parsed = parse(raw.content)
        senders = addresses(parsed, "From") or addresses(parsed, "Sender")
        sender = senders[0] if senders else Address("")
        subject = parsed.header("Subject")
        leaves = () if raw.oversize is not None else body_leaves(parsed)
        lines = () if raw.oversize is not None else body_lines(parsed, leaves, self._wordings)
        segments = self._segmenter.segments(lines, sender=sender, subject=subject)
        calendar = calendar_reply(parsed)
        own = "\n".join(s.text for s in segments if s.kind in _OWN)
        robot = verdict(parsed, sender, subject, own, calendar, self._wordings)
        ids = message_ids(parsed, "Message-ID")
        return IncomingMail(
            message_id=ids[0] if ids else parsed.header("Message-ID")[:900],
            in_reply_to=message_ids(parsed, "In-Reply-To"),
            references=message_ids(parsed, "References"),
            sender=sender,
            reply_to=addresses(parsed, "Reply-To"),
            to=addresses(parsed, "To"),
            cc=addresses(parsed, "Cc"),
            subject=subject,
            date=date_of(parsed),
            received_at=raw.received_at,
            segments=segments,
            attachments=() if raw.oversize is not None else attachments(parsed, leaves),
            automatic=robot,
            no_answer=no_answer(parsed, sender.address),
            authentication=authentication(parsed, self._trusted),
            bounce=bounce(parsed) if robot and robot.kind is AutomaticKind.BOUNCE else None,
            calendar=calendar,
            defects=parsed.defects + _missing(parsed, senders),
            oversize=raw.oversize,
        )


def _missing(parsed: Parsed, senders: tuple[Address, ...]) -> tuple[str, ...]:
    """What a person should know before judging the mail."""
    found = []
    if len(senders) > 1:
        found.append("meer dan één afzender")
    if set(parsed.content_types) & set(_SEALED):
        found.append("een deel is versleuteld of ingepakt en niet te lezen")
    return tuple(found)
