"""Logging in to IMAP by what the server offers: OAuth2, SASL PLAIN or LOGIN, or the LOGIN command."""

from collections.abc import Callable

from imapclient import IMAPClient

from d_loket.connecting import Server
from d_loket.model import DLoketError


def log_in(client: IMAPClient, server: Server, token: Callable[[], str] | None) -> None:
    """Log in. Raises imapclient's `LoginError`, and `DLoketError` where there is no way to.

    SASL goes first because the LOGIN command has no charset: a password beyond ASCII fails there.
    """
    if token:
        _oauth2(client, server, token())
    elif client.has_capability("AUTH=PLAIN"):
        client.plain_login(server.user, server.password)
    elif client.has_capability("AUTH=LOGIN"):
        client.sasl_login("LOGIN", _login_answers(server))
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


def _oauth2(client: IMAPClient, server: Server, token: str) -> None:
    if client.has_capability("AUTH=XOAUTH2"):
        first = f"user={server.user}\1auth=Bearer {token}\1\1"
        client.sasl_login("XOAUTH2", _first_only(first))
    elif client.has_capability("AUTH=OAUTHBEARER"):
        user = server.user.replace("=", "=3D").replace(",", "=2C")  # RFC 5801 §4
        client.sasl_login("OAUTHBEARER", _first_only(f"n,a={user},\1auth=Bearer {token}\1\1"))
    else:
        raise DLoketError(f"{server} does not offer OAuth2.", advice="Unset D_LOKET_OAUTH2_TENANT and use a password.")


def _first_only(answer: str) -> Callable[[bytes], bytes]:
    """Return what answers a challenge; a second one tells of a refusal and wants no more than an acknowledgement."""
    answers = [answer.encode()]
    return lambda _: answers.pop() if answers else b"\1"


def _login_answers(server: Server) -> Callable[[bytes], bytes]:
    """Return what answers AUTH=LOGIN, which asks for the name and then for the password."""
    answers = [server.password.encode(), server.user.encode()]
    return lambda _: answers.pop() if answers else b""
