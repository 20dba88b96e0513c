"""Who is named in a mail: in lists and tables, behind a title or role, in the signature."""

import re
from dataclasses import dataclass

from d_loket.dutch import clean_name, fuller, looks_like_name, same_person
from d_loket.dutch.names import PARTICLES
from d_loket.model import IncomingMail
from d_loket.patterns import fold

_PARTICLE = "|".join(sorted((re.escape(p) for p in PARTICLES), key=len, reverse=True))
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]*[\w]|[A-Z]\.(?:-?[A-Z]\.)*"
NAME = rf"(?:{_CAPITAL})(?:[ ]+(?:(?:{_PARTICLE})[ ]+)*(?:{_CAPITAL})){{0,4}}"
FULL_NAME = rf"(?:{_CAPITAL})(?:[ ]+(?:(?:{_PARTICLE})[ ]+)*(?:{_CAPITAL})){{1,4}}"
_TITLED = re.compile(
    r"(?i:\b(?:de heer|heer|dhr\.?|mevrouw|mevr\.?|mw\.?|meneer|(?:(?:mijn|onze|haar|zijn|ook|oud-)\s+)?"
    r"(?:collega|buurman|buurvrouw|partner|man|vrouw|zus|broer|vriend|vriendin|dochter|zoon|raadsleden|"
    r"\w*raadslid|\w*commissielid|\w*fractievoorzitter|fractiegenoot|wethouders?|loco-?burgemeester|burgemeester|"
    r"\w*griffier|griffiemedewerker|gemeentesecretaris|beleids\w+|bewoner)))"
    r"[ ]*:?[ ]+(?:(?i:mevrouw|de heer|mw\.?|dhr\.?)[ ]+)?"
    rf"(?P<name>(?:(?!(?i:van (?:de|het|den|onze|mijn|uw)\b))(?i:{_PARTICLE})[ ]+)*{NAME})"
)
_ITEM = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)]|[a-z][.)])\s*(?P<item>\S.*)$")
_FIELD = re.compile(r"^\s*(?:naam|name|deelnemer|naam deelnemer)\s*[:|\u2009]+\s*(?P<name>[^|]+)", re.IGNORECASE)
_I_AM = re.compile(rf"(?i:mijn naam is|my name is|ik heet|ondergetekende,)\s+(?P<name>{NAME})")
_AFTER_COLON = re.compile(rf":[ ]*(?P<series>{FULL_NAME}(?:[ ]*,[ ]*{FULL_NAME})+)")
_SERIES = re.compile(
    rf"(?P<series>{FULL_NAME}(?:\s*,\s*{FULL_NAME})*\s*,?\s+(?:en|and|&)\s+"
    rf"(?P<last>{FULL_NAME}|ik\b|ondergetekende\b|mijzelf\b))"
)
_OFFICE = re.compile(
    r"\b(griffie|gemeente|secretariaat|info|bestuur\w*|fractie|raad|team|afdeling|stichting|vereniging|loket|nieuws\w*|"
    r"college|kabinet|dorpsraad|wijkraad|seniorenraad|platform|redactie|secretaris|voorzitter|burgemeester|dijkgraaf)\b",
    re.IGNORECASE,
)
_ROLE_TAIL = re.compile(r"\s*[,(|\u2009–-].*$")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named in a text, with the stretch in which what is said of them stands."""

    name: str
    start: int
    end: int
    line_start: int
    line_end: int


def named_in(text: str) -> list[Named]:
    """Return the people named in lists, tables and behind a title or role, in the order of the text, each once."""
    found = [*_listed(text), *_titled(text), *_series(text)]
    people: list[Named] = []
    for person in sorted(found, key=lambda p: (p.start, -p.end)):
        known = next((n for n, p in enumerate(people) if same_person(p.name, person.name)), None)
        if known is None:
            people.append(person)
    return people


def _listed(text: str) -> list[Named]:
    people = []
    for match in re.finditer(r"[^\n]+", text):
        line = match[0]
        item = _ITEM.match(line)
        cells = [c.strip() for c in line.split("|")] if "\u2009|" in line or line.count("|") > 1 else []
        if not item and not cells:
            continue
        raw = item["item"] if item else cells[0]
        name = clean_name(_ROLE_TAIL.sub("", raw))
        if looks_like_name(name) and len(name.split()) > 1 and not _OFFICE.search(name):
            at = match.start() + max(0, line.find(name.split()[0]))
            people.append(Named(name, at, at + len(name), match.start(), match.end()))
    return people


def _titled(text: str) -> list[Named]:
    people = []
    for match in _TITLED.finditer(text):
        name = clean_name(match["name"])
        sentence_end = re.search(r"[,;.\n]|\sen\s|$", text[match.end() :])
        end = match.end() + (sentence_end.start() if sentence_end else 0)
        if name and looks_like_name(name) and fold(name) not in _NOT_NAMES:
            people.append(Named(name, match.start("name"), match.end("name"), match.start(), end))
    return people


_NOT_NAMES = frozenset("van de het een gemeente raad ruimte wonen en zorg sociaal".split())


def _series(text: str) -> list[Named]:
    people = []
    for match in [*_SERIES.finditer(text), *_AFTER_COLON.finditer(text)]:
        for name in re.finditer(FULL_NAME, match["series"]):
            if not _OFFICE.search(name[0]):
                start = match.start("series") + name.start()
                people.append(Named(name[0], start, start + len(name[0]), match.start(), match.end()))
    return people


def writer_name(mail: IncomingMail) -> str | None:
    """Return the writer by the fullest name known: signature or From, the signature where they differ."""
    signed = signed_name(mail)
    sender = clean_name(mail.sender.name)
    sender = sender if sender and "@" not in sender else ""
    if not signed:
        return sender or None
    if sender and same_person(signed, sender):
        return fuller(signed, sender)
    if len(signed.split()) == 1 and looks_like_name(sender) and len(sender.split()) > 1 and not _OFFICE.search(sender):
        return sender
    return signed


def signed_name(mail: IncomingMail) -> str:
    """Return the name under the mail, or that the writer gives as theirs, "" when there is none."""
    stated = _I_AM.search(mail.written) or next(filter(None, map(_FIELD.match, mail.written.splitlines())), None)
    if stated:
        return clean_name(stated["name"])
    for line in mail.signature.splitlines()[:6]:
        bare = re.sub(
            r"^(?:.*?\b(?:groet|groeten|groetjes|groetnis|mvg|gr|regards|hoogachtend)\b[.,!]?\s*(?:van\s+)?)",
            "",
            line,
            flags=re.I,
        )
        name = clean_name(_ROLE_TAIL.sub("", bare.strip().lstrip("-").strip()))
        if name and not _OFFICE.search(name) and (looks_like_name(name) or _lower_name(name, mail)):
            return name
    return ""


def _lower_name(name: str, mail: IncomingMail) -> bool:
    """A name in small letters counts where it agrees with the sender's."""
    return bool(re.fullmatch(r"[^\W\d_]+(?:[ '-][^\W\d_]+){0,4}", name)) and (
        same_person(name, clean_name(mail.sender.name).replace("_", " ")) or len(mail.signature.split()) <= 5
    )
