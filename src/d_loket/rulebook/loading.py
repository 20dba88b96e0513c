"""A rules directory → `Rulebook` and events."""

import hashlib
from pathlib import Path

from d_loket.model import (
    ContextRule,
    Event,
    FindingKind,
    PlaceName,
    Province,
    Rule,
    Rulebook,
    Session,
    WordingRule,
)
from d_loket.rulebook.checking import check_event, check_rules
from d_loket.rulebook.documents import Document, RulebookError, read_document
from d_loket.rulebook.learned import FILE as LEARNED
from d_loket.rulebook.learned import read_learned
from d_loket.rulebook.schema import (
    ContextFile,
    EventFile,
    PlaceEntry,
    PlacesFile,
    RuleFile,
    SessionEntry,
    WordingFile,
    WordsFile,
)
from d_loket.rulebook.words import WordLists, expand

EVENTS = "events"


def load_rulebook(directory: Path, fallback: Path | None = None) -> Rulebook:
    """Return the language rules in a directory's folders (`nl`, `en` …); the folder's name is the language.

    A directory without any language folder takes the rules of `fallback`. Raises `RulebookError`
    with every mistake in every file.
    """
    if not _rule_files(directory) and fallback:
        directory = fallback
    files = _rule_files(directory)
    if not files:
        raise RulebookError([f"{directory}: there are no rule files (nl/*.yaml)"])
    rules: list[Rule] = []
    context: list[ContextRule] = []
    wording: list[WordingRule] = []
    places: list[PlaceName] = []
    provinces: list[Province] = []
    mistakes: list[str] = []
    ids: dict[str, str] = {}
    documents = [read_document(path) for path in files]
    lists = _word_lists(documents)
    for document in documents:
        expand(document, lists)
        match check_rules(document):
            case RuleFile() as content:
                rules += _rules(content, document, ids)
            case ContextFile() as content:
                context += _context(content, document, ids)
            case WordingFile() as content:
                wording += _wording(content, document, ids)
            case PlacesFile() as content:
                places += [_place_name(p) for p in content.places]
                for province in content.provinces:
                    places += [_place_name(p, province.name) for p in province.places]
                    provinces.append(
                        Province(province.name, tuple(province.also), tuple(province.compass), province.capital)
                    )
        mistakes += document.mistakes
    if mistakes:
        raise RulebookError(mistakes)
    return Rulebook(
        rules=tuple(rules),
        context=tuple(context),
        wording=tuple(wording),
        places=tuple(places),
        provinces=tuple(provinces),
        learned=read_learned(directory),
        version=_digest([*files, *directory.glob(LEARNED)]),
    )


def _word_lists(documents: list[Document]) -> WordLists:
    """Return the word lists of all files; the files are checked with the others, later."""
    lists: WordLists = {}
    for document in documents:
        if isinstance(document.data, dict) and document.data.get("kind") == "words":
            content = check_rules(Document(document.path, document.data))
            if isinstance(content, WordsFile):
                lists |= {name: tuple(words) for name, words in content.words.items()}
    return lists


def _place_name(entry: PlaceEntry | str, province: str = "") -> PlaceName:
    if isinstance(entry, str):
        return PlaceName(entry, province=province)
    return PlaceName(entry.name, entry.adjective, tuple(entry.nicknames), province)


def load_events(directory: Path) -> tuple[Event, ...]:
    """Return the events in `directory`/events, by file name; () when there are none. Raises `RulebookError`."""
    mistakes: list[str] = []
    events: list[Event] = []
    ids: dict[str, Path] = {}
    for path in sorted((directory / EVENTS).glob("*.y*ml")):
        document = read_document(path)
        content = check_event(document)
        if content:
            if content.id in ids:
                document.wrong(("id",), f"the event id {content.id!r} is used in {ids[content.id]} already")
            ids[content.id] = path
            events.append(to_event(content))
        mistakes += document.mistakes
    if mistakes:
        raise RulebookError(mistakes)
    return tuple(events)


def to_event(content: EventFile) -> Event:
    """Return an event file's content as the domain's own type."""
    return Event(
        id=content.id,
        title=content.title,
        mailbox=content.mailbox,
        organiser=content.organiser,
        sessions=tuple(_session(s) for s in content.sessions),
        published=content.published,
        noun=content.noun,
        noun_plural=content.noun_plural,
        audience=tuple(content.audience),
        asks=tuple(content.asks),
        timezone=content.timezone,
    )


def _session(entry: SessionEntry) -> Session:
    return Session(**{**entry.model_dump(), "aliases": tuple(entry.aliases)})


def _rule_files(directory: Path) -> list[Path]:
    return sorted(p for p in directory.glob("*/*.y*ml") if p.parent.name != EVENTS)


def _place(document: Document, n: int, ids: dict[str, str], rule_id: str) -> tuple[str, str]:
    """Return a rule's "file:line" and language; an id used twice, or of another language, is a mistake."""
    source = f"{document.path}:{document.line(('rules', n))}"
    language = document.path.parent.name
    if rule_id in ids:
        document.wrong(("rules", n, "id"), f"the rule id {rule_id!r} is used at {ids[rule_id]} already")
    if not rule_id.startswith(f"{language}."):
        document.wrong(("rules", n, "id"), f"the rule id {rule_id!r} must begin with the folder's name, {language!r}")
    ids[rule_id] = source
    return source, language


def _rules(content: RuleFile, document: Document, ids: dict[str, str]) -> list[Rule]:
    made = []
    for n, entry in enumerate(content.rules):
        source, language = _place(document, n, ids, entry.id)
        made.append(
            Rule(
                id=entry.id,
                about=entry.about,
                kind=FindingKind(content.kind),
                value=entry.value,
                patterns=tuple(entry.patterns),
                language=language,
                examples=tuple(entry.examples),
                counterexamples=tuple(entry.counterexamples),
                parts=tuple(p.value for p in entry.in_),
                source=source,
            )
        )
    return made


def _context(content: ContextFile, document: Document, ids: dict[str, str]) -> list[ContextRule]:
    made = []
    for n, entry in enumerate(content.rules):
        source, language = _place(document, n, ids, entry.id)
        made.append(
            ContextRule(
                id=entry.id,
                about=entry.about,
                qualifier=entry.qualifier,
                patterns=tuple(entry.patterns),
                direction=entry.direction,
                applies_to=tuple(entry.applies_to),
                reach=entry.reach,
                pseudo=entry.pseudo,
                across=entry.across,
                language=language,
                examples=tuple(entry.examples),
                counterexamples=tuple(entry.counterexamples),
                source=source,
            )
        )
    return made


def _wording(content: WordingFile, document: Document, ids: dict[str, str]) -> list[WordingRule]:
    made = []
    for n, entry in enumerate(content.rules):
        source, language = _place(document, n, ids, entry.id)
        made.append(
            WordingRule(
                id=entry.id,
                about=entry.about,
                kind=entry.value,
                patterns=tuple(entry.patterns),
                language=language,
                examples=tuple(entry.examples),
                counterexamples=tuple(entry.counterexamples),
                source=source,
            )
        )
    return made


def _digest(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
