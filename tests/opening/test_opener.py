import pytest

from d_loket.model import Authentication, AutomaticKind, IncomingMail, SegmentKind
from opening.reading import mail, opened


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\nFrom: a@b.example\nSubject: x\n\nIk kom.",
        b"\xef\xbb\xbfFrom: a@b.example\n\nIk kom.",
        b"From: a@b.example\rSubject: x\r\rIk kom.",
        b"Content-Type: text\n\nIk kom.",
        b"Content-Type: text/plain; charset=x-unknown\n\nIk kom, \xe9\xe9n keer.",
        b"Content-Type: multipart/mixed; boundary=nooit\n\nIk kom.\n",
        b'From: "a\nb" <a@b.example>\nSubject: n\x00ul\n\nIk kom.',
        b"Cc: <<>>, ;;@\nTo: =?x?q?=\nDate: geen\n\nIk kom.",
        b"Subject: diep\n" + b"Content-Type: message/rfc822\n\nSubject: x\n" * 200 + b"\nIk kom.",
        b"\xff\xfe\x00niets",
    ],
)
def test_whatever_the_bytes_they_are_opened(content):
    assert isinstance(opened(content), IncomingMail)


@pytest.mark.parametrize(
    "content", [b"Content-Type: text\n\nIk kom.", b"\n\nFrom: a@b.example\n\nIk kom.", b"X: y\r\rIk kom."]
)
def test_damage_does_not_lose_the_body(content):
    assert opened(content).written == "Ik kom."


def test_the_thread_the_signature_and_the_footer_are_not_what_was_written():
    text = (
        "Ik kom naar Ede.\n\nMet vriendelijke groet,\nJan Bos\nwethouder\n\nVerstuurd vanaf mijn iPhone\n\n"
        "Op 3 februari 2031 om 10:12 schreef Griffie <griffie@ede.example>:\n> Wie komt er naar Tiel?\n"
    )
    read = mail(text)
    assert read.written == "Ik kom naar Ede."
    assert "wethouder" in read.signature
    assert "Tiel" in read.text_of(SegmentKind.QUOTED)
    assert "iPhone" in read.text_of(SegmentKind.FOOTER)


def test_an_answer_typed_inside_a_quotation_is_written():
    read = mail("Zie onder.\n\n> Ede 3 maart\n> Tiel 4 maart <-- deze!\n> Gouda 5 maart\n")
    assert "<-- deze!" in read.written
    assert "Gouda" not in read.written


def test_outlooks_head_begins_another_mail():
    head = "Van: Griffie\nVerzonden: maandag 3 februari 2031\nAan: Jan Bos\nOnderwerp: sessies"
    text = f"Graag Ede.\n\n{head}\n\nWie komt naar Tiel?"
    assert mail(text).written == "Graag Ede."


def test_html_alone_is_read_without_what_is_quoted_or_struck():
    html = (
        "<p>Ik kom naar <s>Tiel</s> <b>Ede</b>.</p><div class='gmail_quote'>Op 3 feb schreef X:"
        "<blockquote>Wie komt naar Gouda?</blockquote></div>"
    )
    read = opened(b"From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n" + html.encode())
    assert read.written == "Ik kom naar Ede."


def test_an_empty_plain_part_gives_way_to_the_html():
    content = (
        b"From: a@b.example\nContent-Type: multipart/alternative; boundary=g\n\n--g\nContent-Type: text/plain\n\n"
        b"Dit bericht is opgemaakt in HTML.\n--g\nContent-Type: text/html\n\n<p>Ik kom naar Ede.</p>\n--g--\n"
    )
    assert opened(content).written == "Ik kom naar Ede."


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ("Auto-Submitted: auto-replied; owner=x\n", AutomaticKind.OUT_OF_OFFICE),
        ("List-Unsubscribe: <mailto:uit@x.example>\n", AutomaticKind.LIST),
        ("Precedence: bulk\n", AutomaticKind.LIST),
        ("X-Failed-Recipients: weg@x.example\n", AutomaticKind.BOUNCE),
        ("X-Autoreply: yes\n", AutomaticKind.AUTO),
    ],
)
def test_a_robot_is_known_by_its_headers(headers, kind):
    assert mail("Ik kom naar Ede.", headers).automatic.kind is kind


@pytest.mark.parametrize("headers", ["Auto-Submitted: no\n", "X-Auto-Response-Suppress: All\n", ""])
def test_a_person_is_no_robot(headers):
    assert mail("Ik ben met vakantie geweest en kom graag naar Ede.", headers).automatic is None


def test_who_asks_not_to_be_answered_automatically_is_not():
    assert "X-Auto-Response-Suppress" in mail("Ik kom.", "X-Auto-Response-Suppress: All\n").no_answer
    assert mail("Ik kom.").no_answer == ""


def test_an_out_of_office_without_headers_is_known_by_its_words():
    read = mail("Ik ben afwezig tot 4 april. Bel voor dringende zaken de griffie in Ede.")
    assert read.automatic.kind is AutomaticKind.OUT_OF_OFFICE


@pytest.mark.parametrize(
    ("server", "verdict"),
    [("mx.buurt.example", Authentication.FAIL), ("mx.vreemd.example", Authentication.UNKNOWN)],
)
def test_only_a_trusted_servers_verdict_counts(server, verdict):
    assert mail("Ik kom.", f"Authentication-Results: {server}; spf=pass; dmarc=fail\n").authentication is verdict
