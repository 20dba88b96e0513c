"""A real SMTP server on loopback that keeps what it is given."""

import base64
import ssl
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from servers import free_port


class Keeper:
    """The handler: `mails` are (recipients, message) in the order of arrival. There is no mailbox `weg@…`."""

    def __init__(self, token: str, *, asks: bool) -> None:
        self.mails: list[tuple[list[str], EmailMessage]] = []
        self._token = token
        self._asks = asks

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if self._asks and not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 taken"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if address.startswith("weg@"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 taken"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 taken"

    async def auth_XOAUTH2(self, server, arguments):  # noqa: N802 - aiosmtpd's name
        said = base64.b64decode(arguments[1]).decode()
        if said.endswith(f"\1auth=Bearer {self._token}\1\1"):
            return AuthResult(success=True, auth_data=said)
        await server.challenge_auth('{"status":"401"}')  # answered by an acknowledgement
        return AuthResult(success=False, handled=False)


class SmtpServer:
    """Runs while the `with` block does.

    `login` (name, password) is wanted of everybody, or the OAuth2 `token`; `certificate` (its file, its
    key's) offers STARTTLS, or with `implicit` is TLS from the start; `smtputf8` (RFC 6531) is offered.
    """

    def __init__(
        self,
        *,
        login: tuple[str, str] | None = None,
        token: str = "",
        certificate: tuple[Path, Path] | None = None,
        implicit: bool = False,
        smtputf8: bool = False,
    ) -> None:
        self.port = free_port()  # aiosmtpd needs a real one
        self._keeper = Keeper(token, asks=bool(login or token))
        context = _context(certificate) if certificate else None
        self._controller = Controller(
            self._keeper,
            hostname="127.0.0.1",
            port=self.port,
            enable_SMTPUTF8=smtputf8,
            tls_context=None if implicit else context,
            ssl_context=context if implicit else None,
            authenticator=lambda *asked: _allowed(asked[-1], login),
            auth_exclude_mechanism=["LOGIN", "PLAIN"] if token else ["XOAUTH2"],
            auth_require_tls=False,
        )

    @property
    def mails(self) -> list[tuple[list[str], EmailMessage]]:
        """What was delivered."""
        return self._keeper.mails

    def __enter__(self) -> "SmtpServer":
        self._controller.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._controller.stop()


def _context(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    return context


def _allowed(given, login) -> AuthResult:
    return AuthResult(success=bool(login) and (given.login.decode(), given.password.decode()) == login, handled=False)
