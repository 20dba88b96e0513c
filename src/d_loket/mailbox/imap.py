"""An IMAP folder as an inbox (RFC 9051, RFC 3501), by UIDs alone.

What is new is what the server has and the database does not know: never flags, never sequence
numbers. Bodies are fetched with BODY.PEEK[], so that nothing is marked as seen.
"""

import contextlib
import imaplib
import ssl
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from imapclient import IMAPClient
from imapclient.exceptions import CapabilityError, IMAPClientError, LoginError

from d_loket.model import DLoketError, Folder, MailKey, RawMail

BATCH = 100
BATCH_BYTES = 20_000_000
TIMEOUT = 60  # seconds for an answer of the server
IDLE_STEP = 5  # seconds between looks at the connection while idling
PORTS = {"imap": 143, "imaps": 993}
_LOST = (OSError, imaplib.IMAP4.abort)
T = TypeVar("T")


class ImapInbox:
    """The folder of a URL: `imap://user@host/INBOX` upgrades with STARTTLS, `imaps://` is TLS from the start."""

    def __init__(
        self,
        url: str,
        *,
        password: str | None,
        verify: bool,
        cafile: Path | None,
        folders: Mapping[Folder, str],
        max_size: int,
    ) -> None:
        parts = urlsplit(url)
        self._scheme = parts.scheme
        self._host = parts.hostname or "localhost"
        self._port = parts.port or PORTS[parts.scheme]
        self._user = unquote(parts.username or "")
        self._password = password or unquote(parts.password or "")
        self._inbox = unquote(parts.path.strip("/")) or "INBOX"
        self._verify = verify
        self._cafile = cafile
        self._folders = dict(folders)
        self._max_size = max_size
        self._client: IMAPClient | None = None
        self._uidvalidity = 0
        self._account = f"{self._user}@{self._host}"

    def fetch(self, known: Callable[[Sequence[MailKey]], set[MailKey]]) -> Iterator[Sequence[RawMail]]:
        """Yield what is in the folder and not known, oldest UID first, in batches. Raises `DLoketError`."""
        uids = self._do(_present)
        keys = [self._key(uid) for uid in uids]
        done = known(keys)
        new = [uid for uid, key in zip(uids, keys, strict=True) if key not in done]
        for batch in self._batches(new):
            mails = self._do(partial(self._fetch, uids=batch))
            if mails:
                yield mails

    def file(self, mails: Iterable[tuple[MailKey, Folder]]) -> Sequence[MailKey]:
        """Move mails into their folders; return those that are no longer in the inbox.

        A key of another UIDVALIDITY names no message any more (RFC 3501 §2.3.1.1): it counts as gone.
        """
        wanted = [(key, folder) for key, folder in mails if key.account == self._account]
        if not wanted:
            return []
        self._do(lambda client: None)  # connected: the UIDVALIDITY is the server's present one
        by_folder: dict[Folder, list[int]] = defaultdict(list)
        for key, folder in wanted:
            if key.uidvalidity == self._uidvalidity:
                by_folder[folder].append(int(key.uid))
        for folder, uids in by_folder.items():
            for start in range(0, len(uids), BATCH * 5):
                part = uids[start : start + BATCH * 5]
                self._do(partial(self._move, uids=part, folder=self._folders[folder]))
        left = set(self._do(_present))
        return [key for key, _ in wanted if key.uidvalidity != self._uidvalidity or int(key.uid) not in left]

    def idle(self, seconds: float) -> bool:
        """Wait at most so long for the server to tell of new mail (RFC 2177); True when it may have come.

        After a lost connection `idle_check` returns nothing at once, for ever; so each look is timed.
        """
        client = self._connected()
        if not client.has_capability("IDLE"):
            return False
        until = time.monotonic() + min(seconds, 28 * 60)  # RFC 2177: renew within 29 minutes
        try:
            client.idle()
            while (left := until - time.monotonic()) > 0:
                asked = time.monotonic()
                step = min(left, IDLE_STEP)
                told = client.idle_check(timeout=step)
                if any(len(line) > 1 and line[1] in (b"EXISTS", b"RECENT") for line in told):
                    client.idle_done()
                    return True
                if not told and time.monotonic() - asked < step / 2:
                    raise ConnectionResetError("the connection was lost while waiting")
            client.idle_done()
        except (*_LOST, IMAPClientError) as error:
            self._forget()
            raise self._trouble(error) from error
        return False

    def probe(self) -> list[tuple[bool, str, str]]:
        """Return what doctor shows: (works, sentence, advice)."""
        try:
            count = len(self._do(lambda client: client.search("ALL")))
        except DLoketError as error:
            return [(False, error.message, error.advice)]
        found = [(True, f"{self._inbox} at {self._host} holds {count} messages.", "")]
        if not self._verify:
            found.append((True, "The connection to the inbox is not verified.", "Set D_LOKET_INBOX_TLS=verify."))
        return found

    def close(self) -> None:
        """Log out."""
        if self._client is not None:
            with contextlib.suppress(*_LOST, IMAPClientError):
                self._client.logout()
            self._client = None

    def _key(self, uid: int) -> MailKey:
        return MailKey(self._account, self._inbox, self._uidvalidity, str(uid))

    def _batches(self, uids: Sequence[int]) -> Iterator[list[int]]:
        """Cut UIDs into batches that are neither too many nor too large."""
        for start in range(0, len(uids), BATCH):
            part = list(uids[start : start + BATCH])
            sizes = self._do(partial(_sizes, uids=part))
            batch: list[int] = []
            total = 0
            for uid in part:
                size = min(int(sizes.get(uid, {}).get(b"RFC822.SIZE", 0)), self._max_size)
                if batch and total + size > BATCH_BYTES:
                    yield batch
                    batch, total = [], 0
                batch.append(uid)
                total += size
            if batch:
                yield batch

    def _fetch(self, client: IMAPClient, uids: list[int]) -> list[RawMail]:
        about = client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"])
        large = [u for u in uids if u in about and about[u][b"RFC822.SIZE"] > self._max_size]
        small = [u for u in uids if u in about and u not in large]
        bodies: dict[int, Any] = {}
        if small:
            bodies |= client.fetch(small, ["BODY.PEEK[]"])
        if large:
            bodies |= client.fetch(large, ["BODY.PEEK[HEADER]"])
        mails = []
        for uid in uids:
            content = bodies.get(uid, {}).get(b"BODY[HEADER]" if uid in large else b"BODY[]")
            if content is None:
                continue  # gone since the search
            mails.append(
                RawMail(
                    content=content,
                    received_at=_aware(about[uid].get(b"INTERNALDATE")),
                    key=self._key(uid),
                    oversize=about[uid][b"RFC822.SIZE"] if uid in large else None,
                )
            )
        return mails

    def _move(self, client: IMAPClient, uids: list[int], folder: str) -> None:
        target = self._target(client, folder)
        there = set(_present(client))
        uids = [uid for uid in uids if uid in there]  # MOVE of a message that is gone fails for all
        if not uids:
            return
        if client.has_capability("MOVE"):
            client.move(uids, target)
            return
        client.copy(uids, target)
        client.add_flags(uids, [b"\\Deleted"], silent=True)
        if client.has_capability("UIDPLUS"):
            client.uid_expunge(uids)
        # Without UIDPLUS an EXPUNGE would also remove what others marked as deleted (RFC 4315 §2.1):
        # the mails stay marked, and leave when the mailbox's owner next tidies up.

    def _target(self, client: IMAPClient, folder: str) -> str:
        """Return the folder's name on this server, made when it is missing."""
        personal = (client.namespace().personal if client.has_capability("NAMESPACE") else None) or [("", "/")]
        prefix, delimiter = (_text(part) for part in personal[0])
        name = prefix + folder.replace("/", delimiter or "/")
        if not client.folder_exists(name):
            with contextlib.suppress(IMAPClientError):  # another worker may have made it just now
                client.create_folder(name)
            client.subscribe_folder(name)
        return name

    def _do(self, work: Callable[[IMAPClient], T]) -> T:
        """Do something on a live connection; one that was lost is made anew, once."""
        for last in (False, True):
            try:
                return work(self._connected())
            except (*_LOST, IMAPClientError) as error:
                lost = isinstance(error, _LOST)
                self._forget()
                if last or not lost:
                    raise self._trouble(error) from error
        raise AssertionError("unreachable")

    def _connected(self) -> IMAPClient:
        if self._client is None:
            try:
                self._client = self._open()
            except (*_LOST, IMAPClientError) as error:
                self._forget()
                raise self._trouble(error) from error
        return self._client

    def _open(self) -> IMAPClient:
        client = IMAPClient(
            self._host,
            port=self._port,
            ssl=self._scheme == "imaps",
            ssl_context=self._context() if self._scheme == "imaps" else None,
            timeout=TIMEOUT,
        )
        try:
            if self._scheme == "imap" and self._verify:
                client.starttls(self._context())
            if client.has_capability("AUTH=PLAIN"):
                client.plain_login(self._user, self._password)  # LOGIN fails on non-ASCII passwords
            else:
                client.login(self._user, self._password)
            self._uidvalidity = int(client.select_folder(self._inbox)[b"UIDVALIDITY"])
        except BaseException:
            with contextlib.suppress(*_LOST, IMAPClientError):
                client.shutdown()
            raise
        return client

    def _forget(self) -> None:
        if self._client is not None:
            with contextlib.suppress(*_LOST, IMAPClientError):
                self._client.shutdown()
            self._client = None

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=str(self._cafile) if self._cafile else None)
        if self._cafile:
            context.load_default_certs()
        if not self._verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context

    def _trouble(self, error: Exception) -> DLoketError:
        where = f"{self._host}:{self._port}"
        if isinstance(error, ssl.SSLCertVerificationError):
            return DLoketError(
                f"The certificate of {where} is not trusted: {error.verify_message}.",
                advice="Check the host's name, or add its authority with D_LOKET_CAFILE.",
            )
        if isinstance(error, LoginError):
            return DLoketError(
                f"{where} refuses user {self._user!r} or the password.",
                advice="Check D_LOKET_INBOX and D_LOKET_INBOX_PASSWORD.",
            )
        if isinstance(error, ConnectionRefusedError):
            return DLoketError(f"Nothing listens at {where}.", advice="Check host and port in D_LOKET_INBOX.")
        if isinstance(error, CapabilityError):
            return DLoketError(f"{where} offers no STARTTLS.", advice="Use imaps://, or D_LOKET_INBOX_TLS=off.")
        said = " ".join(str(error).split()) or type(error).__name__
        return DLoketError(f"The inbox at {where} cannot be used: {said}.", advice="Run: d-loket doctor")


def _present(client: IMAPClient) -> list[int]:
    """Return the UIDs in the folder; the NOOP makes the server tell of what came and went (RFC 3501 §6.1.2)."""
    client.noop()
    return sorted(client.search("ALL"))


def _sizes(client: IMAPClient, uids: list[int]) -> dict[int, Any]:
    return dict(client.fetch(uids, ["RFC822.SIZE"]))


def _aware(moment: datetime | None) -> datetime:
    """Return INTERNALDATE, which imapclient gives in this machine's local time without a zone, as UTC."""
    return moment.astimezone(UTC) if moment else datetime.fromtimestamp(time.time(), UTC)


def _text(part: object) -> str:
    return part.decode("ascii", "replace") if isinstance(part, bytes) else str(part or "")
