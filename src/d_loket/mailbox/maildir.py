"""A Maildir as an inbox. Nothing is renamed or marked before it is filed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import structlog

from d_loket.model import DLoketError, Folder, MailKey, RawMail

log = structlog.get_logger()

BATCH = 100
BATCH_BYTES = 20_000_000
HEADER_BYTES = 100_000


class MaildirInbox:
    """The Maildir at `path`: new/ and cur/ hold the inbox, Maildir++ subfolders what is filed."""

    def __init__(self, path: Path, *, folders: Mapping[Folder, str], max_size: int) -> None:
        self._path = path
        self._account = f"maildir:{path.name}"
        self._folders = dict(folders)
        self._max_size = max_size

    def fetch(self, known: Callable[[Sequence[MailKey]], set[MailKey]]) -> Iterator[Sequence[RawMail]]:
        """Yield what is in the inbox and not known, oldest first, in batches. Raises `DLoketError`."""
        files = {self._key(path): path for path in self._files()}
        done = known(list(files))
        batch: list[RawMail] = []
        size = 0
        for key, path in sorted(files.items(), key=lambda item: (_mtime(item[1]), item[0].uid)):
            if key in done:
                continue
            mail = self._read(key, path)
            if mail is None:
                continue
            batch.append(mail)
            size += len(mail.content)
            if len(batch) >= BATCH or size >= BATCH_BYTES:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def file(self, mails: Iterable[tuple[MailKey, Folder]]) -> Sequence[MailKey]:
        """Move mails into their folders; return those that are no longer in the inbox."""
        files = {path.name.partition(":")[0]: path for path in self._files()}
        gone = []
        for key, folder in mails:
            if key.account != self._account:
                continue
            path = files.get(key.uid)
            if path is not None:
                self._move(path, self._folder(folder))
            gone.append(key)
        return gone

    def idle(self, seconds: float) -> bool:
        """A Maildir does not tell; the caller polls."""
        return False

    def stop(self) -> None:
        """There is no waiting to end."""

    def probe(self) -> list[tuple[bool, str, str]]:
        """Return what doctor shows: (works, sentence, advice)."""
        try:
            count = len(list(self._files()))
        except DLoketError as error:
            return [(False, error.message, error.advice)]
        return [(True, f"The inbox {self._path} holds {count} messages.", "")]

    def close(self) -> None:
        """Nothing is held open."""

    def _files(self) -> Iterator[Path]:
        if not (self._path / "new").is_dir():
            advice = "Set D_LOKET_INBOX to a directory with new/, cur/ and tmp/."
            raise DLoketError(f"{self._path} is not a Maildir.", advice=advice)
        for name in ("new", "cur"):
            directory = self._path / name
            if directory.is_dir():
                yield from (p for p in directory.iterdir() if p.is_file() and not p.name.startswith("."))

    def _key(self, path: Path) -> MailKey:
        return MailKey(self._account, "INBOX", 0, path.name.partition(":")[0])

    def _read(self, key: MailKey, path: Path) -> RawMail | None:
        """Read one mail; one that vanished or cannot be read is left where it is and does not stop the others."""
        try:
            status = path.stat()
            received = datetime.fromtimestamp(status.st_mtime, UTC)
            if status.st_size > self._max_size:
                with path.open("rb") as stream:
                    header = stream.read(HEADER_BYTES).replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n\n"
                return RawMail(content=header, received_at=received, key=key, oversize=status.st_size)
            return RawMail(content=path.read_bytes(), received_at=received, key=key)
        except FileNotFoundError:
            return None
        except OSError as error:
            log.warning("mail cannot be read; it stays in the inbox", file=path.name, error=error.strerror)
            return None

    def _folder(self, folder: Folder) -> Path:
        """Return a Maildir++ subfolder, made when it is missing: D-loket/Verwerkt is `.D-loket.Verwerkt`."""
        path = self._path / f".{self._folders[folder].replace('/', '.')}"
        try:
            for name in ("tmp", "new", "cur"):
                (path / name).mkdir(parents=True, exist_ok=True)
            (path / "maildirfolder").touch()
        except OSError as error:
            raise DLoketError(f"The folder {path} cannot be made: {error.strerror}.") from error
        return path

    @staticmethod
    def _move(path: Path, folder: Path) -> None:
        try:
            path.rename(folder / path.parent.name / path.name)
        except FileNotFoundError:
            return
        except OSError as error:
            raise DLoketError(f"{path.name} cannot be moved to {folder}: {error.strerror}.") from error


def _mtime(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
