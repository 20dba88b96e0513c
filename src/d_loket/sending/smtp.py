"""Delivery by SMTP: encrypted and verified unless that is switched off, one connection for a run."""

import contextlib
import smtplib
from collections.abc import Callable

from d_loket.connecting import Security, Server, explain
from d_loket.model import NotSent, Reply

TIMEOUT = 60  # seconds; RFC 5321 §4.5.3.2 allows minutes, a worker must not hang so long
OK = 250
PERMANENT = 500  # RFC 5321 §4.2.1: 5yz is final, 4yz may be tried again


class SmtpSender:
    """Sends replies through a server: `smtp://` upgrades with STARTTLS, `smtps://` is TLS from the start.

    `token` gives OAuth2 access tokens, used instead of the password (XOAUTH2).
    """

    def __init__(self, server: Server, *, security: Security, token: Callable[[], str] | None = None) -> None:
        self._server = server
        self._security = security
        self._token = token
        self._connection: smtplib.SMTP | None = None

    def send(self, reply: Reply) -> None:
        """Hand the reply over. Raises `NotSent`; after a dropped connection the outcome is unknown: try again."""
        try:
            connection = self._connected()
            addresses = _addresses(connection, reply)
            options = [] if all(a.isascii() for a in addresses) else ["SMTPUTF8"]
            connection.sendmail(addresses[0], addresses[1:], reply.content, mail_options=options)
        except smtplib.SMTPRecipientsRefused as error:
            code, text = next(iter(error.recipients.values()))
            self._reset()
            raise NotSent(
                f"{self._server} refuses {reply.recipient}: {code} {_said(text)}", permanent=code >= PERMANENT
            ) from error
        except smtplib.SMTPResponseException as error:
            self.close()
            wrong = isinstance(error, smtplib.SMTPAuthenticationError)
            permanent = error.smtp_code >= PERMANENT and not wrong
            raise NotSent(f"{self._server} {_answered(error)}", permanent=permanent) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise NotSent(self._reason(error)[0]) from error

    def probe(self) -> list[tuple[bool, str, str]]:
        """Return what doctor shows: (works, sentence, advice)."""
        try:
            self._connected().noop()
        except (OSError, smtplib.SMTPException) as error:
            return [(False, *self._reason(error))]
        return [(True, f"Replies go through {self._server}.", "")]

    def close(self) -> None:
        """End the connection, if there is one."""
        if self._connection is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._connection.quit()
            self._connection = None

    def _reset(self) -> None:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            self._connected().rset()

    def _connected(self) -> smtplib.SMTP:
        if self._connection is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                if self._connection.noop()[0] == OK:
                    return self._connection
            self._connection = None
        connection = self._open()
        try:
            self._log_in(connection)
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        return connection

    def _open(self) -> smtplib.SMTP:
        server = self._server
        if server.implicit_tls:
            return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=self._security.context())
        connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
        if self._security.verify:
            try:
                connection.starttls(context=self._security.context())
            except BaseException:
                connection.close()  # never in the clear, and nothing left open
                raise
        return connection

    def _log_in(self, connection: smtplib.SMTP) -> None:
        if self._token:
            token = self._token()
            connection.ehlo_or_helo_if_needed()
            answer = f"user={self._server.user}\1auth=Bearer {token}\1\1"
            connection.auth("XOAUTH2", lambda challenge=None: "" if challenge else answer)
        elif self._server.user:
            connection.login(self._server.user, self._server.password)

    def _reason(self, error: Exception) -> tuple[str, str]:
        """Return what went wrong, and what to do about it."""
        if isinstance(error, smtplib.SMTPAuthenticationError):
            return (
                f"{self._server} {_answered(error)}",
                f"Check {self._server.setting} and {self._server.setting}_PASSWORD.",
            )
        if isinstance(error, smtplib.SMTPNotSupportedError):
            return f"{self._server}: {error}", f"Use smtps:// in {self._server.setting}, or a server with STARTTLS."
        if isinstance(error, smtplib.SMTPException):
            return f"{self._server}: {' '.join(str(error).split())}", f"Check {self._server.setting}."
        trouble = explain(error, self._server) if isinstance(error, OSError) else None
        return (trouble.message, trouble.advice) if trouble else (str(error), "")


def _addresses(connection: smtplib.SMTP, reply: Reply) -> list[str]:
    """Return sender and recipient as the server takes them. Raises `NotSent`, for good.

    A domain beyond ASCII is written in its IDNA form (RFC 5890); a local part beyond ASCII needs a server
    with SMTPUTF8 (RFC 6531).
    """
    connection.ehlo_or_helo_if_needed()
    addresses = [_in_ascii(address) for address in (reply.sender, reply.recipient)]
    if not all(a.isascii() for a in addresses) and not connection.has_extn("smtputf8"):
        raise NotSent(
            f"{reply.recipient} has letters before the @ that the mail server does not take (SMTPUTF8).",
            permanent=True,
        )
    return addresses


def _in_ascii(address: str) -> str:
    local, at, domain = address.rpartition("@")
    with contextlib.suppress(UnicodeError):
        domain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    return f"{local}{at}{domain}"


def _answered(error: smtplib.SMTPResponseException) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"refuses the user name or password ({error.smtp_code} {_said(error.smtp_error)})."
    return f"says {error.smtp_code} {_said(error.smtp_error)}."


def _said(text: bytes | str) -> str:
    return " ".join((text.decode("utf-8", "replace") if isinstance(text, bytes) else text).split())
