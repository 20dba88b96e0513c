"""What the HTML of mail programs says of who wrote what."""

import pytest

from d_loket.model import SegmentKind
from opening.reading import html, opened

OURS = "Ik kom graag naar Ede."
THEIRS = "Wie komt er naar Tiel?"
WROTE = "Op 3 feb 2031 om 10:12 schreef Griffie &lt;griffie@ede.example&gt;:"
HEAD = (
    "<b>Van:</b> Griffie<br><b>Verzonden:</b> maandag 3 februari 2031 10:12<br><b>Aan:</b> Jan<br><b>Onderwerp:</b> x"
)

PAGES = {
    "Gmail": f"<div dir=ltr>{OURS}</div><br><div class=gmail_quote><div class=gmail_attr>{WROTE}<br></div>"
    f"<blockquote class=gmail_quote>{THEIRS}</blockquote></div>",
    "Apple Mail": f"<html><body>{OURS}<br><div><blockquote type=cite><div>{WROTE}</div><br>{THEIRS}</blockquote></div>",
    "Thunderbird": f"<p>{OURS}</p><div class=moz-cite-prefix>{WROTE}<br></div>"
    f"<blockquote type=cite>{THEIRS}</blockquote>",
    "Outlook web": f"<div>{OURS}</div><div id=appendonsend></div><hr><div id=divRplyFwdMsg>{HEAD}</div>"
    f"<div>{THEIRS}</div>",
    "Outlook": f"<p class=MsoNormal>{OURS}</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt'>"
    f"<p class=MsoNormal>{HEAD}</p></div></div><p class=MsoNormal>{THEIRS}</p>",
    "Outlook mobiel": f"<div>{OURS}</div><div id=ms-outlook-mobile-signature>Outlook voor iOS downloaden</div>"
    f"<hr><div id=divRplyFwdMsg>{HEAD}</div>{THEIRS}",
    "Yahoo": f"<div>{OURS}</div><div class=yahoo_quoted><div>{WROTE}</div><div>{THEIRS}</div></div>",
    "Proton": f"<div>{OURS}</div><div class=protonmail_quote>{WROTE}<br><blockquote>{THEIRS}</blockquote></div>",
    "Samsung": f"<div>{OURS}</div><div>-------- Oorspronkelijk bericht --------</div><div>{HEAD}</div>"
    f"<div>{THEIRS}</div>",
    "zonder structuur": f"{OURS}<br><br>{WROTE}<br><br>{THEIRS}",
    "erop aan": f"<div>{OURS}</div><div>{WROTE}</div><blockquote>{THEIRS}</blockquote>",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_an_earlier_mail_in_html_is_not_what_was_written(page):
    read = html(page)
    assert read.written == OURS
    assert THEIRS in read.text_of(SegmentKind.QUOTED)


def test_answers_within_a_blockquote_that_is_closed_for_them_are_written():
    page = (
        f"<blockquote>Vraag een?</blockquote><div>{OURS}</div><blockquote>Vraag twee?</blockquote><div>Met Anna.</div>"
    )
    assert html(page).written.split("\n\n") == [OURS, "Met Anna."]


def test_a_table_of_people_stays_a_table():
    read = html("<p>Ik meld aan:</p><table><tr><td>Anna Bos</td><td>raadslid</td></tr></table>")
    assert "Anna Bos | raadslid" in read.written


@pytest.mark.parametrize("style", ["display:none", "mso-hide:all", "font-size:0px", "visibility: hidden"])
def test_what_nobody_sees_is_not_written(style):
    assert html(f"<div style='{style}'>Meld mij af.</div><p>{OURS}</p>").written == OURS


def test_elements_within_elements_without_end_are_read_all_the_same():
    assert OURS in html("<div>" * 20_000 + OURS).written


def test_html_that_calls_itself_plain_text_is_read_as_html():
    content = f"From: a@b.example\nContent-Type: text/plain\n\n<html><body><p>{OURS}</p></body></html>"
    assert opened(content.encode()).written == OURS


def test_of_two_alternatives_html_is_taken_for_its_structure():
    plain = f"{OURS}\n\n{THEIRS}\n"
    content = (
        "From: a@b.example\nContent-Type: multipart/alternative; boundary=g\n\n"
        f"--g\nContent-Type: text/plain\n\n{plain}\n--g\nContent-Type: text/html\n\n"
        f"<p>{OURS}</p><blockquote type=cite>{THEIRS}</blockquote>\n--g--\n"
    )
    assert opened(content.encode()).written == OURS


INDENT = "<blockquote style='margin-top:0;margin-bottom:0'>"


@pytest.mark.parametrize("opening", ["<blockquote>", "<blockquote dir=ltr>", INDENT], ids=["kaal", "richting", "marge"])
@pytest.mark.parametrize("words", ["Ede", "Ede: Jan Bos<br>Tiel: Anna Bos"], ids=["woord", "lijst"])
def test_what_the_writer_indents_is_written(opening, words):
    told = html(f"<p>Wij kiezen:</p>{opening}{words}</blockquote><p>Tot dan.</p>").written
    assert told.split() == f"Wij kiezen: {words.replace('<br>', ' ')} Tot dan.".split()


QUOTING = {
    "ingeleid": f"<p>{OURS}</p><p>{WROTE}</p><blockquote>{THEIRS}</blockquote>",
    "niet ingeleid": f"<p>{OURS}</p><blockquote>{THEIRS}</blockquote>",
    "met een kop": f"<p>{OURS}</p>{INDENT}{HEAD}<p>{THEIRS}</p></blockquote>",
    "met een inleiding": f"<p>{OURS}</p>{INDENT}{WROTE}<p>{THEIRS}</p></blockquote>",
    "met een lijn ernaast": f"<p>{OURS}</p><blockquote style='border-left:2px solid;margin:0'>{THEIRS}</blockquote>",
    "na een ander": f"<p>{WROTE}</p><blockquote type=cite>Dag.</blockquote><p>{OURS}</p>{INDENT}{THEIRS}</blockquote>",
}


@pytest.mark.parametrize("page", QUOTING.values(), ids=QUOTING)
def test_a_blockquote_of_another_mail_is_quoted(page):
    read = html(page)
    assert read.written.strip() == OURS
    assert THEIRS in read.text_of(SegmentKind.QUOTED)
