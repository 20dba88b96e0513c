"""Logging in to IMAP by what the server offers: OAuth2, SASL PLAIN or LOGIN, or the LOGIN command."""

from collections.abc import Callable

from imapclient import IMAPClient

from d_loket.connecting import Server, no_password, oauth2_login
from d_loket.model import DLoketError


def log_in(client: IMAPClient, server: Server, token: Callable[[], str] | None) -> None:
    """Log in. Raises imapclient's `LoginError`, and `DLoketError` where there is no way to.

    SASL goes first because the LOGIN command has no charset: a password beyond ASCII fails there.
    """
    if token and not server.password:
        mechanisms = [m for m in ("XOAUTH2", "OAUTHBEARER") if client.has_capability(f"AUTH={m}")]
        mechanism, first = oauth2_login(server, token(), mechanisms)
        client.sasl_login(mechanism, _answers(first))
    elif not server.password:
        raise no_password(server)
    elif client.has_capability("AUTH=PLAIN"):
        client.plain_login(server.user, server.password)
    elif client.has_capability("AUTH=LOGIN"):
        client.sasl_login("LOGIN", _answers(server.user, server.password))
    elif client.has_capability("LOGINDISABLED"):
        raise DLoketError(
            f"{server} takes passwords only over an encrypted connection.",
            advice=f"Set {server.setting}_TLS=verify, or use imaps://.",
        )
    elif not (server.user + server.password).isascii():
        raise DLoketError(
            f"{server} only takes names and passwords of plain letters, digits and signs.",
            advice="Choose a password without accents.",
        )
    else:
        client.login(server.user, server.password)


def _answers(*answers: str) -> Callable[[bytes], bytes]:
    """Return what answers a server's challenges, in this order.

    One more tells of a refusal, and wants no more than an acknowledgement (RFC 7628 §3.2.3).
    """
    left = iter(answers)
    return lambda _: next(left, "\1").encode()
