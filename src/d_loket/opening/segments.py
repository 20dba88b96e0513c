"""A mail's lines → segments: written now, quoted, forwarded, signature, disclaimer, footer."""

from collections.abc import Sequence
from itertools import groupby

from d_loket.model import Address, Segment, SegmentKind, WordingKind
from d_loket.opening.lines import Line, Mark
from d_loket.opening.signing import Signing
from d_loket.opening.splitting import split
from d_loket.opening.threads import Thread
from d_loket.opening.wording import Wordings
from d_loket.opening.writer import Writer


class Segmenter:
    """Divides lines into segments by the marks of mail programs and the wordings of the rulebook."""

    def __init__(self, wordings: Wordings) -> None:
        self._wordings = wordings

    def segments(self, lines: Sequence[Line], *, sender: Address, subject: str) -> tuple[Segment, ...]:
        """Return the segments of a body, in order; every line is in one of them."""
        divided = split(lines, self._wordings)
        forwarding = bool(self._wordings.find(WordingKind.FORWARD, subject))
        kinds = Thread(divided, self._wordings, forwarding=forwarding).kinds()
        if _only_structure_quotes(divided, kinds):
            kinds = [SegmentKind.WRITTEN] * len(kinds)
        Signing(divided, self._wordings, Writer.of(sender)).apply(kinds)
        grouped = groupby(zip(kinds, divided, strict=True), key=lambda pair: pair[0])
        return tuple(Segment(kind, "\n".join(line.text for _, line in pairs)) for kind, pairs in grouped)


def _only_structure_quotes(lines: Sequence[Line], kinds: Sequence[SegmentKind]) -> bool:
    """Whether all stands in blockquotes and nothing introduces them: then somebody wrote that way."""
    told = [n for n, line in enumerate(lines) if line.text.strip()]
    return bool(told) and all(
        kinds[n] is SegmentKind.QUOTED and lines[n].mark is Mark.QUOTED and not lines[n].text.lstrip().startswith(">")
        for n in told
    )
