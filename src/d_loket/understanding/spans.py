"""Findings as spans of a document."""

from collections.abc import Iterable

from spacy.tokens import Doc, Span

from d_loket.model import FindingKind, Qualifier


def add(
    doc: Doc, kind: FindingKind, start: int, end: int, value: str, rule: str, qualifiers: Iterable[Qualifier] = ()
) -> None:
    """Add a finding to the document's span group of its kind; `start` and `end` count tokens."""
    span = Span(doc, start, end, label=value, span_id=rule)
    qualify(span, qualifiers)
    if kind.value in doc.spans:
        doc.spans[kind.value].append(span)
    else:
        doc.spans[kind.value] = [span]


def qualify(span: Span, qualifiers: Iterable[Qualifier]) -> None:
    """Put a finding in a context, beside those it stands in already."""
    together = span._.qualifiers | frozenset(qualifiers)
    if together:
        span._.qualifiers = together
