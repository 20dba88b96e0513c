"""Finding a free port for the web app and serving it there."""

import signal
import socket
from typing import TYPE_CHECKING

from d_loket.cli.shared import say
from d_loket.model import DLoketError

if TYPE_CHECKING:
    from d_loket.bootstrap import Application


def serve_web(app: "Application", *, port: int | None = None, any_port: bool = False) -> None:
    """Serve the web app until Ctrl-C. `any_port`: a busy port is said, and another one taken."""
    import uvicorn

    host = app.settings.web_host
    wanted = port or app.settings.web_port
    with listen(host, wanted, any_port=any_port) as listener:
        address = f"http://{host}:{listener.getsockname()[1]}"
        if listener.getsockname()[1] != wanted:
            say(f"Port {wanted} is busy; another one is used.")
        say(f"The web app is at {address} (Ctrl-C ends it)")
        for number in (signal.SIGTERM, signal.SIGINT):  # uvicorn ends at these, and then raises them once more
            signal.signal(number, lambda *_: None)
        uvicorn.Server(uvicorn.Config(app.web(), log_level="warning")).run(sockets=[listener])


def listen(host: str, port: int, *, any_port: bool = False) -> socket.socket:
    """Return a socket that listens at this port, or at another one when it is busy and `any_port` says so."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        if any_port:
            return listen(host, 0)
        raise DLoketError(
            f"The web app cannot listen at {host}:{port}: {error.strerror}.",
            advice="Choose another with --port or D_LOKET_WEB_PORT.",
        ) from error
    return listener
