"""`python -m d_loket` is the `d-loket` command."""

from d_loket.cli import main

main()
