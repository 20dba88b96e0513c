"""A reading, for people: the mail with its findings marked, why it is decided so, and what would have changed it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from d_loket.cli.marking import Marker
from d_loket.cli.telling import (
    COLOURS,
    contexts_in_words,
    deed,
    on_a_line,
    outcome_lines,
    printer,
    reason_lines,
)
from d_loket.deciding.counterfactual import Counterfactual, Turn, counterfactuals
from d_loket.journey import Reading
from d_loket.model import ContextRule, Finding, IncomingMail, Part, Segment, SegmentKind
from d_loket.model.record import record_of
from d_loket.understanding.cues import cues_of

SET_ASIDE = {
    SegmentKind.QUOTED: "quoted",
    SegmentKind.FORWARDED: "forwarded",
    SegmentKind.INTRODUCTION: "introduction of a quotation",
    SegmentKind.DISCLAIMER: "disclaimer",
    SegmentKind.FOOTER: "footer",
}


def print_reading(file: Path, reading: Reading, rules: Sequence[ContextRule] = ()) -> None:
    """Print one mail: what counts and what was set aside, the decision, each finding, what would have changed it.

    `rules` are those by which the words that make a context are found back.
    """
    console = printer()
    marker = Marker(console)
    console.rule(Text(str(file), "bold"), align="left")
    print_head(console, reading, marker)
    for line in body(reading, marker):
        console.print(line)
    if marker.kinds:
        console.print(marker.legend(), style="dim")
    console.print()
    print_decision(console, reading)
    print_findings(console, reading, rules)
    print_alternatives(console, reading)
    console.print()


def print_error(file: Path, error: Exception) -> None:
    """Print a mail that could not be read."""
    console = printer()
    console.rule(Text(str(file), "bold"), align="left")
    console.print(Text(f"Decision review: it cannot be read ({type(error).__name__}: {error})", "red"))


def print_head(console: Console, reading: Reading, marker: Marker) -> None:
    """Print who wrote, about which event, and what was wrong with the mail or shows a robot."""
    mail = reading.mail
    sender = on_a_line(f"{mail.sender.name} <{mail.sender.address}>".strip())
    console.print(Text.assemble(("From     ", "dim"), sender))
    subject = marker.mark(mail.subject, reading.understanding.findings, Part.SUBJECT)
    console.print(Text.assemble(("Subject  ", "dim"), subject))
    console.print(Text.assemble(("Event    ", "dim"), f"{on_a_line(reading.event.title, 60)} ({reading.event.id})"))
    if mail.automatic:
        robot = f"{mail.automatic.kind.value}: {on_a_line(mail.automatic.reason)}"
        console.print(Text.assemble(("Robot    ", "dim"), robot))
    for defect in mail.defects:
        console.print(Text.assemble(("Defect   ", "dim"), on_a_line(defect)))
    console.print()


def body(reading: Reading, marker: Marker) -> Iterator[Text]:
    """Yield the mail's text in its order: what counts with its marks, what was set aside by its first line."""
    mail, found = reading.mail, reading.understanding.findings
    if not mail.written:
        yield Text("(nothing written)")
    for segment, start, end in placed(mail):
        match segment.kind:
            case SegmentKind.WRITTEN:
                yield marker.mark(mail.written, found, Part.WRITTEN, start, end)
            case SegmentKind.SIGNATURE:
                yield Text("-- ", "dim")
                yield marker.mark(mail.signature, found, Part.SIGNATURE, start, end)
            case kind:
                yield aside(kind, segment.text)


def placed(mail: IncomingMail) -> Iterator[tuple[Segment, int, int]]:
    """Yield each segment that is not blank, with where it stands in the text of its kind (as `mail.text_of` joins)."""
    at = dict.fromkeys(SegmentKind, 0)
    for segment in mail.segments:
        if text := segment.text.strip():
            start = at[segment.kind]
            yield segment, start, start + len(text)
            at[segment.kind] = start + len(text) + len("\n\n")


def aside(kind: SegmentKind, text: str) -> Text:
    """Return what was set aside, and as what: the number of lines, and the first of them that has words."""
    lines = text.strip().splitlines()
    count = "1 line" if len(lines) == 1 else f"{len(lines)} lines"
    first = next((line for line in lines if any(c.isalnum() for c in line)), lines[0])  # "-----" says nothing
    return Text(f"[{SET_ASIDE[kind]}, {count} not counted: {on_a_line(first, 70)}]", "dim")


def print_decision(console: Console, reading: Reading) -> None:
    """Print the decision, whom it is about, its reasons and flags."""
    record = record_of(reading.mail, reading.decision)
    console.print(Text.assemble(("Decision ", "dim"), (reading.decision.action.value, "bold")))
    for line in outcome_lines(record, reading.event):
        console.print(Text(f"  {line}", "yellow" if line.startswith("to look at") else ""))
    for line in reason_lines(record):
        console.print(Text(f"  {line}"))


def print_findings(console: Console, reading: Reading, rules: Sequence[ContextRule]) -> None:
    """Print every finding with the rule that fired and its context; those that are no evidence are dimmed."""
    if reading.understanding.findings:
        console.print(Text("Found", "dim"))
    evidence = {(f.kind, f.part, f.start, f.end) for f in reading.decision.evidence}
    for finding in reading.understanding.findings:
        used = (finding.kind, finding.part, finding.start, finding.end) in evidence
        text = Text(f"«{on_a_line(finding.text)}»", COLOURS[finding.kind] if used else "dim")
        said = f" {finding.kind.value}={on_a_line(finding.value)}"
        rest = f" in {finding.part.value}, {finding.rule}" + ("" if used else ", not used")
        console.print(Text.assemble("  ", text, said, in_context(finding, reading.mail, rules), (rest, "dim")))


def in_context(finding: Finding, mail: IncomingMail, rules: Sequence[ContextRule]) -> str:
    """Return a finding's context in words with what made it so: ", denied by «niet» (nl.context.negated)"."""
    texts = {Part.WRITTEN: mail.written, Part.SUBJECT: mail.subject, Part.SIGNATURE: mail.signature}
    cues = {c.qualifier: c for c in cues_of(finding, texts.get(finding.part, ""), rules)}
    said = ""
    for qualifier in sorted(finding.qualifiers):
        said += f", {contexts_in_words([qualifier])}"
        if cue := cues.get(qualifier):
            said += f" by «{on_a_line(cue.text, 60)}» ({cue.rule})"
    return said


def print_alternatives(console: Console, reading: Reading) -> None:
    """Print what would have led to another action or other sessions."""
    given = reading.mail, reading.understanding, reading.situation, reading.event
    others = counterfactuals(*given, reading.decision)
    console.print(Text("What would have changed it", "dim"))
    for other in others:
        console.print(Text(f"  {alternative(other, reading)}"))
    if not others:
        console.print(Text("  nothing that was found decides it: without any one of them it ends the same"))


def alternative(other: Counterfactual, reading: Reading) -> str:
    """Return "without «22 juni» (date) it would ask which session"."""
    texts = " and ".join(dict.fromkeys(f"«{on_a_line(f.text, 60)}» ({f.kind.value})" for f in other.findings))
    would = f"it would {deed(record_of(reading.mail, other.decision), reading.event)}"
    match other.turn:
        case Turn.WITHOUT:
            return f"without {texts} {would}"
        case Turn.DENIED:
            return f"if {texts} were denied {would}"
    context = contexts_in_words({q.value for f in other.findings for q in f.qualifiers})
    return f"if {texts} did not count as “{context}” {would}"
