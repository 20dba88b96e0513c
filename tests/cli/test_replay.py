"""A changed rulebook over the mail that came in, as an admin tries it."""

import mailbox
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import MetaData, create_engine, text

from cli.samples import EVENT, deliver, lines, mail
from d_loket.bootstrap import build
from d_loket.model import Session
from d_loket.resources import shipped
from d_loket.rulebook import write_event
from d_loket.settings import Settings

COFFEE = "De koffie mag klaar staan in Gouda, want de agenda is leeg die avond en alles past precies."
RULE = """\
kind: intent
rules:
  - id: nl.intent.register.koffie
    about: Iemand wil koffie.
    value: register
    patterns: ["koffie mag klaar staan"]
    examples: ["De koffie mag klaar staan"]
"""


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """Four mails that were decided: one registers, one is not understood, one asks, one answers our question."""
    home = tmp_path_factory.mktemp("geschiedenis")
    (home / "regels/events").mkdir(parents=True)
    write_event(EVENT, home / "regels/events/wijkavonden-2031.yaml")
    mailbox.Maildir(home / "in", create=True)
    settings = Settings(
        data_dir=home,
        database_url=f"sqlite:///{home}/d.db",
        inbox=f"maildir:{home}/in",
        outbox=f"maildir:{home}/uit",
        rules=home / "regels",
        now="2031-03-10T12:00:00+00:00",
    )
    app = build(settings).ready()
    deliver(home, mail())
    deliver(home, mail(COFFEE, 2, "Bo Kamp <bo@kamp.example>"))
    deliver(home, mail("Ik kom graag, samen met mijn zus Ans Vos.", 3, "Cor Vos <cor@vos.example>"))
    run(app)
    [question] = [m for m in mailbox.Maildir(home / "uit") if "cor@vos.example" in m["To"]]
    answer = mail("Doe maar Hoorn.", 4, "Cor Vos <cor@vos.example>")
    deliver(home, f"In-Reply-To: {question['Message-ID']}\n".encode() + answer)
    run(app)
    app.database.close()
    return home


def run(app) -> None:
    with app.mailbox() as inbox, app.sender() as sender:
        app.journey.run(inbox, sender)


@pytest.fixture
def filled(history, place):
    """A place of the test's own with that history."""
    shutil.copytree(history, place, dirs_exist_ok=True)
    return place


def changed(place: Path, name: str = "nieuw") -> Path:
    """Return a rules directory that is a copy of the one in use, with the language rules that that uses."""
    directory = place / name
    shutil.copytree(shipped("rules"), directory, ignore=shutil.ignore_patterns("events"))
    shutil.copytree(place / "regels/events", directory / "events")
    return directory


def everything(place: Path) -> dict[str, object]:
    """Return all that is in the database, the inbox and the outbox."""
    engine = create_engine(f"sqlite:///{place}/d.db")
    metadata = MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        tables = {t.name: connection.execute(t.select()).all() for t in metadata.sorted_tables}
    engine.dispose()
    boxes = {str(f): f.read_bytes() for box in ("in", "uit") for f in sorted((place / box).rglob("*")) if f.is_file()}
    assert len(tables["decision"]) >= 1
    assert boxes
    return {**tables, **boxes}


def actions(d_loket) -> dict[str, str]:
    return {m["message_id"][1:3]: m["action"] for m in lines(d_loket("messages", "--format", "jsonl").out)}


def test_a_copy_that_was_not_changed_gives_no_differences(d_loket, filled):
    assert actions(d_loket) == {"m1": "register", "m2": "review", "m3": "clarify", "m4": "register"}
    outcome = d_loket("rules", "replay", "--rules", changed(filled))
    assert (outcome.code, outcome.out) == (0, "4 mails read again; no decision would differ.\n")
    assert "4/4" in outcome.err
    assert "Compared with the rules in use." in outcome.err


def test_the_rules_in_use_decide_as_was_recorded(d_loket, filled):
    outcome = d_loket("rules", "replay")
    assert (outcome.code, outcome.out) == (0, "4 mails read again; no decision would differ.\n")
    assert "Compared with what was recorded." in outcome.err


def test_a_rule_more_shows_the_decision_that_turns_old_beside_new(d_loket, filled):
    rules = changed(filled)
    (rules / "nl/koffie.yaml").write_text(RULE)
    before = everything(filled)
    outcome = d_loket("rules", "replay", "--rules", rules)
    assert outcome.code == 0
    told = outcome.out.splitlines()
    assert told[0] == "mail 2 · 2031-03-10 10:00 · Bo Kamp <bo@kamp.example> · wijkavond"
    assert told[1] == "  review → register"
    assert "  -   because Het is niet duidelijk wat de afzender wil." in told
    assert "  +   Bo Kamp (role not stated): Gouda, Thursday 3 April 2031" in told
    assert "  +   because Schrijft: „koffie mag klaar staan”." in told
    evidence = "De «koffie mag klaar staan» in Gouda, want de agenda is l (nl.intent.register.koffie)"
    assert f"  + evidence intent=register in written: {evidence}" in told
    assert told[-1] == "4 mails read again; 1 decision would differ (1 review → register)."
    assert everything(filled) == before, "nothing was changed or sent"


def test_rules_that_were_changed_where_they_are_in_use_are_compared_with_what_was_recorded(
    d_loket, filled, monkeypatch
):
    rules = changed(filled)
    (rules / "nl/koffie.yaml").write_text(RULE)
    monkeypatch.setenv("D_LOKET_RULES", str(rules))
    for arguments in ((), ("--rules", rules)):
        outcome = d_loket("rules", "replay", *arguments)
        assert "1 decision would differ (1 review → register)" in outcome.out
        assert "Compared with what was recorded." in outcome.err


def test_differences_as_json_lines_hold_both_decisions(d_loket, filled):
    rules = changed(filled)
    (rules / "nl/koffie.yaml").write_text(RULE)
    outcome = d_loket("rules", "replay", "--rules", rules, "--format", "jsonl")
    [one] = lines(outcome.out)
    assert (one["mail"], one["sender"], one["event"]) == (2, "bo@kamp.example", "wijkavonden-2031")
    assert (one["old"]["action"], one["new"]["action"]) == ("review", "register")
    assert one["new"]["sessions"] == ["gouda"]
    assert "1 decision would differ" in outcome.err


def test_the_answer_to_our_question_is_decided_as_that_answer(d_loket, filled):
    """What was asked, and who was named before, counts as it did: only the sessions' names differ."""
    rules = changed(filled)
    file = rules / "events/wijkavonden-2031.yaml"
    file.write_text(file.read_text().replace("id: hoorn", "id: hoorn-aan-zee"))
    found = lines(d_loket("rules", "replay", "--rules", rules, "--format", "jsonl").out)
    turned = {one["mail"]: (one["old"]["sessions"], one["new"]["sessions"]) for one in found}
    assert turned[4] == (["hoorn"], ["hoorn-aan-zee"])
    [answer] = [one for one in found if one["mail"] == 4]
    assert [a["name"] for a in answer["new"]["attendees"]] == ["Cor Vos", "Ans Vos"]


def test_only_mail_since_a_day_is_read(d_loket, filled):
    rules = changed(filled)
    (rules / "nl/koffie.yaml").write_text(RULE)
    late = d_loket("rules", "replay", "--rules", rules, "--since", "2031-03-11").out
    assert late == "0 mails read again; no decision would differ; 4 left out as earlier.\n"
    assert "1 decision would differ" in d_loket("rules", "replay", "--rules", rules, "--since", "2031-03-10").out
    assert d_loket("rules", "replay", "--since", "gisteren").code == 2


def test_a_mistake_in_the_changed_rules_is_named_with_file_and_line(d_loket, filled):
    rules = changed(filled)
    (rules / "nl/koffie.yaml").write_text(RULE.replace("value: register", "waarde: register"))
    outcome = d_loket("rules", "replay", "--rules", rules)
    assert (outcome.code, outcome.out) == (1, "")
    assert f"{rules}/nl/koffie.yaml:5: " in outcome.err
    file = rules / "events/wijkavonden-2031.yaml"
    (rules / "nl/koffie.yaml").unlink()
    file.write_text(file.read_text().replace("mailbox:", "malbox:"))
    outcome = d_loket("rules", "replay", "--rules", rules)
    assert outcome.code == 1
    assert f"{file}:" in outcome.err


def test_a_directory_that_is_not_there_is_said(d_loket, filled):
    outcome = d_loket("rules", "replay", "--rules", filled / "nergens")
    assert outcome.code == 1
    assert "There is no directory" in outcome.err


def test_without_a_database_one_sentence_says_so_and_none_is_made(d_loket, place):
    outcome = d_loket("rules", "replay")
    assert outcome.code == 1
    assert "d-loket db upgrade" in outcome.err
    assert not (place / "d.db").exists()


def test_a_database_without_mail_is_looked_at_without_making_a_key(d_loket, place):
    d_loket("db", "upgrade")
    assert d_loket("rules", "replay").out == "0 mails read again; no decision would differ.\n"
    engine = create_engine(f"sqlite:///{place}/d.db")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM secret")).scalar() == 0
    engine.dispose()


def test_a_mail_that_cannot_be_read_is_listed_and_the_others_are_read(d_loket, filled):
    engine = create_engine(f"sqlite:///{filled}/d.db")
    with engine.begin() as connection:
        connection.execute(text("UPDATE mail SET raw = NULL WHERE id = 1"))
    engine.dispose()
    rules = changed(filled)
    (rules / "nl/koffie.yaml").write_text(RULE)
    outcome = d_loket("rules", "replay", "--rules", rules)
    assert outcome.code == 0
    assert "mail 1 · 2031-03-10 10:00 · Anna Bos <anna@bos.example> · wijkavond" in outcome.out
    assert "  not read: its bytes were erased" in outcome.out
    assert outcome.out.endswith("3 mails read again; 1 decision would differ (1 review → register); 1 not read.\n")
    found = lines(d_loket("rules", "replay", "--rules", rules, "--format", "jsonl").out)
    assert ["error" in one for one in found] == [False, True]


def test_a_mail_stays_with_the_event_it_was_about(d_loket, filled):
    """A later event with the same mailbox takes new mail; what came before was not about it."""
    later = replace(
        EVENT,
        id="zomeravonden-2031",
        published=EVENT.published.replace(day=9),
        sessions=(Session(id="delft", place="Delft", date=EVENT.sessions[0].date),),
    )
    write_event(later, filled / "regels/events/zomeravonden-2031.yaml")
    assert "no decision would differ" in d_loket("rules", "replay").out
    deliver(filled, mail("Ik meld mij aan voor Delft.", 5, "Dirk Mol <dirk@mol.example>"))
    d_loket("run", "--once")
    assert actions(d_loket)["m5"] == "register"
    rules = changed(filled)
    (rules / "nl/koffie.yaml").write_text(RULE)
    outcome = d_loket("rules", "replay", "--rules", rules)
    assert "5 mails read again; 1 decision would differ (1 review → register)." in outcome.out


def test_an_event_that_the_changed_directory_lacks_is_taken_as_it_is(d_loket, filled):
    rules = changed(filled)
    shutil.rmtree(rules / "events")
    assert "4 mails read again; no decision would differ." in d_loket("rules", "replay", "--rules", rules).out


def test_a_mail_whose_event_is_gone_is_listed(d_loket, filled):
    renamed = replace(EVENT, id="anders-2031")
    (filled / "regels/events/wijkavonden-2031.yaml").unlink()
    write_event(renamed, filled / "regels/events/anders-2031.yaml")
    outcome = d_loket("rules", "replay")
    assert outcome.code == 0
    assert outcome.out.count("not read: its event wijkavonden-2031 is no longer there") == 4


def test_what_a_mail_holds_cannot_move_the_terminal(d_loket, place):
    deliver(place, mail(COFFEE + " \x1b[2J\x1b]0;weg\x07", 2, "Bo \x1b[31mKamp <bo@kamp.example>"))
    d_loket("run", "--once")
    rules = changed(place)
    (rules / "nl/koffie.yaml").write_text(RULE)
    outcome = d_loket("rules", "replay", "--rules", rules)
    assert "1 decision would differ" in outcome.out
    assert "\x1b" not in outcome.out
