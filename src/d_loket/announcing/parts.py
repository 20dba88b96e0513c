"""The parts of a block: names, streets, postcodes, remarks, each with its label and what stood in brackets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from d_loket.announcing.hours import without_hours
from d_loket.announcing.lines import Line
from d_loket.announcing.shaping import BULLET, is_prose
from d_loket.announcing.wording import APART, GENERIC_PART, ONLINE, PENDING, REMARK
from d_loket.dutch import find_dates
from d_loket.patterns import fold

_STREET = re.compile(
    r"(?P<name>[^\d,;|()]*[^\W\d][^\d,;|()]*?|(?:\d+e|\w*\s19\d\d|.*\b(?:19|"
    r"18)\d\d)\b[^,;|()]*)\s+\d{1,4}\s?(?:[a-zA-Z]{1,2}|[IVX]+)?(?:\s?[-/]\s?\d{1,4}\s?[a-zA-Z]?|-[a-zA-Z]{1,2})?"
)
_STREET_IN = re.compile(r"(?P<street>.*[^\W\d].*\s\d+\w?)\s(?:in|te)\s(?P<place>['’]?[^\W\d].*)")
_AT_STREET = re.compile(r"(?P<venue>\S.*?),? aan (?:de |het |den |'t )?(?P<rest>[A-Z].*\s\d+\w?)")
_AT_PLACE = re.compile(r"(?P<venue>[^\d]*\S) te (?P<rest>(?:['’]s-)?[A-Z][^\d]*)")
_POSTCODE = re.compile(r"\b(?P<code>[1-9]\d{3}\s?[A-Z]{2})\b[\s,]*(?P<place>['’]?[^\d,;|()]*)")
_SPLIT = re.compile(r"\s*[,;|\t•→]\s*|\s+[-–—/]+\s+|:\s+|\s*[–—]\s*(?=[A-Z'’])|\.\s+(?=[A-Z'’])|\s+\|\s+")
_IN = re.compile(r"^(?:ook |opnieuw |weer )?(?:in|bij|op|te|at|naar) (?:de |het |'t |the )?(?=\S)")
_HOUSE = re.compile(
    r"\b(?:[Ii]n|[Bb]ij|[Nn]aar)\s(?:de |het |'t )?(?P<venue>[A-Z][\w'’&-]*(?: (?:van |de |den |het |der "
    r")*[A-Z][\w'’&-]*)*)"
    r"(?:\s?[(,]\s?(?P<street>[A-Z][^\d,;()]*\s\d+[^,;()]*)\)?)?"
)
_ENTRY = re.compile(r"(?P<venue>[A-Z][^,.;!?]{2,50},\s)(?P<street>[A-Z][^\d,.;]*\s\d+\w?)(?=[.,;]|$)")
_EMPTY = re.compile(r"(?:op|in|om|van|te|tot|uur|en|de|datum|tijd|aanvang|start|inloop|dag|waar|wanneer|locatie)?\W*")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a block. `kind`: name, street, postcode, online, pending or remark; `label` is its line's."""

    text: str
    kind: str
    label: str = ""
    brackets: tuple[str, ...] = ()
    level: int = 0
    line: int = 0  # which line of the block, from 0
    above: bool = False  # it stands before the date


def parts_of(lines: Sequence[Line], at: int) -> list[Part]:
    """Return the parts of a block's lines; the dates and times are left out. `at` is the number of the date's line."""
    parts: list[Part] = []
    dated = next((n for n, line in enumerate(lines) if line.number == at and _dates(line.text)), 0)
    for n, line in enumerate(lines):
        if line.kind in ("time", "starts", "ends", "doors", "other", "published", "organiser", "subject", "audience"):
            continue
        text = BULLET.sub("", line.text, count=1) if BULLET.match(line.text) else line.text
        if (n and not line.kind and text.endswith(("?", "!")) and len(text.split()) > 2) or (
            n and not line.kind and PENDING.search(fold(text)) and is_prose(text)
        ):
            continue
        if is_prose(text) and not line.kind and line.number != at:
            parts += _told(text, line, n)
            continue
        first = min([m for m, _ in _dates(text)], default=0)
        bare = without_hours(_without_dates(text))
        for piece, brackets in _pieces(bare):
            above = n < dated or (n == dated and first > 0 and text.find(piece) < first)
            inside = [b for b in brackets if _in_brackets(b)]
            parts += _typed(piece, line, tuple(b for b in brackets if b not in inside), n, above=above)
            parts += [p for b in inside for cut, _ in _pieces(b) for p in _typed(cut, line, (), n, above=above)]
    return parts


def _in_brackets(text: str) -> bool:
    """Tell whether brackets hold an address: "De Bron (Dorpsweg 1, Ede)"."""
    return bool(_POSTCODE.search(text)) or any(_kind(cut, "") == "street" for cut, _ in _pieces(text))


def _told(text: str, line: Line, n: int) -> Iterator[Part]:
    """Yield the house that a sentence beneath the date names ("We zijn te gast in De Bron (Dorpsweg 1)")."""
    if entry := _ENTRY.match(text):
        yield Part(entry["venue"].strip(" ,"), "name", "", (), 0, n)
        yield Part(entry["street"], "street", "", (), 0, n)
    elif PENDING.search(fold(text)):
        yield Part(text, "pending", "", (), 0, n)
    elif house := _HOUSE.search(text):
        yield Part(house["venue"], "name", "", (), 0, n)
        if house["street"]:
            yield Part(house["street"], "street", "", (), 0, n)


def _dates(text: str) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in find_dates(text) if m.day and m.month]


def _without_dates(text: str) -> str:
    for start, end in reversed(_dates(text)):
        text = f"{text[:start]},{text[end:]}"
    return text


def _pieces(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Split at commas and the like, brackets kept with what they stand behind."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[1].strip(" ,"))
        return f" \x00{len(held) - 1}\x00 "

    flat = re.sub(r"[(\[]([^()\[\]]*)[)\]]", hold, text)
    for piece in _SPLIT.split(flat):
        brackets = tuple(held[int(n)] for n in re.findall(r"\x00(\d+)\x00", piece))
        bare = re.sub(r"\s+", " ", re.sub(r"\x00\d+\x00", " ", piece)).strip(" .:;,-–—!?*")
        bare = re.sub(r"(?<=\w)\s(?:op|om|in|te|bij|van|vanaf|en)$", "", bare)
        if not _EMPTY.fullmatch(fold(bare)) or brackets:
            yield bare, brackets


def _typed(piece: str, line: Line, brackets: tuple[str, ...], n: int, *, above: bool) -> Iterator[Part]:
    def part(text: str, kind: str) -> Part:
        return Part(text, kind, line.kind, brackets, line.level, n, above)

    if code := _POSTCODE.search(piece):
        if street := piece[: code.start()].strip(" ,"):
            yield from _typed(street, line, (), n, above=above)
        yield part(code["place"].strip(), "postcode")
        return
    if within := _STREET_IN.fullmatch(piece):
        yield part(within["street"], "street")
        yield Part(within["place"], "name", line.kind, (), line.level, n, above)
        return
    for form in (_AT_STREET, _AT_PLACE):
        if at := form.fullmatch(_IN.sub("", piece)):
            yield part(at["venue"], _kind(at["venue"], line.kind))
            yield from _typed(at["rest"], line, (), n, above=above)
            return
    bare = _IN.sub("", piece)
    yield part(bare if bare else piece, _kind(bare, line.kind))


def _kind(text: str, label: str) -> str:
    folded = fold(text)
    street = _STREET.fullmatch(text)
    if street and not GENERIC_PART.match(fold(street["name"]).strip()):
        return "street"
    if label == "address":
        return "pending" if PENDING.search(folded) else "street"
    if PENDING.search(folded):
        return "pending"
    if ONLINE.search(folded):
        return "online"
    if not text or REMARK.match(folded) or APART.fullmatch(folded):
        return "remark"
    return "name"
