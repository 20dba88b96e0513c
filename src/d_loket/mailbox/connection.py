"""An IMAP connection with the inbox selected: made when it is first needed, and anew when it was lost."""

import contextlib
import socket
from collections.abc import Callable
from typing import Any, TypeVar

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError

from d_loket.connecting import Security, Server
from d_loket.mailbox.login import log_in
from d_loket.mailbox.trouble import LOST, describe

# Seconds. Typed by hand: imapclient takes one of these, and says a number.
TIMEOUTS: Any = SocketTimeout(connect=20, read=120)
T = TypeVar("T")


class Renumbered(Exception):
    """The folder has another UIDVALIDITY than the UIDs at hand: they name nothing any more (RFC 3501 §2.3.1.1)."""


class Connection:
    """Does work on a live connection. `token` gives OAuth2 access tokens; else the server's password is used."""

    def __init__(self, server: Server, *, security: Security, token: Callable[[], str] | None) -> None:
        self.server = server
        self.folder = server.path or "INBOX"
        self._security = security
        self._token = token
        self._client: IMAPClient | None = None
        self.uidvalidity = 0  # of the folder when it was last selected

    def do(self, work: Callable[[IMAPClient], T], doing: str, *, uidvalidity: int | None = None) -> T:
        """Do something, on a new connection where the present one was lost; `doing` says it in an error.

        `work` may be done twice and so must bear that. Raises `DLoketError`, and `Renumbered` when the
        folder's UIDVALIDITY is not the one given.
        """
        try:
            return self._try(work, doing, uidvalidity)
        except LOST:
            return self._last_try(work, doing, uidvalidity)

    def close(self) -> None:
        """Log out, if there is a connection."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(*LOST, IMAPClientError):
                client.logout()
            _shut(client)

    def forget(self) -> None:
        """Drop the connection without a word: it is lost or out of step."""
        client, self._client = self._client, None
        if client is not None:
            _shut(client)

    def client(self) -> IMAPClient:
        """Return the live client, logged in, with the folder selected. Raises `DLoketError`."""
        if self._client is None:
            try:
                self._client = self._open()
            except (*LOST, IMAPClientError) as error:
                raise describe(error, self.server, f"open {self.folder}") from error
        return self._client

    def _last_try(self, work: Callable[[IMAPClient], T], doing: str, uidvalidity: int | None) -> T:
        try:
            return self._try(work, doing, uidvalidity)
        except LOST as error:
            raise describe(error, self.server, doing) from error

    def _try(self, work: Callable[[IMAPClient], T], doing: str, uidvalidity: int | None) -> T:
        client = self.client()
        if uidvalidity not in (None, self.uidvalidity):
            raise Renumbered
        try:
            return work(client)
        except LOST:
            self.forget()
            raise
        except IMAPClientError as error:
            self.forget()
            raise describe(error, self.server, doing) from error

    def _open(self) -> IMAPClient:
        server = self.server
        client = IMAPClient(
            server.host,
            port=server.port,
            ssl=server.implicit_tls,
            ssl_context=self._security.context() if server.implicit_tls else None,
            timeout=TIMEOUTS,
        )
        try:
            self._prepare(client)
        except BaseException:
            _shut(client)
            raise
        return client

    def _prepare(self, client: IMAPClient) -> None:
        client._imap.debug = 0  # imaplib's tracing costs half of all the time, and would see the password
        client.normalise_times = False  # INTERNALDATE with its zone
        client.socket().setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)  # an IDLE may be silent for long
        if not self.server.implicit_tls and self._security.verify:
            client.starttls(self._security.context())
        log_in(client, self.server, self._token)
        self.uidvalidity = int(client.select_folder(self.folder).get(b"UIDVALIDITY", 0))


def _shut(client: IMAPClient) -> None:
    """Close the connection; a lost one may fail before its socket is closed."""
    with contextlib.suppress(*LOST, IMAPClientError):
        client.shutdown()
    with contextlib.suppress(*LOST):
        client.socket().close()
