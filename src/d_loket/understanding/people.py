"""Who is named in a mail: in lists and tables, behind a title or role, in the signature."""

import re
from dataclasses import dataclass

from d_loket.dutch import clean_name, fuller, looks_like_name, same_person
from d_loket.model import IncomingMail
from d_loket.patterns import fold

# Prepositions count only together with their article: "in 't Veld", but not "Jan in Ede".
_PARTICLE = (
    "van der|van den|van de|van 't|van het|van|von|de|den|der|ter|ten|te|el|al|la|le|du|da|dos|zu|ben|bin|'t|in 't"
    "|op 't|op de|op den|uit de|uit den|aan de|bij de|onder de"
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]*[\w]|[A-Z]\.(?:-?[A-Z]\.)*"
NAME = rf"(?:{_CAPITAL})(?:[ ](?:(?:{_PARTICLE})[ ])*(?:{_CAPITAL})){{0,4}}"
FULL_NAME = rf"(?:{_CAPITAL})(?:[ ](?:(?:{_PARTICLE})[ ])*(?:{_CAPITAL})){{1,4}}"
_TITLED = re.compile(
    r"(?i:\b(?:de heer|heer|dhr\.?|mevrouw|mevr\.?|mw\.?|meneer|(?:(?:mijn|onze|haar|zijn|ook|oud-)\s+)?"
    r"(?:collega|buurman|buurvrouw|partner|man|vrouw|zus|broer|vriend|vriendin|dochter|zoon|raadsleden|"
    r"\w*raadslid|\w*commissielid|\w*fractievoorzitter|fractiegenoot|wethouders?|loco-?burgemeester|burgemeester|"
    r"\w*griffier|griffiemedewerker|gemeentesecretaris|beleids\w+|bewoner)))"
    r"[ ]*:?[ ]+(?:(?i:mevrouw|de heer|mevr\.?|mw\.?|dhr\.?|drs\.?|mr\.?|dr\.?|ir\.?|ing\.?|prof\.?)[ ]+)*"
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
    r"\b(\w*griffie|gemeente|\w*secretariaat|\w*groep|\w*bureau|fractie\w+|familie|fam|info|bestuur\w*|fractie|raad|team|afdeling|stichting|vereniging|loket|nieuws\w*|"
    r"college|kabinet|dorpsraad|wijkraad|seniorenraad|platform|redactie|secretaris|voorzitter|burgemeester|dijkgraaf)\b",
    re.IGNORECASE,
)
_ROLE_TAIL = re.compile(r"\s*[,(|\u2009;].*$|\s+[–-]\s.*$")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named in a text, with the stretch in which what is said of them stands."""

    name: str
    start: int
    end: int
    line_start: int
    line_end: int
    acts: bool = True  # whether the words around the name are known to tell of coming or staying away


MOST = 200  # mentions of people in one mail; beyond them it is no list of who comes


def named_in(text: str) -> list[Named]:
    """Return the people named in lists, tables, behind a title or role and as who acts, in the order of the text."""
    found = [*_listed(text), *_labelled(text), *_titled(text), *_own(text), *_series(text), *_pairs(text)]
    found += [*_together(text), *_acting(text)]
    people: list[Named] = []
    for person in sorted(found, key=lambda p: (p.start, -p.end))[:MOST]:
        known = next((n for n, p in enumerate(people) if same_person(p.name, person.name)), None)
        if known is None:
            people.append(person)
    return people


def _listed(text: str) -> list[Named]:
    people = []
    lines = list(re.finditer(r"[^\n]+", text))
    for match in lines:
        line = match[0]
        item = _ITEM.match(line)
        cells = _cells(line)
        if not item and not cells:
            continue
        raw = item["item"] if item else cells[0]
        for name in _names_in_item(raw):
            if looks_like_name(name) and len(name.split()) > 1 and not _OFFICE.search(name):
                at = match.start() + max(0, line.find(name.split()[0]))
                people.append(Named(name, at, at + len(name), match.start(), match.end()))
    return people


def _names_in_item(raw: str) -> list[str]:
    """Return the names of an item: before a colon ("Jan Bos: Ede"), else behind it ("Leden: Jan Bos, Ans Vos")."""
    before, colon, behind = raw.partition(":")
    first = clean_name(_ROLE_TAIL.sub("", before))
    if not colon or (looks_like_name(first) and len(first.split()) > 1 and not _OFFICE.search(first)):
        return [first]
    return [clean_name(part) for part in re.split(r",|\s+en\s+|\s*&\s*", behind)]


def _cells(line: str) -> list[str]:
    """Return the cells of a table's row: between bars, or between two commas and more that part no sentence."""
    if "\u2009|" in line or line.count("|") > 1:
        return [c.strip() for c in line.split("|")]
    cells = [c.strip() for c in re.split(r"[,;\t]", line)]
    return cells if len(cells) > 2 and not re.search(r"[.!?:]|\b(?:ik|wij|we|en)\b", line) else []


_OF_ONESELF = re.compile(r"\b(?:als|ben|ondergetekende|am|as)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_COURTEOUS = re.compile(
    r"(?:de heer|heer|dhr|mevrouw|mevr|mw|meneer|(?:mijn|onze|haar|zijn|ook) |collega|buur|partner|man|vrouw|zus|broer"
    r"|vriend|dochter|zoon)",
    re.IGNORECASE,
)


_OF_ONE_ONLY = re.compile(r"burgemeester|griffier|gemeentesecretaris", re.IGNORECASE)  # a gemeente has one of each


def _titled(text: str) -> list[Named]:
    people = []
    for match in _TITLED.finditer(text):
        name = clean_name(match["name"])
        if not match["name"][0].isupper() or _OF_ONESELF.search(text[max(0, match.start() - 30) : match.start()]):
            continue  # "raadslid van Tiel"; "ik ben raadslid Gemeentebelangen"
        if not _COURTEOUS.match(match[0]) and len(name.split()) < 2 and not _OF_ONE_ONLY.search(match[0]):
            continue  # "wethouder Wonen" is a portfolio
        end = match.end() + _apposition(text[match.end() :])
        # "mijn man Leen is wethouder" says of nobody that he comes
        acts = _stands_alone(text, match.start()) or bool(_ACTS.search(fold(_sentence(text, match.start()))))
        party = not _COURTEOUS.match(match[0]) and _ORGANISED.search(name)  # "fractievoorzitter Lokaal Belang"
        if name and looks_like_name(name) and fold(name) not in _NOT_NAMES and not party:
            people.append(Named(name, match.start("name"), match.end("name"), match.start(), end, acts))
    return people


_APPOSED = re.compile(
    r"[^,;.\n(]{0,40}?(?:,\s*(?:die |ook |zelf |onze |eveneens |tevens |is |nu )*[^,;.\n]{3,60}(?=[,.;\n]|$)|"
    r"\s*\([^)\n]{2,60}\))"
)


def _apposition(rest: str) -> int:
    """Return how much of what follows a name is still said of it: ", ook raadslid," and "(onze griffier)" are."""
    apposed = _APPOSED.match(rest)
    plain = re.search(r"[,;.\n]|\sen\s|$", rest)
    return max(apposed.end() if apposed else 0, plain.start() if plain else 0)


_ACTS = re.compile(
    r"\b(?:kom|komt|komen|ga|gaat|gaan|meld|melden|aan te melden|aanmelden|aanmelding|schrijf|inschrijven|opgeven|geef"
    r"|deel|deelnemen|bijwonen|aanwezig|mee|meekomen|erbij|bij|plaats|plek|neem|neemt|nemen|sluit|schuift|schuif|opgave|noteer"
    r"|niet|ziek|verhinderd|vervangt|namens|reist|rijdt|gaan|bezoekt|bezoeken|bezoek|noteren|graag|inschrijven|wil|willen|ook|zal|zullen|samen|afvaardigen|vaardigen|register|attend|come|join|bring)\b"
)


def _stands_alone(text: str, at: int) -> bool:
    """Whether the line begins here and tells no more than who: an item of a list without a mark."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    return not text[start:at].strip() and len(line) < 70 and not _TELLS.search(fold(line))


_TELLS = re.compile(r"\b(?:is|heeft|was|had|zei|wees|vroeg|werd)\b")


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(mark, 0, at) for mark in (". ", "! ", "? ", "\n\n"))
    ends = [e for mark in (". ", "! ", "? ", "\n\n") if (e := text.find(mark, at)) >= 0]
    return text[max(0, start) : min(ends, default=len(text))]


_NOT_NAMES = frozenset("van de het een gemeente raad ruimte wonen en zorg sociaal".split())


_TITLE_WORD = re.compile(
    r"^(?:Collega|Wethouder|Burgemeester|Raadslid|Griffier|Mevrouw|Meneer|Namens|Graag|Beste|Ook|Zowel|Voor|Met)\s+"
)


def _series(text: str) -> list[Named]:
    people = []
    for match in [*_SERIES.finditer(text), *_AFTER_COLON.finditer(text)]:
        for name in re.finditer(FULL_NAME, match["series"]):
            bare = _TITLE_WORD.sub("", name[0])
            if bare and len(bare.split()) > 1 and not _OFFICE.search(bare):
                start = match.start("series") + name.start()
                people.append(Named(bare, start, start + len(name[0]), match.start(), match.end()))
    return people


_LABELLED = re.compile(rf"^(?P<label>[^:\n]{{2,40}}):[ ]*(?P<name>{FULL_NAME})(?=[ ]*(?:[,(|;]|$))", re.MULTILINE)
_FIELD_LABEL = re.compile(
    r"naam|functie|rol|tel|mail|adres|van|aan|onderwerp|verzonden|datum|gemeente|organisatie|partij|contact|betreft|cc",
    re.IGNORECASE,
)


def _labelled(text: str) -> list[Named]:
    """A line such as "Ede: Jan Bos (griffier)"."""
    people = []
    for match in _LABELLED.finditer(text):
        end = text.find("\n", match.end())
        if not _FIELD_LABEL.search(match["label"]) and not _OFFICE.search(match["name"]):
            line_end = end if end >= 0 else len(text)
            people.append(Named(match["name"], match.start("name"), match.end("name"), match.start(), line_end))
    return people


_OWN = re.compile(rf"\b(?:[Mm]ijn|[Oo]nze|[Oo]ns|m'n|mn)\s+(?:[a-z][\w-]+\s+){{1,2}}(?P<name>{FULL_NAME})")


def _own(text: str) -> list[Named]:
    """Whatever somebody is to the writer: "mijn leidinggevende Arjen Kosters", "ons jongste lid Selma Yildiz"."""
    people = []
    for match in _OWN.finditer(text):
        coordinated = re.search(r"\b(?:en|plus|met|ook)\s+$", text[max(0, match.start() - 8) : match.start()])
        acts = bool(coordinated or _ACTS.search(fold(_sentence(text, match.start()))))
        if not _OFFICE.search(match["name"]) and not _ORGANISED.search(match["name"]):
            end = match.end() + _apposition(text[match.end() :])
            people.append(Named(match["name"], match.start("name"), match.end("name"), match.start(), end, acts))
    return people


_PAIRS = re.compile(
    rf"(?::[ ]*|^[ ]*|\bnamelijk[ ]|\bzijn[ ])(?P<one>{_CAPITAL}) (?:en|&|and) (?P<other>{FULL_NAME})", re.MULTILINE
)


def _pairs(text: str) -> list[Named]:
    """Two first names that share what follows: "Hendrik en Dinie Wolthuis"."""
    people = []
    for match in _PAIRS.finditer(text):
        one, other = match["one"], match["other"]
        if _NO_FIRST_NAME.match(one + " ") or _ORGANISED.search(match[0]) or _OFFICE.search(match[0]):
            continue
        last = other.split(" ", 1)[1]
        people.append(Named(f"{one} {last}", match.start("one"), match.end("one"), match.start(), match.end()))
        people.append(Named(other, match.start("other"), match.end(), match.start("other"), match.end()))
    return people


_TOGETHER = re.compile(
    rf"(?:\bik en|\bsamen met|\bmede namens|\bplus|\bevenals|\band I,|\bI and)\s+(?P<behind>{NAME})|"
    rf"(?P<before>{NAME}) (?:en ik|and I)\b"
)


def _together(text: str) -> list[Named]:
    """Who is named beside the writer: in "Mieke en ik", "samen met Jan" a first name is enough."""
    people = []
    for match in _TOGETHER.finditer(text):
        group = "behind" if match["behind"] else "before"
        name = _TITLE_WORD.sub("", match[group])
        if (
            fold(name) not in _NOT_NAMES
            and not _OFFICE.search(name)
            and len(name) > 2
            and not _NO_FIRST_NAME.match(name + " ")
        ):
            people.append(Named(name, match.start(group), match.end(group), match.start(), match.end()))
    return people


_PLAIN = re.compile(FULL_NAME)
_ADDRESSED = re.compile(
    r"(?:beste|geachte|dag|hallo|hoi|hi|ha|dear|t\.?a\.?v\.?|dank|bedankt|groet\w*|namens de|van de|bij|"
    r"fractie|partij|lijst|gemeente|"
    r"stichting|vereniging|wijkraad|dorpsraad|via|volgens|zoals|aan|ondergetekende|van|voor|de|het|onze|in|te|op|uit|naar|aldus),?\s+$",
    re.IGNORECASE,
)
_ORGANISED = re.compile(
    r"\b(?:lokaal|belang\w*|leefbaar|sterk|bestuur|samen|gemeente\w*|raad|partij|burger\w*|fractie|stichting|vereniging|stads\w+|provincie|nederland|noord|zuid|oost|"
    r"west|midden|hogeschool|universiteit|ministerie|wonen|zorg|jeugd|juni|juli|mei|april|maart|groenlinks|cda|vvd|d66|pvda|sgp|actief|vooruit|plein|straat|weg|laan|"
    r"hart|democra\w+|platform|energie|water\w*|sociaal|domein|zaken|goedemorgen|goedemiddag|goedenavond|vriendelijke|groet\w*|tot|graag|hierbij|beste|geachte)\b",
    re.IGNORECASE,
)


# What a sentence begins with is no first name for its capital.
_NO_FIRST_NAME = re.compile(
    r"^(?:Aan|Tijdens|Na|Om|Onder|Tegen|Zonder|Zelf|Alle|Beide|Wie|Wat|Waar|Hoe|In|Op|Vanuit|Voor|Namens|Met|Mijn|Onze|Ik|Wij|We|Graag|Als|Ook|En|Dus|Maar|Dan|Daar|Hierbij|Bij|Uit|Tot|Dag|Beste|Geachte|"
    r"Aanmelding|Deelname|Sessie|Gemeente|Inschrijving|De|Het|Een|Den|Naar|Over|Die|Dat|Deze|Dit|Omdat|Want|Zou|Kan|Mag|Wil|Is|Ja|Nee|Dank)\s"
)


def _acting(text: str) -> list[Named]:
    """Somebody with first and last name in a sentence that registers or comes: "Bas Tolsma reist af naar …"."""
    people = []
    for match in _PLAIN.finditer(text):
        name = _TITLE_WORD.sub("", match[0])
        if (
            len(name.split()) < 2
            or name.isupper()
            or _NO_FIRST_NAME.match(name)
            or _ORGANISED.search(name)
            or _OFFICE.search(name)
        ):
            continue
        start = match.end() - len(name)
        if _ADDRESSED.search(text[max(0, start - 20) : start]):
            continue
        acts = bool(_ACTS.search(fold(_sentence(text, start))))
        people.append(Named(name, start, match.end(), start, match.end() + _apposition(text[match.end() :]), acts))
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


_BOTH = re.compile(rf"^(?P<one>{NAME}) (?:en|&|\+|and) (?P<other>{NAME})$")


_FUNCTION = re.compile(
    r"medewerk|adviseur|manager|hoofd|afdeling|leider|regisseur|coordinator|directeur|specialist|wethouder|secretar|werk\b|inkomen|ruimte|lid\b",
    re.IGNORECASE,
)


def is_office(name: str) -> bool:
    """Whether a name is an office's or a group's rather than somebody's."""
    return bool(_OFFICE.search(name))


def co_signer(mail: IncomingMail) -> str:
    """Return the second of two people who sign together ("Bep Kok en Jan de Vries", "Jan en Ans de Vries"), or ""."""
    for line in mail.signature.splitlines()[:6]:
        match = _BOTH.match(_ROLE_TAIL.sub("", line.strip()))
        if match and not _OFFICE.search(line) and not _ORGANISED.search(line) and not _FUNCTION.search(line):
            return match["other"]
    return ""


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
        bare = _ROLE_TAIL.sub("", bare.strip().lstrip("-").strip())
        if both := _BOTH.match(bare):
            last = both["other"].split(" ", 1)[-1] if " " not in both["one"] and " " in both["other"] else ""
            bare = f"{both['one']} {last}".strip()
        name = clean_name(bare)
        if _NO_SIGNATURE.match(fold(name)):
            continue
        if name and not _OFFICE.search(name) and (looks_like_name(name) or _lower_name(name, mail)):
            return name
    return ""


# What closes a letter, or says whose it is, is no name: "Mit freundlichen Grüßen", "ons beiden", "de fractieassistent".
_NO_SIGNATURE = re.compile(
    r"(?:de|het|een|uw|ons|onze|mijn|namens|alle|mit|many|kind|best|thanks|thank|cheers|cordialement|bien|viele|liebe"
    r"|freundliche|met|vriendelijke|hartelijke|tot|dank|bedankt|alvast|succes)\b"
)


def _lower_name(name: str, mail: IncomingMail) -> bool:
    """A name in small letters counts where it agrees with the sender's."""
    return bool(re.fullmatch(r"[^\W\d_]+(?:[ '-][^\W\d_]+){0,4}", name)) and (
        same_person(name, clean_name(mail.sender.name).replace("_", " ")) or len(mail.signature.split()) <= 5
    )
