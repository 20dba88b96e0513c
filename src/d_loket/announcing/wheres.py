"""Where a session is: place, venue, address and region, from the text around its date."""

import re
from dataclasses import dataclass

from d_loket.dutch import DateMention, find_times
from d_loket.patterns import fold

_WORD = r"(?:['’]s-)?[A-Z][\w'’-]*"
_NAME = rf"{_WORD}(?:[ ](?:aan den|aan de|en|op|den|{_WORD}))*"
_ONLINE = re.compile(r"\b(online|digitaal|digitale|webinar|via teams|via zoom|microsoft teams)\b", re.IGNORECASE)
_LABELLED = re.compile(r"(?im)^\W*(?:plaats|stad|waar|place|where)\s*:\s*(?P<place>.+)$")
_HEAD = re.compile(rf"^\s*[-*•–]?\s*(?P<place>{_NAME})\s*(?:\((?P<region>[^)]+)\))?\s*[:,–\t-]")
_PREPOSITION = re.compile(rf"\b(?:in|te|naar)\s+(?P<place>{_NAME})")
_STREET = re.compile(r"(?P<address>[A-Z][^\d,;\n\t|()]{2,60}?\s\d{1,4}[a-zA-Z]?(?:-\d+)?)(?=[,;.\s)|]|$)")
_IN_AT = re.compile(
    r"\b(?:in|bij)\s+(?:de\s+|het\s+)?(?P<venue>[A-Z][^,.;]*?)\s+aan\s+(?:de|het|den)\s+(?P<address>[A-Z][^,.;\d]*\d+\w?)"
)
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b\s*")
_WHERE_LABEL = re.compile(r"(?im)^\W*(?:waar|locatie|adres|where|venue|location)\s*:\s*")
_REGION = re.compile(r"\b(?:in|voor)\s+(?P<region>het (?:Noorden|Zuiden|Oosten|Westen|Midden))\b")
_MONTHS = re.compile(
    r"^(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|regio|wanneer|waar|datum|tijd|locatie|sessie|"
    r"op|de|het|wij|die|daarna|omdat|plaats|programma|session|date|time|uur|zaal|inloop|aanvang)$"
)


@dataclass(frozen=True, slots=True)
class Where:
    """Where a session is; "" for what is not said."""

    place: str = ""
    venue: str = ""
    address: str = ""
    region: str = ""
    online: bool = False


def where_of(block: str, mention: DateMention, known: set[str]) -> Where:
    """Return where the session of this date is, from its block of text. `known` are place names."""
    if _ONLINE.search(block) and not _STREET.search(_without_dates(block, mention)):
        return Where(online=True)
    before, after = block[: mention.start], block[mention.end :]
    region = _region(block, before)
    prose = _IN_AT.search(block)
    tail = _tail(after) or _tail(before)
    venue, address, last = (prose["venue"], prose["address"], "") if prose else _split(tail)
    place = _place(block, before, last, known)
    venue = "" if venue == place else venue.strip()
    return Where(place, venue, address.strip(), region if region != place else "")


def _without_dates(block: str, mention: DateMention) -> str:
    return block[: mention.start] + block[mention.end :]


def _region(block: str, before: str) -> str:
    head = _HEAD.match(block)
    if head and head["region"]:
        return head["region"]
    if prose := _REGION.search(block):
        return prose["region"]
    if (behind := re.search(r"\(([A-Z][^()\d]{3,30})\)\s*$", block.strip())) and not find_times(behind[1]):
        return behind[1]
    words = re.split(r"\t|\s{2,}|\s(?=[A-Z])", before.strip())
    return words[0] if len(words) == 2 and "-" in words[0] and words[0][0].isupper() else ""


def _tail(text: str) -> str:
    """Return what follows the time: venue, address, place."""
    times = find_times(text)
    tail = text[times[-1].end :] if times else text
    tail = _WHERE_LABEL.sub("", _POSTCODE.sub("", tail.replace("\t", ", ").replace("\n", ", ")))
    return tail if re.search(r"[A-Z]", tail) else ""


def _split(tail: str) -> tuple[str, str, str]:
    """Return (venue, address, last part) of "Stadhuis, Markt 2, Tiel"."""
    parts = [
        re.sub(r"(?i)^(?:waar|locatie|adres|where|location|plaats)\s*:\s*", "", p.strip(" .;:|-–()"))
        for p in _REMARK.sub("", tail).split(",")
    ]
    parts = [_INTRODUCED.sub("", p) for p in parts]
    parts = [
        p
        for p in parts
        if (re.search(r"[A-Z]", p) or _BUILDING.search(p)) and not re.match(r"(?i)(uur|inloop|aanvang)\b", p)
    ]
    at = next((n for n, p in enumerate(parts) if _STREET.fullmatch(p)), None)
    if at is None:
        venue = parts[0] if parts and len(parts[0].split()) <= 7 else ""
        return venue, "", parts[-1] if len(parts) > 1 else ""
    venue = parts[at - 1] if at else ""
    after = parts[at + 1] if at + 1 < len(parts) else ""
    return venue, parts[at], after or (parts[0] if at > 1 else "")


_BUILDING = re.compile(r"^\w*(?:huis|kantoor|zaal|centrum|theater|kerk|school|bibliotheek|hal|museum)$")
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")  # a region behind the address
_INTRODUCED = re.compile(r"^(?:in|bij|op|te) (?:de |het |'t )?(?=\S)", re.IGNORECASE)


def _place(block: str, before: str, last: str, known: set[str]) -> str:
    """Return the place: labelled, at the head of a bullet, the last part of the address, or behind "in"."""
    if last and re.fullmatch(_NAME, last) and (last in known or fold(last) in fold(before) or not known):
        return last
    if labelled := _LABELLED.search(block):
        parts = re.split(r"[,(]", labelled["place"])
        return (parts[-1] if len(parts) > 1 and re.fullmatch(_NAME, parts[-1].strip()) else parts[0]).strip(" .")
    head = _HEAD.match(block)
    if head and not _MONTHS.match(fold(head["place"]).split()[0]):
        return head["place"].strip()
    for match in _PREPOSITION.finditer(block):
        name = match["place"]
        if fold(name) not in ("het noorden",) and (name in known or not known or len(name.split()) == 1):
            return name
    if last and re.fullmatch(_NAME, last):
        return last
    words = re.findall(_NAME, before)
    return next((w for w in reversed(words) if w in known), words[-1] if words and not known else "")
