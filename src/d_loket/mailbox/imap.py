"""An IMAP folder as an inbox (RFC 9051, RFC 3501), by UIDs alone.

What is new is what the server has and the database does not know: never flags, never sequence
numbers. Bodies are fetched with BODY.PEEK[], so that nothing is marked as seen.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from d_loket.connecting import Security, Server
from d_loket.mailbox import filing, reading
from d_loket.mailbox.connection import Connection, Renumbered
from d_loket.mailbox.trouble import LOST, describe
from d_loket.model import DLoketError, Folder, MailKey, RawMail

IDLE_LONGEST = 28 * 60  # seconds; RFC 2177 asks to renew within 29 minutes
IDLE_STEP = 5  # seconds between looks at the connection while idling


class ImapInbox:
    """The folder of a server's URL. `token` gives OAuth2 access tokens, used instead of the password."""

    def __init__(
        self,
        server: Server,
        *,
        security: Security,
        token: Callable[[], str] | None,
        folders: Mapping[Folder, str],
        max_size: int,
    ) -> None:
        self._server = server
        self._verify = security.verify
        self._connection = Connection(server, security=security, token=token)
        self._folders = dict(folders)
        self._max_size = max_size
        self._account = f"{server.user}@{server.host}"
        self._stopped = False

    def fetch(self, known: Callable[[Sequence[MailKey]], set[MailKey]]) -> Iterator[Sequence[RawMail]]:
        """Yield what is in the folder and not known, oldest UID first, in batches. Raises `DLoketError`.

        A folder that was renumbered meanwhile is left for the next time: its UIDs name other mails now.
        """
        uidvalidity = self._connection.uidvalidity()
        do = partial(self._connection.do, doing=f"read {self._connection.folder}", uidvalidity=uidvalidity)
        try:
            keys = {uid: self._key(uid, uidvalidity) for uid in do(reading.present)}
            done = known(list(keys.values()))
            new = [uid for uid, key in keys.items() if key not in done]
            for start in range(0, len(new), reading.BATCH):
                about = do(partial(reading.about, uids=new[start : start + reading.BATCH]))
                for batch in reading.batches(new[start : start + reading.BATCH], about, self._max_size):
                    wanted = {uid: keys[uid] for uid in batch}
                    mails = do(partial(reading.read, keys=wanted, known=about, max_size=self._max_size))
                    if mails:
                        yield mails
        except Renumbered:
            return

    def file(self, mails: Iterable[tuple[MailKey, Folder]]) -> Sequence[MailKey]:
        """Move mails into their folders; return those that are no longer in the inbox.

        A key of another UIDVALIDITY names no message any more (RFC 3501 §2.3.1.1): it counts as gone.
        """
        wanted = [(key, folder) for key, folder in mails if key.account == self._account]
        if not wanted:
            return []
        uidvalidity = self._connection.uidvalidity()
        gone = {key for key, _ in wanted if key.uidvalidity != uidvalidity}
        by_folder: dict[Folder, list[MailKey]] = defaultdict(list)
        for key, folder in wanted:
            if key not in gone:
                by_folder[folder].append(key)
        for folder, keys in by_folder.items():
            gone |= self._move(keys, self._folders[folder], uidvalidity)
        return [key for key, _ in wanted if key in gone]

    def idle(self, seconds: float) -> bool:
        """Wait at most so long for the server to tell of new mail (RFC 2177); True when it may have come.

        Ends within `IDLE_STEP` seconds after `stop`. A server without IDLE waits not at all.
        """
        client = self._connection.client()
        if not client.has_capability("IDLE"):
            return False
        until = time.monotonic() + min(seconds, IDLE_LONGEST)
        try:
            client.idle()
            told = self._wait(client, until)
            client.idle_done()
        except (*LOST, IMAPClientError) as error:
            self._connection.forget()
            raise describe(error, self._server, f"watch {self._connection.folder}") from error
        return told

    def stop(self) -> None:
        """Let a wait for new mail, in another thread, end soon."""
        self._stopped = True

    def probe(self) -> list[tuple[bool, str, str]]:
        """Return what doctor shows: (works, sentence, advice)."""
        folder = self._connection.folder
        try:
            count = len(self._connection.do(reading.present, f"read {folder}"))
        except DLoketError as error:
            return [(False, error.message, error.advice)]
        found = [(True, f"{folder} at {self._server} holds {count} messages.", "")]
        if not self._verify:
            found.append((True, "The connection to the inbox is not verified.", "Set D_LOKET_INBOX_TLS=verify."))
        return found

    def close(self) -> None:
        """Log out."""
        self._connection.close()

    def _key(self, uid: int, uidvalidity: int) -> MailKey:
        return MailKey(self._account, self._connection.folder, uidvalidity, str(uid))

    def _move(self, keys: Sequence[MailKey], folder: str, uidvalidity: int) -> set[MailKey]:
        work = partial(filing.move, uids=[int(key.uid) for key in keys], folder=folder)
        try:
            moved = self._connection.do(work, f"file mail in {folder}", uidvalidity=uidvalidity)
        except Renumbered:
            return set(keys)
        return {key for key in keys if int(key.uid) in moved}

    def _wait(self, client: IMAPClient, until: float) -> bool:
        """After a lost connection `idle_check` returns nothing at once, for ever; so each look is timed."""
        while (left := until - time.monotonic()) > 0 and not self._stopped:
            asked = time.monotonic()
            step = min(left, IDLE_STEP)
            told = client.idle_check(timeout=step)
            if any(len(line) > 1 and line[1] in (b"EXISTS", b"RECENT") for line in told):
                return True
            if not told and time.monotonic() - asked < step / 2:
                raise ConnectionResetError("the connection was lost while waiting")
        return False
