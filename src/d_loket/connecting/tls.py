"""Whose certificates are believed."""

import ssl
from dataclasses import dataclass
from pathlib import Path

from d_loket.model import DLoketError


@dataclass(frozen=True, slots=True)
class Security:
    """`verify`: only an encrypted connection to a server whose certificate and name are right. `cafile` holds
    the certificates (PEM) of an authority to believe besides the system's.

    Without `verify` nothing is checked, and nothing is encrypted where TLS is not there from the start:
    for loopback and tests.
    """

    verify: bool = True
    cafile: Path | None = None

    def context(self) -> ssl.SSLContext:
        """Return the context for a connection. Raises `DLoketError` for a file without certificates."""
        context = ssl.create_default_context()
        if self.cafile:
            try:
                context.load_verify_locations(self.cafile)
            except OSError as error:  # ssl.SSLError is one
                raise DLoketError(
                    f"{self.cafile} holds no certificates that can be read.",
                    advice="D_LOKET_CAFILE must be a file with certificates in PEM form.",
                ) from error
        if not self.verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context
