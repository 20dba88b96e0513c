"""Servers that tests run against, started by hand on loopback, unprivileged, and gone afterwards."""

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path


def postgresql_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL server's programs, None when there is none."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: [int(n) for n in re.findall(r"\d+", str(p))]
    )
    on_path = shutil.which("postgres")
    candidates = [*reversed(found), *([Path(on_path).resolve().parent] if on_path else [])]
    return next((p for p in candidates if (p / "initdb").exists() and (p / "postgres").exists()), None)


class PostgresqlServer:
    """A PostgreSQL on 127.0.0.1 in a temporary folder. It does not flush to disk: its data need not last.

    PostgreSQL refuses to run as root, so root becomes nobody.
    """

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._as = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}
        self._environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "Pacific/Auckland"}
        self._databases = 0
        self.password = secrets.token_hex(8)
        self.port = free_port()
        # A short path: a socket's name has at most 107 bytes.
        self._folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "PostgresqlServer":
        """Make the data folder and start the server."""
        password_file = self._folder / "password"
        password_file.write_text(self.password)
        if self._as:
            shutil.chown(self._folder, "nobody", "nogroup")
            shutil.chown(password_file, "nobody", "nogroup")
        login = ["-U", "tester", "-A", "scram-sha-256", f"--pwfile={password_file}"]
        self._run("initdb", "-D", self._folder / "data", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", *login)
        self.restart()
        return self

    def restart(self) -> None:
        """Start the server; one that runs is ended as by a crash, and its connections with it."""
        self._kill()
        options = ["fsync=off", "full_page_writes=off", "max_connections=60"]
        arguments = [self._programs / "postgres", "-D", self._folder / "data", "-h", "127.0.0.1", "-p", str(self.port)]
        arguments += ["-k", self._folder, *(part for option in options for part in ("-c", option))]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self._environment, **self._as
            )
        self._wait()

    def stop(self) -> None:
        """End the server and remove its folder."""
        self._kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def url(self, database: str = "postgres", password: str | None = None) -> str:
        """Return SQLAlchemy's URL of a database."""
        return f"postgresql+psycopg://tester:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def new_database(self, template: str = "template1") -> str:
        """Make a database that is a copy of another (without one: empty) and return its URL."""
        import psycopg

        self._databases += 1
        name = f"test{self._databases}"
        with psycopg.connect(self.url().replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def _run(self, program: str, *arguments: object) -> None:
        command = [self._programs / program, *map(str, arguments)]
        subprocess.run(command, check=True, capture_output=True, cwd=self._folder, env=self._environment, **self._as)

    def _wait(self) -> None:
        state = self._folder / "data" / "postmaster.pid"
        end = time.monotonic() + 60
        while time.monotonic() < end and self._process and self._process.poll() is None:
            lines = state.read_text().splitlines() if state.exists() else []
            if len(lines) > 7 and lines[0] == str(self._process.pid) and lines[7].strip() == "ready":
                return
            time.sleep(0.02)
        raise RuntimeError("PostgreSQL did not start:\n" + (self._folder / "log").read_text())

    def _kill(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(30)
            self._process = None


def _version(path: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", str(path))]


def free_port() -> int:
    """Return a TCP port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
