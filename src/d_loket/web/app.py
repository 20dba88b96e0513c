"""The web app: what came in, what was decided and why, who comes. Server-rendered, no script needed."""

from collections.abc import Callable

import jinja2
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from d_loket.model import DLoketError, Event
from d_loket.recording import Queries
from d_loket.web.pages import Pages

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",  # pages hold personal data
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
    app.add_middleware(SecureHeaders)
    routes: dict[str, Callable[..., Response]] = {
        "/": pages.start,
        "/berichten": pages.messages,
        "/berichten/{mail_id}": pages.message,
        "/berichten/{mail_id}/bron": pages.source,
        "/sessies/{event_id}/{session_id}": pages.session,
        "/stijl.css": pages.style,
        "/gezond": lambda: _health(queries, healthy),
    }
    for path, page in routes.items():
        app.add_api_route(path, page, methods=["GET", "HEAD"], response_model=None)
    _answer_problems(app, pages)
    return app


class SecureHeaders:
    """Puts `HEADERS` on every response that does not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of the response."""

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_secured)


def _health(queries: Queries, healthy: Callable[[], str]) -> JSONResponse:
    """Say in JSON whether the database answers and the worker works: 200, or 503 with what is wrong."""
    try:
        queries.count_messages()
        trouble = healthy()
    except DLoketError as error:
        trouble = str(error)
    return JSONResponse({"status": "trouble" if trouble else "ok", "error": trouble}, 503 if trouble else 200)


def _answer_problems(app: FastAPI, pages: Pages) -> None:
    """Answer what goes wrong with a page that says so."""

    def missing(request: Request, error: Exception) -> HTMLResponse:
        return pages.problem("Niet gevonden", "Deze pagina is er niet, of niet meer.", 404)

    def trouble(request: Request, error: Exception) -> HTMLResponse:
        return pages.problem("Er gaat iets mis", str(error), 503)

    def failed(request: Request, error: Exception) -> HTMLResponse:
        response = pages.problem("Er ging iets mis", "De pagina kan niet worden gemaakt; zie het log.", 500)
        response.headers.update(HEADERS)  # made outside of the middleware
        return response

    app.add_exception_handler(404, missing)
    app.add_exception_handler(RequestValidationError, missing)
    app.add_exception_handler(DLoketError, trouble)
    app.add_exception_handler(Exception, failed)
