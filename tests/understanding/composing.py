"""Mails put together of parts, about events with invented places, and what their decision comes to."""

import html
import textwrap
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from hypothesis import strategies as st

from d_loket.model import Cancel, Change, Clarify, Decision, Event, Register, Session

RECEIVED = datetime(2031, 2, 26, 9, tzinfo=UTC)
WEEKDAYS = "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split()
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()


def _event(name: str, *sessions: tuple[str, int, int, str, str]) -> Event:
    return Event(
        id=name,
        title="Streekgesprekken",
        mailbox="streek@lede.example",
        organiser="Bureau Lede",
        published=date(2031, 2, 1),
        noun="bijeenkomst",
        noun_plural="bijeenkomsten",
        sessions=tuple(
            Session(id=place.lower(), place=place, date=date(2031, month, day), venue=venue, address=street)
            for place, day, month, venue, street in sessions
        ),
    )


# The events that mails are about, and to which they are moved: as many sessions, each on a day of its own.
EVENTS = (
    _event(
        "lede",
        ("Oosterlede", 19, 3, "De Lindenhof", "Kadeplein 3"),
        ("Wouderbroek", 27, 3, "Sluishuis", "Weteringlaan 18"),
        ("Hoogvliedt", 4, 4, "Koetshuis Bovenwaard", "Abdijhof 7"),
        ("Zandermeer", 14, 4, "De Wolspinnerij", "Molenpad 21"),
    ),
    _event(
        "eem",
        ("Almersfoord", 10, 6, "Het Veerhuis", "Brouwersdijk 5"),
        ("Kerkwerve-Noord", 18, 6, "Dorpshuis Rietlanden", "Akkerlaan 40"),
        ("Tielderode", 26, 6, "De Steenoven", "Vlietkade 2"),
        ("Buitenhorst", 5, 9, "Hoeve Klaverblad", "Esdoornhof 11"),
    ),
    _event(
        "aa",
        ("Grootschermeer", 3, 11, "Tramremise", "Seinpad 1"),
        ("Noorderveld", 13, 11, "De Garenfabriek", "Havenstraat 66"),
        ("Duinvoorde", 21, 11, "Trefpunt Kompas", "Zeeweg 8"),
        ("Lutjewaard", 2, 12, "De Oude Melkfabriek", "Terpstraat 30"),
    ),
)


@dataclass(frozen=True)
class Act:
    """A sentence about one session, and the same with a negation in it, "" where it has none."""

    says: str
    denies: str = ""

    def __repr__(self) -> str:
        return repr(self.says)


REGISTERS = (
    Act("Graag meld ik mij aan voor de bijeenkomst in {city}.", "Ik meld mij {not} aan voor de bijeenkomst in {city}."),
    Act("Ik kom graag naar {city}.", "Ik kom {not} naar {city}."),
    Act("Hierbij schrijf ik mij in voor {city} op {date}.", "Ik schrijf mij {not} in voor {city} op {date}."),
    Act("Noteert u mij voor {date}?", "Noteert u mij {not} voor {date}."),
    Act("Zet mij maar op de lijst voor {city}.", "Zet mij {not} op de lijst voor {city}."),
    Act("Ik ben er op {date} graag bij.", "Ik ben er op {date} {not} bij."),
    Act("Doe mij maar {city}.", "Doe mij {not} in {city}."),
    Act("Wilt u mij inschrijven voor de middag in {venue}?", "Wilt u mij {not} inschrijven voor {venue}."),
    Act("Op {day} {date} schuif ik graag aan.", "Op {day} {date} schuif ik {not} aan."),
    Act("Mijn voorkeur gaat uit naar {city}.", "Mijn voorkeur gaat {not} uit naar {city}."),
    Act(
        "Ik wil graag deelnemen aan de bijeenkomst van {date} in {city}.",
        "Ik wil {not} deelnemen aan de bijeenkomst van {date} in {city}.",
    ),
    Act("Voor {city} mag u op mij rekenen.", "Voor {city} mag u {not} op mij rekenen."),
    Act("Ik zie u graag in {venue}.", "U ziet mij {not} in {venue}."),
    Act("Kunt u mij aanmelden voor {city}?", "U kunt mij {not} aanmelden voor {city}."),
    Act("Aanmelding: {city}, {date}."),
    Act("Ik heb {date} in mijn agenda gezet en kom naar {city}.", "Ik kom {date} {not} naar {city}."),
    Act("Mag ik aanschuiven in {city}?", "Ik kan {not} aanschuiven in {city}."),
    Act(
        "Ik reserveer graag een plek voor de bijeenkomst op {date}.",
        "Ik reserveer {not} voor de bijeenkomst op {date}.",
    ),
    Act("Ik kies voor {city}.", "Ik kies {not} voor {city}."),
    Act("Naar {city} kom ik met plezier.", "Naar {city} kom ik {not}."),
    Act("Ik zal aanwezig zijn op {date}.", "Ik zal {not} aanwezig zijn op {date}."),
    Act("Het wordt voor mij {city}.", "Het wordt voor mij {not} {city}."),
    Act("Ik geef mij op voor {day} {date}.", "Ik geef mij {not} op voor {day} {date}."),
    Act("Graag een stoel voor mij in {city}."),
    Act("U kunt mij verwachten in {city}, op {date}.", "U kunt mij {not} verwachten in {city}, op {date}."),
    Act("Als raadslid kom ik naar {city}.", "Als raadslid kom ik {not} naar {city}."),
    Act("Ik neem deel aan de bijeenkomst in {venue}.", "Ik neem {not} deel aan de bijeenkomst in {venue}."),
)
OTHERWISE = (
    Act("Is er bij {venue} een lift aanwezig?"),
    Act("Hoe laat is de bijeenkomst in {city} afgelopen?"),
    Act("Helaas ben ik op {date} verhinderd."),
    Act("Op {date} kan ik niet."),
    Act("Misschien kom ik naar {city}, dat weet ik later pas."),
    Act("Ik twijfel nog tussen {city} en {other}."),
    Act("Ik kom naar {city} of naar {other}."),
    Act("Wilt u al mijn gegevens uit uw bestand verwijderen?"),
    Act("Voor de krant schrijf ik over de bijeenkomst in {city}; wie kan ik spreken?"),
    Act("Is mijn aanmelding voor {city} goed aangekomen?"),
    Act("Komen er ook bijeenkomsten op andere dagen dan {date}?"),
    Act("Jammer dat er in {city} geen avond is."),
    Act("Ik woon in {city} en wil graag een bijeenkomst bijwonen."),
    Act("Voor {city} moet ik helaas afzeggen."),
    Act("Hierbij meld ik mij aan voor {city} op {otherdate}."),
    Act("Ik wil graag meedoen aan een van de bijeenkomsten."),
)
NEGATIONS = ("niet", "helaas niet", "toch niet", "zeker niet", "deze keer niet")
GREETINGS = ("", "Geachte heer, mevrouw,", "Beste organisatie,", "Goedemorgen,", "Hallo,", "L.S.,")
ASIDES = (
    "",
    "Wat een goed initiatief!",
    "Ik las uw uitnodiging in de krant.",
    "Dank voor de uitnodiging.",
    "Ik kijk ernaar uit om met anderen te spreken.",
)
NAMES = (
    "Sanne Bosveld",
    "Céline de Graaf",
    "Joost van der Linde",
    "Fatma Yıldırım",
    "H. Terpstra",
    "Anneke Wiersma-Pot",
)
ENCODINGS = ("utf-8", "iso-8859-1", "windows-1252")


@dataclass(frozen=True)
class Mail:
    """The parts of a mail, and how it is written down."""

    act: Act
    about: int = 0  # the number of its event
    number: int = 0  # of the session that it is about
    name: str = NAMES[0]
    greeting: str = GREETINGS[2]
    aside: str = ""
    negation: str = ""
    added: tuple[str, ...] = ()
    charset: str = "utf-8"
    transfer: str = "quoted-printable"
    as_html: bool = False
    width: int = 0  # of its lines; 0: each paragraph is one
    line_end: str = "\n"

    @property
    def event(self) -> Event:
        """The event that it is about."""
        return EVENTS[self.about]

    @property
    def text(self) -> str:
        """What is written, with what stands below it."""
        pattern = self.act.denies if self.negation else self.act.says
        sentence = pattern.format(**_words(self.event, self.number), **{"not": self.negation})
        paragraphs = [self.greeting, " ".join(filter(None, (sentence, self.aside)))]
        if self.width:
            paragraphs = [textwrap.fill(p, self.width, break_on_hyphens=False) for p in paragraphs]
        below = [ADDED[name](self.event).replace("NAAM", self.name) for name in self.added]
        return "\n\n".join(filter(None, (*paragraphs, *below))) + "\n"

    def build(self) -> bytes:
        """Return its bytes."""
        message = EmailMessage(policy=SMTP.clone(linesep=self.line_end))
        message["From"] = f"{self.name} <schrijver@lede.example>"
        message["To"] = self.event.mailbox
        message["Subject"] = "Bericht"
        message["Message-ID"] = "<1@lede.example>"
        text = self.text
        if self.as_html:
            text = "".join(f"<p>{html.escape(p).replace(chr(10), '<br>')}</p>\n" for p in text.strip().split("\n\n"))
        message.set_content(text, "html" if self.as_html else "plain", charset=self.charset, cte=self.transfer)
        return message.as_bytes()


def _words(event: Event, number: int) -> dict[str, str]:
    session, other = (event.sessions[(number + n) % len(event.sessions)] for n in (0, 1))
    return {
        "city": session.place,
        "other": other.place,
        "date": _date(session.date),
        "otherdate": _date(other.date),
        "day": WEEKDAYS[session.date.weekday()],
        "venue": session.venue,
    }


def _date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _announcement(event: Event) -> str:
    sessions = [f"{s.place}, {_date(s.date)}, {s.venue}" for s in event.sessions]
    return "\n".join(["Kom naar een van de bijeenkomsten!", "", *sessions, "", "Meld u aan voor uw eigen streek."])


# What mail programs and offices put below what was written, in the order in which it comes there.
ADDED = {
    "signature": lambda _: "Met vriendelijke groet,\n\nNAAM\n06-00000000\nwww.voorbeeld.example",
    "footer": lambda _: "Verstuurd vanaf mijn iPhone",
    "disclaimer": lambda _: (
        "Disclaimer: de informatie in dit bericht is uitsluitend bestemd voor de geadresseerde. Komt u niet voor als\n"
        "geadresseerde, dan verzoeken wij u dit bericht te verwijderen en de afzender daarvan op de hoogte te stellen."
    ),
    "quotation": lambda event: (
        "Op 24 februari 2031 om 10:12 schreef Bureau Lede <streek@lede.example>:\n\n"
        + "\n".join(f"> {line}".rstrip() for line in _announcement(event).splitlines())
    ),
    "forward": lambda event: (
        "-----Oorspronkelijk bericht-----\nVan: Bureau Lede <streek@lede.example>\n"
        "Verzonden: maandag 24 februari 2031 10:12\nAan: allen\nOnderwerp: Bijeenkomsten\n\n" + _announcement(event)
    ),
}


def gist(decision: Decision, event: Event) -> dict[str, Any]:
    """Return what a decision comes to, its sessions by their number: the same for an event that has other names."""
    numbers = {s.id: n for n, s in enumerate(event.sessions)}
    said: dict[str, Any] = {"action": decision.action.value, "role": decision.role, "flags": len(decision.flags)}
    if isinstance(decision, Register | Change | Cancel):
        said["who"] = [(a.name, a.role, sorted(numbers[s] for s in a.sessions)) for a in decision.attendees]
    if isinstance(decision, Clarify):
        said |= {"missing": decision.missing.value, "options": sorted(numbers[s] for s in decision.options)}
    return said


def mails(acts: tuple[Act, ...]) -> st.SearchStrategy[Mail]:
    """Return mails made of these acts."""
    return st.builds(
        Mail,
        act=st.sampled_from(acts),
        about=st.integers(0, len(EVENTS) - 1),
        number=st.integers(0, 3),
        name=st.sampled_from(NAMES),
        greeting=st.sampled_from(GREETINGS),
        aside=st.sampled_from(ASIDES),
    )


def encoded(mail: Mail) -> st.SearchStrategy[Mail]:
    """Return the same mail, written down in other ways."""
    return st.builds(
        replace,
        st.just(mail),
        charset=st.sampled_from([c for c in ENCODINGS if _fits(mail.text, c)]),
        transfer=st.sampled_from(["quoted-printable", "base64", "8bit"]),
        as_html=st.booleans(),
        width=st.sampled_from([0, 45, 60, 72]),
        line_end=st.sampled_from(["\n", "\r\n"]),
    )


def extended(mail: Mail) -> st.SearchStrategy[Mail]:
    """Return the same mail with things below it; of quotation and forward one."""
    below = st.tuples(*(st.booleans() for _ in ADDED)).map(
        lambda on: tuple(n for n, o in zip(ADDED, on, strict=True) if o)
    )
    return below.filter(lambda a: a and not {"quotation", "forward"} <= set(a)).map(lambda a: replace(mail, added=a))


def negated(mail: Mail) -> st.SearchStrategy[Mail]:
    """Return the mail with a negation in its sentence."""
    return st.sampled_from(NEGATIONS).map(lambda words: replace(mail, negation=words))


def moved(mail: Mail) -> st.SearchStrategy[Mail]:
    """Return the same mail about another event."""
    return st.sampled_from([n for n in range(len(EVENTS)) if n != mail.about]).map(lambda n: replace(mail, about=n))


def _fits(text: str, charset: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
