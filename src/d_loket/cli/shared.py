"""What the commands have in common."""

import sys
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from d_loket.model import DLoketError

if TYPE_CHECKING:
    from d_loket.bootstrap import Application
    from d_loket.settings import Settings

ERROR = 1
USAGE = 2


def settings(**overrides: Any) -> "Settings":
    """Read the settings; `overrides` (None: not given) win."""
    from d_loket.settings import load

    return load(**{name: value for name, value in overrides.items() if value is not None})


def application(**overrides: Any) -> "Application":
    """Build the application of the settings."""
    from d_loket.bootstrap import build

    return build(settings(**overrides))


def say(text: str) -> None:
    """Write a line about what is going on to stderr: stdout holds only what was asked for."""
    typer.echo(text, err=True)


def say_error(error: DLoketError) -> None:
    """Write what is wrong to stderr, and what to do about it below."""
    say(f"d-loket: {error.message}")
    if error.advice:
        say(error.advice)


def not_yet(what: str) -> NoReturn:
    """End with exit code 2: a command of a later version."""
    say(f"d-loket: {what} is not there yet.")
    raise typer.Exit(USAGE)


def is_terminal() -> bool:
    """Tell whether a person watches stderr, so that progress may move."""
    return sys.stderr.isatty()
