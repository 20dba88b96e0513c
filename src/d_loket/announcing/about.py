"""What an announcement says of itself: when it was published, where to answer, for whom it is, what it asks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from d_loket.announcing.lines import Line
from d_loket.announcing.shaping import is_prose
from d_loket.announcing.wording import ASKED, ASKS, AUDIENCE, ENROL, KICKER, OTHER_MAIL, PUBLISHED
from d_loket.dutch import DateMention, find_dates, find_times
from d_loket.patterns import fold

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HIDDEN_AT = re.compile(r"(?<=\w)\s*[\[({<]\s*(?:at|apenstaartje|apestaartje)\s*[\])}>]\s*(?=\w)", re.IGNORECASE)
_HIDDEN_DOT = re.compile(r"(?<=\w)\s*[\[({<]\s*(?:dot|punt)\s*[\])}>]\s*(?=\w)", re.IGNORECASE)
_HEAD = 12  # lines within which a bare date is that of the announcement
_BYLINE = re.compile(
    r"\W*(?:(?:leestijd|door|auteur|redactie|geplaatst)\b.{0,30}|\d{1,2}[:.]\d\d\W*(?:uur)?\W*|\d+ min\w*)?"
)
_CHANGED = re.compile(r"\b(?:bijgewerkt|gewijzigd|update|wijziging)\b")
_FOR_WHOM = re.compile(r"\W*(?:voor wie|doelgroep|wie kan|for whom|who)\b.{0,40}[?:]?\W*")


@dataclass(frozen=True, slots=True)
class Said:
    """Something taken from the announcement, the words it was taken from and their line."""

    value: str
    source: str
    line: int


def published_in(lines: Sequence[Line]) -> tuple[date, Said] | None:
    """Return the day of publication: said as such, else a date that stands alone near the top."""
    lines = _without_sessions(lines)
    signed = _signed(lines)
    said = [
        (bool(_CHANGED.search(fold(ln.text))), n, ln, m)
        for n, ln in enumerate(lines)
        for m in _publication(ln, n, signed)
    ]
    for _, _, line, mention in sorted(said, key=lambda found: found[:2]):
        day = _day(mention)
        if day:
            return day, Said(day.isoformat(), mention.text, line.number)
    return None


def _signed(lines: Sequence[Line]) -> set[int]:
    """Return the lines that say who writes and when ("Bureau Water – 3 mei 2031"): one such line, at an end."""
    found = [n for n, ln in enumerate(lines) if not (ln.kind or ln.row) and _signature(ln.text)]
    return {n for n in found if len(found) == 1 and (n < _HEAD // 2 or n > len(lines) - _HEAD // 2)}


def _signature(text: str) -> bool:
    mentions = find_dates(text)
    if len(mentions) != 1 or not mentions[0].year or find_times(text):
        return False
    before = text[: mentions[0].start].strip()
    return (
        before[-1:] in (",", "|", "–", "-", "—") and len(before.split()) < 7 and not text[mentions[0].end :].strip(" .")
    )


def _publication(line: Line, n: int, signed: set[int]) -> list[DateMention]:
    folded = fold(line.text)
    mentions = [m for m in find_dates(line.text) if m.day and m.month and m.year]
    if line.kind == "published":
        return mentions
    if line.kind == "date" and not line.row and n < _HEAD and mentions and len(find_dates(line.text)) == 1:
        said = mentions[0].weekday is None and not find_times(line.text) and _alone(line, mentions[0])
        return mentions if said else []
    if line.kind or line.row:
        return []
    cue = PUBLISHED.search(folded)
    told = [m for m in mentions if cue and m.start >= cue.start() and m.start - cue.end() < 25]
    if told and len(folded) < 200:
        return told
    dated = mentions and mentions[0].weekday is None
    near_top = n < _HEAD and dated and (_alone(line, mentions[0]) or _dateline(line.text, mentions[0]))
    return mentions[:1] if near_top or (dated and n in signed) else []


def _without_sessions(lines: Sequence[Line]) -> list[Line]:
    """Return the lines but the dates that stand alone, or behind a label, several times in one form: sessions'."""
    bare = [ln for ln in lines if not ln.kind and not ln.row and _bare_date(ln)]
    labelled = [ln for ln in lines if ln.kind == "date" and not ln.row and find_dates(ln.text)]
    alike = [a for sort in (bare, labelled) for a in sort if sum(_weekday(a) == _weekday(b) for b in sort) > 1]
    return [line for line in lines if line not in alike]


def _weekday(line: Line) -> bool:
    return any(m.weekday is not None for m in find_dates(line.text))


def _bare_date(line: Line) -> bool:
    mentions = [m for m in find_dates(line.text) if m.day and m.month]
    return len(mentions) == 1 and len(line.text.strip()) - len(mentions[0].text) < 4


def _alone(line: Line, mention: DateMention) -> bool:
    rest = re.split(r"[|•·]", f"{line.text[: mention.start]}|{line.text[mention.end :]}")
    before = not rest[0].strip(" ,-–") or (KICKER.fullmatch(fold(rest[0])) and len(rest[0]) < 20)
    return bool(before and _BYLINE.fullmatch(fold(rest[-1])))


def _dateline(text: str, mention: DateMention) -> bool:
    """Tell whether a line is or starts with the place and day of writing: "Den Haag, 3 mei 2024 – …"."""
    rest = text[mention.end :].strip(" .")
    place = re.fullmatch(r"\W*[A-Z][\w' -]{1,25}[,|]\s*", text[: mention.start])
    return bool(place) and (not rest or (rest[0] in "-–—" and is_prose(rest)))


def _day(mention: DateMention) -> date | None:
    try:
        return date(mention.year or 0, mention.month or 0, mention.day or 0)
    except ValueError:
        return None


def mailbox_in(lines: Sequence[Line]) -> Said | None:
    """Return the address to which people register: the one that stands nearest to words about that."""
    found: list[tuple[int, int, Said]] = []
    for n, line in enumerate(lines):
        text = _HIDDEN_DOT.sub(".", _HIDDEN_AT.sub("@", line.text))
        for match in _MAIL.finditer(text):
            address = match[0].rstrip(".")
            found.append((-_for_registering(lines, n, text, match), n, Said(address, address, line.number)))
    return min(found, key=lambda item: item[:2])[2] if found else None


def _for_registering(lines: Sequence[Line], n: int, text: str, match: re.Match[str]) -> int:
    """Weigh what speaks for an address: words of registering near it; words of other matters count against it."""
    sentence = fold(text[max(0, match.start() - 120) : match.start()])
    own = fold(text).replace(fold(match[0]), " ")
    above = " ".join(fold(ln.text) for ln in lines[max(0, n - 3) : n])
    score = 4 * bool(ENROL.search(sentence)) + 2 * bool(ENROL.search(own)) + bool(ENROL.search(above))
    score -= 4 * bool(OTHER_MAIL.search(re.split(r"[.;|]", sentence)[-1])) + 2 * lines[n].margin
    score -= 3 * bool(
        re.match(r"(?:info|pers|redactie|webmaster|privacy|fg|communicatie|contact|klacht)", fold(match[0]))
    )
    return score


def audience_in(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return for whom it is: said in a sentence, or beneath "Voor wie?"."""
    whole = "\n".join(line.text for line in lines)
    match = AUDIENCE.search(whole)
    said = match[1] if match else ""
    if not said:
        said = next((ln.text for ln in lines if ln.kind == "audience"), "")
        heads = [n for n, ln in enumerate(lines) if _FOR_WHOM.fullmatch(fold(ln.text)) and n + 1 < len(lines)]
        said = lines[heads[0] + 1].text if heads and not said else said
        said = re.split(r"[.\n]", re.sub(r"^\W*Voor (?:iedereen .*?:)?\s*", "", said))[0]
    parts = (re.sub(r"^(?:voor|en) ", "", p.strip(" .;:")) for p in re.split(r",|\ben\b|\band\b", said))
    return tuple(p for p in parts if p and len(p) < 80)


def asks_in(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return what people are asked to mention, from the sentences that ask it and the list beneath."""
    asking = [n for n, ln in enumerate(lines) if ASKED.search(fold(ln.text)) or "o.v.v" in fold(ln.text)]
    told = {m for n in asking for m in range(n, min(n + 5, len(lines))) if m == n or not lines[m].gap}
    text = " ".join(fold(lines[n].text) for n in sorted(told))
    return ("session", *(name for name, cue in ASKS if re.search(cue, text)))
