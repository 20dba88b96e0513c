"""Regions that stand as headings over blocks: one over several, or each block's own."""

import re
from collections.abc import Sequence
from dataclasses import replace

from d_loket.announcing.blocks import Block
from d_loket.announcing.headings import is_heading, region_head
from d_loket.announcing.lines import Line
from d_loket.announcing.names import Places, looks_like_place
from d_loket.announcing.wording import APART, BUILDING, KICKER, LABEL_ALONE, NOUNS, ONLINE, OVER_ALL, SECTION
from d_loket.patterns import fold

_NOUN = re.compile(rf"\b[\w-]*(?:{'|'.join(NOUNS)})(?:en|s|gen|ken)?\b")
_NO_REGION = (SECTION, KICKER, APART, BUILDING, LABEL_ALONE, ONLINE, OVER_ALL, _NOUN)


def with_regions(blocks: Sequence[Block], lines: Sequence[Line], places: Places) -> list[Block]:
    """Return the blocks, each with the region that is the heading above it, as far as one stands there."""
    own = {(ln.number, ln.text) for b in blocks for ln in b.lines}
    outside = [line for line in lines if (line.number, line.text) not in own]
    if len({head for line in outside if (head := region_head(line))}) > 1:  # one heading is no division of the country
        return [replace(b, region=_above(outside, b)) for b in blocks]
    return _named(blocks, lines, places)


def _above(lines: Sequence[Line], block: Block) -> str:
    for line in reversed([line for line in lines if line.number < block.lines[0].number]):
        if head := region_head(line):
            return head
        if is_heading(line) and SECTION.match(fold(line.text)):
            break
    return ""


def _named(blocks: Sequence[Block], lines: Sequence[Line], places: Places) -> list[Block]:
    """Regions without a word that says so ("Twente"): a name above the first block, and above others alike."""
    listed = [b for b in blocks if b.sort != "prose"]
    heads = [_head(b, lines, places) for b in listed]
    found = [head for head in heads if head]
    inside = any(head in b.lines for head in found for b in listed)
    alike = len({head.level for head in found}) == 1 and len({head.text for head in found}) > 1
    if not alike or heads[0] is None or (inside and None in heads):
        return list(blocks)
    return [_beneath(b, found) for b in blocks]


def _head(block: Block, lines: Sequence[Line], places: Places) -> Line | None:
    """Return the line just above a block if it can be the name of a region."""
    n = next((n for n, line in enumerate(lines) if line == block.lines[0]), 0)
    line = lines[n - 1] if n else None
    own = line and (line.gap or (n > 1 and lines[n - 2].level)) and (lines[n].gap or line.level)  # a paragraph
    if line is None or not own or not is_heading(line):
        return None
    folded = fold(line.text).strip(" :")
    other = any(form.match(folded) for form in _NO_REGION) or (line.text in places and folded not in places.provinces)
    return None if other or not looks_like_place(line.text.strip(" :")) else line


def _beneath(block: Block, heads: Sequence[Line]) -> Block:
    above = [head for head in heads if head.number < block.lines[0].number]
    kept = tuple(line for line in block.lines if line not in heads)
    return replace(block, lines=kept, region=above[-1].text.strip(" :") if above and block.sort != "prose" else "")
