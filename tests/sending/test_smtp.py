from dataclasses import replace

import pytest

from d_loket.model import NotSent, Reply, ReplyKind
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


def sender(url):
    return open_sender(url, password=None, verify=False, cafile=None)


def test_a_reply_arrives_as_it_was_made():
    with SmtpServer() as server:
        out = sender(f"smtp://127.0.0.1:{server.port}")
        out.send(REPLY)
        out.close()
    ((recipients, message),) = server.mails
    assert recipients == ["jan@bos.example"]
    assert message["Message-ID"] == "<1@buurt.example>"


def test_where_nothing_listens_it_may_be_tried_again():
    with pytest.raises(NotSent, match="Nothing listens") as raised:
        sender("smtp://127.0.0.1:1").send(REPLY)
    assert not raised.value.permanent


def test_a_server_without_starttls_is_not_used_in_the_clear():
    with SmtpServer() as server:
        out = open_sender(f"smtp://127.0.0.1:{server.port}", password=None, verify=True, cafile=None)
        with pytest.raises(NotSent):
            out.send(REPLY)
    assert server.mails == []


def test_a_maildir_gets_a_reply_once_however_often_it_is_tried(tmp_path):
    out = sender(f"maildir:{tmp_path}")
    out.send(REPLY)
    out.send(REPLY)
    (file,) = (tmp_path / "new").iterdir()
    assert file.read_bytes() == REPLY.content


def test_an_address_that_the_server_cannot_take_is_refused_for_good():
    with SmtpServer() as server:
        out = sender(f"smtp://127.0.0.1:{server.port}")
        with pytest.raises(NotSent, match="before the @") as raised:
            out.send(replace(REPLY, recipient="josé@bos.example"))
        assert raised.value.permanent
        out.send(REPLY)
        out.close()
    assert len(server.mails) == 1


def test_a_server_that_takes_any_letters_gets_them():
    with SmtpServer(smtputf8=True) as server:
        out = sender(f"smtp://127.0.0.1:{server.port}")
        out.send(replace(REPLY, recipient="josé@bos.example"))
        out.close()
    assert server.mails[0][0] == ["josé@bos.example"]


def test_a_domain_beyond_ascii_is_written_as_mail_servers_know_it():
    with SmtpServer() as server:
        out = sender(f"smtp://127.0.0.1:{server.port}")
        out.send(replace(REPLY, recipient="jan@knäckebröd.example"))
        out.close()
    assert server.mails[0][0] == ["jan@xn--knckebrd-1za9p.example"]
