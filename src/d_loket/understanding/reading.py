"""The reader: runs the pipeline over the parts of a mail and links what it finds into who comes, where, as what."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from d_loket.dutch import fuller, same_person
from d_loket.learning import Judge
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
from d_loket.understanding.attached import attached_people
from d_loket.understanding.company import plural, unnamed, writer_comes
from d_loket.understanding.judged import judge
from d_loket.understanding.people import Named, co_signer, is_office, writer_name
from d_loket.understanding.pointing import has_ticks, pointed_at, ticked
from d_loket.understanding.roles import counts_another_role, role_of, shared_role, writer_role
from d_loket.understanding.sharing import WRITER, shared_out
from d_loket.understanding.weighing import shown, weigh_acts, weigh_standings
from d_loket.understanding.whocomes import WhoComes

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ACTS = frozenset({"register", "attend", "add", "change", "cancel", "replace"})
_ASKS = re.compile(
    r"^\W*(?:(?:en|maar|verder|ook|of|hoi|hallo|vraag|vraagje|nog een vraag|and|but)\W+)*(hoe|wat|wie|"
    r"waar|wanneer|welke?|waarom|hoeveel|is|zijn|heeft|hebben|komt er|komen er|weet|geldt|bestaat"
    r"|what|how|where|when|who|is|are|does)\b"
)
_ENGLISH = frozenset("the and i to would like please for attend you we is in my kind regards".split())
_DUTCH = frozenset("de het een ik en naar graag voor mij van dat is op met niet bij aan".split())


class Reader:
    """Reads mails about one event. Making one takes a second; reading a mail a few milliseconds."""

    def __init__(self, rulebook: Rulebook, event: Event) -> None:
        from d_loket.understanding.pipeline import build_pipeline

        self.event = event
        self._nlp = build_pipeline(rulebook, event)
        self._judge = Judge(rulebook.learned) if rulebook.learned else None

    def read(self, mail: IncomingMail) -> Understanding:
        """Return what the mail says."""
        with self._nlp.memory_zone():
            subject, _ = self._findings(mail, mail.subject, Part.SUBJECT)
            subject = [f for f in subject if f.kind is not FindingKind.PERSON]
            written, people = self._findings(mail, mail.written, Part.WRITTEN)
            signature, _ = self._findings(mail, mail.signature, Part.SIGNATURE)
            sender, _ = self._findings(mail, mail.sender.name, Part.SENDER)
            named = [f for f in (*signature, *sender) if f.kind in _OF_SIGNATURE]
            judged, standings = judge(mail.written, written, self._judge) if self._judge else ((), {})
            findings = [*subject, *weigh_standings(written, standings, judged), *named]
            listed = attached_people(mail, lambda cell: self._findings(mail, cell, Part.ATTACHMENT)[0])
            findings += pointed_at(mail, lambda line: self._findings(mail, line, Part.WRITTEN)[0])
        findings = [_unticked(f, mail.written) for f in findings] if has_ticks(mail.written) else findings
        findings = [_sent(f, people, mail.written) for f in findings]
        questions = [q for q in weigh_acts(_questions(mail.written, findings), judged) if q.asserted]
        findings = [*(_asked(f, questions) for f in findings), *questions]
        refusals = [f for f in findings if f.kind is FindingKind.INTENT and f.value in ("decline", "cancel")]
        findings = [_refused(f, refusals, mail.written) for f in findings]
        findings = weigh_acts(findings, judged)
        findings += shown(findings, judged, mail.written)
        findings += _bare_sessions(mail.written, findings)
        findings += plural(mail.written)
        weighed = WhoComes(mail.written, people, findings, judged, self._judge)
        return replace(_who(mail, findings, people, listed, weighed), judged=judged, standings=standings)

    def _findings(self, mail: IncomingMail, text: str, part: Part) -> tuple[list[Finding], list[Named]]:
        if not text.strip():
            return [], []
        doc = self._nlp.make_doc(text[:20_000])
        doc._.reference = mail.received_at.astimezone(self.event.zone).date()
        for _, component in self._nlp.pipeline:
            doc = component(doc)
        return findings_of(doc, part), list(doc._.people)


_OF_SIGNATURE = (FindingKind.ROLE, FindingKind.ORGANISATION)


def _who(
    mail: IncomingMail,
    findings: list[Finding],
    people: list[Named],
    listed_apart: list[Attendee],
    weighed: WhoComes,
) -> Understanding:
    """Link what was found into who comes, to which session, as what."""
    text = mail.written
    shared, writer_too = shared_role(text, findings)
    role = writer_role(mail, findings, people)
    writer = Attendee(writer_name(mail), (shared if writer_too else None) or role)
    coming = [p for p in people if _comes(p, findings) and weighed.comes(p)]
    listed = [p for p in coming if same_person(p.name, writer.name or "")]
    if listed:
        writer = Attendee(fuller(writer.name or "", listed[0].name), writer.role)
    going = shared_out(text, coming, findings)
    others = [_attendee(p, findings, text, shared, going.get(p.name)) for p in coming if p not in listed]
    others = [_neighbour(o, writer.role, text) for o in others]
    if (second := co_signer(mail)) and not any(same_person(second, o.name or "") for o in others):
        others.append(Attendee(second, shared or role))
    others += [a for a in listed_apart if not any(same_person(a.name or "", o.name or "") for o in others)]
    said = writer_comes(text, mail.signature, others=bool(others))
    said = False if said is None and others and is_office(writer.name or "") else said
    comes = True if second or (listed and said is None) else weighed.writer_comes(said, others=bool(others))
    comes = False if comes is None and counts_another_role(findings, writer.role) else comes
    nameless = unnamed(text, named=len(others), writer=comes is not False, listed=bool(listed))
    comes = True if nameless and not others and comes is None else comes
    others += [
        _neighbour(Attendee(None, shared or (role if writer_too else None)), writer.role, text) for _ in nameless
    ]
    return Understanding(
        findings=tuple(findings),
        writer=_going(_with_own_sessions(writer, people, findings, text), going.get(WRITER)),
        writer_comes=comes,
        attendees=tuple(others),
        language=_language(text or mail.subject),
    )


_NEIGHBOUR = re.compile(r"\bbuu?r(?:man|vrouw|meisje|jongen|tjes?|en)?\b")


def _neighbour(attendee: Attendee, role: Role | None, text: str) -> Attendee:
    """Whoever lives next door to a bewoner is one too."""
    near = text if attendee.name is None else text.partition(attendee.name)[0][-40:]
    if attendee.role is None and role is Role.BEWONER and _NEIGHBOUR.search(fold(near)):
        return replace(attendee, role=role)
    return attendee


def _comes(person: Named, findings: list[Finding]) -> bool:
    """Whether nothing around a name says that this person stays away, or is only spoken of."""
    own = [f for f in findings if f.kind is FindingKind.PERSON and f.value == person.name]
    return all(f.asserted for f in own)


def findings_of(doc: "Doc", part: Part) -> list[Finding]:
    """Return the findings of a document, as findings in a part of a mail, in their order."""
    findings = []
    for kind in FindingKind:
        for span in doc.spans.get(kind.value, ()):
            findings.append(
                Finding(kind, span.label_, span.text, part, span.start_char, span.end_char, span.id_, span._.qualifiers)
            )
    return sorted(findings, key=lambda f: (f.start, f.end))


def _sent(finding: Finding, people: list[Named], text: str) -> Finding:
    """What is said of somebody named who comes is not of another: "mijn collega Ans Bos wil ik opgeven voor …"."""
    if finding.part is not Part.WRITTEN or not finding.has(Qualifier.OTHER_PERSON):
        return finding
    if finding.kind not in (FindingKind.SESSION, FindingKind.INTENT):
        return finding
    before = [p for p in people if p.start < finding.start and not _NEW_SENTENCE.search(text[p.end : finding.start])]
    return replace(finding, qualifiers=finding.qualifiers - {Qualifier.OTHER_PERSON}) if before else finding


def _unticked(finding: Finding, text: str) -> Finding:
    """In a list with boxes only what is ticked counts."""
    if finding.part is not Part.WRITTEN or finding.kind not in (FindingKind.SESSION, FindingKind.INTENT):
        return finding
    start = text.rfind("\n", 0, finding.start) + 1
    end = text.find("\n", finding.start)
    if ticked(text[start : end if end >= 0 else len(text)]) is not False:
        return finding
    return replace(finding, qualifiers=finding.qualifiers | {Qualifier.NEGATED})


MOST = 40  # questions that are looked at in one mail
# A sentence up to its question mark, if it has one; a smiley ends the one before. Possessive, so that it takes
# linear time in a text without any end.
_QUESTION = re.compile(
    r"(?:(?![:;]-?\))[^.!?\n])++(?:\n(?!\n)(?:(?![:;]-?\))[^.!?\n])++)*+(?P<mark>\?)?",
)


def _questions(text: str, findings: list[Finding]) -> list[Finding]:
    """A sentence with a question mark asks something, unless it politely registers ("Mag ik aansluiten?")."""
    questions: list[Finding] = []
    for match in _QUESTION.finditer(text):
        if not match["mark"] or len(questions) >= MOST or not re.search(r"\w{2}", match[0]):
            continue
        inside = [f for f in findings if f.part is Part.WRITTEN and match.start() <= f.start < match.end()]
        acts = any(f.kind is FindingKind.INTENT and f.value in _ACTS for f in inside)
        sentence = match[0].strip()
        courteous = any(f.kind is FindingKind.INTENT and f.value == "courtesy" for f in inside)
        acts = acts and not _CONDITIONAL.search(fold(sentence))
        if not courteous and (not acts or _ASKS.match(fold(sentence))):
            start = match.start() + match[0].index(sentence)
            questions.append(
                Finding(
                    FindingKind.QUESTION, "question", sentence, Part.WRITTEN, start, match.end(), "sentence.question"
                )
            )
    wonders = (f for f in findings if f.kind is FindingKind.INTENT and f.value == "asks" and f.asserted)
    questions += [
        replace(f, kind=FindingKind.QUESTION, value="question")
        for f in wonders
        if not any(q.start <= f.start < q.end for q in questions)
    ]
    return questions


# "Mag ik ook komen als ik geen raadslid ben?" wants to know; "Mag ik komen?" registers.
_CONDITIONAL = re.compile(r"\b(?:als|indien|zonder|wanneer|tenzij|ook al|of)\b")


def _asked(finding: Finding, questions: list[Finding]) -> Finding:
    """What is only asked about ("Is er een lift aanwezig?") is not stated."""
    inside = finding.part is Part.WRITTEN and any(q.start <= finding.start < q.end for q in questions)
    if finding.kind is not FindingKind.INTENT or not inside:
        return finding
    return replace(finding, qualifiers=finding.qualifiers | {Qualifier.HYPOTHETICAL})


def _refused(finding: Finding, findings: list[Finding], text: str) -> Finding:
    """What stands behind a refusal in the same sentence is refused: "ik ben verhinderd om de sessie bij te wonen"."""
    if finding.kind is not FindingKind.INTENT or finding.value not in ("attend", "register", "mention"):
        return finding
    if _undone(finding, findings):
        return replace(finding, qualifiers=finding.qualifiers | {Qualifier.NEGATED})
    for other in findings:
        if (
            other.kind is FindingKind.INTENT
            and other.value == "decline"
            and other.part is finding.part
            and other.asserted
        ):
            between = text[other.end : finding.start] if finding.part is Part.WRITTEN else ""
            if other.end <= finding.start and not _NEW_SENTENCE.search(between):
                return replace(finding, qualifiers=finding.qualifiers | {Qualifier.NEGATED})
    return finding


def _undone(finding: Finding, findings: list[Finding]) -> bool:
    """Whether the same words take it back: "geef mijn plek aan een ander" is no registration."""
    return any(
        f.kind is FindingKind.INTENT
        and f.value == "cancel"
        and f.part is finding.part
        and f.asserted
        and f.start < finding.end
        and finding.start < f.end
        for f in findings
    )


_NEW_SENTENCE = re.compile(r"[.!?;](?:\s|$)|\n\s*\n|\b(?:maar|wel|dus|daarom|but|so)\b")
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
        quoted = match[0].lstrip().startswith(('"', "“", "„"))
        if sessions and words <= _FILLERS and not quoted and not match[0].rstrip().endswith(("?", ":")):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append(
                Finding(
                    FindingKind.INTENT, "attend", match[0].strip(), Part.WRITTEN, start, match.end(), "sentence.session"
                )
            )
    return found


def _going(writer: Attendee, session: str | None) -> Attendee:
    return replace(writer, sessions=(session,)) if session and not writer.sessions else writer


def _attendee(
    person: Named, findings: list[Finding], text: str, shared: Role | None, session: str | None = None
) -> Attendee:
    """A named person with the role and sessions said in the same item or phrase."""
    near = [f for f in findings if f.part is Part.WRITTEN and person.line_start <= f.start < person.line_end]
    sessions = dict.fromkeys(f.value for f in near if f.kind is FindingKind.SESSION and f.asserted)
    role = role_of(person, text, findings) or shared
    own = tuple(sessions) if len(sessions) == 1 else (session,) if session else ()
    return Attendee(person.name, role, own)


def _with_own_sessions(writer: Attendee, people: list[Named], findings: list[Finding], text: str) -> Attendee:
    own = [p for p in people if writer.name and same_person(p.name, writer.name)]
    if not own:
        return writer
    told = _attendee(own[0], findings, text, None)
    return Attendee(writer.name, told.role or writer.role, told.sessions)


def _language(text: str) -> str:
    words = re.findall(r"[a-z]+", fold(text))
    english, dutch = sum(w in _ENGLISH for w in words), sum(w in _DUTCH for w in words)
    return "en" if english > dutch + 1 else "nl"
