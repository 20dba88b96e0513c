"""What went wrong on the way to a server, in one sentence, and what to do about it."""

import errno
import socket
import ssl

from d_loket.connecting.url import Server
from d_loket.model import DLoketError

# OpenSSL's X509_V_ERR_* numbers.
CERTIFICATE = {
    9: ("is not valid yet", "Look at this machine's clock, or renew the certificate."),
    10: ("has expired", "Have it renewed on the server."),
    18: ("is signed by itself", "Add it with D_LOKET_CAFILE if it is really theirs."),
    19: ("comes from an authority that is not known", "Add that authority with D_LOKET_CAFILE."),
    20: ("comes from an authority that is not known", "Add that authority with D_LOKET_CAFILE."),
    21: ("comes from an authority that is not known", "Let the server send the whole chain of certificates."),
    62: ("is for another host name", "Use the name that the certificate is for."),
    64: ("is for another host name", "Use the name that the certificate is for, not the number."),
}
# OpenSSL's words for an answer that is not TLS.
PLAIN = {"WRONG_VERSION_NUMBER", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE", "HTTP_REQUEST", "UNKNOWN_PROTOCOL"}
UNREACHABLE = {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN}


def explain(error: OSError, server: Server) -> DLoketError:
    """Return the error for people of what the network or TLS raised."""
    look = f"Check host and port in {server.setting}."
    if isinstance(error, ssl.SSLCertVerificationError):
        what, advice = CERTIFICATE.get(
            error.verify_code, (f"is not trusted ({error.verify_message})", "See D_LOKET_CAFILE.")
        )
        return DLoketError(f"The certificate of {server} {what}.", advice=advice)
    if isinstance(error, ssl.SSLError) and error.reason in PLAIN:
        return DLoketError(f"{server} does not speak TLS there.", advice=f"{look} {_other(server)}")
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return DLoketError(
            f"{server} and D-loket cannot agree on TLS ({_said(error)}).", advice="It must be TLS 1.2 or newer."
        )
    if isinstance(error, socket.gaierror):
        return DLoketError(f"There is no host {server.host}, or its name cannot be looked up now.", advice=look)
    if isinstance(error, ConnectionRefusedError):
        return DLoketError(f"Nothing listens at {server}.", advice=look)
    if isinstance(error, TimeoutError):
        return DLoketError(f"{server} does not answer.", advice=f"{look} A firewall may be in between.")
    if error.errno in UNREACHABLE:
        return DLoketError(f"{server} cannot be reached from here.", advice="Check the network and its firewalls.")
    return DLoketError(
        f"The connection with {server} was lost ({_said(error)}).", advice="It is tried again by itself."
    )


def refused(server: Server, said: str) -> DLoketError:
    """Return the error for a login that the server does not allow; `said` are its own words."""
    if server.password:
        return DLoketError(
            f"{server} refuses user {server.user!r} or the password ({said}).",
            advice=f"Check {server.setting} and {server.setting}_PASSWORD.",
        )
    return DLoketError(
        f"{server} refuses user {server.user!r} with the application's OAuth2 token ({said}).",
        advice="Give the application its permissions for mail, and its service principal access to this mailbox.",
    )


def _other(server: Server) -> str:
    """Return the advice that fits a TLS handshake with a server that expects none yet, or the other way round."""
    if server.implicit_tls:
        return f"With STARTTLS the URL begins with {server.scheme.removesuffix('s')}://."
    return f"With TLS from the start the URL begins with {server.scheme}s://."


def _said(error: OSError) -> str:
    return " ".join((error.strerror or str(error) or type(error).__name__).split())
