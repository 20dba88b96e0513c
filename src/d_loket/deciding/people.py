"""Whether two names mean the same person."""

from d_loket.dutch.names import same_person as _same_person


def same_person(one: str | None, other: str | None) -> bool:
    """Tell whether both are names and can be the same person's ("Bos", "J. Bos", "mevrouw Jannie Bos")."""
    return bool(one and other and _same_person(one, other))
