"""The reader: runs the pipeline over the parts of a mail and links what it finds into who comes, where, as what."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from d_loket.dutch import cardinal, same_person
from d_loket.model import (
    Attendee,
    Event,
    Finding,
    FindingKind,
    IncomingMail,
    Part,
    Qualifier,
    Role,
    Rulebook,
    Understanding,
)
from d_loket.patterns import fold
from d_loket.understanding.people import Named, named_in, writer_name
from d_loket.understanding.pointing import pointed_at

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ACTS = frozenset({"register", "attend", "add", "change", "cancel", "replace"})
_ASKS = re.compile(
    r"^\W*(hoe|wat|wie|waar|wanneer|welke?|waarom|hoeveel|is|zijn|heeft|hebben|komt er|komen er|weet|geldt|bestaat"
    r"|what|how|where|when|who|is|are|does)\b"
)
_SELF_TOO = re.compile(
    r"\b(en ik|ik en|ondergetekende|mijzelf|mezelf|ikzelf|samen met|met mijn|met mij|ik kom|ik ben er|ik neem"
    r"|and i|myself|(?:wij|we) (?:komen|zijn|gaan))\b"
)
_SELF_NOT = re.compile(
    r"\b((?:ik)?zelf (?:ben|kom|kan|ga|blijf)\b.{0,40}\b(niet|verhinderd|thuis)|ik (?:kom|ga|ben) zelf niet|zelf niet"
    r"|ik (?:ben|kan)\b.{0,40}\b(?:verhinderd|niet)"
    r"|blijf(?:t)? thuis)\b"
)
_GROUP = re.compile(
    r"\bmet (?:z'n|zijn|ons|onze) (\w+)\b"
    r"|\b(\w+) (?:personen|pers|mensen|deelnemers|raadsleden|leden|collega's|bewoners|people|persons)\b"
)
_COMPANION = re.compile(
    r"\b(?:neem|neemt|breng|brengt|samen met|met|en) (?:ook )?(?:een|mijn|m'n|haar|zijn) (?:nog te noemen )?"
    r"(collega|partner|man|vrouw|buurman|buurvrouw|begeleider|begeleidster|vriend|vriendin|fractiegenoot|assistent)\b"
)
_WE = re.compile(
    r"\b(?:wij|we) (?:komen|zijn|gaan|nemen|melden|schuiven|sluiten|willen|doen|zullen|verdelen)\b"
    r"|\b(?:komen|gaan|zijn|melden|sluiten|schuiven|willen) (?:wij|we)\b"
    r"|\b(?:noteer|meld|schrijf|zet|reken)\w* (?:ik )?ons\b"
    r"|\bga met (?:hem|haar|hen) mee\b"
)
_OWN_ROLE = re.compile(r"\b(als|ben|namens|functie|rol|hoedanigheid|as|am)\W+(?:\w+\W+){0,3}$")
_ENGLISH = frozenset("the and i to would like please for attend you we is in my kind regards".split())
_DUTCH = frozenset("de het een ik en naar graag voor mij van dat is op met niet bij aan".split())


class Reader:
    """Reads mails about one event. Making one takes a second; reading a mail a few milliseconds."""

    def __init__(self, rulebook: Rulebook, event: Event) -> None:
        from d_loket.understanding.pipeline import build_pipeline

        self.event = event
        self._nlp = build_pipeline(rulebook, event)

    def read(self, mail: IncomingMail) -> Understanding:
        """Return what the mail says."""
        with self._nlp.memory_zone():
            findings = [
                *self._findings(mail, mail.subject, Part.SUBJECT),
                *self._findings(mail, mail.written, Part.WRITTEN),
                *(f for f in self._findings(mail, mail.signature, Part.SIGNATURE) if f.kind is FindingKind.ROLE),
            ]
            findings += pointed_at(mail, lambda line: self._findings(mail, line, Part.WRITTEN))
        questions = _questions(mail.written, findings)
        findings = [*(_asked(f, questions) for f in findings), *questions]
        findings += _bare_sessions(mail.written, findings)
        findings += _plural(mail.written)
        people = named_in(mail.written)
        writer = Attendee(writer_name(mail), _writer_role(mail, findings, people))
        others = [_attendee(p, findings, mail.written) for p in people if not same_person(p.name, writer.name or "")]
        comes = _writer_comes(mail.written, bool(others))
        unnamed = _unnamed(mail.written, len(others) + (comes is not False), others)
        comes = True if unnamed and not others and comes is None else comes
        others += unnamed
        return Understanding(
            findings=tuple(findings + [_person(p) for p in people]),
            writer=_with_own_sessions(writer, people, findings),
            writer_comes=comes,
            attendees=tuple(others),
            language=_language(mail.written or mail.subject),
        )

    def _findings(self, mail: IncomingMail, text: str, part: Part) -> list[Finding]:
        if not text.strip():
            return []
        doc = self._nlp.make_doc(text[:20_000])
        doc._.reference = mail.received_at.astimezone(self.event.zone).date()
        for _, component in self._nlp.pipeline:
            doc = component(doc)
        return _from_doc(doc, part)


def _from_doc(doc: "Doc", part: Part) -> list[Finding]:
    findings = []
    for kind in FindingKind:
        for span in doc.spans.get(kind.value, ()):
            findings.append(
                Finding(kind, span.label_, span.text, part, span.start_char, span.end_char, span.id_, span._.qualifiers)
            )
    return sorted(findings, key=lambda f: (f.start, f.end))


def _questions(text: str, findings: list[Finding]) -> list[Finding]:
    """A sentence with a question mark asks something, unless it politely registers ("Mag ik aansluiten?")."""
    questions = []
    for match in re.finditer(r"[^.!?\n]+(?:\n(?!\n)[^.!?\n]+)*\?", text):
        inside = [f for f in findings if f.part is Part.WRITTEN and match.start() <= f.start < match.end()]
        acts = any(f.kind is FindingKind.INTENT and f.value in _ACTS for f in inside)
        sentence = match[0].strip()
        if not acts or _ASKS.match(fold(sentence)):
            start = match.start() + match[0].index(sentence)
            questions.append(
                Finding(
                    FindingKind.QUESTION, "question", sentence, Part.WRITTEN, start, match.end(), "sentence.question"
                )
            )
    return questions


def _asked(finding: Finding, questions: list[Finding]) -> Finding:
    """What is only asked about ("Is er een lift aanwezig?") is not stated."""
    inside = finding.part is Part.WRITTEN and any(q.start <= finding.start < q.end for q in questions)
    if finding.kind is not FindingKind.INTENT or not inside:
        return finding
    return replace(finding, qualifiers=finding.qualifiers | {Qualifier.HYPOTHETICAL})


def _plural(text: str) -> list[Finding]:
    """Find "wij komen", which says that there are more than the writer, and not who."""
    match = _WE.search(fold(text))
    if not match:
        return []
    span = text[match.start() : match.end()]
    return [Finding(FindingKind.COUNT, "more", span, Part.WRITTEN, match.start(), match.end(), "sentence.we")]


_FILLERS = frozenset(
    "in naar voor bij de het graag dan maar doe wordt ja nee toch svp aub please the sessie van is op te mij me".split()
)


def _bare_sessions(text: str, findings: list[Finding]) -> list[Finding]:
    """A sentence of nothing but a session ("In Haarlem!") says that the writer comes there."""
    found = []
    for match in re.finditer(r"[^.!?\n]+[.!?]?", text):
        sessions = [
            f
            for f in findings
            if f.kind is FindingKind.SESSION and f.part is Part.WRITTEN and match.start() <= f.start < match.end()
        ]
        rest = list(match[0])
        for finding in sessions:
            for at in range(finding.start - match.start(), min(finding.end - match.start(), len(rest))):
                rest[at] = " "
        words = set(re.findall(r"\w+", fold("".join(rest))))
        if sessions and words <= _FILLERS and not match[0].endswith("?"):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append(
                Finding(
                    FindingKind.INTENT, "attend", match[0].strip(), Part.WRITTEN, start, match.end(), "sentence.session"
                )
            )
    return found


def _writer_role(mail: IncomingMail, findings: list[Finding], people: list[Named]) -> Role | None:
    """The role the writer states; else the signature's; else one that stands in the text on its own."""
    roles = [f for f in findings if f.kind is FindingKind.ROLE]
    written = [
        f for f in roles if f.part is Part.WRITTEN and not any(p.line_start <= f.start < p.line_end for p in people)
    ]
    own = [f for f in written if f.asserted and _OWN_ROLE.search(fold(mail.written[: f.start])[-60:])]
    signed = [f for f in roles if f.part is Part.SIGNATURE and f.asserted]
    loose = [f for f in written if f.asserted and not f.has(Qualifier.TENTATIVE)]
    for candidates in (own, signed, loose):
        if candidates:
            return Role(candidates[0].value)
    former = any(f.has(Qualifier.PAST) for f in roles if f.part in (Part.WRITTEN, Part.SIGNATURE))
    return Role.OVERIG if former else None


def _attendee(person: Named, findings: list[Finding], text: str) -> Attendee:
    """A named person with the role and sessions said in the same item or phrase."""
    near = [f for f in findings if f.part is Part.WRITTEN and person.line_start <= f.start < person.line_end]
    roles = [f for f in near if f.kind is FindingKind.ROLE and not f.has(Qualifier.PAST)]
    sessions = dict.fromkeys(f.value for f in near if f.kind is FindingKind.SESSION and f.asserted)
    role = Role(roles[0].value) if roles else _heading_role(person, findings)
    return Attendee(person.name, role, tuple(sessions) if len(sessions) == 1 else ())


def _heading_role(person: Named, findings: list[Finding]) -> Role | None:
    """Return the role of a heading such as "De volgende raadsleden komen:" for the names beneath it."""
    plural = [
        f
        for f in findings
        if f.kind is FindingKind.ROLE
        and f.part is Part.WRITTEN
        and f.start < person.start
        and f.text.lower().endswith(("leden", "s"))
    ]
    return Role(plural[-1].value) if plural else None


def _writer_comes(text: str, others: bool) -> bool | None:
    folded = fold(text)
    if _SELF_NOT.search(folded):
        return False
    if not others:
        return None
    return bool(_SELF_TOO.search(folded))


def _unnamed(text: str, known: int, others: list[Attendee]) -> list[Attendee]:
    """People who come without a name: as many as the writer counts beyond those known, or a companion."""
    folded = fold(text)
    counts = [n for m in _GROUP.finditer(folded) if (n := cardinal(m[1] or m[2])) and n <= 12]
    if counts:
        role = others[0].role if others else None
        return [Attendee(None, role)] * max(0, counts[0] - known)
    return [Attendee(None)] if _COMPANION.search(folded) else []


def _with_own_sessions(writer: Attendee, people: list[Named], findings: list[Finding]) -> Attendee:
    own = [p for p in people if writer.name and same_person(p.name, writer.name)]
    if not own:
        return writer
    told = _attendee(own[0], findings, "")
    return Attendee(writer.name, told.role or writer.role, told.sessions)


def _person(person: Named) -> Finding:
    return Finding(FindingKind.PERSON, person.name, person.name, Part.WRITTEN, person.start, person.end, "person.named")


def _language(text: str) -> str:
    words = re.findall(r"[a-z]+", fold(text))
    english, dutch = sum(w in _ENGLISH for w in words), sum(w in _DUTCH for w in words)
    return "en" if english > dutch + 1 else "nl"
