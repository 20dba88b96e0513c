"""Who wrote: how a reply addresses them, and whether they wrote about themselves."""

from d_loket.dutch import clean_name, looks_like_name, same_person
from d_loket.model import Attendee, Clarify, Decision, FindingKind, IncomingMail
from d_loket.model.record import attendees_of

# Words of a From line that is an office's and not a person's.
_OFFICE = frozenset(
    "afdeling balie bestuur bureau college dorpsraad fractie gemeente griffie info kabinet kantoor loket mail noreply "
    "platform provincie raad redactie secretariaat stichting team vereniging waterschap wijkraad".split()
)


def writer_name(decision: Decision, mail: IncomingMail) -> str:
    """Return the writer's own name, "" when only an office's or none is known.

    The decision's is the fullest one; the From line's comes next. Who is named in the text is not the writer.
    """
    if isinstance(decision, Clarify) and _personal(decision.draft.writer.name):
        return decision.draft.writer.name or ""
    sender = clean_name(mail.sender.name)
    people = [a.name for a in attendees_of(decision) if _personal(a.name)]
    own = [n for n in people if n and sender and same_person(n, sender)]
    if own:
        return own[0]
    if _personal(sender):
        return sender
    named = [f.value for f in decision.evidence if f.kind is FindingKind.PERSON]
    unnamed = [n for n in people if n and not any(same_person(n, other) for other in named)]
    return unnamed[0] if len(people) == len(unnamed) == 1 else ""


def about_writer(people: tuple[Attendee, ...], writer: str, mail: IncomingMail) -> bool:
    """Tell whether these people are the writer and nobody else."""
    names = {a.name for a in people}
    if len(names) != 1:
        return False
    name = names.pop()
    if name is None:
        return len(people) == 1 and not mail.sender.name
    return bool(writer) and same_person(name, writer)


def _personal(name: str | None) -> bool:
    """Whether it is a first name and a surname that can be put behind "Beste"."""
    if not name or not looks_like_name(name) or len(name) > 60:
        return False
    words = name.lower().split()
    return len(words) > 1 and not any(w.startswith(o) for w in words for o in _OFFICE)
