"""Who is sending: this process, told from others and from its own dead predecessors."""

import os
import secrets
import socket
from functools import cache
from pathlib import Path


@cache
def this_process() -> str:
    """Return a name for this process, `machine:pid:token`; the token tells it from an earlier one with the same pid."""
    return f"{_machine()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_gone(claimant: str | None) -> bool:
    """Tell whether the process with this name has certainly ended. Of another machine's one does not know: False."""
    machine, _, rest = (claimant or "").rpartition(":")[0].rpartition(":")
    if claimant == this_process() or machine != _machine() or not rest.isdecimal():
        return False
    pid = int(rest)
    return pid == os.getpid() or not _lives(pid)


def _lives(pid: int) -> bool:
    if os.name == "nt":  # signal 0 would end the process there
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@cache
def _machine() -> str:
    # Containers may share a host name; a pid means something only within its namespace.
    try:
        namespace = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        namespace = ""
    return f"{socket.gethostname()}/{namespace.replace(':', '')}"
