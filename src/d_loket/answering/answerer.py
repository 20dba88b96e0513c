"""`Decision` → `Reply`: which template, with what in it."""

from dataclasses import dataclass
from typing import Any

import jinja2

from d_loket.answering import wording
from d_loket.answering.building import build_message, reply_subject
from d_loket.dutch import clean_name
from d_loket.model import (
    Attendee,
    Cancel,
    Change,
    Clarify,
    Decision,
    Event,
    Finding,
    FindingKind,
    IncomingMail,
    Part,
    Register,
    Reply,
    ReplyKind,
    Review,
    Session,
    Situation,
)


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one session, as a confirmation shows them. `names` holds (name, role) pairs."""

    session: Session
    day: str
    times: str
    place: str
    people: tuple[Attendee, ...]


class Answerer:
    """Writes replies from templates. `environment` finds `<kind>/<language>/{subject.txt,body.txt,body.html}`."""

    def __init__(self, environment: jinja2.Environment, *, sender_name: str = "") -> None:
        self._environment = environment
        self._sender_name = sender_name

    def answer(
        self, decision: Decision, mail: IncomingMail, event: Event, situation: Situation, message_id: str
    ) -> Reply | None:
        """Return the reply to a mail, None when none may be sent (RFC 3834 §2) or none is wanted."""
        if mail.no_answer or mail.automatic or not mail.sender.address:
            return None
        language = "en" if decision.language == "en" else "nl"
        match decision:
            case Register():
                kind, known = ReplyKind.CONFIRMATION, self._confirmation(decision, mail, event, language)
            case Change():
                kind, known = ReplyKind.CHANGE, self._change(decision, event, situation, language)
            case Cancel():
                kind, known = ReplyKind.CANCELLATION, {"groups": _groups(decision.attendees, event, language)}
            case Clarify():
                kind, known = ReplyKind.CLARIFICATION, self._question(decision, event, language)
            case Review():
                kind, known = ReplyKind.ACKNOWLEDGEMENT, {}
            case _:
                return None
        context = {
            **known,
            "event": event,
            "organiser": event.organiser or event.title,
            "salutation": wording.salutation(clean_name(_writer(decision, mail)), language),
            "flagged": decision.flag,
        }
        return self._reply(kind, language, context, mail, event, situation, message_id)

    def _reply(
        self,
        kind: ReplyKind,
        language: str,
        context: dict[str, Any],
        mail: IncomingMail,
        event: Event,
        situation: Situation,
        message_id: str,
    ) -> Reply:
        subject = reply_subject(mail.subject) or self._render(kind, language, "subject.txt", context).strip()
        text = self._render(kind, language, "body.txt", context).strip() + "\n"
        html = self._render(kind, language, "body.html", context)
        content = build_message(
            mail,
            sender=event.mailbox,
            sender_name=self._sender_name or event.organiser or event.title,
            subject=subject,
            text=text,
            html=html,
            message_id=message_id,
            date=situation.now,
            language=language,
        )
        return Reply(
            kind=kind,
            message_id=message_id,
            sender=event.mailbox,
            recipient=mail.sender.address,
            subject=subject,
            text=text,
            content=content,
        )

    def _render(self, kind: ReplyKind, language: str, name: str, context: dict[str, Any]) -> str:
        return self._environment.get_template(f"{kind.value}/{language}/{name}").render(context)

    def _confirmation(self, decision: Register, mail: IncomingMail, event: Event, language: str) -> dict[str, Any]:
        return {
            "groups": _groups(decision.attendees, event, language),
            "already": _groups(decision.already, event, language),
            "without_role": any(a.role is None for a in decision.attendees),
            "read_from": _read_from(decision, mail),
        }

    def _change(self, decision: Change, event: Event, situation: Situation, language: str) -> dict[str, Any]:
        before = [r for r in situation.registrations if r.id in decision.withdrawn]
        were = tuple(Attendee(r.name, r.role, (r.session_id,), r.organisation) for r in before)
        return {"before": _groups(were, event, language), "groups": _groups(decision.attendees, event, language)}

    def _question(self, decision: Clarify, event: Event, language: str) -> dict[str, Any]:
        options = [event.session(s) for s in decision.options]
        chosen = [event.session(s) for s in decision.draft.sessions]
        return {
            "question": decision.question.value,
            "missing": decision.missing.value,
            "mentioned": decision.mentioned,
            "chosen": [(wording.answer_word(event, s, language), wording.day_of(s.date, language)) for s in chosen],
            "options": [
                (
                    wording.answer_word(event, s, language),
                    wording.day_of(s.date, language),
                    wording.times_of(s, language),
                    s.venue or s.place,
                )
                for s in options
            ],
        }


def _writer(decision: Decision, mail: IncomingMail) -> str:
    return decision.draft.writer.name or mail.sender.name if isinstance(decision, Clarify) else mail.sender.name


def _groups(people: tuple[Attendee, ...], event: Event, language: str) -> list[Group]:
    """Return the people by session, in the announcement's order."""
    return [
        Group(
            session,
            wording.day_of(session.date, language, year=True),
            wording.times_of(session, language),
            wording.place_of(session),
            tuple(a for a in people if session.id in a.sessions),
        )
        for session in event.sessions
        if any(session.id in a.sessions for a in people)
    ]


def _read_from(decision: Register, mail: IncomingMail) -> str:
    """Return the writer's sentence in which the session was found, cut at 160 characters."""
    chosen = {s for a in decision.attendees for s in a.sessions}
    found: list[Finding] = [
        f for f in decision.evidence if f.kind is FindingKind.SESSION and f.value in chosen and f.asserted
    ]
    if not found:
        return ""
    text = mail.written if found[0].part is Part.WRITTEN else mail.subject
    start = max(text.rfind(mark, 0, found[0].start) for mark in (".", "!", "?", "\n\n")) + 1
    ends = [e for mark in (".", "!", "?", "\n\n") if (e := text.find(mark, found[0].end)) >= 0]
    sentence = " ".join(text[start : min(ends, default=len(text)) + 1].split())
    return sentence if len(sentence) <= 160 else f"…{found[0].text}…"
