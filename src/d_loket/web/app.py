"""The web app: what came in, what was decided and why, who comes. Server-rendered, no script needed."""

from collections.abc import Callable
from typing import Annotated, Any

import jinja2
from fastapi import FastAPI, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse

from d_loket.model import Action, DLoketError, Event, SegmentKind
from d_loket.recording import MessageFilter, Queries
from d_loket.web.evidence import kinds, marked
from d_loket.web.wording import ACTIONS, STATES, moment

PAGE = 50
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_app(
    queries: Queries,
    events: tuple[Event, ...],
    templates: jinja2.Environment,
    *,
    healthy: Callable[[], str] = lambda: "",
) -> FastAPI:
    """Return the app. `healthy` gives the worker's present trouble, "" when there is none."""
    app = FastAPI(title="D-loket", docs_url=None, redoc_url=None, openapi_url=None)
    pages = Pages(queries, events, templates)
    app.middleware("http")(_secure)
    app.get("/", response_class=HTMLResponse)(pages.start)
    app.get("/berichten", response_class=HTMLResponse)(pages.messages)
    app.get("/berichten/{mail_id}", response_class=HTMLResponse)(pages.message)
    app.get("/berichten/{mail_id}/bron", response_class=PlainTextResponse)(pages.source)
    app.get("/sessies/{event_id}/{session_id}", response_class=HTMLResponse)(pages.session)
    app.get("/stijl.css")(pages.style)
    app.add_exception_handler(404, pages.missing)
    app.add_exception_handler(DLoketError, pages.trouble)

    @app.get("/gezond")
    def health() -> JSONResponse:
        trouble = healthy()
        return JSONResponse({"status": "ok" if not trouble else "trouble", "error": trouble}, 503 if trouble else 200)

    return app


async def _secure(request: Request, call_next: Callable[[Request], Any]) -> Response:
    response: Response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


class Pages:
    """The pages, each a function of what is in the database."""

    def __init__(self, queries: Queries, events: tuple[Event, ...], templates: jinja2.Environment) -> None:
        self._queries = queries
        self._events = events
        self._templates = templates

    def start(self) -> str:
        """The figures: what waits, what was decided, who comes."""
        counted = [(action, self._queries.count_messages(MessageFilter(action=action))) for action in Action]
        sessions = [
            (event, session, self._queries.counts(event.id).get(session.id))
            for event in self._events
            for session in event.sessions
        ]
        return self._page("start.html", counted=counted, sessions=sessions)

    def messages(self, besluit: Action | None = None, pagina: Annotated[int, Query(ge=1)] = 1) -> str:
        """The messages, newest first."""
        which = MessageFilter(action=besluit) if besluit else MessageFilter()
        total = self._queries.count_messages(which)
        rows = self._queries.messages(which, limit=PAGE, offset=(pagina - 1) * PAGE)
        pages = max(1, -(-total // PAGE))
        return self._page("messages.html", rows=rows, total=total, page=pagina, pages=pages, chosen=besluit)

    def message(self, mail_id: int) -> str:
        """One message with its evidence marked, and our reply."""
        row = self._queries.message(mail_id)
        if row is None:
            raise HTTPException(404)
        record = row.record or {}
        text = record.get("written", "")
        evidence = record.get("evidence", [])
        parts = {"subject": marked(row.subject, evidence, "subject"), "written": marked(text, evidence, "written")}
        aside = [s for s in row.segments if s.kind is not SegmentKind.WRITTEN and s.text.strip()]
        legend = kinds(parts["subject"] + parts["written"])
        return self._page("message.html", row=row, record=record, parts=parts, aside=aside, legend=legend)

    def source(self, mail_id: int) -> PlainTextResponse:
        """A mail's bytes as plain text, never rendered."""
        raw = self._queries.raw(mail_id)
        if raw is None:
            raise HTTPException(404)
        return PlainTextResponse(raw.content.decode("utf-8", "replace"))

    def session(self, event_id: str, session_id: str) -> str:
        """Who comes to one session."""
        event = next((e for e in self._events if e.id == event_id), None)
        session = next((s for s in event.sessions if s.id == session_id), None) if event else None
        if event is None or session is None:
            raise HTTPException(404)
        rows = self._queries.registrations(event_id=event.id, session_id=session.id)
        return self._page("session.html", event=event, session=session, rows=rows)

    def style(self) -> Response:
        """The style sheet."""
        source = self._templates.loader.get_source(self._templates, "style.css")[0] if self._templates.loader else ""
        return Response(source, media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    def missing(self, request: Request, error: Exception) -> HTMLResponse:
        """What is not there."""
        return HTMLResponse(self._page("problem.html", title="Niet gevonden", said="Deze pagina is er niet."), 404)

    def trouble(self, request: Request, error: Exception) -> HTMLResponse:
        """A failure with a sentence for a person."""
        return HTMLResponse(self._page("problem.html", title="Er gaat iets mis", said=str(error)), 503)

    def _page(self, name: str, **known: Any) -> str:
        sessions = {(e.id, s.id): s for e in self._events for s in e.sessions}
        places = {s.id: s.place for s in sessions.values()}
        return self._templates.get_template(name).render(
            **known, events=self._events, actions=ACTIONS, states=STATES, places=places, moment=moment
        )
