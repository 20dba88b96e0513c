"""Our own Message-IDs: they say which mail a reply answers, and nobody else can make one."""

import hashlib
import hmac
import re
from base64 import b32encode

from d_loket.model import IncomingMail

MAC_BYTES = 15  # 120 bits, 24 letters of base32


class MessageIds:
    """Makes and recognises Message-IDs by a secret. `domain` is the part behind the @."""

    def __init__(self, secret: bytes, domain: str) -> None:
        self._secret = secret
        self._domain = domain.lower()
        # ASCII only: letters such as "ſ" would pass for an "s" otherwise. No leading zero: the id 0 is no mail's.
        self._ours = re.compile(
            rf"<dl\.([1-9][0-9]{{0,17}})\.([1-9][0-9]{{0,8}})\.([a-z2-7]{{24}})@{re.escape(self._domain)}>",
            re.IGNORECASE | re.ASCII,
        )

    def new(self, mail_id: int, number: int = 1) -> str:
        """Return the Message-ID of the `number`th reply to a mail: always the same one for the same reply.

        `mail_id` 0 is for what answers no mail; an answer to that belongs to no thread.
        """
        return f"<dl.{mail_id}.{number}.{self._mac(mail_id, number)}@{self._domain}>"

    def thread(self, mail: IncomingMail) -> tuple[int, ...]:
        """Return the ids of the mails whose replies this mail answers, newest first; forged Message-IDs are skipped."""
        named = (*mail.in_reply_to, *reversed(mail.references))
        found = [self._read(message_id) for message_id in named]
        return tuple(dict.fromkeys(n for n in found if n is not None))

    def _read(self, message_id: str) -> int | None:
        match = self._ours.fullmatch(message_id)
        if match is None:
            return None
        mail_id, number = int(match[1]), int(match[2])
        genuine = hmac.compare_digest(self._mac(mail_id, number), match[3].lower())
        return mail_id if genuine else None

    def _mac(self, mail_id: int, number: int) -> str:
        digest = hmac.new(self._secret, f"message-id:{mail_id}:{number}".encode(), hashlib.sha256).digest()
        return b32encode(digest[:MAC_BYTES]).decode().lower()
