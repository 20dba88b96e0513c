"""Mails that are not decided on their words: our own, unreadable, possibly forged, possibly a loop."""

from d_loket.deciding.case import Case
from d_loket.model import Authentication, Decision, Review


def loop(case: Case) -> Decision | None:
    """A mail from the service's own address is never answered (RFC 3834 §2)."""
    if case.situation.own_address and not case.mail.automatic:
        return Review(reasons=("De mail komt van ons eigen adres; beantwoorden zou een lus maken.",))
    return None


def unreadable(case: Case) -> Decision | None:
    """What cannot be read, a person opens."""
    mail = case.mail
    if mail.oversize is not None:
        return Review(reasons=(f"De mail is te groot om te verwerken ({mail.oversize / 1e6:.0f} MB).",))
    if not mail.sender.address:
        return Review(reasons=("De mail heeft geen geldige afzender.", *mail.defects))
    if not mail.body.strip() and not mail.subject.strip():
        return Review(reasons=("De mail is leeg.", *mail.defects))
    return None


def untrusted(case: Case) -> Decision | None:
    """A failed DMARC check (RFC 7489), or answers directed elsewhere, may be somebody else's doing."""
    mail = case.mail
    if mail.authentication is Authentication.FAIL:
        return Review(reasons=("De afzender is mogelijk vervalst: de DMARC-controle is mislukt.",), role=case.role)
    elsewhere = [a.address for a in mail.reply_to if a.address != mail.sender.address]
    if elsewhere:
        return Review(
            reasons=(f"Antwoorden moeten naar een ander adres dan de afzender: {', '.join(elsewhere)}.",),
            evidence=case.evidence(),
            role=case.role,
        )
    return None


def too_many_replies(case: Case) -> Decision | None:
    """A sender who got many replies within the hour may be a robot that answers each of them."""
    situation = case.situation
    if situation.recent_replies < situation.reply_limit:
        return None
    reason = f"Mogelijk een lus: deze afzender kreeg het afgelopen uur al {situation.recent_replies} antwoorden."
    return Review(reasons=(reason,), evidence=case.evidence(), role=case.role)
