"""An IMAP folder as an inbox (RFC 9051, RFC 3501), by UIDs alone.

What is new is what the server has and the database does not know: never flags, never sequence
numbers. Bodies are fetched with BODY.PEEK[], so that nothing is marked as seen.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from d_loket.connecting import Security, Server
from d_loket.mailbox.connection import Connection, Renumbered
from d_loket.mailbox.filing import move
from d_loket.mailbox.reading import BATCH, about, batches, present, read
from d_loket.mailbox.trouble import LOST, describe
from d_loket.mailbox.waiting import wait
from d_loket.model import DLoketError, Folder, MailKey, RawMail

T = TypeVar("T")


class ImapInbox:
    """The folder that `server.path` names, INBOX where it names none; connected to when it is first needed.

    `folders` are named with "/" between levels. Of a mail larger than `max_size` bytes only the header is
    read. `token` gives OAuth2 access tokens, which are then used instead of the server's password.
    """

    def __init__(
        self,
        server: Server,
        *,
        security: Security,
        token: Callable[[], str] | None,
        folders: Mapping[Folder, str],
        max_size: int,
    ) -> None:
        self._connection = Connection(server, security=security, token=token)
        self._account = f"{server.user}@{server.host}"
        self._folders = dict(folders)
        self._max_size = max_size
        self._stopped = threading.Event()

    def fetch(self, known: Callable[[Sequence[MailKey]], set[MailKey]]) -> Iterator[Sequence[RawMail]]:
        """Yield what is in the folder and not known, oldest UID first, in batches. Raises `DLoketError`."""
        validity, uids = self._present()
        keys = {uid: self._key(validity, uid) for uid in uids}
        done = known(list(keys.values()))
        new = [uid for uid, key in keys.items() if key not in done]
        try:
            for start in range(0, len(new), BATCH):
                yield from self._fetch(validity, {uid: keys[uid] for uid in new[start : start + BATCH]})
        except Renumbered:
            return  # these UIDs name nothing now: the next look finds the mails under their new ones

    def file(self, mails: Iterable[tuple[MailKey, Folder]]) -> Sequence[MailKey]:
        """Move mails into their folders; return those that are no longer in the inbox. Raises `DLoketError`.

        A key of another UIDVALIDITY names no message any more (RFC 3501 §2.3.1.1): it counts as gone.
        """
        ours = [(key, folder) for key, folder in mails if self._is_ours(key)]
        if not ours:
            return []
        validity, _ = self._present()
        by_folder: dict[Folder, list[int]] = defaultdict(list)
        for key, folder in ours:
            if key.uidvalidity == validity:
                by_folder[folder].append(int(key.uid))
        try:
            for folder, uids in by_folder.items():
                name = self._folders[folder]
                self._connection.do(partial(move, uids=uids, folder=name), f"file mail in {name}", uidvalidity=validity)
        except Renumbered:
            pass  # moved nothing under the old numbers; all of them are gone
        now, left = self._present()
        still = set(left)
        return [key for key, _ in ours if key.uidvalidity != now or int(key.uid) not in still]

    def idle(self, seconds: float) -> bool:
        """Wait at most so long for the server to tell of new mail; True when it may have come.

        A server without IDLE is not waited for. Raises `DLoketError`.
        """
        client = self._connection.client()
        if not client.has_capability("IDLE"):
            return False
        try:
            return wait(client, seconds, self._stopped)
        except (*LOST, IMAPClientError) as error:
            self._connection.forget()
            raise describe(error, self._connection.server, "tell of new mail") from error

    def stop(self) -> None:
        """Let a wait for new mail, in another thread, end soon."""
        self._stopped.set()

    def probe(self) -> list[tuple[bool, str, str]]:
        """Return what doctor shows: (works, sentence, advice)."""
        try:
            _, uids = self._present()
        except DLoketError as error:
            return [(False, error.message, error.advice)]
        return [(True, f"{self._connection.folder} at {self._connection.server} holds {len(uids)} messages.", "")]

    def close(self) -> None:
        """Log out."""
        self._connection.close()

    def _present(self) -> tuple[int, list[int]]:
        """Return the present UIDVALIDITY, and the UIDs under it."""
        uids = self._connection.do(present, f"look into {self._connection.folder}")
        return self._connection.uidvalidity, uids

    def _fetch(self, validity: int, keys: Mapping[int, MailKey]) -> Iterator[Sequence[RawMail]]:
        known = self._read(partial(about, uids=list(keys)), validity)
        for batch in batches(list(keys), known, self._max_size):
            wanted = {uid: keys[uid] for uid in batch}
            if mails := self._read(partial(read, keys=wanted, known=known, max_size=self._max_size), validity):
                yield mails

    def _read(self, work: Callable[[IMAPClient], T], validity: int) -> T:
        return self._connection.do(work, "give its mail", uidvalidity=validity)

    def _key(self, validity: int, uid: int) -> MailKey:
        return MailKey(self._account, self._connection.folder, validity, str(uid))

    def _is_ours(self, key: MailKey) -> bool:
        return (key.account, key.folder) == (self._account, self._connection.folder)
