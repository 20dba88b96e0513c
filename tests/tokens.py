"""A real token endpoint over HTTPS on loopback, and the JWTs that it gives, as Microsoft's does."""

import base64
import hashlib
import hmac
import json
import secrets
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

TENANT = "tenant-1"
CLIENT = "d-loket"
SECRET = "geheim-1"


class Tokens:
    """Makes JWTs (RFC 7519, HS256) that whoever has `key` can verify. `lifetime` in seconds; negative: expired."""

    def __init__(self) -> None:
        self.key = secrets.token_bytes(32)
        self.lifetime = 3600

    def make(self, subject: str) -> str:
        """Return a token for a user."""
        now = int(time.time())
        claims = {"sub": subject, "iat": now - 7200, "nbf": now - 7200, "exp": now + self.lifetime}
        parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
        body = b".".join(_encoded(part) for part in parts)
        return (body + b"." + _encoded(hmac.new(self.key, body, hashlib.sha256).digest())).decode()


class TokenEndpoint:
    """Gives tokens for `subject` to the one application there is, while the `with` block runs. `asked` counts them."""

    def __init__(self, tokens: Tokens, subject: str, cafile: Path, key: Path) -> None:
        self.asked = 0
        self.status = 200
        self._tokens = tokens
        self._subject = subject
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(cafile, key)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://localhost:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> "TokenEndpoint":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def configuration(self) -> dict[str, str]:
        """Return what is published about the endpoint (OpenID Connect Discovery)."""
        base = f"{self.url}/{TENANT}"
        return {
            "issuer": f"{base}/v2.0",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
        }

    def answer(self, form: dict[str, list[str]]) -> tuple[int, dict[str, object]]:
        """Return status and answer for what an application asks (RFC 6749 §4.4)."""
        self.asked += 1
        if form["client_id"] != [CLIENT] or form["client_secret"] != [SECRET]:
            return 401, {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret."}
        assert form["grant_type"] == ["client_credentials"]
        assert form["scope"] == ["https://outlook.office365.com/.default"]
        return 200, {"token_type": "Bearer", "expires_in": 3600, "access_token": self._tokens.make(self._subject)}


def _handler(endpoint: TokenEndpoint) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path == f"/{TENANT}/v2.0/.well-known/openid-configuration":
                self._say(endpoint.status, endpoint.configuration())
            else:
                self._say(400, {"error": "invalid_tenant"})

        def do_POST(self):
            length = int(self.headers["Content-Length"])
            self._say(*endpoint.answer(parse_qs(self.rfile.read(length).decode())))

        def log_message(self, *_):
            pass

        def _say(self, status, what):
            content = json.dumps(what).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    return Handler


def _encoded(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")
