"""What rule and event files may hold, as pydantic models: for checking, and as JSON Schemas for editors."""

from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from d_loket.model import Direction, FindingKind, Part, Qualifier, WordingKind
from d_loket.patterns import PatternError, parse

_RULE_KINDS = tuple(k.value for k in FindingKind)


def _pattern(value: Any) -> Any:
    try:
        parse(str(value))
    except PatternError as error:
        raise ValueError(str(error)) from error
    return str(value)


def _text(value: Any) -> Any:
    """A YAML scalar that looks like a number or `ja` is still meant as words."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _clock(value: Any) -> Any:
    """YAML 1.1 reads 9:00 as sexagesimal 540; both mean nine o'clock."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value // 60:02}:{value % 60:02}"
    return f"0{value}" if isinstance(value, str) and len(value) == 4 and value[1] == ":" else value


Pattern = Annotated[str, BeforeValidator(_pattern)]
Words = Annotated[str, BeforeValidator(_text)]
Clock = Annotated[time, BeforeValidator(_clock)]
RuleId = Annotated[str, Field(pattern=r"^[a-z]{2}(\.[a-z0-9-]+)+$")]


def _dashed(name: str) -> str:
    return {"in_": "in"}.get(name, name.replace("_", "-"))


class Strict(BaseModel):
    """A mapping in which every key is known; `_` in a name is `-` in the file."""

    model_config = ConfigDict(extra="forbid", alias_generator=_dashed, populate_by_name=True)


class RuleEntry(Strict):
    """A way of saying something."""

    id: RuleId
    about: str
    value: Words
    patterns: list[Pattern] = Field(min_length=1)
    examples: list[Words] = []
    counterexamples: list[Words] = []
    in_: list[Part] = []


class ContextEntry(Strict):
    """A cue that puts what stands near it in a context."""

    id: RuleId
    about: str
    qualifier: Qualifier | None = None
    terminates: bool = False
    pseudo: bool = False
    across: bool = False
    direction: Direction = Direction.FORWARD
    applies_to: list[FindingKind] = []
    reach: int = Field(12, ge=1, le=60)
    patterns: list[Pattern] = Field(min_length=1)
    examples: list[Words] = []
    counterexamples: list[Words] = []

    @model_validator(mode="after")
    def _one_purpose(self) -> "ContextEntry":
        if (self.qualifier is None) != self.terminates and not (self.qualifier is None and self.pseudo):
            raise ValueError("give either a qualifier or `terminates: true`")
        return self


class WordingEntry(Strict):
    """A standing wording of mail programs, robots and letter writers."""

    id: RuleId
    about: str
    value: WordingKind
    patterns: list[Pattern] = Field(min_length=1)
    examples: list[Words] = []
    counterexamples: list[Words] = []

    @field_validator("patterns")
    @classmethod
    def _without_slots(cls, patterns: list[str]) -> list[str]:
        if slots := [p for p in patterns if "<" in p]:
            raise ValueError(f"the pattern {slots[0]!r} is for plain text and cannot have a <kind>")
        return patterns


class PlaceEntry(Strict):
    """A place with what cannot be derived from its name."""

    name: str
    adjective: str = ""
    nicknames: list[Words] = []


class ProvinceEntry(Strict):
    """A province with its places."""

    name: str
    also: list[Words] = []
    compass: list[Words] = []
    capital: str = ""
    places: list[PlaceEntry | str]


class WordsFile(Strict):
    """Lists of words that patterns name with an @: `@komen` stands for any word of the list `komen`."""

    kind: Literal["words"]
    words: dict[Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")], list[Words]]


class RuleFile(Strict):
    """Rules of one kind of finding."""

    kind: FindingKind
    rules: list[RuleEntry]


class ContextFile(Strict):
    """Context cues."""

    kind: Literal["context"]
    rules: list[ContextEntry]


class WordingFile(Strict):
    """Standing wordings."""

    kind: Literal["wording"]
    rules: list[WordingEntry]


class PlacesFile(Strict):
    """Place names, and where the list comes from."""

    kind: Literal["places"]
    source: str
    provinces: list[ProvinceEntry] = []
    places: list[PlaceEntry | str] = []


class SessionEntry(Strict):
    """One session of an event."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    place: Words
    date: date
    starts: Clock | None = None
    ends: Clock | None = None
    region: Words = ""
    venue: Words = ""
    address: Words = ""
    aliases: list[Words] = []
    capacity: int | None = Field(None, ge=1)
    online: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> "SessionEntry":
        if self.starts and self.ends and self.ends <= self.starts:
            raise ValueError(f"the session ends ({self.ends:%H:%M}) before it starts ({self.starts:%H:%M})")
        return self


class EventFile(Strict):
    """An event and its sessions."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: Words
    organiser: Words = ""
    mailbox: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    published: date | None = None
    noun: Words = "sessie"
    noun_plural: Words = "sessies"
    audience: list[Words] = []
    asks: list[Literal["session", "name", "role", "organisation"]] = ["session"]
    timezone: str = "Europe/Amsterdam"
    sessions: list[SessionEntry] = Field(min_length=1)


FILES: dict[str, type[Strict]] = {
    "context": ContextFile,
    "wording": WordingFile,
    "places": PlacesFile,
    "words": WordsFile,
    **dict.fromkeys(_RULE_KINDS, RuleFile),
}


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return a JSON Schema for each kind of file, for editors that check while one types."""
    kinds: tuple[type[Strict], ...] = (RuleFile, ContextFile, WordingFile, PlacesFile, EventFile)
    return {k.__name__: k.model_json_schema() for k in kinds}
