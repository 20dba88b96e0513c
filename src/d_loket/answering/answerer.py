"""`Decision` → `Reply`: which template, with what in it."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import css_inline
import jinja2

from d_loket.answering import wording
from d_loket.answering.building import Letter, bare_subject, build, clean, clipped, mailable, one_line
from d_loket.answering.quoting import read_from
from d_loket.answering.showing import attended, counted, meeting, meetings
from d_loket.answering.writers import about_writer, writer_name
from d_loket.model import (
    Attendee,
    Cancel,
    Change,
    Clarify,
    Decision,
    Event,
    IncomingMail,
    Register,
    Reply,
    ReplyKind,
    Review,
    Situation,
    Waiting,
)


class Answerer:
    """Writes our mails from templates.

    `environment` finds `<kind>/<language>/{subject.txt,body.txt,body.html}`, escapes what it puts into HTML and
    refuses names a template has and nobody gives. `sender_name` is shown before the mailbox's address; "": the
    organiser's.
    """

    def __init__(self, environment: jinja2.Environment, *, sender_name: str = "") -> None:
        self._environment = environment
        self._sender_name = sender_name
        self._inliner = css_inline.CSSInliner(load_remote_stylesheets=False)

    def answer(
        self, decision: Decision, mail: IncomingMail, event: Event, situation: Situation, message_id: str
    ) -> Reply | None:
        """Return the reply to a mail, None when none may be sent (RFC 3834 §2), none can, or none is wanted.

        It goes to the sender, wherever Reply-To points: nobody else's address can be made to receive it.
        """
        recipient = mailable(mail.sender.address)
        if mail.no_answer or mail.automatic or not recipient:
            return None
        language = "en" if decision.language == "en" else "nl"
        match decision:
            case Register():
                kind, known = ReplyKind.CONFIRMATION, self._confirmation(decision, mail, event, language)
            case Change():
                kind, known = ReplyKind.CHANGE, self._change(decision, event, situation, language)
            case Cancel():
                kind, known = ReplyKind.CANCELLATION, self._people(decision.attendees, decision, mail, event, language)
            case Clarify():
                kind, known = ReplyKind.CLARIFICATION, self._question(decision, event, language)
            case Review():
                kind, known = ReplyKind.ACKNOWLEDGEMENT, {}
            case _:
                return None
        known |= {
            "name": writer_name(decision, mail),
            "subject": bare_subject(mail.subject),
            "flagged": decision.flag,
        }
        return self._write(kind, language, known, event, recipient, situation.now, message_id, mail)

    def digest(
        self,
        event: Event,
        waiting: Sequence[Waiting],
        registered: Mapping[str, int],
        *,
        recipient: str,
        now: datetime,
        message_id: str,
    ) -> Reply:
        """Return the note that tells an organiser how many come (by session id) and which mails wait for a person."""
        known = {
            "waiting": [_in_words(w, event) for w in waiting],
            "counted": counted(event, registered, now),
        }
        return self._write(ReplyKind.DIGEST, "nl", known, event, recipient, now, message_id, None)

    def _write(
        self,
        kind: ReplyKind,
        language: str,
        known: dict[str, Any],
        event: Event,
        recipient: str,
        now: datetime,
        message_id: str,
        answers: IncomingMail | None,
    ) -> Reply:
        context = known | {
            "event": event,
            "noun": wording.Noun(event.noun, event.noun_plural),
            "capital": lambda words: words[:1].upper() + words[1:],
            "listed": lambda words: wording.listed(words, language),
        }
        subject = one_line(self._render(kind, language, "subject.txt", context))
        if kind is ReplyKind.CLARIFICATION:  # a text of its own: HTML escapes it like any other value
            context["why"] = self._render(kind, language, "why.txt", context).strip()
        text = re.sub(r"\n{3,}", "\n\n", self._render(kind, language, "body.txt", context).strip()) + "\n"
        letter = Letter(
            sender=event.mailbox,
            sender_name=self._sender_name or event.organiser or event.title,
            recipient=recipient,
            subject=subject,
            text=text,
            html=self._inliner.inline(self._render(kind, language, "body.html", context)),
            language=language,
            message_id=message_id,
            date=now.astimezone(event.zone),
        )
        return Reply(
            kind=kind,
            message_id=message_id,
            sender=event.mailbox,
            recipient=recipient,
            subject=subject,
            text=text,
            content=build(letter, answers),
        )

    def _render(self, kind: ReplyKind, language: str, name: str, context: dict[str, Any]) -> str:
        return clean(self._environment.get_template(f"{kind.value}/{language}/{name}").render(context))

    def _people(
        self, people: tuple[Attendee, ...], decision: Decision, mail: IncomingMail, event: Event, language: str
    ) -> dict[str, Any]:
        own = about_writer(people, writer_name(decision, mail), mail)
        return {"meetings": meetings(people, event, language), "own": own}

    def _confirmation(self, decision: Register, mail: IncomingMail, event: Event, language: str) -> dict[str, Any]:
        roleless = [a.name or "" for a in decision.attendees if a.role is None]
        return {
            **self._people(decision.attendees, decision, mail, event, language),
            "already": meetings(decision.already, event, language),
            "roleless": list(dict.fromkeys(roleless)),
            "quoted": read_from(decision, mail),
        }

    def _change(self, decision: Change, event: Event, situation: Situation, language: str) -> dict[str, Any]:
        were = attended(r for r in situation.registrations if r.id in decision.withdrawn)
        return {
            "before": meetings(were, event, language),
            "meetings": meetings(decision.attendees, event, language),
        }

    def _question(self, decision: Clarify, event: Event, language: str) -> dict[str, Any]:
        chosen = [meeting(event.session(s), event, language) for s in decision.draft.sessions]
        return {
            "question": decision.question.value,
            "missing": decision.missing.value,
            "mentioned": one_line(decision.mentioned) or ", ".join(m.place for m in chosen),
            "chosen": chosen,
            "options": [meeting(event.session(s), event, language) for s in decision.options],
        }


def _in_words(waiting: Waiting, event: Event) -> dict[str, str]:
    """Return what the note says of something that waits; what came from outside is on one line, of bounded length."""
    return {
        "sender": clipped(waiting.sender),
        "subject": clipped(waiting.subject),
        "moment": wording.moment_in_words(waiting.received_at.astimezone(event.zone), "nl"),
        "matter": waiting.matter.value,
        "reason": clipped(waiting.reason),
    }
