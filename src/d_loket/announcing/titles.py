"""What an announcement is called and who announces it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from d_loket.announcing.about import Said
from d_loket.announcing.lines import Line
from d_loket.announcing.names import NAME
from d_loket.announcing.shaping import BULLET
from d_loket.announcing.wording import (
    ABOUT_US,
    CRUMB,
    KICKER,
    NO_ORGANISATION,
    ORGANISATION,
    ORGANISATION_WORD,
    ORGANISES,
    PUBLISHED,
    SECTION,
    TITLE_WORDS,
)
from d_loket.dutch import find_dates, find_times
from d_loket.patterns import fold

_NAMED = re.compile(
    rf"(?P<whole>(?:{ORGANISATION} )?(?:(?:de|het|voor) )?{NAME}"
    rf"(?:(?: &| voor| van| van het| voor de| voor het) {NAME})*)"
)
_STATED = re.compile(
    r"(?:Afzender|\bOrganisatie:|\bOrganisator:|\bOrganised by|[Gg]eorganiseerd door|"
    r"[Ii]nitiatief van|[Oo]rganisatie is in handen van)"
    r"\s*:?\s+(?:de |het )?(?P<name>[A-Z][^\n.;,|]*?)(?=\s*Datum\b|\s*$|[.,;|]| en (?:de|het) )"
)


_LEAST = -3.5  # what a line must at least be worth to be a title


def title_in(lines: Sequence[Line], plural: str) -> Said | None:
    """Return the heading that says what the event is: not the sender, a menu or a kind of news."""
    pieces = {a.number for a, b in pairwise(lines) if a.number == b.number}  # of a paragraph
    head = [(n, ln) for n, ln in enumerate(lines[:14]) if _may_title(ln) and ln.number not in pieces]
    subject = next((ln for ln in lines[:14] if ln.kind == "subject"), None)
    if subject:
        return Said(_tidy(re.sub(r"^(?:(?:Fwd?|FW|Re|RE):\s*)+", "", subject.text)), subject.text, subject.number)
    if not head:
        return None
    if max(_worth(ln, n, lines, plural) for n, ln in head) < _LEAST:
        return None
    best = max(head, key=lambda item: (_worth(item[1], item[0], lines, plural), -item[0]))[1]
    return Said(_tidy(best.text), best.text, best.number)


def _may_title(line: Line) -> bool:
    folded = fold(line.text)
    if line.kind or line.row or line.margin or "@" in line.text or "\t" in line.text or BULLET.match(line.text):
        return False
    if (
        KICKER.fullmatch(folded)
        or (CRUMB.search(folded) and line.level != 1)
        or (PUBLISHED.search(folded) and find_dates(line.text))
    ):
        return False
    if find_times(line.text) or any(len(line.text.strip()) - len(m.text) < 8 for m in find_dates(line.text)):
        return False
    return 3 < len(line.text) < 150 and not line.text.endswith((".", ",", ";")) and len(line.text.split()) < 22


def _worth(line: Line, n: int, lines: Sequence[Line], plural: str) -> float:
    folded = fold(line.text)
    worth = {1: 8.0, 2: 2.0}.get(line.level, 0.0) - 0.45 * n
    worth += 2 * bool(plural and fold(plural) in folded) + bool(TITLE_WORDS.search(folded)) + (len(folded.split()) > 2)
    worth -= 3 * bool(SECTION.match(folded)) + 4 * bool(find_dates(line.text) and len(folded) < 30)
    worth -= (1 if plural and fold(plural) in folded else 3.5) * bool(
        ORGANISATION_WORD.search(folded) and len(folded.split()) < 8 and (n < 2 or ORGANISATION_WORD.match(folded))
    )
    worth -= 2 * (len(folded.split()) == 1 and not (plural and fold(plural) in folded))
    above = lines[n - 1] if n and not line.gap and not line.level else None
    worth -= 2.5 * bool(above and _may_title(above) and not ORGANISATION_WORD.search(fold(above.text)))  # a subtitle
    crumbs = [ln.text for ln in lines[:n] if CRUMB.search(fold(ln.text))]
    return worth + 2 * any(line.text.strip() in crumb for crumb in crumbs)


def _tidy(text: str) -> str:
    """Return a title without marks around it; words in capitals as a sentence has them."""
    text = re.sub(r"^[\W_]*(?=['’‘\"“\w])|[\s=#*_–-]+$", "", text)
    if not text.isupper():
        return text
    return text[0] + text[1:].lower()


def organiser_in(lines: Sequence[Line], mailbox: str, title: str, places: Sequence[str]) -> str:
    """Return who announces: said as such, else the name that is most like the mailbox's domain."""
    labelled = next((ln.text for ln in lines if ln.kind == "organiser" and ln.text), "")
    if labelled:
        return re.sub(r"\s*Datum\b.*$|\s*<.*>$", "", labelled).strip(" .")
    stated = next((m for ln in lines if (m := _STATED.search(ln.text))), None)
    if stated:
        return stated["name"].strip()
    named = sorted(_candidates(lines, mailbox, title), key=lambda pair: -pair[0])
    named = [pair for pair in named if pair[1] not in places and not NO_ORGANISATION.fullmatch(fold(pair[1]))]
    return named[0][1] if named and named[0][0] > 1.5 else ""


def _candidates(lines: Sequence[Line], mailbox: str, title: str) -> Iterator[tuple[float, str]]:
    domain = re.sub(r"[^a-z]", "", fold(mailbox.partition("@")[2].rpartition(".")[0]))
    for n, line in enumerate(lines):
        if line.kind or line.row or ("@" in line.text and n < 3):
            continue
        whole = (
            n < 4 and len(line.text.split()) < 8 and line.text.strip() != title and not CRUMB.search(fold(line.text))
        )
        for match, name in _names_in(line.text):
            if not name or fold(name) == fold(title):
                continue
            alone = whole and name == line.text.strip(" .")
            if line.text == title and not ORGANISATION_WORD.search(fold(name)):
                continue
            signed = n and ABOUT_US.match(fold(lines[n - 1].text)) and _says_only(line.text, name)
            lead = (
                1.5 * bool(signed)
                + 1.0 * bool(ORGANISES.search(fold(line.text)))
                + (0.7 if match.start() < 5 and not alone and not line.level else 0)
            )
            said = bool(ABOUT_US.match(fold(line.text))) * 0.5 + bool(ORGANISATION_WORD.search(fold(name))) * 0.6
            yield _likeness(name, domain) * 4 + alone * 1.2 + lead + said - 0.02 * n, name


def _names_in(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the names in a line; of "het Leercafé van Stichting Samen" also what stands behind "van"."""
    for match in _NAMED.finditer(text):
        yield match, _name(match["whole"])
        if not re.match(ORGANISATION, match["whole"]) and " van " in match["whole"]:
            yield match, _name(match["whole"].split(" van ", 1)[1])


def _says_only(text: str, name: str) -> bool:
    """Tell whether a line says a name and nothing else."""
    return text.strip(" .,") == name


def _name(text: str) -> str:
    name = re.sub(
        r"^(?:De|Het|de|het|voor|Van|In|Op|Bij|Deze|Dit|Onze|Wij|Aan|Als|Dan|Stichting(?= de))\s+", "", text
    ).strip()
    name = re.sub(r"\s(?:voor|van|en|de|het)$", "", name)
    short = re.match(r"(?P<letters>[A-Z]{2,6}) (?P<full>.+)", name)
    if short and short["letters"] == "".join(w[0] for w in short["full"].split() if w[0].isupper()):
        name = short["full"]
    return name[:1].upper() + name[1:]


def _likeness(name: str, domain: str) -> float:
    """How much of the domain the name's words make up, and of the name the domain."""
    words = [w for w in re.findall(r"[a-z]+", fold(name)) if len(w) > 1]
    within = [w for w in words if w in domain and (len(w) > 2 or len(words) < 3)]
    partial = [w for w in words if w not in within and len(w) > 5 and any(w[:k] in domain for k in (6, 7))]
    covered = sum(map(len, within)) + 3 * len(partial)
    if not domain or not covered:
        acronym = "".join(w[0] for w in re.findall(r"\w+", fold(name)))
        return 0.5 if len(acronym) > 2 and acronym in domain else 0.0
    return min(covered / len(domain), 1.0) + 0.3 * covered / sum(map(len, words))
