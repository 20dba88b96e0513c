"""The URLs of inbox and outbox: a Maildir's directory, or a mail server with its user."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from d_loket.model import DLoketError

LONGEST_LABEL = 63  # octets in a part of a host name (RFC 1035 §2.3.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A mail server. `setting` is where it was set; `implicit_tls`: encrypted from the first byte (`imaps`, `smtps`).

    `path` is what follows the host, without slashes at its ends, percent-decoded: IMAP's folder.
    """

    setting: str
    scheme: str
    host: str
    port: int
    implicit_tls: bool
    user: str = ""
    password: str = field(default="", repr=False)
    path: str = ""

    def __str__(self) -> str:
        """Return host and port, as one writes them."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def read_url(url: str, *, setting: str, ports: Mapping[str, int], password: str | None = None) -> Server | Path:
    """Read `maildir:/path` or `scheme://user@host:port/path`, with the schemes and standard ports given.

    A password given besides the URL goes before one in it. Raises `DLoketError`, whose text never
    holds a password.
    """
    first, plain = ports  # the scheme with TLS from the start ends in an s
    advice = (
        f"Set {setting} to maildir:/path, {first}://user@host:{ports[first]} or {plain}://user@host:{ports[plain]}."
    )
    scheme, colon, rest = url.partition(":")
    if not colon:
        raise DLoketError(f"{setting} is not a URL.", advice=advice)
    if scheme == "maildir":
        return _maildir(rest, setting)
    if scheme not in ports:
        raise DLoketError(f"{setting} begins with {scheme!r}.", advice=advice)
    parts = _split(url, setting)
    return Server(
        setting=setting,
        scheme=scheme,
        host=_host(parts, setting),
        port=parts.port or ports[scheme],
        implicit_tls=scheme.endswith("s"),
        user=unquote(parts.username or ""),
        password=password or unquote(parts.password or ""),
        path=unquote(parts.path.strip("/")),
    )


def _maildir(rest: str, setting: str) -> Path:
    path = rest.removeprefix("//")
    if not path:
        raise DLoketError(f"{setting} names no directory.", advice="Write maildir:/path/of/the/Maildir.")
    return Path(path)


def _split(url: str, setting: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no number
    except ValueError:
        raise DLoketError(
            f"{setting} cannot be read as a URL.",
            advice="In user and password write @ : / ? # [ ] and % in their percent-encoding, as %40 for @.",
        ) from None  # the original message holds the password
    return parts


def _host(parts: SplitResult, setting: str) -> str:
    host = parts.hostname or ""
    if not host or any(not label or len(label) > LONGEST_LABEL for label in host.rstrip(".").split(".")):
        raise DLoketError(f"{setting} names no host.", advice=f"Write {parts.scheme}://user@host.")
    return host
