"""The command line: `main` is the `d-loket` command.

A command lives in the module named for what it is about. Nothing heavy is imported before a command
runs, so that `--help` and shell completion answer at once.
"""

from d_loket.cli.app import main

__all__ = ["main"]
