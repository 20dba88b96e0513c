"""The commands on a Maildir and SQLite, as an operator uses them."""

import json
import mailbox
import signal
import socket
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.samples import deliver, lines, mail
from d_loket.recording import Database


def test_a_run_takes_in_decides_and_answers(d_loket, place):
    deliver(place, mail())
    done = d_loket("run", "--once")
    assert (done.code, done.out) == (0, "")
    assert "1 taken in, 1 handled, 1 replies sent" in done.err
    [message] = lines(d_loket("messages", "--format", "jsonl").out)
    assert message["message_id"] == "<m1@bos.example>"
    assert (message["action"], message["sessions"], message["state"]) == ("register", ["gouda"], "decided")
    assert message["received_at"].startswith("2031-03-10T09:00")
    [registration] = lines(d_loket("registrations", "--format", "jsonl").out)
    assert (registration["session"], registration["name"]) == ("gouda", "Anna Bos")
    assert len(mailbox.Maildir(place / "uit")) == 1


def test_a_second_run_does_nothing_twice(d_loket, place):
    deliver(place, mail())
    d_loket("run", "--once")
    assert "0 taken in, 0 handled, 0 replies sent" in d_loket("run", "--once").err
    assert len(mailbox.Maildir(place / "uit")) == 1


def test_in_shadow_mode_nothing_is_sent(d_loket, place, monkeypatch):
    monkeypatch.setenv("D_LOKET_MODE", "shadow")
    deliver(place, mail())
    assert "1 handled, 0 replies sent" in d_loket("run", "--once").err
    [message] = lines(d_loket("messages", "--format", "jsonl").out)
    assert message["reply"] == "held"


def test_a_mail_that_nobody_can_read_is_a_visible_message(d_loket, place):
    deliver(place, b"\x00\xff niet eens een mail")
    deliver(place, mail(number=2))
    assert d_loket("run", "--once").code == 0
    found = {m["message_id"]: m["action"] for m in lines(d_loket("messages", "--format", "jsonl").out)}
    assert found["<m2@bos.example>"] == "register"
    assert len(found) == 2


def test_the_table_shows_who_comes(d_loket, place):
    deliver(place, mail())
    d_loket("run", "--once")
    table = d_loket("registrations").out
    assert "Anna Bos" in table
    assert "gouda" in table


def test_reading_touches_nothing(d_loket, place, tmp_path):
    deliver(place, mail())
    before = sorted(p for p in tmp_path.rglob("*"))
    [reading] = lines(d_loket("read", place / "in", "--format", "jsonl").out)
    assert (reading["action"], reading["sessions"]) == ("register", ["gouda"])
    assert reading["file"].startswith(str(place / "in/new/"))
    assert sorted(p for p in tmp_path.rglob("*")) == before


def test_reading_needs_no_mailbox_and_no_database(d_loket, place, monkeypatch):
    for name in ("INBOX", "OUTBOX", "MODE"):
        monkeypatch.delenv(f"D_LOKET_{name}")
    monkeypatch.setenv("D_LOKET_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/nergens")
    (place / "m.eml").write_bytes(mail())
    shown = d_loket("read", place / "m.eml")
    assert shown.code == 0
    assert "Decision register" in shown.out
    assert "session.gouda" in shown.out


def test_a_mail_that_is_not_there_is_a_line_and_the_others_are_read(d_loket, place):
    (place / "m.eml").write_bytes(mail())
    outcome = d_loket("read", place / "nergens.eml", place / "m.eml", "--format", "jsonl")
    missing, read = lines(outcome.out)
    assert outcome.code == 1
    assert missing["action"] == "review"
    assert "nergens.eml" in missing["error"]
    assert read["action"] == "register"


def test_without_an_inbox_one_sentence_says_what_to_do(d_loket, place, monkeypatch):
    monkeypatch.delenv("D_LOKET_INBOX")
    outcome = d_loket("run", "--once")
    assert outcome.code == 1
    assert outcome.err.splitlines() == [
        "d-loket: No inbox is set.",
        "Set D_LOKET_INBOX, for example to imaps://user@host/INBOX.",
    ]


def test_messages_of_a_database_that_is_not_there_makes_none(d_loket, place):
    outcome = d_loket("messages")
    assert outcome.code == 1
    assert "db upgrade" in outcome.err
    assert not (place / "d.db").exists()


def test_a_misspelt_setting_stops_every_command(d_loket, place, monkeypatch):
    monkeypatch.setenv("D_LOKET_INBX", "x")
    outcome = d_loket("run", "--once")
    assert outcome.code == 1
    assert "Did you mean D_LOKET_INBOX?" in outcome.err


def test_a_mistake_in_a_rule_file_is_named_by_check(d_loket, place):
    file = place / "regels/events/wijkavonden-2031.yaml"
    file.write_text(file.read_text().replace("mailbox:", "malbox:"))
    outcome = d_loket("rules", "check")
    assert outcome.code == 1
    assert f"{file}:" in outcome.err
    assert "malbox" in outcome.err


def test_rules_that_are_right_are_counted(d_loket, place):
    outcome = d_loket("rules", "check")
    assert outcome.code == 0
    assert "1 events: all in order" in outcome.out


def test_events_are_listed_with_their_sessions(d_loket, place):
    shown = d_loket("event", "list").out
    assert "Wijkavonden" in shown
    assert "gouda" in shown
    assert "2031-04-10" in shown


def test_doctor_is_content_with_what_works_and_warns_of_the_rest(d_loket, place):
    d_loket("db", "upgrade")
    outcome = d_loket("doctor")
    assert outcome.code == 0
    levels = {line.split()[1]: line.split()[0] for line in outcome.out.splitlines() if line[0] != " "}
    assert levels["database"] == levels["inbox"] == levels["outbox"] == levels["events"] == "ok"
    assert levels["clock"] == levels["senders"] == levels["organisers"] == "warning"


def test_doctor_says_what_is_wrong_with_each_and_goes_on(d_loket, place, monkeypatch):
    monkeypatch.setenv("D_LOKET_INBOX", "imap://u@127.0.0.1:1/INBOX")
    monkeypatch.setenv("D_LOKET_OUTBOX", "pigeon:x")
    outcome = d_loket("doctor")
    levels = {line.split()[1]: line.split()[0] for line in outcome.out.splitlines() if line[0] != " "}
    assert outcome.code == 1
    assert levels["inbox"] == levels["outbox"] == levels["database"] == "error"
    assert "clock" in levels


def test_the_database_goes_up_and_down(d_loket, place):
    assert d_loket("db", "upgrade").code == 0
    assert d_loket("db", "current").code == 0
    assert d_loket("db", "downgrade", "base").code == 0
    assert d_loket("db", "current").code == 1


def test_retry_says_that_there_is_nothing_to_try_again(d_loket, place):
    assert "0 mails and 0 replies set to be tried again" in d_loket("retry").err


def give_up(place: Path) -> None:
    """Let every reply that waits be given up, as after a refusal for good."""
    with Database(f"sqlite:///{place}/d.db") as database:
        store = database.store()
        for queued in store.due(datetime(2099, 1, 1, tzinfo=UTC), 10):
            store.not_sent(queued.id, "550 no such user", None)


def test_retry_sends_a_reply_that_was_given_up(d_loket, place, monkeypatch):
    deliver(place, mail())
    monkeypatch.setenv("D_LOKET_OUTBOX", "smtp://127.0.0.1:1")
    monkeypatch.setenv("D_LOKET_OUTBOX_TLS", "off")
    assert "Nothing listens" in d_loket("run", "--once").err
    give_up(place)
    monkeypatch.setenv("D_LOKET_OUTBOX", f"maildir:{place}/uit")
    assert "0 replies sent" in d_loket("run", "--once").err
    assert "0 mails and 0 replies" in d_loket("retry", "99").err
    assert "0 mails and 1 reply set to be tried again" in d_loket("retry", "1").err
    assert "1 replies sent" in d_loket("run", "--once").err
    assert len(mailbox.Maildir(place / "uit")) == 1


def test_retry_sends_nothing_that_is_held(d_loket, place, monkeypatch):
    monkeypatch.setenv("D_LOKET_MODE", "shadow")
    deliver(place, mail())
    d_loket("run", "--once")
    assert "0 mails and 0 replies" in d_loket("retry").err
    assert "0 replies sent" in d_loket("run", "--once").err


@pytest.mark.parametrize("number", ["0", "-1", "x", str(2**63)])
def test_retry_takes_numbers_of_mails_only(d_loket, place, number):
    assert d_loket("retry", "--", number).code == 2


def test_many_mails_are_read_in_one_call(d_loket, place):
    many = place / "veel"
    many.mkdir()
    for number in range(120):
        (many / f"{number:03}.eml").write_bytes(mail(number=number))
    found = lines(d_loket("read", many, "--format", "jsonl").out)
    assert [m["message_id"] for m in found] == [f"<m{n}@bos.example>" for n in range(120)]


def test_a_rules_directory_that_is_not_there_is_said(d_loket, place, monkeypatch):
    monkeypatch.setenv("D_LOKET_RULES", str(place / "nergens"))
    assert "There is no directory" in d_loket("rules", "check").err


def test_the_worker_ends_when_it_is_told_to(place):
    program = Path(sys.executable).with_name("d-loket")
    with subprocess.Popen([program, "run"], stderr=subprocess.PIPE, text=True) as worker:
        assert "Taking in mail" in worker.stderr.readline()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=60) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serving_works_on_mail_and_ends_when_it_is_told_to(place, number):
    deliver(place, mail())
    program = Path(sys.executable).with_name("d-loket")
    with subprocess.Popen([program, "serve", "--port", str(free_port())], stderr=subprocess.PIPE, text=True) as service:
        address = service.stderr.readline().split()[5]
        with urllib.request.urlopen(f"{address}/gezond") as answer:
            assert json.load(answer)["status"] == "ok"
        service.send_signal(number)
        assert service.wait(timeout=60) == 0


def test_the_web_app_alone_serves_pages(place, d_loket):
    d_loket("db", "upgrade")
    program = Path(sys.executable).with_name("d-loket")
    with subprocess.Popen([program, "web", "--port", str(free_port())], stderr=subprocess.PIPE, text=True) as service:
        address = service.stderr.readline().split()[5]
        with urllib.request.urlopen(address) as answer:
            assert b"Gouda" in answer.read()
        service.send_signal(signal.SIGTERM)
        assert service.wait(timeout=60) == 0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_a_reader_that_goes_away_is_no_disaster(place):
    (place / "m.eml").write_bytes(mail())
    program = Path(sys.executable).with_name("d-loket")
    command = [program, "read", *[place / "m.eml"] * 200, "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as reading:
        reading.stdout.readline()
        reading.stdout.close()
        assert reading.stderr.read() == ""


RULES = """\
kind: intent
rules:
  - id: nl.intent.register.aanmelden
    about: Iemand meldt zich aan.
    value: register
    patterns: ["meld|geef mij|me .. aan|op"]
    examples: ["Hierbij meld ik mij aan.", "Ik meld me aan."]
    counterexamples: ["Ik meld mij af."]
"""


def test_examples_of_rules_are_run_and_one_that_fails_is_named(d_loket, place):
    (place / "regels/nl").mkdir()
    file = place / "regels/nl/intent.yaml"
    file.write_text(RULES.replace("meld|geef mij", "meld|geef ik? mij"))
    right = d_loket("rules", "test")
    assert right.code == 0
    assert "3 examples of 1 rules" in right.out
    file.write_text(RULES)
    wrong = d_loket("rules", "test")
    assert wrong.code == 1
    assert f"{file}:3: nl.intent.register.aanmelden: 'Hierbij meld ik mij aan.'" in wrong.err
