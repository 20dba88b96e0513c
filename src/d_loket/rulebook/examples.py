"""Sentences with what they do, as people write them down: `rules/<language>/sentences/*.txt`.

    comes,need | Noteer mij voor [de avond in Ede]c, ik eet geen vlees.

Before the bar what the sentence does, behind a mention's brackets the letter of how it stands. Blank lines and lines
that begin with "#" do not count.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from d_loket.model import Act, Attendance, Example, Marked, PeopleExample, Presence, Standing
from d_loket.rulebook.documents import RulebookError

FOLDER = "sentences"
PEOPLE = "people"
_LINE = re.compile(r"(?P<acts>[a-z, ]+)\|\s*(?P<text>.+)")
_MARK = re.compile(r"(?:\[(?P<place>[^\]]*)\]|\{(?P<name>[^}]*)\})(?P<letter>(?:[a-z](?!\w))?)")


def example_files(directory: Path) -> list[Path]:
    """Return the files with example sentences of a rules directory, in their order."""
    return sorted([*directory.glob(f"*/{FOLDER}/*.txt"), *directory.glob(f"*/{PEOPLE}/*.txt")])


def read_examples(directory: Path) -> tuple[Example, ...]:
    """Return the example sentences of a rules directory. Raises `RulebookError` with every mistake, or without any."""
    if not list(directory.glob(f"*/{FOLDER}/*.txt")):
        raise RulebookError([f"{directory}: there are no example sentences (nl/{FOLDER}/*.txt)"])
    return tuple(_example(line, source) for source, line in _right_lines(directory, FOLDER, _mistakes))


def read_people(directory: Path) -> tuple[PeopleExample, ...]:
    """Return the examples of who comes of a rules directory. Raises `RulebookError` with every mistake."""
    return tuple(_people(line, source) for source, line in _right_lines(directory, PEOPLE, _people_mistakes))


def _right_lines(
    directory: Path, folder: str, mistakes_of: Callable[[str], Iterable[str]]
) -> Sequence[tuple[str, str]]:
    """Return the lines of a folder with their "file:line". Raises `RulebookError` with every mistake in them."""
    lines, mistakes = [], []
    for path in sorted(directory.glob(f"*/{folder}/*.txt")):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            mistakes.append(f"{path}:1: the file is not UTF-8 (byte {error.start}); save it as UTF-8")
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                lines.append((f"{path}:{number}", line))
                mistakes += [f"{path}:{number}: {what}" for what in mistakes_of(line)]
    if mistakes:
        raise RulebookError(mistakes)
    return lines


def _mistakes(line: str) -> Iterator[str]:
    match = _LINE.fullmatch(line)
    if match is None:
        yield "an example is what it does, a bar and the sentence: 'comes | Ik kom naar [Ede]c.'"
        return
    for act in _acts(match["acts"]):
        if act not in set(Act):
            yield f"{act!r} is nothing that a sentence does; allowed: {', '.join(Act)}"
    for mark in _MARK.finditer(match["text"]):
        if mark["place"] is not None and mark["letter"] not in set(Standing):
            yield f"{mark[0]!r} wants a letter behind it; allowed: {', '.join(Standing)}"
        elif mark["name"] is not None:
            yield f"{mark[0]!r} marks a name; names belong in {PEOPLE}/"
    yield from _stray(match["text"])


def _stray(text: str) -> Iterator[str]:
    if stray := re.search(r"[\[\]{}]", _MARK.sub("", text)):
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
    yield from _stray(match["text"])


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
