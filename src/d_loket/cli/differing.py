"""What a replay gives, for people and as JSON lines."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.text import Text

from d_loket.cli.output import ZONE
from d_loket.cli.telling import contexts_in_words, on_a_line, outcome_lines, reason_lines
from d_loket.model import PastDecision, SetAside
from d_loket.replaying import Passed, Replayed, outcome

AROUND = 30  # characters of the text that are shown on either side of evidence
MOST = 8  # lines that are shown of a text that counts no longer, or from now on


@dataclass(slots=True)
class Result:
    """What came of a replay: `differ` and `unread` in the order of the decisions, and the count of the others."""

    differ: list[Replayed] = field(default_factory=list)
    unread: list[SetAside] = field(default_factory=list)
    read: int = 0
    otherwise_reasoned: int = 0
    earlier: int = 0

    def add(self, one: Replayed | SetAside | Passed) -> None:
        """Count one mail."""
        if one is Passed.EARLIER:
            self.earlier += 1
        elif isinstance(one, SetAside):
            self.unread.append(one)
        else:
            self.read += 1
            if isinstance(one, Replayed):
                self._compare(one)

    def _compare(self, one: Replayed) -> None:
        if one.differs:
            self.differ.append(one)
        elif one.old["reasons"] != one.new["reasons"]:
            self.otherwise_reasoned += 1


def summary(result: Result) -> str:
    """Return the count in one line: "312 mails read again; 5 decisions would differ (2 review → register, …)"."""
    count = len(result.differ)
    said = f"{_of(result.read, 'mail')} read again; "
    said += f"{_of(count, 'decision')} would differ ({_turns(result.differ)})" if count else "no decision would differ"
    parts = [f"{result.otherwise_reasoned} the same for other reasons"] * bool(result.otherwise_reasoned)
    parts += [f"{len(result.unread)} not read"] * bool(result.unread)
    parts += [f"{result.earlier} left out as earlier"] * bool(result.earlier)
    return "; ".join([said, *parts]) + "."


def print_result(console: Console, result: Result) -> None:
    """Print each difference, what could not be read, and the count."""
    for one in result.differ:
        print_difference(console, one)
    for mail in result.unread:
        _line(console, Text(heading(mail), "bold"))
        _line(console, Text(f"  not read: {on_a_line(mail.error, 200)}", "yellow"))
    _line(console, Text(summary(result), "bold"))


def print_difference(console: Console, one: Replayed) -> None:
    """Print one mail of which the decision would differ: old beside new, the reasons, the evidence that differs."""
    _line(console, Text(heading(one.then), "bold"))
    recorded = f" (recorded: {one.recorded['action']})" if outcome(one.recorded) != outcome(one.old) else ""
    _line(console, Text(f"  {one.old['action']} → {one.new['action']}{recorded}", "bold yellow"))
    for sign, style, record, event in (("-", "red", one.old, one.old_event), ("+", "green", one.new, one.new_event)):
        _line(console, Text(f"  {sign} {record['action']}", style))
        for line in (*outcome_lines(record, event), *reason_lines(record)):
            _line(console, Text(f"  {sign}   {line}", style))
    for sign, line in (*written_changes(one), *evidence_changes(one)):
        _line(console, Text(f"  {sign} {line}", "red" if sign == "-" else "green"))
    console.print()


def heading(mail: PastDecision | SetAside) -> str:
    """Return which mail it is, on a line."""
    moment = f"{mail.received_at.astimezone(ZONE):%Y-%m-%d %H:%M}"
    sender = f"{on_a_line(mail.sender_name)} <{on_a_line(mail.sender)}>".strip()
    return f"mail {mail.mail_id} · {moment} · {sender} · {on_a_line(mail.subject) or '(no subject)'}"


def written_changes(one: Replayed) -> Iterator[tuple[str, str]]:
    """Yield the lines that count as written by one side only."""
    old, new = (record["written"].splitlines() for record in (one.old, one.new))
    for sign, lines in (("-", [x for x in old if x not in new]), ("+", [x for x in new if x not in old])):
        told = [on_a_line(x) for x in lines if x.strip()]
        yield from ((sign, f"counts as written: {x}") for x in told[:MOST])
        if len(told) > MOST:
            yield sign, f"counts as written: {len(told) - MOST} lines more"


def evidence_changes(one: Replayed) -> Iterator[tuple[str, str]]:
    """Yield the evidence that one side has and the other has not, with the words around it and its rule."""
    for sign, mine, other in (("-", one.old, one.new), ("+", one.new, one.old)):
        theirs = [_finding(e) for e in other["evidence"]]
        for evidence in mine["evidence"]:
            if _finding(evidence) not in theirs:
                yield sign, evidence_in_words(evidence, mine["written"])


def evidence_in_words(evidence: Mapping[str, Any], written: str) -> str:
    """Return "evidence intent=register, denied: kan «ik kom» niet (nl.intent.attend)"."""
    context = contexts_in_words(evidence["context"])
    said = f"evidence {evidence['kind']}={on_a_line(str(evidence['value']))}" + (f", {context}" if context else "")
    start, end = evidence["start"], evidence["end"]
    before = after = ""
    if evidence["in"] == "written" and written[start:end] == evidence["text"]:
        before, after = written[max(0, start - AROUND) : start], written[end : end + AROUND]
    shown = on_a_line(f"{before}«{evidence['text']}»{after}", 200)
    return f"{said} in {evidence['in']}: {shown} ({evidence['rule']})"


def records(result: Result) -> Iterator[dict[str, Any]]:
    """Yield a JSON-ready object for each difference, and for each mail that could not be read."""
    for one in result.differ:
        sides = {"old": dict(one.old), "new": dict(one.new), "recorded": dict(one.recorded)}
        yield {**_mail_record(one.then), "event": one.new_event.id, **sides}
    for mail in result.unread:
        yield {**_mail_record(mail), "error": mail.error}


def _mail_record(mail: PastDecision | SetAside) -> dict[str, Any]:
    return {
        "mail": mail.mail_id,
        "received_at": mail.received_at.isoformat(),
        "sender": mail.sender,
        "sender_name": mail.sender_name,
        "subject": mail.subject,
    }


def _turns(differ: Sequence[Replayed]) -> str:
    counts = Counter((d.old["action"], d.new["action"]) for d in differ)
    return ", ".join(
        f"{n} {old} otherwise" if old == new else f"{n} {old} → {new}" for (old, new), n in counts.most_common()
    )


def _finding(evidence: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in evidence.items() if key != "rule"}


def _of(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _line(console: Console, text: Text) -> None:
    console.print(text)
