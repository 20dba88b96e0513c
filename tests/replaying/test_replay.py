"""The sample mailbox, decided again."""

from collections import Counter
from dataclasses import replace

import pytest

from d_loket.answering import MessageIds
from d_loket.cli.demo import demo_application, import_announcement, prepare, take_in
from d_loket.cli.sample import SampleMailbox
from d_loket.journey import Policy
from d_loket.model import ContextRule, Learned, Qualifier, Rulebook
from d_loket.opening import Opener
from d_loket.replaying import Passed, Replayed, Rules, outcome, replay
from d_loket.replaying.changes import Changes
from d_loket.understanding import Reader


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The demo's application, with its sample mailbox taken in."""
    directory = tmp_path_factory.mktemp("demo")
    prepare(directory)
    sample = SampleMailbox()
    made = demo_application(directory, sample)
    import_announcement(made)
    made.ready()
    take_in(made, sample)
    yield made
    made.database.close()


def rules_of(app, rulebook: Rulebook) -> Rules:
    return Rules(rulebook=rulebook, opener=Opener(rulebook), readers=[Reader(rulebook, e) for e in app.events])


def replayed(app, new: Rules, old: Rules | None):
    ids = MessageIds(app.database.secret("message-id"), app.events[0].mailbox.rpartition("@")[2])
    policy = Policy(own_addresses=app.own_addresses)
    return list(replay(app.database.past(), new, old, message_ids=ids, policy=policy))


def without(rulebook: Rulebook, rule_id: str) -> Rulebook:
    return replace(
        rulebook,
        rules=tuple(r for r in rulebook.rules if r.id != rule_id),
        context=tuple(r for r in rulebook.context if r.id != rule_id),
        version="x",
    )


def by_rules_alone(app) -> tuple[Rules, Rules]:
    """Two rulebooks from which nothing was learned, the second without a rule for doubt."""
    book = replace(app.rulebook, learned=Learned())
    return rules_of(app, book), rules_of(app, without(book, "nl.context.tentative"))


def test_every_decision_comes_out_as_it_was_recorded_with_the_same_reasons(app):
    """Questions, answers, changes and withdrawals among them: each in the situation of then."""
    found = list(app.replay())
    assert len(found) == len(SampleMailbox())
    assert Counter(f.recorded["action"] for f in found)["clarify"] > 5
    assert [f.then.mail_id for f in found if f.new != f.recorded] == []
    assert not any(f.differs for f in found)


def test_rules_without_a_doubt_register_who_was_asked_whether_it_is_certain(app):
    old, new = by_rules_alone(app)
    differ = [f for f in replayed(app, new, old) if isinstance(f, Replayed) and f.differs]
    turned = {f.then.sender: (f.old["action"], f.new["action"]) for f in differ}
    assert turned["anouk.pieters@post.example"] == ("clarify", "register")
    assert all(f.recorded["action"] == f.old["action"] for f in differ)


def test_a_follow_up_is_decided_in_what_was_not_in_what_might_have_been(app):
    """Who would have been registered at once was asked in fact, and answered: that answer stands."""
    old, new = by_rules_alone(app)
    found = replayed(app, new, old)
    asked = {f.then.conversation_id for f in found if isinstance(f, Replayed) and f.new["action"] != f.old["action"]}
    answers = [
        f
        for f in app.replay()
        if f.then.conversation_id in asked and f.then.situation.conversation and f.then.situation.conversation.question
    ]
    ids = {f.then.mail_id for f in answers}
    assert ids
    later = [f for f in found if isinstance(f, Replayed) and f.then.mail_id in ids]
    assert [f.then.mail_id for f in later if f.differs] == []


@pytest.mark.parametrize("kind", ["rules", "context"])
def test_a_mail_that_is_passed_over_would_be_understood_alike(app, kind):
    """The short cut is the same as reading everything twice, whichever rule goes."""
    mails = [Opener(app.rulebook).open(s.raw) for s in app.database.queries().every_raw()]
    reader = app.readers[0]
    known = [reader.read(m) for m in mails]
    passed = 0
    for rule in getattr(app.rulebook, kind)[::6]:
        book = without(app.rulebook, rule.id)
        other, changes = Reader(book, reader.event), Changes(app.rulebook, book)
        for mail, understanding in zip(mails, known, strict=True):
            if not changes.may_matter(mail):
                passed += 1
                assert other.read(mail) == understanding, (rule.id, mail.message_id)
    assert passed > len(mails)


def test_what_cannot_be_told_apart_by_words_is_read(app):
    mail = Opener(app.rulebook).open(next(app.database.queries().every_raw()).raw)
    first, second, *rest = app.rulebook.rules
    for changed in (
        replace(app.rulebook, places=app.rulebook.places[1:]),
        replace(app.rulebook, rules=(second, first, *rest)),
        replace(app.rulebook, rules=(replace(first, patterns=("<session>",)), second, *rest)),
    ):
        assert Changes(app.rulebook, changed).may_matter(mail)
    for same in (
        app.rulebook,
        replace(app.rulebook, rules=(replace(first, about="Anders gezegd.", source="elders:1"), second, *rest)),
    ):
        assert not Changes(app.rulebook, same).may_matter(mail)


def test_a_cue_that_reaches_further_counts_as_changed(app):
    mail = Opener(app.rulebook).open(next(app.database.queries().every_raw()).raw)
    word = mail.written.split()[-1].strip(".,")
    cue = ContextRule(id="nl.context.proef", about="", qualifier=Qualifier.NEGATED, patterns=(word,), reach=2)
    old, new = (replace(app.rulebook, context=(replace(cue, reach=n),)) for n in (2, 9))
    assert Changes(old, new).may_matter(mail)
    assert not Changes(old, old).may_matter(mail)


def test_reasons_and_evidence_are_no_difference(app):
    [one, *_] = app.replay()
    other = {**one.new, "reasons": ["Anders."], "evidence": []}
    assert outcome(other) == outcome(one.new)
    assert outcome({**other, "flags": ["Kijk hiernaar."]}) != outcome(one.new)


def test_rules_that_cannot_match_anything_are_passed_over(app):
    silver = replace(app.rulebook.rules[0], id="nl.intent.zilver", patterns=("kwikzilver",))
    new = replace(app.rulebook, rules=(*app.rulebook.rules, silver))
    found = replayed(app, rules_of(app, new), rules_of(app, app.rulebook))
    assert [f for f in found if f is not Passed.ALIKE] == []
