"""Whether a robot wrote a mail, and whether it may be answered (RFC 3834 and practice)."""

import re

from d_loket.model import Automatic, AutomaticKind, WordingKind
from d_loket.opening.mime import Parsed
from d_loket.opening.wording import Wordings

_ROBOT_SENDER = re.compile(r"^(mailer-daemon|postmaster|mail-daemon|mdaemon|bounces?)([+.-].*)?@", re.IGNORECASE)
_NO_REPLY = re.compile(r"^(no-?reply|do-?not-?reply|geen-?antwoord|niet-?beantwoorden|noreply.*)@", re.IGNORECASE)
_AUTOREPLY = (
    "X-Autoreply",
    "X-Autorespond",
    "X-Auto-Reply",
    "X-AutoReply-From",
    "X-Mail-Autoreply",
    "X-FC-MachineGenerated",
)
_LIST = ("List-Id", "List-Unsubscribe", "List-Post", "List-Help", "Feedback-ID", "X-Campaign-Id")


def verdict(parsed: Parsed, sender: str, subject: str, text: str, wordings: Wordings) -> Automatic | None:
    """Return which kind of robot wrote a mail, None for a person.

    `X-Auto-Response-Suppress` asks not to be answered; it does not make a robot of the writer.
    """
    return (
        _report(parsed)
        or _bounce(parsed, sender, subject, text, wordings)
        or _by_header(parsed, subject, text, wordings)
        or _list(parsed)
        or _by_wording(subject, text, wordings)
    )


def no_answer(parsed: Parsed, sender: str) -> str:
    """Return why a mail may not be answered automatically (RFC 3834 §2), "" when it may."""
    if not sender:
        return "er is geen geldige afzender"
    if parsed.header("Return-Path").strip() == "<>":
        return "de mail heeft een leeg retouradres"
    if _NO_REPLY.match(sender) or _ROBOT_SENDER.match(sender):
        return f"het adres {sender} leest geen antwoorden"
    submitted = _submitted(parsed)
    if submitted not in ("", "no"):
        return f"Auto-Submitted: {submitted}"
    suppress = {v.strip().lower() for v in parsed.header("X-Auto-Response-Suppress").split(",")}
    if suppress & {"all", "autoreply"}:
        return f"X-Auto-Response-Suppress: {', '.join(sorted(suppress))}"
    if _precedence(parsed):
        return f"Precedence: {_precedence(parsed)}"
    lists = [name for name in _LIST if parsed.header(name)]
    return f"{lists[0]}: een verzendlijst" if lists else ""


def _submitted(parsed: Parsed) -> str:
    """Return the keyword of Auto-Submitted (RFC 3834 §5), without parameters and comments."""
    return re.sub(r"\(.*?\)", "", parsed.header("Auto-Submitted")).split(";")[0].strip().lower()


def _precedence(parsed: Parsed) -> str:
    value = parsed.header("Precedence").strip().lower()
    return value if value in ("bulk", "junk", "list", "auto_reply") else ""


def _report(parsed: Parsed) -> Automatic | None:
    """A multipart/report (RFC 6522) of any kind, or one of its parts."""
    kind = parsed.header("Content-Type").lower()
    if "message/delivery-status" in parsed.content_types or "report-type=delivery-status" in kind.replace('"', ""):
        delayed = re.search(r"(?im)^action:\s*(delayed|delivered|relayed|expanded)", _status_text(parsed))
        return Automatic(AutomaticKind.REPORT if delayed else AutomaticKind.BOUNCE, "een leveringsbericht (RFC 3464)")
    if {"message/disposition-notification", "message/feedback-report"} & set(parsed.content_types):
        return Automatic(AutomaticKind.REPORT, "een lees- of klachtbericht")
    if "multipart/report" in parsed.content_types:
        return Automatic(AutomaticKind.REPORT, "Content-Type: multipart/report")
    return None


def _status_text(parsed: Parsed) -> str:
    inner = [leaf.text for leaf in parsed.leaves if leaf.content_type in ("text/plain", "message/delivery-status")]
    blocks = [str(part) for part in parsed.message.walk() if part.get_content_type() == "message/delivery-status"]
    return "\n".join(inner + blocks)


def _bounce(parsed: Parsed, sender: str, subject: str, text: str, wordings: Wordings) -> Automatic | None:
    if parsed.header("X-Failed-Recipients"):
        return Automatic(AutomaticKind.BOUNCE, "X-Failed-Recipients")
    robot = bool(_ROBOT_SENDER.match(sender)) or parsed.header("Return-Path").strip() == "<>"
    rule = wordings.find(WordingKind.BOUNCE, subject) or wordings.find(WordingKind.BOUNCE, text[:2000])
    if rule and (robot or wordings.find(WordingKind.BOUNCE, subject)):
        return Automatic(AutomaticKind.BOUNCE, rule)
    if robot and not wordings.find(WordingKind.OUT_OF_OFFICE, f"{subject}\n{text[:2000]}"):
        return Automatic(
            AutomaticKind.BOUNCE if _ROBOT_SENDER.match(sender) else AutomaticKind.AUTO, f"afzender {sender}"
        )
    return None


def _by_header(parsed: Parsed, subject: str, text: str, wordings: Wordings) -> Automatic | None:
    away = bool(wordings.find(WordingKind.OUT_OF_OFFICE, f"{subject}\n{text}"))
    replied = AutomaticKind.OUT_OF_OFFICE if away else AutomaticKind.AUTO
    submitted = _submitted(parsed)
    if submitted not in ("", "no"):
        kind = AutomaticKind.OUT_OF_OFFICE if submitted == "auto-replied" else replied
        return Automatic(kind, f"Auto-Submitted: {submitted}")
    for name in _AUTOREPLY:
        if parsed.header(name) and parsed.header(name).lower() not in ("no", "false"):
            return Automatic(replied, name)
    return Automatic(replied, "Precedence: auto_reply") if _precedence(parsed) == "auto_reply" else None


def _list(parsed: Parsed) -> Automatic | None:
    for name in _LIST:
        if parsed.header(name):
            return Automatic(AutomaticKind.LIST, name)
    return Automatic(AutomaticKind.LIST, f"Precedence: {_precedence(parsed)}") if _precedence(parsed) else None


def _by_wording(subject: str, text: str, wordings: Wordings) -> Automatic | None:
    """Header-less robots: in the subject the wording suffices, in the text only where it opens the mail."""
    beginning = "\n".join(text.strip().splitlines()[:6])[:800]
    for kind, verdict_kind in (
        (WordingKind.RECEIPT, AutomaticKind.REPORT),
        (WordingKind.OUT_OF_OFFICE, AutomaticKind.OUT_OF_OFFICE),
    ):
        rule = wordings.find(kind, subject) or wordings.find(kind, beginning)
        if rule:
            return Automatic(verdict_kind, rule)
    return None
