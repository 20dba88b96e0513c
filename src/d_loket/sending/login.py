"""Logging in to SMTP by what the server offers: OAuth2, PLAIN, or what smtplib knows besides (RFC 4954)."""

import base64
import smtplib
from collections.abc import Callable

from d_loket.connecting import Server, no_password, oauth2_login
from d_loket.model import DLoketError

LOGGED_IN = 235
GO_ON = 334


def log_in(connection: smtplib.SMTP, server: Server, token: Callable[[], str] | None) -> None:
    """Log in. Raises smtplib's errors, and `DLoketError` where there is no way to.

    smtplib's own PLAIN fails on a password beyond ASCII, which UTF-8 allows (RFC 4616 §2).
    """
    offered = connection.esmtp_features.get("auth", "").upper().split()
    if server.password and "PLAIN" in offered:
        _authenticate(connection, "PLAIN", f"\0{server.user}\0{server.password}")
    elif server.password and not (server.user + server.password).isascii():
        raise DLoketError(
            f"{server} only takes names and passwords of plain letters, digits and signs.",
            advice="Choose a password without accents.",
        )
    elif server.password:
        connection.login(server.user, server.password)
    elif token:
        _authenticate(connection, *oauth2_login(server, token(), offered))
    else:
        raise no_password(server)


def _authenticate(connection: smtplib.SMTP, mechanism: str, first: str) -> None:
    code, said = connection.docmd("AUTH", f"{mechanism} {base64.b64encode(first.encode()).decode()}")
    if code == GO_ON:  # the refusal of a token has to be acknowledged (RFC 7628 §3.2.3)
        code, said = connection.docmd(base64.b64encode(b"\1").decode())
    if code != LOGGED_IN:
        raise smtplib.SMTPAuthenticationError(code, said)
