"""Delivery into a Maildir: durable, and once only however often it is tried."""

import hashlib
import os
from pathlib import Path

from d_loket.model import NotSent, Reply


class MaildirSender:
    """Puts replies in `path`/new, by a name that follows from the Message-ID: a second try writes the same file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, reply: Reply) -> None:
        """Write the reply through tmp/ and flush it to disk. Raises `NotSent`."""
        name = f"{hashlib.sha256(reply.message_id.encode()).hexdigest()[:32]}.d-loket"
        try:
            for directory in ("tmp", "new", "cur"):
                (self._path / directory).mkdir(parents=True, exist_ok=True)
            if any((self._path / "cur").glob(f"{name}*")):
                return  # delivered before, and read since
            temporary = self._path / "tmp" / name
            with temporary.open("wb") as stream:
                stream.write(reply.content)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(self._path / "new" / name)
        except OSError as error:
            raise NotSent(f"The reply cannot be written to {self._path}: {error.strerror}.") from error

    def probe(self) -> list[tuple[bool, str, str]]:
        """Return what doctor shows: (works, sentence, advice)."""
        nearest = next(p for p in (self._path, *self._path.parents) if p.exists())
        if os.access(nearest, os.W_OK):
            return [(True, f"Replies go to the Maildir {self._path}.", "")]
        return [(False, f"{self._path} cannot be written.", "Set D_LOKET_OUTBOX to a directory of your own.")]

    def close(self) -> None:
        """Nothing is held open."""
