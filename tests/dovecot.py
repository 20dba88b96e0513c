"""A real Dovecot on loopback, unprivileged, in a directory of its own."""

import base64
import contextlib
import grp
import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from certificates import certificate, expired_certificate

PASSWORD = "wachtwoord-ë"
USER = "sessies@buurtkracht.example"
CONFIGURATION = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
listen = 127.0.0.1
protocols = imap lmtp
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
ssl = yes
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/key.pem
disable_plaintext_auth = no
auth_mechanisms = {mechanisms}
auth_failure_delay = 0
mail_location = sdbox:{home}/mail/%u
mail_fsync = never
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN username_format=%u {home}/users
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {home}/oauth2.conf
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {home}/users
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
{extra}
"""


def program() -> str | None:
    """Return the server's program, None where it is not installed."""
    return shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin")


class Dovecot:
    """A server with one mailbox. `extra` is added to its configuration.

    With a `key` it takes OAuth2 tokens that are signed by it (HS256), by `mechanisms`. `expired`: its
    certificate is.
    """

    host = "localhost"

    def __init__(
        self, extra: str = "", *, mechanisms: str = "plain login", key: bytes = b"", expired: bool = False
    ) -> None:
        root = os.getuid() == 0
        self._as = {"user": "nobody", "group": "nogroup", "extra_groups": []} if root else {}
        account = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.getuid())
        group = "nogroup" if root else grp.getgrgid(os.getgid()).gr_name
        ids = (account.pw_uid, grp.getgrnam(group).gr_gid)
        self.home = Path(tempfile.mkdtemp(prefix="dv-", dir="/tmp"))  # short: sockets lie below it
        self.imap, self.imaps, self.lmtp = _free_ports(3)
        for name in ("run", "state", "mail"):
            (self.home / name).mkdir()
        (self.home / "users").write_text(f"{USER}:{PASSWORD}:{ids[0]}:{ids[1]}::{self.home}/mail/{USER}::\n")
        self.cafile, self.keyfile = (expired_certificate if expired else certificate)(self.home)
        self._believe(key)
        self._configuration = self.home / "dovecot.conf"
        self._configuration.write_text(
            CONFIGURATION.format(
                home=self.home,
                user=account.pw_name,
                group=group,
                imap=self.imap,
                imaps=self.imaps,
                lmtp=self.lmtp,
                mechanisms=mechanisms,
                extra=extra,
            )
        )
        for path in (self.home, *self.home.rglob("*")):
            os.chown(path, *ids)
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start, and wait until it greets."""
        command = [program() or "dovecot", "-F", "-c", str(self._configuration)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, **self._as
        )
        until(self._greets, "Dovecot greets")

    def kill(self) -> None:
        """End every process at once, as a crash would."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(15)
            self._process = None
        (self.home / "run" / "master.pid").unlink(missing_ok=True)

    def stop(self) -> None:
        """End it and remove its directory."""
        self.kill()
        shutil.rmtree(self.home, ignore_errors=True)

    def deliver(self, *mails: bytes) -> None:
        """Deliver mails to the inbox by LMTP."""
        with smtplib.LMTP("127.0.0.1", self.lmtp) as lmtp:
            for mail in mails:
                lmtp.sendmail("afzender@post.example", [USER], mail)

    def _believe(self, key: bytes) -> None:
        folder = self.home / "keys/default/HS256"
        folder.mkdir(parents=True)
        (folder / "default").write_text(base64.b64encode(key).decode())
        (self.home / "oauth2.conf").write_text(
            "introspection_mode = local\nusername_attribute = sub\n"
            f"local_validation_key_dict = fs:posix:prefix={self.home}/keys/\n"
        )

    def _greets(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.imap), 1) as connection:
            connection.settimeout(2)
            return connection.recv(64).startswith(b"* OK")
        return False


def until(condition, what: str, seconds: float = 20) -> None:
    """Wait for a condition; AssertionError when it does not come about."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"in vain: {what}"
        time.sleep(0.01)


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
