"""OAuth2 for Microsoft 365: a program logs in as itself, by client credentials (RFC 6749 §4.4)."""

import threading
from typing import Any

import requests
from msal.application import ConfidentialClientApplication
from msal.exceptions import MsalError
from requests.adapters import HTTPAdapter

from d_loket.connecting.tls import Security
from d_loket.model import DLoketError

AUTHORITY = "https://login.microsoftonline.com"
SCOPE = "https://outlook.office365.com/.default"  # what the application was given consent for, IMAP and SMTP alike
TIMEOUT = 30  # seconds
ADVICE = "Check D_LOKET_OAUTH2_TENANT, D_LOKET_OAUTH2_CLIENT_ID and D_LOKET_OAUTH2_CLIENT_SECRET."


class Microsoft365:
    """Gives access tokens of a tenant's registered application; one is kept until it is about to expire.

    `authority` (https) is where tokens are asked for. Of `security` only the certificates to believe count: a
    secret goes to no server that is not verified.
    """

    def __init__(
        self, *, tenant: str, client_id: str, client_secret: str, security: Security, authority: str = AUTHORITY
    ) -> None:
        self._authority = f"{authority.rstrip('/')}/{tenant}"
        self._client_id = client_id
        self._client_secret = client_secret
        self._security = Security(cafile=security.cafile)
        self._application: Any = None
        self._lock = threading.Lock()

    def __call__(self) -> str:
        """Return a token that is valid now. Raises `DLoketError`."""
        with self._lock:
            answer = self._asked()
        if "access_token" not in answer:
            said = " ".join(str(answer.get("error_description") or answer.get("error")).split())
            raise DLoketError(f"{self._authority} gives no OAuth2 token: {said}", advice=ADVICE)
        return str(answer["access_token"])

    def _asked(self) -> dict[str, Any]:
        try:
            self._application = self._application or self._made()
            answer: dict[str, Any] = self._application.acquire_token_for_client(scopes=[SCOPE])
        except requests.exceptions.SSLError as error:
            raise DLoketError(
                f"The certificate of {self._authority} is not trusted.",
                advice="Add its authority, or that of the proxy in between, with D_LOKET_CAFILE.",
            ) from error
        except MsalError as error:  # an answer that tells of trouble on their side, as 503
            raise DLoketError(f"{self._authority} answers: {error}.", advice="It is tried again by itself.") from error
        except OSError as error:  # whatever else requests raises
            raise DLoketError(
                f"{self._authority} cannot be reached for an OAuth2 token.",
                advice="Check the network and its firewalls, and HTTPS_PROXY where there is a proxy.",
            ) from error
        except (ValueError, KeyError) as error:  # msal's words for a tenant that is not there, or no such server
            raise DLoketError(f"{self._authority} is no place that gives OAuth2 tokens.", advice=ADVICE) from error
        return answer

    def _made(self) -> Any:
        http = requests.Session()
        http.mount("https://", _Trusting(self._security))
        return ConfidentialClientApplication(
            self._client_id,
            client_credential=self._client_secret,
            authority=self._authority,
            instance_discovery=False,  # the authority is set, not guessed from a user's name
            http_client=http,
        )


class _Trusting(HTTPAdapter):
    """Believes what a `Security` does, with and without a proxy in between."""

    def __init__(self, security: Security) -> None:
        self._security = security
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pool of direct connections."""
        super().init_poolmanager(*args, ssl_context=self._security.context(), **kwargs)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Return the pool of connections through a proxy."""
        return super().proxy_manager_for(proxy, ssl_context=self._security.context(), **kwargs)

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Send, and wait no longer than `TIMEOUT` for an answer."""
        return super().send(request, *args, **{**kwargs, "timeout": kwargs.get("timeout") or TIMEOUT})
