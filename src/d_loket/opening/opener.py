"""Bytes → `IncomingMail`."""

from d_loket.model import Address, AutomaticKind, IncomingMail, RawMail, Rulebook, Segment, SegmentKind
from d_loket.opening.authentication import authentication
from d_loket.opening.automatic import no_answer, verdict
from d_loket.opening.body import attachments, body_lines
from d_loket.opening.headers import addresses, date_of, message_ids
from d_loket.opening.mime import Parsed, parse
from d_loket.opening.reports import bounce, calendar_reply
from d_loket.opening.segments import Segmenter
from d_loket.opening.wording import Wordings


class Opener:
    """Opens mails with the wordings of a rulebook. `trusted_authserv_ids` are the servers whose word counts."""

    def __init__(self, rulebook: Rulebook, *, trusted_authserv_ids: frozenset[str] = frozenset()) -> None:
        self._wordings = Wordings(rulebook.wording)
        self._segmenter = Segmenter(self._wordings)
        self._trusted = trusted_authserv_ids

    def open(self, raw: RawMail) -> IncomingMail:
        """Return the mail in these bytes. Never raises: what is wrong with them is in the mail's `defects`."""
        parsed = parse(raw.content)
        segments, defects = self._segments(parsed)
        senders = addresses(parsed, "From") or addresses(parsed, "Sender")
        sender = senders[0] if senders else Address("")
        subject = parsed.header("Subject")
        text = "\n".join(s.text for s in segments if s.kind in (SegmentKind.WRITTEN, SegmentKind.SIGNATURE))
        robot = verdict(parsed, sender.address, subject, text or "\n".join(s.text for s in segments), self._wordings)
        ids = message_ids(parsed, "Message-ID")
        return IncomingMail(
            message_id=ids[0] if ids else parsed.header("Message-ID"),
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
            attachments=attachments(parsed),
            automatic=robot,
            no_answer=no_answer(parsed, sender.address),
            authentication=authentication(parsed, self._trusted),
            bounce=bounce(parsed) if robot and robot.kind is AutomaticKind.BOUNCE else None,
            calendar=calendar_reply(parsed),
            defects=parsed.defects + defects,
            oversize=raw.oversize,
        )

    def _segments(self, parsed: Parsed) -> tuple[tuple[Segment, ...], tuple[str, ...]]:
        try:
            return self._segmenter.segments(body_lines(parsed, self._wordings)), ()
        except (RecursionError, ValueError) as error:  # HTML nested beyond what its parser takes
            text = "\n".join(leaf.text for leaf in parsed.leaves if leaf.content_type.startswith("text/"))[:100_000]
            return (Segment(SegmentKind.WRITTEN, text),), (f"de opmaak is niet te lezen ({type(error).__name__})",)
