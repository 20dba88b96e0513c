"""Who gets a reply, and what mail programs and robots read in it."""

from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answering.samples import EVENT, NOW, mail, register
from d_loket.answering import Answerer
from d_loket.answering.building import bare_subject
from d_loket.bootstrap import Application
from d_loket.model import Address, Automatic, AutomaticKind, Ignore, Situation
from d_loket.settings import load


def test_a_reply_is_a_reply_to_its_mail(desk):
    message = desk.message(register(), mail(references=("<eerder@wijk.example>",)))
    assert message["From"] == "Bureau Buurtkracht <loket@buurtkracht.example>"
    assert message["To"] == "noor@wijk.example"
    assert message["Message-ID"] == desk.ids.new(7)
    assert message["In-Reply-To"] == "<vraag.1@wijk.example>"
    assert message["References"].split() == ["<eerder@wijk.example>", "<vraag.1@wijk.example>"]
    assert message["Date"].datetime == NOW
    assert message["Date"].datetime.utcoffset() == timedelta(hours=1)
    assert message["Content-Language"] == "nl"


def test_robots_are_told_not_to_answer(desk):
    message = desk.message(register())
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Precedence"] is None


@pytest.mark.parametrize(
    "to",
    [
        mail(no_answer="X-Auto-Response-Suppress: All"),
        mail(automatic=Automatic(AutomaticKind.LIST, "List-Id")),
        mail(sender=Address("")),
        mail(sender=Address("geen adres")),
        mail(sender=Address("noor@wijk.example\r\nBcc: iedereen@wijk.example")),
        mail(sender=Address("jürgen@wijk.example")),
        mail(sender=Address(f"noor@{'x' * 300}.example")),
    ],
)
def test_nothing_is_sent_where_nothing_may_or_can_go(desk, to):
    assert desk.reply(register(), to) is None


def test_nobody_waits_for_an_answer_to_what_is_ignored(desk):
    assert desk.reply(Ignore(reasons=("Een bedankje.",))) is None


def test_a_reply_goes_to_the_sender_wherever_reply_to_points(desk):
    message = desk.message(register(), mail(reply_to=(Address("elders@anders.example"),)))
    assert message["To"] == "noor@wijk.example"


def test_an_international_domain_is_mailed_by_its_ascii_name(desk):
    assert desk.message(register(), mail(sender=Address("noor@café.example")))["To"] == "noor@xn--caf-dma.example"


@pytest.mark.parametrize(
    ("subject", "answered"),
    [
        ("Aanmelding", "Re: Aanmelding"),
        ("RE: Antw: re[2]: FW: Aanmelding", "Re: Aanmelding"),
        ("", "Uw aanmelding"),
        ("Re: ", "Uw aanmelding"),
        ("Regen in Tiel", "Re: Regen in Tiel"),
        ("Wij komen\r\nBcc: iedereen@wijk.example", "Re: Wij komen Bcc: iedereen@wijk.example"),
        ("café én thee \x00\u202eegnuk\ud800", "Re: café én thee egnuk"),
    ],
)
def test_the_subject_is_that_of_the_mail(desk, subject, answered):
    message = desk.message(register(), mail(subject=subject))
    assert message["Subject"] == answered
    assert message["Bcc"] is None


@given(st.text(max_size=400))
@settings(max_examples=200)
def test_any_subject_gives_one_line(subject):
    bare = bare_subject(subject)
    assert len(bare) <= 200
    assert bare.splitlines() in ([], [bare])


def test_the_thread_stays_short_however_long_it_gets(desk):
    long = tuple(f"<{n}.{'x' * 500}@wijk.example>" for n in range(50))
    references = desk.message(register(), mail(references=long))["References"].split()
    assert references[0] == long[0]
    assert references[-1] == "<vraag.1@wijk.example>"
    assert sum(map(len, references)) <= 8_000


def test_a_thread_is_known_by_in_reply_to_alone(desk):
    message = desk.message(register(), mail(in_reply_to=("<onze@buurtkracht.example>",)))
    assert message["References"].split() == ["<onze@buurtkracht.example>", "<vraag.1@wijk.example>"]


@pytest.mark.parametrize("message_id", ["", "zonder haken", "<nïet@wijk.example>"])
def test_a_mail_without_a_usable_id_is_answered_all_the_same(desk, message_id):
    message = desk.message(register(), mail(message_id=message_id))
    assert message["In-Reply-To"] is None
    assert "ingeschreven" in message.get_body(("plain",)).get_content()


def test_the_same_reply_has_the_same_bytes(desk):
    assert desk.reply(register()) == desk.reply(register())


def test_lines_are_as_short_as_mail_servers_want_and_end_in_crlf(desk):
    decision = register(evidence=())
    long = mail("Graag. " * 100, subject="é" * 300, references=tuple(f"<{n}@wijk.example>" for n in range(30)))
    reply = desk.reply(decision, long)
    assert reply is not None
    lines = reply.content.split(b"\r\n")
    assert max(map(len, lines)) <= 78
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert reply.content.isascii()


def test_both_parts_are_quoted_printable_utf_8(desk):
    message = desk.message(register())
    assert message.get_content_type() == "multipart/alternative"
    parts = list(message.iter_parts())
    assert [p.get_content_type() for p in parts] == ["text/plain", "text/html"]
    assert {p["Content-Transfer-Encoding"] for p in parts} == {"quoted-printable"}
    assert {p.get_content_charset() for p in parts} == {"utf-8"}


@pytest.mark.parametrize("name", ["Café „De Brug”", 'Bureau "Kracht", afd. 3', "Ø" * 60])
def test_the_name_before_the_mailbox_reads_as_it_was_set(desk, name):
    answerer = Answerer(Application(load()).templates("mail"), sender_name=name)
    reply = answerer.answer(register(), mail(), EVENT, Situation(now=NOW), desk.ids.new(7))
    assert reply is not None
    shown, address = parseaddr(message_from_bytes(reply.content)["From"])
    assert (str(make_header(decode_header(shown))), address) == (name, "loket@buurtkracht.example")
