"""Delivery by SMTP: encrypted and verified unless that is switched off, one connection for a run."""

import contextlib
import smtplib
from collections.abc import Callable

from d_loket.connecting import Security, Server
from d_loket.model import DLoketError, NotSent, Reply, ascii_domain
from d_loket.sending.login import log_in
from d_loket.sending.trouble import describe, objection

TIMEOUT = 60  # seconds; RFC 5321 §4.5.3.2 allows minutes, a worker must not hang so long
OK = 250


class SmtpSender:
    """Sends replies through a server; logs in where it has a user, with `token` where that has no password."""

    def __init__(self, server: Server, *, security: Security, token: Callable[[], str] | None) -> None:
        self._server = server
        self._security = security
        self._token = token
        self._connection: smtplib.SMTP | None = None

    def send(self, reply: Reply) -> None:
        """Hand the reply over.

        Raises `NotSent` for this reply (after a lost connection its outcome is unknown: try again), and
        another `DLoketError` where the server cannot be used and nothing was tried.
        """
        connection = self._connected()
        addresses = [_envelope(address) for address in (reply.sender, reply.recipient)]
        options = self._options(connection, addresses)
        try:
            connection.sendmail(addresses[0], addresses[1:], reply.content, mail_options=options)
        except OSError as error:  # smtplib's are OSErrors; it resets or closes the connection by itself
            raise objection(error, self._server, reply.recipient) from error

    def probe(self) -> list[tuple[bool, str, str]]:
        """Return what doctor shows: (works, sentence, advice)."""
        try:
            self._connected()
        except DLoketError as error:
            return [(False, error.message, error.advice)]
        return [(True, f"Replies go through {self._server}.", "")]

    def close(self) -> None:
        """End the connection, if there is one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.quit()
            connection.close()

    def _connected(self) -> smtplib.SMTP:
        """Return a connection that is alive, made anew where it was lost. Raises `DLoketError`."""
        if self._connection is not None:
            with contextlib.suppress(OSError):
                if self._connection.noop()[0] == OK:
                    return self._connection
            self.close()
        try:
            self._connection = self._open()
        except OSError as error:
            raise describe(error, self._server) from error
        return self._connection

    def _open(self) -> smtplib.SMTP:
        server = self._server
        if server.implicit_tls:
            context = self._security.context()
            connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
        try:
            if not server.implicit_tls and self._security.verify:
                connection.starttls(context=self._security.context())
            connection.ehlo_or_helo_if_needed()
            if server.user:
                log_in(connection, server, self._token)
        except BaseException:
            connection.close()  # never in the clear, and nothing left open
            raise
        return connection

    def _options(self, connection: smtplib.SMTP, addresses: list[str]) -> list[str]:
        beyond = next((address for address in addresses if not address.isascii()), None)
        if beyond is None:
            return []
        if not connection.has_extn("smtputf8"):
            raise NotSent(
                f"{self._server} takes no address with letters like é before the @: {beyond}.", permanent=True
            )
        return ["SMTPUTF8", "BODY=8BITMIME"]  # RFC 6531 §3.4


def _envelope(address: str) -> str:
    """Return the address as the envelope has it: the domain by IDNA. Raises `NotSent` for what is no address."""
    local, _, domain = address.rpartition("@")
    domain = ascii_domain(domain)
    if not (local and domain and address.isprintable()):
        raise NotSent(f"{address!r} is not an address that mail can go to.", permanent=True)
    return f"{local}@{domain}"
