"""How well robots are told from people, measured on mails of both.

    python benchmarks/opening_robots.py DIR [--failures]

DIR holds the folders `bounces`, `away`, `other` and `people`, each with mails as files, NAME.eml. A bounce is seen when
its verdict is a bounce, or a report of a mail that is delayed; a mail that says its writer is away when it is an
out-of-office; one of another robot when it is any robot. A person taken for a robot is a false alarm.

The suites are not part of this repository; docs/opening.md tells where they are.
"""

import argparse
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from d_loket.model import AutomaticKind, IncomingMail, RawMail
from d_loket.opening import Opener
from d_loket.rulebook import load_rulebook

NOW = datetime(2024, 1, 1, tzinfo=UTC)
RIGHT: dict[str, frozenset[AutomaticKind | None]] = {
    "bounces": frozenset({AutomaticKind.BOUNCE, AutomaticKind.REPORT}),
    "away": frozenset({AutomaticKind.OUT_OF_OFFICE}),
    "other": frozenset(AutomaticKind),
    "people": frozenset({None}),
}


def kind_of(mail: IncomingMail) -> AutomaticKind | None:
    """Return which robot a mail is of, None for a person."""
    return mail.automatic.kind if mail.automatic else None


def main() -> None:
    """Print, a folder to a line, how many are seen for what they are, and what the others are taken for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--rules", type=Path, default=Path(__file__).parents[1] / "rules")
    parser.add_argument("--failures", action="store_true", help="name each mail that is taken for something else")
    arguments = parser.parse_args()
    opener = Opener(load_rulebook(arguments.rules))
    for folder, right in RIGHT.items():
        verdicts = Counter[str]()
        wrong = 0
        paths = sorted((arguments.directory / folder).rglob("*.eml"))
        for path in paths:
            mail = opener.open(RawMail(content=path.read_bytes(), received_at=NOW))
            kind = kind_of(mail)
            verdicts[kind.value if kind else "person"] += 1
            wrong += kind not in right
            if arguments.failures and kind not in right:
                reason = mail.automatic.reason if mail.automatic else "person"
                print(f"=== {path}: {reason}\n{mail.sender.address} | {mail.subject}\n{mail.written[:600]}")
        told = ", ".join(f"{name} {count}" for name, count in verdicts.most_common())
        print(f"{folder:10} {len(paths) - wrong:4} of {len(paths):4} right ({told})")


if __name__ == "__main__":
    main()
