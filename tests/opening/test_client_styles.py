"""What mail programs put above the mail that is answered, and what of the whole the writer wrote."""

import pytest

from d_loket.model import SegmentKind
from opening.reading import mail

OURS = "Ik kom graag naar Ede."
THEIRS = "Wie komt er naar Tiel?"

INTRODUCTIONS = {
    "Gmail nl": "Op ma 3 feb 2031 om 10:12 schreef Griffie Ede <griffie@ede.example>:",
    "Gmail nl, gebroken": "Op ma 3 feb 2031 om 10:12 schreef Griffie van de gemeente Ede <\ngriffie@ede.example>:",
    "Gmail nl, voor het adres gebroken": "Op ma 3 feb 2031 om 10:12 schreef Griffie Ede\n<griffie@ede.example>:",
    "Gmail en": "On Mon, Feb 3, 2031 at 10:12 AM Griffie Ede <griffie@ede.example> wrote:",
    "Gmail en, gebroken": "On Mon, Feb 3, 2031 at 10:12 AM Griffie Ede <griffie@ede.example>\nwrote:",
    "Gmail de": "Am Mo., 3. Feb. 2031 um 10:12 Uhr schrieb Griffie Ede <griffie@ede.example>:",
    "Gmail de, achter het jaar gebroken": "Griffie Ede <griffie@ede.example> schrieb am Mo., 3.\nFeb. 2031, 10:12:",
    "Gmail fr": "Le lun. 3 févr. 2031 à 10:12, Griffie Ede <griffie@ede.example> a écrit :",
    "Apple nl": "Op 3 feb. 2031, om 10:12 heeft Griffie Ede <griffie@ede.example> het volgende geschreven:",
    "Apple en": "On 3 Feb 2031, at 10:12, Griffie Ede <griffie@ede.example> wrote:",
    "Apple de": "Am 03.02.2031 um 10:12 schrieb Griffie Ede <griffie@ede.example>:",
    "Apple fr": "Le 3 févr. 2031 à 10:12, Griffie Ede <griffie@ede.example> a écrit :",
    "Thunderbird nl": "Op 03-02-2031 om 10:12 schreef Griffie Ede:",
    "Thunderbird fr": "Le 03/02/2031 à 10:12, Griffie Ede a écrit :",
    "Outlook web nl": "Griffie Ede schreef op 03-02-2031 10:12:",
    "webmail van KPN": "Griffie Ede <griffie@ede.example> schreef op 3 februari 2031 om 10:12:",
    "webmail van Ziggo": "Op 3 februari 2031 om 10:12 schreef Griffie Ede <griffie@ede.example>:",
    "Lotus Notes": "Griffie Ede wrote on 03-02-2031 10:12:33:",
    "Noors": "man. 3. feb. 2031 kl. 10:12 skrev Griffie Ede <griffie@ede.example>:",
    "Hongaars": "Griffie Ede <griffie@ede.example> ezt írta (időpont: 2031. febr. 3., H, 10:12):",
    "alleen datum en adres": "2031-02-03 10:12 GMT+01:00 Griffie Ede <griffie@ede.example>:",
}


@pytest.mark.parametrize("introduction", INTRODUCTIONS.values(), ids=INTRODUCTIONS)
@pytest.mark.parametrize(
    "quoted", [f"> {THEIRS}\n>\n> Groet, griffie", f"{THEIRS}\n\nGroet, griffie"], ids=["> ", "los"]
)
@pytest.mark.parametrize("above", [f"{OURS}\n\n", f"Dag,\n{OURS}\n"], ids=["wit ertussen", "erop aan"])
def test_an_earlier_mail_below_is_not_what_was_written(introduction, quoted, above):
    read = mail(f"{above}{introduction}\n{quoted}\n")
    assert read.written.endswith(OURS)
    assert THEIRS in read.text_of(SegmentKind.QUOTED)
    assert "griffie@" not in read.written


HEADS = {
    "Outlook nl": "Van: Griffie\nVerzonden: maandag 3 februari 2031 10:12\nAan: Jan Bos\nOnderwerp: sessies",
    "Outlook nl, onderstreept": "________________________________\nVan: Griffie <griffie@ede.example>\n"
    "Verzonden: maandag 3 februari 2031 10:12:33\nAan: Jan Bos\nOnderwerp: sessies",
    "Outlook nl, oud": "-----Oorspronkelijk bericht-----\nVan: Griffie [mailto:griffie@ede.example]\n"
    "Verzonden: maandag 3 februari 2031 10:12\nAan: Jan Bos\nOnderwerp: sessies",
    "Outlook nl, vet": "*Van:* Griffie [mailto:griffie@ede.example]\n*Verzonden:* maandag 3 februari 2031 10:12\n"
    "*Aan:* Jan Bos\n*Onderwerp:* sessies",
    "Outlook en": "From: Griffie\nSent: Monday, February 3, 2031 10:12 AM\nTo: Jan Bos\nSubject: sessies",
    "Outlook de": "Von: Griffie\nGesendet: Montag, 3. Februar 2031 10:12\nAn: Jan Bos\nBetreff: sessies",
    "Outlook fr": "De : Griffie\nEnvoyé : lundi 3 février 2031 10:12\nÀ : Jan Bos\nObjet : sessies",
    "Outlook sv": "Från: Griffie\nSkickat: den 3 februari 2031 10:12\nTill: Jan Bos\nÄmne: sessies",
    "Samsung nl": "-------- Oorspronkelijk bericht --------\nVan: Griffie <griffie@ede.example>\n"
    "Datum: 03-02-2031 10:12 (GMT+01:00)\nAan: Jan Bos <jan@bos.example>\nOnderwerp: sessies",
    "Samsung fr": "-------- Message d'origine --------\nDe : Griffie <griffie@ede.example>\n"
    "Date : 03/02/2031 10:12 (GMT+01:00)\nÀ : jan@bos.example Objet : sessies",
    "Lotus Notes": "Van:        Griffie/Ede/NL\nAan:        jan@bos.example\nDatum:        03-02-2031 10:12\n"
    "Onderwerp:        sessies",
    "webmail met streepjes": '----- Origineel bericht -----\nVan: "Griffie" <griffie@ede.example>\n'
    "Aan: jan@bos.example\nVerzonden: maandag 3 februari 2031 10:12:33\nOnderwerp: sessies",
    "op één regel": "Van: Griffie <griffie@ede.example> Verzonden: maandag 3 februari 2031 10:12 Aan: Jan Bos "
    "Onderwerp: sessies",
    "op één regel, kort": "From: griffie@ede.example Date: Mon, 3 Feb 2031 10:12:33 +0100",
    "op één regel, en": "Date: Mon, 3 Feb 2031 10:12:33 +0100 From: griffie@ede.example To: Bos, Jan Subject: sessies",
    "Lotus Notes, in kolommen": '             "Griffie"\n             <griffie@ede.e\n'
    "             xample>                                             Aan\n"
    "                                   jan@bos.example\n"
    "             03-02-2031 10:12                                     cc\n\n"
    "                                                           Onderwerp\n"
    "                                   sessies",
    "GroupWise, dag voluit": '>>> "Griffie" <griffie@ede.example> maandag 3 februari 2031 10:12 >>>',
    "Sony": "---- Griffie schreef ----",
    "Outlook nl, afspraak": "-----Oorspronkelijke afspraak-----\nVan: Griffie\n"
    "Verzonden: maandag 3 februari 2031 10:12\nAan: Jan Bos\nOnderwerp: sessies",
    "Outlook ru": "От: Griffie\nОтправлено: понедельник, 3 февраля 2031 г. 10:12\nКому: Jan Bos\nТема: sessies",
    "Zoho": "---- On Mon, 03 Feb 2031 10:12:33 +0100 griffie@ede.example wrote ----",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("between", ["\n\n", "\n"], ids=["wit ertussen", "erop aan"])
def test_all_below_a_head_is_another_mail(head, between):
    read = mail(f"{OURS}{between}{head}\n\n{THEIRS}\n\nGroet, griffie\n")
    assert read.written == OURS
    assert THEIRS in read.text_of(SegmentKind.QUOTED)


def test_the_last_line_above_an_introduction_is_the_writers():
    text = f"{OURS}\nJan\nOp 3 februari 2031 om 10:12 schreef Griffie <griffie@ede.example>:\n> {THEIRS}\n"
    assert "Jan" in mail(text).signature
    assert mail(text).written == OURS


def test_an_introduction_behind_the_writers_words_on_one_line_is_split_off():
    text = f"{OURS} Op 3 februari 2031 om 10:12 schreef Griffie <griffie@ede.example>:\n> {THEIRS}\n"
    assert mail(text).written == OURS


@pytest.mark.parametrize(
    "text",
    [
        "Graag inschrijven voor 14-06 (jan@bos.example, 13:30):\n\nJan Bos\nAnna Bos",
        "Wij komen met z'n tweeën op 14 juni:\nJan Bos\nAnna Bos",
        "Van: Jan Bos\nAan: de griffie\nBetreft: aanmelding Ede",
        "Naam: Jan Bos\nE-mail: jan@bos.example\nTelefoon: 0318 123 456\nTijd: 13:30",
        "Op 14 juni om 13:30 kom ik naar Ede:\ndat heb ik al gezegd",
        "Ik schreef op 3 februari het volgende:\n\nik kom naar Ede",
        "Naam: Jan Bos Plaats: Ede Aantal: 2",
        "Mijn zus schreef:\n\nik kom naar Ede",
        "Programma\n\n          13:30          inloop\n          14:00          aanvang",
    ],
)
def test_what_looks_like_a_head_and_is_the_writers_own_stays_written(text):
    read = mail(text)
    told = read.written + "\n" + read.signature
    assert all(line in told for line in text.splitlines())
    assert not read.text_of(SegmentKind.QUOTED)


def test_a_forward_behind_quote_marks_ends_where_they_end():
    forward = f"> Van: Griffie\n> Datum: 3 februari 2031\n>\n> {THEIRS}\n"
    text = f"Zie hieronder.\n\nBegin doorgestuurd bericht:\n\n{forward}\n{OURS}\n"
    read = mail(text)
    assert read.written.split("\n\n") == ["Zie hieronder.", OURS]
    assert THEIRS in read.text_of(SegmentKind.FORWARDED)


def test_a_forward_with_a_head_goes_on_to_the_end():
    forward = f"---- Doorgestuurd bericht ----\nVan: Kees\nDatum: 3 februari 2031\n\n> {THEIRS}\n\n{OURS}\n"
    text = f"Zie hieronder.\n\n{forward}"
    assert mail(text).written == "Zie hieronder."


def test_an_address_broken_before_its_bracket_is_no_quotation():
    text = f"{OURS}\n\nOp 3 feb 2031 om 10:12 schreef Griffie <griffie@ede.example\n>:\n\n> {THEIRS}\n"
    assert mail(text).written == OURS


def test_answers_between_quoted_lines_are_written():
    text = f"> {THEIRS}\nIk niet.\n> En naar Ede?\nJa, met Anna.\n> Wanneer?\n> 14 juni <-- deze\n"
    assert mail(text).written.split() == "Ik niet. Ja, met Anna. <-- deze".split()


def test_the_tail_of_a_web_address_broken_in_a_quotation_is_no_answer():
    text = f"{OURS}\n\n> zie https://ede.example/sessies?dag=14\n&plek=3\n> {THEIRS}\n"
    assert mail(text).written == OURS


def test_an_answer_of_one_word_between_quoted_lines_is_written():
    text = f"> zie https://ede.example/sessies.\nEde\n> {THEIRS}\nTiel\n"
    assert mail(text).written.split() == ["Ede", "Tiel"]


def test_what_stands_below_the_other_mail_and_nothing_above_it_is_written():
    head = "Van: Griffie\nVerzonden: maandag 3 februari 2031 10:12\nAan: Jan Bos\nOnderwerp: sessies"
    read = mail(f"{head}\n\n> {THEIRS}\n\n{OURS}\n")
    assert read.written.strip() == OURS
    assert THEIRS in read.text_of(SegmentKind.QUOTED)
