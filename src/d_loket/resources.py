"""Where the shipped rules, templates and migrations lie."""

from pathlib import Path

_WHEEL = Path(__file__).parent / "_data"
_CHECKOUT = Path(__file__).parents[2]


def shipped(name: str) -> Path:
    """Return the directory `rules`, `templates` or `migrations`: in a wheel its package data, else the checkout's."""
    return (_WHEEL if _WHEEL.is_dir() else _CHECKOUT) / name
