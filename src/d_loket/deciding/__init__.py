"""`Understanding` + `Situation` → `Decision`: one module per decision, each with its reasons.

`CONSIDERATIONS` is the policy in its order: the first that has a decision gives it. Each looks at one
`Case` and returns None when it is not its business. Whatever none of them wants, a person gets.
"""

from collections.abc import Callable

from d_loket.deciding import cancel, change, clarify, guards, ignore, register, review
from d_loket.deciding.case import Case
from d_loket.model import Decision, Event, IncomingMail, Situation, Understanding

Consideration = Callable[[Case], Decision | None]

CONSIDERATIONS: tuple[Consideration, ...] = (
    guards.loop,
    ignore.automatic,
    guards.unreadable,
    guards.untrusted,
    guards.too_many_replies,
    ignore.newsletter,
    review.delicate,
    ignore.thanks,
    ignore.courteous,
    ignore.gives_up,
    change.replaced,
    change.moved,
    cancel.withdrawn,
    ignore.declined,
    clarify.tentative,
    register.asked_and_answered,
    register.registered,
    clarify.incomplete,
    register.presumed,
    review.question,
    clarify.unclear_answer,
)


def decide(mail: IncomingMail, understanding: Understanding, situation: Situation, event: Event) -> Decision:
    """Return what is done with a mail: the first consideration that applies, a person where a question is of no use."""
    case = Case(mail, understanding, situation, event)
    for consider in CONSIDERATIONS:
        if decision := consider(case):
            return clarify.or_a_person(case, decision)
    return review.undecided(case)
