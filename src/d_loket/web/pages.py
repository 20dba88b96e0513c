"""The pages, each made from what the read side gives."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import jinja2
from fastapi import HTTPException, Path, Query
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from d_loket.model import Action, Event, SegmentKind, Session
from d_loket.recording import MessageFilter, MessageRow, Queries, SessionCount
from d_loket.web import evidence, wording

PAGE = 50  # messages on a page
WAITING = 10  # messages that wait, on the first page
OTHERS = 20  # messages of the same conversation, beside one of them
MailId = Annotated[int, Path(ge=1, lt=2**63)]
_TROUBLED = ("failed", "held")
_NOTHING: dict[str, Any] = {"sessions": [], "attendees": [], "reasons": [], "flags": [], "evidence": [], "written": ""}


@dataclass(frozen=True, slots=True)
class Shown:
    """A message, and its decision's record with every key that pages use."""

    row: MessageRow
    record: dict[str, Any]

    @property
    def subject(self) -> str:
        """The subject, or what stands for none."""
        return self.row.subject.strip() or "(geen onderwerp)"

    @property
    def sender(self) -> str:
        """Who sent it, by name where there is one."""
        return self.row.sender_name or self.row.sender or "(geen afzender)"

    @property
    def outcome(self) -> str:
        """What was done with it, in words."""
        return wording.ACTIONS.get(self.row.action or "", wording.STATES.get(self.row.state, self.row.state))

    @property
    def why(self) -> str:
        """The first reason, or what went wrong."""
        return str(self.row.error or next(iter(self.record["reasons"]), ""))


@dataclass(frozen=True, slots=True)
class Choice:
    """Which messages a list shows."""

    action: Action | None = None
    failed: bool = False
    text: str = ""

    @property
    def filter(self) -> MessageFilter:
        """The same, for the read side."""
        return MessageFilter(action=self.action, state="failed" if self.failed else None, text=self.text or None)


class Pages:
    """Makes pages. `events` are those whose sessions are shown."""

    def __init__(self, queries: Queries, events: tuple[Event, ...], templates: jinja2.Environment) -> None:
        self._queries = queries
        self._events = events
        self._templates = templates
        self._names = {e.id: wording.session_names(e) for e in events}
        self._titles = {e.id: e.title for e in events}
        self._zone = max(events, key=lambda e: e.published or date.min).zone

    def start(self) -> HTMLResponse:
        """What waits, what was decided, who comes."""
        waiting = MessageFilter(action=Action.REVIEW)
        replies = {state: self._queries.count_replies(state) for state in _TROUBLED}
        return self._page(
            "start.html",
            waiting=[_shown(r) for r in self._queries.messages(waiting, limit=WAITING)],
            counted=[(a, self._queries.count_messages(MessageFilter(action=a))) for a in Action],
            failed=self._queries.count_messages(MessageFilter(state="failed")),
            replies=[(wording.REPLIES[state], count) for state, count in replies.items() if count],
            total=self._queries.count_messages(),
            events=[(event, self._sessions(event)) for event in self._events],
        )

    def messages(
        self,
        besluit: Action | None = None,
        mislukt: bool = False,
        zoek: str = "",
        pagina: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    ) -> HTMLResponse:
        """The messages, newest first; 404 behind the last page."""
        choice = Choice(besluit, mislukt, zoek.strip()[:200])
        total = self._queries.count_messages(choice.filter)
        pages = max(1, -(-total // PAGE))
        if pagina > pages:
            raise HTTPException(404)
        rows = self._queries.messages(choice.filter, limit=PAGE, offset=(pagina - 1) * PAGE, newest_first=True)
        shown = [_shown(r) for r in rows]
        return self._page("messages.html", shown=shown, choice=choice, total=total, page=pagina, pages=pages)

    def message(self, mail_id: MailId) -> HTMLResponse:
        """One message with its evidence marked, and our reply."""
        row = self._queries.message(mail_id)
        if row is None:
            raise HTTPException(404)
        shown = _shown(row)
        found, names = shown.record["evidence"], self._names_of(row.event_id)
        signature = "\n\n".join(s.text.strip() for s in row.segments if s.kind is SegmentKind.SIGNATURE)
        texts = {"subject": shown.subject, "written": shown.record["written"], "signature": signature}
        marked = {part: evidence.marked(text, found, part, names) for part, text in texts.items()}
        conversation = self._queries.thread(row.conversation_id) if row.conversation_id else []
        return self._page(
            "message.html",
            shown=shown,
            marked=marked,
            about=self._titles.get(row.event_id or "", "") if len(self._events) > 1 else "",
            legend=evidence.kinds(*marked.values()),
            found=[(e, evidence.meaning(e, names), evidence.contexts(e)) for e in found],
            folded=[(wording.SEGMENTS[s.kind], s.text.strip("\n")) for s in row.segments if _folds(s.kind, s.text)],
            others=[_shown(r) for r in conversation if r.id != row.id][-OTHERS:],
            has_source=self._queries.raw(row.id) is not None,
        )

    def source(self, mail_id: MailId) -> PlainTextResponse:
        """A mail's bytes as plain text, never rendered."""
        raw = self._queries.raw(mail_id)
        if raw is None:
            raise HTTPException(404)
        return PlainTextResponse(raw.content.decode("utf-8", "replace"))

    def session(self, event_id: str, session_id: str) -> HTMLResponse:
        """Who comes to one session."""
        event = next((e for e in self._events if e.id == event_id), None)
        session = next((s for s in event.sessions if s.id == session_id), None) if event else None
        if event is None or session is None:
            raise HTTPException(404)
        rows = self._queries.registrations(event_id, session_id)
        count = self._queries.counts(event_id).get(session_id, SessionCount(0, 0, {}))
        return self._page("session.html", event=event, session=session, rows=rows, count=count)

    def style(self) -> Response:
        """The style sheet."""
        sheet = self._templates.get_template("style.css").render()
        return Response(sheet, media_type="text/css", headers={"Cache-Control": "no-cache"})

    def problem(self, title: str, said: str, status: int) -> HTMLResponse:
        """A page that says what is wrong."""
        response = self._page("problem.html", title=title, said=said)
        response.status_code = status
        return response

    def _sessions(self, event: Event) -> list[tuple[Session, SessionCount]]:
        counts = self._queries.counts(event.id)
        return [(s, counts.get(s.id, SessionCount(0, 0, {}))) for s in event.sessions]

    def _names_of(self, event_id: str | None) -> dict[str, str]:
        """Return what the sessions of an event are called; for one not known, what every event agrees on."""
        if event_id in self._names:
            return self._names[event_id]
        named = {item for names in self._names.values() for item in names.items()}
        ids = [session_id for session_id, _ in named]
        return {session_id: name for session_id, name in named if ids.count(session_id) == 1}

    def _page(self, name: str, **known: Any) -> HTMLResponse:
        page = self._templates.get_template(name).render(
            known,
            wording=wording,
            session_name=lambda event_id, session_id: self._names_of(event_id).get(session_id, session_id),
            moment=lambda when: wording.moment(when, self._zone),
        )
        return HTMLResponse(page)


def _shown(row: MessageRow) -> Shown:
    return Shown(row, _NOTHING | (row.record or {}))


def _folds(kind: SegmentKind, text: str) -> bool:
    return kind in wording.SEGMENTS and bool(text.strip())
