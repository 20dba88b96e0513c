import pytest

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


def test_where_nothing_listens_no_reply_was_tried():
    with pytest.raises(DLoketError, match=r"Nothing listens at 127\.0\.0\.1:1\.") as raised:
        sender("smtp://127.0.0.1:1").send(REPLY)
    assert not isinstance(raised.value, NotSent)


def test_a_server_without_starttls_is_not_used_in_the_clear():
    with SmtpServer() as server:
        out = open_sender(f"smtp://127.0.0.1:{server.port}", password=None, verify=True, cafile=None)
        with pytest.raises(DLoketError, match="offers no STARTTLS"):
            out.send(REPLY)
    assert server.mails == []


def test_a_maildir_gets_a_reply_once_however_often_it_is_tried(tmp_path):
    out = sender(f"maildir:{tmp_path}")
    out.send(REPLY)
    out.send(REPLY)
    (file,) = (tmp_path / "new").iterdir()
    assert file.read_bytes() == REPLY.content
