"""Logging in with OAuth2: a Dovecot that believes tokens, and a token endpoint that gives them."""

import pytest

from d_loket.connecting import Security
from d_loket.connecting.oauth import Microsoft365
from d_loket.mailbox import open_mailbox
from d_loket.model import DLoketError, Folder
from dovecot import USER, Dovecot
from tokens import CLIENT, SECRET, TENANT, TokenEndpoint, Tokens

FOLDERS = dict.fromkeys(Folder, "D-loket")


@pytest.fixture
def tokens():
    """What signs."""
    return Tokens()


@pytest.fixture(params=["xoauth2", "oauthbearer"])
def server(request, tokens, dovecot):
    """A Dovecot that takes nothing but tokens, by one mechanism."""
    server = Dovecot(mechanisms=request.param, key=tokens.key)
    server.deliver(b"Subject: hallo\r\n\r\nDag\r\n")
    yield server
    server.stop()


@pytest.fixture
def endpoint(server, tokens):
    """A token endpoint with the same certificate."""
    with TokenEndpoint(tokens, USER, server.cafile, server.keyfile) as endpoint:
        yield endpoint


def application(endpoint, server, **other):
    given = {
        "tenant": TENANT,
        "client_id": CLIENT,
        "client_secret": SECRET,
        "authority": endpoint.url,
        "security": Security(cafile=server.cafile),
    }
    return Microsoft365(**{**given, **other})


def inbox(server, token):
    return open_mailbox(
        f"imaps://{USER.replace('@', '%40')}@localhost:{server.imaps}/INBOX",
        password=None,
        verify=True,
        cafile=server.cafile,
        folders=FOLDERS,
        max_size=1_000_000,
        token=token,
    )


def test_mail_is_read_with_a_token_that_serves_for_all_connections(server, endpoint):
    token = application(endpoint, server)
    for _ in range(2):
        opened = inbox(server, token)
        ((mail,),) = opened.fetch(lambda keys: set())
        assert b"Subject: hallo" in mail.content
        opened.close()
    assert endpoint.asked == 1


def test_a_token_that_the_mail_server_does_not_believe_is_said(server, endpoint, tokens):
    tokens.lifetime = -3600
    ((works, said, advice),) = inbox(server, application(endpoint, server)).probe()
    assert not works
    assert said.startswith(f"localhost:{server.imaps} refuses user '{USER}' with the application's OAuth2 token")
    assert "permissions" in advice


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"client_secret": "fout"}, "gives no OAuth2 token: AADSTS7000215: Invalid client secret."),
        ({"tenant": "geen-tenant"}, "geen-tenant is no place that gives OAuth2 tokens."),
        ({"security": Security()}, "The certificate of https://localhost:"),
        ({"authority": "https://localhost:1"}, "https://localhost:1/tenant-1 cannot be reached"),
        ({"authority": "http://localhost"}, "is no place that gives OAuth2 tokens"),
    ],
)
def test_what_is_wrong_with_the_application_is_one_clear_sentence(server, endpoint, other, said):
    ((works, sentence, advice),) = inbox(server, application(endpoint, server, **other)).probe()
    assert not works
    assert said in sentence
    assert advice
    assert "fout" not in sentence + advice


def test_an_endpoint_that_is_down_is_asked_again(server, endpoint):
    endpoint.status = 503
    token = application(endpoint, server)
    with pytest.raises(DLoketError, match="answers: HTTP Error: 503"):
        token()
    endpoint.status = 200
    assert token().count(".") == 2


def test_a_server_without_oauth2_is_said(dovecot):
    ((works, sentence, advice),) = inbox(dovecot, lambda: "token").probe()
    assert not works
    assert "does not let programs log in with OAuth2" in sentence
    assert "D_LOKET_INBOX_PASSWORD" in advice


def test_without_password_and_without_oauth2_the_setting_is_named(dovecot):
    ((works, sentence, advice),) = inbox(dovecot, None).probe()
    assert not works
    assert sentence.startswith("There is no password for user")
    assert "D_LOKET_INBOX_PASSWORD_FILE" in advice
