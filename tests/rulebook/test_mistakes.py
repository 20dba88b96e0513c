from datetime import time

import pytest

from d_loket.rulebook import RulebookError, load_events, load_rulebook, write_event

HEAD = "id: proef\ntitle: Proef\nmailbox: a@b.example\nsessions:\n"


def event_file(tmp_path, text):
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "proef.yaml").write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (HEAD + "  - {id: ede, plaats: Ede, date: 2031-02-20}\n", 5, "unknown key 'plaats'"),
        (
            HEAD.replace("mailbox", "mailboks") + "  - {id: ede, place: Ede, date: 2031-02-20}\n",
            3,
            "did you mean 'mailbox'",
        ),
        (HEAD + "  - {id: ede, place: Ede, date: 2031-02-30}\n", 5, "no date that exists"),
        (HEAD + "  - {id: ede, place: Ede, date: 2031-02-20}\n" * 2, 6, "used on line 5 already"),
        (HEAD + '  - {id: ede, place: Ede, date: 2031-02-20, starts: "10:00", ends: "09:00"}\n', 5, "before it starts"),
        (HEAD + "  - {id: ede, place: Ede, date: 2031-02-20, capacity: 0}\n", 5, "capacity"),
        ("id: proef\nid: weer\n", 2, "given twice"),
        ("id: [\n", 2, ""),
        ("", 1, "empty"),
    ],
)
def test_a_mistake_in_an_event_is_told_with_its_line_and_what_is_allowed(tmp_path, text, line, said):
    with pytest.raises(RulebookError, match=f"proef.yaml:{line}: .*{said}"):
        load_events(event_file(tmp_path, text))


def test_all_mistakes_are_told_at_once(tmp_path):
    text = HEAD.replace("title", "titel") + "  - {id: ede, plaats: Ede, date: morgen}\n"
    with pytest.raises(RulebookError) as raised:
        load_events(event_file(tmp_path, text))
    assert len(raised.value.mistakes) >= 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind: intend\nrules: []\n", "did you mean 'intent'"),
        ("kind: intent\nrules:\n  - {id: nl.x, about: a, value: v, patterns: [...]}\n", "at least one word"),
        (
            "kind: wording\nrules:\n  - {id: nl.x, about: a, value: closing, patterns: ['<session>']}\n",
            "cannot have a <kind>",
        ),
        (
            "kind: context\nrules:\n  - {id: nl.x, about: a, qualifier: negatd, patterns: [niet]}\n",
            "did you mean 'negated'",
        ),
        ("kind: intent\nrules:\n  - {id: en.x, about: a, value: v, patterns: [x]}\n", "must begin with the folder"),
    ],
)
def test_a_mistake_in_a_rule_is_told(tmp_path, text, said):
    (tmp_path / "nl").mkdir()
    (tmp_path / "nl" / "regels.yaml").write_text(text)
    with pytest.raises(RulebookError, match=said):
        load_rulebook(tmp_path)


def test_an_unquoted_time_is_a_time(tmp_path):
    text = HEAD + "  - {id: ede, place: Ede, date: 2031-02-20, starts: 9:30}\n"
    assert load_events(event_file(tmp_path, text))[0].sessions[0].starts == time(9, 30)


def test_what_is_written_reads_back_the_same(tmp_path):
    text = (
        HEAD
        + '  - {id: ede, place: Ede, date: 2031-02-20, starts: "09:30", venue: Het Huis, online: true, capacity: 5}\n'
    )
    (event,) = load_events(event_file(tmp_path, text))
    write_event(event, tmp_path / "weer" / "events" / "proef.yaml")
    assert load_events(tmp_path / "weer") == (event,)
