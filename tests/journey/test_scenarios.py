import os
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from d_loket.bootstrap import build
from d_loket.settings import Settings
from journey_scenarios import MAILBOX, Scenario, load, writer

RULES = Path(__file__).parents[1] / "rules"
SCENARIOS = load()


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """All conversations, held with the service at once, mail by mail; what was recorded, by scenario."""
    home = tmp_path_factory.mktemp("journey")
    for name in ("new", "cur", "tmp"):
        (home / "inbox" / name).mkdir(parents=True)
    settings = Settings(
        data_dir=home,
        database_url=f"sqlite:///{home / 'd-loket.db'}",
        inbox=f"maildir:{home / 'inbox'}",
        outbox=f"maildir:{home / 'outbox'}",
        rules=RULES,
        now="2031-03-02T09:00:00+01:00",
    )
    app = build(settings).ready()
    scenarios = load()
    for number in range(max(len(s.mails) for s in scenarios)):
        for scenario in scenarios:
            if number < len(scenario.mails):
                deliver(home / "inbox", scenario, number)
        with app.mailbox() as mailbox, app.sender() as sender:
            app.journey.run(mailbox, sender)
        collect(home / "outbox", scenarios)
    queries = app.database.queries()
    rows = {row.message_id: row for row in queries.every_message()}
    event = app.events[0]
    coming = {s.id: queries.registrations(event_id=event.id, session_id=s.id) for s in event.sessions}
    yield {s.name: s for s in scenarios}, rows, coming
    app.database.close()


def deliver(inbox: Path, scenario: Scenario, number: int) -> None:
    content, received = scenario.build(number)
    path = inbox / "new" / f"{scenario.name}.{number}"
    path.write_bytes(content)
    os.utime(path, (received.timestamp(), received.timestamp()))


def collect(outbox: Path, scenarios: list[Scenario]) -> None:
    ids = {s.message_id(n): (s, n) for s in scenarios for n in range(len(s.mails))}
    for path in (outbox / "new").glob("*"):
        reply = message_from_bytes(path.read_bytes(), policy=policy.default)
        scenario, number = ids[reply["In-Reply-To"]]
        scenario.replies[number] = reply


@pytest.mark.parametrize("name", [s.name for s in SCENARIOS])
def test_every_mail_leads_to_what_the_scenario_says(played, name):
    scenarios, rows, _ = played
    scenario = scenarios[name]
    for number, told in enumerate(scenario.mails):
        record = rows[scenario.message_id(number)].record
        expected = told["expect"]
        assert record["action"] == expected["action"], f"mail {number + 1}: {record['reasons']}"
        assert record["sessions"] == expected.get("sessions", []), f"mail {number + 1}"
        if "role" in expected:
            assert record["role"] == expected["role"], f"mail {number + 1}"


@pytest.mark.parametrize("name", [s.name for s in SCENARIOS])
def test_the_reply_says_what_the_writer_must_know(played, name):
    scenario = played[0][name]
    for number, told in enumerate(scenario.mails):
        facts = told["expect"].get("reply", [])
        reply = scenario.replies.get(number)
        assert (reply is not None) == bool(facts), f"mail {number + 1}"
        if reply is None:
            continue
        text = " ".join(reply.get_body(("plain",)).get_content().split())
        html = reply.get_body(("html",)).get_content()
        assert [f for f in facts if f not in text or f not in html] == [], f"mail {number + 1}: {text}"
        assert reply["To"].addresses[0].addr_spec == writer(scenario, number)
        assert reply["From"].addresses[0].addr_spec == MAILBOX
        assert reply["Auto-Submitted"] == "auto-replied"


@pytest.mark.parametrize("name", [s.name for s in SCENARIOS])
def test_who_is_registered_afterwards(played, name):
    scenarios, _, coming = played
    owners = {writer(scenarios[name], n) for n in range(len(scenarios[name].mails))}
    registered = {
        session: names
        for session, rows in coming.items()
        if (names := [r.registration.name for r in rows if r.registration.owner in owners])
    }
    assert registered == scenarios[name].after
