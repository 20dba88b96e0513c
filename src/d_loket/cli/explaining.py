"""A reading, for people: the mail with its evidence marked, and why it is decided so."""

from pathlib import Path

from rich.console import Console
from rich.text import Text

from d_loket.journey import Reading
from d_loket.model import Finding, FindingKind, Part, SegmentKind
from d_loket.model.record import attendees_of

COLOURS = {
    FindingKind.SESSION: "bold green",
    FindingKind.DATE: "green",
    FindingKind.PLACE: "yellow",
    FindingKind.ROLE: "bold blue",
    FindingKind.PERSON: "bold magenta",
    FindingKind.COUNT: "magenta",
    FindingKind.ORGANISATION: "blue",
    FindingKind.INTENT: "bold cyan",
    FindingKind.NEED: "bold red",
    FindingKind.QUESTION: "red",
    FindingKind.REMARK: "red",
}
_console = Console(highlight=False)


def print_reading(file: Path, reading: Reading) -> None:
    """Print one mail: what it says, what was set aside as quoted, each finding with its rule, and the decision."""
    mail, found = reading.mail, reading.understanding.findings
    _console.rule(Text(str(file), "bold"), align="left")
    _console.print(Text.assemble(("From     ", "dim"), f"{mail.sender.name} <{mail.sender.address}>"))
    _console.print(Text.assemble(("Subject  ", "dim"), marked(mail.subject, found, Part.SUBJECT)))
    _console.print()
    _console.print(marked(mail.written or "(nothing written)", found, Part.WRITTEN))
    if mail.signature:
        _console.print(Text("-- "), marked(mail.signature, found, Part.SIGNATURE), sep="\n")
    for segment in mail.segments:
        if segment.kind not in (SegmentKind.WRITTEN, SegmentKind.SIGNATURE) and segment.text.strip():
            lines = len(segment.text.strip().splitlines())
            _console.print(Text(f"[{segment.kind.value}: {lines} lines not counted]", "dim"))
    _console.print()
    print_decision(reading)


def print_decision(reading: Reading) -> None:
    """Print the decision, whom it is about, its reasons and flags, and every finding with its rule and context."""
    decision = reading.decision
    _console.print(Text.assemble(("Decision ", "dim"), (decision.action.value, "bold")))
    for person in attendees_of(decision):
        role = person.role.value if person.role else "role not stated"
        _console.print(
            f"  {person.name or 'somebody without a name'} ({role}): {', '.join(person.sessions)}", markup=False
        )
    for reason in decision.reasons:
        _console.print(f"  because {reason}", markup=False)
    for flag in decision.flags:
        _console.print(Text(f"  to look at: {flag}", "yellow"))
    for finding in reading.understanding.findings:
        context = f" [{', '.join(sorted(q.value for q in finding.qualifiers))}]" if finding.qualifiers else ""
        line = Text.assemble(
            "  ", (f"{finding.text!r}", COLOURS[finding.kind]), f" {finding.kind.value}={finding.value}"
        )
        _console.print(line + Text(f"{context} in {finding.part.value}, {finding.rule}", "dim"))
    _console.print()


def print_error(file: Path, error: Exception) -> None:
    """Print a mail that could not be read."""
    _console.rule(Text(str(file), "bold"), align="left")
    _console.print(Text(f"Decision review: it cannot be read ({type(error).__name__}: {error})", "red"))


def marked(text: str, findings: tuple[Finding, ...], part: Part) -> Text:
    """Return a part's text with its findings coloured by kind; struck through where the context speaks against it."""
    result = Text(text)
    for finding in findings:
        if finding.part is part:
            style = COLOURS[finding.kind] + ("" if finding.asserted else " strike")
            result.stylize(style, finding.start, finding.end)
    return result
