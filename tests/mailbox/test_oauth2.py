"""Logging in with OAuth2: tokens from a real HTTPS endpoint, taken by a real Dovecot that checks their signature."""

import base64
import hashlib
import hmac
import json
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from d_loket.connecting import Microsoft365
from d_loket.mailbox import open_mailbox
from d_loket.model import DLoketError, Folder
from dovecot import USER, Dovecot

KEY = b"een sleutel van minstens tweeendertig tekens lang"
SECRET = "het-geheim-van-de-app"
FOLDERS = {Folder.PROCESSED: "D/V", Folder.REVIEW: "D/B", Folder.IGNORED: "D/G"}
PASSDB = """
auth_mechanisms = {mechanism}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = HOME/oauth2.conf
}}
"""
FILES = {
    "oauth2.conf": "introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix=HOME/keys/\n"
    "username_attribute = email\n",
    "keys/default/HS256/default": base64.b64encode(KEY).decode(),
}


def _part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def token_of(key: bytes = KEY) -> str:
    now = int(time.time())
    claims = {"sub": USER, "email": USER, "iat": now - 5, "nbf": now - 5, "exp": now + 600}
    signed = f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part(claims)}"
    mac = hmac.new(key, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


class TokenServer:
    """Gives tokens as an identity provider does, over HTTPS; `asked` counts how often."""

    def __init__(self, certificate) -> None:
        outer = self
        self.asked = 0

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                base = f"{outer.url}/huurder"
                self._say(
                    {
                        "issuer": f"{base}/v2.0",
                        "token_endpoint": f"{base}/token",
                        "authorization_endpoint": f"{base}/authorize",
                    }
                )

            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                outer.asked += 1
                if form["client_secret"] == [SECRET] and form["grant_type"] == ["client_credentials"]:
                    self._say({"access_token": token_of(), "token_type": "Bearer", "expires_in": 3600})
                else:
                    self._say({"error": "invalid_client", "error_description": "AADSTS7000215: wrong secret."}, 401)

            def _say(self, content: object, status: int = 200) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(content).encode())

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("localhost", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, certificate.with_name("key.pem"))
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://localhost:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(params=["xoauth2", "oauthbearer"])
def server(request, dovecot):
    del dovecot  # it says what to install where there is none
    server = Dovecot(PASSDB.format(mechanism=request.param), FILES)
    yield server
    server.stop()


def opened(server: Dovecot, token):
    return open_mailbox(
        f"imaps://{USER.replace('@', '%40')}@localhost:{server.imaps}/INBOX",
        password=None,
        verify=True,
        cafile=server.cafile,
        folders=FOLDERS,
        max_size=1_000_000,
        token=token,
    )


def application(server: Dovecot, tokens: TokenServer, secret: str = SECRET) -> Microsoft365:
    return Microsoft365(
        tenant="huurder",
        client_id="een-app",
        client_secret=secret,
        authority=tokens.url,
        cafile=str(server.cafile),
    )


def test_mail_is_read_with_a_token_that_is_asked_for_once(server):
    tokens = TokenServer(server.cafile)
    token = application(server, tokens)
    server.deliver(b"From: a@b.example\r\nSubject: met token\r\n\r\nDag\r\n")
    try:
        for _ in range(2):
            inbox = opened(server, token)
            mails = [m for batch in inbox.fetch(lambda keys: set()) for m in batch]
            assert [b"met token" in m.content for m in mails] == [True]
            inbox.close()
        assert tokens.asked == 1
    finally:
        tokens.stop()


def test_a_wrong_secret_is_one_clear_sentence(server):
    tokens = TokenServer(server.cafile)
    try:
        with pytest.raises(DLoketError, match="gives no token: AADSTS7000215") as raised:
            list(opened(server, application(server, tokens, "fout")).fetch(lambda keys: set()))
        assert "D_LOKET_OAUTH2_CLIENT_SECRET" in raised.value.advice
    finally:
        tokens.stop()


def test_a_token_that_the_server_does_not_take_is_one_clear_sentence(server):
    inbox = opened(server, lambda: token_of(b"een andere sleutel van minstens tweeendertig tekens"))
    with pytest.raises(DLoketError, match="refuses user"):
        list(inbox.fetch(lambda keys: set()))


def test_a_server_without_oauth2_is_named(dovecot):
    with pytest.raises(DLoketError, match="does not offer OAuth2"):
        list(opened(dovecot, token_of).fetch(lambda keys: set()))
