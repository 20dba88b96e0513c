"""The writer's own words from which a decision was read, short enough to repeat in a reply."""

import re
from collections.abc import Iterable

from d_loket.dutch.names import TITLES
from d_loket.model import Decision, Finding, FindingKind, IncomingMail, Part
from d_loket.model.record import attendees_of

LONGEST = 160  # characters of a quotation
MOST = 3  # quotations
_TEXT = {Part.WRITTEN: lambda m: m.written, Part.SUBJECT: lambda m: m.subject}
_STOP = re.compile(r"(?P<word>\w*)[.!?]\s+(?=[^a-z\s])|\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)]|\w[\w ]{0,20}:)\s)")
# Whoever forges a sender must not have us carry their links to the person forged.
_LINK = re.compile(r"\S*(?:://|www\.)\S*", re.IGNORECASE)


def read_from(decision: Decision, mail: IncomingMail) -> tuple[str, ...]:
    """Return the sentences that name the chosen sessions, in the mail's order; else those that say who comes."""
    chosen = {s for a in attendees_of(decision) for s in a.sessions}
    found = [f for f in decision.evidence if f.part in _TEXT and f.asserted]
    sessions = [f for f in found if f.kind is FindingKind.SESSION and f.value in chosen]
    written = [f for f in sessions if f.part is Part.WRITTEN]
    said = [f for f in found if f.kind is FindingKind.INTENT and f.part is Part.WRITTEN]
    return tuple(_sentences(written or sessions or said, mail))[:MOST]


def _sentences(findings: Iterable[Finding], mail: IncomingMail) -> dict[str, None]:
    return dict.fromkeys(s for f in findings if (s := _sentence(f, _TEXT[f.part](mail))))


def _sentence(finding: Finding, text: str) -> str:
    """Return the sentence a finding stands in; of a long one, the words around the finding."""
    bounds = [0, *(m.end() for m in _STOP.finditer(text) if not _abbreviates(m["word"])), len(text)]
    start = max(b for b in bounds if b <= finding.start)
    end = min(b for b in bounds if b >= min(finding.end, len(text)))
    if len(_plain(text[start:end])) <= LONGEST:
        return _plain(text[start:end])
    room = (LONGEST - len(finding.text)) // 2
    before, after = text[start : finding.start][-room:], text[finding.end : end][:room]
    before = before[before.find(" ") + 1 :] if finding.start - start > room else before
    after = after[: after.rfind(" ") + 1] if end - finding.end > room else after
    return f"… {_plain(before + finding.text + after)[:LONGEST]} …"


def _abbreviates(word: str | None) -> bool:
    """Whether a full stop behind this word ends no sentence: "dhr.", "J."."""
    return bool(word) and (len(str(word)) == 1 or str(word).lower() in TITLES)


def _plain(text: str) -> str:
    return " ".join(_LINK.sub("…", text).split())
