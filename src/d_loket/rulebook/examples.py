"""Sentences with what they do, as people write them down: `rules/<language>/sentences/*.txt`.

    comes,need | Noteer mij voor [de avond in Ede]c, ik eet geen vlees.

Before the bar what the sentence does, behind a mention's brackets the letter of how it stands. Blank lines and lines
that begin with "#" do not count.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from d_loket.model import Act, Attendance, Example, Marked, PeopleExample, Presence, Standing
from d_loket.rulebook.documents import RulebookError

FOLDER = "sentences"
PEOPLE = "people"
_LINE = re.compile(r"(?P<acts>[a-z, ]+)\|\s*(?P<text>.+)")
_MARK = re.compile(r"(?:\[(?P<place>[^\]]*)\]|\{(?P<name>[^}]*)\})(?P<letter>(?:[a-z](?!\w))?)")
_MENTION = re.compile(r"\[(?P<text>[^\]]*)\](?P<letter>\w?)")


def example_files(directory: Path) -> list[Path]:
    """Return the files with example sentences of a rules directory, in their order."""
    return sorted([*directory.glob(f"*/{FOLDER}/*.txt"), *directory.glob(f"*/{PEOPLE}/*.txt")])


def read_examples(directory: Path) -> tuple[Example, ...]:
    """Return the example sentences of a rules directory. Raises `RulebookError` with every mistake, or without any."""
    lines = list(_lines(directory, FOLDER))
    if not lines:
        raise RulebookError([f"{directory}: there are no example sentences (nl/{FOLDER}/*.txt)"])
    _refuse(f"{source}: {what}" for source, line in lines for what in _mistakes(line))
    return tuple(_example(line, source) for source, line in lines)


def read_people(directory: Path) -> tuple[PeopleExample, ...]:
    """Return the examples of who comes of a rules directory. Raises `RulebookError` with every mistake."""
    lines = list(_lines(directory, PEOPLE))
    _refuse(f"{source}: {what}" for source, line in lines for what in _people_mistakes(line))
    return tuple(_people(line, source) for source, line in lines)


def _lines(directory: Path, folder: str) -> Iterator[tuple[str, str]]:
    for path in sorted(directory.glob(f"*/{folder}/*.txt")):
        for number, line in enumerate(_text(path).splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield f"{path}:{number}", line


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        mistake = f"{path}:1: the file is not UTF-8 (byte {error.start}); save it as UTF-8"
        raise RulebookError([mistake]) from error


def _refuse(mistakes: Iterable[str]) -> None:
    if found := list(mistakes):
        raise RulebookError(found)


def _mistakes(line: str) -> Iterator[str]:
    match = _LINE.fullmatch(line)
    if match is None:
        yield "an example is what it does, a bar and the sentence: 'comes | Ik kom naar [Ede]c.'"
        return
    for act in _acts(match["acts"]):
        if act not in set(Act):
            yield f"{act!r} is nothing that a sentence does; allowed: {', '.join(Act)}"
    for mention in _MENTION.finditer(match["text"]):
        if mention["letter"] not in set(Standing):
            yield f"{mention[0]!r} wants a letter behind it; allowed: {', '.join(Standing)}"
    if stray := re.search(r"[\[\]]", _MENTION.sub("", match["text"])):
        yield f"{stray[0]!r} belongs to no mention; a mention is '[Ede]c'"


def _acts(text: str) -> list[str]:
    return [act.strip() for act in text.split(",")]


def _example(line: str, source: str) -> Example:
    acts, _, marked = (part.strip() for part in line.partition("|"))
    text, stretches = _unmarked(marked)
    return Example(
        frozenset(map(Act, _acts(acts))),
        text,
        tuple(Marked(start, end, Standing(letter)) for start, end, _, letter in stretches),
        source,
    )


_PEOPLE = re.compile(r"(?P<text>.+?) => writer (?P<writer>\w+)(?:, unnamed (?P<unnamed>\d+))?")


def _people_mistakes(line: str) -> Iterator[str]:
    match = _PEOPLE.fullmatch(line)
    if match is None or match["writer"] not in set(Presence):
        yield "an example is a text and who comes: 'Ik kom met {Jan Bos}c naar [Ede]. => writer yes'"
        return
    for name in _MARK.finditer(match["text"]):
        if name["name"] is not None and name["letter"] not in set(Attendance):
            yield f"{name[0]!r} wants a letter behind it; allowed: {', '.join(Attendance)}"


def _people(line: str, source: str) -> PeopleExample:
    match = _PEOPLE.fullmatch(line)
    if match is None:
        raise ValueError(line)
    text, stretches = _unmarked(match["text"])
    return PeopleExample(
        text,
        tuple((s, e, Attendance(letter)) for s, e, bracket, letter in stretches if bracket == "{"),
        tuple((s, e) for s, e, bracket, _ in stretches if bracket == "["),
        Presence(match["writer"]),
        source,
    )


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    """Return a text without its marks, and each marked stretch with its bracket and letter."""
    text, stretches, last = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        inside = mark["place"] if mark["name"] is None else mark["name"]
        stretches.append((len(text), len(text) + len(inside), mark[0][0], mark["letter"]))
        text, last = text + inside, mark.end()
    return text + marked[last:], stretches
