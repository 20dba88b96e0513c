"""Delivery by SMTP: encrypted and verified unless that is switched off, one connection for a run."""

import contextlib
import smtplib
import ssl
from pathlib import Path
from urllib.parse import unquote, urlsplit

from d_loket.model import NotSent, Reply

TIMEOUT = 60  # seconds; RFC 5321 §4.5.3.2 allows minutes, a worker must not hang so long
PORTS = {"smtp": 587, "smtps": 465}


class SmtpSender:
    """Sends replies through the server of a URL: `smtp://` upgrades with STARTTLS, `smtps://` is TLS from the start."""

    def __init__(self, url: str, *, password: str | None, verify: bool, cafile: Path | None) -> None:
        parts = urlsplit(url)
        self._scheme = parts.scheme
        self._host = parts.hostname or "localhost"
        self._port = parts.port or PORTS[parts.scheme]
        self._user = unquote(parts.username or "")
        self._password = password or unquote(parts.password or "")
        self._verify = verify
        self._cafile = cafile
        self._connection: smtplib.SMTP | None = None

    def send(self, reply: Reply) -> None:
        """Hand the reply over. Raises `NotSent`; after a dropped connection the outcome is unknown: try again."""
        try:
            connection = self._connected()
            connection.sendmail(reply.sender, [reply.recipient], reply.content)
        except smtplib.SMTPRecipientsRefused as error:
            code, text = next(iter(error.recipients.values()))
            self._reset()
            raise NotSent(
                f"{self._host} refuses {reply.recipient}: {code} {_said(text)}", permanent=code >= 500
            ) from error
        except smtplib.SMTPResponseException as error:
            self.close()
            wrong = isinstance(error, smtplib.SMTPAuthenticationError)
            sentence = (
                "refuses the user name or password" if wrong else f"says {error.smtp_code} {_said(error.smtp_error)}"
            )
            permanent = error.smtp_code >= 500 and not wrong
            raise NotSent(f"{self._host} {sentence}.", permanent=permanent) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise NotSent(f"{self._host}:{self._port}: {_reason(error)}.") from error

    def probe(self) -> list[tuple[bool, str, str]]:
        """Return what doctor shows: (works, sentence, advice)."""
        try:
            self._connected().noop()
        except (OSError, smtplib.SMTPException) as error:
            return [(False, f"{self._host}:{self._port}: {_reason(error)}.", "Check D_LOKET_OUTBOX and its password.")]
        return [(True, f"Replies go through {self._host}:{self._port}.", "")]

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
                if self._connection.noop()[0] == 250:
                    return self._connection
            self._connection = None
        connection = self._open()
        if self._user:
            connection.login(self._user, self._password)
        self._connection = connection
        return connection

    def _open(self) -> smtplib.SMTP:
        if self._scheme == "smtps":
            return smtplib.SMTP_SSL(self._host, self._port, timeout=TIMEOUT, context=self._context())
        connection = smtplib.SMTP(self._host, self._port, timeout=TIMEOUT)
        if self._verify:
            try:
                connection.starttls(context=self._context())
            except BaseException:
                connection.close()  # never in the clear, and nothing left open
                raise
        return connection

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=str(self._cafile) if self._cafile else None)
        if self._cafile:
            context.load_default_certs()
        if not self._verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


def _said(text: bytes | str) -> str:
    return " ".join((text.decode("utf-8", "replace") if isinstance(text, bytes) else text).split())


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate is not trusted ({error.verify_message})"
    if isinstance(error, ConnectionRefusedError):
        return "nothing listens there"
    return " ".join(str(error).split()) or type(error).__name__
