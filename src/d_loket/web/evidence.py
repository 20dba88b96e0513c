"""A mail's text with the evidence marked in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from d_loket.model.finding import SPEAKS_AGAINST
from d_loket.web.wording import CONTEXTS, INTENTS, KINDS


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `kind` is "" where it is no evidence, else `label` says what it is.

    `against` tells whether its context speaks against it: "niet in Utrecht".
    """

    text: str
    kind: str = ""
    label: str = ""
    against: bool = False


def marked(text: str, evidence: Iterable[Mapping[str, Any]], part: str, sessions: Mapping[str, str]) -> list[Piece]:
    """Return the text of a part in pieces, evidence apart; where that overlaps, the earlier and longer shows.

    `evidence` is as in a recorded decision. Evidence that does not fit the text is left out.
    """
    spans = sorted((e for e in evidence if e["in"] == part), key=lambda e: (e["start"], -e["end"]))
    pieces: list[Piece] = []
    at = 0
    for span in spans:
        start, end = span["start"], span["end"]
        if not at <= start < end or text[start:end] != span["text"]:
            continue
        pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], span["kind"], label(span, sessions), speaks_against(span)))
        at = end
    pieces.append(Piece(text[at:]))
    return [p for p in pieces if p.text]


def label(span: Mapping[str, Any], sessions: Mapping[str, str]) -> str:
    """Return what a mark means: "sessie Utrecht, ontkend"."""
    words = " ".join(filter(None, (KINDS.get(span["kind"], span["kind"]), meaning(span, sessions))))
    return ", ".join([words, *contexts(span)])


def meaning(span: Mapping[str, Any], sessions: Mapping[str, str]) -> str:
    """Return what was understood by it, "" where its kind says it all."""
    match span["kind"]:
        case "session":
            return sessions.get(span["value"], str(span["value"]))
        case "intent":
            return INTENTS.get(span["value"], str(span["value"]))
        case "role" | "place" | "date" | "person" | "count":
            return str(span["value"])
    return ""


def contexts(span: Mapping[str, Any]) -> list[str]:
    """Return in words the contexts in which it stands."""
    return [CONTEXTS.get(c, c) for c in span.get("context", ())]


def speaks_against(span: Mapping[str, Any]) -> bool:
    """Whether its context speaks against it."""
    return any(c in SPEAKS_AGAINST for c in span.get("context", ()))


def kinds(*texts: Sequence[Piece]) -> list[tuple[str, str]]:
    """Return the kinds that are marked in these texts with their names, for the legend."""
    return [(kind, KINDS.get(kind, kind)) for kind in dict.fromkeys(p.kind for t in texts for p in t if p.kind)]
