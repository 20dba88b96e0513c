"""What a client says when it logs in with an OAuth2 access token, for IMAP and SMTP alike."""

from collections.abc import Sequence

from d_loket.connecting.url import Server
from d_loket.model import DLoketError


def oauth2_login(server: Server, token: str, mechanisms: Sequence[str]) -> tuple[str, str]:
    """Return the mechanism to log in by, of those the server offers, and the client's first answer.

    That is Microsoft's XOAUTH2, or OAUTHBEARER (RFC 7628 §3.1). Raises `DLoketError` where neither is offered.
    """
    if "XOAUTH2" in mechanisms:
        return "XOAUTH2", f"user={server.user}\1auth=Bearer {token}\1\1"
    if "OAUTHBEARER" in mechanisms:
        user = server.user.replace("=", "=3D").replace(",", "=2C")  # RFC 5801 §4
        return "OAUTHBEARER", f"n,a={user},\1auth=Bearer {token}\1\1"
    raise DLoketError(
        f"{server} does not let programs log in with OAuth2.",
        advice=f"Set {server.setting}_PASSWORD: then that is used.",
    )


def no_password(server: Server) -> DLoketError:
    """Return the error for a user without a password and without OAuth2, and for none at all."""
    if not server.user:
        return DLoketError(f"{server.setting} names no user.", advice=f"Write {server.scheme}://user@host.")
    return DLoketError(
        f"There is no password for user {server.user!r} at {server}.",
        advice=f"Set {server.setting}_PASSWORD or {server.setting}_PASSWORD_FILE.",
    )
