"""OAuth2 for Microsoft 365: a program logs in as itself, by client credentials (RFC 6749 §4.4)."""

import threading
from functools import partial
from typing import Any
from urllib.request import getproxies

from d_loket.model import DLoketError

SCOPE = "https://outlook.office365.com/.default"  # what the application was given consent for, IMAP and SMTP alike
TIMEOUT = 30  # seconds
ADVICE = "Check D_LOKET_OAUTH2_TENANT, D_LOKET_OAUTH2_CLIENT_ID and D_LOKET_OAUTH2_CLIENT_SECRET."


class Microsoft365:
    """Gives access tokens of a tenant's registered application; one is kept until it is about to expire.

    `authority` is where tokens are asked for; `cafile` the certificates to believe there, None: the usual ones.
    """

    def __init__(
        self,
        *,
        tenant: str,
        client_id: str,
        client_secret: str,
        authority: str = "https://login.microsoftonline.com",
        cafile: str | None = None,
    ) -> None:
        self._authority = f"{authority}/{tenant}"
        self._client_id = client_id
        self._client_secret = client_secret
        self._cafile = cafile
        self._application: Any = None
        self._lock = threading.Lock()

    def __call__(self) -> str:
        """Return a token that is valid now. Raises `DLoketError`."""
        with self._lock:
            try:
                answer = self._connected().acquire_token_for_client(scopes=[SCOPE])
            except ValueError as error:  # msal's word for a tenant that is not there
                raise DLoketError(f"{self._authority} gives no tokens.", advice=ADVICE) from error
            except OSError as error:  # whatever requests raises
                raise DLoketError(
                    f"{self._authority} cannot be reached ({type(error).__name__}).", advice="Check the network."
                ) from error
        if "access_token" not in answer:
            said = " ".join(str(answer.get("error_description") or answer.get("error")).split())
            raise DLoketError(f"Microsoft 365 gives no token: {said}", advice=ADVICE)
        return str(answer["access_token"])

    def _connected(self) -> Any:
        if self._application is None:
            import msal.application  # slow to import, and of use to few

            self._application = msal.application.ConfidentialClientApplication(
                self._client_id,
                client_credential=self._client_secret,
                authority=self._authority,
                instance_discovery=False,  # the authority is set, not guessed from a user's name
                http_client=_session(self._cafile),
            )
        return self._application


def _session(cafile: str | None) -> Any:
    """Return what msal asks with. The certificates set for D-loket go before those of the environment."""
    import requests

    session = requests.Session()
    session.request = partial(session.request, timeout=TIMEOUT)  # type: ignore[method-assign]  # as msal does itself
    if cafile:
        session.proxies.update(getproxies())
        session.trust_env = False  # it would let REQUESTS_CA_BUNDLE overrule `verify`
        session.verify = cafile
    return session
