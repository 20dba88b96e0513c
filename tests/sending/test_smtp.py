from dataclasses import replace

import pytest

from certificates import certificate, expired_certificate
from d_loket.model import DLoketError, NotSent, Reply, ReplyKind
from d_loket.sending import open_sender
from smtp import SmtpServer

REPLY = Reply(
    kind=ReplyKind.CONFIRMATION,
    message_id="<1@buurt.example>",
    sender="sessies@buurt.example",
    recipient="jan@bos.example",
    subject="Re: x",
    text="Tot dan",
    content=b"Message-ID: <1@buurt.example>\r\nSubject: Re: x\r\n\r\nTot dan\r\n",
)
USER = "sessies%40buurt.example"
LOGIN = ("sessies@buurt.example", "wachtwoord-ë")


def sender(url, *, verify=False, **other):
    return open_sender(url, **{"password": None, "verify": verify, "cafile": None, **other})


@pytest.fixture
def own(tmp_path):
    """A certificate for localhost, and its key."""
    return certificate(tmp_path)


def test_a_reply_arrives_as_it_was_made():
    with SmtpServer() as server:
        out = sender(f"smtp://127.0.0.1:{server.port}")
        out.send(REPLY)
        out.close()
    ((recipients, message),) = server.mails
    assert recipients == ["jan@bos.example"]
    assert message["Message-ID"] == "<1@buurt.example>"


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_replies_go_over_a_verified_connection_with_a_password_beyond_ascii(own, scheme):
    with SmtpServer(login=LOGIN, certificate=own, implicit=scheme == "smtps") as server:
        out = sender(f"{scheme}://{USER}@localhost:{server.port}", verify=True, password=LOGIN[1], cafile=own[0])
        out.send(REPLY)
        out.send(REPLY)
        out.close()
    assert len(server.mails) == 2


def test_a_token_of_oauth2_logs_in_where_there_is_no_password():
    with SmtpServer(token="jwt") as server:
        out = sender(f"smtp://{USER}@127.0.0.1:{server.port}", token=lambda: "jwt")
        out.send(REPLY)
        out.close()
    assert len(server.mails) == 1


def test_a_token_that_is_not_believed_is_said():
    with SmtpServer(token="jwt") as server:
        ((works, said, _),) = sender(f"smtp://{USER}@127.0.0.1:{server.port}", token=lambda: "ander").probe()
    assert not works
    assert "refuses user 'sessies@buurt.example' with the application's OAuth2 token (535" in said


def test_where_nothing_listens_no_reply_was_tried():
    with pytest.raises(DLoketError, match=r"Nothing listens at 127\.0\.0\.1:1\.") as raised:
        sender("smtp://127.0.0.1:1").send(REPLY)
    assert not isinstance(raised.value, NotSent)


def test_a_server_without_starttls_is_not_used_in_the_clear():
    with SmtpServer() as server, pytest.raises(DLoketError, match="offers no STARTTLS"):
        sender(f"smtp://127.0.0.1:{server.port}", verify=True).send(REPLY)
    assert server.mails == []


def test_a_recipient_who_is_refused_does_not_hold_up_the_next():
    with SmtpServer() as server:
        out = sender(f"smtp://127.0.0.1:{server.port}")
        with pytest.raises(NotSent, match=r"refuses weg@bos\.example: 550 5\.1\.1 no such mailbox\.") as raised:
            out.send(replace(REPLY, recipient="weg@bos.example"))
        assert raised.value.permanent
        out.send(REPLY)
        out.close()
    assert len(server.mails) == 1


@pytest.mark.parametrize("who", ["sender", "recipient"])
def test_letters_beyond_ascii_before_the_at_are_given_up_where_the_server_takes_none(who):
    with SmtpServer() as server:
        out = sender(f"smtp://127.0.0.1:{server.port}")
        with pytest.raises(
            NotSent, match=r"takes no address with letters like é before the @: josé@bos\.example"
        ) as no:
            out.send(replace(REPLY, **{who: "josé@bos.example"}))
        assert no.value.permanent
        out.close()
    assert server.mails == []


@pytest.mark.parametrize("who", ["sender", "recipient"])
def test_letters_beyond_ascii_before_the_at_go_where_the_server_takes_them(who):
    with SmtpServer(smtputf8=True) as server:
        out = sender(f"smtp://127.0.0.1:{server.port}")
        out.send(replace(REPLY, **{who: "josé@bos.example"}))
        out.send(REPLY)  # and plain ones after it
        out.close()
    assert server.mails[0][0] == ["josé@bos.example" if who == "recipient" else "jan@bos.example"]
    assert len(server.mails) == 2


@pytest.mark.parametrize(
    ("domain", "encoded"), [("münchen.example", "xn--mnchen-3ya.example"), ("straße.example", "xn--strae-oqa.example")]
)
def test_a_domain_beyond_ascii_is_encoded(domain, encoded):
    with SmtpServer() as server:
        out = sender(f"smtp://127.0.0.1:{server.port}")
        out.send(replace(REPLY, recipient=f"jan@{domain}", sender=f"sessies@{domain}"))
        out.close()
    assert server.mails[0][0] == [f"jan@{encoded}"]


@pytest.mark.parametrize(
    "address", ["", "jan", "@bos.example", "jan@", "jan@bos.example\r\nDATA", "jan@\u2603\u200d.x"]
)
def test_what_is_no_address_is_given_up_with_a_sentence(address):
    with SmtpServer() as server:
        out = sender(f"smtp://127.0.0.1:{server.port}")
        with pytest.raises(NotSent, match="is not an address that mail can go to") as raised:
            out.send(replace(REPLY, recipient=address))
        out.close()
    assert raised.value.permanent
    assert server.mails == []


@pytest.mark.parametrize(
    ("url", "other", "said"),
    [
        (
            "smtp://{user}@localhost:{port}",
            {"password": "fout"},
            "refuses user 'sessies@buurt.example' or the password",
        ),
        ("smtp://{user}@localhost:{port}", {}, "There is no password for user 'sessies@buurt.example'"),
        ("smtp://{user}@127.0.0.1:{port}", {}, "The certificate of 127.0.0.1:{port} is for another host name."),
        (
            "smtp://{user}@localhost:{port}",
            {"cafile": None},
            "The certificate of localhost:{port} is signed by itself.",
        ),
        ("smtp://localhost:{port}", {}, "localhost:{port} wants a user to log in."),
        ("smtp://bestaat-niet.invalid", {}, "There is no host bestaat-niet.invalid"),
        ("smtps://localhost:{port}", {}, "localhost:{port} does not speak TLS there."),
    ],
)
def test_what_is_wrong_with_the_server_is_one_clear_sentence(own, url, other, said):
    with SmtpServer(login=LOGIN, certificate=own) as server:
        out = sender(url.format(user=USER, port=server.port), verify=True, **{"cafile": own[0], **other})
        with pytest.raises(DLoketError) as raised:
            out.send(REPLY)
        out.close()
    assert said.format(port=server.port) in raised.value.message
    assert raised.value.advice
    assert not isinstance(raised.value, NotSent)


def test_a_certificate_that_has_expired_is_said(tmp_path):
    old = expired_certificate(tmp_path)
    with SmtpServer(certificate=old) as server:
        out = sender(f"smtp://localhost:{server.port}", verify=True, cafile=old[0])
        ((works, said, advice),) = out.probe()
    assert (works, said) == (False, f"The certificate of localhost:{server.port} has expired.")
    assert "renewed" in advice


def test_a_maildir_gets_a_reply_once_however_often_it_is_tried(tmp_path):
    out = sender(f"maildir:{tmp_path}")
    out.send(REPLY)
    out.send(REPLY)
    (file,) = (tmp_path / "new").iterdir()
    assert file.read_bytes() == REPLY.content
