"""As what people come: the role that a writer states or signs with, and that is said of others."""

import re
from collections.abc import Iterable, Sequence

from d_loket.dutch import clean_name, same_person
from d_loket.model import Finding, FindingKind, IncomingMail, Part, Qualifier, Role
from d_loket.patterns import fold
from d_loket.understanding.people import Named

_PLURAL = re.compile(
    r"(?:leden|lieden|griffiers|wethouders|burgemeesters|ambtenaren|medewerkers|adviseurs|bewoners|inwoners|studenten|burgers"
    r"|vrijwilligers)$"
)


FORMER = ".voormalig"  # how the ids of rules for former functions end


def writer_role(mail: IncomingMail, findings: Sequence[Finding], people: Sequence[Named]) -> Role | None:
    """Return the role the writer states, signs with, just names, or that follows from where they belong."""
    people = [p for p in people if not same_person(p.name, clean_name(mail.sender.name))]
    every = [f for f in findings if f.kind is FindingKind.ROLE]
    roles = [f for f in every if not f.rule.endswith(FORMER)]
    written = [f for f in roles if f.part is Part.WRITTEN and not _of_another(f, people)]
    own = [f for f in written if _is_own(mail.written, f)]
    signed = [f for f in roles if f.part is Part.SIGNATURE and f.asserted]
    loose = [f for f in written if f.asserted and not f.has(Qualifier.TENTATIVE) and not _PLURAL.search(fold(f.text))]
    for candidates in (own, signed, loose):
        if candidates:
            return _in_service(Role(candidates[0].value), mail, findings)
    if found := _by_membership(mail, findings):
        return found
    named = [f for f in roles if f.part in (Part.SENDER, Part.SUBJECT) and f.asserted]
    if named and (named[0].part is Part.SENDER or len(mail.written.split()) < FEW):
        return Role(named[0].value)
    if found := _by_function(mail):
        return found
    own_parts = [f for f in every if f.part in (Part.WRITTEN, Part.SIGNATURE)]
    former = any(f.has(Qualifier.PAST) or f.rule.endswith(FORMER) for f in own_parts)
    return Role.OVERIG if former else None


_DIRECTLY = re.compile(r"\b(?:ben|als|am|as|ik)\s+(?:de|het|een|the|a|an)\s+(?:[\w-]+\s+)?$")


def _is_own(text: str, finding: Finding) -> bool:
    """Whether the writer says it of themself; "ik ben de griffier" too, but not "ik ben met onze griffier"."""
    against = (Qualifier.NEGATED, Qualifier.PAST, Qualifier.HYPOTHETICAL, Qualifier.CORRECTED)
    if not finding.has(Qualifier.OWN) or finding.has(*against):
        return False
    before = fold(text[max(0, finding.start - 40) : finding.start])
    return not finding.has(Qualifier.OTHER_PERSON) or bool(_DIRECTLY.search(before))


def _of_another(finding: Finding, people: Iterable[Named]) -> bool:
    return any(p.line_start <= finding.start < p.line_end for p in people)


FEW = 8  # words: a mail that leaves everything to its subject
_PUBLIC = re.compile(
    r"\b(?:gemeente\w*|provinc\w*|stadsdeel|municipality|province)\b|@(?:[\w.-]*)?(?:gemeente|gem|prov)", re.IGNORECASE
)


def _in_service(role: Role, mail: IncomingMail, findings: Sequence[Finding]) -> Role:
    """An adviser or manager who signs for a bureau, a university or a corporation is in nobody's public service."""
    if role is not Role.AMBTENAAR:
        return role
    elsewhere = [
        f
        for f in findings
        if f.kind is FindingKind.ORGANISATION
        and f.value == Role.OVERIG
        and (f.part is Part.SIGNATURE or f.has(Qualifier.OWN))
    ]
    public = _PUBLIC.search(f"{mail.written}\n{mail.signature}\n{mail.sender.address}")
    return Role.OVERIG if elsewhere and not public else role


def _by_membership(mail: IncomingMail, findings: Sequence[Finding]) -> Role | None:
    """A wijkraad, fractie or waterschap in the signature, or one the writer says to belong to."""
    bodies = [
        f for f in findings if f.kind is FindingKind.ORGANISATION and not f.has(Qualifier.PAST, Qualifier.NEGATED)
    ]
    lives = [f for f in bodies if f.rule.endswith(".woont")]
    others = [f for f in bodies if f not in lives]
    signed = [f for f in others if f.part is Part.SIGNATURE]
    member = [f for f in others if f.part is Part.WRITTEN and f.has(Qualifier.OWN)]
    sender = [f for f in others if f.part is Part.SENDER]
    for candidates in (member, signed, sender, lives):
        if candidates:
            return Role(candidates[0].value)
    return None


# What people call their work, where no rule knows in whose service it is: the signature's organisation tells.
_FUNCTION = re.compile(
    r"\b\w*(?:adviseur|adviseuse|coordinator|manager|medewerker|medewerkster|specialist|projectleider|teamleider|directeur"
    r"|strateeg|planoloog|regisseur|consulent|jurist|hoofd|afdelingshoofd|officer|advisor)\b"
)


def _by_function(mail: IncomingMail) -> Role | None:
    """A function in the signature: in a gemeente's or province's service an ambtenaar, elsewhere somebody else."""
    lines = fold(mail.signature).splitlines()
    if not any(_FUNCTION.search(line) for line in lines[:4]):
        return None
    return Role.AMBTENAAR if _PUBLIC.search(f"{mail.signature}\n{mail.sender.address}") else Role.OVERIG


def role_of(person: Named, text: str, findings: Sequence[Finding]) -> Role | None:
    """Return the role said of a named person in the same item or phrase, else by a heading above it."""
    near = [f for f in findings if f.part is Part.WRITTEN and _said_of(f, person, text)]
    roles = [f for f in near if f.kind is FindingKind.ROLE and not f.has(Qualifier.PAST)]
    if roles:
        return Role(min(roles, key=lambda f: abs(f.start - person.start)).value)
    bodies = [f for f in near if f.kind is FindingKind.ORGANISATION and not f.rule.endswith(".woont")]
    if bodies and "\n" not in text[person.line_start : person.line_end].strip():
        return Role(bodies[0].value)
    return None


def _said_of(finding: Finding, person: Named, text: str) -> bool:
    """Whether a finding stands in the person's item or phrase, or right before it: "onze wethouder, mevrouw …"."""
    if finding.start < person.line_end and finding.end > person.line_start:
        return True
    between = text[finding.end : person.line_start]
    return finding.end <= person.line_start and len(between) <= 3 and not re.search(r"[.;\n]", between)


def counts_another_role(findings: Sequence[Finding], own: Role | None) -> bool:
    """Whether a number of people in another role than the writer's come: "drie raadsleden", written by a griffier."""
    counted = [f for f in findings if f.kind is FindingKind.ROLE and f.part is Part.WRITTEN and _is_counted(f)]
    return own is not None and bool(counted) and all(f.value != own for f in counted)


def _is_counted(finding: Finding) -> bool:
    return finding.has(Qualifier.COUNTED) and bool(_PLURAL.search(fold(finding.text)))


def shared_role(text: str, findings: Sequence[Finding]) -> tuple[Role | None, bool]:
    """Return the role that a heading or a plural gives to all who come, and whether the writer is among them.

    "De volgende raadsleden komen:", "wij zijn beiden bewoner", "Drie raadsleden naar …" in the subject,
    "uit onze raad hebben zich gemeld".
    """
    roles = [f for f in findings if f.kind is FindingKind.ROLE and not f.has(Qualifier.PAST, Qualifier.NEGATED)]
    together = [f for f in roles if f.part is Part.WRITTEN and f.has(Qualifier.TOGETHER)]
    if together:
        return Role(together[0].value), True
    plural = [f for f in roles if _PLURAL.search(fold(f.text))]
    for finding in plural:
        heads = finding.part is Part.WRITTEN and re.match(r"[^.!?\n]{0,30}:", text[finding.end : finding.end + 40])
        if finding.part is Part.SUBJECT or finding.has(Qualifier.COUNTED) or heads:
            return Role(finding.value), False
    ours = [f for f in findings if f.rule.endswith(".raad") and f.has(Qualifier.OWN) and f.part is Part.WRITTEN]
    return (Role.RAADSLID, False) if ours else (None, False)
