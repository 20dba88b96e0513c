"""Mails that are not as the standards say: nothing raises, and the words are found."""

import base64

import pytest

from opening.reading import opened

OURS = "Ik kom met één collega naar Ede."
FROM = b"From: Jan Bos <jan@bos.example>\nSubject: aanmelding\n"
PLAIN = FROM + b"Content-Type: text/plain; charset=utf-8\n"
BODY = OURS.encode()
HTML = f"<p>{OURS}</p>".encode()


def multipart(*parts: bytes, kind: bytes = b"mixed", declared: bytes = b"grens", end: bytes = b"--grens--\n") -> bytes:
    head = FROM + b"Content-Type: multipart/" + kind + b"; boundary=" + declared + b"\n\n"
    return head + b"".join(b"--grens\n" + part + b"\n" for part in parts) + end


TEXT = b"Content-Type: text/plain; charset=utf-8\n\n" + BODY
EMPTY = b"Content-Type: text/plain; charset=utf-8\n\n   \n"
PAGE = b"Content-Type: text/html; charset=utf-8\n\n" + HTML
GOOD = PLAIN + b"\n" + BODY

BROKEN = {
    "witte regel ervoor": b"\r\n\n" + GOOD,
    "BOM ervoor": b"\xef\xbb\xbf" + GOOD,
    "vreemde eerste regel": b"+OK 812 octets\r\n" + GOOD,
    "vreemde regels en een mbox-regel": b"+OK\r\n812\r\nFrom jan@bos.example Mon Feb  3 2031\r\n" + GOOD,
    "Content-Type: text, met rommel": FROM + b"Content-Type: text\n grens=stad/ede; charset=utf-8\n\n" + BODY,
    "mbox-regel": b"From jan@bos.example Mon Feb  3 10:12:33 2031\n" + GOOD,
    "alleen CR": GOOD.replace(b"\n", b"\r"),
    "CR CR LF": GOOD.replace(b"\n", b"\r\r\n"),
    "UTF-16": GOOD.decode().encode("utf-16"),
    "x-unknown": FROM + b"Content-Type: text/plain; charset=x-unknown\n\n" + BODY,
    "latin-1 dat utf-8 heet": PLAIN + b"\n" + OURS.encode("latin-1"),
    "utf-8 dat latin-1 heet": FROM + b"Content-Type: text/plain; charset=iso-8859-1\n\n" + BODY,
    "us-ascii met accenten": FROM + b"Content-Type: text/plain; charset=us-ascii\n\n" + BODY,
    "UTF-7": FROM + b"Content-Type: text/plain; charset=utf-7\n\n" + OURS.encode("utf-7"),
    "geen charset": FROM + b"Content-Type: text/plain\n\n" + BODY,
    "Content-Type: text": FROM + b"Content-Type: text\n\n" + BODY,
    "Content-Type leeg": FROM + b"Content-Type:\n\n" + BODY,
    "Content-Type onzin": FROM + b'Content-Type: ;;;="\n\n' + BODY,
    "geen Content-Type": FROM + b"\n" + BODY,
    "twee Content-Types": PLAIN + b"Content-Type: text/html\n\n" + BODY,
    "onbekend teksttype": FROM + b"Content-Type: text/x-brief; charset=utf-8\n\n" + BODY,
    "spatie voor de dubbelepunt": b"From : jan@bos.example\nSubject : x\n\n" + BODY,
    "onbekende codering": PLAIN + b"Content-Transfer-Encoding: 8bits;\n\n" + BODY,
    "codering text/html": PLAIN + b"Content-Transfer-Encoding: text/html\n\n" + BODY,
    "geen base64": PLAIN + b"Content-Transfer-Encoding: base64\n\n" + BODY,
    "base64 zonder vulling": PLAIN + b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(BODY).rstrip(b"="),
    "kapotte kopregels": b'To: <<"x, ;@@\nCc: =?x?q?=FF\nDate: 31 foo 99999 25:61\n' + GOOD,
    "nulbyte in het onderwerp": b"Subject: a\x00b\n" + GOOD,
    "eindeloze kopregel": b"X-Lang: " + b"=?utf-8?q?x?= " * 5000 + b"\n" + GOOD,
    "lege tekst naast HTML": multipart(EMPTY, PAGE, kind=b"alternative"),
    "geen laatste grens": multipart(TEXT, end=b""),
    "een grens die niet voorkomt": multipart(TEXT, declared=b"anders"),
    "geen grens genoemd": FROM + b"Content-Type: multipart/mixed\n\n--grens\n" + TEXT + b"\n--grens--\n",
    "multipart zonder delen": FROM + b"Content-Type: multipart/mixed; boundary=grens\n\n" + BODY,
    "alternatief in alternatief": multipart(
        b"Content-Type: multipart/alternative; boundary=in\n\n--in\n" + EMPTY + b"\n--in\n" + PAGE + b"\n--in--\n",
        kind=b"alternative",
    ),
    "HTML zonder tags": FROM + b"Content-Type: text/html; charset=utf-8\n\n" + BODY,
    "tekst die maar een begin is": multipart(
        b"Content-Type: text/plain\n\nWij\n",
        b"Content-Type: text/html; charset=utf-8\n\n<p>" + BODY,
        kind=b"alternative",
    ),
    "tekst naast een bijlage": multipart(TEXT, b"Content-Type: application/pdf; name=x.pdf\n\n%PDF"),
    "tekst met een bestandsnaam": multipart(b"Content-Disposition: inline; filename=brief.txt\n" + TEXT),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_the_words_of_a_broken_mail_are_found(content):
    assert opened(content).written.strip() == OURS


def test_gb2312_that_is_gbk_is_read():
    text = "报名參加會議"  # traditional characters: in GBK, not in GB2312
    content = FROM + b"Content-Type: text/plain; charset=gb2312\n\n" + text.encode("gbk")
    assert opened(content).written == text


def test_a_mail_within_a_mail_is_a_forward_where_nothing_else_is_written():
    inner = b"Content-Type: message/rfc822\n\nFrom: anna@bos.example\nSubject: sessies\n\n" + BODY
    read = opened(multipart(inner))
    assert OURS in "".join(s.text for s in read.segments)
    assert read.written == ""
    assert opened(multipart(TEXT, inner)).written == OURS


@pytest.mark.parametrize("levels", [9, 40, 70, 2000])
def test_the_text_under_parts_within_parts_is_read(levels):
    opening = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(levels))
    assert opened(FROM + opening + TEXT).written.strip() == OURS


def test_html_without_tags_keeps_its_lines():
    read = opened(FROM + b"Content-Type: text/html; charset=utf-8\n\nWij komen &amp; meer.\n\nGroet,\nJan\n")
    assert (read.written, read.signature) == ("Wij komen & meer.", "Groet,\nJan")


def test_three_megabytes_of_parts_within_parts_are_read_and_said_to_be_cut():
    content = BODY
    for level in range(40_000):
        content = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) + content[:100_000]
    content = FROM + content + b"\nx" * 1_500_000
    read = opened(content)
    assert any("genest" in defect for defect in read.defects)
    assert read.sender.address == "jan@bos.example"


def test_what_was_mended_is_said():
    assert any("BOM" in defect for defect in opened(b"\xef\xbb\xbf" + GOOD).defects)
    assert opened(GOOD).defects == ()
