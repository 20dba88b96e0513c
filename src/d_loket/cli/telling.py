"""Decisions, people and findings in words, for a terminal or a pipe."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.console import Console

from d_loket.answering.wording import day_in_words
from d_loket.model import Event, FindingKind

COLOURS = {
    FindingKind.SESSION: "bold green",
    FindingKind.DATE: "green",
    FindingKind.PLACE: "yellow",
    FindingKind.ROLE: "bold blue",
    FindingKind.PERSON: "bold magenta",
    FindingKind.COUNT: "magenta",
    FindingKind.ORGANISATION: "blue",
    FindingKind.INTENT: "bold cyan",
    FindingKind.NEED: "bold red",
    FindingKind.QUESTION: "red",
    FindingKind.REMARK: "red",
}
CONTEXTS = {
    "negated": "denied",
    "tentative": "not certain",
    "preferred": "preferred",
    "fallback": "only if the other cannot be",
    "other-person": "about somebody else",
    "origin": "where somebody comes from",
    "past": "about the past",
    "hypothetical": "only supposed",
    "corrected": "corrected afterwards",
    "alternative": "one of several",
    "own": "said of oneself",
    "together": "holds for all of them",
    "counted": "says how many",
}
QUESTIONS = {"session": "which session", "commitment": "whether it is certain", "person": "who comes"}
# Mail can hold what moves a terminal's cursor or changes its title; each stands as one mark of the same length.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
Record = Mapping[str, Any]


def printer() -> Console:
    """Return what prints to stdout: in a terminal with colours and wrapped, in a pipe one line a line."""
    console = Console(highlight=False)
    console.soft_wrap = not console.is_terminal
    return console


def safe(text: str) -> str:
    """Return a text from outside without what a terminal would act on, of the same length."""
    return _CONTROL.sub("\ufffd", text)


def on_a_line(text: str, limit: int = 100) -> str:
    """Return a text on one line, clipped."""
    line = " ".join(safe(text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def session_in_words(session_id: str, event: Event) -> str:
    """Return "Tiel, Thursday 20 March 2031"; the id where the event has no such session (any more)."""
    try:
        session = event.session(session_id)
    except KeyError:
        return session_id
    return f"{session.place}, {day_in_words(session.date, 'en')}"


def sessions_in_words(session_ids: Iterable[str], event: Event) -> str:
    """Return sessions in words, "no session" for none."""
    return " and ".join(session_in_words(s, event) for s in session_ids) or "no session"


def deed(record: Record, event: Event) -> str:
    """Return what a record does, as "it would …" goes on: "ask which session"."""
    sessions = sessions_in_words(record["sessions"], event)
    match record["action"]:
        case "register":
            return f"register for {sessions}"
        case "change":
            return f"move to {sessions}"
        case "cancel":
            return f"withdraw from {sessions}"
        case "clarify":
            return f"ask {QUESTIONS[record['question']]}"
        case "review":
            return f"leave it to a person ({next(iter(record['reasons']), '')})"
    return "give no answer"


def outcome_lines(record: Record, event: Event) -> Iterator[str]:
    """Yield what a record does beside its action: people with their sessions, the question, what is likely, flags."""
    yield from (_person(a, event) for a in record["attendees"])
    if record["action"] == "clarify":
        offered = "; ".join(session_in_words(s, event) for s in record["options"])
        yield f"asks {QUESTIONS[record['question']]} ({record['missing']}): {offered}"
    if not record["attendees"] and record["role"]:
        yield f"the writer is {record['role']}"
    if suggestion := record.get("suggestion"):
        yield f"likely: {suggestion['action']}"
        yield from (f"  {_person(a, event)}" for a in suggestion["attendees"])
    yield from (f"to look at: {on_a_line(flag, 200)}" for flag in record["flags"])


def reason_lines(record: Record) -> Iterator[str]:
    """Yield a record's reasons."""
    yield from (f"because {on_a_line(reason, 200)}" for reason in record["reasons"])


def contexts_in_words(contexts: Iterable[str]) -> str:
    """Return the contexts of a finding in words, "" for none."""
    return ", ".join(CONTEXTS.get(c, c) for c in sorted(contexts))


def _person(attendee: Record, event: Event) -> str:
    name = on_a_line(attendee["name"]) if attendee["name"] else "somebody without a name"
    return f"{name} ({attendee['role'] or 'role not stated'}): {sessions_in_words(attendee['sessions'], event)}"
