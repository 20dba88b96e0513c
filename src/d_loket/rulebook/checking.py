"""Data against its schema: every mistake with its line, what is allowed, and the nearest valid word."""

from typing import Any, get_args

from pydantic import ValidationError
from rapidfuzz import process

from d_loket.rulebook.documents import Document, Place
from d_loket.rulebook.schema import FILES, EventFile, PlacesFile, Strict


def check_rules(document: Document) -> Strict | None:
    """Return a rule file's checked content, None when it has mistakes (they are noted in the document)."""
    data = document.data
    if not isinstance(data, dict):
        if not document.mistakes:
            document.wrong((), "a rule file is a mapping with `kind` and `rules`")
        return None
    kind = data.get("kind")
    if kind not in FILES:
        document.wrong(("kind",), f"{kind!r} is no kind of file{_nearest(str(kind), list(FILES))}")
        return None
    return check(document, FILES[kind])


def check(document: Document, model: type[Strict]) -> Strict | None:
    """Return the document's data as `model`, None when it has mistakes (they are noted in the document)."""
    if document.data is None:
        return None
    try:
        checked = model.model_validate(document.data)
    except ValidationError as error:
        for detail in error.errors():
            _note(document, model, dict(detail))
        return None
    return None if document.mistakes else checked


def _note(document: Document, model: type[Strict], detail: dict[str, Any]) -> None:
    place: Place = tuple(p for p in detail["loc"] if not (isinstance(p, str) and p in {"PlaceEntry", "str"}))
    name, value = place[-1] if place else "", detail.get("input")
    match detail["type"]:
        case "extra_forbidden":
            keys = _keys(model, place)
            what = f"unknown key {name!r}{_nearest(str(name), keys)}"
        case "missing":
            what = f"the key {name!r} is missing"
        case "enum" | "literal_error":
            allowed = str(detail["ctx"]["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
            what = f"{value!r} is not allowed for {name!r}{_nearest(str(value), allowed)}"
        case "date_from_datetime_parsing" | "date_parsing" | "date_type":
            what = f"{value!r} is no date that exists; write it as 2026-03-31"
        case "time_parsing" | "time_type":
            what = f'{value!r} is no time; write it as "09:30"'
        case "value_error":
            what = str(detail["ctx"]["error"])
        case "string_pattern_mismatch":
            what = f"{value!r} is not a valid {name!r} (it must match {detail['ctx']['pattern']})"
        case _:
            what = f"{name!r}: {detail['msg'].lower()}"
    document.wrong(place, what)


def _keys(model: type[Strict], place: Place) -> list[str]:
    """Return the keys allowed in the mapping around a place."""
    current: type[Strict] = PlacesFile if model is PlacesFile else model
    for step in place[:-1]:
        if isinstance(step, str):
            current = _inner(current, step) or current
    return [f.alias or name for name, f in current.model_fields.items()]


def _inner(model: type[Strict], key: str) -> type[Strict] | None:
    for name, field in model.model_fields.items():
        if (field.alias or name) == key:
            return next((a for a in _flat(field.annotation) if isinstance(a, type) and issubclass(a, Strict)), None)
    return None


def _flat(annotation: Any) -> list[Any]:
    inner = get_args(annotation)
    return [a for i in inner for a in _flat(i)] if inner else [annotation]


def _nearest(word: str, allowed: list[str]) -> str:
    """Say what is allowed, the nearest first."""
    hit = process.extractOne(word, allowed, score_cutoff=60)
    meant = f"; did you mean {hit[0]!r}?" if hit else ""
    return f"{meant} (allowed: {', '.join(allowed)})"


def check_event(document: Document) -> EventFile | None:
    """Return an event file's checked content; two sessions with one id are a mistake as well."""
    checked = check(document, EventFile)
    if not isinstance(checked, EventFile):
        return None
    seen: dict[str, int] = {}
    for n, session in enumerate(checked.sessions):
        if session.id in seen:
            first = document.line(("sessions", seen[session.id], "id"))
            document.wrong(("sessions", n, "id"), f"the session id {session.id!r} is used on line {first} already")
        seen.setdefault(session.id, n)
    return None if document.mistakes else checked
