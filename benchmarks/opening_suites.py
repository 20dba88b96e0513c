"""How well mails are opened, measured on suites of mails with the text that their writers wrote.

    python benchmarks/opening_suites.py DIR [--failures]

Beside each NAME.expected in DIR, or deeper, stands NAME.txt (the text of a mail), NAME.html or NAME.eml. The text in
NAME.expected is what the writer wrote. A mail passes when what the opener sets apart as the writer's equals it, blanks
and lines that begin with ">" aside; suites differ in whether a signature belongs to it, so either will do. The writer's
words are lost when a line of that text is found only in what is set apart as quoted, forwarded or their introduction.

The suites are not part of this repository; docs/opening.md tells where they are.
"""

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from d_loket.model import IncomingMail, RawMail, SegmentKind
from d_loket.opening import Opener
from d_loket.rulebook import load_rulebook

KINDS = SegmentKind
READINGS: tuple[frozenset[SegmentKind], ...] = (
    frozenset({KINDS.WRITTEN}),
    frozenset({KINDS.WRITTEN, KINDS.SIGNATURE}),
    frozenset({KINDS.WRITTEN, KINDS.SIGNATURE, KINDS.FOOTER}),
    frozenset({KINDS.WRITTEN, KINDS.SIGNATURE, KINDS.FOOTER, KINDS.DISCLAIMER}),
    frozenset({KINDS.WRITTEN, KINDS.SIGNATURE, KINDS.FOOTER, KINDS.DISCLAIMER, KINDS.INTRODUCTION}),
)
OWN = READINGS[3]
NOW = datetime(2024, 1, 1, tzinfo=UTC)


def raw(path: Path) -> bytes:
    """Return the mail in a file; text and HTML get the header of a mail."""
    content = path.read_bytes()
    if path.suffix == ".eml":
        return content
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@a.example", "b@b.example", "Re: x"
    subtype = "html" if path.suffix == ".html" else "plain"
    message.set_content(content.decode("utf-8", "replace"), subtype=subtype, cte="8bit")
    return message.as_bytes()


def text_of(mail: IncomingMail, kinds: Iterable[SegmentKind]) -> str:
    """Return the segments of these kinds, in the order of the mail."""
    return "\n".join(s.text for s in mail.segments if s.kind in kinds)


def essence(text: str) -> str:
    """Return the text without blanks and quoted lines: what two readings must have in common."""
    own = "\n".join(line for line in text.splitlines() if not re.match(r"\s{0,3}>", line))
    return re.sub(r"[\s\ufeff\u200b*]+", "", own)


def passes(mail: IncomingMail, expected: str) -> bool:
    """Whether one of the readings of the mail is the expected text."""
    return any(essence(text_of(mail, kinds)) == essence(expected) for kinds in READINGS)


def lost(mail: IncomingMail, expected: str) -> list[str]:
    """Return the lines of the expected text that are set apart as another's."""
    own = essence(text_of(mail, OWN))
    other = essence(text_of(mail, set(SegmentKind) - OWN).replace(">", " "))
    lines = (line for line in expected.splitlines() if len(essence(line)) > 2)
    return [line for line in lines if essence(line) not in own and essence(line) in other]


def main() -> None:
    """Print, a suite to a line, how many pass and in how many words were lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--rules", type=Path, default=Path(__file__).parents[1] / "rules")
    parser.add_argument("--failures", action="store_true", help="show what was read of each mail that fails")
    arguments = parser.parse_args()
    opener = Opener(load_rulebook(arguments.rules))
    total, passed, losing, seconds = Counter[str](), Counter[str](), Counter[str](), 0.0
    for answer in sorted(arguments.directory.rglob("*.expected")):
        source = next(p for s in (".eml", ".html", ".txt") if (p := answer.with_suffix(s)).exists())
        expected, content = answer.read_text(encoding="utf-8"), raw(source)
        started = time.perf_counter()
        mail = opener.open(RawMail(content=content, received_at=NOW))
        seconds += time.perf_counter() - started
        suite = answer.parent.name
        right, gone = passes(mail, expected), lost(mail, expected)
        total[suite] += 1
        passed[suite] += right
        losing[suite] += bool(gone)
        if arguments.failures and (gone or not right):
            show(answer, mail, expected, gone)
    for suite, count in (*total.items(), ("all", total.total())):
        good = passed.total() if suite == "all" else passed[suite]
        bad = losing.total() if suite == "all" else losing[suite]
        print(f"{suite:20} {good:4} of {count:4} right, words lost in {bad:3}")
    print(f"{1000 * seconds / max(1, total.total()):.2f} ms a mail")


def show(answer: Path, mail: IncomingMail, expected: str, gone: list[str]) -> None:
    """Print a mail that was read otherwise than expected."""
    print(f"=== {answer}{'  LOST: ' + ' / '.join(gone) if gone else ''}\n--- expected\n{expected.strip()}\n--- read")
    for segment in mail.segments:
        print("\n".join(f"{segment.kind.value[:6]:6} {line}" for line in segment.text.splitlines()[:12]))


if __name__ == "__main__":
    main()
