"""Findings marked in the text they stand in: by colour in a terminal, by «…»{kind} where there is none."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from d_loket.cli.telling import COLOURS, safe
from d_loket.model import Finding, FindingKind, Part

Stretch = tuple[int, int, tuple[Finding, ...]]


class Marker:
    """Marks findings for a console; `kinds` are those that were marked until now."""

    def __init__(self, console: Console) -> None:
        self._coloured = console.color_system is not None
        self.kinds: list[FindingKind] = []
        self._against = False

    def mark(self, text: str, findings: Iterable[Finding], part: Part, start: int = 0, end: int | None = None) -> Text:
        """Return a part's text from `start` to `end` with its findings marked; struck where denied or not of now."""
        stretches = _stretches(findings, part, start, len(text) if end is None else end)
        self.kinds += [f.kind for *_, found in stretches for f in found if f.kind not in self.kinds]
        self._against |= any(_is_against(found) for *_, found in stretches)
        shown = safe(text[start:end])
        if not self._coloured:
            return Text(_bracketed(shown, stretches))
        result = Text(shown)
        for first, last, found in stretches:
            result.stylize(_style(found), first, last)
        return result

    def legend(self) -> Text:
        """Return what the marks mean, of the kinds that were marked."""
        kinds = [k for k in FindingKind if k in self.kinds]
        if not self._coloured:
            marks = f"Marks: «words»{{kind}}, here of kind {', '.join(kinds)}"
            return Text(marks + "; {not kind}: the context speaks against it" * self._against)
        words = Text(", ").join(Text(k.value, COLOURS[k]) for k in kinds)
        legend = Text("Marks: ") + words
        if self._against:
            legend = legend.append("; ").append("struck through", "strike").append(": the context speaks against it")
        return legend


def _stretches(findings: Iterable[Finding], part: Part, start: int, end: int) -> list[Stretch]:
    """Return the stretches of text, counted from `start`, with all that was found there; outer ones first."""
    found: dict[tuple[int, int], list[Finding]] = {}
    for finding in findings:
        if finding.part is part and start <= finding.start < finding.end <= end:
            found.setdefault((finding.start - start, finding.end - start), []).append(finding)
    return [(s, e, tuple(found[s, e])) for s, e in sorted(found, key=lambda at: (at[0], -at[1]))]


def _style(found: Sequence[Finding]) -> str:
    return COLOURS[found[0].kind] + " strike" * _is_against(found)


def _is_against(found: Sequence[Finding]) -> bool:
    return not any(f.asserted for f in found)


def _bracketed(text: str, stretches: Sequence[Stretch]) -> str:
    """Put «…»{kind} around each stretch. One that begins in another closes with it where it would cross its end."""
    closing: list[tuple[int, str]] = []
    pieces: list[str] = []
    at = 0
    for start, end, found in stretches:
        at = _close(closing, start, text, at, pieces)
        pieces.append(text[at:start] + "«")
        at = start
        closing.append((min([end, *(e for e, _ in closing)]), _label(found)))
    at = _close(closing, len(text), text, at, pieces)
    return "".join([*pieces, text[at:]])


def _close(closing: list[tuple[int, str]], until: int, text: str, at: int, pieces: list[str]) -> int:
    while closing and closing[-1][0] <= until:
        end, label = closing.pop()
        pieces.append(f"{text[at:end]}»{{{label}}}")
        at = end
    return at


def _label(found: Sequence[Finding]) -> str:
    kinds = "+".join(dict.fromkeys(f.kind.value for f in found))
    return f"not {kinds}" if _is_against(found) else kinds
