import re
from datetime import UTC, datetime

import pytest

from cli.samples import lines, mail
from d_loket.cli.bench import mail_files, sent_at
from d_loket.cli.sample import SampleMailbox


@pytest.mark.parametrize(
    ("header", "moment"),
    [
        ("Tue, 22 May 2018 09:14:00 +0200", datetime(2018, 5, 22, 7, 14, tzinfo=UTC)),
        ("22 May 2018 09:14 -0000", datetime(2018, 5, 22, 9, 14, tzinfo=UTC)),
        ("gisteren", None),
        ("Tue, 99 May 2018 09:14:00 +9999", None),
        ("", None),
    ],
)
def test_a_mail_was_received_at_its_date(header, moment):
    assert sent_at(f"Subject: x\nDate: {header}\n\nDate: nee\n".encode()) == moment


@pytest.mark.parametrize("content", [b"", b"\x00\xff\n\n", b"Date: \xff\xfe\n\n", b"\n\nDate: x", "Date: ١".encode()])
def test_a_mail_without_a_date_that_can_be_read_has_none(content):
    assert sent_at(content) is None


def test_files_directories_and_maildirs_are_all_mail(tmp_path):
    for name in (
        "los.eml",
        "map/een.eml",
        "map/dieper/twee.eml",
        "map/geen-mail.txt",
        "box/new/1",
        "box/cur/2:2,S",
        "box/tmp/3",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    found = mail_files([tmp_path / "los.eml", tmp_path / "map", tmp_path / "box"])
    assert {str(f.relative_to(tmp_path)) for f in found} == {
        "los.eml", "map/een.eml", "map/dieper/twee.eml", "box/new/1", "box/cur/2:2,S",
    }  # fmt: skip


LONG = """\
Graag meld ik mij aan voor de wijkavond in Gouda. Op een avond met mijn buren verheug ik mij.
Ik kom dus niet naar Hoorn.

Met vriendelijke groet,
Anna Bos

-----Oorspronkelijk bericht-----
Van: Gemeente Voorbeeld
Onderwerp: Wijkavonden

Kom naar Gouda of Hoorn.
Tot ziens.
"""


def shown(d_loket, place, text: str, **how: str) -> str:
    """Return what `read` prints of a mail."""
    (place / "m.eml").write_bytes(mail(text, **how))
    outcome = d_loket("read", place / "m.eml")
    assert outcome.code == 0
    return outcome.out


def test_in_a_pipe_the_marks_are_in_the_text_and_each_says_its_kind(d_loket, place):
    out = shown(d_loket, place, LONG)
    assert "«meld ik mij aan voor»{intent} de wijkavond in «Gouda»{session}." in out
    assert "niet naar»{not intent} «Hoorn»{not session}." in out
    assert "Marks: «words»{kind}, here of kind session, intent; {not kind}: the context speaks against it" in out
    assert "\x1b" not in out


def test_in_a_terminal_the_marks_are_colours(d_loket, place, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = shown(d_loket, place, LONG)
    assert "\x1b[1;32mGouda\x1b[0m" in out
    assert "\x1b[1;9;32mHoorn\x1b[0m" in out, "struck through"
    assert "{session}" not in out
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("FORCE_COLOR")
    assert "«Gouda»{session}" in shown(d_loket, place, LONG)


def test_long_lines_are_not_broken_in_a_pipe(d_loket, place, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    line = "Ik meld mij aan voor de wijkavond in Gouda, en neem voor de zekerheid ook mijn laarzen mee."
    told = shown(d_loket, place, line).replace("»{intent}", "").replace("»{session}", "").replace("«", "")
    assert line in told.splitlines()


def test_what_was_set_aside_is_told_with_its_first_line_and_length(d_loket, place):
    out = shown(d_loket, place, LONG)
    assert "[introduction of a quotation, 3 lines not counted: -----Oorspronkelijk bericht-----]" in out
    assert "[quoted, 2 lines not counted: Kom naar Gouda of Hoorn.]" in out
    assert "Tot ziens." not in out


def test_a_rule_that_fired_comes_with_its_context_and_the_words_that_made_it(d_loket, place):
    out = shown(d_loket, place, LONG)
    assert "  «Hoorn» session=hoorn, denied by «niet» (nl.context.negated) in written, session.hoorn.place" in out
    out = shown(d_loket, place, "Misschien kom ik naar Hoorn.")
    assert "intent=attend, not certain by «Misschien» (nl.context.tentative) in written, nl.intent.attend" in out


def test_what_would_have_changed_the_decision_is_told(d_loket, place):
    out = shown(d_loket, place, LONG).partition("What would have changed it\n")[2]
    assert "  without «Gouda» (session) it would ask which session" in out
    out = shown(d_loket, place, "Misschien kom ik naar Hoorn.").partition("What would have changed it\n")[2]
    assert "if «kom ik naar» (intent) did not count as “not certain” it would register for Hoorn, Thursday 10" in out


def test_where_nothing_that_was_found_decides_that_is_told(d_loket, place):
    out = shown(d_loket, place, "")
    assert "(nothing written)" in out
    assert "nothing that was found decides it" in out


def test_marks_that_overlap_stay_readable(d_loket, place):
    out = shown(d_loket, place, "Mijn voorkeur gaat uit naar Hoorn.")
    assert "«Mijn voorkeur gaat uit naar «Hoorn»{session}»{intent}." in out


def test_what_a_mail_holds_cannot_move_the_terminal(d_loket, place):
    out = shown(
        d_loket, place, "Ik kom\x1b[2J naar Gouda toe. \x1b]0;weg\x07", sender="Bo \x1b[31mKamp <bo@kamp.example>"
    )
    assert "naar «Gouda»{session}" in out
    assert "\x1b" not in out
    assert "\x07" not in out


def test_every_mail_of_the_sample_is_shown_whole(d_loket, place):
    """Whatever overlaps in a mail: without its marks the text is what was written."""
    sample = SampleMailbox()
    for number, told in enumerate(sample.round(0, {})):
        (place / f"{number:02}.eml").write_bytes(told.content)
    readings = lines(d_loket("read", place, "--format", "jsonl").out)
    pages = re.split(r"^\S+\.eml ─+\n", d_loket("read", place).out, flags=re.MULTILINE)[1:]
    assert len(pages) == len(readings) > 40
    for reading, page in zip(readings, pages, strict=True):
        plain = re.sub(r"»\{[a-z +]+\}|«", "", page)
        paragraphs = [p.strip() for p in reading["written"].replace("«", "").split("\n\n")]
        assert [p for p in paragraphs if p not in plain] == []
