"""What an IMAP server objects to, in one sentence, and what to do about it."""

import re

from imapclient.exceptions import CapabilityError, IMAPClientAbortError, IMAPClientReadOnlyError, LoginError

from d_loket.connecting import Server, explain, refused
from d_loket.model import DLoketError

_PREFIX = re.compile(r"^\w+ failed: ")  # imapclient's, before a server's words
_BYTES = re.compile(r"\bb(['\"])(.*)\1")  # bytes as Python shows them
LOST = (OSError, IMAPClientAbortError)
# Response codes of RFC 5530 and RFC 9208: why a command was refused.
REFUSED = {
    "OVERQUOTA": ("has no room left to", "Make room in the mailbox or raise its quota."),
    "NOPERM": ("does not allow this user to", "Give the user rights on the mailbox and its folders."),
    "NONEXISTENT": ("knows no such folder and cannot", "Check the folder's name in D_LOKET_INBOX and D_LOKET_FOLDER_…"),
    "CANNOT": ("cannot", "Check the folders' names in D_LOKET_FOLDER_…"),
    "INUSE": ("is too busy to", "It is tried again by itself."),
    "LIMIT": ("has reached a limit and does not", "Ask its administrator."),
    "SERVERBUG": ("failed to", "Ask its administrator to look in its log."),
    "UNAVAILABLE": ("can just now not", "It is tried again by itself."),
}


def describe(error: Exception, server: Server, doing: str) -> DLoketError:
    """Return the error for people of what was raised while `doing` something ("file mail in D-loket/Verwerkt")."""
    if isinstance(error, LoginError):
        return _login(error, server)
    if isinstance(error, CapabilityError):
        missing = "STARTTLS" if "STARTTLS" in str(error) else said(error)
        return DLoketError(f"{server} offers no {missing}.", advice=f"Use imaps:// in {server.setting}.")
    if isinstance(error, IMAPClientReadOnlyError):
        return DLoketError(
            f"{server} lets user {server.user!r} read the inbox, not change it.", advice=REFUSED["NOPERM"][1]
        )
    if isinstance(error, OSError):
        return explain(error, server)
    if isinstance(error, IMAPClientAbortError):
        return DLoketError(f"{server} ended the connection ({said(error)}).", advice="It is tried again by itself.")
    what, advice = REFUSED.get(code(error), ("refuses to", f"Check {server.setting}, or ask its administrator."))
    return DLoketError(f"{server} {what} {doing} ({said(error)}).", advice=advice)


def _login(error: LoginError, server: Server) -> DLoketError:
    lost = error.__context__
    if isinstance(lost, LOST):  # imapclient makes a login that was cut off a login that failed
        return describe(lost, server, "log in")
    if code(error) in ("UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"):
        return DLoketError(
            f"{server} cannot log anybody in just now ({said(error)}).", advice="It is tried again by itself."
        )
    return refused(server, said(error))


def code(error: Exception) -> str:
    """Return the response code in a server's objection (RFC 5530), "" where there is none."""
    found = re.search(r"\[([A-Z]+)\b", str(error))
    return found[1] if found else ""


_TOOK = re.compile(r"\s*\([\d.]+(?: \+ [\d.]+)* secs\)")


def said(error: Exception) -> str:
    """Return a server's own words on one line, without the time that Dovecot says it took."""
    text = _TOOK.sub("", _BYTES.sub(r"\2", _PREFIX.sub("", " ".join(str(error).split()))))
    return text.rstrip(".")[:200] or type(error).__name__
