"""Waiting for a server to tell of new mail (IDLE, RFC 2177)."""

import threading
import time

from imapclient import IMAPClient

LONGEST = 28 * 60  # seconds: a server may end an IDLE after half an hour (RFC 2177)
STEP = 5  # seconds between looks at the connection
NEWS = (b"EXISTS", b"RECENT")


def wait(client: IMAPClient, seconds: float, stopped: threading.Event) -> bool:
    """Wait at most so long, or until `stopped`; True when mail may have come.

    Raises imapclient's errors and `ConnectionResetError`. After a lost connection `idle_check` returns
    nothing at once, for ever; so each look is timed.
    """
    until = time.monotonic() + min(seconds, LONGEST)
    client.idle()
    while (left := until - time.monotonic()) > 0 and not stopped.is_set():
        asked = time.monotonic()
        step = min(left, STEP)
        told = client.idle_check(timeout=step)
        if any(len(line) > 1 and line[1] in NEWS for line in told):
            client.idle_done()
            return True
        if not told and time.monotonic() - asked < step / 2:
            raise ConnectionResetError("lost while waiting")
    client.idle_done()
    return False
