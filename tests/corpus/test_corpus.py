"""Each mail of the corpus leads to the decision that stands with it."""

import pytest

from corpus.cases import HERE, Case, load
from d_loket.resources import shipped
from d_loket.rulebook import load_events, load_rulebook
from routing import Route, route

EVENTS = {e.id: e for e in (*load_events(shipped("rules")), *load_events(HERE))}
CASES = list(load(EVENTS))
# What goes wrong still, and how. Only ever shorter: a case that passes must be taken out.
KNOWN_FAILURES = {
    # wrongly done
    "choosing/alles-behalve": "“overal terecht behalve in Assen” registers for Assen",
    "conversing/meldt-zich-af-voor-een-van-twee": "“Assen blijft staan” is withdrawn too",
    "people/een-komt-er-niet": "two who come, behind them one who does not: the writer is registered instead",
    "elsewhere/niet-maar": "“Niet Wouderbroek” is taken for a name, where no list has the place",
    # a question or a person too many
    "choosing/onbekende-plaats-uit-de-buurt": "“een middag” counts for more than a place that is on no list",
    "conversing/antwoord-de-tweede-van-twee": "“die tweede” chooses nothing",
}


@pytest.fixture(scope="module")
def routes() -> dict[str, Route]:
    rulebook = load_rulebook(shipped("rules"))
    return {name: route([event], rulebook) for name, event in EVENTS.items()}


def marked(case: Case):
    failing = pytest.mark.xfail(reason=KNOWN_FAILURES.get(case.id, ""), strict=True)
    return pytest.param(case, id=case.id, marks=failing if case.id in KNOWN_FAILURES else ())


@pytest.mark.parametrize("case", [marked(c) for c in CASES])
def test_a_mail_is_decided_as_a_careful_organiser_would(routes, case):
    decision = routes[case.event.id].decide(case.build(), case.received, **case.known())
    if decision.action.value != case.told["expect"].get("also"):
        assert case.gist(decision) == case.expected(), decision.reasons


def test_every_known_failure_is_a_case():
    assert KNOWN_FAILURES.keys() <= {c.id for c in CASES}
