"""A mail's text with the evidence marked in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

LABELS = {
    "session": "sessie",
    "date": "datum",
    "place": "plaats",
    "role": "rol",
    "person": "persoon",
    "count": "aantal",
    "intent": "bedoeling",
    "need": "voorziening",
    "question": "vraag",
    "remark": "opmerking",
    "organisation": "organisatie",
}
CONTEXTS = {
    "negated": "ontkend",
    "tentative": "onder voorbehoud",
    "preferred": "voorkeur",
    "fallback": "alleen als het andere niet kan",
    "other-person": "over iemand anders",
    "origin": "herkomst of woonplaats",
    "past": "verleden",
    "hypothetical": "stel dat",
    "corrected": "verbeterd",
    "alternative": "een van meer mogelijkheden",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `kind` "" where it is no evidence, else `label` says what it is."""

    text: str
    kind: str = ""
    label: str = ""


def marked(text: str, evidence: Iterable[dict[str, Any]], part: str) -> list[Piece]:
    """Return the text of a part in pieces, evidence apart. Where evidence overlaps, the earlier and longer shows."""
    spans = sorted((e for e in evidence if e["in"] == part), key=lambda e: (e["start"], -e["end"]))
    pieces: list[Piece] = []
    at = 0
    for span in spans:
        start, end = span["start"], span["end"]
        if start < at or end > len(text) or text[start:end] != span["text"]:
            continue
        if start > at:
            pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], span["kind"], label(span)))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces


def label(span: dict[str, Any]) -> str:
    """Return what a mark means: "sessie utrecht, ontkend"."""
    value = span["value"] if span["kind"] in ("session", "role", "place", "date") else ""
    words = " ".join(filter(None, (LABELS.get(span["kind"], span["kind"]), value)))
    return ", ".join([words, *(CONTEXTS.get(c, c) for c in span.get("context", ()))])


def kinds(pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    """Return the kinds that occur, with their names, for the legend."""
    return [(kind, LABELS.get(kind, kind)) for kind in dict.fromkeys(p.kind for p in pieces if p.kind)]
