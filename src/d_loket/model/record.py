"""A decision as the JSON object of the command line, the API and the database."""

from typing import Any

from d_loket.model.decision import Cancel, Change, Clarify, Decision, Register, Review
from d_loket.model.finding import Finding
from d_loket.model.mail import IncomingMail
from d_loket.model.people import Attendee


def record_of(mail: IncomingMail, decision: Decision) -> dict[str, Any]:
    """Return the mail and what is done with it as one JSON-ready object.

    Its keys are a contract: `message_id`, `action`, `sessions` (the union over the attendees, in
    order), `role`, `attendees`, `flag`, `flags`, `reasons`, `evidence`, `written`, `automatic`; for a
    question also `question`, `missing` and `options`, for a review with a likely settlement `suggestion`.
    """
    people = attendees_of(decision)
    record: dict[str, Any] = {
        "message_id": mail.message_id,
        "action": decision.action.value,
        "sessions": list(dict.fromkeys(s for a in people for s in a.sessions)),
        "role": decision.role,
        "attendees": [attendee_record(a) for a in people],
        "flag": decision.flag,
        "flags": list(decision.flags),
        "reasons": list(decision.reasons),
        "evidence": [finding_record(f) for f in decision.evidence],
        "written": mail.written,
        "automatic": mail.automatic.kind.value if mail.automatic else None,
    }
    if isinstance(decision, Clarify):
        record |= {
            "question": decision.question.value,
            "missing": decision.missing.value,
            "options": list(decision.options),
        }
    if isinstance(decision, Review) and decision.suggestion:
        people = attendees_of(decision.suggestion)
        record["suggestion"] = {
            "action": decision.suggestion.action.value,
            "role": decision.suggestion.role,
            "attendees": [attendee_record(a) for a in people],
        }
    return record


def attendees_of(decision: Decision) -> tuple[Attendee, ...]:
    """Return whom the decision is about: who is registered (or was, when nobody is new), moved or withdrawn."""
    match decision:
        case Register(attendees=new, already=known):
            return new or known
        case Change(attendees=people) | Cancel(attendees=people):
            return people
    return ()


def attendee_record(attendee: Attendee) -> dict[str, Any]:
    """Return an attendee as `{name, role, sessions, organisation}`."""
    return {
        "name": attendee.name,
        "role": attendee.role,
        "sessions": list(attendee.sessions),
        "organisation": attendee.organisation,
    }


def finding_record(finding: Finding) -> dict[str, Any]:
    """Return a finding as `{kind, value, text, in, start, end, rule, context}`; offsets count in the part `in`."""
    return {
        "kind": finding.kind.value,
        "value": finding.value,
        "text": finding.text,
        "in": finding.part.value,
        "start": finding.start,
        "end": finding.end,
        "rule": finding.rule,
        "context": sorted(q.value for q in finding.qualifiers),
    }
