"""Deciding the mail of the past again, and holding what comes of it beside what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any, Protocol

from d_loket.answering import MessageIds
from d_loket.journey import Policy, Reading
from d_loket.model import Action, Draft, Event, PastDecision, RawMail, SetAside
from d_loket.model.record import record_of
from d_loket.replaying.changes import Changes
from d_loket.replaying.side import NoEventError, Opening, Rules, Side

Record = Mapping[str, Any]
ERASED = "its bytes were erased when their term was over"
# What of a record says why, and not what is done.
_WHY = frozenset({"message_id", "reasons", "evidence", "written", "automatic"})


class Past(Protocol):
    """What was decided, as the database keeps it."""

    def decisions(self) -> Iterator[PastDecision]:
        """Yield what the rules decided, in that order, with what was known each time."""
        ...

    def set_aside(self) -> Sequence[SetAside]:
        """Return the mails that could not be handled when they came in."""
        ...


class Passed(Enum):
    """Why a mail was not decided again."""

    EARLIER = "it came in before the day that was asked for"
    ALIKE = "nothing that changed in the rules can match it: both decide alike"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A mail that was decided again: `old` and `new` are records (`model.record`), each about its `event`.

    `old` is `recorded` where nothing else is compared with.
    """

    then: PastDecision
    old: Record
    new: Record
    old_event: Event
    new_event: Event

    @property
    def recorded(self) -> Record:
        """What was decided when the mail came in."""
        return self.then.record

    @property
    def differs(self) -> bool:
        """Whether something else would be done: another action, other people, sessions, roles, question or flags."""
        return outcome(self.old) != outcome(self.new)


def outcome(record: Record) -> dict[str, Any]:
    """Return what of a record says what is done, without the reasons and the evidence."""
    return {key: value for key, value in record.items() if key not in _WHY}


def replay(
    past: Past,
    new: Rules,
    old: Rules | None = None,
    *,
    message_ids: MessageIds,
    policy: Policy,
    since: datetime | None = None,
) -> Iterator[Replayed | SetAside | Passed]:
    """Decide mail again; yield for each what came of it, in the order in which it was decided.

    Compares `new` with `old`, or with what was recorded where `old` is None: then whatever else changed since, such as
    the program or the settings, shows too. `SetAside` is a mail that cannot be read (again), with the reason. Both
    sides have the same events, by id; a mail that was about another one cannot be decided.
    """
    opening = Opening((old or new).opener)
    used = Side(old or new, opening, message_ids, policy)
    shared = old is None or old.opener is new.opener
    changed = Side(new, opening if shared else Opening(new.opener), message_ids, policy)
    changes = Changes(old.rulebook, new.rulebook) if old else None
    drafts: dict[int, Draft] = {}
    for then in past.decisions():
        known = _with_draft(then, drafts)
        if since and then.received_at < since:
            yield Passed.EARLIER
        elif changes:
            yield _both(known, used, changed, changes)
        else:
            yield _with_recorded(known, used)
        if then.conversation_id and then.record["action"] == Action.CLARIFY:
            drafts[then.conversation_id] = used.draft(known)
    yield from (s for s in past.set_aside() if not since or s.received_at >= since)


def _with_draft(then: PastDecision, drafts: Mapping[int, Draft]) -> PastDecision:
    """Return it with the draft in its conversation: what the mails to which our question goes back made known."""
    conversation = then.situation.conversation
    if conversation is None or conversation.question is None:
        return then
    draft = drafts.get(conversation.id, Draft())
    return replace(then, situation=replace(then.situation, conversation=replace(conversation, draft=draft)))


def _both(then: PastDecision, used: Side, changed: Side, changes: Changes) -> Replayed | SetAside | Passed:
    """Hold what the changed rules decide beside what those in use do."""
    if then.raw is None:
        return _unread(then, ERASED)
    try:
        if _alike(then, then.raw, used, changed, changes):
            return Passed.ALIKE
    except NoEventError as error:
        return _unread(then, str(error))
    old, new = _tried(used, then, then.raw), _tried(changed, then, then.raw)
    if isinstance(new, str):
        return _unread(then, new)
    if isinstance(old, str):
        return _unread(then, f"by the rules in use: {old}")
    return _replayed(then, record_of(old.mail, old.decision), old.event, new)


def _with_recorded(then: PastDecision, used: Side) -> Replayed | SetAside:
    """Hold what is decided now beside what was decided then."""
    if then.raw is None:
        return _unread(then, ERASED)
    new = _tried(used, then, then.raw)
    return _unread(then, new) if isinstance(new, str) else _replayed(then, then.record, new.event, new)


def _alike(then: PastDecision, raw: RawMail, used: Side, changed: Side, changes: Changes) -> bool:
    """Tell whether both sides certainly decide alike."""
    mail = used.open(raw)
    if mail != changed.open(raw) or changes.may_matter(mail):
        return False
    return used.event_of(then, mail) == changed.event_of(then, mail)


def _tried(side: Side, then: PastDecision, raw: RawMail) -> Reading | str:
    """Return what a side makes of a mail, or what kept it from that: one mail must not keep the others from it."""
    try:
        return side.decide(then, raw)
    except NoEventError as error:
        return str(error)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def _replayed(then: PastDecision, old: Record, old_event: Event, new: Reading) -> Replayed:
    record = record_of(new.mail, new.decision)
    return Replayed(then=then, old=old, new=record, old_event=old_event, new_event=new.event)


def _unread(then: PastDecision, error: str) -> SetAside:
    return SetAside(
        mail_id=then.mail_id,
        received_at=then.received_at,
        sender=then.sender,
        sender_name=then.sender_name,
        subject=then.subject,
        error=error,
    )
