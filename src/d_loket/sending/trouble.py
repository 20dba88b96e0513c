"""What an SMTP server objects to, in one sentence, and what to do about it."""

import smtplib

from d_loket.connecting import Server, explain, refused
from d_loket.model import DLoketError, NotSent

LOGIN_WANTED = 530  # RFC 4954 §6


def describe(error: OSError, server: Server) -> DLoketError:
    """Return the error for people of what smtplib or the network raised on the way to a server; all are OSErrors."""
    if isinstance(error, smtplib.SMTPAuthenticationError) and error.smtp_code >= 500:
        return refused(server, _answer(error.smtp_code, error.smtp_error))
    if isinstance(error, smtplib.SMTPNotSupportedError):
        missing = "STARTTLS" if "STARTTLS" in str(error) else "way to log in"
        return DLoketError(f"{server} offers no {missing}.", advice=f"Check scheme, user and port in {server.setting}.")
    if isinstance(error, smtplib.SMTPResponseException):
        if error.smtp_code == LOGIN_WANTED:
            return DLoketError(
                f"{server} wants a user to log in.", advice=f"Write {server.setting} as {server.scheme}://user@host."
            )
        said = _answer(error.smtp_code, error.smtp_error)
        return DLoketError(f"{server} says {said}.", advice="Ask its administrator if it goes on.")
    if isinstance(error, smtplib.SMTPException):
        return DLoketError(
            f"{server} ended the connection ({_line(str(error))}).", advice="It is tried again by itself."
        )
    return explain(error, server)


def objection(error: OSError, server: Server, recipient: str) -> DLoketError:
    """Return the error for a reply that was not taken: `NotSent`, or another where no reply would be."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return NotSent(f"{server} refuses {recipient}: {_answer(code, text)}.", permanent=code >= 500)
    if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code != LOGIN_WANTED:
        said = _answer(error.smtp_code, error.smtp_error)
        return NotSent(f"{server} refuses the reply to {recipient}: {said}.", permanent=error.smtp_code >= 500)
    trouble = describe(error, server)
    if isinstance(error, smtplib.SMTPResponseException):
        return trouble
    return NotSent(trouble.message)  # lost under way: the outcome is unknown


def _answer(code: int, text: bytes | str) -> str:
    return f"{code} {_line(text.decode('utf-8', 'replace') if isinstance(text, bytes) else text)}".rstrip(" .")


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
