"""Sentences with what they do, as people write them down: `rules/<language>/sentences/*.txt`.

    comes,need | Noteer mij voor [de avond in Ede]c, ik eet geen vlees.

Before the bar what the sentence does, behind a mention's brackets the letter of how it stands. Blank lines and lines
that begin with "#" do not count.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from d_loket.model import Act, Example, Marked, Standing
from d_loket.rulebook.documents import RulebookError

FOLDER = "sentences"
_LINE = re.compile(r"(?P<acts>[a-z, ]+)\|\s*(?P<text>.+)")
_MENTION = re.compile(r"\[(?P<text>[^\]]*)\](?P<letter>\w?)")


def example_files(directory: Path) -> list[Path]:
    """Return the files with example sentences of a rules directory, in their order."""
    return sorted(directory.glob(f"*/{FOLDER}/*.txt"))


def read_examples(directory: Path) -> tuple[Example, ...]:
    """Return the example sentences of a rules directory. Raises `RulebookError` with every mistake, or without any."""
    examples, mistakes = [], []
    files = example_files(directory)
    if not files:
        raise RulebookError([f"{directory}: there are no example sentences (nl/{FOLDER}/*.txt)"])
    for path in files:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError as error:
            mistakes.append(f"{path}:1: the file is not UTF-8 (byte {error.start}); save it as UTF-8")
            continue
        for number, line in enumerate(lines, 1):
            if line.strip() and not line.startswith("#"):
                source = f"{path}:{number}"
                example = _example(line, source)
                mistakes += [f"{source}: {what}" for what in _mistakes(line)]
                if example:
                    examples.append(example)
    if mistakes:
        raise RulebookError(mistakes)
    return tuple(examples)


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


def _example(line: str, source: str) -> Example | None:
    match = _LINE.fullmatch(line)
    if match is None or any(_mistakes(line)):
        return None
    text, marked, last = "", [], 0
    for mention in _MENTION.finditer(match["text"]):
        text += match["text"][last : mention.start()]
        marked.append(Marked(len(text), len(text) + len(mention["text"]), Standing(mention["letter"])))
        text, last = text + mention["text"], mention.end()
    text += match["text"][last:]
    return Example(frozenset(map(Act, _acts(match["acts"]))), text, tuple(marked), source)
