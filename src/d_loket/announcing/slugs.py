"""Ids of sessions: slugs of their place, numbered in date order where a place has several."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from d_loket.model import Session
from d_loket.patterns import fold


def slug(text: str) -> str:
    """Return `'s-Hertogenbosch` as `s-hertogenbosch`, `Den Haag` as `den-haag`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def with_ids(sessions: Sequence[Session]) -> list[Session]:
    """Return the sessions by date, those that share a place numbered -1, -2 …"""
    shared = Counter(s.id for s in sessions)
    seen: dict[str, int] = defaultdict(int)
    numbered = []
    for session in sorted(sessions, key=lambda s: (s.date, s.starts is not None, s.starts or 0)):
        seen[session.id] += 1
        several = shared[session.id] > 1
        numbered.append(replace(session, id=f"{session.id}-{seen[session.id]}") if several else session)
    return numbered
